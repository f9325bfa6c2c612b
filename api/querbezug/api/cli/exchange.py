"""Commands that hand the graph out: dump, backup."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from querbezug.api.cli.console import StoreOption, out, say
from querbezug.graph.errors import QuerbezugError
from querbezug.graph.export import FORMATS, format_for_path
from querbezug.graph.export import dump as dump_graph
from querbezug.graph.export.files import replace_file
from querbezug.graph.store import ReadStore, WriteStore


class DumpName(StrEnum):
    """The formats of a dump."""

    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    JSONLD = "jsonld"
    TRIG = "trig"


def dump(
    store: StoreOption,
    format_name: Annotated[DumpName | None, typer.Option("--format", help=say("cli.opt-dump-format"))] = None,
    output: Annotated[Path, typer.Option("--output", "-o", help=say("cli.opt-output"))] = Path("-"),
) -> None:
    """Write the whole public graph in one file."""
    by_ending = format_for_path(output)
    name = format_name.value if format_name else by_ending.name if by_ending else "turtle"
    pieces = dump_graph(ReadStore(store).snapshot(), name)
    if str(output) == "-":
        sys.stdout.buffer.writelines(pieces)
        sys.stdout.buffer.flush()
        return
    replace_file(output, lambda file: file.writelines(pieces))
    out.print(say("cli.dumped", path=output, format=FORMATS[name].title))


def backup(folder: Annotated[Path, typer.Argument(help=say("cli.arg-backup"))], store: StoreOption) -> None:
    """Copy the store, whole and consistent."""
    if folder.exists():
        raise QuerbezugError("cli.backup-exists", path=folder)
    ReadStore(store).snapshot()
    with WriteStore(store) as source:
        source.raw.backup(str(folder))
    out.print(say("cli.backed-up", path=folder))
