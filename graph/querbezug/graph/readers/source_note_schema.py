"""The JSON Schema of the note beside a source, for editors that check while one types.

``python -m querbezug.graph.readers.source_note_schema`` writes it to standard output;
``docs/formats/quellenangabe.schema.json`` is that output.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from querbezug.graph.readers.source_note import SourceNoteFile
from querbezug.ontology.strings import text

IDENTIFIER = "https://w3id.org/querbezug/formats/quellenangabe-1.schema.json"


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema with German descriptions."""
    schema = SourceNoteFile.model_json_schema()
    schema["description"] = text("note.object")
    for key, value in schema["properties"].items():
        value["description"] = text(f"note.key-{key}")
        value.pop("title", None)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": IDENTIFIER, **schema}


def schema_text() -> str:
    """Return the schema as it is published."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(schema_text())
