"""The reader of saved web pages and of the text of such pages."""

from __future__ import annotations

from collections.abc import Sequence

from querbezug.graph.errors import QuerbezugError, SourceError
from querbezug.graph.readers.base import Notice, ReadOptions, ReadResult, SourceFile
from querbezug.graph.readers.context import SourceContext
from querbezug.graph.readers.decoding import decode
from querbezug.graph.readers.participation_page.lines import Role as LineRole
from querbezug.graph.readers.participation_page.parser import parse
from querbezug.graph.readers.participation_page.reader import FEWEST_SIGNS, signs
from querbezug.graph.readers.participation_page.vocabulary import vocabulary
from querbezug.graph.readers.web_page.blocks import Page
from querbezug.graph.readers.web_page.cleaning import clean
from querbezug.graph.readers.web_page.html_page import is_html, page_of_html
from querbezug.graph.readers.web_page.listed import listed_page, listed_records
from querbezug.graph.readers.web_page.records import Records
from querbezug.graph.readers.web_page.refusals import refusal, seems
from querbezug.graph.readers.web_page.shapes import Shape, shape_of
from querbezug.graph.readers.web_page.text_dump import MOST_LINES, page_of_text
from querbezug.graph.readers.wording import label
from querbezug.graph.records import AnyRecord, Goal, Idea, Kind, Measure, Origin, Ref, Theme

_LINES_TO_RECOGNISE = 2_000
_FEWEST_FACETS = 2
_SURE = 0.75
_STARTS_OF_DATA = ("{", "[", "@prefix", "@base", "PREFIX ")


class WebPageReader:
    """Reads pages of plans and of participation: as HTML, or as the text copied from them."""

    name = "webseite"
    version = "1"

    def recognises(self, source: SourceFile) -> bool:
        """Say whether the content is HTML, or text in one of the shapes."""
        try:
            text = decode(source).text
            if is_html(text):
                return True
            lines = text.split("\n", _LINES_TO_RECOGNISE)[:_LINES_TO_RECOGNISE]
            if text.lstrip()[:8].startswith(_STARTS_OF_DATA):
                return False
            page = clean(page_of_text(lines))
            shape = shape_of(page)
            return not _is_listed(lines, page, shape) and (shape is not None or _is_telling(page))
        except QuerbezugError:
            return False

    def read(self, source: SourceFile, options: ReadOptions = ReadOptions()) -> ReadResult:  # noqa: B008
        """Read all of ``source``, and the note beside it if it has a path.

        Raises
        ------
        querbezug.graph.errors.SourceError
            If the page has none of the known shapes; the sentence says what it seems to be.
        querbezug.graph.errors.ValidationError
            If the note beside it says something that cannot be.
        """
        decoded = decode(source)
        html = is_html(decoded.text)
        lines = [] if html else decoded.lines
        if len(lines) > MOST_LINES:
            raise SourceError("webpage.too-many-lines", file=source.name, most=MOST_LINES)
        page = clean(page_of_html(source.name, decoded.text) if html else page_of_text(lines))
        context = SourceContext.of(source, options)
        records, told = _converted(page, context)
        title = label(page.title, Origin()).text if page.title else None
        info = context.info(self.name, self.version, title=title, url=page.url)
        notices = (*decoded.notices, *page.notices, *told, *page.passed.notices())
        return ReadResult(info, records, sorted(notices, key=_by_line))


def _converted(page: Page, context: SourceContext) -> tuple[Sequence[AnyRecord], list[Notice]]:
    if page.html and not page.posts and (listed := listed_page(page)):
        return listed_records(listed, page, context)
    records = Records(context, (context.note.url if context.note else None) or page.url)
    about = _proposal(page, records)
    shape = shape_of(page) if about is None else None
    if shape:
        shape.records(page, records)
        about = _only_one(records)
    elif about is None and not page.posts:
        raise refusal(context.source.name, page)
    if page.posts and about is None:
        records.tell("webpage.about-unknown", page.posts[0].line, count=len(page.posts))
    records.comments(page.posts, about)
    page.pass_over_rest()
    return records.all, records.notices


def _proposal(page: Page, records: Records) -> Ref | None:
    """Add what a known website puts up for discussion."""
    said = page.proposal
    if said is None:
        return None
    taken = "\n".join((said.title, said.text, *said.categories))
    page.use(*(block for block in page.blocks if block.text in taken))
    themes = tuple(records.theme(Kind.CATEGORY, name, said.line) for name in said.categories)
    latitude, longitude = page.coordinates or (None, None)
    return records.idea(
        said.title,
        said.text,
        said.line,
        own_page=True,
        themes=themes,
        date=said.date,
        supports=said.supports,
        objections=said.objections,
        latitude=latitude,
        longitude=longitude,
    )


def _only_one(records: Records) -> Ref | None:
    """Return what comments below the page's content can only be about: its one idea, measure or goal."""
    for sort in (Idea, Measure, Goal, Theme):
        found = [
            record
            for record in records.all
            if isinstance(record, sort) and not (isinstance(record, Goal) and record.parent)
        ]
        if found:
            return found[0].ref if len(found) == 1 else None
    return None


def _is_listed(lines: list[str], page: Page, shape: Shape | None) -> bool:
    """Say whether the text is goals with bare comments, perhaps with a filter bar: another format."""
    listed = parse(lines, vocabulary())
    facets = sum(role is LineRole.FACET for role in listed.roles)
    if facets >= _FEWEST_FACETS:
        return True
    commented = bool(listed.comments) and signs(listed) >= FEWEST_SIGNS
    return commented and (shape is None or shape.recognise(page) < _SURE)


def _is_telling(page: Page) -> bool:
    """Say whether a text is for certain something that is refused with a sentence of its own."""
    return seems(page) in {"webpage.seems-news", "webpage.seems-teasers", "webpage.seems-facts"}


def _by_line(notice: Notice) -> int:
    return notice.line or 0
