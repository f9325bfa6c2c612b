"""Lists and tables of CONSUL Democracy, and what no file can do to the readers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from graph.consul_making import (
    COMMENTS,
    ENGLISH,
    GERMAN,
    KEY,
    MADRID,
    PROPOSAL,
    READERS,
    SPANISH,
    WORDS,
    answer,
    csv_of,
    edges,
    only,
    read,
    source,
    thing,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from querbezug.graph.errors import QuerbezugError
from querbezug.graph.readers.base import ReadOptions, collect
from querbezug.graph.records import (
    Comment,
    Idea,
    Kind,
    Place,
    Process,
    Response,
)

# --- lists and tables -------------------------------------------------------------------------


def test_a_list_is_read_like_an_answer() -> None:
    plain = {**PROPOSAL, "tags": ["Sitzen", "Markt"], "geozone": "Nordstadt", "comments": list(COMMENTS)}
    result = read(json.dumps([plain, {"id": 13, "title": "Noch eine"}]).encode())
    wanted = read(answer(proposals=edges(PROPOSAL)))
    first, second = only(result, Idea)
    [idea] = only(wanted, Idea)
    assert (first.ref, first.themes, first.places, first.text) == (
        idea.ref,
        idea.themes,
        idea.places,
        idea.text,
    )
    assert second.ref == thing(Kind.IDEA, "proposal-13")
    assert [c.ref for c in only(result, Comment)] == [c.ref for c in only(wanted, Comment)]


def test_the_json_of_the_administration_area() -> None:
    proposals = [{"id": 1, "title": "Bank", "summary": "kurz", "description": "lang"}]
    comments = [{"id": 9, "commentable_id": 1, "commentable_type": "Proposal", "body": "Ja."}]
    [idea] = only(read(json.dumps(proposals).encode()), Idea)
    [said] = only(read(json.dumps(comments).encode()), Comment)
    assert (idea.text, said.about) == ("kurz\n\nlang", idea.ref)


def test_the_public_table_of_madrid() -> None:
    result = read(csv_of(*MADRID), f"{KEY}.csv")
    first, second = only(result, Idea)
    assert (first.ref, first.text) == (thing(Kind.IDEA, "proposal-1"), "Un solo billete.")
    assert (first.date, first.supports, first.note) == ("2015-09-15", 3210, None)
    assert (second.date, second.origin.row) == ("2016-08-07", 3)
    assert second.note == "Von der einreichenden Person zurückgezogen am 2017-02-01."


@pytest.mark.parametrize("header", [GERMAN, ENGLISH, SPANISH])
def test_investments_of_the_administration_area(header: tuple[str, ...]) -> None:
    feasible, unfeasible, yes, no = WORDS[header]
    people = ("Paula Geheim", "Max Geheim", "Tiefbau", "Nordstadt")
    rows = (
        (1, "Brunnen", "<p>Wasser</p>", *people, feasible, yes, "-", yes, yes, "paula_geheim"),
        (2, "Turm", "<p>Hoch</p>", *people, unfeasible, yes, "Zu teuer.", no, yes, "paula_geheim"),
        (3, "Tor", "<p>Breit</p>", *people, unfeasible, yes, "-", no, yes, "paula_geheim"),
        (4, "Rad", "<p>Rund</p>", *people, unfeasible, no, "Vorläufig.", no, yes, "paula_geheim"),
    )
    result = read(csv_of(header, *rows), f"{KEY}.csv")
    ideas, [place] = only(result, Idea), only(result, Place)
    assert [idea.ref.key for idea in ideas] == [f"{KEY}/investment-{n}" for n in (1, 2, 3, 4)]
    assert {idea.places for idea in ideas} == {(place.ref,)}
    answers = [(r.responds_to, r.text, r.outcome) for r in only(result, Response)]
    assert answers == [
        ((ideas[1].ref,), "Zu teuer.", "not-followed"),
        ((ideas[2].ref,), unfeasible, "not-followed"),
    ]
    for secret in ("geheim", "tiefbau"):
        assert secret not in repr(result.records).casefold()
    personal = {n.field for n in result.notices if n.message.key == "reading.personal-column"}
    assert personal == {header[3], header[4], header[12]}
    assert {n.field for n in result.notices if n.message.key == "consul.internal-column"} == {
        header[5],
        header[11],
    }


@pytest.mark.parametrize(
    "header",
    [
        ("ID", "Titel", "Autor", "Zusammenfassung", "Erstellt am"),
        ("ID", "Title", "Author", "Summary", "Created at"),
        ("ID", "Título", "Autor", "Resumen", "Fecha de creación"),
    ],
)
def test_proposals_of_the_administration_area(header: tuple[str, ...]) -> None:
    result = read(
        csv_of(header, (7, "Bank", "paula@geheim.de", "Am Markt.", "17.01.2018 16:12")), f"{KEY}.csv"
    )
    [idea] = only(result, Idea)
    assert (idea.ref.key, idea.text, idea.date) == (f"{KEY}/proposal-7", "Am Markt.", "2018-01-17")
    assert "geheim" not in repr(result.records)
    assert [n.field for n in result.notices if n.message.key == "reading.personal-column"] == [header[2]]


def test_personal_data_is_nowhere() -> None:
    node = {**PROPOSAL, "description": "Ruf an: 03671 598123 oder paula@geheim.de"}
    result = read(answer(proposals=edges(node)))
    for secret in ("paula", "geheim", "598123"):
        assert secret not in repr(result.records).casefold()
    assert only(result, Idea)[0].redacted
    assert [n.field for n in result.notices if n.message.key == "reading.personal-column"] == [
        "public_author"
    ]


# --- what is recognised -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b'{"data": [{"id": "https://oparl.example/paper/1", "type": "Paper"}]}',
        b'{"data": {"component": {"proposals": {"nodes": []}}}}',
        b'{"format": "planungsregister", "version": "1"}',
        b'[{"id": 1, "title": {"de": "A"}, "body": "B", "votes": 3, "published_at": "2020"}]',
        b'[{"id": 1, "title": "A", "description": "B"}]',
        b'{"type": "FeatureCollection", "features": []}',
        b"[[[[",
        b'{"data": {"proposals"',
        b"",
        csv_of(
            ("id", "created_at", "body", "commentable_id", "commentable_type", "depth", "alignment"), [1] * 7
        ),
        csv_of(("id", "title/de", "body/de", "votes", "comments", "published_at", "url"), [1] * 7),
        csv_of(
            ("Node ID", "Category", "Rubric", "Upvotes", "Downvotes", "Title", "Contributiontext"), [1] * 7
        ),
        csv_of(("Referenznr.", "Link", "Name", "Beschreibung", "Anzahl Kommentare", "Status"), [1] * 6),
        csv_of(("id", "titel", "beschreibung"), [1] * 3),
    ],
)
def test_other_files_are_not_taken(data: bytes) -> None:
    assert not any(reader.recognises(source(data)) for reader in READERS)


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=12),
)
NAMES = st.sampled_from(
    [*PROPOSAL, *COMMENTS[0], "investments", "heading", "nodes", "edges", "pageInfo", "name"]
)
NODES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=6)),
    max_leaves=20,
)


@given(st.sampled_from(["proposals", "comments", "budgets", "geozones", "proposal"]), NODES, st.booleans())
@settings(max_examples=100, deadline=None)
def test_no_node_breaks_reading(connection: str, node: object, as_list: bool) -> None:
    data = (
        json.dumps([PROPOSAL, node]).encode()
        if as_list
        else answer(**{connection: {"edges": [{"node": node}]}})
    )
    result = read(data)
    refs = [record.ref for record in result.records if not isinstance(record, Process)]
    assert all(ref.key for ref in refs)
    assert all(str(notice.message) for notice in result.notices)


@given(st.integers(0, 2**32), st.binary(max_size=8))
@settings(max_examples=100, deadline=None)
def test_no_bytes_break_reading(position: int, inserted: bytes) -> None:
    for whole, name in ((answer(proposals=edges(PROPOSAL)), "a.json"), (csv_of(*MADRID), "a.csv")):
        cut = position % len(whole)
        file = source(whole[:cut] + inserted + whole[cut + 1 :], name)
        for reader in READERS:
            if reader.recognises(file):
                try:
                    collect(reader.read(file, ReadOptions()))
                except QuerbezugError:
                    continue


def test_the_fields_of_the_docs_are_the_ones_read() -> None:
    page = (Path(__file__).parents[2] / "docs" / "formats" / "consul.md").read_text(encoding="utf-8")
    for name in {*PROPOSAL, *COMMENTS[0], *GERMAN, *ENGLISH, *SPANISH}:
        assert name in page, name
