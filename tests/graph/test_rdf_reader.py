"""RDF goes in as it stands: every syntax, nothing from the network, nothing of persons."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pyoxigraph as ox
import pytest
from graph.making import FILES, SEED_PAGE, dumped
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rdflib import Graph

from querbezug.graph.errors import QuerbezugError, SourceError
from querbezug.graph.export import FORMATS
from querbezug.graph.readers.base import ReadOptions, ReadResult, SourceFile, collect
from querbezug.graph.readers.rdf import RdfReader
from querbezug.graph.readers.rdf.parsing import CONTEXT_ADDRESS
from querbezug.graph.readers.rdf.statements import PLAIN_ADDRESS
from querbezug.graph.records import Statement
from querbezug.graph.store import Snapshot
from querbezug.ontology.iris import is_safe_iri
from querbezug.ontology.strings import LANGUAGES

READER = RdfReader()
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
A = "http://e.org/a"
XML_HEAD = f'<rdf:RDF xmlns:rdf="{RDF}" xmlns:e="http://e.org/">'
XML = f'<?xml version="1.0"?>\n{XML_HEAD}\n<rdf:Description rdf:about="http://e.org/a">\n<e:p>x</e:p>\n</rdf:Description></rdf:RDF>'
JSON_LD = '{"@context": {"p": "http://e.org/p"}, "@graph": [\n{"@id": "http://e.org/a", "p": "x"}]}'
SAME = {
    "turtle": '@prefix e: <http://e.org/> .\n\ne:a e:p "x" .\n',
    "sparql-style": 'PREFIX e: <http://e.org/>\ne:a e:p "x" .\n',
    "turtle without prefix": '<http://e.org/a>\n  <http://e.org/p> "x" .\n',
    "ntriples": '# Kommentar\n\n<http://e.org/a> <http://e.org/p> "x" .\n',
    "nquads": '<http://e.org/a> <http://e.org/p> "x" <http://e.org/g> .\n',
    "trig": 'PREFIX e: <http://e.org/>\ne:g { e:a e:p "x" }\n',
    "trig without prefix": '<http://e.org/g> { <http://e.org/a> <http://e.org/p> "x" }',
    "jsonld": JSON_LD,
    "jsonld list": '[{"@id": "http://e.org/a", "http://e.org/p": [{"@value": "x"}]}]',
    "rdfxml": XML,
    "rdfxml one thing": f'<e:T xmlns:e="http://e.org/" xmlns:rdf="{RDF}"\n rdf:about="{A}" e:p="x"/>',
}


def source(text: str | bytes, name: str = "daten.rdf") -> SourceFile:
    return SourceFile(name, text.encode() if isinstance(text, str) else text)


def read(text: str | bytes, key: str = "quelle") -> ReadResult:
    return collect(READER.read(source(text), ReadOptions(source_key=key)))


def statements(text: str | bytes, key: str = "quelle") -> set[tuple[str, str, str]]:
    found = (each for each in read(text, key).records if isinstance(each, Statement))
    return {(each.subject, each.predicate, each.value) for each in found}


def refusal(text: str | bytes) -> SourceError:
    with pytest.raises(SourceError) as caught:
        read(text)
    assert "daten.rdf" in caught.value.text("de")
    assert "daten.rdf" in caught.value.text("en")
    return caught.value


def keys(result: ReadResult) -> list[str]:
    return [notice.message.key for notice in result.notices]


@pytest.mark.parametrize("syntax", SAME)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_each_syntax_is_recognised_and_says_the_same(syntax: str, mark: str) -> None:
    text = mark + SAME[syntax]
    assert READER.recognises(source(text))
    assert ("http://e.org/a", "http://e.org/p", "x") in statements(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Überschrift\n\nEin Absatz in Markdown mit <https://e.org/> darin.\n",
        "Prefixe sind schön: <a>\n",
        "[ ] eine Aufgabe\n[x] noch eine\n",
        "- Handlungsfeld\n- Thema\nQuerschnittsthema Digitalisierung\n- Ein Ziel\nJa, gerne!\n",
        "id;title;body\n1;Rad;Mehr Wege\n",
        '"id","title"\n"1","<http://e.org>"\n',
        "<!DOCTYPE html><html><body>Ja</body></html>",
        '<html prefix="rdf: http://www.w3.org/1999/02/22-rdf-syntax-ns#"><body/></html>',
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>x</title></feed>',
        f'<svg xmlns="http://www.w3.org/2000/svg"><metadata>{XML_HEAD}</rdf:RDF></metadata></svg>',
        '{"type": "FeatureCollection", "@context": {}, "features": []}',
        '{"type": "FeatureCollection", "features": [{"@id": "x"}]}',
        '{"id": "https://oparl.org/1", "type": "https://schema.oparl.org/1.1/Paper"}',
        '[{"id": 1, "title": {"de": "\\"@id\\": x"}}]',
        "[1, 2]",
        "{kein JSON",
        "<https://e.org/> ist eine gute Seite.",
        "<Anna> meint: ja\n",
    ],
)
def test_nothing_else_is_taken_for_rdf(text: str) -> None:
    assert not READER.recognises(source(text))
    assert refusal(text).message.key == "rdf.no-rdf"


@pytest.mark.parametrize("path", [*FILES, SEED_PAGE], ids=lambda path: f"{path.parent.name}-{path.suffix}")
def test_registers_and_pages_are_no_rdf(path: Path) -> None:
    assert not READER.recognises(SourceFile.from_path(path))


@pytest.mark.parametrize("name", FORMATS)
def test_our_own_dumps_load_again_without_loss(examples: Snapshot, name: str) -> None:
    result = read(dumped(examples, name))
    told = {_triple(each) for each in result.records if isinstance(each, Statement)}
    assert told == set(examples.triples())
    assert keys(result) == (["rdf.graphs"] if name == "trig" else [])


def test_rdflibs_rdf_xml_of_a_dump_says_the_same(examples: Snapshot) -> None:
    graph = Graph().parse(data=dumped(examples, "ntriples"), format="nt")
    result = read(graph.serialize(format="xml").encode())
    assert {_triple(each) for each in result.records if isinstance(each, Statement)} == set(
        examples.triples()
    )


def _triple(each: Statement) -> ox.Triple:
    value: ox.NamedNode | ox.Literal
    if each.is_iri:
        value = ox.NamedNode(each.value)
    elif each.datatype:
        value = ox.Literal(each.value, datatype=ox.NamedNode(each.datatype))
    else:
        value = ox.Literal(each.value, language=each.language)
    return ox.Triple(ox.NamedNode(each.subject), ox.NamedNode(each.predicate), value)


def test_a_statement_knows_its_line_and_its_datatype() -> None:
    subject, predicate = "http://e.org/a", "http://e.org/p"
    decimal = "http://www.w3.org/2001/XMLSchema#decimal"
    start = f"<{subject}> <{predicate}>"
    text = f'{start} "x"@de .\n# nichts\n\n{start} "1.50"^^<{decimal}> .\n'
    assert list(read(text).records) == [
        Statement(subject, predicate, "x", language="de", line=1),
        Statement(subject, predicate, "1.50", datatype=decimal, line=4),
    ]


def test_named_graphs_become_one_with_one_notice() -> None:
    text = "".join(f'<http://e.org/a> <http://e.org/p> "{n}" <http://e.org/g{n % 3}> .\n' for n in range(9))
    result = read(text)
    assert len(result.records) == 9
    assert [(n.message.key, n.message.values["count"]) for n in result.notices] == [("rdf.graphs", 3)]


@pytest.mark.parametrize(
    "context",
    [
        '"http://127.0.0.1:9/c.jsonld"',
        '["https://schema.org/", {}]',
        '{"@import": "http://127.0.0.1:9/c.jsonld"}',
        '{"p": {"@id": "http://e.org/p", "@context": "http://127.0.0.1:9/c.jsonld"}}',
        '"file:///etc/hostname"',
    ],
)
def test_a_context_on_the_network_is_refused(context: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.socket", None)
    error = refusal(f'{{"@context": {context}, "@id": "http://e.org/a", "p": {{"http://e.org/q": 1}}}}')
    assert error.message.key == "rdf.remote-context"
    assert "expanded" in error.text("de")


@pytest.mark.parametrize("form", ['"{}"', '["{}", {{"x": "http://e.org/x"}}]'])
def test_our_own_context_is_known(form: str) -> None:
    context = form.format(CONTEXT_ADDRESS)
    text = f'{{"@context": {context},\n"id": "http://e.org/a", "type": "quer:Goal"}}'
    assert statements(text) == {("http://e.org/a", f"{RDF}type", "https://w3id.org/querbezug/def#Goal")}


BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))


@pytest.mark.parametrize(
    "doctype",
    [
        f'[<!ENTITY e0 "aaaaaaaaaa">{BOMB}]',
        '[<!ENTITY x SYSTEM "file:///etc/passwd">]',
        '[<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]',
        '[<!ENTITY x PUBLIC "p" "http://127.0.0.1:9/x">]',
        '[<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]',
        '[<!ENTITY % x "y"> ]',
        'SYSTEM "http://127.0.0.1:9/x.dtd"',
        'PUBLIC "p" "http://127.0.0.1:9/x.dtd"',
    ],
)
def test_entities_that_fetch_or_multiply_are_refused(doctype: str) -> None:
    body = '<rdf:Description rdf:about="http://e.org/a"><e:p>&x;&e8;</e:p></rdf:Description></rdf:RDF>'
    error = refusal(f'<?xml version="1.0"?>\n<!DOCTYPE rdf:RDF {doctype}>\n{XML_HEAD}{body}')
    assert (error.message.key, error.message.values["line"]) == ("rdf.entities", 2)


def test_many_long_entities_are_refused() -> None:
    entity = f'<!DOCTYPE rdf:RDF [<!ENTITY x "{"a" * 1000}">]>'
    body = (
        f'<rdf:Description rdf:about="http://e.org/a"><e:p>{"&x;" * 30_000}</e:p></rdf:Description></rdf:RDF>'
    )
    assert refusal(f"{entity}{XML_HEAD}{body}").message.key == "rdf.entities"


def test_abbreviations_of_namespaces_are_no_danger() -> None:
    text = XML.replace("<rdf:RDF", '<!DOCTYPE rdf:RDF [<!ENTITY e "http://e.org/">]>\n<rdf:RDF')
    assert statements(text.replace('"http://e.org/a"', '"&e;a"')) == {
        ("http://e.org/a", "http://e.org/p", "x")
    }


@pytest.mark.parametrize(
    "text",
    [
        "<http://e.org/a> <http://e.org/p> " + "<<( <http://e.org/a> <http://e.org/p> " * 30_000,
        "<http://e.org/a> <http://e.org/p>\n" + "<<( <http://e.org/a> <http://e.org/p> # )>>\n" * 30_000,
        '{"@id": "http://e.org/a", "http://e.org/p": ' + '[{"@list": ' * 30_000 + "1" + "}]" * 30_000 + "}",
        XML_HEAD + "<e:A><e:p>" * 50_000,
    ],
)
def test_what_nests_without_end_is_refused_and_ends_nothing(text: str) -> None:
    assert refusal(text).message.key == "rdf.too-deep"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("@prefix e: <http://e.org/> .\ne:a e:p <b> .", 2),
        ("@prefix e: <http://e.org/> .\n\n<#a> e:p 1 .", 3),
        ("@prefix e: <http://e.org/> .\ne:a e:p <//b.org/c> .", 2),
        ("<a> <http://e.org/p> <http://e.org/b> .\n<c> <http://e.org/p> <http://e.org/b> .", 1),
        (XML.replace("http://e.org/a", "a"), 4),
        (JSON_LD.replace("http://e.org/a", "a"), 2),
    ],
)
def test_relative_addresses_are_refused_with_the_line(text: str, line: int) -> None:
    error = refusal(text)
    assert error.message.values["line"] == line
    assert error.message.key == "rdf.relative"


def test_a_base_in_the_document_makes_addresses_whole() -> None:
    assert statements("@base <http://e.org/> .\n<a> <p> <b> .") == {
        ("http://e.org/a", "http://e.org/p", "http://e.org/b")
    }


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('@prefix e: <http://e.org/> .\ne:a e:p "x" .\ne:a e:p .\n', 3, 9),
        ('<http://e.org/a> <http://e.org/p> "x" .\n<http://e.org/a> <http://e.org/p> .\n', 2, 35),
        ('{"@id": "http://e.org/a",\n"http://e.org/p": x}', 2, 19),
        (XML.replace("</e:p>", "</e:q>"), 4, 9),
        (XML[:-5], 5, 19),
    ],
)
def test_a_syntax_error_has_line_and_column(text: str, line: int, column: int) -> None:
    error = refusal(text)
    assert (error.message.key, error.message.values["line"]) == ("rdf.syntax", line)
    assert error.message.values["column"] == column


def test_an_error_at_the_end_lets_nothing_through() -> None:
    good = '<http://e.org/a> <http://e.org/p> "x" .\n' * 1000
    with pytest.raises(SourceError):
        READER.read(source(f"{good}<http://e.org/a> .\n"), ReadOptions(source_key="quelle"))


@pytest.mark.parametrize("codec", ["utf-16", "latin-1"])
@pytest.mark.parametrize("syntax", ["turtle", "ntriples", "jsonld", "rdfxml"])
def test_other_encodings_are_refused(syntax: str, codec: str) -> None:
    text = SAME[syntax].replace('"x"', '"ü"').replace(">x<", ">ü<")
    assert refusal(text.encode(codec)).message.key in {"rdf.not-utf8", "rdf.syntax"}
    declared = XML.replace('"1.0"', '"1.0" encoding="ISO-8859-1"')
    assert refusal(declared).message.key == "rdf.not-utf8"


def test_documents_without_any_statement_are_refused() -> None:
    assert refusal("@prefix e: <http://e.org/> .\n").message.key == "rdf.empty"
    assert refusal('{"@id": "http://e.org/a", "p": "x"}').message.key == "rdf.empty"


def test_keys_without_a_meaning_are_told_once_each() -> None:
    thing = '{"@id": "http://e.org/a", "p": {"@value": "x"}, "q": "y", "list": [{"q": 1}], "e:r": 1}'
    told = read(f'{{"@context": {{"p": {{"@id": "http://e.org/p"}}}}, "@graph": [{thing}]}}')
    assert [
        (n.message.values["key"], n.message.values["count"]) for n in told.notices if n.field in {"q", "list"}
    ] == [
        ("list", 1),
        ("q", 2),
    ]
    vocab = f'{{"@context": {{"@vocab": "http://e.org/"}}, "@graph": [{thing}]}}'
    assert "rdf.unexplained-key" not in keys(read(vocab))


def test_addresses_nobody_can_write_are_left_out_with_their_line() -> None:
    good = "<http://e.org/a> <http://e.org/p> <http://e.org/b> .\n"
    bad = "<http://e.org/a> <http://e.org/p> <javascript:alert(1)> .\n"
    result = read(f"{good}{bad}{bad.replace('javascript:alert(1)', 'file:///etc/passwd')}")
    assert len(result.records) == 1
    assert [(n.message.key, n.line, n.left_out) for n in result.notices] == [
        ("rdf.unsafe-address", 2, True),
        ("rdf.unsafe-address", 3, True),
    ]
    typed = '<http://e.org/a> <http://e.org/p> "x"^^<x:y> .\n'
    assert keys(read(good + typed)) == ["rdf.unsafe-address"]


def test_what_is_too_long_is_left_out_but_a_geometry_may_be_long() -> None:
    text = "@prefix e: <http://e.org/> .\n@prefix geo: <http://www.opengis.net/ont/geosparql#> .\n"
    text += f'e:a e:p "{"x" * 20_001}" ; e:p "{"y" * 20_000}" .\n'
    text += f'e:a geo:asWKT "POINT ({" 1" * 15_000})"^^geo:wktLiteral .\n'
    result = read(text)
    assert len(result.records) == 2
    assert [(n.message.key, n.left_out) for n in result.notices] == [("rdf.too-long", True)]


def test_quoted_triples_are_left_out_with_a_notice() -> None:
    text = "@prefix e: <http://e.org/> .\ne:a e:p <<( e:a e:b e:c )>> .\ne:a e:p e:b .\n"
    result = read(text)
    assert len(result.records) == 1
    assert [(n.message.key, n.line, n.left_out) for n in result.notices] == [("rdf.quoted-triple", 2, True)]


PERSONS = """
@prefix e: <http://e.org/> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix schema: <https://schema.org/> . @prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix sioc: <http://rdfs.org/sioc/ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
e:c1 dct:creator e:erika, "Erika Mustermann", [ rdfs:label "Erika Mustermann" ; a schema:Person ] ;
  sioc:has_creator e:nutzer7 ; dct:description "Rückfragen an erika@mustermann.de oder 03671 598123."@de ;
  schema:email "erika@mustermann.de" ; schema:telephone "+49 3671 598123" ; vcard:fn "Erika Mustermann" ;
  e:contact <mailto:erika@mustermann.de>, <tel:+493671598123> ; dct:publisher e:stadt .
e:erika rdfs:label "Erika Mustermann" ; e:knows e:c1 .
e:erika a foaf:Person ; foaf:name "Erika Mustermann" .
e:stadt rdfs:label "Stadt Musterhausen"@de .
"""


def test_nothing_of_persons_comes_in_and_each_predicate_is_told_once() -> None:
    result = read(PERSONS)
    assert not any(word in repr(result) for word in ("Erika", "erika", "mustermann", "598123", "nutzer7"))
    kept = {each.predicate.rpartition("/")[2] for each in result.records if isinstance(each, Statement)}
    assert kept == {"description", "publisher", "rdf-schema#label"}
    told = {
        n.message.values["predicate"]: n.message.values["count"]
        for n in result.notices
        if n.message.key == "rdf.personal"
    }
    assert told["http://purl.org/dc/terms/creator"] == 3
    assert told["http://e.org/contact"] == 2
    assert len(told) == sum(key == "rdf.personal" for key in keys(result))
    assert {n.message.key for n in result.notices if n.personal} == {
        "reading.masked-notice-email",
        "reading.masked-notice-phone",
    }


def test_codes_and_numbers_are_no_telephone_numbers() -> None:
    text = (
        '<http://e.org/a> <https://w3id.org/querbezug/def#municipalityKey> "01001000" .\n'
        '<http://e.org/a> <http://e.org/n> "03671598123"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
        '<http://e.org/a> <http://e.org/n> "Ruf 03671 598123"^^<http://www.w3.org/2001/XMLSchema#token> .\n'
    )
    assert {value for _, _, value in statements(text)} == {
        "01001000",
        "03671598123",
        "Ruf [Telefonnummer entfernt]",
    }


def test_invisible_characters_are_taken_out_with_a_notice() -> None:
    result = read('<http://e.org/a> <http://e.org/p> "a\\u0000b\\u0007" .\n')
    assert [each.value for each in result.records if isinstance(each, Statement)] == ["ab"]
    assert [(n.message.key, n.line) for n in result.notices] == [("reading.control-character", 1)]


def test_a_lost_writing_direction_is_told() -> None:
    result = read('@prefix e: <http://e.org/> .\ne:a e:p "x"@ar--rtl .')
    assert [each.language for each in result.records if isinstance(each, Statement)] == ["ar"]
    assert keys(result) == ["rdf.direction"]


@given(st.from_regex(PLAIN_ADDRESS, fullmatch=True))
def test_a_plain_address_is_a_safe_one(address: str) -> None:
    assert is_safe_iri(address)


NODES = [
    "<http://e.org/a> <http://e.org/p> _:{0} .",
    '_:{0} <http://e.org/q> "1" .',
    "<http://e.org/a> <http://e.org/p> _:{1} .",
    '_:{1} <http://e.org/q> "2" .',
    "_:{1} <http://e.org/r> _:{2} .",
    "_:{2} <http://e.org/r> _:{3} .",
    '_:{3} <http://e.org/q> "2" .',
]


@given(st.permutations(NODES), st.permutations(["x", "y", "b0", "Nabc"]))
def test_names_of_blank_nodes_depend_on_neither_order_nor_labels(lines: list[str], labels: list[str]) -> None:
    expected = statements("\n".join(NODES).format("a", "b", "c", "d"))
    assert statements("\n".join(lines).format(*labels)) == expected
    assert len({name for triple in expected for name in triple if name.startswith("_:")}) == 4
    assert statements("\n".join(lines).format(*labels), key="andere").isdisjoint(expected)


def test_blank_nodes_have_the_same_names_in_every_syntax_and_each_time() -> None:
    turtle = '@prefix e: <http://e.org/> .\ne:a e:p [ e:q "1" ], [ e:q "2" ; e:r [ e:r [ e:q "2" ] ] ] .'
    expected = statements("\n".join(NODES).format("a", "b", "c", "d"))
    assert statements(turtle) == expected
    assert statements(turtle) == expected
    graph = Graph().parse(data=turtle, format="turtle")
    assert statements(graph.serialize(format="xml")) == expected
    assert statements(graph.serialize(format="json-ld")) == expected


def test_nodes_that_say_the_same_stay_apart() -> None:
    text = '@prefix e: <http://e.org/> .\ne:a e:p [ e:q "1" ], [ e:q "1" ], ( 1 1 1 ) .'
    names = {name for triple in statements(text) for name in triple if name.startswith("_:")}
    assert len(names) == 5


def test_a_large_file_streams(tmp_path: Path) -> None:
    path = tmp_path / "gross.nt"
    with path.open("w", encoding="utf-8") as file:
        for n in range(200_000):
            value = f'"Wert {n}"@de' if n % 10 == 0 else f"<http://e.org/wert/{n}>"
            file.write(f"<http://e.org/{n}> <http://e.org/p> {value} .\n")
    tracemalloc.start()
    try:
        stream = READER.read(SourceFile.from_path(path), ReadOptions(source_key="gross"))
        count = sum(isinstance(item, Statement) for item in stream.items)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 200_000
    assert peak < 30_000_000


def test_a_file_that_changes_while_it_is_read_is_an_error_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "daten.nt"
    path.write_text('_:a <http://e.org/p> "x" .\n', encoding="utf-8")
    stream = READER.read(SourceFile.from_path(path), ReadOptions(source_key="x"))
    path.write_text("_:a <http://e.org/p> _:b .\n_:b <http://e.org/p> _:c .\n", encoding="utf-8")
    with pytest.raises(SourceError):
        collect(stream)


DOCUMENTS = [
    *(text.encode() for text in SAME.values()),
    PERSONS.encode(),
    "\n".join(NODES).format(*"abcd").encode(),
]
SNIPPETS = [
    b"<<(", b")>>", b"{|", b"_:", b"[", b"(", b"@", b'"', b'"""', b"<", b">", b"\\u0000", b"\xff", b"\x00",
    b"&x;", b"<!DOCTYPE x [", b"]]>", b"@context", b"\r", b"\xef\xbb\xbf",
    b"@base <x> .", b"a", b"^^", b"--ltr",
]  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    data = bytearray(draw(st.sampled_from(DOCUMENTS)))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 12)))
        data[start:end] = draw(st.one_of(st.sampled_from(SNIPPETS), st.binary(max_size=6)))
    return bytes(data)


@settings(max_examples=400, deadline=None)
@given(st.one_of(mutated(), st.binary(max_size=80)))
@example(json.dumps({"@context": CONTEXT_ADDRESS, "@graph": []}).encode())
def test_no_input_raises_anything_but_our_own_errors(data: bytes) -> None:
    READER.recognises(source(data))
    assert sentences(data) is not None


def sentences(data: bytes) -> list[str]:
    """Return what the user is told; any exception but ours fails the test."""
    try:
        result = read(data)
    except QuerbezugError as error:
        return [error.text("de"), error.text("en")]
    assert all(isinstance(each, Statement) for each in result.records)
    return [notice.message.text(lang) for notice in result.notices for lang in LANGUAGES]
