"""Reads a LocalZero monitoring: Handlungsfelder, Strategien, Maßnahmen and the demands beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from querbezug.graph.readers.base import Notice, ReadOptions, SourceFile, Stream
from querbezug.graph.readers.context import SourceContext
from querbezug.graph.readers.localzero.entries import Entries, Place
from querbezug.graph.readers.localzero.tree import Node, below, looks_like_monitoring, roots, step
from querbezug.graph.readers.localzero.vocabulary import vocabulary
from querbezug.graph.records import AnyRecord
from querbezug.ontology.strings import message


class LocalZeroReader:
    """Reads the JSON tree of a LocalZero monitoring (``task.json``, ``/api/cities/…/tasks``)."""

    name = "localzero"
    version = "1"

    def recognises(self, source: SourceFile) -> bool:
        """Say whether the content begins like such a tree."""
        return looks_like_monitoring(source)

    def read(self, source: SourceFile, options: ReadOptions) -> Stream:
        """Read the whole tree.

        Raises
        ------
        querbezug.graph.errors.SourceError
            If the content is no complete JSON.
        """
        context = SourceContext.of(source, options)
        tree = roots(source)
        return Stream(context.info(self.name, self.version), _Conversion(context).items(tree))


@dataclass(slots=True)
class _Conversion:
    """One tree on its way to records."""

    context: SourceContext
    seen: set[str] = field(default_factory=set)

    def items(self, tree: list[object]) -> Iterator[AnyRecord | Notice]:
        entries = Entries(self.context, self.context.scope())
        waiting = [(step(root, None, position), Place()) for position, root in enumerate(tree, 1)][::-1]
        while waiting:
            node, place = waiting.pop()
            items, inside = self._node(entries, node, place)
            yield from items
            waiting += [(child, inside) for child in below(node)][::-1]

    def _node(self, entries: Entries, node: Node, place: Place) -> tuple[list[AnyRecord | Notice], Place]:
        """Return what ``node`` becomes, and where its children stand."""
        title = vocabulary().title(node.text("title"))
        if not node.id or not title.text:
            return [Notice(message("localzero.no-node"), path=node.path, left_out=True)], place
        if node.id in self.seen:
            return [Notice(message("localzero.twice", id=node.id), path=node.path, left_out=True)], place
        self.seen.add(node.id)
        if node.depth == 1 and (node.children or not title.civic):
            if _is_page(node, title.text):
                return [Notice(message("localzero.page", title=title.text), path=node.path)], place
            return entries.field(node, title)
        if title.civic:
            return entries.demand(node, title, place)
        return entries.measure(node, title, place)


def _is_page(node: Node, title: str) -> bool:
    return not node.children and not node.number("execution_status") and vocabulary().is_page(title)
