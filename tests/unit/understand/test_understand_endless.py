"""Texts that nobody writes must not hold up a run: what is longer than a letter goes to staff, whatever else is read in good time."""

import time

import pytest

from netpost.understand.text import LONGEST_SENTENCE, split_sentences
from netpost.understand.understanding import MOST_OWN_CHARACTERS, TOO_LONG
from understand_cases import understand

#: CPU seconds for one mail; 48,000 underscores once took 34
MOST_SECONDS = 3.0
LINES = "Vi taler om mange ting, og det bliver godt. Tilmeld mig, hvis I kan; Aarhus (eller Odense) er fint!\n"
PIECES = [
    LINES,
    "_",
    "a",
    "- ",
    ". ",
    " b",
    "a\tb\t",
    '<<((""',
    "a@b.example; ",
    "12 34 56 78 ",
    "Aa ",
    "Jens Lund, ",
    "> hej\n",
]


def measure(text: str) -> float:
    start = time.process_time()
    understand(text)
    return time.process_time() - start


@pytest.mark.parametrize("piece", PIECES)
def test_text_just_short_enough_is_read_in_good_time(piece: str) -> None:
    assert measure((piece * MOST_OWN_CHARACTERS)[: MOST_OWN_CHARACTERS - 100]) < MOST_SECONDS


@pytest.mark.parametrize("piece", PIECES)
def test_endless_text_is_not_read_through(piece: str) -> None:
    assert measure((piece * 150_000)[:150_000]) < MOST_SECONDS


def test_spaces_between_two_words_are_read_in_good_time() -> None:
    assert measure(f"a{' ' * 100_000}b") < MOST_SECONDS


def test_mail_longer_than_a_letter_is_for_staff() -> None:
    reading = understand(LINES * (MOST_OWN_CHARACTERS // len(LINES) + 1))
    assert (reading.review, reading.people) == ((TOO_LONG,), ())


def test_sentence_without_end_is_cut_between_words() -> None:
    sentences = split_sentences("alpha beta " * 400)
    assert max(map(len, sentences)) <= LONGEST_SENTENCE
    assert " ".join(sentences).split() == ["alpha", "beta"] * 400
