"""Topics a text speaks of: words of the lexicon, forms of them, compounds with them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

import pyoxigraph as ox

from querbezug.graph.links.calibration import calibrated
from querbezug.graph.links.corpus import Found, TextUnit
from querbezug.graph.links.topic_words import EXACT, Hit, Phrase, TopicWords, topic_words
from querbezug.graph.nodes import node
from querbezug.ontology.terms import QUER, RDF, RDFS, SKOS
from querbezug.ontology.topics import Topic, topics

METHOD = "topic-word"

MOST_PER_TEXT = 5
"""A text has so many topics at most, the surest ones."""

_SUREST = 0.98
_TELLS = 0.5
"""From here on a topic stands for its broader one, too, which is then not named besides."""

_REMEMBERED = 65_536

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a word of a text says, and the wordings of several words it may be part of."""

    hits: tuple[Hit, ...]
    phrases: tuple[Phrase, ...]


@dataclass(slots=True)
class _Evidence:
    """What speaks for a topic in a text; each word counts once, however often it stands there."""

    surest: tuple[float, int, int]
    by_key: dict[str, float]

    @property
    def claimed(self) -> float:
        """How sure all of it together is: one minus the chance that each of the words errs."""
        doubt = 1.0
        for confidence in self.by_key.values():
            doubt *= 1 - confidence
        return round(min(_SUREST, 1 - doubt), 2)

    @property
    def confidence(self) -> float:
        """How often links with such evidence turn out right."""
        return round(calibrated(METHOD, self.claimed), 2)


class TopicFinder:
    """Finds topics by the words of a lexicon.

    Parameters
    ----------
    lexicon : iterable of Topic, optional
        The topics; those that ship with the ontology unless told. Adopted ones may be added.
    """

    def __init__(self, lexicon: Iterable[Topic] | None = None) -> None:
        known = topics() if lexicon is None else tuple(lexicon)
        self._broader = {topic.iri: topic.broader for topic in known if topic.broader}
        self._names = {topic.iri: topic.label for topic in known}
        self._words = topic_words(known)
        # A function, not a method: a method in its own cache would outlive its use.
        remember = lru_cache(_REMEMBERED)
        self._meaning: Callable[[str], _Meaning | None] = remember(partial(_meaning, self._words))

    def find(self, unit: TextUnit) -> Iterator[Found]:
        """Yield the topics that ``unit`` speaks of, the surest first, each with its surest words."""
        known = () if unit.is_comment else unit.known
        evidence = self._evidence(unit.text)
        implied = {self._broader.get(topic) for topic, told in evidence.items() if told.confidence >= _TELLS}
        told = [
            (each.confidence, each.surest, topic)
            for topic, each in evidence.items()
            if topic not in known and topic not in implied
        ]
        told.sort(key=lambda each: (-each[0], each[1][1], each[2]))
        for confidence, (_, start, end), topic in told[:MOST_PER_TEXT]:
            yield Found(unit.iri, METHOD, topic, unit.text[start:end], start, end, confidence)

    def name(self, topic: str) -> str:
        """Return what a topic is called."""
        return self._names[topic]

    def meant_by(self, word: str) -> tuple[Hit, ...]:
        """Return what a single word says of topics."""
        return self._words.of_word(word)

    @property
    def words(self) -> TopicWords:
        """The words of the lexicon."""
        return self._words

    def claims(self, text: str) -> dict[str, float]:
        """Return what the words of a text claim of each topic, before it is weighed what that is worth."""
        return {topic: each.claimed for topic, each in self._evidence(text).items()}

    def _evidence(self, text: str) -> dict[str, _Evidence]:
        words = _WORD.findall(text)
        telling = [(number, meant) for number, meant in enumerate(map(self._meaning, words)) if meant]
        told: dict[str, _Evidence] = {}
        if not telling:
            return told
        spans = [match.span() for match in _WORD.finditer(text)]
        for number, meant in telling:
            for hit in meant.hits:
                _add(told, hit, *spans[number])
            for phrase in meant.phrases:
                if phrase.stands_at(words, number):
                    first = number - phrase.anchor
                    end = spans[first + len(phrase.words) - 1][1]
                    _add(told, Hit(phrase.topic, phrase.key, EXACT), spans[first][0], end)
        return told


def _meaning(words: TopicWords, word: str) -> _Meaning | None:
    hits, phrases = words.of_word(word), words.of_phrase(word)
    return _Meaning(hits, phrases) if hits or phrases else None


def _add(told: dict[str, _Evidence], hit: Hit, start: int, end: int) -> None:
    evidence = told.get(hit.topic)
    if evidence is None:
        told[hit.topic] = _Evidence((hit.confidence, start, end), {hit.key: hit.confidence})
        return
    if hit.confidence > evidence.surest[0]:
        evidence.surest = (hit.confidence, start, end)
    evidence.by_key[hit.key] = max(hit.confidence, evidence.by_key.get(hit.key, 0.0))


def described(topic: Topic) -> Iterator[ox.Triple]:
    """Yield what the graph says of a topic that is used: that it is one, its names, what is broader."""
    subject = ox.NamedNode(topic.iri)
    for cls in (QUER.Topic, SKOS.Concept):
        yield ox.Triple(subject, node(RDF.type), node(cls))
    yield ox.Triple(subject, node(RDFS.label), ox.Literal(topic.label, language="de"))
    for language, name in sorted((topic.names or {"de": topic.label}).items()):
        yield ox.Triple(subject, node(SKOS.prefLabel), ox.Literal(name, language=language))
    if topic.broader:
        yield ox.Triple(subject, node(SKOS.broader), ox.NamedNode(topic.broader))


def same_names(lexicon: Iterable[Topic], names: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield topics of the lexicon with the themes of the sources that bear one of their names.

    They say the same in other words, in another plan: ``skos:closeMatch``, never the same thing.

    Parameters
    ----------
    lexicon : iterable of Topic
        The topics.
    names : iterable of (str, str)
        Themes of the loaded sources, fields of action among them: IRI and name.
    """
    bearers = defaultdict[str, list[str]](list)
    for topic in lexicon:
        for wording in (topic.label, *topic.words):
            bearers[wording.casefold()].append(topic.iri)
    seen = set()
    for iri, name in names:
        for topic_iri in bearers.get(name.casefold(), ()):
            if (topic_iri, iri) not in seen:
                seen.add((topic_iri, iri))
                yield topic_iri, iri
