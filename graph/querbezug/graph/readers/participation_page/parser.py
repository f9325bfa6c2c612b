"""From the lines of a page to its headings, goals and comments."""

from __future__ import annotations

from collections.abc import Sequence

from querbezug.graph.readers import names
from querbezug.graph.readers.base import Notice
from querbezug.graph.readers.participation_page.lines import SUB_BULLETS, Line, Role, Sort, read_line
from querbezug.graph.readers.participation_page.outline import Outline
from querbezug.graph.readers.participation_page.page import Block, CommentLine, GoalLine, Heading, Page
from querbezug.graph.readers.participation_page.vocabulary import HeadingWords, Vocabulary, normal
from querbezug.graph.records import Kind
from querbezug.ontology.strings import message

_FEWEST_FOR_HALF = 3
# A longer label is refused by the shapes, and nobody words a goal like that.
_LONGEST_LABEL = 400


def parse(lines: Sequence[str], words: Vocabulary) -> Page:
    """Read ``lines`` from top to bottom."""
    return _Parser([read_line(number, raw, words) for number, raw in enumerate(lines, 1)], words).run()


class _Parser:
    def __init__(self, lines: list[Line], words: Vocabulary) -> None:
        self._lines = lines
        self._words = words
        self._outline = Outline(lines, words)
        self._page = Page(lines=lines)
        self._block = Block()
        self._nesting: list[tuple[Line, GoalLine]] = []
        self._section_open = False
        self._signed = False
        self._bullet_runs: dict[int, bool] = {}

    def run(self) -> Page:
        self._page.blocks.append(self._block)
        for index, line in enumerate(self._lines):
            self._page.roles.append(self._role(index, line))
        return self._page

    # -- one line ------------------------------------------------------------------------------

    def _role(self, index: int, line: Line) -> Role:
        if line.sort is Sort.EMPTY:
            return Role.EMPTY
        signature = self._signed and self._could_sign(index, line)
        self._signed = line.sort is Sort.GREETING or names.ends_with_greeting(line.body)
        if signature:
            return self._notice("page.personal-line", line, Role.PERSONAL)
        if line.sort is Sort.CHROME:
            return self._chrome(line)
        if line.sort is Sort.GREETING:
            return self._notice("page.passed-over-greeting", line, Role.PASSED_OVER)
        if line.sort is Sort.AUTHOR:
            return self._author(line)
        if line.sort is Sort.FACET:
            return self._facet(index, line)
        if line.sort is Sort.BULLET or self._is_soft_goal(line):
            return self._bullet(index, line)
        return self._plain(index, line)

    def _could_sign(self, index: int, line: Line) -> bool:
        is_heading = self._outline.themed_heading(index) or self._outline.bare_heading(index)
        return line.sort is Sort.PLAIN and not is_heading and names.is_name(line.body)

    def _chrome(self, line: Line) -> Role:
        if line.chrome and line.chrome.opens_comments:
            self._section_open = bool(self._block.goals or self._block.headings)
            if line.chrome.count is not None:
                self._page.stated_counts.append((line.number, line.chrome.count))
        return self._notice("page.passed-over-chrome", line, Role.PASSED_OVER)

    def _author(self, line: Line) -> Role:
        if not line.author_rest:
            return self._notice("page.personal-line", line, Role.PERSONAL)
        self._notice("page.personal-part", line)
        return self._comment(line, line.author_rest, cut=True)

    def _facet(self, index: int, line: Line) -> Role:
        nothing_yet = not (self._block.headings or self._block.goals or self._block.comments)
        if index in self._outline.facets or (nothing_yet and self._before_first_heading(index)):
            return Role.FACET
        if self._block.comments:
            self._notice("page.late-tag", line)
        self._block.tagged = True
        return Role.TAG

    def _plain(self, index: int, line: Line) -> Role:
        if self._is_heading(index, line):
            return self._heading(line)
        if self._before_first_heading(index) or index < self._outline.facets.stop:
            return self._notice("page.passed-over-preface", line, Role.PASSED_OVER)
        if not self._block.comments and not self._section_open and self._words.is_valued_facet(line.text):
            role = Role.TAG if self._block.goals else Role.FACET
            return self._notice("page.facet-value", line, role)
        return self._comment(line, line.text)

    def _bullet(self, index: int, line: Line) -> Role:
        in_filter_bar = index in self._outline.facets
        if in_filter_bar or (self._outline.facets and self._before_first_heading(index)):
            valued = self._words.is_valued_facet(line.body)
            return self._notice("page.facet-value" if valued else "page.unknown-facet", line, Role.FACET)
        if self._is_heading(index, line):
            return self._heading(line)
        if self._is_bullet_comment(index, line):
            return self._comment(line, line.body)
        return self._goal(line)

    def _before_first_heading(self, index: int) -> bool:
        return self._outline.first_heading is not None and index < self._outline.first_heading

    # -- headings ------------------------------------------------------------------------------

    def _is_heading(self, index: int, line: Line) -> bool:
        if self._outline.first_heading is None or index < self._outline.first_heading:
            return False
        if index == self._outline.first_heading:
            return True
        if line.sort is Sort.BULLET:
            following = self._outline.next_content(index)
            return (
                self._outline.themed_heading(index)
                and following is not None
                and following.indent > line.indent
            )
        return self._outline.themed_heading(index) or self._is_late_bare_heading(index)

    def _is_late_bare_heading(self, index: int) -> bool:
        """Say whether a heading without a telling word stands among comments.

        It takes a page whose first heading was of that sort, and a gap before the line where the
        comments themselves stand without gaps.
        """
        first = self._page.headings[0].line if self._page.headings else 0
        gap = self._page.roles[-1] is Role.EMPTY
        gapless = len(self._block.comments) < 2 or self._gapless_comments()
        bare_page = bool(first) and self._lines[first - 1].heading is None
        return bare_page and gap and gapless and self._outline.bare_heading(index)

    def _gapless_comments(self) -> bool:
        first, second = self._block.comments[:2]
        return all(
            self._page.roles[number - 1] is not Role.EMPTY for number in range(first.line, second.line)
        )

    def _heading(self, line: Line) -> Role:
        wording = normal(line.body).lstrip("#").strip()
        words = line.heading or HeadingWords(Kind.TOPIC, wording.removesuffix(":").rstrip())
        heading = Heading(line.number, wording, words)
        self._page.headings.append(heading)
        if line.heading is None:
            self._notice("page.bare-heading", line)
        if self._block.goals or self._block.comments:
            if self._block.comments:
                self._notice("page.late-heading", line)
            self._open(Block(headings=(heading,)))
        else:
            others = (other for other in self._block.headings if other.words.kind is not words.kind)
            self._block.headings = (*others, heading)
        self._section_open = False
        return Role.HEADING

    def _open(self, block: Block) -> None:
        self._block = block
        self._section_open = False
        self._page.blocks.append(block)
        self._nesting.clear()

    # -- goals and comments --------------------------------------------------------------------

    def _is_soft_goal(self, line: Line) -> bool:
        """Say whether "o …" or "1. …" is a bullet here: only where goals are being listed."""
        if not line.soft or self._section_open or self._block.comments or self._block.tagged:
            return False
        if line.glyph == "o":
            return bool(self._nesting)
        return bool(self._block.headings) and (not self._nesting or self._nesting[0][0].glyph == "1")

    def _is_bullet_comment(self, index: int, line: Line) -> bool:
        if self._opens_section(index):
            return False
        if self._section_open and self._comments_are_bullets():
            return True
        if self._block.comments or self._block.tagged:
            return self._run_is_comments(index, line)
        too_long = len(line.body) > _LONGEST_LABEL
        if too_long or (self._block.goals and self._words.asks_or_calls(line.body)):
            return bool(self._notice("page.bullet-comment", line))
        return False

    def _opens_section(self, index: int) -> bool:
        """Say whether a line such as "Kommentare (3)" follows, which has a goal above it."""
        for after in range(index + 1, len(self._lines)):
            line = self._lines[after]
            if line.sort not in {Sort.EMPTY, Sort.FACET}:
                return bool(line.chrome and line.chrome.opens_comments)
        return False

    def _comments_are_bullets(self) -> bool:
        comments = self._block.comments
        return not comments or bool(self._lines[comments[-1].line - 1].glyph)

    def _run_is_comments(self, index: int, line: Line) -> bool:
        """Decide once for all bullet lines in a row whether they go on with the comments."""
        if index not in self._bullet_runs:
            run = self._bullet_run(index)
            alike = sum(self._words.reads_like_comment(self._lines[each].body) for each in run)
            all_of_them = alike * 2 >= len(run) if len(run) >= _FEWEST_FOR_HALF else alike == len(run)
            self._bullet_runs |= dict.fromkeys(run, all_of_them)
        reads_so = self._words.reads_like_comment(line.body)
        if self._bullet_runs[index] and not reads_so:
            self._notice("page.bullet-comment", line)
        return self._bullet_runs[index] or reads_so

    def _bullet_run(self, start: int) -> list[int]:
        run = []
        for index in range(start, len(self._lines)):
            sort = self._lines[index].sort
            if sort is Sort.BULLET:
                run.append(index)
            elif sort in {Sort.PLAIN, Sort.FACET}:
                break
        return run

    def _goal(self, line: Line) -> Role:
        if self._block.comments:
            self._notice("page.late-goal", line)
            self._open(Block(headings=self._block.headings))
        while self._nesting and not _is_below(line, self._nesting[-1][0]):
            self._nesting.pop()
        parent = self._nesting[-1][1] if self._nesting else None
        goal = GoalLine(line.number, normal(line.body), parent)
        self._block.goals.append(goal)
        self._nesting.append((line, goal))
        return Role.SUB_GOAL if parent else Role.GOAL

    def _comment(self, line: Line, text: str, *, cut: bool = False) -> Role:
        self._block.comments.append(CommentLine(line.number, text, cut))
        return Role.COMMENT

    def _notice(self, key: str, line: Line, role: Role = Role.COMMENT) -> Role:
        self._page.notices.append(Notice(message(key, line=line.number), line=line.number))
        return role


def _is_below(line: Line, above: Line) -> bool:
    """Say whether a bullet line is part of the one above: further in, or a lesser bullet."""
    if line.indent != above.indent:
        return line.indent > above.indent
    return line.glyph in SUB_BULLETS and above.glyph not in SUB_BULLETS
