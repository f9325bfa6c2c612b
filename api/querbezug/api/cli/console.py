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
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

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


@contextmanager
def progress_bar() -> Iterator[ProgressCallback]:
    """Show a progress bar while work goes on, on a terminal only."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("", total=None)
        yield lambda step, done, total: bar.update(task, description=say(step), completed=done, total=total)


StoreOption = Annotated[
    Path,
    typer.Option("--store", help=say("cli.opt-store"), default_factory=default_store, show_default=False),
]
JsonOption = Annotated[bool, typer.Option("--json", help=say("cli.opt-json"))]
BaseOption = Annotated[str | None, typer.Option("--base", help=say("cli.opt-base"))]
