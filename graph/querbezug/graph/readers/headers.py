"""Columns whose headers a platform writes in the language of whoever exports."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files


def plain_header(header: str) -> str:
    """Return ``header`` as it is compared: composed, in small letters, with single blanks."""
    return " ".join(unicodedata.normalize("NFC", header).split()).casefold()


class Headers:
    """Which field a header names, whatever its language.

    Parameters
    ----------
    names : mapping of str to iterable of str
        Each field and the headers it is known by.
    """

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        self._fields = {plain_header(name): field for field, known in names.items() for name in known}

    @classmethod
    def of(cls, package: str, file: str = "headers.toml") -> Headers:
        """Return the headers listed under ``[headers]`` in a data file of ``package``."""
        return cls(table_of_words(package, file)["headers"])

    def field(self, header: str) -> str | None:
        """Return the field ``header`` names."""
        return self._fields.get(plain_header(header))

    def fields(self, headers: Iterable[str]) -> frozenset[str]:
        """Return the fields that ``headers`` name."""
        return frozenset(field for header in headers if (field := self.field(header)))

    def columns(self, headers: Iterable[str]) -> dict[str, str]:
        """Return the column of each field; the first one where two columns name the same."""
        found: dict[str, str] = {}
        for header in headers:
            if field := self.field(header):
                found.setdefault(field, header)
        return found


@cache
def table_of_words(package: str, file: str) -> Mapping[str, Mapping[str, list[str]]]:
    """Return the tables of lists of words in a data file of ``package``."""
    return tomllib.loads(files(package).joinpath(file).read_text(encoding="utf-8"))


def words(package: str, file: str, table: str) -> Mapping[str, str]:
    """Return what each word of ``table`` means, the words as :func:`plain_header` writes them."""
    entries = table_of_words(package, file)[table]
    return {plain_header(word): meaning for meaning, known in entries.items() for word in known}
