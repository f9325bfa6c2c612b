"""Schema, documentation and the note beside a source agree with the reader."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
from graph.register_making import FORMATS, REGISTER, changed, read

from querbezug.graph.errors import QuerbezugError
from querbezug.graph.readers.planning_register.schema import json_schema, schema_text
from querbezug.graph.readers.source_note import load_source_note
from querbezug.graph.records import (
    Kind,
    Ref,
)
from querbezug.ontology.strings import catalogue

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
