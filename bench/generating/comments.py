"""Comments, ideas, responses and what linking finds in them, as lines of N-Triples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from bench.generating.items import Items
from bench.generating.lines import TYPE, Assessments, german, iri, number
from bench.generating.naming import Names
from bench.generating.voices import CONDITIONAL, NEUTRAL, OBJECTION, SUPPORT, Chunk, Voices
from bench.generating.wording import Quote, Text, Wording
from bench.generating.words import words
from querbezug.ontology.terms import (
    AUTHORSHIP,
    CONTRIBUTION_FUNCTION,
    DCTERMS,
    PROV,
    PUBLICATION_STATUS,
    QUER,
    RDFS,
    STANCE,
    TOPIC,
    XSD,
)

CHUNK = 20_000

Batch = dict[str, list[str]]
"""Lines by the key of their source; the empty key stands for the graph of links."""

_COMMENT, _IDEA, _RESPONSE = iri(QUER.Comment), iri(QUER.Idea), iri(QUER.Response)
_TEXT, _SEQUENCE, _LINE = iri(QUER.verbatimText), iri(QUER.sequence), iri(QUER.lineNumber)
_ABOUT, _REPLY, _SUBMITTED = iri(QUER.about), iri(QUER.replyTo), iri(QUER.submittedIn)
_CREATED, _SOURCE, _LABEL = iri(DCTERMS.created), iri(PROV.hadPrimarySource), iri(RDFS.label)
_VOTES, _EXPRESSES, _RESPONDS = iri(QUER.supportCount), iri(QUER.expressesIdea), iri(QUER.respondsTo)
_THEME, _AREA, _SERVES = iri(QUER.theme), iri(QUER.planningArea), iri(QUER.contributesTo)
_STATUS = (
    f"{iri(QUER.authorship)} {iri(AUTHORSHIP.anonymous)}",
    f"{iri(QUER.publicationStatus)} {iri(PUBLICATION_STATUS.pending)}",
)
_CODES = {
    SUPPORT: str(STANCE.support),
    CONDITIONAL: str(STANCE["conditional-support"]),
    OBJECTION: str(STANCE.objection),
    NEUTRAL: str(STANCE.neutral),
}
_PLAIN = {SUPPORT: QUER.supports, OBJECTION: QUER.opposes}
_QUESTION = str(CONTRIBUTION_FUNCTION.question)
_FIRST_DAY, _DAYS = date(2015, 1, 1), 3000


def source_key(land: str) -> str:
    """Return the key of the source with the comments of one federal state."""
    return f"beteiligung-{land}"


class _Row(NamedTuple):
    """One comment of a :class:`~bench.generating.voices.Chunk`."""

    item: int
    stance: int
    first: int
    second: int
    example: int
    idea_place: int
    asks: bool
    answered: bool
    replies: bool
    stance_found: bool
    topic_found: bool
    votes: int
    confidence: list[int]
    draw: list[int]


@dataclass
class Comments:
    """Writes chunks of comments; sequence numbers go on from chunk to chunk.

    Parameters
    ----------
    examples : list of (str, int)
        IRI and city of each example from elsewhere.
    """

    names: Names
    items: Items
    voices: Voices
    examples: list[tuple[str, int]]
    _written: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    _last: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look up once what is said again and again."""
        things = self.names.identity.minter.thing("x", "x").removesuffix("x/x")
        self._things, self._wording, self._assessments = things, Wording(), Assessments(things)
        planning = self.names.planning
        refs = [
            self.names.goal(int(n)) if at < self.items.goals else self.names.measure(int(n))
            for at, n in enumerate(self.items.number)
        ]
        self._about = [self.names.iri(ref) for ref in refs]
        self._process = [self.names.iri(self.names.process(int(plan))) for plan in self.items.plan]
        lands = [self.names.land_of_plan(int(plan)) for plan in self.items.plan]
        self._source = [source_key(land) for land in lands]
        self._city = [self.names.iri(self.names.city(city)) for city in range(len(planning.cities))]
        self._place = [entry.label for entry in planning.cities.entries]
        self._topic = [str(TOPIC[topic.code]) for topic in words().topics]
        self._topics = self.items.topic.tolist()
        days = (_FIRST_DAY + timedelta(days=number) for number in range(_DAYS))
        self._day = [f'"{day.isoformat()}"^^{iri(XSD.date)}' for day in days]

    def batches(self, count: int, seeds: np.random.SeedSequence) -> Iterator[Batch]:
        """Yield ``count`` comments, some at a time, and first what is said of the linking runs."""
        yield {"": self._assessments.runs()}
        for seed, start in zip(seeds.spawn(-(-count // CHUNK)), range(0, count, CHUNK), strict=True):
            chunk = self.voices.chunk(min(CHUNK, count - start), np.random.default_rng(seed))
            batch: Batch = defaultdict(list)
            for row in _rows(chunk):
                self._comment(row, batch)
            yield batch

    def _comment(self, row: _Row, batch: Batch) -> None:
        source = self._source[row.item]
        sequence = self._written[source] = self._written[source] + 1
        unit = f"{self._things}comment/{source}-{sequence:02d}"
        text = Text()
        batch[""] += self._found(row, unit, text)
        about = [f"<{unit}> {TYPE} {_COMMENT}", f"<{unit}> {_ABOUT} <{self._about[row.item]}>"]
        said = [
            f"{_TEXT} {german(str(text))}",
            number(_SEQUENCE, sequence),
            number(_LINE, sequence + 1),  # the first line of a table names its columns
            f"{_SUBMITTED} <{self._process[row.item]}>",
            f"{_CREATED} {self._day[row.draw[0] % _DAYS]}",
            f"{_SOURCE} <{self._things}source/{source}>",
            *_STATUS,
        ]
        if row.votes >= 0:
            said.append(number(_VOTES, row.votes))
        if row.replies and row.item in self._last:
            said.append(f"{_REPLY} <{self._last[row.item]}>")
        if row.idea_place >= 0:
            idea = f"{self._things}idea/{source}_i{sequence}"
            said.append(f"{_EXPRESSES} <{idea}>")
            batch[source] += self._idea(row, source, idea, sequence)
        batch[source] += about
        batch[source] += [f"<{unit}> {each}" for each in said]
        if row.answered:
            batch[source] += self._response(row, source, unit, sequence)
        self._last[row.item] = unit

    def _found(self, row: _Row, unit: str, text: Text) -> Iterator[str]:
        """Write the text, and yield what linking finds in it."""
        write, sure, draw, topic = self._assessments, row.confidence, row.draw, self._topics[row.item]
        opening, word = self._wording.opening(text, topic, row.stance, draw[1])
        if row.stance_found and row.stance != NEUTRAL:
            code, target = _CODES[row.stance], self._about[row.item]
            yield from write.stance(unit, code, target, opening, sure[0], _PLAIN.get(row.stance))
        if row.topic_found and word:
            yield from write.theme(unit, self._topic[topic], word, sure[1])
        yield from self._mentions(row, unit, text)
        if row.example >= 0:
            example, city = self.examples[row.example]
            quote = self._wording.example(text, self._place[city], draw[3])
            yield from write.example(unit, example, quote, sure[3])
        if row.stance != NEUTRAL:
            self._wording.reason(text, row.stance == OBJECTION, draw[4])
        if row.asks:
            yield from write.function(unit, _QUESTION, self._wording.question(text, draw[5]), sure[4])

    def _mentions(self, row: _Row, unit: str, text: Text) -> Iterator[str]:
        named = [city for city in (row.first, row.second) if city >= 0]
        if not named:
            return
        quotes: list[Quote] = self._wording.places(text, [self._place[city] for city in named], row.draw[2])
        for city, quote in zip(named, quotes, strict=True):
            yield from self._assessments.mention(unit, self._city[city], quote, max(50, row.confidence[2]))

    def _idea(self, row: _Row, source: str, idea: str, sequence: int) -> Iterator[str]:
        topic, place = self._topics[row.item], row.idea_place
        label = self._wording.idea(topic, self._place[place], row.draw[2])
        yield f"<{idea}> {TYPE} {_IDEA}"
        yield f"<{idea}> {_LABEL} {german(label)}"
        yield f"<{idea}> {_THEME} <{self._topic[topic]}>"
        yield f"<{idea}> {_AREA} <{self._city[place]}>"
        yield f"<{idea}> {_SUBMITTED} <{self._process[row.item]}>"
        yield f"<{idea}> {number(_LINE, sequence + 1)}"
        yield f"<{idea}> {_SOURCE} <{self._things}source/{source}>"
        if row.item < self.items.goals:
            yield f"<{idea}> {_SERVES} <{self._about[row.item]}>"

    def _response(self, row: _Row, source: str, unit: str, sequence: int) -> Iterator[str]:
        response = f"<{self._things}response/{source}_a{sequence}>"
        yield f"{response} {TYPE} {_RESPONSE}"
        yield f"{response} {_TEXT} {german(self._wording.response(row.draw[3]))}"
        yield f"{response} {_RESPONDS} <{unit}>"
        yield f"{response} {_SOURCE} <{self._things}source/{source}>"


def _rows(chunk: Chunk) -> Iterator[_Row]:
    columns = (getattr(chunk, name).tolist() for name in _Row._fields)
    return (_Row(*values) for values in zip(*columns, strict=True))
