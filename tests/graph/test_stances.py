"""Where comments stand: towards what, why, and what they would rather have."""

from __future__ import annotations

import pytest
from graph.making import EXAMPLES
from hypothesis import given
from hypothesis import strategies as st

from querbezug.graph.links.alternatives import alternatives
from querbezug.graph.links.clauses import sentences
from querbezug.graph.links.corpus import TextUnit
from querbezug.graph.links.stance_features import features
from querbezug.graph.links.stances import STANCES, FoundStance, StanceFinder, Target

FINDER = StanceFinder()
GOAL = Target("urn:goal", "Aufbau gemeinsamer digitaler Systeme in der Städtekooperation", "goal")
IDEA = Target("urn:idea", "Radweg in der Kaiserstraße verbreitern", "idea")
DIGITAL = Target("urn:theme", "Digitalisierung", "theme")
COMMENTS = (
    (EXAMPLES / "saalebogen" / "beteiligung-digitalisierung.txt").read_text(encoding="utf-8").splitlines()
)[11:]
# The annotation of the seed page, towards the goal or a theme in it. Where two are given, the first is the
# annotation; the other is what the rules say of a wording that shows no more.
ANNOTATED = [
    *("support neutral", "support", "support", "neutral", "neutral", "support", "support", "support"),
    *(
        "support",
        "conditional-support support",
        "support",
        "neutral",
        "neutral",
        "support",
        "support",
        "objection",
    ),
]
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "Ja,",
                "nein",
                "nicht",
                "gut",
                "aber",
                "lieber",
                "wäre besser",
                ".",
                "?",
                "Sie",
                "sinnvoll",
                "\n",
            ]
        ),
        st.text(max_size=10),
    ),
    max_size=25,
).map(" ".join)


def unit(text: str, *, comment: bool = True) -> TextUnit:
    return TextUnit("urn:x", text, frozenset(), frozenset(), is_comment=comment, is_contribution=True)


def found(text: str, *targets: Target) -> list[FoundStance]:
    return list(FINDER.find(unit(text), targets))


def stance(text: str, target: Target = IDEA) -> str:
    (only,) = found(text, target)
    assert only.target == target.iri
    return only.code


@pytest.mark.parametrize(("number", "text"), list(enumerate(COMMENTS, 1)))
def test_the_comments_of_the_seed_page_stand_as_annotated(number: int, text: str) -> None:
    assert stance(text, GOAL) in ANNOTATED[number - 1].split()


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("agree", "Ich stimme Ihnen voll zu."),
        ("agree", "Das sehe ich ganz genauso."),
        ("agree", "Da gebe ich Ihnen recht."),
        ("praise", "Das ist eine sehr gute Idee."),
        ("praise", "Guter Ansatz. Hilft, die Abläufe zu vereinfachen."),
        ("important", "Das finde ich wichtig und sinnvoll."),
    ],
)
def test_who_agrees_supports(cue: str, text: str) -> None:
    assert stance(text) == "support"
    assert any(cue in names for names in features(sentences(text), IDEA.label))


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("disagree", "Ich bin dagegen, das lehne ich ab."),
        ("not-important", "Nicht wichtig."),
        ("disagree", "Auf keinen Fall. Das bringt nichts."),
        ("not-praise", "Das ist keine gute Idee."),
        ("scorn", "Völlig überflüssig, so ein Unsinn."),
    ],
)
def test_who_rejects_objects(cue: str, text: str) -> None:
    assert stance(text) == "objection"
    assert any(cue in names for names in features(sentences(text), IDEA.label))


@pytest.mark.parametrize(
    "text",
    [
        "Grundsätzlich eine gute Idee, aber nur wenn dafür keine Bäume gefällt werden.",
        "Stimme dem zu, jedoch würde ich das nicht als Radschnellweg bezeichnen.",
        "Zwar sinnvoll, allerdings bitte erst wenn die Baustelle fertig ist.",
    ],
)
def test_yes_but_and_only_if_are_conditional(text: str) -> None:
    assert stance(text) == "conditional-support"


def test_a_question_for_facts_takes_no_side() -> None:
    assert stance("Gibt es schon konkret Ideen und Maßnahmen hierzu ?", GOAL) == "neutral"


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Das ist sinnvoll.", False),
        ("Das ist nicht sinnvoll.", True),
        ("Das finde ich überhaupt nicht gut.", True),
        ("Das ist nicht nur sinnvoll, das ist wichtig.", False),
        ("Nicht hier, das ist dort sinnvoll.", False),
    ],
)
def test_a_negation_turns_what_stands_near_it_in_its_clause(text: str, negated: bool) -> None:
    (names,) = features(sentences(text), IDEA.label)
    assert any(name.startswith("not-") for name in names) is negated


def test_what_would_be_preferred_is_quoted() -> None:
    text = "Nicht wichtig, lieber Spielplätze und Fahrradwege"
    (only,) = found(text, GOAL)
    (instead,) = only.alternatives
    assert (only.code, instead.quote) == ("objection", "Spielplätze und Fahrradwege")
    assert text[instead.start : instead.end] == instead.quote


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("Der Radstreifen wäre eine bessere Lösung.", ["Der Radstreifen"]),
        ("Besser wäre ein Zebrastreifen, der ist billiger.", ["ein Zebrastreifen"]),
        ("Stattdessen mehr Busse statt Autos.", ["mehr Busse"]),
        ("Lieber Gast, herzlichen Dank für Ihren Beitrag.", []),
        ("Das ist gut so.", []),
    ],
)
def test_alternatives_are_phrases_without_what_they_replace(text: str, quotes: list[str]) -> None:
    assert [span.quote for part in sentences(text) for span in alternatives(part)] == quotes


def test_a_supporter_has_no_alternative() -> None:
    for result in found("Volle Zustimmung, lieber heute als morgen.", IDEA):
        assert result.code != "support" or not result.alternatives


def test_a_theme_counts_only_in_a_sentence_that_names_it_and_says_what_it_thinks() -> None:
    good = found("Digitalisierung ist wichtig.", GOAL, DIGITAL)
    assert [(each.target, each.code) for each in good] == [(GOAL.iri, "support"), (DIGITAL.iri, "support")]
    assert not found("Das ist wichtig.", DIGITAL)
    assert not found("Digitalisierung kommt. Das ist wichtig.", DIGITAL)
    spans = Target("urn:theme", "Netze", "theme", ((0, 15),))
    assert [each.target for each in found("Digitalisierung ist wichtig.", spans)] == ["urn:theme"]


def test_a_reply_that_speaks_to_somebody_is_about_what_it_replies_to() -> None:
    comment = Target("urn:comment", "Der Weg ist zu eng.", "comment")
    assert [each.target for each in found("Da gebe ich Ihnen recht.", IDEA, comment)] == ["urn:comment"]
    assert [each.target for each in found("Gute Idee!", IDEA, comment)] == ["urn:idea"]


def test_without_a_target_or_in_an_own_contribution_there_is_no_stance() -> None:
    assert not found("Ich bin dagegen.")
    assert not list(FINDER.find(unit("Ich bin dagegen.", comment=False), [IDEA]))


@given(TEXTS)
def test_evidence_lies_in_the_text_and_is_the_same_each_time(text: str) -> None:
    results = found(text, IDEA, DIGITAL)
    assert results == list(StanceFinder().find(unit(text), (IDEA, DIGITAL)))
    for result in results:
        assert text[result.start : result.end] == result.quote
        assert result.code in STANCES
        assert 0 < result.confidence <= 1
        assert result.reasons
        for span in result.alternatives:
            assert text[span.start : span.end] == span.quote


@given(st.sampled_from(COMMENTS), st.integers(1, 4))
def test_more_white_space_changes_nothing(text: str, times: int) -> None:
    plain, spaced = found(text, GOAL), found(f"  {text.replace(' ', ' ' * (times + 1))}\t", GOAL)
    assert [(each.code, each.confidence, each.reasons) for each in plain] == [
        (each.code, each.confidence, each.reasons) for each in spaced
    ]
