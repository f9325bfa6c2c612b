"""What single cells of Decidim's proposals, results and comments say."""

import pytest
from graph.decidim_making import (
    COMMENT,
    PROPOSAL,
    RESULT,
    as_csv,
    as_json,
    of_kind,
    one,
    read,
    records,
    ref,
    sample,
    told,
)

# --- proposals --------------------------------------------------------------------------------


def test_a_withdrawn_proposal_is_left_out_and_told():
    found = read(sample("proposals.csv"))
    assert "Zone 30" not in repr(found.records)
    (notice,) = [notice for notice in found.notices if notice.message.key == "decidim.withdrawn"]
    assert (notice.message.values["number"], notice.left_out) == ("104", False)


def test_an_amendment_is_an_idea_that_says_what_it_amends_and_its_state_is_no_answer():
    idea = of_kind("idea", sample("proposals.csv"))["proposal-105"]
    assert idea.note == "Änderungsvorschlag zu „Radweg an der Hauptstraße“"
    assert "proposal-105" not in of_kind("response", sample("proposals.csv"))


def test_a_draft_of_an_answer_stays_out():
    assert "proposal-106" not in of_kind("response", sample("proposals.csv"))
    assert "Entwurf" not in repr(records(sample("proposals.csv")))
    assert told(sample("proposals.csv")).count("decidim.draft-answer") == 1


@pytest.mark.parametrize(
    ("state", "answer", "expected"),
    [
        ("accepted", "", ("Angenommen", "followed")),
        ("rejected", "", ("Abgelehnt", "not-followed")),
        ("rejected", "Leider nein.", ("Leider nein.", "not-followed")),
        ("evaluating", "", None),
        ("evaluating", "Das prüfen wir.", ("Das prüfen wir.", None)),
        ("not_answered", "", None),
        ("", "Danke!", ("Danke!", None)),
        ("in_queue", "Steht an.", ("Steht an.", None)),
        ("in_queue", "", None),
    ],
)
def test_what_a_state_says_of_the_answer(state, answer, expected):
    row = PROPOSAL | {"state": state, "answer/de": answer}
    found = [(response.text, response.outcome) for response in of_kind("response", as_csv([row])).values()]
    assert found == ([expected] if expected else [])
    assert ("decidim.unknown-state" in told(as_csv([row]))) == (state == "in_queue")


def test_an_idea_without_title_is_called_by_its_first_words():
    words = (
        "Vor der Schule fehlt seit Jahren ein Zebrastreifen, obwohl dort viele Kinder über die Straße gehen."
    )
    label = one(PROPOSAL, "idea", title__de="", body__de=words).label
    assert label.endswith(" …")
    assert words.startswith(label.removesuffix(" …"))
    assert len(label) <= 80


def test_a_place_that_nobody_marked_is_none():
    assert one(PROPOSAL, "idea", latitude="0.0", longitude="0.0").latitude is None
    source = as_csv([PROPOSAL | {"latitude": "500", "longitude": "11"}])
    assert "decidim.no-point" in told(source)


# --- results ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "name", "code"),
    [
        ("ongoing", "", "running"),
        ("", "In Umsetzung", "running"),
        ("in_progress", "Läuft", "running"),
        ("s4", "Abgeschlossen", "completed"),
        ("", "Beschlossen", "adopted"),
        ("", "vorgeschlagen", "proposed"),
        ("", "Verworfen", "dropped"),
        ("", "Geplant", None),
        ("2", "", None),
    ],
)
def test_status_words_become_codes_or_stay_remarks(key, name, code):
    measure = one(RESULT, "measure", status__key=key, status__name__de=name)
    assert (measure.status, measure.status_note) == (code, name or key)
    row = RESULT | {"status/key": key, "status/name/de": name}
    assert ("decidim.unknown-status" in told(as_csv([row]))) == (code is None)


def test_progress_beyond_all_is_told():
    assert one(RESULT, "measure", progress="100").status_note == "Fortschritt 100 %"
    assert one(RESULT, "measure", progress="140").status_note is None
    assert "decidim.no-progress" in told(as_csv([RESULT | {"progress": "140"}]))


# --- comments ---------------------------------------------------------------------------------


def test_an_unknown_side_is_told():
    row = COMMENT | {"alignment": "7"}
    assert one(row, "comment").alignment is None
    assert "decidim.no-alignment" in told(as_csv([row]))


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("Decidim::Accountability::Result", ref("measure", "result-7")),
        ("Decidim::Budgets::Project", ref("measure", "project-7")),
    ],
)
def test_comments_on_measures_are_about_the_measure(kind, expected):
    assert one(COMMENT, "comment", commentable_type=kind).about == expected


def test_json_with_one_language_per_comment():
    rows = [COMMENT | {"body": {"de": "Ja, <b>gern</b>."}}]
    (comment,) = records(as_json(rows))[1:]
    assert comment.text == "Ja, gern."
