"""Taking a page apart at the headings of its themes."""

from __future__ import annotations

from dataclasses import dataclass, field

from querbezug.graph.readers.participation_page.vocabulary import vocabulary
from querbezug.graph.readers.web_page.blocks import Block, Page, Role
from querbezug.graph.readers.web_page.words import words
from querbezug.graph.records import Kind

_CROSS_CUTTING = "querschnitt"
_FIELDS = ("handlungsfeld", "schwerpunkt")


@dataclass(slots=True)
class GoalLines:
    """A goal and the lines below it that are its parts, each with its depth."""

    block: Block
    parts: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class Section:
    """The heading of a theme and what stands under it."""

    heading: Block
    kind: Kind
    question: Block | None = None
    paragraphs: list[Block] = field(default_factory=list)
    goals: list[GoalLines] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The theme's name without the word for its kind."""
        return self.heading.theme.name if self.heading.theme else self.heading.text

    @property
    def notation(self) -> str | None:
        """The theme's number."""
        return self.heading.theme.notation if self.heading.theme else None

    def blocks(self) -> list[Block]:
        """Return the lines of the section that something becomes of."""
        found = [self.heading, *self.paragraphs]
        found += [self.question] if self.question else []
        for goal in self.goals:
            found += [goal.block, *goal.parts]
        return found


def sections(page: Page, *, question_headings: bool = False) -> list[Section]:
    """Return the sections of ``page``.

    Parameters
    ----------
    page : Page
        The page.
    question_headings : bool
        Whether a headline right above a question names a theme even without a word that says so.
    """
    found: list[Section] = []
    group: Kind | None = None
    blocks = [block for block in page.blocks if block.role is not Role.CONTROL]
    for number, block in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        if block.role is Role.FACET or words().labelled("goals", block.text) == "":
            group = _group(block.text) or group
            continue
        kind = _kind(block, following, group, question_headings=question_headings)
        if kind:
            found.append(Section(block, kind))
        elif _ends_sections(block, found):
            break
        elif found:
            _add(found[-1], block, following)
    return found


def _group(text: str) -> Kind | None:
    """Return the kind of the themes below the heading of a whole group ("Querschnittsthemen")."""
    lower = text.casefold()
    if _CROSS_CUTTING in lower:
        return Kind.CROSS_CUTTING
    return Kind.FIELD if any(word in lower for word in _FIELDS) else None


def _kind(
    block: Block, following: Block | None, group: Kind | None, *, question_headings: bool
) -> Kind | None:
    if block.role not in {Role.HEADING, Role.TEXT}:
        return None
    if block.theme:
        return group if block.theme.kind is Kind.FIELD and group is Kind.CROSS_CUTTING else block.theme.kind
    if not question_headings or not words().is_headline(block.text) or following is None:
        return None
    return (group or Kind.TOPIC) if _is_question(following) else None


def _ends_sections(block: Block, found: list[Section]) -> bool:
    """Say whether a heading of the markup begins something else than a theme or a goal."""
    if block.role is not Role.HEADING or not found or not block.level:
        return False
    return 0 < block.level <= found[-1].heading.level


def _is_question(block: Block) -> bool:
    return block.role in {Role.TEXT, Role.HEADING} and block.text.endswith("?")


def _add(section: Section, block: Block, following: Block | None) -> None:
    if block.role is Role.ITEM:
        if section.goals:
            section.goals[-1].parts.append(block)
    elif _is_question(block) and not section.question and not section.goals:
        section.question = block
    elif words().is_goal(block.text) and (section.goals or _has_parts(following)):
        section.goals.append(GoalLines(block))
    elif not section.goals and vocabulary().ends_sentence(block.text):
        section.paragraphs.append(block)


def _has_parts(following: Block | None) -> bool:
    return following is not None and following.role is Role.ITEM
