"""Which cities pull in the same direction: groups, what they share, and the ties that carry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from querbezug.graph.analysis import CityGroup, Layer
from querbezug.graph.analysis.backbone import Backbone
from querbezug.graph.analysis.commons import Common, common_things
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
    Thing,
    Value,
    counted,
)
from querbezug.graph.answers.questions import Given, Question
from querbezug.graph.answers.workbench import Workbench
from querbezug.ontology.strings import Message, message

MOST_TOLD = 8
MOST_NAMED = 12
_WHOLE = 2_000
"""Beyond so many ties the network for other programs is the backbone."""

_TELLING = (Layer.COOPERATION, Layer.MEASURE, Layer.GOAL, Layer.THEME)
_SHOWN = 3

_GROUPS = (
    Column("group"),
    Column("size", Form.COUNT),
    Column("cities", Form.THINGS),
    Column("common", Form.THINGS),
    Column("cohesion", Form.SHARE),
    Column("sources", Form.SOURCES),
)
_TIES = (
    Column("a", Form.THING),
    Column("b", Form.THING),
    Column("strongest", Form.THING),
    Column("reasons_count", Form.COUNT),
    Column("weight", Form.NUMBER),
    Column("sources", Form.SOURCES),
)


def groups(workbench: Workbench, given: Given) -> Answer:  # noqa: ARG001 - nothing is to choose
    """Say which cities form groups and what each group shares.

    Parameters
    ----------
    workbench : Workbench
        The data.
    given : mapping
        Empty.
    """
    network = workbench.network
    found: list[CityGroup] = network.graph["groups"]
    several = [group for group in found if len(group.members) > 1]
    common = workbench.once("common things", lambda: common_things(workbench.ties, rows_of_groups(workbench)))
    cities = sum(len(group.members) for group in several)
    sentences = [counted("groups.found", len(several), cities=Number(cities))]
    sentences += [_group_sentence(workbench, group, common[group.number]) for group in several[:MOST_TOLD]]
    if len(several) > MOST_TOLD:
        sentences.append(counted("groups.more", len(several) - MOST_TOLD))
    alone = [group for group in found if len(group.members) == 1]
    if alone:
        members = workbench.things(_numbers(workbench, alone))
        sentences.append(counted("groups.alone", len(alone), cities=Listing(members)))
    tables = (_group_table(workbench, several, common), _tie_table(workbench))
    notes = (message("groups.method"), _backbone_note(network), message("groups.left_out"))
    return Answer("groups", tuple(sentences), tables, notes, network=_network(network))


def rows_of_groups(workbench: Workbench) -> list[NDArray[np.int64]]:
    """Return the rows of the cities of each group, as analyses want them."""
    ties, index = workbench.ties, workbench.projection.index
    found: list[CityGroup] = workbench.network.graph["groups"]
    return [np.array([ties.row[index[city]] for city in group.members], dtype=np.int64) for group in found]


def group_name(workbench: Workbench, number: int) -> Value:
    """Return a group's name: the thing it comes from, so that pages can link it, or plain text."""
    group: CityGroup = workbench.network.graph["groups"][number]
    return workbench.thing(workbench.projection.index[group.thing]) if group.thing else group.label


def _numbers(workbench: Workbench, found: Sequence[CityGroup]) -> list[int]:
    return [workbench.projection.index[city] for group in found for city in group.members]


def _telling(workbench: Workbench, group: CityGroup, common: Sequence[Common]) -> list[Thing]:
    """Return the heaviest things that most of the group have, without the one that names it."""
    things = [
        workbench.thing(each.thing)
        for each in common
        if each.layer in _TELLING and 2 * each.cities > len(group.members)
    ]
    return [thing for thing in things if thing.iri != group.thing][:_SHOWN]


def _group_sentence(workbench: Workbench, group: CityGroup, common: Sequence[Common]) -> Message:
    values = {
        "group": group_name(workbench, group.number),
        "cities": Listing(workbench.things(_numbers(workbench, [group])), most=MOST_NAMED),
    }
    things = _telling(workbench, group, common)
    if not things:
        return message("groups.group", **values)
    return message("groups.group_sharing", **values, things=Listing(tuple(things)))


def _group_table(
    workbench: Workbench, several: Sequence[CityGroup], common: Sequence[Sequence[Common]]
) -> Table:
    cohesion = _cohesion(workbench.network)
    rows: list[Row] = []
    for group in several:
        sources: tuple[str, ...] = ()
        if group.thing:
            sources = workbench.projection.sources.get(workbench.projection.index[group.thing], ())
        rows.append(
            (
                group.label,
                len(group.members),
                workbench.things(_numbers(workbench, [group])),
                tuple(_telling(workbench, group, common[group.number])),
                cohesion[group.number],
                sources,
            )
        )
    return Table("groups", message("groups.table"), _GROUPS, tuple(rows), note=message("groups.cohesion"))


def _cohesion(network: nx.Graph[str]) -> dict[int, float]:
    """Return for each group which part of what ties its cities lies within it, by weight."""
    inside: dict[int, float] = {}
    whole: dict[int, float] = {}
    for left, right, tie in network.edges(data=True):
        a, b = network.nodes[left]["group"], network.nodes[right]["group"]
        for group in {a, b}:
            whole[group] = whole.get(group, 0.0) + tie["weight"]
        if a == b:
            inside[a] = inside.get(a, 0.0) + tie["weight"]
    return {group: inside.get(group, 0.0) / weight for group, weight in whole.items()}


def _tie_table(workbench: Workbench) -> Table:
    network = workbench.network
    carrying = [tie for tie in network.edges(data=True) if tie[2]["backbone"]]
    carrying.sort(key=lambda tie: (-round(tie[2]["weight"], 9), tie[0], tie[1]))
    rows = Rows(carrying, lambda tie: _tie_row(workbench, *tie))
    return Table("backbone", message("groups.backbone"), _TIES, rows)


def _tie_row(workbench: Workbench, left: str, right: str, tie: Mapping[str, Any]) -> Row:
    best, index = tie["reasons"][0], workbench.projection.index
    named = (workbench.thing(index[iri]) for iri in (left, right, best.iri))
    return *named, len(tie["reasons"]), float(tie["weight"]), best.sources


def _backbone_note(network: nx.Graph[str]) -> Message:
    carrying: Backbone = network.graph["backbone"]
    values = {
        "n": Number(carrying.significant),
        "of": Number(network.number_of_edges()),
        "alpha": Share(carrying.alpha),
        "kept": Number(len(carrying.edges)),
    }
    return message("groups.by_filter" if carrying.by_filter else "groups.by_forest", **values)


def _network(network: nx.Graph[str]) -> nx.Graph[str]:
    """Return the network for other programs: all ties of a small one, the backbone of a large one."""
    found: nx.Graph[str] = nx.Graph()
    labels = {group.number: group.label for group in network.graph["groups"]}
    for city, data in network.nodes(data=True):
        found.add_node(city, label=data["label"], kind="municipality", group=labels[data["group"]])
    whole = network.number_of_edges() <= _WHOLE
    for left, right, tie in network.edges(data=True):
        if whole or tie["backbone"]:
            found.add_edge(
                left, right, weight=tie["weight"], reasons=tie["reasons"], backbone=tie["backbone"]
            )
    return found


QUESTIONS = (Question("groups", "groups", "cities", groups),)
