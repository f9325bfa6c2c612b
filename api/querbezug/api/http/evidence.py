"""The wording of a comment or an idea with what was found in it."""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph as ox

from querbezug.api.http.context import Paths
from querbezug.api.http.labels import local_name
from querbezug.api.http.names import Names
from querbezug.api.http.service import Service
from querbezug.api.page_models import Evidence, Link, Wording
from querbezug.graph.describe import Description
from querbezug.ontology.resources import labels
from querbezug.ontology.strings import Lang
from querbezug.ontology.terms import OA, PROV, QUER, RDF, RDFS

_SAYING = (QUER.stance, QUER.contributionFunction, OA.hasBody)

_RELATIONS = {
    str(QUER.ThemeAssignment): QUER.theme,
    str(QUER.StanceAssessment): QUER.stance,
    str(QUER.FunctionAssessment): QUER.contributionFunction,
    str(QUER.IdeaExpression): QUER.expressesIdea,
}


def wording(service: Service, found: Description, lang: Lang, paths: Paths) -> Wording | None:
    """Return the wording of a thing with what was found in it, or None where it has none."""
    own = {triple.predicate.value: triple.object for triple in found.own}
    text = own.get(str(QUER.verbatimText))
    label = own.get(str(RDFS.label))
    is_name = isinstance(label, ox.Literal) and isinstance(text, ox.Literal) and label.value == text.value
    if not isinstance(text, ox.Literal) or (is_name and not found.assessments):
        return None
    line, source = own.get(str(QUER.lineNumber)), own.get(str(PROV.hadPrimarySource))
    return Wording(
        text.value,
        int(line.value) if isinstance(line, ox.Literal) else None,
        Link(local_name(source.value), paths.href(source.value))
        if isinstance(source, ox.NamedNode)
        else None,
        tuple(sorted(_evidence(service, found, lang, paths), key=lambda e: (e.start, e.end, e.target.label))),
    )


def _evidence(service: Service, found: Description, lang: Lang, paths: Paths) -> list[Evidence]:
    assessments: dict[str, dict[str, str]] = defaultdict(dict)
    for triple in found.assessments:
        if isinstance(triple.object, ox.NamedNode | ox.Literal):
            assessments[str(triple.subject)][triple.predicate.value] = triple.object.value
    # A decision about an assessment names the same text and thing, but no method found it.
    return [
        _entry(service, iri, facts, lang, paths)
        for iri, facts in assessments.items()
        if str(QUER.method) in facts and _said(facts)
    ]


def _said(facts: dict[str, str]) -> str | None:
    """Return the thing or code that an assessment says is meant."""
    return next((facts[str(name)] for name in _SAYING if str(name) in facts), None)


def _entry(service: Service, iri: str, facts: dict[str, str], lang: Lang, paths: Paths) -> Evidence:
    known, names = labels(), Names(service, lang, paths)
    towards = facts.get(str(QUER.stanceTarget))
    relation = _RELATIONS.get(facts.get(str(RDF.type), ""), QUER.mentions)
    return Evidence(
        start=int(facts.get(str(QUER.start), 0)),
        end=int(facts.get(str(QUER.end), 0)),
        quote=facts.get(str(QUER.quote), ""),
        target=names.link(_said(facts) or ""),
        relation=known.label(str(relation), lang) or "",
        method=known.label(facts.get(str(QUER.method), ""), lang) or "",
        confidence=float(facts.get(str(QUER.confidence), 0)),
        review=known.label(facts.get(str(QUER.reviewStatus), ""), lang) or "",
        towards=names.link(towards) if towards else None,
        decide=f"/pruefen?id={local_name(iri)}",
    )
