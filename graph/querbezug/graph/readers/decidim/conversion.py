"""What the exports have in common: the platform's numbers, its processes, texts and dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import unquote, urlsplit

from querbezug.graph.readers.base import Notice
from querbezug.graph.readers.context import SourceContext
from querbezug.graph.readers.decidim.codes import is_personal
from querbezug.graph.readers.decidim.columns import address, addresses, identifier, plain, spoken
from querbezug.graph.readers.keys import url_ref
from querbezug.graph.readers.tables import Row, RowError, Table, TableConversion
from querbezug.graph.readers.tables import is_personal as is_personal_anywhere
from querbezug.graph.readers.tables.values import parse_coordinate, parse_date, parse_int
from querbezug.graph.readers.wording import label, wording
from querbezug.graph.records import AnyRecord, Kind, Process, Ref
from querbezug.ontology.strings import Message, message

LOOKED_AT = 200
"""How many rows are looked at to find out which platform numbered its things."""

_ADDRESSES = ("url", "participatory_space/url", "root_commentable_url", "profile_url")
_LISTS = ("proposal_urls", "related_proposal_urls", "related_proposals")
_SPACE = re.compile(
    r"https?://[^/?#]+(?:/[^/?#]+){0,2}?/(?:processes|assemblies|conferences|initiatives|consultations)/[^/?#]+",
    re.IGNORECASE,
)
_NOWHERE = frozenset({"", "0", "0.0", "0,0"})
_MOST_TOLD = 1_000


@dataclass(slots=True)
class Told:
    """What a row becomes, gathered while it is read."""

    row: Row
    notices: list[Notice] = field(default_factory=list)
    records: list[AnyRecord] = field(default_factory=list)
    redacted: bool = False

    def add(self, item: AnyRecord | Notice) -> None:
        """Put a record or a notice with the others."""
        if isinstance(item, Notice):
            self.notices.append(item)
        else:
            self.records.append(item)


@dataclass(frozen=True, slots=True)
class Start:
    """What the first rows of a file say about all of it."""

    address: str | None
    commented_type: str


def look_ahead(table: Table, comment_type: str) -> Start:
    """Find the first web address of the platform, and the class the comments are about."""
    found: str | None = None
    commented = ""
    for row in islice(table.rows(), LOOKED_AT):
        if isinstance(row, Notice):
            continue
        lists = (each for column in _LISTS for each in addresses(row, column))
        found = found or address(row, *_ADDRESSES) or next(lists, None)
        decidim_class = row.text("commentable_type")
        if not commented and decidim_class != comment_type:
            commented = decidim_class
        if found and (commented or "commentable_type" not in row.cells):
            break
    return Start(found, commented)


class DecidimConversion(TableConversion):
    """Base of the conversions: one export of one platform.

    Attributes
    ----------
    scope : str
        The platform whose numbers these are.
    """

    def __init__(self, context: SourceContext, table: Table, start: Start) -> None:
        self.context = context
        self.columns = table.columns
        self.decimal = table.decimal
        self.scope = context.scope(start.address)
        self._told: set[tuple[str, str]] = set()
        self._processes: set[Ref] = set()

    def begin(self) -> Iterator[AnyRecord | Notice]:
        """Tell which columns are left out because they tell who somebody is."""
        for column in self.columns:
            if is_personal(column) and not is_personal_anywhere(column):
                yield Notice(message("reading.personal-column", column=column), field=column)
        if self.scope == self.context.key:
            yield Notice(message("decidim.no-platform", file=self.context.source.name))

    def row(self, row: Row) -> Iterable[AnyRecord | Notice]:
        """Return notices first, then records in the order in which they need each other."""
        told = Told(row)
        self.fill(told)
        return (*told.notices, *told.records)

    def fill(self, told: Told) -> None:
        """Put what the row becomes into ``told``."""
        raise NotImplementedError

    # --- identity ------------------------------------------------------------------------------

    def thing(self, kind: Kind, word: str, number: str) -> Ref:
        """Return the reference to the thing with ``number``; numbers are unique per ``word`` only."""
        return self.context.thing(kind, self.scope, word, number)

    def own_ref(self, row: Row, kind: Kind, word: str) -> Ref:
        """Return the reference to what the row describes.

        Raises
        ------
        RowError
            If it has no number.
        """
        number = identifier(row, "id")
        if not number:
            raise RowError("decidim.no-id", field="id")
        return self.thing(kind, word, number)

    def also_known_as(self, row: Row, kind: Kind) -> tuple[Ref, ...]:
        """Return the identity that the thing's page gives it."""
        page = address(row, "url")
        return (url_ref(kind, page),) if page else ()

    def process(self, told: Told) -> Ref:
        """Return the participation process of the row; describe it where that is due."""
        context = self.context
        if context.note and context.note.process:
            return context.note.process
        stated = address(told.row, "participatory_space/url")
        page = (space_of(stated) or stated) if stated else space_of(address(told.row, "url"))
        return self.space(told, page) if page else self._own_process(told)

    def space(self, told: Told, page: str) -> Ref:
        """Return the process with the address ``page``, describing it when it is first met.

        Its export alone has its title; until that is loaded, the address has to do.
        """
        ref = url_ref(Kind.PROCESS, page)
        if ref not in self._processes:
            self._processes.add(ref)
            told.records.append(
                Process(
                    ref=ref,
                    label=label(name_from_address(page), told.row.origin()).text or page,
                    origin=told.row.origin(),
                    region=self.context.municipality,
                    page=page,
                    inferred=frozenset({"label"}),
                )
            )
        return ref

    def _own_process(self, told: Told) -> Ref:
        ref = self.context.process()
        if ref not in self._processes:
            self._processes.add(ref)
            told.records.extend(self.context.process_record(ref))
        return ref

    # --- cells ---------------------------------------------------------------------------------

    def words(self, told: Told, base: str) -> str:
        """Return the text of ``base``, masked; what was masked is told."""
        return self._worded(told, base, is_label=False)

    def title(self, told: Told, base: str = "title") -> str:
        """Return the text of ``base`` as one line, masked."""
        return self._worded(told, base, is_label=True)

    def _worded(self, told: Told, base: str, *, is_label: bool) -> str:
        found = spoken(told.row, base)
        if not found.text:
            return ""
        if found.is_machine:
            self.once(told, "decidim.machine-translated", found.column or base)
        elif not found.is_german:
            self.once(told, "decidim.other-language", found.column or base, language=found.language)
        masked = (label if is_label else wording)(found.text, told.row.origin(), found.column or base)
        told.notices.extend(masked.notices)
        told.redacted = told.redacted or masked.redacted
        return masked.text

    def line(self, told: Told, column: str) -> str | None:
        """Return the text of a column that has no languages as one line, masked."""
        masked = label(plain(told.row.text(column)), told.row.origin(), column)
        told.notices.extend(masked.notices)
        return masked.text or None

    def day(self, told: Told, *columns: str) -> str | None:
        """Return the date in the first of ``columns`` that is not empty."""
        for column in columns:
            cell = told.row.text(column)
            if cell:
                date = parse_date(cell)
                if date is None:
                    self.say(told, message("decidim.no-date", date=cell[:80]), column)
                return date
        return None

    def count(self, told: Told, *columns: str) -> int | None:
        """Return the number in the first of ``columns`` that is not empty, if it counts something."""
        for column in columns:
            cell = told.row.text(column)
            if cell:
                number = parse_int(cell, self.decimal or ".")
                if number is None or number < 0:
                    self.say(told, message("decidim.no-count", number=cell[:80]), column)
                    return None
                return number
        return None

    def point(self, told: Told) -> tuple[float | None, float | None]:
        """Return latitude and longitude, or nothing where nobody marked a place."""
        latitude, longitude = told.row.text("latitude"), told.row.text("longitude")
        found = parse_coordinate(latitude, longitude)
        if found is None and not {latitude, longitude} <= _NOWHERE:
            what = message("decidim.no-point", latitude=latitude[:40], longitude=longitude[:40])
            self.say(told, what, "latitude")
        return found or (None, None)

    # --- notices -------------------------------------------------------------------------------

    def say(self, told: Told, what: Message, column: str | None = None) -> None:
        """Tell something about the row."""
        told.notices.append(Notice(what, row=told.row.number, field=column))

    def once(self, told: Told, key: str, column: str, **values: object) -> None:
        """Tell something that holds for many rows where it is first met."""
        sign = (key, f"{column}\x1f{values}")
        if sign not in self._told and len(self._told) < _MOST_TOLD:
            self._told.add(sign)
            self.say(told, message(key, column=column, **values), column)


def space_of(url: str | None) -> str | None:
    """Return the address of the process (assembly, conference …) that a page belongs to."""
    found = _SPACE.match(url) if url else None
    return found[0] if found else None


def name_from_address(page: str) -> str:
    """Return a name for a process of which only the address is known: ``Radverkehr 2030``."""
    parts = urlsplit(page)
    words = unquote(parts.path.rstrip("/").rpartition("/")[2])
    words = " ".join(re.split(r"[\s_-]+", words)).strip()
    return words[:1].upper() + words[1:] if words else parts.netloc
