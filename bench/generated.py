"""Data to measure on: made up, the same on each run, in the shape of real data."""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
import pyoxigraph as ox

from querbezug.graph.analysis import Projection
from querbezug.graph.analysis.projection import LINKS
from querbezug.graph.identity import Identity
from querbezug.graph.ledger import Ledger
from querbezug.graph.mapping import map_source
from querbezug.graph.readers.base import ReadResult, SourceInfo
from querbezug.graph.records import Comment, Kind, Origin, Ref
from querbezug.ontology.iris import IriMinter
from querbezug.ontology.terms import QUER

_SEED = 20201123
_WORDS = """
Radweg Schule Bus Bahn Markt Park Spielplatz Verwaltung gemeinsam digital Angebot Bürger Stadt fehlt
wichtig besser Ausbau Region Kultur Wohnen Wirtschaft Freibad Halle Verein Brücke Fluss
""".strip().split()
_LARGEST_SHARE = 8


def comment_triples(count: int) -> frozenset[ox.Triple]:
    """Return the triples of ``count`` comments as a participation page would yield them."""
    chance = random.Random(_SEED)  # noqa: S311 - made-up wording, no secret
    goals = [Ref(Kind.GOAL, f"bench/ziel-{number}") for number in range(200)]
    records = [
        Comment(
            ref=Ref(Kind.COMMENT, f"bench/{number}"),
            origin=Origin(line=number),
            text=" ".join(chance.choices(_WORDS, k=chance.randint(5, 40))),
            sequence=number,
            about=chance.choice(goals),
        )
        for number in range(1, count + 1)
    ]
    info = SourceInfo(
        key="bench", title="Bench", file_name="bench.txt", sha256="0" * 64, reader="bench", reader_version="1"
    )
    identity = Identity(IriMinter("https://bench.example"), Ledger(ox.Store()), "salt")
    return map_source(ReadResult(info, records), identity).triples


def projection_of(cities: int, measures: int) -> Projection:
    """Return a projection in which each measure is planned for a few cities."""
    kinds = ["municipality"] * cities + ["measure"] * measures
    iris = [f"https://bench.example/id/{kind}/{number:06d}" for number, kind in enumerate(kinds)]
    pairs = np.array(list(_planned(cities, measures)), dtype=np.int32)
    return Projection(
        version="bench",
        iris=iris,
        kinds=kinds,
        labels=[f"{kind} {number}" for number, kind in enumerate(kinds)],
        source=pairs[:, 0],
        target=pairs[:, 1],
        predicate=np.full(len(pairs), LINKS.index(QUER.planningArea), dtype=np.int32),
        inferred=np.zeros(len(pairs), dtype=np.bool_),
        positions={},
        population={},
        sources={},
    )


def _planned(cities: int, measures: int) -> Iterator[tuple[int, int]]:
    chance = random.Random(_SEED)  # noqa: S311 - made-up plans, no secret
    for number in range(measures):
        for city in sorted(chance.sample(range(cities), chance.randint(1, _LARGEST_SHARE))):
            yield cities + number, city
