"""The answers about partners and opinions on the example regions, as a planner reads them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import stores
from graph.making import snapshot_of

from querbezug.graph.answers import Answer, Workbench, ask
from querbezug.graph.answers import partners as partners_part
from querbezug.graph.answers.comparing import QUESTIONS as COMPARING
from querbezug.graph.answers.contested import QUESTIONS as CONTESTED
from querbezug.graph.answers.elsewhere import QUESTIONS as ELSEWHERE
from querbezug.graph.answers.model import Listing, Table, Thing
from querbezug.graph.answers.priorities import QUESTIONS as PRIORITIES
from querbezug.graph.answers.questions import Asks
from querbezug.graph.answers.suggestions import QUESTIONS as SUGGESTIONS
from querbezug.ontology.strings import LANGUAGES, Message

QUESTIONS = (*partners_part.QUESTIONS, *COMPARING, *CONTESTED, *ELSEWHERE, *PRIORITIES, *SUGGESTIONS)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    return Workbench(snapshot_of(stores.regions_and_cities(tmp_path_factory)))


def told(answer: Answer, lang: str = "de") -> str:
    return "\n".join(sentence.text("en" if lang == "en" else "de") for sentence in answer.sentences)


def table(answer: Answer, name: str) -> Table:
    return next(each for each in answer.tables if each.name == name)


def test_the_kurstadtregion_already_has_what_people_in_saalfeld_wish_for(bench: Workbench) -> None:
    answer = ask(bench, "whom-to-ask", {"city": "Saalfeld"})
    assert "Am ehesten hilft ein Gespräch mit Bad Liebenwerda" in told(answer)
    assert "„Gemeinsames Standesamt“" in told(answer)
    assert "„Regionale Ausschreibungsstelle“" in told(answer)
    quotes = {str(row[2]) for row in table(answer, "voices").rows}
    assert "Glasfaserausbau mit städtischen EVUs" in quotes
    assert all(row[-1] for row in table(answer, "models").rows)


def test_where_nobody_was_asked_nothing_is_made_up(bench: Workbench) -> None:
    answer = ask(bench, "whom-to-ask", {"city": "Görlitz"})
    assert told(answer).startswith("Aus Görlitz sind keine Ideen und Vorschläge geladen")
    assert not answer.tables


def test_goerlitz_lacks_the_land_use_plan_that_comparable_towns_have(bench: Workbench) -> None:
    answer = ask(bench, "comparable-cities", {"city": "Görlitz"})
    first = table(answer, "missing").rows[0]
    assert isinstance(first[0], Thing)
    assert first[0].label.startswith("Gemeinsamer Flächennutzungsplan")
    assert first[1] == 5


def test_a_town_without_a_plan_is_told_so(bench: Workbench) -> None:
    assert "Für Bonn selbst ist kein Plan geladen" in told(ask(bench, "comparable-cities", {"city": "Bonn"}))


def test_suggestions_never_name_partners(bench: Workbench) -> None:
    answer = ask(bench, "suggestions", {})
    members = bench.ties.areas.members
    for row in table(answer, "pairs").rows:
        ends = [bench.projection.index[thing.iri] for thing in row[:2] if isinstance(thing, Thing)]
        columns = [bench.ties.areas.column[end] for end in ends]
        assert not (members[:, [columns[0]]].multiply(members[:, [columns[1]]])).nnz
        assert row[2] or "Nachbarschaft" in str(row[3])


def test_nobody_can_ask_for_so_much_that_it_takes_for_ever(bench: Workbench) -> None:
    assert ask(bench, "suggestions", {"most": "1000000"}).given["most"] == 200
    assert ask(bench, "comparable-cities", {"city": "Mainz", "compared": "1000000"}).given["compared"] == 50


def test_the_quality_is_told_with_chance_beside_it(bench: Workbench) -> None:
    answer = ask(bench, "suggestions-quality", {})
    assert "reiner Zufall käme auf 50 %" in told(answer)
    assert len(table(answer, "results").rows) == 13


def test_the_goal_of_the_saalebogen_is_supported_with_words_of_both_sides(bench: Workbench) -> None:
    answer = ask(bench, "agreed", {"city": "Saalfeld"})
    assert "„Aufbau gemeinsamer digitaler Systeme in der Städtekooperation“ wird" in told(answer)
    sides = {str(row[1]) for row in table(answer, "voices").rows}
    assert sides == {"dafür", "dagegen"}
    assert any("hat ein Programm am Wortlaut erkannt" in note.text("de") for note in answer.notes)


def test_an_objection_names_another_priority_and_its_field(bench: Workbench) -> None:
    answer = ask(bench, "other-priorities", {"city": "Rudolstadt"})
    assert "„Nicht wichtig, lieber Spielplätze und Fahrradwege“" in told(answer)
    assert "Mobilität und Daseinsvorsorge" in told(answer)


def test_the_examples_people_cite_are_st_gallen_and_wecare(bench: Workbench) -> None:
    answer = ask(bench, "examples-cited", {})
    assert [str(row[0].label) for row in table(answer, "examples").rows if isinstance(row[0], Thing)] == [
        "Beispiel aus St. Gallen",
        "Telemedizin-Forschungsprojekt WeCare",
    ]


def test_regions_are_tied_by_the_network_and_the_planning_office(bench: Workbench) -> None:
    text = told(ask(bench, "linked-regions", {}))
    assert "Städtenetzwerk Demografie: " in text
    assert "IPU GmbH: Initiative Rodachtal und Städtedreieck am Saalebogen." in text


def test_the_same_field_elsewhere_is_told_with_what_happens_there(bench: Workbench) -> None:
    answer = ask(bench, "same-field", {"field": "saalebogen_wirtschaft"})
    assert "Oberzentraler Städteverbund Bautzen-Görlitz-Hoyerswerda, „Wirtschaft“: 2 Ziele" in told(answer)
    assert "Mainz: 2 Ziele und Maßnahmen" in told(ask(bench, "same-field", {"field": "radverkehr"}))


CITIES = ("Saalfeld", "Rudolstadt", "Bonn", "Mainz", "Münster", "Görlitz")


def given() -> Iterator[tuple[str, dict[str, str]]]:
    for question in QUESTIONS:
        asks = {parameter.name: parameter.asks for parameter in question.parameters}
        needed = [parameter.name for parameter in question.parameters if parameter.required]
        if not needed:
            yield question.id, {}
        if asks.get("city") is Asks.CITY:
            yield from ((question.id, {"city": city}) for city in CITIES)
        if asks.get("field") is Asks.FIELD:
            yield from ((question.id, {"field": field}) for field in ("saalebogen_mobilitaet", "umwelt"))
        if asks.get("cooperation") is Asks.COOPERATION:
            yield question.id, {"cooperation": "Initiative Rodachtal"}


@pytest.mark.parametrize(("question", "chosen"), list(given()))
def test_each_answer_reads_well_in_both_languages(
    bench: Workbench, question: str, chosen: dict[str, str]
) -> None:
    answer = ask(bench, question, chosen)
    assert answer.sentences
    assert answer.notes or question == "suggestions-quality"
    for lang in LANGUAGES:
        for sentence in (*answer.sentences, *answer.notes):
            assert "{" not in sentence.text(lang)
        for each in answer.tables:
            assert all(column.heading(lang) for column in each.columns)
            assert all(len(row) == len(each.columns) for row in each.rows)
            cells = (cell for row in each.rows for cell in row if isinstance(cell, Message))
            assert all(cell.text(lang) for cell in cells)
    linked = [v for s in answer.sentences for v in s.values.values() if isinstance(v, Thing | Listing)]
    assert all(thing.iri in bench.projection.index for thing in linked if isinstance(thing, Thing))
