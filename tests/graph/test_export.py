"""Dumps: valid everywhere, the same graph in each format, the same bytes for the same content."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import numpy as np
import pyoxigraph as ox
import pytest
from graph.making import FILES, dumped, load_files, rows, snapshot_of
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from querbezug.graph.analysis import Projection, city_network
from querbezug.graph.errors import QuerbezugError
from querbezug.graph.export import FORMATS, format_for_path, turtle
from querbezug.graph.export.dump import serialise
from querbezug.graph.export.files import replace_file
from querbezug.graph.export.network import network_data, write_network
from querbezug.graph.store import Snapshot

# rdflib's own parsers still use the class that rdflib deprecates.
pytestmark = pytest.mark.filterwarnings(
    r"ignore:(ConjunctiveGraph|Dataset\.\w+) is deprecated:DeprecationWarning"
)

TRIPLE_FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
}
RDFLIB = {"turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld", "trig": "trig"}


def by_oxigraph(body: bytes, format_name: str) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(body, format=TRIPLE_FORMATS[format_name])}


@pytest.mark.parametrize("name", TRIPLE_FORMATS)
def test_oxigraph_reads_the_dump_and_finds_all_of_the_data(examples: Snapshot, name: str) -> None:
    body = dumped(examples, name)
    assert by_oxigraph(body, name) == set(examples.triples())
    assert dumped(examples, name) == body


@pytest.mark.parametrize("name", [*TRIPLE_FORMATS, "trig"])
def test_rdflib_reads_the_dump_and_finds_the_same(examples: Snapshot, name: str) -> None:
    expected = Graph().parse(data=dumped(examples, "ntriples"), format="nt")
    found = Dataset(default_union=True).parse(data=dumped(examples, name), format=RDFLIB[name])
    told = Graph()
    for subject, predicate, value in found.triples((None, None, None)):
        told.add((subject, predicate, value))
    assert len(told) == len(expected)
    assert isomorphic(told, expected)


def test_trig_keeps_the_graphs_apart(examples: Snapshot) -> None:
    found: dict[ox.NamedNode, set[ox.Triple]] = {}
    for quad in ox.parse(dumped(examples, "trig"), format=ox.RdfFormat.TRIG):
        assert isinstance(quad.graph_name, ox.NamedNode)
        found.setdefault(quad.graph_name, set()).add(quad.triple)
    assert sorted(found, key=lambda graph: graph.value) == examples.data_graphs()
    for graph, triples in found.items():
        assert triples == {q.triple for q in examples.store.quads_for_pattern(None, None, None, graph)}


def test_the_ontology_is_no_part_of_the_data(examples: Snapshot) -> None:
    assert rows(examples, "SELECT ?l { quer:Goal rdfs:label ?l }")
    assert b"\nquer:Goal\n" not in dumped(examples, "turtle")


def test_a_block_names_its_types_then_its_labels(examples: Snapshot) -> None:
    text = dumped(examples, "turtle").decode()
    block = next(
        b for b in text.split("\n\n") if b.startswith("<https://w3id.org/querbezug/id/place/rudolstadt>\n")
    )
    lines = block.splitlines()[1:]
    assert lines[0] == "    a quer:Municipality ,"
    assert lines[2] == '    rdfs:label "Rudolstadt"@de ;'
    assert block.endswith(" .")
    rest = [line.split()[0] for line in lines[3:] if not line.startswith("        ")]
    assert len(rest) > 3


def test_subjects_come_in_order_and_once(examples: Snapshot) -> None:
    text = dumped(examples, "turtle").decode()
    subjects = [b.splitlines()[0] for b in text.split("\n\n")[1:]]
    assert subjects == sorted(set(subjects))


def test_the_dump_of_a_copy_in_another_folder_is_the_same_bytes(examples: Snapshot, store: Path) -> None:
    load_files(store, *reversed(FILES))
    for name in FORMATS:
        assert dumped(snapshot_of(store), name) == dumped(examples, name)


characters = st.characters(exclude_categories=["Cs"])
HOSTILE = [
    '"', "'", '"""', "\\", "\\u0041", "a\nb\r\t\b\f", "\u2028\u2029\x85", "\x00\x01\x7f", "😀\U0010ffff",
    "^^<x>", '"^^<http://www.w3.org/2001/XMLSchema#integer>', "@de", "\ufeff", "\uffff", "",
]  # fmt: skip
datatypes = st.sampled_from(["integer", "decimal", "boolean", "double", "date", "string"])
literals = st.one_of(
    st.builds(ox.Literal, st.text(characters)),
    st.builds(ox.Literal, st.sampled_from(HOSTILE)),
    st.builds(
        lambda t, tag: ox.Literal(t, language=tag), st.text(characters), st.sampled_from(["de", "en-gb"])
    ),
    st.builds(
        lambda t, d: ox.Literal(t, datatype=ox.NamedNode(f"http://www.w3.org/2001/XMLSchema#{d}")),
        st.one_of(
            st.text("+-0123456789.eE ", max_size=6), st.sampled_from(["true", "1.", ".5", "-0", *HOSTILE])
        ),
        datatypes,
    ),
)
names = st.sampled_from(
    [
        *(f"https://w3id.org/querbezug/def#{local}" for local in ("Goal", "", "a.b", "-a", "a%20b", "a_")),
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
        "http://www.w3.org/2004/02/skos/core#prefLabel",
        "https://example.org/ä?b=c&d#e",
        "urn:a:b'c",
    ]
)
nodes = names.map(ox.NamedNode)
triples = st.sets(st.builds(ox.Triple, nodes, nodes, st.one_of(nodes, literals)), max_size=8)


@settings(deadline=None)
@given(triples)
def test_any_wording_and_any_iri_survives_turtle_and_ntriples(told: set[ox.Triple]) -> None:
    for name in ("turtle", "ntriples"):
        body = b"".join(serialise(told, name))
        assert by_oxigraph(body, name) == told


@settings(deadline=None, max_examples=40)
@given(triples)
def test_equal_graphs_are_equal_bytes(told: set[ox.Triple]) -> None:
    several = [*told, *told]
    for name in TRIPLE_FORMATS:
        assert b"".join(serialise(several[::-1], name)) == b"".join(serialise(told, name))


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", TRIPLE_FORMATS)
def test_hostile_wording_survives_in_both_libraries(text: str, name: str) -> None:
    told = ox.Triple(ox.NamedNode("urn:a:b"), ox.NamedNode("urn:a:p"), ox.Literal(text, language="de"))
    body = b"".join(serialise([told], name))
    assert by_oxigraph(body, name) == {told}
    (found,) = Graph().parse(data=body, format=RDFLIB[name]).objects()
    assert str(found) == text


def test_prefixes_of_the_caller_are_used() -> None:
    told = ox.Triple(ox.NamedNode("https://a.de/x"), ox.NamedNode("https://a.de/y"), ox.Literal("z"))
    text = "".join(turtle([told], {"stadt": "https://a.de/"}))
    assert 'stadt:x\n    stadt:y "z" .' in text


def test_the_format_is_told_by_the_ending_or_refused(examples: Snapshot) -> None:
    endings = {name: format_for_path(Path(f"a.{f.extension}")) for name, f in FORMATS.items()}
    assert {name: f and f.name for name, f in endings.items()} == {name: name for name in FORMATS}
    assert format_for_path(Path("a.docx")) is None
    with pytest.raises(QuerbezugError, match="docx"):
        dumped(examples, "docx")


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_bytes(b"old")

    def half(file: object) -> None:
        file.write(b"half")  # type: ignore[attr-defined]
        raise OSError(28, "No space left on device")

    with pytest.raises(QuerbezugError, match=r"graph\.ttl"):
        replace_file(path, half)
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["graph.ttl"]
    replace_file(path, lambda file: file.write(b"new"))
    assert path.read_bytes() == b"new"
    with pytest.raises(QuerbezugError):
        replace_file(tmp_path / "missing" / "graph.ttl", lambda file: file.write(b"new"))


@pytest.mark.parametrize("ending", ["graphml", "gexf"])
def test_the_network_opens_in_other_programs(projection: Projection, tmp_path: Path, ending: str) -> None:
    network = city_network(projection)
    path = tmp_path / f"cities.{ending}"
    write_network(network, path)
    read = (nx.read_graphml if ending == "graphml" else nx.read_gexf)(path)
    assert {frozenset(edge) for edge in read.edges} == {frozenset(edge) for edge in network.edges}
    for iri, data in network.nodes(data=True):
        assert read.nodes[iri]["label"] == data["label"]
        assert read.nodes[iri]["group_label"]
    for left, right, data in network.edges(data=True):
        assert read.edges[left, right]["weight"] == pytest.approx(data["weight"])
        assert data["reasons"][0].label in read.edges[left, right]["reasons"]


def test_gephi_finds_colours_sizes_and_the_map(projection: Projection, tmp_path: Path) -> None:
    network = city_network(projection)
    path = tmp_path / "cities.gexf"
    write_network(network, path)
    looks = {iri: data["viz"] for iri, data in nx.read_gexf(path).nodes(data=True)}
    for iri, data in network.nodes(data=True):
        for other, of_other in network.nodes(data=True):
            if data["group"] == of_other["group"]:
                assert looks[iri]["color"] == looks[other]["color"]
            if data["latitude"] < of_other["latitude"]:
                assert looks[iri]["position"]["y"] < looks[other]["position"]["y"]


def test_any_network_of_an_answer_can_be_written(tmp_path: Path) -> None:
    network: nx.Graph[str] = nx.Graph()
    network.add_node(
        "a", label="Ziel\x0b „Wärme“", kind="goal", themes=("Klima", "Energie"), share=np.float64(0.5)
    )
    network.add_node("b", label="Bau", kind="measure", share=None)
    network.add_edge("b", "a", weight=np.int64(2), reasons=["geteilt", "genannt"])
    for ending, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        path = tmp_path / f"answer.{ending}"
        write_network(network, path)
        again = read(path)
        assert (again.nodes["a"]["label"], again.nodes["a"]["themes"]) == ("Ziel „Wärme“", "Klima; Energie")
        assert again.nodes["a"]["share"] == 0.5
        assert again.edges["a", "b"]["reasons"] == "geteilt; genannt"


def test_another_network_format_is_refused(projection: Projection, tmp_path: Path) -> None:
    with pytest.raises(QuerbezugError, match="xlsx"):
        write_network(city_network(projection), tmp_path / "cities.xlsx")
    assert not list(tmp_path.iterdir())


def test_the_network_as_plain_data_is_json_with_the_heaviest_tie_first(projection: Projection) -> None:
    network = city_network(projection)
    data = json.loads(json.dumps(network_data(network)))
    assert len(data["cities"]) == network.number_of_nodes()
    weights = [tie["weight"] for tie in data["ties"]]
    assert len(weights) == network.number_of_edges()
    assert weights == sorted(weights, reverse=True)
    assert {city for group in data["groups"] for city in group["members"]} == set(network)
