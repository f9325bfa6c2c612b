"""Nodes that stand for many: „+ 270 weitere Ideen“, to be expanded on demand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from querbezug.graph.analysis.model import Neighbourhood
from querbezug.ontology.strings import Lang, text
from querbezug.visualise.boxes import Box, node_box, wrapped
from querbezug.visualise.options import FONT_SIZE
from querbezug.visualise.page import Href, kind_label, number, safe_href
from querbezug.visualise.palette import kind_mark

FEWEST = 10
"""Fewer things left out are not worth a node."""

MOST = 4
SIZE = 17.0


@dataclass(frozen=True, slots=True)
class Crowd:
    """All things of a kind around the centre that are not shown one by one."""

    iri: str
    kind: str
    count: int
    label: str
    box: Box


def crowds(nb: Neighbourhood, lang: Lang) -> tuple[Crowd, ...]:
    """Return what stands for the many things left out around the centre, the most first."""
    ranked = sorted(nb.near.items(), key=lambda entry: (-entry[1], entry[0]))
    found = []
    for kind, count in ranked[:MOST]:
        if count >= FEWEST:
            label = wrapped(crowd_name(kind, count, lang), 20, 2)
            box = node_box(label, SIZE, float(FONT_SIZE))
            found.append(Crowd(f"urn:querbezug:more:{kind}", kind, count, label, box))
    return tuple(found)


def with_crowds(kinds: Mapping[str, str], many: Sequence[Crowd]) -> dict[str, str]:
    """Return the kinds of all nodes with each crowd behind the last node of its kind."""
    beside = {crowd.kind: crowd for crowd in many}
    last = {kind: iri for iri, kind in kinds.items()}
    ordered: dict[str, str] = {}
    for iri, kind in kinds.items():
        ordered[iri] = kind
        if iri == last[kind] and kind in beside:
            ordered[beside[kind].iri] = kind
    return ordered | {crowd.iri: crowd.kind for crowd in many}


def crowd_name(kind: str, count: int, lang: Lang) -> str:
    """Return what a crowd is called."""
    many = kind_label(kind, lang, plural=count != 1)
    return text("views.umfeld_more", lang, n=number(count, lang), kind=many)


def crowd_node(crowd: Crowd, center: str, lang: Lang, href: Href) -> Mapping[str, object]:
    """Return a crowd as a node in vis-network's form, but for its place."""
    mark, name = kind_mark(crowd.kind), crowd_name(crowd.kind, crowd.count, lang)
    return {
        "label": crowd.label,
        "name": name,
        "title": name,
        "legend": crowd.kind,
        "shape": mark.shape,
        "color": {**mark.colour(), "background": "#ffffff"},
        "borderWidth": 2.5,
        "size": SIZE,
        "font": {"size": FONT_SIZE, "color": "#1b2733"},
        "degree": crowd.count,
        "box": [crowd.box.half, crowd.box.above, crowd.box.below],
        "more": {"iri": center, "kind": crowd.kind},
        "href": safe_href(href(center)),
        "details": {
            "kind": kind_label(crowd.kind, lang, plural=True),
            "lines": [text("views.umfeld_more_hint", lang)],
            "sections": [],
            "expand": True,
            "actions": [{"label": text("views.umfeld_more_list", lang), "href": safe_href(href(center))}],
        },
    }
