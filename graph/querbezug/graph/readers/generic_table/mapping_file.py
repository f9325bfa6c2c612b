"""Reading a mapping file: small, flat, without aliases, each fault told with its line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml
from pydantic import ValidationError as PydanticError

from querbezug.graph.errors import SourceError, ValidationError
from querbezug.graph.readers.generic_table.model import TableMapping
from querbezug.graph.readers.generic_table.problems import Lines, fault, translate
from querbezug.ontology.strings import Message

SUFFIX = ".abbildung.yaml"
MOST_BYTES = 200_000
DEEPEST = 12
_NULL = frozenset({"", "~", "null"})


class LoadedMapping:
    """A mapping together with the lines of its file, for faults found later.

    Attributes
    ----------
    mapping : TableMapping
        What it says.
    file : str
        The file's name.
    """

    def __init__(self, mapping: TableMapping, file: str, lines: Lines) -> None:
        self.mapping = mapping
        self.file = file
        self._lines = lines

    def finding(self, path: tuple[int | str, ...], key: str, **values: object) -> Message:
        """Return a sentence about the place ``path`` of the file."""
        return fault(self._lines, path, key, **values)

    def refusal(self, findings: list[Message]) -> ValidationError:
        """Return the error for ``findings``, at least one."""
        return refusal(self.file, findings)


def mapping_path(source: Path) -> Path:
    """Return where the mapping of ``source`` stands if it has one."""
    return source.with_name(source.name + SUFFIX)


def load_mapping(path: Path) -> LoadedMapping:
    """Return the mapping in the file ``path``.

    Raises
    ------
    SourceError
        If it cannot be read, is too large, or no YAML.
    ValidationError
        If it says something that cannot be; the sentences name line and key.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError("tables.mapping-unreadable", file=path.name) from error
    return parse_mapping(data, path.name)


def parse_mapping(data: bytes, file: str) -> LoadedMapping:
    """Return the mapping that ``data`` holds; see :func:`load_mapping`."""
    if len(data) > MOST_BYTES:
        raise SourceError("tables.mapping-too-large", file=file, limit=MOST_BYTES // 1000)
    try:
        text = data.decode("utf-8-sig")
        _refuse_bombs(text, file)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except UnicodeDecodeError as error:
        raise SourceError("tables.mapping-not-utf8", file=file) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise SourceError("tables.mapping-broken", file=file, line=mark.line + 1 if mark else 1) from error
    except (yaml.YAMLError, ValueError) as error:
        raise SourceError("tables.mapping-broken", file=file, line=1) from error
    lines: Lines = {}
    findings: list[Message] = []
    value = _value(root, (), lines, findings) if root else None
    if not isinstance(value, dict):
        raise SourceError("tables.mapping-no-object", file=file)
    try:
        mapping = TableMapping.model_validate(value)
    except PydanticError as error:
        raise refusal(file, findings + translate(error, lines)) from None
    if findings:
        raise refusal(file, findings)
    return LoadedMapping(mapping, file, lines)


def refusal(file: str, findings: list[Message]) -> ValidationError:
    """Return the error for ``findings``: the first in full, the number of the others."""
    if len(findings) == 1:
        return ValidationError("tables.mapping-invalid", findings, file=file, first=findings[0])
    more = len(findings) - 1
    return ValidationError("tables.mapping-invalid-more", findings, file=file, first=findings[0], more=more)


def _refuse_bombs(text: str, file: str) -> None:
    """Refuse aliases, which can swell a small file to any size, and nesting without end."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise SourceError("tables.mapping-alias", file=file, line=_line(event))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            raise SourceError("tables.mapping-too-deep", file=file, line=_line(event))


def _value(node: yaml.Node, path: tuple[int | str, ...], lines: Lines, findings: list[Message]) -> object:
    """Return what ``node`` says; all scalars are text, so that an id such as 007 stays as it is."""
    lines[path] = _line(node)
    if isinstance(node, yaml.SequenceNode):
        return [_value(entry, (*path, n), lines, findings) for n, entry in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _object(node, path, lines, findings)
    is_plain = isinstance(node, yaml.ScalarNode) and not node.style
    return None if is_plain and node.value.lower() in _NULL else str(node.value)


def _line(part: yaml.Node | yaml.Event) -> int:
    return part.start_mark.line + 1 if part.start_mark else 1


def _object(
    node: yaml.MappingNode, path: tuple[int | str, ...], lines: Lines, findings: list[Message]
) -> Mapping[str, object]:
    built: dict[str, object] = {}
    for key, value in node.value:
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
        place = (*path, name)
        if name in built:
            lines[place] = _line(key)
            findings.append(fault(lines, place, "tables.fault-repeated"))
        built[name] = _value(value, place, lines, findings)
        lines[place] = _line(key)
    return built
