"""What ties cities as RDF: a node for each tie and for each of its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox

from querbezug.graph.analysis.cities import MOST_PAIRWISE, STRONGEST
from querbezug.graph.analysis.model import Layer, Reason
from querbezug.graph.analysis.ties import CityTies
from querbezug.graph.export.dump import serialise
from querbezug.graph.export.files import replace_file
from querbezug.graph.nodes import node
from querbezug.ontology.iris import IriMinter
from querbezug.ontology.terms import QUER, RDF, RDFS, TIE_LAYER, XSD

MOST_REASONS = 25
"""Where only the strongest ties are handed out, each has at most so many reasons."""

RDF_ENDINGS = {".ttl": "turtle", ".nt": "ntriples"}
"""Endings of the files that :func:`write_ties` writes, with the names of their formats."""

_DIGEST_LENGTH = 12
_DIGITS = 4
_TYPE, _LABEL = node(RDF.type), node(RDFS.label)
_DECIMAL, _BOOLEAN = node(XSD.decimal), node(XSD.boolean)


def tie_triples(ties: CityTies, minter: IriMinter, strongest: int | None = None) -> Iterator[ox.Triple]:
    """Yield what ties the cities, pair by pair, the same triples for the same data.

    Parameters
    ----------
    ties : CityTies
        The ties of one state of the data.
    minter : IriMinter
        Makes the IRIs of the ties.
    strongest : int, optional
        Only the so many strongest ties of each city, each with its :data:`MOST_REASONS` heaviest
        reasons. Unless told, everything up to
        :data:`~querbezug.graph.analysis.cities.MOST_PAIRWISE` cities, and the
        :data:`~querbezug.graph.analysis.cities.STRONGEST` beyond.

    Yields
    ------
    pyoxigraph.Triple
        A ``quer:CityTie`` with label, both cities, weight and reasons; of each ``quer:TieReason``
        its kind, its thing or its distance in kilometres, its weight and whether it was concluded.
        Weights have four decimals. A tie's weight is that of all its reasons, also of those left out.

    Notes
    -----
    What a reason is about is named by IRI alone: the wording of a comment stays with its source.
    """
    if strongest is None and len(ties.cities) > MOST_PAIRWISE:
        strongest = STRONGEST
    most = None if strongest is None else MOST_REASONS
    iris, labels = ties.projection.iris, ties.projection.labels
    for left, right, weight in zip(*(part.tolist() for part in ties.pairs(strongest)), strict=True):
        a, b = int(ties.cities[left]), int(ties.cities[right])
        tie = tie_iri(minter, iris[a], iris[b])
        label = " – ".join(sorted((labels[a], labels[b])))
        yield from _tie(tie, label, (iris[a], iris[b]), weight)
        for reason in _united(ties.reasons(a, b))[:most]:
            yield from _reason(tie, reason)


def write_ties(ties: CityTies, minter: IriMinter, path: Path) -> None:
    """Write what ties the cities to ``path``, whose ending is one of :data:`RDF_ENDINGS`.

    Raises
    ------
    QuerbezugError
        If the file cannot be written.
    """
    pieces = serialise(tie_triples(ties, minter), RDF_ENDINGS[path.suffix.lower()])
    replace_file(path, lambda file: file.writelines(pieces))


def tie_iri(minter: IriMinter, left: str, right: str) -> str:
    """Return the IRI of the tie of two municipalities, whichever is named first.

    It shows the slugs of both; where they could be taken for those of another pair, or a
    municipality's IRI is none of ours, a digest of both IRIs tells the pairs apart.
    """
    ends = sorted((left, right))
    parts = [minter.split(end) for end in ends]
    slugs = [part[1] for part in parts if part is not None and part[0] == "place"]
    plain = len(slugs) == len(ends) and not any("_" in slug for slug in slugs)
    slug = "_".join(slugs if plain else [*slugs, _digest(*ends)])
    return minter.thing("tie", slug)


def _tie(tie: str, label: str, cities: Iterable[str], weight: float) -> Iterator[ox.Triple]:
    subject = ox.NamedNode(tie)
    yield ox.Triple(subject, _TYPE, node(QUER.CityTie))
    yield ox.Triple(subject, _LABEL, ox.Literal(label, language="de"))
    for city in cities:
        yield ox.Triple(subject, node(QUER.between), ox.NamedNode(city))
    yield ox.Triple(subject, node(QUER.tieWeight), _decimal(weight))


def _reason(tie: str, reason: Reason) -> Iterator[ox.Triple]:
    is_near = reason.layer is Layer.NEIGHBOUR
    thing = "" if is_near else reason.iri
    subject = ox.NamedNode(f"{tie}#{_digest(reason.layer, thing, reason.detail_iri)}")
    yield ox.Triple(ox.NamedNode(tie), node(QUER.tieReason), subject)
    yield ox.Triple(subject, _TYPE, node(QUER.TieReason))
    yield ox.Triple(subject, node(QUER.tieLayer), node(TIE_LAYER[reason.layer]))
    yield ox.Triple(subject, node(QUER.tieWeight), _decimal(reason.weight))
    yield ox.Triple(
        subject, node(QUER.concluded), ox.Literal(str(reason.inferred).lower(), datatype=_BOOLEAN)
    )
    if is_near:
        yield ox.Triple(subject, node(QUER.distance), _decimal(float(reason.detail)))
        return
    yield ox.Triple(subject, node(QUER.tieThing), ox.NamedNode(thing))
    if reason.detail_iri:
        yield ox.Triple(subject, node(QUER.tieCounterpart), ox.NamedNode(reason.detail_iri))


def _united(reasons: Iterable[Reason]) -> list[Reason]:
    """Return the reasons, those about the same things as one: each of two may call the other comparable."""
    found: dict[tuple[str, str, str], Reason] = {}
    for each in reasons:
        key = (each.layer.value, each.iri, each.detail_iri)
        known = found.get(key)
        found[key] = each if known is None else _both(known, each)
    return sorted(found.values(), key=lambda each: (-each.weight, each.layer, each.iri, each.detail_iri))


def _both(one: Reason, other: Reason) -> Reason:
    return replace(one, weight=one.weight + other.weight, inferred=one.inferred and other.inferred)


def _decimal(value: float) -> ox.Literal:
    """Return a decimal as the store gives it back, so that publishing twice compares equal."""
    return ox.Literal(f"{value:.{_DIGITS}f}".rstrip("0").rstrip("."), datatype=_DECIMAL)


def _digest(*parts: str) -> str:
    return sha256(" ".join(parts).encode()).hexdigest()[:_DIGEST_LENGTH]
