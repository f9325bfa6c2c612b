"""What every shape offers: it says how much of a page it can account for, and what becomes of it."""

from __future__ import annotations

from typing import Protocol

from querbezug.graph.readers.web_page.blocks import Page
from querbezug.graph.readers.web_page.records import Records

ENOUGH = 0.4
"""The share of a page's lines a shape must account for; a page with less is not of the shape."""


class Shape(Protocol):
    """One way a page sets out what it says."""

    @property
    def name(self) -> str:
        """Short name, as in the documentation."""

    def recognise(self, page: Page) -> float:
        """Return the share of the page's content that the shape accounts for; 0 without its marks."""

    def records(self, page: Page, records: Records) -> None:
        """Add what the page says to ``records``, and note which lines were used."""


def share(page: Page, used: int) -> float:
    """Return ``used`` lines as a share of the page's content."""
    return used / max(len(page.content), 1)
