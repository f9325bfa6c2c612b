"""Coordinates without a place: the nearest known place, as an assessment that rests on a distance."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest
from graph.linking_making import HEIDECKSBURG, SCHLOSS, World, everything
from graph.making import identity, mapped, thing
from hypothesis import given
from hypothesis import strategies as st

from querbezug.graph.links.linking import link_all
from querbezug.graph.links.nearest import EARTH_KM, Located, Near, NearestPlace, nearest_place
from querbezug.graph.nodes import node
from querbezug.graph.records import AnyRecord, Idea, Kind, Measure, Place, PlaceKind, Ref
from querbezug.graph.statements import InMemory
from querbezug.ontology.terms import METHOD, OA, QUER

RUDOLSTADT, SAALFELD = thing("place", "rudolstadt"), thing("place", "saalfeld-saale")
IDEA = Ref(Kind.IDEA, "probe/idea-6")
SITE = Ref(Kind.PLACE, "probe/schlosspark")
TOWNS = World(towns=frozenset({"16073076", "16073077"}), texts=((6, "Hier fehlt eine Bank."),))


def located(triples: set[ox.Triple]) -> dict[str, float]:
    """Return the places that points were found to lie in, with their distances."""
    told: dict[ox.NamedNode, dict[str, str]] = {}
    for t in triples:
        if isinstance(t.subject, ox.NamedNode) and isinstance(t.object, ox.NamedNode | ox.Literal):
            told.setdefault(t.subject, {})[t.predicate.value] = t.object.value
    found = [each for each in told.values() if each.get(str(QUER.method)) == str(METHOD["nearest-place"])]
    return {
        each[str(OA.hasBody)]: float(each[str(QUER.distance)]) for each in found if str(OA.hasBody) in each
    }


@pytest.mark.parametrize(("point", "town"), [(HEIDECKSBURG, RUDOLSTADT), (SCHLOSS, SAALFELD)])
def test_an_idea_lies_in_the_nearest_town(point: tuple[float, float], town: str) -> None:
    found = everything(replace(TOWNS, point=point))
    ((place, distance),) = located(found).items()
    assert place == town
    assert 0 < distance < 3
    idea = ox.NamedNode(identity().iri(IDEA))
    assert ox.Triple(idea, node(QUER.planningArea), ox.NamedNode(town)) in found


def test_it_quotes_nothing() -> None:
    found = everything(replace(TOWNS, point=SCHLOSS))
    (assessment,) = {t.subject for t in found if t.object == node(QUER.PlaceAssignment)}
    assert not [t for t in found if t.subject == assessment and t.predicate == node(QUER.quote)]


def test_no_place_is_near_the_open_sea() -> None:
    assert not located(everything(replace(TOWNS, point=(54.5, 7.0))))


def test_a_place_that_is_stated_counts() -> None:
    idea = Idea(
        ref=IDEA, label="Bank", places=(Ref(Kind.PLACE, "ags:16073077"),), latitude=50.721, longitude=11.338
    )
    assert not located(linked(idea))


def test_a_measure_is_where_its_plan_says() -> None:
    measure = Measure(ref=Ref(Kind.MEASURE, "probe/m"), label="Bank", latitude=50.721, longitude=11.338)
    assert not located(linked(measure))


def test_a_site_next_to_it_is_meant_rather_than_the_town_around() -> None:
    site = Place(
        ref=SITE, label="Schlosspark", place_kind=PlaceKind.SITE, latitude=50.7215, longitude=11.3385
    )
    idea = Idea(ref=IDEA, label="Bank", latitude=50.721, longitude=11.338)
    assert list(located(linked(site, idea))) == [identity().iri(SITE)]


def linked(*records: AnyRecord) -> set[ox.Triple]:
    """Return the links of some records beside two towns."""
    towns = World(towns=TOWNS.towns).stated().triples(None, None, None)
    return set(link_all(InMemory([*mapped(*records).triples, *towns]), identity()))


POINTS = st.tuples(st.floats(47, 55), st.floats(6, 15))


@given(st.lists(POINTS, min_size=1, max_size=20, unique=True), POINTS)
def test_no_other_place_is_nearer(known: list[tuple[float, float]], point: tuple[float, float]) -> None:
    places = [Located(f"urn:{number}", *each, reach_km=EARTH_KM) for number, each in enumerate(known)]
    near = NearestPlace(places).find(*point)
    assert near is not None
    alone = [nearest_place(*point, [place]) for place in places]
    assert near.kilometres == min(each.kilometres for each in alone if each)


@given(st.floats(0, 50), st.floats(0, 50), st.floats(0.1, 50))
def test_the_farther_out_the_less_sure(one: float, other: float, reach: float) -> None:
    near, far = (Near("urn:x", away, reach).confidence for away in sorted((one, other)))
    assert 0 < far <= near < 1
