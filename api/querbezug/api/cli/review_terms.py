"""``querbezug review terms``, ``adopt``, ``dismiss``, ``restore``, ``relink``: the list of topics grows."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from querbezug.api.cli.console import JsonOption, StoreOption, number, out, print_json, say
from querbezug.graph.links.adoption import NewTerm
from querbezug.graph.review import ROLE, Reading
from querbezug.graph.review.term_queue import TermList, term_list
from querbezug.graph.review.terms import TermOutcome, adopt, dismiss, take_back
from querbezug.graph.store import ReadStore

app = typer.Typer()

_AROUND = 40

Term = Annotated[str, typer.Argument(help=say("topics.arg-term"), metavar=say("topics.col-label"))]
Role = Annotated[str, typer.Option("--role", help=say("review.opt-role"))]


@app.command(name="terms", help=say("topics.help-terms"))
def list_terms(
    store: StoreOption,
    limit: Annotated[int, typer.Option("--limit", min=1, help=say("review.opt-limit"))] = 20,
    as_json: JsonOption = False,
) -> None:
    """List terms worth adopting, and what was decided."""
    snapshot = ReadStore(store).snapshot()
    found = term_list(snapshot)
    if as_json:
        print_json(_data(found, limit))
        return
    reading = Reading(snapshot.store, snapshot.layout)
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for column in ("label", "number", "broader", "example"):
        table.add_column(say(f"topics.col-{column}"), overflow="fold")
    names = {topic.iri: topic.label for topic in found.topics()}
    for term in found.open[:limit]:
        table.add_row(
            term.label, str(term.documents), names.get(term.broader or "", ""), _example(reading, term)
        )
    out.print(table)
    out.print(say("topics.found", open=len(found.open), texts=found.texts))
    for heading, labels in (
        ("topics.adopted-head", [each.label for each in found.lexicon.adoptions.values()]),
        ("topics.dismissed-head", list(found.lexicon.dismissed)),
    ):
        if labels:
            out.print(f"{say(heading, n=len(labels))}: {', '.join(labels)}", markup=False, soft_wrap=True)


@app.command(name="adopt", help=say("topics.help-adopt"))
def adopt_term(
    term: Term,
    store: StoreOption,
    broader: Annotated[str, typer.Option("--broader", help=say("topics.opt-broader"))] = "",
    word: Annotated[list[str] | None, typer.Option("--word", help=say("topics.opt-word"))] = None,
    role: Role = ROLE,
) -> None:
    """Adopt a term as a topic."""
    _tell(adopt(store, term, broader, word or (), role))


@app.command(name="dismiss", help=say("topics.help-dismiss"))
def dismiss_term(term: Term, store: StoreOption, role: Role = ROLE) -> None:
    """Never propose a term again."""
    _tell(dismiss(store, term, role))


@app.command(name="restore", help=say("topics.help-restore"))
def restore(
    name: Annotated[str, typer.Argument(help=say("topics.arg-name"), metavar="NAME")],
    store: StoreOption,
    role: Role = ROLE,
) -> None:
    """Take an adoption or a dismissal back."""
    _tell(take_back(store, name, role))


@app.command(name="relink", help=say("topics.help-relink"))
def relink(store: StoreOption) -> None:
    """Find all links anew."""
    # The other commands need neither readers nor linking and start sooner without them.
    from querbezug.api.cli.loading import load_into
    from querbezug.graph.load_report import LoadOptions

    ReadStore(store).snapshot()  # where there is none, it says so
    report = load_into(store, [], LoadOptions())
    out.print(say("topics.relinked", added=number(report.added), removed=number(report.removed)))


def _tell(outcome: TermOutcome) -> None:
    if outcome.before == outcome.after:
        out.print(say("topics.unchanged"))
        return
    out.print(say(f"topics.said-{outcome.status}", label=outcome.label), markup=False, soft_wrap=True)


def _example(reading: Reading, term: NewTerm) -> str:
    """Return the words around the first place where a term stands."""
    for example in term.examples[:1]:
        for text in reading.wordings(example.unit):
            if text[example.start : example.end] == example.quote:
                around = text[max(0, example.start - _AROUND) : example.end + _AROUND]
                return " ".join(around.split())
    return ""


def _data(found: TermList, limit: int) -> dict[str, object]:
    return {
        "texts": found.texts,
        "total": len(found.open),
        "terms": [
            {
                "label": term.label,
                "forms": term.forms,
                "documents": term.documents,
                "broader": term.broader,
                "association": term.association,
                "examples": [
                    {"unit": e.unit, "quote": e.quote, "start": e.start, "end": e.end} for e in term.examples
                ],
            }
            for term in found.open[:limit]
        ],
        "adopted": [
            {"iri": each.iri, "label": each.label, "broader": each.broader or None, "words": each.words}
            for each in found.lexicon.adoptions.values()
        ],
        "dismissed": list(found.lexicon.dismissed),
    }
