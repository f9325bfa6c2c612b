"""What is wrong with a register, told by entry, line and key."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel
from pydantic import ValidationError as PydanticError
from pydantic_core import ErrorDetails

from querbezug.graph.errors import ValidationError
from querbezug.graph.readers.planning_register.parsing import shorten
from querbezug.graph.readers.planning_register.references import nearest
from querbezug.ontology.iris import slugify
from querbezug.ontology.strings import Message, message

_ID_LINE = re.compile(r'"id"\s*:\s*"([^"\\\n]+)"')

MOST_FINDINGS = 200
"""How many faults are told; a file with more has one cause for many of them."""

_OBJECTS = {"model_type", "model_attributes_type", "dict_type"}
_PLAIN = {
    "missing": "register.missing_key",
    "string_too_short": "register.empty_value",
    "string_too_long": "register.too_long",
    "string_type": "register.want_text",
    "list_type": "register.want_list",
    "int_type": "register.want_number",
    "int_from_float": "register.want_number",
    "float_type": "register.want_decimal",
    "bool_type": "register.want_truth",
    "model_type": "register.want_object",
    "model_attributes_type": "register.want_object",
    "dict_type": "register.want_object",
    "greater_than_equal": "register.out_of_range",
    "less_than_equal": "register.out_of_range",
    "finite_number": "register.out_of_range",
}


class Places:
    """Names the places of a register the way a person finds them in the file.

    Parameters
    ----------
    text : str
        The file, to tell lines.
    value : mapping
        What it holds, to tell ids.
    """

    def __init__(self, text: str, value: Mapping[str, object]) -> None:
        self._value = value
        self._lines = dict(_entry_lines(value, _id_lines(text)))

    def line(self, name: str, number: int | None) -> int | None:
        """Return the line on which an entry names itself by its id."""
        return self._lines.get((name, number))

    def path(self, name: str, number: int | None = None) -> str:
        """Return ``ziele[3] (gemeinsame-systeme)`` for the third entry of the list ``name``."""
        if number is None:
            return name
        identifier = self._identifier(name, number)
        return f"{name}[{number}] ({shorten(identifier)})" if identifier else f"{name}[{number}]"

    def place(self, name: str | None, number: int | None = None) -> Message:
        """Return the place as part of a sentence; ``None`` is the head of the file."""
        if name is None:
            return message("register.at_head")
        line = self.line(name, number)
        if line is None:
            return message("register.at", path=self.path(name, number))
        return message("register.at_line", path=self.path(name, number), line=line)

    def _identifier(self, name: str, number: int) -> str:
        entries = self._value.get(name)
        if not isinstance(entries, list) or not 0 < number <= len(entries):
            return ""
        entry = entries[number - 1]
        identifier = entry.get("id") if isinstance(entry, dict) else None
        return identifier if isinstance(identifier, str) else ""


def _id_lines(text: str) -> dict[str, Iterator[int]]:
    """Return for each id the lines that state it, in the order of the file."""
    lines: dict[str, list[int]] = {}
    line, reached = 1, 0
    for found in _ID_LINE.finditer(text):
        line += text.count("\n", reached, found.start())
        reached = found.start()
        lines.setdefault(found[1], []).append(line)
    return {identifier: iter(numbers) for identifier, numbers in lines.items()}


def _entry_lines(
    value: Mapping[str, object], lines: Mapping[str, Iterator[int]]
) -> Iterator[tuple[tuple[str, int | None], int]]:
    for name, listed in value.items():
        for number, entry in enumerate(listed if isinstance(listed, list) else (), 1):
            identifier = entry.get("id") if isinstance(entry, dict) else None
            line = next(lines.get(identifier, iter(())), None) if isinstance(identifier, str) else None
            if line is not None:
                yield (name, number), line


def _split(location: Sequence[int | str]) -> tuple[str | None, int | None, str]:
    """Return list, number of the entry (from 1) and the key inside it."""
    if len(location) >= 2 and isinstance(location[1], int):
        return str(location[0]), location[1] + 1, _dotted(location[2:])
    if len(location) >= 2:
        return str(location[0]), None, _dotted(location[1:])
    return None, None, _dotted(location)


def _dotted(location: Sequence[int | str]) -> str:
    dotted = ""
    for step in location:
        dotted += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return shorten(dotted.lstrip("."))


def _class_at(root: type[BaseModel], location: Sequence[int | str]) -> type[BaseModel]:
    """Return the model class that holds the last key of ``location``."""
    current = root
    for step in location[:-1]:
        field = None if isinstance(step, int) else current.model_fields.get(str(step))
        if field is not None:
            current = _inner_model(field.annotation) or current
    return current


def _inner_model(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_inner_model, getattr(annotation, "__args__", ()))), None)


def _known_keys(cls: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in cls.model_fields.items()]


def _sentence(error: ErrorDetails, root: type[BaseModel], place: Message, key: str) -> Message:
    kind, value, context = error["type"], error["input"], error.get("ctx", {})
    said = {"place": place, "key": key, "value": shorten(value)}
    if kind.startswith("register."):
        return _own_sentence(kind, said, context)
    if kind == "extra_forbidden":
        near = nearest(str(error["loc"][-1]), _known_keys(_class_at(root, error["loc"])))
        return (
            message("register.unknown_key_near", near=near, **said)
            if near
            else message("register.unknown_key", **said)
        )
    if kind == "string_pattern_mismatch":
        return _pattern_sentence(said, value)
    if kind == "literal_error":
        expected = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
        return message("register.wrong_choice", expected=expected, **said)
    if kind in _OBJECTS and not key:
        return message("register.want_entry", **said)
    return message(_PLAIN.get(kind, "register.wrong_value"), **said)


def _own_sentence(kind: str, said: dict[str, object], context: Mapping[str, object]) -> Message:
    values = said | {name: shorten(item) if isinstance(item, str) else item for name, item in context.items()}
    known = values.pop("known", None)
    if isinstance(known, list):
        values["known"] = ", ".join(known) or "–"
    return message(kind, **values)


def _pattern_sentence(said: dict[str, object], value: object) -> Message:
    if str(said["key"]).endswith("ags"):
        return message("register.bad_ags", **said)
    try:
        return message("register.bad_id_near", near=slugify(str(value)[:200]), **said)
    except ValueError:
        return message("register.bad_id", **said)


def translate(error: PydanticError, root: type[BaseModel], places: Places) -> list[Message]:
    """Return one sentence of the catalogue for each fault pydantic found."""
    sentences = []
    for detail in error.errors(include_url=False)[:MOST_FINDINGS]:
        name, number, key = _split(detail["loc"])
        sentences.append(_sentence(detail, root, places.place(name, number), key))
    return sentences


def invalid(findings: Sequence[Message], total: int | None = None) -> ValidationError:
    """Return the error for ``findings``: the first in full, the number of the others.

    Parameters
    ----------
    findings : sequence of Message
        At least one; those past :data:`MOST_FINDINGS` are counted only.
    total : int, optional
        How many faults there are if ``findings`` are not all.
    """
    more = (total or len(findings)) - 1
    told = findings[:MOST_FINDINGS]
    if not more:
        return ValidationError("register.invalid", told, first=told[0])
    return ValidationError("register.invalid_more", told, first=told[0], more=more)
