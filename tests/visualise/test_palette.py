"""Colour is never the only sign."""

import pytest

from querbezug.graph.records import Kind
from querbezug.visualise.page import kind_label
from querbezug.visualise.palette import group_mark, kind_mark, palette

KINDS = ["municipality", "authority", *(kind.value for kind in Kind)]


def test_no_two_kinds_share_colour_and_shape():
    marks = [(mark.fill, mark.shape) for mark in palette().kinds.values()]
    assert len(set(marks)) == len(marks)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_mark_and_names_of_its_own(kind):
    assert kind in palette().kinds
    for lang in ("de", "en"):
        assert kind_label(kind, lang) != kind
        assert kind_label(kind, lang, plural=True) != kind


def test_groups_next_to_each_other_differ_in_colour_and_in_shape():
    rounds = len(palette().groups)
    assert len({(mark.fill, mark.shape) for mark in palette().groups}) == rounds
    for number in range(6):
        first, second = group_mark(number), group_mark(number + 1)
        assert first.fill != second.fill
        assert first.shape != second.shape
    assert group_mark(rounds) == group_mark(0)


def test_an_unknown_kind_is_drawn_all_the_same():
    assert kind_mark("something-new") == kind_mark("other")
