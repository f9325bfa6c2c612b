"""From saved HTML to a page: the website around it is taken away, what is left becomes blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from querbezug.graph.readers.keys import is_address, normal_address
from querbezug.graph.readers.web_page.blocks import Block, Page, Passed, Proposal, Role
from querbezug.graph.readers.web_page.elements import block_element, date_of, every, first, line_of, words_of
from querbezug.graph.readers.web_page.markup import prepared
from querbezug.graph.readers.web_page.posts import posts_of
from querbezug.graph.readers.web_page.sites import Site, sites
from querbezug.graph.readers.web_page.text_dump import LONGEST_LINE, block_of
from querbezug.graph.readers.web_page.words import words

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset({"ul", "ol"})
_CELLS = frozenset({"td", "th", "dd"})
_POINT = re.compile(
    r'"lat(?:itude)?"\s?:\s?"?(-?\d{1,2}\.\d{1,17})"?\s?,\s?"(?:lon|lng|longitude)"\s?:\s?"?(-?\d{1,3}\.\d{1,17})"?'
)
_HTML = re.compile(
    r"(?:\s|<\?xml[^>]{0,200}\?>|<!--.{0,2000}?-->){0,50}<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_ENDS = re.compile(r"</(?:p|li|div|h[1-6]|tr|td|ul|ol|section|article|table)\s*>", re.IGNORECASE)
_FRAGMENT = re.compile(
    r"\s{0,50}<(?:main|article|section|div|h[1-6]|p|ul|ol|table|meta|title|span|a|br|center)\b[^<>]{0,2000}>",
    re.I,
)


def is_html(text: str) -> bool:
    """Say whether ``text`` begins as a page or a part of one in HTML does."""
    start = text[:10_000].lstrip("\ufeff")
    if _HTML.match(start):
        return True
    if not _FRAGMENT.match(start):
        return False
    # Text may begin with a stray tag; in markup, elements end about as often as lines do.
    sample = text[:100_000]
    lines = [line.strip() for line in sample.split("\n") if line.strip()]
    bullets = any(line.startswith(("- ", "• ", "– ", "* ")) for line in lines)
    return not bullets and len(_ENDS.findall(sample)) * 2 >= len(lines)


def page_of_html(file: str, text: str) -> Page:
    """Return the page that ``text`` is the HTML of.

    Raises
    ------
    SourceError
        If it nests deeper, or has more tags, than a page that a person reads.
    """
    tree = LexborHTMLParser(prepared(file, text))
    page = Page(html=True, title=_title(tree), url=_address(tree), coordinates=_point(tree))
    site = sites().site_of(tree)
    for selector in sites().strip:
        for node in tree.css(selector):
            node.decompose()
    page.posts, elements = posts_of(tree, site)
    for node in elements:
        node.decompose()
    if site:
        page.proposal = _proposal(tree, site)
    root = _main(tree)
    if root is not None:
        page.blocks = list(_Walk(root, page.passed).blocks())
    return page


def _title(tree: LexborHTMLParser) -> str | None:
    for selector, attribute in (("meta[property='og:title']", "content"), ("title", None), ("h1", None)):
        node = tree.css_first(selector)
        if node is None:
            continue
        said = (node.attributes.get(attribute) or "") if attribute else node.text()
        if plain := " ".join(said.split()):
            return plain
    return None


def _address(tree: LexborHTMLParser) -> str | None:
    candidates = (("link[rel=canonical]", "href"), ("meta[property='og:url']", "content"))
    for selector, attribute in candidates:
        node = tree.css_first(selector)
        url = (node.attributes.get(attribute) or "").strip() if node else ""
        if url and is_address(url):
            return _normal(url)
    return None


def _normal(url: str) -> str | None:
    try:
        return normal_address(url)
    except ValueError:
        return None


def _point(tree: LexborHTMLParser) -> tuple[float, float] | None:
    """Return the one point of the page's scripts; a map with several says nothing of the page."""
    found = {match for node in tree.css("script") for match in _POINT.findall(node.text())}
    if len(found) != 1:
        return None
    latitude, longitude = map(float, found.pop())
    valid = abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude, longitude) != (0, 0)
    return (latitude, longitude) if valid else None


def _proposal(tree: LexborHTMLParser, site: Site) -> Proposal | None:
    title = first(tree, site.title)
    if title is None or not title.text().strip():
        return None
    texts = [words_of(node) for node in every(tree, site.text)]
    when = first(tree, site.date)
    votes = first(tree, site.supports)
    digits = re.search(r"\d{1,6}", votes.text()) if votes else None
    return Proposal(
        line=line_of(title),
        title=words_of(title),
        text="\n\n".join(text for text in texts if text),
        categories=tuple(
            dict.fromkeys(name for node in every(tree, site.category) if (name := words_of(node)))
        ),
        date=date_of(when),
        supports=int(digits.group()) if digits else None,
    )


def _main(tree: LexborHTMLParser) -> LexborNode | None:
    for selector in sites().main:
        found = tree.css(selector)
        if len(found) == 1 and found[0].text().strip():
            return found[0]
    return tree.body


@dataclass(slots=True)
class _Pending:
    """The text of one block while it is gathered."""

    element: LexborNode | None = None
    parts: list[str] = field(default_factory=list)

    def text(self) -> str:
        return " ".join("".join(self.parts).split())


class _Walk:
    """Goes through the text of an element in its order and cuts it into blocks."""

    def __init__(self, root: LexborNode, passed: Passed) -> None:
        self._passed = passed
        self._root = root
        self._items: set[int] = set()
        self._row: list[str] = []
        self._row_element: LexborNode | None = None

    def blocks(self) -> Iterator[Block]:
        pending = _Pending()
        for node in self._root.traverse(include_text=True):
            if node.is_text_node:
                element = block_element(node) or self._root
                if pending.element is None or element.mem_id != pending.element.mem_id:
                    yield from self._finish(pending)
                    pending = _Pending(element)
                pending.parts.append(node.text())
            elif node.tag == "br" and pending.element is not None:
                yield from self._finish(pending)
                pending = _Pending(pending.element)
            elif node.tag == "img":
                yield from self._finish(pending)
                pending = _Pending()
                yield from _picture(node)
        yield from self._finish(pending)
        yield from self._finish_row()

    def _finish(self, pending: _Pending) -> Iterator[Block]:
        element, text = pending.element, pending.text()
        if element is None or not text:
            return
        if len(text) > LONGEST_LINE:
            self._passed.add("too-long", line_of(element))
            return
        cell = _ancestor(element, _CELLS | {"dt"})
        row = _row_of(cell) if cell is not None else None
        if row is not None and cell is not None:
            if self._row_element is None or self._row_element.mem_id != row.mem_id or cell.tag == "dt":
                yield from self._finish_row()
                self._row_element = row
            self._row.append(text)
            return
        yield from self._finish_row()
        yield self._block(element, text)

    def _finish_row(self) -> Iterator[Block]:
        if self._row and self._row_element is not None:
            line = line_of(self._row_element)
            if len(self._row) == 1:
                yield block_of(line, self._row[0])
            else:
                yield Block(line, " | ".join(self._row), Role.ROW, cells=tuple(self._row))
        self._row, self._row_element = [], None

    def _block(self, element: LexborNode, text: str) -> Block:
        read = block_of(line_of(element), text)
        if element.tag in _HEADINGS:
            return replace(
                read, role=Role.HEADING, level=_HEADINGS[element.tag], text=text, cells=(), marker=""
            )
        item = _ancestor(element, frozenset({"li"}))
        if (
            item is not None
            and item.mem_id not in self._items
            and read.role in {Role.TEXT, Role.ITEM, Role.ROW}
        ):
            self._items.add(item.mem_id)
            ordered = item.parent is not None and item.parent.tag == "ol"
            depth = max(_lists_above(item) - 1, 0)
            return replace(read, role=Role.ITEM, level=depth, marker="1" if ordered else "•", cells=())
        return read


def _picture(node: LexborNode) -> Iterator[Block]:
    """Yield the label of a picture that names the kind of the heading beside it."""
    alt = " ".join((node.attributes.get("alt") or "").split())
    if alt and words().picture_label(alt, alt.partition(" ")[2]):
        yield Block(line_of(node), alt)


def _ancestor(node: LexborNode | None, tags: frozenset[str]) -> LexborNode | None:
    while node is not None and node.tag not in tags:
        node = node.parent
    return node


def _row_of(cell: LexborNode) -> LexborNode | None:
    return _ancestor(cell, frozenset({"tr"} if cell.tag in {"td", "th"} else {"dl"}))


def _lists_above(item: LexborNode) -> int:
    count, node = 0, item.parent
    while node is not None:
        count += node.tag in _LISTS
        node = node.parent
    return count
