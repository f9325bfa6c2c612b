"""What comments do: the cues, the sentence that decides, and that shape does not matter."""

from __future__ import annotations

import time

import pytest
from graph.making import EXAMPLES
from hypothesis import given, settings
from hypothesis import strategies as st

from querbezug.graph.links.clauses import LONGEST, sentences, words
from querbezug.graph.links.corpus import TextUnit
from querbezug.graph.links.cues import CueTable, raw_cues
from querbezug.graph.links.functions import FUNCTIONS, FoundFunction, FunctionFinder, features, speaking
from querbezug.graph.links.judging import by_hand, judge, shipped

FINDER = FunctionFinder()
COMMENTS = (
    (EXAMPLES / "saalebogen" / "beteiligung-digitalisierung.txt").read_text(encoding="utf-8").splitlines()
)[11:]
# What the annotation of the seed page says; where it gives several functions, all of them.
ANNOTATED = [
    *("question suggestion", "argument", "suggestion argument", "information", "information"),
    *("argument suggestion", "argument", "suggestion argument", "argument", "suggestion argument"),
    *("argument", "question", "question", "argument", "argument suggestion", "suggestion"),
]
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "Bitte",
                "nicht",
                "sollte",
                "weil",
                "?",
                "!",
                ".",
                "z. B.",
                "\n",
                "Das",
                "Ampel",
                "…",
                "(",
                "„",
                "gut,",
            ]
        ),
        st.text(max_size=12),
    ),
    max_size=25,
).map(" ".join)


def unit(text: str) -> TextUnit:
    return TextUnit("urn:x", text, frozenset(), frozenset(), is_comment=True, is_contribution=True)


def found(text: str) -> FoundFunction:
    result = FINDER.find(unit(text))
    assert result is not None
    return result


def named(text: str) -> set[str]:
    """Return the cues of a text that is one sentence."""
    (part,) = sentences(text)
    return set(features(part, 0, 1))


@pytest.mark.parametrize(("number", "text"), list(enumerate(COMMENTS, 1)))
def test_the_comments_of_the_seed_page_are_told_as_annotated(number: int, text: str) -> None:
    assert found(text).code in ANNOTATED[number - 1].split()


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("should", "Hier sollte deutlicher gekennzeichnet werden, dass Radfahren erlaubt ist."),
        ("must", "Die Spurrillen müssen beseitigt werden."),
        ("could", "Vielleicht könnte man die Glasfaser-Deutschland für den Ausbau gewinnen."),
        ("would-be-good", "Wünschenswert wäre eine asphaltierte Wegedecke."),
        ("want", "Ich wünsche mir eine besser erkennbare Beschilderung des Radwegs."),
        ("please", "Bitte auf beiden Seiten vom Alten Friedhof bis zur Kennedybrücke!"),
        ("announced", "Vorschlag: Schutzstreifen vorher enden lassen."),
        ("how-about", "Wie wäre es denn mit einem Zebrastreifen?"),
        ("prefer", "Nicht wichtig, lieber Spielplätze und Fahrradwege"),
        ("infinitive-alone", "Spiegel anbringen."),
        ("imperative", "Machen Sie die Kaiserstraße zu einer Gemeinschaftsstraße."),
    ],
)
def test_demands_and_solutions_are_suggestions(cue: str, text: str) -> None:
    assert found(text).code == "suggestion"
    assert cue in named(text)


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("reason", "Das mache ich auch öfter, weil der Gehweg stark frequentiert ist."),
        ("problem", "Der Radweg ist viel zu schmal und gefährlich."),
        ("benefit", "Gemeinsame Systeme bieten viele Vorteile, Anschaffung wird billiger."),
        ("opinion", "Ich stimme den beiden Kommentaren hier voll zu."),
        ("outcry", "Das ist eine Gefahrenstelle, die seit Jahren besteht. Was soll das?"),
    ],
)
def test_judgements_and_reasons_are_arguments(cue: str, text: str) -> None:
    assert found(text).code == "argument"
    assert any(cue in features(part, 0, 1) for part in sentences(text))


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("pointer", "Siehe auch den Beschluss unter https://www.bonn.de/ratsinformation"),
        ("address", "https://www.uni-jena.de/200525_WeCare"),
        (
            "planning",
            "Die Ergebnisse sind in einem Bericht dargelegt, der 2019 im Rahmen der Kampagne erschien.",
        ),
        ("past", "Die Straße wurde 2017 zur Einbahnstraße umgewidmet."),
        ("moderation", "Lieber Gast, herzlichen Dank für Ihren Beitrag."),
    ],
)
def test_facts_and_pointers_are_information(cue: str, text: str) -> None:
    assert found(text).code == "information"
    assert cue in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "Gibt es schon konkret Ideen und Maßnahmen hierzu ?",
        "Weist dieser Radweg überhaupt die erforderliche Mindestbreite auf?",
        "Wann wird die Brücke fertig?",
    ],
)
def test_who_wants_an_answer_asks(text: str) -> None:
    assert found(text).code == "question"


def test_a_question_that_proposes_is_a_suggestion() -> None:
    assert found("Warum nicht einfach einen Poller in die Mitte setzen?").code == "suggestion"


def test_a_comment_has_one_function_and_the_sentence_that_decided_it() -> None:
    text = "Die Kreuzung ist unübersichtlich. Hier sollte ein Spiegel angebracht werden. Danke!"
    result = found(text)
    assert (result.code, result.quote) == ("suggestion", "Hier sollte ein Spiegel angebracht werden.")
    assert text[result.start : result.end] == result.quote
    assert "should" in result.reasons


def test_an_empty_text_does_nothing() -> None:
    for text in ("", "   ", "?!", "…\n\n"):
        assert FINDER.find(unit(text)) is None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Beispiele aus St. Gallen gibt es z. B. am 3. Mai.", 1),
        ("Das ist gut. Das ist schlecht! Oder?", 3),
        ("- Ampel\n- Zebrastreifen", 2),
        ("Können die EVUs das nicht übernehmen ?", 1),
        ("Siehe https://www.bonn.de/a.b?c=d. Danke.", 2),
        ("Das ist... naja, gut.", 1),
    ],
)
def test_text_is_cut_into_sentences(text: str, count: int) -> None:
    parts = sentences(text)
    assert len(parts) == count
    assert all(text[part.start : part.end] == part.text for part in parts)


@given(TEXTS)
def test_evidence_lies_in_the_text_and_is_the_same_each_time(text: str) -> None:
    first, again = FINDER.find(unit(text)), FunctionFinder().find(unit(text))
    assert first == again
    if first is not None:
        assert text[first.start : first.end] == first.quote
        assert 1 / len(FUNCTIONS) - 0.001 <= first.confidence <= 1
        assert first.code in FUNCTIONS
    for part in sentences(text):
        assert len(part.text) <= LONGEST
        assert all(text[word.start : word.end].lower() == word.text for word in words(part))


@given(st.sampled_from(COMMENTS), st.integers(1, 4), st.sampled_from([" ", "\t", "\u00a0"]))
def test_more_white_space_changes_nothing(text: str, times: int, space: str) -> None:
    plain, spaced = found(text), found(space + text.replace(" ", " " + space * times) + space)
    assert (plain.code, plain.confidence, plain.reasons) == (spaced.code, spaced.confidence, spaced.reasons)
    assert plain.quote.split() == spaced.quote.split()


@settings(max_examples=12, deadline=None)
@given(
    st.sampled_from(["muss ", "ist …", "a.", "nicht, ", "?", "!? ", "könnte man ", "http://", "-", "\n", "ß"])
)
def test_time_grows_with_the_length_only(piece: str) -> None:
    def seconds(times: int) -> float:
        begin = time.process_time()
        FINDER.find(unit(piece * times))
        return time.process_time() - begin

    seconds(100)
    assert seconds(20_000) < 2


def test_every_cue_can_be_found_and_every_weight_is_of_a_code() -> None:
    for area, codes in (
        ("functions", set(FUNCTIONS)),
        ("stances", {"support", "conditional-support", "objection", "neutral"}),
    ):
        for name, group in raw_cues()[area].items():
            assert set(group.get("weights", {})) <= codes, name
            for pattern in group["patterns"]:
                said = [
                    step.split("|")[0].replace("*", "xy")
                    for step in pattern.split()
                    if not step.startswith("…")
                ]
                assert [hit.cue.name for hit in CueTable({name: group}).find(said)], pattern


def test_phrases_bridge_a_gap_within_the_clause_only() -> None:
    table = CueTable({"agree": {"patterns": ["stimme … zu"]}})
    assert list(table.find(["ich", "stimme", "dem", "voll", "zu"]))
    assert not list(table.find(["ich", "stimme", "dem", ",", "was", "er", "sagt", ",", "zu"]))
    assert not list(table.find(["stimme", "a", "b", "c", "d", "zu"]))


def test_a_new_cue_counts_with_the_weight_set_by_hand() -> None:
    weights = shipped("function-weights.toml", FUNCTIONS, {**speaking(), "brand-new": {"question": 9.0}})
    assert judge(weights, [["brand-new"]]).code == "question"
    assert judge(weights, [["brand-new"]]).reasons == ("brand-new",)
    assert by_hand(FUNCTIONS, {"brand-new": {"question": 9.0}})["brand-new"].count(0.0) == 3
