"""Projects, each with the questions to be discussed about it."""

from __future__ import annotations

from dataclasses import dataclass, field

from querbezug.graph.readers.web_page.blocks import Block, Page, Role
from querbezug.graph.readers.web_page.records import Records
from querbezug.graph.readers.web_page.shapes.base import share
from querbezug.graph.readers.web_page.words import words

_FEWEST = 2


@dataclass(slots=True)
class _Project:
    title: Block
    questions: list[Block] = field(default_factory=list)


class ProjectsWithQuestions:
    """A numbered title, then bullets that are questions; the page calls them projects."""

    name = "projekte-mit-fragen"

    def recognise(self, page: Page) -> float:
        """Ask for two such titles and a word on the page that says what they are."""
        found = _projects(page)
        if len(found) < _FEWEST or not words().cue("projects", _around(page, found)):
            return 0.0
        return share(page, sum(1 + len(project.questions) for project in found))

    def records(self, page: Page, records: Records) -> None:
        """Add the projects."""
        found = _projects(page)
        kind = words().measure_kind(_around(page, found))
        for project in found:
            page.use(project.title, *project.questions)
            questions = tuple(block.text for block in project.questions)
            records.measure(
                project.title.text, project.title.line, category=kind, guiding_questions=questions
            )


def _around(page: Page, found: list[_Project]) -> list[str]:
    return page.above(found[0].title if found else None)


def _projects(page: Page) -> list[_Project]:
    found: list[_Project] = []
    current: _Project | None = None
    for block in page.content:
        if _is_title(block):
            current = _Project(block)
            found.append(current)
        elif current and block.text.endswith("?") and block.role in {Role.ITEM, Role.TEXT}:
            current.questions.append(block)
        else:
            current = None
    return [project for project in found if project.questions]


def _is_title(block: Block) -> bool:
    numbered = block.role is Role.ITEM and block.marker == "1"
    marked_up = block.role is Role.HEADING
    return (numbered or marked_up) and words().is_headline(block.text) and not block.text.endswith("?")
