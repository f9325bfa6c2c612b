"""What changed between an earlier state of the data and the present one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from querbezug.graph.analysis import Projection
from querbezug.graph.analysis.differences import Differences, TieChange
from querbezug.graph.analysis.states import State
from querbezug.graph.answers.model import (
    Answer,
    Column,
    Form,
    Listing,
    Row,
    Rows,
    Table,
    Term,
    Thing,
    counted,
)
from querbezug.graph.answers.questions import Asks, Given, Parameter, Question
from querbezug.graph.answers.workbench import Workbench
from querbezug.ontology.strings import Lang, Message, catalogue, message
from querbezug.ontology.terms import MEASURE_STATUS

"""Rows of a table; the rest is counted."""

_THINGS = (Column("what", Form.THING), Column("kind"))


def changes(workbench: Workbench, given: Given) -> Answer:
    """Say what came, went and changed since an earlier state.

    Parameters
    ----------
    workbench : Workbench
        The present state.
    given : mapping
        ``before``: the state's position among the earlier ones; the latest of them without it.
    """
    earlier = workbench.earlier_states()
    if not earlier or workbench.states is None:
        return Answer("changes", (message("changes.no_state"),), notes=(message("changes.method"),))
    state = earlier[given.get("before", 0)]
    before = workbench.states.load(state.version, workbench.snapshot.store)
    if before is None:
        return Answer("changes", (message("changes.no_state"),), notes=(message("changes.method"),))
    found = Differences(before, workbench.projection)
    if found.nothing:
        sentences = [message("changes.nothing", date=_Moment(state))]
    else:
        sentences = [message("changes.since", date=_Moment(state)), *_sentences(found)]
    return Answer("changes", tuple(sentences), tuple(_tables(found)), (message("changes.method"),))


@dataclass(frozen=True, slots=True)
class _Moment:
    """When a state came about, as people write it."""

    state: State

    def text(self, lang: Lang = "de") -> str:
        """Return day and time (UTC)."""
        return state_label(self.state, lang)


def state_label(state: State, lang: Lang = "de") -> str:
    """Return when a state came about, for people: day, time, and the beginning of its version."""
    day, time = state.modified[:10], state.modified[11:16]
    if lang == "de":
        day = ".".join(reversed(day.split("-")))
    return f"{day}, {time} UTC ({state.version[:8]})"


def _sentences(found: Differences) -> Iterator[Message]:
    for name, projection, numbers in (
        ("came", found.after, found.came),
        ("went", found.before, found.went),
    ):
        counts = Counter(projection.kinds[number] for number in numbers)
        phrases = [counted(f"changes.n_{kind}", n) for kind, n in counts.most_common() if _is_told(kind)]
        if phrases:
            yield message(f"changes.{name}", things=Listing(tuple(phrases), most=len(phrases)))
    if found.statuses:
        yield counted("changes.statuses", len(found.statuses))
    stronger = sum(tie.after > tie.before for tie in found.ties)
    if stronger:
        yield counted("changes.stronger", stronger)
    if len(found.ties) > stronger:
        yield counted("changes.weaker", len(found.ties) - stronger)


def _is_told(kind: str) -> bool:
    return f"changes.n_{kind}_one" in catalogue()


def _tables(found: Differences) -> Iterator[Table]:
    yield _of_things("came", found.after, found.came)
    yield _of_things("went", found.before, found.went)
    columns = (Column("what", Form.THING), Column("earlier"), Column("now"))
    statuses = [
        (_thing(found.after, each.measure), _status(each.before), _status(each.after))
        for each in found.statuses
    ]
    yield _table("statuses", columns, statuses)
    names = [
        (_thing(found.after, found.after.iris[new]), found.before.labels[old], found.after.labels[new])
        for old, new in found.renamed
    ]
    yield _table("renamed", columns, names)
    yield _of_links("links_came", found.after, found.links[0])
    yield _of_links("links_went", found.before, found.links[1])
    yield _of_ties(found)


def _of_links(name: str, projection: Projection, links: Sequence[tuple[str, str, str]]) -> Table:
    columns = (Column("what", Form.THING), Column("link"), Column("to", Form.THING))

    def row(link: tuple[str, str, str]) -> Row:
        return _thing(projection, link[0]), Term(link[1]), _thing(projection, link[2])

    return _table(name, columns, Rows(links, row))


def _of_ties(found: Differences) -> Table:
    columns = (
        Column("first", Form.THING),
        Column("second", Form.THING),
        Column("weight_earlier", Form.NUMBER),
        Column("weight_now", Form.NUMBER),
    )

    def row(tie: TieChange) -> Row:
        return _anywhere(found, tie.left), _anywhere(found, tie.right), tie.before, tie.after

    return _table("ties", columns, Rows(found.ties, row))


def _table(name: str, columns: tuple[Column, ...], rows: Sequence[Row]) -> Table:
    return Table(name, message(f"changes.table_{name}"), columns, rows)


def _of_things(name: str, projection: Projection, numbers: Iterable[int]) -> Table:
    """Return things with their kinds: of planning first, what people contributed last."""
    rank = {kind: number for number, kind in enumerate(_KINDS)}
    ordered = sorted(
        numbers,
        key=lambda n: (rank.get(projection.kinds[n], len(rank)), projection.kinds[n], projection.iris[n]),
    )

    def row(number: int) -> Row:
        return _thing(projection, projection.iris[number]), _kind(projection.kinds[number])

    return _table(name, _THINGS, Rows(ordered, row))


_KINDS = (
    "goal",
    "measure",
    "field",
    "cross-cutting-theme",
    "plan",
    "cooperation",
    "municipality",
    "place",
    "idea",
)


def _kind(kind: str) -> Message | str:
    return message(f"views.kind_{kind}") if f"views.kind_{kind}" in catalogue() else kind


def _thing(projection: Projection, iri: str) -> Thing:
    number = projection.index[iri]
    return Thing(iri, projection.labels[number], projection.kinds[number])


def _anywhere(found: Differences, iri: str) -> Thing:
    return _thing(found.after if iri in found.after.index else found.before, iri)


def _status(code: str) -> Message | Term:
    return Term(str(MEASURE_STATUS[code])) if code else message("changes.no_status")


QUESTIONS = (
    Question("changes", "changes", "data", changes, (Parameter("before", Asks.STATE, required=False),)),
)
