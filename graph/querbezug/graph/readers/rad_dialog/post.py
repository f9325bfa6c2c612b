"""One line of the file, checked: a proposal and the thread below it."""

from __future__ import annotations

import json
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field, ValidationError

from querbezug.graph.readers.base import Notice
from querbezug.graph.readers.keys import is_address
from querbezug.ontology.strings import message

_EDITORS = "Redaktion"


def _joined(value: object) -> object:
    """Join the paragraphs that the crawler keeps as a list."""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "\n".join(value)
    return value


Text = Annotated[str, BeforeValidator(_joined)]


class Answer(BaseModel):
    """A comment or an answer to one."""

    title: str = ""
    text: Text = ""
    date: str = ""
    time: str = ""
    author: str = ""
    official: bool = False
    answers: list[Answer] = Field(default_factory=list)

    @property
    def is_official(self) -> bool:
        """Whether the platform's editors wrote it."""
        return self.official or self.author.startswith(_EDITORS)


class Post(BaseModel):
    """A proposal."""

    url: str
    title: str = ""
    text: Text = ""
    category: str = ""
    date: str = ""
    lat: float | None = None
    lon: float | None = None
    votes: int | None = None
    author: str = ""
    comments: list[Answer] = Field(default_factory=list)


def parse_post(line: bytes, number: int) -> Post | Notice:
    """Return the proposal on the line ``number``, or what is wrong with it."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return Notice(message("raddialog.no-json"), line=number, left_out=True)
    try:
        post = Post.model_validate(value)
    except ValidationError as error:
        field = "/".join(map(str, error.errors(include_input=False)[0]["loc"])) or None
        return Notice(
            message("raddialog.bad-field", name=field or "?"), line=number, field=field, left_out=True
        )
    if not is_address(post.url):
        return Notice(message("raddialog.no-address"), line=number, field="url", left_out=True)
    return post


def looks_like_post(line: bytes) -> bool:
    """Say whether ``line`` has the fields of a proposal and of no other format."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return False
    needed = {"url", "title", "text", "category", "votes", "lat", "lon", "comments"}
    return isinstance(value, dict) and needed <= value.keys() and isinstance(value["comments"], list)
