"""Beyond one's own region: the same field elsewhere, regions tied by others, examples people cite."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import networkx as nx

from querbezug.graph.analysis.elsewhere import Alike, Hub, citations, hubs, same_field
from querbezug.graph.answers.evidence import join, sources_of_all, subjects_of, wording
from querbezug.graph.answers.model import Answer, Column, Form, Listing, Number, Row, Table, counted
from querbezug.graph.answers.questions import Asks, Given, Parameter, Question
from querbezug.graph.answers.scope import (
    SCOPE,
    chosen,
    columns_of,
    linked,
    named_all,
    sources_of,
    where,
)
from querbezug.graph.answers.workbench import Workbench
from querbezug.ontology.strings import Message, message
from querbezug.ontology.terms import QUER

_TOLD = 3
_MOST_THINGS = 15

_FIELDS = (
    Column("region", Form.THINGS),
    Column("field", Form.THING),
    Column("why_same"),
    Column("projects", Form.THINGS),
    Column("n_projects", Form.COUNT),
    Column("sources", Form.SOURCES),
)
_HUBS = (
    Column("tie", Form.THING),
    Column("layer"),
    Column("regions", Form.THINGS),
    Column("n_regions", Form.COUNT),
    Column("sources", Form.SOURCES),
)
_EXAMPLES = (
    Column("example", Form.THING),
    Column("from_where", Form.THINGS),
    Column("comments", Form.COUNT),
    Column("voices", Form.THINGS),
    Column("quote", Form.QUOTE),
    Column("serves", Form.THINGS),
    Column("sources", Form.SOURCES),
)


def same_field_elsewhere(workbench: Workbench, given: Given) -> Answer:
    """Say which other regions have a field of the same name, and what they do there.

    Parameters
    ----------
    workbench : Workbench
        The data.
    given : mapping
        ``field``: a field of action, cross-cutting theme, topic or category.
    """
    field = given["field"]
    found = same_field(workbench.projection, workbench.ties.areas, subjects_of(workbench), field)
    rows = tuple(_field_row(workbench, each) for each in found)
    table = Table("fields", message("elsewhere.fields"), _FIELDS, rows)
    return Answer(
        "same-field",
        tuple(_field_sentences(workbench, field, found)),
        (table,) if rows else (),
        (message("elsewhere.same"),),
        chosen(workbench, given),
    )


def _field_sentences(workbench: Workbench, field: int, found: Sequence[Alike]) -> Iterator[Message]:
    thing = workbench.thing(field)
    if not found:
        yield message("elsewhere.no_field", field=thing)
        return
    key = "elsewhere.pursued" if thing.kind == "topic" else "elsewhere.found"
    yield counted(key, len(found), field=thing)
    busy = [each for each in found if each.things]
    for each in busy[:_TOLD]:
        yield counted(
            "elsewhere.does_topic" if each.theme == field else "elsewhere.does",
            len(each.things),
            region=Listing(workbench.things(each.regions), most=4),
            field=workbench.thing(each.theme),
            things=Listing(named_all(workbench, each.things), most=3),
        )
    if len(busy) < len(found):
        idle = len(found) - len(busy)
        yield counted("elsewhere.idle", idle)


def _field_row(workbench: Workbench, each: Alike) -> Row:
    return (
        workbench.things(each.regions),
        workbench.thing(each.theme),
        message(f"elsewhere.why_{each.why}"),
        named_all(workbench, each.things[:_MOST_THINGS]),
        len(each.things),
        sources_of_all(workbench, [each.theme, *each.things[:_MOST_THINGS]]),
    )


def linked_regions(workbench: Workbench, given: Given) -> Answer:
    """Say which regions are tied by a network or by a planning office.

    Parameters
    ----------
    workbench : Workbench
        The data.
    given : mapping
        ``cooperation``, or none for all.
    """
    found = hubs(workbench.projection, workbench.ties.areas)
    asked = given.get("cooperation")
    if asked is not None:
        found = [hub for hub in found if asked in hub.regions or asked == hub.thing]
    rows = tuple(
        (
            workbench.thing(hub.thing),
            message(f"elsewhere.hub_{hub.kind}"),
            named_all(workbench, hub.regions[:_MOST_THINGS]),
            len(hub.regions),
            sources_of_all(workbench, [hub.thing, *hub.evidence[:_MOST_THINGS]]),
        )
        for hub in found
    )
    table = Table("hubs", message("elsewhere.hubs"), _HUBS, rows)
    return Answer(
        "linked-regions",
        tuple(_hub_sentences(workbench, found)),
        (table,) if rows else (),
        (message("elsewhere.hub_method"),),
        chosen(workbench, given),
        _hub_network(workbench, found) if found else None,
    )


def _hub_sentences(workbench: Workbench, found: Sequence[Hub]) -> Iterator[Message]:
    if not found:
        yield message("elsewhere.no_hub")
        return
    for kind in dict.fromkeys(hub.kind for hub in found):
        of_kind = [hub for hub in found if hub.kind == kind]
        yield counted(f"elsewhere.count_{kind}", len(of_kind))
        for hub in of_kind[:_TOLD]:
            regions = Listing(named_all(workbench, hub.regions))
            yield message(f"elsewhere.by_{kind}", hub=workbench.thing(hub.thing), regions=regions)


def _hub_network(workbench: Workbench, found: Sequence[Hub]) -> nx.Graph[str]:
    network: nx.Graph[str] = nx.Graph()
    for hub in found:
        for region in hub.regions:
            join(workbench, network, region, hub.thing, 1.0, [])
    return network


def examples_cited(workbench: Workbench, given: Given) -> Answer:
    """Say which examples from elsewhere comments refer to.

    Parameters
    ----------
    workbench : Workbench
        The data.
    given : mapping
        ``city`` or ``cooperation``, or neither for all that is loaded.
    """
    cited = citations(workbench.projection, columns_of(workbench, given), workbench.ties.areas)
    rows = tuple(_example_row(workbench, example, who) for example, who in cited)
    table = Table("examples", message("elsewhere.examples"), _EXAMPLES, rows)
    comments = len({one for _, who in cited for one in who})
    sentences = [
        counted("elsewhere.citing", comments, where=where(workbench, given), examples=Number(len(cited)))
    ]
    sentences += [
        counted(
            "elsewhere.cited",
            len(who),
            example=workbench.thing(example),
            quote=wording(workbench, who[0]),
        )
        for example, who in cited[:_TOLD]
    ]
    return Answer(
        "examples-cited",
        tuple(sentences),
        (table,) if rows else (),
        (message("elsewhere.example_method"),),
        chosen(workbench, given),
    )


def _example_row(workbench: Workbench, example: int, who: Sequence[int]) -> Row:
    return (
        workbench.thing(example),
        linked(workbench, example, QUER.exampleFrom, "place", "municipality", "region"),
        len(who),
        named_all(workbench, who[:_MOST_THINGS]),
        wording(workbench, who[0]),
        linked(workbench, example, QUER.contributesTo, "goal"),
        sources_of(workbench, example),
    )


QUESTIONS = (
    Question("same-field", "elsewhere", "partners", same_field_elsewhere, (Parameter("field", Asks.FIELD),)),
    Question(
        "linked-regions",
        "elsewhere",
        "partners",
        linked_regions,
        (Parameter("cooperation", Asks.COOPERATION, required=False),),
    ),
    Question("examples-cited", "elsewhere", "voices", examples_cited, SCOPE),
)
