"""What holds the groups of cities together: measures, goals, themes, places and cities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from querbezug.graph.analysis import Layer
from querbezug.graph.analysis.bridges import (
    Bridge,
    Bridges,
    CityBridge,
    PlaceBridge,
    two_mode_network,
)
from querbezug.graph.analysis.cuts import Cut
from querbezug.graph.answers.groups import group_name, rows_of_groups
from querbezug.graph.answers.model import Answer, Column, Form, Listing, Number, Row, Share, Table, counted
from querbezug.graph.answers.questions import Asks, Given, Parameter, Question
from querbezug.graph.answers.workbench import Workbench
from querbezug.ontology.strings import Message, message

MOST = 20
_TOLD = 5
_CUTS_TOLD = 3

_THINGS = (
    Column("thing", Form.THINGS),
    Column("layer"),
    Column("groups"),
    Column("joint_reasons", Form.COUNT),
    Column("all_reasons", Form.COUNT),
    Column("share_of_tie", Form.SHARE),
    Column("ways", Form.SHARE),
    Column("ways_error", Form.SHARE),
    Column("cities", Form.THINGS),
    Column("sources", Form.SOURCES),
)
_CITIES = (
    Column("city", Form.THING),
    Column("groups"),
    Column("ways", Form.SHARE),
    Column("ways_error", Form.SHARE),
)
_CUTS = (
    Column("thing", Form.THINGS),
    Column("layer"),
    Column("cut_off", Form.THINGS),
    Column("sources", Form.SOURCES),
)
_PLACES = (
    Column("place", Form.THING),
    Column("joint", Form.THINGS),
    Column("cities", Form.THINGS),
    Column("groups"),
    Column("sources", Form.SOURCES),
)


def bridges(workbench: Workbench, given: Given) -> Answer:
    """Say what would part the groups of cities if it fell away.

    Parameters
    ----------
    workbench : Workbench
        The data.
    given : mapping
        ``most``: so many bridges of each sort.
    """
    most = given["most"]
    found = workbench.once("bridges", lambda: Bridges(workbench.ties, rows_of_groups(workbench)))
    things, cities, cuts, places = (
        found.things(most),
        found.cities(most),
        found.cuts(most),
        found.places(most),
    )
    sentences = [_loss_sentence(workbench, each) for each in things[:_TOLD]]
    if not things:
        sentences.append(message("bridges.none"))
    if cities:
        named = tuple(workbench.thing(each.city) for each in cities[:3])
        sentences.append(counted("bridges.cities", len(named), cities=Listing(named)))
    sentences += [_cut_sentence(workbench, cut) for cut in cuts[:_CUTS_TOLD] if cut.apart]
    tables = (
        _told(_thing_table(workbench, things), found),
        _told(_city_table(workbench, cities), found),
        _cut_table(workbench, cuts),
        _place_table(workbench, places),
    )
    return Answer(
        "bridges",
        tuple(sentences),
        tables,
        _notes(found, things),
        {"most": most},
        network=two_mode_network(things, workbench.ties),
    )


def _told(table: Table, found: Bridges) -> Table:
    """Leave the column of errors out where nothing was estimated."""
    if not found.measured.exact:
        return table
    kept = [n for n, column in enumerate(table.columns) if column.name != "ways_error"]
    return replace(
        table,
        columns=tuple(table.columns[n] for n in kept),
        rows=tuple(tuple(row[n] for n in kept) for row in table.rows),
    )


def _notes(found: Bridges, things: Sequence[Bridge]) -> tuple[Message, ...]:
    measured = found.measured
    if measured.exact:
        how = message("bridges.exact")
    else:
        error = max((each.error for each in things), default=0.0)
        how = message("bridges.sampled", n=Number(measured.sources), error=Number(100 * error, 1))
    return message("bridges.method"), how, message("bridges.left_out")


def what(workbench: Workbench, layer: Layer | None, things: Sequence[int]) -> Message:
    """Return a thing in words: „die Maßnahme „Radweg““."""
    if layer is None:
        return message("bridges.what_city", thing=workbench.thing(things[0]))
    if len(things) == 1:
        return message(f"bridges.what_{layer.value}", thing=workbench.thing(things[0]))
    pair = {"thing": workbench.thing(things[0]), "other": workbench.thing(things[1])}
    return message(f"bridges.what_{layer.value}_pair", **pair)


def _loss_sentence(workbench: Workbench, bridge: Bridge) -> Message:
    loss = bridge.loss
    form = "only" if loss.only else "strongest" if loss.strongest else "part"
    return message(
        f"bridges.loss_{form}",
        what=what(workbench, bridge.layer, bridge.things),
        a=group_name(workbench, loss.groups[0]),
        b=group_name(workbench, loss.groups[1]),
        n=Number(loss.reasons),
        of=Number(loss.of),
        share=Share(loss.share),
    )


def _cut_sentence(workbench: Workbench, cut: Cut) -> Message:
    return counted(
        "bridges.cut",
        len(cut.apart),
        what=what(workbench, cut.layer, cut.things),
        cities=Listing(workbench.things(cut.apart)),
    )


def _groups_cell(workbench: Workbench, numbers: Sequence[int]) -> Message:
    return message("bridges.groups", groups=Listing(tuple(group_name(workbench, each) for each in numbers)))


def _sources(workbench: Workbench, things: Sequence[int]) -> tuple[str, ...]:
    sources = workbench.projection.sources
    return tuple(dict.fromkeys(source for thing in things for source in sources.get(thing, ())))


def _thing_table(workbench: Workbench, things: Sequence[Bridge]) -> Table:
    rows: list[Row] = [
        (
            tuple(workbench.thing(thing) for thing in each.things),
            message(f"ties.layer_{each.layer.value}"),
            _groups_cell(workbench, each.loss.groups),
            each.loss.reasons,
            each.loss.of,
            each.loss.share,
            each.between,
            each.error,
            workbench.things(each.cities),
            _sources(workbench, each.things),
        )
        for each in things
    ]
    return Table(
        "things", message("bridges.table_things"), _THINGS, tuple(rows), note=message("bridges.ways")
    )


def _city_table(workbench: Workbench, cities: Sequence[CityBridge]) -> Table:
    rows: list[Row] = [
        (workbench.thing(each.city), _groups_cell(workbench, each.groups), each.between, each.error)
        for each in cities
    ]
    return Table("cities", message("bridges.table_cities"), _CITIES, tuple(rows))


def _cut_table(workbench: Workbench, cuts: Sequence[Cut]) -> Table:
    rows: list[Row] = [
        (
            tuple(workbench.thing(thing) for thing in cut.things),
            message("bridges.layer_city" if cut.layer is None else f"ties.layer_{cut.layer.value}"),
            workbench.things(cut.apart),
            _sources(workbench, cut.things),
        )
        for cut in cuts
        if cut.apart
    ]
    return Table("cuts", message("bridges.table_cuts"), _CUTS, tuple(rows))


def _place_table(workbench: Workbench, places: Sequence[PlaceBridge]) -> Table:
    rows: list[Row] = [
        (
            workbench.thing(each.place),
            workbench.things(each.joint),
            workbench.things(each.cities),
            _groups_cell(workbench, each.groups),
            _sources(workbench, (each.place,)),
        )
        for each in places
    ]
    return Table("places", message("bridges.table_places"), _PLACES, tuple(rows))


QUESTIONS = (
    Question(
        "bridges",
        "bridges",
        "cities",
        bridges,
        (Parameter("most", Asks.NUMBER, required=False, default=MOST),),
    ),
)
