"""Named queries of the ontology as questions: the same SPARQL as in the editor, with names and links."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import pyoxigraph as ox

from querbezug.graph.analysis.gaps import within
from querbezug.graph.answers.model import Answer, Cell, Column, Form, Rows, Table, Thing, counted
from querbezug.graph.answers.questions import Asks, Given, Parameter, Question
from querbezug.graph.answers.scope import SCOPE, chosen, columns_of, query_text, shortened, where
from querbezug.graph.answers.workbench import Workbench
from querbezug.ontology.resources import labels
from querbezug.ontology.strings import message
from querbezug.ontology.terms import RDFS

_Solution = tuple[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None, ...]

_QUOTED = frozenset({"text", "quote", "note"})
"""Variables that hold words of a source."""

_NAMES = frozenset({"label", "name"})
"""Variables that hold the name of the thing in the variable before."""

_NUMERIC = {
    f"http://www.w3.org/2001/XMLSchema#{name}": kind
    for name, kind in (("integer", Form.COUNT), ("decimal", Form.NUMBER), ("double", Form.NUMBER))
}


@dataclass(frozen=True, slots=True)
class Named:
    """A named query that is a question.

    Attributes
    ----------
    question : str
        Id of the question.
    query : str
        Id of the query; the variables it selects become columns of those names.
    group : str
        Heading of the question.
    scoped : str
        Variable whose things must be for the town or cooperation that is asked about; where it is
        empty, the question is about all that is loaded.
    parameters : tuple of Parameter
        Each is a variable that the query selects, and is bound to what was chosen; it is no column.
    """

    question: str
    query: str
    group: str
    scoped: str = ""
    parameters: tuple[Parameter, ...] = ()

    @property
    def asks(self) -> tuple[Parameter, ...]:
        """All that can be chosen."""
        return (*self.parameters, *(SCOPE if self.scoped else ()))


NAMED = (
    Named("field-content", "cq24-goals-and-measures-by-field", "plan", "", (Parameter("field", Asks.FIELD),)),
    Named("parts", "cq19-parts-of-projects", "plan", "part"),
    Named("sites", "cq20-sites-of-several-measures", "plan", "place"),
    Named("decided", "cq22-decisions", "plan"),
    Named("reports", "cq17-latest-report-on-a-measure", "plan", "measure"),
    Named("inferred", "cq23-inferred-links", "data", "thing"),
    Named("documents", "cq14-sources", "data"),
)


def answer_by_query(asked: Named, workbench: Workbench, given: Given) -> Answer:
    """Run a named query and say how many rows it has.

    Parameters
    ----------
    asked : Named
        The query, and what of it can be chosen.
    workbench : Workbench
        The data.
    given : mapping
        What was chosen, by the names of variables; bound, never written into the query.
    """
    text = query_text(asked.query)
    hidden = frozenset(parameter.name for parameter in asked.parameters)
    names, rows = _rows(workbench, text, {name: given[name] for name in hidden})
    if asked.scoped:
        rows = _within(workbench, given, rows, names.index(asked.scoped))
    kept = [n for n, name in enumerate(names) if name not in hidden]
    rows = list(dict.fromkeys(tuple(row[n] for n in kept) for row in rows))
    table = _table(workbench, asked.question, [names[n] for n in kept], rows)
    named = {name: workbench.thing(given[name]) for name in hidden}
    sentence = counted(f"queries.{asked.question}", len(rows), where=where(workbench, given), **named)
    scope = (message("queries.scoped"),) if asked.scoped and set(given) - hidden else ()
    return Answer(
        asked.question,
        (sentence,),
        (table,) if rows else (),
        (message(f"queries.method_{asked.question}"), *scope),
        chosen(workbench, given),
        query=_shown(text, workbench, {name: given[name] for name in hidden}),
    )


def _rows(workbench: Workbench, text: str, bound: Mapping[str, int]) -> tuple[list[str], list[_Solution]]:
    """Return the variables of a query and its rows, with some variables bound to things."""
    iris = workbench.projection.iris
    values: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {
        ox.Variable(name): ox.NamedNode(iris[number]) for name, number in bound.items()
    }
    found = workbench.snapshot.store.query(text, substitutions=values)
    if not isinstance(found, ox.QuerySolutions):
        raise TypeError("the query selects nothing")  # a mistake of ours, not of the user
    return [variable.value for variable in found.variables], [tuple(row) for row in found]


def _within(workbench: Workbench, given: Given, rows: list[_Solution], column: int) -> list[_Solution]:
    """Return the rows whose thing in a column is for, or in, the towns asked about."""
    areas, index = workbench.ties.areas, workbench.projection.index
    inside = within(areas.home, columns_of(workbench, given))
    numbers = (index.get(_iri(row[column]), -1) for row in rows)
    return [row for row, number in zip(rows, numbers, strict=True) if number >= 0 and inside[number]]


def _iri(value: object) -> str:
    return value.value if isinstance(value, ox.NamedNode) else ""


def _shown(text: str, workbench: Workbench, bound: Mapping[str, int]) -> str:
    """Return the query with what was bound as remarks before it."""
    iris = workbench.projection.iris
    told = "".join(f"# ?{name} = {ox.NamedNode(iris[number])}\n" for name, number in bound.items())
    return told + text


def _table(workbench: Workbench, question: str, names: list[str], rows: list[_Solution]) -> Table:
    columns: list[Column] = []
    makers: list[Callable[[_Solution], Cell]] = []
    for n, name in enumerate(names):
        values = [row[n] for row in rows]
        form = _form(name, values)
        if name in _NAMES and n and any(isinstance(row[n - 1], ox.NamedNode) for row in rows):
            continue  # the name of the thing before it, which its cell shows already
        columns.append(Column(name, form))
        makers.append(partial(_cell, workbench, form, n))
    told = Rows(rows, lambda row: tuple(make(row) for make in makers))
    return Table("rows", message(f"queries.table_{question}"), tuple(columns), told)


def _form(name: str, values: Sequence[object]) -> Form:
    known = [value for value in values if value is not None]
    if name == "sources":
        return Form.SOURCES
    if known and all(isinstance(value, ox.NamedNode) for value in known):
        return Form.THING
    if name in _QUOTED:
        return Form.QUOTE
    types = {value.datatype.value for value in known if isinstance(value, ox.Literal)}
    return _NUMERIC[min(types)] if len(types) == 1 and types <= _NUMERIC.keys() else Form.TEXT


def _cell(workbench: Workbench, form: Form, n: int, row: _Solution) -> Cell:
    value = row[n]
    if isinstance(value, ox.NamedNode):
        return (value.value,) if form is Form.SOURCES else _thing(workbench, value.value)
    if not isinstance(value, ox.Literal):
        return () if form is Form.SOURCES else None
    if form is Form.SOURCES:
        return tuple(sorted(value.value.split()))
    if form is Form.COUNT:
        return int(value.value)
    return float(value.value) if form is Form.NUMBER else value.value


def _thing(workbench: Workbench, iri: str) -> Thing:
    """Return a thing of the data, a source document, or a term of the ontology, by its name."""
    number = workbench.projection.index.get(iri)
    if number is not None:
        thing = workbench.thing(number)
        return Thing(iri, shortened(thing.label), thing.kind)
    name = labels().label(iri) or workbench.facts.value(iri, RDFS.label) or iri
    return Thing(iri, name)


QUESTIONS = tuple(
    Question(each.question, "queries", each.group, partial(answer_by_query, each), each.asks)
    for each in NAMED
)
