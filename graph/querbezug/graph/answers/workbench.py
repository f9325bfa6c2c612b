"""One state of the store with all that analyses need of it, each worked out once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, TypeVar

import networkx as nx

from querbezug.graph.analysis import CityTies, Projection, city_network, project
from querbezug.graph.analysis.layers import Layers
from querbezug.graph.analysis.states import State, States
from querbezug.graph.answers.model import Thing
from querbezug.graph.catalogue import Catalogue
from querbezug.graph.facts import Facts
from querbezug.graph.store.reading import Snapshot

Made = TypeVar("Made")


class Workbench:
    """What analyses and answers work with.

    Parameters
    ----------
    snapshot : Snapshot
        The state of the store.
    projection : Projection, optional
        The same as arrays, where somebody has it already.
    """

    def __init__(self, snapshot: Snapshot, projection: Projection | None = None) -> None:
        self.snapshot = snapshot
        self._lock = threading.Lock()
        self._makers: dict[str, threading.RLock] = {}
        self._made: dict[str, Any] = {} if projection is None else {"projection": projection}

    def once(self, name: str, make: Callable[[], Made]) -> Made:
        """Return what ``make`` makes, made once; whoever asks meanwhile waits for this, not for the rest."""
        if name not in self._made:
            with self._lock:
                maker = self._makers.setdefault(name, threading.RLock())
            with maker:
                if name not in self._made:
                    self._made[name] = make()
        made: Made = self._made[name]
        return made

    def is_made(self, name: str) -> bool:
        """Say whether :meth:`once` has something of this name at hand."""
        return name in self._made

    @property
    def projection(self) -> Projection:
        """The things and links as arrays."""
        return self.once("projection", self._projected)

    def _projected(self) -> Projection:
        """Return the projection kept of this state, or make and keep it."""
        kept = self.states.load(self.snapshot.version, self.snapshot.store) if self.states else None
        if kept is not None:
            return kept
        made = project(self.snapshot)
        if self.states:
            self.states.keep(made)
        return made

    @cached_property
    def states(self) -> States | None:
        """The states of the data kept beside the store; None where nobody knows where that is."""
        return States(self.snapshot.path) if self.snapshot.path else None

    @property
    def layers(self) -> Layers:
        """The ways in which cities are tied."""
        return self.once("layers", lambda: Layers(self.projection))

    @property
    def ties(self) -> CityTies:
        """What ties the cities, layer by layer."""
        return self.once("ties", lambda: CityTies(self.projection, made=self.layers))

    @property
    def network(self) -> nx.Graph[str]:
        """The network of the cities with groups, backbone and bridges."""
        return self.once("network", lambda: city_network(self.projection, ties=self.ties))

    @property
    def catalogue(self) -> Catalogue:
        """All things, to be searched and counted, and the towns each belongs to."""
        return self.once("catalogue", lambda: Catalogue(self.snapshot, self.projection))

    @cached_property
    def facts(self) -> Facts:
        """All else that the store says, one thing at a time."""
        return Facts(self.snapshot)

    def earlier_states(self) -> list[State]:
        """Return the kept states but the present one, the latest first."""
        known = self.states.known() if self.states else []
        return [state for state in known if state.version != self.snapshot.version]

    def thing(self, number: int) -> Thing:
        """Return a thing of the projection as answers name it."""
        projection = self.projection
        return Thing(projection.iris[number], projection.labels[number], projection.kinds[number])

    def things(self, numbers: Iterable[int]) -> tuple[Thing, ...]:
        """Return things of the projection by name."""
        found = (self.thing(number) for number in numbers)
        return tuple(sorted(found, key=lambda thing: (thing.label, thing.iri)))
