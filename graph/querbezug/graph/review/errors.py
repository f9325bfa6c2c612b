"""What can go wrong when somebody decides."""

from __future__ import annotations

from querbezug.graph.errors import QuerbezugError


class ReviewError(QuerbezugError):
    """A decision cannot be taken as it is asked for."""


class ReviewConflictError(ReviewError):
    """Something else was decided already; that has to be taken back first."""
