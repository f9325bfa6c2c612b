"""All methods together: what each finds in the wordings of one thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from rdflib.term import URIRef

from querbezug.graph.identity import Identity
from querbezug.graph.links import functions, nearest, places, references, register_places, stances, themes
from querbezug.graph.links.alternatives import Span
from querbezug.graph.links.corpus import Corpus, Found, TextUnit
from querbezug.graph.links.models import chosen_model
from querbezug.graph.links.planned import Scopes, planning_things
from querbezug.graph.links.relevance import RelevanceFinder
from querbezug.graph.links.topics import TopicFinder
from querbezug.graph.records import Ref
from querbezug.ontology.terms import CONTRIBUTION_FUNCTION, FOAF, QUER, RDF, RDFS, STANCE
from querbezug.ontology.topics import Topic

_THEME_CLASSES = (QUER.FieldOfAction, QUER.CrossCuttingTheme)
_TARGET_KINDS = ((QUER.Goal, "goal"), (QUER.Measure, "measure"), (QUER.Idea, "idea"), (QUER.Theme, "goal"))
_CONTRIBUTIONS = frozenset(map(str, (QUER.Comment, QUER.Idea)))
_SURE_TOPIC = 0.5
_OF_STANCE = {"support": QUER.supports, "objection": QUER.opposes}


@dataclass(frozen=True, slots=True)
class Link:
    """One link found.

    Attributes
    ----------
    found : Found
        The evidence.
    cls : URIRef
        Class of its assessment.
    plain : tuple of URIRef
        Properties of the plain links that say the same.
    target : str
        What a stance is towards, else empty.
    alternatives : tuple of str
        Topics that the text would rather have.
    kilometres : float or None
        The distance it rests on, where that is what speaks for it; then it quotes nothing.
    """

    found: Found
    cls: URIRef
    plain: tuple[URIRef, ...] = ()
    target: str = ""
    alternatives: tuple[str, ...] = ()
    kilometres: float | None = None


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A place of the official register that no source describes."""

    iri: str
    ref: Ref
    name: str


New = references.NewExample | references.CitedPage | NewPlace


class Finders:
    """Everything that searching texts needs, set up once.

    Parameters
    ----------
    corpus : Corpus
        What the sources state.
    identity : Identity
        Gives IRIs to what is new.
    lexicon : iterable of Topic, optional
        The topics to look for; those that ship unless told.

    Attributes
    ----------
    places, themes : tuple of Named
        What the texts may name.
    towns : frozenset of str
        Those of the places that are municipalities.
    points : tuple of Located
        Those of the places that a point may lie in.
    homes : mapping
        The municipalities that each source speaks of.
    relevance : RelevanceFinder
        What ties texts to goals and measures.
    """

    def __init__(self, corpus: Corpus, identity: Identity, lexicon: Iterable[Topic] | None = None) -> None:
        self._corpus = corpus
        self.places = tuple(corpus.named(QUER.Place))
        self.towns = frozenset(corpus.instances(QUER.Municipality))
        self.points = tuple(nearest.known_points(corpus))
        self._nearest = nearest.NearestPlace(self.points)
        self.homes = register_places.homes_of(corpus)
        self.themes = tuple(corpus.named(*_THEME_CLASSES))
        self._known_places = frozenset(place.iri for place in self.places)
        self._places = places.PlaceFinder(self.places, self.towns)
        self._register = register_places.CuedMunicipalityFinder(identity, self.homes)
        self._themes = themes.ThemeFinder(self.themes)
        self._topics = TopicFinder(lexicon)
        self._urls = references.UrlFinder(identity, partial(_of_page, corpus))
        self._examples = references.ExampleFinder(identity, self.places)
        self._functions = functions.FunctionFinder()
        self._stances = stances.StanceFinder()
        self.relevance = RelevanceFinder(planning_things(corpus), Scopes(corpus), model=chosen_model())

    def relevant(self, units: Sequence[TextUnit]) -> Iterator[list[Found]]:
        """Yield for each unit the goals and measures it speaks of; quicker for many at a time."""
        return self.relevance.find_batch(units)

    def located(self, thing: str) -> Iterator[Link]:
        """Yield the place that a contribution lies in by its coordinates, if it states none itself.

        Parameters
        ----------
        thing : str
            IRI of the contribution.
        """
        point = self._corpus.point(thing)
        if point is None or self._corpus.iris(thing, QUER.planningArea):
            return
        if _CONTRIBUTIONS.isdisjoint(self._corpus.iris(thing, RDF.type)):
            return
        near = self._nearest.find(*point)
        if near:
            found = Found(thing, nearest.METHOD, near.iri, "", 0, 0, near.confidence)
            yield Link(found, QUER.PlaceAssignment, (QUER.planningArea,), kilometres=near.kilometres)

    def find(
        self, unit: TextUnit, relevant: Sequence[Found], *, is_main: bool = True
    ) -> Iterator[Link | New]:
        """Yield the links in one wording, and what is new in it.

        Parameters
        ----------
        unit : TextUnit
            The wording.
        relevant : sequence of Found
            What :meth:`relevant` says of it.
        is_main : bool
            Whether it is what its author wrote, and not the title above that: a contribution has
            one function and one stance.
        """
        for found in self._places.find(unit):
            yield Link(found, QUER.Mention, (QUER.mentions,))
        if not unit.is_contribution:
            # What plans say has topics, too: by them wishes and plans of other towns find each other.
            for found in self._topics.find(unit):
                yield Link(found, QUER.ThemeAssignment, (QUER.theme,))
            return
        yield from self._elsewhere(unit)
        own = list(self._themes.find(unit))
        topics = list(self._topics.find(unit))
        for found in (*own, *self._unlike(own, topics)):
            yield Link(found, QUER.ThemeAssignment, (QUER.theme,))
        for found in relevant:
            if found.body not in unit.known:
                yield Link(found, QUER.Mention, (QUER.mentions,))
        if is_main:
            yield from self._function(unit)
            yield from self._stance(unit, topics)

    def _unlike(self, own: Sequence[Found], topics: Sequence[Found]) -> list[Found]:
        """Return the topics that no theme of the text's own plan is called like."""
        names = {name.casefold() for found in own for name in self._corpus.names(found.body)}
        return [found for found in topics if self._topics.name(found.body).casefold() not in names]

    def _elsewhere(self, unit: TextUnit) -> Iterator[Link | New]:
        for found, ref in self._register.find(unit, self._places.names(unit)):
            if found.body not in self._known_places:
                yield NewPlace(found.body, ref, found.quote)
            yield Link(found, QUER.Mention, (QUER.mentions,))
        for found, new in (*self._urls.find(unit), *self._examples.find(unit)):
            if new:
                yield new
            yield Link(found, QUER.Mention, self._pointing(found.body, new))

    def _pointing(
        self, body: str, new: references.NewExample | references.CitedPage | None
    ) -> tuple[URIRef, ...]:
        """Return the plain links to what a text gives the address of, or cites."""
        is_new = isinstance(new, references.NewExample)
        if is_new or str(QUER.ReferenceExample) in self._corpus.iris(body, RDF.type):
            return (QUER.mentions, QUER.refersToExample)
        return (QUER.mentions,)

    def _function(self, unit: TextUnit) -> Iterator[Link]:
        found = self._functions.find(unit)
        if found:
            code = str(CONTRIBUTION_FUNCTION[found.code])
            evidence = Found(
                unit.iri, functions.METHOD, code, found.quote, found.start, found.end, found.confidence
            )
            yield Link(evidence, QUER.FunctionAssessment)

    def _stance(self, unit: TextUnit, topics: Sequence[Found]) -> Iterator[Link]:
        targets = [target for iri in sorted(unit.known) if (target := self._target(iri))]
        targets += [
            stances.Target(found.body, found.quote, stances.THEME, ((found.start, found.end),))
            for found in topics
        ]
        for each in self._stances.find(unit, targets):
            code = str(STANCE[each.code])
            evidence = Found(
                unit.iri, stances.METHOD, code, each.quote, each.start, each.end, each.confidence
            )
            plain = (_OF_STANCE[each.code],) if each.code in _OF_STANCE else ()
            rather = tuple(self._rather(each.alternatives, unit))
            yield Link(evidence, QUER.StanceAssessment, plain, each.target, rather)

    def _target(self, iri: str) -> stances.Target | None:
        classes = set(self._corpus.iris(iri, RDF.type))
        kind = next((kind for cls, kind in _TARGET_KINDS if str(cls) in classes), None)
        labels = self._corpus.words(iri, RDFS.label)
        return stances.Target(iri, labels[0], kind) if kind and labels else None

    def _rather(self, spans: Sequence[Span], unit: TextUnit) -> Iterator[str]:
        """Yield the topics of what the text would rather have."""
        seen = set()
        for span in spans:
            wording = TextUnit(unit.iri, span.quote, unit.context, frozenset(), is_contribution=True)
            for found in self._topics.find(wording):
                if found.confidence >= _SURE_TOPIC and found.body not in seen:
                    seen.add(found.body)
                    yield found.body


def _of_page(corpus: Corpus, url: str) -> str | None:
    """Return the thing whose web page has this address, an example before others, or None."""
    return min(corpus.subjects(FOAF.page, url), key=partial(_rank, corpus), default=None)


def _rank(corpus: Corpus, iri: str) -> tuple[bool, bool, str]:
    classes = corpus.iris(iri, RDF.type)
    return str(QUER.ReferenceExample) not in classes, str(QUER.SourceDocument) in classes, iri
