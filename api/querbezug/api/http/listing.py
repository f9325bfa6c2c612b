"""Models of lists: the things of a kind, and all that a thing is linked to in one way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from heapq import nlargest
from urllib.parse import urlencode

from querbezug.api.http.context import Paths
from querbezug.api.http.labels import inverse_labels, local_name, property_labels
from querbezug.api.http.names import Names
from querbezug.api.http.paging import on_page, pager
from querbezug.api.http.service import Service
from querbezug.api.http.why import Why
from querbezug.api.page_models import Choice, Filter, Hit, KindCount, LinkedPage, ListPage
from querbezug.graph.catalogue import NO_STATUS, Wanted, name_order
from querbezug.graph.describe import incoming
from querbezug.graph.errors import NotFoundError
from querbezug.graph.search import Hit as Found
from querbezug.graph.search import snippet
from querbezug.ontology.resources import labels
from querbezug.ontology.strings import Lang, text
from querbezug.ontology.terms import QUER
from querbezug.visualise.page import kind_label, number
from querbezug.visualise.palette import palette

_AREAS = ("place", "cooperation", "region")

MOST_PLACES = 300
"""So many towns, and so many cooperations, can be chosen from a list; pages of others lead to theirs."""


def wanted(
    service: Service, paths: Paths, kind: str, query: str, ort: str, quelle: str, stand: str
) -> Wanted:
    """Return what a list is asked for.

    Parameters
    ----------
    ort : str
        Name in the IRI of a town, cooperation or region.
    quelle : str
        Key of a source.
    stand : str
        Code of ``measure-status``, or ``none``.

    Raises
    ------
    NotFoundError
        If one of them is unknown.
    """
    if kind and (kind not in palette().kinds or kind == "authority"):
        raise NotFoundError("graph.unknown-thing", iri=kind)
    source = paths.iri("source", quelle) if quelle else ""
    if source is None or (source and not service.catalogue().is_source(source)):
        raise NotFoundError("graph.unknown-thing", iri=quelle)
    return Wanted(kind, query, _area(service, paths, ort), source, stand)


def _area(service: Service, paths: Paths, ort: str) -> str:
    if not ort:
        return ""
    index = service.projection().index
    known = (iri for iri in (paths.iri(kind, ort) for kind in _AREAS) if iri and iri in index)
    found = next(known, None)
    if found is None:
        raise NotFoundError("graph.unknown-thing", iri=ort)
    return found


def list_page(
    service: Service, paths: Paths, lang: Lang, kind: str, asked: dict[str, str], page: int
) -> ListPage:
    """Return one page of the things of a kind.

    Parameters
    ----------
    asked : dict
        ``q``, ``ort``, ``quelle`` and ``stand``, as in the address.

    Raises
    ------
    NotFoundError
        If there is no such kind, place, source or page.
    """
    values = (asked.get(name, "") for name in ("q", "ort", "quelle", "stand"))
    found = service.catalogue().find(wanted(service, paths, kind, *values))
    names = Names(service, lang, paths)
    query = asked.get("q", "")
    chosen = on_page(found, page)
    return ListPage(
        kind=kind,
        hits=tuple(hit(service, names, each, with_kind=False) for each in chosen),
        pager=pager(f"/liste/{kind}", asked, page, len(found)),
        query=query,
        filters=filters(service, paths, lang, kind, asked),
        kinds=kind_counts(service),
        data_href="/api/things?" + urlencode({"kind": kind} | {n: v for n, v in asked.items() if v}),
    )


def linked_page(
    service: Service, paths: Paths, lang: Lang, iri: str, name: str, *, backwards: bool, page: int
) -> LinkedPage:
    """Return one page of what points to a thing (``backwards``) or what it points to, by one property.

    Parameters
    ----------
    name : str
        Last part of the property's IRI.

    Raises
    ------
    NotFoundError
        If the thing has no such links, or the list no such page.
    """
    names = Names(service, lang, paths)
    found = incoming(service.snapshot(), iri) if backwards else names.facts.own(iri)
    property_iri = next((each for each in found if local_name(each) == name), None)
    if property_iri is None:
        raise NotFoundError("graph.unknown-thing", iri=name)
    ordered = sorted(found[property_iri], key=lambda each: (name_order(names.label(each)), each))
    index, why = names.projection.index, Why(service.snapshot(), lang)
    hits = [_found(names, each) for each in on_page(ordered, page)]
    relation = (inverse_labels if backwards else property_labels)(lang)(property_iri)
    path = f"{names.href(iri)}/{'verweise' if backwards else 'angaben'}"
    query = {"to" if backwards else "of": iri, "property": name}
    return LinkedPage(
        thing=names.link(iri),
        relation=relation,
        hits=tuple(
            replace(
                hit(service, names, each, with_kind=each.iri in index),
                why=why.of_link(
                    *((each.iri, property_iri, iri) if backwards else (iri, property_iri, each.iri))
                ),
            )
            for each in hits
        ),
        pager=pager(path, {"als": name}, page, len(ordered)),
        definition=labels().definition(property_iri, lang) or "",
        data_href="/api/things?" + urlencode(query) if backwards else "",
    )


def _found(names: Names, iri: str) -> Found:
    return Found(iri, names.kind(iri), names.label(iri), (0, 0, iri), names.projection.index.get(iri, -1))


def hit(service: Service, names: Names, found: Found, *, with_kind: bool) -> Hit:
    """Return an entry of a list: its name, what it belongs to, and how far it has come."""
    catalogue = service.catalogue()
    code = catalogue.statuses.get(found.number, "") if found.kind == "measure" else ""
    piece = found.snippet
    if not piece and found.kind in {"idea", "comment", "report", "response"}:
        wording = names.facts.value(found.iri, QUER.verbatimText) or ""
        piece = "" if wording == found.label else snippet(wording, [])
    return Hit(
        label=found.label,
        href=names.href(found.iri),
        snippet=piece,
        note=" · ".join(_notes(service, names, found)),
        status=names.status(code) if code else None,
        kind=found.kind if with_kind else "",
    )


def _notes(service: Service, names: Names, found: Found) -> Iterable[str]:
    """Yield where a thing belongs: its town, and what it is about or sorted under."""
    towns = service.catalogue().towns.get(found.number, frozenset())
    if len(towns) == 1 and found.kind != "municipality":
        yield names.projection.labels[next(iter(towns))]
    predicate = {"comment": QUER.about, "report": QUER.reportsOn, "idea": QUER.theme, "measure": QUER.theme}
    if found.kind in predicate:
        related = names.facts.values(found.iri, predicate[found.kind])
        yield from dict.fromkeys(names.label(each) for each in related[:2])
    if found.kind == "idea":
        said = len(names.facts.subjects(QUER.about, found.iri))
        if said:
            yield f"{number(said, names.lang)} {kind_label('comment', names.lang, plural=said != 1)}"


def kind_counts(service: Service) -> tuple[KindCount, ...]:
    """Return how many things of each kind there are."""
    projection = service.projection()
    counts = {kind: len(projection.numbers(kind)) for kind in palette().kinds}
    return tuple(
        KindCount(kind, count, f"/liste/{kind}")
        for kind, count in counts.items()
        if count and kind != "authority"
    )


def filters(
    service: Service, paths: Paths, lang: Lang, kind: str, asked: dict[str, str]
) -> tuple[Filter, ...]:
    """Return the choices that narrow a list of things of a kind (of any, where it is empty)."""
    names = Names(service, lang, paths)
    everywhere = Choice("", text("pages.filter_everywhere", lang))
    chosen = service.projection().index.get(_area(service, paths, asked.get("ort", "")))
    places = (("", (everywhere,)), *_places(service, names, chosen))
    every_source = Choice("", text("pages.filter_every_source", lang))
    sources = sorted(
        (names.label(iri), local_name(iri)) for iri in service.catalogue().sources() if names.label(iri)
    )
    found = [
        Filter("ort", text("pages.filter_place", lang), asked.get("ort", ""), places),
        Filter(
            "quelle",
            text("pages.filter_source", lang),
            asked.get("quelle", ""),
            (("", (every_source, *(Choice(key, label) for label, key in sources))),),
        ),
    ]
    if kind == "measure":
        found.append(_status_filter(names, asked.get("stand", "")))
    return tuple(found)


def _places(service: Service, names: Names, chosen: int | None) -> Iterable[tuple[str, tuple[Choice, ...]]]:
    """Yield the places one can choose: where there are very many, those that most belongs to."""
    projection, sizes = service.projection(), service.catalogue().towns.sizes()
    for kind in ("cooperation", "municipality"):
        heading = kind_label(kind, names.lang, plural=True)
        holding = [n for n in projection.of_kind(kind) if sizes.get(n, 0) > 1]
        if len(holding) > MOST_PLACES:
            heading = text("pages.filter_most", names.lang, kind=heading, n=number(MOST_PLACES, names.lang))
            most = {*nlargest(MOST_PLACES, holding, key=lambda place: (sizes.get(place, 0), -place))}
            holding = [n for n in holding if n in most or n == chosen]
        named = sorted((projection.labels[n], local_name(projection.iris[n])) for n in holding)
        if named:
            yield heading, tuple(Choice(slug, label) for label, slug in named)


def _status_filter(names: Names, chosen: str) -> Filter:
    codes = [code for code in palette().statuses if code]
    choices = [
        Choice("", text("pages.filter_every_status", names.lang)),
        *(Choice(code, names.status(code).label) for code in codes),
        Choice(NO_STATUS, names.status("").label),
    ]
    return Filter("stand", text("pages.filter_status", names.lang), chosen, (("", tuple(choices)),))
