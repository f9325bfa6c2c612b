"""The command that loads sources, and what it prints of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from querbezug.api.cli.console import (
    BaseOption,
    JsonOption,
    StoreOption,
    err,
    out,
    print_json,
    progress_bar,
    say,
)
from querbezug.api.cli.reports import changes_text, notice_data, report_data
from querbezug.api.settings import preferred_language
from querbezug.graph.errors import SourceError, StoreError
from querbezug.graph.intake import Listener, place_of
from querbezug.graph.load_report import LoadOptions, LoadReport, SourceReport
from querbezug.graph.loading import load as load_sources
from querbezug.graph.readers.base import Notice, ReadOptions
from querbezug.graph.store import WriteStore
from querbezug.ontology.iris import IriMinter
from querbezug.ontology.strings import Message

Files = Annotated[list[Path], typer.Argument(help=say("cli.arg-files"), metavar=say("cli.meta-files"))]
NoComments = Annotated[bool, typer.Option("--allow-no-comments", help=say("cli.opt-no-comments"))]
Key = Annotated[str | None, typer.Option("--as", help=say("cli.opt-as"))]
Mapping = Annotated[Path | None, typer.Option("--mapping", help=say("cli.opt-mapping"))]
Repair = Annotated[bool, typer.Option("--repair", help=say("cli.opt-repair"))]
Strict = Annotated[bool, typer.Option("--strict", help=say("cli.opt-strict"))]
ReportFile = Annotated[Path | None, typer.Option("--report", help=say("cli.opt-report"))]

_MOST_NOTICES = 12


def load(
    files: Files,
    store: StoreOption,
    base: BaseOption = None,
    allow_no_comments: NoComments = False,
    source_key: Key = None,
    mapping: Mapping = None,
    repair: Repair = False,
    strict: Strict = False,
    report: ReportFile = None,
    as_json: JsonOption = False,
) -> None:
    """Load files into the store: all of them, or none."""
    if len(files) > 1 and (source_key is not None or mapping is not None):
        raise typer.BadParameter(say("cli.as-one-file"))
    read = ReadOptions(
        allow_no_comments=allow_no_comments, source_key=source_key, mapping=mapping, repair=repair
    )
    with notice_report(report) as listen:
        loaded = load_into(store, files, LoadOptions(read=read, strict=strict, listen=listen), base)
    if as_json:
        print_json(report_data(loaded))
    else:
        print_report(loaded, store)


@contextmanager
def notice_report(path: Path | None) -> Iterator[Listener]:
    """Write every notice to a file, one JSON object a line; or nowhere.

    Raises
    ------
    SourceError
        If the file cannot be written.
    """
    if path is None:
        yield lambda _file, _notice: None
        return
    try:
        with path.open("w", encoding="utf-8") as stream:
            yield lambda file, notice: print(
                json.dumps({"file": file, **notice_data(notice)}, ensure_ascii=False), file=stream
            )
    except OSError as error:
        raise SourceError("cli.report-unwritable", path=path, reason=error.strerror) from error


def load_into(store: Path, files: list[Path], options: LoadOptions, base: str | None = None) -> LoadReport:
    """Load ``files`` into the store at ``store`` with a progress bar."""
    if base is not None:
        _check_base(base)
    with progress_bar() as progress, WriteStore(store, base) as target:
        return load_sources(files, target, options, progress)


def _check_base(base: str) -> None:
    """Make sure that IRIs can be made from ``base`` before a store is made for them."""
    try:
        IriMinter(base)
    except ValueError as error:
        raise StoreError("store.bad-base", base=base) from error


def print_report(report: LoadReport, store: Path) -> None:
    """Print what was loaded, as a table with the notices below it."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for column in ("source", "reader", "content", "changes"):
        table.add_column(say(f"cli.col-{column}"), overflow="fold")
    for source in report.sources:
        content = changes_text(source.changes.now) if source.same_as is None else ""
        table.add_row(source.key, source.reader, content, _what_changed(source))
    out.print(table)
    for source in report.sources:
        print_notices(source.file_name, source.notices, source.notice_count)
        if source.left_out:
            err.print(say("cli.left-out", source=source.key, count=source.left_out))
        if source.personal:
            err.print(say("cli.personal", source=source.key, count=source.personal))
        if source.warnings:
            rules = Counter(warning.rule for warning in source.warnings)
            counts = ", ".join(f"{count} {rule}" for rule, count in rules.most_common())
            err.print(say("cli.warnings", source=source.key, count=len(source.warnings), rules=counts))
    key = "cli.loaded" if report.added or report.removed else "cli.loaded-nothing"
    out.print(say(key, added=report.added, removed=report.removed, links=report.links, store=store))


def _what_changed(source: SourceReport) -> str:
    if source.same_as is not None:
        return say("cli.same-as", key=source.same_as)
    if source.changes.nothing:
        return say("cli.unchanged")
    parts = [
        say(f"cli.{word}", things=changes_text(counts))
        for word, counts in (
            ("came", source.changes.came),
            ("went", source.changes.went),
            ("changed", source.changes.changed),
        )
        if counts
    ]
    return "; ".join(parts) or say("cli.only-details")


def print_notices(name: str, notices: Sequence[Notice], count: int | None = None) -> None:
    """Print the first notices, with their places, and how many more there are."""
    lang = preferred_language()
    for notice in notices[:_MOST_NOTICES]:
        place = place_of(notice)
        where = place.text(lang) if isinstance(place, Message) else place
        told = notice.message.text(lang)
        err.print(f"{name}: {told}" if where == "–" else f"{name}, {where}: {told}", soft_wrap=True)
    more = (len(notices) if count is None else count) - _MOST_NOTICES
    if more > 0:
        err.print(say("cli.more-notices", count=more))
