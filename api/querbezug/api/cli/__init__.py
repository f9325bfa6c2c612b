"""The command line: ``querbezug``."""

from __future__ import annotations


def main() -> None:
    """Run the command line.

    The commands are imported only here: each process that answers queries imports the start of
    the program again, and has no need of them.
    """
    from querbezug.api.cli.commands import run

    run()
