"""What commands print, in the language of the environment."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import textwrap
from collections.abc import Iterator, Sequence
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
    TaskID,
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
    tell(f"querbezug: {problem.text(preferred_language())}")


def tell(sentence: str) -> None:
    """Print a sentence on stderr: on a terminal broken between words, else in one line."""
    err.print(sentence, soft_wrap=not err.is_terminal)


def broken(text: str, width: int) -> str:
    """Return ``text`` in lines of at most ``width``, broken at blanks and hyphens."""
    return "\n".join(textwrap.wrap(text, max(width, 1)) or [""])


def paragraph(text: str, indent: int = 0) -> None:
    """Print ``text`` in lines broken between words; what a no-break space holds together stays so."""
    margin = " " * indent
    lines = textwrap.wrap(
        text,
        max(out.width, indent + 1),
        initial_indent=margin,
        subsequent_indent=margin,
        break_long_words=False,
        break_on_hyphens=False,
    )
    out.print("\n".join(lines).replace("\N{NO-BREAK SPACE}", " "), soft_wrap=True)


def number(count: int) -> str:
    """Return ``count`` with its thousands parted as the language does."""
    return f"{count:,}".replace(",", "." if preferred_language() == "de" else ",")


def is_stdin(path: Path) -> bool:
    """Say whether ``path`` means standard input."""
    return str(path) == "-"


@contextmanager
def given(paths: Sequence[Path], name: str | None = None) -> Iterator[list[Path]]:
    """Give ``paths``, with what comes on standard input in a file of its own for ``-``.

    Parameters
    ----------
    name : str, optional
        What that file is called, as it has no name.
    """
    if not any(map(is_stdin, paths)):
        yield list(paths)
        return
    with tempfile.TemporaryDirectory() as folder:
        spooled = Path(folder) / (name or say("cli.stdin"))
        with spooled.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
        yield [spooled if is_stdin(path) else path for path in paths]


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
        task: TaskID | None = None
        last = ""

        def show(step: str, done: int, total: int) -> None:
            nonlocal last, task
            if task is None or step != last or done == 0:
                if task is not None:
                    bar.remove_task(task)  # a reset one would keep the total of the step before
                task = bar.add_task(say(step), total=total or None, bytes=step == "cli.step-reading")
                last = step
            bar.update(task, completed=done, total=total or None)

        yield show


StoreOption = Annotated[
    Path,
    typer.Option("--store", help=say("cli.opt-store"), default_factory=default_store, show_default=False),
]
JsonOption = Annotated[bool, typer.Option("--json", help=say("cli.opt-json"))]
BaseOption = Annotated[str | None, typer.Option("--base", help=say("cli.opt-base"))]
