"""Why a text was judged to do what it does, or to stand where it stands: the cues, with their words.

Assessments keep the sentence, not the cues. The rules are deterministic, so they are asked once more
and believed only if they come to the same sentence and code; a later version of them may not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from querbezug.graph.links.clauses import Sentence, words
from querbezug.graph.links.corpus import TextUnit
from querbezug.graph.links.cues import cues
from querbezug.graph.links.functions import METHOD as FUNCTION_METHOD
from querbezug.graph.links.functions import FunctionFinder
from querbezug.graph.links.stances import METHOD as STANCE_METHOD
from querbezug.graph.links.stances import THEME, FoundStance, StanceFinder, Target

_AREAS = {FUNCTION_METHOD: ("functions",), STANCE_METHOD: ("stances", "functions")}


@dataclass(frozen=True, slots=True)
class CueReason:
    """A cue that spoke for a judgement.

    Attributes
    ----------
    name : str
        What it is called in ``cues.toml`` or by the rules.
    words : str
        The words of the text that show it; empty for what the shape of the sentence tells.
    """

    name: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What an assessment of a function or stance says.

    Attributes
    ----------
    text : str
        The wording it is about.
    method, code : str
        Codes of the method and of the function or stance.
    start, end : int
        The sentence that decided, in code points of the wording.
    target : str
        Name of what a stance is towards.
    """

    text: str
    method: str
    code: str
    start: int
    end: int
    target: str = ""


def cue_reasons(judged: Judged) -> tuple[CueReason, ...]:
    """Return the cues that spoke for a judgement, the strongest first.

    Nothing is returned for other methods, and where the rules of today judge otherwise.
    """
    names = _names(judged)
    if not names:
        return ()
    sentence = Sentence(judged.text[judged.start : judged.end], judged.start, judged.end)
    shown = dict(_shown(judged.text, sentence, _AREAS[judged.method]))
    return tuple(CueReason(name, shown.get(name.removeprefix("not-"), "")) for name in names)


def _names(judged: Judged) -> tuple[str, ...]:
    unit = TextUnit("", judged.text, frozenset(), frozenset(), is_comment=True, is_contribution=True)
    if judged.method == FUNCTION_METHOD:
        found = _functions().find(unit)
        return found.reasons if found and _is_same(judged, found.code, found.start) else ()
    if judged.method == STANCE_METHOD:
        stances = (each for each in _towards(judged, unit) if _is_same(judged, each.code, each.start))
        return next((each.reasons for each in stances), ())
    return ()


def _towards(judged: Judged, unit: TextUnit) -> Iterator[FoundStance]:
    """Yield the stance towards the target as what the text is about, then as a theme it names."""
    yield from _stances().find(unit, [Target("", judged.target, "goal")])
    inside = ((judged.start, judged.end),)
    yield from _stances().find(unit, [Target("", judged.target, THEME, inside)])


def _is_same(judged: Judged, code: str, start: int) -> bool:
    return (code, start) == (judged.code, judged.start)


def _shown(text: str, sentence: Sentence, areas: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield the cues of a sentence with the words that show them; the first words win."""
    said = words(sentence)
    spoken = [word.text for word in said]
    for area in reversed(areas):
        for hit in reversed(list(cues(area).find(spoken))):
            yield hit.cue.name, text[said[hit.first].start : said[hit.last].end].strip(" ,:;–+")


@cache
def _functions() -> FunctionFinder:
    return FunctionFinder()


@cache
def _stances() -> StanceFinder:
    return StanceFinder()
