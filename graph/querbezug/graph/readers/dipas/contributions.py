"""From contributions and comments of DIPAS, whatever file they stand in, to records."""

from __future__ import annotations

from dataclasses import dataclass

from querbezug.graph.readers.base import Notice
from querbezug.graph.readers.dipas.platform import Items, Platform, subject, votes
from querbezug.graph.readers.first_words import first_words
from querbezug.graph.readers.keys import is_address
from querbezug.graph.readers.tables.values import parse_date
from querbezug.graph.readers.wording import label, wording
from querbezug.graph.records import Comment, Idea, Origin, Ref, Theme
from querbezug.ontology.strings import message


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """A contribution as its file has it; values of JSON may be of any kind."""

    number: str
    scope: str
    origin: Origin
    process: Ref
    title: object = ""
    text: object = ""
    category: object = ""
    rubric: object = ""
    keywords: object = ""
    created: object = ""
    pro: object = None
    contra: object = None
    link: str = ""
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A comment as its file has it."""

    number: str
    contribution: str
    scope: str
    origin: Origin
    process: Ref
    title: object = ""
    text: object = ""
    created: object = ""
    link: str = ""
    parent: Ref | None = None


def idea_items(platform: Platform, given: Contribution) -> Items:
    """Yield a contribution, and before it the themes that are new."""
    origin = given.origin
    title = label(_text(given.title), origin, "title")
    body = wording(_text(given.text), origin, "text")
    yield from (*title.notices, *body.notices)
    heading = title.text or first_words(body.text)
    if not heading:
        yield notice("dipas.empty-contribution", origin, number=given.number)
        return
    themes: list[Ref] = []
    for item in platform.themes(given.scope, origin, given.category, given.rubric, given.keywords):
        if isinstance(item, Theme):
            yield item
        else:
            themes.append(item)
    ref = platform.idea(given.scope, given.number)
    yield Idea(
        ref=ref,
        label=heading,
        origin=origin,
        same_as=platform.other_names(ref, given.link, "contribution", given.number),
        themes=tuple(dict.fromkeys(themes)),
        places=platform.context.places,
        text=body.text or None,
        redacted=title.redacted or body.redacted,
        process=given.process,
        date=parse_date(_text(given.created)),
        latitude=given.point[0] if given.point else None,
        longitude=given.point[1] if given.point else None,
        supports=votes(given.pro),
        objections=votes(given.contra),
        page=given.link if is_address(given.link) else None,
    )


def comment_items(platform: Platform, given: Remark) -> Items:
    """Yield a comment."""
    origin = given.origin
    title = label(subject(given.title), origin, "title")
    body = wording(_text(given.text), origin, "text")
    yield from (*title.notices, *body.notices)
    if not body.text and not title.text:
        yield notice("dipas.empty-comment", origin, number=given.number)
        return
    platform.sequence += 1
    ref = platform.comment(given.scope, given.contribution, given.number)
    parts = ("contribution", given.contribution, "comment", given.number)
    yield Comment(
        ref=ref,
        label=title.text,
        origin=origin,
        same_as=platform.other_number(ref, given.link, *parts),
        text=body.text or title.text,
        sequence=platform.sequence,
        about=platform.idea(given.scope, given.contribution),
        process=given.process,
        date=parse_date(_text(given.created)),
        redacted=title.redacted or body.redacted,
        reply_to=given.parent,
    )


def notice(key: str, origin: Origin, **values: object) -> Notice:
    """Return the line of the report for something that was left out."""
    return Notice(message(key, **values), row=origin.row, path=origin.path, left_out=True)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
