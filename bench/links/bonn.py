"""The shipped share of the Bonner Rad-Dialog: what others labelled, against functions and topics."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.links.baseline import topics_named
from bench.links.comparing import NOTHING, topics_of
from bench.links.linked import EXAMPLES, Linked, identity, link, source_triples
from bench.links.scoring import ClassScores, Score, classes, micro
from querbezug.graph.records import AnyRecord, Comment, Idea, Kind, Process, Ref

SHARE = EXAMPLES / "bonn" / "raddialog-2017.jsonl"

LABELS = ("mpos", "premise", "non-arg")
AS_LABEL: Mapping[str, str] = {
    "suggestion": "mpos",
    "argument": "premise",
    "information": "premise",
    "question": "non-arg",
}
"""How our codes read as theirs: they take reports for premises, and questions for no argument."""

OF_CATEGORY: Mapping[str, frozenset[str]] = {
    "Ampeln": frozenset(("ampel",)),
    "Beleuchtung": frozenset(("beleuchtung",)),
    "Beschilderung": frozenset(("verkehrsfuehrung",)),
    "Fahrradparken": frozenset(("fahrradparken",)),
    "Hindernisse": frozenset(("parken", "baustelle", "gruenflaechen", "baeume", "barrierefreiheit")),
    "Radverkehrsführung": frozenset(("verkehrsfuehrung",)),
    "Radwegqualität": frozenset(("strassenzustand",)),
}
"""The topics a category stands for; Sonstiges stands for none."""


@dataclass(frozen=True, slots=True)
class BonnShare:
    """The comparison with the labels and categories of the Rad-Dialog."""

    sentences: int
    labels: ClassScores
    majority: ClassScores
    crossed: Mapping[str, Mapping[str, int]]
    ideas: int
    categories: Mapping[str, tuple[Score, Score]]
    all_categories: tuple[Score, Score]


def compare_share() -> BonnShare:
    """Link the share's sentences as comments and its contributions as ideas; compare."""
    posts = [json.loads(line) for line in SHARE.read_text(encoding="utf-8").splitlines()]
    said = [
        (sentence["text"], sentence["code"]) for post in posts for sentence in post.get("sentences") or ()
    ]
    # A sentence that is both at once fits neither side of the comparison.
    said = [(text, code) for text, code in said if code in LABELS and text.strip()]
    functions = _functions([text for text, _ in said])
    expected = [code for _, code in said]
    given = [AS_LABEL.get(code, NOTHING) for code in functions]
    crossed = {
        label: dict(Counter(f for (_, e), f in zip(said, functions, strict=True) if e == label))
        for label in LABELS
    }
    counts = Counter(expected)
    majority = [counts.most_common(1)[0][0]] * len(said)
    ideas = [post for post in posts if OF_CATEGORY.get(post["category"]) and post["text"].strip()]
    categories = _categories(ideas)
    return BonnShare(
        len(said),
        classes(expected, given, LABELS),
        classes(expected, majority, LABELS),
        crossed,
        len(ideas),
        {
            name: _of_category(ideas, found, name)
            for name, found in ((n, categories) for n in sorted(OF_CATEGORY))
        },
        _overall(ideas, categories),
    )


_PROCESS = Ref(Kind.PROCESS, "share/process")


def _linked(records: Sequence[AnyRecord], refs: Sequence[Ref]) -> list[Linked]:
    by = identity()
    process = Process(ref=_PROCESS, label="Bonner Rad-Dialog", place=Ref(Kind.PLACE, "ags:05314000"))
    linked = link(source_triples("share", [process, *records], by), by)
    return [linked.get(by.iri(ref), Linked()) for ref in refs]


def _functions(texts: Sequence[str]) -> list[str]:
    refs = [Ref(Kind.COMMENT, f"share/sentence-{number}") for number in range(len(texts))]
    records = [
        Comment(ref=ref, text=text, sequence=number, process=_PROCESS)
        for number, (ref, text) in enumerate(zip(refs, texts, strict=True), start=1)
    ]
    return [each.function.code if each.function else NOTHING for each in _linked(records, refs)]


Found = list[tuple[frozenset[str], frozenset[str]]]
"""The topics of each idea: found by linking, and by the match of labels."""


def _categories(posts: Sequence[Mapping[str, Any]]) -> Found:
    refs = [Ref(Kind.IDEA, f"share/idea-{number}") for number in range(len(posts))]
    records = [
        Idea(ref=ref, label=post["title"], text=post["text"], process=_PROCESS)
        for ref, post in zip(refs, posts, strict=True)
    ]
    by_us = (topics_of(each) for each in _linked(records, refs))
    plainly = (topics_named(f"{post['title']}\n{post['text']}") for post in posts)
    return list(zip(by_us, plainly, strict=True))


def _of_category(posts: Sequence[Mapping[str, Any]], found: Found, name: str) -> tuple[Score, Score]:
    """Score one category: an idea is taken for it if one of the category's topics was found in it."""
    wanted = OF_CATEGORY[name]
    sides = []
    for side in (0, 1):
        counts = [
            ((hit := bool(topics[side] & wanted)) and mine, hit and not mine, mine and not hit)
            for post, topics in zip(posts, found, strict=True)
            for mine in [post["category"] == name]
        ]
        sides.append(micro([(int(a), int(b), int(c)) for a, b, c in counts]))
    return sides[0], sides[1]


def _overall(posts: Sequence[Mapping[str, Any]], found: Found) -> tuple[Score, Score]:
    """Score all categories at once: each of the ideas has one, and may be taken for several."""
    sides = []
    for side in (0, 1):
        counts = []
        for post, topics in zip(posts, found, strict=True):
            taken = {name for name, wanted in OF_CATEGORY.items() if topics[side] & wanted}
            hit = post["category"] in taken
            counts.append((int(hit), len(taken) - hit, int(not hit)))
        sides.append(micro(counts))
    return sides[0], sides[1]
