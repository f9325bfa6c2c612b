"""Commands that look at a source without storing anything: validate, inspect."""

from __future__ import annotations

import tempfile
from collections import Counter
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Annotated

import pyoxigraph as ox
import typer
from rich.table import Table

from querbezug.api.cli.console import JsonOption, complain, out, print_json, progress_bar, say
from querbezug.api.cli.loading import Mapping, NoComments, Repair, print_notices
from querbezug.api.cli.reports import changes_text
from querbezug.api.settings import preferred_language
from querbezug.graph.identity import Identity
from querbezug.graph.intake import findings_of, take_in
from querbezug.graph.ledger import Ledger
from querbezug.graph.loading import Prepared, open_file, telling
from querbezug.graph.readers.base import Notice, ReadOptions
from querbezug.graph.readers.participation_page import ParticipationPageReader, describe_lines
from querbezug.graph.store.layout import DEFAULT_BASE
from querbezug.ontology.iris import IriMinter

_MOST_FINDINGS = 200

File = Annotated[Path, typer.Argument(help=say("cli.arg-file"), metavar=say("cli.meta-file"))]


def validate(
    file: File,
    allow_no_comments: NoComments = False,
    mapping: Mapping = None,
    repair: Repair = False,
    as_json: JsonOption = False,
) -> None:
    """Check a file against its format and the rules of the ontology, without storing anything."""
    options = ReadOptions(allow_no_comments=allow_no_comments, mapping=mapping, repair=repair)
    prepared = open_file(file, options)
    identity = Identity(IriMinter(DEFAULT_BASE), Ledger(ox.Store()), salt="")
    with tempfile.TemporaryDirectory() as folder, progress_bar() as progress, telling(prepared.file):
        size = prepared.file.size
        taken = take_in(
            prepared.file,
            prepared.reading,
            identity,
            folder=Path(folder),
            progress=lambda done: progress("cli.step-reading", min(done, size), size),
        )
        with closing(taken.triples):
            parts = findings_of(taken, prepared.reading, lambda done: progress("cli.step-checking", done, 0))
            findings = list(islice((finding for part in parts for finding in part), _MOST_FINDINGS))
    severe = [finding for finding in findings if finding.severe]
    if as_json:
        lang = preferred_language()
        listed = [{"severe": f.severe, "rule": f.rule, "message": f.message.text(lang)} for f in findings]
        print_json({"file": file.name, "valid": not severe, "findings": listed})
    else:
        print_notices(file.name, taken.tally.notices, taken.tally.count)
        for finding in findings:
            complain(finding.message)
        key = "cli.invalid" if severe else "cli.valid"
        out.print(say(key, file=file.name, count=len(severe), records=taken.records))
    if severe:
        raise typer.Exit(1)


def inspect(file: File, mapping: Mapping = None, repair: Repair = False, as_json: JsonOption = False) -> None:
    """Say what a file is taken for and what each part of it would become."""
    prepared = open_file(file, ReadOptions(allow_no_comments=True, mapping=mapping, repair=repair))
    info = prepared.info
    with telling(prepared.file):
        counts, notices = _counted(prepared)
    is_page = info.reader == ParticipationPageReader().name
    parts = describe_lines(prepared.file) if is_page else []
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
    print_notices(file.name, notices)


def _counted(prepared: Prepared) -> tuple[Counter[str], list[Notice]]:
    counts: Counter[str] = Counter()
    notices: list[Notice] = []
    for item in prepared.reading.items:
        if isinstance(item, Notice):
            notices.append(item)
        else:
            counts[type(item).__name__] += 1
    return counts, notices
