"""Themes with goals and their parts, and themes with a guiding question."""

from __future__ import annotations

from itertools import pairwise

from querbezug.graph.readers.web_page.blocks import Page, Role
from querbezug.graph.readers.web_page.records import Records
from querbezug.graph.readers.web_page.shapes.base import share
from querbezug.graph.readers.web_page.shapes.sections import GoalLines, Section, sections
from querbezug.graph.readers.web_page.words import words
from querbezug.graph.records import Kind, Ref

_FEWEST_QUESTIONS = 2


class GoalOutline:
    """Heading, label of its picture, goal, bullets: theme, goal and parts of the goal."""

    name = "ziele"

    def recognise(self, page: Page) -> float:
        """Ask for a heading that names a theme, and a goal with bullets under it."""
        found = _with_goals(page)
        if not any(goal.parts for section in found for goal in section.goals):
            return 0.0
        return share(page, sum(len(section.blocks()) for section in found))

    def records(self, page: Page, records: Records) -> None:
        """Add themes and goals."""
        for section in _with_goals(page):
            page.use(*section.blocks())
            theme = _theme(section, records)
            for goal in section.goals:
                _add_goal(goal, theme, records)


class QuestionOutline:
    """Heading, label of its picture, question, paragraph: a theme with its guiding question."""

    name = "leitfragen"

    def recognise(self, page: Page) -> float:
        """Ask for two themes with a question, or one whose heading says what it is."""
        found = _with_questions(page)
        named = any(section.heading.theme for section in found)
        if len(found) < _FEWEST_QUESTIONS and not named:
            return 0.0
        return share(page, sum(len(section.blocks()) for section in found))

    def records(self, page: Page, records: Records) -> None:
        """Add the themes."""
        for section in _with_questions(page):
            page.use(*section.blocks())
            _theme(section, records)


def _with_goals(page: Page) -> list[Section]:
    return [section for section in sections(page) if section.goals]


def _with_questions(page: Page) -> list[Section]:
    found = [section for section in sections(page, question_headings=True) if section.question]
    if words().cue("fields", _named(page)):
        for section in found:
            if section.kind is Kind.TOPIC and not section.heading.theme:
                section.kind = Kind.FIELD
    return found


def _named(page: Page) -> list[str]:
    """Return what the page calls itself: its title, and what stands above the first theme."""
    texts = [page.title or ""]
    for block, following in pairwise([*page.content, *page.content[-1:]]):
        if block.theme or following.text.endswith("?"):
            break
        texts.append(block.text)
    return texts


def _theme(section: Section, records: Records) -> Ref:
    paragraphs = "\n\n".join(block.text for block in section.paragraphs)
    return records.theme(
        section.kind,
        section.name,
        section.heading.line,
        notation=section.notation,
        question=section.question.text if section.question else None,
        description=paragraphs or None,
    )


def _add_goal(goal: GoalLines, theme: Ref, records: Records) -> None:
    parents = [records.goal(goal.block.text, goal.block.line, (theme,))]
    for part in goal.parts:
        if part.role is not Role.ITEM:
            continue
        del parents[part.level + 1 :]
        parents.append(records.goal(part.text, part.line, parent=parents[-1]))
