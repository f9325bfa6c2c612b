"""What holds for every export of Decidim: recognition, privacy, codes, documentation, broken files."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
from graph.decidim_making import (
    COMMENT,
    HOST,
    PROPOSAL,
    READERS,
    RESULT,
    SAMPLES,
    as_csv,
    as_json,
    as_xlsx,
    read,
    reader_of,
    records,
    ref,
    sample,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from querbezug.graph.errors import QuerbezugError
from querbezug.graph.readers.base import ReadOptions, SourceFile, collect
from querbezug.graph.readers.decidim import codes
from querbezug.graph.records import Kind, Ref, Response
from querbezug.ontology.terms import MEASURE_STATUS, RESPONSE_OUTCOME

DOCS = Path(__file__).parents[2] / "docs" / "formats" / "decidim.md"
NAMES = ("Erika", "Beispiel", "erika", "Max", "Mustermensch", "1980", "141", "92")
ALL = sorted(path.name for path in SAMPLES.glob("*.*"))
EXPECTED = {
    "comments.csv": "decidim-comments",
    "comments.json": "decidim-comments",
    "meetings.csv": "decidim-processes",
    "participatory_processes.csv": "decidim-processes",
    "projects.csv": "decidim-projects",
    "projects.json": "decidim-projects",
    "proposals.csv": "decidim-proposals",
    "proposals.json": "decidim-proposals",
    "proposals_before_0_30.csv": "decidim-proposals",
    "results.csv": "decidim-results",
    "results.json": "decidim-results",
    "taxonomies.csv": "decidim-taxonomies",
}


# --- recognition ------------------------------------------------------------------------------


def test_each_sample_is_recognised_by_one_reader_only():
    assert {name: reader_of(sample(name)).name for name in ALL} == EXPECTED


OTHERS = [
    # CONSUL: comments, proposals, budget investments
    "id,commentable_id,commentable_type,body,created_at,ancestry,public_author",
    "id;title;description;summary;cached_votes_up;created_at;retired_at",
    "ID,title,description,administrator,valuator,heading,feasibility,selected",
    # adhocracy4
    "Referenznr.,Link,Name,Beschreibung,Positive Bewertungen,Negative Bewertungen,Kategorie,Status",
    "ID,Kommentar,Erstellt,Link,Urheber,Antwort auf Kommentar,Kommentar zur Referenz",
    # DIPAS
    "Node ID;Category;Rubric;Created (UTC);Rating;Total votes;Upvotes;Comments;Title;Contributiontext",
    "Contribution ID;Comment ID;Comment Subject;Comment Text;created (UTC)",
    # plan trees, Polis, and blog posts of Decidim itself
    "assessment,id,title,text,priority,potential,parent",
    "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body",
    "id;author/id;title/de;body/de;created_at;endorsements_count;comments_count;participatory_space/id;component/id;url",
]


@pytest.mark.parametrize("header", OTHERS)
def test_other_tables_are_not_taken_for_decidim(header):
    separator = ";" if ";" in header else ","
    line = separator.join("1" for _ in header.split(separator))
    source = SourceFile("export.csv", f"{header}\n{line}\n{line}\n".encode())
    assert [reader.name for reader in READERS if reader.recognises(source)] == []


# --- personal data ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL)
def test_names_of_people_are_nowhere(name):
    found = read(sample(name))
    said = repr(found.records) + " ".join(notice.message.text() for notice in found.notices)
    said = re.sub(r"(?:proposal|comment|result)-\d+|\d{4}-\d\d-\d\d|row=\d+", "", said)
    assert [word for word in NAMES if re.search(rf"\b{word}", said)] == []


def test_each_personal_column_is_told_once():
    for name in ("proposals.json", "proposals_before_0_30.csv", "comments.csv"):
        fields = [n.field for n in read(sample(name)).notices if n.message.key == "reading.personal-column"]
        assert len(fields) == len(set(fields))
        text = sample(name).data.decode()
        expected = {
            "proposals.json": {"author/id", "author/name", "author/url", "likes/user_endorsements"},
            "proposals_before_0_30.csv": {"authors/names", "authors/emails", "authors/birth_date"},
            "comments.csv": {
                "author/id",
                "author/name",
                "user_group/id",
                "user_group/name/de",
                "user_group/name/en",
            },
        }[name]
        assert set(fields) == expected, text[:200]


# --- codes ------------------------------------------------------------------------------------


def test_the_codes_are_those_of_the_code_lists():
    outcomes = {codes.state(word).outcome for word in ("accepted", "rejected", "evaluating", "not_answered")}
    assert {str(RESPONSE_OUTCOME[code]).rpartition("/")[2] for code in outcomes if code} == {
        "followed",
        "not-followed",
    }
    for code in set(codes._statuses().values()):
        assert MEASURE_STATUS[code]
    assert set(codes._statuses().values()) == {"proposed", "adopted", "running", "completed", "dropped"}


def test_a_reading_streams():
    rows = [PROPOSAL | {"id": str(number), "body/de": "Rad " * 500} for number in range(2_000)]
    source = as_csv(rows)
    items = iter(reader_of(source).read(source, ReadOptions()).items)
    first = next(item for item in items if getattr(item, "ref", None) == ref("idea", "proposal-0"))
    assert first.label == "Zebrastreifen"
    assert source.consumed < source.size


# --- the page in the documentation ------------------------------------------------------------


def documented():
    return set(re.findall(r"`([^`\n]+)`", DOCS.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", [name for name in ALL if name.endswith(".csv")])
def test_each_column_is_on_the_page(name):
    said = documented()
    for column in sample(name).data.decode().splitlines()[0].split(";"):
        plain = re.sub(r"/(?:machine_translations/)?(?:de|en|ca)$|/\d+$", "", column)
        starts = (f"{plain.partition('/')[0]}/*", plain)
        assert any(start in said for start in starts), column


# --- whatever comes ---------------------------------------------------------------------------

FURTHER = (
    "taxonomies/id taxonomies/name/de taxonomies/name category/id category/name/de withdrawn is_amend "
    "latitude longitude answer/de answered_at votes cost start_date address budget_amount confirmed_votes "
    "budget/id related_proposals parent_id is_root filters_count name/de component/id selected_at"
)
COLUMNS = sorted({*PROPOSAL, *RESULT, *COMMENT, *FURTHER.split()})
ODD = (
    *(
        "",
        "0",
        "1",
        "-1",
        "accepted",
        "withdrawn",
        "true",
        "nan",
        "inf",
        "1e999",
        "١٢",
        "9" * 400,
        "😀",
        "<p>",
    ),
    *(
        "https://",
        "https://[",
        "http://a b",
        "https://x.example/proposals/" + "9" * 40,
        "2024-02-31",
        "a, " * 70,
    ),
    *('{"de"=>"', "'=1+1", "Decidim::Comments::Comment", "Decidim::Proposals::Proposal", "&#x110000;"),
)
CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(ODD)
TABLES = st.lists(st.dictionaries(st.sampled_from(COLUMNS), CELLS, min_size=8), min_size=1, max_size=3)
BASES = st.sampled_from([PROPOSAL, RESULT, COMMENT])
LIMITS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read_anyhow(source):
    for reader in READERS:
        reader.recognises(source)
        try:
            collect(reader.read(source, ReadOptions(source_key="x")))
        except QuerbezugError:
            continue


@given(BASES, TABLES)
@LIMITS
def test_no_cell_makes_a_reader_raise(base, rows):
    whole = [base | dict.fromkeys(COLUMNS, "") | row | {"id": row.get("id", "7")} for row in rows]
    read_anyhow(as_csv(whole))
    read_anyhow(as_json([base | row for row in rows]))


@given(st.sampled_from(ALL), st.data())
@LIMITS
def test_no_damage_makes_a_reader_raise(name, data):
    content = bytearray(sample(name).data)
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=12))
    read_anyhow(SourceFile(name, bytes(content)))


@given(st.binary(max_size=200))
@LIMITS
def test_no_bytes_are_recognised_by_mistake(data):
    assert not any(reader.recognises(SourceFile("x.csv", data)) for reader in READERS)


def test_a_workbook_with_other_types_is_read():
    workbook = openpyxl.load_workbook(io.BytesIO(as_xlsx(sample("proposals.csv")).data))
    sheet = workbook.active
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if cell.value in ("true", "false"):
                cell.value = cell.value == "true"
    data = io.BytesIO()
    workbook.save(data)
    source = SourceFile("proposals.xlsx", data.getvalue())
    assert sorted(map(repr, records(source))) == sorted(map(repr, records(sample("proposals.csv"))))
    assert any(isinstance(record, Response) for record in records(source))


def test_categories_of_one_wording_are_one():
    row = PROPOSAL | {"taxonomies/id": "", "taxonomies/name/de": "Rad"}
    found = records(as_csv([row, row | {"id": "8"}]))
    assert [record.ref for record in found if record.ref.kind is Kind.CATEGORY] == [
        Ref(Kind.CATEGORY, f"{HOST}#Rad")
    ]
