"""A wrong call of the command line, told in one sentence in the reader's language."""

from __future__ import annotations

from typing import Any

import typer

from querbezug.api.cli.console import err, say

UsageError: type[Any] = typer.BadParameter.__bases__[0]
"""The base of typer's errors of usage, which typer itself does not export."""


def complain_of_usage(error: Any) -> int:
    """Say what is wrong with the call, and return the exit code.

    Parameters
    ----------
    error : UsageError
        What typer found; without arguments at all it holds the help.
    """
    context = error.ctx
    if type(error).__name__ == "NoArgsIsHelpError":
        error.show()
    else:
        command = context.command_path if context else "querbezug"
        err.print(f"querbezug: {_sentence(error)} {say('cli.see-help', command=command)}", soft_wrap=True)
    return int(error.exit_code)


def _sentence(error: Any) -> str:
    name = type(error).__name__
    if name == "NoSuchOption":
        return say("cli.no-such-option", name=error.option_name)
    param = getattr(error, "param", None)
    if param is None:
        return error.message if name == "BadParameter" else say("cli.not-understood")
    shown = param.metavar or "/".join(param.opts)
    return say("cli.argument-missing" if name == "MissingParameter" else "cli.argument-wrong", name=shown)
