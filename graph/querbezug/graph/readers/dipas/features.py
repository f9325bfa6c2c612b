"""From one feature of DIPAS's GeoJSON to records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from querbezug.graph.readers.context import SourceContext
from querbezug.graph.readers.dipas.contributions import (
    Contribution,
    Remark,
    comment_items,
    idea_items,
    notice,
)
from querbezug.graph.readers.dipas.geometry import representative_point
from querbezug.graph.readers.dipas.platform import Items, Platform, listed, named, number_of
from querbezug.graph.readers.keys import is_address
from querbezug.graph.readers.tables.values import parse_date
from querbezug.graph.readers.wording import label, plain_text, wording
from querbezug.graph.records import Comment, Kind, Origin, Process, Ref, Theme

Properties = Mapping[str, Any]

_MARKS = (
    frozenset({"contributionContent", "dateCreated"}),
    frozenset({"nameFull", "dipasPhase"}),
    frozenset({"nid", "Thema", "Rubric"}),
)


def is_of_dipas(keys: frozenset[str]) -> bool:
    """Say whether the properties of a feature are those of DIPAS."""
    return any(mark <= keys for mark in _MARKS)


class FeatureConversion:
    """What one file becomes."""

    def __init__(self, context: SourceContext) -> None:
        self._platform = Platform(context)
        self._context = context

    def feature(self, feature: object, number: int) -> Items:
        """Yield what the feature ``number`` (from 1) becomes."""
        origin = Origin(row=number)
        given = feature.get("properties") if isinstance(feature, Mapping) else None
        if not isinstance(given, Mapping) or not isinstance(feature, Mapping):
            yield notice("dipas.unknown-feature", origin)
        elif "nameFull" in given:
            yield from self._project(given, origin)
        elif "contributionContent" in given:
            yield from self._contribution(given, feature.get("geometry"), origin)
        elif "nid" in given:
            yield from self._old_contribution(given, feature.get("geometry"), origin)
        else:
            yield notice("dipas.unknown-feature", origin)

    def _contribution(self, given: Properties, geometry: object, origin: Origin) -> Items:
        number, link, project = (
            number_of(given.get("id")),
            _plain(given, "link"),
            _plain(given, "belongToProject"),
        )
        if not number:
            yield notice("dipas.no-number", origin, column="id")
            return
        scope = self._platform.scope(link, project)
        process = self._platform.project(scope, project) if project else self._context.process()
        name = label(project, origin).text
        yield from self._platform.told_process(process, name)
        yield from idea_items(
            self._platform,
            Contribution(
                number=number,
                scope=scope,
                origin=origin,
                process=process,
                title=given.get("title"),
                text=given.get("contributionContent"),
                category=given.get("category"),
                rubric=given.get("contributionType"),
                keywords=given.get("keywordPicked"),
                created=given.get("dateCreated"),
                pro=given.get("votingPro"),
                contra=given.get("votingContra"),
                link=link,
                # Without a place of its own a contribution is given the area of the whole project.
                point=None if given.get("dipasLocated") is False else representative_point(geometry),
            ),
        )
        base = Remark(number="", contribution=number, scope=scope, origin=origin, process=process, link=link)
        yield from self._comments(base, given.get("commentedBy"))

    def _comments(self, base: Remark, thread: object) -> Items:
        waiting: list[tuple[object, Ref | None]] = [(comment, None) for comment in reversed(_list(thread))]
        while waiting:
            given, parent = waiting.pop()
            if not isinstance(given, Mapping) or not (number := number_of(given.get("id"))):
                yield notice("dipas.no-number", base.origin, column="commentedBy/id")
                continue
            ref = parent
            for item in comment_items(self._platform, _remark(base, number, given, parent)):
                if isinstance(item, Comment):
                    ref = item.ref
                yield item
            waiting += [(reply, ref) for reply in reversed(_list(given.get("commentedBy")))]

    def _old_contribution(self, given: Properties, geometry: object, origin: Origin) -> Items:
        number, link = number_of(given.get("nid")), _plain(given, "link")
        if not number:
            yield notice("dipas.no-number", origin, column="nid")
            return
        process = self._context.process()
        yield from self._platform.told_process(process, "")
        yield from idea_items(
            self._platform,
            Contribution(
                number=number,
                scope=self._platform.scope(link),
                origin=origin,
                process=process,
                title=given.get("name"),
                text=given.get("description"),
                category=given.get("Thema"),
                rubric=given.get("Rubric"),
                link=link,
                point=representative_point(geometry),
            ),
        )

    def _project(self, given: Properties, origin: Origin) -> Items:
        name, page = number_of(given.get("id")), _plain(given, "website")
        title = label(_plain(given, "nameFull"), origin, "nameFull")
        about = wording(_plain(given, "description"), origin, "description")
        yield from (*title.notices, *about.notices)
        if not name:
            yield notice("dipas.no-number", origin, column="id")
            return
        scope = self._platform.scope(page, name)
        topics: list[Ref] = []
        for kind, column in ((Kind.CATEGORY, "standardCategories"), (Kind.TOPIC, "projectTopics")):
            for word in listed(given.get(column)):
                for item in self._platform.theme(kind, scope, named(word, origin), origin):
                    if isinstance(item, Theme):
                        yield item
                    elif kind is Kind.TOPIC:
                        topics.append(item)
        ref = self._platform.project(scope, name)
        yield Process(
            ref=ref,
            label=title.text or name,
            inferred=frozenset() if title.text else frozenset({"label"}),
            origin=origin,
            note=about.text or None,
            same_as=self._platform.other_names(ref, page, "project", name),
            begin=parse_date(_plain(given, "dateStart")),
            end=parse_date(_plain(given, "dateEnd")),
            region=self._context.municipality,
            about=tuple(dict.fromkeys(topics)),
            entries=len(_list(given.get("hasParticipatoryText"))) or None,
            page=page if is_address(page) else None,
        )


def _remark(base: Remark, number: str, given: Properties, parent: Ref | None) -> Remark:
    return replace(
        base,
        number=number,
        title=given.get("title"),
        text=given.get("commentContent"),
        created=given.get("dateCreated"),
        parent=parent,
    )


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _plain(given: Properties, key: str) -> str:
    value = given.get(key)
    return plain_text(value).strip() if isinstance(value, str) else ""
