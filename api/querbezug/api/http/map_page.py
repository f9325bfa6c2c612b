"""The model of the map: which things it shows, and where its links lead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

from querbezug.api.http.context import Paths
from querbezug.api.http.listing import filters, hit, wanted
from querbezug.api.http.names import Names
from querbezug.api.http.paging import on_page, pager
from querbezug.api.http.responses import BadRequestError
from querbezug.api.http.service import Service
from querbezug.api.page_models import Choice, Filter, LegendRow, Link, MapPage
from querbezug.graph.analysis import Projection
from querbezug.graph.search import Hit as Found
from querbezug.ontology.strings import Lang, text
from querbezug.ontology.terms import QUER
from querbezug.visualise.karte import NARROW, WIDE, Placed, bounds_of, draw
from querbezug.visualise.page import kind_label, number
from querbezug.visualise.palette import Mark, group_mark, kind_mark
from querbezug.visualise.sheet import Bounds

PATH = "/views/karte"
MOST_GROUPS = 6
NEAR = 0.006
"""Degrees of latitude around one thing: about 650 metres."""

STEP, CLOSER, FARTHER = 0.4, -0.25, 0.5


def map_page(service: Service, paths: Paths, lang: Lang, asked: dict[str, str], page: int) -> MapPage:
    """Return the map of what is asked for.

    Parameters
    ----------
    asked : dict
        ``q``, ``ort``, ``quelle``, ``art`` (a kind) and ``bild`` (south, west, north, east), as in
        the address.

    Raises
    ------
    BadRequestError
        If ``bild`` are no bounds.
    NotFoundError
        If there is no such kind, place, source or page.
    """
    names, projection = Names(service, lang, paths), service.projection()
    art, query, ort, quelle = (asked.get(name, "") for name in ("art", "q", "ort", "quelle"))
    asked_for = wanted(service, paths, art, query, ort, quelle, "")
    placed = service.catalogue().find(asked_for, among=projection.positions)
    marks = _marks(service, placed)
    sorted_in = service.categories()
    things = [_placed(projection, each, marks, sorted_in) for each in placed]
    bounds = _bounds(asked.get("bild", "")) or bounds_of(things)
    inside = [e for e in placed if bounds.holds(*projection.positions[e.number])]

    def closer(part: Bounds) -> str:
        return f"{PATH}?{urlencode({n: v for n, v in asked.items() if v} | {'bild': _written(part)})}"

    def counted(count: int) -> str:
        return text("pages.map_together", lang, n=number(count, lang))

    return MapPage(
        wide=draw(things, bounds, WIDE, names.href, closer, counted),
        narrow=draw(things, bounds, NARROW, names.href, closer, counted),
        total=len(placed),
        query=query,
        filters=(_kinds(service, lang, asked), *filters(service, paths, lang, "", asked)),
        legend=_legend(service, names, placed, marks),
        hits=tuple(hit(service, names, each, with_kind=True) for each in on_page(inside, page)),
        pager=pager(PATH, asked, page, len(inside)),
        tools=_tools(bounds, closer, lang),
        everything_href=f"{PATH}?{urlencode({n: v for n, v in asked.items() if v and n != 'bild'})}",
    )


def map_href(position: tuple[float, float] | None) -> str:
    """Return the address of the map around a position, or nothing where there is none."""
    if position is None:
        return ""
    latitude, longitude = position
    near = Bounds(latitude - NEAR, longitude - 2 * NEAR, latitude + NEAR, longitude + 2 * NEAR)
    return f"{PATH}?{urlencode({'bild': _written(near)})}"


def _tools(bounds: Bounds, closer: Callable[[Bounds], str], lang: Lang) -> tuple[Link, ...]:
    moves = {
        "in": bounds.around(CLOSER),
        "out": bounds.around(FARTHER),
        "north": bounds.moved(STEP, 0),
        "south": bounds.moved(-STEP, 0),
        "west": bounds.moved(0, -STEP),
        "east": bounds.moved(0, STEP),
    }
    return tuple(Link(text(f"pages.map_{name}", lang), closer(part), name) for name, part in moves.items())


def _bounds(written: str) -> Bounds | None:
    if not written:
        return None
    try:
        south, west, north, east = (float(part) for part in written.split(","))
    except ValueError as error:
        raise BadRequestError("http.no-bounds", bild=written) from error
    if not (-85 <= south < north <= 85 and -180 <= west < east <= 180):
        raise BadRequestError("http.no-bounds", bild=written)
    return Bounds(south, west, north, east)


def _written(bounds: Bounds) -> str:
    south, north = max(-85.0, bounds.south), min(85.0, bounds.north)
    west, east = max(-180.0, bounds.west), min(180.0, bounds.east)
    return ",".join(f"{value:.5f}" for value in (south, west, north, east))


def _marks(service: Service, placed: Sequence[Found]) -> dict[int, Mark]:
    """Return the marks of the categories that most of the ideas have."""
    projection, ideas = service.projection(), {each.number for each in placed if each.kind == "idea"}
    counts = Counter(
        theme
        for idea, theme, _ in projection.pairs(QUER.theme)
        if idea in ideas and projection.kinds[theme] == "category"
    )
    ranked = sorted(counts, key=lambda theme: (-counts[theme], projection.labels[theme]))
    return {theme: group_mark(place + 1) for place, theme in enumerate(ranked[:MOST_GROUPS])}


def _placed(
    projection: Projection, found: Found, marks: Mapping[int, Mark], sorted_in: Mapping[int, set[int]]
) -> Placed:
    mine = sorted(sorted_in.get(found.number, set()) & marks.keys())
    mark = marks[mine[0]] if mine else kind_mark(found.kind)
    latitude, longitude = projection.positions[found.number]
    weight = float(projection.population.get(found.number, 0))
    return Placed(found.iri, found.label, found.kind, latitude, longitude, mark, weight)


def _legend(
    service: Service, names: Names, placed: Sequence[Found], marks: dict[int, Mark]
) -> tuple[LegendRow, ...]:
    projection, kinds = service.projection(), Counter(each.kind for each in placed)
    sorted_in = service.categories()
    themes = [sorted_in.get(each.number, set()) & marks.keys() for each in placed]
    counts = Counter(theme for mine in themes for theme in mine)
    rows = [
        LegendRow(names.link(projection.iris[theme]), mark, counts[theme]) for theme, mark in marks.items()
    ]
    if marks:
        # The other ideas have the mark of ideas.
        kinds["idea"] = sum(e.kind == "idea" and not mine for e, mine in zip(placed, themes, strict=True))
    for kind, count in sorted(kinds.items()):
        if not count:
            continue
        label = kind_label(kind, names.lang, plural=count != 1)
        if kind == "idea" and marks:
            label = text("pages.map_other_ideas", names.lang)
        rows.append(LegendRow(Link(label, f"/liste/{kind}"), kind_mark(kind), count))
    return tuple(rows)


def _kinds(service: Service, lang: Lang, asked: dict[str, str]) -> Filter:
    projection = service.projection()
    present = sorted({projection.kinds[n] for n in projection.positions})
    choices = [Choice(kind, kind_label(kind, lang, plural=True)) for kind in present]
    every = Choice("", text("pages.map_every_kind", lang))
    return Filter("art", text("pages.map_kind", lang), asked.get("art", ""), (("", (every, *choices)),))
