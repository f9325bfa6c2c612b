"""The shapes pages have, in the order in which they are asked where two account for as much."""

from __future__ import annotations

from querbezug.graph.readers.web_page.blocks import Page
from querbezug.graph.readers.web_page.shapes.base import ENOUGH, Shape
from querbezug.graph.readers.web_page.shapes.by_city import MeasuresByCity
from querbezug.graph.readers.web_page.shapes.coded import CodedMeasures
from querbezug.graph.readers.web_page.shapes.facts import FactSheet
from querbezug.graph.readers.web_page.shapes.labelled import FieldWithGoals, MeasureWithGoals
from querbezug.graph.readers.web_page.shapes.listing import ProposalListing
from querbezug.graph.readers.web_page.shapes.outline import GoalOutline, QuestionOutline
from querbezug.graph.readers.web_page.shapes.proposals import AnsweredProposal, VotedIdea
from querbezug.graph.readers.web_page.shapes.questions import ProjectsWithQuestions
from querbezug.graph.readers.web_page.shapes.submissions import Submissions
from querbezug.graph.readers.web_page.shapes.titled import QuotedNames, TitledParagraphs

SHAPES: tuple[Shape, ...] = (
    AnsweredProposal(),
    VotedIdea(),
    Submissions(),
    CodedMeasures(),
    MeasureWithGoals(),
    FieldWithGoals(),
    FactSheet(),
    ProjectsWithQuestions(),
    MeasuresByCity(),
    GoalOutline(),
    QuestionOutline(),
    TitledParagraphs(),
    ProposalListing(),
    QuotedNames(),
)

__all__ = ["SHAPES", "Shape", "shape_of"]


def shape_of(page: Page) -> Shape | None:
    """Return the shape that accounts for most of ``page``, if one accounts for enough."""
    scores = [(shape.recognise(page), -place) for place, shape in enumerate(SHAPES)]
    best, place = max(scores)
    return SHAPES[-place] if best >= ENOUGH else None
