"""What many answers share: for whom they are asked, how many rows they show, how long texts are named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np
import pyoxigraph as ox
from numpy.typing import NDArray
from rdflib.term import URIRef

from querbezug.graph.analysis.serving import Serving
from querbezug.graph.answers.model import Number, Thing, counted
from querbezug.graph.answers.questions import Asks, Given, Parameter
from querbezug.graph.answers.workbench import Workbench
from querbezug.graph.nodes import node
from querbezug.ontology.resources import queries
from querbezug.ontology.strings import Message, catalogue, message
from querbezug.ontology.terms import DCTERMS, RDF

_LONGEST_NAME = 90

CITY = Parameter("city", required=False)
COOPERATION = Parameter("cooperation", Asks.COOPERATION, required=False)
SCOPE = (CITY, COOPERATION)
"""The parameters of a question that can be asked for a town, a cooperation or all that is loaded."""


def columns_of(workbench: Workbench, given: Given) -> NDArray[np.int32] | None:
    """Return the columns of the towns that are asked about; None where all are.

    A town goes before a cooperation; both are as in :class:`~querbezug.graph.analysis.areas.Areas`.
    """
    areas = workbench.ties.areas
    if "city" in given:
        return np.array([areas.column[given["city"]]], dtype=np.int32)
    if "cooperation" in given:
        members = areas.of(areas.members, given["cooperation"])
        return np.array([areas.column[int(town)] for town in members], dtype=np.int32)
    return None


def where(workbench: Workbench, given: Given) -> Message:
    """Return how a sentence about them begins: „In Saalfeld/Saale“."""
    if "city" in given:
        return message("questions.where_city", city=workbench.thing(given["city"]))
    if "cooperation" in given:
        return message("questions.where_cooperation", cooperation=workbench.thing(given["cooperation"]))
    return message("questions.where_all")


def chosen(workbench: Workbench, given: Given, numbers: Iterable[str] = ()) -> dict[str, Thing | int]:
    """Return what was chosen by name, as an answer repeats it.

    Parameters
    ----------
    numbers : iterable of str
        Names of the parameters that are plain numbers.
    """
    plain = frozenset(numbers)
    return {name: each if name in plain else workbench.thing(each) for name, each in given.items()}


def serving_of(workbench: Workbench) -> Serving:
    """Return which measure serves which goal and theme, worked out once."""
    return workbench.once("serving", lambda: Serving(workbench.projection))


def counted_of(key: str, count: int, whole: int, /, **values: object) -> Message:
    """Return the sentence for so many of so many, with ``n`` and ``of`` filled in.

    Beside the forms of :func:`~querbezug.graph.answers.model.counted` there are ``key_all`` for all
    of several, and ``key_single`` and ``key_single_none`` where there is one only; where the
    catalogue has no such form, the others serve.
    """
    special = "all" if 0 < count == whole else ""
    if whole == 1:
        special = "single" if count else "single_none"
    names = {**values, "of": Number(whole)}
    if special and f"{key}_{special}" in catalogue():
        return message(f"{key}_{special}", n=Number(count), **names)
    return counted(key, count, **names)


def named(workbench: Workbench, number: int) -> Thing:
    """Return a thing whose name is short enough for a line: of a long comment its first words."""
    thing = workbench.thing(number)
    return Thing(thing.iri, shortened(thing.label), thing.kind)


def named_all(workbench: Workbench, numbers: Iterable[int]) -> tuple[Thing, ...]:
    """Return things with short names, in the order given."""
    return tuple(named(workbench, int(number)) for number in numbers)


def named_apart(workbench: Workbench, numbers: Iterable[int]) -> tuple[Thing, ...]:
    """Return themes by name, with the region in brackets where several have the same name."""
    things = [workbench.thing(int(number)) for number in numbers]
    often = Counter(thing.label for thing in things)
    return tuple(_with_region(workbench, each) if often[each.label] > 1 else each for each in things)


def _with_region(workbench: Workbench, theme: Thing) -> Thing:
    regions = linked(workbench, workbench.projection.index[theme.iri], DCTERMS.spatial, "region")
    known = ", ".join(region.label for region in regions)
    return Thing(theme.iri, f"{theme.label} ({known})", theme.kind) if known else theme


def shortened(text: str, longest: int = _LONGEST_NAME) -> str:
    """Return the first words of a long text with „…“ behind them."""
    plain = " ".join(text.split())
    if len(plain) <= longest:
        return plain
    words = plain[:longest].rsplit(" ", 1)[0]
    return f"{words.rstrip(',;:.–- ')} …"


def instances(workbench: Workbench, cls: URIRef) -> NDArray[np.int32]:
    """Return the indices of the things of a class, ascending."""
    index = workbench.projection.index
    quads = workbench.snapshot.store.quads_for_pattern(None, node(RDF.type), node(cls), ox.DefaultGraph())
    found = (index.get(quad.subject.value) for quad in quads if isinstance(quad.subject, ox.NamedNode))
    return np.array(sorted({number for number in found if number is not None}), dtype=np.int32)


def literals(workbench: Workbench, predicate: URIRef) -> Mapping[int, str]:
    """Return the value of a property for each thing that has any, of several the least; read once."""
    return workbench.once(f"literals of {predicate}", lambda: _literals(workbench, predicate))


def _literals(workbench: Workbench, predicate: URIRef) -> dict[int, str]:
    index = workbench.projection.index
    found: dict[int, str] = {}
    for subject, value in workbench.facts.pairs(predicate):
        number = index.get(subject)
        if number is not None:
            found[number] = min(value, found.get(number, value))
    return found


def query_text(id: str) -> str:  # noqa: A002 - the name of the field
    """Return the text of a named query."""
    return next(query.text for query in queries() if query.id == id)


def linked(workbench: Workbench, number: int, predicate: URIRef, *kinds: str) -> tuple[Thing, ...]:
    """Return the things of some kinds that a thing points to with a property, by name."""
    projection = workbench.projection
    values = workbench.facts.values(projection.iris[number], predicate)
    found = (projection.index.get(iri) for iri in values)
    return workbench.things(n for n in found if n is not None and projection.kinds[n] in kinds)


def towns_of(workbench: Workbench, number: int) -> tuple[Thing, ...]:
    """Return the municipalities that a measure, goal or plan is for, by name."""
    areas = workbench.ties.areas
    return workbench.things(areas.of(areas.having, number).tolist())


def sources_of(workbench: Workbench, number: int) -> tuple[str, ...]:
    """Return what states a thing."""
    return workbench.projection.sources.get(number, ())
