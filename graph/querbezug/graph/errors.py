"""What can go wrong on this floor, told so that a person knows what to do.

::

    QuerbezugError
    ├── SourceError        a file cannot be read as what it claims to be
    ├── ValidationError    its content breaks rules of the ontology
    ├── StoreError         the store cannot be opened, read or written
    ├── ModelError         a language model cannot be used
    ├── NotFoundError      the graph does not know a thing
    └── QueryError         a SPARQL query cannot be answered
        ├── QuerySyntaxError
        ├── QueryRefusedError
        ├── QueryTimeoutError
        └── QueryTooLargeError
"""

from __future__ import annotations

from collections.abc import Sequence

from querbezug.ontology.strings import Lang, Message, message


class QuerbezugError(Exception):
    """Base of all errors a caller of this floor has to expect.

    Parameters
    ----------
    key : str
        The sentence in the catalogue.
    **values : object
        What to fill into it.
    """

    def __init__(self, key: str, /, **values: object) -> None:
        self.message: Message = message(key, **values)
        super().__init__(key, values)

    def text(self, lang: Lang = "de") -> str:
        """Return the sentence in ``lang``."""
        return self.message.text(lang)

    def __str__(self) -> str:
        return self.text("de")


class SourceError(QuerbezugError):
    """A source cannot be read: empty, binary, truncated, or not of a known format."""


class ValidationError(QuerbezugError):
    """The content of a source violates rules; nothing was stored.

    Attributes
    ----------
    findings : tuple of Message
        One sentence for each violation, with the place and the rule.
    """

    def __init__(self, key: str, /, findings: Sequence[Message] = (), **values: object) -> None:
        super().__init__(key, **values)
        self.findings = tuple(findings)


class ModelError(QuerbezugError):
    """A language model is asked for that is not there or cannot be opened."""


class StoreError(QuerbezugError):
    """The store cannot be opened, read or written."""


class NotFoundError(QuerbezugError):
    """The graph does not know the thing asked for."""


class QueryError(QuerbezugError):
    """A SPARQL query cannot be answered."""


class QuerySyntaxError(QueryError):
    """The query is not SPARQL 1.1."""


class QueryRefusedError(QueryError):
    """The query asks for something this endpoint does not do."""


class QueryTimeoutError(QueryError):
    """The query ran longer than allowed."""


class QueryTooLargeError(QueryError):
    """The query or its result is larger than allowed."""
