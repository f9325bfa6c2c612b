"""The graph as researchers use it: cities, ties, answers, tables for pandas, networks for networkx."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import pyoxigraph as ox

from querbezug.graph.analysis import CityTies, Layer, Reason, city_network
from querbezug.graph.answers import Answer, Parameter, Workbench, ask, choices_of, questions
from querbezug.graph.answers.model import Cell, Form, Table, Thing
from querbezug.graph.answers.questions import Asks
from querbezug.graph.answers.resolving import resolve
from querbezug.graph.errors import QuerbezugError, QuerySyntaxError
from querbezug.graph.sparql.guard import check_query
from querbezug.graph.store import ReadStore
from querbezug.ontology.strings import Lang, Told
from querbezug.ontology.terms import PREFIXES, XSD

if TYPE_CHECKING:
    import pandas as pd

_WHOLE = frozenset(str(kind) for kind in (XSD.integer, XSD.int, XSD.long, XSD.nonNegativeInteger))
_BROKEN = frozenset(str(kind) for kind in (XSD.decimal, XSD.double, XSD.float))


class KnowledgeGraph:
    """One state of a store; open it again to see what was loaded since.

    Parameters
    ----------
    path : Path
        The store's directory.

    Raises
    ------
    StoreError
        If there is no store, or it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.workbench = Workbench(ReadStore(path).snapshot())

    @property
    def version(self) -> str:
        """The dataset's version: cite it with results."""
        return self.workbench.snapshot.version

    def cities(self) -> list[Thing]:
        """Return the municipalities that anything belongs to, by name."""
        return list(self.workbench.things(choices_of(self.workbench, Asks.CITY)))

    def ties(self, a: str, b: str) -> list[Reason]:
        """Return what ties two cities, the heaviest reason first.

        Parameters
        ----------
        a, b : str
            Names (``"Saalfeld"``) or IRIs.

        Raises
        ------
        ParameterError
            If a name means nothing or several things.
        """
        chosen = {"a": a, "b": b}
        left, right = (resolve(self.workbench, Parameter(name), typed) for name, typed in chosen.items())
        return self.workbench.ties.reasons(left, right)

    def questions(self) -> Mapping[str, str]:
        """Return the questions that :meth:`ask` answers, in German, by their ids."""
        return {each.id: each.plain() for each in questions().values()}

    def ask(self, question: str, **given: str | int) -> Answer:
        """Answer a planner's question.

        Parameters
        ----------
        question : str
            Its id, one of :meth:`questions`.
        **given : str or int
            What is chosen for its parameters.

        Raises
        ------
        NotFoundError
            If there is no such question.
        ParameterError
            If what was chosen is missing, unknown or several things.
        """
        return ask(self.workbench, question, {name: str(value) for name, value in given.items()})

    def to_networkx(
        self, layers: Iterable[Layer | str] | None = None, strongest: int | None = None
    ) -> nx.Graph[str]:
        """Return the network of the cities.

        Parameters
        ----------
        layers : iterable of Layer or str, optional
            Only ties by these layers, for example ``["goal", "theme"]``; all unless told.
        strongest : int, optional
            Only the so many strongest ties of each city.

        Returns
        -------
        networkx.Graph
            As :func:`querbezug.graph.analysis.city_network` describes.
        """
        if layers is None and strongest is None:
            return self.workbench.network.copy()
        projection = self.workbench.projection
        ties = CityTies(projection, None if layers is None else {Layer(layer) for layer in layers})
        return city_network(projection, ties=ties, strongest=strongest)

    def query(self, query: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of a SPARQL SELECT query; the prefixes of the ontology need no declaration.

        IRIs are strings, numbers numbers, truth values truth values, all else strings; what is
        unbound is None.

        Raises
        ------
        QuerySyntaxError, QueryRefusedError
            If it is no SPARQL, no SELECT, or asks other servers.
        """
        check_query(query)
        snapshot = self.workbench.snapshot
        try:
            found = snapshot.store.query(query, prefixes=dict(PREFIXES), named_graphs=[*snapshot.graphs()])
        except SyntaxError as error:
            raise QuerySyntaxError("sparql.syntax", reason=str(error)) from error
        if not isinstance(found, ox.QuerySolutions):
            raise QuerySyntaxError("graph.no-select")
        names = [variable.value for variable in found.variables]
        for solution in found:
            yield {name: _value(solution[name]) for name in names}

    def to_pandas(self, query: str | Table, lang: Lang = "de") -> pd.DataFrame:
        """Return the rows of a SPARQL SELECT query, or a table of an answer, as a data frame.

        Parameters
        ----------
        query : str or Table
            The query, or ``answer.tables[0]``.
        lang : {"de", "en"}
            Language of sentences in a table.

        Raises
        ------
        QuerySyntaxError
            If it is no SPARQL, or no SELECT.
        QuerbezugError
            If pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise QuerbezugError("graph.no-pandas") from error
        return pd.DataFrame(_columns(query, lang) if isinstance(query, Table) else list(self.query(query)))


def _columns(table: Table, lang: Lang) -> dict[str, list[object]]:
    """Return the columns of a table; behind each column of things one with their IRIs."""
    found: dict[str, list[object]] = {}
    for number, column in enumerate(table.columns):
        cells = [row[number] for row in table.rows]
        found[column.name] = [_plain(cell, lang) for cell in cells]
        if column.form is Form.THING:
            found[f"{column.name}_iri"] = [cell.iri if isinstance(cell, Thing) else None for cell in cells]
    return found


def _plain(cell: Cell, lang: Lang) -> object:
    if isinstance(cell, Told):
        return cell.text(lang)
    if isinstance(cell, tuple):
        return [_plain(each, lang) for each in cell]
    return cell


def _value(term: object) -> object:
    """Return an RDF term as Python has it."""
    if isinstance(term, ox.Literal):
        kind = term.datatype.value
        if kind in _WHOLE:
            return int(term.value)
        if kind in _BROKEN:
            return float(term.value)
        return term.value == "true" if kind == str(XSD.boolean) else term.value
    return (
        term.value if isinstance(term, ox.NamedNode | ox.BlankNode) else None if term is None else str(term)
    )
