"""The command that looks at a source without storing anything: ``querbezug inspect``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from querbezug.api.cli.console import (
    JsonOption,
    given,
    is_stdin,
    number,
    out,
    paragraph,
    print_json,
    say,
    tell,
)
from querbezug.api.cli.inspection import Inspection, Line, look_at, separator_name
from querbezug.api.cli.loading import Mapping, Repair
from querbezug.api.cli.reports import changes_text, class_name, notice_data, print_notices
from querbezug.api.naming import format_name
from querbezug.api.settings import preferred_language
from querbezug.graph.errors import SourceError
from querbezug.graph.readers.base import ReadOptions
from querbezug.graph.readers.generic_table import Description, GenericTableReader, draft_mapping
from querbezug.graph.readers.generic_table.mapping_file import mapping_path

_WIDEST_NAME = 30
_BESIDE_SAMPLES = 28

File = Annotated[Path, typer.Argument(help=say("cli.arg-file"), metavar=say("cli.meta-file"))]
WriteMapping = Annotated[bool, typer.Option("--write-mapping", help=say("cli.opt-write-mapping"))]
MappingFile = Annotated[Path | None, typer.Option("--output", "-o", help=say("cli.opt-mapping-file"))]
Force = Annotated[bool, typer.Option("--force", help=say("cli.opt-force"))]


def inspect(
    file: File,
    mapping: Mapping = None,
    repair: Repair = False,
    write_mapping: WriteMapping = False,
    output: MappingFile = None,
    force: Force = False,
    as_json: JsonOption = False,
) -> None:
    """Say what a file is taken for and what each part of it would become."""
    if output is not None and not write_mapping:
        raise typer.BadParameter(say("cli.output-of-mapping"))
    if write_mapping and output is None and is_stdin(file):
        raise typer.BadParameter(say("cli.mapping-needs-name"))
    with given([file]) as [path]:
        found = look_at(path, ReadOptions(allow_no_comments=True, mapping=mapping, repair=repair))
    if write_mapping:
        if found.table is None:
            raise SourceError("tables.no-table", file=found.file)
        text = draft_mapping(found.table)
        if output is not None and is_stdin(output):
            out.print(text, end="", soft_wrap=True)
            return
        output = output or mapping_path(file)
        _write(output, text, force)
    if as_json:
        print_json(_data(found, output))
        return
    if output is None:
        _print(found)
        if found.source is None:
            out.print()
            paragraph(say("cli.inspect-next", call=f"querbezug inspect {file} --write-mapping"))
    else:
        _print_next_step(found, file, output)


def _write(path: Path, text: str, force: bool) -> None:
    """Write a mapping file, but never over what somebody may have edited."""
    try:
        with path.open("w" if force else "x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError as error:
        raise SourceError("cli.mapping-exists", path=path) from error
    except OSError as error:
        raise SourceError("cli.mapping-unwritable", path=path, reason=error.strerror) from error


def _print(found: Inspection) -> None:
    lang = preferred_language()
    if found.source is None:
        paragraph(say("cli.inspect-unknown-table", file=found.file))
    else:
        told = {"reader": format_name(found.source.reader, lang), "title": found.source.title}
        paragraph(say("cli.inspect-head", file=found.file, key=found.source.key, **told))
        counts = changes_text(found.counts) or say("cli.nothing")
        if found.complete:
            paragraph(say("cli.inspect-counts", counts=counts))
        else:
            paragraph(say("cli.inspect-at-least", counts=counts, records=number(found.records)))
    if found.table is not None:
        _print_table(found.table)
    if found.lines:
        _print_lines(found)
    print_notices(found.file, found.notices)


def _print_table(table: Description) -> None:
    lang = preferred_language()
    decimal = {",": say("cli.decimal-comma"), ".": say("cli.decimal-point")}.get(table.decimal_sign or "")
    separator = separator_name(table.separator, lang)
    facts = (
        table.kind.upper(),
        table.sheet and say("cli.table-sheet", sheet=table.sheet),
        table.encoding,
        separator and say("cli.table-separator", separator=separator),
        decimal,
        say("cli.table-columns", count=len(table.columns)),
        say("cli.table-rows", count=number(table.rows)),
    )
    out.print()
    paragraph(" · ".join(filter(None, facts)))
    shown = Table(box=None, padding=(0, 2, 0, 0), header_style="bold", pad_edge=False)
    shown.add_column(say("cli.col-column"), max_width=_WIDEST_NAME, overflow="fold")
    shown.add_column(say("cli.col-type"), no_wrap=True)
    shown.add_column(say("cli.col-filled"), justify="right", no_wrap=True)
    shown.add_column(say("cli.col-samples"), overflow="fold")
    room = out.width - _BESIDE_SAMPLES - min(max(len(column.name) for column in table.columns), _WIDEST_NAME)
    for column in table.columns:
        kind = column.type.message.text(lang)
        shown.add_row(column.name, kind, number(column.filled), _fitting(column.samples, 2 * max(room, 10)))
    out.print(shown)


def _fitting(samples: Sequence[str], room: int) -> str:
    """Return as many samples as there is room for, at least the beginning of the first."""
    told = ""
    for sample in samples:
        longer = f"{told} | {sample}" if told else sample
        if told and len(longer) > room:
            break
        told = longer
    return told if len(told) <= room else f"{told[: room - 1]}…"


def _print_lines(found: Inspection) -> None:
    out.print()
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold", pad_edge=False)
    table.add_column(say("cli.col-line"), justify="right", no_wrap=True)
    table.add_column(say("cli.col-becomes" if found.lines[0].is_class else "cli.col-role"))
    table.add_column(say("cli.col-text"), overflow="fold")
    for line in found.lines:
        table.add_row(str(line.number), _role(line), line.text)
    out.print(table)


def _role(line: Line) -> str:
    return class_name(line.role) if line.is_class else say(f"page.role-{line.role}")


def _print_next_step(found: Inspection, file: Path, written: Path) -> None:
    """Say what to do with a mapping that was just written."""
    beside = written == mapping_path(file)
    paragraph(say("cli.mapping-written", path=written))
    call = f"querbezug load {file}" if beside else f"querbezug load {file} --mapping {written}"
    paragraph(say("cli.mapping-next", call=call))
    if beside and found.source is not None and found.source.reader != GenericTableReader.name:
        tell(say("cli.mapping-wins", file=found.file))


def _data(found: Inspection, written: Path | None) -> dict[str, Any]:
    lang, source = preferred_language(), found.source
    reader = source.reader if source else None
    return {
        "file": found.file,
        "reader": reader,
        "format": format_name(reader, lang) if reader else None,
        "key": source.key if source else None,
        "title": source.title if source else None,
        "records": dict(found.counts),
        "recordsRead": found.records,
        "complete": found.complete,
        "lines": [{"number": line.number, "role": line.role, "text": line.text} for line in found.lines],
        "table": _table_data(found.table) if found.table else None,
        "mapping": str(written) if written else None,
        "notices": [notice_data(notice) for notice in found.notices],
    }


def _table_data(table: Description) -> dict[str, Any]:
    return {
        "kind": table.kind,
        "encoding": table.encoding,
        "separator": table.separator,
        "decimal": table.decimal_sign,
        "sheet": table.sheet,
        "rowsRead": table.rows,
        "columns": [
            {
                "name": column.name,
                "type": column.type.value,
                "filled": column.filled,
                "samples": list(column.samples),
            }
            for column in table.columns
        ],
    }
