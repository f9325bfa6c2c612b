"""The command in a process of its own that need not import everything first.

A server process, one for each worker of the tests, has imported the libraries and no part of the
command line. For each call it forks: the child has its own folder, environment, streams and exit
code, imports the command line anew, and runs what the installed command would run.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path

LIBRARIES = (
    "httpx",
    "uvicorn",
    "querbezug.api.http",
    "querbezug.graph.answers",
    "querbezug.graph.loading",
    "querbezug.graph.review.term_queue",
    "querbezug.graph.sparql",
    "pyshacl",
    "rich.progress",
    "rich.table",
    "typer.main",
    "typer.rich_utils",
)
"""What is imported before: nothing that reads the environment or the language."""


def run(
    arguments: Sequence[str],
    folder: Path | None,
    environment: Mapping[str, str],
    stdin: bytes,
    timeout: float,
    before: str = "",
) -> subprocess.CompletedProcess[bytes]:
    """Run ``querbezug`` with ``arguments`` to its end."""
    with tempfile.TemporaryDirectory() as place:
        given, stdout, stderr = (Path(place, name) for name in ("stdin", "stdout", "stderr"))
        given.write_bytes(stdin)
        child = start(arguments, folder, environment, (given, stdout, stderr), before)
        child.join(timeout)
        if child.exitcode is None:
            child.kill()
            child.join()
            raise subprocess.TimeoutExpired(list(arguments), timeout)
        return subprocess.CompletedProcess(
            list(arguments), child.exitcode, stdout.read_bytes(), stderr.read_bytes()
        )


def start(
    arguments: Sequence[str],
    folder: Path | None,
    environment: Mapping[str, str],
    streams: tuple[Path, Path, Path],
    before: str = "",
) -> BaseProcess:
    """Start ``querbezug`` with ``arguments``, its standard streams being files.

    ``before`` is code to run first, for tests that interfere.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(LIBRARIES))
    call = (list(arguments), str(folder or Path.cwd()), dict(environment), [*map(str, streams)], before)
    child = context.Process(target=_command, args=call)
    child.start()
    return child


def _command(
    arguments: list[str], folder: str, environment: dict[str, str], streams: list[str], before: str
) -> None:
    """Be the command: with what a new process would find, call what the installed script calls."""
    for number, path in enumerate(streams):
        opened = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND * (number > 0), 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115 - the one of the server is closed
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir = None  # to be found anew
    signal.signal(signal.SIGINT, signal.default_int_handler)  # whatever started the tests ignores
    sys.argv = ["querbezug", *arguments]
    exec(before, {})  # noqa: S102 - the code of a test

    from querbezug.api.cli import main

    main()
