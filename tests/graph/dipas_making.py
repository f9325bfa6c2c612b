"""Exports of DIPAS, and what its readers make of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeVar

from querbezug.graph.readers.base import ReadOptions, ReadResult, SourceFile, collect
from querbezug.graph.readers.dipas import DipasCommentsReader, DipasContributionsReader, DipasLayerReader

SAMPLES = Path(__file__).parent / "samples" / "dipas"
READERS = (DipasLayerReader(), DipasContributionsReader(), DipasCommentsReader())
LAYER, CONTRIBUTIONS, COMMENTS = READERS
FILES = {path.name: path.read_bytes() for path in SAMPLES.iterdir()}
T = TypeVar("T")
ADDRESS = "https://platz.dipas.example"


def read(name: str, data: bytes | None = None) -> ReadResult:
    source = SourceFile(name, FILES[name] if data is None else data)
    (reader,) = [reader for reader in READERS if reader.recognises(source)]
    return collect(reader.read(source, ReadOptions()))


def read_with_note(folder: Path, name: str, **note: str) -> ReadResult:
    path = folder / name
    path.write_bytes(FILES[name])
    written = {"kennung": path.stem, "titel": "Unser Platz", **note}
    path.with_name(f"{name}.quelle.json").write_text(json.dumps(written), encoding="utf-8")
    (reader,) = [reader for reader in READERS if reader.recognises(SourceFile.from_path(path))]
    return collect(reader.read(SourceFile.from_path(path), ReadOptions()))


def of(kind: type[T], result: ReadResult) -> list[T]:
    return [item for item in result.records if isinstance(item, kind)]


def features(name: str = "beitraege.geojson") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(FILES[name])["features"]
    return found


def collection(*given: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": given}).encode()


def keys(result: ReadResult) -> list[str]:
    return [notice.message.key for notice in result.notices]
