"""The official register: complete, quick, and with slugs that never meet."""

from __future__ import annotations

import re
import time
from collections import Counter

import pytest

from querbezug.graph.gazetteer import Level, gazetteer
from querbezug.ontology.iris import slugify


def test_holds_every_municipality_and_county() -> None:
    levels = Counter(entry.level for entry in gazetteer())
    assert levels == {Level.MUNICIPALITY: 11_004, Level.COUNTY: 401}
    assert len(gazetteer()) == 11_405


def test_keys_have_the_length_of_their_level() -> None:
    for entry in gazetteer():
        digits = 8 if entry.level is Level.MUNICIPALITY else 5
        assert re.fullmatch(rf"[0-9]{{{digits}}}", entry.ags), entry


def test_an_entry_tells_name_kind_and_figures() -> None:
    saalfeld = gazetteer().by_ags("16073077")
    assert saalfeld is not None
    assert (saalfeld.label, saalfeld.kind, saalfeld.population) == ("Saalfeld/Saale", "Stadt", 29_278)
    assert saalfeld.area_km2 == pytest.approx(145.56)
    assert (saalfeld.latitude, saalfeld.longitude) == (
        pytest.approx(50.6476, abs=1e-3),
        pytest.approx(11.3614, abs=1e-3),
    )


def test_a_county_adds_up_its_municipalities() -> None:
    county = gazetteer().by_ags("16073")
    assert county is not None
    members = [
        entry for entry in gazetteer() if entry.ags.startswith("16073") and entry.level is Level.MUNICIPALITY
    ]
    assert county.label == "Landkreis Saalfeld-Rudolstadt"
    assert county.population == sum(entry.population or 0 for entry in members) == 103_199


def test_slugs_are_unique_over_municipalities_and_counties() -> None:
    slugs = Counter(gazetteer().slug(entry) for entry in gazetteer())
    assert [slug for slug, times in slugs.items() if times > 1] == []


def test_slugs_follow_the_names() -> None:
    names = Counter(slugify(entry.label) for entry in gazetteer())
    for entry in gazetteer():
        plain = slugify(entry.label)
        assert gazetteer().slug(entry) == (plain if names[plain] == 1 else f"{plain}-{entry.ags}")


@pytest.mark.parametrize(
    ("ags", "slug"),
    [
        ("16073076", "rudolstadt"),
        ("16073077", "saalfeld-saale"),
        ("16073", "landkreis-saalfeld-rudolstadt"),
        ("14521530", "schneeberg-14521530"),
        ("14521", "erzgebirgskreis"),
        ("99999999", "ags-99999999"),
    ],
)
def test_slugs_stay_as_published(ags: str, slug: str) -> None:
    assert gazetteer().slug_of(ags) == slug


def test_finds_by_name_in_everyday_forms() -> None:
    assert {entry.ags for entry in gazetteer().by_name("Schneeberg")} == {"09676156", "14521530"}
    assert {entry.ags for entry in gazetteer().by_name(" bautzen ")} == {"14625", "14625020"}
    assert [entry.ags for entry in gazetteer().by_name("Saalfeld-Rudolstadt")] == ["16073"]
    assert gazetteer().by_name("Entenhausen") == ()


def test_a_city_without_county_has_none_above_it() -> None:
    assert gazetteer().county_of("16055000") is None
    county = gazetteer().county_of("16073077")
    assert county is not None
    assert county.ags == "16073"
    assert gazetteer().county_of("16073") is None


def test_looking_up_takes_no_time_once_read() -> None:
    gazetteer().by_name("Ahorn")
    begin = time.process_time()
    for _ in range(100):
        gazetteer().by_ags("09473112")
        gazetteer().by_name("Ahorn")
    assert time.process_time() - begin < 0.05
