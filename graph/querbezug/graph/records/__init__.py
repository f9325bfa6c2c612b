"""What readers hand out: typed records, knowing nothing of RDF.

A record refers to another thing by a :class:`Ref`, never by an IRI. How a reference becomes an
IRI is the business of :mod:`querbezug.graph.identity`.
"""

from __future__ import annotations

from querbezug.graph.records.actors import Cooperation, Organisation, Place, PopulationFigure
from querbezug.graph.records.base import Kind, Origin, PlaceKind, Record, Ref, RelationKind
from querbezug.graph.records.contributions import Comment, Example, Idea, Process, Response
from querbezug.graph.records.council import Decision, Paper
from querbezug.graph.records.planning import Goal, Measure, PlanDocument, StatusReport, Theme
from querbezug.graph.records.statements import Relation, Statement

AnyRecord = (
    Theme
    | Goal
    | Measure
    | StatusReport
    | Place
    | Cooperation
    | Organisation
    | PlanDocument
    | Process
    | Idea
    | Example
    | Comment
    | Response
    | Paper
    | Decision
    | Relation
    | Statement
)

__all__ = [
    "AnyRecord",
    "Comment",
    "Cooperation",
    "Decision",
    "Example",
    "Goal",
    "Idea",
    "Kind",
    "Measure",
    "Organisation",
    "Origin",
    "Paper",
    "Place",
    "PlaceKind",
    "PlanDocument",
    "PopulationFigure",
    "Process",
    "Record",
    "Ref",
    "Relation",
    "RelationKind",
    "Response",
    "Statement",
    "StatusReport",
    "Theme",
]
