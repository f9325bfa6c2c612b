"""A model of every page, filled with what an attacker might write."""

from __future__ import annotations

from functools import cache

from visualise.samples import HOSTILE, cities, href, iri

from querbezug.api import page_models as models
from querbezug.visualise.karte import NARROW, MapPicture, Placed, bounds_of, draw
from querbezug.visualise.palette import kind_mark
from querbezug.visualise.reasons import grouped_reasons
from querbezug.visualise.spot_map import spot_map
from querbezug.visualise.vignette import vignette

ADDRESSES = (
    "/doc/goal/a",
    "javascript:alert(1)",
    "//evil.example/x",
    "https://example.org/?a=1&b=2",
    "data:text/html,x",
)
LINKS = tuple(
    models.Link(text, address, "goal", text) for text, address in zip(HOSTILE, ADDRESSES, strict=False)
)
BAD, WORSE = HOSTILE[0], HOSTILE[1]
UNSAFE = ADDRESSES[1]


@cache
def hostile_pages() -> dict[str, models.PageModel]:
    """Return one model for each state of each page."""
    return _start() | _things() | _connections() | _finding() | _data() | _errors()


def _start() -> dict[str, models.PageModel]:
    counts = (
        models.KindCount("goal", 1, "/liste/goal"),
        models.KindCount("comment", 12345, "/liste/comment"),
    )
    regions = (models.Region(BAD, "/doc/region/a", LINKS, counts),)
    picture = vignette(cities(HOSTILE))
    return {
        "start": models.StartPage(
            counts, regions, _pair(), picture, LINKS[0], counts, (models.Region(BAD, UNSAFE),)
        ),
        "start-empty": models.StartPage((), ()),
        "list": models.ListPage("goal", (_hit(),), _pager(), BAD, _filters(), counts, UNSAFE),
        "list-empty": models.ListPage("idea", (), models.Pager(0, 0, 0)),
        "map": models.MapPage(
            _map(), _map(), 3, (_hit(),), _pager(), BAD, _filters(), _legend(), LINKS, UNSAFE
        ),
        "linked": models.LinkedPage(LINKS[1], BAD, (_hit(),), _pager(), WORSE, UNSAFE),
    }


def _pair() -> models.PairForm:
    return models.PairForm(_choices(), "b", "x")


def _choices() -> tuple[models.Choice, ...]:
    return (models.Choice('"><script>', BAD), models.Choice("b", WORSE))


def _hit() -> models.Hit:
    return models.Hit(BAD, UNSAFE, WORSE, BAD, models.Status("running", WORSE), "goal")


def _pager() -> models.Pager:
    return models.Pager(51, 100, 900, UNSAFE, "/liste/goal?seite=3", LINKS)


def _filters() -> tuple[models.Filter, ...]:
    return (models.Filter("ort", BAD, BAD, (("", _choices()), (BAD, _choices()))),)


def _map() -> MapPicture:
    places = [
        Placed(BAD, text, kind, 50.0 + number, 8.0, kind_mark(kind), 5)
        for number, (text, kind) in enumerate(((BAD, "municipality"), (WORSE, "idea"), (BAD, "place")))
    ]
    return draw(places, bounds_of(places), NARROW, lambda _: UNSAFE, lambda _: UNSAFE, lambda _: BAD)


def _legend() -> tuple[models.LegendRow, ...]:
    return (models.LegendRow(LINKS[1], kind_mark("idea"), 3),)


def _post(*replies: models.PostEntry) -> models.PostEntry:
    return models.PostEntry(UNSAFE, BAD, WORSE, BAD, True, BAD, WORSE, BAD, 7, replies)


def _chart() -> models.Chart:
    status = models.Status("completed", BAD)
    bar = models.Bar(LINKS[1], 3, (models.Segment(status, 2, 0, 66), models.Segment(None, 1, 66, 33)), WORSE)
    return models.Chart("progress", BAD, "measure", (bar,), (status,))


def _things() -> dict[str, models.PageModel]:
    value = models.Value(BAD, UNSAFE, "goal", True, LINKS)
    fact = models.FactRow(BAD, (value,) * 12, definition=WORSE)
    evidence = tuple(
        models.Evidence(start, end, BAD, LINKS[0], BAD, WORSE, 0.9, BAD)
        for start, end in ((0, 9), (5, 12), (-3, 900), (8, 8))
    )
    status = models.Status("none of ours", BAD)
    full = models.ThingPage(
        iri("goal", "a"),
        "goal",
        BAD,
        facts=(fact,),
        incoming=(fact,),
        alt_labels=(WORSE,),
        description=(BAD,),
        wording=models.Wording(" ".join(HOSTILE), 3, LINKS[1], evidence),
        votes=WORSE,
        date=BAD,
        themes=LINKS,
        original=UNSAFE,
        status=status,
        signal=BAD,
        holds=(models.KindCount("idea", 3, UNSAFE),),
        charts=(_chart(),),
        parts=(models.Part(LINKS[1], status, (models.Part(LINKS[0], status),)),),
        reports=(models.ReportEntry(UNSAFE, BAD, WORSE * 99, status, BAD),),
        context=(_post(),),
        about=LINKS[1],
        discussion=models.Discussion((_post(_post(_post())),), 99, 3, _pager()),
        alike=(models.Likeness(LINKS[1], 0.9, BAD, WORSE, BAD),),
        spot=spot_map((50.7, 7.1), [(50.71, 7.12)]),
        umfeld_href="/views/umfeld",
        connection_href="/verbindung",
        downloads=LINKS,
        provenance=(models.Provenance(BAD, UNSAFE, "0f" * 32, WORSE, BAD, LINKS[1], LINKS[3]),),
        breadcrumb=LINKS,
    )
    return {"thing": full, "thing-empty": models.ThingPage(iri("goal", "a"), "goal", BAD, ())}


def _connections() -> dict[str, models.PageModel]:
    reasons = next(iter(cities(HOSTILE).edges(data=True)))[2]["reasons"] * 12
    groups = grouped_reasons(reasons, "de", href)
    city = models.City(iri("municipality", "a"), BAD, UNSAFE)
    return {
        "connection": models.ConnectionPage(_pair(), city, city, groups, 1, 42, downloads=LINKS),
        "connection-none": models.ConnectionPage(_pair(), city, city, suggestions=LINKS),
        "connection-choose": models.ConnectionPage(_pair()),
        "connection-typed": models.ConnectionPage(
            models.PairForm(_choices(), BAD, BAD, is_typed=True), problem=BAD
        ),
    }


def _finding() -> dict[str, models.PageModel]:
    example = models.ExampleQuery(BAD, WORSE, BAD, WORSE)
    table = models.SparqlResult((BAD,), ((models.ResultCell(BAD, UNSAFE),),), True)
    return {
        "search": models.SearchPage(BAD, 9, (models.HitGroup("goal", 9, (_hit(),), "/liste/goal"),)),
        "search-none": models.SearchPage(BAD, suggestions=LINKS),
        "search-empty": models.SearchPage(""),
        "sparql": models.SparqlPage(BAD, (example,), WORSE, base=BAD, result=table, error=WORSE),
        "sparql-empty": models.SparqlPage("", ()),
    }


def _data() -> dict[str, models.PageModel]:
    dump = models.Dump(BAD, UNSAFE, "text/turtle", WORSE, 1234567, 99, "ab", LINKS[1])
    source = models.SourceEntry(BAD, UNSAFE, 12, BAD, LINKS[1], LINKS[3])
    kind = models.Term(BAD, "quer:Goal", WORSE, BAD, ("quer:Theme",), (BAD,), 3)
    relation = models.Term(BAD, "quer:theme", WORSE, BAD, (), (BAD,))
    codes = models.CodeList(BAD, BAD, (kind,))
    return {
        "data": models.DataPage((dump,), (source,), LINKS, LINKS, 12, BAD, LINKS[0]),
        "data-empty": models.DataPage(()),
        "ontology": models.OntologyPage(BAD, BAD, (kind,), (relation,), (codes,), LINKS),
    }


def _errors() -> dict[str, models.PageModel]:
    return {
        "error": models.ErrorPage(404, BAD, WORSE, BAD, LINKS),
        "error-500": models.ErrorPage(500, BAD),
        "error-other": models.ErrorPage(418, BAD),
    }
