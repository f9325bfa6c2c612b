"""IRIs are made the same way every time and are safe wherever they are written."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rdflib import Graph, URIRef

from querbezug.ontology.iris import IriMinter, is_safe_iri, register_slug, slugify

BASE = "https://w3id.org/querbezug"
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
register_parts = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Saalfeld/Saale, Große Kreisstadt", "saalfeld-saale-grosse-kreisstadt"),
        ("ÄÖÜ ẞ ß", "aeoeue-ss-ss"),
        ("Mu\u0308nster", "muenster"),
        ("Lübben (Spreewald) / Lubin (Błota)", "luebben-spreewald-lubin-blota"),
        ("Café À la carte", "cafe-a-la-carte"),
        ("§ 3 Abs. 2", "3-abs-2"),
        ("Ω", "u03c9"),
    ],
)
def test_names_become_readable_slugs(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_a_long_slug_is_cut_between_words() -> None:
    assert slugify("Aufbau gemeinsamer digitaler Systeme", max_length=20) == "aufbau-gemeinsamer"
    assert slugify("Donaudampfschifffahrt", max_length=5) == "donau"
    assert slugify("ab cd", max_length=2) == "ab"


@pytest.mark.parametrize("text", ["", " ", "-_-", "?!", "\u0301"])
def test_text_without_letter_or_digit_has_no_slug(text: str) -> None:
    with pytest.raises(ValueError, match="no letter or digit"):
        slugify(text)


def test_a_slug_needs_room() -> None:
    with pytest.raises(ValueError, match="max_length"):
        slugify("a", max_length=0)


@given(st.text(), st.integers(min_value=1, max_value=80))
@example("İ", 60)
@example("ﬀ ½ ǆ", 60)
def test_a_slug_is_well_formed_short_enough_and_its_own_slug(text: str, length: int) -> None:
    try:
        slug = slugify(text, length)
    except ValueError:
        assert not any(char.isascii() and char.isalnum() for char in text)
        return
    assert SLUG.fullmatch(slug)
    assert len(slug) <= length
    assert slugify(slug, length) == slug


@given(st.tuples(register_parts, register_parts), st.tuples(register_parts, register_parts))
def test_different_register_entries_never_share_a_slug(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert (register_slug(*one) == register_slug(*other)) == (one == other)


@pytest.mark.parametrize("part", ["", "a_b", "A", "ä", "-a", "a-", "a--b", "a/b", "a\n"])
def test_a_register_key_of_other_characters_is_refused(part: str) -> None:
    with pytest.raises(ValueError, match="register key"):
        register_slug("rek", part)
    with pytest.raises(ValueError, match="register key"):
        register_slug(part, "rek")


@pytest.mark.parametrize(
    "iri",
    [
        "https://example.org",
        "HTTP://example.org:8080/a?b=c&d=%C3%A4#e",
        "https://münchen.example/straße",
        "http://127.0.0.1:8000/x",
        "urn:isbn:9783161484100",
        "urn:xoev-de:xleitstelle:codeliste:abwaegungsvorschlag",
    ],
)
def test_web_addresses_and_urns_are_safe(iri: str) -> None:
    assert is_safe_iri(iri)


@pytest.mark.parametrize(
    "iri",
    [
        "",
        "example.org",
        "/relative",
        "//host/path",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "mailto:a@example.org",
        "http:",
        "http://",
        "http:///path",
        "https://:80/",
        "https://example.org:port/",
        "https://example.org/%zz",
        "http://@@0",
        "https://example.org/a#b#c",
        "urn:x",
        *(
            f"https://example.org/a{char}b"
            for char in '<>"{}|^`\\ \t\n\r\x00\x7f\x85\u00a0\u2028\u202e\ufeff\ud800\ufffe'
        ),
    ],
)
def test_anything_else_is_not(iri: str) -> None:
    assert not is_safe_iri(iri)


@given(
    st.one_of(
        st.text(),
        st.text(alphabet="ahtpsurn:/?#[]@!$&'()*+,;=%0aF.-_~<>\"{}|^`\\ äß").map(lambda t: "https://h/" + t),
        st.text(alphabet="aA0-.:@%[]/?#ä").map(lambda t: "http://" + t),
        st.text(max_size=8).map(lambda t: "urn:" + t),
    )
)
def test_whatever_is_safe_can_be_written_and_read_by_both_libraries(text: str) -> None:
    if not is_safe_iri(text):
        return
    node = ox.NamedNode(text)
    line = ox.serialize([ox.Triple(node, node, node)], format=ox.RdfFormat.N_TRIPLES)
    assert line is not None
    assert set(Graph().parse(data=line, format="nt")) == {(URIRef(text),) * 3}


def test_things_and_graphs_have_their_place_below_the_base() -> None:
    minter = IriMinter(BASE)
    assert minter.thing("cross-cutting-theme", "rek_digitalisierung") == (
        f"{BASE}/id/cross-cutting-theme/rek_digitalisierung"
    )
    assert minter.graph("links") == f"{BASE}/graph/links"
    assert minter.graph("source", "rek-2021") == f"{BASE}/graph/source/rek-2021"


@given(register_parts, register_parts)
def test_an_iri_can_be_taken_apart_again(kind: str, slug: str) -> None:
    minter = IriMinter(BASE)
    assert minter.split(minter.thing(kind, slug)) == (kind, slug)


@pytest.mark.parametrize(
    "iri",
    [
        "https://example.org/id/goal/x",
        f"{BASE}/id/goal",
        f"{BASE}/id/goal/",
        f"{BASE}/id/goal/x/y",
        f"{BASE}/id/goal/X",
        f"{BASE}/id/goal/x#y",
        f"{BASE}/graph/goal/x",
        f"{BASE}x/id/goal/x",
    ],
)
def test_other_iris_are_not_taken_for_things(iri: str) -> None:
    assert IriMinter(BASE).split(iri) is None


@pytest.mark.parametrize("slug", ["", "Ä", "a/b", "../a", "a b", "a__b", "a\n", "-a"])
def test_a_slug_of_other_characters_is_refused(slug: str) -> None:
    minter = IriMinter(BASE)
    for kind, name in (("goal", slug), (slug, "a")):
        with pytest.raises(ValueError, match="not a slug"):
            minter.thing(kind, name)
    with pytest.raises(ValueError, match="not a slug"):
        minter.graph("source", slug)


def test_a_graph_needs_a_name() -> None:
    with pytest.raises(ValueError, match="name"):
        IriMinter(BASE).graph()


@pytest.mark.parametrize(
    "base",
    [
        "",
        "example.org",
        "ftp://example.org",
        "urn:x:y",
        "https://example.org/",
        "https://a.org?b",
        "https://a.org#b",
        "https://a b",
    ],
)
def test_a_base_that_is_no_plain_web_address_is_refused(base: str) -> None:
    with pytest.raises(ValueError, match="web address"):
        IriMinter(base)
