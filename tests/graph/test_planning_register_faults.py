"""What can be wrong with a Planungsregister is said in one sentence, and nothing else escapes."""

from __future__ import annotations

import copy
import json
import re
import time
from typing import Any

import pytest
from graph.register_making import READER, REGISTER, as_source, changed, only, read, refusal
from hypothesis import given, settings
from hypothesis import strategies as st

from querbezug.graph.errors import SourceError, ValidationError
from querbezug.graph.readers.base import ReadOptions, SourceFile
from querbezug.graph.records import (
    Goal,
    Kind,
    Ref,
)

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
    with pytest.raises(SourceError, match="größer als 50 MB"):
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
