"""Planners' questions: pages, JSON, CSV, and networks for other programs."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path as File
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from querbezug.api.http.answer_page import answer_page, questions_page
from querbezug.api.http.context import LangDep, PathsDep, ServiceDep, page
from querbezug.api.http.responses import HTML, cached
from querbezug.api.page_models import render_page
from querbezug.graph.answers import Answer, Question, ask, question, questions
from querbezug.graph.answers.model import Table
from querbezug.graph.errors import NotFoundError
from querbezug.graph.export.answers import answer_data, csv_parts
from querbezug.graph.export.network import write_network
from querbezug.ontology.strings import Lang

router = APIRouter()

Id = Annotated[
    str, Path(alias="id", description="Id of a question, as /api/questions lists them", examples=["ties"])
]
TableName = Annotated[
    str, Query(alias="table", description="Name of a table of the answer; the first without it")
]

_NETWORKS = ("graphml", "gexf")
_NO_PARAMETERS = ("lang", "table", "after")

MOST_ROWS = 1_000
"""Of a table that JSON holds at once; CSV has all."""


def _given(request: Request) -> dict[str, str]:
    """Return what the address says for the question's parameters."""
    return {name: value for name, value in request.query_params.items() if name not in _NO_PARAMETERS}


@router.get("/fragen", operation_id="questionsPage", tags=["Pages"], response_class=Response)
def all_questions(request: Request, service: ServiceDep, lang: LangDep) -> Response:
    """Show the questions that the graph answers."""
    shown = page(request, "fragen")
    return cached(
        request,
        service.snapshot(),
        lambda: render_page(questions_page(service.workbench(), lang), shown),
        HTML,
    )


@router.get("/fragen/{id}", operation_id="answerPage", tags=["Pages"], response_class=Response)
def one_question(
    request: Request, service: ServiceDep, lang: LangDep, paths: PathsDep, asked: Id
) -> Response:
    """Answer a question, or show what has to be chosen for it; parameters as /api/questions names them."""
    wanted, shown = question(asked), page(request, "fragen")

    def make() -> str:
        return render_page(answer_page(service.workbench(), wanted, _given(request), lang, paths), shown)

    return cached(request, service.snapshot(), make, HTML)


@router.get("/api/questions", operation_id="questions", tags=["Analyses"])
def list_questions(lang: LangDep) -> list[dict[str, Any]]:
    """List the questions with their parameters."""
    return [_described(each, lang) for each in questions().values()]


def _described(asked: Question, lang: Lang) -> dict[str, Any]:
    return {
        "id": asked.id,
        "question": asked.plain(lang),
        "lead": asked.lead(lang),
        "group": asked.group,
        "parameters": [
            {
                "name": each.name,
                "label": each.label(lang),
                "asks": each.asks.value,
                "required": each.required,
                "default": each.default or None,
            }
            for each in asked.parameters
        ],
        "answer": f"/api/answers/{asked.id}",
    }


@router.get("/api/answers/{id}.csv", operation_id="answerTable", tags=["Analyses"], response_class=Response)
def table(
    request: Request,
    service: ServiceDep,
    lang: LangDep,
    asked: Id,
    name: TableName = "",
) -> Response:
    """Hand out a table of an answer as CSV; the question's parameters go into the address."""

    def make() -> Iterator[str]:
        return csv_parts(_tables(_answer(service, request, asked), name)[0], lang)

    headers = {"Content-Disposition": f'attachment; filename="{question(asked).id}.csv"'}
    return cached(request, service.snapshot(), make, "text/csv", headers)


@router.get(
    "/api/answers/{id}.{extension}", operation_id="answerNetwork", tags=["Analyses"], response_class=Response
)
def network(request: Request, service: ServiceDep, asked: Id, extension: str) -> Response:
    """Hand out the network of an answer for Gephi and others: graphml or gexf."""
    if extension not in _NETWORKS:
        raise NotFoundError("http.no-format", known=", ".join(("csv", *_NETWORKS)))

    def make() -> bytes:
        found = _answer(service, request, asked)
        if found.network is None:
            raise NotFoundError("questions.no-network", id=asked)
        with tempfile.TemporaryDirectory() as folder:
            path = File(folder) / f"answer.{extension}"
            write_network(found.network, path)
            return path.read_bytes()

    headers = {"Content-Disposition": f'attachment; filename="{question(asked).id}.{extension}"'}
    return cached(request, service.snapshot(), make, "application/xml", headers)


@router.get("/api/answers/{id}", operation_id="answer", tags=["Analyses"])
def answer(
    request: Request,
    service: ServiceDep,
    lang: LangDep,
    asked: Id,
    name: TableName = "",
    after: Annotated[int, Query(ge=0, description="So many rows of each table are left out")] = 0,
) -> dict[str, Any]:
    """Answer a question; its parameters, as /api/questions names them, go into the address.

    A table has up to 1,000 rows; where there are more, ``next`` is the address of the next ones.
    """
    found = _answer(service, request, asked)
    found = replace(found, tables=_tables(found, name)) if name else found
    data = answer_data(question(asked), found, lang, after, MOST_ROWS)
    for part, told in zip(found.tables, data["tables"], strict=True):
        if len(part.rows) > after + MOST_ROWS:
            more = request.url.include_query_params(table=part.name, after=after + MOST_ROWS)
            told["next"] = f"{more.path}?{more.query}"
    return data


def _tables(found: Answer, name: str) -> tuple[Table, ...]:
    """Return the tables of an answer that have a name; all where none is asked for.

    Raises
    ------
    NotFoundError
        If there is none.
    """
    chosen = tuple(each for each in found.tables if name in ("", each.name))
    if not chosen:
        known = ", ".join(each.name for each in found.tables) or "–"
        raise NotFoundError("questions.no-table", name=name, known=known)
    return chosen


def _answer(service: ServiceDep, request: Request, asked: str) -> Answer:
    return ask(service.workbench(), asked, _given(request))
