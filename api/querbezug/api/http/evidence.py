"""The wording of a comment or an idea with what was found in it."""

from __future__ import annotations

import pyoxigraph as ox

from querbezug.api.http.labels import local_name
from querbezug.api.http.names import Names
from querbezug.api.http.why import Why
from querbezug.api.page_models import Evidence, Link, Wording
from querbezug.graph.describe import Description
from querbezug.graph.links.claims import PROPOSED, SHORTCUT_FROM, plain_links
from querbezug.graph.review import Assessment
from querbezug.ontology.resources import labels
from querbezug.ontology.terms import METHOD, PROV, QUER, RDFS, REVIEW_STATUS

_RELATIONS = {
    str(QUER.PlaceAssignment): QUER.planningArea,
    str(QUER.StanceAssessment): QUER.stance,
    str(QUER.FunctionAssessment): QUER.contributionFunction,
}


def wording(names: Names, found: Description, why: Why) -> Wording | None:
    """Return the wording of a thing with what was found in it, or None where it has none."""
    own = {triple.predicate.value: triple.object for triple in found.own}
    text = own.get(str(QUER.verbatimText))
    label = own.get(str(RDFS.label))
    is_name = isinstance(label, ox.Literal) and isinstance(text, ox.Literal) and label.value == text.value
    if not isinstance(text, ox.Literal) or (is_name and not found.assessments):
        return None
    line, source = own.get(str(QUER.lineNumber)), own.get(str(PROV.hadPrimarySource))
    evidence = (_entry(names, each, why) for each in why.found_in(found.iri))
    return Wording(
        text.value,
        int(line.value) if isinstance(line, ox.Literal) else None,
        Link(local_name(source.value), names.href(source.value))
        if isinstance(source, ox.NamedNode)
        else None,
        tuple(sorted(evidence, key=lambda entry: (entry.start, entry.end, entry.target.label))),
    )


def _entry(names: Names, found: Assessment, why: Why) -> Evidence:
    known, lang = labels(), names.lang
    plain = plain_links(found.cls, found.claim) or (QUER.mentions,)
    relation = _RELATIONS.get(found.cls, plain[0])
    return Evidence(
        start=found.start,
        end=found.end,
        quote=found.quote,
        target=names.link(found.claim.body),
        relation=known.label(str(relation), lang) or "",
        method=known.label(str(METHOD[found.method]), lang) or "",
        confidence=found.confidence,
        review=known.label(str(REVIEW_STATUS[found.status]), lang) or "",
        towards=names.link(found.claim.target) if found.claim.target else None,
        why=why.item(found),
        whole=found.kind in ("function", "stance") or not found.quote,
        unsure=found.status == PROPOSED and found.confidence < SHORTCUT_FROM,
    )
