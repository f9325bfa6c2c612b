"""Why two things are linked: the assessments behind a link, for any page that shows it."""

from __future__ import annotations

from querbezug.api.http.review_page import Shown
from querbezug.api.page_models.review import ReviewItem
from querbezug.graph.review import Assessment
from querbezug.graph.store import Snapshot
from querbezug.ontology.strings import Lang


class Why:
    """Answers for the links of one page.

    Parameters
    ----------
    snapshot : Snapshot
        The store.
    lang : {"de", "en"}
        The language of the page.
    """

    def __init__(self, snapshot: Snapshot, lang: Lang) -> None:
        self._shown = Shown(snapshot, lang)
        self._known: dict[str, list[Assessment]] = {}

    def of(self, subject: str, thing: str) -> tuple[ReviewItem, ...]:
        """Return what speaks for a link, the surest first; nothing where a source states it.

        Parameters
        ----------
        subject : str
            The text or thing that the link goes out from.
        thing : str
            What it leads to: a thing or a code.
        """
        if subject not in self._known:
            self._known[subject] = self._shown.reading.of_unit(subject)
        found = [each for each in self._known[subject] if thing in (each.claim.body, each.claim.target)]
        return tuple(map(self._shown.item, sorted(found, key=lambda each: (-each.confidence, each.iri))))
