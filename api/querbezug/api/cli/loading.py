"""The command that loads sources, and what it prints of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from querbezug.api.cli.console import (
    BaseOption,
    JsonOption,
    StoreOption,
    given,
    is_stdin,
    print_json,
    progress_bar,
    say,
)
from querbezug.api.cli.interrupting import interruptible
from querbezug.api.cli.reports import notice_data, print_report, report_data
from querbezug.graph.errors import SourceError, StoreError
from querbezug.graph.intake import Listener
from querbezug.graph.load_report import LoadOptions, LoadReport
from querbezug.graph.loading import load as load_sources
from querbezug.graph.readers.base import ReadOptions
from querbezug.graph.store import WriteStore
from querbezug.ontology.iris import IriMinter

Files = Annotated[list[Path], typer.Argument(help=say("cli.arg-files"), metavar=say("cli.meta-files"))]
NoComments = Annotated[bool, typer.Option("--allow-no-comments", help=say("cli.opt-no-comments"))]
Key = Annotated[str | None, typer.Option("--as", help=say("cli.opt-as"))]
Mapping = Annotated[Path | None, typer.Option("--mapping", help=say("cli.opt-mapping"))]
Repair = Annotated[bool, typer.Option("--repair", help=say("cli.opt-repair"))]
Strict = Annotated[bool, typer.Option("--strict", help=say("cli.opt-strict"))]
ReportFile = Annotated[Path | None, typer.Option("--report", help=say("cli.opt-report"))]


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
    if any(map(is_stdin, files)) and (len(files) > 1 or source_key is None):
        raise typer.BadParameter(say("cli.stdin-as"))
    read = ReadOptions(
        allow_no_comments=allow_no_comments, source_key=source_key, mapping=mapping, repair=repair
    )
    with notice_report(report) as listen, given(files, source_key) as paths:
        loaded = load_into(store, paths, LoadOptions(read=read, strict=strict, listen=listen), base)
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
    with interruptible(), progress_bar() as progress, WriteStore(store, base) as target:
        return load_sources(files, target, options, progress)


def _check_base(base: str) -> None:
    """Make sure that IRIs can be made from ``base`` before a store is made for them."""
    try:
        IriMinter(base)
    except ValueError as error:
        raise StoreError("store.bad-base", base=base) from error
