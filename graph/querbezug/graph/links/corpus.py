"""What linking works on: the texts, the things with names, and which things belong together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from querbezug.graph.nodes import node
from querbezug.ontology.terms import FOAF, PROV, QUER, RDF, RDFS, SKOS


@dataclass(frozen=True, slots=True)
class TextUnit:
    """A wording to search: a comment's text or the label of a measure, goal or idea.

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
        Whether a citizen wrote it.
    """

    iri: str
    text: str
    context: frozenset[str]
    known: frozenset[str]
    is_comment: bool


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


@dataclass(slots=True)
class Corpus:
    """An index over all source triples, made once for a linking run."""

    subjects: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    values: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, triples: Iterable[ox.Triple]) -> Corpus:
        """Index ``triples``; blank nodes do not occur in our data."""
        corpus = cls()
        for triple in triples:
            if not isinstance(triple.subject, ox.NamedNode) or isinstance(triple.object, ox.Triple):
                continue
            subject, predicate, value = triple.subject.value, triple.predicate.value, triple.object.value
            corpus.values[subject, predicate].append(value)
            corpus.subjects[predicate, value].append(subject)
        return corpus

    def get(self, subject: str, predicate: object) -> list[str]:
        """Return the values of ``predicate`` at ``subject``, sorted."""
        return sorted(self.values.get((subject, str(predicate)), ()))

    def of_class(self, cls: object) -> list[str]:
        """Return the instances of a class, sorted."""
        return sorted(self.subjects.get((str(RDF.type), str(cls)), ()))

    def sources(self, iri: str) -> frozenset[str]:
        """Return the source documents that speak of ``iri``."""
        return frozenset(self.get(iri, PROV.hadPrimarySource))

    def named(self, *classes: object) -> Iterator[Named]:
        """Yield the things of ``classes`` with their labels and other names."""
        for iri in sorted({iri for cls in classes for iri in self.of_class(cls)}):
            names = dict.fromkeys([*self.get(iri, RDFS.label), *self.get(iri, SKOS.altLabel)])
            yield Named(iri, tuple(names), self.sources(iri))

    def pages(self) -> dict[str, str]:
        """Return the things that have a web page of their own, by its address."""
        return {
            value: min(subjects)
            for (predicate, value), subjects in self.subjects.items()
            if predicate == node(FOAF.page).value
        }

    def texts(self) -> Iterator[TextUnit]:
        """Yield every wording to search, comments first, in the order of their IRIs."""
        for iri in self.of_class(QUER.Comment):
            about = self.get(iri, QUER.about)
            context = self.sources(iri).union(*(self.sources(thing) for thing in about))
            for wording in self.get(iri, QUER.verbatimText):
                yield TextUnit(iri, wording, context, frozenset(about), is_comment=True)
        for cls in (QUER.Goal, QUER.Measure, QUER.Idea):
            for iri in self.of_class(cls):
                known = {*self.get(iri, QUER.planningArea), *self.get(iri, QUER.theme)}
                for wording in self.get(iri, RDFS.label):
                    yield TextUnit(iri, wording, self.sources(iri), frozenset(known), is_comment=False)
