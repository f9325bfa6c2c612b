"""Where plans fall on the map: places that no measure is for, measures of one town alone."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from querbezug.graph.analysis.coverage import ideas_at, measures_at
from querbezug.graph.analysis.gaps import within
from querbezug.graph.analysis.sparse import in_column, in_row
from querbezug.graph.answers.model import (
    Answer,
    Column,
    Form,
    Listing,
    Number,
    Row,
    Rows,
    Table,
    Thing,
    counted,
)
from querbezug.graph.answers.questions import Given, Question
from querbezug.graph.answers.scope import (
    SCOPE,
    chosen,
    columns_of,
    counted_of,
    instances,
    sources_of,
    where,
)
from querbezug.graph.answers.workbench import Workbench
from querbezug.ontology.strings import Message, message
from querbezug.ontology.terms import QUER

_PLACES = (
    Column("place", Form.THING),
    Column("kind"),
    Column("city", Form.THINGS),
    Column("voices", Form.COUNT),
    Column("sources", Form.SOURCES),
)
_CITIES = (
    Column("city", Form.THING),
    Column("alone", Form.COUNT),
    Column("together", Form.COUNT),
)
_ALONE = (Column("measure", Form.THING), Column("city", Form.THING), Column("sources", Form.SOURCES))


def uncovered(workbench: Workbench, given: Given) -> Answer:
    """Say which districts and sites no measure is for.

    Parameters
    ----------
    workbench : Workbench
        The data.
    given : mapping
        ``city`` or ``cooperation``, or neither for all that is loaded.
    """
    inside = within(workbench.ties.areas.places, columns_of(workbench, given))
    planned = in_column(measures_at_places(workbench))
    voices = in_column(ideas_at_places(workbench))
    sentences: list[Message] = []
    tables: list[Table] = []
    for kind, cls in (("districts", QUER.District), ("sites", QUER.Site)):
        places = instances(workbench, cls)
        places = places[inside[places]]
        empty = places[planned[places] == 0]
        if len(places):
            heard = int((voices[empty] > 0).sum())
            place = where(workbench, given)
            sentences.append(counted_of(f"places.{kind}", len(empty), len(places), where=place))
            sentences += [counted(f"places.{kind}_heard", heard)] if heard else []
            order = empty[np.lexsort((empty, -voices[empty]))]
            rows = Rows(order.tolist(), partial(_place_row, workbench, kind, voices))
            tables.append(Table(kind, message(f"places.table_{kind}"), _PLACES, rows))
    if not sentences:
        sentences.append(message("places.no_districts", where=where(workbench, given)))
    return Answer(
        "uncovered",
        tuple(sentences),
        tuple(table for table in tables if table.rows),
        (message("places.uncovered_method"),),
        chosen(workbench, given),
    )


def _place_row(workbench: Workbench, kind: str, voices: NDArray[np.int64], place: int) -> Row:
    areas = workbench.ties.areas
    return (
        workbench.thing(place),
        message(f"places.kind_{kind}"),
        workbench.things(areas.of(areas.places, place).tolist()),
        int(voices[place]),
        sources_of(workbench, place),
    )


def measures_at_places(workbench: Workbench) -> csr_array:
    """Return which measure is at which place, worked out once; shape (measures, n)."""
    return workbench.once("measures at places", lambda: measures_at(workbench.projection))


def ideas_at_places(workbench: Workbench) -> csr_array:
    """Return which idea or comment is at which place, worked out once; shape (ideas and comments, n)."""
    return workbench.once("ideas at places", lambda: ideas_at(workbench.projection))


def one_city(workbench: Workbench, given: Given) -> Answer:
    """Say which measures are for one town alone.

    Parameters
    ----------
    workbench : Workbench
        The data.
    given : mapping
        ``cooperation``: only its members count as towns; ``city``: only those of this town.
    """
    areas = workbench.ties.areas
    counting, asked = _counting(workbench, given), columns_of(workbench, given)
    asked = counting if asked is None else asked
    measures = workbench.projection.numbers("measure")
    having = csr_array(areas.having[measures][:, counting])
    single = in_row(having) == 1
    towns = areas.towns[counting[having.indices[having.indptr[:-1][single]]]]
    listed = _alone_table(workbench, measures[single], towns, areas.towns[asked])
    alone = in_column(csr_array(having[single]))
    together = in_column(having) - alone
    having_any = (alone + together > 0) & np.isin(counting, asked)
    order = [n for n in np.argsort(-alone, kind="stable").tolist() if having_any[n]]
    cities = tuple(
        (workbench.thing(int(areas.towns[counting[n]])), int(alone[n]), int(together[n])) for n in order
    )
    tables = (
        Table("cities", message("places.table_cities"), _CITIES, cities),
        listed,
    )
    return Answer(
        "one-city",
        tuple(_alone_sentences(workbench, given, cities)),
        tuple(table for table in tables if table.rows),
        (message("places.alone_method"),),
        chosen(workbench, given),
    )


def _counting(workbench: Workbench, given: Given) -> NDArray[np.int32]:
    """Return the columns of the towns that count: the members of a cooperation if one is chosen."""
    members = columns_of(workbench, {name: n for name, n in given.items() if name == "cooperation"})
    everywhere = np.arange(len(workbench.ties.areas.towns), dtype=np.int32)
    return everywhere if members is None else members


def _alone_sentences(
    workbench: Workbench, given: Given, cities: tuple[tuple[Thing, int, int], ...]
) -> Iterable[Message]:
    alone = [(city, n) for city, n, _ in cities if n]
    if "city" in given:
        together = sum(n for _, _, n in cities)
        names = {"where": where(workbench, given), "together": counted("places.together", together)}
        yield counted("places.alone_here", sum(n for _, n in alone), **names)
        return
    yield counted("places.alone", sum(n for _, n in alone), where=where(workbench, given))
    if alone:
        told = (message("places.alone_each", city=city, n=Number(n)) for city, n in alone)
        yield message("places.alone_cities", cities=Listing(tuple(told)))


def _alone_table(
    workbench: Workbench, measures: NDArray[np.int32], towns: NDArray[np.int32], asked: NDArray[np.int32]
) -> Table:
    """Return measures with the one town of each, sorted by town, of the towns asked about."""
    wanted = np.isin(towns, asked)
    order = np.lexsort((measures[wanted], towns[wanted]))
    pairs = np.stack([measures[wanted][order], towns[wanted][order]], axis=1).tolist()
    rows = Rows(
        pairs,
        lambda pair: (workbench.thing(pair[0]), workbench.thing(pair[1]), sources_of(workbench, pair[0])),
    )
    return Table("measures", message("places.table_alone"), _ALONE, rows)


QUESTIONS = (
    Question("uncovered", "places", "gaps", uncovered, SCOPE),
    Question("one-city", "places", "cities", one_city, SCOPE),
)
