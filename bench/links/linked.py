"""Running the real linking over texts, and reading off what it says of each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from rdflib.term import URIRef

from bench.links.gold_file import Item, districts
from querbezug.graph.gazetteer import gazetteer
from querbezug.graph.identity import Identity
from querbezug.graph.ledger import Ledger
from querbezug.graph.links.linking import link_all
from querbezug.graph.mapping import map_source
from querbezug.graph.opened import open_file
from querbezug.graph.readers.base import ReadResult, SourceInfo, collect
from querbezug.graph.records import (
    AnyRecord,
    Comment,
    Cooperation,
    Goal,
    Idea,
    Kind,
    Measure,
    Place,
    PlaceKind,
    Process,
    Ref,
)
from querbezug.graph.statements import InMemory
from querbezug.ontology.iris import IriMinter
from querbezug.ontology.terms import OA, QUER, RDF, RDFS, SKOS

EXAMPLES = Path(__file__).parents[2] / "examples"
REGISTER = EXAMPLES / "saalebogen" / "planungsregister.json"

_BASE = "https://w3id.org/querbezug"
_TOPIC = f"{_BASE}/vocab/topic/"
_OF_REGISTER = frozenset(("seed", "rek"))
_PLACE_KINDS = frozenset(("place", "region", "cooperation"))
_ABOUT: Mapping[str, tuple[Kind, type[Idea | Goal | Measure]]] = {
    "idea": (Kind.IDEA, Idea),
    "goal": (Kind.GOAL, Goal),
    "measure": (Kind.MEASURE, Measure),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A code and how sure linking is of it; ``target`` is what a stance is towards."""

    code: str
    confidence: float
    target: str = ""


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """A place found: its official key or IRI, the names it goes by, and where the text names it."""

    key: str
    names: frozenset[str]
    start: int
    end: int
    confidence: float


@dataclass(slots=True)
class Linked:
    """What linking says of one text."""

    functions: list[Judged] = field(default_factory=list)
    stances: list[Judged] = field(default_factory=list)
    topics: list[Judged] = field(default_factory=list)
    places: list[PlaceFound] = field(default_factory=list)
    alternatives: int = 0

    @property
    def function(self) -> Judged | None:
        """The surest function."""
        return max(self.functions, key=lambda each: each.confidence, default=None)

    def stance(self, *targets: str) -> Judged | None:
        """Return the surest stance towards one of ``targets``."""
        fitting = (each for each in self.stances if each.target in targets)
        return max(fitting, key=lambda each: each.confidence, default=None)


def identity() -> Identity:
    """Return an identity with an empty memory."""
    return Identity(IriMinter(_BASE), Ledger(ox.Store()), "bench")


def comment_ref(item_id: str) -> Ref:
    """Return the reference to a unit as a comment."""
    return Ref(Kind.COMMENT, f"gold/{item_id}")


def about_ref(item: Item) -> Ref | None:
    """Return the reference to what a unit stands under."""
    if item.about is None or item.about_kind is None:
        return None
    return Ref(_ABOUT[item.about_kind][0], f"gold-{item.source}#{item.about}")


def topic_iri(code: str) -> str:
    """Return the IRI of a topic that ships with the ontology."""
    return _TOPIC + code


def triples_of(items: Sequence[Item], by: Identity) -> frozenset[ox.Triple]:
    """Return what sources with these units would state: comments, what they are about, and places."""
    by_source: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_source["saalebogen" if item.source in _OF_REGISTER else item.source].append(item)
    triples: set[ox.Triple] = set()
    for key, members in by_source.items():
        triples |= source_triples(key, list(_records(key, members)), by)
    return frozenset(triples)


def source_triples(key: str, records: Sequence[AnyRecord], by: Identity) -> frozenset[ox.Triple]:
    """Return what a source with these records states."""
    info = SourceInfo(
        key=f"gold-{key}",
        title=key,
        file_name=f"{key}.jsonl",
        sha256="0" * 64,
        reader="bench",
        reader_version="1",
    )
    return map_source(ReadResult(info, records), by).triples


def _records(key: str, items: Sequence[Item]) -> Iterator[AnyRecord]:
    if key == "saalebogen":
        yield from collect(open_file(REGISTER).reading).records
    municipalities = sorted({item.municipality for item in items if item.municipality})
    for ags in municipalities:
        yield from _places(ags)
    home = Ref(Kind.PLACE, f"ags:{municipalities[0]}") if municipalities else None
    process = Ref(Kind.PROCESS, f"gold-{key}/process")
    yield Process(ref=process, label=f"Beteiligung {key}", place=home)
    about = {ref: item for item in items if (ref := about_ref(item))}
    for ref, item in about.items():
        yield _ABOUT[item.about_kind or ""][1](
            ref=ref, label=item.about or "", places=(home,) if home else ()
        )
    for number, item in enumerate(items, start=1):
        yield Comment(
            ref=comment_ref(item.id),
            text=item.text,
            sequence=number,
            about=about_ref(item),
            process=process,
            official=item.part == "official",
        )


def _places(ags: str) -> Iterator[AnyRecord]:
    entry = gazetteer().by_ags(ags)
    home = Ref(Kind.PLACE, f"ags:{ags}")
    yield Place(ref=home, label=entry.label if entry else ags, place_kind=PlaceKind.MUNICIPALITY, ags=ags)
    for number, name in enumerate(districts().get(ags, ())):
        parts = tuple(name.split("/")) if "/" in name else ()
        ref = Ref(Kind.PLACE, f"districts-{ags}/district-{number}")
        yield Place(ref=ref, label=name, place_kind=PlaceKind.DISTRICT, part_of=home, alt_labels=parts)


def link(stated: frozenset[ox.Triple], by: Identity) -> dict[str, Linked]:
    """Run the linking over all that is stated; return what it says of each thing, by IRI."""
    found = frozenset(link_all(InMemory(stated), by))
    names: dict[str, set[str]] = defaultdict(set)
    for triple in (*stated, *found):
        if triple.predicate.value in _NAMING and isinstance(triple.object, ox.Literal):
            names[_iri(triple.subject)].add(triple.object.value)
    assessments: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in found:
        assessments[_iri(triple.subject)][triple.predicate.value].append(_iri(triple.object))
    linked: dict[str, Linked] = defaultdict(Linked)
    for said in assessments.values():
        for unit in said.get(str(QUER.assesses), ()):
            _take(linked[unit], said, names)
    return linked


_NAMING = frozenset((str(RDFS.label), str(SKOS.altLabel)))


def _iri(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return "" if isinstance(term, ox.Triple) else term.value


def _code(iri: str) -> str:
    return iri.rpartition("/")[2]


def _take(linked: Linked, said: Mapping[str, list[str]], names: Mapping[str, set[str]]) -> None:
    """Add one assessment to what is known of a text."""

    def values(term: URIRef) -> list[str]:
        return said.get(str(term), [])

    classes = set(values(RDF.type))
    confidence = float(next(iter(values(QUER.confidence)), "nan"))
    linked.alternatives += len(values(QUER.alternative))
    if str(QUER.FunctionAssessment) in classes:
        codes = values(QUER.contributionFunction)
        linked.functions += [Judged(_code(code), confidence) for code in codes]
    elif str(QUER.StanceAssessment) in classes:
        target = next(iter(values(QUER.stanceTarget)), "")
        linked.stances += [Judged(_code(code), confidence, target) for code in values(QUER.stance)]
    elif str(QUER.ThemeAssignment) in classes:
        topics = [body for body in values(OA.hasBody) if body.startswith(_TOPIC)]
        linked.topics += [Judged(body.removeprefix(_TOPIC), confidence) for body in topics]
    elif str(QUER.Mention) in classes:
        start, end = (int(next(iter(values(term)), "0")) for term in (QUER.start, QUER.end))
        for body in values(OA.hasBody):
            if _is_place(body):
                called = frozenset(names.get(body, ()))
                linked.places.append(PlaceFound(_official(body), called, start, end, confidence))


def _is_place(iri: str) -> bool:
    return iri.removeprefix(f"{_BASE}/id/").partition("/")[0] in _PLACE_KINDS


def _official(iri: str) -> str:
    ags = _keys_by_slug().get(_code(iri))
    return f"ags:{ags}" if ags else iri


@cache
def _keys_by_slug() -> Mapping[str, str]:
    register = gazetteer()
    return {register.slug_of(entry.ags): entry.ags for entry in register}


def link_items(items: Sequence[Item]) -> dict[str, Linked]:
    """Run the linking over annotated units; return what it says of each, by its id."""
    by = identity()
    linked = link(triples_of(items, by), by)
    return {item.id: linked.get(by.iri(comment_ref(item.id)), Linked()) for item in items}


def target_iris(item: Item, by: Identity) -> tuple[str, ...]:
    """Return the IRIs that the target of a unit's stance has; none if it is only named in the text."""
    if item.stance is None:
        return ()
    kind, _, rest = item.stance.target.partition(":")
    about = about_ref(item)
    if kind == "about" and about:
        return (by.iri(about),)
    return (topic_iri(rest),) if kind == "theme" else ()


def known_names(items: Iterable[Item]) -> frozenset[str]:
    """Return the names of all districts and sites the bench makes known."""
    names = {name for part in districts().values() for whole in part for name in (whole, *whole.split("/"))}
    if any(item.source in _OF_REGISTER for item in items):
        for record in collect(open_file(REGISTER).reading).records:
            if isinstance(record, Place | Cooperation):
                names |= {record.label, *record.alt_labels}
    return frozenset(names)
