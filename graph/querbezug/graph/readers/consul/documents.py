"""CONSUL Democracy's JSON: answers of its GraphQL interface, and lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from querbezug.graph.errors import SourceError
from querbezug.graph.readers.base import Notice, ReadOptions, SourceFile, Stream
from querbezug.graph.readers.consul.conversion import ConsulConversion
from querbezug.graph.readers.consul.entry import Entry, Subject, headers, meaning, subject_of
from querbezug.graph.readers.consul.parts import Fault, MoreToCome, Part, Shape, parts, shape_of
from querbezug.graph.readers.context import SourceContext
from querbezug.graph.readers.platform import Items, notice
from querbezug.graph.readers.tables import Cell, RowError, is_personal
from querbezug.graph.records import AnyRecord, Origin, Ref
from querbezug.ontology.strings import message

Node = Mapping[str, object]

_MOST_COLUMNS = 200
_NESTED = frozenset({"geozone", "heading", "tags", "comments", "investments", "votes"})


class ConsulJsonReader:
    """Reads GraphQL answers and JSON lists of proposals, debates, investments and comments."""

    name = "consul-json"
    version = "1"

    def recognises(self, source: SourceFile) -> bool:
        """Say whether ``source`` begins like an answer or a list of CONSUL Democracy."""
        return shape_of(source.head) is not None

    def read(self, source: SourceFile, options: ReadOptions) -> Stream:
        """Read the document object by object.

        Raises
        ------
        querbezug.graph.errors.QuerbezugError
            If it is no such document, or its note is broken; while the stream is gone through,
            if the document breaks off.
        """
        shape = shape_of(source.head)
        if shape is None:
            raise SourceError("consul.no-export", file=source.name)
        context = SourceContext.of(source, options)
        reading = _Reading(context, shape)
        return Stream(context.info(self.name, self.version), reading.items())


class _Reading:
    """One document being read."""

    def __init__(self, context: SourceContext, shape: Shape) -> None:
        self._source = context.source
        self._shape = shape
        self._conversion = ConsulConversion(context)
        self._told: set[str] = set()
        self._number = 0
        self._listed: Subject | None = None

    def items(self) -> Iterator[AnyRecord | Notice]:
        """Yield what the document becomes."""
        yield from self._conversion.begin()
        for part in parts(self._source, self._shape):
            if isinstance(part, Fault):
                yield Notice(message("consul.answer-fault", said=part.said), left_out=True)
            elif isinstance(part, MoreToCome):
                yield Notice(message("consul.more-pages", part=part.connection), path=part.connection)
            else:
                yield from self._part(part)

    def _part(self, part: Part) -> Items:
        self._number += 1
        items: Items = []
        if not isinstance(part.node, Mapping):
            return items
        node = part.node
        kind = self._kind(part.connection, node)
        origin = Origin(path=f"{part.connection or 'item'}/{_scalar(node.get('id')) or self._number}")
        if kind is None:
            self._once(part.connection or "item", "consul.left-out-part", origin, items)
        elif kind == "geozone":
            name, column = _scalar(node.get("name")), "name"
            self._conversion.zone(_scalar(node.get("id")), name, origin, column, items)
        elif kind == "budget":
            self._budget(node, origin, items)
        else:
            self._thing(kind, node, origin, items)
        return items

    def _kind(self, connection: str, node: Node) -> str | None:
        """Return what ``node`` is; in a list what the ones before it are, if it does not say."""
        if connection:
            return meaning("connections", connection)
        self._listed = subject_of(node) or self._listed
        return self._listed

    def _budget(self, node: Node, origin: Origin, items: Items) -> None:
        number = _scalar(node.get("id"))
        name = _scalar(node.get("name"))
        process = self._conversion.budget(number, name, origin, items) if number else None
        for child in self._children(node, "investments", origin, items):
            child_origin = replace(origin, path=f"{origin.path}/investments/{_scalar(child.get('id'))}")
            self._thing("investment", child, child_origin, items, process)

    def _thing(self, kind: str, node: Node, origin: Origin, items: Items, process: Ref | None = None) -> None:
        """Append a contribution with the comments under it, or a comment."""
        for key in list(node)[:_MOST_COLUMNS]:
            self._tell_of(key, items)
        entry = _entry(kind, node, origin)
        if kind == "comment":
            self._try(entry, items, None, process)
            return
        about = self._try(entry, items, None, process)
        for child in self._children(node, "comments", origin, items):
            child_origin = replace(origin, path=f"{origin.path}/comments/{_scalar(child.get('id'))}")
            for key in list(child)[:_MOST_COLUMNS]:
                self._tell_of(key, items)
            self._try(_entry("comment", child, child_origin), items, about, process)

    def _try(self, entry: Entry, items: Items, about: Ref | None, process: Ref | None) -> Ref | None:
        """Append what ``entry`` becomes; a notice if it becomes nothing."""
        try:
            if entry.type != "comment":
                return self._conversion.contribution(entry, items, process)
            self._conversion.comment(entry, items, about, process)
        except RowError as error:
            items.append(notice(error.message, entry.origin, error.field, left_out=True))
        return None

    def _children(self, node: Node, name: str, origin: Origin, items: Items) -> Iterator[Node]:
        """Yield the things of the connection ``name``; a notice tells if there are more."""
        connection = node.get(name)
        if isinstance(connection, Mapping):
            page = connection.get("pageInfo")
            if isinstance(page, Mapping) and page.get("hasNextPage") is True:
                said = message("consul.more-pages", part=f"{origin.path}/{name}")
                items.append(notice(said, origin, name))
        yield from _nodes(connection)

    def _tell_of(self, column: str, items: Items) -> None:
        """Append once why the key ``column`` is left out."""
        if column in self._told or len(self._told) > _MOST_COLUMNS:
            return
        self._told.add(column)
        if is_personal(column):
            items.append(Notice(message("reading.personal-column", column=column), field=column))
        items.extend(self._conversion.column(column))

    def _once(self, name: str, key: str, origin: Origin, items: Items) -> None:
        if f"{key} {name}" not in self._told:
            self._told.add(f"{key} {name}")
            items.append(notice(message(key, part=name), origin, left_out=True))


def _entry(kind: str, node: Node, origin: Origin) -> Entry:
    """Return ``node`` with the things nested in it as plain cells."""
    cells: dict[str, Cell] = {}
    columns: dict[str, str] = {}
    for key, value in node.items():
        name = headers().field(key)
        if name is None or name in cells:
            continue
        columns[name] = key
        if name == "tags" and not isinstance(value, str):
            cells[name] = tuple(_name(tag) for tag in _values(value))
        elif name in {"geozone", "heading"}:
            cells[name] = _name(value)
            if isinstance(value, Mapping):
                cells.setdefault(f"{name}_id", _scalar(value.get("id")))
        elif name not in _NESTED:
            cells[name] = _scalar(value)
    return Entry(kind, cells, columns, origin)


def _values(value: object) -> Iterable[object]:
    """Return the things in a list or a connection, of whatever kind they are."""
    if isinstance(value, list):
        return value
    if not isinstance(value, Mapping):
        return ()
    edges, nodes = value.get("edges"), value.get("nodes")
    if isinstance(edges, list):
        return [edge.get("node") for edge in edges if isinstance(edge, Mapping)]
    return nodes if isinstance(nodes, list) else ()


def _nodes(value: object) -> Iterator[Node]:
    return (node for node in _values(value) if isinstance(node, Mapping))


def _name(value: object) -> str:
    """Return the name of a thing that stands as an object or as its name alone."""
    return _scalar(value.get("name") or value.get("title")) if isinstance(value, Mapping) else _scalar(value)


def _scalar(value: object) -> str:
    """Return a plain value as text; ``""`` for everything else."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).strip() if isinstance(value, str | int) else ""
