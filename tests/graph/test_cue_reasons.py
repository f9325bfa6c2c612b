"""Why a text was judged so: the cues that fired, with the words of the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from querbezug.graph.links import functions, stances
from querbezug.graph.links.corpus import TextUnit
from querbezug.graph.links.cue_reasons import Judged, cue_reasons
from querbezug.graph.links.functions import FunctionFinder
from querbezug.graph.links.stances import StanceFinder, Target
from querbezug.ontology.strings import catalogue

TARGET = "Glasfaserausbau vorantreiben"


def unit(text: str) -> TextUnit:
    return TextUnit("", text, frozenset(), frozenset(), is_comment=True, is_contribution=True)


def function_of(text: str) -> Judged:
    found = FunctionFinder().find(unit(text))
    assert found
    return Judged(text, functions.METHOD, found.code, found.start, found.end)


def test_the_words_of_the_cue_are_told():
    text = "Das Netz ist gut. Nicht wichtig, lieber Spielplätze und Fahrradwege"
    (first, *_) = cue_reasons(function_of(text))
    assert (first.name, first.words) == ("prefer", "lieber")


def test_a_stance_is_explained_towards_its_target():
    text = "Nicht wichtig, lieber Spielplätze und Fahrradwege"
    (found,) = StanceFinder().find(unit(text), [Target("t", TARGET, "goal")])
    judged = Judged(text, stances.METHOD, found.code, found.start, found.end, TARGET)
    assert [each.name for each in cue_reasons(judged)] == list(found.reasons)
    assert "wichtig" in {each.words for each in cue_reasons(judged)}


@pytest.mark.parametrize("method", ["place-name", "by-hand", functions.METHOD])
def test_what_the_rules_do_not_say_is_not_explained(method):
    judged = function_of("Wann wird gebaut?")
    other = "argument" if judged.code != "argument" else "question"
    assert cue_reasons(Judged(judged.text, method, other, judged.start, judged.end)) == ()


@given(st.text(max_size=200))
def test_words_of_reasons_stand_in_the_text(text):
    found = FunctionFinder().find(unit(text))
    if found:
        judged = Judged(text, functions.METHOD, found.code, found.start, found.end)
        reasons = cue_reasons(judged)
        assert [each.name for each in reasons] == list(found.reasons)
        assert all(each.words in text for each in reasons)


@pytest.mark.parametrize("name", sorted({*functions.speaking(), *stances.speaking()}))
def test_each_cue_has_its_words_in_both_languages(name):
    assert f"cues.{name}" in catalogue()
