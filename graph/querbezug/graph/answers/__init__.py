"""Planners' questions and their answers: sentences, tables with reasons, networks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import chain
from types import MappingProxyType

from querbezug.graph.answers import (
    bodies,
    bridges,
    changes,
    comparing,
    contested,
    coupling,
    elsewhere,
    gaps,
    groups,
    leaving,
    open_ends,
    partners,
    places,
    plan,
    population,
    priorities,
    queries,
    suggestions,
    ties,
    wishes,
)
from querbezug.graph.answers.model import Answer
from querbezug.graph.answers.questions import Asks, Parameter, Question
from querbezug.graph.answers.resolving import ParameterError, choices_of, resolve_all
from querbezug.graph.answers.workbench import Workbench
from querbezug.graph.errors import NotFoundError

__all__ = [
    "Answer",
    "Asks",
    "Parameter",
    "ParameterError",
    "Question",
    "Workbench",
    "ask",
    "choices_of",
    "question",
    "questions",
]

_PARTS = (
    ties,
    groups,
    bridges,
    leaving,
    partners,
    comparing,
    suggestions,
    elsewhere,
    contested,
    priorities,
    gaps,
    open_ends,
    places,
    wishes,
    population,
    coupling,
    plan,
    bodies,
    queries,
    changes,
)


@cache
def questions() -> Mapping[str, Question]:
    """Return all questions by their ids, in the order in which they are shown."""
    return MappingProxyType(
        {each.id: each for each in chain.from_iterable(part.QUESTIONS for part in _PARTS)}
    )


def question(id: str) -> Question:  # noqa: A002 - the name of the field
    """Return a question.

    Raises
    ------
    NotFoundError
        If there is none of this id.
    """
    found = questions().get(id)
    if found is None:
        raise NotFoundError("questions.no-question", id=id, known=", ".join(questions()))
    return found


def ask(workbench: Workbench, id: str, given: Mapping[str, str]) -> Answer:  # noqa: A002
    """Answer a question.

    Parameters
    ----------
    workbench : Workbench
        The data.
    id : str
        Of the question.
    given : mapping of str to str
        What was chosen for its parameters: names, IRIs, numbers.

    Raises
    ------
    NotFoundError
        If there is no such question.
    ParameterError
        If what was chosen is missing, unknown or several things.
    """
    asked = question(id)
    chosen = resolve_all(workbench, asked, given)
    return asked.answer(workbench, chosen)
