"""Commands that read sources: load, validate, inspect."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import pyoxigraph as ox
import typer
from rich.table import Table

from querbezug.api.cli.console import (
    BaseOption,
    JsonOption,
    StoreOption,
    complain,
    err,
    out,
    print_json,
    progress_bar,
    say,
)
from querbezug.api.cli.reports import changes_text, report_data
from querbezug.api.settings import preferred_language
from querbezug.graph.errors import StoreError
from querbezug.graph.identity import Identity, Ledger
from querbezug.graph.loading import LoadReport, SourceReport, read_file
from querbezug.graph.loading import load as load_sources
from querbezug.graph.mapping import map_source
from querbezug.graph.readers.base import Notice, ReadOptions
from querbezug.graph.readers.participation_page import ParticipationPageReader, describe_lines
from querbezug.graph.store import WriteStore
from querbezug.graph.store.layout import DEFAULT_BASE
from querbezug.graph.validation import validate as check
from querbezug.ontology.iris import IriMinter

Files = Annotated[list[Path], typer.Argument(help=say("cli.arg-files"), metavar=say("cli.meta-files"))]
File = Annotated[Path, typer.Argument(help=say("cli.arg-file"), metavar=say("cli.meta-file"))]
NoComments = Annotated[bool, typer.Option("--allow-no-comments", help=say("cli.opt-no-comments"))]
Key = Annotated[str | None, typer.Option("--as", help=say("cli.opt-as"))]

_MOST_NOTICES = 12


def load(
    files: Files,
    store: StoreOption,
    base: BaseOption = None,
    allow_no_comments: NoComments = False,
    source_key: Key = None,
    as_json: JsonOption = False,
) -> None:
    """Load files into the store: all of them, or none."""
    options = ReadOptions(allow_no_comments=allow_no_comments, source_key=source_key)
    if source_key is not None and len(files) > 1:
        raise typer.BadParameter(say("cli.as-one-file"))
    report = load_into(store, files, options, base)
    if as_json:
        print_json(report_data(report))
    else:
        print_report(report, store)


def load_into(store: Path, files: list[Path], options: ReadOptions, base: str | None = None) -> LoadReport:
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
        _print_notices(source.file_name, source.notices)
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


def _print_notices(name: str, notices: tuple[Notice, ...]) -> None:
    for notice in notices[:_MOST_NOTICES]:
        line = say("cli.at-line", line=notice.line) if notice.line is not None else notice.path or ""
        place = f"{name}, {line}" if line else name
        err.print(f"{place}: {notice.message.text(preferred_language())}", soft_wrap=True)
    if len(notices) > _MOST_NOTICES:
        err.print(say("cli.more-notices", count=len(notices) - _MOST_NOTICES))


def validate(file: File, allow_no_comments: NoComments = False, as_json: JsonOption = False) -> None:
    """Check a file against its format and the rules of the ontology, without storing anything."""
    prepared = read_file(file, ReadOptions(allow_no_comments=allow_no_comments))
    identity = Identity(IriMinter(DEFAULT_BASE), Ledger(ox.Store()), salt="")
    findings = check(map_source(prepared.result, identity))
    severe = [finding for finding in findings if finding.severe]
    if as_json:
        lang = preferred_language()
        listed = [{"severe": f.severe, "rule": f.rule, "message": f.message.text(lang)} for f in findings]
        print_json({"file": file.name, "valid": not severe, "findings": listed})
    else:
        _print_notices(file.name, tuple(prepared.result.notices))
        for finding in findings:
            complain(finding.message)
        key = "cli.invalid" if severe else "cli.valid"
        out.print(say(key, file=file.name, count=len(severe), records=len(prepared.result.records)))
    if severe:
        raise typer.Exit(1)


def inspect(file: File, as_json: JsonOption = False) -> None:
    """Say what a file is taken for and what each part of it would become."""
    prepared = read_file(file, ReadOptions(allow_no_comments=True))
    info = prepared.result.source
    is_page = info.reader == ParticipationPageReader().name
    parts = describe_lines(prepared.file) if is_page else []
    counts = Counter(type(record).__name__ for record in prepared.result.records)
    if as_json:
        lines = [{"number": part.number, "role": part.role, "text": part.text} for part in parts]
        print_json(
            {"reader": info.reader, "key": info.key, "title": info.title, "records": counts, "lines": lines}
        )
        return
    out.print(say("cli.inspect-head", file=file.name, reader=info.reader, title=info.title, key=info.key))
    out.print(say("cli.inspect-counts", counts=changes_text(counts)))
    if parts:
        table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
        for column in ("line", "role", "text"):
            table.add_column(say(f"cli.col-{column}"), overflow="ellipsis", no_wrap=column != "text")
        for part in parts:
            table.add_row(str(part.number), say(f"page.role-{part.role}"), part.text)
        out.print(table)
    _print_notices(file.name, tuple(prepared.result.notices))
