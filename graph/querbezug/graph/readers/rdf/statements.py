"""From a quad to a statement that may stand in the graph, or to the reason why it may not."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import pyoxigraph as ox

from querbezug.graph.readers import privacy
from querbezug.graph.readers.base import Notice
from querbezug.graph.readers.rdf.blank_nodes import BlankNodes
from querbezug.graph.readers.wording import LONGEST_TEXT
from querbezug.graph.records import Statement
from querbezug.ontology.iris import is_safe_iri
from querbezug.ontology.strings import message

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LONGEST_GEOMETRY = 2_000_000

_XSD = "http://www.w3.org/2001/XMLSchema#"
_STRING = f"{_XSD}string"
_GEO = "http://www.opengis.net/ont/geosparql#"
_GEOMETRIES = frozenset(f"{_GEO}{name}Literal" for name in ("wkt", "geoJSON", "gml", "kml"))
# Numbers and dates are no wording, unless what stands there is neither.
_VALUE = re.compile(r"[\dTZ:.+\-eE\s]{0,64}|true|false|[+-]?INF|NaN|P[\dYMDTHS.]{1,40}")
_CODE = re.compile(r"[\w./:-]{1,100}")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_LONGEST_SHOWN = 120
_CACHED = 16_384

# Nearly all addresses are as plain as this, and asking in full takes most of the time of a load.
PLAIN_ADDRESS = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?:/[\w./~-]*)?(?:#[\w./~-]*)?", re.ASCII)
_is_safe_unusual = lru_cache(_CACHED)(is_safe_iri)


@cache
def _rules() -> dict[str, Any]:
    text = files("querbezug.graph.readers.rdf").joinpath("personal.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(_rules()[name])


@cache
def _beginnings(name: str) -> tuple[str, ...]:
    return tuple(rule.removesuffix("*") for rule in _rules()[name] if rule.endswith(("*", ":")))


def names_person(quad: ox.Quad) -> bool:
    """Say whether ``quad`` states that its subject is a person."""
    value = quad.object
    return (
        isinstance(value, ox.NamedNode) and quad.predicate.value == TYPE and value.value in _listed("classes")
    )


@dataclass(slots=True)
class Conversion:
    """Turns the quads of one source into statements and counts what is kept from the graph.

    Attributes
    ----------
    nodes : BlankNodes
        Names of the nodes without a name.
    persons : frozenset of str
        Addresses of persons the source describes.
    person_nodes : frozenset of int
        Numbers of the nodes without a name that are persons.
    personal : Counter of str
        How many statements with each predicate told something of a person.
    directions : int
        How many texts lost their writing direction.
    """

    nodes: BlankNodes
    persons: frozenset[str]
    person_nodes: frozenset[int]
    personal: Counter[str]
    directions: int = 0

    def convert(self, quad: ox.Quad, line: int) -> Iterator[Statement | Notice]:
        """Yield the statement, and what there is to tell about it."""
        predicate = quad.predicate.value
        if isinstance(quad.object, ox.Triple) or isinstance(quad.subject, ox.Triple):
            yield _left_out("rdf.quoted-triple", line, predicate)
        elif self._is_personal(quad):
            self.personal[predicate] += 1
        elif unsafe := self._unsafe(quad):
            yield _left_out("rdf.unsafe-address", line, predicate, address=shown(unsafe))
        elif isinstance(quad.object, ox.Literal):
            yield from self._literal(quad, quad.object, line)
        else:
            value = self._node(quad.object)
            yield Statement(self._node(quad.subject), predicate, value, is_iri=True, line=line)

    def closing(self) -> Iterator[Notice]:
        """Yield what is only known after the last quad."""
        for predicate, count in sorted(self.personal.items()):
            yield Notice(message("rdf.personal", predicate=shown(predicate), count=count), field=predicate)
        if self.directions:
            yield Notice(message("rdf.direction", count=self.directions))

    def _is_personal(self, quad: ox.Quad) -> bool:
        predicate, value = quad.predicate.value, quad.object
        if predicate in _listed("predicates") or predicate.startswith(_beginnings("predicates")):
            return True
        if isinstance(value, ox.Literal):
            return predicate in _listed("literals") or self._is_person(quad.subject)
        return self._is_person(quad.subject) or self._is_person(value)

    def _is_person(self, node: object) -> bool:
        if isinstance(node, ox.BlankNode):
            return bool(self.person_nodes) and self.nodes.number(node) in self.person_nodes
        return isinstance(node, ox.NamedNode) and (
            node.value in self.persons or node.value.lower().startswith(_beginnings("schemes"))
        )

    def _unsafe(self, quad: ox.Quad) -> str | None:
        value = quad.object.datatype if isinstance(quad.object, ox.Literal) else quad.object
        nodes = (node for node in (quad.subject, quad.predicate, value) if isinstance(node, ox.NamedNode))
        return next((node.value for node in nodes if not _is_safe(node.value)), None)

    def _node(self, node: object) -> str:
        if isinstance(node, ox.BlankNode):
            return self.nodes.name(node)
        assert isinstance(node, ox.NamedNode)  # noqa: S101 - triples were left out before
        return node.value

    def _literal(self, quad: ox.Quad, literal: ox.Literal, line: int) -> Iterator[Statement | Notice]:
        predicate, datatype = quad.predicate.value, literal.datatype.value
        longest = LONGEST_GEOMETRY if datatype in _GEOMETRIES else LONGEST_TEXT
        if len(literal.value) > longest:
            length = len(literal.value)
            yield _left_out("rdf.too-long", line, predicate, length=length, longest=longest)
            return
        text = _UNPRINTABLE.sub("", literal.value)
        if text != literal.value:
            yield Notice(message("reading.control-character", line=line), line=line, field=predicate)
        if datatype not in _GEOMETRIES and _is_wording(predicate, text, datatype):
            masked = privacy.mask(text)
            text = masked.text
            for kind in masked.findings:
                told = message(f"reading.masked-notice-{kind.value}")
                yield Notice(told, line=line, field=predicate, personal=True)
        self.directions += literal.direction is not None
        yield Statement(
            self._node(quad.subject),
            predicate,
            text,
            language=literal.language,
            datatype=None if literal.language or datatype == _STRING else datatype,
            line=line,
        )


def _is_safe(address: str) -> bool:
    return bool(PLAIN_ADDRESS.fullmatch(address)) or _is_safe_unusual(address)


def _is_wording(predicate: str, text: str, datatype: str) -> bool:
    if predicate in _listed("codes") and _CODE.fullmatch(text):
        return False
    return not (datatype.startswith(_XSD) and datatype != _STRING and _VALUE.fullmatch(text))


def _left_out(key: str, line: int, predicate: str, **values: object) -> Notice:
    told = message(key, predicate=shown(predicate), **values)
    return Notice(told, line=line, field=predicate, left_out=True)


def shown(address: str) -> str:
    """Return an address or a key short enough for a sentence, and without anybody's e-mail in it."""
    text = privacy.mask("".join(character for character in address if character.isprintable())).text
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
