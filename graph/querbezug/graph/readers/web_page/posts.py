"""Comments and the answers to them, as websites mark them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from querbezug.graph.readers.web_page.blocks import Post, Role
from querbezug.graph.readers.web_page.elements import date_of, line_of, text_lines
from querbezug.graph.readers.web_page.sites import Site, sites
from querbezug.graph.readers.web_page.text_dump import block_of
from querbezug.graph.readers.web_page.words import words

_PARENTS = ("data-parent-id", "data-parent", "data-comment-parent", "data-reply-to")
_IDS = ("data-comment-id", "data-id", "id")


@dataclass(slots=True)
class _Element:
    node: LexborNode
    depth: int
    post: Post


def posts_of(tree: LexborHTMLParser, site: Site | None) -> tuple[list[Post], list[LexborNode]]:
    """Return the comments of a page, each with the one it answers, and their elements.

    A comment answers the last one before it that stands less deep: inside another comment, or
    inside an element that holds replies. An attribute that names the comment answered counts first.
    """
    nodes = _candidates(tree, site)
    known = {node.mem_id for node in nodes}
    holders = {node.mem_id for selector in sites().comments.replies for node in tree.css(selector)}
    found: list[_Element] = []
    numbers: dict[str, int] = {}
    for node in nodes:
        lines = _said(node, known, holders)
        if not lines:
            continue
        depth = _depth(node, known | holders)
        numbers.setdefault(_number(node, _IDS), len(found))
        parent = numbers.get(_number(node, _PARENTS)) if _number(node, _PARENTS) else _above(found, depth)
        parent = None if parent == len(found) else parent
        found.append(_Element(node, depth, _post(node, known, lines, parent)))
    return [element.post for element in found], _outermost(nodes, known)


def _candidates(tree: LexborHTMLParser, site: Site | None) -> list[LexborNode]:
    """Return the elements of comments in the order of the page."""
    if site and site.comments:
        found = {node.mem_id: node for selector in site.comments for node in tree.css(selector)}
        if found:
            return [node for node in tree.css("*") if node.mem_id in found]
    for selector in sites().comments.elements:
        if nodes := tree.css(selector):
            return nodes
    return []


def _post(node: LexborNode, known: set[int], lines: list[str], parent: int | None) -> Post:
    markup = sites().comments
    author = _own(node, markup.author, known)
    classes = set((node.attributes.get("class") or "").split())
    return Post(
        line=line_of(node),
        text="\n".join(lines),
        parent=parent,
        date=date_of(_own(node, markup.date, known)),
        official=not classes.isdisjoint(markup.official)
        or (author is not None and words().is_official(author.text())),
        supports=_count(_own(node, markup.supports, known)),
        objections=_count(_own(node, markup.objections, known)),
    )


def _own(node: LexborNode, selectors: tuple[str, ...], known: set[int]) -> LexborNode | None:
    """Return the first element of ``selectors`` that belongs to this comment and not to an answer."""
    for selector in selectors:
        for found in node.css(selector):
            if found.mem_id != node.mem_id and _owner(found, known) == node.mem_id:
                return found
    return None


def _owner(node: LexborNode, known: set[int]) -> int:
    parent = node.parent
    while parent is not None and parent.mem_id not in known:
        parent = parent.parent
    return parent.mem_id if parent is not None else 0


def _said(node: LexborNode, known: set[int], holders: set[int]) -> list[str]:
    """Return the lines of a comment, without authors, dates and controls."""
    markup = sites().comments
    body = _own(node, markup.text, known) or node
    dropped = {
        found.mem_id
        for selector in (*markup.drop, *markup.author, *markup.date)
        for found in body.css(selector)
    }
    skip = (dropped | known | holders) - {body.mem_id}
    lines = []
    for line in text_lines(body, skip):
        block = block_of(line_of(body), line)
        if block.role not in {Role.CONTROL, Role.AUTHOR} and block.text:
            lines.append(line)
    return lines


def _depth(node: LexborNode, deeper: set[int]) -> int:
    depth, parent = 0, node.parent
    while parent is not None:
        depth += parent.mem_id in deeper
        parent = parent.parent
    return depth


def _above(found: list[_Element], depth: int) -> int | None:
    for place in range(len(found) - 1, -1, -1):
        if found[place].depth < depth:
            return place
    return None


def _number(node: LexborNode, attributes: tuple[str, ...]) -> str:
    for name in attributes:
        match = re.search(r"\d{1,18}", (node.attributes.get(name) or "")[:200])
        if match and int(match.group()):
            return match.group()
    return ""


def _count(node: LexborNode | None) -> int | None:
    match = re.search(r"\d{1,6}", node.text()[:200]) if node is not None else None
    return int(match.group()) if match else None


def _outermost(nodes: list[LexborNode], known: set[int]) -> list[LexborNode]:
    return [node for node in nodes if not _owner(node, known)]
