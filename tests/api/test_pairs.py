"""Two cities are chosen from a list, or typed where there are too many for one."""

from __future__ import annotations

import networkx as nx
import pytest

from querbezug.api.http import pairs

KOELN, NEUSTADT, OTHER = (
    f"https://daten.example/id/place/{name}" for name in ("koeln", "neustadt-a", "neustadt-b")
)


@pytest.fixture
def network() -> nx.Graph[str]:
    found: nx.Graph[str] = nx.Graph()
    for iri, label, people in (
        (KOELN, "Köln", 1_000_000),
        (NEUSTADT, "Neustadt", 900),
        (OTHER, "Neustadt", None),
    ):
        found.add_node(iri, label=label, population=people)
    return found


def test_few_cities_are_a_list(network: nx.Graph[str]) -> None:
    form = pairs.pair_form(network, KOELN, NEUSTADT)
    assert not form.is_typed
    assert [city.value for city in form.cities] == [KOELN, NEUSTADT, OTHER]
    assert (form.first, form.second) == (KOELN, NEUSTADT)


def test_many_are_typed_by_what_tells_them_apart(
    network: nx.Graph[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pairs, "MOST_LISTED", 2)
    monkeypatch.setattr(pairs, "MOST_SUGGESTED", 2)
    form = pairs.pair_form(network, KOELN, OTHER)
    assert form.is_typed
    assert [(city.value, city.label) for city in form.cities] == [
        ("Köln", "Köln"),
        ("neustadt-a", "Neustadt"),
    ]
    assert (form.first, form.second) == ("Köln", "neustadt-b")
    assert pairs.pair_form(network, "Kölle", "").first == "Kölle"
