"""How to load, and what loading came to."""

from __future__ import annotations

from dataclasses import dataclass, field

from querbezug.graph.changes import Changes
from querbezug.graph.intake import Listener
from querbezug.graph.links.runs import Run
from querbezug.graph.readers.base import Notice, ReadOptions
from querbezug.graph.validation import Finding


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What loading one file came to.

    Attributes
    ----------
    key : str
        Identity of the source in the store.
    notices : tuple of Notice
        The first of what the reader had to say.
    notice_count, left_out, personal : int
        How many notices there were in all; how many entries could not be read and are not in the
        graph; how many places were masked because of personal data.
    same_as : str or None
        Key of the source that has just these bytes already; then nothing was loaded.
    warnings : tuple of Finding
        Rules it bends without breaking them.
    """

    file_name: str
    key: str
    title: str
    reader: str
    changes: Changes
    records: int = 0
    notices: tuple[Notice, ...] = ()
    notice_count: int = 0
    left_out: int = 0
    personal: int = 0
    warnings: tuple[Finding, ...] = ()
    same_as: str | None = None


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What loading came to.

    Attributes
    ----------
    sources : tuple of SourceReport
        Each source.
    added, removed : int
        How many triples came and went in all.
    run : Run
        What linking came to, compared with the run before.
    ties_removed : bool
        Whether published ties of cities went, because what they rested on changed.
    """

    sources: tuple[SourceReport, ...]
    added: int
    removed: int
    run: Run
    ties_removed: bool = False

    @property
    def links(self) -> int:
        """How many links there are now."""
        return self.run.links


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """How to load.

    Attributes
    ----------
    read : ReadOptions
        What the readers should know.
    strict : bool
        Load nothing if a single entry would have to be left out.
    listen : callable
        Is told each notice, so that a report can have them all.
    """

    read: ReadOptions = field(default_factory=ReadOptions)
    strict: bool = False
    listen: Listener = lambda _file, _notice: None
