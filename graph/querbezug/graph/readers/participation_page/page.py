"""What a page says, before anything is known of registers and records."""

from __future__ import annotations

from dataclasses import dataclass, field

from querbezug.graph.readers.base import Notice
from querbezug.graph.readers.participation_page.lines import Line, Role
from querbezug.graph.readers.participation_page.vocabulary import HeadingWords


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its whole wording, and the kind and name of the theme it names."""

    line: int
    wording: str
    words: HeadingWords


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal in the page's wording."""

    line: int
    wording: str
    parent: GoalLine | None = None


@dataclass(frozen=True, slots=True)
class CommentLine:
    """A comment as it was written; ``cut`` if an author's name before it was taken off."""

    line: int
    text: str
    cut: bool = False


@dataclass(slots=True)
class Block:
    """Goals that stand together and the comments under them."""

    headings: tuple[Heading, ...] = ()
    goals: list[GoalLine] = field(default_factory=list)
    comments: list[CommentLine] = field(default_factory=list)
    tagged: bool = False

    @property
    def top_goals(self) -> list[GoalLine]:
        """The goals that are not part of another."""
        return [goal for goal in self.goals if goal.parent is None]


@dataclass(slots=True)
class Page:
    """All a page says, and the role of each of its lines."""

    roles: list[Role] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    stated_counts: list[tuple[int, int]] = field(default_factory=list)

    @property
    def comments(self) -> list[CommentLine]:
        """All comments in the order of the page."""
        return [comment for block in self.blocks for comment in block.comments]

    @property
    def goals(self) -> list[GoalLine]:
        """All goals in the order of the page."""
        return [goal for block in self.blocks for goal in block.goals]
