"""What would fall away if a city left a cooperation."""

from __future__ import annotations

from querbezug.graph.analysis.leaving import Leaving, leaving, likely_cooperation
from querbezug.graph.answers.model import (
    Answer,
    Column,
    Form,
    Listing,
    Number,
    Row,
    Share,
    Table,
    Thing,
    counted,
)
from querbezug.graph.answers.questions import Asks, Given, Parameter, Question
from querbezug.graph.answers.workbench import Workbench
from querbezug.ontology.strings import Message, message

_MEASURES = (
    Column("measure", Form.THING),
    Column("afterwards"),
    Column("remaining", Form.THINGS),
    Column("sources", Form.SOURCES),
)
_GOALS = (
    Column("goal", Form.THING),
    Column("lost_measures", Form.THINGS),
    Column("sources", Form.SOURCES),
)
_TIES = (
    Column("city", Form.THING),
    Column("reasons_count", Form.COUNT),
    Column("at_stake", Form.COUNT),
    Column("share_of_tie", Form.SHARE),
)
_PLACES = (
    Column("place", Form.THING),
    Column("joint", Form.THINGS),
    Column("sources", Form.SOURCES),
)


def leave(workbench: Workbench, given: Given) -> Answer:
    """Say what would fall away if a city left a cooperation.

    Parameters
    ----------
    workbench : Workbench
        The data.
    given : mapping
        ``city``, and ``cooperation`` unless that with the most joint measures is meant.
    """
    city = given["city"]
    cooperation = given.get("cooperation", likely_cooperation(workbench.ties, city))
    told: dict[str, Thing | int] = {"city": workbench.thing(city)}
    if cooperation is None:
        return Answer("leaving", (message("leaving.nowhere", **told),), given=told)
    told["cooperation"] = workbench.thing(cooperation)
    if cooperation not in workbench.ties.cooperations_of(city):
        return Answer("leaving", (_not_there(workbench, city, told),), given=told)
    found = leaving(workbench.ties, city, cooperation)
    tables = (
        _measure_table(workbench, found),
        _goal_table(workbench, found),
        _tie_table(workbench, found),
        _place_table(workbench, found),
    )
    notes = (message("leaving.method"), message("leaving.limits"))
    return Answer("leaving", tuple(_sentences(workbench, found, told)), tables, notes, told)


def _not_there(workbench: Workbench, city: int, told: dict[str, Thing | int]) -> Message:
    others = workbench.things(workbench.ties.cooperations_of(city))
    return counted("leaving.elsewhere", len(others), **told, others=Listing(others))


def _sentences(workbench: Workbench, found: Leaving, told: dict[str, Thing | int]) -> list[Message]:
    others = Listing(workbench.things(found.others), most=12)
    sentences = [counted("leaving.members", len(found.others), **told, cities=others)]
    inhabitants = _inhabitants(workbench, found)
    if inhabitants is not None:
        sentences.append(message("leaving.inhabitants", **told, share=Share(inhabitants)))
    sentences += _measure_sentences(workbench, found, told)
    orphans = Listing(workbench.things(each.goal for each in found.orphans))
    sentences.append(counted("leaving.goals", len(found.orphans), things=orphans))
    if found.themes:
        themes = Listing(workbench.things(found.themes))
        sentences.append(counted("leaving.themes", len(found.themes), things=themes))
    sentences += _tie_sentence(workbench, found)
    if found.ended:
        ended = Listing(workbench.things(found.ended))
        sentences.append(counted("leaving.ended", len(found.ended), **told, others=ended))
    dissolved = [each for each in found.dissolved if each != found.cooperation]
    if dissolved:
        names = Listing(workbench.things(dissolved))
        sentences.append(counted("leaving.dissolved", len(dissolved), others=names))
    places = Listing(workbench.things(each.place for each in found.places))
    sentences.append(counted("leaving.places", len(found.places), **told, things=places))
    return sentences


def _measure_sentences(workbench: Workbench, found: Leaving, told: dict[str, Thing | int]) -> list[Message]:
    if not found.joint:
        sentences = [message("leaving.no_joint", **told)]
    elif len(found.joint) == 1:
        (only,) = found.joint
        form = "alone" if len(only.partners) == 1 else "goes_on"
        partners = Listing(workbench.things(only.partners))
        values: dict[str, object] = {"thing": workbench.thing(only.measure), "partners": partners}
        sentences = [message(f"leaving.single_{form}", **told, **values)]
    else:
        ending = Listing(workbench.things(each.measure for each in found.ending))
        values = {"of": Number(len(found.joint)), "things": ending}
        sentences = [
            message("leaving.joint", **told, n=Number(len(found.joint))),
            counted("leaving.ending", len(found.ending), **values),
        ]
    if found.own:
        sentences.append(counted("leaving.own", len(found.own), **told))
    return sentences


def _tie_sentence(workbench: Workbench, found: Leaving) -> list[Message]:
    whole = [each.partner for each in found.ties if each.reasons and each.at_stake == each.reasons]
    if whole:
        return [message("leaving.tie_all", partners=Listing(workbench.things(whole)))]
    if not found.ties or not found.ties[0].at_stake:
        return []
    most = found.ties[0]
    values = {"partner": workbench.thing(most.partner), "share": Share(most.share)}
    return [counted("leaving.tie", most.at_stake, **values, of=Number(most.reasons))]


def _inhabitants(workbench: Workbench, found: Leaving) -> float | None:
    """Return which part of the members' inhabitants live in the city; None where a number is missing."""
    population = workbench.projection.population
    members = (found.city, *found.others)
    if not found.others or any(not population.get(member) for member in members):
        return None
    return population[found.city] / sum(population[member] for member in members)


def _sources(workbench: Workbench, thing: int) -> tuple[str, ...]:
    return workbench.projection.sources.get(thing, ())


def _measure_table(workbench: Workbench, found: Leaving) -> Table:
    rows: list[Row] = [
        (
            workbench.thing(each.measure),
            message("leaving.alone" if len(each.partners) == 1 else "leaving.goes_on"),
            workbench.things(each.partners),
            _sources(workbench, each.measure),
        )
        for each in found.joint
    ]
    rows += [
        (workbench.thing(each), message("leaving.gone"), (), _sources(workbench, each)) for each in found.own
    ]
    return Table("measures", message("leaving.table_measures"), _MEASURES, tuple(rows))


def _goal_table(workbench: Workbench, found: Leaving) -> Table:
    rows: list[Row] = [
        (workbench.thing(each.goal), workbench.things(each.measures), _sources(workbench, each.goal))
        for each in found.orphans
    ]
    return Table("goals", message("leaving.table_goals"), _GOALS, tuple(rows))


def _tie_table(workbench: Workbench, found: Leaving) -> Table:
    rows: list[Row] = [
        (workbench.thing(each.partner), each.reasons, each.at_stake, each.share) for each in found.ties
    ]
    return Table("ties", message("leaving.table_ties"), _TIES, tuple(rows), note=message("leaving.stake"))


def _place_table(workbench: Workbench, found: Leaving) -> Table:
    rows: list[Row] = [
        (workbench.thing(each.place), workbench.things(each.joint), _sources(workbench, each.place))
        for each in found.places
    ]
    return Table("places", message("leaving.table_places"), _PLACES, tuple(rows))


QUESTIONS = (
    Question(
        "leaving",
        "leaving",
        "cities",
        leave,
        (Parameter("city"), Parameter("cooperation", Asks.COOPERATION, required=False)),
    ),
)
