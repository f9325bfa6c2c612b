"""A name that a reader made up holds until some source states one, whichever comes first."""

from __future__ import annotations

import itertools
import json
import shutil
from pathlib import Path

import pytest
from graph.making import dump_of, load_files, mapped, rows, snapshot_of

from querbezug.graph.records import Kind, Process, Ref, Theme
from querbezug.graph.validation import validate
from querbezug.ontology.terms import RDFS, SKOS

SAMPLES = Path(__file__).parent / "samples"
PLATFORM = "https://beteiligung.musterstadt.example"
MADE_UP = frozenset({"label"})
PROCESS = Process(ref=Ref(Kind.PROCESS, "probe/p"), label="Radverkehr 2030", inferred=MADE_UP)
THEME = Theme(ref=Ref(Kind.CATEGORY, "probe/category-7"), label="Kategorie 7", inferred=MADE_UP)


def labels(store: Path, kind: str) -> list[str | None]:
    query = f"SELECT ?l {{ ?t a quer:{kind} ; rdfs:label ?l }} ORDER BY ?l"
    return [row[0] for row in rows(snapshot_of(store), query)]


def test_a_made_up_name_is_stated_as_an_alternative_one() -> None:
    stated = {(str(t.predicate).strip("<>"), str(t.object)) for t in mapped(PROCESS, THEME).triples}
    assert (str(SKOS.altLabel), '"Radverkehr 2030"@de') in stated
    assert not [value for predicate, value in stated if predicate == str(SKOS.prefLabel) and "7" in value]
    assert not [v for p, v in stated if p == str(RDFS.label) and ("Radverkehr" in v or "Kategorie" in v)]


def test_it_does_for_a_label_where_rules_want_one() -> None:
    assert not [finding for finding in validate(mapped(PROCESS, THEME)) if finding.severe]


def copied(folder: Path, *names: str) -> list[Path]:
    return [Path(shutil.copy(SAMPLES / name, folder)) for name in names]


@pytest.mark.parametrize("apart", [True, False])
def test_of_decidim_the_title_wins_in_every_order(tmp_path: Path, apart: bool) -> None:
    files = copied(tmp_path, "decidim/proposals.csv", "decidim/participatory_processes.csv")
    dumps = set()
    for number, order in enumerate(itertools.permutations(files)):
        store = tmp_path / f"store-{number}"
        for batch in [[file] for file in order] if apart else [order]:
            load_files(store, *batch)
            if batch == [files[0]] and order[0] == files[0]:
                assert labels(store, "ParticipationProcess") == ["Radverkehr 2030"]
        assert labels(store, "ParticipationProcess") == ["Radverkehr in Musterstadt bis 2030"]
        dumps.add(dump_of(store, "trig"))
    assert len(dumps) == 1


def test_of_dipas_the_full_name_of_a_project_wins(tmp_path: Path, store: Path) -> None:
    files = copied(tmp_path, "dipas/beitraege.geojson", "dipas/projekte.geojson")
    load_files(store, files[0])
    first = labels(store, "ParticipationProcess")
    load_files(store, files[1])
    projects = json.loads(files[1].read_text(encoding="utf-8"))["features"]
    named = {project["properties"]["nameFull"] for project in projects}
    found = rows(
        snapshot_of(store),
        "SELECT ?p (COUNT(?l) AS ?n) { ?p a quer:ParticipationProcess ; rdfs:label ?l } GROUP BY ?p",
    )
    assert {number for _, number in found} == {"1"}
    assert named <= set(labels(store, "ParticipationProcess"))
    assert set(first) - set(labels(store, "ParticipationProcess"))


def test_a_category_known_by_number_alone_gets_its_name_later(tmp_path: Path, store: Path) -> None:
    proposals, taxonomies = copied(tmp_path, "decidim/proposals.csv", "decidim/taxonomies.csv")
    text = proposals.read_text(encoding="utf-8")
    for name in ("Rad, Fuß und Roller, Sicherheit", "Cycling, Safety", "Sicherheit", "Safety", "Cycling"):
        text = text.replace(f";{name};", ";;")
    proposals.write_text(text, encoding="utf-8")
    note = {"kennung": "kategorien", "titel": "Kategorien", "plattform": PLATFORM}
    taxonomies.with_name(f"{taxonomies.name}.quelle.json").write_text(json.dumps(note), encoding="utf-8")
    load_files(store, proposals)
    assert "Sicherheit" not in labels(store, "Category")
    made_up = [label for label in labels(store, "Category") if label and label.endswith("8")]
    assert made_up
    concepts = "SELECT ?l { ?t a quer:Category ; skos:prefLabel ?l }"
    assert (made_up[0],) in rows(snapshot_of(store), concepts)
    load_files(store, taxonomies)
    assert "Sicherheit" in labels(store, "Category")
    assert made_up[0] not in labels(store, "Category")
    assert (made_up[0],) not in rows(snapshot_of(store), concepts)
