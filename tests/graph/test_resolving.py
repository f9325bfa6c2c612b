"""What somebody types finds the thing that is meant, or says in one sentence why not."""

from __future__ import annotations

import pytest
from graph.making import thing
from hypothesis import given
from hypothesis import strategies as st

from querbezug.graph.analysis import Projection
from querbezug.graph.answers import (
    Asks,
    Parameter,
    ParameterError,
    Workbench,
    choices_of,
    question,
    questions,
)
from querbezug.graph.answers.resolving import resolve, resolve_all
from querbezug.graph.store import Snapshot

CITY, FIELD = Parameter("city"), Parameter("field", Asks.FIELD)


@pytest.fixture(scope="module")
def workbench(examples: Snapshot, projection: Projection) -> Workbench:
    return Workbench(examples, projection)


@pytest.mark.parametrize(
    "typed",
    [
        "Saalfeld/Saale",
        "Saalfeld",
        "saalfeld",
        " SAALFELD ",
        "saalfeld-saale",
        thing("place", "saalfeld-saale"),
    ],
)
def test_a_city_goes_by_its_names(workbench: Workbench, typed: str) -> None:
    found = resolve(workbench, CITY, typed)
    assert workbench.projection.labels[found] == "Saalfeld/Saale"


def test_umlauts_may_be_spelt_out(workbench: Workbench) -> None:
    assert workbench.projection.labels[resolve(workbench, CITY, "Goerlitz")] == "Görlitz"


def test_a_field_of_a_plan_comes_before_a_topic_of_the_same_name(workbench: Workbench) -> None:
    projection = workbench.projection
    fields = [n for n in projection.of_kind("field") if projection.labels[n] == "Mobilität"]
    if len(fields) == 1:
        assert resolve(workbench, FIELD, "Mobilität") == fields[0]
    else:
        with pytest.raises(ParameterError, match="Mobilität"):
            resolve(workbench, FIELD, "Mobilität")


def test_what_is_near_is_named(workbench: Workbench) -> None:
    with pytest.raises(ParameterError, match="Saalfeld/Saale"):
        resolve(workbench, CITY, "Salfeld")


@given(typed=st.text(max_size=60))
def test_nothing_typed_raises_anything_but_our_own_error(workbench: Workbench, typed: str) -> None:
    for parameter in (CITY, FIELD, Parameter("n", Asks.NUMBER), Parameter("before", Asks.STATE)):
        problem = None
        try:
            found = resolve(workbench, parameter, typed)
        except ParameterError as error:
            problem = error
        assert found >= 0 if problem is None else problem.text("de") and problem.text("en")


def test_missing_and_unknown_parameters_are_told(workbench: Workbench) -> None:
    with pytest.raises(ParameterError, match="„b“"):
        resolve_all(workbench, question("ties"), {"a": "Saalfeld"})
    with pytest.raises(ParameterError, match="xyz"):
        resolve_all(workbench, question("ties"), {"a": "Saalfeld", "b": "Rudolstadt", "xyz": "1"})


def test_every_choice_means_itself(workbench: Workbench) -> None:
    for asks in (Asks.CITY, Asks.COOPERATION, Asks.FIELD):
        choices = choices_of(workbench, asks)
        assert choices
        for number in choices:
            assert resolve(workbench, Parameter("x", asks), workbench.projection.iris[number]) == number


def test_every_question_has_its_words_in_both_languages() -> None:
    for asked in questions().values():
        for lang in ("de", "en"):
            assert asked.plain(lang).endswith("?")
            assert asked.lead(lang)
            assert all(parameter.label(lang) for parameter in asked.parameters)
