"""Draw the sentences of the gold file, before anybody annotates: ``python -m bench.links.sampling``.

The draw knows nothing of the rules under test. Every unit says why it was drawn (``draw``), so that
figures can be given for the ``random`` part alone: the other draws look for what is rare.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from querbezug.graph.readers.privacy import mask
from querbezug.graph.readers.rad_dialog.addressing import mask_addressing

SEED = 20171018
_LONGEST = 320
_SHORTEST = 12
_WHOLE = 320
_PACKED = 200
_END = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÄÖÜ\"„(])|\n+")
# A full stop that ends no sentence.
_ABBREVIATED = re.compile(r"(?:\b(?:z|B|u|a|d|h|ca|bzw|usw|St|Str|Nr|ggf|evtl|max|inkl|Dr|Hbf|o|i)\.|\d\.)$")

CUES: Mapping[str, re.Pattern[str]] = {
    "question": re.compile(r"\?"),
    "negation": re.compile(
        r"\b(?:nicht|kein\w*|dagegen|unnötig\w*|überflüssig\w*|sinnlos\w*|Unsinn|lieber)\b", re.I
    ),
    "condition": re.compile(
        r"\b(?:aber|allerdings|sofern|vorausgesetzt|solange|grundsätzlich|prinzipiell|jedoch|nur wenn)\b",
        re.I,
    ),
    "asking": re.compile(
        r"(?:^|[.!?,] )(?:Wann|Wer|Wie|Was|Welche\w*|Wo|Wozu|Gibt|Ist|Sind|Kann|Können|Haben|Hat|Wird|Werden)"
        r"\b[^.!?]*\?"
    ),
    "place": re.compile(
        r"\b(?:in|nach|aus|von|bei|Richtung|zwischen|wie in) [A-ZÄÖÜ][a-zäöüß]{3,}\b"
        r"|\b[A-ZÄÖÜ][a-zäöüß]{3,}er [A-ZÄÖÜ]"
    ),
}
# How many units of each stratum, draw by draw; then two more rounds, for what was still too rare.
_PLAN: Mapping[str, Mapping[str, int]] = {
    "bonn-comment": {"random": 85, "question": 16, "negation": 26, "condition": 24, "place": 10},
    "bonn-editors": {"random": 6},
    "bonn-post": {"random": 55, "question": 8, "negation": 5, "place": 14},
    "mainz": {"random": 20, "place": 6},
    "muenster": {"random": 20, "place": 6},
    "ottensen": {"random": 28},
    "rek": {"random": 26},
}
_SECOND: Mapping[str, Mapping[str, int]] = {
    "bonn-comment": {"asking": 16, "name": 14},
    "bonn-post": {"asking": 8, "name": 16},
    "mainz": {"name": 5},
    "muenster": {"name": 5},
}
_THIRD: Mapping[str, Mapping[str, int]] = {
    "bonn-comment": {"asking": 8, "condition": 18, "negation": 8},
    "bonn-post": {"asking": 10},
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that may be drawn, and the thread it belongs to: of each thread only one is."""

    thread: str
    item: dict[str, Any]


def sentences(text: str) -> list[str]:
    """Split a text after sentence marks and at line ends; abbreviations end nothing."""
    parts: list[str] = []
    for part in (piece.strip() for piece in _END.split(text)):
        if parts and _ABBREVIATED.search(parts[-1]):
            parts[-1] += " " + part
        elif part:
            parts.append(part)
    return parts


def units(text: str) -> list[str]:
    """Cut a text into units of one to three sentences; a short text stays whole."""
    text = text.strip()
    if len(text) <= _WHOLE:
        return [re.sub(r"\s+", " ", text)]
    found: list[str] = []
    for sentence in sentences(text):
        if found and len(found[-1]) + len(sentence) < _PACKED:
            found[-1] += " " + sentence
        else:
            found.append(sentence)
    return [re.sub(r"\s+", " ", unit) for unit in found]


def _item(
    source: str, text: str, about: str | None, kind: str | None, ags: str | None, **more: Any
) -> dict[str, Any]:
    context = {"municipality": ags, "about": about, "about_kind": kind}
    return {"source": source, "text": text, "context": context, **more}


def _masked(text: str, *, official: bool = False) -> str:
    return mask(mask_addressing(text, official=official)).text


def bonn(path: Path, stratum: str) -> Iterator[Candidate]:
    """Yield the units of the Rad-Dialog, without every eighth contribution: those are the example.

    Of a comment its opening is one, for that is where it says what it is about; of a post any is.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        post = json.loads(line)
        if number % 8 == 0:
            continue
        about = _masked(post["title"])
        parts = [("post", _masked(post["text"]))] if stratum == "post" else _threads(post)
        for part, text in parts:
            if (part == "official") != (stratum == "editors"):
                continue
            for unit in units(text)[: None if part == "post" else 1]:
                item = _item("bonn", unit, about, "idea", "05314000", part=part, url=post["url"])
                yield Candidate(post["url"], item)


def _threads(post: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for comment in post["comments"]:
        yield _part(comment, "comment"), _masked(comment["text"], official=_part(comment, "") == "official")
        for answer in comment.get("answers", ()):
            yield _part(answer, "reply"), _masked(answer["text"], official=_part(answer, "") == "official")


def _part(comment: Mapping[str, Any], part: str) -> str:
    editors = (
        comment.get("official")
        or comment["text"].startswith("Lieber Gast")
        or "Moderation" in comment["text"]
    )
    return "official" if editors else part


def mainz(path: Path) -> Iterator[Candidate]:
    """Yield the units of the descriptions in the climate plan of Mainz."""

    def walk(nodes: Sequence[dict[str, Any]]) -> Iterator[Candidate]:
        for node in nodes:
            entry = node.get("data", node)
            for unit in units(_masked(re.sub(r"\*\*|\]\([^)]*\)|\[", "", entry.get("description") or ""))):
                yield Candidate(
                    str(entry["id"]), _item("mainz", unit, entry["title"], "measure", "07315000", part="plan")
                )
            yield from walk(node.get("children") or [])

    entries = json.loads(path.read_text(encoding="utf-8"))
    yield from walk([entry for each in entries for entry in (each if isinstance(each, list) else [each])])


def muenster(path: Path) -> Iterator[Candidate]:
    """Yield the units of the reports on the climate plan of Münster."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row.get("text")]
    titles = {row["id"]: row["title"] for row in rows}
    for row in rows:
        about = titles.get(row["parent"], row["title"])
        for unit in units(_masked(re.sub(r"<[^>]+>", " ", row["text"]))):
            yield Candidate(row["id"], _item("muenster", unit, about, "measure", "05515000", part="plan"))


def ottensen(path: Path) -> Iterator[Candidate]:
    """Yield the units of the posts from Hamburg-Ottensen."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for number, unit in enumerate(units(_masked(row["text"]))):
                item = _item(
                    "ottensen", unit, _masked(row["title"]), "idea", "02000000", part="post", url=row["url"]
                )
                yield Candidate(f"{row['document_id']}/{number}", item)


def rek(path: Path) -> Iterator[Candidate]:
    """Yield the wordings of goals and measures of the development concept of the Städtedreieck."""
    facts = json.loads(path.read_text(encoding="utf-8"))
    for kind, things in (("goal", facts["ziele"]), ("measure", facts["massnahmen"])):
        for thing in things:
            yield Candidate(
                thing["id"],
                _item("rek", thing["label"], None, None, None, part=kind, url=thing["sources"][0]),
            )


def names_cue(register: Path) -> re.Pattern[str]:
    """Return what finds words that are municipalities' names as well, but for the cities of the sources."""
    with register.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["level"] == "Gemeinde"]
    names = {re.split(r"[,/(]", row["name"])[0].strip() for row in rows} - {"Bonn", "Mainz", "Münster"}
    longest_first = sorted((name for name in names if len(name) > 2), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})(?:s|er)?\b")


def draw(
    pool: Sequence[Candidate],
    plan: Mapping[str, int],
    chance: random.Random,
    cues: Mapping[str, re.Pattern[str]],
    drawn: set[str],
) -> Iterator[dict[str, Any]]:
    """Draw from one stratum: at random first, then among what carries a cue; a thread only once."""
    for reason, count in plan.items():
        cue = cues.get(reason)
        left = [
            each for each in pool if _fits(each.item["text"]) and (not cue or cue.search(each.item["text"]))
        ]
        chance.shuffle(left)
        for candidate in left:
            if count and candidate.thread not in drawn:
                drawn.add(candidate.thread)
                count -= 1
                yield {**candidate.item, "draw": reason}


def _fits(text: str) -> bool:
    return _SHORTEST <= len(text) <= _LONGEST


def sample(files: Mapping[str, Path]) -> list[dict[str, Any]]:
    """Draw all strata; the same files give the same sample."""
    strata: Mapping[str, Callable[[], Iterator[Candidate]]] = {
        "bonn-comment": lambda: bonn(files["bonn"], "comment"),
        "bonn-editors": lambda: bonn(files["bonn"], "editors"),
        "bonn-post": lambda: bonn(files["bonn"], "post"),
        "mainz": lambda: mainz(files["mainz"]),
        "muenster": lambda: muenster(files["muenster"]),
        "ottensen": lambda: ottensen(files["ottensen"]),
        "rek": lambda: rek(files["rek"]),
    }
    cues = {**CUES, "name": names_cue(files["register"])}
    chance = random.Random(SEED)  # noqa: S311
    pools = {name: list(pool()) for name, pool in strata.items()}
    drawn: dict[str, set[str]] = {name: set() for name in strata}
    found: list[dict[str, Any]] = []
    counts: dict[str, int] = {}
    for plans in (_PLAN, _SECOND, _THIRD):
        for name, plan in plans.items():
            for item in draw(pools[name], plan, chance, cues, drawn[name]):
                source = item["source"]
                counts[source] = counts.get(source, 0) + 1
                found.append({"id": f"{source}-{counts[source]:04d}", **item})
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for source in ("bonn", "mainz", "muenster", "ottensen", "rek", "register"):
        parser.add_argument(f"--{source}", type=Path, required=True)
    for item in sample(vars(parser.parse_args())):
        print(json.dumps(item, ensure_ascii=False))
