"""What the pages show: one frozen model a page, filled by the routes, read by the templates.

All texts are in the language of the page and all ``href`` are addresses a browser can follow
(``/doc/goal/…``, ``https://…``); templates add the language where the reader chose one.
"""

from __future__ import annotations

from pathlib import Path

from querbezug.api.page_models.browsing import (
    City,
    ConnectionPage,
    ErrorPage,
    HitGroup,
    Region,
    SearchPage,
    StartPage,
)
from querbezug.api.page_models.conversation import Discussion, PostEntry
from querbezug.api.page_models.data import (
    CodeList,
    DataPage,
    Dump,
    ExampleQuery,
    OntologyPage,
    ResultCell,
    SourceEntry,
    SparqlPage,
    SparqlResult,
    Term,
)
from querbezug.api.page_models.karte import LegendRow, MapPage
from querbezug.api.page_models.listing import Filter, Hit, LinkedPage, ListPage, Pager
from querbezug.api.page_models.parts import (
    Choice,
    KindCount,
    Link,
    PairForm,
    Status,
)
from querbezug.api.page_models.progress import Bar, Chart, Likeness, Part, ReportEntry, Segment
from querbezug.api.page_models.questions import (
    AnswerCell,
    AnswerPage,
    AnswerTable,
    Entry,
    Field,
    Group,
    QuestionsPage,
)
from querbezug.api.page_models.review import Reviewing
from querbezug.api.page_models.thing import (
    Evidence,
    FactRow,
    Provenance,
    ThingPage,
    Value,
    Wording,
)
from querbezug.visualise.page import PageContext
from querbezug.visualise.page import render as render_template
from querbezug.visualise.reasons import counted

TEMPLATES = Path(__file__).parent.parent / "templates"

__all__ = [
    "AnswerCell",
    "AnswerPage",
    "AnswerTable",
    "Bar",
    "Chart",
    "Choice",
    "City",
    "CodeList",
    "ConnectionPage",
    "DataPage",
    "Discussion",
    "Dump",
    "Entry",
    "ErrorPage",
    "Evidence",
    "ExampleQuery",
    "FactRow",
    "Field",
    "Filter",
    "Group",
    "Hit",
    "HitGroup",
    "KindCount",
    "LegendRow",
    "Likeness",
    "Link",
    "LinkedPage",
    "ListPage",
    "MapPage",
    "OntologyPage",
    "PageModel",
    "Pager",
    "PairForm",
    "Part",
    "PostEntry",
    "Provenance",
    "QuestionsPage",
    "Region",
    "ReportEntry",
    "ResultCell",
    "SearchPage",
    "Segment",
    "SourceEntry",
    "SparqlPage",
    "SparqlResult",
    "StartPage",
    "Status",
    "Term",
    "ThingPage",
    "Value",
    "Wording",
    "render_page",
    "sparql_data",
]

PageModel = (
    StartPage
    | ThingPage
    | ConnectionPage
    | SearchPage
    | LinkedPage
    | ListPage
    | MapPage
    | SparqlPage
    | DataPage
    | OntologyPage
    | ErrorPage
    | QuestionsPage
    | AnswerPage
)


def render_page(model: PageModel, page: PageContext, reviewing: Reviewing | None = None) -> str:
    """Render the page of a model.

    Parameters
    ----------
    model : PageModel
        What the page shows.
    page : PageContext
        Language, path and version; ``active`` should be ``model.active``.
    reviewing : Reviewing, optional
        Who reads it; by default somebody who cannot decide about links.
    """
    return render_template(
        model.template,
        page,
        (TEMPLATES,),
        model=model,
        counted=counted,
        sparql_data=sparql_data,
        reviewing=reviewing or Reviewing(),
    )


SPARQL_STRINGS = ("download", "failed", "no", "no_rows", "rows", "rows_cut", "running", "yes")


def sparql_data(model: SparqlPage, page: PageContext) -> dict[str, object]:
    """Return what the script of the SPARQL editor works with."""
    return {
        "endpoint": model.endpoint,
        "base": model.base,
        "carry": page.lang if page.carry_lang else "",
        "examples": {example.key: example.query for example in model.examples},
        "strings": {name: page.t(f"pages.sparql_{name}") for name in SPARQL_STRINGS},
    }
