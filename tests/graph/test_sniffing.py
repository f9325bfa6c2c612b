# ruff: noqa: E501 - the rows of a table stay on one line
"""What a table is taken for, and the first mapping file drafted from it."""

import csv
import io

import pytest
from graph.table_making import text_source, workbook_source
from hypothesis import given, settings
from hypothesis import strategies as st

from querbezug.graph.errors import QuerbezugError, SourceError
from querbezug.graph.readers.base import ReadOptions, SourceFile, collect
from querbezug.graph.readers.generic_table import GenericTableReader, describe, draft_mapping
from querbezug.graph.readers.generic_table.mapping_file import parse_mapping
from querbezug.graph.readers.generic_table.model import OWN_KEYS
from querbezug.graph.records import Comment, Idea, Measure, Theme

TABLE = """\
Nr;Titel;Beschreibung;Rubrik;Erstellt;Kosten;Anteil;Likes;lat;lon;Link;E-Mail;Leer;Anruf
1;Radweg;Bitte einen Radweg, Tel. 03671 598123;Rad;10. Oktober 2023 08:19:26;1.250,50;4,5;3;50,7;11,3;https://a.example/1;k@a.example;;03671 598123
2;Bank;Eine Bank am Markt;Rad;18.10.2017;12;2;3;50,8;11,4;https://a.example/2;k@a.example;;03671 598124
3;Baum;Ein Baum vor der Schule;Grün;23. Sep. 2017;7,25;1,5;4;50,9;11,5;https://a.example/3;;;03671 598125
4;Bus;Ein Bus mehr am Abend;Grün;2017-09-23;9;0;5;51,0;11,6;https://a.example/4;k@a.example;;03671 598126
"""


def types(description):
    return {column.name: column.type.value for column in description.columns}


def test_columns_are_sniffed():
    description = describe(text_source(TABLE, encoding="cp1252"))
    assert (description.kind, description.separator, description.encoding, description.rows) == (
        "csv",
        ";",
        "Windows-1252",
        4,
    )
    assert types(description) == {
        "Nr": "identifier",
        "Titel": "text",
        "Beschreibung": "text",
        "Rubrik": "category",
        "Erstellt": "date",
        "Kosten": "decimal",
        "Anteil": "decimal",
        "Likes": "number",
        "lat": "coordinate",
        "lon": "coordinate",
        "Link": "address",
        "E-Mail": "personal",
        "Leer": "empty",
        "Anruf": "personal",
    }
    assert {column.type.message.text("de") for column in description.columns} >= {"Kennung", "Dezimalzahl"}


def test_samples_are_few_short_and_masked():
    description = describe(text_source(TABLE))
    samples = {column.name: column.samples for column in description.columns}
    assert samples["Titel"] == ("Radweg", "Bank", "Baum")
    assert samples["Beschreibung"][0] == "Bitte einen Radweg, Tel. [Telefonnummer entfernt]"
    assert samples["E-Mail"] == samples["Anruf"] == ()
    assert "598" not in repr(description)
    assert "k@a" not in repr(description)
    assert all(len(sample) <= 60 for column in description.columns for sample in column.samples)


def test_a_workbook_is_described_with_its_sheet():
    description = describe(workbook_source(("Leer", []), ("Liste", [["Jahr", "Zahl"], [2020, 1], [2021, 1]])))
    assert (description.kind, description.sheet, description.separator) == ("xlsx", "Liste", None)
    assert types(description) == {"Jahr": "date", "Zahl": "number"}


def test_only_the_first_rows_are_looked_at():
    description = describe(text_source("id;t\n" + "".join(f"{n};x y\n" for n in range(5_000))))
    assert description.rows == 500


def test_what_is_no_table_has_no_description():
    with pytest.raises(SourceError):
        describe(text_source("Ein Satz."))


def loaded(tmp_path, text, name):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    source = SourceFile.from_path(path)
    draft = draft_mapping(describe(source))
    (tmp_path / f"{name}.abbildung.yaml").write_text(draft, encoding="utf-8")
    return draft, collect(GenericTableReader().read(source, ReadOptions()))


def test_a_draft_loads_as_it_is(tmp_path):
    draft, result = loaded(tmp_path, TABLE, "ideen.csv")
    ideas = [record for record in result.records if isinstance(record, Measure)]
    assert [idea.label for idea in ideas] == ["Radweg", "Bank", "Baum", "Bus"]
    assert (ideas[0].latitude, ideas[0].cost_eur) == (50.7, 1250)
    assert [theme.label for theme in result.records if isinstance(theme, Theme)] == ["Rad", "Grün"]
    assert "Telefonnummer" in (ideas[0].description or "")
    assert "598" not in repr(result) + draft
    assert '# "Anteil": Dezimalzahl' in draft.splitlines()
    assert '"E-Mail", "Anruf"' in draft


def test_a_draft_takes_columns_of_zeros_and_ones_for_categories(tmp_path):
    table = "id;titel;text;rad;fuss;bus\n1;A b;Ein langer Text;1;0;1\n2;B c;Noch ein Text;0;1;0\n"
    _, result = loaded(tmp_path, table, "beitraege.csv")
    ideas = [record for record in result.records if isinstance(record, Idea)]
    assert [[ref.key.partition("#")[2] for ref in idea.themes] for idea in ideas] == [
        ["rad", "bus"],
        ["fuss"],
    ]


def test_a_draft_of_comments(tmp_path):
    table = "id;Kommentar;Erstellt\n1;Gut so;1.2.2020\n2;Nicht gut;2.2.2020\n"
    _, result = loaded(tmp_path, table, "x.csv")
    comments = [record for record in result.records if isinstance(record, Comment)]
    assert [(comment.text, comment.date) for comment in comments] == [
        ("Gut so", "2020-02-01"),
        ("Nicht gut", "2020-02-02"),
    ]


NAME = st.text(min_size=1, max_size=12) | st.sampled_from(
    ["id", "Titel", "Kommentar", "lat", "lon", "Kosten", "E-Mail", "KOMMENTAR", "Datum"]
)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(NAME, min_size=2, max_size=6),
    st.lists(st.lists(st.text(max_size=9), min_size=6, max_size=6), max_size=4),
)
def test_every_draft_is_a_mapping_unless_nothing_is_left_to_map(names, rows):

    stream = io.StringIO()
    csv.writer(stream, delimiter=";", quoting=csv.QUOTE_ALL).writerows(
        [names, *(row[: len(names)] for row in rows)]
    )
    try:
        description = describe(text_source("sep=;\n" + stream.getvalue(), encoding="utf-8-sig"))
    except (QuerbezugError, UnicodeEncodeError):
        return
    usable = [
        one for one in description.columns if one.type not in {"personal", "empty"} and one.name.isprintable()
    ]
    draft = draft_mapping(description)
    if usable:
        assert parse_mapping(draft.encode(), "x.yaml").mapping.datensaetze[0].art in OWN_KEYS
