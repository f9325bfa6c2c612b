"""The JSON Schema of the format, for editors that check while one types.

``python -m querbezug.graph.readers.planning_register.schema`` writes it to standard output;
``docs/formats/planungsregister.schema.json`` is that output.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from querbezug.graph.readers.planning_register import content, frame
from querbezug.graph.readers.planning_register.entry import Stated
from querbezug.graph.readers.planning_register.model import VERSION, PlanningRegister
from querbezug.ontology.iris import slugify
from querbezug.ontology.strings import catalogue, text

IDENTIFIER = f"https://w3id.org/querbezug/formats/planungsregister-{VERSION}.schema.json"


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema with German titles and descriptions."""
    schema = PlanningRegister.model_json_schema()
    for part in (schema, *schema["$defs"].values()):
        _describe(part)
    for name, keys in _inferable().items():
        schema["$defs"][name]["properties"]["abgeleitet"]["items"] = {"enum": keys}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": IDENTIFIER, **schema}


def _inferable() -> dict[str, list[str]]:
    """Return for each class of entries the keys that may stand under ``abgeleitet``."""
    classes = [cls for module in (content, frame) for cls in vars(module).values() if isinstance(cls, type)]
    entries = [cls for cls in classes if issubclass(cls, Stated) and cls.model_config.get("title")]
    return {cls.__name__: sorted(cls.keys) for cls in entries}


def schema_text() -> str:
    """Return the schema as it is published."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def _describe(part: dict[str, Any]) -> None:
    """Put the catalogue's sentences in place of the names and docstrings of the classes."""
    owner = slugify(part["title"])
    part["description"] = text(f"register.object_{owner}")
    for key, value in part["properties"].items():
        name = key.removeprefix("$")
        value["title"] = _sentence(f"title_{name}") or name.replace("_", " ").capitalize()
        described = _sentence(f"key_{owner}_{name}") or text(f"register.key_{name}")
        value["description"] = described


def _sentence(name: str) -> str | None:
    key = f"register.{name}"
    return text(key) if key in catalogue() else None


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(schema_text())
