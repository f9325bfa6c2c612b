"""The note beside a source: its schema, its page, and the notes that ship."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from querbezug.graph.readers.source_note import SourceNoteFile, load_source_note
from querbezug.graph.readers.source_note_schema import json_schema, schema_text

ROOT = Path(__file__).parents[2]
FORMATS = ROOT / "docs" / "formats"
NOTES = sorted((ROOT / "examples").rglob("*.quelle.json"))
PAGE = (FORMATS / "quellenangabe.md").read_text(encoding="utf-8")


def test_the_published_schema_is_the_one_of_the_code() -> None:
    assert (FORMATS / "quellenangabe.schema.json").read_text(encoding="utf-8") == schema_text()


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.parent.name)
def test_the_notes_that_ship_keep_the_schema_and_name_their_rights(path: Path) -> None:
    value = json.loads(path.read_text(encoding="utf-8"))
    assert list(jsonschema.Draft202012Validator(json_schema()).iter_errors(value)) == []
    note = load_source_note(path.with_name(path.name.removesuffix(".quelle.json")))
    assert note is not None
    assert note.license or note.rights


@pytest.mark.parametrize("key", SourceNoteFile.model_fields)
def test_each_key_is_in_the_table_of_the_page(key: str) -> None:
    assert f"| `{key}` |" in PAGE


def test_the_example_on_the_page_can_be_used(tmp_path: Path) -> None:
    (example,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "vorschlaege.csv.quelle.json").write_text(example, encoding="utf-8")
    note = load_source_note(tmp_path / "vorschlaege.csv")
    assert note is not None
    assert note.municipality is not None
    assert list(jsonschema.Draft202012Validator(json_schema()).iter_errors(json.loads(example))) == []


@pytest.mark.parametrize(
    "change",
    [{"kennung": "Groß und klein"}, {"gemeinde": "053"}, {"gemeide": "05314000"}, {"plattform": "bonn"}],
)
def test_the_schema_refuses_what_the_reader_refuses(change: dict[str, str]) -> None:
    value = {"kennung": "probe", "titel": "Probe", **change}
    assert list(jsonschema.Draft202012Validator(json_schema()).iter_errors(value))
