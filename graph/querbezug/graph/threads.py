"""What people say about a thing, as the conversation it was: who answers whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from querbezug.graph.facts import Facts, first, number
from querbezug.graph.store.reading import Snapshot
from querbezug.ontology.terms import AUTHORSHIP, DCTERMS, PROV, QUER, RDF, RDFS

DEEPEST = 50
"""How many answers to answers are followed; no conversation goes deeper, a broken one may be a circle."""


@dataclass(frozen=True, slots=True)
class Post:
    """A comment or answer with the answers to it.

    Attributes
    ----------
    title : str
        The heading its author gave it; empty where there is none.
    official : bool
        Whether the administration or the platform's editors wrote it.
    side : int
        1 if its author declared to be in favour, -1 if against, else 0.
    outcome : str
        IRI of the code that says what became of the matter; empty where none is given.
    """

    iri: str
    title: str
    text: str
    date: str = ""
    official: bool = False
    supports: int | None = None
    objections: int | None = None
    side: int = 0
    outcome: str = ""
    line: int | None = None
    replies: tuple[Post, ...] = ()

    def count(self) -> int:
        """Return the number of posts: this one and all beneath it."""
        return 1 + sum(reply.count() for reply in self.replies)


@dataclass(frozen=True, slots=True)
class Thread:
    """The conversation about a thing.

    Attributes
    ----------
    posts : tuple of Post
        The posts of one page that answer no other, oldest first.
    total, official : int
        How many posts there are on all pages, and how many of them are official.
    first : int
        How many posts stand on the pages before.
    starts : int
        How many posts on all pages answer no other.
    """

    posts: tuple[Post, ...]
    total: int
    official: int
    first: int
    starts: int


def thread(snapshot: Snapshot, iri: str, offset: int = 0, limit: int | None = None) -> Thread:
    """Return what is said about ``iri``, with all answers.

    Parameters
    ----------
    offset, limit : int
        Which of the posts that answer no other to return; all unless told.
    """
    facts = Facts(snapshot)
    about = set(facts.subjects(QUER.about, iri))
    answers = set(facts.subjects(QUER.respondsTo, iri))
    found = _with_replies(facts, about | answers | set(facts.subjects(QUER.replyTo, iri)))
    parents = {each: next(iter(facts.values(each, QUER.replyTo)), None) for each in found}
    order = sorted(found, key=lambda each: (_sequence(facts, each), each))
    beneath: dict[str, list[str]] = defaultdict(list)
    for each in order:
        beneath[parents[each] or ""].append(each)
    starts = [each for each in order if parents[each] not in found]
    chosen = starts[offset : None if limit is None else offset + limit]
    seen: set[str] = set()
    return Thread(
        posts=tuple(_post(facts, each, beneath, seen) for each in chosen),
        total=len(found),
        official=sum(_is_official(facts, each) for each in found),
        first=offset,
        starts=len(starts),
    )


def answered(snapshot: Snapshot, iri: str) -> tuple[Post, ...]:
    """Return the posts that lead to the comment ``iri``, the beginning of the conversation first."""
    facts, found, current = Facts(snapshot), list[Post](), iri
    seen = {iri}
    while len(found) < DEEPEST:
        parent = facts.value(current, QUER.replyTo)
        if parent is None or parent in seen:
            break
        seen.add(parent)
        found.append(_post(facts, parent, {}, set()))
        current = parent
    return tuple(reversed(found))


def _with_replies(facts: Facts, start: Iterable[str]) -> set[str]:
    found, waiting = set(start), list(start)
    while waiting:
        for reply in facts.subjects(QUER.replyTo, waiting.pop()):
            if reply not in found:
                found.add(reply)
                waiting.append(reply)
    return found


def _sequence(facts: Facts, iri: str) -> tuple[str, int]:
    """Return where a post stands: those of one source in its order, answers without a number last."""
    value = facts.value(iri, QUER.sequence)
    source = next(iter(facts.values(iri, PROV.hadPrimarySource)), "")
    return source, int(value) if value else 10**9


def _is_official(facts: Facts, iri: str) -> bool:
    return str(QUER.Response) in facts.values(iri, RDF.type)


def _post(
    facts: Facts, iri: str, beneath: Mapping[str, Sequence[str]], seen: set[str], depth: int = 0
) -> Post:
    seen.add(iri)
    own = facts.own(iri)
    title, wording = first(own, RDFS.label), first(own, QUER.verbatimText)
    below = [each for each in beneath.get(iri, ()) if each not in seen] if depth < DEEPEST else []
    return Post(
        iri=iri,
        title="" if title == wording else title,
        text=wording,
        date=first(own, DCTERMS.created),
        official=str(QUER.Response) in own.get(str(RDF.type), ())
        or str(AUTHORSHIP.institutional) in own.get(str(QUER.authorship), ()),
        supports=number(own, QUER.supportCount),
        objections=number(own, QUER.objectionCount),
        side=1 if str(QUER.supports) in own else -1 if str(QUER.opposes) in own else 0,
        outcome=first(own, QUER.outcome),
        line=number(own, QUER.lineNumber),
        replies=tuple(_post(facts, each, beneath, seen, depth + 1) for each in below),
    )
