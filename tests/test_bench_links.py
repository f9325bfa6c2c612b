"""The bench of the links counts as it says: what is right, what is wrong, what is missed, how sure."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib.term import URIRef
from sklearn import metrics

ROOT = Path(__file__).parents[1]
if str(ROOT) not in sys.path:
    sys.path.append(str(ROOT))

from bench.links.baseline import baseline, places, topics_named  # noqa: E402
from bench.links.comparing import claims, compare, place_counts  # noqa: E402
from bench.links.gold_file import FUNCTIONS, GoldPlace, Item, Stance, read_items  # noqa: E402
from bench.links.linked import (  # noqa: E402
    Judged,
    Linked,
    PlaceFound,
    about_ref,
    comment_ref,
    identity,
    known_names,
    link_items,
    topic_iri,
)
from bench.links.report import BEGIN, END, write_between_marks  # noqa: E402
from bench.links.scoring import classes, kappa, micro, reliability  # noqa: E402

from querbezug.ontology.terms import CONTRIBUTION_FUNCTION, OA, QUER, RDF, STANCE  # noqa: E402

TEXT = "Ja, aber bitte auch in Beuel und Siegburg an die Siegburger Straße denken."
BEUEL = GoldPlace("Beuel", 23, 28, "name:Beuel")
SIEGBURG = GoldPlace("Siegburg", 33, 41, "ags:05382060")
STREET = GoldPlace("Siegburger Straße", 49, 66, "none:Straßenname")
ITEM = Item(
    id="bonn-9999",
    source="bonn",
    part="comment",
    draw="random",
    text=TEXT,
    municipality="05314000",
    about="Mehr Radwege",
    about_kind="idea",
    split="test",
    function="suggestion",
    function_also=("argument",),
    stance=Stance("about", "conditional-support"),
    places=(BEUEL, SIEGBURG, STREET),
    topics=frozenset(("radverkehr", "ampel")),
    alternative=None,
)
UNIT = identity().iri(comment_ref(ITEM.id))
ABOUT = identity().iri(about_ref(ITEM))  # type: ignore[arg-type]


def found(place: GoldPlace, confidence: float = 0.9) -> PlaceFound:
    name = place.key.partition(":")[2]
    return PlaceFound(place.key, frozenset((name,)), place.start, place.end, confidence)


RIGHT = Linked(
    functions=[Judged("argument", 0.4), Judged("suggestion", 0.8)],
    stances=[Judged("objection", 0.9, topic_iri("radverkehr")), Judged("conditional-support", 0.6, ABOUT)],
    topics=[Judged("radverkehr", 0.9), Judged("ampel", 0.7)],
    places=[found(BEUEL), found(SIEGBURG)],
)


def test_the_text_is_the_one_that_is_annotated() -> None:
    assert all(TEXT[place.start : place.end] == place.quote for place in ITEM.places)


def test_what_is_annotated_and_found_counts_in_full() -> None:
    figures = compare([ITEM], {ITEM.id: RIGHT}, frozenset(("Beuel",)))
    for score in (
        figures.places,
        figures.known_places,
        figures.municipalities,
        figures.topics,
        figures.top_topics,
    ):
        assert (score.precision, score.recall, score.f1) == (1, 1, 1)
    assert figures.function.macro_f1 == figures.stance.macro_f1 == figures.function_defensible == 1


def test_nothing_found_is_missed_and_takes_no_side() -> None:
    figures = compare([ITEM], {ITEM.id: Linked()}, frozenset())
    assert figures.places.recall == figures.topics.recall == figures.function.macro_f1 == 0
    neutral = replace(ITEM, stance=Stance("about", "neutral"))
    assert compare([neutral], {ITEM.id: Linked()}, frozenset()).stance.macro_f1 == 1


def test_a_place_found_in_the_wrong_words_is_wrong() -> None:
    elsewhere = replace(found(SIEGBURG), start=STREET.start, end=STREET.end)
    assert place_counts(ITEM, Linked(places=[found(BEUEL), elsewhere])) == (1, 1, 1)


def test_a_place_outside_what_is_asked_for_counts_neither_way() -> None:
    official = {"wanted": lambda place: place.key.startswith("ags:"), "official": True}
    assert place_counts(ITEM, RIGHT, **official) == (1, 0, 0)
    assert place_counts(ITEM, Linked(places=[found(BEUEL)]), **official) == (0, 0, 1)


def test_a_stance_towards_something_else_does_not_count_for_the_target() -> None:
    aside = Linked(stances=[Judged("conditional-support", 0.9, topic_iri("radverkehr"))])
    assert compare([ITEM], {ITEM.id: aside}, frozenset()).stance.macro_f1 == 0


def test_another_defensible_function_is_told_besides() -> None:
    figures = compare([ITEM], {ITEM.id: Linked(functions=[Judged("argument", 0.9)])}, frozenset())
    assert (figures.function.accuracy, figures.function_defensible) == (0, 1)


def test_a_narrower_topic_meets_its_broader_one_on_the_top_level_only() -> None:
    figures = compare([ITEM], {ITEM.id: Linked(topics=[Judged("tempo", 0.9)])}, frozenset())
    assert (figures.topics.f1, figures.top_topics.f1) == (0, 1)


def test_figures_are_those_of_scikit_learn() -> None:
    expected = ["a", "b", "b", "c", "a", "c", "c", "b"]
    given = ["a", "b", "c", "c", "b", "c", "a", "x"]
    scores = classes(expected, given, ("a", "b", "c"))
    told = metrics.precision_recall_fscore_support(expected, given, labels=["a", "b", "c"], zero_division=0)
    for number, code in enumerate("abc"):
        score = scores.classes[code]
        assert (score.precision, score.recall, score.f1) == pytest.approx([told[i][number] for i in range(3)])
    macro = metrics.f1_score(expected, given, labels=["a", "b", "c"], average="macro", zero_division=0)
    assert scores.macro_f1 == pytest.approx(macro)
    assert scores.accuracy == pytest.approx(metrics.accuracy_score(expected, given))
    assert kappa(expected, given) == pytest.approx(metrics.cohen_kappa_score(expected, given))


def test_an_interval_holds_the_figure_and_narrows_with_more_units() -> None:
    counts = [(1, 0, 0), (1, 1, 0), (0, 0, 1), (1, 0, 0)]
    few, many = micro(counts), micro(counts * 25)
    assert few.interval[0] <= few.f1 <= few.interval[1]
    assert many.f1 == pytest.approx(few.f1)
    assert many.interval[1] - many.interval[0] < few.interval[1] - few.interval[0]
    assert micro([]).expected == 0


def test_calibration_compares_what_is_claimed_with_what_is_right() -> None:
    bins, error = reliability([(0.95, True), (0.95, True), (0.65, True), (0.65, False), (1.0, True)])
    assert [(each.low, each.links, each.right) for each in bins] == [(0.6, 2, 0.5), (0.9, 3, 1.0)]
    assert error == pytest.approx((2 * 0.15 + 3 * (1 - 2.9 / 3)) / 5)


def test_claims_tell_of_each_link_whether_it_is_right() -> None:
    wrong = Linked(
        functions=[Judged("question", 0.7)], topics=[Judged("tempo", 0.5)], places=[found(STREET, 0.3)]
    )
    said = claims([ITEM], {ITEM.id: wrong})
    assert said == {
        "places": [(0.3, False)],
        "topics": [(0.5, False)],
        "function": [(0.7, False)],
        "stance": [],
    }


def test_the_baseline_takes_names_and_labels_as_they_stand() -> None:
    assert {place.key for place in places(TEXT, frozenset(("Beuel",)))} == {"Beuel", "ags:05382060"}
    assert topics_named("Die Ampel schaltet, der Radverkehr wartet.") == {"ampel", "radverkehr"}
    assert not topics_named("Ampeln für Radfahrende")
    items = read_items()
    plain = baseline(items, known_names(items))
    assert {linked.functions[0].code for linked in plain.values()} <= set(FUNCTIONS)
    assert len({linked.functions[0].code for linked in plain.values()}) == 1


def test_the_real_linking_is_what_is_measured() -> None:
    linked = link_items([ITEM, replace(ITEM, id="bonn-9998", text="Das stimmt.")])
    assert {name for place in linked["bonn-9999"].places for name in place.names} >= {"Beuel"}
    assert linked["bonn-9998"].places == []


def said(number: int, cls: URIRef, confidence: str, **more: str) -> list[ox.Triple]:
    """Return an assessment of ITEM as linking states it."""
    subject = ox.NamedNode(f"urn:assessment:{number}")
    terms = {name: OA.hasBody if name == "hasBody" else QUER[name] for name in more}
    iris = {RDF.type: str(cls), QUER.assesses: UNIT, **{terms[name]: iri for name, iri in more.items()}}
    literals = {QUER.confidence: confidence, QUER.start: "33", QUER.end: "41"}
    return [
        *(ox.Triple(subject, ox.NamedNode(str(p)), ox.NamedNode(o)) for p, o in iris.items()),
        *(ox.Triple(subject, ox.NamedNode(str(p)), ox.Literal(o)) for p, o in literals.items()),
    ]


def test_assessments_are_read_off_as_the_ontology_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    stance = {"stance": str(STANCE["conditional-support"]), "stanceTarget": ABOUT}
    triples = [
        *said(
            1, QUER.FunctionAssessment, "0.8", contributionFunction=str(CONTRIBUTION_FUNCTION["suggestion"])
        ),
        *said(2, QUER.StanceAssessment, "0.6", **stance),
        *said(3, QUER.ThemeAssignment, "0.9", hasBody=topic_iri("radverkehr")),
        *said(4, QUER.Mention, "0.9", hasBody="https://w3id.org/querbezug/id/place/siegburg"),
        *said(5, QUER.Mention, "0.9", hasBody="https://w3id.org/querbezug/id/example/elsewhere"),
    ]
    monkeypatch.setattr("bench.links.linked.link_all", lambda _stated, _by: iter(triples))
    linked = link_items([ITEM])[ITEM.id]
    assert linked.function == Judged("suggestion", 0.8)
    assert linked.stance(ABOUT) == Judged("conditional-support", 0.6, ABOUT)
    assert linked.topics == [Judged("radverkehr", 0.9)]
    assert [(found.key, found.start, found.end) for found in linked.places] == [("ags:05382060", 33, 41)]


def test_tables_go_between_the_marks_and_nowhere_else(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    write_between_marks(page, "| new |")
    assert page.read_text(encoding="utf-8") == f"before\n{BEGIN}\n\n| new |\n\n{END}\nafter\n"
    page.write_text("no marks", encoding="utf-8")
    with pytest.raises(ValueError, match="missing"):
        write_between_marks(page, "| new |")
