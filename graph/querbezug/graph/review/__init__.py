"""Review: what to look at first, taking decisions, taking them back, handing them out."""

from querbezug.graph.review.deciding import Outcome, decide, undo
from querbezug.graph.review.errors import ReviewConflictError, ReviewError
from querbezug.graph.review.gold import gold_lines
from querbezug.graph.review.items import KINDS, Assessment, Passage, Reading
from querbezug.graph.review.queue import Counts, Filter, Page, Queue, benefit
from querbezug.graph.review.verdicts import LONGEST_NOTE, LONGEST_ROLE, ROLE, VERDICTS, Verdict

__all__ = [
    "KINDS",
    "LONGEST_NOTE",
    "LONGEST_ROLE",
    "ROLE",
    "VERDICTS",
    "Assessment",
    "Counts",
    "Filter",
    "Outcome",
    "Page",
    "Passage",
    "Queue",
    "Reading",
    "ReviewConflictError",
    "ReviewError",
    "Verdict",
    "benefit",
    "decide",
    "gold_lines",
    "undo",
]
