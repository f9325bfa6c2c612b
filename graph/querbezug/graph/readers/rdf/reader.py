"""The reader of RDF in any syntax."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pyoxigraph as ox

from querbezug.graph.errors import SourceError
from querbezug.graph.readers.base import Notice, ReadOptions, SourceFile, Stream
from querbezug.graph.readers.context import SourceContext
from querbezug.graph.readers.rdf.blank_nodes import BlankNodes
from querbezug.graph.readers.rdf.parsing import passed_over, quads
from querbezug.graph.readers.rdf.statements import Conversion, names_person, shown
from querbezug.graph.readers.rdf.syntax import Syntax, syntax_of
from querbezug.graph.records import Statement
from querbezug.ontology.strings import message


class RdfReader:
    """Reads statements as they stand, from every common syntax of RDF."""

    name = "rdf"
    version = "1"

    def recognises(self, source: SourceFile) -> bool:
        """Say whether the beginning of the content is written in a syntax of RDF."""
        return syntax_of(source) is not None

    def read(self, source: SourceFile, options: ReadOptions = ReadOptions()) -> Stream:  # noqa: B008
        """Read ``source`` twice: at once to check all of it, then while the result is gone through.

        Raises
        ------
        querbezug.graph.errors.SourceError
            If it is no RDF, or broken anywhere, or needs something from the network.
        """
        syntax = syntax_of(source)
        if syntax is None:
            raise SourceError("rdf.no-rdf", file=source.name)
        context = SourceContext.of(source, options)
        survey = _Survey(context.key)
        for quad, _ in quads(source, syntax):
            survey.see(quad)
        if not survey.count:
            raise SourceError("rdf.empty", file=source.name)
        return Stream(context.info(self.name, self.version), _items(source, syntax, survey))


class _Survey:
    """What has to be known of a whole source before its first statement can be handed out."""

    def __init__(self, source_key: str) -> None:
        self.count = 0
        self.nodes = BlankNodes(source_key)
        self.persons: set[str] = set()
        self.person_nodes: set[int] = set()
        self.graphs: set[str] = set()

    def see(self, quad: ox.Quad) -> None:
        self.count += 1
        # Every node is seen here in the order it will be met again.
        self.nodes.see(quad)
        if isinstance(quad.graph_name, ox.NamedNode | ox.BlankNode):
            self.graphs.add(quad.graph_name.value)
        if names_person(quad):
            if isinstance(quad.subject, ox.BlankNode):
                self.person_nodes.add(self.nodes.number(quad.subject))
            elif isinstance(quad.subject, ox.NamedNode):
                self.persons.add(quad.subject.value)


def _items(source: SourceFile, syntax: Syntax, survey: _Survey) -> Iterator[Statement | Notice]:
    if survey.graphs:
        yield Notice(message("rdf.graphs", count=len(survey.graphs)))
    for key, count in passed_over(source, syntax):
        told = message("rdf.unexplained-key", key=shown(key), count=count)
        yield Notice(told, field=key, left_out=True)
    survey.nodes.close()
    conversion = Conversion(
        survey.nodes, frozenset(survey.persons), frozenset(survey.person_nodes), Counter()
    )
    for quad, line in quads(source, syntax):
        # The nodes are numbered in the order they come, also those of statements left out.
        for node in (quad.subject, quad.object):
            if isinstance(node, ox.BlankNode):
                survey.nodes.number(node)
        yield from conversion.convert(quad, line)
    yield from conversion.closing()
