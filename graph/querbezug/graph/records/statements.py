"""What is stated of things that other sources may describe."""

from __future__ import annotations

from dataclasses import dataclass

from querbezug.graph.records.base import Record, Ref, RelationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Record):
    """A tie between two things that belong to different plans or regions."""

    relation: RelationKind
    subject: Ref
    object: Ref


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of an RDF source, as it stands there.

    Attributes
    ----------
    subject, predicate : str
        Absolute IRIs.
    value : str
        An absolute IRI if ``is_iri``, else the lexical form of a literal.
    language, datatype : str or None
        Of a literal; at most one of them. Without either it is a plain string.
    line : int or None
        Where it stands, in formats that have lines.
    """

    subject: str
    predicate: str
    value: str
    is_iri: bool = False
    language: str | None = None
    datatype: str | None = None
    line: int | None = None
