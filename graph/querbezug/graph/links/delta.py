"""What a load changes in what all sources state together, and which things that may concern."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from querbezug.graph.links.candidates import SORTS
from querbezug.graph.nodes import node
from querbezug.graph.statements import Statements
from querbezug.graph.store.amendment import Amendment
from querbezug.ontology.terms import DCTERMS, FOAF, PROV, QUER, RDF, RDFS, SKOS

_TYPE, _LABEL, _PAGE = node(RDF.type), node(RDFS.label), node(FOAF.page)
_TOLD_OF_A_TARGET = frozenset({_TYPE, _LABEL, node(SKOS.altLabel), node(PROV.hadPrimarySource)})
"""What the links of a text depend on of the things it is about."""

_LEADING_TO_A_TARGET = (node(QUER.about), node(QUER.planningArea), node(QUER.theme))
_COMPARED = frozenset(map(node, SORTS))
_PLACE, _IDEA = node(QUER.Place), node(QUER.Idea)
_TOLD_OF_A_PLACE = frozenset({_TYPE, node(DCTERMS.isPartOf)})
_TOLD_OF_A_REGION = frozenset({node(QUER.territory), node(QUER.hasMemberMunicipality)})
_TOLD_OF_AN_IDEA = frozenset({_TYPE, _LABEL, node(QUER.verbatimText)})


@dataclass(slots=True)
class Delta:
    """What comes and goes in what the sources state, each statement once however many make it.

    Attributes
    ----------
    things : set of str
        Whatever is described differently than before.
    targets : set of str
        Those of them whose description matters for the texts that are about them.
    pages : set of str
        Web addresses that may belong to another thing now.
    names : bool
        Whether other things may be the same by their names.
    ideas : bool
        Whether other ideas may say the same.
    """

    things: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)
    pages: set[str] = field(default_factory=set)
    names: bool = False
    ideas: bool = False

    @classmethod
    def of(cls, amended: Iterable[Amendment], before: Statements, now: Statements) -> Delta:
        """Work it out.

        Parameters
        ----------
        amended : iterable of Amendment
            The graphs of sources that a load exchanges.
        before, now : Statements
            What all sources state before and after.
        """
        delta = cls()
        classes = _Classes(before, now)
        for graph in amended:
            for triple in graph.coming():
                if not _states(before, triple):
                    delta._take(triple, classes)
            for triple in graph.going():
                if not _states(now, triple):
                    delta._take(triple, classes)
        for thing in sorted(delta.targets):
            delta.pages.update(_pages(before, thing), _pages(now, thing))
        return delta

    def _take(self, triple: ox.Triple, classes: _Classes) -> None:
        subject, predicate, value = triple.subject, triple.predicate, triple.object
        if not isinstance(subject, ox.NamedNode):
            return
        self.things.add(subject.value)
        if predicate in _TOLD_OF_A_TARGET:
            self.targets.add(subject.value)
        if predicate == _PAGE and isinstance(value, ox.NamedNode):
            self.pages.add(value.value)
        self.names = self.names or predicate in _TOLD_OF_A_REGION or self._may_be_named(triple, classes)
        if not self.ideas and (predicate in _TOLD_OF_AN_IDEA or isinstance(value, ox.NamedNode)):
            self.ideas = _IDEA in classes.of(subject)

    @staticmethod
    def _may_be_named(triple: ox.Triple, classes: _Classes) -> bool:
        """Say whether a statement is about a thing whose name or place is compared with others."""
        found = classes.of(triple.subject)
        if not _COMPARED.isdisjoint(found):
            return True
        return triple.predicate in _TOLD_OF_A_PLACE and _PLACE in found

    def concerned(self, before: Statements, now: Statements) -> Iterator[str]:
        """Yield the things whose links may be others: what differs itself, and what is about it."""
        yield from self.things
        for thing in self.targets:
            for stated in (before, now):
                for predicate in _LEADING_TO_A_TARGET:
                    for triple in stated.triples(None, predicate, ox.NamedNode(thing)):
                        if isinstance(triple.subject, ox.NamedNode):
                            yield triple.subject.value


class _Classes:
    """The classes that things have before or after, those of the last one kept at hand."""

    def __init__(self, before: Statements, now: Statements) -> None:
        self._stated = (before, now)
        self._last: ox.NamedNode | ox.BlankNode | ox.Triple | None = None
        self._classes: frozenset[object] = frozenset()

    def of(self, thing: ox.NamedNode | ox.BlankNode | ox.Triple) -> frozenset[object]:
        """Return the classes of ``thing``."""
        if thing != self._last and isinstance(thing, ox.NamedNode):
            self._last = thing
            self._classes = frozenset(
                triple.object for stated in self._stated for triple in stated.triples(thing, _TYPE, None)
            )
        return self._classes


def _states(stated: Statements, triple: ox.Triple) -> bool:
    if not isinstance(triple.subject, ox.NamedNode):
        return False
    return any(stated.triples(triple.subject, triple.predicate, triple.object))


def _pages(stated: Statements, thing: str) -> Iterator[str]:
    for triple in stated.triples(ox.NamedNode(thing), _PAGE, None):
        if isinstance(triple.object, ox.NamedNode):
            yield triple.object.value
