"""From what people say about a thing to the model of the conversation."""

from __future__ import annotations

from querbezug.api.http.labels import written_date
from querbezug.api.http.names import Names
from querbezug.api.http.paging import PAGE_SIZE, pager
from querbezug.api.http.service import Service
from querbezug.api.page_models import Discussion, PostEntry
from querbezug.graph.threads import Post, answered, thread
from querbezug.ontology.strings import text
from querbezug.visualise.page import number

_SIDES = {1: "pages.side_for", -1: "pages.side_against"}


def discussion(service: Service, names: Names, iri: str, page: int) -> Discussion | None:
    """Return one page of the conversation about ``iri``, or None if nobody said anything.

    Raises
    ------
    NotFoundError
        If the conversation has no such page.
    """
    found = thread(service.snapshot(), iri, (page - 1) * PAGE_SIZE, PAGE_SIZE)
    around = pager(names.href(iri), {}, page, found.starts)
    if not found.total:
        return None
    return Discussion(
        posts=tuple(_entry(names, post) for post in found.posts),
        total=found.total,
        official=found.official,
        pager=around if around.pages else None,
    )


def context(service: Service, names: Names, iri: str) -> tuple[PostEntry, ...]:
    """Return what the comment ``iri`` answers, the beginning of the conversation first."""
    return tuple(_entry(names, post) for post in answered(service.snapshot(), iri))


def _entry(names: Names, post: Post) -> PostEntry:
    return PostEntry(
        href=names.href(post.iri),
        title=post.title,
        text=post.text,
        date=written_date(post.date, names.lang),
        official=post.official,
        side=text(_SIDES[post.side], names.lang) if post.side else "",
        votes=votes(names, post.supports, post.objections),
        outcome=names.label(post.outcome) if post.outcome else "",
        line=post.line,
        replies=tuple(_entry(names, reply) for reply in post.replies),
    )


def votes(names: Names, supports: int | None, objections: int | None) -> str:
    """Return how many are for and against something, in words; nothing where nobody counted."""
    parts = []
    for key, count in (("pages.votes_for", supports), ("pages.votes_against", objections)):
        if count is not None:
            parts.append(text(key, names.lang, n=number(count, names.lang)))
    return " · ".join(parts)
