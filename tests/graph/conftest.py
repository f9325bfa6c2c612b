from __future__ import annotations

from pathlib import Path

import pytest
from graph.making import FILES, load_files, snapshot_of

from querbezug.graph.analysis import Projection, project
from querbezug.graph.store import Snapshot


@pytest.fixture(scope="session")
def example_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of all examples; for reading only."""
    store = tmp_path_factory.mktemp("examples") / "store"
    load_files(store, *FILES)
    return store


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
