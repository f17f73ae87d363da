"""Words that settle that a sentence does not do what it sounds like, and words of another wish beside the one that was read."""

import pytest

from netpost.understand import Intent
from netpost.understand.acts import ACTS, EVEN, judge_acts, share_likelihood
from netpost.understand.no_wish import is_no_wish
from netpost.understand.text import split_clauses
from understand_cases import understand

SAYS_MORE = "Mailen ser ud til også at ville noget andet"


@pytest.mark.parametrize(
    ("act", "likelihood", "sentence", "is_none"),
    [
        pytest.param("leave", 1.0, "Slet venligst mit mobilnummer på listen.", True, id="a detail goes"),
        pytest.param("leave", 1.0, "Slet venligst mig på listen.", False, id="a person goes"),
        pytest.param("off", 1.0, "Jeg vil hverken afmelde mig eller klage.", True, id="denied"),
        pytest.param("join", 0.8, "Vil du rette det på listen?", True, id="a correction"),
        pytest.param("join", 0.95, "Ret listen, så jeg er på den.", False, id="plainly a wish in spite of it"),
        pytest.param("join", 0.8, "Der udpeges ikke nogen ny deltager.", True, id="nobody"),
        pytest.param("yes", 0.8, "Min chef sagde ja i går.", True, id="another's yes"),
        pytest.param("yes", 0.8, "Vi siger ja tak.", False, id="one's own yes"),
        pytest.param("yes", 1.0, "Vi glæder os til at byde jer velkommen.", True, id="a host"),
        pytest.param("off", 0.8, "Jeg har lige meldt mig ud af skakklubben.", True, id="done before"),
        pytest.param("join", 0.8, "Hvis hun vil med, skriver hun selv.", True, id="on a condition"),
    ],
)
def test_words_rule_an_act_out(act: str, likelihood: float, sentence: str, is_none: bool) -> None:
    clause = split_clauses(sentence)[0]
    assert is_no_wish(act, likelihood, dict.fromkeys(ACTS, 0.0), clause) is is_none


@pytest.mark.parametrize(
    ("sentence", "leave", "is_none"),
    [
        pytest.param("Vi skal ikke være med i netværket mere.", 0.9, True, id="denied and a farewell"),
        pytest.param("Slet Ole som deltager.", 0.9, True, id="taken off"),
        pytest.param("Slet Ole og tilmeld mig.", 0.9, False, id="one goes, one comes"),
        pytest.param("Vi skal være med i netværket.", 0.1, False, id="no farewell"),
    ],
)
def test_a_farewell_outdoes_a_sign_up(sentence: str, leave: float, is_none: bool) -> None:
    clause = split_clauses(sentence)[0]
    whole = dict.fromkeys(ACTS, 0.0) | {"leave": leave, "join": 0.89}
    assert is_no_wish("join", 0.89, whole, clause) is is_none


@pytest.mark.parametrize(
    ("together", "join", "yes", "raised"),
    [
        pytest.param(0.9, 0.4, 0.3, {"join": 0.9 * 4 / 7}, id="plain together, neither alone"),
        pytest.param(0.82, 0.3, 0.29, {"join": EVEN}, id="never less than even"),
        pytest.param(0.7, 0.4, 0.3, {}, id="not plain together"),
        pytest.param(0.9, 0.3, 0.6, {}, id="one needs no help"),
    ],
)
def test_the_likeliest_of_a_family_stands_for_all(
    together: float, join: float, yes: float, raised: dict[str, float]
) -> None:
    assert share_likelihood(together, {"join": join, "yes": yes}) == pytest.approx(raised)


def test_acts_alone_are_named() -> None:
    assert set(judge_acts("Jeg deltager i resten.")) == set(ACTS)


def test_another_wish_that_was_not_read_is_put_before_staff() -> None:
    reading = understand("Ret mit nummer til 23 45 67 89. Udmeldelsen til jul taler vi om en anden dag.")
    assert (reading.intent, reading.action) == (Intent.UPDATE, "review")
    assert reading.review[0].startswith(SAYS_MORE)


@pytest.mark.parametrize(
    ("text", "context"),
    [
        pytest.param("Jeg kommer på torsdag. Sidst var jeg desværre forhindret.", "prog", id="it was so"),
        pytest.param("Jeg kommer alligevel på torsdag. Stryg bare mit afbud.", "prog", id="taken back"),
    ],
)
def test_what_was_so_is_no_other_wish(text: str, context: str) -> None:
    assert not any(one.startswith(SAYS_MORE) for one in understand(text, context).review)
