"""The note beside a source that cannot speak for itself: ``X.txt.quelle.json`` beside ``X.txt``.

A page knows neither its rights nor which register its wordings belong to, and an export knows
neither its municipality nor its licence; the note says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ConfigDict, Field
from pydantic import ValidationError as PydanticError

from querbezug.graph.errors import SourceError, ValidationError
from querbezug.graph.readers.planning_register.entry import ANY_KIND, Strict
from querbezug.graph.readers.planning_register.fields import (
    Address,
    Date,
    Identifier,
    Name,
    OfficialKey,
    Prose,
    Reference,
)
from querbezug.graph.readers.planning_register.parsing import decode, parse
from querbezug.graph.readers.planning_register.problems import Places, translate
from querbezug.graph.readers.planning_register.references import (
    ALLIANCE,
    REGION,
    References,
    UnresolvedReferenceError,
)
from querbezug.graph.records import Kind, Ref
from querbezug.ontology.strings import Message, message

SUFFIX = ".quelle.json"
_REFERENCES: Mapping[str, Kind] = {"plan": Kind.PLAN, "beteiligung": Kind.PROCESS}


class SourceNoteFile(Strict):
    """The note as it is written."""

    model_config = ConfigDict(title="Quellenangabe")

    kennung: Identifier
    titel: Name
    url: Address | None = None
    herausgeber: Name | None = None
    lizenz: Name | None = None
    rechte: Prose | None = None
    datum: Date | None = None
    hinweis: Prose | None = None
    gemeinde: OfficialKey | None = None
    plattform: Address | None = None
    verbund: Identifier | None = None
    plan: Reference | None = None
    beteiligung: Reference | None = None
    entsprechungen: dict[Name, Reference] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNote:
    """What the note says.

    Attributes
    ----------
    key : str
        Identity of the source.
    municipality : Ref or None
        The municipality all of the source is about.
    platform : str or None
        Address of the platform whose numbers the source uses.
    cooperation, region : Ref or None
        The Verbund whose register the source belongs to, and its area.
    plan, process : Ref or None
        The plan spoken of, and the participation process the comments were handed in to.
    correspondences : mapping of str to Ref
        Wordings of the page and the things of a register they name.
    """

    key: str
    title: str
    url: str | None = None
    publisher: str | None = None
    license: str | None = None
    rights: str | None = None
    date: str | None = None
    note: str | None = None
    municipality: Ref | None = None
    platform: str | None = None
    cooperation: Ref | None = None
    region: Ref | None = None
    plan: Ref | None = None
    process: Ref | None = None
    correspondences: Mapping[str, Ref] = field(default_factory=dict)

    def correspondence(self, *wordings: str) -> Ref | None:
        """Return the thing the first known one of ``wordings`` names.

        Blanks, bullets and upper or lower case make no difference.
        """
        known = {_plain(wording): ref for wording, ref in self.correspondences.items()}
        return next((known[plain] for plain in map(_plain, wordings) if plain in known), None)


def _plain(wording: str) -> str:
    return " ".join(wording.split()).lstrip("-–•* ").casefold()


def note_path(source: Path) -> Path:
    """Return where the note of ``source`` stands if it has one."""
    return source.with_name(source.name + SUFFIX)


def load_source_note(source: Path) -> SourceNote | None:
    """Return the note beside ``source``, or ``None`` if there is none.

    Parameters
    ----------
    source : Path
        The source itself, not the note.

    Raises
    ------
    SourceError
        If the note is no complete JSON object.
    ValidationError
        If it says something that cannot be.
    OSError
        If it cannot be read.
    """
    path = note_path(source)
    if not path.is_file():
        return None
    try:
        text = decode(path.read_bytes())
        value = parse(text)
    except SourceError as error:
        raise SourceError("register.note_unreadable", file=path.name, fault=error.message) from None
    try:
        note = SourceNoteFile.model_validate(value)
    except PydanticError as error:
        raise _invalid(path, translate(error, SourceNoteFile, Places(text, value))) from None
    return _resolved(note, path)


def _invalid(path: Path, findings: list[Message]) -> ValidationError:
    if len(findings) == 1:
        return ValidationError("register.note_invalid", findings, file=path.name, first=findings[0])
    more = len(findings) - 1
    return ValidationError(
        "register.note_invalid_more", findings, file=path.name, first=findings[0], more=more
    )


def _resolved(note: SourceNoteFile, path: Path) -> SourceNote:
    found: dict[str, Ref] = {}
    findings: list[Message] = []
    for name, written, kinds in _written(note):
        try:
            found[name] = References().resolve(written, kinds)
        except UnresolvedReferenceError as problem:
            place = message("register.at_head")
            findings.append(message("register.in_key", place=place, key=name, fault=problem.message))
    if findings:
        raise _invalid(path, findings)
    alliance = note.verbund
    return SourceNote(
        key=note.kennung,
        title=note.titel,
        url=note.url,
        publisher=note.herausgeber,
        license=note.lizenz,
        rights=note.rechte,
        date=note.datum,
        note=note.hinweis,
        municipality=Ref(Kind.PLACE, f"ags:{note.gemeinde}") if note.gemeinde else None,
        platform=note.plattform,
        cooperation=Ref(Kind.COOPERATION, f"{alliance}/{ALLIANCE}") if alliance else None,
        region=Ref(Kind.REGION, f"{alliance}/{REGION}") if alliance else None,
        plan=found.get("plan"),
        process=found.get("beteiligung"),
        correspondences={wording: found[f"entsprechungen.{wording}"] for wording in note.entsprechungen},
    )


def _written(note: SourceNoteFile) -> Iterator[tuple[str, str, tuple[Kind, ...]]]:
    for name, kind in _REFERENCES.items():
        value = getattr(note, name)
        if value is not None:
            yield name, value, (kind,)
    for wording, value in note.entsprechungen.items():
        yield f"entsprechungen.{wording}", value, ANY_KIND
