"""The JSON Schema of mapping files, for editors that check while one types.

``python -m querbezug.graph.readers.generic_table.schema`` writes it to standard output;
``docs/formats/tabelle.schema.json`` is that output.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from querbezug.graph.readers.generic_table.model import COMMON_KEYS, OWN_KEYS, VERSION, TableMapping
from querbezug.ontology.strings import text

IDENTIFIER = f"https://w3id.org/querbezug/formats/tabelle-{VERSION}.schema.json"
_FIELD = {"$ref": "#/$defs/FieldMapping"}
_COLUMN = {"type": "string", "minLength": 1}


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema with German descriptions."""
    schema = TableMapping.model_json_schema()
    for part in (schema, *schema["$defs"].values()):
        for key, value in part["properties"].items():
            value["description"] = text(f"tables.key-{key}")
            value.pop("title", None)
    record = schema["$defs"]["RecordMapping"]
    for key, value in record["properties"].items():
        if "FieldMapping" in json.dumps(value):
            record["properties"][key] = _short_forms(value["description"])
    record["allOf"] = [_only_keys_of(art, keys) for art, keys in OWN_KEYS.items()]
    schema["description"] = text("tables.object-mapping")
    record["description"] = text("tables.object-record")
    schema["$defs"]["FieldMapping"]["description"] = text("tables.object-field")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": IDENTIFIER, **schema}


def schema_text() -> str:
    """Return the schema as it is published."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def _short_forms(description: str) -> dict[str, Any]:
    """Return what may stand under a key: a column, a field, or a list of these."""
    one = [_COLUMN, _FIELD]
    several = {"type": "array", "items": {"anyOf": one}, "minItems": 1, "maxItems": 200}
    return {"anyOf": [*one, several], "description": description}


def _only_keys_of(art: str, keys: frozenset[str]) -> dict[str, Any]:
    """Return the rule that a record of the kind ``art`` has no keys of other kinds."""
    names = {"enum": sorted(COMMON_KEYS | keys)}
    return {"if": {"properties": {"art": {"const": art}}}, "then": {"propertyNames": names}}


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(schema_text())
