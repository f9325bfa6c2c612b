"""Which measure serves which goal and which theme: directly, by a sub-goal, by a goal's theme."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from querbezug.graph.analysis.projection import Projection
from querbezug.graph.analysis.sparse import closure, marked, only_columns, only_rows
from querbezug.ontology.terms import QUER, SKOS

_DEEPEST = 8
"""How many levels of goals, or of topics, one below the other are followed."""

THEMES = ("field", "cross-cutting-theme", "topic", "category")
"""The kinds of things that something can be about."""


class Serving:
    """The ladder of a plan as sparse matrices over all n things, entries 1.

    Parameters
    ----------
    projection : Projection
        The store as arrays.
    """

    def __init__(self, projection: Projection) -> None:
        self.projection = projection

    @cached_property
    def directly(self) -> csr_array:
        """Which thing contributes to which goal by its own word, shape (n, n)."""
        is_goal = self.projection.is_kind("goal")
        return only_columns(self.projection.incidence(QUER.contributesTo), is_goal)

    @cached_property
    def goals(self) -> csr_array:
        """Which thing contributes to which goal, also by the goals between, shape (n, n)."""
        above = only_rows(self.directly, self.projection.is_kind("goal"))
        return closure(self.directly, above, _DEEPEST)

    @cached_property
    def named(self) -> csr_array:
        """Which thing names which theme as its own, shape (n, n)."""
        return only_columns(self.projection.incidence(QUER.theme), self.projection.is_kind(*THEMES))

    @cached_property
    def by_goal(self) -> csr_array:
        """Which thing serves which theme through the themes of the goals it contributes to, shape (n, n)."""
        return marked(csr_array(self.goals @ self.named))

    @cached_property
    def themes(self) -> csr_array:
        """Which thing serves which theme, in either way, shape (n, n)."""
        return marked(self.named + self.by_goal)

    def family(self, theme: int) -> NDArray[np.int32]:
        """Return a theme with those below it and those of other plans that match any of them, ascending."""
        return families(self.projection, [theme])[0]


def families(projection: Projection, themes: Sequence[int]) -> list[NDArray[np.int32]]:
    """Return each theme with all that mean the same or something narrower, ascending.

    Parameters
    ----------
    projection : Projection
        The store as arrays.
    themes : sequence of int
        Indices of things.
    """
    narrower = csr_array(projection.incidence(SKOS.broader).T)
    matching = projection.incidence(SKOS.exactMatch, SKOS.closeMatch)
    step = marked(narrower + matching + csr_array(matching.T))
    rows = np.array(themes, dtype=np.int32)
    start = csr_array(
        (np.ones(len(rows), np.int32), rows, np.arange(len(rows) + 1)),
        shape=(len(rows), len(projection.iris)),
    )
    found = closure(start, step, _DEEPEST)
    return [
        np.sort(found.indices[found.indptr[n] : found.indptr[n + 1]]).astype(np.int32)
        for n in range(len(rows))
    ]
