"""Mapping files: faults are told with line and key, the schema is current, nothing breaks."""

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from graph.mapping_making import (
    GOOD,
    HEAD,
    IDEA_MAPPING,
    MEASURE_MAPPING,
    MEASURES,
    READER,
    only,
    read,
    told,
)
from graph.table_making import text_source
from hypothesis import given, settings
from hypothesis import strategies as st

from querbezug.graph.errors import QuerbezugError, SourceError, ValidationError
from querbezug.graph.readers.base import Notice, ReadOptions, SourceFile
from querbezug.graph.readers.generic_table.mapping_file import parse_mapping
from querbezug.graph.readers.generic_table.model import OWN_KEYS, RecordMapping
from querbezug.graph.readers.generic_table.schema import json_schema, schema_text
from querbezug.graph.records import (
    Idea,
    Organisation,
)

ROOT = Path(__file__).parents[2]


def test_without_a_mapping_the_sentence_says_to_write_one(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a;b;c\n1;2;3\n", encoding="utf-8")
    source = SourceFile.from_path(path)
    assert READER.recognises(source)
    assert not READER.has_mapping(source)
    with pytest.raises(SourceError, match=r"querbezug inspect x\.csv.*x\.csv\.abbildung\.yaml"):
        READER.read(source, ReadOptions())
    with pytest.raises(SourceError, match="lässt sich nicht lesen"):
        READER.read(source, ReadOptions(mapping=tmp_path / "fehlt.yaml"))
    assert not READER.recognises(text_source("Ein Satz."))


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        (
            "datensaetze: [{art: idee, kennung: id, farbe: t}]",
            "Zeile 3: Den Schlüssel „datensaetze[1].farbe“ gibt es nicht",
        ),
        (
            "datensaetze:\n  - art: idee\n    kennung: id\n    traeger: t",
            "Zeile 6: „datensaetze[1].traeger“ gibt es bei der Art „idee“ nicht",
        ),
        (
            "datensaetze:\n  - art: ideen\n    kennung: id",
            "Zeile 4: „ideen“ gibt es bei „datensaetze[1].art“ nicht; möglich",
        ),
        ("datensaetze:\n  - art: idee", "braucht eine kennung"),
        ("datensaetze:\n  - {art: kommentar, kennung: id}", "braucht den Schlüssel „text“"),
        ("datensaetze:\n  - {art: idee, kennung: {werte: {a: b}}}", "genau eines von spalte"),
        ("datensaetze:\n  - art: idee\n    kennung: nr\n", "Zeile 5: Die Tabelle hat keine Spalte „nr“"),
        ("datensaetze:\n  - art: idee\n    kennung: idd\n", "ist „id“ gemeint?"),
        ("datensaetze:\n  - {art: idee, bezeichnung: Urheber}", "enthält Angaben zu Personen"),
        (
            "datensaetze:\n  - {art: idee, kennung: id, datum: {spalte: t, datumsformat: '%B %Y'}}",
            "kein Datumsformat",
        ),
        ("plattform: stadt\n" + GOOD, "keine Webadresse"),
        (GOOD + GOOD, "steht zweimal da"),
        ("datensaetze: []", "Zeile 3"),
        ("titel: ''\n" + GOOD, "„titel“ ist leer"),
        ("titel: [a]\n" + GOOD, "muss ein Text sein"),
        ("{art: idee", "Zeile 3 kein gültiges YAML"),
        ("a: &x [1]\nb: *x\n", "verweist in Zeile 4"),
        ("a: " + "[" * 30 + "]" * 30, "zu tief verschachtelt"),
        ("x: !!python/object:os.system ls\n" + GOOD, "Den Schlüssel „x“ gibt es nicht"),
    ],
)
def test_faults_of_a_mapping_are_told_with_line_and_key(tmp_path, mapping, sentence):
    with pytest.raises(QuerbezugError) as refused:
        read(tmp_path, "id;t;Urheber\n1;a;K\n", mapping)
    assert sentence in str(refused.value)
    assert "liste.csv.abbildung.yaml" in str(refused.value)
    assert refused.value.text("en")


def test_too_large_empty_and_undecodable_mappings():
    for data in (b"#" * 300_000, b"", b"- a\n", b"\xff\xfea", b"a: \x00", b"null"):
        with pytest.raises(SourceError):
            parse_mapping(data, "x.yaml")


def test_a_misleading_name_of_a_column_can_be_declared_harmless(tmp_path):
    mapping = "keine_personen: [Kontakt]\ndatensaetze: [{art: organisation, bezeichnung: Kontakt}]\n"
    result = read(tmp_path, "Kontakt;x1\nBauamt;1\nBauamt;2\n", mapping)
    assert [body.label for body in only(result.records, Organisation)] == ["Bauamt"]
    assert told(result.notices) == [(None, "x1", "unused-column")]


def test_real_table_with_a_column_for_each_label(tmp_path):
    header = "document_id,title,text,url,cycling,walking,public transport (local)\n"
    rows = 'Ott262,Alma Wartenberg Platz,"Der Platz\nist laut.",https://f.example/dipas/#/contribution/262,1,0,1\n'
    mapping = """\
datensaetze:
  - art: idee
    kennung: document_id
    bezeichnung: title
    text: text
    adresse: url
    kategorien: {merkmalsspalten: [cycling, walking, public transport (local)]}
"""
    [idea] = only(read(tmp_path, header + rows, mapping).records, Idea)
    assert [ref.key for ref in idea.themes] == ["liste#cycling", "liste#public transport (local)"]
    assert idea.same_as[0].key == "url:https://f.example/dipas#/contribution/262"


def test_the_published_schema_is_current():
    assert (ROOT / "docs/formats/tabelle.schema.json").read_text(encoding="utf-8") == schema_text()
    jsonschema.Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("mapping", [MEASURE_MAPPING, IDEA_MAPPING, GOOD])
def test_the_schema_accepts_what_is_read(mapping):
    jsonschema.validate(yaml.safe_load(HEAD + mapping), json_schema())


@pytest.mark.parametrize(
    "mapping", ["datensaetze: []", "datensaetze: [{art: idee, kennung: id, traeger: x}]", "x: 1\n" + GOOD]
)
def test_the_schema_refuses_what_is_refused(mapping):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(HEAD + mapping), json_schema())
    with pytest.raises(ValidationError):
        parse_mapping((HEAD + mapping).encode(), "x.yaml")


def test_each_key_belongs_to_a_kind():
    owned = set().union(*OWN_KEYS.values())
    common = {"art", "nummernkreis", "nur_wenn", "kennung", "adresse", "bezeichnung", "hinweis"}
    assert owned | common == set(RecordMapping.model_fields)


def test_the_examples_of_the_documentation_are_read(tmp_path):
    page = (ROOT / "docs/formats/tabelle.md").read_text(encoding="utf-8")
    blocks = [part.partition("```")[0] for part in page.split("```yaml\n")[1:]]
    whole = [block for block in blocks if block.startswith("format:")]
    assert whole
    for block in whole:
        assert parse_mapping(block.encode(), "x.yaml").mapping.datensaetze
    for key in RecordMapping.model_fields:
        assert f"`{key}`" in page, key


CELL = st.text(max_size=30) | st.sampled_from(
    ["1", "M1", "https://a.example/1", "0", "12.3.2020", "In Bearbeitung"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELL, min_size=15, max_size=15), max_size=6), st.sampled_from(list(OWN_KEYS)))
def test_no_cells_raise_anything_but_our_own_errors(tmp_path_factory, rows, art):

    header = MEASURES.partition("\n")[0].split(";")
    stream = io.StringIO()
    csv.writer(stream, delimiter=";", quoting=csv.QUOTE_ALL).writerows([header, *rows])
    keys = {
        key: header[number % 14]
        for number, key in enumerate(sorted(OWN_KEYS[art] | {"kennung", "bezeichnung"}))
    }
    mapping = "plattform: https://stadt.example\ndatensaetze: " + json.dumps([{"art": art, **keys}])
    try:
        result = read(tmp_path_factory.mktemp("t"), stream.getvalue().encode("utf-8", "replace"), mapping)
    except QuerbezugError:
        return
    assert all(isinstance(notice, Notice) for notice in result.notices)
    repr(result).encode()


@given(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=200)
    | st.sampled_from([HEAD + GOOD, MEASURE_MAPPING])
)
def test_no_mapping_raises_anything_but_our_own_errors(text):
    for mapping in (text, HEAD + text, HEAD + GOOD.replace("idee", json.dumps(text[:20]))):
        try:
            assert parse_mapping(mapping.encode(), "x.yaml").mapping.datensaetze
        except QuerbezugError as error:
            sentence = error.text("de") + error.text("en")
            assert sentence
