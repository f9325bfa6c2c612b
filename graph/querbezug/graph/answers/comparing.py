"""What comparable towns pursue and one does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import networkx as nx

from querbezug.graph.analysis.comparable import Comparable, Comparison, Missing
from querbezug.graph.answers.evidence import join, sources_of_all, subjects_of
from querbezug.graph.answers.model import Answer, Column, Form, Listing, Number, Row, Table, counted
from querbezug.graph.answers.questions import Asks, Given, Parameter, Question
from querbezug.graph.answers.scope import chosen, named_all
from querbezug.graph.answers.workbench import Workbench
from querbezug.ontology.strings import Message, message

_MOST_THINGS = 12
_MOST_COMPARED = 50
_TOLD = 3

_MISSING = (
    Column("subject", Form.THING),
    Column("so_many", Form.COUNT),
    Column("pursued_by", Form.THINGS),
    Column("projects", Form.THINGS),
    Column("sources", Form.SOURCES),
)
_COMPARED = (
    Column("town", Form.THING),
    Column("inhabitants", Form.COUNT),
    Column("likeness", Form.SHARE),
    Column("like_size", Form.SHARE),
    Column("like_ties", Form.SHARE),
    Column("like_profile", Form.SHARE),
)


def comparable_cities(workbench: Workbench, given: Given) -> Answer:
    """Say what comparable towns pursue and a town does not.

    Parameters
    ----------
    workbench : Workbench
        The data.
    given : mapping
        ``city`` and how many to compare it with, ``compared``.
    """
    given = {**given, "compared": min(given["compared"], _MOST_COMPARED)}
    city = given["city"]
    comparison = Comparison(subjects_of(workbench), workbench.ties)
    compared = comparison.comparable(city, given["compared"])
    missing = comparison.missing(city, compared, at_least=1) if compared else []
    tables = (
        Table(
            "missing",
            message("comparing.missing", city=workbench.thing(city)),
            _MISSING,
            tuple(_missing_row(workbench, each) for each in missing),
        ),
        Table(
            "compared",
            message("comparing.compared"),
            _COMPARED,
            tuple(_compared_row(workbench, each) for each in compared),
        ),
    )
    return Answer(
        "comparable-cities",
        tuple(_missing_sentences(workbench, city, compared, missing)),
        tuple(table for table in tables if table.rows),
        (message("comparing.comparing"),),
        chosen(workbench, given, ("compared",)),
        _missing_network(workbench, city, compared, missing) if missing else None,
    )


def _missing_sentences(
    workbench: Workbench, city: int, compared: Sequence[Comparable], missing: Sequence[Missing]
) -> Iterator[Message]:
    town = workbench.thing(city)
    if not compared:
        yield message("comparing.no_comparable", city=town)
        return
    subjects = subjects_of(workbench)
    if not subjects.of_towns[[subjects.areas.column[city]]].nnz:
        yield message("comparing.no_plan", city=town)
    several = [each for each in missing if len(each.towns) > 1]
    if several:
        yield counted("comparing.several", len(several), city=town)
    else:
        yield message("comparing.nothing_missing", city=town)
    if missing and not several:
        yield counted("comparing.single", len(missing))
    for each in (several or missing)[:_TOLD]:
        pursuing = Listing(tuple(workbench.thing(town) for town in each.towns), most=10)
        yield message(
            "comparing.missing_one",
            subject=named_all(workbench, [each.subject])[0],
            n=Number(len(each.towns)),
            of=Number(len(compared)),
            towns=pursuing,
        )
    towns = Listing(tuple(workbench.thing(each.town) for each in compared), most=10)
    yield counted("comparing.comparable", len(compared), city=town, towns=towns)


def _missing_row(workbench: Workbench, missing: Missing) -> Row:
    things = missing.things[:_MOST_THINGS]
    return (
        named_all(workbench, [missing.subject])[0],
        len(missing.towns),
        workbench.things(missing.towns),
        named_all(workbench, things),
        sources_of_all(workbench, things),
    )


def _compared_row(workbench: Workbench, each: Comparable) -> Row:
    population = workbench.projection.population.get(each.town)
    return (
        workbench.thing(each.town),
        population,
        each.likeness,
        each.size,
        each.ties,
        each.profile,
    )


def _missing_network(
    workbench: Workbench, city: int, compared: Sequence[Comparable], missing: Sequence[Missing]
) -> nx.Graph[str]:
    network: nx.Graph[str] = nx.Graph()
    for each in compared:
        join(workbench, network, city, each.town, each.likeness, [])
    for gap in missing:
        for town in gap.towns:
            join(workbench, network, town, gap.subject, gap.weight, gap.things)
    return network


QUESTIONS = (
    Question(
        "comparable-cities",
        "comparing",
        "partners",
        comparable_cities,
        (Parameter("city"), Parameter("compared", Asks.NUMBER, required=False, default=6)),
    ),
)
