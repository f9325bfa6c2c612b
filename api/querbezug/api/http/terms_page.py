"""From the terms of the texts to the model of ``/pruefen/begriffe``."""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph as ox
from fastapi import Request

from querbezug.api.http.context import Paths, language
from querbezug.api.http.labels import written_date
from querbezug.api.http.paging import on_page, pager
from querbezug.api.http.review_desk import Desk
from querbezug.api.http.reviewing import reviewing
from querbezug.api.page_models.parts import Choice, Link
from querbezug.api.page_models.terms import AdoptedEntry, Quotation, TermEntry, TermsPage
from querbezug.graph.links.adopted import Adoption, Lexicon
from querbezug.graph.links.adoption import Example, NewTerm
from querbezug.graph.nodes import node
from querbezug.graph.review import Reading
from querbezug.graph.review.term_queue import TermList
from querbezug.graph.store import Snapshot
from querbezug.ontology.strings import Lang
from querbezug.ontology.terms import OA
from querbezug.ontology.topics import Topic

PATH = "/pruefen/begriffe"
SIZE = 20

_AROUND = 110
_LONGEST_TITLE = 70


def terms_page(request: Request, desk: Desk, page: int, said: str, label: str) -> TermsPage:
    """Return the model of the page.

    Parameters
    ----------
    page : int
        Which page of the list.
    said, label : str
        What was done just before, and to what; nothing is said that is not so.

    Raises
    ------
    NotFoundError
        If the list has no such page.
    """
    found, snapshot, lang = desk.terms(), desk.snapshot(), language(request)
    shown = _Shown(snapshot, lang, found)
    proposed = found.open
    around = pager(PATH, {}, page, len(proposed), SIZE)
    return TermsPage(
        terms=tuple(shown.term(each) for each in on_page(proposed, page, SIZE)),
        open=len(proposed),
        texts=found.texts,
        pager=around,
        groups=shown.groups(),
        reviewing=reviewing(request, desk),
        adopted=tuple(shown.adopted(each) for each in found.lexicon.adoptions.values()),
        dismissed=found.lexicon.dismissed,
        said=said if _is_so(found.lexicon, said, label) else "",
        said_label=label,
    )


def _is_so(lexicon: Lexicon, said: str, label: str) -> bool:
    labels = {each.label for each in lexicon.adoptions.values()}
    return {"adopted": label in labels, "dismissed": label in lexicon.dismissed}.get(said, False)


class _Shown:
    """Puts terms and topics into words."""

    def __init__(self, snapshot: Snapshot, lang: Lang, found: TermList) -> None:
        self._snapshot, self._lang = snapshot, lang
        self._reading = Reading(snapshot.store, snapshot.layout)
        self._paths = Paths(snapshot.layout.minter)
        self._topics = {topic.iri: topic for topic in found.topics()}

    def term(self, term: NewTerm) -> TermEntry:
        quotations = (self._quotation(each) for each in term.examples)
        return TermEntry(
            label=term.label,
            forms=tuple(form for form in term.forms if form != term.label),
            documents=term.documents,
            broader=term.broader or "",
            broader_label=self._name(term.broader or ""),
            quotations=tuple(each for each in quotations if each),
        )

    def adopted(self, adoption: Adoption) -> AdoptedEntry:
        href = self._paths.href(adoption.iri) if adoption.is_own else ""
        return AdoptedEntry(
            name=adoption.iri,
            link=Link(self._name(adoption.iri) or adoption.label, href),
            words=adoption.words,
            broader=self._name(adoption.broader),
            role=adoption.role,
            date=written_date(adoption.created, self._lang),
            links=self._links_to(adoption.iri),
            added=not adoption.is_own,
        )

    def groups(self) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
        """Return all topics, each beneath the broadest one above it."""
        beneath: dict[str, list[Topic]] = defaultdict(list)
        for topic in self._topics.values():
            beneath[self._top(topic).iri].append(topic)
        tops = sorted(beneath, key=lambda iri: self._name(iri).casefold())
        return tuple(
            (self._name(top), tuple(Choice(each.iri, self._name(each.iri)) for each in beneath[top]))
            for top in tops
        )

    def _top(self, topic: Topic) -> Topic:
        while topic.broader in self._topics:
            topic = self._topics[topic.broader]
        return topic

    def _name(self, iri: str) -> str:
        topic = self._topics.get(iri)
        return (topic.names.get(self._lang) or topic.label) if topic else ""

    def _links_to(self, iri: str) -> int:
        links = self._snapshot.layout.links
        found = self._snapshot.store.quads_for_pattern(None, node(OA.hasBody), ox.NamedNode(iri), links)
        return sum(1 for _ in found)

    def _quotation(self, example: Example) -> Quotation | None:
        """Return the words around a place where a term stands; None if they are there no more."""
        start, end = example.start, example.end
        texts = (each for each in self._reading.wordings(example.unit) if each[start:end] == example.quote)
        text = next(texts, None)
        if text is None:
            return None
        before, after = text[:start], text[end:]
        if len(before) > _AROUND:
            before = "… " + before[-_AROUND:].partition(" ")[2]
        if len(after) > _AROUND:
            after = after[:_AROUND].rpartition(" ")[0] + " …"
        title = self._reading.label(example.unit, self._lang)
        short = title if len(title) <= _LONGEST_TITLE else title[:_LONGEST_TITLE].rpartition(" ")[0] + " …"
        return Quotation(before, example.quote, after, Link(short, self._paths.href(example.unit)))
