"""Projects in nested bullets, grouped by the municipality they are in."""

from __future__ import annotations

from dataclasses import dataclass, field

from querbezug.graph.readers.web_page.blocks import Block, Page, Role
from querbezug.graph.readers.web_page.records import Records, municipalities
from querbezug.graph.readers.web_page.shapes.base import share
from querbezug.graph.readers.web_page.words import words
from querbezug.graph.records import Ref

_FEWEST = 2


@dataclass(slots=True)
class _City:
    block: Block
    items: list[Block] = field(default_factory=list)


class MeasuresByCity:
    """A municipality's name alone, as a heading or a bullet, and bullets below it."""

    name = "nach-orten"

    def recognise(self, page: Page) -> float:
        """Ask for two municipalities with bullets, and a word that says what the bullets are."""
        found = _cities(page)
        if len(found) < _FEWEST or not words().cue("projects", _above(page, found)):
            return 0.0
        return share(page, sum(1 + len(city.items) for city in found))

    def records(self, page: Page, records: Records) -> None:
        """Add the projects of each municipality."""
        found = _cities(page)
        kind = words().measure_kind(_above(page, found))
        for city in found:
            page.use(city.block, *city.items)
            places = records.municipality(city.block.text, city.block.line)
            parents: list[Ref | None] = []
            shallowest = min(item.level for item in city.items)
            for item in city.items:
                del parents[item.level - shallowest :]
                parent = next((ref for ref in reversed(parents) if ref), None)
                ref = records.measure(item.text, item.line, category=kind, places=places, part_of=parent)
                parents += [None] * (item.level - shallowest - len(parents))
                parents.append(ref)


def _above(page: Page, found: list[_City]) -> list[str]:
    return page.above(found[0].block if found else None)


def _cities(page: Page) -> list[_City]:
    found: list[_City] = []
    current: _City | None = None
    for block in page.content:
        if municipalities(block.text):
            current = _City(block)
            found.append(current)
        elif current and block.role is Role.ITEM and _is_below(block, current.block):
            current.items.append(block)
        else:
            current = None
    return [city for city in found if city.items]


def _is_below(item: Block, city: Block) -> bool:
    return city.role is not Role.ITEM or item.level > city.level
