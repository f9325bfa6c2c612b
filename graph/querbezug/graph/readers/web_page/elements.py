"""Asking single elements of a page: their line, their day, their words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from querbezug.graph.readers.tables.values import parse_date
from querbezug.graph.readers.web_page.markup import LINE

BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
    }
    | {
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
    }
    | {"html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td"}
    | {"tfoot", "th", "thead", "tr", "ul"}
)
_DAY = re.compile(r"\d{1,2}\. ?(?:\d{1,2}\.|[A-Za-zä]{3,9}\.?) ?\d{4}|\d{4}-\d{2}-\d{2}")


def line_of(node: LexborNode | None) -> int:
    """Return the line on which ``node`` begins."""
    while node is not None:
        given = node.attributes.get(LINE) if node.is_element_node else None
        if given and given.isdecimal():
            return int(given)
        node = node.parent
    return 1


def date_of(node: LexborNode | None) -> str | None:
    """Return the day an element tells, in its attribute or in its words."""
    if node is None:
        return None
    given = node.attributes.get("datetime") or node.attributes.get("content") or ""
    match = _DAY.search(" ".join(node.text().split())[:200])
    found = parse_date(given) or (parse_date(match.group()) if match else None)
    return found[:10] if found else None


def words_of(node: LexborNode) -> str:
    """Return the text of an element on one line."""
    return " ".join(node.text(separator=" ").split())


def text_lines(body: LexborNode, skip: set[int]) -> list[str]:
    """Return the lines of an element: one for each block inside it, none from the elements in ``skip``."""
    lines: list[list[str]] = [[]]
    last = 0
    for node in body.traverse(include_text=True):
        if node.is_text_node:
            if _is_inside(node, body, skip):
                continue
            block = block_element(node)
            if block is not None and block.mem_id != last:
                lines.append([])
                last = block.mem_id
            lines[-1].append(node.text())
        elif node.tag == "br":
            lines.append([])
    plain = (" ".join("".join(parts).split()) for parts in lines)
    return [line for line in plain if line]


def block_element(node: LexborNode) -> LexborNode | None:
    """Return the block that the text ``node`` stands in."""
    parent = node.parent
    while parent is not None and parent.tag not in BLOCKS:
        parent = parent.parent
    return parent


def _is_inside(node: LexborNode, body: LexborNode, skip: set[int]) -> bool:
    parent = node.parent
    while parent is not None and parent.mem_id != body.mem_id:
        if parent.mem_id in skip:
            return True
        parent = parent.parent
    return False


def first(node: LexborHTMLParser | LexborNode, selectors: Sequence[str]) -> LexborNode | None:
    """Return the first element that the first fitting one of ``selectors`` finds."""
    return next((found for selector in selectors if (found := node.css_first(selector))), None)


def every(node: LexborHTMLParser | LexborNode, selectors: Sequence[str]) -> list[LexborNode]:
    """Return the elements that the first fitting one of ``selectors`` finds."""
    return next((found for selector in selectors if (found := node.css(selector))), [])
