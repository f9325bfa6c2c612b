"""What the readers of exports know of a source besides its content: identity, place, rights."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from querbezug.graph.errors import SourceError
from querbezug.graph.gazetteer import gazetteer
from querbezug.graph.readers.base import ReadOptions, SourceFile, SourceInfo
from querbezug.graph.readers.keys import host_scope, local_id
from querbezug.graph.readers.source_note import SourceNote, load_source_note
from querbezug.graph.records import Kind, PlanDocument, Process, Ref
from querbezug.ontology.iris import slugify

_LONGEST_KEY = 120


@dataclass(frozen=True, slots=True)
class SourceContext:
    """What is known of a source before its content is read.

    Attributes
    ----------
    source : SourceFile
        The file itself.
    key : str
        Identity of the source.
    note : SourceNote or None
        What the file beside it says (``X.csv.quelle.json``).
    key_is_guessed : bool
        Whether the key merely comes from the file's name.
    """

    source: SourceFile
    key: str
    note: SourceNote | None = None
    key_is_guessed: bool = False

    @classmethod
    def of(cls, source: SourceFile, options: ReadOptions) -> SourceContext:
        """Find out what is known of ``source``.

        Raises
        ------
        querbezug.graph.errors.SourceError
            If no key can be made from the file's name, or the note is broken.
        querbezug.graph.errors.ValidationError
            If the note says something that cannot be.
        """
        note = load_source_note(source.path) if source.path else None
        if note and note.municipality:
            _check_municipality(note, source)
        key = options.source_key or (note.key if note else _key_from(source.name))
        return cls(source, key, note, key_is_guessed=note is None and options.source_key is None)

    @property
    def municipality(self) -> Ref | None:
        """The municipality all of the source is about, where the note says so."""
        return self.note.municipality if self.note else None

    @property
    def places(self) -> tuple[Ref, ...]:
        """The municipality as a planning area: one reference or none."""
        return (self.municipality,) if self.municipality else ()

    def title(self, fallback: str | None = None) -> str:
        """Return what the source is called: by its note, else ``fallback``, else its file."""
        return self.note.title if self.note else fallback or self.source.name

    def scope(self, *addresses: str | None) -> str:
        """Return the scope of the platform's numbers, so that two exports of it meet.

        The note's ``plattform`` counts first, then the host of the first of ``addresses`` that has
        one; without either, the numbers hold for this source alone.
        """
        for address in (self.note.platform if self.note else None, *addresses):
            scope = host_scope(address) if address else None
            if scope:
                return scope
        return self.key

    def thing(self, kind: Kind, scope: str, *parts: str | int) -> Ref:
        """Return the reference to the thing a platform numbers: ``scope/measure-12``."""
        return Ref(kind, f"{scope}/{local_id(*parts)}")

    def worded(self, kind: Kind, wording: str, scope: str | None = None) -> Ref:
        """Return the reference to a thing known by its wording only (a category, say)."""
        return Ref(kind, f"{scope or self.key}#{wording}")

    def info(
        self, reader: str, version: str, *, title: str | None = None, url: str | None = None
    ) -> SourceInfo:
        """Return the description of the source."""
        note = self.note
        return SourceInfo(
            key=self.key,
            title=self.title(title),
            file_name=self.source.name,
            sha256=self.source.sha256,
            reader=reader,
            reader_version=version,
            url=(note.url if note else None) or url,
            publisher=note.publisher if note else None,
            license=note.license if note else None,
            rights=note.rights if note else None,
            date=note.date if note else None,
            note=note.note if note else None,
            key_is_guessed=self.key_is_guessed,
        )

    def process(self) -> Ref:
        """Return the participation process the contributions were handed in to."""
        if self.note and self.note.process:
            return self.note.process
        return Ref(Kind.PROCESS, f"{self.key}/verfahren")

    def process_record(self, ref: Ref, title: str | None = None) -> Iterator[Process]:
        """Yield the description of the process ``ref``, unless a register describes it."""
        if not (self.note and self.note.process == ref):
            page = self.note.url if self.note else None
            yield Process(ref=ref, label=self.title(title), region=self.municipality, page=page)

    def plan(self) -> Ref:
        """Return the plan that measures and goals of the source belong to."""
        if self.note and self.note.plan:
            return self.note.plan
        return Ref(Kind.PLAN, f"{self.key}/plan")

    def plan_record(self, ref: Ref, title: str | None = None) -> Iterator[PlanDocument]:
        """Yield the description of the plan ``ref``, unless a register describes it."""
        if not (self.note and self.note.plan == ref):
            yield PlanDocument(ref=ref, label=self.title(title), region=self.municipality)


def _check_municipality(note: SourceNote, source: SourceFile) -> None:
    key = note.municipality.key.removeprefix("ags:") if note.municipality else ""
    if gazetteer().by_ags(key) is None:
        raise SourceError("reading.unknown-municipality", file=source.name, key=key)


def _key_from(file_name: str) -> str:
    try:
        return slugify(PurePath(file_name).stem, max_length=_LONGEST_KEY)
    except ValueError as error:
        raise SourceError("reading.no-source-key", file=file_name) from error
