"""What ties one pair of cities, reason by reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
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

    def between(self, a: int, b: int) -> Reasons:
        """Return what ties the cities in two rows, the heaviest reason first."""
        found = [*self._by_shared(a, b), *self._by_crossing(a, b), *self._by_nearness(a, b)]
        return Reasons(self._projection, sorted(found, key=self._rank))

    def _rank(self, found: _Found) -> tuple[float, Layer, str, str, int]:
        # Looking up a name takes long, so it decides only between pairs that begin with the same thing.
        detail = self._projection.labels[found.there] if found.is_pair else ""
        return -found.weight, found.layer, self._projection.iris[found.here], detail, found.there

    def _by_shared(self, a: int, b: int) -> Iterator[_Found]:
        for shared in self._shared:
            common = _common(shared.having, a, b)
            surely = np.isin(common, _common(shared.stated, a, b), assume_unique=True)
            weights = weight_of(shared.layer, shared.counts[common], len(self._cities))
            for column, weight, sure in zip(common.tolist(), weights.tolist(), surely.tolist(), strict=True):
                here = there = int(shared.things[column])
                forms = shared.forms.get(column)
                if forms:
                    here, there = _either(forms[a], forms[b])
                yield _found(shared.layer, here, there, weight, inferred=not sure or here != there)

    def _by_crossing(self, a: int, b: int) -> Iterator[_Found]:
        for pair in self._crossing:
            forth = set(np.intersect1d(_row(pair.of_left, a), _row(pair.of_right, b)).tolist())
            back = set(np.intersect1d(_row(pair.of_left, b), _row(pair.of_right, a)).tolist())
            columns = np.array(sorted(forth | back), dtype=np.int64)
            weights = weight_of(pair.layer, pair.counts[columns], len(self._cities))
            for column, weight in zip(columns.tolist(), weights.tolist(), strict=True):
                here, there = int(pair.left[column]), int(pair.right[column])
                if column not in forth:
                    here, there = there, here
                yield _found(pair.layer, here, there, weight, inferred=bool(pair.inferred[column]))

    def _by_nearness(self, a: int, b: int) -> Iterator[_Found]:
        kilometres = float(self._near[a, b])
        if kilometres:
            weight = float(nearness(np.array([kilometres]))[0])
            ends = int(self._cities[a]), int(self._cities[b])
            yield _Found(Layer.NEIGHBOUR, ends[1], ends[0], weight, kilometres=kilometres)


@dataclass(frozen=True, slots=True)
class _Found:
    """A reason before anybody has asked for its words: one thing or two, as indices in the projection.

    For neighbours ``here`` is the other city and ``there`` the one that was asked for.
    """

    layer: Layer
    here: int
    there: int
    weight: float
    inferred: bool = False
    kilometres: float | None = None

    @property
    def is_pair(self) -> bool:
        """Whether it takes two things to tie."""
        return self.here != self.there and self.kilometres is None


def _found(layer: Layer, here: int, there: int, weight: float, *, inferred: bool) -> _Found:
    return _Found(
        layer, here, there, weight * (layer_weights()["inferred-share"] if inferred else 1.0), inferred
    )


class Reasons(Sequence[Reason]):
    """The reasons of one tie; the words of each are looked up when somebody looks at it.

    Parameters
    ----------
    projection : Projection
        Knows the words.
    found : sequence
        What ties, in its order.
    """

    def __init__(self, projection: Projection, found: Sequence[_Found]) -> None:
        self._projection, self._found = projection, found
        self._known: dict[int, Reason] = {}

    @overload
    def __getitem__(self, index: int) -> Reason: ...
    @overload
    def __getitem__(self, index: slice) -> list[Reason]: ...
    def __getitem__(self, index: int | slice) -> Reason | list[Reason]:
        numbers = range(len(self._found))[index]
        return self._at(numbers) if isinstance(numbers, int) else [self._at(number) for number in numbers]

    def __len__(self) -> int:
        return len(self._found)

    def _at(self, number: int) -> Reason:
        if number not in self._known:
            self._known[number] = self._told(self._found[number])
        return self._known[number]

    def _told(self, found: _Found) -> Reason:
        projection, here, there = self._projection, found.here, found.there
        sources = projection.sources.get(here, ())
        if found.kilometres is not None:
            name = " – ".join(sorted(projection.labels[end] for end in (here, there)))
            detail = f"{found.kilometres:.1f}"
            return Reason(found.layer, projection.iris[here], name, found.weight, False, sources, detail)
        if not sources and found.layer is Layer.TOPIC:
            sources = (projection.iris[here],)  # topics stand in the lexicon, which is their source
        return Reason(
            found.layer,
            projection.iris[here],
            projection.labels[here],
            found.weight,
            found.inferred,
            sources,
            projection.labels[there] if found.is_pair else "",
            projection.iris[there] if found.is_pair else "",
        )


class ReasonsLater(Sequence[Reason]):
    """The same, worked out when somebody looks at them.

    Parameters
    ----------
    find : callable
        Finds them.
    """

    def __init__(self, find: Callable[[], Sequence[Reason]]) -> None:
        self._find = find

    @cached_property
    def _found(self) -> Sequence[Reason]:
        return self._find()

    @overload
    def __getitem__(self, index: int) -> Reason: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Reason]: ...
    def __getitem__(self, index: int | slice) -> Reason | Sequence[Reason]:
        return self._found[index]

    def __len__(self) -> int:
        return len(self._found)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(other) == list(self._found)

    __hash__ = None  # type: ignore[assignment]


def _row(matrix: csr_array, row: int) -> NDArray[np.int32]:
    return matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]


def _common(matrix: csr_array, a: int, b: int) -> NDArray[np.int32]:
    """Return the columns in which both rows have something, ascending."""
    return np.intersect1d(_row(matrix, a), _row(matrix, b), assume_unique=True)


def _either(here: frozenset[int], there: frozenset[int]) -> tuple[int, int]:
    """Return the theme as each side has it; one that both have, if there is."""
    common = here & there
    return (min(common), min(common)) if common else (min(here), min(there))
