"""A sentence → its features: what changes from mail to mail becomes a placeholder, the rest words, pairs and classes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netpost.understand.features import PERSON_MARK, find_features, find_parts


@pytest.mark.parametrize(
    ("sentence", "there", "absent"),
    [
        pytest.param("mail mef@vejen.example", {"ADDRESS"}, {"mef", "vejen", "example"}, id="address"),
        pytest.param("EAN 5798005810223", {"LONGNUMBER"}, {"NUMBER", "5798005810223"}, id="long number"),
        pytest.param("kl. 10.30", {"NUMBER"}, {"LONGNUMBER", "10.30"}, id="number"),
        pytest.param("den 14/9", {"NUMBER"}, {"14", "9"}, id="date"),
        pytest.param("mødet i Odense", {"CITY"}, {"odense", "NAME"}, id="city"),
        pytest.param("mødet i Århus", {"CITY"}, {"aarhus"}, id="city in another spelling"),
        pytest.param("mødet i november", {"MONTH"}, {"november"}, id="month"),
        pytest.param("Tilmeld Torvald", {"NAME", "tilmeld"}, {"torvald"}, id="name"),
        pytest.param("Torvald kommer", {"torvald"}, {"NAME"}, id="first word is no name"),
        pytest.param("hilsen XYZZY", {"xyzzy"}, {"NAME"}, id="capitals are no name"),
        pytest.param("Jeg vil Gerne med", {"gerne"}, {"NAME"}, id="a known word is no name"),
        pytest.param("Kan I sende det?", {"YOU-ALL", "?"}, {"i", "@SELF"}, id="I, you all"),
        pytest.param("mødet i dag", {"i"}, {"YOU-ALL"}, id="i, in"),
        pytest.param("I am in", {"i"}, {"YOU-ALL"}, id="I at the beginning may be English"),
        pytest.param("på PÅ", {"paa", "paa paa"}, {"på"}, id="folded"),
        pytest.param("geren med", {"gerne"}, {"geren"}, id="mended"),
        pytest.param("§ vil med", {PERSON_MARK, "@PERSON", "^ §"}, set(), id="the person asked about"),
    ],
)
def test_a_word_becomes_what_it_stands_for(sentence: str, there: set[str], absent: set[str]) -> None:
    features = find_features(sentence)
    assert there <= features
    assert not absent & features


def test_words_pairs_and_classes_are_seen() -> None:
    features = find_features("Tilmeld mig")
    assert {"tilmeld", "mig", "^ tilmeld", "tilmeld mig", "mig $"} <= features
    assert {"^@JOIN", "@JOIN", "@SELF", "@JOIN mig", "tilmeld @SELF", "@JOIN@SELF!"} <= features
    assert {"len0", "short:JOIN SELF"} <= features


def test_words_apart_are_seen_together() -> None:
    apart = {one for one in find_features("slet mig ikke fra netværket i dag") if "_" in one}
    assert {"slet_ikke", "ikke_netvaerket", "slet_netvaerket", "mig_i"} <= apart
    assert not {"slet_mig", "slet_i", "slet_dag"} & apart


def test_forms_of_a_word_share_parts() -> None:
    assert {"%ilmel", "%mel", "%<til"} <= {*find_parts("tilmelder")} & {*find_parts("tilmeldes")}
    assert find_parts("er") == find_parts("NAME") == ()


@pytest.mark.parametrize(
    ("sentence", "pair"),
    [
        pytest.param("Tilmeld mig", "@JOIN@SELF!", id="next to each other"),
        pytest.param("Tilmeld xyz mig", "@JOIN@SELF!", id="a word between"),
        pytest.param("Tilmeld xyz xyzz mig", "@JOIN@SELF", id="two words between"),
    ],
)
def test_classes_near_each_other_are_paired(sentence: str, pair: str) -> None:
    assert {one for one in find_features(sentence) if one.startswith("@JOIN@SELF")} == {pair}


def test_classes_far_from_each_other_are_not_paired() -> None:
    assert not [one for one in find_features("Tilmeld xyz xyzz zyx mig") if one.startswith("@JOIN@SELF")]


def test_two_names_in_a_row_are_one() -> None:
    assert find_features("Tilmeld Torvald") == find_features("Tilmeld Torvald Aabenfeldt Qvortrup")


@pytest.mark.parametrize("pair", [("Vi ses i Vejle", "Vi ses i Odense"), ("Ring 20 30 40 51", "Ring 99 88 77 66")])
def test_mails_that_differ_in_facts_alone_look_alike(pair: tuple[str, str]) -> None:
    assert find_features(pair[0]) == find_features(pair[1])


def test_only_short_sentences_are_seen_whole() -> None:
    assert [one for one in find_features("a b c d e") if one.startswith("short:")]
    assert not [one for one in find_features("a b c d e f") if one.startswith("short:")]


@given(st.text(max_size=200))
def test_any_text_has_features(text: str) -> None:
    features = find_features(text)
    assert [one for one in features if one.startswith("len")]
    assert not {"^", "$"} & features
