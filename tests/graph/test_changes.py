"""What a load reports: things that came, went, changed, counted once by what they are."""

from __future__ import annotations

from dataclasses import replace

from graph.making import mapped
from hypothesis import given
from hypothesis import strategies as st

from querbezug.graph.changes import Changes, changes_between
from querbezug.graph.records import Comment, Goal, Kind, Measure, Origin, Place, PlaceKind, Ref, Theme

THEME = Ref(Kind.CROSS_CUTTING, "probe/t")
GOAL = Goal(ref=Ref(Kind.GOAL, "probe/g"), label="G")
MEASURES = [Measure(ref=Ref(Kind.MEASURE, f"probe/m{n}"), label=f"M{n}") for n in range(5)]


def test_nothing_differs_from_itself() -> None:
    triples = mapped(GOAL, *MEASURES).triples
    changes = changes_between(triples, triples)
    assert changes.nothing
    assert changes.now == {"Goal": 1, "Measure": 5}


def test_what_came_went_and_changed_is_told_apart() -> None:
    old = mapped(GOAL, *MEASURES[:3]).triples
    new = mapped(replace(GOAL, label="Anders"), *MEASURES[2:]).triples
    assert changes_between(old, new) == Changes(
        now={"Goal": 1, "Measure": 3}, came={"Measure": 2}, went={"Measure": 2}, changed={"Goal": 1}
    )


def test_a_thing_of_two_classes_counts_once_as_the_more_telling_one() -> None:
    goal = replace(GOAL, themes=(THEME,))
    place = Place(
        ref=Ref(Kind.PLACE, "ags:16073077"), label="S", place_kind=PlaceKind.MUNICIPALITY, ags="16073077"
    )
    comment = Comment(ref=Ref(Kind.COMMENT, "probe/1"), text="Gut.", sequence=1)
    changes = changes_between((), mapped(goal, place, comment, Theme(ref=THEME, label="T")).triples)
    assert changes.came == {"Comment": 1, "CrossCuttingGoal": 1, "CrossCuttingTheme": 1, "Municipality": 1}


@given(st.sets(st.integers(0, 4)), st.sets(st.integers(0, 4)))
def test_there_and_back_swaps_what_came_and_what_went(before: set[int], after: set[int]) -> None:
    old = mapped(*(MEASURES[n] for n in before)).triples
    new = mapped(*(MEASURES[n] for n in after)).triples
    there, back = changes_between(old, new), changes_between(new, old)
    assert (there.came, there.went, there.changed) == (back.went, back.came, back.changed)
    assert there.came.get("Measure", 0) == len(after - before)


def test_what_only_moved_in_its_source_has_not_changed() -> None:
    comment = Comment(ref=Ref(Kind.COMMENT, "probe/a"), text="Gut.", sequence=1, origin=Origin(line=3))
    moved = replace(comment, sequence=2, origin=Origin(line=4))
    other = replace(moved, text="Schlecht.")
    assert changes_between(mapped(comment).triples, mapped(moved).triples).nothing
    assert changes_between(mapped(comment).triples, mapped(other).triples).changed == {"Comment": 1}
