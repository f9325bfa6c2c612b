"""Small worlds to link again and again: what the sources state at one time, and a store that keeps up."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass

import pyoxigraph as ox
from graph.making import BASE, identity, mapped, thing

from querbezug.graph.links.claims import CORRECTED, Claim
from querbezug.graph.links.decisions import Decision, Decisions
from querbezug.graph.links.linking import Linked, Situation, link_all, relink
from querbezug.graph.nodes import node
from querbezug.graph.records import (
    AnyRecord,
    Comment,
    Example,
    Goal,
    Idea,
    Kind,
    Measure,
    Place,
    PlaceKind,
    Ref,
    Theme,
)
from querbezug.graph.statements import InMemory
from querbezug.graph.store import Layout
from querbezug.graph.store.amendment import Amendment, exchanged
from querbezug.graph.store.layout import as_stored, triples_of
from querbezug.graph.store.staging import Staged
from querbezug.graph.store.stated import Stated
from querbezug.graph.working_labels import concluded_labels
from querbezug.ontology.iris import IriMinter
from querbezug.ontology.terms import FOAF, QUER
from querbezug.ontology.topics import Topic

LAYOUT = Layout(IriMinter(BASE))
BODIES = (
    "Mehr Busse nach",
    "Der Radweg in",
    "Siehe https://a.example/x für",
    "Wie das Projekt https://b.example/y in",
    "Foto: https://b.example/y aus",
    "Beispiele aus",
    "Gegen digitale Angebote, lieber Busse nach",
    "Ich bin dagegen. Die digitale Verwaltung braucht mehr Personal in",
    "",
)
TOWNS = {
    "16073076": "Rudolstadt",
    "16073077": "Saalfeld/Saale",
    "16073109": "Aue",
    "16073005": "Bad Blankenburg",
}
ENDS = ("Rudolstadt.", "Saalfelds!", "Aue und Rudolstädter Höhe.", "Bad Blankenburg.", "dem Freibad.")
GOALS = ("Radwegenetz ausbauen", "Freibad erhalten", "Mehr Busse")
PAGE = "https://a.example/x"
IDEAS = (6, 7)
"""The texts of these numbers are ideas, the others comments."""
HEIDECKSBURG, SCHLOSS = (50.721, 11.338), (50.649, 11.365)
"""Points in Rudolstadt and Saalfeld."""
LATER = (7, 8)
"""The texts of these numbers stand in a source of their own, which speaks of the goals, too."""
DECIDED = thing("comment", "probe_comment-1")


@dataclass(frozen=True)
class World:
    """What the sources state at one time, and what people decided.

    ``page`` is the kind of what the address in some texts belongs to, ``about`` the goal that all
    comments are about; ``home`` says whether the towns stand in the comments' own source.
    ``decided`` is what somebody decided about the first comment naming Rudolstadt; ``point`` is where
    all ideas are.
    """

    texts: tuple[tuple[int, str], ...] = ()
    towns: frozenset[str] = frozenset()
    goals: frozenset[str] = frozenset()
    page: Kind | None = None
    about: str | None = None
    home: bool = False
    theme: bool = False
    decided: str | None = None
    point: tuple[float, float] | None = None

    def sources(self) -> dict[str, frozenset[ox.Triple]]:
        """Return what each source states; one that states nothing is there, too."""
        goals = [Goal(ref=goal_ref(goal), label=goal) for goal in sorted(self.goals)]
        own: list[AnyRecord] = [*goals, *self._texts(later=False)]
        if self.theme:
            own.append(Theme(ref=Ref(Kind.CROSS_CUTTING, "probe/t"), label="Digitalisierung"))
        later = self._texts(later=True)
        towns = mapped(*self._towns(), key="probe" if self.home else "other").triples
        stated = {
            "probe": mapped(*own).triples,
            "other": self._paged(),
            "later": mapped(*goals, *later, key="later").triples if later else frozenset[ox.Triple](),
        }
        stated["probe" if self.home else "other"] |= towns
        return stated

    def stated(self) -> InMemory:
        """Return what all sources state together."""
        return InMemory(triple for triples in self.sources().values() for triple in triples)

    def decisions(self) -> Decisions:
        """Return what people decided."""
        if self.decided is None:
            return Decisions()
        claim = Claim(DECIDED, thing("place", "rudolstadt"))
        to = thing("place", "saalfeld-saale") if self.decided == CORRECTED else ""
        links = (str(QUER.mentions),)
        return Decisions(
            [
                Decision(
                    claim, self.decided, "", "Amt", "2026-01-01", str(QUER.Mention), links, corrected_to=to
                )
            ]
        )

    def _towns(self) -> list[Place]:
        kind = PlaceKind.MUNICIPALITY
        return [
            Place(ref=Ref(Kind.PLACE, f"ags:{ags}"), label=TOWNS[ags], place_kind=kind, ags=ags)
            for ags in sorted(self.towns)
        ]

    def _paged(self) -> frozenset[ox.Triple]:
        """Return what is said of the thing with a page."""
        if not self.page:
            return frozenset()
        ref = Ref(self.page, "probe/m")
        record = Measure if self.page == Kind.MEASURE else Example
        page = ox.Triple(ox.NamedNode(identity().iri(ref)), node(FOAF.page), ox.NamedNode(PAGE))
        return mapped(record(ref=ref, label="Plan"), key="other").triples | {page}

    def _texts(self, later: bool) -> list[AnyRecord]:
        return [
            self._text(at, *text)
            for at, text in enumerate(self.texts)
            if text[1] and (text[0] in LATER) is later
        ]

    def _text(self, at: int, number: int, text: str) -> Comment | Idea:
        if number in IDEAS:
            point = self.point or (None, None)
            return Idea(
                ref=Ref(Kind.IDEA, f"probe/idea-{number}"),
                label="Ein Vorschlag",
                text=text,
                latitude=point[0],
                longitude=point[1],
            )
        about = goal_ref(self.about) if self.about else None
        return Comment(
            ref=Ref(Kind.COMMENT, f"probe/comment-{number}"), text=text, sequence=1 + at, about=about
        )


def goal_ref(label: str) -> Ref:
    """Return what the sources call a goal."""
    return Ref(Kind.GOAL, f"probe/z{GOALS.index(label)}")


def everything(world: World) -> set[ox.Triple]:
    """Return what searching everything states."""
    found = link_all(world.stated(), identity(), world.decisions())
    return as_stored([*found, *concluded_labels(world.stated())])


class Kept:
    """A store that one world after the other is linked in."""

    def __init__(self) -> None:
        self.store = ox.Store()

    def links(self) -> set[ox.Triple]:
        """Return the links of now."""
        return set(triples_of(self.store, LAYOUT.links))

    def relink(self, world: World, lexicon: tuple[Topic, ...] | None = None) -> Linked:
        """Link as a load does, then write what differs and what the next run needs."""
        with ExitStack() as stack:
            new = {
                LAYOUT.source(key): stack.enter_context(Staged(triples))
                for key, triples in world.sources().items()
            }
            changed = {g: exchanged(self.store, g, staged, None, stack) for g, staged in new.items()}
            before, now = Stated(self.store, LAYOUT, {}), Stated(self.store, LAYOUT, new)
            situation = Situation(self.store, LAYOUT.links, before, now, list(changed.values()))
            linked = relink(situation, identity(), stack, decisions=world.decisions(), lexicon=lexicon)
            expected = set(linked.links)
            self._write({**changed, LAYOUT.links: linked.links})
            self._remember(linked)
        assert self.links() == expected
        return linked

    def _write(self, amended: dict[ox.NamedNode, Amendment]) -> None:
        differences = {graph: (list(a.going()), list(a.coming())) for graph, a in amended.items()}
        for graph, (going, coming) in differences.items():
            for t in going:
                self.store.remove(ox.Quad(t.subject, t.predicate, t.object, graph))
            self.store.extend(ox.Quad(t.subject, t.predicate, t.object, graph) for t in coming)

    def _remember(self, linked: Linked) -> None:
        memory = linked.memory
        for t in memory.removed:
            self.store.remove(ox.Quad(t.subject, t.predicate, t.object, memory.graph))
        self.store.extend(ox.Quad(t.subject, t.predicate, t.object, memory.graph) for t in memory.added)
