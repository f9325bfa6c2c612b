"""Decidim's cells: languages, lists, numbers, and the marks its exporter leaves in them."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from querbezug.graph.readers.keys import is_address
from querbezug.graph.readers.tables import Row

LONGEST_TITLE = 80

_LANGUAGE = re.compile(r"(?!url\Z)[a-z]{2,3}(?:[-_][a-z]{2,4})?", re.IGNORECASE)
_MACHINE = "machine_translations/"
_PREFERRED = ("de", "en")
# The exporter puts an apostrophe before what a spreadsheet would take for a formula.
_GUARD = re.compile(r"'(?=[=+\-@])")
_WHOLE = re.compile(r"(\d{1,18})(?:[.,]0+)?")
_TRUE = frozenset({"true", "t", "1", "ja", "yes", "wahr"})
_ADDRESS_BREAK = re.compile(r",\s+(?=https?://)|\s+", re.IGNORECASE)
# A list of hashes as Ruby prints it: {"de"=>"Wärme", "en"=>"Heat"}, {"de"=>"Verkehr"}
_HASH = re.compile(r"\{[^{}]*\}")
_PAIR = re.compile(r'"((?:[^"\\]|\\.)*)"\s*=>\s*"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text in the best language there is, and where it stood.

    Attributes
    ----------
    language : str
        Code of the language; empty where the column names none.
    is_machine : bool
        Whether a machine translated it.
    """

    text: str = ""
    column: str | None = None
    language: str = ""
    is_machine: bool = False

    @property
    def is_german(self) -> bool:
        """Whether it is in German, or the column does not say."""
        return not self.language or _rank(self.language) == 0


# The address of a process or of a thread's root stands in row after row.
_is_address = lru_cache(maxsize=4096)(is_address)


def _rank(language: str) -> int:
    head = re.split("[-_]", language.lower())[0]
    return _PREFERRED.index(head) if head in _PREFERRED else len(_PREFERRED)


@lru_cache(maxsize=4096)
def _spoken_columns(columns: tuple[str, ...], base: str) -> tuple[Spoken, ...]:
    """Return the columns that may hold ``base``, best first."""
    found: list[tuple[bool, int, Spoken]] = []
    for column in columns:
        if column == base:
            found.append((False, -1, Spoken(column=column)))
            continue
        if not column.startswith(f"{base}/"):
            continue
        language = column[len(base) + 1 :]
        is_machine = language.startswith(_MACHINE)
        language = language.removeprefix(_MACHINE)
        if _LANGUAGE.fullmatch(language):
            found.append((is_machine, _rank(language), Spoken("", column, language, is_machine)))
    return tuple(entry for _, _, entry in sorted(found, key=lambda item: item[:2]))


def spoken(row: Row, base: str) -> Spoken:
    """Return the text of ``base`` in German, else English, else the first language that has one.

    The columns are ``base`` itself (one language only), ``base/de``, ``base/en`` and so on; what a
    machine translated (``base/machine_translations/de``) counts only where nobody wrote anything.
    """
    for entry in _spoken_columns(tuple(row.cells), base):
        text = plain(row.text(entry.column or base))
        if text:
            return Spoken(text, entry.column, entry.language, entry.is_machine)
    return Spoken()


def plain(cell: str) -> str:
    """Return ``cell`` without the apostrophe that guards against formulas."""
    return _GUARD.sub("", cell, count=1) if cell[:1] == "'" else cell


def bases(columns: Iterable[str]) -> frozenset[str]:
    """Return what stands before the first ``/`` of each column, and the columns themselves."""
    return frozenset(name for column in columns for name in (column, column.partition("/")[0]))


def identifier(row: Row, *columns: str) -> str:
    """Return a number that Decidim gave, or an empty text; ``12.0`` of a spreadsheet is ``12``."""
    cell = row.text(*columns)
    whole = _WHOLE.fullmatch(cell)
    return str(int(whole[1])) if whole else cell


def identifiers(row: Row, column: str) -> tuple[str, ...]:
    """Return the numbers of a list cell."""
    wholes = ((_WHOLE.fullmatch(value), value) for value in row.values(column))
    return tuple(str(int(whole[1])) if whole else value for whole, value in wholes)


def is_true(row: Row, column: str) -> bool:
    """Say whether a yes-or-no cell says yes."""
    return row.text(column).lower() in _TRUE


def address(row: Row, *columns: str) -> str | None:
    """Return the web address in the first of ``columns`` that is not empty, if it is one."""
    cell = row.text(*columns)
    return cell if _is_address(cell) else None


def addresses(row: Row, column: str) -> tuple[str, ...]:
    """Return the web addresses of a list cell; one may have a comma in it."""
    cell = row.cells.get(column, "")
    parts = cell if isinstance(cell, tuple) else _ADDRESS_BREAK.split(cell)
    return tuple(dict.fromkeys(part for raw in parts if _is_address(part := raw.strip().rstrip(","))))


def names(row: Row, base: str) -> tuple[str, ...]:
    """Return the names of a list of things, as far as the cells themselves tell them apart.

    JSON has one object or text per thing; a table has them in one cell, joined with ``", "`` (then
    the whole cell is one element here), or as Ruby prints a list of hashes.
    """
    numbered = _numbered(row, base)
    if numbered:
        return numbered
    best = spoken(row, base)
    cell = row.cells.get(best.column or base, "")
    if isinstance(cell, tuple):
        return tuple(text for each in cell if (text := each.strip()))
    return _printed_hashes(best.text) or ((best.text,) if best.text else ())


def _numbered(row: Row, base: str) -> tuple[str, ...]:
    """Return the names in ``base/0``, ``base/1/de`` …; one that is empty keeps its place."""
    columns = tuple(row.cells)
    found: list[str] = []
    while _spoken_columns(columns, f"{base}/{len(found)}"):
        found.append(spoken(row, f"{base}/{len(found)}").text)
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def _printed_hashes(text: str) -> tuple[str, ...]:
    """Return the names in hashes as Ruby prints them: one per hash, German preferred."""
    found: list[str] = []
    for printed in _HASH.findall(text) if "=>" in text else ():
        written = [(language, name) for language, name in _PAIR.findall(printed) if name.strip()]
        if written:
            best = min(written, key=lambda pair: _rank(pair[0]))[1]
            found.append(_ESCAPE.sub(r"\1", best).strip())
    return tuple(found)


def first_words(text: str) -> str:
    """Return the first words of ``text`` as a title of at most :data:`LONGEST_TITLE` characters."""
    words = " ".join(text.split())
    if len(words) <= LONGEST_TITLE:
        return words
    short = textwrap.shorten(words, LONGEST_TITLE, placeholder=" …")
    return short if short.strip(" …") else f"{words[: LONGEST_TITLE - 1]}…"
