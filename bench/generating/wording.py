"""The text of a comment, and where in it stands what the linking would find."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from bench.generating.words import words

_STANCES = ("support", "conditional", "objection", "neutral")


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage: its words and where it begins."""

    text: str
    start: int


@dataclass
class Text:
    """A text that grows by sentences."""

    parts: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, sentence: str) -> Quote:
        """Append a sentence and return where it stands."""
        start = self.length + bool(self.parts)
        self.parts.append(sentence)
        self.length = start + len(sentence)
        return Quote(sentence, start)

    def __str__(self) -> str:
        return " ".join(self.parts)


class Wording:
    """Chooses sentences; numbers that are too large begin again from the first sentence."""

    @cached_property
    def _opening(self) -> list[list[list[tuple[str, int]]]]:
        """By topic and stance: the sentences, and where the topic's word stands in them (-1: nowhere)."""
        return [
            [
                [(each.format(word=topic.word), each.find("{word}")) for each in words().comments[stance]]
                for stance in _STANCES
            ]
            for topic in words().topics
        ]

    def opening(self, text: Text, topic: int, stance: int, draw: int) -> tuple[Quote, Quote | None]:
        """Begin with the sentence that shows the stance; return it, and the topic's word in it."""
        choice = self._opening[topic][stance]
        sentence, at = choice[draw % len(choice)]
        quote = text.add(sentence)
        return quote, Quote(words().topics[topic].word, quote.start + at) if at >= 0 else None

    def places(self, text: Text, names: list[str], draw: int) -> list[Quote]:
        """Append a sentence that names one place or two; return the names in it."""
        return self._naming(text, "mentions" if len(names) == 1 else "pairs", names, draw)

    def example(self, text: Text, name: str, draw: int) -> Quote:
        """Append a sentence that tells of an example; return the sentence."""
        choice = words().comments["examples"]
        return text.add(choice[draw % len(choice)].replace("{place}", name))

    def reason(self, text: Text, is_against: bool, draw: int) -> None:
        """Append a reason for or against something, or nothing."""
        choice = words().comments["reasons_against" if is_against else "reasons"]
        if choice[draw % len(choice)]:
            text.add(choice[draw % len(choice)])

    def question(self, text: Text, draw: int) -> Quote:
        """Append a question and return it."""
        choice = words().comments["questions"]
        return text.add(choice[draw % len(choice)])

    def response(self, draw: int) -> str:
        """Return an answer."""
        return words().responses[draw % len(words().responses)]

    def idea(self, topic: int, place: str, draw: int) -> str:
        """Return the label of an idea."""
        choice = words().comments["ideas"]
        return choice[draw % len(choice)].format(word=words().topics[topic].word, place=place)

    @cached_property
    def _pieces(self) -> dict[str, list[list[str]]]:
        return {
            key: [each.split("{place}") for each in words().comments[key]] for key in ("mentions", "pairs")
        }

    def _naming(self, text: Text, key: str, names: list[str], draw: int) -> list[Quote]:
        choice = self._pieces[key]
        pieces = choice[draw % len(choice)]
        start = text.length + bool(text.parts)
        sentence, quotes = pieces[0], []
        for name, after in zip(names, pieces[1:], strict=True):
            quotes.append(Quote(name, start + len(sentence)))
            sentence += name + after
        text.add(sentence)
        return quotes
