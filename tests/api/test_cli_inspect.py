"""What a file is taken for, and the first mapping of a table that nobody knows."""

import json
import shutil

import pytest
from doors import EXAMPLES, REGISTER, ROOT, SEED, querbezug

SAMPLES = ROOT / "tests" / "graph" / "samples"
LIST = """Nr;Titel der Maßnahme;Beschreibung;Kosten;Beginn;Ansprechpartnerin;E-Mail
1;Radweg;Lückenschluss zwischen den Städten;12.500,50;18.10.2017;Anna Muster;anna@muster.example
2;Glasfaser;Ausbau bis ins letzte Haus;1.000.000,00;10. Oktober 2023 08:19:26;Karl Muster;karl@muster.example
"""


@pytest.fixture
def table(tmp_path):
    """A folder with a table that no reader knows."""
    (tmp_path / "liste.csv").write_text(LIST, encoding="cp1252")
    return tmp_path


def test_a_file_is_checked_without_a_store(tmp_path):
    fine = querbezug("validate", REGISTER, folder=tmp_path)
    assert fine.returncode == 0
    assert "ist in Ordnung" in fine.stdout.decode()
    told = json.loads(querbezug("validate", SEED, "--json", folder=tmp_path).stdout)
    assert told["valid"] is True
    assert list(tmp_path.iterdir()) == []


def test_inspect_says_what_a_page_is_taken_for(tmp_path):
    shown = querbezug("inspect", SEED, folder=tmp_path).stdout.decode()
    assert "Beteiligungsseite" in shown
    assert "16" in shown
    told = json.loads(querbezug("inspect", SEED, "--json", folder=tmp_path).stdout)
    assert told["records"]["Comment"] == 16
    roles = [line["role"] for line in told["lines"]]
    assert roles.count("facet") == 7
    assert roles.count("comment") == 16
    register = json.loads(querbezug("inspect", REGISTER, "--json").stdout)
    assert (register["reader"], register["format"]) == ("planungsregister", "Planungsregister")
    assert register["complete"] is True
    assert list(tmp_path.iterdir()) == []


def test_a_table_that_nobody_knows_is_shown_with_its_columns(table):
    ended = querbezug("inspect", "liste.csv", folder=table)
    shown = ended.stdout.decode()
    assert ended.returncode == 0
    assert "in keinem der bekannten Formate" in shown
    assert "querbezug inspect liste.csv --write-mapping" in shown
    assert "Anna" not in shown
    assert "muster.example" not in shown
    told = json.loads(querbezug("inspect", "liste.csv", "--json", folder=table).stdout)
    found = told["table"]
    assert told["reader"] is None
    assert (found["kind"], found["encoding"], found["separator"]) == ("csv", "Windows-1252", ";")
    assert found["decimal"] == ","
    types = {column["name"]: column["type"] for column in found["columns"]}
    assert types["Kosten"] == "decimal"
    assert types["Beginn"] == "date"
    assert types["Ansprechpartnerin"] == types["E-Mail"] == "personal"
    assert [path.name for path in table.iterdir()] == ["liste.csv"]


def test_the_first_mapping_is_written_once_and_can_be_loaded(table):
    written = querbezug("inspect", "liste.csv", "--write-mapping", folder=table)
    assert written.returncode == 0, written.stderr
    assert "querbezug load liste.csv" in written.stdout.decode()
    path = table / "liste.csv.abbildung.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# geprüft\n", encoding="utf-8")
    again = querbezug("inspect", "liste.csv", "--write-mapping", folder=table)
    assert again.returncode == 1
    assert "gibt es schon" in again.stderr.decode()
    assert path.read_text(encoding="utf-8").endswith("# geprüft\n")
    told = json.loads(querbezug("load", "liste.csv", "--json", folder=table).stdout)
    assert told["sources"][0]["now"]["Measure"] == 2
    assert json.loads(querbezug("inspect", "liste.csv", "--json", folder=table).stdout)["reader"] == "tabelle"
    assert querbezug("inspect", "liste.csv", "--write-mapping", "--force", folder=table).returncode == 0
    assert "geprüft" not in path.read_text(encoding="utf-8")


def test_the_mapping_goes_where_it_is_wanted(table):
    named = querbezug("inspect", "liste.csv", "--write-mapping", "-o", "plan.yaml", folder=table)
    assert "querbezug load liste.csv --mapping plan.yaml" in named.stdout.decode()
    printed = querbezug("inspect", "-", "--write-mapping", "-o", "-", folder=table, stdin=LIST.encode())
    assert (
        printed.stdout.decode().splitlines()[1:] == (table / "plan.yaml").read_text("utf-8").splitlines()[1:]
    )
    away = querbezug("inspect", "liste.csv", "--write-mapping", "-o", "fehlt/plan.yaml", folder=table)
    assert away.returncode == 1
    assert "lässt sich nicht schreiben" in away.stderr.decode()
    page = querbezug("inspect", SEED, "--write-mapping", folder=table)
    assert page.returncode == 1
    assert "ist keine Tabelle" in page.stderr.decode()
    assert sorted(path.name for path in table.iterdir()) == ["liste.csv", "plan.yaml"]


def test_the_mapping_of_a_known_format_is_written_with_a_word_of_warning(tmp_path):
    shutil.copy(SAMPLES / "polis" / "comments.csv", tmp_path)
    written = querbezug("inspect", "comments.csv", "--write-mapping", folder=tmp_path)
    assert written.returncode == 0
    assert "auch ohne Abbildung bekannt" in written.stderr.decode()


def test_no_person_is_shown_whom_the_reader_would_leave_out():
    shown = querbezug("inspect", SAMPLES / "decidim" / "proposals.csv")
    assert "Decidim: Vorschläge" in shown.stdout.decode()
    assert "Mustermensch" not in shown.stdout.decode() + shown.stderr.decode()


def test_of_a_large_file_only_the_beginning_is_looked_at(tmp_path):
    rows = "".join(f"{n};Maßnahme {n}\n" for n in range(25_000))
    (tmp_path / "viele.csv").write_text(f"Nr;Titel\n{rows}", encoding="utf-8")
    assert querbezug("inspect", "viele.csv", "--write-mapping", folder=tmp_path).returncode == 0
    told = json.loads(querbezug("inspect", "viele.csv", "--json", folder=tmp_path).stdout)
    assert (told["complete"], told["recordsRead"]) == (False, 10_000)
    assert "mindestens" in querbezug("inspect", "viele.csv", folder=tmp_path).stdout.decode()


def test_a_web_page_is_shown_line_by_line():
    told = json.loads(querbezug("inspect", SAMPLES / "pages" / "diskussion.html", "--json").stdout)
    assert told["format"] == "Webseite"
    assert {"number": 10, "role": "Comment", "text": "Das ist überfällig."} in told["lines"]
    assert [line["number"] for line in told["lines"]] == sorted(line["number"] for line in told["lines"])


@pytest.mark.parametrize("width", ["80", "120"])
def test_no_line_is_wider_than_the_terminal(width):
    for path in (EXAMPLES / "muenster" / "muenster_sachstand.csv", SEED, REGISTER):
        shown = querbezug("inspect", path, COLUMNS=width).stdout.decode()
        assert max(map(len, shown.splitlines())) <= int(width)
