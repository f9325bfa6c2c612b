"""What is left of a page once its markup or its layout is gone: a sequence of blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from querbezug.graph.readers.base import Notice
from querbezug.graph.readers.participation_page.vocabulary import HeadingWords
from querbezug.ontology.strings import message

_MOST_RANGES = 12


class Role(StrEnum):
    """What a block is by itself, before a shape looks at its surroundings."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    ROW = "row"
    FACET = "facet"
    CONTROL = "control"
    AUTHOR = "author"


CONTENT = frozenset({Role.HEADING, Role.TEXT, Role.ITEM, Role.ROW})


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item or table row.

    Attributes
    ----------
    line : int
        Where it begins in the file.
    text : str
        Without the bullet, white space collapsed.
    level : int
        1 to 6 of a heading that the markup calls one (0 otherwise); depth of a list item from 0.
    marker : str
        The bullet; "1" for a number, "" for none.
    indent : int
        Columns before the text, where there is no markup.
    gap : int
        Blank lines before it, where there is no markup.
    cells : tuple of str
        The cells of a row.
    theme : HeadingWords or None
        The theme it names as a heading, by its own words or by the label of its picture.
    number : int
        Its place on the page; several blocks may stand on one line of the file.
    """

    line: int
    text: str
    role: Role = Role.TEXT
    level: int = 0
    marker: str = ""
    indent: int = 0
    gap: int = 0
    cells: tuple[str, ...] = ()
    theme: HeadingWords | None = None
    number: int = 0


class Passed:
    """The lines that nothing becomes of, by reason; each is counted."""

    def __init__(self) -> None:
        self._lines: dict[str, set[int]] = {}

    def add(self, reason: str, line: int) -> None:
        """Count ``line`` as passed over for ``reason`` (the end of a key ``webpage.passed-…``)."""
        self._lines.setdefault(reason, set()).add(line)

    def count(self, reason: str) -> int:
        """Return how many lines were passed over for ``reason``."""
        return len(self._lines.get(reason, ()))

    def notices(self) -> Iterator[Notice]:
        """Yield one notice for each reason, with the number of lines and where they are."""
        for reason, lines in self._lines.items():
            values = {"count": len(lines), "lines": ranges(lines)}
            yield Notice(message(f"webpage.passed-{reason}", **values), line=min(lines))


def ranges(lines: Iterable[int]) -> str:
    """Return line numbers as "3–5, 8"; long lists end with "…"."""
    runs: list[list[int]] = []
    for line in sorted(lines):
        if runs and line == runs[-1][1] + 1:
            runs[-1][1] = line
        else:
            runs.append([line, line])
    parts = [str(first) if first == last else f"{first}–{last}" for first, last in runs[:_MOST_RANGES]]
    return ", ".join(parts) + (" …" if len(runs) > _MOST_RANGES else "")


@dataclass(frozen=True, slots=True)
class Post:
    """A comment of a page; ``parent`` is the place of the comment it answers in the list of all."""

    line: int
    text: str
    parent: int | None = None
    date: str | None = None
    official: bool = False
    supports: int | None = None
    objections: int | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a page of a platform puts up for discussion."""

    line: int
    title: str
    text: str = ""
    categories: tuple[str, ...] = ()
    date: str | None = None
    supports: int | None = None
    objections: int | None = None


@dataclass(slots=True)
class Page:
    """A page taken apart; shapes look at ``content``."""

    blocks: list[Block] = field(default_factory=list)
    title: str | None = None
    url: str | None = None
    html: bool = False
    proposal: Proposal | None = None
    posts: list[Post] = field(default_factory=list)
    coordinates: tuple[float, float] | None = None
    notices: list[Notice] = field(default_factory=list)
    passed: Passed = field(default_factory=Passed)
    used: set[int] = field(default_factory=set)

    def use(self, *blocks: Block) -> None:
        """Note that something became of ``blocks``."""
        self.used.update(block.number for block in blocks)

    def pass_over_rest(self) -> None:
        """Count every block that nothing became of."""
        for block in self.blocks:
            if block.number not in self.used:
                self.passed.add("not-understood" if block.role in CONTENT else block.role.value, block.line)

    def above(self, block: Block | None) -> list[str]:
        """Return the page's title and the text of what stands above ``block``."""
        end = block.number if block else 0
        return [self.title or "", *(other.text for other in self.content if other.number < end)]

    @property
    def content(self) -> list[Block]:
        """The blocks that may say something."""
        return [block for block in self.blocks if block.role in CONTENT]
