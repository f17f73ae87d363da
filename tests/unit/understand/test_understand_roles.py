"""Whether a mail is about a person whom it names, and whether it is about its writer, too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netpost.understand.roles import judge_person, judge_self

NAME = "Ole Damborg"


def judge(sentence: str) -> float:
    start = sentence.index(NAME)
    return judge_person(sentence, start, start + len(NAME))


@pytest.mark.parametrize(
    "sentence",
    [
        "Ole Damborg vil gerne med.",
        "Tilmeld Ole Damborg.",
        "Ole Damborg kan ikke komme på torsdag.",
        "Fjern Ole Damborg fra listen.",
    ],
)
def test_a_person_whom_the_mail_is_about_is_meant(sentence: str) -> None:
    assert judge(sentence) >= 0.75


@pytest.mark.parametrize(
    "sentence",
    [
        "Hils Ole Damborg.",
        "Ole Damborg sendte mig jeres invitation.",
        "Min chef Ole Damborg har godkendt det.",
        pytest.param(
            "Ole Damborg anbefalede netværket.",
            marks=pytest.mark.xfail(strict=True, reason="taken for a wish of his"),
            id="recommended",
        ),
    ],
)
def test_a_person_who_is_only_mentioned_is_not_meant(sentence: str) -> None:
    assert judge(sentence) <= 0.25


@pytest.mark.parametrize(
    ("sentence", "is_about_writer"),
    [
        ("Tilmeld mig og § til netværket.", True),
        ("Jeg har talt med §, og tilmeld mig.", True),
        ("§ vil gerne med.", False),
        ("Fjern § fra listen.", False),
    ],
)
def test_a_mail_that_names_others_may_be_about_its_writer_too(sentence: str, is_about_writer: bool) -> None:
    assert (judge_self(sentence) >= 0.5) is is_about_writer


def test_only_the_place_of_the_name_counts() -> None:
    assert judge("Tilmeld Ole Damborg.") == judge_person("Tilmeld Xi.", 8, 10)


@given(st.text(max_size=100), st.integers(0, 100), st.integers(0, 100))
def test_any_place_in_any_text_is_judged(text: str, start: int, end: int) -> None:
    assert 0 <= judge_person(text, start, end) <= 1
    assert 0 <= judge_self(text) <= 1
