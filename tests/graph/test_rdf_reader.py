"""RDF goes in as it stands: every syntax, nothing from the network, nothing of persons."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from graph.making import FILES, SEED_PAGE, dumped
from graph.rdf_making import (
    RDF,
    READER,
    SAME,
    XML,
    XML_HEAD,
    keys,
    read,
    refusal,
    source,
    statements,
)
from rdflib import Graph

from querbezug.graph.export import FORMATS
from querbezug.graph.readers.base import SourceFile
from querbezug.graph.readers.rdf.parsing import CONTEXT_ADDRESS
from querbezug.graph.records import Statement
from querbezug.graph.store import Snapshot


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


@pytest.mark.parametrize("form", ['"{}"', '["{}", {{"x": "http://e.org/x"}}]'])
def test_our_own_context_is_known(form: str) -> None:
    context = form.format(CONTEXT_ADDRESS)
    text = f'{{"@context": {context},\n"id": "http://e.org/a", "type": "quer:Goal"}}'
    assert statements(text) == {("http://e.org/a", f"{RDF}type", "https://w3id.org/querbezug/def#Goal")}


def test_abbreviations_of_namespaces_are_no_danger() -> None:
    text = XML.replace("<rdf:RDF", '<!DOCTYPE rdf:RDF [<!ENTITY e "http://e.org/">]>\n<rdf:RDF')
    assert statements(text.replace('"http://e.org/a"', '"&e;a"')) == {
        ("http://e.org/a", "http://e.org/p", "x")
    }


def test_a_base_in_the_document_makes_addresses_whole() -> None:
    assert statements("@base <http://e.org/> .\n<a> <p> <b> .") == {
        ("http://e.org/a", "http://e.org/p", "http://e.org/b")
    }
