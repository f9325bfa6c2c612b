"""The lexicon of an installation: topics that people adopted, and terms they do not want to see again.

It is a graph of its own, ``{base}/graph/lexicon``, public like the decisions about links. Loading and
linking read it and never touch it, so a topic keeps its IRI whatever is loaded again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import pyoxigraph as ox
from rdflib.term import URIRef

from querbezug.graph.links.user_lexicon import REGISTER, topic_iri
from querbezug.graph.nodes import node
from querbezug.graph.store.layout import Layout, triples_of
from querbezug.ontology.iris import IriMinter
from querbezug.ontology.strings import LANGUAGES, text
from querbezug.ontology.terms import DCTERMS, QUER, RDF, RDFS, SKOS, TOPIC, XSD
from querbezug.ontology.topics import Topic, topics


@dataclass(frozen=True, slots=True)
class Adoption:
    """A topic that somebody adopted, or words they added to one that ships.

    Attributes
    ----------
    iri : str
        The topic's IRI: of the installation, or of the lexicon that ships.
    label : str
        Its German name.
    broader : str
        IRI of the broader topic, or empty.
    words : tuple of str
        Other words for it.
    role, created : str
        Who decided, never a name, and the day.
    """

    iri: str
    label: str
    broader: str = ""
    words: tuple[str, ...] = ()
    role: str = ""
    created: str = ""

    @property
    def is_own(self) -> bool:
        """Whether it is a topic of the installation, and not words for one that ships."""
        return not self.iri.startswith(TOPIC)

    def triples(self, minter: IriMinter) -> Iterator[ox.Triple]:
        """Yield the adoption as it is kept: for a topic of its own a concept like those that ship."""
        subject = ox.NamedNode(self.iri)
        if self.is_own:
            for cls in (QUER.Topic, SKOS.Concept):
                yield ox.Triple(subject, node(RDF.type), node(cls))
            for predicate in (RDFS.label, SKOS.prefLabel):
                yield _words(subject, predicate, self.label)
            yield ox.Triple(subject, node(SKOS.inScheme), scheme(minter))
            yield from described_scheme(minter)
        if self.broader:
            yield ox.Triple(subject, node(SKOS.broader), ox.NamedNode(self.broader))
        for word in self.words:
            yield _words(subject, SKOS.altLabel, word)
        yield ox.Triple(subject, node(QUER.reviewerRole), ox.Literal(self.role))
        yield ox.Triple(subject, node(DCTERMS.created), ox.Literal(self.created, datatype=node(XSD.date)))


class Lexicon:
    """What one installation adopted and what it dismissed.

    Parameters
    ----------
    adoptions : iterable of Adoption
        At most one for each topic.
    dismissed : iterable of str
        Terms that are not to be proposed again.
    """

    def __init__(self, adoptions: Iterable[Adoption] = (), dismissed: Iterable[str] = ()) -> None:
        self.adoptions = {each.iri: each for each in sorted(adoptions, key=lambda each: each.iri)}
        self.dismissed = tuple(sorted(set(dismissed)))

    @classmethod
    def of(cls, store: ox.Store, layout: Layout) -> Lexicon:
        """Read the lexicon of a store."""
        told: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for triple in triples_of(store, layout.lexicon):
            if isinstance(triple.subject, ox.NamedNode) and isinstance(
                triple.object, ox.NamedNode | ox.Literal
            ):
                told[triple.subject.value][triple.predicate.value].append(triple.object.value)
        aside = told.pop(scheme(layout.minter).value, {})
        shipped = {topic.iri: topic.label for topic in topics()}
        return cls(
            (_adoption(iri, facts, shipped) for iri, facts in told.items()),
            aside.get(str(SKOS.editorialNote), ()),
        )

    def topics(self) -> tuple[Topic, ...]:
        """Return the topics that ship and those adopted, in the order of their IRIs."""
        known = {topic.iri: topic for topic in topics()}
        for iri, each in self.adoptions.items():
            old = known.get(iri) or Topic(iri, each.label, each.broader or None, names={"de": each.label})
            known[iri] = replace(old, words=tuple(dict.fromkeys((*old.words, *each.words))))
        return tuple(known[iri] for iri in sorted(known))


def adopted_topics(store: ox.Store, layout: Layout) -> tuple[Topic, ...]:
    """Return the topics that linking looks for in a store: those that ship and those adopted.

    Parameters
    ----------
    store : pyoxigraph.Store
        The store, for reading.
    layout : Layout
        The names of its graphs.
    """
    return Lexicon.of(store, layout).topics()


def scheme(minter: IriMinter) -> ox.NamedNode:
    """Return the scheme that the adopted topics of an installation are in."""
    return ox.NamedNode(minter.thing("scheme", REGISTER))


def described_scheme(minter: IriMinter) -> Iterator[ox.Triple]:
    """Yield what the scheme is called."""
    subject = scheme(minter)
    yield ox.Triple(subject, node(RDF.type), node(SKOS.ConceptScheme))
    for predicate in (RDFS.label, SKOS.prefLabel):
        for lang in LANGUAGES:
            yield ox.Triple(subject, node(predicate), ox.Literal(text("topics.scheme", lang), language=lang))


def dismissal(term: str, minter: IriMinter) -> Iterator[ox.Triple]:
    """Yield that a term is not to be proposed again: a note for whoever keeps the lexicon."""
    yield from described_scheme(minter)
    yield _words(scheme(minter), SKOS.editorialNote, term)


def named(label: str, minter: IriMinter, lexicon: Lexicon) -> str:
    """Return the IRI of the topic with this name: one that ships or was adopted, else a new one.

    Raises
    ------
    SourceError
        If the name has neither a letter nor a digit.
    """
    wanted = label.casefold()
    known = (topic.iri for topic in lexicon.topics() if topic.label.casefold() == wanted)
    return next(known, None) or topic_iri(minter, label)


def _adoption(iri: str, facts: Mapping[str, list[str]], shipped: Mapping[str, str]) -> Adoption:
    def one(predicate: str) -> str:
        return min(facts.get(predicate, [""]))

    return Adoption(
        iri,
        shipped.get(iri) or one(str(SKOS.prefLabel)),
        one(str(SKOS.broader)),
        tuple(sorted(facts.get(str(SKOS.altLabel), ()))),
        one(str(QUER.reviewerRole)),
        one(str(DCTERMS.created)),
    )


def _words(subject: ox.NamedNode, predicate: URIRef, value: str) -> ox.Triple:
    return ox.Triple(subject, node(predicate), ox.Literal(value, language="de"))
