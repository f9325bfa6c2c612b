"""The command line tells what it does, fails with one sentence, and leaves nothing half done."""

import csv
import io
import json

import networkx as nx
import pyoxigraph as ox
import pytest
from doors import EXAMPLES, REGISTER, SEED, installed, querbezug, triples

COMMANDS = [
    "",
    "demo",
    "load",
    "serve",
    "query",
    "dump",
    "backup",
    "validate",
    "inspect",
    "examples",
    "examples load",
    "analyse",
    "analyse cities",
]
COUNT = "SELECT (COUNT(?c) AS ?n) WHERE { ?c a quer:Comment }"


def complaint(ended, code=1):
    """Return the one sentence on stderr that a failure ends with."""
    message = ended.stderr.decode()
    assert ended.returncode == code, message
    assert ended.stdout == b""
    assert "Traceback" not in message
    assert message.startswith("querbezug: ")
    assert message.count("\n") == 1
    return message.strip()


@pytest.mark.parametrize("command", COMMANDS)
def test_help_explains_with_an_example(command):
    shown = querbezug(*command.split(), "--help")
    assert shown.returncode == 0
    assert shown.stderr == b""
    assert f"querbezug {command}".strip() in shown.stdout.decode().partition("Beispiel")[2]


@pytest.mark.parametrize(
    "call",
    [
        {"arguments": ["--help"]},
        {"arguments": ["load", "fehlt.txt"]},
        {"arguments": ["load"], "QUERBEZUG_LANG": "en"},
        {"arguments": ["inspect", "-", "--json"], "stdin": SEED.read_bytes(), "COLUMNS": "40"},
    ],
    ids=lambda call: " ".join(call["arguments"]),
)
def test_the_installed_command_does_what_the_other_tests_ask_of_it(tmp_path, call):
    """The other tests start it in a quicker way: same code, output and exit code, in a process of its own."""
    arguments = call.pop("arguments")
    by_hand = installed(*arguments, folder=tmp_path, **call)
    quick = querbezug(*arguments, folder=tmp_path, **call)
    assert (by_hand.returncode, by_hand.stdout, by_hand.stderr) == (
        quick.returncode,
        quick.stdout,
        quick.stderr,
    )


def test_help_comes_in_english_too():
    shown = querbezug("dump", "--help", QUERBEZUG_LANG="en")
    assert "querbezug dump" in shown.stdout.decode().partition("Example")[2]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["load"], "DATEI"),
        (["nix"], "nicht zu verstehen"),
        (["load", "--nix", "x"], "--nix"),
        (["query", "ASK {}", "--format", "xml"], "--format"),
        (["dump", "--format", "docx"], "--format"),
        (["serve", "--port", "0"], "--port"),
        (["serve", "--port", "achtzig"], "--port"),
        (["analyse", "cities", "--most", "0"], "--most"),
        (["load", "--as", "x", "a.txt", "b.txt"], "--as und --mapping gelten für genau eine Datei"),
        (["load", "-"], "hat keinen Namen"),
        (["load", "-", "a.txt", "--as", "x"], "--as und --mapping gelten für genau eine Datei"),
        (["inspect", "-", "--write-mapping"], "Geben Sie mit -o an"),
        (["inspect", "a.csv", "-o", "b.yaml"], "gilt nur mit --write-mapping"),
        (["examples", "load"], "Nennen Sie Regionen (bonn,"),
        (["examples", "load", "bonn", "--all"], "--all"),
    ],
)
def test_a_wrong_call_is_told_in_one_sentence_and_exits_2(tmp_path, arguments, said):
    message = complaint(querbezug(*arguments, folder=tmp_path), code=2)
    assert said in message
    assert "--help" in message
    assert list(tmp_path.iterdir()) == []


def test_sentences_come_in_english_too(tmp_path):
    german = complaint(querbezug("load", "fehlt.txt", folder=tmp_path))
    english = complaint(querbezug("load", "fehlt.txt", folder=tmp_path, QUERBEZUG_LANG="en"))
    assert "gibt es nicht" in german
    assert "There is no" in english or "does not exist" in english
    assert "is missing" in complaint(querbezug("load", folder=tmp_path, QUERBEZUG_LANG="en"), code=2)


BROKEN = {
    "leer.txt": b"",
    "luft.txt": b" \n\n\t\n",
    "programm.txt": b"\x7fELF" + bytes(range(256)) * 8,
    "bild.png": b"\x89PNG\r\n\x1a\n" + bytes(64),
    "seite.txt": b"Nur ein Satz ohne Aufbau\n",
    "stumm.txt": b"Querschnittsthema Digitalisierung\n- Aufbau gemeinsamer digitaler Systeme\n",
    "abgebrochen.json": REGISTER.read_bytes()[:5000],
    "liste.json": b"[]",
    "fremd.json": b'{"features": []}',
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_with_a_sentence_and_changes_nothing(tmp_path, name):
    (tmp_path / name).write_bytes(BROKEN[name])
    loaded = complaint(querbezug("load", SEED, name, folder=tmp_path))
    assert loaded.endswith((".", "!"))
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert complaint(querbezug("validate", name, folder=tmp_path)) == loaded


def test_several_errors_of_a_register_are_told_each_in_a_line(tmp_path):
    (tmp_path / "kaputt.json").write_text('{"format": "planungsregister", "version": "1", "kennung": "x"}')
    ended = querbezug("load", "kaputt.json", folder=tmp_path)
    assert ended.returncode == 1
    first, *others = ended.stderr.decode().splitlines()
    assert "„titel“" in first
    assert [line for line in others if "„stand“" in line]
    assert not (tmp_path / "querbezug.db").exists()


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A folder with a store of the seed page alone."""
    folder = tmp_path_factory.mktemp("small")
    assert querbezug("load", SEED, "--store", folder / "querbezug.db").returncode == 0
    return folder


def test_a_failed_load_leaves_the_store_as_it_was(small):
    before = querbezug("dump", folder=small).stdout
    (small / "bad.json").write_bytes(BROKEN["abgebrochen.json"])
    complaint(querbezug("load", REGISTER, "bad.json", folder=small))
    complaint(querbezug("load", EXAMPLES, folder=small))
    complaint(querbezug("load", "fehlt.txt", folder=small))
    assert querbezug("dump", folder=small).stdout == before


def test_loading_again_changes_nothing_and_says_so(small):
    before = querbezug("dump", folder=small).stdout
    again = querbezug("load", SEED, folder=small)
    assert again.returncode == 0
    assert "Nichts geändert" in again.stdout.decode()
    told = json.loads(querbezug("load", SEED, "--json", folder=small).stdout)
    assert (told["added"], told["removed"]) == (0, 0)
    assert told["sources"][0]["now"]["Comment"] == 16
    assert querbezug("dump", folder=small).stdout == before


@pytest.mark.parametrize("base", ["kein Ort", "javascript:x", "https://daten.stadt.example/"])
def test_a_base_that_makes_no_iris_is_refused(tmp_path, base):
    message = complaint(querbezug("load", SEED, "--base", base, folder=tmp_path))
    assert "keine Basis-IRI" in message
    assert list(tmp_path.iterdir()) == []


def test_a_page_without_comments_is_taken_when_asked_for(tmp_path):
    (tmp_path / "stumm.txt").write_bytes(BROKEN["stumm.txt"])
    assert querbezug("load", "stumm.txt", "--allow-no-comments", folder=tmp_path).returncode == 0
    assert querbezug("query", "ASK { ?g a quer:Goal }", folder=tmp_path).stdout.decode() == "ja\n"


def test_the_store_is_named_by_option_then_environment_then_folder(tmp_path, small):
    asked = ["query", COUNT, "--format", "csv"]
    assert querbezug(*asked, folder=small).stdout.split() == [b"n", b"16"]
    by_name = querbezug(*asked, folder=tmp_path, QUERBEZUG_STORE=str(small / "querbezug.db"))
    assert by_name.stdout.split() == [b"n", b"16"]
    option = querbezug(
        *asked, "--store", small / "querbezug.db", folder=tmp_path, QUERBEZUG_STORE=str(tmp_path / "nix")
    )
    assert option.stdout.split() == [b"n", b"16"]


def test_a_query_comes_as_text_file_or_standard_input(small):
    (small / "frage.rq").write_text(COUNT, encoding="utf-8")
    answers = [
        querbezug("query", COUNT, "--format", "json", folder=small),
        querbezug("query", "@frage.rq", "--format", "json", folder=small),
        querbezug("query", "-", "--format", "json", folder=small, stdin=COUNT.encode()),
    ]
    values = [json.loads(a.stdout)["results"]["bindings"][0]["n"]["value"] for a in answers]
    assert values == ["16", "16", "16"]


def test_rows_are_a_table_json_or_csv(small):
    query = "SELECT ?text WHERE { ?c quer:verbatimText ?text ; quer:sequence 16 }"
    wording = "Nicht wichtig, lieber Spielplätze und Fahrradwege"
    assert wording in querbezug("query", query, folder=small).stdout.decode()
    found = querbezug("query", query, "--format", "csv", folder=small).stdout.decode()
    assert list(csv.DictReader(io.StringIO(found))) == [{"text": wording}]
    graph = querbezug("query", "CONSTRUCT { ?c a quer:Comment } WHERE { ?c a quer:Comment }", folder=small)
    assert len(triples(graph.stdout, ox.RdfFormat.TURTLE)) == 16


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * WHERE {", "keine gültige SPARQL-Abfrage"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "keine gültige SPARQL-Abfrage"),
        ("ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE ist hier nicht erlaubt"),
        ("@fehlt.rq", "gibt es nicht"),
        ("", "keine gültige SPARQL-Abfrage"),
    ],
)
def test_a_wrong_query_is_told_in_one_sentence(small, query, said):
    assert said in complaint(querbezug("query", query, folder=small))


def test_a_query_that_takes_too_long_is_stopped(store):
    endless = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?i && ?c = ?d && ?f = ?g) }"
    assert "abgebrochen" in complaint(querbezug("query", endless, "--timeout", "2", "--store", store))


FORMS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "trig": ox.RdfFormat.TRIG,
}


def test_a_dump_takes_its_format_from_the_ending(small):
    said = []
    for extension, form in FORMS.items():
        written = querbezug("dump", "-o", f"graph.{extension}", folder=small)
        assert written.returncode == 0
        assert f"graph.{extension}" in written.stdout.decode()
        said.append(triples((small / f"graph.{extension}").read_bytes(), form))
    assert said[0] == said[1] == said[2] == said[3]
    by_option = querbezug("dump", "--format", "ntriples", "-o", "-", folder=small).stdout
    assert by_option == (small / "graph.nt").read_bytes()


def test_what_cannot_be_written_is_told_and_leaves_nothing(small):
    before = sorted(path.name for path in small.iterdir())
    for target in ("fehlt/graph.ttl", ".", "fehlt/netz.graphml"):
        command = ["analyse", "cities"] if target.endswith("graphml") else ["dump"]
        assert "lässt sich nicht schreiben" in complaint(querbezug(*command, "-o", target, folder=small))
    assert "graphml" in complaint(querbezug("analyse", "cities", "-o", "netz.docx", folder=small))
    assert sorted(path.name for path in small.iterdir()) == before


def test_cities_are_a_table_json_and_files_for_gephi(store, tmp_path):
    table = querbezug("analyse", "cities", "--store", store, "--most", "3", folder=tmp_path)
    assert "Saalfeld/Saale" in table.stdout.decode()
    told = json.loads(querbezug("analyse", "cities", "--json", "--store", store).stdout)
    names = {city["iri"]: city["label"] for city in told["cities"]}
    pairs = {frozenset((names[t["source"]], names[t["target"]])): t for t in told["ties"]}
    triangle = ["Saalfeld/Saale", "Rudolstadt", "Bad Blankenburg"]
    for a, b in ((0, 1), (1, 2), (0, 2)):
        assert pairs[frozenset((triangle[a], triangle[b]))]["reasons"]
    for ending, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        path = tmp_path / f"netz.{ending}"
        assert querbezug("analyse", "cities", "--store", store, "-o", path).returncode == 0
        graph = read(path)
        assert set(triangle) <= {data["label"] for _, data in graph.nodes(data=True)}
        assert graph.number_of_edges() == len(told["ties"])


def test_a_backup_is_a_store_of_its_own(small, tmp_path):
    copy = tmp_path / "sicherung"
    assert querbezug("backup", copy, folder=small).returncode == 0
    assert querbezug("dump", "--store", copy).stdout == querbezug("dump", folder=small).stdout
    assert "gibt es schon" in complaint(querbezug("backup", copy, folder=small))


def test_nothing_is_coloured_where_nobody_wants_it(small):
    coloured = querbezug("--help", folder=small, FORCE_COLOR="1").stdout
    plain = querbezug("--help", folder=small, FORCE_COLOR="1", NO_COLOR="1").stdout
    piped = querbezug("inspect", SEED, folder=small).stdout
    assert b"\x1b[1m" in coloured
    assert b"\x1b[3" not in plain
    assert b"\x1b[" not in piped
