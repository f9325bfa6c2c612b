"""The goals and measures of one scope, ready to be searched for by the words of many texts at once."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from querbezug.graph.links.planned import PlanningThing
from querbezug.graph.links.telling import Analyzer, is_common
from querbezug.graph.links.words import words_of

LABEL, DESCRIPTION, THEME = 3.0, 1.0, 0.5
"""How much a word counts in the name of a thing, in its description, in the names of its themes."""

COMMON_WEIGHT = 0.3
"""How much a common word counts, against any other."""

CROWD, CROWD_SHARE = 5, 0.05
"""A word that more things than this have, and more than this share of them, tells none of them."""

_K1, _B = 1.2, 0.5
_MOST_PRODUCTS = 2_000_000

Matrix = sparse.csr_array
Numbers = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A thing with its words.

    Attributes
    ----------
    label_words : tuple of tuple of str
        Stem and parts of each word of its names.
    weights : mapping of str to float
        How often each term stands in it, counted by where it stands.
    places : frozenset of str
        Terms in the names of its places: they tell it from others, but make no link.
    """

    thing: PlanningThing
    label_words: tuple[tuple[str, ...], ...]
    weights: Mapping[str, float]
    places: frozenset[str]


def prepare(thing: PlanningThing, terms: Analyzer) -> Prepared:
    """Take a thing's wordings apart."""
    weights: dict[str, float] = {}
    label_words: dict[tuple[str, ...], None] = {}
    fields = ((thing.labels, LABEL), (thing.descriptions, DESCRIPTION), (thing.themes, THEME))
    for wordings, weight in fields:
        for word in sorted({word for wording in wordings for word in words_of(wording)}):
            found = tuple(terms(word))
            if found and wordings is thing.labels:
                label_words[found] = None
            for term in found:
                weights[term] = weights.get(term, 0.0) + weight
    places = frozenset(term for name in thing.places for word in words_of(name) for term in terms(word))
    return Prepared(thing, tuple(label_words), weights, places)


def digest(thing: PlanningThing) -> bytes:
    """Return what stands for all that is said of a thing, but for where it counts."""
    told = (
        thing.iri,
        *(repr(part) for part in (thing.labels, thing.descriptions, thing.themes, thing.places)),
        repr(sorted(thing.ties)),
    )
    return hashlib.blake2b("\n".join(told).encode(), digest_size=16).digest()


class Index:
    """The things of one scope.

    A word's weight depends on these things only. So what is found for a text does not change when
    a plan for another town is loaded.

    Parameters
    ----------
    things : sequence of Prepared
        The goals and measures, in the order of their IRIs.
    """

    def __init__(self, things: Sequence[Prepared]) -> None:
        self.things = things
        self._number: dict[str, int] = {}
        self._matrix = self._weighted()
        self._reach = np.diff(self._matrix.indptr)

    def _weighted(self) -> Matrix:
        """Return for each term the things that have it, weighted as BM25F does."""
        terms, places, weights = [], [], []
        for place, each in enumerate(self.things):
            for term, weight in each.weights.items():
                terms.append(self._number.setdefault(term, len(self._number)))
                places.append(place)
                weights.append(weight)
        rows, columns = np.asarray(terms, dtype=np.int32), np.asarray(places, dtype=np.int32)
        frequency = np.bincount(rows, minlength=len(self._number))
        lengths = np.array([math.fsum(each.weights.values()) for each in self.things])
        mean = math.fsum(lengths) / max(1, len(lengths)) or 1.0
        raw = np.asarray(weights, dtype=np.float64)
        norm = _K1 * (1 - _B + _B * lengths[columns] / mean)
        self.idf = self._idf(frequency)
        data = self.idf[rows] * raw * (_K1 + 1) / (raw + norm)
        told = data > 0
        shape = (len(self._number), len(self.things))
        return Matrix((data[told], (rows[told], columns[told])), shape=shape)

    def _idf(self, frequency: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        count = len(self.things)
        idf = np.log(1 + (count - frequency + 0.5) / (frequency + 0.5))
        idf *= np.array([COMMON_WEIGHT if is_common(term) else 1.0 for term in self._number])
        return np.where(frequency > max(CROWD, CROWD_SHARE * count), 0.0, idf)

    def weight(self, term: str) -> float:
        """Return how much ``term`` tells: 0 if no thing has it, or too many."""
        number = self._number.get(term)
        return 0.0 if number is None else float(self.idf[number])

    def tells(self, term: str) -> bool:
        """Say whether ``term`` may make a link."""
        return not is_common(term) and self.weight(term) > 0

    def scores(self, texts: Iterable[Iterable[str]]) -> Iterator[tuple[Numbers, npt.NDArray[np.float64]]]:
        """Yield for each text the things that share a word with it, and their scores.

        The texts are multiplied with the things in batches, so that however many texts and things
        there are, never more than some megabytes of products are held.
        """
        batch: list[list[int]] = []
        products = 0
        for terms in texts:
            numbers = [self._number[term] for term in dict.fromkeys(terms) if term in self._number]
            expected = int(self._reach[numbers].sum())
            if batch and products + expected > _MOST_PRODUCTS:
                yield from self._multiplied(batch)
                batch, products = [], 0
            batch.append(numbers)
            products += expected
        yield from self._multiplied(batch)

    def _multiplied(self, batch: list[list[int]]) -> Iterator[tuple[Numbers, npt.NDArray[np.float64]]]:
        ends = np.cumsum([0, *map(len, batch)])
        columns = np.fromiter((number for row in batch for number in row), dtype=np.int32, count=ends[-1])
        texts = Matrix((np.ones(len(columns)), columns, ends), shape=(len(batch), len(self._number)))
        product = texts @ self._matrix
        for start, end in zip(product.indptr, product.indptr[1:], strict=False):
            yield product.indices[start:end], product.data[start:end]
