"""Ctrl-C while loading: a sentence that says what became of the load, and exit code 130."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from querbezug.api.cli.console import complain
from querbezug.graph.store import LateInterrupt
from querbezug.ontology.strings import message

_INTERRUPTED = 130


@contextmanager
def interruptible() -> Iterator[None]:
    """Tell somebody who breaks off whether anything was loaded.

    Raises
    ------
    typer.Exit
        If the work was broken off.
    """
    try:
        yield
    except LateInterrupt as error:
        complain(message("cli.interrupted-late"))
        raise typer.Exit(_INTERRUPTED) from error
    except KeyboardInterrupt as error:
        complain(message("cli.interrupted"))
        raise typer.Exit(_INTERRUPTED) from error
