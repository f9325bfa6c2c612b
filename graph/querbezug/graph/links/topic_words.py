"""The words of the topic lexicon, looked up by what stands in a text."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from querbezug.graph.links.compounds import Part, Splitter
from querbezug.graph.links.lemmas import base_forms
from querbezug.graph.links.words import plain
from querbezug.ontology.topics import Topic

# How often a single word of each sort is right, as measured on the tuning part of the gold file.
EXACT = 0.83
FORM = 0.75
HEAD = 0.7
MODIFIER = 0.65
_HALF_KNOWN = 0.5
AMBIGUOUS = 0.25
_AMBIGUOUS_PART = 0.15

_REMEMBERED = 65_536
_LEXICONS = 4
_LONG_ENOUGH = 5
"""Words of so many letters are recognised with a small first letter, too."""


@dataclass(frozen=True, slots=True)
class Hit:
    """What a word says: the topic, the lexicon's word for it, and how sure that is."""

    topic: str
    key: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Rules:
    """What the rules need beside the lexicon; a person may edit it in ``topics.toml``."""

    ambiguous: frozenset[str]
    not_topics: frozenset[str]
    street_heads: frozenset[str]
    short_parts: frozenset[str]
    heads: frozenset[str]
    general: frozenset[str]


@cache
def rules() -> Rules:
    """Return the rules' words that ship with the package."""
    raw = tomllib.loads(files(__package__).joinpath("topics.toml").read_text(encoding="utf-8"))
    return Rules(**{name: frozenset(map(plain, words)) for name, words in raw.items()})


@dataclass(frozen=True, slots=True)
class _Entry:
    topic: str
    is_noun: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """A wording of several words; ``anchor`` is the number of the one it is looked up by."""

    topic: str
    key: str
    words: tuple[frozenset[str], ...]
    anchor: int

    def stands_at(self, words: Sequence[str], number: int) -> bool:
        """Say whether the phrase stands in a text with its anchor at the word of this number."""
        first = number - self.anchor
        if first < 0 or first + len(self.words) > len(words):
            return False
        return not any(
            forms.isdisjoint(forms_of(words[first + place])) for place, forms in enumerate(self.words)
        )


class TopicWords:
    """The lexicon's words by their plain spelling.

    Parameters
    ----------
    lexicon : iterable of Topic
        The topics with all their words.
    """

    def __init__(self, lexicon: Iterable[Topic]) -> None:
        self._words = defaultdict[str, list[_Entry]](list)
        self._phrases = defaultdict[str, list[Phrase]](list)
        for topic in lexicon:
            for wording in topic.wordings:
                self._learn(topic.iri, wording)
        parts = {word for word in self._words if len(word) >= _LONG_ENOUGH} | rules().short_parts
        self._splitter = Splitter(
            {*(word for word in parts if "-" not in word), *rules().heads, *rules().street_heads},
            whole=rules().not_topics,
        )

    def _learn(self, topic: str, wording: str) -> None:
        words = tuple(plain(word) for word in wording.split())
        if len(words) == 1:
            self._words[words[0]].append(_Entry(topic, wording[0].isupper() or not wording[0].isalpha()))
            return
        anchor = max(range(len(words)), key=lambda number: len(words[number]))
        phrase = Phrase(topic, " ".join(words), tuple(map(forms_of, words)), anchor)
        for form in base_forms(words[anchor]):
            self._phrases[form].append(phrase)

    def knows(self, key: str) -> bool:
        """Say whether a word, as ``plain`` gives it, is in the lexicon."""
        return key in self._words

    @property
    def splitter(self) -> Splitter:
        """What takes compounds apart with the lexicon's words."""
        return self._splitter

    def of_word(self, word: str) -> tuple[Hit, ...]:
        """Return what a word as it stands in a text says of topics."""
        key, is_noun = plain(word), not word[0].islower()
        forms = base_forms(key)
        if not rules().not_topics.isdisjoint(forms):
            return ()
        for number, form in enumerate(forms):
            # ``rutschen`` with a small letter is what people do, not the slides of a playground.
            may_be_noun = is_noun or number == 0 or not key.endswith("n")
            entries = self._entries(form, is_noun, may_be_noun)
            if entries:
                sure = AMBIGUOUS if form in rules().ambiguous else FORM if number else EXACT
                return tuple(Hit(entry.topic, form, sure) for entry in entries)
        return tuple(self._of_parts(key, is_noun))

    def _entries(self, form: str, is_noun: bool, may_be_noun: bool) -> Sequence[_Entry]:
        """Return what the lexicon says of a form: words with the same first letter, else long ones."""
        entries = self._words.get(form)
        if not entries:
            return ()
        same = [entry for entry in entries if entry.is_noun == is_noun]
        if same or len(form) < _LONG_ENOUGH:
            return same
        return entries if may_be_noun else [entry for entry in entries if not entry.is_noun]

    def _of_parts(self, key: str, is_noun: bool) -> Iterator[Hit]:
        parts = self._splitter.split(key)
        if not parts or parts[-1].word in rules().street_heads:
            return
        whole = all(part.is_known for part in parts)
        if not whole and not is_noun:
            return
        seen = set()
        for part in reversed(parts):
            for entry in self._words.get(part.word, ()):
                if entry.topic not in seen:
                    seen.add(entry.topic)
                    yield Hit(entry.topic, part.word, _sureness(part, whole))

    def of_phrase(self, word: str) -> tuple[Phrase, ...]:
        """Return the wordings of several words that are looked up by this one."""
        found = {phrase for form in base_forms(plain(word)) for phrase in self._phrases.get(form, ())}
        return tuple(sorted(found, key=lambda phrase: (phrase.topic, phrase.key)))


@lru_cache(_LEXICONS)
def topic_words(lexicon: tuple[Topic, ...]) -> TopicWords:
    """Return the words of a lexicon, learned once: every load and every page links with the same."""
    return TopicWords(lexicon)


def _sureness(part: Part, whole: bool) -> float:
    """Return how sure a part of a compound is; ``whole``: each of its parts is a known word."""
    if part.word in rules().ambiguous:
        return _AMBIGUOUS_PART
    if not whole:
        return _HALF_KNOWN
    return HEAD if part.is_head else MODIFIER


@lru_cache(_REMEMBERED)
def forms_of(word: str) -> frozenset[str]:
    """Return by what forms two words are known to be the same: each as it is and each base form."""
    forms = base_forms(plain(word))
    return frozenset(forms)
