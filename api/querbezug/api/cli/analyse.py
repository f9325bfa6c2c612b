"""Commands that answer planners' questions: ``querbezug analyse …``, one for each of the registry."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer
import typer.core

from querbezug.api.cli.console import JsonOption, StoreOption, say
from querbezug.api.settings import preferred_language

if TYPE_CHECKING:
    from querbezug.graph.answers import Parameter, Question

OutputOption = Annotated[Path | None, typer.Option("--output", "-o", help=say("cli.opt-answer"))]
NetworkOption = Annotated[Path | None, typer.Option("--output", "-o", help=say("cli.opt-network"))]
RemoveOption = Annotated[bool, typer.Option("--remove", help=say("publishing.opt-remove"))]
MostOption = Annotated[int, typer.Option("--most", min=1, help=say("cli.opt-most"))]


class QuestionCommands(typer.core.TyperGroup):
    """The commands of the registry, made when somebody asks for them.

    All other commands start sooner without the numeric libraries that the registry needs.
    """

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all questions."""
        from querbezug.graph.answers import questions

        return [*super().list_commands(ctx), *questions()]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return the command of a question."""
        known = super().get_command(ctx, cmd_name)
        if known is not None:
            return known
        from querbezug.graph.answers import questions

        asked = questions().get(cmd_name)
        return None if asked is None else _command(asked)


app = typer.Typer(cls=QuestionCommands, no_args_is_help=True)


@app.command(name="cities", help=say("cli.help-cities"))
def cities(
    store: StoreOption, as_json: JsonOption = False, output: NetworkOption = None, most: MostOption = 25
) -> None:
    """Show what ties the cities."""
    from querbezug.api.cli.networks import show_network

    show_network(store, output, most, as_json=as_json)


@app.command(name="publish", help=say("publishing.help"))
def publish(store: StoreOption, remove: RemoveOption = False, as_json: JsonOption = False) -> None:
    """Publish what ties the cities as a graph of the store, or take it out."""
    from querbezug.api.cli.publishing import publish_into, remove_from

    if remove:
        remove_from(store, as_json=as_json)
    else:
        publish_into(store, as_json=as_json)


def _command(question: Question) -> Any:
    """Return the command that answers a question."""
    made = typer.Typer(add_completion=False, context_settings={"help_option_names": ["-h", "--help"]})
    lang = preferred_language()
    text = f"{question.plain(lang)}\n\n{question.lead(lang)}"
    made.command(name=question.id, help=text)(_function(question))
    return typer.main.get_command(made)


def _function(question: Question) -> Callable[..., None]:
    """Return a function with an argument for each parameter of the question."""

    def run(**values: Any) -> None:
        from querbezug.api.cli.answers import answer

        given = {p.name: str(values[p.name] or "") for p in question.parameters}
        answer(
            question,
            given,
            store=cast("Path", values["store"]),
            output=cast("Path | None", values["output"]),
            most=cast("int", values["most_rows"]),
            as_json=cast("bool", values["as_json"]),
        )

    shared = {
        "store": (StoreOption, inspect.Parameter.empty),
        "output": (OutputOption, None),
        "most_rows": (Annotated[int, typer.Option("--rows", min=1, help=say("cli.opt-rows"))], 20),
        "as_json": (JsonOption, False),
    }
    parameters = [_parameter(each) for each in question.parameters]
    parameters += [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)
        for name, (annotation, default) in shared.items()
    ]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    return run


def _parameter(parameter: Parameter) -> inspect.Parameter:
    """Return how a question's parameter stands on the command line: required ones as arguments."""
    label = parameter.label(preferred_language())
    if parameter.required:
        annotation: Any = Annotated[str, typer.Argument(help=label, metavar=parameter.name.upper())]
        default: Any = inspect.Parameter.empty
    else:
        annotation = Annotated[str, typer.Option(f"--{parameter.name}", help=label)]
        default = str(parameter.default) if parameter.default else ""
    return inspect.Parameter(
        parameter.name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default
    )
