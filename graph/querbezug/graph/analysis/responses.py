"""Which contributions the administration has answered, and which questions are still open."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from querbezug.graph.analysis.areas import Areas
from querbezug.graph.analysis.gaps import within
from querbezug.graph.analysis.projection import FUNCTIONS, Projection
from querbezug.graph.threads import DEEPEST
from querbezug.ontology.terms import QUER

_QUESTION = FUNCTIONS.index("question")


@dataclass(frozen=True)
class Responses:
    """Contributions of people, and whether anybody official answered them.

    Attributes
    ----------
    contributions : array of int32, shape (k,)
        Indices of ideas and comments, ascending; what the administration wrote is left out.
    is_idea, asks, answered : array of bool, shape (k,)
        Whether each is an idea, asks a question, has a response.
    official : int
        How many responses there are to them, so that none can be told from none loaded.
    """

    contributions: NDArray[np.int32]
    is_idea: NDArray[np.bool_]
    asks: NDArray[np.bool_]
    answered: NDArray[np.bool_]
    official: int

    @property
    def open_questions(self) -> NDArray[np.int32]:
        """Questions without response."""
        return self.contributions[self.asks & ~self.answered]

    @property
    def open_ideas(self) -> NDArray[np.int32]:
        """Ideas without response."""
        return self.contributions[self.is_idea & ~self.answered]


def responses(projection: Projection, areas: Areas, columns: NDArray[np.int32] | None = None) -> Responses:
    """Return the contributions of some towns and whether they were answered.

    A contribution is answered if a response is given to it, or stands anywhere beneath it in the
    same conversation; an idea also by a response to any comment on it.

    Parameters
    ----------
    projection : Projection
        The store as arrays.
    areas : Areas
        The towns of everything.
    columns : array of int32, optional
        Columns of the towns in question; all contributions unless told.
    """
    official = official_posts(projection)
    answered = answered_posts(projection, official)
    said = projection.numbers("idea", "comment")
    inside = within(areas.home, columns)
    said = said[~official[said] & inside[said]]
    return Responses(
        contributions=said,
        is_idea=projection.is_kind("idea")[said],
        asks=_asks(projection)[said],
        answered=answered[said],
        official=int((official & inside).sum()),
    )


def official_posts(projection: Projection) -> NDArray[np.bool_]:
    """Return which things are responses of the administration, shape (n,)."""
    official = projection.is_kind("response")
    official[projection.links(QUER.respondsTo)[0]] = True
    return official


def _asks(projection: Projection) -> NDArray[np.bool_]:
    if not len(projection.functions):
        return np.zeros(len(projection.iris), dtype=np.bool_)
    asks: NDArray[np.bool_] = projection.functions == _QUESTION
    return asks


def answered_posts(projection: Projection, official: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return what one of the responses was given to or stands beneath, and these themselves, shape (n,)."""
    answer, post, _ = projection.links(QUER.respondsTo, QUER.replyTo)
    reached = official.copy()
    for _ in range(DEEPEST):
        before = int(reached.sum())
        reached[post[reached[answer]]] = True
        if int(reached.sum()) == before:
            break
    comment, thing, _ = projection.links(QUER.about)
    reached[thing[reached[comment]]] = True
    return reached
