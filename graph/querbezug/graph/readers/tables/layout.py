"""Whether a text is separated at all, by what, and where its header stands.

Prose has commas too: it is taken for a table only if the same number of them stands in row after
row and no blank follows most of them.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass

from querbezug.graph.readers.tables.header import LOOKED_AT, Header, extent, find_header

SEPARATORS = (";", "\t", ",", "|")

_SEP_LINE = re.compile(r'"?sep=(?P<separator>[;,|\t])"?[ \t]*(?:\r\n|\n|\r)', re.IGNORECASE)
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z")
_NAME = re.compile(r"[\w/.:()\[\]-]{1,60}")
_SENTENCE = re.compile(r"[.!?…]\Z")
_LONGEST_HEADING = 120
_SHARE_OF_PAIRS = 0.8
_SHARE = 0.5
_FEWEST_ROWS_OF_PROSE = 3
_PROSE_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is separated.

    Attributes
    ----------
    skipped : int
        How many lines there are up to the end of the header.
    """

    separator: str
    columns: tuple[str, ...]
    skipped: int


@dataclass(frozen=True, slots=True)
class _Sample:
    rows: list[list[str]]
    ends: list[int]


def layout_of(text: str) -> Layout | None:
    """Return how ``text`` (the beginning of a file) is separated; ``None`` if it is no table."""
    announced = _SEP_LINE.match(text)
    if announced:
        found = _layout(text[announced.end() :], announced["separator"], announced=True)
        return Layout(found[1].separator, found[1].columns, found[1].skipped + 1) if found else None
    candidates = [found for separator in SEPARATORS if (found := _layout(text, separator))]
    # The separator with the most even rows; among equals the one with more columns.
    best = max(candidates, key=lambda found: (found[0], len(found[1].columns)), default=None)
    return best[1] if best else None


def _layout(text: str, separator: str, *, announced: bool = False) -> tuple[float, Layout] | None:
    if separator not in text:
        return None
    sample = _sample(text, separator)
    header = find_header(sample.rows)
    if header is None or not _are_headings(header, separator):
        return None
    body = [row for row in sample.rows[header.index + 1 :] if extent(row)]
    share = _evenness(body, len(header.columns))
    if not announced and not _is_table(separator, header, [sample.rows[header.index], *body], share):
        return None
    return share, Layout(separator, header.columns, sample.ends[header.index])


def _sample(text: str, separator: str) -> _Sample:
    """Return the first rows and the line each ends on."""
    reader = csv.reader(_LINE.findall(text), delimiter=separator)
    rows: list[list[str]] = []
    ends: list[int] = []
    try:
        for row in reader:
            rows.append(row)
            ends.append(reader.line_num)
            if len(rows) > 4 * LOOKED_AT:
                break
    except csv.Error:
        pass  # a cell beyond the usual limit: what came before it tells enough
    return _Sample(rows, ends)


def _are_headings(header: Header, separator: str) -> bool:
    """Say whether the columns can be names: short, and no sentences."""
    if any(len(name) > _LONGEST_HEADING for name in header.columns):
        return False
    last = header.columns[-1]
    ends_sentence = bool(_SENTENCE.search(last)) and (" " in last or len(header.columns) == 2)
    return separator == "\t" or not ends_sentence


def _evenness(body: list[list[str]], wanted: int) -> float:
    """Return the share of the rows that have as many cells as the header, or empty ones besides."""
    if not body:
        return 1.0
    even = sum(extent(row) <= wanted <= len(row) for row in body)
    return even / len(body)


def _is_table(separator: str, header: Header, rows: list[list[str]], share: float) -> bool:
    """Say whether ``rows``, the header first, are those of a table."""
    body = rows[1:]
    names = all(_NAME.fullmatch(name) for name in header.columns)
    if not body:
        return names and len(header.columns) > 2
    if len(header.columns) == 2 and share < _SHARE_OF_PAIRS:
        return False
    if share < _SHARE:
        return False
    if separator in {",", "|"} and not (names and len(header.columns) > 2):
        return not _reads_like_prose(header, rows)
    return separator != ";" or len(header.columns) > 2 or names or len(body) > 1


def _reads_like_prose(header: Header, rows: list[list[str]]) -> bool:
    if len(header.columns) == 2 and len(rows) <= _FEWEST_ROWS_OF_PROSE:
        return True
    return _are_spaced(rows[:1]) or _are_spaced(rows)


def _are_spaced(rows: list[list[str]]) -> bool:
    """Say whether a blank follows most separators, as in a sentence."""
    cells = [cell for row in rows for cell in row[1:] if cell]
    spaced = sum(cell.startswith(" ") for cell in cells)
    return bool(cells) and spaced / len(cells) > _PROSE_SHARE
