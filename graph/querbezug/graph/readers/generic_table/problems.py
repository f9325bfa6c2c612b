"""What is wrong with a mapping file, told by line and key."""

from __future__ import annotations

from pydantic import ValidationError as PydanticError
from pydantic_core import ErrorDetails

from querbezug.graph.readers.planning_register.parsing import shorten
from querbezug.ontology.strings import Message, message

Lines = dict[tuple[int | str, ...], int]
"""The line of each place in the file."""

MOST_FINDINGS = 100

_SENTENCES = {
    "missing": "tables.fault-missing",
    "extra_forbidden": "tables.fault-unknown-key",
    "string_too_short": "tables.fault-empty",
    "string_type": "tables.fault-no-text",
    "string_too_long": "tables.fault-too-long",
    "string_pattern_mismatch": "tables.fault-identifier",
    "literal_error": "tables.fault-choice",
    "register.bad_url": "tables.fault-address",
}


def translate(error: PydanticError, lines: Lines) -> list[Message]:
    """Return one sentence of the catalogue for each fault pydantic found."""
    return [_sentence(detail, lines) for detail in error.errors(include_url=False)[:MOST_FINDINGS]]


def fault(lines: Lines, path: tuple[int | str, ...], key: str, /, **values: object) -> Message:
    """Return the sentence ``key`` about the place ``path``."""
    return message(key, line=_line(lines, path), key=dotted(path), **values)


def dotted(path: tuple[int | str, ...]) -> str:
    """Return ``datensaetze[2].bezeichnung`` for a place in the file."""
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return shorten(text.lstrip(".")) or "-"


def _line(lines: Lines, path: tuple[int | str, ...]) -> int:
    """Return the line of ``path``, or of what it stands in."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _sentence(detail: ErrorDetails, lines: Lines) -> Message:
    kind, context = detail["type"], detail.get("ctx", {})
    path = tuple(detail["loc"])
    if kind == "tables.fault-foreign-key":
        path = (*path, str(context["value"]))
    values = {
        "value": shorten(context.get("value", _plain(detail["input"]))),
        "known": shorten(context.get("known", context.get("expected", "")), 400),
        "art": context.get("art", ""),
    }
    own = kind if kind.startswith("tables.") else _SENTENCES.get(kind, "tables.fault-other")
    return fault(lines, path, own, **values)


def _plain(value: object) -> str:
    return value if isinstance(value, str) else ""
