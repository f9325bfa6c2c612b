"""Projections kept beside the store, one for each state of the data that anybody analysed.

They make the next start quick, and earlier states can be compared with the present one. They are a
cache: losing them loses nothing but time and the comparison. They hold names and links, no wording
of any contribution.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyoxigraph as ox
from numpy.typing import NDArray

from querbezug.graph.analysis.lazily import Labels, Sources
from querbezug.graph.analysis.projection import PREDICATES, Projection, coded

MOST = 8
"""How many states are kept; the ones used least lately go first."""

_FORMAT = "4 " + " ".join(PREDICATES)
_SEPARATOR = "\0"
_Arrays = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class State:
    """An earlier or the present state of the data.

    Attributes
    ----------
    version : str
        Of the dataset.
    modified : str
        When it came about, ISO 8601.
    """

    version: str
    modified: str


class States:
    """The states kept for one store.

    Parameters
    ----------
    store : Path
        The store's directory.
    """

    def __init__(self, store: Path) -> None:
        self._folder = store.with_name(f"{store.name}.states")

    def keep(self, projection: Projection) -> None:
        """Keep a projection; where nothing can be written nothing is kept."""
        try:
            self._folder.mkdir(exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder, suffix=".tmp")
            with os.fdopen(handle, "wb") as file:
                np.savez(file, allow_pickle=False, **_arrays(projection))
            Path(name).replace(self._path(projection.version))
            for path in self._by_age()[MOST:]:
                path.unlink(missing_ok=True)
        except OSError:  # a full or a read-only disk: the cache is no duty
            return

    def known(self) -> list[State]:
        """Return the states, the latest first."""
        found = []
        for path in self._by_age():
            arrays = _read(path, "version", "modified")
            if arrays is not None:
                found.append(State(str(arrays["version"]), str(arrays["modified"])))
        return sorted(found, key=lambda state: (state.modified, state.version), reverse=True)

    def load(self, version: str, store: ox.Store) -> Projection | None:
        """Return the projection of a state, or None if it is not kept.

        Parameters
        ----------
        store : pyoxigraph.Store
            Where wordings and sources are looked up.
        """
        path = self._path(version)
        arrays = _read(path)
        if arrays is None or str(arrays["version"]) != version:
            return None
        with contextlib.suppress(OSError):  # used, but not allowed to say so
            os.utime(path)
        return _projection(arrays, store)

    def _path(self, version: str) -> Path:
        return self._folder / f"{version[:32]}.npz"

    def _by_age(self) -> list[Path]:
        """Return the files, the one used last first."""
        try:
            return sorted(self._folder.glob("*.npz"), key=lambda path: -path.stat().st_mtime)
        except OSError:
            return []


def _read(path: Path, *names: str) -> _Arrays | None:
    """Return what a file holds; None if it is not there, broken, or of another format."""
    try:
        # numpy leaves a broken file open if it has opened it itself.
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            if str(file["format"]) != _FORMAT:
                return None
            return {name: file[name] for name in (names or file.files)}
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile):
        return None


def _arrays(projection: Projection) -> dict[str, NDArray[Any]]:
    kinds, codes = coded(projection.kinds)
    labels = (
        projection.labels.known
        if isinstance(projection.labels, Labels)
        else dict(enumerate(projection.labels))
    )
    numbered = sorted(labels)
    return {
        "format": np.array(_FORMAT),
        "version": np.array(projection.version),
        "modified": np.array(projection.modified),
        "iris": _packed(projection.iris),
        "kind_names": np.array(kinds, dtype=np.str_),
        "kinds": codes,
        "labelled": np.array(numbered, dtype=np.int32),
        "labels": _packed([labels[number].replace(_SEPARATOR, "") for number in numbered]),
        "source": projection.source,
        "target": projection.target,
        "predicate": projection.predicate,
        "inferred": projection.inferred,
        "positions": np.array([(n, *at) for n, at in sorted(projection.positions.items())], dtype=np.float64),
        "population": np.array(sorted(projection.population.items()), dtype=np.int64),
        "statused": np.array(sorted(projection.statuses), dtype=np.int32),
        "statuses": _packed([projection.statuses[n] for n in sorted(projection.statuses)]),
        "functions": projection.functions,
        "votes": np.array([(n, *v) for n, v in sorted(projection.votes.items())], dtype=np.int64),
    }


def _projection(arrays: _Arrays, store: ox.Store) -> Projection:
    names = [str(name) for name in arrays["kind_names"]]
    kinds = [names[code] for code in arrays["kinds"]]
    iris = _unpacked(arrays["iris"])
    labels = dict(zip(arrays["labelled"].tolist(), _unpacked(arrays["labels"]), strict=True))
    return Projection(
        version=str(arrays["version"]),
        iris=iris,
        kinds=kinds,
        labels=Labels(store, iris, labels),
        source=arrays["source"],
        target=arrays["target"],
        predicate=arrays["predicate"],
        inferred=arrays["inferred"],
        positions={int(n): (lat, lon) for n, lat, lon in arrays["positions"].reshape(-1, 3).tolist()},
        population=dict(arrays["population"].reshape(-1, 2).tolist()),
        sources=Sources(store, iris),
        statuses=dict(zip(arrays["statused"].tolist(), _unpacked(arrays["statuses"]), strict=True)),
        functions=arrays["functions"],
        votes={n: (yes, no) for n, yes, no in arrays["votes"].reshape(-1, 3).tolist()},
        modified=str(arrays["modified"]),
    )


def _packed(texts: Sequence[str]) -> NDArray[np.uint8]:
    """Return texts as bytes, a zero byte after each: no text in the graph has one."""
    return np.frombuffer(_SEPARATOR.join([*texts, ""]).encode(), dtype=np.uint8)


def _unpacked(packed: NDArray[np.uint8]) -> list[str]:
    return packed.tobytes().decode().split(_SEPARATOR)[:-1]
