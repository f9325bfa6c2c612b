"""Words that many texts use and the topic lexicon does not know, offered for adoption."""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from querbezug.graph.links.corpus import Found, TextUnit
from querbezug.graph.links.cues import listed
from querbezug.graph.links.lemmas import base_forms
from querbezug.graph.links.topic_words import TopicWords, rules
from querbezug.graph.links.topics import TopicFinder
from querbezug.graph.links.words import lexicon, plain

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SENTENCE_END = '.!?:;…"„“»«\n'
_SENTENCE = re.compile(r"[^.!?\n]+")
_MOST_SENTENCES = 1_000_000
_MOST_REPEATS = 5
_NAME_ENDS = ("er", "ner")
_SHORTEST = 4
_EXAMPLES = 3
_CERTAIN = 0.5
_LEAST_TOGETHER = 5
_LEAST_SHARE = 0.3
_LEAST_ASSOCIATION = 0.25


@dataclass(frozen=True, slots=True)
class Example:
    """Where a term stands: the unit, and the place in its wording."""

    unit: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NewTerm:
    """A term for the lexicon.

    Attributes
    ----------
    label : str
        Its commonest form.
    forms : tuple of str
        All its forms, the commonest first.
    documents : int
        In how many texts it stands.
    broader : str or None
        IRI of the topic it may belong under: that of its head, else the one it goes with.
    association : float
        How much it goes with that topic, from -1 to 1 (normalised pointwise mutual information).
    examples : tuple of Example
        The first places where it stands, by unit.
    """

    label: str
    forms: tuple[str, ...]
    documents: int
    broader: str | None
    association: float
    examples: tuple[Example, ...]


@dataclass(slots=True)
class _Seen:
    forms: Counter[str] = field(default_factory=Counter)
    topics: Counter[str] = field(default_factory=Counter)
    examples: list[Example] = field(default_factory=list)
    documents: int = 0


class TermCollector:
    """Collects terms while texts pass by: nouns that say nothing to the lexicon.

    Held are the terms, not the texts. When there are more than ``most_held``, those seen but once
    are dropped, as in lossy counting; what is frequent stays.

    Parameters
    ----------
    words : TopicWords
        The lexicon's words; terms it knows are passed over.
    names : collection of str
        Names of places, which are no topics.
    most_held : int
        How many terms are held at most.
    """

    def __init__(self, words: TopicWords, names: Collection[str] = (), most_held: int = 200_000) -> None:
        self._words = words
        self._names = frozenset(names)
        self._most_held = most_held
        self._seen: dict[str, _Seen] = defaultdict(_Seen)
        self._topics: Counter[str] = Counter()
        self._documents = 0
        self._wordings: set[bytes] = set()
        self._sentences: Counter[int] = Counter()

    def __len__(self) -> int:
        """Return how many terms are held."""
        return len(self._seen)

    def add(self, unit: TextUnit, found: Iterable[Found]) -> None:
        """Take in a text with the topics that were found in it; the same wording again tells nothing.

        A sentence that comes again and again, letter by letter, is somebody's set phrase and counts
        only the first few times.
        """
        wording = hashlib.blake2b(unit.text.encode(), digest_size=8).digest()
        if wording in self._wordings:
            return
        self._wordings.add(wording)
        topics = sorted({each.body for each in found if each.confidence >= _CERTAIN})
        self._documents += 1
        self._topics.update(topics)
        counted: set[str] = set()
        for word, start, end in self._terms(unit.text):
            key = plain(word)
            seen = self._seen[key]
            seen.forms[word] += 1
            if key in counted:
                continue
            counted.add(key)
            seen.documents += 1
            seen.topics.update(topics)
            seen.examples = _first([*seen.examples, Example(unit.iri, word, start, end)])
        if len(self._seen) > self._most_held:
            self._seen = defaultdict(_Seen, {k: s for k, s in self._seen.items() if s.documents > 1})

    def _terms(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield the nouns of a text that the lexicon does not know.

        A word with a capital is a noun, but for the first of a sentence, which may be anything, and
        for what is made of the name of a place (*Endenicher Straße*).
        """
        for sentence in _SENTENCE.finditer(text):
            if self._is_set_phrase(sentence.group()):
                continue
            for match in _WORD.finditer(text, sentence.start(), sentence.end()):
                word, start, end = match.group(), match.start(), match.end()
                if len(word) < _SHORTEST or not word[0].isupper() or _begins_sentence(text, start):
                    continue
                if word in self._names or _is_of_place(text, word, end) or is_known(self._words, word):
                    continue
                yield word, start, end

    def _is_set_phrase(self, sentence: str) -> bool:
        """Say whether a sentence was met many times before; single words are none."""
        words = " ".join(sentence.split())
        if " " not in words:
            return False
        digest = hash(words)
        if digest in self._sentences or len(self._sentences) < _MOST_SENTENCES:
            self._sentences[digest] += 1
        return self._sentences[digest] > _MOST_REPEATS

    def terms(self, least: int = 5, most: int = 100) -> list[NewTerm]:
        """Return the terms that stand in at least ``least`` texts, those first that tell most.

        Parameters
        ----------
        least : int
            In how many texts a term must stand.
        most : int
            How many terms to return at most.
        """
        grouped = self._grouped()
        found = [self._term(seen) for key, seen in sorted(grouped.items()) if seen.documents >= least]
        found.sort(key=lambda term: (-term.documents * (0.5 + max(0.0, term.association)), term.label))
        return found[:most]

    def _grouped(self) -> dict[str, _Seen]:
        """Return the terms with all their forms: under the shortest base form that stands there too."""
        grouped: dict[str, _Seen] = defaultdict(_Seen)
        for key in sorted(self._seen):
            attested = [form for form in base_forms(key) if form in self._seen]
            base, seen = grouped[min(attested, key=len)], self._seen[key]
            base.forms.update(seen.forms)
            base.topics.update(seen.topics)
            base.documents += seen.documents
            base.examples = _first([*base.examples, *seen.examples])
        return grouped

    def _term(self, seen: _Seen) -> NewTerm:
        forms = sorted(seen.forms, key=lambda form: (-seen.forms[form], form))
        heads = [hit for hit in self._words.of_word(forms[0]) if hit.confidence >= _CERTAIN]
        heads.sort(key=lambda hit: (-hit.confidence, hit.topic))
        best = max(
            ((self._association(seen, topic), topic) for topic in sorted(seen.topics)),
            default=(0.0, None),
            key=lambda each: each[0],
        )
        association, broader = best if best[0] >= _LEAST_ASSOCIATION else (0.0, None)
        if heads:
            broader = heads[0].topic
            association = self._association(seen, broader)
        return NewTerm(
            forms[0], tuple(forms), seen.documents, broader, round(association, 2), tuple(seen.examples)
        )

    def _association(self, seen: _Seen, topic: str) -> float:
        """Return how much more often a term and a topic stand together than by chance."""
        together = seen.topics[topic]
        if together < max(_LEAST_TOGETHER, _LEAST_SHARE * seen.documents):
            return 0.0
        share = together / self._documents
        expected = seen.documents / self._documents * self._topics[topic] / self._documents
        return 1.0 if share >= 1 else max(-1.0, min(1.0, math.log(share / expected) / -math.log(share)))


def is_known(words: TopicWords, word: str) -> bool:
    """Say whether a word says something to a lexicon, or can be no topic at all."""
    forms = base_forms(plain(word))
    if not _general().isdisjoint(forms) or word in listed("polite_address"):
        return True
    return forms[0].endswith(_street_ends()) or any(hit.key in forms for hit in words.of_word(word))


def _is_of_place(text: str, word: str, end: int) -> bool:
    """Say whether a word is an adjective made of a name: it ends so, and a noun follows at once."""
    return word.endswith(_NAME_ENDS) and text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()


@cache
def _general() -> frozenset[str]:
    """Return the words that say nothing of a topic."""
    return rules().heads | rules().general | rules().not_topics | lexicon().stop_words


@cache
def _street_ends() -> tuple[str, ...]:
    """Return how names of streets and squares end."""
    return tuple(sorted(end for end in rules().street_heads if len(end) >= _SHORTEST))


def new_terms(
    units: Iterable[TextUnit],
    finder: TopicFinder,
    names: Collection[str] = (),
    least: int = 5,
    most: int = 100,
) -> list[NewTerm]:
    """Return the terms that texts have and the lexicon has not.

    Parameters
    ----------
    units : iterable of TextUnit
        The texts; read once, one after another.
    finder : TopicFinder
        Finds what the lexicon knows.
    names : collection of str
        Names of places, which are no topics.
    least : int
        In how many texts a term must stand.
    most : int
        How many terms to return at most.
    """
    collector = TermCollector(finder.words, names)
    for unit in units:
        collector.add(unit, finder.find(unit))
    return collector.terms(least, most)


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t(-–*>")
    return not before or before[-1] in _SENTENCE_END


def _first(examples: list[Example]) -> list[Example]:
    """Return the first examples, one of each unit, in the order of the units, whatever came first."""
    by_unit = {example.unit: example for example in sorted(examples, key=lambda e: (e.unit, -e.start))}
    return sorted(by_unit.values(), key=lambda example: example.unit)[:_EXAMPLES]
