"""What there is of a town, a plan, a theme: how much, of which kind, how far along."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from querbezug.api.http.labels import local_name
from querbezug.api.http.names import Names
from querbezug.api.http.service import Service
from querbezug.api.page_models import Bar, Chart, KindCount, Link, Segment
from querbezug.ontology.strings import text
from querbezug.ontology.terms import DCTERMS, QUER
from querbezug.visualise.page import number

AREAS = frozenset({"municipality", "cooperation", "region"})
GROUPS = frozenset({"plan", "process", "field", "cross-cutting-theme", "topic", "category", "goal"})
_HELD = ("idea", "comment", "goal", "measure", "report", "plan", "process", "field", "paper", "decision")
_FEWEST = 3
_MOST_BARS = 12
_GROUPED_BY = (QUER.theme, QUER.inPlan, QUER.submittedIn, QUER.contributesTo, DCTERMS.isPartOf)
_STATUS_ORDER = ("completed", "running", "adopted", "proposed", "dropped", "")

Things = Collection[int]


def held(service: Service, iri: str) -> tuple[KindCount, ...]:
    """Return how many things of each kind there are of a town, region or cooperation, or in a source."""
    catalogue, name = service.catalogue(), local_name(iri)
    is_source = catalogue.is_source(iri)
    counts = catalogue.counts_in_source(iri) if is_source else catalogue.counts(iri)
    narrowed = "quelle" if is_source else "ort"
    return tuple(
        KindCount(kind, counts[kind], f"/liste/{kind}?{narrowed}={name}")
        for kind in _HELD
        if counts.get(kind)
    )


def charts(service: Service, names: Names, iri: str, kind: str) -> tuple[Chart, ...]:
    """Return what ideas ask for, and how far measures have come, for a thing that holds several."""
    if kind in AREAS:
        things: Things = service.catalogue().in_area(iri)
    elif kind in GROUPS:
        number_of = service.projection().index[iri]
        things = {n for n, group, _ in service.projection().pairs(*_GROUPED_BY) if group == number_of}
    else:
        return ()
    kinds = service.projection().kinds
    found = [
        _wishes(service, names, {n for n in things if kinds[n] == "idea"}),
        _progress(
            service,
            names,
            {n for n in things if kinds[n] == "measure"},
            by_theme=kind in AREAS | {"plan"},
        ),
    ]
    return tuple(chart for chart in found if chart)


def _wishes(service: Service, names: Names, ideas: Things) -> Chart | None:
    """Return how many ideas there are of each category."""
    projection = service.projection()
    counts = Counter(theme for thing, theme, _ in projection.pairs(QUER.theme) if thing in ideas)
    if any(projection.kinds[theme] == "category" for theme in counts):
        # What people chose themselves says more than what the program recognised.
        counts = Counter({t: n for t, n in counts.items() if projection.kinds[t] == "category"})
    if len(ideas) < _FEWEST or len(counts) < 2:
        return None
    ranked = sorted(counts.items(), key=lambda entry: (-entry[1], projection.labels[entry[0]]))
    most = ranked[0][1]
    bars = tuple(
        Bar(
            names.link(projection.iris[theme]),
            count,
            (Segment(None, count, 0.0, _percent(count, most)),),
        )
        for theme, count in ranked[:_MOST_BARS]
    )
    return Chart("wishes", text("pages.chart_wishes", names.lang), "idea", bars)


def _progress(service: Service, names: Names, measures: Things, *, by_theme: bool) -> Chart | None:
    """Return how far measures have come: all of them in one bar, and those of each theme."""
    statuses = service.catalogue().statuses
    if len(measures) < _FEWEST or not any(measure in statuses for measure in measures):
        return None
    rows: list[tuple[Link, Things]] = []
    if by_theme:
        rows = [(names.link(theme), things) for theme, things in _by_theme(service, measures)]
    everything = Link(text("pages.chart_all_measures", names.lang), "", "measure")
    rows = [(everything, measures), *rows[:_MOST_BARS]]
    most = max(len(things) for _, things in rows)
    counted = [(link, _counts(statuses, things)) for link, things in rows]
    present = [code for code in _STATUS_ORDER if counted[0][1].get(code)]
    return Chart(
        "progress",
        text("pages.chart_progress", names.lang),
        "measure",
        tuple(_bar(names, link, counts, most) for link, counts in counted),
        tuple(names.status(code) for code in present),
    )


def _by_theme(service: Service, measures: Things) -> list[tuple[str, set[int]]]:
    projection = service.projection()
    found: dict[int, set[int]] = defaultdict(set)
    for thing, theme, _ in projection.pairs(QUER.theme):
        if thing in measures:
            found[theme].add(thing)
    ranked = sorted(found.items(), key=lambda entry: (-len(entry[1]), projection.labels[entry[0]]))
    return [(projection.iris[theme], things) for theme, things in ranked]


def _counts(statuses: Mapping[int, str], measures: Iterable[int]) -> Counter[str]:
    return Counter(statuses.get(measure, "") for measure in measures)


def _bar(names: Names, link: Link, counts: Counter[str], most: int) -> Bar:
    start, segments, words = 0.0, [], []
    for code in _STATUS_ORDER:
        if counts.get(code):
            status, width = names.status(code), _percent(counts[code], most)
            segments.append(Segment(status, counts[code], round(start, 2), width))
            words.append(f"{number(counts[code], names.lang)} {status.label}")
            start += width
    return Bar(link, counts.total(), tuple(segments), ", ".join(words))


def _percent(count: int, most: int) -> float:
    return round(100 * count / most, 2)
