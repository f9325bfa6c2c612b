"""The nodes of a monitoring, in the order of the file, each with its place in the tree."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from querbezug.graph.errors import SourceError
from querbezug.graph.readers.base import SourceFile

_KEYS = tuple(re.compile(rb'"' + key + rb'"\s*:') for key in (b"execution_status", b"children", b"title"))
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Node:
    """One entry: a Handlungsfeld, a Strategie, a Maßnahme or a demand.

    Attributes
    ----------
    path : str
        The numbers from the root down to this node, ``402/466/473``.
    depth : int
        1 for roots.
    """

    content: dict[str, object]
    path: str
    depth: int

    @property
    def children(self) -> list[object]:
        """What stands below, not yet looked at."""
        children = self.content.get("children")
        return children if isinstance(children, list) else []

    @property
    def id(self) -> str | None:
        """The number of the platform, else the path of its page."""
        number = self.content.get("id")
        if isinstance(number, int) and not isinstance(number, bool):
            return str(number)
        return self.text("id") or self.text("slugs") or None

    def text(self, key: str) -> str:
        """Return what stands under ``key``; empty if it is no text."""
        value = self.content.get(key)
        return value.strip() if isinstance(value, str) else ""

    def number(self, key: str) -> int | None:
        """Return the whole number under ``key``."""
        value = self.content.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def day(self, key: str) -> str | None:
        """Return the day under ``key``, or ``None`` if there is none or it cannot be."""
        written = self.text(key)[:10]
        if not _DAY.fullmatch(written):
            return None
        try:
            return date.fromisoformat(written).isoformat()
        except ValueError:
            return None


def looks_like_monitoring(source: SourceFile) -> bool:
    """Say whether the content begins like such a tree."""
    head = source.head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return head[:1] in {b"[", b"{"} and all(key.search(head) for key in _KEYS)


def roots(source: SourceFile) -> list[object]:
    """Return the roots of the tree: a list, or one root alone.

    Raises
    ------
    SourceError
        If the content is no complete JSON.
    """
    try:
        value = json.loads(source.data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise SourceError("localzero.not-utf8", file=source.name) from None
    except json.JSONDecodeError as error:
        raise SourceError(
            "localzero.broken", file=source.name, line=error.lineno, column=error.colno
        ) from None
    except (RecursionError, ValueError):
        raise SourceError("localzero.too-deep", file=source.name) from None
    return value if isinstance(value, list) else [value]


def step(content: object, above: Node | None, position: int) -> Node:
    """Return ``content`` as a node below ``above``; one without a number is named by its position."""
    fields = content if isinstance(content, dict) else {}
    node = Node(fields, "", above.depth + 1 if above else 1)
    name = node.id if node.id and node.id.isdigit() else f"[{position}]"
    return Node(fields, f"{above.path}/{name}" if above else name, node.depth)


def below(node: Node) -> Iterator[Node]:
    """Yield the children of ``node``."""
    for position, child in enumerate(node.children, 1):
        yield step(child, node, position)
