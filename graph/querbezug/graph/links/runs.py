"""What linking runs came to, each compared with the one before: kept in the private log."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field

import pyoxigraph as ox

from querbezug.graph.nodes import node
from querbezug.graph.store.amendment import Amendment
from querbezug.graph.store.layout import LOG, PRIVATE
from querbezug.ontology.terms import METHOD, QUER

_OUTCOME = ox.NamedNode(f"{PRIVATE}outcome")
_RUN = f"{PRIVATE}run:"
_METHOD = node(QUER.method)
_BY_HAND = "by-hand"


@dataclass(frozen=True, slots=True)
class Tally:
    """The links of one method: how many there are, and how many of them came and went with a run."""

    found: int = 0
    new: int = 0
    gone: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """One run of linking.

    Attributes
    ----------
    number : int
        Runs are counted from 1.
    at : str
        When it ended, ISO 8601 in UTC.
    seconds : float
        How long it took.
    version : str
        Version of the rules.
    parameters : mapping of str to str
        What stands for the rules, word lists and models it went by, and what it went over.
    searched, kept : int
        How many of the things looked at were searched, and how many kept the links they had.
    methods : mapping of str to Tally
        What each method came to, by its code.
    """

    number: int
    at: str
    seconds: float
    version: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    searched: int = 0
    kept: int = 0
    methods: Mapping[str, Tally] = field(default_factory=dict)

    @property
    def links(self) -> int:
        """How many links there were after it."""
        return sum(tally.found for tally in self.methods.values())

    def triple(self) -> ox.Triple:
        """Return the entry of the private log."""
        outcome = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)
        return ox.Triple(ox.NamedNode(f"{_RUN}{self.number:06d}"), _OUTCOME, ox.Literal(outcome))


def runs_of(store: ox.Store) -> list[Run]:
    """Return the runs whose outcome a store keeps, the last one first."""
    outcomes = store.quads_for_pattern(None, _OUTCOME, None, LOG)
    runs = (_run(quad.object.value) for quad in outcomes if isinstance(quad.object, ox.Literal))
    return sorted(runs, key=lambda run: -run.number)


def _run(outcome: str) -> Run:
    told = json.loads(outcome)
    return Run(**{**told, "methods": {method: Tally(**tally) for method, tally in told["methods"].items()}})


def tallies(amendment: Amendment, before: Run | None) -> dict[str, Tally]:
    """Count what each method found, and what of it is new or gone.

    Parameters
    ----------
    amendment : Amendment
        The new content of the graph of links.
    before : Run or None
        The run before; without one, all links are counted.
    """
    new, gone = Counter(_methods(amendment.coming(_METHOD))), Counter(_methods(amendment.going(_METHOD)))
    if before is None:
        found = new if amendment.is_new else Counter(_methods(amendment.triples(None, _METHOD)))
    else:
        found = Counter({method: tally.found for method, tally in before.methods.items()})
        found.update(new)
        found.subtract(gone)
        found[_BY_HAND] = _count_by_hand(amendment)
    methods = sorted({*found, *new, *gone})
    counted = {method: Tally(found[method], new[method], gone[method]) for method in methods}
    return {method: tally for method, tally in counted.items() if tally != Tally()}


def _count_by_hand(amendment: Amendment) -> int:
    """Count what people decided: between two runs they may have decided more."""
    return sum(1 for _ in _methods(amendment.triples(None, _METHOD, node(METHOD[_BY_HAND]))))


def _methods(triples: Iterator[ox.Triple]) -> Iterator[str]:
    """Yield the method of each assessment; runs have methods, too."""
    for triple in triples:
        is_assessment = isinstance(triple.subject, ox.NamedNode) and "/assessment/" in triple.subject.value
        if is_assessment and isinstance(triple.object, ox.NamedNode):
            yield triple.object.value.rsplit("/", 1)[-1]
