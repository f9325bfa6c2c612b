"""Values become plain JSON, and nothing is in a picture twice."""

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from visualise.samples import HOSTILE

from querbezug.visualise.network import PictureNetwork, plain, script_json


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (np.int64(7), 7),
        (np.float32(0.5), 0.5),
        (np.bool_(True), True),
        (np.array([[1, 2], [3, 4]]), [[1, 2], [3, 4]]),
        (np.array(3.5), 3.5),
        (math.nan, None),
        (-math.inf, None),
        (np.float64("nan"), None),
        (2**53, str(2**53)),
        (-(2**70), str(-(2**70))),
        (2**53 - 1, 2**53 - 1),
        ({1: (True, None)}, {"1": [True, None]}),
        ({"b", "a"}, ["a", "b"]),
        ("half \ud800 pair", "half ? pair"),
    ],
)
def test_values_become_plain(value, expected):
    assert plain(value) == expected
    assert type(plain(value)) is type(expected)


@pytest.mark.parametrize("text", HOSTILE)
def test_json_in_a_script_element_is_inert_and_says_the_same(text):
    written = script_json({"label": text, text: [text]})
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == {"label": text, text: [text]}


@given(
    st.recursive(
        st.none() | st.integers(-(2**52), 2**52) | st.text(), lambda inner: st.lists(inner), max_leaves=8
    )
)
def test_any_text_survives(value):
    assert json.loads(script_json(value)) == plain(value)


def test_nodes_and_edges_are_unique():
    network = PictureNetwork({})
    assert network.add_node("a", label="A")
    assert not network.add_node("a", label="another")
    network.add_node("b", size=np.float64(3), nothing=None)
    assert network.add_edge("a", "b", "theme")
    assert not network.add_edge("a", "b", "theme")
    assert network.add_edge("a", "b", "about")
    assert [node["id"] for node in network.nodes] == ["a", "b"]
    assert network.nodes[1] == {"id": "b", "size": 3.0}
    assert len({edge["id"] for edge in network.edges}) == len(network.edges) == 2


def test_an_edge_needs_its_ends_unless_it_is_loose():
    network = PictureNetwork({})
    network.add_node("a")
    with pytest.raises(KeyError):
        network.add_edge("a", "elsewhere")
    assert network.add_edge("a", "elsewhere", loose=True)
