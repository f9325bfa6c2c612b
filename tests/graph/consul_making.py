"""Exports of CONSUL Democracy with the fields that the platform writes, in short."""

from __future__ import annotations

import json
from collections.abc import Sequence

from querbezug.graph.readers.base import ReadOptions, ReadResult, SourceFile, collect
from querbezug.graph.readers.consul import ConsulJsonReader, ConsulTableReader
from querbezug.graph.records import (
    Kind,
    Ref,
)

READERS = (ConsulJsonReader(), ConsulTableReader())
KEY = "vorschlaege"

Json = dict[str, object]


def edges(*nodes: Json, more: bool = False) -> Json:
    return {
        "pageInfo": {"hasNextPage": more, "endCursor": "MjU"},
        "edges": [{"node": node} for node in nodes],
    }


def comment(number: int, body: str, ancestry: str | None = None) -> Json:
    return {
        "id": number,
        "body": body,
        "created_at": "2018-02-01 09:00:00 +0100",
        "ancestry": ancestry,
        "commentable_id": 12,
        "commentable_type": "Proposal",
        "cached_votes_up": 2,
        "cached_votes_down": 1,
        "public_author": {"id": 5, "username": "paula_geheim"},
    }


COMMENTS = (comment(101, "Ja, bitte."), comment(102, "Nein.", "101"), comment(103, "Doch.", "101/102"))
PROPOSAL: Json = {
    "id": 12,
    "title": "Mehr Bänke",
    "summary": "Sitzen für alle.",
    "description": "<p>Am Markt fehlen B&auml;nke.</p>",
    "created_at": "2018-01-17 16:12:40 UTC",
    "external_url": "https://example.org/plan",
    "video_url": "",
    "cached_votes_up": 41,
    "comments_count": 3,
    "geozone_id": 3,
    "geozone": {"id": 3, "name": "Nordstadt"},
    "retired_at": None,
    "tags": edges({"id": 1, "name": "Sitzen", "kind": "category"}, {"id": 2, "name": "Markt", "kind": None}),
    "comments": edges(*COMMENTS),
    "public_author": {"id": 5, "username": "paula_geheim"},
}
DEBATE: Json = {"id": 12, "title": "Wie weiter?", "description": "Reden wir.", "cached_votes_down": 4}


def answer(**connections: object) -> bytes:
    return json.dumps({"data": connections}, ensure_ascii=False).encode()


def source(data: bytes, name: str = f"{KEY}.json") -> SourceFile:
    return SourceFile(name, data)


def read(data: bytes, name: str = f"{KEY}.json") -> ReadResult:
    return read_file(source(data, name))


def read_file(file: SourceFile) -> ReadResult:
    reader = next(reader for reader in READERS if reader.recognises(file))
    return collect(reader.read(file, ReadOptions()))


def only(result: ReadResult, kind: type) -> list:
    return [record for record in result.records if isinstance(record, kind)]


def keys(result: ReadResult) -> list[str]:
    return [notice.message.key for notice in result.notices]


def csv_of(*rows: Sequence[object]) -> bytes:
    lines = (";".join(f'"{"" if cell is None else cell}"' for cell in row) for row in rows)
    return "\n".join(lines).encode()


def thing(kind: Kind, key: str) -> Ref:
    return Ref(kind, f"{KEY}/{key}")


MADRID = (
    ("id", "title", "description", "cached_votes_up", "created_at", "retired_at"),
    (1, "Billete único", "<p>Un <b>solo</b> billete.</p>", 3210, "15/09/2015", None),
    (2, "Sombra", "<p>Más árboles.</p>", 12, "07/08/2016", "01/02/2017"),
)
GERMAN = (
    *(
        "ID",
        "Titel",
        "Beschreibung",
        "Administrator",
        "Begutachter/in",
        "Bewertungsgruppe",
        "Rahmenbedingungen",
    ),
    *("Durchführbarkeit", "Bew. Fin.", "Erklärung zur Undurchführbarkeit", "Ausgewählt"),
    *("Den Begutachtern/Begutachterinnen zeigen", "Benutzer*innenname des/der Verfasser*in"),
)
ENGLISH = (
    *("ID", "Title", "Description", "Administrator", "Valuator", "Valuation Group", "Scope of operation"),
    *(
        "Feasibility",
        "Val. Fin.",
        "Unfeasibility explanation",
        "Selected",
        "Show to valuators",
        "Author username",
    ),
)
SPANISH = (
    *(
        "ID",
        "Título",
        "Descripción",
        "Administrador",
        "Evaluador",
        "Grupos evaluadores",
        "Ámbito de actuación",
    ),
    *(
        "Viabilidad",
        "Ev. Fin.",
        "Informe de inviabilidad",
        "Seleccionado",
        "Mostrar a evaluadores",
        "Usuario autor",
    ),
)
WORDS = {
    GERMAN: ("Durchführbar (1.000 €)", "Undurchführbar", "Ja", "Nein"),
    ENGLISH: ("Feasible (€1,000)", "Unfeasible", "Yes", "No"),
    SPANISH: ("Viable (1.000 €)", "Inviable", "Sí", "No"),
}
