"""Opening a store for writing, and telling what the disk has against it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from querbezug.graph.errors import StoreError


def open_nothing(path: Path) -> ox.Store:
    """Return an empty store in memory, having made sure that ``path`` can become a store."""
    if path.exists() and not path.is_dir():
        raise StoreError("store.not-a-directory", path=path)
    if path.is_dir() and any(path.iterdir()):
        raise StoreError("store.foreign", path=path)
    return ox.Store()


def open_store(path: Path) -> ox.Store:
    """Open the store at ``path`` for writing, making it if need be."""
    try:
        return ox.Store(str(path))
    except (OSError, RuntimeError) as error:
        key = "store.locked" if "lock" in str(error).lower() else "store.unreadable"
        raise StoreError(key, path=path, reason=error) from error


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Tell what keeps the store at ``path`` from being written; it is as it was."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        raise StoreError("store.write-failed", path=path, reason=error) from error
