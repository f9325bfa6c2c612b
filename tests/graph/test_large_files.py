"""What is larger than memory allows is recognised by its beginning, and streamed or refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from querbezug.graph.errors import SourceError
from querbezug.graph.readers import READERS, base, reader_for
from querbezug.graph.readers.base import Reader, ReadOptions, SourceFile

LIMIT = 2_000
LINES = [f"{n};Vorschlag {n};Mehr Bänke an der Straße" for n in range(200)]
FILES = {
    "liste.csv": "\n".join(["id;titel;text", *LINES]),
    "liste.json": json.dumps([{"id": n, "name": f"Vorschlag {n}"} for n in range(200)]),
    "baum.json": json.dumps({"children": [{"id": n, "name": f"Vorschlag {n}"} for n in range(200)]}),
    "seite.txt": "\n".join(["Querschnittsthema Digitalisierung", *LINES]),
    "seite.html": f"<!doctype html><title>Seite</title><p>{'<p>'.join(LINES)}",
    "graph.nt": "\n".join(f'<http://a.example/{n}> <http://a.example/p> "{n}" .' for n in range(200)),
}


@pytest.fixture(params=FILES)
def large(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SourceFile:
    """A file beyond the limit of what is taken into memory at once."""
    monkeypatch.setattr(base, "WHOLE_LIMIT", LIMIT)
    path = tmp_path / request.param
    path.write_text(FILES[request.param], encoding="utf-8")
    assert path.stat().st_size > LIMIT
    return SourceFile.from_path(path)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_no_reader_stumbles_over_the_size(large: SourceFile, reader: Reader) -> None:
    assert reader.recognises(large) in {True, False}


def test_tables_and_lines_of_statements_are_found_whatever_their_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "WHOLE_LIMIT", LIMIT)
    for name, expected in (("liste.csv", "tabelle"), ("liste.json", "tabelle"), ("graph.nt", "rdf")):
        (tmp_path / name).write_text(FILES[name], encoding="utf-8")
        assert reader_for(SourceFile.from_path(tmp_path / name)).name == expected


def test_a_register_beyond_the_limit_is_refused_as_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "WHOLE_LIMIT", LIMIT)
    path = tmp_path / "register.json"
    register = {"format": "planungsregister", "version": "1", "kennung": "x", "titel": "y" * LIMIT}
    path.write_text(json.dumps(register), encoding="utf-8")
    source = SourceFile.from_path(path)
    reader = reader_for(source)
    assert reader.name == "planungsregister"
    with pytest.raises(SourceError) as caught:
        reader.read(source, ReadOptions())
    assert caught.value.message.key == "reading.too-large"
