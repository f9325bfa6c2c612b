"""Pages of lists: by number for people, by the last entry for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, TypeVar
from urllib.parse import urlencode

from fastapi import Query

from querbezug.api.page_models import Link, Pager
from querbezug.graph.errors import NotFoundError

PAGE_SIZE = 50
MOST_PAGES = 10**6

Entry = TypeVar("Entry")
Seite = Annotated[int, Query(alias="seite", ge=1, le=MOST_PAGES, description="Number of the page")]


def pager(path: str, parameters: Mapping[str, str], page: int, total: int, size: int = PAGE_SIZE) -> Pager:
    """Return where page ``page`` of a list of ``total`` entries is, and what is around it.

    Parameters
    ----------
    path : str
        Address of the list.
    parameters : mapping of str to str
        What else is asked of it; empty values are left out.

    Raises
    ------
    NotFoundError
        If the list has no such page.
    """
    pages = max(1, -(-total // size))
    if page > pages:
        raise NotFoundError("http.no-page", page=page, pages=pages)

    def href(number: int) -> str:
        asked = {name: value for name, value in parameters.items() if value}
        if number > 1:
            asked["seite"] = str(number)
        return f"{path}?{urlencode(asked)}" if asked else path

    return Pager(
        first=(page - 1) * size + 1 if total else 0,
        last=min(page * size, total),
        total=total,
        previous_href=href(page - 1) if page > 1 else "",
        next_href=href(page + 1) if page < pages else "",
        pages=tuple(
            Link(str(number) if number else "", href(number) if number and number != page else "")
            for number in _around(page, pages)
        )
        if pages > 1
        else (),
    )


def _around(page: int, pages: int) -> list[int]:
    """Return the numbers of the first, the last and the neighbouring pages; 0 marks a gap."""
    shown = sorted({1, pages, *range(max(1, page - 1), min(pages, page + 1) + 1)})
    numbers: list[int] = []
    for number in shown:
        if numbers and number - numbers[-1] > 1:
            numbers.append(number - 1 if number - numbers[-1] == 2 else 0)
        numbers.append(number)
    return numbers


def on_page(entries: Sequence[Entry], page: int, size: int = PAGE_SIZE) -> Sequence[Entry]:
    """Return the entries of page ``page``."""
    return entries[(page - 1) * size : page * size]
