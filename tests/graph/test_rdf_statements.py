"""Which statements of RDF come in: nothing of persons, no address nobody can write, stable names."""

from __future__ import annotations

from graph.rdf_making import (
    NODES,
    PERSONS,
    keys,
    read,
    statements,
)
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph

from querbezug.graph.readers.rdf.statements import PLAIN_ADDRESS
from querbezug.graph.records import Statement
from querbezug.ontology.iris import is_safe_iri


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
