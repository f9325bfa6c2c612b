"""What OParl leaves out is told, and no content raises anything but our own errors."""

from __future__ import annotations

import json

import pytest
from graph.oparl_making import (
    BODY,
    MEETING,
    ORGANISATION,
    PAPER,
    READER,
    SCHEMA,
    SITE,
    keys,
    read,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from querbezug.graph.errors import QuerbezugError
from querbezug.graph.readers.base import ReadOptions, SourceFile, collect


def test_deleted_objects_are_counted_and_have_no_content() -> None:
    gone = {"id": f"{SITE}/papers/1", "type": f"{SCHEMA}Paper", "deleted": True, "name": "Alt"}
    result = read([gone, {**gone, "id": f"{SITE}/papers/2"}, ORGANISATION])
    assert len(result.records) == 1
    assert [notice.message.values for notice in result.notices if notice.message.key == "oparl.deleted"] == [
        {"count": 2}
    ]


def test_each_object_that_is_left_out_is_told() -> None:
    result = read(
        [
            {"id": "paper-1", "type": f"{SCHEMA}Paper", "name": "ohne Adresse"},
            {"id": f"{SITE}/papers/1", "type": f"{SCHEMA}Paper"},
            {"id": f"{SITE}/files/1", "type": f"{SCHEMA}File", "name": "Anlage"},
            {"id": f"{SITE}/x/1", "type": f"{SCHEMA}Wetter"},
            f"{SITE}/papers/9",
            None,
        ]
    )
    assert result.records == []
    assert sorted(keys(result)) == [
        "oparl.left-type",
        "oparl.no-address",
        "oparl.no-name",
        "oparl.no-object",
        "oparl.no-object",
        "oparl.unknown-type",
    ]
    assert all(notice.message.text(lang) for notice in result.notices for lang in ("de", "en"))


@pytest.mark.parametrize(
    "broken",
    [
        json.dumps({"data": [PAPER, MEETING]})[:-300].encode(),
        json.dumps([PAPER])[:-1].encode(),
        json.dumps(PAPER).encode() + b" trailing",
        json.dumps([PAPER]).encode()[:-1] + b', {"a": "\xff"}]',
        json.dumps([PAPER]).encode()[:-1] + b"," + b"[" * 500 + b"]" * 500 + b"]",
        json.dumps([PAPER]).encode()[:-1] + b"," + b"9" * 9_000 + b"]",
    ],
)
def test_broken_content_is_refused_with_a_sentence(broken: bytes) -> None:
    with pytest.raises(QuerbezugError) as refusal:
        read(broken)
    assert "oparl.json" in str(refusal.value)


@pytest.mark.parametrize("other", [b"", b"[]", b"{}", b'{"type": "Paper"}', b"id;type\n1;x\n", b"\xff\xfe"])
def test_other_content_is_not_taken_for_oparl(other: bytes) -> None:
    assert not READER.recognises(SourceFile("x.json", other))


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=30)
    | st.just(SITE),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60)
@given(base=st.sampled_from([PAPER, MEETING, ORGANISATION, BODY]), data=st.data())
def test_no_value_of_a_known_key_raises_anything_else(base: dict[str, object], data: st.DataObject) -> None:
    inner = MEETING["agendaItem"][0] | PAPER["location"][0]  # type: ignore[index]
    names = sorted((set(base) | set(inner)) - {"type"})
    changed = data.draw(st.dictionaries(st.sampled_from(names), VALUES, max_size=4))
    try:
        read(json.dumps({"type": base["type"], **base, **changed}).encode())
    except QuerbezugError:
        return


@settings(max_examples=60)
@given(position=st.integers(0, 3_000), junk=st.binary(max_size=6))
def test_no_damage_raises_anything_else(position: int, junk: bytes) -> None:
    data = json.dumps({"data": [PAPER, MEETING]}, ensure_ascii=False).encode()
    source = SourceFile("oparl.json", data[:position] + junk + data[position + len(junk) :])
    try:
        if READER.recognises(source):
            collect(READER.read(source, ReadOptions()))
    except QuerbezugError:
        return
