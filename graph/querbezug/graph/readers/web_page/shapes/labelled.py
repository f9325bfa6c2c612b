"""Goals below a line that says so: "Beitrag zu Zielen:" of a measure, "Entwicklungsziele:" of a field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from querbezug.graph.readers.web_page.blocks import Block, Page, Role
from querbezug.graph.readers.web_page.records import Records
from querbezug.graph.readers.web_page.shapes.base import share
from querbezug.graph.readers.web_page.words import words
from querbezug.graph.records import Kind


@dataclass(slots=True)
class _Labelled:
    title: Block | None = None
    label: Block | None = None
    text: list[Block] = field(default_factory=list)
    goals: list[Block] = field(default_factory=list)

    @property
    def used(self) -> list[Block]:
        """The lines that something becomes of."""
        return [
            *([self.title] if self.title else []),
            *([self.label] if self.label else []),
            *self.text,
            *self.goals,
        ]


class MeasureWithGoals:
    """One measure: its title, its text, and the goals it contributes to."""

    name = "beitrag-zu-zielen"

    def recognise(self, page: Page) -> float:
        """Ask for exactly one such label with bullets below, and a title above."""
        found = _one(page, "contributes")
        return share(page, len(found.used)) if found else 0.0

    def records(self, page: Page, records: Records) -> None:
        """Add the measure and its goals."""
        found = _one(page, "contributes")
        if found is None or found.title is None:
            return
        page.use(*found.used)
        goals = tuple(records.goal(block.text, block.line) for block in found.goals)
        records.measure(
            found.title.text,
            found.title.line,
            category=words().measure_kind([page.title or "", found.title.text]),
            goals=goals,
            description="\n\n".join(block.text for block in found.text) or None,
        )


class FieldWithGoals:
    """One field of action: its heading, its text, and its goals below "Entwicklungsziele:"."""

    name = "entwicklungsziele"

    def recognise(self, page: Page) -> float:
        """Ask for a heading that names a theme, and for exactly one such label with bullets below."""
        found = _one(page, "goals")
        return share(page, len(found.used)) if found and found.title and found.title.theme else 0.0

    def records(self, page: Page, records: Records) -> None:
        """Add the field and its goals."""
        found = _one(page, "goals")
        if found is None or found.title is None or found.title.theme is None:
            return
        page.use(*found.used)
        heading = found.title.theme
        description = "\n\n".join(block.text for block in found.text) or None
        theme = records.theme(
            heading.kind or Kind.FIELD,
            heading.name,
            found.title.line,
            notation=heading.notation,
            description=description,
        )
        for block in found.goals:
            records.goal(block.text, block.line, (theme,))


def _one(page: Page, label: str) -> _Labelled | None:
    blocks = [block for block in page.blocks if block.role not in {Role.CONTROL, Role.AUTHOR}]
    places = [
        number
        for number, block in enumerate(blocks)
        if words().labelled(label, block.text) == ""
        and (block.text.endswith(":") or block.role is Role.HEADING)
    ]
    if len(places) != 1:
        return None
    above, below = blocks[: places[0]], blocks[places[0] + 1 :]
    goals = _items(below)
    title = _title(above)
    if not goals or title is None:
        return None
    text = [block for block in above if block.number > title.number and block.role is Role.TEXT]
    return _Labelled(title, blocks[places[0]], text, goals)


def _items(blocks: Sequence[Block]) -> list[Block]:
    found: list[Block] = []
    for block in blocks:
        if block.role is not Role.ITEM:
            break
        if block.level == blocks[0].level:
            found.append(block)
    return found


def _title(above: Sequence[Block]) -> Block | None:
    """Return the heading of what stands above the label: one that names a theme, else the first."""
    candidates = [
        block
        for block in above
        if block.role in {Role.HEADING, Role.TEXT} and words().is_headline(block.text)
    ]
    themed = [block for block in candidates if block.theme]
    return next(iter(themed[-1:] or candidates[:1]), None)
