"""Why two things are linked: the assessments behind a link, for any page that shows it."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from querbezug.api.http.review_page import Shown
from querbezug.api.page_models.review import ReviewItem
from querbezug.graph.links.claims import SHORTCUTS, plain_links
from querbezug.graph.review import Assessment
from querbezug.graph.review.effects import links_of
from querbezug.graph.store import Snapshot
from querbezug.graph.store.layout import is_public
from querbezug.ontology.strings import Lang


class Why:
    """Answers for the links of one page.

    Asked is only about what the page shows. The assessments of a text are read once for all its
    links, and only for links that no source states.

    Parameters
    ----------
    snapshot : Snapshot
        The store.
    lang : {"de", "en"}
        The language of the page.
    """

    def __init__(self, snapshot: Snapshot, lang: Lang) -> None:
        self._shown = Shown(snapshot, lang)
        self._store, self._links = snapshot.store, snapshot.layout.links
        self._known: dict[str, list[Assessment]] = {}

    def of(self, subject: str, thing: str) -> tuple[ReviewItem, ...]:
        """Return what speaks for any link between a text and a thing, the surest first.

        Parameters
        ----------
        subject : str
            The text or thing that the link goes out from.
        thing : str
            What it leads to: a thing or a code.
        """
        return self._items(
            each for each in self._of(subject) if thing in (each.claim.body, each.claim.target)
        )

    def of_link(self, subject: str, predicate: str, thing: str) -> tuple[ReviewItem, ...]:
        """Return what speaks for a plain link, the surest first; nothing where a source states it.

        Parameters
        ----------
        subject, predicate, thing : str
            IRIs of the link as it stands in the graph.
        """
        if not self._is_found(subject, predicate, thing):
            return ()
        return self._items(
            each
            for each in self._of(subject)
            if thing == (each.claim.target or each.claim.body) and self._says(each, predicate)
        )

    def alike(self, one: str, other: str) -> tuple[ReviewItem, ...]:
        """Return what speaks for two things being the same, whichever was found to be like the other."""
        found = [
            each
            for unit, body in ((one, other), (other, one))
            for each in self._of(unit)
            if each.claim.body == body and each.kind == "identity"
        ]
        return self._items(found)

    def between(self, one: str, other: str) -> tuple[ReviewItem, ...]:
        """Return what speaks for all the links between two things that no source states."""
        pairs = ((one, other), (other, one))
        found = [
            item
            for subject, thing in pairs
            for predicate in SHORTCUTS
            for item in self.of_link(subject, str(predicate), thing)
        ]
        return tuple({item.id: item for item in found}.values())

    def item(self, found: Assessment) -> ReviewItem:
        """Return an assessment as it is shown."""
        return self._shown.item(found)

    def found_in(self, unit: str) -> list[Assessment]:
        """Return what was found in a text; not what it may be the same as."""
        return [each for each in self._of(unit) if each.kind != "identity"]

    def _of(self, unit: str) -> list[Assessment]:
        if unit not in self._known:
            self._known[unit] = self._shown.reading.of_unit(unit)
        return self._known[unit]

    def _items(self, found: Iterable[Assessment]) -> tuple[ReviewItem, ...]:
        ranked = sorted(found, key=lambda each: (-each.confidence, each.iri))
        return tuple(map(self._shown.item, ranked))

    def _is_found(self, subject: str, predicate: str, thing: str) -> bool:
        """Say whether linking alone states a link."""
        try:
            triple = ox.NamedNode(subject), ox.NamedNode(predicate), ox.NamedNode(thing)
        except ValueError:
            return False
        if ox.Quad(*triple, self._links) not in self._store:
            return False
        stating = (quad.graph_name for quad in self._store.quads_for_pattern(*triple, None))
        return not any(is_public(graph) and graph != self._links for graph in stating)

    def _says(self, found: Assessment, predicate: str) -> bool:
        """Say whether an assessment is one of those that carry a plain link."""
        if predicate in map(str, plain_links(found.cls, found.claim)):
            return True
        return predicate in links_of(self._shown.reading, found.cls, found.claim)
