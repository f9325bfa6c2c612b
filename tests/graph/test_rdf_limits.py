"""What RDF must not do: reach the network, grow, nest or break the reader; errors with their line."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest
from graph.rdf_making import (
    JSON_LD,
    NODES,
    PERSONS,
    READER,
    SAME,
    XML,
    XML_HEAD,
    read,
    refusal,
    source,
)
from hypothesis import example, given, settings
from hypothesis import strategies as st

from querbezug.graph.errors import QuerbezugError, SourceError
from querbezug.graph.readers.base import ReadOptions, SourceFile, collect
from querbezug.graph.readers.rdf.parsing import CONTEXT_ADDRESS
from querbezug.graph.records import Statement
from querbezug.ontology.strings import LANGUAGES


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


def test_a_large_file_streams(tmp_path: Path) -> None:
    count = 60_000  # more than twice what is allowed, if all statements were kept
    path = tmp_path / "gross.nt"
    with path.open("w", encoding="utf-8") as file:
        for n in range(count):
            value = f'"Wert {n}"@de' if n % 10 == 0 else f"<http://e.org/wert/{n}>"
            file.write(f"<http://e.org/{n}> <http://e.org/p> {value} .\n")
    tracemalloc.start()
    try:
        stream = READER.read(SourceFile.from_path(path), ReadOptions(source_key="gross"))
        found = sum(isinstance(item, Statement) for item in stream.items)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found == count
    assert peak < 8_000_000


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
