"""A first mapping file for a table nobody has mapped yet, to be edited by a person."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from querbezug.graph.readers.generic_table.model import COMMON_KEYS, NEEDED, OWN_KEYS
from querbezug.graph.readers.generic_table.sniffing import Column, ColumnType, Description
from querbezug.ontology.strings import text

_WORD = re.compile(r"[\w.]+")
_USUAL = "idee"
_FEWEST_FLAGS = 3
_LISTS = frozenset({"kategorien", "handlungsfelder"})
_UNUSED = frozenset({ColumnType.PERSONAL, ColumnType.EMPTY})


def draft_mapping(description: Description) -> str:
    """Return a mapping file for the table, with comments in German.

    It can be used as it is: what is clear from the names and values of the columns is mapped, the
    other columns are listed to be mapped or passed over.

    Examples
    --------
    The beginning of a draft::

        # Abbildung für „ideen.csv“ …
        format: tabelle
        version: "1"
    """
    art = _kind_of_rows(description)
    chosen = _chosen(description, art)
    if NEEDED.get(art, "") not in {"", *chosen}:
        art = _USUAL
        chosen = _chosen(description, art)
    flags = _flags(description) if "kategorien" not in chosen and _has(art, "kategorien") else []
    lines = [
        _comment("tables.draft-head", file=description.name),
        "format: tabelle",
        'version: "1"',
        *([f"blatt: {_quoted(description.sheet)}"] if description.sheet else []),
        _comment("tables.draft-records"),
        "datensaetze:",
        f"  - art: {art}  {_comment('tables.draft-kinds', kinds=', '.join(OWN_KEYS))}",
        *(f"    {key}: {_quoted(column.name)}{_remark(key)}" for key, column in chosen.items()),
        *_flag_lines(flags),
    ]
    used = {column.name for column in (*chosen.values(), *flags)}
    lines += _rest([column for column in description.columns if column.name not in used])
    return "\n".join(lines) + "\n"


def _has(art: str, key: str) -> bool:
    return key in COMMON_KEYS | OWN_KEYS[art]


def _kind_of_rows(description: Description) -> str:
    names = (description.name, *(column.name for column in description.columns))
    words = {word for name in names for word in _words(name)}
    kinds = _suggestions()["kinds"]
    return next(str(kind["art"]) for kind in kinds if not kind["words"] or words & set(kind["words"]))


def _chosen(description: Description, art: str) -> dict[str, Column]:
    """Return the column for each key that one suggests itself for."""
    chosen: dict[str, Column] = {}
    free = [column for column in description.columns if _is_usable(column)]
    for suggestion in _suggestions()["keys"]:
        key = _key_for(str(suggestion["key"]), art)
        found = next((column for column in free if _suggests(column, suggestion)), None)
        if key and found:
            chosen[key] = found
            free.remove(found)
    if ("breite" in chosen) != ("laenge" in chosen):
        free.append(chosen.pop("breite" if "breite" in chosen else "laenge"))
    _add_text(chosen, free, art)
    return chosen


def _key_for(key: str, art: str) -> str | None:
    if key == "text" and not _has(art, "text"):
        key = "beschreibung"
    return key if _has(art, key) else None


def _add_text(chosen: dict[str, Column], free: list[Column], art: str) -> None:
    """Choose a column for what a record cannot do without."""
    if "text" in chosen or ("bezeichnung" in chosen and art not in NEEDED):
        return
    key = "text" if _has(art, "text") else "bezeichnung"
    texts = [column for column in free if column.type is ColumnType.TEXT] or free
    if texts:
        chosen[key] = max(texts, key=lambda column: sum(map(len, column.samples)))
    elif "bezeichnung" in chosen:
        chosen[key] = chosen.pop("bezeichnung")
    elif chosen and not chosen.keys() & {"kennung", "adresse"}:
        chosen["bezeichnung"] = chosen.pop(next(iter(chosen)))


def _is_usable(column: Column) -> bool:
    return column.type not in _UNUSED and column.name.isprintable()


def _suggests(column: Column, suggestion: Mapping[str, Any]) -> bool:
    return column.type.value in suggestion["types"] and bool(_words(column.name) & set(suggestion["words"]))


def _words(name: str) -> set[str]:
    return {name.lower(), *_WORD.findall(name.lower())}


def _flags(description: Description) -> list[Column]:
    found = [column for column in description.columns if column.is_flag and _is_usable(column)]
    return found if len(found) >= _FEWEST_FLAGS else []


def _flag_lines(flags: list[Column]) -> Iterator[str]:
    if flags:
        yield "    kategorien:"
        yield "      merkmalsspalten:"
        yield from (f"        - {_quoted(column.name)}" for column in flags)


def _rest(columns: list[Column]) -> Iterator[str]:
    open_ones = [column for column in columns if _is_usable(column)]
    personal = [column for column in columns if column.type is ColumnType.PERSONAL]
    if open_ones:
        yield _comment("tables.draft-rest")
        yield from (f"# {_quoted(column.name)}: {column.type.message.text('de')}" for column in open_ones)
    if personal:
        names = ", ".join(_quoted(column.name) for column in personal)
        yield _comment("tables.draft-personal", columns=names)


def _remark(key: str) -> str:
    return f"  {_comment('tables.draft-list')}" if key in _LISTS else ""


def _quoted(name: str) -> str:
    """Return ``name`` as YAML writes any text: between quotation marks."""
    return json.dumps(name, ensure_ascii=False)


def _comment(key: str, /, **values: object) -> str:
    lines = text(key, "de", **values).splitlines()
    return "\n".join(f"# {''.join(char for char in line if char.isprintable())}" for line in lines)


@cache
def _suggestions() -> Mapping[str, list[Mapping[str, Any]]]:
    found: Mapping[str, list[Mapping[str, Any]]] = tomllib.loads(
        files(__package__).joinpath("draft.toml").read_text(encoding="utf-8")
    )
    return found
