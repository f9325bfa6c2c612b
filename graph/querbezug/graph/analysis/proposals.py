"""What people propose on a theme, and what has become of it in the plans."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from querbezug.graph.analysis.areas import Areas
from querbezug.graph.analysis.gaps import within
from querbezug.graph.analysis.projection import FUNCTIONS, Projection
from querbezug.graph.analysis.responses import answered_posts, official_posts
from querbezug.graph.analysis.serving import Serving
from querbezug.graph.analysis.sparse import in_column, in_row, marked, row_of
from querbezug.ontology.terms import QUER

Things = NDArray[np.int32]

_SUGGESTION = FUNCTIONS.index("suggestion")


class Fate(StrEnum):
    """What has become of a proposal, the furthest first."""

    PLANNED = "planned"
    """It led to a measure, or to a goal that measures pursue."""
    GOAL = "goal"
    """It fits a goal, which no measure pursues yet."""
    ANSWERED = "answered"
    """The administration has answered it; more is not known."""
    OPEN = "open"
    """Nothing is known."""


@dataclass(frozen=True)
class Proposals:
    """Proposals on a theme.

    Attributes
    ----------
    things : array of int32, shape (k,)
        Indices of ideas and of comments that suggest something, the most supported first; a comment
        that expresses an idea counts as that idea.
    fates : tuple of Fate
        What has become of each.
    targets : tuple of array of int32
        Of each, the goals and measures it led to or fits.
    """

    things: Things
    fates: tuple[Fate, ...]
    targets: tuple[Things, ...]


def proposals(
    projection: Projection,
    areas: Areas,
    serving: Serving,
    themes: Things,
    columns: Things | None = None,
) -> Proposals:
    """Return what people propose on a theme in some towns.

    Parameters
    ----------
    projection : Projection
        The store as arrays.
    areas : Areas
        The towns of everything.
    serving : Serving
        Which measure serves which goal and theme.
    themes : array of int32
        The theme with those that mean the same or something narrower.
    columns : array of int32, optional
        Columns of the towns in question; all proposals unless told.
    """
    things = _proposing(projection, serving, themes, within(areas.home, columns))
    votes = np.array([projection.votes.get(int(each), (0, 0))[0] for each in things], dtype=np.int64)
    things = things[np.lexsort((things, -votes))]
    led = marked(projection.incidence(QUER.evolvedInto) + _fitting(projection, serving))
    is_target = projection.is_kind("goal", "measure")
    served = in_column(csr_array(serving.goals[projection.numbers("measure")])) > 0
    planned = projection.is_kind("measure") | served
    targets = tuple(each[is_target[each]] for each in (row_of(led, int(thing)) for thing in things))
    answered = answered_posts(projection, official_posts(projection))
    fates = (_fate(fitting, planned, bool(answered[n])) for n, fitting in zip(things, targets, strict=True))
    return Proposals(things, tuple(fates), targets)


def _fate(targets: Things, planned: NDArray[np.bool_], is_answered: bool) -> Fate:
    if not len(targets):
        return Fate.ANSWERED if is_answered else Fate.OPEN
    return Fate.PLANNED if planned[targets].any() else Fate.GOAL


def _fitting(projection: Projection, serving: Serving) -> csr_array:
    """Return which thing is listed under or contributes to which; what it opposes it does not fit; (n, n)."""
    listed = marked(projection.incidence(QUER.about) + serving.goals)
    against = marked(listed.multiply(projection.incidence(QUER.opposes)))
    return marked(listed - against)


def _proposing(projection: Projection, serving: Serving, themes: Things, inside: NDArray[np.bool_]) -> Things:
    """Return the ideas and suggesting comments that have one of the themes, or a goal of one of them."""
    on_theme = in_row(csr_array(serving.named[:, themes])) > 0
    goals = (on_theme & projection.is_kind("goal")).astype(np.int32)
    by_goal = _fitting(projection, serving) @ goals > 0
    suggests = projection.is_kind("idea")
    if len(projection.functions):
        comments = projection.is_kind("comment") & (projection.functions == _SUGGESTION)
        comments[projection.links(QUER.expressesIdea)[0]] = False
        suggests |= comments & ~official_posts(projection)
    return np.flatnonzero(suggests & inside & (on_theme | by_goal)).astype(np.int32)
