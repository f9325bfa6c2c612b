"""Reports of loading, for people and for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from querbezug.api.settings import preferred_language
from querbezug.graph.load_report import LoadReport
from querbezug.graph.readers.base import Notice
from querbezug.ontology.resources import labels
from querbezug.ontology.terms import ORG, QUER

_CLASS_OF = {"Organisation": ORG.Organization, "Organization": ORG.Organization}
_RECORD_CLASS = {
    "Example": "ReferenceExample",
    "Process": "ParticipationProcess",
    "Cooperation": "InterMunicipalCooperation",
}


def class_name(name: str) -> str:
    """Return what a class or record type is called in the interface."""
    name = _RECORD_CLASS.get(name, name)
    iri = str(_CLASS_OF.get(name) or f"{QUER._NS}{name}")
    return labels().label(iri, preferred_language()) or name


def changes_text(counts: Mapping[str, int]) -> str:
    """Return counts by class as one line: ``16 × Kommentar, 1 × Ziel``."""
    return ", ".join(f"{count} × {class_name(name)}" for name, count in counts.items())


def notice_data(notice: Notice) -> dict[str, Any]:
    """Return a notice as plain data; it never holds what was masked."""
    return {
        "line": notice.line,
        "row": notice.row,
        "path": notice.path,
        "field": notice.field,
        "leftOut": notice.left_out,
        "personal": notice.personal,
        "message": notice.message.text(preferred_language()),
    }


def report_data(report: LoadReport) -> dict[str, Any]:
    """Return a load report as plain data."""
    lang = preferred_language()
    return {
        "added": report.added,
        "removed": report.removed,
        "links": report.links,
        "sources": [
            {
                "file": source.file_name,
                "key": source.key,
                "title": source.title,
                "reader": source.reader,
                "sameAs": source.same_as,
                "now": dict(source.changes.now),
                "came": dict(source.changes.came),
                "went": dict(source.changes.went),
                "changed": dict(source.changes.changed),
                "records": source.records,
                "leftOut": source.left_out,
                "personal": source.personal,
                "noticeCount": source.notice_count,
                "notices": [notice_data(notice) for notice in source.notices],
                "warnings": [{"rule": w.rule, "message": w.message.text(lang)} for w in source.warnings],
            }
            for source in report.sources
        ],
    }
