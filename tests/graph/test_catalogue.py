"""The catalogue: what is listed, filtered and counted is what the graph holds."""

from __future__ import annotations

from pathlib import Path

from graph.making import store_of, thing

from querbezug.graph.alike import canonical
from querbezug.graph.analysis import Projection
from querbezug.graph.catalogue import NO_STATUS, Catalogue, Wanted
from querbezug.graph.progress import reports, status
from querbezug.graph.records import Comment, Idea, Kind, Measure, Place, PlaceKind, Ref, StatusReport, Theme

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
    snapshot = store_of(store, TOWN, LIGHT, IDEA, SAID, DONE, OPEN, report("r-1", "2015"))
    return Catalogue(snapshot, Projection.of(snapshot))


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
