"""From the description of a thing to the model of its page."""

from __future__ import annotations

from textwrap import shorten

from querbezug.api.http.answer_page import questions_on
from querbezug.api.http.context import Paths
from querbezug.api.http.discussion import context, discussion, votes
from querbezug.api.http.evidence import wording
from querbezug.api.http.labels import written_date
from querbezug.api.http.map_page import map_href
from querbezug.api.http.names import Names
from querbezug.api.http.profile import AREAS, charts, held
from querbezug.api.http.progress import parts, reports
from querbezug.api.http.provenance import provenance
from querbezug.api.http.service import Service
from querbezug.api.http.thing_rows import Rows
from querbezug.api.http.why import Why
from querbezug.api.page_models import Likeness, Link, ThingPage
from querbezug.graph.alike import alike
from querbezug.graph.describe import describe
from querbezug.graph.export import FORMATS
from querbezug.graph.facts import number
from querbezug.graph.progress import status
from querbezug.ontology.strings import Lang, text
from querbezug.ontology.terms import DCTERMS, FOAF, PROV, QUER, SKOS
from querbezug.visualise.reasons import connection_path, umfeld_path
from querbezug.visualise.spot_map import SpotMap, spot_map

TITLE_LENGTH = 70

_SPOKEN = frozenset({"comment", "idea", "response"})
_UPWARDS = (QUER.inPlan, QUER.submittedIn, DCTERMS.isPartOf, QUER.about, QUER.reportsOn)


def thing_page(service: Service, iri: str, lang: Lang, paths: Paths, page: int = 1) -> ThingPage:
    """Return the model of the page of ``iri``.

    Parameters
    ----------
    page : int
        Which page of the conversation about it.

    Raises
    ------
    NotFoundError
        If the graph says nothing of it, or the conversation has no such page.
    """
    return _Builder(service, iri, lang, paths).page(page)


class _Builder:
    def __init__(self, service: Service, iri: str, lang: Lang, paths: Paths) -> None:
        self.service, self.iri, self.lang, self.paths = service, iri, lang, paths
        self.found = describe(service.snapshot(), iri)
        self.names = Names(service, lang, paths)
        self.why = Why(service.snapshot(), lang)
        self.kind = self.names.kind(iri)
        self.is_source = service.catalogue().is_source(iri)

    def page(self, number_of_page: int) -> ThingPage:
        iri, kind, service, names = self.iri, self.kind, self.service, self.names
        code = status(service.snapshot(), iri) if kind == "measure" else ""
        own_parts = parts(service, names, iri) if kind == "measure" else ()
        hidden = {str(DCTERMS.isPartOf)} if own_parts else set[str]()
        rows = Rows(service, names, self.found, hidden, self.why)
        told = reports(service, names, iri)
        return ThingPage(
            iri=iri,
            kind=kind or ("source" if self.is_source else "other"),
            label=self._title(),
            facts=rows.facts(),
            incoming=rows.incoming(),
            alt_labels=tuple(names.facts.values(iri, SKOS.altLabel)),
            description=tuple(names.facts.values(iri, DCTERMS.description)),
            wording=wording(self.names, self.found, self.why),
            votes=self._votes(),
            date=written_date(names.facts.value(iri, DCTERMS.created) or "", self.lang),
            themes=tuple(names.link(each) for each in self._themes()),
            original=(names.facts.value(iri, FOAF.page) or "") if kind in _SPOKEN else "",
            status=names.status(code) if code else None,
            signal=told[-1].mark if told and not code else "",
            holds=held(service, iri) if kind in AREAS or self.is_source else (),
            charts=charts(service, names, iri, kind),
            parts=own_parts,
            reports=told,
            context=context(service, names, iri) if kind == "comment" else (),
            about=self._about(),
            discussion=discussion(service, names, iri, number_of_page),
            alike=self._alike(),
            spot=self._spot(),
            spot_href=map_href(self.names.projection.positions.get(self.names.projection.index.get(iri, -1))),
            umfeld_href=umfeld_path(iri) if kind and kind != "authority" else "",
            connection_href=self._connection() if kind == "municipality" else "",
            questions=questions_on((), iri, names.label(iri), self.lang) if kind == "municipality" else (),
            downloads=self._downloads(),
            provenance=provenance(
                service, names.facts.values(iri, PROV.hadPrimarySource), self.paths, self.lang
            ),
            breadcrumb=self._crumbs(),
        )

    def _title(self) -> str:
        """Return the heading: the label, for a comment its first words."""
        label = self.names.label(self.iri)
        if self.kind != "comment":
            return label
        return text("api.comment-title", self.lang, text=shorten(label, TITLE_LENGTH, placeholder=" …"))

    def _votes(self) -> str:
        own = self.names.facts.own(self.iri)
        return votes(self.names, number(own, QUER.supportCount), number(own, QUER.objectionCount))

    def _themes(self) -> list[str]:
        """Return what an idea was handed in under: the categories of its platform."""
        if self.kind != "idea":
            return []
        stated = self.names.facts.values(self.iri, QUER.theme)
        return [each for each in stated if self.names.kind(each) == "category"]

    def _about(self) -> Link | None:
        if self.kind not in _SPOKEN:
            return None
        found = self.names.facts.values(self.iri, QUER.about) or self.names.facts.values(
            self.iri, QUER.respondsTo
        )
        return self.names.link(found[0]) if found else None

    def _crumbs(self) -> tuple[Link, ...]:
        """Return what the thing belongs to, the largest first: its town, its plan, what it is part of."""
        catalogue, index = self.service.catalogue(), self.names.projection.index
        crumbs: list[Link] = []
        towns = catalogue.towns.get(index.get(self.iri, -1), frozenset())
        if len(towns) == 1 and self.kind != "municipality":
            crumbs.append(self.names.link(self.names.projection.iris[next(iter(towns))]))
        for predicate in _UPWARDS:
            found = [each for each in self.names.facts.values(self.iri, predicate) if each in index]
            crumbs += [self.names.link(each) for each in found[:1]]
        return tuple({crumb.href: crumb for crumb in crumbs}.values())

    def _alike(self) -> tuple[Likeness, ...]:
        return tuple(
            Likeness(
                link=self.names.link(each.other),
                confidence=each.confidence,
                reason=self.names.label(each.method),
                review=self.names.label(each.review),
                quote=each.quote,
                why=self.why.alike(self.iri, each.other),
            )
            for each in alike(self.service.snapshot(), self.iri)
        )

    def _spot(self) -> SpotMap | None:
        """Return where the thing lies among those of its sort in the same town."""
        projection = self.names.projection
        index = projection.index.get(self.iri, -1)
        here = projection.positions.get(index)
        if here is None or self.kind not in {"idea", "measure"}:
            return None
        towns = self.service.catalogue().towns
        mine = towns.get(index, frozenset())
        around = (
            position
            for number_of, position in projection.positions.items()
            if number_of != index
            and projection.kinds[number_of] == self.kind
            and towns.get(number_of, frozenset()) == mine
        )
        return spot_map(here, around)

    def _connection(self) -> str:
        """Return the comparison with the closest partner, if there is one."""
        network = self.service.cities()
        if self.iri not in network or not network[self.iri]:
            return ""
        partner = max(sorted(network[self.iri]), key=lambda other: network[self.iri][other]["weight"])
        return connection_path(self.iri, partner)

    def _downloads(self) -> tuple[Link, ...]:
        page = self.paths.href(self.iri).replace("/doc/", "/data/", 1)
        known = (FORMATS[name] for name in ("turtle", "jsonld", "ntriples"))
        return tuple(Link(entry.title, f"{page}.{entry.extension}") for entry in known)
