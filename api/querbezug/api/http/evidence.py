"""The wording of a comment with the links found in it."""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph as ox

from querbezug.api.http.context import Paths
from querbezug.api.http.labels import local_name
from querbezug.api.http.service import Service
from querbezug.api.page_models import Evidence, Link, Wording
from querbezug.graph.describe import Description
from querbezug.ontology.resources import labels
from querbezug.ontology.strings import Lang
from querbezug.ontology.terms import OA, PROV, QUER, RDF


def wording(service: Service, found: Description, lang: Lang, paths: Paths) -> Wording | None:
    """Return the wording of a comment with its evidence, or None where it has none."""
    own = {triple.predicate.value: triple.object for triple in found.own}
    text = own.get(str(QUER.verbatimText))
    if not isinstance(text, ox.Literal):
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
    return [_entry(service, facts, lang, paths) for facts in assessments.values() if str(OA.hasBody) in facts]


def _entry(service: Service, facts: dict[str, str], lang: Lang, paths: Paths) -> Evidence:
    known, projection = labels(), service.projection()
    body = facts[str(OA.hasBody)]
    index = projection.index.get(body)
    label = projection.labels[index] if index is not None else local_name(body)
    kind = projection.kinds[index] if index is not None else ""
    relation = QUER.theme if facts.get(str(RDF.type)) == str(QUER.ThemeAssignment) else QUER.mentions
    return Evidence(
        start=int(facts.get(str(QUER.start), 0)),
        end=int(facts.get(str(QUER.end), 0)),
        quote=facts.get(str(QUER.quote), ""),
        target=Link(label, paths.href(body), kind),
        relation=known.label(str(relation), lang) or "",
        method=known.label(facts.get(str(QUER.method), ""), lang) or "",
        confidence=float(facts.get(str(QUER.confidence), 0)),
        review=known.label(facts.get(str(QUER.reviewStatus), ""), lang) or "",
    )
