"""The store as arrays: things with a kind and a label, and the links between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from rdflib.term import URIRef
from scipy.sparse import coo_array, csr_array

from querbezug.ontology.terms import DCTERMS, ORG, QUER, SKOS

LINKS: tuple[URIRef, ...] = (
    QUER.about,
    QUER.theme,
    QUER.contributesTo,
    QUER.planningArea,
    QUER.inPlan,
    QUER.hasMemberMunicipality,
    QUER.territory,
    QUER.mentions,
    QUER.expressesIdea,
    QUER.exampleFrom,
    QUER.responsible,
    QUER.comparableTo,
    QUER.submittedIn,
    QUER.respondsTo,
    QUER.discusses,
    QUER.venue,
    ORG.hasMember,
    DCTERMS.isPartOf,
    DCTERMS.replaces,
    DCTERMS.creator,
    DCTERMS.spatial,
    SKOS.exactMatch,
    SKOS.closeMatch,
    SKOS.broader,
    QUER.replyTo,
    QUER.reportsOn,
    QUER.evolvedInto,
    QUER.originator,
    QUER.decides,
    QUER.decidedBy,
)
"""The properties that pictures show between two things."""

PREDICATES: tuple[URIRef, ...] = (*LINKS, QUER.supports, QUER.opposes, QUER.refersToExample)
"""All properties that tie two things; their numbers are the positions in this tuple."""

FUNCTIONS = ("", "question", "suggestion", "argument", "information")
"""What a contribution does; the numbers in :attr:`Projection.functions` are positions in this tuple."""

_CODES = {predicate: code for code, predicate in enumerate(PREDICATES)}


@dataclass(frozen=True)
class Projection:
    """Things and links as arrays.

    Attributes
    ----------
    version : str
        Version of the dataset it was made from.
    iris, kinds : list of str
        For each of the n things, in the order of their IRIs.
    labels : sequence of str
        German names; those of what people contributed are looked up when asked for.
    source, target, predicate : array of int32, shape (m,)
        For each of the m links: indices of the things, number of the property in :data:`PREDICATES`.
    inferred : array of bool, shape (m,)
        Whether editors concluded the link.
    positions : mapping of int to (float, float)
        Latitude and longitude (WGS 84) of the things that have them.
    population : mapping of int to int
        Inhabitants by the official register.
    sources : mapping of int to tuple of str
        Web addresses that state a thing; where there are none, the IRIs of its source documents.
    statuses : mapping of int to str
        Code of ``measure-status`` of the measures that have one.
    functions : array of int8, shape (n,)
        What a contribution does, as a position in :data:`FUNCTIONS`; 0 where nothing is known.
    votes : mapping of int to (int, int)
        How many supported and how many rejected something on its platform, where it counted them.
    modified : str
        When the dataset last changed, ISO 8601; empty if that is not known.
    """

    version: str
    iris: list[str]
    kinds: list[str]
    labels: Sequence[str]
    source: NDArray[np.int32]
    target: NDArray[np.int32]
    predicate: NDArray[np.int32]
    inferred: NDArray[np.bool_]
    positions: Mapping[int, tuple[float, float]]
    population: Mapping[int, int]
    sources: Mapping[int, tuple[str, ...]]
    statuses: Mapping[int, str] = field(default_factory=dict)
    functions: NDArray[np.int8] = field(default_factory=lambda: np.zeros(0, np.int8))
    votes: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    modified: str = ""

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Position of each IRI."""
        return {iri: number for number, iri in enumerate(self.iris)}

    @cached_property
    def _of_kind(self) -> Mapping[str, NDArray[np.int32]]:
        """The indices of the things of each kind, ascending."""
        names, codes = coded(self.kinds)
        order = np.argsort(codes, kind="stable").astype(np.int32)
        ends = np.searchsorted(codes[order], np.arange(len(names) + 1))
        return {name: order[ends[n] : ends[n + 1]] for n, name in enumerate(names)}

    def numbers(self, *kinds: str) -> NDArray[np.int32]:
        """Return the indices of the things of these kinds, ascending, as an array."""
        found = [self._of_kind[kind] for kind in kinds if kind in self._of_kind]
        return np.sort(np.concatenate(found)) if found else np.zeros(0, np.int32)

    def of_kind(self, *kinds: str) -> list[int]:
        """Return the indices of the things of these kinds, ascending."""
        return [int(number) for number in self.numbers(*kinds)]

    def is_kind(self, *kinds: str) -> NDArray[np.bool_]:
        """Return for each thing whether it is of one of these kinds, shape (n,)."""
        mask = np.zeros(len(self.iris), dtype=np.bool_)
        mask[self.numbers(*kinds)] = True
        return mask

    @cached_property
    def _by_predicate(self) -> list[NDArray[np.int32]]:
        order = np.argsort(self.predicate, kind="stable").astype(np.int32)
        ends = np.searchsorted(self.predicate[order], np.arange(len(PREDICATES) + 1))
        return [order[ends[code] : ends[code + 1]] for code in range(len(PREDICATES))]

    def links(self, *predicates: URIRef) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.bool_]]:
        """Return sources, targets and whether concluded, of the links with these properties.

        Returns
        -------
        tuple of arrays, each of shape (k,)
        """
        chosen = np.sort(np.concatenate([self._by_predicate[_CODES[each]] for each in predicates]))
        return self.source[chosen], self.target[chosen], self.inferred[chosen]

    def pairs(self, *predicates: URIRef) -> Iterator[tuple[int, int, bool]]:
        """Yield source, target and whether it was concluded, for links with these properties."""
        yield from zip(*(part.tolist() for part in self.links(*predicates)), strict=True)

    def incidence(self, *predicates: URIRef, stated_only: bool = False) -> csr_array:
        """Return which thing is tied to which by these properties, shape (n, n), entries 1.

        Parameters
        ----------
        stated_only : bool
            Leave out what editors concluded.
        """
        source, target, inferred = self.links(*predicates)
        if stated_only:
            source, target = source[~inferred], target[~inferred]
        return _ones(source, target, len(self.iris))

    def part(self, kept: NDArray[np.bool_]) -> Projection:
        """Return the things that are kept and the links between them, for calculations only.

        Their labels are their IRIs, and what is said of single things is left out but for where towns lie
        and how many people live there.

        Parameters
        ----------
        kept : array of bool, shape (n,)
            Which things are kept.
        """
        new = np.cumsum(kept) - 1
        numbers: list[int] = np.flatnonzero(kept).tolist()
        iris = [self.iris[number] for number in numbers]
        chosen = kept[self.source] & kept[self.target]
        return Projection(
            version=self.version,
            iris=iris,
            kinds=[self.kinds[number] for number in numbers],
            labels=iris,
            source=new[self.source[chosen]].astype(np.int32),
            target=new[self.target[chosen]].astype(np.int32),
            predicate=self.predicate[chosen],
            inferred=self.inferred[chosen],
            positions={int(new[n]): at for n, at in self.positions.items() if kept[n]},
            population={int(new[n]): count for n, count in self.population.items() if kept[n]},
            sources={},
        )

    @cached_property
    def adjacency(self) -> csr_array:
        """Undirected adjacency by :data:`LINKS`, shape (n, n), entries 1; authorities are left out."""
        hidden = self.is_kind("authority")
        shown = self.predicate < len(LINKS)
        shown &= ~(hidden[self.source] | hidden[self.target]) if len(self.source) else True
        rows, columns = self.source[shown], self.target[shown]
        return _ones(np.r_[rows, columns], np.r_[columns, rows], len(self.iris))


def coded(names: Sequence[str]) -> tuple[list[str], NDArray[np.int8]]:
    """Return the few different names, sorted, and for each of many its position among them."""
    different = sorted(set(names))
    codes = {name: code for code, name in enumerate(different)}
    return different, np.fromiter(map(codes.__getitem__, names), np.int8, len(names))


def _ones(rows: NDArray[np.int32], columns: NDArray[np.int32], size: int) -> csr_array:
    matrix = csr_array(coo_array((np.ones(len(rows), dtype=np.int32), (rows, columns)), shape=(size, size)))
    matrix.sum_duplicates()
    matrix.data[:] = 1
    return matrix
