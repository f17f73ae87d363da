"""What the mail as a whole changes in what its sentences came to."""

from dataclasses import replace

import pytest

from netpost.understand.choice import Scope
from netpost.understand.gather import read_signals
from netpost.understand.intent import Verdict
from netpost.understand.marks import MEETING_MARKS
from netpost.understand.outcome import Opinion
from netpost.understand.reading import Intent, Person
from netpost.understand.second_opinion import (
    CALMLY,
    CERTAINLY,
    CLEAR,
    IDLY,
    LIKELY,
    SURELY,
    UNCLEAR,
    UNCLEAR_MEETINGS,
    UNCLEAR_PEOPLE,
    describe_opinion,
    doubt_people,
    is_surely_writers,
    needs_nobody,
    settle_scope,
    weigh_again,
)
from netpost.understand.signup_scope import HELD
from understand_cases import NETWORK, make_opinion

WISH = "Jeg vil gerne tilmeldes netværket."
CORRECTION = "Mit nye nummer er 23 45 67 89."
DOUBT = "Mailen tøver: det er ikke en klar besked."


def weigh(text: str, verdict: Verdict, opinion: Opinion) -> Verdict:
    return weigh_again(verdict, opinion, read_signals(text, NETWORK, NETWORK.today))


def make_verdict(text: str, intent: Intent, act: str) -> Verdict:
    found = read_signals(text, NETWORK, NETWORK.today)
    return Verdict(intent, tuple(getattr(found, act)), (DOUBT,), ("Mailen beder om en plads.",))


def test_doubts_fall_where_the_whole_mail_is_clear() -> None:
    verdict = weigh(WISH, make_verdict(WISH, Intent.SIGNUP, "join"), make_opinion(signup=0.97))
    assert (verdict.intent, verdict.review) == (Intent.SIGNUP, ())
    assert verdict.reasons[-1] == CLEAR


@pytest.mark.parametrize("share", [SURELY - 0.01, 0.6])
def test_doubts_stand_where_it_is_not(share: float) -> None:
    verdict = make_verdict(WISH, Intent.SIGNUP, "join")
    assert weigh(WISH, verdict, make_opinion(signup=share)) == verdict


def test_a_plain_wish_stays_as_it_is() -> None:
    verdict = replace(make_verdict(WISH, Intent.SIGNUP, "join"), review=())
    assert weigh(WISH, verdict, make_opinion(signup=0.99)) == verdict


@pytest.mark.parametrize(("share", "review"), [(LIKELY, ()), (LIKELY - 0.01, (UNCLEAR,)), (0.05, (UNCLEAR,))])
def test_an_act_without_doubts_is_held_where_it_is_not_surely_right(share: float, review: tuple[str, ...]) -> None:
    verdict = replace(make_verdict(WISH, Intent.SIGNUP, "join"), review=())
    assert weigh(WISH, verdict, make_opinion(signup=share)).review == review


def test_another_wish_is_found_in_the_sentence_that_may_bear_it() -> None:
    verdict = weigh(CORRECTION, Verdict(Intent.OTHER), make_opinion(update=0.97))
    assert (verdict.intent, verdict.kinds, verdict.review) == (Intent.UPDATE, {"phone"}, ())
    assert [one.words for one in verdict.deciding] == [CORRECTION]


def test_of_two_plain_wishes_the_surer_counts() -> None:
    verdict = replace(make_verdict(WISH, Intent.SIGNUP, "join"), review=())
    weighed = weigh(f"{WISH} {CORRECTION}", verdict, make_opinion(update=SURELY))
    assert (weighed.intent, weighed.review) == (Intent.UPDATE, ())


def test_a_wish_that_no_sentence_may_bear_is_not_found() -> None:
    verdict = Verdict(Intent.OTHER)
    assert weigh("Hej", verdict, make_opinion(cancel=0.99)) == verdict


@pytest.mark.parametrize("text", ["!!! --b", "x", "Zqx qqz"])
def test_no_wish_is_found_where_there_are_no_words(text: str) -> None:
    assert weigh(text, Verdict(Intent.OTHER), make_opinion(signup=0.99)).intent is Intent.OTHER


@pytest.mark.parametrize(("share", "falls"), [(CERTAINLY, True), (CERTAINLY - 0.01, False)])
def test_that_somebody_comes_in_anothers_place_falls_late(share: float, falls: bool) -> None:
    doubt = "Mailen handler om en afløser eller om at give en plads videre."
    verdict = replace(make_verdict(WISH, Intent.SIGNUP, "join"), review=(DOUBT, doubt))
    assert weigh(WISH, verdict, make_opinion(signup=share)).review == (() if falls else (doubt,))


def test_a_wish_whose_sentence_is_not_found_holds_another() -> None:
    verdict = replace(make_verdict(WISH, Intent.SIGNUP, "join"), review=())
    assert weigh("!!! --b", verdict, make_opinion(cancel=0.99)).review == (UNCLEAR,)


@pytest.mark.parametrize(("share", "is_let_be"), [(CALMLY, True), (CALMLY - 0.01, False)])
def test_mere_talk_is_let_be_where_the_whole_does_not_speak_against_it(share: float, is_let_be: bool) -> None:
    assert needs_nobody(Verdict(Intent.OTHER, is_calm=True), make_opinion(nothing=share)) is is_let_be


@pytest.mark.parametrize(("share", "is_let_be"), [(IDLY, True), (IDLY - 0.01, False)])
def test_what_surely_wants_nothing_is_let_be(share: float, is_let_be: bool) -> None:
    assert needs_nobody(Verdict(Intent.OTHER), make_opinion(nothing=share)) is is_let_be
    verdict = make_verdict(WISH, Intent.SIGNUP, "join")
    assert weigh(WISH, verdict, make_opinion(nothing=share)).intent is (Intent.OTHER if is_let_be else Intent.SIGNUP)


@pytest.mark.parametrize(
    ("facets", "doubts"),
    [
        ({"writer": 0.97, "others": 0.04}, []),
        ({"writer": 0.01, "others": 0.95}, [UNCLEAR_PEOPLE]),
        ({"writer": 0.97, "others": 0.99}, [UNCLEAR_PEOPLE]),
        ({"writer": 0.4, "others": 0.5}, []),
    ],
)
def test_whom_the_whole_mail_hardly_means(facets: dict[str, float], doubts: list[str]) -> None:
    opinion = make_opinion(signup=0.97, facets=facets)
    found = [Person("Ole Finn", is_writer=True)]
    assert list(doubt_people(Intent.SIGNUP, opinion, found)) == doubts
    assert list(doubt_people(Intent.ACCEPT, opinion, found)) == []


AARHUS, ODENSE, VEJLE = AHEAD = ("2017-09-14", "2017-11-16", "2018-01-25")
OPEN = "Det er ikke klart, hvilke møder tilmeldingen gælder."


@pytest.mark.parametrize(
    ("meant", "found", "settled"),
    [
        pytest.param((0.99, 0.99, 0.99), Scope(), Scope(), id="all, as found"),
        pytest.param((0.01, 0.99, 0.99), Scope((), (OPEN,)), Scope((ODENSE, VEJLE)), id="two, where it was open"),
        pytest.param((0.99, 0.99, 0.99), Scope((AARHUS,), (OPEN,)), Scope(), id="all, where it was open"),
        pytest.param((0.6, 0.99, 0.99), Scope((), (OPEN,)), Scope((), (OPEN,)), id="not sure of each"),
        pytest.param((0.01, 0.99, 0.99), Scope(), Scope((), (UNCLEAR_MEETINGS,)), id="hardly all"),
        pytest.param((0.99, 0.01, 0.99), Scope((AARHUS,)), Scope((AARHUS,), (UNCLEAR_MEETINGS,)), id="another, too"),
        pytest.param((0.01, 0.01, 0.01), Scope((), (OPEN,)), Scope((), (OPEN,)), id="none"),
        pytest.param((0.99, 0.01, 0.01), Scope((), (HELD,)), Scope((), (HELD,)), id="one that is over"),
        pytest.param((0.01, 0.99, 0.01), Scope(("2017-06-14",)), Scope(("2017-06-14",)), id="none to come"),
    ],
)
def test_which_meetings_a_wish_covers(meant: tuple[float, ...], found: Scope, settled: Scope) -> None:
    opinion = make_opinion(signup=0.97, facets=dict(zip(MEETING_MARKS, meant, strict=False)))
    assert settle_scope(found, Intent.SIGNUP, opinion, AHEAD, is_of_one=True, is_each_named=False) == settled


def test_a_meeting_beyond_the_last_mark_leaves_the_meetings_open() -> None:
    opinion = make_opinion(signup=0.97, facets=dict.fromkeys(MEETING_MARKS, 0.99))
    five = (*AHEAD, "2018-03-22", "2018-05-24")
    assert settle_scope(Scope((), (OPEN,)), Intent.SIGNUP, opinion, five, is_of_one=True, is_each_named=False) == Scope(
        (), (OPEN,)
    )


@pytest.mark.parametrize(("is_each_named", "review"), [(True, ()), (False, (UNCLEAR_MEETINGS,))])
def test_a_mail_that_names_each_meeting_is_believed(is_each_named: bool, review: tuple[str, ...]) -> None:
    opinion = make_opinion(signup=0.97, facets=dict(zip(MEETING_MARKS, (0.9, 0.99, 0.99), strict=False)))
    scope = settle_scope(
        Scope((ODENSE, VEJLE)), Intent.SIGNUP, opinion, AHEAD, is_of_one=True, is_each_named=is_each_named
    )
    assert scope.review == review


def test_an_absence_from_all_names_them() -> None:
    opinion = make_opinion(decline=0.97, facets=dict.fromkeys(MEETING_MARKS, 0.99))
    assert settle_scope(
        Scope((), (OPEN,)), Intent.DECLINE, opinion, AHEAD, is_of_one=True, is_each_named=False
    ) == Scope(AHEAD)


def test_a_wish_is_surely_the_writers_own() -> None:
    own, shared = {"writer": 0.99, "others": 0.01}, {"writer": 0.95, "others": 0.3}
    assert is_surely_writers(make_opinion(signup=0.97, facets=own), Intent.SIGNUP)
    assert not is_surely_writers(make_opinion(signup=0.97, facets=shared), Intent.SIGNUP)
    assert not is_surely_writers(make_opinion(signup=0.8, facets=own), Intent.SIGNUP)


def test_an_opinion_is_told_in_danish() -> None:
    assert describe_opinion(make_opinion(signup=0.9, review=0.08)) == "tilmelding 90 %, noget for et menneske 8 %"
