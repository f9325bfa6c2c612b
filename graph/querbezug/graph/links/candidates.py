"""Things of different sources that may be the same, told by their names: proposals, never a merge."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rdflib.term import URIRef

from querbezug.graph.links.areas import Area, Areas
from querbezug.graph.links.corpus import Corpus
from querbezug.graph.links.likeness import Name, likeness, name_of, root
from querbezug.graph.links.words import lexicon
from querbezug.ontology.terms import ORG, QUER

METHOD = "label-likeness"

SAME_AREA = 0.95
"""How sure the same name is where the two things share a town or a plan's area."""

AREA_UNKNOWN = 0.85
"""How sure the same name is where nothing tells whether they share one."""

LEAST = 0.8
MOST_PER_THING = 5
CROWD = 60
"""A name or word that more things than this bear tells none of them from the others."""

_RAREST = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """The proposal that two things are the same; ``quote`` is the name of ``one`` that matched."""

    one: str
    other: str
    quote: str
    confidence: float
    method: str = METHOD


@dataclass(frozen=True, slots=True)
class _Sort:
    """A sort of things compared with each other only.

    Attributes
    ----------
    spelled_alike : bool
        Whether a likeness of names will do. Names of places must be the same: a letter makes
        another village.
    """

    cls: URIRef
    spelled_alike: bool = True
    is_organisation: bool = False
    is_region: bool = False


_SORTS = (
    _Sort(QUER.Goal),
    _Sort(QUER.Measure),
    _Sort(QUER.PlanDocument),
    _Sort(ORG.Organization, is_organisation=True),
    _Sort(QUER.FieldOfAction),
    _Sort(QUER.CrossCuttingTheme),
    _Sort(QUER.Topic),
    _Sort(QUER.Category),
    _Sort(QUER.District, spelled_alike=False),
    _Sort(QUER.Site, spelled_alike=False),
    _Sort(QUER.Landscape, spelled_alike=False),
    _Sort(QUER.Region, spelled_alike=False, is_region=True),
)


SORTS = frozenset(sort.cls for sort in _SORTS)
"""The classes whose things are compared."""


@dataclass(frozen=True, slots=True)
class _Thing:
    iri: str
    names: tuple[Name, ...]
    sources: frozenset[str]
    area: Area


def candidates(corpus: Corpus) -> Iterator[Candidate]:
    """Yield the pairs of things from different sources that their names say may be the same.

    Each pair comes once, the smaller IRI first; each thing is in at most :data:`MOST_PER_THING`,
    the surest ones. Things that a source relates to each other already are passed over.

    Parameters
    ----------
    corpus : Corpus
        What the sources state.
    """
    areas = Areas(corpus)
    for sort in _SORTS:
        things = _things(corpus, areas, sort)
        found = [each for each in _pairs(things, sort) if not corpus.tied(each.one, each.other)]
        yield from _surest(found)


def _things(corpus: Corpus, areas: Areas, sort: _Sort) -> list[_Thing]:
    """Return the things of one sort that have a name and a source, in the order of their IRIs."""
    things = []
    shared: dict[frozenset[str], frozenset[str]] = {}
    for iri in sorted(corpus.instances(sort.cls)):
        wordings = corpus.names(iri)
        parsed = (name_of(wording, is_organisation=sort.is_organisation) for wording in wordings)
        names: dict[str, Name] = {}
        for name in parsed:
            if name:
                names.setdefault(name.key, name)
        sources = corpus.sources(iri)
        if names and sources:
            area = areas.of_region(iri) if sort.is_region else areas.of(iri)
            things.append(_Thing(iri, tuple(names.values()), shared.setdefault(sources, sources), area))
    return things


def _surest(found: list[Candidate]) -> Iterator[Candidate]:
    """Yield the surest candidates, so that no thing is in more than it should be."""
    taken: Counter[str] = Counter()
    for each in sorted(found, key=lambda each: (-each.confidence, each.one, each.other)):
        if max(taken[each.one], taken[each.other]) < MOST_PER_THING:
            taken.update((each.one, each.other))
            yield each


def _pairs(things: Sequence[_Thing], sort: _Sort) -> Iterator[Candidate]:
    """Yield the pairs that are alike enough, comparing only things that share something rare."""
    blocks = _blocks(things, sort)
    for number, thing in enumerate(things):
        partners = {other for block in blocks.get(number, ()) for other in block if other > number}
        for other in sorted(partners):
            candidate = _compared(thing, things[other], sort)
            if candidate:
                yield candidate


def _blocks(things: Sequence[_Thing], sort: _Sort) -> dict[int, list[list[int]]]:
    """Return for each thing the groups it is in: those that share a name or a rare word with it.

    The groups are formed overall and in each place: overall, a town's ``Radverkehrskonzept`` is
    one of very many, within the town it is one of few. Groups larger than :data:`CROWD` say
    nothing and are left out.
    """
    frequency = _shared_features(things, sort)
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, thing in enumerate(things):
        for feature in _rarest(thing, sort, frequency):
            for place in ("", *sorted(thing.area.places)):
                groups[feature, place].append(number)
    blocks: dict[int, list[list[int]]] = defaultdict(list)
    for group in groups.values():
        if 1 < len(group) <= CROWD:
            for number in group:
                blocks[number].append(group)
    return blocks


def _shared_features(things: Sequence[_Thing], sort: _Sort) -> Counter[str]:
    """Count how many things have a feature, of those that things of more than one source have."""
    frequency: Counter[str] = Counter()
    first: dict[str, frozenset[str]] = {}
    shared: set[str] = set()
    for thing in things:
        for feature in _features(thing, sort):
            frequency[feature] += 1
            if first.setdefault(feature, thing.sources) != thing.sources:
                shared.add(feature)
    return Counter({feature: frequency[feature] for feature in shared})


def _features(thing: _Thing, sort: _Sort) -> set[str]:
    """Return what two things may share: their names as a whole, and the words in them."""
    features = {f"={name.key}" for name in thing.names}
    if sort.spelled_alike:
        features |= {root(word) for name in thing.names for word in name.words}
    return features


def _rarest(thing: _Thing, sort: _Sort, frequency: Counter[str]) -> list[str]:
    """Return the names of a thing and its rarest words, as far as another source has them too."""
    shared = sorted((frequency[f], f) for f in _features(thing, sort) if f in frequency)
    names = [feature for _, feature in shared if feature.startswith("=")]
    words = [feature for _, feature in shared if not feature.startswith("=")]
    return [*names, *words[:_RAREST]]


def _compared(one: _Thing, other: _Thing, sort: _Sort) -> Candidate | None:
    """Return the candidate that two things make, or None if they are not alike enough."""
    if not one.sources.isdisjoint(other.sources) or one.area.conflicts(other.area):
        return None
    ground = AREA_UNKNOWN if one.area.places.isdisjoint(other.area.places) else SAME_AREA
    best = max(
        (
            (_alike(a, b, sort, ground), a.wording == b.wording, -number)
            for number, a in enumerate(one.names)
            for b in other.names
        ),
    )
    confidence = round(ground * best[0] ** 2, 2)
    if confidence < LEAST:
        return None
    return Candidate(one.iri, other.iri, one.names[-best[2]].wording, confidence)


def _alike(one: Name, other: Name, sort: _Sort, ground: float) -> float:
    alike = likeness(one, other)
    if alike < 1 and not sort.spelled_alike:
        return 0.0
    if sort.is_organisation and ground < SAME_AREA and _in_every_town(one):
        return 0.0
    return alike


def _in_every_town(name: Name) -> bool:
    return any(word.endswith(lexicon().bodies_of_every_town) for word in name.words)
