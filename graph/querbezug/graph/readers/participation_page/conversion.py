"""From a parsed page to records: which thing each wording names, and what comments are about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from querbezug.graph.errors import SourceError
from querbezug.graph.readers import privacy
from querbezug.graph.readers.base import Notice
from querbezug.graph.readers.participation_page.page import Block, CommentLine, GoalLine, Heading, Page
from querbezug.graph.readers.source_note import SourceNote
from querbezug.graph.records import AnyRecord, Comment, Goal, Kind, Origin, Ref, Theme
from querbezug.ontology.strings import message

_THEME_KINDS = frozenset({Kind.FIELD, Kind.CROSS_CUTTING, Kind.TOPIC, Kind.CATEGORY})


class Conversion:
    """The records of one page.

    Parameters
    ----------
    page : Page
        What was read.
    file : str
        The file's name, for sentences.
    key : str
        Identity of the source.
    note : SourceNote or None
        What the file beside the page says.

    Attributes
    ----------
    notices : list of Notice
        What the user should know about the records; complete after :meth:`records`.
    """

    def __init__(self, page: Page, *, file: str, key: str, note: SourceNote | None) -> None:
        self.notices: list[Notice] = []
        self._page = page
        self._file = file
        self._key = key
        self._note = note
        self._themes: dict[Ref, Theme] = {}
        self._goals: dict[Ref, Goal] = {}
        self._comments: list[Comment] = []
        self._first_lines: dict[str, int] = {}

    def records(self) -> tuple[AnyRecord, ...]:
        """Return themes, goals and comments, each in the order of the page.

        Raises
        ------
        SourceError
            If the note matches a heading or goal to a thing of another kind.
        """
        for heading in self._page.headings:
            ref = self._theme_ref(heading)
            origin = Origin(line=heading.line)
            theme = Theme(ref=ref, label=heading.words.name, notation=heading.words.notation, origin=origin)
            self._themes.setdefault(ref, theme)
        for block in self._page.blocks:
            self._add_goals(block)
            self._add_comments(block)
        self.notices += self._count_notices()
        self.notices += self._unused_correspondences()
        return (*self._themes.values(), *self._goals.values(), *self._comments)

    def _theme_ref(self, heading: Heading) -> Ref:
        name = heading.words.name
        ref = self._note.correspondence(heading.wording, name) if self._note else None
        if ref is None:
            return Ref(heading.words.kind, f"{self._key}#{name}")
        if ref.kind not in _THEME_KINDS:
            raise SourceError("page.counterpart-no-theme", file=self._file, wording=name, line=heading.line)
        return ref

    def _goal_ref(self, goal: GoalLine) -> Ref:
        ref = self._note.correspondence(goal.wording) if self._note else None
        if ref is None:
            return Ref(Kind.GOAL, f"{self._key}#{goal.wording}")
        if ref.kind is not Kind.GOAL:
            raise SourceError(
                "page.counterpart-no-goal", file=self._file, wording=goal.wording, line=goal.line
            )
        return ref

    def _add_goals(self, block: Block) -> None:
        themes = tuple(self._theme_ref(heading) for heading in block.headings)
        for goal in block.goals:
            ref = self._goal_ref(goal)
            known = self._goals.get(ref)
            if known is None:
                self._goals[ref] = self._goal(ref, goal, themes)
                continue
            self._tell("page.same-goal", goal.line, first=known.origin.line)
            more = () if goal.parent else tuple(theme for theme in themes if theme not in known.themes)
            self._goals[ref] = replace(known, themes=(*known.themes, *more))

    def _goal(self, ref: Ref, goal: GoalLine, themes: tuple[Ref, ...]) -> Goal:
        parent = self._goal_ref(goal.parent) if goal.parent else None
        return Goal(
            ref=ref,
            label=goal.wording,
            origin=Origin(line=goal.line),
            verbatim=True,
            plan=self._note.plan if self._note else None,
            parent=parent if parent != ref else None,
            themes=() if goal.parent else themes,
        )

    def _add_comments(self, block: Block) -> None:
        if not block.comments:
            return
        about = self._about(block)
        for comment in block.comments:
            self._comments.append(self._comment(comment, about))

    def _about(self, block: Block) -> Ref | None:
        """Return what the comments of ``block`` stand under, as far as the page says it."""
        line, goals = block.comments[0].line, block.top_goals
        if len(goals) == 1:
            return self._goal_ref(goals[0])
        theme = self._theme_ref(block.headings[-1]) if block.headings else None
        if goals:
            key = "page.several-goals" if theme else "page.several-goals-no-theme"
            self._tell(key, line, goals=len(goals))
        else:
            self._tell("page.no-goal" if theme else "page.no-theme", line)
        return theme

    def _comment(self, comment: CommentLine, about: Ref | None) -> Comment:
        masked = privacy.mask(comment.text)
        for finding in masked.findings:
            self._tell(f"page.redacted-{finding.value}", comment.line)
        first = self._first_lines.setdefault(masked.text, comment.line)
        if first != comment.line:
            self._tell("page.same-comment", comment.line, first=first)
        sequence = len(self._comments) + 1
        return Comment(
            ref=Ref(Kind.COMMENT, f"{self._key}/{sequence}"),
            origin=Origin(line=comment.line),
            text=masked.text,
            sequence=sequence,
            about=about,
            process=self._note.process if self._note else None,
            redacted=comment.cut or bool(masked.findings),
        )

    def _tell(self, key: str, line: int, **values: object) -> None:
        self.notices.append(Notice(message(key, line=line, **values), line=line))

    def _count_notices(self) -> Iterator[Notice]:
        """Compare with the number of comments the page itself gives, once or for each goal."""
        read, stated = len(self._comments), self._page.stated_counts
        numbers = [number for _, number in stated]
        if stated and sum(numbers) != read and set(numbers) != {read}:
            line = stated[0][0]
            values = {"line": line, "stated": sum(numbers), "read": read}
            yield Notice(message("page.other-count", **values), line=line)

    def _unused_correspondences(self) -> Iterator[Notice]:
        used = self._themes.keys() | self._goals.keys()
        for wording, ref in (self._note.correspondences if self._note else {}).items():
            if ref not in used:
                yield Notice(message("page.unused-counterpart", wording=wording))
