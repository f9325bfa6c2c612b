"""What falls away when a city leaves: by hand on a small region."""

from __future__ import annotations

from pathlib import Path

import pytest
from graph.making import store_of
from graph.test_cities import THEME, TOWNS, A, B, C, D, M

from querbezug.graph.analysis import CityTies, Projection, project
from querbezug.graph.analysis.leaving import Leaving, leaving, likely_cooperation
from querbezug.graph.records import AnyRecord, Cooperation, Goal, Kind, Measure, Place, Ref, Theme

BUND, NETZ = (Ref(Kind.COOPERATION, f"probe/{name}") for name in ("bund", "netz"))
GOAL, OTHER = (Ref(Kind.GOAL, f"probe/{name}") for name in ("ziel", "zweites"))
PARK = Place(ref=Ref(Kind.PLACE, "probe/park"), label="Park", part_of=A)

REGION: tuple[AnyRecord, ...] = (
    *TOWNS,
    PARK,
    Theme(ref=THEME, label="Digitales"),
    Cooperation(ref=BUND, label="Bund", members=(A, B, C)),
    Cooperation(ref=NETZ, label="Netz", members=(BUND, D)),
    Goal(ref=GOAL, label="Hängt an Saalfeld", places=(A, B, C)),
    Goal(ref=OTHER, label="Hat noch anderes", places=(A, B, C)),
    Measure(ref=M[0], label="Zu dritt", places=(PARK.ref, B, C), goals=(OTHER,)),
    Measure(ref=M[1], label="Zu zweit", places=(A, B)),
    Measure(ref=M[2], label="Allein", places=(A,), goals=(GOAL, OTHER), themes=(THEME,)),
)


@pytest.fixture
def ties(store: Path) -> CityTies:
    return CityTies(project(store_of(store, *REGION)))


def number(ties: CityTies, label: str) -> int:
    return ties.projection.labels.index(label)


def named(ties: CityTies, numbers: tuple[int, ...]) -> list[str]:
    return sorted(ties.projection.labels[each] for each in numbers)


def of(ties: CityTies, city: str, cooperation: str) -> Leaving:
    return leaving(ties, number(ties, city), number(ties, cooperation))


def test_measures_are_left_to_one_or_go_on_or_go(ties: CityTies) -> None:
    found = of(ties, "Saalfeld/Saale", "Bund")
    assert named(ties, found.others) == ["Bad Blankenburg", "Rudolstadt"]
    told = [(ties.projection.labels[each.measure], named(ties, each.partners)) for each in found.joint]
    assert told == [("Zu zweit", ["Rudolstadt"]), ("Zu dritt", ["Bad Blankenburg", "Rudolstadt"])]
    assert [ties.projection.labels[each.measure] for each in found.ending] == ["Zu zweit"]
    assert named(ties, found.own) == ["Allein"]


def test_goals_and_themes_lose_their_last_measure(ties: CityTies) -> None:
    found = of(ties, "Saalfeld/Saale", "Bund")
    assert [(ties.projection.labels[o.goal], named(ties, o.measures)) for o in found.orphans] == [
        ("Hängt an Saalfeld", ["Allein"])
    ]
    assert named(ties, found.themes) == ["Digitales"]
    assert of(ties, "Bad Blankenburg", "Bund").orphans == ()


def test_places_and_further_cooperations_go_with_it(ties: CityTies) -> None:
    found = of(ties, "Saalfeld/Saale", "Bund")
    assert [(ties.projection.labels[p.place], named(ties, p.joint)) for p in found.places] == [
        ("Park", ["Zu dritt"])
    ]
    assert named(ties, found.ended) == ["Netz"]
    assert found.dissolved == ()


def test_ties_say_what_hangs_on_the_cooperation(ties: CityTies) -> None:
    found = of(ties, "Saalfeld/Saale", "Bund")
    for tie in found.ties:
        reasons = ties.reasons(found.city, tie.partner)
        lost = [
            r
            for r in reasons
            if r.label in {"Bund", "Netz", "Zu dritt", "Zu zweit", "Hängt an Saalfeld", "Hat noch anderes"}
        ]
        assert (tie.reasons, tie.at_stake) == (len(reasons), len(lost))
        assert tie.share == pytest.approx(sum(r.weight for r in lost) / sum(r.weight for r in reasons))


def test_what_a_closer_cooperation_shares_stays(ties: CityTies) -> None:
    """Saalfeld leaves the wide network but stays in the closer one: its joint measures go on."""
    found = of(ties, "Saalfeld/Saale", "Netz")
    assert "Coburg" in named(ties, found.others)
    assert (found.joint, found.places, found.ended) == ((), (), ())


def test_a_cooperation_of_two_is_none_without_one(store: Path) -> None:
    small = Cooperation(ref=BUND, label="Paar", members=(A, B))
    ties = CityTies(project(store_of(store, *TOWNS, small)))
    found = of(ties, "Rudolstadt", "Paar")
    assert named(ties, found.dissolved) == ["Paar"]


def test_the_cooperation_with_most_joint_measures_is_meant(ties: CityTies) -> None:
    assert likely_cooperation(ties, number(ties, "Saalfeld/Saale")) == number(ties, "Bund")
    assert likely_cooperation(ties, number(ties, "Coburg")) == number(ties, "Netz")


def test_the_question_of_the_saalebogen(projection: Projection) -> None:
    """„Was fiele weg, wenn Bad Blankenburg aus der Kooperation ausscheidet?“"""
    ties = CityTies(projection)
    city = number(ties, "Bad Blankenburg")
    cooperation = likely_cooperation(ties, city)
    assert cooperation == number(ties, "Städtedreieck am Saalebogen")
    found = leaving(ties, city, cooperation)
    assert named(ties, found.others) == ["Rudolstadt", "Saalfeld/Saale"]
    assert len(found.joint) >= 10
    assert "Städtenetzwerk Demografie" in named(ties, found.ended)
    assert all(0 < tie.share < 1 for tie in found.ties)
