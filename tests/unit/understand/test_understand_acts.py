"""What a sentence does, and how sure that is: plain sentences of each act, and texts that say nothing.

The weights are learned anew now and then: only what no learning may lose stands here.
"""

from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netpost.understand.acts import ACTS, judge_acts
from netpost.understand.features import find_features, find_parts, split_tokens
from netpost.understand.linear import judge_text
from netpost.understand.wordlists import read_lines

CHANGING_ACTS = ("join", "yes", "leave", "off", "absent", "update", "substitute")
PLAIN = [
    ("join", "Tilmeld mig netværket."),
    ("join", "Jeg vil gerne tilmeldes."),
    ("join", "Sæt mig på listen."),
    ("yes", "Regn med mig."),
    ("yes", "Jeg deltager."),
    ("leave", "Slet mig fra netværket."),
    ("off", "Jeg må desværre melde fra."),
    ("absent", "Jeg kan desværre ikke komme på torsdag."),
    ("refuse", "Vi takker nej i denne omgang."),
    ("update", "Mit nye nummer er 23 45 67 89."),
    ("detail", "Faktura sendes til EAN 5798007389215."),
    ("ask", "Er der parkering?"),
    ("unsure", "Jeg vender tilbage."),
    ("substitute", "Min souschef kommer i stedet for mig."),
    ("stay", "Jeg bliver selvfølgelig i netværket."),
    ("left", "Ole går på pension."),
    ("past", "Jeg meldte mig til i juni."),
    ("foreign", "Tilmeld mig nyhedsbrevet."),
    ("chat", "Tak for et godt møde."),
]


@pytest.mark.parametrize(("act", "sentence"), PLAIN, ids=[sentence for _, sentence in PLAIN])
def test_a_plain_sentence_does_its_act(act: str, sentence: str) -> None:
    acts = judge_acts(sentence)
    assert max(acts, key=lambda one: acts[one]) == act
    assert acts[act] >= 0.5


@pytest.mark.parametrize(
    ("sentence", "acts"),
    [
        ("Tilmeld mig ikke.", ("join", "yes")),
        ("Jeg vil ikke tilmeldes.", ("join", "yes")),
        ("Jeg deltager ikke.", ("join", "yes")),
        ("Jeg kan ikke komme på torsdag.", ("yes", "join", "leave")),
        ("Vi takker nej i denne omgang.", ("join", "yes", "leave")),
    ],
)
def test_a_denied_wish_is_none(sentence: str, acts: tuple[str, ...]) -> None:
    judged = judge_acts(sentence)
    assert [act for act in acts if judged[act] >= 0.5] == []


@pytest.mark.parametrize("text", ["", " ", "....", "- - -", "12", "🙂", "14/9 10.30", "\u200b", "§"])
def test_a_text_without_letters_changes_nothing(text: str) -> None:
    acts = judge_acts(text)
    assert [act for act in CHANGING_ACTS if acts[act] >= 0.5] == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("æ" * 10_000, id="one word"),
        pytest.param("tilmeld " * 1_250, id="one word again and again"),
        pytest.param("a1" * 5_000, id="letters and digits"),
        pytest.param("@" * 10_000, id="marks"),
        pytest.param("1" * 10_000, id="digits"),
        pytest.param("mef@" + "a." * 5_000, id="an address"),
    ],
)
def test_ten_thousand_letters_are_judged(text: str) -> None:
    assert all(0 <= likelihood <= 1 for likelihood in judge_acts(text).values())


@given(st.text(max_size=300))
def test_any_text_is_judged(text: str) -> None:
    acts = judge_acts(text)
    assert tuple(acts) == ACTS
    assert all(0 <= likelihood <= 1 for likelihood in acts.values())


@pytest.mark.parametrize(("weights", "labels"), [("act_weights.tsv", 19), ("role_weights.tsv", 2)])
def test_each_label_has_its_likelihood(weights: str, labels: int) -> None:
    assert len(judge_text(weights, "Tilmeld mig netværket.")) == labels


def test_likelihood_is_the_logistic_function_of_the_sum() -> None:
    lines = dict(line.split("\t", 1) for line in read_lines("role_weights.tsv"))
    parts = [part for word in split_tokens("§ vil med") for part in find_parts(word)]
    rows = [lines[one].split() for one in ("(bias)", *find_features("§ vil med"), *parts) if one in lines]
    likelihoods = [1 / (1 + exp(-sum(map(int, weights)) / 100)) for weights in zip(*rows, strict=True)]
    assert judge_text("role_weights.tsv", "§ vil med") == pytest.approx(likelihoods)
