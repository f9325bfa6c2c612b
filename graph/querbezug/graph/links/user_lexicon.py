"""Topics an installation adds to those that ship: a small TOML file, and the IRIs of what is in it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from querbezug.graph.errors import SourceError
from querbezug.ontology.iris import IriMinter, register_slug, slugify
from querbezug.ontology.terms import TOPIC
from querbezug.ontology.topics import Topic, topics

REGISTER = "lexikon"
"""Adopted topics have slugs as if a register of this name stated them, so none clashes with one."""

_KEYS = {"label": str, "broader": str, "words": list}


def topic_iri(minter: IriMinter, label: str) -> str:
    """Return the IRI of an adopted topic: it depends on nothing but its label.

    Raises
    ------
    SourceError
        If the label has neither a letter nor a digit.
    """
    try:
        return minter.thing("topic", register_slug(REGISTER, slugify(label)))
    except ValueError:
        raise SourceError("topics.no-label", label=label) from None


def with_adopted(text: str, minter: IriMinter, shipped: Iterable[Topic] | None = None) -> tuple[Topic, ...]:
    """Return the shipped topics and those of a lexicon file together.

    An entry whose label is that of a shipped topic adds its words to it; any other is a topic of its
    own.

    Parameters
    ----------
    text : str
        The file: ``[[topic]]`` with ``label``, and if wanted ``broader`` (the code of a shipped topic)
        and ``words``.
    minter : IriMinter
        Gives the adopted topics their IRIs.
    shipped : iterable of Topic, optional
        The topics to add to; those of the ontology unless told.

    Raises
    ------
    SourceError
        If the file is no TOML, an entry lacks its label or has what it should not, a broader topic
        is none that ships, or two labels give one IRI.
    """
    known = {topic.iri: topic for topic in (topics() if shipped is None else shipped)}
    by_label = {topic.label.casefold(): topic.iri for topic in known.values()}
    for number, entry in enumerate(_entries(text), start=1):
        label, broader, words = _checked(entry, number)
        iri = by_label.get(label.casefold()) or topic_iri(minter, label)
        if iri in known and label.casefold() not in by_label:
            raise SourceError("topics.twice", label=label, other=known[iri].label)
        if broader and f"{TOPIC}{broader}" not in known:
            raise SourceError("topics.unknown-broader", label=label, broader=broader)
        parent = f"{TOPIC}{broader}" if broader else None
        old = known.get(iri) or Topic(iri, label, parent, names={"de": label})
        known[iri] = replace(old, words=tuple(dict.fromkeys((*old.words, *words))))
        by_label[label.casefold()] = iri
    return tuple(known[iri] for iri in sorted(known))


def _entries(text: str) -> list[Mapping[str, Any]]:
    try:
        entries = tomllib.loads(text).get("topic", [])
    except tomllib.TOMLDecodeError as error:
        raise SourceError("topics.no-toml", problem=str(error)) from None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise SourceError("topics.no-entries")
    return entries


def _checked(entry: Mapping[str, Any], number: int) -> tuple[str, str, tuple[str, ...]]:
    """Return label, broader topic and words of an entry."""
    for key, value in entry.items():
        if key not in _KEYS or not isinstance(value, _KEYS[key]):
            raise SourceError("topics.bad-field", number=number, field=key)
    label = " ".join(entry.get("label", "").split())
    if not label:
        raise SourceError("topics.bad-field", number=number, field="label")
    words = entry.get("words", [])
    if not all(isinstance(word, str) and word.strip() for word in words):
        raise SourceError("topics.bad-field", number=number, field="words")
    return label, entry.get("broader", ""), tuple(" ".join(word.split()) for word in words)


def entry_of(label: str, broader: str | None = None, words: Iterable[str] = ()) -> str:
    """Return an entry for a lexicon file, to be put at its end.

    Parameters
    ----------
    label : str
        The topic's name.
    broader : str, optional
        IRI or code of the broader topic.
    words : iterable of str
        Other words and forms.
    """
    lines = ["[[topic]]", f"label = {_quoted(label)}"]
    if broader:
        lines.append(f"broader = {_quoted(broader.removeprefix(TOPIC))}")
    listed = [word for word in dict.fromkeys(words) if word != label]
    if listed:
        lines.append(f"words = [{', '.join(map(_quoted, listed))}]")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    # A JSON string is a TOML string, but for the one control character that JSON lets stand.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
