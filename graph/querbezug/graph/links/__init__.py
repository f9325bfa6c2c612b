"""Links from plain words to things: each an assessment with its evidence, never touching the wording."""

from querbezug.graph.links.decisions import Decisions
from querbezug.graph.links.linking import link_all

__all__ = ["Decisions", "link_all"]
