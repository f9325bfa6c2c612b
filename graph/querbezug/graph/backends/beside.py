"""Betweenness for several samples of sources, half of them in a second process.

igraph keeps Python's lock while it counts, so threads would wait for each other. The second process
begins anew instead of being a copy, for copies of a program with threads may hang, and it runs this
module instead of the program's own, for scripts need not be fit for being run twice.
"""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from querbezug.graph.backends.converting import IgraphGraph, dispatched

SMALLEST = 5_000
"""Fewer edges are done before a second process has begun."""

_Floats = NDArray[np.float64]


def betweenness_of_samples(
    graph: IgraphGraph, samples: NDArray[np.int64], targets: NDArray[np.int64]
) -> _Floats:
    """Return the betweenness of all nodes for the ways from each sample of sources to some targets.

    Parameters
    ----------
    graph : IgraphGraph
        Of n nodes; weights are distances.
    samples : array of int64, shape (s, k)
        Positions of the sources.
    targets : array of int64, shape (t,)
        Positions of the ends.

    Returns
    -------
    array of float64, shape (s, n)
        Sums over pairs of a source and a target.
    """
    if graph.igraph.ecount() < SMALLEST or len(samples) < 2 or (os.cpu_count() or 1) < 2:
        return _counted(graph, samples, targets)
    half = len(samples) // 2
    second = _begun(graph, samples[half:], targets)
    first = _counted(graph, samples[:half], targets)
    rest = _ended(second) if second is not None else None
    return np.concatenate([first, _counted(graph, samples[half:], targets) if rest is None else rest])


def _begun(
    graph: IgraphGraph, samples: NDArray[np.int64], targets: NDArray[np.int64]
) -> subprocess.Popen[bytes] | None:
    """Set a second process to work; None where there can be none."""
    command = [sys.executable, "-m", __spec__.name]
    # It shall find what this program finds, wherever that was installed.
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    task = io.BytesIO()
    np.savez(
        task,
        allow_pickle=False,
        size=np.array(len(graph)),
        ends=np.array(graph.igraph.get_edgelist(), dtype=np.int64),
        weights=np.array(graph.weights("weight"), dtype=np.float64),
        samples=samples,
        targets=targets,
    )
    try:
        process = subprocess.Popen(  # noqa: S603 - this interpreter with a module of ours
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError:
        return None
    with contextlib.suppress(OSError), process.stdin or io.BytesIO() as pipe:
        pipe.write(task.getvalue())
    return process


def _ended(process: subprocess.Popen[bytes]) -> _Floats | None:
    """Return what a process has counted; None if it died of it."""
    with process:
        counted = process.stdout.read() if process.stdout else b""
    if process.returncode:
        return None
    found: _Floats = np.load(io.BytesIO(counted), allow_pickle=False)
    return found


def _serve() -> None:
    """Count what comes in, in the second process."""
    with np.load(io.BytesIO(sys.stdin.buffer.read()), allow_pickle=False) as task:
        graph = IgraphGraph(range(int(task["size"])), task["ends"], task["weights"])
        counted = _counted(graph, task["samples"], task["targets"])
    np.save(sys.stdout.buffer, counted, allow_pickle=False)


def _counted(graph: IgraphGraph, samples: NDArray[np.int64], targets: NDArray[np.int64]) -> _Floats:
    ends = list(graph.named(targets.tolist()))
    counted = (
        nx.betweenness_centrality_subset(
            dispatched(graph), list(graph.named(sample)), ends, weight="weight"
        ).values()
        for sample in samples.tolist()
    )
    return np.array([list(values) for values in counted]).reshape(len(samples), len(graph))


if __name__ == "__main__":
    _serve()
