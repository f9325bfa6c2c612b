"""Small stores for the tests: from files, from comments, from records written by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox

from querbezug.graph.export import dump
from querbezug.graph.identity import Identity
from querbezug.graph.ledger import Ledger
from querbezug.graph.links.linking import link_all
from querbezug.graph.load_report import LoadOptions, LoadReport
from querbezug.graph.loading import load
from querbezug.graph.mapping import MappedSource, map_source
from querbezug.graph.official import official_triples
from querbezug.graph.readers.base import ReadOptions, ReadResult, SourceInfo
from querbezug.graph.records import AnyRecord
from querbezug.graph.statements import InMemory
from querbezug.graph.store import ReadStore, Snapshot, WriteStore
from querbezug.ontology.iris import IriMinter
from querbezug.ontology.terms import PREFIXES

BASE = "https://w3id.org/querbezug"
EXAMPLES = Path(__file__).parents[2] / "examples"
SEED_PAGE = EXAMPLES / "saalebogen" / "beteiligung-digitalisierung.txt"
FILES = (*sorted(EXAMPLES.glob("*/planungsregister.json")), SEED_PAGE)

HEADING = "Querschnittsthema Digitalisierung"
GOAL = "Gemeinsame digitale Systeme aufbauen"
COMMENTS = ("Das ist ein guter Ansatz.", "Wer bezahlt das alles?", "Die Schulen brauchen es zuerst.")


def thing(kind: str, slug: str) -> str:
    """Return the IRI of a thing under the default base."""
    return f"{BASE}/id/{kind}/{slug}"


def write_page(path: Path, comments: Sequence[str] = COMMENTS) -> Path:
    """Write a participation page as the platform shows it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    facets = ["- Handlungsfeld", "- Querschnittsthemen", "- Thema", "- Ort", "-"]
    lines = [*facets, HEADING, f"- {GOAL}", "Querschnittsthemen", *comments]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def load_files(store: Path, *files: Path, options: ReadOptions | None = None) -> LoadReport:
    """Load ``files`` as the command line does."""
    with WriteStore(store) as target:
        return load(files, target, LoadOptions(read=options or ReadOptions()))


def snapshot_of(store: Path) -> Snapshot:
    """Return the state of the store on disk."""
    return ReadStore(store).snapshot()


def dumped(snapshot: Snapshot, format_name: str = "ntriples") -> bytes:
    """Return the whole dump."""
    return b"".join(dump(snapshot, format_name))


def dump_of(store: Path, format_name: str = "ntriples") -> bytes:
    """Return the whole dump of the store on disk."""
    return dumped(snapshot_of(store), format_name)


def rows(snapshot: Snapshot, query: str) -> list[tuple[str | None, ...]]:
    """Return the rows of a SELECT query as plain text."""
    solutions = snapshot.store.query(query, prefixes=dict(PREFIXES))
    assert isinstance(solutions, ox.QuerySolutions)
    return [tuple(_text(value) for value in solution) for solution in solutions]


def _text(value: object) -> str | None:
    return value.value if isinstance(value, ox.NamedNode | ox.Literal) else None


def comments(snapshot: Snapshot) -> dict[str, str]:
    """Return IRI and wording of each comment, in the order of the page."""
    query = "SELECT ?c ?t { ?c a quer:Comment ; quer:verbatimText ?t ; quer:sequence ?n } ORDER BY ?n"
    return {str(iri): str(wording) for iri, wording in rows(snapshot, query)}


def identity() -> Identity:
    """Return an identity with an empty memory."""
    return Identity(IriMinter(BASE), Ledger(ox.Store()), "salt")


def source_info(key: str = "probe", **changes: str) -> SourceInfo:
    """Return what a reader would say of a source called ``key``."""
    known = {"title": key, "file_name": f"{key}.json", "sha256": "0" * 64, "reader": "test"}
    return SourceInfo(key=key, reader_version="1", **{**known, **changes})


def mapped(*records: AnyRecord, key: str = "probe", by: Identity | None = None) -> MappedSource:
    """Turn records written by hand into triples."""
    return map_source(ReadResult(source_info(key), records), by or identity())


def store_of(store: Path, *records: AnyRecord, linked: bool = False) -> Snapshot:
    """Store records written by hand, with what the official register says, and return the state."""
    with WriteStore(store) as target:
        by = Identity(target.layout.minter, Ledger(target.raw), target.salt)
        stated = mapped(*records, by=by).triples
        found = frozenset(link_all(InMemory(stated), by)) if linked else frozenset[ox.Triple]()
        graphs = {
            target.layout.source("probe"): stated,
            target.layout.links: found,
            target.layout.gazetteer: official_triples(by, InMemory(stated), InMemory(found)),
        }
        target.commit(graphs, ledger=by.ledger.entries())
    return snapshot_of(store)


def triples_about(triples: frozenset[ox.Triple], iri: str) -> Iterator[ox.Triple]:
    """Yield the triples with the subject ``iri``."""
    return (triple for triple in triples if triple.subject == ox.NamedNode(iri))
