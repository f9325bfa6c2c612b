"""What linking works on: the texts one after another, the things with names, what belongs together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

import pyoxigraph as ox
from rdflib.term import URIRef

from querbezug.graph.nodes import node
from querbezug.graph.statements import Statements, Term
from querbezug.ontology.terms import PROV, QUER, RDF, RDFS, SKOS, WGS84

_REMEMBERED = 8_192
"""For how many things that texts are about their sources are kept at hand."""

_WORDING, _ABOUT, _SOURCE = node(QUER.verbatimText), node(QUER.about), node(PROV.hadPrimarySource)

_SEARCHED = (QUER.Comment, QUER.Idea, QUER.Goal, QUER.Measure)


@dataclass(frozen=True, slots=True)
class TextUnit:
    """A wording to search: what somebody contributed, or the label of a measure, goal or idea.

    Attributes
    ----------
    iri : str
        Whose wording it is.
    text : str
        The wording, character by character.
    context : frozenset of str
        IRIs of the source documents that speak of it or of what it is about.
    known : frozenset of str
        IRIs it is tied to already; a link to one of them would say nothing new.
    is_comment : bool
        Whether it is a comment.
    is_contribution : bool
        Whether somebody wrote it in a participation process: a comment, or an idea with its own
        wording.
    """

    iri: str
    text: str
    context: frozenset[str]
    known: frozenset[str]
    is_comment: bool = False
    is_contribution: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with the names it goes by and the sources that speak of it."""

    iri: str
    names: tuple[str, ...]
    sources: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """One link found in a text: the evidence, what it means, and how sure the method is.

    ``start`` and ``end`` count code points of the wording, end exclusive.
    """

    unit: str
    method: str
    body: str
    quote: str
    start: int
    end: int
    confidence: float


class Corpus:
    """All that the sources state, as linking asks for it.

    Only what is asked for is held: a text at a time, and the sources of the things that texts
    were about lately.

    Parameters
    ----------
    stated : Statements
        What the sources state; blank nodes have no name to link to and are passed over.
    """

    def __init__(self, stated: Statements) -> None:
        self._stated = stated
        # Not a method: one in its own cache would keep the store open until the garbage is collected.
        remember = lru_cache(_REMEMBERED)
        self.sources: Callable[[str], frozenset[str]] = remember(partial(_sources, stated))

    def iris(self, subject: str, predicate: URIRef) -> list[str]:
        """Return the things that ``predicate`` ties to ``subject``, sorted."""
        return _iris(self._stated, subject, predicate)

    def words(self, subject: str, predicate: URIRef) -> list[str]:
        """Return the wordings that ``predicate`` gives ``subject``, sorted."""
        values = _values(self._stated, subject, predicate)
        return sorted({value.value for value in values if isinstance(value, ox.Literal)})

    def subjects(self, predicate: URIRef, value: str) -> Iterator[str]:
        """Yield the things that ``predicate`` ties to the thing ``value``, in any order."""
        for triple in self._stated.triples(None, node(predicate), ox.NamedNode(value)):
            if isinstance(triple.subject, ox.NamedNode):
                yield triple.subject.value

    def instances(self, cls: URIRef) -> Iterator[str]:
        """Yield the instances of a class, in any order."""
        return self.subjects(RDF.type, str(cls))

    def tied(self, one: str, other: str) -> bool:
        """Say whether a source relates the two things directly, in whatever way."""
        pairs = ((ox.NamedNode(a), ox.NamedNode(b)) for a, b in ((one, other), (other, one)))
        return any(next(self._stated.triples(a, None, b), None) is not None for a, b in pairs)

    def names(self, iri: str) -> tuple[str, ...]:
        """Return the labels of a thing, then its other names."""
        return tuple(dict.fromkeys([*self.words(iri, RDFS.label), *self.words(iri, SKOS.altLabel)]))

    def named(self, *classes: URIRef) -> Iterator[Named]:
        """Yield the things of ``classes`` with their names, in the order of their IRIs."""
        for iri in sorted({iri for cls in classes for iri in self.instances(cls)}):
            yield Named(iri, self.names(iri), _sources(self._stated, iri))

    def units(self) -> Iterator[tuple[TextUnit, ...]]:
        """Yield the wordings to search, those of one thing together, comments first."""
        for number, cls in enumerate(_SEARCHED):
            before = {str(each) for each in _SEARCHED[:number]}
            for iri in self.instances(cls):
                if before and not before.isdisjoint(self.iris(iri, RDF.type)):
                    continue
                units = self._units(iri, cls)
                if units:
                    yield units

    def units_of(self, iri: str) -> tuple[TextUnit, ...]:
        """Return the wordings of one thing; none if it is nothing that is searched."""
        classes = set(self.iris(iri, RDF.type))
        cls = next((cls for cls in _SEARCHED if str(cls) in classes), None)
        return self._units(iri, cls) if cls else ()

    def count(self) -> int:
        """Return how many things there are to search; one of two classes counts twice."""
        return sum(1 for cls in _SEARCHED for _ in self.instances(cls))

    def ideas(self) -> Iterator[TextUnit]:
        """Yield the wordings of ideas, each idea's own before its title."""
        for iri in self.instances(QUER.Idea):
            units = self.units_of(iri)
            if units and units[0].is_contribution and not units[0].is_comment:
                yield units[0]

    def point(self, iri: str) -> tuple[float, float] | None:
        """Return latitude and longitude of a thing in WGS 84 degrees, if the sources agree on them."""
        latitudes = self.words(iri, WGS84.lat)
        longitudes = self.words(iri, WGS84.long) if len(latitudes) == 1 else []
        return (float(latitudes[0]), float(longitudes[0])) if len(longitudes) == 1 else None

    def _units(self, iri: str, cls: URIRef) -> tuple[TextUnit, ...]:
        return self._comment(iri) if cls == QUER.Comment else self._planned(iri, cls)

    def _comment(self, iri: str) -> tuple[TextUnit, ...]:
        """Return the wording of a comment; all is asked at once, for there are very many of them."""
        about, sources, wordings = set[str](), set[str](), set[str]()
        for triple in self._stated.triples(ox.NamedNode(iri), None, None):
            predicate, value = triple.predicate, triple.object
            if predicate == _WORDING and isinstance(value, ox.Literal):
                wordings.add(value.value)
            elif predicate == _ABOUT and isinstance(value, ox.NamedNode):
                about.add(value.value)
            elif predicate == _SOURCE and isinstance(value, ox.NamedNode):
                sources.add(value.value)
        context = frozenset(sources.union(*map(self.sources, about)))
        known = frozenset(about)
        return tuple(
            TextUnit(iri, wording, context, known, is_comment=True, is_contribution=True)
            for wording in sorted(wordings)
        )

    def _planned(self, iri: str, cls: URIRef) -> tuple[TextUnit, ...]:
        """Return the label of a goal, measure or idea; before it the wording of an idea that has one."""
        bodies = self.words(iri, QUER.verbatimText) if cls == QUER.Idea else []
        wordings = dict.fromkeys([*bodies, *self.words(iri, RDFS.label)])
        known = frozenset([*self.iris(iri, QUER.planningArea), *self.iris(iri, QUER.theme)])
        context = _sources(self._stated, iri)
        return tuple(
            TextUnit(iri, wording, context, known, is_contribution=bool(bodies)) for wording in wordings
        )


def _values(stated: Statements, subject: str, predicate: URIRef) -> Iterator[Term]:
    return (triple.object for triple in stated.triples(ox.NamedNode(subject), node(predicate), None))


def _iris(stated: Statements, subject: str, predicate: URIRef) -> list[str]:
    values = _values(stated, subject, predicate)
    return sorted({value.value for value in values if isinstance(value, ox.NamedNode)})


def _sources(stated: Statements, iri: str) -> frozenset[str]:
    return frozenset(_iris(stated, iri, PROV.hadPrimarySource))
