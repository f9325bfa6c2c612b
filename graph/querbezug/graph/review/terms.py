"""Adopting terms as topics, dismissing them, and taking either back: one transaction each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph as ox

from querbezug.graph.errors import NotFoundError
from querbezug.graph.links.adopted import Adoption, Lexicon, dismissal, named, scheme
from querbezug.graph.nodes import node
from querbezug.graph.review.deciding import writing
from querbezug.graph.review.errors import ReviewConflictError, ReviewError
from querbezug.graph.review.verdicts import LONGEST_ROLE, ROLE, one_line
from querbezug.graph.store.layout import REVIEWED, VERSION, in_graph, single
from querbezug.graph.store.reading import open_read_only
from querbezug.graph.store.writing import WriteStore
from querbezug.ontology.terms import OA, QUER, TOPIC

LONGEST_LABEL = 80
MOST_WORDS = 40


@dataclass(frozen=True, slots=True)
class TermOutcome:
    """What became of a decision about a term.

    Attributes
    ----------
    name : str
        IRI of the topic, or the term that was dismissed.
    label : str
        What it is called.
    status : {"adopted", "dismissed", "undone"}
        What was done.
    before, after : str
        The versions of the store before and after.
    """

    name: str
    label: str
    status: str
    before: str
    after: str


def adopt(
    path: Path, label: str, broader: str = "", words: Iterable[str] = (), role: str = ROLE
) -> TermOutcome:
    """Adopt a term as a topic; linking looks for it from its next run on.

    A label that a topic has already adds the words to that topic.

    Parameters
    ----------
    path : Path
        The store's directory.
    label : str
        The topic's German name.
    broader : str
        IRI or code of the topic it belongs under; empty for none.
    words : iterable of str
        Other words and forms.
    role : str
        In which role it is decided; never a name.

    Raises
    ------
    SourceError, ReviewError
        If the name or a word is empty or too long, or there is no such broader topic.
    StoreError
        If another program is writing, or the store cannot be written.
    """
    open_read_only(path)
    with writing, WriteStore(path) as store:
        known = Lexicon.of(store.raw, store.layout)
        wanted = _adoption(store, known, label, broader, words, role)
        old = known.adoptions.get(wanted.iri)
        if old and replace(wanted, role=old.role, created=old.created) == old:
            return _outcome(store, wanted.iri, wanted.label, "adopted")
        removed = list(old.triples(store.layout.minter)) if old else []
        forms = {wanted.label, *wanted.words}
        back = [term for term in known.dismissed if term in forms]
        removed += [triple for term in back for triple in dismissal(term, store.layout.minter)]
        kept = [*_rest(store, known, wanted.iri, back), *wanted.triples(store.layout.minter)]
        return _write(store, wanted.iri, wanted.label, "adopted", kept, removed, (), wanted.role)


def dismiss(path: Path, term: str, role: str = ROLE) -> TermOutcome:
    """Say that a term is not to be proposed again.

    Raises
    ------
    ReviewError
        If the term is empty or too long.
    StoreError
        If another program is writing, or the store cannot be written.
    """
    label, by = _label(term), one_line(role, LONGEST_ROLE, "review.long-role") or ROLE
    open_read_only(path)
    with writing, WriteStore(path) as store:
        return _write(
            store, label, label, "dismissed", list(dismissal(label, store.layout.minter)), [], (), by
        )


def take_back(path: Path, name: str, role: str = ROLE) -> TermOutcome:
    """Take an adoption or a dismissal back; links to a topic that goes away go with it.

    Parameters
    ----------
    path : Path
        The store's directory.
    name : str
        IRI, end of the IRI or label of an adopted topic, or a term that was dismissed.

    Raises
    ------
    NotFoundError
        If nothing of the kind was decided.
    ReviewConflictError
        If another adopted topic lies beneath it.
    StoreError
        If another program is writing, or the store cannot be written.
    """
    by = one_line(role, LONGEST_ROLE, "review.long-role") or ROLE
    open_read_only(path)
    with writing, WriteStore(path) as store:
        known, minter = Lexicon.of(store.raw, store.layout), store.layout.minter
        if name in known.dismissed:
            kept = _rest(store, known, "", [name])
            return _write(store, name, name, "undone", kept, list(dismissal(name, minter)), (), by)
        found = next((each for each in known.adoptions.values() if name in _names(each)), None)
        if found is None:
            raise NotFoundError("topics.undecided", name=name[:LONGEST_LABEL])
        beneath = next((each.label for each in known.adoptions.values() if each.broader == found.iri), None)
        if beneath:
            raise ReviewConflictError("topics.in-use", label=found.label, beneath=beneath)
        links = list(_links_to(store, found.iri)) if found.is_own else []
        kept = _rest(store, known, found.iri, ())
        return _write(store, found.iri, found.label, "undone", kept, list(found.triples(minter)), links, by)


def _names(adoption: Adoption) -> tuple[str, ...]:
    return adoption.iri, adoption.iri.rsplit("/", 1)[-1], adoption.label


def _adoption(
    store: WriteStore, known: Lexicon, label: str, broader: str, words: Iterable[str], role: str
) -> Adoption:
    name = _label(label)
    iri = named(name, store.layout.minter, known)
    old = known.adoptions.get(iri)
    listed = [line for word in words if (line := one_line(word, LONGEST_LABEL, "topics.long-word"))]
    all_words = {*(old.words if old else ()), *(word for word in listed if word != name)}
    if len(all_words) > MOST_WORDS:
        raise ReviewError("topics.many-words", most=MOST_WORDS)
    is_own = not iri.startswith(TOPIC)
    return Adoption(
        iri,
        old.label if old else name,
        _broader(known, iri, broader) or (old.broader if old else "") if is_own else "",
        tuple(sorted(all_words)),
        one_line(role, LONGEST_ROLE, "review.long-role") or ROLE,
        datetime.now(UTC).strftime("%Y-%m-%d"),
    )


def _label(label: str) -> str:
    name = one_line(label, LONGEST_LABEL, "topics.long-label")
    if not any(char.isalnum() for char in name):
        raise ReviewError("topics.no-label", label=name)
    return name


def _broader(known: Lexicon, iri: str, broader: str) -> str:
    """Return the IRI of the broader topic, which may be none of those beneath the topic itself."""
    if not broader:
        return ""
    topics_by_iri = {topic.iri: topic for topic in known.topics()}
    wanted = broader if broader in topics_by_iri else f"{TOPIC}{broader}"
    above = topics_by_iri.get(wanted)
    while above and above.iri != iri:
        above = topics_by_iri.get(above.broader or "")
    if wanted not in topics_by_iri or above:
        raise ReviewError("topics.no-broader", broader=broader[:LONGEST_LABEL])
    return wanted


def _rest(store: WriteStore, known: Lexicon, without: str, back: Sequence[str]) -> list[ox.Triple]:
    """Return what else the lexicon holds, so that what several entries say stays while one needs it."""
    minter = store.layout.minter
    adoptions = (each for each in known.adoptions.values() if each.iri != without)
    kept = [triple for each in adoptions for triple in each.triples(minter)]
    dismissed = (term for term in known.dismissed if term not in back)
    return kept + [triple for term in dismissed for triple in dismissal(term, minter)]


def _links_to(store: WriteStore, topic: str) -> Iterator[ox.Triple]:
    """Yield the assessments that lead to a topic and the plain links that say the same."""
    links, target = store.layout.links, ox.NamedNode(topic)
    for quad in store.raw.quads_for_pattern(None, None, target, links):
        if quad.predicate in (node(OA.hasBody), node(QUER.stanceTarget), node(QUER.candidate)):
            about = store.raw.quads_for_pattern(quad.subject, None, None, links)
            yield from (each.triple for each in about)
        else:
            yield quad.triple


def _write(
    store: WriteStore,
    name: str,
    label: str,
    status: str,
    kept: Sequence[ox.Triple],
    removed: Sequence[ox.Triple],
    links: Sequence[ox.Triple],
    role: str,
) -> TermOutcome:
    """Make the lexicon say what is ``kept``, and no more of what is ``removed``."""
    layout, before = store.layout, single(store.raw, VERSION) or "0"
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    entry = ox.Literal(f"{now} {status} {label} ({role})")
    subject = ox.NamedNode(name) if name != label else scheme(layout.minter)
    store.amend(
        in_graph(kept, layout.lexicon),
        [*in_graph(removed, layout.lexicon), *in_graph(links, layout.links)],
        log=[ox.Triple(subject, REVIEWED, entry)],
    )
    return TermOutcome(name, label, status, before, single(store.raw, VERSION) or "0")


def _outcome(store: WriteStore, name: str, label: str, status: str) -> TermOutcome:
    version = single(store.raw, VERSION) or "0"
    return TermOutcome(name, label, status, version, version)
