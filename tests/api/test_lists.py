"""Lists: narrowed, paged for people by number and for programs by the last entry."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pyoxigraph as ox
import pytest

ID = "https://w3id.org/querbezug/id"
BONN = f"{ID}/place/bonn"


@pytest.fixture(scope="module")
def whole(whole_site: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=whole_site, timeout=30) as opened:
        yield opened


def test_programs_walk_through_all_pages_and_meet_everything_once(whole: httpx.Client) -> None:
    address: str | None = "/api/things?kind=idea&ort=bonn&limit=90"
    met: list[str] = []
    while address:
        answer = whole.get(address)
        found = answer.json()
        met += [item["iri"] for item in found["items"]]
        link = answer.headers.get("link", "")
        assert link == (f'<{found["next"]}>; rel="next"' if found["next"] else "")
        address = found["next"]
    assert len(met) == len(set(met)) == found["total"] == 300


def test_things_are_narrowed_by_what_they_point_to(whole: httpx.Client) -> None:
    found = whole.get("/api/things", params={"to": BONN, "property": "planningArea", "kind": "idea"}).json()
    assert found["total"] == 300
    assert {"iri", "kind", "label", "towns", "latitude", "longitude"} <= set(found["items"][0])
    assert found["items"][0]["towns"] == [BONN]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/things?farbe=rot", 400),
        ("/api/things?limit=0", 400),
        ("/api/things?after=x", 400),
        ("/api/things?kind=unsinn", 404),
        ("/api/things?ort=nirgendwo", 404),
        ("/api/things?quelle=keine", 404),
        ("/api/things?to=urn:x", 404),
        ("/liste/idea?seite=99", 404),
        ("/liste/idea?ort=nirgendwo", 404),
        ("/doc/place/bonn/verweise?als=unsinn", 404),
        ("/doc/place/bonn/verweise?als=planningArea&seite=99", 404),
        ("/doc/place/bonn/verweise", 400),
        ("/doc/place/bonn?seite=2", 404),
    ],
)
def test_what_there_is_not_is_said(whole: httpx.Client, address: str, status: int) -> None:
    answer = whole.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("application/problem+json")


def test_no_page_is_endless(whole: httpx.Client) -> None:
    town = whole.get("/doc/place/bonn").text
    assert town.count("<li>") < 150
    assert "/doc/place/bonn/verweise?als=planningArea" in town
    pages = [whole.get(f"/liste/idea?ort=bonn&seite={n}").text for n in range(1, 7)]
    assert all(page.count("/doc/idea/") == 50 for page in pages)
    assert 'rel="next"' not in pages[-1]


def test_ideas_are_found_by_their_wording(whole: httpx.Client) -> None:
    page = whole.get("/suche", params={"q": "radwegbenutzungspflicht piktogramme"}).text
    assert "Benutzungspflicht aufheben." in page


def test_an_idea_shows_its_conversation_with_the_answers_of_the_city_marked(whole: httpx.Client) -> None:
    [idea] = whole.get("/api/things", params={"kind": "idea", "q": "Benutzungspflicht aufheben."}).json()[
        "items"
    ]
    page = whole.get(idea["iri"].replace(ID, "/doc")).text
    assert "13 Beiträge, davon 2 von Stadt oder Redaktion" in page
    assert page.count('class="post official"') == 2


def test_another_name_of_a_thing_leads_to_it_for_good(whole: httpx.Client, whole_store: object) -> None:
    store = ox.Store.read_only(str(whole_store))
    same = ox.NamedNode("urn:querbezug:sameAs")
    quad = next(iter(store.quads_for_pattern(None, same, None, None)))
    alias, known = quad.subject.value, quad.object.value  # type: ignore[union-attr]
    for door in ("id", "doc"):
        path = alias.replace(ID, f"/{door}")
        answer = whole.get(quote(path))
        assert answer.status_code == 301
        assert answer.headers["location"] == quote(known.replace(ID, f"/{door}"))


def test_the_surroundings_of_a_town_with_hundreds_of_ideas_stay_readable(whole: httpx.Client) -> None:
    answer = whole.get("/api/umfeld", params={"iri": BONN, "kind": "idea", "budget": 12}).json()
    assert len(answer["nodes"]) == 13
    assert answer["near"] == {"idea": 288}
    assert "+ 295 weitere Ideen" in whole.get("/views/umfeld", params={"iri": BONN}).text
