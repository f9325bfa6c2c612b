from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def sample_text() -> str:
    return (DATA / "sample.ttl").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def sample_graph(sample_text: str) -> Graph:
    return Graph().parse(data=sample_text, format="turtle")
