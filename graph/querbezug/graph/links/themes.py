"""Themes a text speaks of: the words in the names of the loaded fields and cross-cutting themes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial

from querbezug.graph.links.corpus import Found, Named, TextUnit
from querbezug.graph.links.words import lexicon, stem, tokens, words_of

METHOD = "theme-word"

_SAME_WORD = 0.95
_SAME_FAMILY = 0.7
_COMPOUND = 0.6
_SHORTEST = 5

_REMEMBERED = 32_768
"""For how many words of the texts their themes are kept at hand; people use few words often."""

Meaning = tuple[frozenset[str], float]


class ThemeFinder:
    """Finds themes by the words of their names.

    Parameters
    ----------
    themes : iterable of Named
        Fields of action and cross-cutting themes. One whose name stands in several registers is
        resolved by the text's own region.
    """

    def __init__(self, themes: Iterable[Named]) -> None:
        self._themes: dict[str, Named] = {}
        stems, words = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
        for theme in themes:
            self._themes[theme.iri] = theme
            for word in telling_words(theme.names):
                stems[stem(word)].add(theme.iri)
                for ending in lexicon().inflections:
                    words[word.casefold() + ending].add(theme.iri)
        meanings = partial(_meanings, _frozen(words), _frozen(stems), sorted({len(root) for root in stems}))
        self._meant: Callable[[str], tuple[Meaning, ...]] = lru_cache(_REMEMBERED)(meanings)

    def find(self, unit: TextUnit) -> Iterator[Found]:
        """Yield the themes that ``unit`` speaks of, each once, with its surest evidence."""
        meant = self._meant
        telling = {
            word: links
            for word in words_of(unit.text)
            if (meanings := meant(word)) and (links := self._links(meanings, unit))
        }
        best: dict[str, Found] = {}
        for word, start, end in tokens(unit.text) if telling else ():
            for theme, confidence in telling.get(word, ()):
                if theme not in best or best[theme].confidence < confidence:
                    best[theme] = Found(unit.iri, METHOD, theme, word, start, end, confidence)
        yield from sorted(best.values(), key=lambda found: (found.start, found.body))

    def _links(self, meanings: tuple[Meaning, ...], unit: TextUnit) -> list[tuple[str, float]]:
        """Return the themes that a word of these meanings stands for in this text."""
        known = () if unit.is_comment else unit.known
        return [
            (theme, confidence)
            for themes, likeness in meanings
            for theme, confidence in self._in_context(themes, unit, likeness)
            if theme not in known
        ]

    def _in_context(
        self, themes: frozenset[str], unit: TextUnit, confidence: float
    ) -> Iterator[tuple[str, float]]:
        """Yield the themes of the text's own region: another town's fields say nothing of this one."""
        near = [iri for iri in themes if not self._themes[iri].sources.isdisjoint(unit.context)]
        yield from ((iri, confidence) for iri in sorted(near))


def _frozen(things: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {word: frozenset(iris) for word, iris in things.items()}


def _meanings(
    words: Mapping[str, frozenset[str]],
    stems: Mapping[str, frozenset[str]],
    lengths: Sequence[int],
    word: str,
) -> tuple[Meaning, ...]:
    """Return the themes a word may stand for: that it is, that it is akin to, that are in it."""
    lowered = word.casefold()
    if lowered in words:
        return ((words[lowered], _SAME_WORD),)
    found: dict[str, float] = {}
    for length in lengths:
        for start in range(len(lowered) - length + 1):
            root = lowered[start : start + length]
            if root in stems and (start == 0 or length > _SHORTEST + 1):
                found.setdefault(root, _COMPOUND if start else _SAME_FAMILY)
    return tuple((stems[root], confidence) for root, confidence in found.items())


def telling_words(names: Iterable[str]) -> set[str]:
    """Return the words of a theme's names that tell it from others."""
    generic = lexicon().generic_theme_words
    return {
        part
        for name in names
        for word, _, _ in tokens(name)
        for part in word.split("-")
        if len(part) >= _SHORTEST and part[0].isupper() and part.casefold() not in generic
    }
