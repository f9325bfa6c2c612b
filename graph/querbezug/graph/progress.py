"""How far a measure has come: the reports on it, oldest first."""

from __future__ import annotations

from dataclasses import dataclass

from querbezug.graph.facts import Facts, first
from querbezug.graph.store.reading import Snapshot
from querbezug.ontology.terms import QUER, RDFS


@dataclass(frozen=True, slots=True)
class Report:
    """A status report.

    Attributes
    ----------
    period : str
        What it covers; empty for what was planned at the beginning.
    status : str
        Code of ``measure-status``, or empty.
    mark : str
        The source's own mark, such as the colour of a traffic light.
    """

    iri: str
    label: str
    text: str
    period: str = ""
    status: str = ""
    mark: str = ""


def reports(snapshot: Snapshot, measure: str) -> tuple[Report, ...]:
    """Return the reports on ``measure``: those without a period, then by period."""
    facts = Facts(snapshot)
    found = [_report(facts, iri) for iri in facts.subjects(QUER.reportsOn, measure)]
    return tuple(sorted(found, key=lambda report: (report.period, report.label, report.iri)))


def status(snapshot: Snapshot, iri: str) -> str:
    """Return the code of ``measure-status`` that ``iri`` has, or nothing."""
    return _code(Facts(snapshot).value(iri, QUER.measureStatus) or "")


def _report(facts: Facts, iri: str) -> Report:
    own = facts.own(iri)
    return Report(
        iri=iri,
        label=first(own, RDFS.label),
        text=first(own, QUER.verbatimText),
        period=first(own, QUER.period),
        status=_code(first(own, QUER.measureStatus)),
        mark=first(own, QUER.reportedStatus),
    )


def _code(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]
