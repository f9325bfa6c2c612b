"""The reasons why two cities are tied, in the words of a planner, grouped by layer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlencode, urlsplit

from querbezug.graph.analysis.model import Layer, Reason
from querbezug.ontology.strings import Lang, text
from querbezug.visualise.page import Href, number, safe_href

LONGEST_PATH = 28


@dataclass(frozen=True, slots=True)
class SourceLink:
    """A link to what states a reason."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class ReasonItem:
    """One reason: the thing, what the other side has where that differs, and where it comes from."""

    label: str
    href: str
    sentence: str
    inferred: bool
    sources: tuple[SourceLink, ...]
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ReasonGroup:
    """The reasons of one layer, strongest first; ``total`` counts those left out too.

    ``intro`` is the sentence that holds for all of them; ``share`` is the layer's part of the whole
    tie, between 0 and 1.
    """

    layer: str
    heading: str
    intro: str
    total: int
    share: float
    items: tuple[ReasonItem, ...]


def grouped_reasons(
    reasons: Sequence[Reason], lang: Lang, href: Href, limit: int | None = None
) -> tuple[ReasonGroup, ...]:
    """Group the reasons of a tie by layer, strongest layer first.

    Parameters
    ----------
    reasons : sequence of Reason
        The reasons of an edge of the city network.
    lang : {"de", "en"}
        Language of headings and sentences.
    href : callable
        Turns an IRI into the address of its page.
    limit : int, optional
        At most so many items a layer.
    """
    whole = sum(reason.weight for reason in reasons) or 1.0
    layers: dict[Layer, list[Reason]] = {}
    for reason in sorted(reasons, key=lambda entry: (-entry.weight, entry.label, entry.iri)):
        layers.setdefault(reason.layer, []).append(reason)
    shares = {layer: sum(entry.weight for entry in entries) / whole for layer, entries in layers.items()}
    order = list(Layer)
    ranked = sorted(layers, key=lambda layer: (-shares[layer], order.index(layer)))
    return tuple(
        ReasonGroup(
            layer=layer.value,
            heading=text(f"views.layer_{layer.value}", lang),
            intro=text(f"views.reason_{layer.value}", lang),
            total=len(layers[layer]),
            share=shares[layer],
            items=tuple(reason_item(entry, lang, href) for entry in layers[layer][:limit]),
        )
        for layer in ranked
    )


def reason_item(reason: Reason, lang: Lang, href: Href) -> ReasonItem:
    """Put one reason into words."""
    detail = "" if reason.detail == reason.label else reason.detail
    key = f"views.reason_{reason.layer.value}_pair"
    links = (source_link(source, lang, href) for source in reason.sources)
    return ReasonItem(
        label=reason.label,
        href=safe_href(href(reason.iri)),
        sentence=text(key, lang, detail=detail) if detail else "",
        inferred=reason.inferred,
        sources=tuple(link for link in links if link is not None),
        detail=detail,
    )


def source_link(source: str, lang: Lang, href: Href) -> SourceLink | None:
    """Return the link to a source, named by its host or as a source of this graph."""
    address = safe_href(href(source))
    if not address:
        return None
    if address.startswith("/"):
        return SourceLink(text("views.source_here", lang), address)
    return SourceLink(address_label(address), address)


def address_label(address: str) -> str:
    """Shorten a web address to its host and the end of its path, so that two pages can be told apart."""
    parts = urlsplit(address)
    host, path = parts.netloc.removeprefix("www."), unquote(parts.path).strip("/")
    if len(path) <= LONGEST_PATH:
        return f"{host}/{path}".rstrip("/")
    return f"{host}/…/{path.rsplit('/', 1)[-1][-LONGEST_PATH:]}"


def counted(groups: Sequence[ReasonGroup], lang: Lang) -> str:
    """Return the layers with their numbers in one phrase: „19 Maßnahmen und 3 Ziele“."""
    forms = ((group, "" if group.total == 1 else "_many") for group in groups)
    phrases = [
        text(f"views.count_{group.layer}{form}", lang, n=number(group.total, lang)) for group, form in forms
    ]
    if len(phrases) < 2:
        return "".join(phrases)
    return text("views.list_end", lang, first=", ".join(phrases[:-1]), last=phrases[-1])


def connection_path(a: str, b: str) -> str:
    """Return the address of the full comparison of two cities."""
    return f"/verbindung?{urlencode({'a': a, 'b': b})}"


def umfeld_path(iri: str) -> str:
    """Return the address of the neighbourhood view of a thing."""
    return f"/views/umfeld?{urlencode({'iri': iri})}"
