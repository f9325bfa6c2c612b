"""All commands, and what becomes of their errors: one sentence on stderr; exit codes 0, 1, 2."""

from __future__ import annotations

import sys

import typer

from querbezug.api.cli import analyse, checking, examples, exchange, inspecting, loading, review, serving
from querbezug.api.cli.console import complain, say
from querbezug.api.cli.usage import UsageError, complain_of_usage
from querbezug.graph.errors import QuerbezugError, ValidationError

app = typer.Typer(
    name="querbezug",
    help=say("cli.help"),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command(name="demo", help=say("cli.help-demo"))(serving.demo)
app.command(name="load", help=say("cli.help-load"))(loading.load)
app.command(name="serve", help=say("cli.help-serve"))(serving.serve)
app.command(name="query", help=say("cli.help-query"))(exchange.query)
app.command(name="dump", help=say("cli.help-dump"))(exchange.dump)
app.command(name="backup", help=say("cli.help-backup"))(exchange.backup)
app.command(name="validate", help=say("cli.help-validate"))(checking.validate)
app.command(name="inspect", help=say("cli.help-inspect"))(inspecting.inspect)
app.add_typer(examples.app, name="examples", help=say("cli.help-examples"))
app.add_typer(review.app, name="review", help=say("review.help"))
app.add_typer(analyse.app, name="analyse", help=say("cli.help-analyse"))


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
