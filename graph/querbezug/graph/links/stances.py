"""Where a comment stands towards what it is about, and what it would rather have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from querbezug.graph.links import functions
from querbezug.graph.links.alternatives import Span, alternatives
from querbezug.graph.links.calibration import calibrated
from querbezug.graph.links.clauses import Sentence, sentences, spoken_words
from querbezug.graph.links.corpus import TextUnit
from querbezug.graph.links.cues import cues, marks
from querbezug.graph.links.judging import Judgement, Weights, judge, shipped
from querbezug.graph.links.stance_features import features, label_cues, plain_cues

METHOD = "stance-rules"

STANCES = ("support", "conditional-support", "objection", "neutral")
"""The codes, in the order in which a tie is decided."""

THEME = "theme"
"""Kind of a target that counts only where a sentence names it."""

COMMENT = "comment"
"""Kind of a target that is the comment replied to."""

_MOST_SENTENCES = 60
_NAMED_SHARE = 0.8
"""What is left of the confidence where a stance is taken to be towards a theme."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a comment may take a stance on.

    Attributes
    ----------
    iri : str
        The thing.
    label : str
        Its name; tells whether a sentence names it, and whether it is a complaint or a proposal.
    kind : str
        ``goal``, ``idea``, ``measure`` (what the comment is about), ``comment`` (what it replies
        to) or ``theme``.
    spans : tuple of (int, int)
        Where the text names it, if that is known; else the words of the label are looked for.
    """

    iri: str
    label: str
    kind: str
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class FoundStance:
    """A stance towards a target, the sentence that shows it, and what would be preferred.

    ``reasons`` are the names of the cues that spoke for it, the strongest first; ``alternatives``
    what the text would rather have, as spans of the text.
    """

    unit: str
    code: str
    target: str
    quote: str
    start: int
    end: int
    confidence: float
    reasons: tuple[str, ...]
    alternatives: tuple[Span, ...] = ()


def speaking() -> dict[str, Mapping[str, float]]:
    """Return what each cue and mark speaks for, as a person set it."""
    return {name: cue.weights for name, cue in cues("stances").cues.items()} | marks("stance-marks")


@cache
def trained() -> Weights:
    """Return the weights that ship with the package."""
    return shipped("stance-weights.toml", STANCES, speaking())


class StanceFinder:
    """Tells where a text stands towards what it is about and the themes it names.

    Parameters
    ----------
    weights : Weights, optional
        Other weights than those that ship with the package.
    """

    def __init__(self, weights: Weights | None = None) -> None:
        self._weights = weights or trained()

    def find(self, unit: TextUnit, targets: Sequence[Target]) -> Iterator[FoundStance]:
        """Yield the stances of ``unit``: one towards what it is about, then towards themes.

        Nothing is yielded where no cue speaks for what would be the likeliest stance.

        Parameters
        ----------
        unit : TextUnit
            The comment.
        targets : sequence of Target
            What it is about, what it replies to, and the themes found in it.
        """
        parts = sentences(unit.text)[:_MOST_SENTENCES]
        about = _about(parts, targets) if unit.is_comment else None
        if about:
            found = judge(self._weights, features(parts, about.label))
            if found.reasons:
                yield _found(
                    unit, about, parts, replace(found, confidence=calibrated(METHOD, found.confidence))
                )
        for target in targets:
            if target.kind == THEME:
                yield from self._towards_theme(unit, target, parts)

    def _towards_theme(
        self, unit: TextUnit, target: Target, parts: Sequence[Sentence]
    ) -> Iterator[FoundStance]:
        """Yield the stance of the first sentence that names a theme and says outright what it thinks."""
        for at, part in enumerate(parts):
            if not _names(part, target):
                continue
            plain = plain_cues(spoken_words(part))
            if not plain:
                continue
            found = judge(self._weights, [plain])
            if found.reasons and found.code != "neutral":
                sure = round(calibrated(METHOD, found.confidence) * _NAMED_SHARE, 4)
                yield _found(unit, target, parts, Judgement(found.code, at, sure, found.reasons))
                return


def _found(unit: TextUnit, target: Target, parts: Sequence[Sentence], found: Judgement) -> FoundStance:
    quoted = parts[found.sentence]
    instead: tuple[Span, ...] = ()
    if found.code in ("objection", "conditional-support"):
        instead = tuple(span for part in parts for span in alternatives(part))
    return FoundStance(
        unit.iri,
        found.code,
        target.iri,
        quoted.text,
        quoted.start,
        quoted.end,
        found.confidence,
        found.reasons,
        instead,
    )


def _about(parts: Sequence[Sentence], targets: Iterable[Target]) -> Target | None:
    """Return what the text is about: the comment replied to if it speaks to somebody, else the thing."""
    replied = [target for target in targets if target.kind == COMMENT]
    things = [target for target in targets if target.kind not in (COMMENT, THEME)]
    if not parts or not (replied or things):
        return None
    if replied and (not things or any(_speaks_to_somebody(part) for part in parts)):
        return replied[0]
    return things[0]


def _speaks_to_somebody(sentence: Sentence) -> bool:
    return "says-you" in functions.features(sentence, 0, 1)


def _names(part: Sentence, target: Target) -> bool:
    """Say whether a sentence names a target."""
    if target.spans:
        return any(part.start <= start and end <= part.end for start, end in target.spans)
    stems = label_cues(target.label)[1]
    return any(word.startswith(stems) for word in spoken_words(part))
