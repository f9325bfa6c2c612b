"""From bytes to a JSON object, with every limit kept before anything is built on it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NoReturn

from querbezug.graph.errors import SourceError
from querbezug.graph.readers.planning_register.model import FORMAT, VERSION

MAX_BYTES = 50_000_000
MAX_DEPTH = 50
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_MARK = re.compile(r'"format"\s*:\s*"' + FORMAT + '"')
_HEAD = 4_096

_REASONS = {
    "Expecting ',' delimiter": "register.json_comma",
    "Expecting property name enclosed in double quotes": "register.json_key",
    "Illegal trailing comma before end of object": "register.json_key",
    "Illegal trailing comma before end of array": "register.json_value",
    "Expecting ':' delimiter": "register.json_colon",
    "Expecting value": "register.json_value",
    "Extra data": "register.json_extra",
    "Invalid control character at": "register.json_control",
}


def decode(data: bytes) -> str:
    """Return the text of ``data``, which may be UTF-8, UTF-16 or UTF-32.

    Raises
    ------
    SourceError
        If it is empty, too large, or text in another encoding.
    """
    if len(data) > MAX_BYTES:
        raise SourceError(
            "register.too_large", megabytes=len(data) // 1_000_000, limit=MAX_BYTES // 1_000_000
        )
    if not data.strip():
        raise SourceError("register.empty_file")
    try:
        return data.decode(json.detect_encoding(data))
    except UnicodeDecodeError as error:
        raise SourceError("register.not_utf8", position=error.start + 1) from None


def parse(text: str) -> dict[str, object]:
    """Return the object that ``text`` holds.

    Raises
    ------
    SourceError
        If it is no JSON object, is cut off, nested too deep, or writes a key twice.
    """
    twice: list[tuple[str, object]] = []

    def build(pairs: list[tuple[str, object]]) -> dict[str, object]:
        built = dict(pairs)
        if len(built) < len(pairs):
            names = [name for name, _ in pairs]
            again = next(name for position, name in enumerate(names) if name in names[:position])
            twice.append((again, built.get("id")))
        return built

    try:
        value = json.loads(text, object_pairs_hook=build, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise _json_error(error) from None
    except RecursionError:
        raise SourceError("register.too_deep", limit=MAX_DEPTH) from None
    except ValueError:
        raise SourceError("register.number_too_long") from None
    if not isinstance(value, dict):
        raise SourceError("register.not_an_object")
    _check_content(value)
    if twice:
        name, owner = twice[0]
        _refuse_repeated(name, owner)
    return value


def _refuse_repeated(name: str, owner: object) -> NoReturn:
    if isinstance(owner, str):
        raise SourceError("register.repeated_key_in", name=shorten(name), id=shorten(owner))
    raise SourceError("register.repeated_key", name=shorten(name))


def _refuse_constant(name: str) -> NoReturn:
    raise SourceError("register.no_such_number", value=name)


def _json_error(error: json.JSONDecodeError) -> SourceError:
    end = len(error.doc.rstrip())
    if error.pos >= end or error.msg.startswith("Unterminated string"):
        line = error.doc.count("\n", 0, end) + 1
        return SourceError("register.truncated", line=line, column=end - error.doc.rfind("\n", 0, end))
    key = _REASONS.get(error.msg, "register.json_other")
    return SourceError(key, line=error.lineno, column=error.colno)


def _walk(value: object) -> Iterator[tuple[str, object, int]]:
    """Yield every value with its path and depth, without recursion."""
    stack: list[tuple[str, object, int]] = [("", value, 1)]
    while stack:
        path, current, depth = stack.pop()
        yield path, current, depth
        if isinstance(current, dict):
            stack.extend((f"{path}.{key}".lstrip("."), item, depth + 1) for key, item in current.items())
        elif isinstance(current, list):
            stack.extend((f"{path}[{number}]", item, depth + 1) for number, item in enumerate(current, 1))


def _check_content(value: object) -> None:
    """Refuse what no later step could store: too deep nesting, characters no text may hold."""
    for path, current, depth in _walk(value):
        if depth > MAX_DEPTH:
            raise SourceError("register.too_deep", limit=MAX_DEPTH)
        texts = current if isinstance(current, dict) else [current]
        for text in texts:
            found = _UNWANTED.search(text) if isinstance(text, str) else None
            if found:
                raise SourceError("register.bad_character", path=shorten(path), code=f"U+{ord(found[0]):04X}")


def check_format(value: dict[str, object]) -> None:
    """Make sure ``value`` says it is a Planungsregister of the version this reader knows.

    Raises
    ------
    SourceError
        If it does not.
    """
    if value.get("format") != FORMAT:
        raise SourceError("register.not_this_format", format=FORMAT)
    if value.get("version") != VERSION:
        raise SourceError("register.other_version", value=shorten(value.get("version")), version=VERSION)


def looks_like_register(data: bytes) -> bool:
    """Say whether ``data`` is a Planungsregister, or the beginning of one that was cut off."""
    try:
        text = decode(data)
    except SourceError:
        text = data[:_HEAD].decode("utf-8", errors="ignore").lstrip("\ufeff")
    if not text.lstrip().startswith("{") or not _MARK.search(text):
        return False
    try:
        return bool(json.loads(text).get("format") == FORMAT)
    except (ValueError, RecursionError):
        return _MARK.search(text, 0, _HEAD) is not None


def shorten(value: object, limit: int = 60) -> str:
    """Return ``value`` fit to be quoted in a sentence."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = _UNWANTED.sub("\ufffd", " ".join(text.split()))
    return text if len(text) <= limit else text[: limit - 1] + "…"
