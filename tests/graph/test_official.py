"""The official register: population, coordinates and county of each municipality in use, and of no other."""

from __future__ import annotations

from pathlib import Path

from graph.making import load_files, rows, snapshot_of, store_of, thing, write_page

from querbezug.graph.gazetteer import REGISTER_DATE, gazetteer
from querbezug.graph.records import Cooperation, Kind, Place, PlaceKind, Ref
from querbezug.graph.store import Snapshot

FACTS = """SELECT ?key ?population ?lat ?long ?county
    { ?place a quer:Municipality ; quer:municipalityKey ?key .
    OPTIONAL { ?place quer:population ?population } OPTIONAL { ?place wgs84:lat ?lat ; wgs84:long ?long }
    OPTIONAL { ?place dct:isPartOf/quer:countyKey ?county } }"""


def town(ags: str, label: str) -> Place:
    return Place(ref=Ref(Kind.PLACE, f"ags:{ags}"), label=label, place_kind=PlaceKind.MUNICIPALITY, ags=ags)


def test_every_municipality_of_the_examples_has_what_the_register_knows(examples: Snapshot) -> None:
    told = rows(examples, FACTS)
    assert len(told) > 40
    for key, population, latitude, longitude, county in told:
        entry = gazetteer().by_ags(str(key))
        assert entry is not None
        assert str(entry.population) == population
        assert abs(float(str(latitude)) - (entry.latitude or 0)) < 1e-6
        assert abs(float(str(longitude)) - (entry.longitude or 0)) < 1e-6
        assert county == str(key)[:5]


def test_the_county_is_named(examples: Snapshot) -> None:
    query = (
        f"SELECT ?l {{ <{thing('place', 'rudolstadt')}> dct:isPartOf ?c . ?c a quer:County ; rdfs:label ?l }}"
    )
    assert rows(examples, query) == [("Landkreis Saalfeld-Rudolstadt",)]


def test_the_register_is_named_as_source_with_licence_and_date(examples: Snapshot) -> None:
    query = f"""SELECT ?license ?date {{ <{thing("source", "gemeindeverzeichnis")}>
        dct:license ?license ; dct:date ?date ; dct:publisher ?p ; dct:rights ?r }}"""
    assert rows(examples, query) == [("https://www.govdata.de/dl-de/by-2-0", REGISTER_DATE)]


def test_a_name_of_the_source_s_own_keeps_the_official_one_beside_it(store: Path) -> None:
    snapshot = store_of(store, town("16073077", "Saalfeld"))
    iri = thing("place", "saalfeld-saale")
    assert rows(snapshot, f"SELECT ?l ?a {{ <{iri}> rdfs:label ?l ; skos:altLabel ?a }}") == [
        ("Saalfeld", "Saalfeld/Saale")
    ]


def test_a_key_the_register_does_not_know_adds_nothing(store: Path) -> None:
    snapshot = store_of(store, town("99999999", "Nirgendwo"))
    assert rows(snapshot, "SELECT ?x { ?x quer:population|wgs84:lat ?y }") == []
    assert rows(snapshot, "SELECT ?p { ?p a quer:Municipality }") == [(thing("place", "ags-99999999"),)]


def test_only_municipalities_in_use_are_in_the_graph(store: Path, tmp_path: Path) -> None:
    load_files(store, write_page(tmp_path / "seite.txt"))
    snapshot = snapshot_of(store)
    assert rows(snapshot, "SELECT ?p { ?p a quer:Municipality }") == []
    assert snapshot.layout.gazetteer not in snapshot.graphs()


def test_a_town_a_comment_announces_comes_with_its_facts_and_goes_with_it(
    store: Path, tmp_path: Path
) -> None:
    page = write_page(tmp_path / "seite.txt", ["Fragen Sie die Gemeinde Schwarzburg."])
    load_files(store, page)
    assert [row[0] for row in rows(snapshot_of(store), FACTS)] == ["16073082"]
    load_files(store, write_page(page, ["Fragen Sie jemanden."]))
    assert rows(snapshot_of(store), FACTS) == []


def test_a_municipality_named_by_its_key_alone_is_described(tmp_path: Path) -> None:
    cooperation = Cooperation(
        ref=Ref(Kind.COOPERATION, "muster/verbund"),
        label="Verbund",
        members=(Ref(Kind.PLACE, "ags:16073076"), Ref(Kind.PLACE, "ags:16073077")),
    )
    snapshot = store_of(tmp_path / "store", cooperation)
    found = rows(snapshot, "SELECT ?l { ?m a quer:Municipality ; rdfs:label ?l } ORDER BY ?l")
    assert [label for (label,) in found] == ["Rudolstadt", "Saalfeld/Saale"]
