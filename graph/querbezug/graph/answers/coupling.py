"""How fields of action and cross-cutting themes hang together, and which of them are only on paper."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx
import numpy as np

from querbezug.graph.analysis.coupling import (
    Standing,
    ThemeUse,
    field_network,
    serving_both,
    serving_several,
    theme_use,
)
from querbezug.graph.analysis.gaps import Things, plan_coverage, within
from querbezug.graph.answers.model import Answer, Column, Form, Listing, Row, Rows, Table, Thing, counted
from querbezug.graph.answers.questions import Asks, Given, Parameter, Question
from querbezug.graph.answers.scope import (
    SCOPE,
    chosen,
    columns_of,
    counted_of,
    named_apart,
    serving_of,
    sources_of,
    towns_of,
    where,
)
from querbezug.graph.answers.workbench import Workbench
from querbezug.ontology.strings import Message, message

_PAIRS = (
    Column("field", Form.THING),
    Column("other_field", Form.THING),
    Column("measures", Form.COUNT),
    Column("weight", Form.NUMBER),
    Column("examples", Form.THINGS),
    Column("topics"),
)
_THEMES = (
    Column("theme", Form.THING),
    Column("standing"),
    Column("goals", Form.COUNT),
    Column("naming", Form.COUNT),
    Column("pursuing", Form.COUNT),
    Column("sources", Form.SOURCES),
)
_SEVERAL = (
    Column("measure", Form.THING),
    Column("themes", Form.THINGS),
    Column("cities", Form.THINGS),
    Column("sources", Form.SOURCES),
)
_BOTH = (
    Column("measure", Form.THING),
    Column("by_first", Form.THINGS),
    Column("by_second", Form.THINGS),
    Column("cities", Form.THINGS),
    Column("sources", Form.SOURCES),
)


def _in_scope(workbench: Workbench, given: Given, kind: str) -> tuple[Things, Things]:
    """Return the measures of the towns asked about, and their themes of a kind (of both for ``""``)."""
    projection, areas = workbench.projection, workbench.ties.areas
    found = plan_coverage(projection, areas, serving_of(workbench), columns_of(workbench, given))
    fits = projection.is_kind(kind) if kind else np.ones(len(projection.iris), dtype=np.bool_)
    return found.measures, found.fields[fits[found.fields]]


def coupling(workbench: Workbench, given: Given) -> Answer:
    """Say which fields are coupled by the measures that serve both.

    Parameters
    ----------
    workbench : Workbench
        The data.
    given : mapping
        ``city`` or ``cooperation``, or neither for all that is loaded.
    """
    measures, fields = _in_scope(workbench, given, "")
    network = field_network(workbench.projection, serving_of(workbench), measures, fields)
    pairs = sorted(network.edges(data=True), key=lambda edge: (-edge[2]["weight"], edge[0], edge[1]))
    rows = Rows(pairs, lambda edge: _pair_row(workbench, network, edge))
    alone = [field for field in network if not network.degree(field) and network.nodes[field]["measures"]]
    index = workbench.projection.index
    whole = network.graph["total_edges"]
    sentences = [counted("coupling.pairs", whole, where=where(workbench, given))]
    if not len(measures):
        sentences = [message("plan.no_measures", where=where(workbench, given))]
    if pairs:
        left, right, data = pairs[0]
        names = {"left": _field(network, left), "right": _field(network, right)}
        sentences.append(counted("coupling.closest", data["measures"], **names))
    if alone:
        told = Listing(named_apart(workbench, (index[field] for field in alone)))
        sentences.append(counted("coupling.apart", len(alone), fields=told))
    table = Table("pairs", message("coupling.table_pairs"), _PAIRS, rows, whole)
    network.remove_nodes_from([field for field in list(network) if not network.nodes[field]["measures"]])
    return Answer(
        "coupling",
        tuple(sentences),
        (table,) if rows else (),
        (message("coupling.method"),),
        chosen(workbench, given),
        network,
    )


def _field(network: nx.Graph[str], iri: str) -> Thing:
    return Thing(iri, network.nodes[iri]["label"], network.nodes[iri]["kind"])


def _pair_row(workbench: Workbench, network: nx.Graph[str], edge: tuple[str, str, dict[str, object]]) -> Row:
    left, right, _ = edge
    data = network.edges[left, right]
    index = workbench.projection.index
    return (
        _field(network, left),
        _field(network, right),
        data["measures"],
        data["weight"],
        tuple(workbench.thing(index[reason.iri]) for reason in data["reasons"]),
        ", ".join(data["topics"]),
    )


def paper_themes(workbench: Workbench, given: Given) -> Answer:
    """Say which cross-cutting themes are only on paper, or only a label on measures.

    Parameters
    ----------
    workbench : Workbench
        The data.
    given : mapping
        ``city`` or ``cooperation``, or neither for all that is loaded.
    """
    _, themes = _in_scope(workbench, given, "cross-cutting-theme")
    found = theme_use(workbench.projection, serving_of(workbench), themes)
    standings = [found.standing(n) for n in range(len(themes))]
    order = sorted(range(len(themes)), key=lambda n: (list(Standing)[::-1].index(standings[n]), n))
    names = named_apart(workbench, themes)
    rows = Rows(order, lambda n: _theme_row(workbench, found, n, names[n]))
    table = Table("themes", message("coupling.table_themes"), _THEMES, rows)
    return Answer(
        "paper-themes",
        tuple(_theme_sentences(workbench, given, themes, standings)),
        (table,) if rows else (),
        (message("coupling.themes_method"),),
        chosen(workbench, given),
    )


def _theme_sentences(
    workbench: Workbench, given: Given, themes: Things, standings: list[Standing]
) -> Iterable[Message]:
    if not len(themes):
        yield message("coupling.no_themes", where=where(workbench, given))
        return
    yield counted("coupling.themes", len(themes), where=where(workbench, given))
    names = named_apart(workbench, themes)
    for standing in reversed(Standing):
        fitting = [name for name, each in zip(names, standings, strict=True) if each is standing]
        if fitting:
            told = Listing(tuple(fitting))
            yield counted(f"coupling.standing_{standing.value}", len(fitting), themes=told)


def _theme_row(workbench: Workbench, found: ThemeUse, n: int, name: Thing) -> Row:
    return (
        name,
        message(f"coupling.is_{found.standing(n).value}"),
        int(found.goals[n]),
        int(found.naming[n]),
        int(found.pursuing[n]),
        sources_of(workbench, int(found.themes[n])),
    )


def several_themes(workbench: Workbench, given: Given) -> Answer:
    """Say which measures serve several cross-cutting themes.

    Parameters
    ----------
    workbench : Workbench
        The data.
    given : mapping
        ``city`` or ``cooperation``, or neither for all that is loaded.
    """
    measures, themes = _in_scope(workbench, given, "cross-cutting-theme")
    found = serving_several(serving_of(workbench), measures, themes)

    def row(found: tuple[int, Things]) -> Row:
        measure, of_measure = found
        served = workbench.things(of_measure.tolist())
        return workbench.thing(measure), served, towns_of(workbench, measure), sources_of(workbench, measure)

    rows = Rows(found, row)
    sentences = [counted_of("coupling.several", len(found), len(measures), where=where(workbench, given))]
    if not len(measures):
        sentences = [message("plan.no_measures", where=where(workbench, given))]
    if found:
        told = Listing(tuple(workbench.thing(measure) for measure, _ in found))
        sentences.append(counted("coupling.named", len(found), measures=told))
    table = Table("measures", message("coupling.table_several"), _SEVERAL, rows)
    return Answer(
        "several-themes",
        tuple(sentences),
        (table,) if rows else (),
        (message("coupling.serving_method"),),
        chosen(workbench, given),
    )


def both_fields(workbench: Workbench, given: Given) -> Answer:
    """Say which measures serve both of two fields.

    Parameters
    ----------
    workbench : Workbench
        The data.
    given : mapping
        ``field_a`` and ``field_b``: the fields; ``city``, or nothing for all towns.
    """
    serving = serving_of(workbench)
    measures = workbench.projection.numbers("measure")
    measures = measures[within(workbench.ties.areas.having, columns_of(workbench, given))[measures]]
    first, second = serving.family(given["field_a"]), serving.family(given["field_b"])
    found = serving_both(serving, measures, first, second)

    def row(n: int) -> Row:
        measure = int(found.measures[n])
        return (
            workbench.thing(measure),
            workbench.things(found.first[n].tolist()),
            workbench.things(found.second[n].tolist()),
            towns_of(workbench, measure),
            sources_of(workbench, measure),
        )

    rows = Rows(range(len(found.measures)), row)
    names = {"first": workbench.thing(given["field_a"]), "second": workbench.thing(given["field_b"])}
    sentences = [counted("coupling.both", len(found.measures), where=where(workbench, given), **names)]
    if rows:
        told = Listing(tuple(workbench.thing(int(measure)) for measure in found.measures))
        sentences.append(counted("coupling.named", len(rows), measures=told))
    table = Table("measures", message("coupling.table_both", **names), _BOTH, rows)
    return Answer(
        "both-fields",
        tuple(sentences),
        (table,) if rows else (),
        (message("coupling.serving_method"),),
        chosen(workbench, given),
    )


QUESTIONS = (
    Question("coupling", "coupling", "plan", coupling, SCOPE),
    Question("paper-themes", "coupling", "gaps", paper_themes, SCOPE),
    Question("several-themes", "coupling", "plan", several_themes, SCOPE),
    Question(
        "both-fields",
        "coupling",
        "plan",
        both_fields,
        (Parameter("field_a", Asks.FIELD), Parameter("field_b", Asks.FIELD), SCOPE[0]),
    ),
)
