"""Places: towns of the register by name, form and cue; none for streets, persons and ordinary words."""

from __future__ import annotations

import math

import pytest
from graph.making import identity
from hypothesis import given
from hypothesis import strategies as st

from querbezug.graph.gazetteer import gazetteer
from querbezug.graph.links.corpus import Found, Named, TextUnit
from querbezug.graph.links.nearest import Located, NearestPlace, nearest_place, reach_of
from querbezug.graph.links.places import CuedMunicipalityFinder, PlaceFinder
from querbezug.graph.links.register_places import kilometres

HERE = frozenset({"s:bonn"})
SAALE = frozenset({"s:saale"})


def town(ags: str, source: str) -> Named:
    entry = gazetteer().by_ags(ags)
    assert entry is not None
    return Named(f"ags:{ags}", (entry.label,), frozenset({source}))


def part(name: str, source: str) -> Named:
    return Named(f"name:{name}", (name,), frozenset({source}))


TOWNS = [town("05314000", "s:bonn"), town("16073077", "s:saale"), town("16073005", "s:saale")]
PARTS = [part(name, "s:bonn") for name in ("Beuel", "Bad Godesberg", "Altstadt", "Röttgen", "Ippendorf")]
KNOWN = PlaceFinder([*TOWNS, *PARTS], [place.iri for place in TOWNS])
HOMES = {"s:bonn": (gazetteer().by_ags("05314000"),), "s:saale": (gazetteer().by_ags("16073076"),)}
REGISTER = CuedMunicipalityFinder(identity(), {key: (home,) for key, (home,) in HOMES.items() if home})


def unit(text: str, context: frozenset[str] = HERE) -> TextUnit:
    return TextUnit("u", text, context, frozenset(), is_comment=True, is_contribution=True)


def known_in(text: str, context: frozenset[str] = HERE) -> list[tuple[str, str]]:
    return [(found.body, found.quote) for found in KNOWN.find(unit(text, context))]


def register_in(text: str, context: frozenset[str] = HERE) -> list[tuple[str, float]]:
    found = [(ref.key, each) for each, ref in REGISTER.find(unit(text, context), ())]
    assert all(text[each.start : each.end] == each.quote for _, each in found)
    return [(key, each.confidence) for key, each in found]


def sure_in(text: str, context: frozenset[str] = HERE) -> list[str]:
    return [key for key, confidence in register_in(text, context) if confidence >= 0.5]


@pytest.mark.parametrize(
    ("text", "body", "quote"),
    [
        ("die Bonner Innenstadt", "ags:05314000", "Bonner"),
        ("eine Bonnerin sagt", "ags:05314000", "Bonnerin"),
        ("die Beueler Schulen", "name:Beuel", "Beueler"),
        ("von Godesberg her", "name:Bad Godesberg", "Godesberg"),
        ("der Bonner Radweg", "ags:05314000", "Bonner"),
        ("die Altstadt-Parkplätze", "name:Altstadt", "Altstadt"),
        ("nach Bonn-Beuel", "name:Beuel", "Bonn-Beuel"),
    ],
)
def test_a_known_place_is_found_in_its_forms(text: str, body: str, quote: str) -> None:
    assert known_in(text) == [(body, quote)]


def test_two_parts_with_a_hyphen_are_both_meant() -> None:
    assert [body for body, _ in known_in("Weg Ippendorf-Röttgen")] == ["name:Ippendorf", "name:Röttgen"]


@pytest.mark.parametrize(
    "text",
    [
        "die Bonner Straße",
        "an der Bonner Str. 5",
        "Bonner Talweg",
        "Beueler/Bonner Straße",
        "die Bonner und Beueler Straßen",
        "Beueler Allee",
        "Frau Bonn",
        "Peter Bonn",
        "Autobahnabfahrt Bonn-Beuel",
        "Bonn-Straße",
        "X-Bonn",
        "Bonnbon",
    ],
)
def test_streets_persons_and_other_words_are_no_place(text: str) -> None:
    assert known_in(text) == []
    assert register_in(text) == []


def test_the_short_name_of_a_spa_is_only_meant_near_it() -> None:
    assert known_in("In Blankenburg", SAALE) == [("ags:16073005", "Blankenburg")]
    assert known_in("In Blankenburg") == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("wie in Münster", "ags:05515000"),
        ("zwischen hier und Köln", "ags:05315000"),
        ("Köln macht das besser", "ags:05315000"),
        ("die Kölner Lösung", "ags:05315000"),
        ("die Münchner Lösung", "ags:09162000"),
        ("Richtung Siegburg", "ags:05382060"),
        ("auch für Königswinter", "ags:05382024"),
        ("in Frankfurt ist es so", "ags:06412000"),
        ("die Stadt Schwarzburg nimmt teil", "ags:16073082"),
        ("in Essen", "ags:05113000"),
        ("in den Kreisen Borken, Coesfeld und Warendorf", "ags:05554 ags:05558 ags:05570"),
    ],
)
def test_a_town_of_the_register_is_found(text: str, key: str) -> None:
    assert sure_in(text) == key.split()


@pytest.mark.parametrize(
    "text",
    [
        "Das Essen ist gut. Essen und trinken",
        "von Norden und in Richtung Süden",
        "Halle 5 ist zu klein",
        "der Hof, am Hof",
        "Wir gehen zum Singen",
        "ist die Stadt Schuld daran",
        "Kiel-Linie und Köln-Straße",
        "in Weiler und bei Berg",
        "Kölner Dom",
        "Kölner Teller",
        "Aue",
        "Blankenburg",
        "Neustadt ist schön",
    ],
)
def test_where_it_is_not_sure_nothing_is_linked(text: str) -> None:
    assert sure_in(text, SAALE) == []
    assert sure_in(text, frozenset()) == []


def test_a_name_that_several_bear_is_left_open_or_means_the_near_one() -> None:
    far = register_in("in Gronau", frozenset())
    assert len(far) == 2
    assert all(confidence < 0.5 for _, confidence in far)
    bearers = gazetteer().by_name("Schwarza")
    assert len(bearers) >= 1
    assert sure_in("Das gibt es auch in Meckenheim") == ["ags:05382032"]


def test_a_name_that_the_region_knows_is_none_of_the_register() -> None:
    villages = [Named(f"v:{n}", ("Münster",), HERE) for n in range(2)]
    finder = PlaceFinder(villages, ())
    text = unit("in Münster und in Köln")
    assert list(finder.find(text)) == []
    found = REGISTER.find(text, finder.names(text))
    assert [ref.key for _, ref in found] == ["ags:05315000"]
    elsewhere = unit("in Münster", SAALE)
    assert list(finder.names(elsewhere)) == []


def test_a_known_place_is_not_found_again() -> None:
    text = "in Köln"
    (found,) = [each for each, _ in REGISTER.find(unit(text), ())]
    assert list(REGISTER.find(unit(text), [(found.start, found.end)])) == []
    told = TextUnit("u", text, HERE, frozenset({found.body}))
    assert list(REGISTER.find(told, ())) == []


@given(st.text(st.sampled_from("In Köln-BonerStraße,ädFuHof/KreisStadt\n😀."), max_size=120))
def test_any_text_is_quoted_and_found_alike(text: str) -> None:
    found: list[Found] = [*KNOWN.find(unit(text)), *(each for each, _ in REGISTER.find(unit(text), ()))]
    again = [*KNOWN.find(unit(text)), *(each for each, _ in REGISTER.find(unit(text), ()))]
    assert found == again
    assert all(text[each.start : each.end] == each.quote and 0 < each.confidence < 1 for each in found)


BEUEL, BONN = (
    Located("name:Beuel", 50.741, 7.124),
    Located("ags:05314000", 50.7359, 7.1007, reach_of(HOMES["s:bonn"][0])),
)


@pytest.mark.parametrize(
    ("latitude", "longitude", "iri"),
    [(50.742, 7.123, "name:Beuel"), (50.70, 7.14, "ags:05314000"), (50.94, 6.96, None), (91, 0, None)],
)
def test_a_point_lies_in_the_nearest_part_else_in_the_town_else_nowhere(
    latitude: float, longitude: float, iri: str | None
) -> None:
    near = nearest_place(latitude, longitude, [BONN, BEUEL])
    assert (near and near.iri) == iri
    assert nearest_place(latitude, longitude, []) is None


def test_distances_are_those_on_the_sphere_across_the_date_line_too() -> None:
    finder = NearestPlace([Located("x:fiji", -17.0, 179.99, 5.0)])
    near = finder.find(-17.0, -179.99)
    assert near is not None
    assert near.kilometres == pytest.approx(0.02 * math.cos(math.radians(17)) * 111.19, rel=0.01)
    bonn, cologne = gazetteer().by_ags("05314000"), gazetteer().by_ags("05315000")
    assert bonn is not None
    assert cologne is not None
    assert 20 < kilometres(bonn, cologne) < 30


def test_a_town_reaches_as_far_as_its_area_and_an_unknown_one_five_kilometres() -> None:
    assert reach_of(None) == 5.0
    assert 9 < reach_of(HOMES["s:bonn"][0]) < 11
