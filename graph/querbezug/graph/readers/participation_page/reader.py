"""The reader of participation pages saved as text."""

from __future__ import annotations

from pathlib import PurePath

from querbezug.graph.errors import QuerbezugError, SourceError
from querbezug.graph.readers import privacy
from querbezug.graph.readers.base import Notice, ReadOptions, ReadResult, SourceFile, SourceInfo
from querbezug.graph.readers.decoding import Decoded, decode
from querbezug.graph.readers.participation_page.conversion import Conversion
from querbezug.graph.readers.participation_page.lines import LineInfo, Role, Sort
from querbezug.graph.readers.participation_page.page import Page
from querbezug.graph.readers.participation_page.parser import parse
from querbezug.graph.readers.participation_page.vocabulary import vocabulary
from querbezug.graph.readers.source_note import SourceNote, load_source_note
from querbezug.ontology.iris import slugify
from querbezug.ontology.strings import text

_LINES_TO_RECOGNISE = 300
_LONGEST_KEY = 120
FEWEST_SIGNS = 2
_TELLING_FACETS = 3
_VERBATIM_ROLES = frozenset({Role.FACET, Role.HEADING, Role.GOAL, Role.SUB_GOAL, Role.TAG})


class ParticipationPageReader:
    """Reads the text of a page on which citizens comment on goals, one line one comment."""

    name = "beteiligungsseite"
    version = "1"

    def recognises(self, source: SourceFile) -> bool:
        """Say whether the content has at least two marks of such a page."""
        try:
            lines = decode(source).lines
        except QuerbezugError:
            return False
        return (
            not _is_markup(lines) and signs(parse(lines[:_LINES_TO_RECOGNISE], vocabulary())) >= FEWEST_SIGNS
        )

    def read(self, source: SourceFile, options: ReadOptions = ReadOptions()) -> ReadResult:  # noqa: B008
        """Read all of ``source``, and the note beside it if it has a path.

        Raises
        ------
        querbezug.graph.errors.SourceError
            If it is not such a page, breaks off before the comments, or cannot be decoded.
        querbezug.graph.errors.ValidationError
            If the note beside it says something that cannot be.
        """
        decoded, page = _parsed(source)
        if signs(page) < FEWEST_SIGNS:
            raise SourceError("page.not-a-page", file=source.name)
        _check_complete(page, source.name, options)
        note = load_source_note(source.path) if source.path else None
        info = _info(source, page, note, options.source_key)
        conversion = Conversion(page, file=source.name, key=info.key, note=note)
        records = conversion.records()
        notices = [*decoded.notices, *page.notices, *conversion.notices]
        return ReadResult(info, records, tuple(sorted(notices, key=_by_line)))


def describe_lines(source: SourceFile) -> list[LineInfo]:
    """Say of each line of ``source`` what the reader takes it for.

    Every line of the file comes exactly once, in order. Personal data is masked, and a line that
    names an author has no text at all.

    Raises
    ------
    querbezug.graph.errors.SourceError
        If the bytes cannot be decoded, or are HTML or XML.
    """
    _, page = _parsed(source)
    comments = {comment.line: comment.text for comment in page.comments}
    described = []
    for line, role in zip(page.lines, page.roles, strict=True):
        shown = "" if role is Role.PERSONAL else comments.get(line.number, line.text)
        if role not in _VERBATIM_ROLES:
            shown = privacy.mask(shown).text
        described.append(LineInfo(line.number, role, shown))
    return described


def _parsed(source: SourceFile) -> tuple[Decoded, Page]:
    decoded = decode(source)
    lines = decoded.lines
    if _is_markup(lines):
        raise SourceError("reading.markup", file=source.name)
    return decoded, parse(lines, vocabulary())


def _is_markup(lines: list[str]) -> bool:
    first = next((line.lstrip() for line in lines if line.strip()), "")
    return first.startswith("<") and ">" in "".join(lines[:20])


def signs(page: Page) -> int:
    """Count the marks of a participation page; a long filter bar is as good as two."""
    facets = sum(role is Role.FACET for role in page.roles)
    themed = any(
        line.heading and role is Role.HEADING for line, role in zip(page.lines, page.roles, strict=True)
    )
    goal_placed = any(
        block.goals and (block.headings or (facets > 1 and block.comments)) for block in page.blocks
    )
    tagged = any(block.tagged and (block.headings or block.goals) for block in page.blocks)
    return (facets > 1) + (facets >= _TELLING_FACETS) + themed + goal_placed + tagged


def _check_complete(page: Page, file: str, options: ReadOptions) -> None:
    """Refuse a page that breaks off, unless the user wants what there is.

    Raises
    ------
    SourceError
        If there are no comments; the sentence says after which line they are missing.
    """
    if page.comments:
        return
    if not page.headings and not page.goals:
        marks = [
            line.number
            for line, role in zip(page.lines, page.roles, strict=True)
            if role not in {Role.EMPTY, Role.PASSED_OVER, Role.PERSONAL} or line.sort is Sort.FACET
        ]
        raise SourceError("page.only-facets", file=file, line=marks[-1])
    if options.allow_no_comments:
        return
    if page.goals:
        raise SourceError("page.no-comments", file=file, goals=len(page.goals), line=page.goals[-1].line)
    raise SourceError("page.only-heading", file=file, line=page.headings[-1].line)


def _info(source: SourceFile, page: Page, note: SourceNote | None, wanted_key: str | None) -> SourceInfo:
    return SourceInfo(
        key=wanted_key or (note.key if note else _key_from(source.name)),
        title=note.title if note else _title(source.name, page),
        file_name=source.name,
        sha256=source.sha256,
        reader=ParticipationPageReader.name,
        reader_version=ParticipationPageReader.version,
        url=note.url if note else None,
        publisher=note.publisher if note else None,
        license=note.license if note else None,
        rights=note.rights if note else None,
        date=note.date if note else None,
        note=note.note if note else None,
        key_is_guessed=note is None and wanted_key is None,
    )


def _key_from(file_name: str) -> str:
    try:
        return slugify(PurePath(file_name).stem, max_length=_LONGEST_KEY)
    except ValueError as error:
        raise SourceError("page.no-source-key", file=file_name) from error


def _title(file_name: str, page: Page) -> str:
    if not page.headings:
        return file_name
    key = "page.title" if len(page.headings) == 1 else "page.title-several"
    return text(key, "de", heading=page.headings[0].wording)


def _by_line(notice: Notice) -> int:
    return notice.line or 0
