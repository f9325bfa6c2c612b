"""A model of every page, filled with what an attacker might write."""

from __future__ import annotations

from functools import cache

from visualise.samples import HOSTILE, cities, href, iri

from querbezug.api import page_models as models
from querbezug.visualise.reasons import grouped_reasons
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
    regions = (models.Region(BAD, "/doc/region/a", LINKS),)
    picture = vignette(cities(HOSTILE))
    return {
        "start": models.StartPage(counts, regions, _choices(), "b", "x", picture, LINKS[0]),
        "start-empty": models.StartPage((), (), ()),
        "list": models.ListPage("goal", 900, (_hit(),), 101, "/liste/goal", "/liste/goal?after=x", counts),
        "list-empty": models.ListPage("idea", 0, ()),
    }


def _choices() -> tuple[models.Choice, ...]:
    return (models.Choice('"><script>', BAD), models.Choice("b", WORSE))


def _hit() -> models.Hit:
    return models.Hit(BAD, UNSAFE, WORSE, BAD)


def _things() -> dict[str, models.PageModel]:
    value = models.Value(BAD, UNSAFE, "goal", True, LINKS)
    fact = models.FactRow(BAD, (value,) * 12, definition=WORSE)
    evidence = tuple(
        models.Evidence(start, end, BAD, LINKS[0], BAD, WORSE, 0.9, BAD)
        for start, end in ((0, 9), (5, 12), (-3, 900), (8, 8))
    )
    full = models.ThingPage(
        iri("goal", "a"),
        "goal",
        BAD,
        facts=(fact,),
        incoming=(fact,),
        alt_labels=(WORSE,),
        description=(BAD,),
        wording=models.Wording(" ".join(HOSTILE), 3, LINKS[1], evidence),
        comments=(models.CommentEntry(BAD, UNSAFE, 4, LINKS[0], LINKS),),
        comments_total=99,
        comments_more="/more",
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
        "connection": models.ConnectionPage(_choices(), city, city, groups, 1, 42, downloads=LINKS),
        "connection-none": models.ConnectionPage(_choices(), city, city, suggestions=LINKS),
        "connection-choose": models.ConnectionPage(_choices()),
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
