"""From what somebody typed to the thing that is meant: an IRI, the name in it, or a label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from rapidfuzz import process
from rapidfuzz.fuzz import WRatio

from querbezug.graph.answers.questions import Asks, Parameter, Question
from querbezug.graph.answers.workbench import Workbench
from querbezug.graph.errors import QuerbezugError
from querbezug.graph.folding import fold, name_parts

_LONGEST = 400
_CLOSE = 70
_NEAR = 3
_SHORTEST_VERSION = 8

_KINDS: Mapping[Asks, tuple[str, ...]] = {
    Asks.CITY: ("municipality",),
    Asks.COOPERATION: ("cooperation",),
    Asks.FIELD: ("field", "cross-cutting-theme", "category", "topic"),
}


class ParameterError(QuerbezugError):
    """What was chosen for a question's parameter is missing, unknown or several things."""


def resolve_all(workbench: Workbench, question: Question, given: Mapping[str, str]) -> dict[str, int]:
    """Return what was chosen for a question.

    Parameters
    ----------
    given : mapping of str to str
        Texts by the names of parameters; empty ones count as missing.

    Raises
    ------
    ParameterError
        If one is not known, missing, means nothing or several things.
    """
    known = {parameter.name for parameter in question.parameters}
    for name in given:
        if name not in known:
            raise ParameterError(
                "questions.unknown-parameter", name=name, known=", ".join(sorted(known)) or "–"
            )
    found: dict[str, int] = {}
    for parameter in question.parameters:
        typed = given.get(parameter.name, "").strip()
        if typed:
            found[parameter.name] = resolve(workbench, parameter, typed)
        elif parameter.required:
            raise ParameterError(
                "questions.missing", name=parameter.name, example=_example(workbench, parameter)
            )
        elif parameter.asks is Asks.NUMBER:
            found[parameter.name] = parameter.default
    return found


def resolve(workbench: Workbench, parameter: Parameter, typed: str) -> int:
    """Return what one text means: the index of a thing, or a number.

    A label that only one thing has counts, with or without what stands behind a stroke or in
    brackets („Saalfeld“ for „Saalfeld/Saale“); case and the spelling of umlauts do not matter.

    Raises
    ------
    ParameterError
        If it means nothing or several things; the sentence names what is near.
    """
    if parameter.asks is Asks.NUMBER:
        return _number(parameter, typed)
    if parameter.asks is Asks.STATE:
        return _state(workbench, typed)
    if len(typed) > _LONGEST:
        raise ParameterError("questions.too-long", name=parameter.name, most=_LONGEST)
    choices = choices_of(workbench, parameter.asks)
    projection = workbench.projection
    number = projection.index.get(typed)
    if number is not None and number in choices:
        return number
    wanted = fold(typed)
    for fitting in (
        [n for n in choices if projection.iris[n].rsplit("/", 1)[-1] == typed],
        [n for n in choices if fold(projection.labels[n]) == wanted],
        [n for n in choices if wanted in name_parts(projection.labels[n])],
    ):
        likely = _of_first_kind(workbench, parameter.asks, fitting)
        if len(likely) == 1:
            return likely[0]
        if likely:
            raise ParameterError(
                "questions.ambiguous", text=typed, found=", ".join(_named(workbench, n) for n in likely[:5])
            )
    raise ParameterError("questions.unknown", text=typed, near=_near(workbench, choices, typed))


def _of_first_kind(workbench: Workbench, asks: Asks, numbers: Sequence[int]) -> Sequence[int]:
    """Return those of the kind named first: a field of a plan comes before a topic called the same."""
    for kind in _KINDS[asks]:
        found = [number for number in numbers if workbench.projection.kinds[number] == kind]
        if found:
            return found
    return ()


def choices_of(workbench: Workbench, asks: Asks) -> Sequence[int]:
    """Return the things that may be chosen, ascending: of the cities those that anything belongs to."""
    if asks is Asks.CITY:
        return workbench.once("city choices", lambda: _cities(workbench))
    return workbench.projection.of_kind(*_KINDS.get(asks, ()))


def _cities(workbench: Workbench) -> list[int]:
    areas = workbench.ties.areas
    belonging = np.bincount(areas.home.indices, minlength=len(areas.towns))
    concerned = np.isin(areas.towns, workbench.ties.cities)
    return [int(town) for town in areas.towns[(belonging > 1) | concerned]]


def _number(parameter: Parameter, typed: str) -> int:
    try:
        number = int(typed)
    except ValueError:
        number = -1
    if not 1 <= number <= 1_000_000:
        raise ParameterError("questions.no-number", name=parameter.name, text=typed)
    return number


def _state(workbench: Workbench, typed: str) -> int:
    """Return the position of an earlier state, told by (the beginning of) its version or by its day."""
    states = workbench.earlier_states()
    for position, state in enumerate(states):
        if len(typed) >= _SHORTEST_VERSION and (
            state.version.startswith(typed) or state.modified.startswith(typed)
        ):
            return position
    known = ", ".join(f"{state.version[:8]} ({state.modified[:10]})" for state in states)
    raise ParameterError("questions.no-state", text=typed[:80], known=known or "–")


def _near(workbench: Workbench, choices: Sequence[int], typed: str) -> str:
    labels = {n: workbench.projection.labels[n] for n in choices}
    found = process.extract(typed, labels, scorer=WRatio, processor=fold, limit=_NEAR, score_cutoff=_CLOSE)
    return ", ".join(dict.fromkeys(label for label, _, _ in found)) or "–"


def _named(workbench: Workbench, number: int) -> str:
    projection = workbench.projection
    return f"{projection.labels[number]} ({projection.iris[number].rsplit('/', 1)[-1]})"


def _example(workbench: Workbench, parameter: Parameter) -> str:
    choices = choices_of(workbench, parameter.asks)
    return workbench.projection.labels[choices[0]] if choices else "–"
