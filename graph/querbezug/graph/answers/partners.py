"""Whom to ask: towns that already pursue what people wish for here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import networkx as nx

from querbezug.graph.analysis.wishes import Model, Wish
from querbezug.graph.answers.evidence import join, sources_of_all, subjects_of, wishes_of, wording
from querbezug.graph.answers.model import Answer, Column, Form, Listing, Row, Table, Thing, counted
from querbezug.graph.answers.questions import Given, Parameter, Question
from querbezug.graph.answers.scope import chosen, named_all, sources_of
from querbezug.graph.answers.workbench import Workbench
from querbezug.ontology.strings import Message, message

_MOST_MODELS = 100
_QUOTED_WISHES, _QUOTES_EACH = 12, 3
_MOST_THINGS = 12
_TOLD = 3

_MODELS = (
    Column("towns", Form.THINGS),
    Column("wishes", Form.THINGS),
    Column("projects", Form.THINGS),
    Column("score", Form.NUMBER),
    Column("sources", Form.SOURCES),
)
_WISHES = (
    Column("wish", Form.THING),
    Column("askers", Form.COUNT),
    Column("own_projects", Form.COUNT),
    Column("pursued_by", Form.THINGS),
)
_VOICES = (
    Column("wish", Form.THING),
    Column("voice", Form.THING),
    Column("quote", Form.QUOTE),
    Column("sources", Form.SOURCES),
)


def whom_to_ask(workbench: Workbench, given: Given) -> Answer:
    """Say which towns already pursue what people in a town wish for.

    Parameters
    ----------
    workbench : Workbench
        The data.
    given : mapping
        ``city``.
    """
    city = given["city"]
    wishes = wishes_of(workbench)
    found, models = wishes.of(city), wishes.models(city, _MOST_MODELS)
    tables = (
        Table(
            "models",
            message("partners.models", city=workbench.thing(city)),
            _MODELS,
            tuple(_model_row(workbench, city, model) for model in models),
        ),
        _wish_table(workbench, city, found, models),
        _voice_table(workbench, city, found),
    )
    return Answer(
        "whom-to-ask",
        tuple(_wish_sentences(workbench, city, found, models)),
        tuple(table for table in tables if table.rows),
        (message("partners.method"), message("partners.recognised")),
        chosen(workbench, given),
        _model_network(workbench, city, models) if models else None,
    )


def _wish_sentences(
    workbench: Workbench, city: int, wishes: Sequence[Wish], models: Sequence[Model]
) -> Iterator[Message]:
    town = workbench.thing(city)

    def shown(subjects: Sequence[int]) -> tuple[Thing, ...]:
        return _as_here(workbench, city, subjects)

    if not wishes:
        yield message("partners.no_wishes", city=town)
        return
    for key, model in zip(("partners.best", "partners.next", "partners.next"), models, strict=False):
        yield _about_model(workbench, key, city, model)
    told = Listing(shown([wish.subject for wish in wishes]), most=_TOLD)
    yield counted("partners.wishes", len(wishes), city=town, wishes=told)
    here = [wish.subject for wish in wishes if not wish.own]
    if len(here) == len(wishes):
        yield message("partners.none_here", city=town)
    elif here:
        yield counted("partners.not_here", len(here), city=town, wishes=Listing(shown(here)))
    known = {subject for model in models for subject, _ in model.by_wish}
    nowhere = [wish.subject for wish in wishes if wish.subject not in known and not wish.own]
    if not models:
        yield message("partners.nobody")
    elif nowhere:
        yield counted("partners.nowhere", len(nowhere), wishes=Listing(shown(nowhere)))


def _as_here(workbench: Workbench, city: int, subjects: Sequence[int]) -> tuple[Thing, ...]:
    """Return subjects in the words of the town's own plans."""
    return named_all(workbench, [subjects_of(workbench).as_in(each, city) for each in subjects])


def _about_model(workbench: Workbench, key: str, city: int, model: Model) -> Message:
    subjects = Listing(_as_here(workbench, city, [subject for subject, _ in model.by_wish]), most=_TOLD)
    example = workbench.thing(_example(workbench, model))
    form = "one" if len(model.towns) == 1 else "many"
    towns = Listing(tuple(workbench.thing(town) for town in model.towns))
    return message(f"{key}_{form}", towns=towns, wishes=subjects, example=example)


def _example(workbench: Workbench, model: Model) -> int:
    """Return the goal or measure on the weightiest wish that fewest towns have: the most telling one."""
    having = workbench.ties.areas.having
    subject, things = model.by_wish[0]
    label = workbench.projection.labels
    telling = [thing for thing in things if label[thing] != label[subject]] or things
    return min(telling, key=lambda thing: (having.indptr[thing + 1] - having.indptr[thing], thing))


def _model_row(workbench: Workbench, city: int, model: Model) -> Row:
    things = list(dict.fromkeys(thing for _, each in model.by_wish for thing in each))[:_MOST_THINGS]
    return (
        workbench.things(model.towns),
        _as_here(workbench, city, [subject for subject, _ in model.by_wish][:_MOST_THINGS]),
        named_all(workbench, things),
        model.score,
        sources_of_all(workbench, things),
    )


def _wish_table(workbench: Workbench, city: int, wishes: Sequence[Wish], models: Sequence[Model]) -> Table:
    towns: dict[int, list[int]] = {}
    for model in models:
        for subject, _ in model.by_wish:
            towns.setdefault(subject, []).extend(model.towns)
    rows: tuple[Row, ...] = tuple(
        (
            *_as_here(workbench, city, [wish.subject]),
            wish.askers,
            wish.own,
            named_all(workbench, towns.get(wish.subject, [])[:_MOST_THINGS]),
        )
        for wish in wishes
    )
    return Table("wishes", message("partners.wish_table"), _WISHES, rows)


def _voice_table(workbench: Workbench, city: int, wishes: Sequence[Wish]) -> Table:
    """Return words of those who ask, the evidence of the weightiest wishes."""
    rows: list[Row] = []
    for wish in wishes[:_QUOTED_WISHES]:
        voices = wishes_of(workbench).contributions(city, wish.subject)
        rows += [
            (
                *_as_here(workbench, city, [wish.subject]),
                *named_all(workbench, [voice]),
                wording(workbench, voice),
                sources_of(workbench, voice),
            )
            for voice in voices[:_QUOTES_EACH]
        ]
    return Table("voices", message("partners.voices"), _VOICES, tuple(rows))


def _model_network(workbench: Workbench, city: int, models: Sequence[Model]) -> nx.Graph[str]:
    """Return the town, those to ask, and the wishes between them."""
    network: nx.Graph[str] = nx.Graph()
    for model in models[:_MOST_THINGS]:
        for subject, things in model.by_wish:
            join(workbench, network, city, subject, 1.0, [])
            for town in model.towns:
                join(workbench, network, town, subject, float(len(things)), things)
    return network


QUESTIONS = (Question("whom-to-ask", "partners", "partners", whom_to_ask, (Parameter("city"),)),)
