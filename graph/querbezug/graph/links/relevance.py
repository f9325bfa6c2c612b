"""Goals and measures that a contribution speaks of: ranked candidates, each with the word that tells most."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from querbezug.graph.links.corpus import Found, TextUnit
from querbezug.graph.links.meanings import Alike, Meanings
from querbezug.graph.links.models import Model
from querbezug.graph.links.planned import PlanningThing
from querbezug.graph.links.relevance_index import Index, Numbers, Prepared, digest, prepare
from querbezug.graph.links.semantic import Vectors, fused
from querbezug.graph.links.telling import Analyzer, light_terms
from querbezug.graph.links.words import tokens, words_of

METHOD = "wording-likeness"
MEANING = "meaning-likeness"
"""Method of what only a language model finds."""

MOST = 3
"""The most candidates of one text."""

LEAST = 0.4
"""Confidence below which nothing is stated."""

SURE_AT_MOST = 0.9
DESCRIBED_AT_MOST = 0.49
"""The most that words of a description alone say: never enough for a plain link."""

_BASE, _NAME, _EACH_WORD, _WORDS = 0.30, 0.40, 0.08, 4
_PART_OF_WORD = 0.6
_BOOST = 1.25
_NEAR_BEST = 0.5
_CONSIDERED = 8
_AGREED = 0.05
_INDEXES = 32


@dataclass(frozen=True, slots=True)
class _Hit:
    """A thing that may be meant; ``word`` is the word of the text that tells most, if one does."""

    place: int
    confidence: float
    word: str | None


class RelevanceFinder:
    """Ties contributions to the goals and measures they speak of.

    Parameters
    ----------
    things : iterable of PlanningThing
        All goals and measures.
    scopes : callable, optional
        In which sources and places a text looks for what it speaks of; by default its sources.
    terms : callable, optional
        Turns a word into its stem and parts.
    model : Model, optional
        A language model on the machine; without one, words alone decide.
    """

    def __init__(
        self,
        things: Iterable[PlanningThing],
        scopes: Callable[[TextUnit], frozenset[str]] = lambda unit: unit.context,
        terms: Analyzer = light_terms,
        model: Model | None = None,
    ) -> None:
        self._scopes = scopes
        self._terms = terms
        self.model = model
        self._things = sorted(things, key=lambda thing: thing.iri)
        self._digests = list(map(digest, self._things))
        self._in_scope = defaultdict[str, list[int]](list)
        for number, each in enumerate(self._things):
            for scope in each.scopes:
                self._in_scope[scope].append(number)
        self._searched = lru_cache(_INDEXES)(self._indexed)
        self._digest = lru_cache(None)(self._digested)

    def _within(self, scopes: frozenset[str]) -> list[int]:
        return sorted({number for scope in scopes for number in self._in_scope.get(scope, ())})

    def _indexed(self, scopes: frozenset[str]) -> _Searched:
        things = [prepare(self._things[number], self._terms) for number in self._within(scopes)]
        return _Searched(things, self.model)

    def _digested(self, scopes: frozenset[str]) -> str:
        told = b"".join(self._digests[number] for number in self._within(scopes))
        told += self.model.told.encode() if self.model else b""
        return hashlib.blake2b(told, digest_size=16).hexdigest()

    def fingerprint(self, unit: TextUnit) -> str:
        """Return what stands for all goals and measures that ``unit`` might be tied to.

        As long as it stays the same, the same is found for the unit.
        """
        return self._digest(self._scopes(unit)) if unit.is_contribution else ""

    def find_batch(self, units: Sequence[TextUnit]) -> Iterator[list[Found]]:
        """Yield for each unit what it speaks of, the surest first; nothing for mere labels.

        Parameters
        ----------
        units : sequence of TextUnit
            Texts; some hundreds at a time are quicker than one by one.
        """
        groups = defaultdict[frozenset[str], list[int]](list)
        for number, unit in enumerate(units):
            if unit.is_contribution:
                groups[self._scopes(unit)].append(number)
        found: list[list[Found]] = [[] for _ in units]
        for scopes in sorted(groups, key=sorted):
            searched = self._searched(scopes)
            if searched.index.things:
                group = [units[number] for number in groups[scopes]]
                for number, links in zip(groups[scopes], self._find(searched, group), strict=True):
                    found[number] = links
        yield from found

    def _find(self, searched: _Searched, units: Sequence[TextUnit]) -> Iterator[list[Found]]:
        texts = [
            {word: tuple(terms) for word in words_of(unit.text) if (terms := self._terms(word))}
            for unit in units
        ]
        # In a fixed order, so that sums come out the same to the last bit.
        told = ((term for word in sorted(text) for term in text[word]) for text in texts)
        meanings = searched.alike_in_meaning([unit.text for unit in units])
        rows = zip(units, texts, searched.index.scores(told), meanings, strict=True)
        for unit, text, (places, scores), meant in rows:
            ranked = searched.ranked(unit, places, scores)
            hits = [searched.hit(place, text, ratio) for place, ratio in ranked]
            by_words = [hit for hit in hits if hit and hit.confidence >= LEAST]
            sure = searched.joined(unit, by_words, meant) if self.model else by_words
            yield [self._found(unit, searched, hit) for hit in sure[:MOST]]

    def _found(self, unit: TextUnit, searched: _Searched, hit: _Hit) -> Found:
        body = searched.index.things[hit.place].thing.iri
        for word, start, end in tokens(unit.text):
            if word == hit.word:
                return Found(unit.iri, METHOD, body, word, start, end, hit.confidence)
        return Found(unit.iri, MEANING, body, unit.text, 0, len(unit.text), hit.confidence)


class _Searched:
    """The things of one scope, and how each of them compares with a text."""

    def __init__(self, things: Sequence[Prepared], model: Model | None) -> None:
        self.index = Index(things)
        self._meanings = Meanings(model, [each.thing for each in things]) if model else None

    def ranked(self, unit: TextUnit, places: Numbers, scores: Vectors) -> list[tuple[int, float]]:
        """Return the best things for a text with their score against the best one's.

        What stands under the same as the text counts more. Where more than :data:`MOST` things are
        equally good, none of them is told from the others, so they are all left out.
        """
        if len(places) > 4 * _CONSIDERED:
            best = np.sort(scores)[-4 * _CONSIDERED]
            places, scores = places[scores >= best], scores[scores >= best]
        rows = sorted(
            (-score * self._boost(unit, place), place)
            for place, score in zip(places.tolist(), scores.tolist(), strict=True)
            if self.index.things[place].thing.iri not in unit.known
        )
        if not rows:
            return []
        top = rows[0][0]
        tied = rows[MOST][0] if len(rows) > MOST and rows[MOST][0] == rows[MOST - 1][0] else 0.0
        return [
            (place, score / top)
            for score, place in rows[:_CONSIDERED]
            if score / top >= _NEAR_BEST and score != tied
        ]

    def _boost(self, unit: TextUnit, place: int) -> float:
        return 1.0 if unit.known.isdisjoint(self.index.things[place].thing.ties) else _BOOST

    def hit(self, place: int, text: dict[str, tuple[str, ...]], ratio: float) -> _Hit | None:
        """Weigh what a text and a thing have in common; None if that is but common words."""
        thing = self.index.things[place]
        shared = self._shared(thing, text)
        if not shared:
            return None
        strongest = max(shared, key=lambda term: (shared[term], term))
        word = min(word for word in _nouns(text) if strongest in text[word])
        named = self._named(thing, {term for terms in text.values() for term in terms})
        sure = _BASE + _NAME * named + _EACH_WORD * (min(len(shared), _WORDS) - 1)
        most = SURE_AT_MOST if named else DESCRIBED_AT_MOST
        return _Hit(place, round(min(most, sure * ratio**0.5), 2), word)

    def _shared(self, thing: Prepared, text: dict[str, tuple[str, ...]]) -> dict[str, float]:
        """Return the telling terms that nouns of a text share with a thing, one for each noun."""
        shared: dict[str, float] = {}
        for word in sorted(_nouns(text)):
            own = (term for term in text[word] if term in thing.weights and term not in thing.places)
            telling = [term for term in own if self.index.tells(term)]
            if telling:
                weight = max(self.index.weight(term) * thing.weights[term] for term in telling)
                shared[telling[0]] = max(weight, shared.get(telling[0], 0.0))
        return shared

    def _named(self, thing: Prepared, terms: set[str]) -> float:
        """Return how much of a thing's name stands in the text, from 0 to 1."""
        whole = covered = 0.0
        for stem, *parts in thing.label_words:
            weight = self.index.weight(stem)
            whole += weight
            if stem in terms:
                covered += weight
            elif any(part in terms and self.index.tells(part) for part in parts):
                covered += weight * _PART_OF_WORD
        return covered / whole if whole else 0.0

    def alike_in_meaning(self, texts: list[str]) -> Iterator[list[Alike]]:
        """Yield for each text the things whose meaning is most alike, and how sure that is."""
        if self._meanings is None:
            yield from ([] for _ in texts)
        else:
            yield from self._meanings.of(texts)

    def joined(self, unit: TextUnit, by_words: list[_Hit], meant: list[Alike]) -> list[_Hit]:
        """Join what the words say and what the meaning says into one ranking."""
        things = self.index.things
        meaning = {place: sure for place, sure in meant if things[place].thing.iri not in unit.known}
        hits = {place: _Hit(place, sure, None) for place, sure in meaning.items()}
        for hit in by_words:
            agreed = _AGREED if hit.place in meaning else 0.0
            hits[hit.place] = _Hit(hit.place, round(min(SURE_AT_MOST, hit.confidence + agreed), 2), hit.word)
        scores = fused([hit.place for hit in by_words], meaning)
        ranked = (hits[place] for place in sorted(scores, key=lambda place: (-scores[place], place)))
        return [hit for hit in ranked if hit.confidence >= LEAST]


def _nouns(text: dict[str, tuple[str, ...]]) -> list[str]:
    """Return the words with a capital, or all of them where somebody writes without any."""
    return [word for word in text if word[0].isupper()] or list(text)
