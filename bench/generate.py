"""``python -m bench generate``: a store of made-up data that look like all of Germany; see README.md."""

from __future__ import annotations

import argparse
import resource
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench.generating.planted import Planted
from bench.generating.storing import begin, fill
from bench.generating.whole import Size, Whole
from querbezug.graph.store.layout import DEFAULT_BASE


def generate(path: Path, size: Size, base: str = DEFAULT_BASE) -> Planted:
    """Write a new store and return what was planted in it.

    Parameters
    ----------
    path : Path
        Where the store shall be; it appears when it is complete.
    size : Size
        How much of everything.
    base : str, optional
        Base of all IRIs.

    Raises
    ------
    FileExistsError
        If there is something at ``path`` already.
    """
    if path.exists():
        raise FileExistsError(path)
    whole = Whole.of(size, base)
    draft = path.with_name(f"{path.name}.partial")
    shutil.rmtree(draft, ignore_errors=True)
    begin(draft, base, whole.sources)
    fill(draft, whole.batches())
    draft.rename(path)
    return whole.planted


def planted_file(store: Path) -> Path:
    """Return where the list of what was planted lies: beside the store."""
    return store.with_name(f"{store.name}.planted.json")


def main(arguments: Sequence[str]) -> None:
    wanted = _parser().parse_args(arguments)
    size = Size(wanted.comments, wanted.goals, wanted.measures, wanted.cities, wanted.seed)
    start = time.perf_counter()
    try:
        planted = generate(wanted.output, size)
    except FileExistsError:
        sys.exit(f"There is something at {wanted.output} already; name another place or remove it.")
    planted.write(planted_file(wanted.output))
    seconds = time.perf_counter() - start
    mib = sum(file.stat().st_size for file in wanted.output.rglob("*")) / 2**20
    used = resource.getrusage(resource.RUSAGE_SELF)
    times = f"{seconds:.0f} s, {used.ru_utime + used.ru_stime:.0f} s of processor time"
    print(f"{size.comments} comments: {times}, peak {used.ru_maxrss / 2**10:.0f} MiB, store {mib:.0f} MiB")


def _parser() -> argparse.ArgumentParser:
    usual = Size(0)
    parser = argparse.ArgumentParser("python -m bench generate", description=__doc__)
    parser.add_argument("--comments", type=int, default=10_000)
    parser.add_argument("--goals", type=int, default=usual.goals)
    parser.add_argument("--measures", type=int, default=usual.measures)
    parser.add_argument("--cities", type=int, default=usual.cities, help="nearest to the middle of Germany")
    parser.add_argument("--seed", type=int, default=usual.seed)
    parser.add_argument("-o", "--output", type=Path, required=True, help="the new store")
    return parser
