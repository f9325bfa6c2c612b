"""Stores of the example regions, made once for all workers; for reading only, to be copied for writing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from council import council_json
from doors import EXAMPLES, SEED
from sharing import shared

REGIONS = (*sorted(EXAMPLES.glob("*/planungsregister.json")), SEED)
"""The registers of the regions, and the page of one."""

CITIES = (
    EXAMPLES / "bonn" / "raddialog-2017.jsonl",
    EXAMPLES / "mainz" / "task.json",
    EXAMPLES / "muenster" / "muenster_sachstand.csv",
)
"""What platforms of three cities handed out."""

COUNCIL = "ratsinformation.json"


def regions(factory: pytest.TempPathFactory) -> Path:
    """Return a store with the registers and the page of the example regions."""
    return _loaded(factory, "regions", REGIONS)


def regions_and_cities(factory: pytest.TempPathFactory) -> Path:
    """Return a store with all that ships."""
    return _loaded(factory, "regions-and-cities", (*REGIONS, *CITIES))


def everything(factory: pytest.TempPathFactory) -> Path:
    """Return a store with all that ships, and a paper of a council."""

    def make(folder: Path) -> None:
        council = folder / COUNCIL
        council.write_text(council_json(), encoding="utf-8")
        _load(folder, (*REGIONS, *CITIES, council))

    return shared(factory, "everything", make) / "querbezug.db"


def _loaded(factory: pytest.TempPathFactory, name: str, files: Sequence[Path]) -> Path:
    return shared(factory, name, lambda folder: _load(folder, files)) / "querbezug.db"


def _load(folder: Path, files: Sequence[Path]) -> None:
    """Load ``files`` as the command line does."""
    from graph.making import load_files  # not at the top: half of the tests need nothing of the graph

    load_files(folder / "querbezug.db", *files)
