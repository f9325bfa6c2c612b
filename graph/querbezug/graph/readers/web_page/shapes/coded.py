"""Measures with a code: "Maßnahme W 4:", "Projekt A2:", "I-M3"."""

from __future__ import annotations

from dataclasses import dataclass, field

from querbezug.graph.readers.web_page.blocks import Block, Page, Role
from querbezug.graph.readers.web_page.records import Records
from querbezug.graph.readers.web_page.shapes.base import share
from querbezug.graph.readers.web_page.words import words
from querbezug.graph.records import Kind, Ref


@dataclass(slots=True)
class _Coded:
    block: Block
    word: str
    code: str
    title: str
    text: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class _Found:
    measures: list[_Coded] = field(default_factory=list)
    letters: dict[str, tuple[str, Block]] = field(default_factory=dict)
    priorities: list[Block] = field(default_factory=list)


class CodedMeasures:
    """A line with a code, its title on the same line or the next, then its text."""

    name = "kennziffern"

    def recognise(self, page: Page) -> float:
        """Ask for a line with a code and a title."""
        found = _read(page)
        if not found.measures:
            return 0.0
        used = sum(1 + len(measure.text) for measure in found.measures)
        return share(page, used + len(found.letters) + len(found.priorities))

    def records(self, page: Page, records: Records) -> None:
        """Add the measures, and the fields their codes name."""
        found = _read(page)
        page.use(*(block for _, block in found.letters.values()))
        for block in found.priorities:
            page.passed.add("priority", block.line)
            page.use(block)
        named: dict[str, Ref] = {}
        for measure in found.measures:
            page.use(measure.block, *measure.text)
            themes = _themes(measure.code, found, named, records)
            title, *text = (
                [measure.title, *(b.text for b in measure.text)]
                if measure.title
                else [b.text for b in measure.text]
            )
            records.measure(
                title,
                measure.block.line,
                code=measure.code,
                category=words().measure_kind([measure.word or page.title or ""]),
                themes=themes,
                description="\n\n".join(text) or None,
            )


def _themes(code: str, found: _Found, named: dict[str, Ref], records: Records) -> tuple[Ref, ...]:
    """Return the field whose letter the code begins with."""
    letters = code.replace("-", " ").rstrip("0123456789. ").split(" ")[0]
    entry = found.letters.get(letters)
    if entry is None:
        return ()
    if letters not in named:
        name, block = entry
        named[letters] = records.theme(Kind.FIELD, name, block.line, notation=letters)
    return (named[letters],)


def _read(page: Page) -> _Found:
    found = _Found()
    current: _Coded | None = None
    for block in page.content:
        if coded := words().code(block.text):
            current = _Coded(block, *coded)
            found.measures.append(current)
        elif words().is_priority(block.text):
            found.priorities.append(block)
            current = None
        elif letter := words().letter(block.text):
            found.letters.setdefault(letter[0], (letter[1], block))
            current = None
        elif block.role is Role.HEADING and (block.level or block.theme):
            current = None
        elif current:
            current.text.append(block)
    found.measures = [measure for measure in found.measures if measure.title or measure.text]
    return found
