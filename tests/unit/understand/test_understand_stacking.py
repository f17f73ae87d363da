"""How likely each outcome is, in the light of the sentences and of the whole mail."""

import pytest

from netpost.understand.acts import ACTS
from netpost.understand.gather import Signals, read_signals
from netpost.understand.outcome import OUTCOMES, Opinion
from netpost.understand.stacking import BIAS, WEIGHTS, find_evidence, stack
from netpost.understand.wordlists import read_lines
from understand_cases import NETWORK, make_opinion


def read(text: str) -> Signals:
    return read_signals(text, NETWORK, NETWORK.today)


WISH, FAREWELL, ILLNESS = read("Jeg vil gerne tilmeldes netværket."), read("Slet mig."), read("Jeg kan ikke komme.")


def test_outcomes_share_one_likelihood() -> None:
    assert sum(stack(make_opinion(signup=0.9), WISH).likelihoods) == pytest.approx(1)


@pytest.mark.parametrize(
    ("found", "outcome"),
    [(WISH, "signup"), (FAREWELL, "cancel"), (ILLNESS, "decline")],
    ids=["join", "leave", "absent"],
)
def test_a_sentence_that_does_it_makes_it_likelier(found: Signals, outcome: str) -> None:
    opinion = make_opinion(**{outcome: 0.5})
    others = [stack(opinion, one) for one in (WISH, FAREWELL, ILLNESS) if one is not found]
    assert stack(opinion, found).likelihood(outcome) > max(one.likelihood(outcome) for one in others)


def test_the_whole_counts_as_well() -> None:
    likelihoods = [stack(make_opinion(signup=one), WISH).likelihood("signup") for one in (0.2, 0.5, 0.8, 0.99)]
    assert likelihoods == sorted(likelihoods)
    assert likelihoods[0] < 0.5 < likelihoods[-1]


def test_nothing_is_impossible() -> None:
    certain = Opinion(tuple(float(one == "nothing") for one in OUTCOMES))
    assert 0 < stack(certain, WISH).likelihood("signup") < 0.5


def test_facets_are_those_of_the_whole() -> None:
    opinion = make_opinion(signup=0.9)._replace(facets=(0.1,) * 7)
    assert stack(opinion, WISH).facets == opinion.facets


def test_each_weight_belongs_to_what_may_speak_for_an_outcome() -> None:
    rows = [line.split("\t") for line in read_lines(WEIGHTS)]
    assert {name for name, *_ in rows} == {BIAS, *(name for name, _ in find_evidence(make_opinion(), WISH))}
    assert {f"act {one}" for one in ACTS} < {name for name, *_ in rows}
    assert {len(weights) for _, *weights in rows} == {len(OUTCOMES)}
