"""The command that checks a source without storing anything: ``querbezug validate``."""

from __future__ import annotations

import tempfile
from contextlib import closing
from itertools import islice
from pathlib import Path

import pyoxigraph as ox
import typer

from querbezug.api.cli.console import JsonOption, complain, given, out, print_json, progress_bar, say
from querbezug.api.cli.inspecting import File
from querbezug.api.cli.loading import Mapping, NoComments, Repair
from querbezug.api.cli.reports import print_notices
from querbezug.api.settings import preferred_language
from querbezug.graph.identity import Identity
from querbezug.graph.intake import Taken, findings_of, take_in, telling
from querbezug.graph.ledger import Ledger
from querbezug.graph.opened import Prepared, open_file
from querbezug.graph.readers.base import ReadOptions
from querbezug.graph.store.layout import DEFAULT_BASE
from querbezug.graph.validation import Finding
from querbezug.ontology.iris import IriMinter

_MOST_FINDINGS = 200


def validate(
    file: File,
    allow_no_comments: NoComments = False,
    mapping: Mapping = None,
    repair: Repair = False,
    as_json: JsonOption = False,
) -> None:
    """Check a file against its format and the rules of the ontology, without storing anything."""
    options = ReadOptions(allow_no_comments=allow_no_comments, mapping=mapping, repair=repair)
    with given([file]) as [path]:
        prepared = open_file(path, options)
        with telling(prepared.file):
            taken, findings = _checked(prepared)
    severe = [finding for finding in findings if finding.severe]
    if as_json:
        lang = preferred_language()
        listed = [{"severe": f.severe, "rule": f.rule, "message": f.message.text(lang)} for f in findings]
        print_json({"file": path.name, "valid": not severe, "findings": listed})
    else:
        print_notices(path.name, taken.tally.notices, taken.tally.count)
        for finding in findings:
            complain(finding.message)
        key = "cli.invalid" if severe else "cli.valid"
        out.print(say(key, file=path.name, count=len(severe), records=taken.records))
    if severe:
        raise typer.Exit(1)


def _checked(prepared: Prepared) -> tuple[Taken, list[Finding]]:
    """Read all of a source, and return the first findings about it."""
    identity = Identity(IriMinter(DEFAULT_BASE), Ledger(ox.Store()), salt="")
    with tempfile.TemporaryDirectory() as folder, progress_bar() as progress:
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
            return taken, list(islice((finding for part in parts for finding in part), _MOST_FINDINGS))
