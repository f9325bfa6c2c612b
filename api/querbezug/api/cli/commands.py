"""All commands, and what becomes of their errors: one sentence on stderr; exit codes 0, 1, 2."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any, NamedTuple

import typer
import typer.core

from querbezug.api.cli.console import complain, say
from querbezug.api.cli.usage import UsageError, complain_of_usage
from querbezug.graph.errors import QuerbezugError, ValidationError


class Command(NamedTuple):
    """Where a command is: a function or a group of commands in a module of this package."""

    module: str
    name: str
    help: str


COMMANDS = {
    "demo": Command("demo", "demo", "cli.help-demo"),
    "load": Command("loading", "load", "cli.help-load"),
    "serve": Command("serving", "serve", "cli.help-serve"),
    "query": Command("querying", "query", "cli.help-query"),
    "dump": Command("exchange", "dump", "cli.help-dump"),
    "backup": Command("exchange", "backup", "cli.help-backup"),
    "validate": Command("checking", "validate", "cli.help-validate"),
    "inspect": Command("inspecting", "inspect", "cli.help-inspect"),
    "examples": Command("examples", "app", "cli.help-examples"),
    "review": Command("review", "app", "review.help"),
    "analyse": Command("analyse", "app", "cli.help-analyse"),
}
"""All commands by name, in the order of the help."""


class Commands(typer.core.TyperGroup):
    """The commands, each imported when it is called: a query need not wait for readers and numerics."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        for name, command in COMMANDS.items():
            self.add_command(typer.core.TyperCommand(name, help=say(command.help)))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that is called, where the list of commands has only its help."""
        name, _, rest = super().resolve_command(ctx, args)
        return name, None if name is None else _imported(name, COMMANDS[name]), rest


def _imported(name: str, command: Command) -> Any:
    """Import a command, and let typer make of it what it would have made of it at once."""
    found = getattr(import_module(f"{__package__}.{command.module}"), command.name)
    holder = typer.Typer(rich_markup_mode="markdown")
    if isinstance(found, typer.Typer):
        holder.add_typer(found, name=name, help=say(command.help))
    else:
        holder.command(name=name, help=say(command.help))(found)
    return typer.main.get_group(holder).commands[name]


app = typer.Typer(
    cls=Commands,
    name="querbezug",
    help=say("cli.help"),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def querbezug() -> None:
    """Do nothing by itself: that there is a callback makes typer build a group."""


def run() -> None:
    """Run the command line and turn what went wrong into one sentence."""
    try:
        sys.exit(app(standalone_mode=False))
    except UsageError as error:
        sys.exit(complain_of_usage(error))
    except ValidationError as error:
        complain(error)
        for finding in error.findings[1:20]:
            complain(finding)
        sys.exit(1)
    except QuerbezugError as error:
        complain(error)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
