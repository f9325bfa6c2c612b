"""Which columns hold personal data, told by their names alone."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_BETWEEN = re.compile(r"[\s_\-.:()]+")


@dataclass(frozen=True, slots=True)
class _Patterns:
    names: frozenset[str]
    starts: tuple[str, ...]
    words: frozenset[str]


@cache
def _patterns() -> _Patterns:
    table = tomllib.loads(files(__package__).joinpath("personal_columns.toml").read_text(encoding="utf-8"))
    return _Patterns(frozenset(table["names"]), tuple(table["starts"]), frozenset(table["words"]))


def is_personal(column: str) -> bool:
    """Say whether the column called ``column`` holds names or addresses of persons.

    Examples
    --------
    >>> is_personal("author/name"), is_personal("Kontakt E-Mail"), is_personal("Name")
    (True, True, False)
    """
    patterns = _patterns()
    plain = _BETWEEN.sub(" ", column).strip().casefold()
    spaced = plain.replace("/", " ")
    if plain in patterns.names or spaced in patterns.names:
        return True
    if any(spaced.startswith(f"{start} ") for start in patterns.starts):
        return True
    return not patterns.words.isdisjoint(spaced.replace("e mail", "email").split())
