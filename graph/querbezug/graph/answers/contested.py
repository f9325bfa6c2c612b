"""What people are divided about, what they agree on, and what they would rather have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from querbezug.graph.analysis.contested import Opinion, Verdict, opinions, sides, voices, votes
from querbezug.graph.answers.evidence import stance_words
from querbezug.graph.answers.model import (
    Answer,
    Column,
    Form,
    Listing,
    Number,
    Row,
    Rows,
    Share,
    Table,
    counted,
)
from querbezug.graph.answers.questions import Given, Question
from querbezug.graph.answers.scope import SCOPE, chosen, columns_of, named, sources_of, where
from querbezug.graph.answers.workbench import Workbench
from querbezug.ontology.strings import Message, message

_TOLD = 3
_QUOTED, _QUOTES_EACH = 10, 2
_GROUPS = {
    "planned": ("goal", "measure"),
    "ideas": ("idea",),
    "topics": ("topic", "field", "cross-cutting-theme", "category"),
}

_OPINIONS = (
    Column("subject_of", Form.THING),
    Column("support", Form.COUNT),
    Column("objection", Form.COUNT),
    Column("share_of_support", Form.SHARE),
    Column("between"),
    Column("verdict"),
    Column("sources", Form.SOURCES),
)
_VOICES = (
    Column("subject_of", Form.THING),
    Column("side"),
    Column("quote", Form.QUOTE),
    Column("voice", Form.THING),
    Column("confidence", Form.SHARE),
    Column("sources", Form.SOURCES),
)


def contested(workbench: Workbench, given: Given) -> Answer:
    """Say what comments and votes are divided about, with words of both sides.

    Parameters
    ----------
    workbench : Workbench
        The data.
    given : mapping
        ``city`` or ``cooperation``, or neither for all that is loaded.
    """
    return _answer(workbench, given, "contested", (Verdict.CONTESTED,))


def agreed(workbench: Workbench, given: Given) -> Answer:
    """Say what comments and votes agree on: what nearly all support, and what nearly all reject.

    Parameters
    ----------
    workbench : Workbench
        The data.
    given : mapping
        ``city`` or ``cooperation``, or neither for all that is loaded.
    """
    return _answer(workbench, given, "agreed", (Verdict.AGREED, Verdict.REJECTED))


def _answer(workbench: Workbench, given: Given, name: str, verdicts: Sequence[Verdict]) -> Answer:
    counted_ones = _contributions(workbench, given)
    by_comments = opinions(*voices(workbench.projection, counted_ones))
    by_votes = opinions(*_votes(workbench, counted_ones))
    found = _ranked(by_comments, verdicts)
    tables = [
        _opinion_table(workbench, group, [each for each in found if _kind(workbench, each) in kinds])
        for group, kinds in _GROUPS.items()
    ]
    tables.append(_opinion_table(workbench, "votes", _ranked(by_votes, verdicts)))
    tables.append(_voice_table(workbench, found[:_QUOTED], counted_ones))
    return Answer(
        name,
        tuple(_sentences(workbench, given, name, by_comments, found)),
        tuple(table for table in tables if table.rows),
        tuple(_notes(by_votes)),
        chosen(workbench, given),
    )


def _contributions(workbench: Workbench, given: Given) -> NDArray[np.bool_] | None:
    """Return the contributions of the towns that are asked about, shape (n,); None where all count."""
    columns = columns_of(workbench, given)
    if columns is None:
        return None
    found: NDArray[np.bool_] = np.diff(csr_array(workbench.ties.areas.home[:, columns]).indptr) > 0
    return found


def _votes(
    workbench: Workbench, counted_ones: NDArray[np.bool_] | None
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    support, objection = votes(workbench.projection)
    if counted_ones is None:
        return support, objection
    return support * counted_ones, objection * counted_ones


def _ranked(found: Sequence[Opinion], verdicts: Sequence[Verdict]) -> list[Opinion]:
    """Return the opinions with one of the verdicts, the surest first, then those of most voices."""
    fitting = (each for each in found if each.verdict in verdicts)
    return sorted(
        fitting,
        key=lambda each: (-round(each.probability, 3), -(each.support + each.objection), each.thing),
    )


def _kind(workbench: Workbench, opinion: Opinion) -> str:
    return workbench.projection.kinds[opinion.thing]


def _sentences(
    workbench: Workbench,
    given: Given,
    name: str,
    all_of_them: Sequence[Opinion],
    found: Sequence[Opinion],
) -> Iterator[Message]:
    place = where(workbench, given)
    heard = sum(each.support + each.objection for each in all_of_them)
    if not heard:
        yield message("contested.no_voices", where=place)
        return
    plans_first = sorted(found, key=lambda each: _kind(workbench, each) not in _GROUPS["planned"])
    things = Listing(tuple(named(workbench, each.thing) for each in plans_first))
    yield counted(f"contested.{name}_count", len(found), where=place, things=things)
    for each in plans_first[:_TOLD]:
        yield _told(workbench, each)
    yield counted("contested.heard", heard, things=Number(len(all_of_them)))
    if name == "contested":
        undecided = [each for each in all_of_them if each.verdict is Verdict.OPEN and each.support]
        both = sum(each.objection > 0 for each in undecided)
        if both:
            yield counted("contested.too_few", both)


def _told(workbench: Workbench, each: Opinion) -> Message:
    return message(
        f"contested.told_{each.verdict}",
        thing=named(workbench, each.thing),
        sure=message("contested.sure" if each.sure else "contested.likely"),
        support=counted("contested.for", each.support),
        objection=counted("contested.against", each.objection),
    )


def _notes(by_votes: Sequence[Opinion]) -> Iterator[Message]:
    yield message("contested.recognised")
    yield message("contested.method")
    yield message("contested.votes_kept_apart" if by_votes else "contested.no_votes")


def _opinion_table(workbench: Workbench, name: str, found: Sequence[Opinion]) -> Table:
    columns = _OPINIONS[:-1] if name == "topics" else _OPINIONS  # no source states a topic
    rows = Rows(found, lambda each: _opinion_row(workbench, each)[: len(columns)])
    return Table(name, message(f"contested.table_{name}"), columns, rows)


def _opinion_row(workbench: Workbench, each: Opinion) -> Row:
    return (
        named(workbench, each.thing),
        each.support,
        each.objection,
        each.support / (each.support + each.objection),
        message("contested.between", low=Share(each.low), high=Share(each.high)),
        message(f"contested.{'sure' if each.sure else 'likely'}_{each.verdict}"),
        sources_of(workbench, each.thing),
    )


def _voice_table(
    workbench: Workbench, found: Sequence[Opinion], counted_ones: NDArray[np.bool_] | None
) -> Table:
    """Return words of both sides, those that linking is surest of first."""
    rows: list[Row] = []
    for each in found:
        for side, speakers in zip(("for", "against"), sides(workbench.projection, each.thing), strict=True):
            heard = [one for one in speakers if counted_ones is None or counted_ones[one]]
            rows += [
                (
                    named(workbench, each.thing),
                    message(f"contested.side_{side}"),
                    words.quote,
                    named(workbench, words.contribution),
                    words.confidence,
                    sources_of(workbench, words.contribution),
                )
                for words in stance_words(workbench, heard, each.thing)[:_QUOTES_EACH]
            ]
    return Table("voices", message("contested.table_voices"), _VOICES, tuple(rows))


QUESTIONS = (
    Question("contested", "contested", "voices", contested, SCOPE),
    Question("agreed", "contested", "voices", agreed, SCOPE),
)
