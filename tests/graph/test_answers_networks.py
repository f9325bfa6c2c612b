"""Answers on groups, bridges and leaving: whole sentences in both languages, with links to the evidence."""

from __future__ import annotations

import re

import networkx as nx
import pytest

from querbezug.graph.answers import Answer, Question, Workbench, bridges, groups, leaving
from querbezug.graph.answers.model import Form, Thing
from querbezug.graph.answers.resolving import resolve_all
from querbezug.graph.store import Snapshot
from querbezug.ontology.strings import LANGUAGES, Lang

QUESTIONS: dict[str, Question] = {q.id: q for part in (groups, bridges, leaving) for q in part.QUESTIONS}


@pytest.fixture(scope="module")
def workbench(examples: Snapshot) -> Workbench:
    return Workbench(examples)


def ask(workbench: Workbench, id: str, **given: str) -> Answer:  # noqa: A002
    question = QUESTIONS[id]
    return question.answer(workbench, resolve_all(workbench, question, given))


def told(answer: Answer, lang: Lang = "de") -> list[str]:
    return [sentence.text(lang) for sentence in answer.sentences]


CASES = [("groups", {}), ("bridges", {}), ("bridges", {"most": "2"})] + [
    ("leaving", {"city": city}) for city in ("Saalfeld", "Rudolstadt", "Bad Blankenburg", "Görlitz", "Ahorn")
]


@pytest.mark.parametrize(("name", "given"), CASES)
def test_answers_are_whole_sentences_with_evidence(
    workbench: Workbench, name: str, given: dict[str, str]
) -> None:
    answer = ask(workbench, name, **given)
    for lang in LANGUAGES:
        title = QUESTIONS[name].title(answer.given, lang)
        assert title.endswith("?")
        for sentence in (*told(answer, lang), *(note.text(lang) for note in answer.notes)):
            assert re.match(r"[A-ZÄÖÜ0-9„“(]", sentence), sentence
            assert sentence.endswith("."), sentence
            assert "{" not in sentence
            assert ".." not in sentence
    for table in answer.tables:
        assert table.heading.text()
        for row in table.rows:
            assert len(row) == len(table.columns)
            for cell, column in zip(row, table.columns, strict=True):
                assert column.heading("en")
                if column.form is Form.SOURCES:
                    assert isinstance(cell, tuple)
                if isinstance(cell, Thing):
                    assert cell.iri in workbench.projection.index
                if column.form is Form.SHARE:
                    assert isinstance(cell, float)
                    assert 0 <= cell <= 1 + 1e-9


def test_the_groups_of_the_examples_in_words(workbench: Workbench) -> None:
    answer = ask(workbench, "groups")
    sentences = told(answer)
    assert sentences[0] == "44 Kommunen bilden 7 Gruppen."
    assert any(
        s.startswith("Burglengenfeld, Maxhütte-Haidhof und Teublitz bilden die Gruppe") for s in sentences
    )
    assert all("bilden" in s or "gehör" in s for s in sentences)
    assert told(answer, "en")[0] == "44 municipalities form 7 groups."
    table = answer.tables[0]
    assert [row[1] for row in table.rows] == sorted((row[1] for row in table.rows), reverse=True)
    assert all(row[-1] for row in table.rows), "each group here is named by something with a source"
    assert answer.network is not None
    assert set(nx.get_node_attributes(answer.network, "group").values()) == {row[0] for row in table.rows}


def test_the_bridges_of_the_examples_in_words(workbench: Workbench) -> None:
    answer = ask(workbench, "bridges")
    sentences = told(answer)
    assert (
        "Fällt das Thema „Interkommunale Kooperation“ weg, verlieren die Gruppen „NM-Arge 10“ und "
        "„Städtedreieck am Saalebogen“ ihre einzige Verbindung."
    ) in sentences
    assert any("Städtenetzwerk Demografie" in sentence for sentence in sentences)
    assert len(ask(workbench, "bridges", most="2").tables[0].rows) == 2
    assert answer.network is not None
    assert {"label", "kind"} <= set(next(iter(answer.network.nodes.values())))


def test_question_24_of_the_planners(workbench: Workbench) -> None:
    answer = ask(workbench, "leaving", city="Bad Blankenburg")
    title = QUESTIONS["leaving"].title(answer.given)
    assert title == "Was fiele weg, wenn Bad Blankenburg aus „Städtedreieck am Saalebogen“ ausscheidet?"
    sentences = told(answer)
    assert sentences[0] == (
        "Ohne Bad Blankenburg blieben in „Städtedreieck am Saalebogen“ noch 2 Kommunen: "
        "Rudolstadt und Saalfeld/Saale."
    )
    assert any("Kurpark" in sentence for sentence in sentences)
    chosen = ask(workbench, "leaving", city="Bad Blankenburg", cooperation="Städtenetzwerk Demografie")
    assert "Städtenetzwerk Demografie" in told(chosen)[0]


def test_who_is_no_member_is_told_where_it_belongs(workbench: Workbench) -> None:
    answer = ask(workbench, "leaving", city="Saalfeld", cooperation="NM-Arge 10")
    assert told(answer)[0].startswith("Saalfeld/Saale gehört nicht zu „NM-Arge 10“, wohl aber zu ")
    assert answer.tables == ()
