"""Which places lose inhabitants, and what is planned for them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from querbezug.graph.analysis.sparse import in_row
from querbezug.graph.answers.model import Answer, Column, Form, Rows, Share, Table, counted
from querbezug.graph.answers.questions import Asks, Given, Parameter, Question
from querbezug.graph.answers.scope import chosen, serving_of, sources_of
from querbezug.graph.answers.workbench import Workbench
from querbezug.graph.facts import first, number
from querbezug.ontology.strings import message
from querbezug.ontology.terms import DCTERMS, QUER

_COLUMNS = (
    Column("place", Form.THING),
    Column("inhabitants", Form.COUNT),
    Column("forecast", Form.COUNT),
    Column("year"),
    Column("change", Form.SHARE),
    Column("goals", Form.THINGS),
    Column("sources", Form.SOURCES),
)


@dataclass(frozen=True, slots=True)
class Forecast:
    """What becomes of the inhabitants of a place: how many there are, how many in ``year``."""

    place: int
    now: int
    then: int
    year: str

    @property
    def change(self) -> float:
        """The part of the inhabitants that is lost."""
        return (self.now - self.then) / self.now


def forecasts(workbench: Workbench) -> list[Forecast]:
    """Return the latest forecast of each place that is to lose inhabitants, the greatest loss first."""
    index, population = workbench.projection.index, workbench.projection.population
    found: list[Forecast] = []
    for iri, figures in _figures(workbench).items():
        place = index.get(iri)
        ahead = max((each for each in figures if each.is_forecast), key=_by_date, default=None)
        counted_last = max((each for each in figures if not each.is_forecast), key=_by_date, default=None)
        if place is None or ahead is None:
            continue
        now = population.get(place, counted_last.count if counted_last else 0)
        if ahead.count < now:
            found.append(Forecast(place, now, ahead.count, ahead.date[:4]))
    return sorted(found, key=lambda each: (-each.change, each.place))


@dataclass(frozen=True, slots=True)
class _Figure:
    date: str
    count: int
    is_forecast: bool


def _by_date(figure: _Figure) -> str:
    return figure.date


def _figures(workbench: Workbench) -> dict[str, list[_Figure]]:
    """Return what sources say of the inhabitants of each place, by its IRI."""
    found: dict[str, list[_Figure]] = {}
    for place, figure in workbench.facts.pairs(QUER.populationFigure):
        own = workbench.facts.own(figure)
        count = number(own, QUER.population)
        if count is not None:
            is_forecast = first(own, QUER.forecast) == "true"
            found.setdefault(place, []).append(_Figure(first(own, DCTERMS.date), count, is_forecast))
    return found


def shrinking(workbench: Workbench, given: Given) -> Answer:
    """Say which places lose most inhabitants, and which goals concern them.

    Parameters
    ----------
    workbench : Workbench
        The data.
    given : mapping
        ``field``, for goals on it only, or nothing for all goals.
    """
    found = forecasts(workbench)
    rows = Rows(
        found,
        lambda each: (
            workbench.thing(each.place),
            each.now,
            each.then,
            each.year,
            each.change,
            workbench.things(_goals(workbench, each.place, given)),
            sources_of(workbench, each.place),
        ),
    )
    sentences = [counted("places.shrinking", len(found))]
    if found:
        most = found[0]
        names = {"place": workbench.thing(most.place), "share": Share(most.change), "year": most.year}
        sentences.append(message("places.shrinking_most", **names))
        sentences.append(counted("places.shrinking_goals", len(_goals(workbench, most.place, given))))
    table = Table("places", message("places.table_shrinking"), _COLUMNS, rows)
    notes = (message("places.shrinking_method"),)
    return Answer("shrinking", tuple(sentences), (table,) if rows else (), notes, chosen(workbench, given))


def _goals(workbench: Workbench, place: int, given: Given) -> list[int]:
    """Return the goals that hold for the town a place means, on a theme if one is chosen."""
    areas, projection = workbench.ties.areas, workbench.projection
    column = areas.column.get(place)
    if column is None:
        return []
    goals = projection.numbers("goal")
    there = np.asarray(areas.having[goals][:, [column]].sum(axis=1)).reshape(-1) > 0
    if "field" in given:
        serving = serving_of(workbench)
        there &= in_row(serving.themes[goals][:, serving.family(given["field"])]) > 0
    return [int(goal) for goal in goals[there]]


QUESTIONS = (
    Question("shrinking", "places", "plan", shrinking, (Parameter("field", Asks.FIELD, required=False),)),
)
