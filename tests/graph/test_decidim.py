"""Exports of Decidim become ideas, answers, measures, comments, themes and processes."""

import pytest
from graph.decidim_making import (
    COMMENT,
    HOST,
    SAMPLES,
    SPACE,
    as_csv,
    as_xlsx,
    of_kind,
    one,
    page,
    read,
    reader_of,
    records,
    ref,
    sample,
    told,
)

from querbezug.graph.readers.base import ReadOptions, SourceFile, collect
from querbezug.graph.readers.decidim.conversion import name_from_address, space_of
from querbezug.graph.records import Comment, Idea, Kind, Measure, Origin, Place, Process, Ref, Response, Theme
from querbezug.ontology.strings import text

SPACE_REF = page("process", "")


def test_a_proposal_becomes_an_idea_with_its_themes_process_and_answer():
    theme_7, theme_8, process, idea, response = records(sample("proposals.json"))[:5]
    assert theme_7 == Theme(ref=ref("category", "taxonomy-7"), label="Rad, Fuß und Roller")
    assert theme_8 == Theme(ref=ref("category", "taxonomy-8"), label="Sicherheit")
    assert process == Process(
        ref=SPACE_REF, label="Radverkehr 2030", page=SPACE, inferred=frozenset({"label"})
    )
    assert idea == Idea(
        ref=ref("idea", "proposal-101"),
        label="Radweg an der Hauptstraße",
        same_as=(page("idea", "/f/12/proposals/101"),),
        themes=(theme_7.ref, theme_8.ref),
        text=f"Zwischen Markt und Bahnhof fehlt ein Radweg.\n\nFragen an {text('reading.masked-email')}.",
        redacted=True,
        process=SPACE_REF,
        date="2024-05-02",
        latitude=50.7213,
        longitude=11.3402,
        supports=42,
        page=f"{SPACE}/f/12/proposals/101",
    )
    assert response == Response(
        ref=ref("response", "proposal-101"),
        text="Der Radweg wird 2026 gebaut.",
        note="Kosten: 120000\nSchätzung des Tiefbauamts\n2026",
        responds_to=(idea.ref,),
        outcome="followed",
        date="2024-06-09",
    )


def test_a_result_becomes_a_measure_with_its_status_and_the_proposals_it_came_from():
    measures = of_kind("measure", sample("results.json"))
    place = Ref(Kind.PLACE, f"{HOST}#Hauptstraße, 12345 Musterstadt")
    assert measures["result-22"] == Measure(
        ref=ref("measure", "result-22"),
        label="Radweg Hauptstraße",
        urls=(f"{SPACE}/f/13/results/22",),
        same_as=(page("measure", "/f/13/results/22"),),
        code="MUS-RESU-2024-07-22",
        part_of=ref("measure", "result-21"),
        themes=(ref("category", "taxonomy-8"),),
        places=(place,),
        status="running",
        status_note="In Umsetzung (Fortschritt 62,5 %)",
        description="Bau in zwei Abschnitten",
        begin="2026-03-01",
        end="2026-11-30",
        from_ideas=(page("idea", "/f/12/proposals/101"), page("idea", "/f/12/proposals/105")),
        latitude=50.7213,
        longitude=11.3402,
    )
    assert Place(
        ref=place, label="Hauptstraße, 12345 Musterstadt", latitude=50.7213, longitude=11.3402
    ) in records(sample("results.json"))
    assert measures["result-21"].description == "Alles zum Radverkehr."
    assert measures["result-21"].part_of is None


def test_results_meet_the_ideas_by_address():
    from_ideas = of_kind("measure", sample("results.csv"))["result-22"].from_ideas
    ideas = of_kind("idea", sample("proposals.csv"))
    assert from_ideas == (*ideas["proposal-101"].same_as, *ideas["proposal-105"].same_as)


def test_a_project_becomes_a_measure_with_its_cost_and_vote():
    chosen, open_ = of_kind("measure", sample("projects.json")).values()
    assert chosen == Measure(
        ref=ref("measure", "project-31"),
        label="Leihstation für Lastenräder",
        urls=(f"{SPACE}/f/15/budgets/2/projects/31",),
        same_as=(page("measure", "/f/15/budgets/2/projects/31"),),
        code="MUS-PROJ-2024-08-31",
        themes=(ref("category", "taxonomy-7"),),
        status="adopted",
        status_note="ausgewählt am 01.10.2024; 310 Stimmen",
        description="Fünf Räder am Markt",
        cost_eur=45000,
        from_ideas=(ref("idea", "proposal-106"),),
        latitude=50.72,
        longitude=11.34,
    )
    assert (open_.status, open_.status_note, open_.from_ideas) == ("proposed", None, ())


def test_comments_become_threads():
    comments = of_kind("comment", sample("comments.csv"))
    assert comments["comment-1"] == Comment(
        ref=ref("comment", "comment-1"),
        text="Unbedingt, mein Schulweg führt dort entlang.",
        sequence=2,
        about=ref("idea", "proposal-101"),
        process=SPACE_REF,
        date="2024-05-02",
        alignment=1,
    )
    # The reply comes before the comment it answers.
    reply = comments["comment-2"]
    assert (reply.sequence, reply.reply_to, reply.about) == (
        1,
        ref("comment", "comment-1"),
        ref("idea", "proposal-101"),
    )
    assert [comment.alignment for comment in comments.values()] == [None, 1, -1, None, None, None]
    assert [key for key, comment in comments.items() if comment.official] == ["comment-4"]


def test_comments_on_meetings_belong_to_the_meeting_and_those_on_the_blog_to_the_process():
    comments = of_kind("comment", sample("comments.json"))
    assert (comments["comment-5"].about, comments["comment-5"].process) == (None, ref("process", "meeting-5"))
    assert (comments["comment-6"].about, comments["comment-6"].process) == (None, SPACE_REF)
    assert told(sample("comments.json")).count("decidim.unknown-commentable") == 1


def test_a_reply_finds_its_root_by_address_where_the_address_has_no_number():
    root = "https://beteiligung.musterstadt.example/dialog/zebrastreifen"
    rows = [
        COMMENT | {"id": "2", "commentable_type": "Decidim::Comments::Comment", "root_commentable_url": root},
        COMMENT | {"root_commentable_url": root},
    ]
    reply, first = of_kind("comment", as_csv(rows)).values()
    assert reply.about == Ref(Kind.IDEA, f"url:{root}")
    assert first.about == ref("idea", "proposal-7")
    assert reply.process is None


def test_taxonomies_become_a_tree_of_themes(tmp_path):
    path = tmp_path / "taxonomies.csv"
    path.write_bytes((SAMPLES / "taxonomies.csv").read_bytes())
    note = path.with_name("taxonomies.csv.quelle.json")
    note.write_text(
        '{"kennung": "themen", "titel": "Themen", "plattform": "https://beteiligung.musterstadt.example"}',
        encoding="utf-8",
    )
    source = SourceFile.from_path(path)
    found = collect(reader_of(source).read(source, ReadOptions()))
    assert found.records == [
        Theme(ref=ref("category", "taxonomy-6"), label="Themen", origin=Origin(row=2)),
        Theme(
            ref=ref("category", "taxonomy-7"),
            label="Rad, Fuß und Roller",
            broader=ref("category", "taxonomy-6"),
            origin=Origin(row=3),
        ),
        Theme(
            ref=ref("category", "taxonomy-8"),
            label="Sicherheit",
            broader=ref("category", "taxonomy-6"),
            origin=Origin(row=4),
        ),
    ]
    assert not found.notices


def test_without_an_address_the_numbers_hold_for_the_source_alone_and_that_is_told():
    found = read(sample("taxonomies.csv"))
    assert found.records[0].ref == Ref(Kind.CATEGORY, "musterstadt/taxonomy-6")
    assert [notice.message.key for notice in found.notices] == ["decidim.no-platform"]


def test_processes_and_meetings_become_processes():
    (process,) = records(sample("participatory_processes.csv"))
    assert process == Process(
        ref=ref("process", "process-3"),
        label="Radverkehr in Musterstadt bis 2030",
        same_as=(SPACE_REF,),
        begin="2024-04-01",
        end="2024-09-30",
        topic="Wie fahren wir Rad?",
        page=SPACE,
    )
    (meeting,) = records(sample("meetings.csv"))
    assert (meeting.ref, meeting.label) == (ref("process", "meeting-5"), "Spaziergang am Fluss")
    assert "decidim.no-public-event" in told(sample("meetings.csv"))


@pytest.mark.parametrize(
    ("word", "columns"),
    [
        ("assembly", "slug participatory_structure/de purpose_of_action/de composition/de creation_date"),
        ("debate", "start_time end_time instructions/de information_updates/de last_comment_by/id"),
    ],
)
def test_assemblies_and_debates_become_processes(word, columns):
    row = {"id": "4", "title/de": "Jugendrat", "description/de": "<p>Wir.</p>", "url": f"{SPACE}/x/4"}
    row |= dict.fromkeys(columns.split(), "")
    assert one(row, "process") == Process(
        ref=ref("process", f"{word}-4"),
        label="Jugendrat",
        same_as=(page("process", "/x/4"),),
        topic="Wir.",
        page=f"{SPACE}/x/4",
    )


@pytest.mark.parametrize(
    ("address", "space", "name"),
    [
        (f"{SPACE}/f/12/proposals/7", SPACE, "Radverkehr 2030"),
        (f"{SPACE}?locale=de", SPACE, "Radverkehr 2030"),
        (
            "https://x.example/de/assemblies/b%C3%BCrger-rat/f/1/",
            "https://x.example/de/assemblies/b%C3%BCrger-rat",
            "Bürger rat",
        ),
        ("https://x.example/dialog/7", None, "7"),
        ("https://x.example/", None, "x.example"),
    ],
)
def test_the_process_is_told_by_the_address(address, space, name):
    assert space_of(address) == space
    assert name_from_address(space or address) == name


def test_headers_from_before_0_30():
    ideas = of_kind("idea", sample("proposals_before_0_30.csv"))
    scope = "decidim-musterstadt-example"
    eleven, twelve = ideas.values()
    assert eleven.themes == (
        Ref(Kind.CATEGORY, f"{scope}/category-4"),
        Ref(Kind.CATEGORY, f"{scope}/scope-9"),
    )
    assert (eleven.supports, eleven.date) == (17, "2019-03-04")
    assert (eleven.label, eleven.text) == ("Zebrastreifen am Markt", "Vor der Schule.")
    assert (twelve.label, twelve.themes) == ("Carril bici", eleven.themes[:1])
    (answer,) = of_kind("response", sample("proposals_before_0_30.csv")).values()
    assert (answer.text, answer.outcome) == ("Wir prüfen das.", None)


@pytest.mark.parametrize("name", ["proposals", "results", "projects", "comments"])
def test_csv_json_and_xlsx_say_the_same(name):
    # Only the order of themes may differ: their names come later where a cell has to be told apart.
    expected = sorted(map(repr, records(sample(f"{name}.json"))))
    assert expected
    assert sorted(map(repr, records(sample(f"{name}.csv")))) == expected
    assert sorted(map(repr, records(as_xlsx(sample(f"{name}.csv"))))) == expected


def test_one_municipality_holds_for_the_whole_file(tmp_path):
    path = tmp_path / "vorschlaege.csv"
    path.write_bytes((SAMPLES / "proposals.csv").read_bytes())
    path.with_name("vorschlaege.csv.quelle.json").write_text(
        '{"kennung": "rad", "titel": "Rad", "gemeinde": "16073077"}', encoding="utf-8"
    )
    source = SourceFile.from_path(path)
    found = collect(reader_of(source).read(source, ReadOptions())).records
    rudolstadt = Ref(Kind.PLACE, "ags:16073077")
    assert {record.places for record in found if isinstance(record, Idea)} == {(rudolstadt,)}
    assert [record.region for record in found if isinstance(record, Process)] == [rudolstadt]
