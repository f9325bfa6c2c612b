"""Themes of the loaded plans that are called like a topic of the lexicon: proposals, never a merge.

They stay two nodes: a field of action is a town's own, a topic is everybody's. No plain link says so
until somebody confirms it, for plain matches of themes make cities partners.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from querbezug.graph.links.candidates import Candidate
from querbezug.graph.links.corpus import Corpus
from querbezug.graph.links.topics import same_names
from querbezug.ontology.terms import QUER
from querbezug.ontology.topics import Topic, topics

SAME_NAME = 0.9
"""How sure it is that the same name means the same."""

_THEMES = (QUER.FieldOfAction, QUER.CrossCuttingTheme, QUER.Category)


def topic_themes(corpus: Corpus, lexicon: Iterable[Topic] | None = None) -> Iterator[Candidate]:
    """Yield the themes of the sources with the topic that has their name, each pair once.

    Other words for a topic do not count: a plan that writes of its *Strom* does not mean all of
    *Klima und Energie*.

    Parameters
    ----------
    corpus : Corpus
        What the sources state.
    lexicon : iterable of Topic, optional
        The topics; those that ship unless told.
    """
    known = {topic.iri: topic.label.casefold() for topic in (topics() if lexicon is None else lexicon)}
    bare = [Topic(iri, label) for iri, label in known.items()]
    named = [(theme.iri, name) for theme in corpus.named(*_THEMES) for name in theme.names]
    called = {(iri, name.casefold()): name for iri, name in named}
    for topic, theme in same_names(bare, named):
        yield Candidate(theme, topic, called[theme, known[topic]], SAME_NAME)
