"""The graph in notebooks: what the tutorial shows runs, and tables hold what the store says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from graph.making import rows
from IPython.core.interactiveshell import InteractiveShell

from querbezug.graph import open_graph
from querbezug.graph.answers import ParameterError
from querbezug.graph.errors import QueryRefusedError, QuerySyntaxError
from querbezug.graph.notebook import KnowledgeGraph
from querbezug.graph.store import Snapshot

TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial.ipynb"


@pytest.fixture(scope="module")
def graph(example_store: Path) -> KnowledgeGraph:
    return open_graph(example_store)


def code_cells() -> list[str]:
    notebook = json.loads(TUTORIAL.read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


def test_the_tutorial_runs_from_top_to_bottom(
    example_store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QUERBEZUG_STORE", str(example_store))
    shell = InteractiveShell()
    for number, cell in enumerate(code_cells()):
        result = shell.run_cell(cell, store_history=False)
        assert result.success, f"cell {number}: {result.error_before_exec or result.error_in_exec}"
    assert shell.user_ns["comments"]["comments"].iloc[0] == 16
    assert "Städtedreieck am Saalebogen" in capsys.readouterr().out


def test_cities_and_ties_go_by_their_names(graph: KnowledgeGraph) -> None:
    assert "Bad Blankenburg" in [city.label for city in graph.cities()]
    reasons = graph.ties("Saalfeld", "rudolstadt")
    assert [r.weight for r in reasons] == sorted((r.weight for r in reasons), reverse=True)
    with pytest.raises(ParameterError, match="Saalfeld"):
        graph.ties("Salfeld", "Rudolstadt")


def test_a_data_frame_holds_the_rows_of_the_query(graph: KnowledgeGraph, examples: Snapshot) -> None:
    query = "SELECT ?m (COUNT(?p) AS ?n) { ?m a quer:Measure ; quer:planningArea ?p } GROUP BY ?m ORDER BY ?m"
    frame = graph.to_pandas(query)
    assert [(m, str(n)) for m, n in frame.itertuples(index=False)] == rows(examples, query)
    assert frame["n"].dtype.kind == "i"


def test_a_table_of_an_answer_becomes_a_data_frame_with_iris(graph: KnowledgeGraph) -> None:
    answer = graph.ask("ties", a="Saalfeld", b="Rudolstadt")
    frame = graph.to_pandas(answer.tables[0])
    assert list(frame["reason"]) == [reason.label for reason in graph.ties("Saalfeld", "Rudolstadt")]
    assert frame["reason_iri"].str.startswith("https://").all()


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("SELECT", QuerySyntaxError),
        ("ASK {}", QuerySyntaxError),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", QueryRefusedError),
    ],
)
def test_a_wrong_query_is_told(graph: KnowledgeGraph, query: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        list(graph.query(query))


def test_what_is_private_stays_private(graph: KnowledgeGraph) -> None:
    found = list(graph.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"))
    assert found
    assert not [row for row in found if row["g"].startswith("urn:")]


def test_layers_can_be_chosen_and_changing_a_network_changes_no_other(graph: KnowledgeGraph) -> None:
    goals = graph.to_networkx(layers=["goal"])
    assert {reason.layer for _, _, data in goals.edges(data=True) for reason in data["reasons"]} == {"goal"}
    network = graph.to_networkx()
    network.remove_nodes_from(list(network)[:5])
    assert len(graph.to_networkx()) == len(network) + 5
