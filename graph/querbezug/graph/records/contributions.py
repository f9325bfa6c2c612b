"""What people say: processes, ideas, examples, comments and the answers to them."""

from __future__ import annotations

from dataclasses import dataclass

from querbezug.graph.records.base import Record, Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Process(Record):
    """A Beteiligungsverfahren or one event of it."""

    begin: str | None = None
    end: str | None = None
    topic: str | None = None
    place: Ref | None = None
    region: Ref | None = None
    about: tuple[Ref, ...] = ()
    entries: int | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea(Record):
    """A proposal as content; ``expressed_in`` are the comments that say it.

    A proposal handed in on a platform brings its own wording (``text``, with personal data masked
    already) and its place (``latitude``, ``longitude``: WGS 84 degrees). ``supports`` and
    ``objections`` count the votes for and against it.
    """

    themes: tuple[Ref, ...] = ()
    goals: tuple[Ref, ...] = ()
    places: tuple[Ref, ...] = ()
    expressed_in: tuple[Ref, ...] = ()
    text: str | None = None
    redacted: bool = False
    process: Ref | None = None
    date: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    supports: int | None = None
    objections: int | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Example(Record):
    """A Beispiel von anderswo, known by its page or its place."""

    page: str | None = None
    places: tuple[Ref, ...] = ()
    themes: tuple[Ref, ...] = ()
    goals: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment(Record):
    """A comment in the wording of its source.

    ``text`` has personal data masked already; ``redacted`` says whether that was needed.
    ``about`` is what the source lists the comment under, ``reply_to`` the comment it answers.
    ``official`` comments were written by the administration or the platform's editors; they are
    answers to what they reply to, or else to what they are about. ``supports`` and ``objections``
    count the votes for and against it. ``alignment`` is the side its author took towards what it
    is about: 1 in favour, -1 against, ``None`` if the author declared none.
    """

    text: str
    sequence: int
    about: Ref | None = None
    process: Ref | None = None
    date: str | None = None
    redacted: bool = False
    reply_to: Ref | None = None
    official: bool = False
    supports: int | None = None
    objections: int | None = None
    alignment: int | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Response(Record):
    """An answer of the administration; ``outcome`` is a code of ``response-outcome``."""

    text: str
    responds_to: tuple[Ref, ...] = ()
    outcome: str | None = None
    date: str | None = None
