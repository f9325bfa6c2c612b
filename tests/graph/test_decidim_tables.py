"""The traps of Decidim's tables: languages, lists, guards, numbers, rows that say nothing."""

import pytest
from graph.decidim_making import (
    COMMENT,
    HOST,
    PROPOSAL,
    RESULT,
    as_csv,
    of_kind,
    one,
    read,
    ref,
    sample,
    told,
)
from hypothesis import given
from hypothesis import strategies as st

from querbezug.graph.readers.decidim import columns
from querbezug.graph.readers.decidim.joined import told_apart
from querbezug.graph.readers.tables import Row
from querbezug.graph.records import Kind

# --- languages --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"title/en": "Crossing", "title/de": "Überweg"}, "Überweg"),
        ({"title/en": "Crossing", "title/de": ""}, "Crossing"),
        ({"title/ca": "Pas", "title/es": "Paso"}, "Pas"),
        ({"title/fr": "Passage", "title/de-AT": "Schutzweg"}, "Schutzweg"),
        ({"title/ca": "Pas", "title/machine_translations/de": "Schritt"}, "Pas"),
        (
            {"title/ca": "", "title/machine_translations/en": "Pass", "title/machine_translations/de": "Weg"},
            "Weg",
        ),
        ({"title": "Überweg"}, "Überweg"),
        ({"title/url": "x", "titles/de": "y"}, ""),
    ],
)
def test_the_best_language_is_taken(cells, expected):
    assert columns.spoken(Row(2, cells), "title").text == expected


def test_another_language_is_told_once_for_a_column():
    rows = [{**PROPOSAL, "title/de": "", "title/en": f"Crossing {n}", "id": str(n)} for n in (1, 2, 3)]
    assert told(as_csv(rows)).count("decidim.other-language") == 1


def test_columns_that_the_first_row_lacked_are_missing_without_harm():
    assert "body/en" not in PROPOSAL
    (idea,) = of_kind("idea", as_csv([PROPOSAL])).values()
    assert (idea.date, idea.supports, idea.latitude) == (None, None, None)


# --- cells ------------------------------------------------------------------------------------


def test_the_guard_against_formulas_is_taken_off():
    idea = of_kind("idea", sample("proposals.csv"))["proposal-102"]
    assert (idea.label, idea.text) == ("- Mehr Bänke", "- am Fluss\n- am Friedhof")
    assert b";'- Mehr" in sample("proposals.csv").data


def themes_of(**cells):
    row = PROPOSAL | {name.replace("__", "/"): cell for name, cell in cells.items()}
    found = read(as_csv([row]))
    named = {record.ref: record.label for record in found.records if record.ref.kind is Kind.CATEGORY}
    (idea,) = [record for record in found.records if record.ref.kind is Kind.IDEA]
    assert set(named) == set(idea.themes)
    return [(theme.key.removeprefix(HOST), named[theme]) for theme in idea.themes]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("4", "Rad, Fuß und Roller"), [("/taxonomy-4", "Rad, Fuß und Roller")]),
        (("4, 5", "Rad, Fuß"), [("/taxonomy-4", "Rad"), ("/taxonomy-5", "Fuß")]),
        (
            ("4, 5", "Rad, Fuß und Roller, Grün"),
            [("/taxonomy-4", "Kategorie 4"), ("/taxonomy-5", "Kategorie 5")],
        ),
        (("", "Rad, Fuß und Roller"), [("#Rad, Fuß und Roller", "Rad, Fuß und Roller")]),
        (("", "Rad"), [("#Rad", "Rad")]),
        (("4", ""), [("/taxonomy-4", "Kategorie 4")]),
        (("", ""), []),
    ],
)
def test_numbers_decide_where_names_end(cells, expected):
    assert themes_of(taxonomies__id=cells[0], taxonomies__name__de=cells[1]) == expected


def test_names_as_ruby_prints_them():
    printed = '{"en"=>"Cycling", "de"=>"Rad, Fuß"}, {"de" => "Grün \\"neu\\"", "en" => ""}'
    expected = [("/taxonomy-4", "Rad, Fuß"), ("/taxonomy-5", 'Grün "neu"')]
    assert themes_of(taxonomies__id="4, 5", taxonomies__name=printed) == expected


def test_a_name_met_in_a_later_row_settles_an_earlier_one():
    rows = [
        {**PROPOSAL, "id": "1", "taxonomies/id": "4, 5", "taxonomies/name/de": "Rad, Fuß und Roller, Grün"},
        {**PROPOSAL, "id": "2", "taxonomies/id": "5", "taxonomies/name/de": "Grün"},
    ]
    found = read(as_csv(rows))
    named = {record.ref: record.label for record in found.records if record.ref.kind is Kind.CATEGORY}
    assert named == {
        ref("category", "taxonomy-4"): "Rad, Fuß und Roller",
        ref("category", "taxonomy-5"): "Grün",
    }
    assert not [notice for notice in found.notices if "names" in notice.message.key]


def test_names_that_cannot_be_told_apart_are_told():
    row = {**PROPOSAL, "taxonomies/id": "4, 5", "taxonomies/name/de": "a, b, c"}
    assert told(as_csv([row])).count("decidim.names-with-commas") == 1
    row = {**PROPOSAL, "taxonomies/id": "", "taxonomies/name/de": "a, b, c"}
    assert told(as_csv([row])).count("decidim.names-without-numbers") == 1


names_in_cells = st.text(st.sampled_from("ab, "), min_size=1, max_size=6).filter(
    lambda name: name == name.strip()
)


@given(st.lists(names_in_cells, min_size=1, max_size=5), st.data())
def test_names_told_apart_are_the_names_that_were_joined(names, data):
    known = [name if data.draw(st.booleans()) else "" for name in names]
    found = told_apart(", ".join(names), known)
    assert found is None or ", ".join(found) == ", ".join(names)
    if not any("," in name for name in names):
        assert found == tuple(names)
    if found and any(known):
        assert all(not name or name == given_ for given_, name in zip(found, known, strict=True))


def test_addresses_in_a_list_may_have_commas():
    cell = "https://a.example/1,2, https://a.example/3 https://a.example/3, javascript:x"
    row = Row(2, {"urls": cell})
    assert columns.addresses(row, "urls") == ("https://a.example/1,2", "https://a.example/3")


def test_numbers_of_spreadsheets_are_the_platforms_numbers():
    assert columns.identifier(Row(2, {"id": "12.0"}), "id") == "12"
    assert columns.identifier(Row(2, {"id": "12"}), "id") == "12"
    assert columns.identifier(Row(2, {"id": "initiative-x"}), "id") == "initiative-x"


def test_the_same_number_is_another_thing_in_another_export():
    idea = one(PROPOSAL, "idea").ref.key
    measure = one({**RESULT, "id": "7"}, "measure").ref.key
    assert (idea, measure) == (f"{HOST}/proposal-7", f"{HOST}/result-7")


# --- rows that cannot be read -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "cells", "key", "column"),
    [
        (PROPOSAL, {"id": ""}, "decidim.no-id", "id"),
        (PROPOSAL, {"title/de": "", "body/de": "<p></p>"}, "decidim.no-text", "title"),
        (RESULT, {"title/de": ""}, "decidim.no-text", "title"),
        (COMMENT, {"body": ""}, "decidim.no-text", "body"),
        (COMMENT, {"id": ""}, "decidim.no-id", "id"),
    ],
)
def test_a_row_that_says_nothing_is_left_out_with_its_number_and_column(row, cells, key, column):
    good = row | {"id": "99"}
    found = read(as_csv([good, row | cells, row | {"id": "98"}]))
    left_out = [notice for notice in found.notices if notice.left_out]
    assert [(notice.row, notice.field, notice.message.key) for notice in left_out] == [(3, column, key)]
    assert len([record for record in found.records if record.ref.key.endswith(("-98", "-99"))]) == 2


@pytest.mark.parametrize(
    ("cells", "key"),
    [
        ({"published_at": "gestern"}, "decidim.no-date"),
        ({"votes": "viele"}, "decidim.no-count"),
        ({"votes": "-3"}, "decidim.no-count"),
    ],
)
def test_a_cell_that_says_nothing_is_told_and_the_row_kept(cells, key):
    found = read(as_csv([PROPOSAL | cells]))
    assert [notice.message.key for notice in found.notices] == [key]
    assert not any(notice.left_out for notice in found.notices)
    assert any(record.ref.kind is Kind.IDEA for record in found.records)
