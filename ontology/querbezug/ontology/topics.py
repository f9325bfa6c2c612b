"""The lexicon of topics that ships with the ontology: what people call what they write about.

It is a SKOS scheme like the code lists, but with two levels and with very many words. It is read
with the quick parser, for every linking run needs it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import pyoxigraph as ox
from rdflib import SKOS

from querbezug.ontology.terms import TOPIC

_FILE = "data/vocab/topic.ttl"


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic and the words for it.

    Attributes
    ----------
    iri : str
        ``https://w3id.org/querbezug/vocab/topic/…`` for one that ships with the ontology.
    label : str
        Its German name.
    broader : str or None
        IRI of the broader topic.
    words : tuple of str
        Other German words for it, and forms of them.
    hidden : tuple of str
        Dialect, misspellings and forms of words; searched for, never shown.
    names : mapping
        Its name in each language.
    """

    iri: str
    label: str
    broader: str | None = None
    words: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def code(self) -> str:
        """The last part of its IRI."""
        return self.iri.rpartition("/")[2]

    @property
    def wordings(self) -> tuple[str, ...]:
        """All that it goes by, its name first."""
        return (self.label, *self.words, *self.hidden)


@cache
def topics() -> tuple[Topic, ...]:
    """Return the topics of the shipped lexicon, in the order of their IRIs; read once."""
    told: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    data = files("querbezug.ontology").joinpath(_FILE).read_bytes()
    for quad in ox.parse(data, ox.RdfFormat.TURTLE):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            told[quad.subject.value][quad.predicate.value].append(quad.object)
    return tuple(_topic(iri, told[iri]) for iri in sorted(told) if iri.startswith(str(TOPIC)))


@cache
def topic_codes() -> frozenset[str]:
    """Return the codes of the shipped topics."""
    return frozenset(topic.code for topic in topics())


def _topic(iri: str, told: Mapping[str, list[ox.NamedNode | ox.Literal]]) -> Topic:
    names = {
        each.language: each.value
        for each in told[str(SKOS.prefLabel)]
        if isinstance(each, ox.Literal) and each.language
    }
    words = {
        predicate: tuple(each.value for each in told.get(str(predicate), ()))
        for predicate in (SKOS.altLabel, SKOS.hiddenLabel, SKOS.broader)
    }
    broader = next(iter(words[SKOS.broader]), None)
    return Topic(iri, names["de"], broader, words[SKOS.altLabel], words[SKOS.hiddenLabel], names)
