"""The example regions: ``querbezug examples`` lists them, ``querbezug examples load`` loads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.filesize import decimal

from querbezug.api.cli.console import JsonOption, StoreOption, out, paragraph, print_json, say
from querbezug.api.cli.loading import load_into
from querbezug.api.cli.reports import print_report, report_data
from querbezug.api.naming import format_name, licence_name
from querbezug.api.settings import example_regions, preferred_language
from querbezug.graph.errors import SourceError
from querbezug.graph.load_report import LoadOptions
from querbezug.graph.opened import open_file
from querbezug.graph.readers.base import SourceInfo

app = typer.Typer()

Names = Annotated[
    list[str] | None, typer.Argument(help=say("cli.arg-examples"), metavar=say("cli.meta-names"))
]
All = Annotated[bool, typer.Option("--all", help=say("cli.opt-all"))]


@dataclass(frozen=True, slots=True)
class _Source:
    """One file of an example region, and what it says of itself."""

    info: SourceInfo
    size: int


@app.callback(invoke_without_command=True)
def examples(context: typer.Context, as_json: JsonOption = False) -> None:
    """List the example regions with their sources and licences."""
    if context.invoked_subcommand is not None:
        return
    regions = {name: [_source(path) for path in paths] for name, paths in example_regions().items()}
    if as_json:
        print_json([_region_data(name, sources) for name, sources in regions.items()])
        return
    for name, sources in regions.items():
        _print_region(name, sources)
    size = decimal(sum(source.size for sources in regions.values() for source in sources))
    paragraph(say("cli.examples", count=len(regions), size=_german(size)))


@app.command(name="load", help=say("cli.help-examples-load"))
def load(store: StoreOption, names: Names = None, every: All = False, as_json: JsonOption = False) -> None:
    """Load example regions into the store."""
    regions = example_regions()
    if bool(names) == every:
        raise typer.BadParameter(say("cli.examples-which", names=", ".join(regions)))
    files = [path for name in (regions if every else names or ()) for path in _files_of(name, regions)]
    report = load_into(store, list(dict.fromkeys(files)), LoadOptions())
    if as_json:
        print_json(report_data(report))
    else:
        print_report(report, store)


def _files_of(name: str, regions: Mapping[str, list[Path]]) -> list[Path]:
    if name not in regions:
        raise SourceError("cli.no-such-example", name=name, names=", ".join(regions))
    return regions[name]


def _source(path: Path) -> _Source:
    prepared = open_file(path)
    return _Source(prepared.info, prepared.file.size)


def _print_region(name: str, sources: list[_Source]) -> None:
    """Print a region as a paragraph: name, then title, format, size, licence and address of each source."""
    lang = preferred_language()
    out.print(name, style="bold")
    for source in sources:
        info = source.info
        licence = licence_name(info.license) if info.license else info.rights or say("cli.no-licence")
        facts = (format_name(info.reader, lang), _german(decimal(source.size)), licence)
        paragraph(info.title, 2)
        paragraph(" · ".join(facts), 4)
        origin = ", ".join(filter(None, (info.publisher, info.url)))
        if origin:
            paragraph(say("cli.example-source", source=origin), 4)
    out.print()


def _german(size: str) -> str:
    return size.replace(".", ",") if preferred_language() == "de" else size


def _region_data(name: str, sources: list[_Source]) -> dict[str, Any]:
    lang = preferred_language()
    return {
        "name": name,
        "sources": [
            {
                "file": source.info.file_name,
                "key": source.info.key,
                "title": source.info.title,
                "reader": source.info.reader,
                "format": format_name(source.info.reader, lang),
                "size": source.size,
                "license": source.info.license,
                "rights": source.info.rights,
                "publisher": source.info.publisher,
                "url": source.info.url,
            }
            for source in sources
        ],
    }
