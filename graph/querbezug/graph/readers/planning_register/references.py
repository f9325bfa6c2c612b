"""References between registers, resolved without having the other register at hand.

``id``               a thing of this register
``kennung/id``       a thing of another register, where the key says the kind
``kennung/art/id``   a thing of another register with its kind
``verbund``, ``region`` and ``kennung/verbund``, ``kennung/region``
``ags:16073077``     a municipality or county; ``url:https://…`` an organisation or example
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

from querbezug.graph.readers.planning_register.fields import AGS_PATTERN, ID_PATTERN, address_key, is_address
from querbezug.graph.records import Kind, Ref
from querbezug.ontology.strings import Message, message

ALLIANCE = "verbund"
REGION = "region"
RESERVED: Mapping[str, Kind] = {ALLIANCE: Kind.COOPERATION, REGION: Kind.REGION}

KIND_WORDS: Mapping[str, Kind] = {
    "handlungsfeld": Kind.FIELD,
    "querschnittsthema": Kind.CROSS_CUTTING,
    "thema": Kind.TOPIC,
    "kategorie": Kind.CATEGORY,
    "ziel": Kind.GOAL,
    "massnahme": Kind.MEASURE,
    "ort": Kind.PLACE,
    "region": Kind.REGION,
    "kooperation": Kind.COOPERATION,
    "organisation": Kind.ORGANISATION,
    "plan": Kind.PLAN,
    "beteiligung": Kind.PROCESS,
    "idee": Kind.IDEA,
    "beispiel": Kind.EXAMPLE,
    "kommentar": Kind.COMMENT,
}
_WORD_OF = {kind: word for word, kind in KIND_WORDS.items()}
_BY_ADDRESS = (Kind.ORGANISATION, Kind.EXAMPLE)
_ID = re.compile(ID_PATTERN)
_LONGEST_WORD = 80
_MOST_SUGGESTIONS = 20
_NUMBER = re.compile(r"[0-9]{1,9}")


class UnresolvedReferenceError(Exception):
    """A reference does not lead anywhere; carries the sentence to show."""

    def __init__(self, key: str, /, **values: object) -> None:
        self.message: Message = message(key, **values)
        super().__init__(key)


def nearest(wanted: str, known: Mapping[str, object] | list[str]) -> str | None:
    """Return the known word most like ``wanted``, if one is like it at all."""
    if len(wanted) > _LONGEST_WORD:
        return None
    return next(iter(get_close_matches(wanted, list(known), n=1, cutoff=0.6)), None)


def kind_words(kinds: tuple[Kind, ...]) -> str:
    """Return the German words for ``kinds``, for sentences."""
    return ", ".join(_WORD_OF[kind] for kind in kinds if kind in _WORD_OF)


class References:
    """Resolves the references of one register.

    Parameters
    ----------
    own : str
        The register's ``kennung``; empty for a file that lists nothing itself.
    things : mapping of str to Ref
        Everything the register lists, by ``id``.
    """

    def __init__(self, own: str = "", things: Mapping[str, Ref] | None = None) -> None:
        self._own = own
        self._things = things or {}
        self._suggestions = _MOST_SUGGESTIONS

    def resolve(self, text: str, kinds: tuple[Kind, ...]) -> Ref:
        """Return the thing ``text`` refers to.

        Parameters
        ----------
        text : str
            The reference as written.
        kinds : tuple of Kind
            Kinds that may stand there.

        Raises
        ------
        UnresolvedReferenceError
            If it is misspelt, leads nowhere in this register, or to a thing of another kind.
        """
        ref = self._find(text, kinds)
        if ref.kind not in kinds:
            raise UnresolvedReferenceError(
                "register.wrong_kind", value=text, found=kind_words((ref.kind,)), expected=kind_words(kinds)
            )
        return ref

    def _find(self, text: str, kinds: tuple[Kind, ...]) -> Ref:
        if text.startswith("ags:"):
            return _by_official_key(text)
        if text.startswith("url:"):
            return _by_address(text, kinds)
        parts = text.split("/")
        if len(parts) > 3 or not all(_ID.fullmatch(part) for part in parts):
            raise UnresolvedReferenceError("register.bad_reference", value=text)
        if len(parts) == 1:
            return self._listed(text, text, kinds)
        if len(parts) == 2:
            return self._of_register(text, parts[0], parts[1], kinds)
        return self._with_kind(text, *parts, kinds=kinds)

    def _listed(self, text: str, identifier: str, kinds: tuple[Kind, ...]) -> Ref:
        found = self._things.get(identifier)
        if found is not None:
            return found
        near = self._nearest(identifier, kinds)
        if near is None:
            raise UnresolvedReferenceError("register.dangling", value=text)
        raise UnresolvedReferenceError("register.dangling_near", value=text, near=near)

    def _nearest(self, identifier: str, kinds: tuple[Kind, ...]) -> str | None:
        """Return the listed id most like ``identifier``; comparing all takes time, so not for ever."""
        if not self._suggestions:
            return None
        self._suggestions -= 1
        return nearest(identifier, [name for name, ref in self._things.items() if ref.kind in kinds])

    def _of_register(self, text: str, register: str, identifier: str, kinds: tuple[Kind, ...]) -> Ref:
        if register == self._own:
            return self._listed(text, identifier, kinds)
        if identifier in RESERVED and RESERVED[identifier] in kinds:
            return Ref(RESERVED[identifier], f"{register}/{identifier}")
        if len(kinds) != 1:
            raise UnresolvedReferenceError(
                "register.kind_needed", value=text, register=register, identifier=identifier
            )
        return _foreign(text, register, identifier, kinds[0])

    def _with_kind(
        self, text: str, register: str, word: str, identifier: str, *, kinds: tuple[Kind, ...]
    ) -> Ref:
        kind = KIND_WORDS.get(word)
        if kind is None:
            near = nearest(word, KIND_WORDS)
            known = ", ".join(KIND_WORDS)
            if near is None:
                raise UnresolvedReferenceError("register.unknown_kind", value=text, word=word, known=known)
            raise UnresolvedReferenceError("register.unknown_kind_near", value=text, word=word, near=near)
        if register != self._own or kind is Kind.COMMENT:
            return _foreign(text, register, identifier, kind)
        found = self._listed(text, identifier, kinds)
        if found.kind is not kind:
            raise UnresolvedReferenceError(
                "register.wrong_kind", value=text, found=kind_words((found.kind,)), expected=word
            )
        return found


def _foreign(text: str, register: str, identifier: str, kind: Kind) -> Ref:
    if kind is not Kind.COMMENT:
        return Ref(kind, f"{register}/{identifier}")
    if not _NUMBER.fullmatch(identifier) or int(identifier) == 0:
        raise UnresolvedReferenceError("register.bad_comment_number", value=text)
    return Ref(kind, f"{register}/{int(identifier)}")


def _by_official_key(text: str) -> Ref:
    if not re.fullmatch(AGS_PATTERN, text.removeprefix("ags:")):
        raise UnresolvedReferenceError("register.bad_ags_reference", value=text)
    return Ref(Kind.PLACE, text)


def _by_address(text: str, kinds: tuple[Kind, ...]) -> Ref:
    address = text.removeprefix("url:")
    if not is_address(address):
        raise UnresolvedReferenceError("register.bad_reference", value=text)
    fitting = [kind for kind in kinds if kind in _BY_ADDRESS]
    if len(fitting) != 1:
        raise UnresolvedReferenceError("register.no_address_here", value=text, expected=kind_words(kinds))
    return Ref(fitting[0], address_key(address))
