from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import stores
from graph.making import snapshot_of

from querbezug.graph.analysis import Projection, project
from querbezug.graph.store import Snapshot


@pytest.fixture(scope="session")
def example_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of all examples; for reading only."""
    return stores.regions(tmp_path_factory)


@pytest.fixture(scope="session")
def examples(example_store: Path) -> Snapshot:
    return snapshot_of(example_store)


@pytest.fixture(scope="session")
def projection(examples: Snapshot) -> Projection:
    return project(examples)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Where a store may be made."""
    return tmp_path / "store"


@pytest.fixture
def copied(example_store: Path, store: Path) -> Path:
    """A store of all examples that may be written to."""
    shutil.copytree(example_store, store)
    return store
