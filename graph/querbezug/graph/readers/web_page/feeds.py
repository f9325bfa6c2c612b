"""Atom and RSS feeds: entries whose address says what they are; news is not taken for anything."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass

from querbezug.graph.errors import SourceError
from querbezug.graph.readers.base import Notice, ReadOptions, ReadResult, SourceFile
from querbezug.graph.readers.context import SourceContext
from querbezug.graph.readers.decoding import decode
from querbezug.graph.readers.keys import is_address, url_ref
from querbezug.graph.readers.tables.values import parse_date
from querbezug.graph.readers.web_page.blocks import Passed
from querbezug.graph.readers.web_page.sites import sites
from querbezug.graph.readers.wording import label, plain_text, wording
from querbezug.graph.records import AnyRecord, Decision, Idea, Kind, Origin, Paper, Ref

# RSS 1.0 is RDF/XML; only its namespace tells it from the RDF that has a reader of its own.
_ROOT = re.compile(r"<(?:\w{1,40}:)?(?:feed|rss|RDF(?=[^>]{0,4000}http://purl\.org/rss/1\.0/))[\s>]")
_ENTRY = re.compile(r"<(?:\w{1,40}:)?(?:entry|item)[\s>]")
_HEAD = 20_000
_DEEPEST = 200


@dataclass(frozen=True, slots=True)
class _Entry:
    title: str
    address: str
    page: str | None
    content: str
    date: str | None
    line: int | None


class FeedReader:
    """Reads the entries of a feed that are decisions, papers or ideas by their addresses."""

    name = "feed"
    version = "1"

    def recognises(self, source: SourceFile) -> bool:
        """Say whether the first element is that of a feed."""
        try:
            start = source.head[:_HEAD].decode("utf-8", errors="replace")
        except OSError:
            return False
        root = _after_prolog(start.lstrip("\ufeff"), skip_doctype=True)
        return bool(_ROOT.match(start.lstrip("\ufeff"), root))

    def read(self, source: SourceFile, options: ReadOptions = ReadOptions()) -> ReadResult:  # noqa: B008
        """Read all of ``source``.

        Raises
        ------
        querbezug.graph.errors.SourceError
            If it has a DOCTYPE, is no complete XML, or no entry is of a kind that is known.
        """
        decoded = decode(source)
        context = SourceContext.of(source, options)
        root = _parsed(source.name, decoded.text)
        title = label(_child_text(root, "title") or _child_text(_child(root, "channel"), "title"), Origin())
        conversion = _Conversion(context)
        for entry in _entries(root, decoded.text):
            conversion.add(entry)
        if not conversion.records:
            raise SourceError("webpage.feed-no-kind", file=source.name, entries=conversion.seen)
        notices = (*decoded.notices, *title.notices, *conversion.notices, *conversion.passed.notices())
        records = tuple(conversion.records.values())
        return ReadResult(context.info(self.name, self.version, title=title.text or None), records, notices)


class _Conversion:
    def __init__(self, context: SourceContext) -> None:
        self.records: dict[Ref, AnyRecord] = {}
        self.notices: list[Notice] = []
        self.passed = Passed()
        self.seen = 0
        self._context = context

    def add(self, entry: _Entry) -> None:
        self.seen += 1
        kind = _kind(entry.address)
        if kind is None or not entry.title:
            self.passed.add("entry", entry.line or self.seen)
            return
        ref = url_ref(kind, entry.address)
        if ref in self.records:
            self.passed.add("double", entry.line or self.seen)
            return
        said = label(entry.title, Origin(line=entry.line))
        self.notices += said.notices
        makers = {Kind.DECISION: self._decision, Kind.PAPER: self._paper, Kind.IDEA: self._idea}
        self.records[ref] = makers[kind](ref, said.text, entry)

    def _decision(self, ref: Ref, title: str, entry: _Entry) -> AnyRecord:
        lines = self._lines(entry)
        result = _find(sites().feeds.result, lines, "result")
        told = wording(result, Origin(line=entry.line)) if result else None
        self.notices += told.notices if told else ()
        return Decision(
            ref=ref,
            label=title,
            origin=Origin(line=entry.line),
            number=_find(sites().feeds.number, lines, "number"),
            date=parse_date(_find(sites().feeds.date, lines, "date") or ""),
            result=told.text if told else None,
            page=entry.page,
        )

    def _paper(self, ref: Ref, title: str, entry: _Entry) -> AnyRecord:
        return Paper(
            ref=ref,
            label=title,
            origin=Origin(line=entry.line),
            date=entry.date,
            page=entry.page,
            places=self._context.places,
        )

    def _idea(self, ref: Ref, title: str, entry: _Entry) -> AnyRecord:
        said = wording("\n".join(self._lines(entry)), Origin(line=entry.line))
        self.notices += said.notices
        return Idea(
            ref=ref,
            label=title,
            origin=Origin(line=entry.line),
            text=said.text or None,
            redacted=said.redacted,
            process=self._context.note.process if self._context.note else None,
            date=entry.date,
            page=entry.page,
            places=self._context.places,
        )

    def _lines(self, entry: _Entry) -> list[str]:
        """Return the lines of an entry's content that persons wrote."""
        kept = []
        for line in entry.content.split("\n"):
            plain = " ".join(line.split())
            if any(re.match(pattern, plain[:200], re.IGNORECASE) for pattern in sites().feeds.drop):
                self.passed.add("machine-written", entry.line or self.seen)
            elif plain:
                kept.append(plain)
        return kept


def _kind(address: str) -> Kind | None:
    return next((Kind(kind) for path, kind in sites().feeds.kinds if re.search(path, f"{address}/")), None)


def _find(pattern: str, lines: list[str], group: str) -> str | None:
    matches = (re.match(pattern, line) for line in lines)
    return next((match[group].strip() for match in matches if match), None)


def _after_prolog(text: str, *, skip_doctype: bool = False) -> int:
    """Return where the first element, or the DOCTYPE, begins."""
    position = 0
    ends = {"<?": "?>", "<!--": "-->"}
    while True:
        position += len(text[position:]) - len(text[position:].lstrip())
        start = next((mark for mark in ends if text.startswith(mark, position)), None)
        if start is None and skip_doctype and text.startswith("<!DOCTYPE", position):
            position = _after_doctype(text, position)
            continue
        end = text.find(ends[start], position + len(start)) if start else -1
        if start is None or end < 0:
            return position
        position = end + len(ends[start])


def _after_doctype(text: str, position: int) -> int:
    close, subset = text.find(">", position), text.find("[", position)
    if 0 <= subset < close:
        close = text.find("]", subset)
        close = text.find(">", close) if close >= 0 else -1
    return close + 1 if close >= 0 else len(text)


class _Tree(ET.TreeBuilder):
    """Builds the tree, but not one nested like no feed."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self._file = file
        self._depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> ET.Element:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise SourceError("webpage.feed-too-deep", file=self._file, most=_DEEPEST)
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> ET.Element:
        self._depth -= 1
        return super().end(tag)


def _parsed(file: str, text: str) -> ET.Element:
    if text.startswith("<!", _after_prolog(text)):
        raise SourceError("webpage.feed-doctype", file=file)
    # Without a DOCTYPE there are no entities. The text is decoded already; what its declaration
    # says of the encoding need not hold any more.
    plain = re.sub(r"\A\s*<\?xml[^>]{0,200}\?>", "", text)
    try:
        return ET.fromstring(plain, ET.XMLParser(target=_Tree(file)))  # noqa: S314
    except ET.ParseError as error:
        line, column = error.position
        raise SourceError("webpage.feed-broken", file=file, line=line, column=column + 1) from None


def _entries(root: ET.Element, text: str) -> Iterator[_Entry]:
    found = [element for element in root.iter() if _name(element) in {"entry", "item"}]
    starts = [match.start() for match in _ENTRY.finditer(text)]
    line, done = 1, 0
    for place, element in enumerate(found):
        if len(starts) == len(found):
            line += text.count("\n", done, starts[place])
            done = starts[place]
        yield _entry(element, line if len(starts) == len(found) else None)


def _entry(element: ET.Element, line: int | None) -> _Entry:
    links = [child for child in element if _name(child) == "link"]
    hrefs = [(link.get("href") or link.text or "").strip() for link in links if link.get("rel") != "self"]
    page = next((href for href in hrefs if _is_page(href)), None)
    number = _child_text(element, "id") or _child_text(element, "guid")
    said = (
        _child_text(element, "content")
        or _child_text(element, "encoded")
        or _child_text(element, "summary")
        or _child_text(element, "description")
    )
    dates = (_child_text(element, name) for name in ("published", "pubDate", "date", "updated"))
    day = next((found for date in dates if (found := parse_date(date))), None)
    title = " ".join(plain_text(_child_text(element, "title")).split())
    address = number if _is_page(number) else page or ""
    return _Entry(title, address, page, plain_text(said), day[:10] if day else None, line)


def _is_page(url: str) -> bool:
    try:
        return bool(url) and is_address(url) and bool(url_ref(Kind.IDEA, url))
    except ValueError:
        return False


def _child(element: ET.Element | None, name: str) -> ET.Element | None:
    return next((child for child in element if _name(child) == name), None) if element is not None else None


def _child_text(element: ET.Element | None, name: str) -> str:
    return _text(_child(element, name))


def _text(element: ET.Element | None) -> str:
    return "".join(element.itertext()).strip() if element is not None else ""


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
