"""Topics: found by what people write, ranked, with the words as evidence; the lexicon grows by adoption."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from querbezug.graph.errors import SourceError
from querbezug.graph.links.adoption import TermCollector, new_terms
from querbezug.graph.links.corpus import Found, TextUnit
from querbezug.graph.links.topic_words import rules
from querbezug.graph.links.topics import MOST_PER_TEXT, TopicFinder, described, same_names
from querbezug.graph.links.user_lexicon import entry_of, topic_iri, with_adopted
from querbezug.ontology.iris import IriMinter
from querbezug.ontology.terms import TOPIC
from querbezug.ontology.topics import topics

FINDER = TopicFinder()
MINTER = IriMinter("https://example.org")
SURE = 0.5


def unit(text: str, iri: str = "https://example.org/id/comment/a-1") -> TextUnit:
    return TextUnit(iri, text, frozenset(), frozenset(), is_comment=True, is_contribution=True)


def found_in(text: str, finder: TopicFinder = FINDER) -> dict[str, Found]:
    return {found.body.removeprefix(TOPIC): found for found in finder.find(unit(text))}


def sure_in(text: str) -> set[str]:
    return {code for code, found in found_in(text).items() if found.confidence >= SURE}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Nicht wichtig, lieber Spielplätze und Fahrradwege", {"spielplatz", "radverkehr"}),
        (
            "Können die städtischen EVUs nicht den Glasfaserausbau übernehmen ?",
            {"klima-energie", "glasfaser"},
        ),
        ("Der Bürgersteig ist voller Schlaglöcher.", {"fussverkehr", "strassenzustand"}),
        ("Mehr Bus und Bahn!", {"oepnv"}),
        ("Die Straßenlaternen sind kaputt", {"beleuchtung"}),
        ("Ein Bolzplatz für alle", {"spielplatz", "sport"}),
        ("Radl-Ständer am Markt", {"fahrradparken"}),
        ("hier gilt Tempo 30", {"tempo"}),
        ("Ausbau erneuerbarer Energien", {"erneuerbare-energien"}),
        ("zu fuß unterwegs", {"fussverkehr"}),
        ("zu Fuß unterwegs", {"fussverkehr"}),
        ("Schülerinnen und Schüler", {"schule"}),
        ("RadfahrerInnen, Radfahrer*innen", {"radverkehr"}),
        ("Neuasphaltierung nötig", {"strassenzustand"}),
        ("mehr Photovoltaik, nicht nur Klimaschutz", {"photovoltaik"}),
        ("EIN RADWEG FEHLT", {"radverkehr"}),
        ("ein radweg fehlt", {"radverkehr"}),
    ],
)
def test_topics_are_found_as_people_write_them(text: str, codes: set[str]) -> None:
    assert sure_in(text) == codes


@pytest.mark.parametrize(
    "text",
    [
        "Ich höre Radio.",
        "Der Radius ist groß, Kamerad.",
        "In der Bahnhofstraße und am Schulplatz",
        "Die Autorin schreibt",
        "Das ist zahlreichen Leuten zu auswendig",
        "Da kann man ausweichen",
        "",
        "\u2028",
        "123 - !",
        "Bank",
    ],
)
def test_words_that_only_look_alike_are_no_topic(text: str) -> None:
    assert sure_in(text) == set()


def test_the_ampelkoalition_is_no_traffic_light() -> None:
    assert "ampel" not in found_in("Die Ampelkoalition streitet")


def test_confidence_follows_the_evidence() -> None:
    def sure(text: str, code: str) -> float:
        return found_in(text)[code].confidence

    exact, form = sure("Fahrradständer", "fahrradparken"), sure("Spielplatzes", "spielplatz")
    head, modifier = (
        sure("Neuasphaltierung", "strassenzustand"),
        sure("Wärmepumpenprojekt", "waermeversorgung"),
    )
    alone = sure("Bank", "stadtentwicklung")
    assert exact > form > head > modifier >= SURE > alone > 0
    two = sure("Radweg und Fahrrad", "radverkehr")
    assert sure("Radweg, Radweg", "radverkehr") == sure("Radweg", "radverkehr") < two
    both = sure("Bank in der Innenstadt", "stadtentwicklung")
    assert alone < both < SURE, "words that mostly mean something else do not make a topic"


def test_the_narrower_topic_stands_for_the_broader_one() -> None:
    assert sure_in("Klimaschutz") == {"klima-energie"}
    assert sure_in("Klimaschutz durch Wärmepumpen") == {"waermeversorgung"}


def test_at_most_five_the_surest_first_each_quoted() -> None:
    text = "Radweg, Radfahrer, Bus, Schule, Müll, Lärm, Bäume, Sport, WLAN, Theater"
    found = list(FINDER.find(unit(text)))
    assert len(found) == MOST_PER_TEXT
    assert [f.confidence for f in found] == sorted((f.confidence for f in found), reverse=True)
    assert found[0].body == f"{TOPIC}radverkehr"
    assert all(text[f.start : f.end] == f.quote and f.method == "topic-word" for f in found)


def test_what_an_idea_is_tied_to_already_is_not_found_again() -> None:
    idea = TextUnit("x", "Ein Radweg", frozenset(), frozenset({f"{TOPIC}radverkehr"}))
    assert list(FINDER.find(idea)) == []


REVERSED = TopicFinder(reversed(topics()))


@given(st.text(st.sampled_from("RadwegeBusTempo 30zuFßÄäöü-*.\n😀Kitarn/"), max_size=160))
def test_any_text_gives_quoted_topics_and_always_the_same(text: str) -> None:
    found = list(FINDER.find(unit(text)))
    assert found == list(REVERSED.find(unit(text)))
    assert len({f.body for f in found}) == len(found) <= MOST_PER_TEXT
    for each in found:
        assert text[each.start : each.end] == each.quote != ""
        assert 0 < each.confidence < 1


def test_the_words_of_the_rules_are_in_the_lexicon() -> None:
    known = FINDER.words
    lost = sorted(word for word in rules().ambiguous if " " not in word and not known.knows(word))
    assert lost == []


def test_a_used_topic_is_described_with_its_names_and_what_is_broader() -> None:
    topic = next(topic for topic in topics() if topic.code == "tempo")
    told = [str(triple) for triple in described(topic)]
    assert len(told) == 6
    assert any("mobilitaet" in triple for triple in told)


def test_a_field_of_action_of_the_same_name_is_a_close_match() -> None:
    names = [("f:1", "Mobilität"), ("f:2", "Radwege"), ("f:3", "ÖPNV"), ("f:3", "öpnv")]
    assert list(same_names(topics(), names)) == [(f"{TOPIC}mobilitaet", "f:1"), (f"{TOPIC}oepnv", "f:3")]


WORDS = ["Gleiswippe"] * 4 + ["Gleiswippen"] * 4
TEXTS = [f"Heute mit dem Lastzug gefahren. Die {word} liegt neben dem Radweg." for word in WORDS]


def test_frequent_unknown_nouns_are_offered_with_topic_and_examples() -> None:
    units = [unit(f"{text} {n}", f"u:{n}") for n, text in enumerate(TEXTS)]
    units += [unit(f"Mehr Bäume {n}!", f"v:{n}") for n in range(8)]
    (term,) = [term for term in new_terms(units, FINDER, names=["Lastzug"]) if term.label.startswith("Gleis")]
    assert (set(term.forms), term.documents) == ({"Gleiswippe", "Gleiswippen"}, 8)
    assert term.broader is not None
    for example in term.examples:
        text = TEXTS[int(example.unit.removeprefix("u:"))]
        assert text[example.start : example.end] == example.quote
    assert new_terms(reversed(units), FINDER, names=["Lastzug"]) == new_terms(
        units, FINDER, names=["Lastzug"]
    )


def test_known_rare_and_general_words_and_names_are_not_offered() -> None:
    units = [
        unit(f"Das ist Krimskrams am Radweg in Richtung Rudolstadt, Bahnhofstraße {n}.", f"u:{n}")
        for n in range(4)
    ]
    assert new_terms(units, FINDER, names=["Rudolstadt"]) == []
    assert [t.label for t in new_terms(units, FINDER, names=["Rudolstadt"], least=4)] == ["Krimskrams"]


def test_the_same_wording_many_times_counts_once() -> None:
    units = [unit("Das ist Krimskrams.", f"u:{n}") for n in range(9)]
    assert new_terms(units, FINDER) == []


def test_memory_is_bounded_and_what_is_frequent_stays() -> None:
    collector = TermCollector(FINDER.words, most_held=50)
    for n in range(400):
        rare = "".join(chr(97 + int(digit)) for digit in str(n))
        collector.add(unit(f"Das sind Krimskrams und Zzz{rare}", f"u:{n}"), ())
    assert len(collector) <= 51
    assert [term.label for term in collector.terms()] == ["Krimskrams"]


def test_an_adopted_topic_is_found_and_keeps_its_iri() -> None:
    file = entry_of("Gleiswippe", f"{TOPIC}oepnv", ["Schienenwippe", "Gleiswippe"]) + entry_of(
        "Parken", words=["Karrenhalde"]
    )
    lexicon = with_adopted(file, MINTER)
    assert len(lexicon) == len(topics()) + 1
    iri = "https://example.org/id/topic/lexikon_gleiswippe"
    assert topic_iri(MINTER, "Gleiswippe") == topic_iri(MINTER, "Gleiswippe") == iri
    finder = TopicFinder(lexicon)
    assert [f.body for f in finder.find(unit("zwei Schienenwippen"))] == [iri]
    assert [f.body for f in finder.find(unit("die Karrenhalde"))] == [f"{TOPIC}parken"]
    assert with_adopted(file, MINTER) == lexicon
    assert with_adopted("", MINTER) == topics()


@pytest.mark.parametrize(
    ("file", "key"),
    [
        ("[[topic", "topics.no-toml"),
        ("topic = 3", "topics.no-entries"),
        ("topic = [3]", "topics.no-entries"),
        ("[[topic]]\nwords = ['x']", "topics.bad-field"),
        ("[[topic]]\nlabel = 3", "topics.bad-field"),
        ("[[topic]]\nlabel = 'x'\nfarbe = 'rot'", "topics.bad-field"),
        ("[[topic]]\nlabel = 'x'\nwords = ['']", "topics.bad-field"),
        ("[[topic]]\nlabel = '?!'", "topics.no-label"),
        ("[[topic]]\nlabel = 'x'\nbroader = 'nirgends'", "topics.unknown-broader"),
        ("[[topic]]\nlabel = 'Straßen-Tier'\n[[topic]]\nlabel = 'Straßen Tier'", "topics.twice"),
    ],
)
def test_a_wrong_topics_file_is_refused_with_a_sentence(file: str, key: str) -> None:
    with pytest.raises(SourceError) as caught:
        with_adopted(file, MINTER)
    assert caught.value.args[0] == key
    assert caught.value.text("de") != caught.value.text("en")


@given(st.text(), st.lists(st.text(min_size=1).filter(str.strip)))
def test_whatever_is_adopted_can_be_read_back(label: str, words: list[str]) -> None:
    try:
        topic_iri(MINTER, label)
        lexicon = with_adopted(entry_of(label, words=words), MINTER)
    except SourceError:
        assert not any(char.isalnum() for char in label) or not label.strip()
        return
    mine = [topic for topic in lexicon if topic.label.casefold() == " ".join(label.split()).casefold()]
    assert mine
    TopicFinder(lexicon)
