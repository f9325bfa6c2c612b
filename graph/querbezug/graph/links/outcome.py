"""What is stated because of one thing, ready to be kept: it can be handed from one process to another."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass

import pyoxigraph as ox

from querbezug.graph.links.claims import Claim
from querbezug.graph.nodes import node
from querbezug.graph.store.lines import Canonical
from querbezug.ontology.terms import QUER, RDF

Subject = ox.NamedNode | ox.BlankNode | ox.Triple

_TYPE, _ASSESSES, _RUN = node(RDF.type), node(QUER.assesses), node(QUER.LinkingRun)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the search of one thing's texts came to.

    Attributes
    ----------
    lines : list of bytes
        All that is stated because of it: its assessments, its plain links, their runs; what
        describes examples and places that it names, even if another thing names them, too.
    shared : tuple of str
        Those of the statements that do not belong to it alone, nor to a run.
    met : set of Claim
        What people had decided about, and is claimed.
    """

    lines: list[bytes]
    shared: tuple[str, ...]
    met: Set[Claim]


def outcome(thing: str, triples: Iterable[ox.Triple], met: Set[Claim], canonical: Canonical) -> Outcome:
    """Return what is stated because of the thing with this IRI.

    Parameters
    ----------
    thing : str
        IRI of the thing.
    triples : iterable of Triple
        What is stated.
    met : set of Claim
        What people had decided about.
    canonical : Canonical
        Writes triples as lines.
    """
    stated, subject = list(triples), ox.NamedNode(thing)
    own: set[Subject] = {subject}
    runs: set[Subject] = set()
    for triple in stated:
        if triple.predicate == _ASSESSES and triple.object == subject:
            own.add(triple.subject)
        elif triple.predicate == _TYPE and triple.object == _RUN:
            runs.add(triple.subject)
    shared = tuple(str(t) for t in stated if t.subject not in own and t.subject not in runs)
    return Outcome(canonical.lines(stated), shared, met)
