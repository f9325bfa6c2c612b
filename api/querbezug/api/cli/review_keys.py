"""Reviewing in the terminal: one claim after the other, one key each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import typer
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from querbezug.api.cli.console import err, out, say
from querbezug.api.settings import preferred_language
from querbezug.graph.errors import QuerbezugError
from querbezug.graph.links.claims import CONFIRMED, CORRECTED, REJECTED
from querbezug.graph.review import (
    Assessment,
    Filter,
    Outcome,
    Queue,
    Reading,
    Verdict,
    decide,
    undo,
)
from querbezug.graph.store import ReadStore
from querbezug.ontology.resources import labels
from querbezug.ontology.terms import METHOD

_ACCEPT, _REJECT, _CORRECT, _SKIP, _UNDO, _QUIT = "a", "x", "k", "s", "u", "q"
_ENTER, _RIGHT = ("\r", "\n"), ("\x1b[C", "\x1bOC")


class Session:
    """One sitting of a reviewer at the terminal.

    Parameters
    ----------
    path : Path
        The store's directory.
    wanted : Filter
        Which assessments to ask about.
    role : str
        In which role it is decided.
    read_key, read_line : callable
        Where keys and words come from; the terminal, unless a test says otherwise.
    console : Console
        Where questions go.
    """

    def __init__(
        self,
        path: Path,
        wanted: Filter,
        role: str,
        read_key: Callable[[], str] = typer.getchar,
        read_line: Callable[[], str] = input,
        console: Console = out,
    ) -> None:
        self._path, self._wanted, self._role = path, wanted, role
        self._read_key, self._read_line, self._console = read_key, read_line, console
        self._store = ReadStore(path)
        self._queue = Queue(self._store.snapshot())
        self._after = ""
        self._last = ""

    def run(self) -> None:
        """Ask until there is nothing left or somebody has had enough."""
        while piece := self._queue.page(self._wanted, self._after, 1).items:
            self._show(piece[0])
            key = self._key()
            if key == _QUIT:
                break
            try:
                self._act(key, piece[0])
            except QuerbezugError as error:
                err.print(error.text(preferred_language()), soft_wrap=True)
        counts = self._queue.counts()
        self._console.print(say("review.counted", shown=0, open=counts.open, decided=counts.decided))

    def _act(self, key: str, found: Assessment) -> None:
        if key == _UNDO:
            if self._last:
                self._follow(undo(self._path, self._last))
                self._last, self._after = "", ""
        elif key == _SKIP:
            self._after = found.iri
        elif key in (_ACCEPT, _REJECT):
            status = CONFIRMED if key == _ACCEPT else REJECTED
            self._take(Verdict(found.iri, status, role=self._role))
        elif key == _CORRECT:
            self._console.print(say("review.ask-iri"))
            meant = self._read_line().strip()
            if meant:
                self._take(Verdict(found.iri, CORRECTED, meant, self._role))

    def _take(self, verdict: Verdict) -> None:
        outcome = decide(self._path, verdict)
        self._last = outcome.iri
        self._follow(outcome)
        self._console.print(f"  {say(f'review.status-{outcome.decision.status}')}", style="green")

    def _follow(self, outcome: Outcome) -> None:
        snapshot = self._store.snapshot()
        if not self._queue.follow(outcome, snapshot):
            self._queue = Queue(snapshot)

    def _key(self) -> str:
        """Wait for a key that means something."""
        while True:
            key = self._read_key()
            if key in _ENTER:
                return _ACCEPT
            if key in _RIGHT:
                return _SKIP
            if key in ("\x03", "\x04", "\x1b"):
                return _QUIT
            if key.lower() in (_ACCEPT, _REJECT, _CORRECT, _SKIP, _UNDO, _QUIT):
                return key.lower()

    def _show(self, found: Assessment) -> None:
        """Print a claim with its evidence marked."""
        lang, snapshot = preferred_language(), self._store.snapshot()
        reading = Reading(snapshot.store, snapshot.layout)
        passage, claim = reading.passage(found), found.claim
        words = Text(visible(passage.before))
        words.append(visible(passage.quote), style="bold reverse")
        words.append(visible(passage.after))
        thing = visible(reading.label(claim.body, lang))
        other = visible(reading.label(claim.target or claim.unit, lang))
        says = say(f"review.says-{found.kind}", thing=thing[:90], other=other[:90])
        method = labels().label(str(METHOD[found.method]), lang) or found.method
        self._console.rule(style="dim")
        self._console.print(Text(says, style="bold"))
        self._console.print(Padding(words, (1, 2)))
        self._console.print(Text(f"{method} · {found.confidence:.2f} · {found.id}", style="dim"))
        self._console.print(Text(say("review.keys-terminal")))


def visible(words: str) -> str:
    """Return words without what would steer the terminal."""
    return "".join(
        char if char.isprintable() or char == "\n" else "\N{REPLACEMENT CHARACTER}" for char in words
    )
