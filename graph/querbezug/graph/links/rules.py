"""What stands for all that is fixed in a linking run: rules, weights, word lists, model, the register."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from querbezug.graph.gazetteer import checksum
from querbezug.graph.links.describing import VERSION
from querbezug.graph.links.models import Model
from querbezug.ontology.topics import Topic, topics

_TELLING = (".py", ".toml")


def rules_version(lexicon: Sequence[Topic] | None = None, model: Model | None = None) -> str:
    """Return another text whenever any rule, weight, word or model that linking goes by is another.

    Parameters
    ----------
    lexicon : sequence of Topic, optional
        The topics to look for; those that ship unless told.
    model : Model, optional
        The language model in use, if there is one.
    """
    told = [
        (topic.iri, topic.label, topic.broader, topic.words, topic.hidden)
        for topic in (topics() if lexicon is None else lexicon)
    ]
    parts = (VERSION, _shipped(), checksum(), repr(sorted(told, key=repr)), model.told if model else "")
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


@cache
def _shipped() -> str:
    """Return a digest of the rules and word lists that ship with the package."""
    told = hashlib.blake2b(digest_size=16)
    for file in sorted(files(__package__).iterdir(), key=_name):
        if file.name.endswith(_TELLING):
            told.update(file.name.encode() + file.read_bytes())
    return told.hexdigest()


def _name(file: Traversable) -> str:
    return file.name
