"""What readers of tables share: personal columns, row errors, cells."""

import pytest
from graph.table_making import text_source, zipped

from querbezug.graph.errors import SourceError
from querbezug.graph.readers.base import ReadOptions, collect
from querbezug.graph.readers.context import SourceContext
from querbezug.graph.readers.tables import (
    Row,
    RowError,
    Table,
    TableConversion,
    TableReader,
    is_personal,
)
from querbezug.graph.records import Idea, Kind, Origin


@pytest.mark.parametrize(
    "column",
    [
        "author",
        "author/name",
        "author/name/0",
        "Urheber",
        "Kontakt E-Mail",
        "Kontakt Telefon",
        "e-mail",
        "E_Mail",
        "username",
        "Benutzername",
        "Name des Einreichers",
        "user_group/name",
        "author-id",
        "E-Mail-Adresse des Vereins",
        "AUTHOR E-MAIL",
        "author username",
        "administrator",
        "voter-id",
    ],
)
def test_columns_of_persons_are_known(column):
    assert is_personal(column)


@pytest.mark.parametrize(
    "column",
    [
        "Name",
        "name",
        "title",
        "Beschreibung",
        "Rückmeldung",
        "category/name/de",
        "Ortsbezeichnung",
        "Kontaktstelle",
        "organisation",
        "Nutzung",
        "authority",
        "id",
        "Umsetzung",
        "Emissionen",
        "component/id",
        "address",
    ],
)
def test_other_columns_are_not(column):
    assert not is_personal(column)


class Ideas(TableConversion):
    def begin(self):
        yield Idea(ref=IDEA, label="Anfang")

    def row(self, row):
        if not row.text("titel"):
            raise RowError("tables.no-object", field="titel")
        yield Idea(ref=IDEA, label=row.text("titel"), origin=row.origin())

    def end(self):
        yield Idea(ref=IDEA, label="Ende")


class IdeaReader(TableReader):
    name = "ideas"
    version = "1"

    def matches(self, columns):
        return {"id", "titel"} <= columns

    def convert(self, context, table):
        assert isinstance(context, SourceContext)
        assert isinstance(table, Table)
        return Ideas()


IDEA = SourceContext(text_source(""), "x").thing(Kind.IDEA, "x", "idea", 1)


def test_a_reader_of_tables_gives_records_and_tells_rows_left_out():
    source = text_source("ID;Titel;Urheber\n1;Rad;Karl\n2;;Karl\n3;Bus;Karl\n", "ideen.csv", "cp1252")
    reader = IdeaReader()
    assert reader.recognises(source)
    assert not reader.recognises(text_source("a;b\n1;2\n"))
    assert not reader.recognises(zipped({"a": "b"}))
    source = text_source("id;titel;Urheber\n1;Rad;Karl\n2;;Karl\n3;Büs;Karl\n", "ideen.csv", "cp1252")
    result = collect(reader.read(source, ReadOptions()))
    assert [record.label for record in result.records] == ["Anfang", "Rad", "Büs", "Ende"]
    assert result.records[2].origin == Origin(row=4)
    assert [(n.row, n.field, n.left_out, n.message.key) for n in result.notices] == [
        (None, None, False, "reading.windows-1252"),
        (None, "Urheber", False, "reading.personal-column"),
        (3, "titel", True, "tables.no-object"),
    ]
    assert (result.source.key, result.source.reader) == ("ideen", "ideas")
    assert "Karl" not in repr(result)


def test_a_reader_of_tables_refuses_what_is_none():
    with pytest.raises(SourceError, match="keine Tabelle"):
        IdeaReader().read(text_source("Ein Satz."), ReadOptions())


def test_cells_of_a_row():
    row = Row(7, {"a": " ", "b": " x ", "c": ("p", " q ", ""), "d": "u, v,,w"})
    assert (row.text("a", "b"), row.text("fehlt"), row.text("c")) == ("x", "", "p,  q ,")
    assert row.values("c") == ("p", "q")
    assert row.values("d") == ("u", "v", "w")
    assert row.values("d", ";") == ("u, v,,w",)
    assert row.values("fehlt") == ()
