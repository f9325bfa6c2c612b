"""Everything that is generated, from its size to the lines of each graph."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyoxigraph as ox

from bench.generating.comments import Comments, source_key
from bench.generating.geography import choose
from bench.generating.items import Items, items_of
from bench.generating.naming import Names
from bench.generating.planning import plan_all
from bench.generating.planted import Planted, asked_for
from bench.generating.registers import Registers
from bench.generating.storing import Graph
from bench.generating.voices import Voices
from querbezug.graph.identity import Identity
from querbezug.graph.ledger import Ledger
from querbezug.graph.mapping.mapper import SourceMapper
from querbezug.graph.nodes import node
from querbezug.graph.official import official_triples
from querbezug.graph.readers.base import SourceInfo
from querbezug.graph.records import AnyRecord
from querbezug.graph.statements import InMemory
from querbezug.graph.store.layout import Layout, as_stored
from querbezug.ontology.iris import IriMinter
from querbezug.ontology.terms import QUER, RDFS

SEED = 20201123
ALL_CITIES = 11_004

_BATCH = 50_000


@dataclass(frozen=True, slots=True)
class Size:
    """How much to make up; the same size and seed always give the same dataset version."""

    comments: int
    goals: int = 5_000
    measures: int = 50_000
    cities: int = ALL_CITIES
    seed: int = SEED


@dataclass(frozen=True)
class Whole:
    """All that is generated; what is planned is in memory, comments are made up on the way."""

    size: Size
    layout: Layout
    names: Names
    items: Items
    seeds: np.random.SeedSequence

    @classmethod
    def of(cls, size: Size, base: str) -> Whole:
        """Make up what is planned."""
        layout = Layout(IriMinter(base))
        where, what, about, voices = np.random.SeedSequence(size.seed).spawn(4)
        cities = choose(size.cities, np.random.default_rng(where))
        planning = plan_all(cities, size.goals, size.measures, np.random.default_rng(what))
        names = Names(planning, Identity(layout.minter, Ledger(ox.Store()), ""))
        items = items_of(names, size.comments, np.random.default_rng(about))
        return cls(size, layout, names, items, voices)

    @cached_property
    def planted(self) -> Planted:
        """What an analysis should find."""
        return Planted.of(self.names, self.items)

    @property
    def sources(self) -> list[str]:
        """The keys of all sources."""
        lands = self.names.lands
        return [register_key(land) for land in lands] + [source_key(land) for land in lands]

    def batches(self) -> Iterator[Graph]:
        """Yield the lines of each graph, some at a time; each line comes once."""
        places: set[ox.Triple] = set()
        registers = Registers(self.names)
        for land in self.names.lands:
            title = f"Erfundenes Planungsregister, Land {land}"
            mapper = self._mapped(register_key(land), title, registers.records(land))
            triples = as_stored(mapper.sink.take())
            places |= _about_places(triples)
            yield from self._lines(self.layout.source(register_key(land)), triples)
        official = as_stored(official_triples(self.names.identity, InMemory(places), InMemory([])))
        yield from self._lines(self.layout.gazetteer, official)
        for land in self.names.lands:
            mapper = self._mapped(source_key(land), f"Erfundene Beteiligung, Land {land}", ())
            yield from self._lines(self.layout.source(source_key(land)), as_stored(mapper.sink.take()))
        yield from self._comments(registers)

    def _comments(self, registers: Registers) -> Iterator[Graph]:
        examples = [
            (self.names.iri(self.names.example(n)), self.names.planning.measures[n].cities[0])
            for n in registers.examples
        ]
        cities = self.names.planning.cities
        voices = Voices(cities, self.items, asked_for(self.names), len(examples))
        comments = Comments(self.names, self.items, voices, examples)
        for batch in comments.batches(self.size.comments, self.seeds):
            yield {
                (self.layout.source(key) if key else self.layout.links).value: lines
                for key, lines in batch.items()
            }

    def _mapped(self, key: str, title: str, records: Iterable[AnyRecord]) -> SourceMapper:
        """Map records as a load does."""
        sha256 = hashlib.sha256(f"{key} {self.size}".encode()).hexdigest()
        info = SourceInfo(
            key=key,
            title=title,
            file_name=f"{key}.csv",
            sha256=sha256,
            reader="bench",
            reader_version="1",
            note="Alles hierin ist erfunden.",
        )
        mapper = SourceMapper(info, self.names.identity)
        for record in records:
            mapper.add(record)
        mapper.finish()
        return mapper

    def _lines(self, graph: ox.NamedNode, triples: Iterable[ox.Triple]) -> Iterator[Graph]:
        """Yield triples as lines, not all of them at once."""
        lines: list[str] = []
        for triple in triples:
            lines.append(str(triple))
            if len(lines) >= _BATCH:
                yield {graph.value: lines}
                lines = []
        yield {graph.value: lines}


def register_key(land: str) -> str:
    """Return the key of the source with what is planned in one federal state."""
    return f"planungsregister-{land}"


def _about_places(triples: Iterable[ox.Triple]) -> set[ox.Triple]:
    """Return the keys of municipalities and counties, and their labels."""
    keys = {node(QUER.municipalityKey), node(QUER.countyKey)}
    keyed = {triple for triple in triples if triple.predicate in keys}
    subjects = {triple.subject for triple in keyed}
    label = node(RDFS.label)
    return keyed | {t for t in triples if t.predicate == label and t.subject in subjects}
