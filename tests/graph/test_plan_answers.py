"""The answers about gaps, places and plans on the example regions, as a planner reads them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import pytest
import stores
from graph.making import snapshot_of

from querbezug.graph.answers import (
    Answer,
    Workbench,
    ask,
    bodies,
    coupling,
    gaps,
    open_ends,
    places,
    plan,
    population,
    queries,
    question,
    wishes,
)
from querbezug.graph.answers.model import Listing, Table, Thing
from querbezug.graph.answers.questions import Asks
from querbezug.ontology.strings import LANGUAGES, Message

PARTS = (bodies, coupling, gaps, open_ends, places, plan, population, queries, wishes)
QUESTIONS = tuple(chain.from_iterable(part.QUESTIONS for part in PARTS))
ID = "https://w3id.org/querbezug/id"
TRIANGLE = {"cooperation": "Städtedreieck am Saalebogen"}


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    return Workbench(snapshot_of(stores.regions_and_cities(tmp_path_factory)))


def told(answer: Answer) -> str:
    return "\n".join(sentence.text() for sentence in answer.sentences)


def table(answer: Answer, name: str) -> Table:
    return next(each for each in answer.tables if each.name == name)


def labels(answer: Answer, name: str, column: int = 0) -> list[str]:
    cells = (row[column] for row in table(answer, name).rows)
    return [cell.label if isinstance(cell, Thing) else str(cell) for cell in cells]


def test_nine_of_the_twelve_goals_of_the_rek_have_no_measure(bench: Workbench) -> None:
    answer = ask(bench, "gaps", TRIANGLE)
    assert "haben 17 von 20 Zielen keine Maßnahme" in told(answer)
    rows = [row for row in table(answer, "goals").rows if row[1] in ("Ziel", "Teilziel")]
    assert len(rows) == 9
    assert "Maßnahmen, aber kein Ziel hat das Feld Mobilität." in told(answer)


def test_a_town_without_plans_is_told_so(bench: Workbench) -> None:
    assert told(ask(bench, "gaps", {"city": "Bonn"})) == "In Bonn sind weder Ziele noch Maßnahmen bekannt."
    assert "Keine der 40 Maßnahmen ist einem Ziel zugeordnet." in told(ask(bench, "gaps", {"city": "Mainz"}))


def test_people_speak_of_digital_systems_that_nobody_works_on(bench: Workbench) -> None:
    answer = ask(bench, "goals-asked-for", {"city": "Rudolstadt"})
    assert labels(answer, "goals") == ["Aufbau gemeinsamer digitaler Systeme in der Städtekooperation"]
    assert table(answer, "goals").rows[0][1:4] == (16, 2, 0)


def test_questions_of_the_seed_are_open_and_nobody_answered_there(bench: Workbench) -> None:
    answer = ask(bench, "unanswered", {"city": "Saalfeld"})
    assert "keine einzige Antwort der Verwaltung geladen" in told(answer)
    assert "Gibt es schon konkret Ideen und Maßnahmen hierzu ?" in labels(answer, "questions", 1)


def test_answered_ideas_of_bonn_are_not_open(bench: Workbench) -> None:
    answer = ask(bench, "unanswered", {"city": "Bonn"})
    assert "234 von 300 Ideen haben keine Antwort." in told(answer)
    votes = [row[3] for row in table(answer, "ideas").rows if isinstance(row[3], int)]
    assert votes == sorted(votes, reverse=True)


def test_districts_without_measures_are_named(bench: Workbench) -> None:
    answer = ask(bench, "uncovered", TRIANGLE)
    assert "kommen 21 von 29 Ortsteilen in keiner Maßnahme vor" in told(answer)
    named = set(labels(answer, "districts"))
    assert {"Arnsgereuth", "Remda-Teichel"} <= named
    assert not named & {"Schaala", "Eichfeld", "Gorndorf", "Schwarza", "Beulwitz", "Remschütz", "Crösten"}


def test_measures_of_one_town_alone_are_counted_among_the_members(bench: Workbench) -> None:
    answer = ask(bench, "one-city", TRIANGLE)
    assert "Saalfeld/Saale 9, Rudolstadt 4 und Bad Blankenburg 3" in told(answer)
    assert "8 Maßnahmen, die nur hier liegen" in told(ask(bench, "one-city", {"city": "Saalfeld"}))


def test_bonn_wishes_for_much_and_has_nothing_planned(bench: Workbench) -> None:
    answer = ask(bench, "wishes", {"city": "Bonn"})
    assert "aber keine einzige Maßnahme ist geladen" in told(answer)
    assert labels(answer, "places") == ["Bonn"]
    counts = [row[1] for row in table(answer, "spots").rows]
    assert counts == sorted(counts, key=lambda n: -int(str(n)))
    assert len(table(ask(bench, "wishes", {"city": "Bonn", "least": "8"}), "spots").rows) < len(counts)


def test_lead_projects_serve_several_cross_cutting_themes(bench: Workbench) -> None:
    answer = ask(bench, "several-themes", {})
    assert set(labels(answer, "measures")) == {
        "Radverkehr für Alltag und Tourismus",
        "Umsetzung von Maßnahmen der Landesgartenschau",
        "Kultur und Tourismus verbindet",
        "Wirtschaftsstandort für die Zukunft",
        "regio.IMPULS",
    }


def test_themes_of_the_same_name_are_told_apart_by_region(bench: Workbench) -> None:
    answer = ask(bench, "paper-themes", {})
    assert "Nur auf dem Papier stehen Digitalisierung (Städtebund Silberberg)" in told(answer)
    assert "Nur dem Namen nach kommen Digitalisierung (Städtedreieck am Saalebogen)" in told(answer)


def test_the_cycling_concept_serves_supply_and_mobility(bench: Workbench) -> None:
    fields = (f"{ID}/field/saalebogen_daseinsvorsorge", f"{ID}/field/saalebogen_mobilitaet")
    answer = ask(bench, "both-fields", dict(zip(("field_a", "field_b"), fields, strict=True)))
    assert labels(answer, "measures") == ["Interkommunales Radwegekonzept „Städtedreieck am Saalebogen“"]


def test_coupled_fields_are_a_network(bench: Workbench) -> None:
    answer = ask(bench, "coupling", TRIANGLE)
    assert answer.network is not None
    assert answer.network.number_of_edges() == len(table(answer, "pairs").rows) == 12
    assert all(data["reasons"] for _, _, data in answer.network.edges(data=True))


def test_the_land_use_plan_was_promised_until_2017(bench: Workbench) -> None:
    rows = {str(row[0].label): row for row in table(ask(bench, "overdue", {}), "overdue").rows}  # type: ignore[union-attr]
    due = rows["Gemeinsamer Flächennutzungsplan (§ 204 BauGB)"]
    assert due[1] == "2017-12-31"
    assert "Wirksamkeit bis 2017 geplant" in str(due[3])
    before = ask(bench, "overdue", {"year": "2015"})
    assert "ist keine der 39 Maßnahmen mit bekannter Frist überfällig" in told(before)
    assert "31.12.2015" in before.notes[0].text()


def test_the_rail_bend_lives_on(bench: Workbench) -> None:
    rows = {tuple(row[:2]) for row in table(ask(bench, "lives-on", {}), "successions").rows}
    pairs = {(str(one.label), str(other.label)) for one, other in rows}  # type: ignore[union-attr]
    assert (
        "Geraer Bahnbogen als Industrie- und Gewerbegebiet entwickeln",
        "Vermarktung des Geraer Bahnbogens vorbereiten",
    ) in pairs


def test_proposals_on_digitalisation_wait_for_a_measure(bench: Workbench) -> None:
    theme = f"{ID}/cross-cutting-theme/saalebogen_digitalisierung"
    answer = ask(bench, "proposals", {"field": theme})
    assert "Sie alle passen zu einem Ziel, für das es noch keine Maßnahme gibt." in told(answer)
    assert "Nicht wichtig, lieber Spielplätze und Fahrradwege" not in labels(answer, "proposals")


def test_shrinking_towns_come_with_the_goals_of_a_field(bench: Workbench) -> None:
    answer = ask(bench, "shrinking", {"field": f"{ID}/field/saalebogen_daseinsvorsorge"})
    assert labels(answer, "places")[:2] == ["Rudolstadt", "Saalfeld/Saale"]
    assert table(answer, "places").rows[0][2] == 18649


def test_a_query_answers_for_a_town_and_for_what_is_chosen(bench: Workbench) -> None:
    assert labels(ask(bench, "parts", {"city": "Rudolstadt"}), "rows") == [
        "Radverkehr für Alltag und Tourismus",
        "Umsetzung von Maßnahmen der Landesgartenschau",
    ]
    field = f"{ID}/field/saalebogen_mobilitaet"
    answer = ask(bench, "field-content", {"field": field})
    assert answer.query.startswith(f"# ?field = <{field}>")
    assert "Saalfelder Radverkehrskonzept" in labels(answer, "rows", 1)
    assert labels(ask(bench, "sites", {}), "rows")[0] == "Stadthalle Bad Blankenburg"


CITIES = ("Saalfeld", "Rudolstadt", "Bonn", "Mainz", "Münster", "Görlitz")
CHOICES: tuple[dict[str, str], ...] = ({}, *({"city": name} for name in CITIES), TRIANGLE)
FIELDS = {
    "field": f"{ID}/field/saalebogen_daseinsvorsorge",
    "field_a": f"{ID}/field/saalebogen_wirtschaft",
    "field_b": f"{ID}/cross-cutting-theme/saalebogen_nachhaltigkeit",
}


def choices_of(id: str) -> Iterator[dict[str, str]]:  # noqa: A002 - the name of the field
    parameters = question(id).parameters
    known = {each.name for each in parameters}
    needed = {each.name: FIELDS[each.name] for each in parameters if each.asks is Asks.FIELD}
    for choice in CHOICES:
        if set(choice) <= known:
            yield needed | choice


def messages(answer: Answer) -> Iterator[Message]:
    yield from answer.sentences
    yield from answer.notes
    for each in answer.tables:
        yield each.heading
        yield from (cell for row in each.rows for cell in row if isinstance(cell, Message))


@pytest.mark.parametrize("id", [each.id for each in QUESTIONS])
def test_every_answer_has_whole_sentences_in_both_languages(bench: Workbench, id: str) -> None:  # noqa: A002
    asked = question(id)
    for given in choices_of(id):
        answer = ask(bench, id, given)
        for lang in LANGUAGES:
            assert asked.title(answer.given, lang)
            assert asked.lead(lang)
            assert all(parameter.label(lang) for parameter in asked.parameters)
            words = [each.text(lang) for each in messages(answer)]
            assert answer.sentences
            assert all(each.strip() and "{" not in each for each in words)
            assert all(column.heading(lang) for each in answer.tables for column in each.columns)


@pytest.mark.parametrize("id", [each.id for each in QUESTIONS])
def test_things_in_answers_are_things_of_the_graph(bench: Workbench, id: str) -> None:  # noqa: A002
    answer = ask(bench, id, next(choices_of(id)))
    values = [value for sentence in answer.sentences for value in sentence.values.values()]
    named = [value for value in values if isinstance(value, Thing)]
    named += [
        each
        for value in values
        if isinstance(value, Listing)
        for each in value.items
        if isinstance(each, Thing)
    ]
    for each in answer.tables:
        assert all(len(row) == len(each.columns) for row in each.rows)
        named += [cell for row in each.rows for cell in row if isinstance(cell, Thing)]
    known = bench.projection.index
    assert all(thing.iri in known for thing in named if thing.kind)
