"""What ties one pair of cities, reason by reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import overload

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from querbezug.graph.analysis.layers import Crossing, Shared, layer_weights, nearness, weight_of
from querbezug.graph.analysis.model import Layer, Reason
from querbezug.graph.analysis.projection import Projection


class ReasonFinder:
    """Finds the reasons of any one tie; weights as in :class:`~querbezug.graph.analysis.ties.CityTies`.

    Parameters
    ----------
    projection : Projection
        The store as arrays.
    cities : array of int32, shape (c,)
        Indices of the cities.
    shared, crossing : sequence
        The layers, a row for each city.
    near : csr_array, shape (c, c)
        Kilometres between neighbours.
    """

    def __init__(
        self,
        projection: Projection,
        cities: NDArray[np.int32],
        shared: Sequence[Shared],
        crossing: Sequence[Crossing],
        near: csr_array,
    ) -> None:
        self._projection, self._cities = projection, cities
        self._shared, self._crossing, self._near = shared, crossing, near

    def between(self, a: int, b: int) -> list[Reason]:
        """Return what ties the cities in two rows, the heaviest reason first."""
        found = [*self._by_shared(a, b), *self._by_crossing(a, b), *self._by_nearness(a, b)]
        return sorted(
            found, key=lambda each: (-each.weight, each.layer, each.iri, each.detail, each.detail_iri)
        )

    def _by_shared(self, a: int, b: int) -> Iterator[Reason]:
        for shared in self._shared:
            surely = set(_common(shared.stated, a, b))
            for column in _common(shared.having, a, b):
                here = there = int(shared.things[column])
                forms = shared.forms.get(column)
                if forms:
                    here, there = _either(forms[a], forms[b])
                inferred = column not in surely or here != there
                yield self._reason(shared.layer, here, there, int(shared.counts[column]), inferred=inferred)

    def _by_crossing(self, a: int, b: int) -> Iterator[Reason]:
        for pair in self._crossing:
            forth = set(np.intersect1d(_row(pair.of_left, a), _row(pair.of_right, b)).tolist())
            back = set(np.intersect1d(_row(pair.of_left, b), _row(pair.of_right, a)).tolist())
            for column in sorted(forth | back):
                here, there = int(pair.left[column]), int(pair.right[column])
                if column not in forth:
                    here, there = there, here
                inferred = bool(pair.inferred[column])
                yield self._reason(pair.layer, here, there, int(pair.counts[column]), inferred=inferred)

    def _by_nearness(self, a: int, b: int) -> Iterator[Reason]:
        kilometres = float(self._near[a, b])
        if not kilometres:
            return
        projection, ends = self._projection, (int(self._cities[a]), int(self._cities[b]))
        yield Reason(
            Layer.NEIGHBOUR,
            projection.iris[ends[1]],
            " – ".join(sorted(projection.labels[end] for end in ends)),
            float(nearness(np.array([kilometres]))[0]),
            sources=projection.sources.get(ends[1], ()),
            detail=f"{kilometres:.1f}",
        )

    def _reason(self, layer: Layer, here: int, there: int, having: int, *, inferred: bool) -> Reason:
        projection = self._projection
        weight = float(weight_of(layer, np.array([having]), len(self._cities))[0])
        return Reason(
            layer,
            projection.iris[here],
            projection.labels[here],
            weight * (layer_weights()["inferred-share"] if inferred else 1.0),
            inferred,
            # Topics stand in the lexicon, which is their source.
            projection.sources.get(here) or ((projection.iris[here],) if layer is Layer.TOPIC else ()),
            projection.labels[there] if here != there else "",
            projection.iris[there] if here != there else "",
        )


class Reasons(Sequence[Reason]):
    """The reasons of one tie, worked out when somebody looks at them.

    Parameters
    ----------
    find : callable
        Finds them.
    """

    def __init__(self, find: Callable[[], list[Reason]]) -> None:
        self._find = find

    @cached_property
    def _found(self) -> list[Reason]:
        return self._find()

    @overload
    def __getitem__(self, index: int) -> Reason: ...
    @overload
    def __getitem__(self, index: slice) -> list[Reason]: ...
    def __getitem__(self, index: int | slice) -> Reason | list[Reason]:
        return self._found[index]

    def __len__(self) -> int:
        return len(self._found)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(other) == self._found

    __hash__ = None  # type: ignore[assignment]


def _row(matrix: csr_array, row: int) -> NDArray[np.int32]:
    return matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]


def _common(matrix: csr_array, a: int, b: int) -> list[int]:
    """Return the columns in which both rows have something, ascending."""
    return [int(column) for column in np.intersect1d(_row(matrix, a), _row(matrix, b), assume_unique=True)]


def _either(here: frozenset[int], there: frozenset[int]) -> tuple[int, int]:
    """Return the theme as each side has it; one that both have, if there is."""
    common = here & there
    return (min(common), min(common)) if common else (min(here), min(there))
