"""Near-duplicates: every pair that is alike enough, no other, and few pairs for large groups."""

from __future__ import annotations

import random
import re
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from querbezug.graph.links.corpus import TextUnit
from querbezug.graph.links.duplicates import LEAST_WORDS, THRESHOLD, NearDuplicate, near_duplicates
from querbezug.graph.links.words import plain

LETTER = (
    "Wir fordern einen sicheren Radweg an der Hauptstraße zwischen Bahnhof und Schule noch in diesem Jahr"
)


def unit(iri: str, text: str, *, is_comment: bool = True, is_contribution: bool = True) -> TextUnit:
    return TextUnit(iri, text, frozenset(), frozenset(), is_comment, is_contribution)


def units(*texts: str) -> list[TextUnit]:
    return [unit(f"urn:{number:03d}", text) for number, text in enumerate(texts)]


def triples(text: str) -> set[tuple[str, ...]]:
    """Return the word triples as somebody would who has time."""
    words = [plain(word) for word in re.findall(r"\w+", text)]
    runs = zip(words, words[1:], words[2:], strict=False)
    return set(runs) if len(words) >= LEAST_WORDS else set()


def alike(one: str, other: str) -> bool:
    common, union = len(triples(one) & triples(other)), len(triples(one) | triples(other))
    return bool(common) and common * THRESHOLD[1] >= union * THRESHOLD[0]


TEXTS = st.lists(st.lists(st.sampled_from("abc"), max_size=9).map(" ".join), max_size=12)


@settings(deadline=None)
@given(TEXTS)
def test_each_pair_is_alike_and_whoever_has_a_like_is_in_a_pair(texts: list[str]) -> None:
    found = list(near_duplicates(units(*texts)))
    wording = {each.iri: each.text for each in units(*texts)}
    in_pair = {iri for pair in found for iri in (pair.first, pair.second)}
    for pair in found:
        assert pair.first < pair.second
        assert alike(wording[pair.first], wording[pair.second])
        one, other = triples(wording[pair.first]), triples(wording[pair.second])
        assert pair.confidence == round(len(one & other) / len(one | other), 2)
    for iri, text in wording.items():
        if any(alike(text, other) for name, other in wording.items() if name != iri):
            assert iri in in_pair
    assert len({pair.second for pair in found}) == len(found)


@settings(deadline=None)
@given(TEXTS)
def test_copies_are_always_in_one_group(texts: list[str]) -> None:
    group: dict[str, str] = {}

    def root(iri: str) -> str:
        return root(group[iri]) if group.get(iri, iri) != iri else iri

    for pair in near_duplicates(units(*texts)):
        group[root(pair.second)] = root(pair.first)
    copies = defaultdict[str, set[str]](set)
    for each in units(*texts):
        if triples(each.text):
            copies[each.text].add(root(each.iri))
    assert all(len(roots) == 1 for roots in copies.values())


@settings(deadline=None)
@given(TEXTS, st.randoms(use_true_random=False))
def test_the_order_in_which_texts_come_does_not_matter(texts: list[str], chance: random.Random) -> None:
    shuffled = units(*texts)
    chance.shuffle(shuffled)
    assert list(near_duplicates(shuffled)) == list(near_duplicates(units(*texts)))


@settings(deadline=None)
@given(st.lists(st.sampled_from("abcde"), min_size=6, max_size=12).map(" ".join), st.text(max_size=30))
def test_which_of_two_texts_comes_first_does_not_matter(one: str, other: str) -> None:
    there, back = list(near_duplicates(units(one, other))), list(near_duplicates(units(other, one)))
    assert [pair.confidence for pair in there] == [pair.confidence for pair in back]


def test_case_punctuation_and_umlauts_do_not_matter() -> None:
    (pair,) = near_duplicates(units(LETTER, f"„{LETTER.upper().replace('Ä', 'AE')}!“"))
    assert pair == NearDuplicate("urn:000", "urn:001", 1.0, LETTER, 0, len(LETTER))


def test_an_umlaut_written_as_two_signs_is_the_same_word() -> None:
    text = "Der Ausbau der Brücke dauert schon viel zu lange"
    (pair,) = near_duplicates(units(text, text.replace("ü", "u\u0308")))
    assert pair.confidence == 1.0


def test_the_quote_is_the_longest_stretch_that_both_have() -> None:
    text = LETTER.replace("sicheren", "breiten")
    (pair,) = near_duplicates(units(f"Hallo! {LETTER}", text))
    assert pair.quote == "Radweg an der Hauptstraße zwischen Bahnhof und Schule noch in diesem Jahr"
    assert f"Hallo! {LETTER}"[pair.start : pair.end] == pair.quote


def test_short_texts_are_compared_with_none() -> None:
    assert not list(near_duplicates(units(*["Das ist eine gute Idee!"] * 3)))


def test_labels_are_passed_over_and_comments_are_not_compared_with_ideas() -> None:
    label, idea = unit("urn:a", LETTER, is_contribution=False), unit("urn:b", LETTER, is_comment=False)
    assert not list(near_duplicates([label, idea, unit("urn:c", LETTER)]))


def test_two_wordings_of_one_thing_are_no_pair() -> None:
    assert not list(near_duplicates([unit("urn:a", LETTER), unit("urn:a", f"{LETTER}.")]))


def test_what_a_source_relates_already_is_no_news() -> None:
    asked: list[tuple[str, str]] = []

    def replies(one: str, other: str) -> bool:
        asked.append((one, other))
        return other == "urn:001"

    pairs = near_duplicates(units(LETTER, f"{LETTER}!", f"{LETTER} bitte"), replies)
    assert [(pair.first, pair.second) for pair in pairs] == [("urn:000", "urn:002")]
    assert all(one < other for one, other in asked)


@pytest.mark.parametrize("count", [2, 300])
def test_a_group_of_form_letters_is_as_many_pairs_as_letters_but_one(count: int) -> None:
    letters = [f"{LETTER} und zwar Grund Nummer {number}" for number in range(count)]
    pairs = list(near_duplicates(units(*letters)))
    assert {pair.first for pair in pairs} == {"urn:000"}
    assert len(pairs) == count - 1
