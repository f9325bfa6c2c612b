"""Trees of a LocalZero monitoring, and what the reader makes of them."""

from __future__ import annotations

import json
from pathlib import Path

from querbezug.graph.readers.base import ReadOptions, ReadResult, SourceFile, collect
from querbezug.graph.readers.localzero import LocalZeroReader
from querbezug.graph.records import Kind, Ref

EXAMPLE = Path(__file__).parents[2] / "examples" / "mainz" / "task.json"
READER = LocalZeroReader()


def node(number: object, title: str, *children: object, **more: object) -> dict[str, object]:
    """Return a node with the keys of the platform, most of them empty."""
    return {
        "id": number,
        "city": 17,
        "children": list(children),
        "title": title,
        "teaser": "",
        "description": "",
        "planned_start": None,
        "planned_completion": None,
        "responsible_organ": "",
        "responsible_organ_explanation": "",
        "plan_assessment": "",
        "execution_status": 0,
        "execution_justification": "",
        "supporting_ngos": "",
        "execution_completion": None,
        "actual_start": None,
        "actual_completion": None,
        "internal_information": "",
        "slugs": f"seite-{number}",
        "numchild": len(children),
        **more,
    }


def read(*roots: object, data: bytes | None = None) -> ReadResult:
    content = json.dumps(list(roots)).encode() if data is None else data
    source = SourceFile("ort.json", content)
    assert READER.recognises(source)
    return collect(READER.read(source, ReadOptions()))


def ref(kind: Kind, number: int, *more: str) -> Ref:
    return Ref(kind, "-".join([f"ort/task-{number}", *more]))
