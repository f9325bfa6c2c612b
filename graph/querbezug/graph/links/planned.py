"""The goals and measures that texts may speak of, and where each of them counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from querbezug.graph.links.areas import Areas
from querbezug.graph.links.corpus import Corpus, TextUnit
from querbezug.ontology.terms import DCTERMS, QUER

_TIES = (QUER.contributesTo, QUER.inPlan, QUER.theme, DCTERMS.isPartOf)
"""What a goal or measure stands under."""

_TELLING_WHERE = (QUER.ParticipationProcess, QUER.PlanDocument)
"""What tells of which area a source speaks."""


@dataclass(frozen=True, slots=True)
class PlanningThing:
    """A goal or measure with its wordings.

    Attributes
    ----------
    scopes : frozenset of str
        Where it counts: the sources that speak of it, and the places it is planned for.
    ties : frozenset of str
        What it stands under: goals, plans, themes.
    places : tuple of str
        The names of the places it is planned for, and of its sources' regions. A text that has
        nothing but them in common with it names a place; that is found elsewhere.
    """

    iri: str
    labels: tuple[str, ...]
    descriptions: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    scopes: frozenset[str] = frozenset()
    ties: frozenset[str] = frozenset()
    places: tuple[str, ...] = ()


def planning_things(corpus: Corpus) -> Iterator[PlanningThing]:
    """Yield the goals and measures that all sources speak of, in the order of their IRIs."""
    areas = Areas(corpus)
    regions = defaultdict[str, set[str]](set)
    for region in corpus.instances(QUER.Region):
        for source in corpus.sources(region):
            regions[source].add(region)
    iris = {iri for cls in (QUER.Goal, QUER.Measure) for iri in corpus.instances(cls)}
    for iri in sorted(iris):
        names = corpus.names(iri)
        if names:
            themes = (name for theme in corpus.iris(iri, QUER.theme) for name in corpus.names(theme))
            holders = [iri, *corpus.iris(iri, QUER.inPlan)]
            stated = (place for holder in holders for place in corpus.iris(holder, QUER.planningArea))
            reach = areas.of(iri).places
            around = (region for source in corpus.sources(iri) for region in regions[source])
            places = (name for place in sorted({*stated, *reach, *around}) for name in corpus.names(place))
            yield PlanningThing(
                iri,
                names,
                tuple(corpus.words(iri, DCTERMS.description)),
                tuple(dict.fromkeys(themes)),
                corpus.sources(iri) | reach,
                frozenset(tie for link in _TIES for tie in corpus.iris(iri, link)),
                tuple(dict.fromkeys(places)),
            )


class Scopes:
    """Tells in which sources and places a text looks for what it speaks of.

    These are the sources of the text and of what it is about, and the places that these sources'
    participation processes and plans are for.

    Parameters
    ----------
    corpus : Corpus
        What the sources state.
    """

    def __init__(self, corpus: Corpus) -> None:
        areas = Areas(corpus)
        places = defaultdict[str, set[str]](set)
        for iri in sorted({iri for cls in _TELLING_WHERE for iri in corpus.instances(cls)}):
            reach = areas.of(iri).places
            for source in corpus.sources(iri):
                places[source] |= reach
        self._places = {source: frozenset(reach) for source, reach in places.items()}
        self._known: dict[frozenset[str], frozenset[str]] = {}

    def __call__(self, unit: TextUnit) -> frozenset[str]:
        """Return the scopes of ``unit``."""
        if unit.context not in self._known:
            reach = (self._places.get(source, frozenset()) for source in unit.context)
            self._known[unit.context] = unit.context.union(*reach)
        return self._known[unit.context]
