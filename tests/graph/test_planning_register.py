"""The Planungsregister: what it says becomes records; what is wrong is said in one sentence."""

from __future__ import annotations

import copy
import json
import re
import time
from pathlib import Path
from typing import Any, TypeVar

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from querbezug.graph.errors import QuerbezugError, SourceError, ValidationError
from querbezug.graph.readers.base import ReadOptions, ReadResult, SourceFile
from querbezug.graph.readers.planning_register import PlanningRegisterReader
from querbezug.graph.readers.planning_register.schema import json_schema, schema_text
from querbezug.graph.readers.source_note import load_source_note
from querbezug.graph.records import (
    Cooperation,
    Goal,
    Idea,
    Kind,
    Measure,
    Organisation,
    Place,
    PlaceKind,
    PlanDocument,
    Ref,
    Relation,
    RelationKind,
)
from querbezug.ontology.strings import catalogue

ROOT = Path(__file__).parents[2]
FORMATS = ROOT / "docs" / "formats"
READER = PlanningRegisterReader()

REGISTER: dict[str, Any] = {
    "format": "planungsregister",
    "version": "1",
    "kennung": "musterland",
    "titel": "Planungsregister Musterland",
    "stand": "2026-03-01",
    "verbund": {"name": "Verbund", "mitglieder": ["rudolstadt", "ags:16073077", "andere/verbund"]},
    "orte": [
        {"id": "rudolstadt", "name": "Rudolstadt an der Saale", "ags": "16073076"},
        {"id": "park", "name": "Heinepark", "art": "standort", "teil_von": "rudolstadt"},
    ],
    "organisationen": [{"id": "ipu", "name": "IPU", "webseite": "HTTPS://IPU-Erfurt.de"}],
    "plaene": [{"id": "rek", "name": "REK", "verfasser": ["ipu"]}],
    "handlungsfelder": [{"id": "mobilitaet", "name": "Mobilität"}],
    "querschnittsthemen": [{"id": "digitalisierung", "name": "Digitalisierung"}],
    "ziele": [
        {
            "id": "radwege",
            "name": " Radwege  ausbauen ",
            "wortlaut": True,
            "plan": "rek",
            "handlungsfelder": ["mobilitaet"],
            "querschnittsthemen": ["digitalisierung"],
            "orte": ["park", "region-sued/ort/aue"],
            "abgeleitet": ["handlungsfelder", "orte"],
        }
    ],
    "massnahmen": [
        {
            "id": "radnetz",
            "name": "Radnetz",
            "ziele": ["radwege", "andere/fahrrad"],
            "traeger": ["ipu", "url:https://ipu-erfurt.de/#kontakt"],
            "umsetzungsstand": "beschlossen",
            "zeitraum": "2021-09/..",
        }
    ],
    "ideen": [
        {"id": "app", "name": "App", "ziele": ["radwege"], "geaeussert_in": ["seite/07", "seite/kommentar/8"]}
    ],
    "beziehungen": [
        {"von": "radnetz", "nach": "andere/massnahme/netz", "art": "vergleichbar", "abgeleitet": True}
    ],
}


def as_source(value: object) -> SourceFile:
    data = value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False, indent=1).encode()
    return SourceFile("register.json", data)


def read(value: object) -> ReadResult:
    return READER.read(as_source(value), ReadOptions())


def changed(**keys: object) -> dict[str, Any]:
    return copy.deepcopy(REGISTER) | keys


T = TypeVar("T")


def only(kind: type[T], result: ReadResult) -> T:
    (found,) = [record for record in result.records if isinstance(record, kind)]
    return found


def refusal(source: SourceFile) -> QuerbezugError | None:
    try:
        READER.read(source, ReadOptions())
    except QuerbezugError as error:
        return error
    return None


# --- what a register says ---


def test_the_head_becomes_the_source() -> None:
    source = read(REGISTER).source
    assert (source.key, source.title, source.date) == (
        "musterland",
        "Planungsregister Musterland",
        "2026-03-01",
    )
    assert (source.reader, source.reader_version, len(source.sha256)) == ("planungsregister", "1", 64)


def test_a_place_with_an_official_key_is_the_same_in_every_register() -> None:
    place, site = (record for record in read(REGISTER).records if isinstance(record, Place))
    assert place.ref == Ref(Kind.PLACE, "ags:16073076")
    assert (place.label, place.alt_labels) == ("Rudolstadt", ("Rudolstadt an der Saale",))
    assert (place.place_kind, place.part_of) == (PlaceKind.MUNICIPALITY, Ref(Kind.PLACE, "ags:16073"))
    assert site.ref == Ref(Kind.PLACE, "musterland/park")
    assert site.part_of == place.ref


def test_the_verbund_has_a_region_and_members_of_both_kinds() -> None:
    verbund = only(Cooperation, read(REGISTER))
    assert verbund.ref == Ref(Kind.COOPERATION, "musterland/verbund")
    assert verbund.region == Ref(Kind.REGION, "musterland/region")
    assert verbund.members == (
        Ref(Kind.PLACE, "ags:16073076"),
        Ref(Kind.PLACE, "ags:16073077"),
        Ref(Kind.COOPERATION, "andere/verbund"),
    )


def test_an_organisation_with_a_page_meets_itself_in_other_registers() -> None:
    result = read(REGISTER)
    ipu = Ref(Kind.ORGANISATION, "url:https://ipu-erfurt.de/")
    assert only(Organisation, result).ref == ipu
    assert only(Measure, result).responsible == (ipu,)
    assert only(PlanDocument, result).authors == (ipu,)


def test_a_goal_has_its_references_its_wording_and_what_was_concluded() -> None:
    goal = only(Goal, read(REGISTER))
    field, cross = (
        Ref(Kind.FIELD, "musterland/mobilitaet"),
        Ref(Kind.CROSS_CUTTING, "musterland/digitalisierung"),
    )
    assert (goal.label, goal.verbatim) == ("Radwege ausbauen", True)
    assert goal.themes == (field, cross)
    assert goal.plan == Ref(Kind.PLAN, "musterland/rek")
    assert goal.places == (Ref(Kind.PLACE, "musterland/park"), Ref(Kind.PLACE, "region-sued/aue"))
    assert goal.is_inferred("themes", field)
    assert not goal.is_inferred("themes", cross)
    assert goal.is_inferred("places", goal.places[0])
    assert goal.origin.path == "ziele[1] (radwege)"
    line = json.dumps(REGISTER, ensure_ascii=False, indent=1).splitlines()[(goal.origin.line or 0) - 1]
    assert '"id": "radwege"' in line


def test_all_themes_are_concluded_when_every_key_behind_them_is() -> None:
    value = changed()
    value["ziele"][0]["abgeleitet"] = ["handlungsfelder", "querschnittsthemen"]
    assert only(Goal, read(value)).inferred == {"themes"}


def test_a_measure_keeps_status_period_and_goals_of_other_registers() -> None:
    measure = only(Measure, read(REGISTER))
    assert (measure.status, measure.period) == ("adopted", "2021-09/..")
    assert measure.goals == (Ref(Kind.GOAL, "musterland/radwege"), Ref(Kind.GOAL, "andere/fahrrad"))


def test_an_idea_names_its_comments_and_a_relation_both_ends() -> None:
    result = read(REGISTER)
    assert only(Idea, result).expressed_in == (Ref(Kind.COMMENT, "seite/7"), Ref(Kind.COMMENT, "seite/8"))
    relation = only(Relation, result)
    assert relation.relation is RelationKind.COMPARABLE
    assert relation.subject == Ref(Kind.MEASURE, "musterland/radnetz")
    assert relation.object == Ref(Kind.MEASURE, "andere/netz")
    assert relation.is_inferred("relation")


def test_reading_twice_gives_the_same_records() -> None:
    assert read(REGISTER) == read(REGISTER)


def test_utf16_and_a_byte_order_mark_are_read() -> None:
    text = json.dumps(REGISTER, ensure_ascii=False)
    for data in (text.encode("utf-8-sig"), text.encode("utf-16")):
        assert READER.recognises(as_source(data))
        assert read(data).records == read(json.dumps(REGISTER).encode()).records


def test_an_unknown_official_key_and_swapped_coordinates_are_notices() -> None:
    value = changed()
    value["orte"].append({"id": "neu", "name": "Neustadt", "ags": "16073999"})
    value["orte"].append({"id": "turm", "name": "Turm", "art": "standort", "breite": 11.3, "laenge": 50.6})
    unknown, swapped = read(value).notices
    assert "16073999" in str(unknown.message)
    assert "vertauscht" in str(swapped.message)
    assert unknown.path == "orte[3] (neu)"


# --- recognising ---


@pytest.mark.parametrize(
    "data", [b'{"format": "planungsregister", "versi', b'{"x": [1], "format":"planungsregister"}']
)
def test_recognises_registers_whole_or_cut_off(data: bytes) -> None:
    assert READER.recognises(as_source(data))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"- Handlungsfeld\n",
        b"[1]",
        b'{"format": "geojson"}',
        b'{"a": {"format": "planungsregister"}}',
        b"\xff\xfe\x00",
    ],
)
def test_leaves_everything_else_alone(data: bytes) -> None:
    assert not READER.recognises(as_source(data))


# --- what can be wrong with the file ---


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b" \n", "leer"),
        (b'{"format": "planungsregister", "titel": "Mus', "Zeile 1, Spalte 45 mitten im Inhalt"),
        (
            b'{"format": "planungsregister",\n "titel": "M" "stand": "2026"}',
            "Zeile 2, Spalte 15: Hier fehlt ein Komma",
        ),
        (b'{"format": "planungsregister",}', "Komma zu viel"),
        (b'{"format" "planungsregister"}', "Doppelpunkt"),
        (b'{"format": planungsregister}', "fehlt ein Wert"),
        (b'{"format": "planungsregister"} {}', "Nach dem Ende"),
        (b'{"format": "a\nb"}', "Steuerzeichen"),
        (b'{"format": "\\q"}', "kein gültiges JSON"),
        (b'{"format": "M\xfcller"}', "UTF-8"),
        (b"[]", "geschweiften Klammer"),
        (b'{"format": "geojson"}', '"format": "planungsregister"'),
        (b'{"format": "planungsregister", "version": 1}', "Version 1"),
        (b'{"id": "x", "name": "a", "name": "b"}', "Im Eintrag „x“ steht der Schlüssel „name“ zweimal"),
        (
            b'{"name": "a", "name": "b"}',
            "„name“ steht in einem Eintrag zweimal",
        ),
        (b'{"a": [{"b": "\\ud800"}]}', "„a[1].b“ steht ein Zeichen (U+D800)"),
        (b'{"a": "\\u0000"}', "U+0000"),
        (b'{"a": NaN}', "NaN"),
        (b'{"a": ' + b"1" * 5_000 + b"}", "Tausenden von Stellen"),
        (b'{"a": ' + b"[" * 60 + b"]" * 60 + b"}", "50 Ebenen"),
        (b"[" * 100_000, "50 Ebenen"),
    ],
)
def test_a_broken_file_is_told_in_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(data)
    assert sentence in str(caught.value)
    assert caught.value.text("en")


def test_a_huge_file_is_refused_before_it_is_read() -> None:
    with pytest.raises(SourceError, match="zu groß"):
        read(b"{" + b" " * 50_000_001)


def test_a_register_keeps_its_own_key() -> None:
    assert READER.read(as_source(REGISTER), ReadOptions(source_key="musterland")).records
    with pytest.raises(SourceError, match="„musterland“ und kann nicht als „anders“"):
        READER.read(as_source(REGISTER), ReadOptions(source_key="anders"))


# --- what can be wrong with the content ---


def entry(**keys: object) -> dict[str, object]:
    return {"id": "z", "name": "Z", **keys}


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ({"ziele": [{"id": "z"}]}, "ziele[1] (z), Zeile "),
        ({"ziele": [{"id": "z"}]}, "Es fehlt „name“"),
        ({"ziele": [entry(ziel="x")]}, "Den Schlüssel „ziel“ gibt es nicht"),
        ({"ziele": [entry(handlungsfelde=[])]}, "Meinten Sie „handlungsfelder“?"),
        ({"zile": []}, "Kopf der Datei: Den Schlüssel „zile“ gibt es nicht. Meinten Sie „ziele“?"),
        ({"ziele": {}}, "„ziele“ muss eine Liste"),
        ({"ziele": [3]}, "Hier muss ein Eintrag"),
        ({"titel": 3}, "„titel“ muss ein Text"),
        ({"titel": "  "}, "„titel“ ist leer"),
        ({"titel": "x" * 501}, "zu lang"),
        ({"stand": "2026-02-30"}, "kein Tag des Kalenders"),
        ({"kennung": "Muster Stadt"}, "Möglich wäre „muster-stadt“"),
        ({"kennung": "!!!"}, "darf nur kleine Buchstaben"),
        (
            {"verbund": {"name": "V", "gegruendet": "13/1997"}},
            "verbund: „13/1997“ unter „gegruendet“ ist kein Datum",
        ),
        ({"massnahmen": [entry(zeitraum="2021/2019")]}, "kein Zeitraum"),
        (
            {"massnahmen": [entry(umsetzungsstand="fertig")]},
            "Möglich: vorgeschlagen, beschlossen, in-umsetzung",
        ),
        (
            {"ziele": [entry(quellen=["http://a b.de"])]},
            "„http://a b.de“ unter „quellen[1]“ ist keine Webadresse",
        ),
        ({"ziele": [entry(quellen=["javascript:alert(1)"])]}, "keine Webadresse"),
        ({"ziele": [entry(quellen=["https://"])]}, "keine Webadresse"),
        ({"ziele": [entry(wortlaut="ja")]}, "true oder false"),
        ({"ziele": [entry(abgeleitet=["name"])]}, "„name“ kann hier nicht unter „abgeleitet“ stehen"),
        ({"ziele": [entry(abgeleitet=["orte"])]}, "„abgeleitet“ nennt „orte“, aber dort steht nichts"),
        ({"orte": [entry()]}, "Es fehlt „art“ oder „ags“"),
        ({"orte": [entry(ags="1607")]}, "acht Ziffern"),
        ({"orte": [entry(ags=16073076)]}, "„ags“ muss ein Text"),
        ({"orte": [entry(ags="16073076", art="landkreis")]}, "passt nicht zur Art „landkreis“"),
        ({"orte": [entry(art="standort", breite=50.1)]}, "gehören zusammen"),
        ({"orte": [entry(art="standort", breite=500.1, laenge=1)]}, "keinen möglichen Wert"),
        ({"orte": [entry(art="standort", breite="50,1", laenge=1)]}, "Dezimalpunkt"),
        (
            {"orte": [entry(art="standort", einwohner=[{"anzahl": "1", "stand": "2010"}])]},
            "„einwohner[1].anzahl“ muss eine ganze",
        ),
        ({"ziele": [entry(id="radnetz")]}, "schon bei ziele[1] (radnetz) vergeben"),
        ({"ziele": [entry(id="verbund")]}, "für den Verbund selbst vergeben"),
        ({"orte": [entry(ags="16073076"), entry(id="y", ags="16073076")]}, "steht schon bei orte[1] (z)"),
        (
            {"organisationen": [entry(webseite="https://a.de"), entry(id="y", webseite="https://A.de/")]},
            "beide würden zu einem Eintrag",
        ),
        ({"ziele": [entry(orte=["rudolstatt"])]}, "Meinten Sie „rudolstadt“?"),
        ({"ziele": [entry(orte=["qqqqqq"])]}, "einen Eintrag mit dieser Kennung gibt es nicht."),
        ({"ziele": [entry(orte=["musterland/qqqqqq"])]}, "einen Eintrag mit dieser Kennung gibt es nicht."),
        ({"ziele": [entry(orte=["mobilitaet"])]}, "(Art: handlungsfeld); erwartet wird: ort"),
        ({"ziele": [entry(orte=["andere/ziel/x"])]}, "(Art: ziel); erwartet wird: ort"),
        ({"ziele": [entry(orte=["andere/ortt/x"])]}, "Meinten Sie „ort“?"),
        ({"ziele": [entry(orte=["andere/qqqq/x"])]}, "die Art „qqqq“ gibt es nicht. Möglich: "),
        ({"ziele": [entry(orte=["Bad Ort"])]}, "das ist kein Verweis"),
        ({"ziele": [entry(orte=["a/b/c/d"])]}, "das ist kein Verweis"),
        ({"ziele": [entry(orte=["ags:123"])]}, "nach „ags:“"),
        ({"ziele": [entry(orte=["url:https://a.de"])]}, "nur für eine Organisation"),
        (
            {"beziehungen": [{"von": "radnetz", "nach": "andere/netz", "art": "vergleichbar"}]},
            "„andere/ziel/netz“",
        ),
        ({"ideen": [entry(geaeussert_in=["seite/abc"])]}, "mit seiner Nummer"),
        (
            {"ziele": [entry(teil_von="y"), entry(id="y", teil_von="musterland/z")]},
            "läuft im Kreis: z → y → z",
        ),
    ],
)
def test_a_fault_is_told_with_its_place(keys: dict[str, object], sentence: str) -> None:
    error = refusal(as_source(changed(**keys)))
    assert isinstance(error, ValidationError)
    assert any(sentence in finding.text("de") for finding in error.findings)
    assert all(finding.text("en") != finding.text("de") for finding in error.findings)


def test_every_fault_is_among_the_findings() -> None:
    value = changed(ziele=[entry(orte=["a-b", "c-d"], plan="e-f")])
    with pytest.raises(ValidationError) as caught:
        read(value)
    error = caught.value
    assert len(error.findings) == 5  # three of the goal, and measure and idea have lost theirs
    assert str(error.findings[0]) in str(error)
    assert "(und 4 weitere)" in str(error)
    assert "(and 4 more)" in error.text("en")
    assert "under “plan”" in " ".join(finding.text("en") for finding in error.findings)


@pytest.mark.parametrize(
    "goals",
    [
        [entry(id=f"z{number}", orte=[f"ort-{number}"]) for number in range(5_000)],
        [entry(id=f"z{number}", ortte=[], **{"x" * 5_000: 1}) for number in range(2_000)],
    ],
)
def test_thousands_of_faults_are_counted_quickly(goals: list[dict[str, object]]) -> None:
    places = [{"id": f"platz-{number}", "name": "Platz", "art": "standort"} for number in range(5_000)]
    begin = time.process_time()
    error = refusal(as_source(changed(ziele=goals, orte=places)))
    assert isinstance(error, ValidationError)
    assert len(error.findings) == 200
    assert int(re.search(r"und (\d+) weitere", str(error))[1]) >= 3_999  # type: ignore[index]
    assert time.process_time() - begin < 5


def test_a_circle_over_another_register_is_none() -> None:
    value = changed(ziele=[entry(id="radwege", teil_von="andere/radwege")])
    assert only(Goal, read(value)).parent == Ref(Kind.GOAL, "andere/radwege")


# --- nothing but our own errors ever comes out ---

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def _places(value: object) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        found.append((value, key))
        found.extend(_places(item))
    return found


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_mutation_escapes_as_another_error(data: st.DataObject) -> None:
    value = copy.deepcopy(REGISTER)
    for _ in range(data.draw(st.integers(1, 3))):
        holder, key = data.draw(st.sampled_from(_places(value)))
        holder[key] = data.draw(
            JSON | st.sampled_from(["radwege", "a/b", "a/ort/b", "ags:1", "url:x", "", "2026"])
        )
    error = refusal(SourceFile("x.json", json.dumps(value).encode()))
    assert error is None or (str(error) and error.text("en"))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60), st.integers(0, 3000), st.integers(0, 40))
def test_no_torn_bytes_escape_as_another_error(noise: bytes, position: int, gap: int) -> None:
    data = json.dumps(REGISTER).encode()
    torn = data[:position] + noise + data[position + gap :]
    source = SourceFile("x.json", torn)
    assert READER.recognises(source) in (True, False)
    error = refusal(source)
    assert error is None or (str(error) and error.text("en"))


# --- schema and documentation ---


def test_the_published_schema_is_current_and_valid() -> None:
    assert (FORMATS / "planungsregister.schema.json").read_text(encoding="utf-8") == schema_text()
    jsonschema.Draft202012Validator.check_schema(json_schema())


def test_the_schema_agrees_with_the_reader() -> None:
    validator = jsonschema.Draft202012Validator(json_schema())
    assert list(validator.iter_errors(REGISTER)) == []
    for wrong in (
        changed(foo=1),
        changed(stand="heute"),
        changed(ziele=[{"id": "A B", "name": "x"}]),
        changed(titel=""),
    ):
        assert list(validator.iter_errors(wrong))


def _code_blocks(info: str) -> list[str]:
    page = (FORMATS / "planungsregister.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{info}\n(.*?)^```$", page, flags=re.MULTILINE | re.DOTALL)


def test_the_documented_registers_are_valid() -> None:
    blocks = _code_blocks("json")
    assert len(blocks) == 4
    validator = jsonschema.Draft202012Validator(json_schema())
    for block in blocks:
        assert read(block.encode()).records
        assert list(validator.iter_errors(json.loads(block))) == []


def test_the_documented_note_is_valid(tmp_path: Path) -> None:
    (block,) = _code_blocks("json quelle")
    (tmp_path / "seite.txt.quelle.json").write_text(block, encoding="utf-8")
    note = load_source_note(tmp_path / "seite.txt")
    assert note is not None
    assert note.correspondence("unbekannt", "-  radwege AUSBAUEN") == Ref(Kind.GOAL, "musterstadt/radwege")
    assert note.process == Ref(Kind.PROCESS, "musterstadt/online-beteiligung")


def test_every_key_and_sentence_is_documented_in_both_languages() -> None:
    page = (FORMATS / "planungsregister.md").read_text(encoding="utf-8")
    definitions = json_schema()["$defs"].values()
    keys = {key for part in (json_schema(), *definitions) for key in part["properties"]} - {
        "anzahl",
        "prognose",
    }
    assert [key for key in sorted(keys) if key not in page] == []
    for name, sentences in catalogue().items():
        if name.startswith("register."):
            assert set(sentences) == {"de", "en"}, name


# --- the note beside a source ---


def test_a_source_without_a_note_has_none(tmp_path: Path) -> None:
    assert load_source_note(tmp_path / "seite.txt") is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"kennung": "a"', "seite.txt.quelle.json ist nicht lesbar: Die Datei bricht"),
        ('{"kennung": "a"}', "Es fehlt „titel“"),
        ('{"kennung": "a", "titel": "A", "lizens": "x"}', "Meinten Sie „lizenz“?"),
        ('{"kennung": "a", "titel": "A", "plan": "rek"}', "Unter „plan“ steht „rek“"),
        ('{"kennung": "a", "titel": "A", "plan": "b/ziel/rek"}', "erwartet wird: plan"),
        ('{"kennung": "a", "titel": "A", "entsprechungen": {"Ziel": "b/rek"}}', "hier gehört die Art dazu"),
        ('{"kennung": "a", "titel": "A", "plan": "x", "beteiligung": "y"}', "(und 1 weitere)"),
    ],
)
def test_a_faulty_note_is_told_with_its_name(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "seite.txt.quelle.json").write_text(text, encoding="utf-8")
    with pytest.raises(QuerbezugError) as caught:
        load_source_note(tmp_path / "seite.txt")
    assert "seite.txt.quelle.json" in str(caught.value)
    assert sentence in str(caught.value)
    assert caught.value.text("en") != str(caught.value)
