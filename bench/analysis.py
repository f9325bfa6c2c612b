"""``python -m bench analysis``: what the analyses of stores of growing size cost; see README.md.

Each store is measured in a process of its own: first every step after the other with its seconds
and the memory it leaves behind, then, in further processes, plain implementations of the same
questions at the sizes they can bear.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.generate import generate
from bench.generating.whole import Size
from bench.measuring import DisagreementError

SIZES = (1_000, 10_000, 100_000, 1_000_000)
PEERS_UP_TO = 20_000
"""Plain implementations are measured on stores with no more comments."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one step took: ``peak`` is the most memory of the process so far, in bytes."""

    name: str
    seconds: float
    processor: float
    peak: int


@dataclass(frozen=True, slots=True)
class Compared:
    """A question answered by us and by a plain implementation; they agree as ``agreed`` says."""

    question: str
    peer: str
    size: str
    ours: float
    theirs: float
    agreed: str


@dataclass(frozen=True, slots=True)
class Run:
    """What came of one store."""

    comments: int
    things: int
    links: int
    steps: tuple[Step, ...]

    @property
    def seconds(self) -> float:
        """How long all steps took."""
        return sum(step.seconds for step in self.steps)

    @property
    def peak(self) -> int:
        """The most memory the process took, in bytes."""
        return max(step.peak for step in self.steps)


def measure(store: Path) -> Run:
    """Run every step on a store, in a process of its own."""
    found = _child("bench.analysing.steps", store)
    steps = tuple(Step(**step) for step in found.pop("steps"))
    return Run(steps=steps, **found)


def compare(store: Path) -> list[Compared]:
    """Answer the same questions in a plain way, in a process of its own.

    Raises
    ------
    DisagreementError
        If an answer differs from ours by more than the error that ours states.
    """
    found = _child("bench.analysing.peers", store)
    if "disagreement" in found:
        raise DisagreementError(found["disagreement"])
    return [Compared(**each) for each in found["compared"]]


def _child(module: str, store: Path) -> dict:  # type: ignore[type-arg]
    run = subprocess.run(
        [sys.executable, "-m", module, str(store)], capture_output=True, text=True, check=False
    )
    if run.returncode:
        sys.exit(f"{module} {store}: {run.stderr.strip().splitlines()[-1:]}")
    found: dict = json.loads(run.stdout.splitlines()[-1])  # type: ignore[type-arg]
    return found


def main(arguments: Sequence[str]) -> None:
    """Measure stores and print two tables."""
    wanted = _parser().parse_args(arguments)
    runs, compared = [], []
    with tempfile.TemporaryDirectory() as folder:
        given = [*wanted.store] or [_made(Path(folder), size) for size in wanted.sizes or SIZES]
        for store in given:
            runs.append(measure(store))
            if runs[-1].comments <= wanted.peers_up_to:
                compared += compare(store)
            if store.is_relative_to(folder):
                shutil.rmtree(store)
    if wanted.json:
        print(json.dumps({"runs": [*map(asdict, runs)], "compared": [*map(asdict, compared)]}, indent=1))
    else:
        _show(runs, compared)


def _made(folder: Path, comments: int) -> Path:
    store = folder / f"{comments}.store"
    generate(store, Size(comments))
    return store


def _show(runs: Sequence[Run], compared: Sequence[Compared]) -> None:
    console = Console()
    names = list(dict.fromkeys(step.name for run in runs for step in run.steps))
    table = Table("step", *(f"{run.comments:,}" for run in runs), title="Seconds of each step, by comments")
    taken = [{step.name: step.seconds for step in run.steps} for run in runs]
    for name in names:
        table.add_row(name, *(f"{each[name]:.2f}" if name in each else "–" for each in taken))
    table.add_section()
    table.add_row("all", *(f"{run.seconds:.1f}" for run in runs))
    table.add_row("peak memory, MiB", *(f"{run.peak / 2**20:,.0f}" for run in runs))
    table.add_row("things", *(f"{run.things:,}" for run in runs))
    table.add_row("links", *(f"{run.links:,}" for run in runs))
    console.print(table)
    if compared:
        against = Table("question", "peer", "size", "ours (s)", "peer (s)", "peer / ours", "agree")
        for each in compared:
            ratio = f"{each.theirs / each.ours:.1f}"
            cells = (f"{each.ours:.3f}", f"{each.theirs:.3f}", ratio, each.agreed)
            against.add_row(each.question, each.peer, each.size, *cells)
        console.print(against)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m bench analysis", description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", help="numbers of comments to generate stores with")
    parser.add_argument(
        "--store", type=Path, action="append", default=[], help="a store that is there already"
    )
    parser.add_argument("--peers-up-to", type=int, default=PEERS_UP_TO, metavar="COMMENTS")
    parser.add_argument("--json", action="store_true")
    return parser
