"""The one catalogue of sentences people read, German first, English beside it.

The sentences live in the ``*.toml`` files of this folder so that anybody can mend them
without touching Python. A :class:`Message` names a sentence and what to put into it; the
door that shows it picks the language.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal, Protocol, runtime_checkable

Lang = Literal["de", "en"]

LANGUAGES: tuple[Lang, ...] = ("de", "en")


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Return every sentence as ``{"area.key": {"de": ..., "en": ...}}``."""
    sentences: dict[str, Mapping[str, str]] = {}
    for entry in sorted(files(__name__).iterdir(), key=lambda item: item.name):
        if not entry.name.endswith(".toml"):
            continue
        area = entry.name.removesuffix(".toml")
        for key, texts in tomllib.loads(entry.read_text(encoding="utf-8")).items():
            sentences[f"{area}.{key}"] = texts
    return sentences


def text(key: str, lang: Lang = "de", /, **values: object) -> str:
    """Return the sentence ``key`` in ``lang`` with ``values`` filled in.

    Parameters
    ----------
    key : str
        ``area.name``, the file's name and the key in it.
    lang : {"de", "en"}
        The language wanted.
    **values : object
        What the sentence's ``{placeholders}`` stand for.

    Raises
    ------
    KeyError
        If the catalogue has no such sentence, or a placeholder has no value.
    """
    return catalogue()[key][lang].format(**values)


@runtime_checkable
class Told(Protocol):
    """Anything that has its words in each language: a message, a number, a list of names."""

    def text(self, lang: Lang = "de") -> str:
        """Return the words in ``lang``."""


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence of the catalogue together with its values, not yet in a language."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, lang: Lang = "de") -> str:
        """Return the sentence in ``lang``; what has words of its own among its values follows suit."""
        values = {
            name: value.text(lang) if isinstance(value, Told) else value
            for name, value in self.values.items()
        }
        return text(self.key, lang, **values)

    def __str__(self) -> str:
        return self.text("de")


def message(key: str, /, **values: object) -> Message:
    """Return the :class:`Message` ``key`` with ``values``."""
    return Message(key, values)
