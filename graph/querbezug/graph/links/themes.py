"""Themes a text speaks of: the words in the names of the loaded fields and cross-cutting themes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from querbezug.graph.links.corpus import Found, Named, TextUnit
from querbezug.graph.links.words import lexicon, stem, tokens

METHOD = "theme-word"

_SAME_WORD = 0.95
_SAME_FAMILY = 0.7
_COMPOUND = 0.6
_ELSEWHERE = 0.15
_SHORTEST = 5


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
        self._stems: dict[str, set[str]] = defaultdict(set)
        self._words: dict[str, set[str]] = defaultdict(set)
        self._sources: set[str] = set()
        for theme in themes:
            self._themes[theme.iri] = theme
            self._sources |= theme.sources
            for word in _telling_words(theme.names):
                self._stems[stem(word)].add(theme.iri)
                for ending in lexicon().inflections:
                    self._words[word.casefold() + ending].add(theme.iri)

    def find(self, unit: TextUnit) -> Iterator[Found]:
        """Yield the themes that ``unit`` speaks of, each once, with its surest evidence."""
        best: dict[str, Found] = {}
        for word, start, end in tokens(unit.text):
            for theme, confidence in self._match(word, unit):
                if theme in unit.known and not unit.is_comment:
                    continue
                if theme not in best or best[theme].confidence < confidence:
                    best[theme] = Found(unit.iri, METHOD, theme, word, start, end, confidence)
        yield from sorted(best.values(), key=lambda found: (found.start, found.body))

    def _match(self, word: str, unit: TextUnit) -> Iterator[tuple[str, float]]:
        lowered = word.casefold()
        if lowered in self._words:
            yield from self._in_context(self._words[lowered], unit, _SAME_WORD)
            return
        for root, themes in self._stems.items():
            if lowered.startswith(root):
                yield from self._in_context(themes, unit, _SAME_FAMILY)
            elif len(root) > _SHORTEST + 1 and root in lowered:
                yield from self._in_context(themes, unit, _COMPOUND)

    def _in_context(self, themes: set[str], unit: TextUnit, confidence: float) -> Iterator[tuple[str, float]]:
        """Yield the themes of the text's own region; others only where its region has none."""
        near = {iri for iri in themes if self._themes[iri].sources & unit.context}
        if near:
            yield from ((iri, confidence) for iri in sorted(near))
        elif len(themes) == 1 and confidence == _SAME_WORD and not self._sources & unit.context:
            yield next(iter(themes)), confidence - _ELSEWHERE


def _telling_words(names: Iterable[str]) -> set[str]:
    """Return the words of a theme's names that tell it from others."""
    generic = lexicon().generic_theme_words
    return {
        part
        for name in names
        for word, _, _ in tokens(name)
        for part in word.split("-")
        if len(part) >= _SHORTEST and part[0].isupper() and part.casefold() not in generic
    }
