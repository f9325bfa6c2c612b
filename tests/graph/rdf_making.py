"""One statement in every syntax of RDF, and what the reader makes of a text."""

from __future__ import annotations

import pytest

from querbezug.graph.errors import SourceError
from querbezug.graph.readers.base import ReadOptions, ReadResult, SourceFile, collect
from querbezug.graph.readers.rdf import RdfReader
from querbezug.graph.records import Statement

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


NODES = [
    "<http://e.org/a> <http://e.org/p> _:{0} .",
    '_:{0} <http://e.org/q> "1" .',
    "<http://e.org/a> <http://e.org/p> _:{1} .",
    '_:{1} <http://e.org/q> "2" .',
    "_:{1} <http://e.org/r> _:{2} .",
    "_:{2} <http://e.org/r> _:{3} .",
    '_:{3} <http://e.org/q> "2" .',
]
