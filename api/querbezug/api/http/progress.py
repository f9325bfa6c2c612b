"""From the reports on a measure to the models of how far it has come."""

from __future__ import annotations

from querbezug.api.http.names import Names
from querbezug.api.http.service import Service
from querbezug.api.page_models import Part, ReportEntry
from querbezug.graph.progress import reports as reports_on
from querbezug.ontology.terms import DCTERMS

_DEEPEST = 4


def reports(service: Service, names: Names, iri: str) -> tuple[ReportEntry, ...]:
    """Return the reports on a measure, oldest first."""
    return tuple(
        ReportEntry(
            href=names.href(report.iri),
            period=report.period or _heading(report.label, names.label(iri)),
            text=report.text,
            status=names.status(report.status) if report.status else None,
            mark=report.mark,
        )
        for report in reports_on(service.snapshot(), iri)
    )


def _heading(label: str, measure: str) -> str:
    """Return what a report without a period is called, without the name of its measure."""
    short = label.removesuffix(measure).rstrip(" :")
    return short[:1].upper() + short[1:] if short else label


def parts(service: Service, names: Names, iri: str, depth: int = 0) -> tuple[Part, ...]:
    """Return the measures that are part of a measure, with their own parts."""
    if depth >= _DEEPEST:
        return ()
    catalogue = service.catalogue()
    index = names.projection.index
    found = [each for each in names.facts.subjects(DCTERMS.isPartOf, iri) if names.kind(each) == "measure"]
    return tuple(
        Part(
            names.link(each),
            names.status(catalogue.statuses.get(index[each], "")),
            parts(service, names, each, depth + 1),
        )
        for each in sorted(found, key=lambda each: (names.label(each), each))
    )
