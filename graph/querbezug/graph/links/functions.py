"""What a comment does: it asks, suggests, argues or informs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from querbezug.graph.links.calibration import calibrated
from querbezug.graph.links.clauses import Sentence, sentences, spoken_words
from querbezug.graph.links.corpus import TextUnit
from querbezug.graph.links.cues import MARKS, cues, listed, marks
from querbezug.graph.links.judging import Weights, judge, shipped

METHOD = "function-rules"

FUNCTIONS = ("argument", "suggestion", "information", "question")
"""The codes, in the order in which a tie is decided."""

_MOST_SENTENCES = 60
"""A text is judged by its first sentences only; hardly any comment is longer."""

_SHORT, _LONG = 5, 25
_DIGIT = re.compile(r"\d")
_ENDING = re.compile(r"[?!.…]+[\"'“”«»)\] ]*$")
_UNSAID = frozenset(("question-mark", "exclamation", "infinitive-alone", "opens-with-measure", "imperative"))
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class FoundFunction:
    """What a text does, the sentence that decided it, and why.

    Attributes
    ----------
    unit : str
        IRI of whose wording it is.
    code : str
        One of :data:`FUNCTIONS`.
    quote : str
        The sentence that spoke most clearly for it, as it stands in the text from ``start`` to
        ``end`` (exclusive, in code points).
    confidence : float
        How likely the code is right, between 0 and 1.
    reasons : tuple of str
        Names of the cues in that sentence that spoke for the code, the strongest first.
    """

    unit: str
    code: str
    quote: str
    start: int
    end: int
    confidence: float
    reasons: tuple[str, ...]


def speaking() -> dict[str, Mapping[str, float]]:
    """Return what each cue and mark speaks for, as a person set it."""
    return {name: cue.weights for name, cue in cues("functions").cues.items()} | marks("function-marks")


@cache
def trained() -> Weights:
    """Return the weights that ship with the package."""
    return shipped("function-weights.toml", FUNCTIONS, speaking())


@lru_cache(256)
def features(sentence: Sentence, number: int, count: int) -> tuple[str, ...]:
    """Return the names of the cues and marks of a sentence, each once.

    Parameters
    ----------
    sentence : Sentence
        The sentence.
    number, count : int
        Which one of how many it is in its text, from 0.
    """
    said = spoken_words(sentence)
    found = dict.fromkeys(hit.cue.name for hit in cues("functions").find(said))
    found |= dict.fromkeys(_marks(sentence.text, said))
    if "question-mark" in found and number == count - 1:
        found["asks-at-end"] = None
        if count == 1:
            found["asks-alone"] = None
    if _UNSAID.isdisjoint(found) and listed("moving").isdisjoint(found):
        found["unmoved"] = None
    if count > 1:
        found |= dict.fromkeys(("first",) if number == 0 else ("last",) if number == count - 1 else ())
    return tuple(found)


class FunctionFinder:
    """Tells what a text does: the code its cues speak for most, and the sentence that says so.

    Parameters
    ----------
    weights : Weights, optional
        Other weights than those that ship with the package.
    """

    def __init__(self, weights: Weights | None = None) -> None:
        self._weights = weights or trained()

    def find(self, unit: TextUnit) -> FoundFunction | None:
        """Return what ``unit`` does, or None if it has no words."""
        parts = sentences(unit.text)[:_MOST_SENTENCES]
        if not parts:
            return None
        found = judge(self._weights, [features(part, at, len(parts)) for at, part in enumerate(parts)])
        quoted = parts[found.sentence]
        sure = calibrated(METHOD, found.confidence)
        return FoundFunction(unit.iri, found.code, quoted.text, quoted.start, quoted.end, sure, found.reasons)


def _marks(text: str, spoken: Sequence[str]) -> list[str]:
    """Return what the shape of a sentence tells: found, its first word, its verb, its length."""
    inner = [word for word in spoken if word not in MARKS]
    if not inner:
        return []
    ending = _ENDING.search(text.replace("(?)", ""))
    marks_at_end = ending.group() if ending else ""
    asks = "?" in marks_at_end
    found = ["question-mark"] if asks else ["question-inside"] if "?" in spoken else []
    if marks_at_end.count("?") > 1 or "?!" in marks_at_end or "!?" in marks_at_end:
        found.append("asks-loudly")
    if "!" in marks_at_end:
        found.append("exclamation")
    if len(inner) <= _SHORT:
        found.append("short")
    elif len(inner) >= _LONG:
        found.append("long")
    return [*found, *_openings(inner, asks), *_endings(text, inner), *_contents(text, spoken)]


def _openings(inner: Sequence[str], asks: bool) -> list[str]:
    found = []
    if inner[0] in listed("question_words"):
        found.append("asks-with-word" if asks else "question-word-first")
    elif inner[0] in listed("opening_verbs"):
        found.append("asks-with-verb" if asks else "verb-first")
        if asks and "nicht" in inner:
            found.append("asks-not")
    if inner[0] in listed("opening_measures"):
        found.append("opens-with-measure")
    if len(inner) > 1 and inner[1] == "sie" and inner[0].endswith("en") and not asks:
        found.append("imperative")
    return found


def _endings(text: str, inner: Sequence[str]) -> list[str]:
    verbless = listed("finite_verbs").isdisjoint(inner)
    found = ["no-verb"] if verbless else []
    if _infinitive(inner, text):
        found.append("infinitive-alone" if verbless else "infinitive-last")
    return found


def _contents(text: str, spoken: Sequence[str]) -> list[str]:
    found = []
    if _DIGIT.search(text):
        found.append("year" if _YEAR.search(text) else "number")
    if "://" in text or "www." in text:
        found.append("address")
    if ":" in spoken:
        found.append("colon")
    if "…" in text or "..." in text:
        found.append("dots")
    if "ich" in spoken:
        found.append("i-say")
    if "@" in text or _addresses(text, spoken):
        found.append("says-you")
    return found


def _addresses(text: str, spoken: Sequence[str]) -> bool:
    """Say whether somebody is spoken to; "Sie" as the first word may as well be "they"."""
    polite, familiar = listed("polite_address"), listed("familiar_address")
    return not polite.isdisjoint(text.split()[1:]) or not familiar.isdisjoint(spoken)


def _infinitive(inner: Sequence[str], text: str) -> bool:
    """Say whether the last word is an infinitive without "zu" that nothing before explains."""
    last = inner[-1]
    ends, with_zu = _infinitive_shapes()
    if not last.endswith(ends) or last in listed("no_infinitives") or last not in text:
        return False
    return not (len(inner) > 1 and inner[-2] == "zu") and not last.startswith(with_zu)


@cache
def _infinitive_shapes() -> tuple[tuple[str, ...], tuple[str, ...]]:
    prefixes = sorted(listed("separable_prefixes"))
    return tuple(sorted(listed("infinitive_endings"))), tuple(f"{prefix}zu" for prefix in prefixes)
