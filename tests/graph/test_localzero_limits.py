"""What a LocalZero monitoring leaves out is told, and no content raises anything but our own errors."""

from __future__ import annotations

import json

import pytest
from graph.localzero_making import (
    EXAMPLE,
    READER,
    node,
    read,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from querbezug.graph.errors import QuerbezugError
from querbezug.graph.readers.base import ReadOptions, SourceFile, collect
from querbezug.graph.readers.localzero.markdown import plain_markdown


def test_nodes_that_cannot_be_read_are_left_out_and_told() -> None:
    broken = [{"title": "ohne Nummer"}, node(3, ""), "Text", None, node(2, "noch einmal")]
    result = read(node(1, "Strom", node(2, "Dächer"), *broken))
    assert [one.message.key for one in result.notices] == ["localzero.no-node"] * 4 + ["localzero.twice"]
    assert all(one.left_out and one.path for one in result.notices)
    assert len(result.records) == 2


def test_a_date_that_cannot_be_is_told_once() -> None:
    result = read(node(1, "Strom", node(2, "Dächer", planned_start="2024-02-31")))
    assert [(one.message.key, one.field) for one in result.notices] == [
        ("localzero.no-date", "planned_start")
    ]


def test_personal_data_is_masked_and_internal_remarks_stay_outside() -> None:
    secret = node(
        2,
        "Dächer",
        description="Fragen an anna.muster@example.org",
        responsible_organ="Bauamt, Tel. 06131 123456",
        internal_information="Nur für uns",
    )
    result = read(node(1, "Strom", secret))
    assert not any(word in repr(result.records) for word in ("anna.muster", "123456", "Nur für uns"))
    assert {one.field for one in result.notices if one.personal} == {"description", "responsible_organ"}


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("**Ziel**: *bald*", "Ziel: bald"),
        ("* eins\n* zwei", "- eins\n- zwei"),
        ("### Stand", "Stand"),
        ("[Plan](https://example.org/a_b_c)", "Plan (https://example.org/a_b_c)"),
        ("[https://example.org](https://example.org)", "https://example.org"),
        ("![x.png](/images/x.png)", "[Bild]"),
        ("**Mainzer*innen zuerst**", "Mainzer*innen zuerst"),
        ("3 * 4 = 12", "3 * 4 = 12"),
        (r"1\. Platz", "1. Platz"),
    ],
)
def test_markdown_becomes_plain_text(written: str, plain: str) -> None:
    assert plain_markdown(written) == plain


@pytest.mark.parametrize(
    "broken", [EXAMPLE.read_bytes()[:90_000], b'[{"title": 1, "children": [], "execution_status": \xff}]']
)
def test_broken_content_is_refused_with_a_sentence(broken: bytes) -> None:
    with pytest.raises(QuerbezugError) as refusal:
        read(data=broken)
    assert "ort.json" in str(refusal.value)


def test_endless_nesting_and_numbers_are_refused() -> None:
    start = b'[{"title": "a", "execution_status": 0, "children": '
    for content in (b"[" * 200_000, b"9" * 9_000 + b"}]"):
        with pytest.raises(QuerbezugError):
            read(data=start + content)


def test_a_deep_tree_is_read_to_its_leaves() -> None:
    tree = node(60, "Blatt")
    for number in range(59, 0, -1):
        tree = node(number, f"Ast {number}", tree)
    assert len(read(tree).records) == 60


@pytest.mark.parametrize("other", [b"", b"[]", b'{"title": "x"}', b"id,title,parent\n", b"\x00\xff"])
def test_other_content_is_not_taken_for_a_monitoring(other: bytes) -> None:
    assert not READER.recognises(SourceFile("x.json", other))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=80)
@given(changed=st.dictionaries(st.sampled_from(sorted(node(1, "x"))), VALUES, max_size=5))
def test_no_value_of_a_known_key_raises_anything_else(changed: dict[str, object]) -> None:
    result = read({**node(1, "Strom", {**node(2, "Dächer", node(3, "Teil")), **changed}), **changed})
    assert all(one.message.text(lang) for one in result.notices for lang in ("de", "en"))


@settings(max_examples=40)
@given(position=st.integers(0, 2_000), junk=st.binary(max_size=6))
def test_no_damage_raises_anything_else(position: int, junk: bytes) -> None:
    data = json.dumps([node(1, "Strom", node(2, "MainzZero: Dächer"))]).encode()
    source = SourceFile("ort.json", data[:position] + junk + data[position + len(junk) :])
    try:
        if READER.recognises(source):
            collect(READER.read(source, ReadOptions()))
    except QuerbezugError:
        return
