"""What the exports of DIPAS share: numbers, categories, types of contribution, keywords."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from querbezug.graph.readers.base import Notice
from querbezug.graph.readers.context import SourceContext
from querbezug.graph.readers.keys import host_scope, is_address, url_ref
from querbezug.graph.readers.wording import label, plain_text
from querbezug.graph.records import AnyRecord, Kind, Origin, Process, Ref, Theme
from querbezug.ontology.strings import text

Items = Iterator[AnyRecord | Notice]

_NOTHING = frozenset({"", "none", "-", "null"})
_BETWEEN = re.compile(r"[,;\n]")
_NO_SUBJECT = frozenset({"(no subject)", "(kein betreff)"})
_LONGEST_NUMBER = 200


class Platform:
    """One file's view of the platform: how it numbers things, and which themes were told already."""

    def __init__(self, context: SourceContext) -> None:
        self.context = context
        self.sequence = 0
        self._told: set[Ref] = set()

    def scope(self, address: str = "", project: str = "") -> str:
        """Return the scope of the numbers: all projects of an installation share it.

        A project has a host of its own (``project.example.org``); its name falls away.
        """
        return self.context.scope(_without_project(address, project))

    def idea(self, scope: str, number: str) -> Ref:
        """Return the contribution with this number (``Node ID``, ``id``, ``nid``)."""
        return self.context.thing(Kind.IDEA, scope, "contribution", number)

    def comment(self, scope: str, contribution: str, number: str) -> Ref:
        """Return the comment with this number below a contribution."""
        return self.context.thing(Kind.COMMENT, scope, "contribution", contribution, "comment", number)

    def project(self, scope: str, name: str) -> Ref:
        """Return the process that the platform calls a project."""
        note = self.context.note
        if note and note.process:
            return note.process
        return self.context.thing(Kind.PROCESS, scope, "project", name)

    def other_names(self, ref: Ref, address: str, *parts: str) -> tuple[Ref, ...]:
        """Return by what else a thing is known: its page, and its number at its project's host."""
        if not is_address(address):
            return ()
        return (url_ref(ref.kind, address), *self.other_number(ref, address, *parts))

    def other_number(self, ref: Ref, address: str, *parts: str) -> tuple[Ref, ...]:
        """Return the number of a thing at its project's own host, where ``ref`` has another one."""
        host = host_scope(address) if is_address(address) else None
        there = self.context.thing(ref.kind, host, *parts) if host else ref
        return () if there == ref else (there,)

    def told_process(self, ref: Ref, title: str) -> Iterator[Process]:
        """Yield a process the file does not describe, once and unless a register describes it."""
        if self.is_new(ref):
            for record in self.context.process_record(ref, title or None):
                yield replace(record, inferred=frozenset({"label"}))

    def themes(
        self, scope: str, origin: Origin, category: object, rubric: object, keywords: object
    ) -> Iterator[Ref | Theme]:
        """Yield the themes of a contribution, each before its reference where it is new."""
        yield from self.theme(Kind.CATEGORY, scope, named(category, origin), origin)
        if name := named(rubric, origin):
            parent = text("dipas.rubric", "de")
            broader = self.context.worded(Kind.CATEGORY, parent, scope)
            if self.is_new(broader):
                yield Theme(ref=broader, label=parent, origin=origin)
            key = f"{parent}: {name}"
            yield from self.theme(Kind.CATEGORY, scope, name, origin, key=key, broader=broader)
        for word in listed(keywords):
            yield from self.theme(Kind.TOPIC, scope, named(word, origin), origin)

    def is_new(self, ref: Ref) -> bool:
        """Say whether ``ref`` is met for the first time in this file."""
        if ref in self._told:
            return False
        self._told.add(ref)
        return True

    def theme(
        self, kind: Kind, scope: str, name: str, origin: Origin, *, key: str = "", broader: Ref | None = None
    ) -> Iterator[Ref | Theme]:
        """Yield the reference to a theme known by its wording, after the theme itself if it is new."""
        if not name:
            return
        ref = self.context.worded(kind, key or name, scope)
        if self.is_new(ref):
            yield Theme(ref=ref, label=name, origin=origin, broader=broader)
        yield ref


def _without_project(address: str, project: str) -> str:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return address
    rest = host.removeprefix(f"{project.casefold()}.")
    return f"https://{rest}" if project and rest != host and "." in rest else address


def named(value: object, origin: Origin) -> str:
    """Return the name of a category, or ``""`` where the platform says that there is none."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("title") or value.get("label")
    if not isinstance(value, str) or value.strip().casefold() in _NOTHING:
        return ""
    return label(value, origin).text


def listed(value: object) -> list[object]:
    """Return the entries of a list, which may be written as JSON or with commas."""
    if isinstance(value, dict):
        return list(value.values())
    if isinstance(value, list | tuple):
        return list(value)
    if not isinstance(value, str):
        return []
    if value.lstrip()[:1] in ("[", "{"):
        try:
            return listed(json.loads(value))
        except (ValueError, RecursionError):
            return []
    return list(_BETWEEN.split(value))


def number_of(value: object) -> str:
    """Return the number of a thing as text, or ``""`` if it is none."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    plain = plain_text(str(value) if isinstance(value, str) or abs(value) < 1 << 64 else "").strip()
    return plain if len(plain) <= _LONGEST_NUMBER else ""


def votes(value: object) -> int | None:
    """Return a number of votes, or ``None``."""
    if isinstance(value, str):
        value = int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if 0 <= value < 1 << 31 and value == int(value) else None


def subject(title: object) -> str:
    """Return the heading of a comment; the platform's own words for "none" count as none."""
    if not isinstance(title, str) or title.strip().casefold() in _NO_SUBJECT:
        return ""
    return title
