"""Putting records together: each thing once, its wording masked, its identity told by what the page says."""

from __future__ import annotations

from dataclasses import replace

from querbezug.graph.errors import SourceError
from querbezug.graph.gazetteer import Level, gazetteer
from querbezug.graph.readers.base import Notice
from querbezug.graph.readers.context import SourceContext
from querbezug.graph.readers.keys import is_address, local_id, url_ref
from querbezug.graph.readers.web_page.blocks import Post
from querbezug.graph.readers.wording import Wording, label, wording
from querbezug.graph.records import (
    AnyRecord,
    Comment,
    Goal,
    Idea,
    Kind,
    Measure,
    Organisation,
    Origin,
    Ref,
    Response,
    Theme,
)
from querbezug.ontology.strings import message

_THEMES = frozenset({Kind.FIELD, Kind.CROSS_CUTTING, Kind.TOPIC, Kind.CATEGORY})
_LONGEST_TITLE = 80


class Records:
    """The records of one page.

    Parameters
    ----------
    context : SourceContext
        What is known of the source.
    url : str or None
        The page's address.
    """

    def __init__(self, context: SourceContext, url: str | None = None) -> None:
        self.notices: list[Notice] = []
        self._context = context
        self._note = context.note
        self._url = url if url and is_address(url) else None
        self._known: dict[Ref, AnyRecord] = {}
        self._comments = 0
        self._responses = 0

    @property
    def all(self) -> tuple[AnyRecord, ...]:
        """The records in the order in which they were added."""
        return tuple(self._known.values())

    # --- themes and goals ---------------------------------------------------------------------

    def theme(
        self,
        kind: Kind,
        name: str,
        line: int,
        *,
        notation: str | None = None,
        question: str | None = None,
        description: str | None = None,
    ) -> Ref:
        """Add a theme, or complete the one that is there."""
        title = self._label(name, line)
        ref = self._counterpart(name, _THEMES, line) or Ref(kind, f"{self._context.key}#{title}")
        known = self._known.get(ref)
        theme = known if isinstance(known, Theme) else Theme(ref=ref, label=title, origin=Origin(line=line))
        theme = replace(
            theme,
            notation=theme.notation or notation,
            guiding_question=theme.guiding_question or (self._text(question, line) if question else None),
            description=theme.description or (self._text(description, line) if description else None),
        )
        self._known[ref] = theme
        return ref

    def goal(self, text: str, line: int, themes: tuple[Ref, ...] = (), parent: Ref | None = None) -> Ref:
        """Add a goal in the page's wording."""
        title = self._label(text, line)
        ref = self._counterpart(text, frozenset({Kind.GOAL}), line)
        ref = ref or Ref(Kind.GOAL, f"{self._context.key}#{title}")
        known = self._known.get(ref)
        if isinstance(known, Goal):
            more = tuple(theme for theme in themes if theme not in known.themes)
            self._known[ref] = replace(known, themes=(*known.themes, *more))
            return ref
        self._known[ref] = Goal(
            ref=ref,
            label=title,
            origin=Origin(line=line),
            verbatim=True,
            plan=self._note.plan if self._note else None,
            parent=parent if parent != ref else None,
            themes=themes,
        )
        return ref

    # --- measures -----------------------------------------------------------------------------

    def measure(self, title: str, line: int, *, code: str | None = None, **values: object) -> Ref | None:
        """Add a measure; ``None`` where its code is taken by another one already.

        A code holds inside one plan only: it is the plan's where the note beside the page names
        one, else the page's own.
        """
        name = self._label(title, line)
        ref = self._counterpart(title, frozenset({Kind.MEASURE}), line)
        if ref is None and code:
            number = local_id("measure", code.replace(" ", "").lower())
            ref = Ref(Kind.MEASURE, f"{self._code_scope()}/{number}")
        ref = ref or Ref(Kind.MEASURE, f"{self._context.key}#{name}")
        known = self._known.get(ref)
        if isinstance(known, Measure):
            if known.label != name:
                values_told = {"line": line, "code": code or name, "first": known.origin.line}
                self.notices.append(
                    Notice(message("webpage.code-twice", **values_told), line=line, left_out=True)
                )
            return None
        description = values.pop("description", None)
        places = values.pop("places", ()) or self._context.places
        questions = values.pop("guiding_questions", ())
        self._known[ref] = Measure(
            ref=ref,
            label=name,
            origin=Origin(line=line),
            code=code,
            plan=self._note.plan if self._note else None,
            description=self._text(str(description), line) if description else None,
            guiding_questions=tuple(self._label(text, line) for text in questions),  # type: ignore[attr-defined]
            places=places,  # type: ignore[arg-type]
            **values,  # type: ignore[arg-type]
        )
        return ref

    def _code_scope(self) -> str:
        if self._note and self._note.plan:
            return local_id(*self._note.plan.key.removeprefix("url:").split("/"))
        return self._context.key

    def organisation(self, name: str, line: int) -> Ref:
        """Add an organisation known by its name."""
        title = self._label(name, line)
        ref = Ref(Kind.ORGANISATION, f"{self._context.key}#{title}")
        self._known.setdefault(ref, Organisation(ref=ref, label=title, origin=Origin(line=line)))
        return ref

    def municipality(self, name: str, line: int) -> tuple[Ref, ...]:
        """Return the municipality called ``name``; none where several have the name."""
        found = municipalities(name)
        if len(found) == 1:
            return (Ref(Kind.PLACE, f"ags:{found[0]}"),)
        if found:
            self.tell("webpage.place-ambiguous", line, name=name, count=len(found))
        return ()

    # --- contributions ------------------------------------------------------------------------

    def idea(
        self, title: str | None, text: str, line: int, *, own_page: bool = False, **values: object
    ) -> Ref:
        """Add an idea; with ``own_page`` the page's address is its identity."""
        body = self._wording(text, line) if text else None
        name = self._label(title, line) if title else _shortened(body.text if body else "")
        page = self._url if own_page else None
        ref = url_ref(Kind.IDEA, page) if page else Ref(Kind.IDEA, f"{self._context.key}#{name}")
        if ref in self._known:
            self.tell("webpage.idea-twice", line)
            return ref
        places = values.pop("places", ()) or self._context.places
        self._known[ref] = Idea(
            ref=ref,
            label=name,
            origin=Origin(line=line),
            text=body.text if body else None,
            redacted=bool(body and body.redacted),
            process=self._note.process if self._note else None,
            page=page,
            places=places,  # type: ignore[arg-type]
            **values,  # type: ignore[arg-type]
        )
        return ref

    def response(self, text: str, line: int, responds_to: Ref, outcome: str | None = None) -> None:
        """Add an answer of the administration."""
        self._responses += 1
        ref = Ref(Kind.RESPONSE, f"{self._context.key}/{local_id('response', self._responses)}")
        self._known[ref] = Response(
            ref=ref,
            origin=Origin(line=line),
            text=self._text(text, line),
            responds_to=(responds_to,),
            outcome=outcome,
        )

    def comments(self, posts: list[Post], about: Ref | None) -> None:
        """Add the comments of a page in its order."""
        first = self._comments
        for post in posts:
            self._comments += 1
            ref = Ref(Kind.COMMENT, f"{self._context.key}/{self._comments}")
            said = self._wording(post.text, post.line)
            parent = None if post.parent is None else f"{self._context.key}/{first + post.parent + 1}"
            self._known[ref] = Comment(
                ref=ref,
                origin=Origin(line=post.line),
                text=said.text,
                redacted=said.redacted,
                sequence=self._comments,
                about=about,
                process=self._note.process if self._note else None,
                date=post.date,
                reply_to=Ref(Kind.COMMENT, parent) if parent else None,
                official=post.official,
                supports=post.supports,
                objections=post.objections,
            )

    # --- wording ------------------------------------------------------------------------------

    def tell(self, key: str, line: int, **values: object) -> None:
        """Add a notice about ``line``."""
        self.notices.append(Notice(message(key, line=line, **values), line=line))

    def _counterpart(self, text: str, kinds: frozenset[Kind], line: int) -> Ref | None:
        ref = self._note.correspondence(text) if self._note else None
        if ref and ref.kind not in kinds:
            file = self._context.source.name
            raise SourceError("webpage.counterpart-kind", file=file, wording=text, line=line)
        return ref

    def _label(self, text: str, line: int) -> str:
        return self._kept(label(text, Origin(line=line)))

    def _text(self, text: str, line: int) -> str:
        return self._kept(wording(text, Origin(line=line)))

    def _wording(self, text: str, line: int) -> Wording:
        found = wording(text, Origin(line=line))
        self.notices += found.notices
        return found

    def _kept(self, found: Wording) -> str:
        self.notices += found.notices
        return found.text


def municipalities(name: str) -> list[str]:
    """Return the official keys of the municipalities called ``name``, with or without "Stadt" before it."""
    plain = name.strip().removesuffix(":").strip()
    for word in ("Stadt ", "Gemeinde ", "Markt "):
        plain = plain.removeprefix(word)
    if len(plain) > 60:
        return []
    return [entry.ags for entry in gazetteer().by_name(plain) if entry.level is Level.MUNICIPALITY]


def _shortened(text: str) -> str:
    """Return the first words of ``text`` as a title."""
    plain = " ".join(text.split())
    if len(plain) <= _LONGEST_TITLE:
        return plain
    return plain[: _LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"
