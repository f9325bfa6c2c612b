"""The catalogue: what is listed, filtered and counted is what the graph holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from graph.making import store_of, thing

from querbezug.graph import catalogue as module
from querbezug.graph.alike import canonical
from querbezug.graph.analysis import project
from querbezug.graph.catalogue import NO_STATUS, Catalogue, Wanted, numbers_of
from querbezug.graph.progress import reports, status
from querbezug.graph.records import (
    Comment,
    Idea,
    Kind,
    Measure,
    Place,
    PlaceKind,
    Record,
    Ref,
    StatusReport,
    Theme,
)

TOWN = Place(
    ref=Ref(Kind.PLACE, "ags:16073076"), label="Rudolstadt", place_kind=PlaceKind.MUNICIPALITY, ags="16073076"
)
LIGHT = Theme(ref=Ref(Kind.CATEGORY, "probe#Ampeln"), label="Ampeln")
IDEA = Idea(
    ref=Ref(Kind.IDEA, "probe/idea-1"),
    label="„Grüner“ Pfeil",
    text="Am Marktplatz wartet man ewig auf das grüne Männchen.",
    places=(TOWN.ref,),
    themes=(LIGHT.ref,),
)
SAID = Comment(ref=Ref(Kind.COMMENT, "probe/comment-1"), text="Ja, bitte!", sequence=1, about=IDEA.ref)
DONE = Measure(
    ref=Ref(Kind.MEASURE, "probe/m-1"), label="Ampel bauen", places=(TOWN.ref,), status="completed"
)
OPEN = Measure(ref=Ref(Kind.MEASURE, "probe/m-2"), label="Zebrastreifen", places=(TOWN.ref,))
RUDOLSTADT = thing("place", "rudolstadt")


def report(key: str, period: str | None, mark: str | None = None) -> StatusReport:
    return StatusReport(
        ref=Ref(Kind.REPORT, f"probe/{key}"),
        label=key,
        text=f"Bericht {key}",
        reports_on=DONE.ref,
        period=period,
        assessment=mark,
    )


def catalogue(store: Path) -> Catalogue:
    return made(store, TOWN, LIGHT, IDEA, SAID, DONE, OPEN, report("r-1", "2015"))


def made(store: Path, *records: Record) -> Catalogue:
    snapshot = store_of(store, *records)
    return Catalogue(snapshot, project(snapshot))


def labels(found: Catalogue, **wanted: str) -> list[str]:
    return [hit.label for hit in found.find(Wanted(**wanted))]


def test_lists_are_in_the_order_of_names_without_their_quotation_marks(store: Path) -> None:
    names = labels(catalogue(store))
    assert names.index("Ampel bauen") < names.index("„Grüner“ Pfeil") < names.index("Zebrastreifen")


def test_a_town_has_what_is_planned_and_said_in_it(store: Path) -> None:
    counts = catalogue(store).counts(RUDOLSTADT)
    assert counts == {
        "municipality": 1,
        "idea": 1,
        "comment": 1,
        "category": 1,
        "measure": 2,
        "report": 1,
    }


def test_lists_are_narrowed_by_kind_area_source_and_state(store: Path) -> None:
    found = catalogue(store)
    assert labels(found, kind="measure", area=RUDOLSTADT) == ["Ampel bauen", "Zebrastreifen"]
    assert labels(found, kind="measure", status="completed") == ["Ampel bauen"]
    assert labels(found, kind="measure", status=NO_STATUS) == ["Zebrastreifen"]
    assert labels(found, kind="idea", source=thing("source", "probe")) == ["„Grüner“ Pfeil"]
    assert labels(found, source=thing("source", "other")) == []
    assert labels(found, area=thing("place", "nirgendwo")) == []


def test_ideas_are_found_by_their_wording_behind_what_is_found_by_name(store: Path) -> None:
    found = catalogue(store)
    hits = found.find(Wanted(query="maennchen marktplatz"))
    assert [hit.label for hit in hits] == ["„Grüner“ Pfeil"]
    assert "Männchen" in hits[0].snippet
    assert labels(found, query="ampel")[:2] == ["Ampeln", "Ampel bauen"]


def test_reports_come_oldest_first_and_what_was_planned_before_them(store: Path) -> None:
    snapshot = store_of(
        store, TOWN, DONE, report("c", "2017/2018", "rot"), report("b", "2013"), report("a", None)
    )
    measure = thing("measure", "probe_m-1")
    assert [each.period for each in reports(snapshot, measure)] == ["", "2013", "2017/2018"]
    assert reports(snapshot, measure)[-1].mark == "rot"
    assert status(snapshot, measure) == "completed"


def test_a_name_that_is_no_other_stays_what_it_is(store: Path) -> None:
    snapshot = store_of(store, IDEA)
    for iri in (thing("idea", "probe_idea-1"), "keine IRI"):
        assert canonical(snapshot, iri) == iri


def test_of_very_many_contributions_only_those_of_a_place_are_searched(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_CONTRIBUTIONS", 1)
    more = [replace(SAID, ref=Ref(Kind.COMMENT, f"probe/comment-{n}"), sequence=n) for n in (2, 3)]
    elsewhere = replace(SAID, ref=Ref(Kind.COMMENT, "probe/comment-4"), sequence=4, about=None)
    found = made(store, TOWN, LIGHT, IDEA, SAID, DONE, elsewhere)
    everywhere, here = Wanted(query="bitte"), Wanted(query="bitte", area=RUDOLSTADT)
    assert found.leaves_out(everywhere)
    assert not found.find(everywhere)
    assert not found.leaves_out(here)
    assert [hit.kind for hit in found.find(here)] == ["comment"]
    assert not found.leaves_out(Wanted(query="Ampel", kind="measure"))
    assert [hit.label for hit in found.find(Wanted(query="Ampel", kind="measure"))] == ["Ampel bauen"]
    crowded = made(store.with_name("crowded"), TOWN, LIGHT, IDEA, SAID, DONE, *more)
    assert crowded.leaves_out(here)
    assert sorted(hit.kind for hit in crowded.find(Wanted())).count("comment") == 3


def test_lists_are_cut_without_looking_names_up(store: Path) -> None:
    found = made(store, TOWN, LIGHT, IDEA, SAID, DONE, OPEN).find(Wanted(kind="measure"))
    assert [found[n].label for n in range(len(found))] == ["Ampel bauen", "Zebrastreifen"]
    assert [hit.label for hit in found[1:]] == ["Zebrastreifen"]
    assert numbers_of(found) == [hit.number for hit in found]
