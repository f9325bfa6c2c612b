"""Where the parts of a page begin: the filter bar, the first heading, later headings.

A line's role depends on what follows it, so these questions are answered for the whole page
before the lines are read one by one.
"""

from __future__ import annotations

from collections.abc import Sequence

from querbezug.graph.readers.participation_page.lines import PASSIVE, Line, Sort
from querbezug.graph.readers.participation_page.vocabulary import Vocabulary

_LONGEST_FACET = 40
_MOST_PREFACE_LINES = 3
_FEWEST_FACETS = 2


class Outline:
    """Answers about a page's lines by their surroundings; lines are meant by index, from 0.

    Attributes
    ----------
    facets : range
        The filter bar at the top; empty if there is none.
    first_heading : int or None
        The line that opens the first theme.
    """

    def __init__(self, lines: Sequence[Line], words: Vocabulary) -> None:
        self._lines = lines
        self._words = words
        self._next = self._following()
        self._strong = self._strong_headings()
        self.facets = self._find_facets()
        self.first_heading = self._find_first_heading()

    def next_content(self, index: int) -> Line | None:
        """Return the next line that is neither empty nor passed over."""
        following = self._next[index]
        return self._lines[following] if following < len(self._lines) else None

    def themed_heading(self, index: int) -> bool:
        """Say whether the line names a theme and a goal, tag or further heading follows."""
        return self._strong[index]

    def has_part(self, index: int) -> bool:
        """Say whether a bullet line further in follows."""
        following = self.next_content(index)
        return (
            following is not None
            and following.sort is Sort.BULLET
            and following.indent > self._lines[index].indent
        )

    def bare_heading(self, index: int) -> bool:
        """Say whether the line could be a heading because a goal follows it."""
        line, following = self._lines[index], self.next_content(index)
        return (
            line.sort is Sort.PLAIN
            and following is not None
            and following.sort is Sort.BULLET
            and self._words.bare_heading(line.body)
        )

    def _following(self) -> list[int]:
        following = [len(self._lines)] * len(self._lines)
        for index in range(len(self._lines) - 2, -1, -1):
            passive = self._lines[index + 1].sort in PASSIVE
            following[index] = following[index + 1] if passive else index + 1
        return following

    def _strong_headings(self) -> list[bool]:
        strong = [False] * len(self._lines)
        for index in range(len(self._lines) - 1, -1, -1):
            line, following = self._lines[index], self.next_content(index)
            if line.heading is None or following is None:
                continue
            if line.sort is Sort.BULLET:
                strong[index] = following.sort is Sort.BULLET
            else:
                goal_or_tag = following.sort in {Sort.BULLET, Sort.FACET} or following.glyph == "1"
                strong[index] = goal_or_tag or strong[self._next[index]]
        return strong

    def _find_facets(self) -> range:
        """Find the first run of facet names, unless a heading or goal stands before it."""
        for index, line in enumerate(self._lines):
            if line.sort is Sort.FACET or self._valued_facet(index):
                return self._facets_from(index)
            heading = self._strong[index] or self.bare_heading(index)
            if heading or line.sort is Sort.BULLET:
                break
        return range(0)

    def _facets_from(self, start: int) -> range:
        """Follow the run; a facet name in another dress after other lines is a tag already."""
        found = last = start
        count = 1
        for index in range(start + 1, len(self._lines)):
            line = self._lines[index]
            if line.sort is Sort.FACET or self._valued_facet(index):
                if bool(line.glyph) != bool(self._lines[start].glyph) and last != found:
                    break
                found, count = index, count + 1
            elif line.sort not in PASSIVE and not self._unknown_facet(index, start):
                break
            last = last if line.sort in PASSIVE else index
        alone = self._lines[start].sort is Sort.FACET and bool(self._lines[start].glyph)
        return range(start, found + 1) if alone or count >= _FEWEST_FACETS else range(0)

    def _valued_facet(self, index: int) -> bool:
        line = self._lines[index]
        return (
            line.sort is Sort.BULLET and self._words.is_valued_facet(line.body) and not self.has_part(index)
        )

    def _unknown_facet(self, index: int, start: int) -> bool:
        line = self._lines[index]
        short = len(line.body) <= _LONGEST_FACET and not self._words.ends_sentence(line.body)
        return (
            line.sort is Sort.BULLET and bool(self._lines[start].glyph) and short and not self.has_part(index)
        )

    def _find_first_heading(self) -> int | None:
        plain = bullets = 0
        for index in range(self.facets.stop, len(self._lines)):
            line = self._lines[index]
            if line.sort in PASSIVE:
                continue
            if line.sort is Sort.FACET:
                return None
            if self._opens(index, plain=plain, bullets=bullets):
                return index
            if line.sort is Sort.BULLET:
                bullets += 1
            else:
                plain += 1
                if bullets or plain > _MOST_PREFACE_LINES:
                    return None
        return None

    def _opens(self, index: int, *, plain: int, bullets: int) -> bool:
        """Say whether the line is the first heading, given what stands before it."""
        line = self._lines[index]
        if line.sort is Sort.BULLET:
            return self._strong[index] and (bool(self.facets) or self.has_part(index))
        if line.heading:
            return not plain or self._strong[index]
        following = self.next_content(index)
        before_tag = not plain and following is not None and following.sort is Sort.FACET
        return not bullets and (
            self.bare_heading(index) or (before_tag and self._words.bare_heading(line.body))
        )
