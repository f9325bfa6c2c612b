"""What commands print, in the language of the environment."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Protocol

import typer
from rich.console import Console
from rich.filesize import decimal
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from querbezug.api.settings import default_store, preferred_language
from querbezug.ontology.strings import Lang, text

if TYPE_CHECKING:
    from querbezug.graph.loading import Progress as ProgressCallback

out = Console(highlight=False, markup=False)
err = Console(stderr=True, highlight=False, markup=False)


def say(key: str, /, **values: object) -> str:
    """Return the sentence ``key`` in the language of the environment."""
    return text(key, preferred_language(), **values)


class Told(Protocol):
    """An error or a message: anything with a text in each language."""

    def text(self, lang: Lang = "de") -> str:
        """Return the sentence in ``lang``."""


def complain(problem: Told) -> None:
    """Print one sentence on stderr."""
    err.print(f"querbezug: {problem.text(preferred_language())}", soft_wrap=True)


def print_json(data: Any) -> None:
    """Print data for other programs on stdout."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


class _Rate(ProgressColumn):
    """How much is done a second, bytes where bytes are counted."""

    def render(self, task: Task) -> Text:
        if not task.speed:
            return Text("")
        if task.fields.get("bytes"):
            return Text(f"{decimal(int(task.speed))}/s")
        return Text(f"{task.speed:,.0f}/s".replace(",", "."))


@contextmanager
def progress_bar() -> Iterator[ProgressCallback]:
    """Show how far the work is, how quick, and how long it will take; on a terminal only."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        _Rate(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("", total=None)
        last = ""

        def show(step: str, done: int, total: int) -> None:
            nonlocal last
            if step != last or done == 0:
                bar.reset(task, description=say(step), total=total or None, bytes=step == "cli.step-reading")
                last = step
            bar.update(task, completed=done, total=total or None)

        yield show


StoreOption = Annotated[
    Path,
    typer.Option("--store", help=say("cli.opt-store"), default_factory=default_store, show_default=False),
]
JsonOption = Annotated[bool, typer.Option("--json", help=say("cli.opt-json"))]
BaseOption = Annotated[str | None, typer.Option("--base", help=say("cli.opt-base"))]
