"""What the cues of a text tell about where it stands towards something with a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache, lru_cache
from itertools import pairwise

from querbezug.graph.links import functions
from querbezug.graph.links.clauses import Sentence, Word, sentences, spoken_words, words
from querbezug.graph.links.cues import Hit, cues, listed, raw_cues
from querbezug.graph.links.judging import Weights, likeliest

_NEAR_BEFORE, _NEAR_AFTER = 3, 2
_CLAUSE_MARKS = frozenset(",:;?!–")
_STEM = 5
_DOING = {"question": "asks", "suggestion": "suggests", "argument": "argues", "information": "informs"}
_SHAPE = ("question-mark", "exclamation", "colon", "short", "long", "number", "first", "last", "says-you")
_KEPT = {name: name for name in _SHAPE} | {
    "address": "address-of-page",
    "past": "reports",
    "passive": "reports",
    "planning": "reports",
    "pointer": "points",
    "moderation": "thanks-by-editors",
    "unmoved": "merely-states",
    "asks-alone": "asks-only",
    "asks-loudly": "asks-loudly",
}
"""What of the function's cues tells something of the stance too, and what it is called there."""

_AFFIRMING = frozenset(("agree", "yes", "praise", "important"))
_RESTRICTING = frozenset(("but", "yes-but", "please-not", "only-if"))
_RELATED = (
    ("complains", frozenset(("problem",))),
    ("praises", frozenset(("benefit", "praise", "help"))),
    ("suggests", frozenset(("suggests",))),
    ("argues", frozenset(("argues",))),
    ("scorns", frozenset(("scorn",))),
    ("denies", frozenset(("cannot", "needs-not", "disagree", "please-not"))),
    ("contents", frozenset(("enough", "defends"))),
    ("warns", frozenset(("worse",))),
    ("reports", frozenset(("informs", "in-place", "corrects"))),
    ("protests", frozenset(("outrage",))),
)
_PROPOSING = frozenset(
    (
        "measure-word",
        "should",
        "please",
        "proposal",
        "infinitive-alone",
        "wish",
        "want",
        "opens-with-measure",
        "must",
    )
)


def features(parts: Sequence[Sentence], label: str, doing: Weights | None = None) -> list[tuple[str, ...]]:
    """Return the names of the cues of each sentence of a text towards what is called ``label``.

    ``doing`` are other weights than those that ship, by which it is told what a sentence does.
    """
    weights = functions.trained() if doing is None else doing
    named = [_features(part, at, len(parts), label, weights) for at, part in enumerate(parts)]
    for before, after in pairwise(named):
        if not _AFFIRMING.isdisjoint(before) and not _RESTRICTING.isdisjoint(after):
            after["but-after-yes"] = None
    return [tuple(names) for names in named]


def _features(sentence: Sentence, number: int, count: int, label: str, weights: Weights) -> dict[str, None]:
    """Return the names of the cues of one sentence, each once, in their order."""
    spoken = spoken_words(sentence)
    found = dict.fromkeys(_polar(spoken))
    doing = functions.features(sentence, number, count)
    if "asks-not" in doing:
        found.pop("cannot", None)
    code = likeliest(weights, doing)
    found[_DOING[code]] = None
    found |= dict.fromkeys(_KEPT[name] for name in doing if name in _KEPT)
    if not _AFFIRMING.isdisjoint(found) and not _RESTRICTING.isdisjoint(found):
        found["but-after-yes"] = None
    found |= dict.fromkeys(_towards(spoken, {*doing, *found}, label))
    return found


@cache
def _having(mark: str) -> frozenset[str]:
    return frozenset(name for name, group in raw_cues()["stances"].items() if group.get(mark))


@lru_cache(256)
def _polar(spoken: tuple[str, ...]) -> tuple[str, ...]:
    """Return the cues of a sentence; one with a negation close by as its opposite."""
    return tuple(
        f"not-{hit.cue.name}"
        if hit.cue.name in _having("negatable") and _negated(spoken, hit)
        else hit.cue.name
        for hit in cues("stances").find(spoken)
    )


@lru_cache(256)
def plain_cues(spoken: tuple[str, ...]) -> tuple[str, ...]:
    """Return only the cues that say outright what somebody thinks."""
    return tuple(
        dict.fromkeys(name for name in _polar(spoken) if name.removeprefix("not-") in _having("plain"))
    )


def _negated(spoken: Sequence[str], hit: Hit) -> bool:
    """Say whether a negation stands in the cue, or near it in the same clause."""
    inside = range(hit.first, hit.last + 1)
    before = range(hit.first - 1, max(-1, hit.first - 1 - _NEAR_BEFORE), -1)
    after = range(hit.last + 1, min(len(spoken), hit.last + 1 + _NEAR_AFTER))
    return (
        _negation_among(spoken, inside) or _negation_among(spoken, before) or _negation_among(spoken, after)
    )


def _denied_at(spoken: Sequence[str], at: int) -> bool:
    """Say whether a negation stands near a word, in its clause."""
    before, after = range(at - 1, max(-1, at - 2 - _NEAR_BEFORE), -1), range(at + 1, min(len(spoken), at + 9))
    return _negation_among(spoken, before) or _negation_among(spoken, after)


def _negation_among(spoken: Sequence[str], places: Iterable[int]) -> bool:
    """Say whether one of the words denies, up to the end of the clause; "nicht nur" does not."""
    for at in places:
        if spoken[at] in _CLAUSE_MARKS:
            return False
        if spoken[at] in listed("negations"):
            return listed("no_denials").isdisjoint(spoken[at + 1 : at + 2])
    return False


@lru_cache(4_096)
def label_cues(label: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the cues of a label and the stems of its words."""
    cut = sentences(label)
    named = frozenset(name for part in cut for name in functions.features(part, 0, 1))
    return named, tuple(sorted({stem for part in cut for stem in _stems(words(part))}))


def _stems(said: Iterable[Word]) -> set[str]:
    return {word.text[: max(_STEM, len(word.text) - 3)] for word in said if len(word.text) > _STEM}


def _towards(spoken: Sequence[str], names: Set[str], label: str) -> Iterator[str]:
    """Yield how a sentence with the cues ``names`` relates to the label of what it is about."""
    named, stems = label_cues(label)
    sort = "problem" if "problem" in named else "thing" if _PROPOSING.isdisjoint(named) else "proposal"
    yield from (f"{verb}-for-{sort}" for verb, cue_names in _RELATED if not cue_names.isdisjoint(names))
    naming = [at for at, word in enumerate(spoken) if word.startswith(stems)]
    if naming:
        yield "names-subject"
        if any(_denied_at(spoken, at) for at in naming):
            yield f"denies-subject-for-{sort}"
    if spoken[0] in listed("opening_but"):
        yield "opens-with-but"
    if _denies(spoken):
        yield "opens-with-no"


def _denies(spoken: Sequence[str]) -> bool:
    """Say whether a sentence opens with a no; "nicht nur" and "nicht zuletzt" are none."""
    return not listed("denials").isdisjoint(spoken[:2]) and listed("no_denials").isdisjoint(spoken[:3])
