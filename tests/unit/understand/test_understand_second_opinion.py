"""What the mail as a whole changes in what its sentences came to."""

from dataclasses import replace

import pytest

from netpost.understand.gather import read_signals
from netpost.understand.intent import Verdict
from netpost.understand.outcome import OUTCOMES, Opinion
from netpost.understand.reading import Intent, Person
from netpost.understand.second_opinion import (
    CLEAR,
    UNCLEAR,
    UNCLEAR_MEETINGS,
    UNCLEAR_PEOPLE,
    describe_opinion,
    doubt_target,
    is_surely_writers,
    may_rest,
    needs_nobody,
    weigh_again,
)
from understand_cases import NETWORK

WISH = "Jeg vil gerne tilmeldes netværket."
CORRECTION = "Mit nye nummer er 23 45 67 89."
DOUBT = "Mailen tøver: det er ikke en klar besked."


def make_opinion(**shares: float) -> Opinion:
    rest = (1 - sum(shares.values())) / (len(OUTCOMES) - len(shares))
    return Opinion(tuple(shares.get(one, rest) for one in OUTCOMES))


def replace_facets(opinion: Opinion, facets: tuple[float, ...]) -> Opinion:
    return opinion._replace(facets=facets)


def weigh(text: str, verdict: Verdict, opinion: Opinion) -> Verdict:
    return weigh_again(verdict, opinion, read_signals(text, NETWORK, NETWORK.today))


def make_verdict(text: str, intent: Intent, act: str) -> Verdict:
    found = read_signals(text, NETWORK, NETWORK.today)
    return Verdict(intent, tuple(getattr(found, act)), (DOUBT,), ("Mailen beder om en plads.",))


def test_doubts_fall_where_the_whole_mail_is_clear() -> None:
    verdict = weigh(WISH, make_verdict(WISH, Intent.SIGNUP, "join"), make_opinion(signup=0.97))
    assert (verdict.intent, verdict.review) == (Intent.SIGNUP, ())
    assert verdict.reasons[-1] == CLEAR


@pytest.mark.parametrize("share", [0.95, 0.5, 0.2])
def test_doubts_stand_where_it_is_not(share: float) -> None:
    verdict = make_verdict(WISH, Intent.SIGNUP, "join")
    assert weigh(WISH, verdict, make_opinion(signup=share)) == verdict


def test_a_plain_wish_stays_as_it_is() -> None:
    verdict = replace(make_verdict(WISH, Intent.SIGNUP, "join"), review=())
    assert weigh(WISH, verdict, make_opinion(signup=0.99)) == verdict


def test_an_act_is_held_that_the_whole_mail_hardly_bears() -> None:
    verdict = replace(make_verdict(WISH, Intent.SIGNUP, "join"), review=())
    assert weigh(WISH, verdict, make_opinion(signup=0.05)).review == (UNCLEAR,)


def test_another_wish_is_found_in_the_sentence_that_may_bear_it() -> None:
    verdict = weigh(CORRECTION, Verdict(Intent.OTHER), make_opinion(update=0.97))
    assert (verdict.intent, verdict.kinds, verdict.review) == (Intent.UPDATE, {"phone"}, ())
    assert [one.words for one in verdict.deciding] == [CORRECTION]


def test_two_plain_wishes_that_differ_go_to_staff() -> None:
    verdict = replace(make_verdict(WISH, Intent.SIGNUP, "join"), review=())
    assert weigh(WISH, verdict, make_opinion(update=0.97)).review == (UNCLEAR,)


@pytest.mark.parametrize(
    "doubt",
    [
        "Mailen handler om en afløser eller om at give en plads videre.",
        "Mailen siger både, at nogen forlader netværket, og at nogen bliver.",
        "Mailen melder til og siger samtidig fra til et møde.",
    ],
)
def test_two_things_at_once_stay_doubtful(doubt: str) -> None:
    verdict = replace(make_verdict(WISH, Intent.SIGNUP, "join"), review=(doubt,))
    assert weigh(WISH, verdict, make_opinion(signup=0.99)) == verdict


def test_a_wish_that_no_sentence_may_bear_is_not_found() -> None:
    verdict = Verdict(Intent.OTHER)
    assert weigh("Hej", verdict, make_opinion(cancel=0.99)) == verdict


@pytest.mark.parametrize("text", ["!!! --b", "x", "Hej hej"])
def test_no_wish_is_found_where_there_are_no_words(text: str) -> None:
    assert weigh(text, Verdict(Intent.OTHER), make_opinion(signup=0.99)).intent is Intent.OTHER


def test_only_what_no_wish_was_found_in_is_let_be() -> None:
    calm = Verdict(Intent.OTHER, is_calm=True)
    assert needs_nobody(Verdict(Intent.OTHER), make_opinion(nothing=0.98), is_asked=False)
    assert not needs_nobody(Verdict(Intent.OTHER), make_opinion(nothing=0.98), is_asked=True)
    assert not needs_nobody(Verdict(Intent.OTHER), make_opinion(nothing=0.9), is_asked=False)
    assert needs_nobody(calm, make_opinion(nothing=0.7), is_asked=True)
    assert not needs_nobody(calm, make_opinion(nothing=0.4), is_asked=False)
    assert not may_rest(make_opinion(nothing=0.4))


def test_a_wish_falls_where_the_whole_mail_surely_wants_nothing() -> None:
    verdict = make_verdict(WISH, Intent.SIGNUP, "join")
    assert weigh(WISH, verdict, make_opinion(nothing=0.99)).intent is Intent.OTHER
    assert weigh(WISH, verdict, make_opinion(nothing=0.98)).intent is Intent.SIGNUP


@pytest.mark.parametrize(
    ("facets", "doubts"),
    [
        ((0.97, 0.04, 0.05), []),
        ((0.01, 0.95, 0.05), [UNCLEAR_PEOPLE]),
        ((0.97, 0.99, 0.05), [UNCLEAR_PEOPLE]),
        ((0.97, 0.04, 0.99), [UNCLEAR_MEETINGS]),
        ((0.4, 0.5, 0.6), []),
    ],
)
def test_whom_and_which_meetings_the_whole_mail_hardly_means(facets: tuple[float, ...], doubts: list[str]) -> None:
    opinion = replace_facets(make_opinion(signup=0.97), facets)
    found = [Person("Ole Finn", is_writer=True)]
    assert list(doubt_target(Intent.SIGNUP, opinion, found, leaves_out_meeting=False)) == doubts
    assert list(doubt_target(Intent.ACCEPT, opinion, found, leaves_out_meeting=False)) == []


def test_a_wish_is_surely_the_writers_own() -> None:
    assert is_surely_writers(replace_facets(make_opinion(signup=0.97), (0.97, 0.03, 0.1)), Intent.SIGNUP)
    assert not is_surely_writers(replace_facets(make_opinion(signup=0.97), (0.95, 0.3, 0.1)), Intent.SIGNUP)
    assert not is_surely_writers(replace_facets(make_opinion(signup=0.8), (0.97, 0.03, 0.1)), Intent.SIGNUP)


def test_an_opinion_is_told_in_danish() -> None:
    assert describe_opinion(make_opinion(signup=0.9, review=0.08)) == "tilmelding 90 %, noget for et menneske 8 %"
