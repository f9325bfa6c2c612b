"""What a question is: its words, its parameters, and the function that answers it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from querbezug.graph.answers.model import Answer, Thing
from querbezug.graph.answers.workbench import Workbench
from querbezug.ontology.strings import Lang, Told, text


class Asks(StrEnum):
    """What a parameter stands for."""

    CITY = "city"
    COOPERATION = "cooperation"
    FIELD = "field"
    """A field of action, cross-cutting theme, topic or category."""
    NUMBER = "number"
    STATE = "state"
    """An earlier state of the data."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something to choose.

    Attributes
    ----------
    name : str
        In addresses and on the command line; its label is ``questions.par_{name}``.
    asks : Asks
        What may be chosen.
    required : bool
        Whether the question makes no sense without it.
    default : int
        Of a number.
    """

    name: str
    asks: Asks = Asks.CITY
    required: bool = True
    default: int = 0

    def label(self, lang: Lang = "de") -> str:
        """Return what the field is called."""
        return text(f"questions.par_{self.name}", lang)


Given = Mapping[str, int]
"""What was chosen: indices of things in the projection, or plain numbers; what is missing is not there."""


@dataclass(frozen=True, slots=True)
class Question:
    """A planner's question.

    Attributes
    ----------
    id : str
        Verb on the command line, last part of the address.
    area : str
        File of the catalogue with its sentences: ``title_{id}`` (with the parameters' names in it),
        ``plain_{id}`` (without), ``lead_{id}`` (what one learns).
    answer : callable
        Takes the workbench and what was chosen.
    parameters : tuple of Parameter
        In the order of the command line.
    group : str
        Heading it stands under, ``questions.group_{group}``.
    """

    id: str
    area: str
    group: str
    answer: Callable[[Workbench, Given], Answer]
    parameters: tuple[Parameter, ...] = ()

    def plain(self, lang: Lang = "de") -> str:
        """Return the question in general."""
        return text(f"{self.area}.plain_{self.id}", lang)

    def lead(self, lang: Lang = "de") -> str:
        """Return what the answer tells."""
        return text(f"{self.area}.lead_{self.id}", lang)

    def title(self, given: Mapping[str, Thing | int], lang: Lang = "de") -> str:
        """Return the question with what was chosen; in general where something is missing."""
        if any(parameter.name not in given for parameter in self.parameters if parameter.required):
            return self.plain(lang)
        told = {name: value.text(lang) if isinstance(value, Told) else value for name, value in given.items()}
        try:
            return text(f"{self.area}.title_{self.id}", lang, **told)
        except KeyError:  # an optional parameter that was not chosen
            return self.plain(lang)
