"""The figures as Markdown, written between two marks of a page of the documentation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.links.agreement import Agreement
from bench.links.bonn import AS_LABEL, LABELS, BonnShare
from bench.links.comparing import NOTHING, Comparison
from bench.links.gold_file import FUNCTIONS, STANCES, Item
from bench.links.scoring import Bin, ClassScores, Score
from bench.links.seed import SeedPage

BEGIN, END = "<!-- figures: written by python -m bench links -->", "<!-- end of the figures -->"

WANTED: Mapping[str, str] = {
    "places the register or a source has": "P 0.95, R 0.85",
    "topics, exact": "0.75",
    "function, macro": "0.70",
    "stance, macro": "0.65",
}
"""What was set before anything was measured."""

Sides = tuple[Comparison, Comparison]
"""Linking, and the baseline beside it."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that was measured."""

    version: str
    items: Sequence[Item]
    by_split: Mapping[str, Sides]
    random_test: Sides
    seed: SeedPage
    bonn: BonnShare
    reliability: Mapping[str, tuple[list[Bin], float]]
    agreement: Agreement


def markdown(figures: Figures) -> str:
    """Return all tables."""
    parts = [
        f"Version {figures.version} of the rules. Intervals are 95 % bootstrap intervals of F1 over units.",
        "### Gold file, held-out part (`test`)",
        _summary(figures.by_split["test"]),
        "### The same, only what was drawn at random",
        _summary(figures.random_test),
        "### The part that rules were tuned on (`tune`)",
        _summary(figures.by_split["tune"]),
        "### Each function and stance (`test`)",
        _classes(figures.by_split["test"][0].function, "function"),
        _classes(figures.by_split["test"][0].stance, "stance"),
        "### How far confidence can be trusted (`test`)",
        _reliability(figures.reliability),
        "### The page of the draft",
        _seed(figures.seed),
        "### Bonner Rad-Dialog: labels and categories that others gave",
        _bonn(figures.bonn),
        "### What the gold file holds",
        _contents(figures.items),
        _agreement(figures.agreement),
    ]
    return "\n\n".join(parts)


def write_between_marks(page: Path, tables: str) -> None:
    """Put ``tables`` between the marks of ``page``, and leave the rest as it is."""
    text = page.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{page}: the marks {BEGIN!r} and {END!r} are missing")
    page.write_text(f"{before}{BEGIN}\n\n{tables}\n\n{END}{after}", encoding="utf-8")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; all columns but the first are numbers."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _n(value: float) -> str:
    return f"{value:.2f}"


def _span(interval: tuple[float, float]) -> str:
    return f"{interval[0]:.2f}–{interval[1]:.2f}"


def _summary(sides: Sides) -> str:
    ours, plain = sides
    found = [
        ("places, all", ours.places, plain.places),
        ("places the register or a source has", ours.known_places, plain.known_places),
        ("municipalities and counties", ours.municipalities, plain.municipalities),
        ("topics, exact", ours.topics, plain.topics),
        ("topics, top level", ours.top_topics, plain.top_topics),
    ]
    told = [
        ("function, macro", ours.function, plain.function),
        ("stance, macro", ours.stance, plain.stance),
    ]
    rows = [
        [name, str(a.expected), _n(a.precision), _n(a.recall), _n(a.f1), _span(a.interval), _n(b.f1)]
        for name, a, b in found
    ]
    rows += [
        [name, str(a.units), "", "", _n(a.macro_f1), _span(a.interval), _n(b.macro_f1)] for name, a, b in told
    ]
    rows = [[*row, WANTED.get(row[0], "")] for row in rows]
    head = ("what", "expected", "precision", "recall", "F1", "95 %", "baseline F1", "wanted")
    said = (
        f"{ours.units} units. Accuracy: function {_n(ours.function.accuracy)} (counting any defensible code "
        f"{_n(ours.function_defensible)}; baseline {_n(plain.function.accuracy)}), stance "
        f"{_n(ours.stance.accuracy)} (baseline {_n(plain.stance.accuracy)})."
    )
    return f"{table(head, rows)}\n\n{said}"


def _classes(scores: ClassScores, what: str) -> str:
    head = (what, "expected", "precision", "recall", "F1", "95 %")
    return table(head, [[code, *_score(score)] for code, score in scores.classes.items()])


def _score(score: Score) -> list[str]:
    return [str(score.expected), _n(score.precision), _n(score.recall), _n(score.f1), _span(score.interval)]


def _reliability(found: Mapping[str, tuple[list[Bin], float]]) -> str:
    rows = [
        [f"{name}, {each.low:.1f}–{each.high:.1f}", str(each.links), _n(each.claimed), _n(each.right)]
        for name, (bins, _) in found.items()
        for each in bins
    ]
    errors = "; ".join(f"{name} {_n(error) if bins else 'no links'}" for name, (bins, error) in found.items())
    head = ("links with confidence", "links", "claimed", "right")
    return f"{table(head, rows)}\n\nExpected calibration error: {errors}."


def _seed(seed: SeedPage) -> str:
    told = (("function, macro (main code)", seed.functions), ("stance, macro", seed.stance))
    found = (("topics", seed.topics), ("places", seed.places))
    every = seed.all_functions
    rows = [
        [name, str(ours.units), _n(ours.macro_f1), _span(ours.interval), _n(plain.macro_f1)]
        for name, (ours, plain) in told
    ]
    rows += [["function, all codes", str(every.expected), _n(every.f1), _span(every.interval), ""]]
    rows += [
        [name, str(ours.expected), _n(ours.f1), _span(ours.interval), _n(plain.f1)]
        for name, (ours, plain) in found
    ]
    head = (f"{seed.comments} comments", "expected", "F1", "95 %", "baseline F1")
    return table(head, rows)


def _bonn(bonn: BonnShare) -> str:
    head = ("label of others", "expected", "precision", "recall", "F1", "95 %")
    labels = table(head, [[code, *_score(score)] for code, score in bonn.labels.classes.items()])
    codes = [*AS_LABEL, NOTHING]
    crossed = table(
        ("their label \\ our function", *codes),
        [[label, *(str(bonn.crossed[label].get(code, 0)) for code in codes)] for label in LABELS],
    )
    rows = [
        [
            name,
            str(ours.expected),
            _n(ours.precision),
            _n(ours.recall),
            _n(ours.f1),
            _span(ours.interval),
            _n(plain.f1),
        ]
        for name, (ours, plain) in (*bonn.categories.items(), ("all", bonn.all_categories))
    ]
    categories = table(("category", "expected", "precision", "recall", "F1", "95 %", "baseline F1"), rows)
    said = (
        f"{bonn.sentences} sentences. Macro F1 {_n(bonn.labels.macro_f1)} ({_span(bonn.labels.interval)}), "
        f"always the commonest label {_n(bonn.majority.macro_f1)}; accuracy {_n(bonn.labels.accuracy)}, "
        f"commonest {_n(bonn.majority.accuracy)}."
    )
    ideas = f"{bonn.ideas} contributions with a category that stands for topics:"
    return "\n\n".join((labels, said, crossed, ideas, categories))


def _contents(items: Sequence[Item]) -> str:
    splits = ("tune", "test")

    def row(name: str, of: Sequence[Item]) -> list[str]:
        parts = Counter(item.split for item in of)
        drawn = sum(item.draw == "random" for item in of)
        return [name, str(len(of)), *(str(parts[split]) for split in splits), str(drawn)]

    rows = [row("all units", items)]
    rows += [
        row(source, [i for i in items if i.source == source])
        for source in dict.fromkeys(i.source for i in items)
    ]
    rows += [row(code, [i for i in items if i.function == code]) for code in FUNCTIONS]
    rows += [row(code, [i for i in items if i.stance and i.stance.value == code]) for code in STANCES]
    rows.append(row("with a place", [i for i in items if any(place.is_place for place in i.places)]))
    rows.append(row("with a topic", [i for i in items if i.topics]))
    rows.append(row("with an alternative", [i for i in items if i.alternative]))
    return table(("", "all", *splits, "drawn at random"), rows)


def _agreement(told: Agreement) -> str:
    return (
        f"Agreement of two annotations of {told.units} units by the same annotator: "
        f"function κ = {_n(told.function)}, stance κ = {_n(told.stance)}, topics F1 = {_n(told.topics)}, "
        f"places F1 = {_n(told.places)}. {told.note}"
    )
