"""Which meetings words point at, from Thursday 7 September 2017 on."""

from datetime import date

import pytest

from netpost.understand.mention import join_ids
from netpost.understand.text import fold, measure_distance, split_sentences
from netpost.understand.when import find_meetings
from understand_cases import NETWORK

AARHUS, ODENSE, VEJLE = "2017-09-14", "2017-11-16", "2018-01-25"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("den 14. september", [AARHUS]),
        ("14/9", [AARHUS]),
        ("d. 16.", [ODENSE]),
        ("den 14. og 16. november", [ODENSE]),
        ("25.01.2018", [VEJLE]),
        ("på torsdag", [AARHUS]),
        ("i næste uge", [AARHUS]),
        ("næste gang", [AARHUS]),
        ("de to sidste", [ODENSE, VEJLE]),
        ("resten af året", [AARHUS, ODENSE]),
        ("alle tre møder", [AARHUS, ODENSE, VEJLE]),
        ("begge møder", []),
        ("novembermødet", [ODENSE]),
        ("2. møde", [AARHUS]),
        ("i Odense og Vejle", [ODENSE, VEJLE]),
        ("Vejle Kommune", []),
        ("min kollega i Odense", []),
        ("torsdag den 15. november", []),
        ("fredag den 16. november", []),
        ("kl. 10-15", []),
        ("alle tre kan faktureres", []),
        ("det midterste", [ODENSE]),
        ("det mellemste møde", [ODENSE]),
        ("the middle one", [ODENSE]),
        ("den mellemste af de tre datoer", [ODENSE]),
        ("16.11", [ODENSE]),
        ("den 16. og til januar", [ODENSE, VEJLE]),
        ("den 16. november og i januar", [ODENSE, VEJLE]),
        ("møderne i november og i januar", [ODENSE, VEJLE]),
        ("og til januar 2018", []),
        ("til november", []),
        ("de to siste samlingene", [ODENSE, VEJLE]),
    ],
)
def test_meetings_are_found(text: str, ids: list[str]) -> None:
    found = join_ids(find_meetings(text, NETWORK, date(2017, 9, 7)), NETWORK.meetings)
    assert list(found) == ids


@pytest.mark.parametrize(
    ("day", "ids"), [(date(2017, 9, 14), [AARHUS]), (date(2017, 9, 13), [])], ids=["the day itself", "the day before"]
)
def test_today_is_the_day_of_the_mail(day: date, ids: list[str]) -> None:
    assert [one for mention in find_meetings("mødet i dag", NETWORK, day) for one in mention.ids] == ids


def test_unknown_date_is_mentioned_without_meeting() -> None:
    (mention,) = find_meetings("mødet den 15. november", NETWORK, date(2017, 9, 7))
    assert (mention.ids, mention.is_day) == ((), True)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("den 9.11", date(2017, 11, 9), id="called a date"),
        pytest.param("9/11", date(2017, 11, 9), id="no stop"),
        pytest.param("9.11.2017", date(2017, 11, 9), id="with a year"),
        pytest.param("16.11", date(2017, 11, 16), id="a meeting's day"),
    ],
)
def test_a_date_is_no_time_of_day(text: str, day: date) -> None:
    (mention,) = find_meetings(text, NETWORK, date(2017, 9, 7))
    assert mention.day == day


@pytest.mark.parametrize("text", ["toget 7.04", "er der 9.11"])
def test_a_time_of_day_mentions_no_meeting(text: str) -> None:
    assert find_meetings(text, NETWORK, date(2017, 9, 7)) == []


@pytest.mark.parametrize("day", [date(2017, 6, 10), date(2017, 12, 1)], ids=["four to come", "one to come"])
def test_the_middle_one_is_one_of_three(day: date) -> None:
    assert [one.ids for one in find_meetings("det midterste", NETWORK, day)] == [()]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("På Ærø", "paa aeroe"),
        ("geren tilmedles netværet", "gerne tilmeldes netvaerket"),
        ("anmelde", "anmelde"),
        ("ti\u00adlmeld", "tilmeld"),
    ],
)
def test_words_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_swapped_letters_count_once() -> None:
    assert measure_distance("geren", "gerne") == 1


def test_dates_and_abbreviations_end_no_sentence() -> None:
    text = "Jeg kommer den 14. september kl. 10. Vi ses f.eks. i Vejle. Pr. 1. november skifter jeg."
    assert split_sentences(text) == [
        "Jeg kommer den 14. september kl. 10.",
        "Vi ses f.eks. i Vejle.",
        "Pr. 1. november skifter jeg.",
    ]
