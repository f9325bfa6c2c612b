"""A list of proposals as converters leave it: many on one line, with page numbers, grouped by place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from querbezug.graph.readers.web_page.blocks import Block, Page
from querbezug.graph.readers.web_page.records import Records, municipalities
from querbezug.graph.readers.web_page.shapes.base import share
from querbezug.graph.readers.web_page.words import words

_FEWEST = 3
_SHORTEST = 8
_LONGEST = 200
_ENTRY = re.compile(
    r"(?P<text>[^\d\s](?:(?!\s\.{2}|\.{3}).){5,300}?)[\s.]{1,200}(?P<page>\d{1,3})(?=\s+[A-ZÄÖÜ„\d]|\s*$)"
)
_NUMBER = re.compile(r"^\d{1,3}[.)]\s+")
_GROUP = re.compile(r"^(?P<place>[A-ZÄÖÜ][\w./ -]{2,50}?)\s?(?::|\s[–-])\s+(?P<rest>.+)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Entry:
    title: str
    place: str | None


class ProposalListing:
    """Title, page number, title, page number … with the places they are grouped by."""

    name = "vorschlagsliste"

    def recognise(self, page: Page) -> float:
        """Ask for three entries with rising page numbers on one line, and a word for proposals."""
        found = _listing(page)
        if not found or not words().cue(
            "proposals", [page.title or "", *(b.text[:400] for b in page.content)]
        ):
            return 0.0
        return share(page, len(found))

    def records(self, page: Page, records: Records) -> None:
        """Add the proposals with their places."""
        for block, entries in _listing(page):
            page.use(block)
            for entry in entries:
                places = records.municipality(entry.place, block.line) if entry.place else ()
                records.idea(entry.title, "", block.line, places=places)


def _listing(page: Page) -> list[tuple[Block, list[_Entry]]]:
    found: list[tuple[Block, list[_Entry]]] = []
    place: str | None = None
    for block in page.content:
        if municipalities(block.text):
            place = block.text
            found.append((block, []))
            continue
        entries, place = _entries(block.text, place)
        if entries:
            found.append((block, entries))
    return found if any(entries for _, entries in found) else []


def _entries(text: str, place: str | None) -> tuple[list[_Entry], str | None]:
    matches = list(_ENTRY.finditer(text))
    pages = [int(match["page"]) for match in matches]
    if len(matches) < _FEWEST or pages != sorted(pages) or len(set(pages)) * 2 < len(pages):
        return [], place
    entries = []
    for match in matches:
        title = _NUMBER.sub("", match["text"].strip(" ."))
        if (group := _GROUP.match(title)) and municipalities(group["place"]):
            place, title = group["place"], _NUMBER.sub("", group["rest"])
        if _SHORTEST <= len(title) <= _LONGEST and title[:1].isupper():
            entries.append(_Entry(title, place))
    return (entries, place) if len(entries) >= _FEWEST else ([], place)
