"""Base forms and compounds: what rules find in a closed list, and what they leave alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from querbezug.graph.links.compounds import Splitter
from querbezug.graph.links.lemmas import base_forms
from querbezug.graph.links.words import plain

WORDS = [
    "Glasfaser",
    "Ausbau",
    "Rad",
    "Weg",
    "Beleuchtung",
    "Schule",
    "Wärmepumpe",
    "Förderung",
    "Stadt",
    "Rat",
    "Haus",
    "Auto",
    "Ladesäule",
]
SPLITTER = Splitter(map(plain, WORDS), whole=[plain("Stadtrat")])


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("Bäume", "Baum"),
        ("Räder", "Rad"),
        ("Spielplätzen", "Spielplatz"),
        ("Busse", "Bus"),
        ("Häusern", "Haus"),
        ("gefährlicher", "gefährlich"),
        ("erneuerbaren", "erneuerbar"),
        ("Schülerinnen", "Schüler"),
        ("Bahnhofs", "Bahnhof"),
        ("leisen", "leise"),
        ("Straßen", "Straße"),
    ],
)
def test_a_form_is_known_by_its_base(form: str, base: str) -> None:
    assert plain(base) in base_forms(plain(form))


def test_the_word_itself_comes_first_and_short_ones_keep_their_ending() -> None:
    assert base_forms("baeume")[0] == "baeume"
    assert base_forms("amt") == ("amt",)
    assert "ee" not in base_forms("seen")


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Glasfaserausbau", ["glasfaser", "ausbau"]),
        ("Radwegbeleuchtung", ["rad", "weg", "beleuchtung"]),
        ("Wärmepumpenförderung", ["waermepumpe", "foerderung"]),
        ("Stadthäuser", ["stadt", "haus"]),
        ("Schulweg", ["schule", "weg"]),
        ("Glasfaser-Ausbau", ["glasfaser", "ausbau"]),
        ("E-Auto-Ladesäulen", ["auto", "ladesaeule"]),
    ],
)
def test_a_compound_is_split_into_known_words(word: str, parts: list[str]) -> None:
    split = SPLITTER.split(plain(word))
    assert [part.word for part in split] == parts
    assert [part.is_head for part in split] == [False] * (len(parts) - 1) + [True]
    assert all(part.is_known for part in split)


@pytest.mark.parametrize(
    "word", ["Radio", "Kamerad", "Stadtrat", "Stadtrats", "Stadtrates", "Autor", "", "-", "Rad"]
)
def test_other_words_stay_whole(word: str) -> None:
    assert SPLITTER.split(plain(word)) == ()


def test_of_an_unknown_word_with_a_known_long_end_only_the_end_is_known() -> None:
    unknown, head = SPLITTER.split("uferbeleuchtung")
    assert (unknown.word, unknown.is_known) == ("ufer", False)
    assert (head.word, head.is_known, head.is_head) == ("beleuchtung", True, True)


def test_fewer_parts_win() -> None:
    splitter = Splitter(["rad", "weg", "radweg", "beleuchtung", "wegbeleuchtung"])
    assert len(splitter.split("radwegbeleuchtung")) == 2


@given(st.text(st.sampled_from("glasfrudweybtchn-säöü"), max_size=70))
def test_any_word_is_split_into_itself_or_not_at_all(word: str) -> None:
    key = plain(word)
    parts = SPLITTER.split(key)
    assert parts == SPLITTER.split(key)
    for part in parts:
        assert part.word in map(plain, WORDS) or (not part.is_known and part.word in key)
    assert sum(part.is_head for part in parts) <= 1
