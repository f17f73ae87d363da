"""Normal forms of single cells."""

from __future__ import annotations

import pytest

from netpost.members import (
    STATUS_WORDS,
    find_ean,
    find_email,
    find_iso_date,
    find_phone,
    format_ean,
    format_phone,
    nearest_word,
    next_id,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("MHO@Lolland.example", "mho@lolland.example"),
        ("Mette <mho@lolland.example>", "mho@lolland.example"),
        ("mailto:mho@lolland.example", "mho@lolland.example"),
        ("mho@lolland.example\u200b", "mho@lolland.example"),
        ("mho@lolland", None),
        ("a@b.example; c@d.example", None),
        ("", None),
    ],
)
def test_finds_email(text: str, found: str | None) -> None:
    assert find_email(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("33 70 32 34", "+4533703234"),
        ("33703234", "+4533703234"),
        ("+45 33-70-32-34", "+4533703234"),
        ("(0045) 33703234", "+4533703234"),
        ("4533703234", "+4533703234"),
        ("0046 8 123 456", "+468123456"),
        ("+46 (0)8 123 456", "+468123456"),
        ("468123456", None),
        ("13703234", None),
        ("33703234 lok. 5", None),
        ("", None),
    ],
)
def test_finds_phone(text: str, found: str | None) -> None:
    assert find_phone(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("5798 0073 8921 5", "5798007389215"),
        ('="5798007389215"', "5798007389215"),
        ("5,79801E+12", None),
        ("579800738921", None),
    ],
)
def test_finds_ean(text: str, found: str | None) -> None:
    assert find_ean(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2017-06-27", "2017-06-27"),
        ("27-06-2017", "2017-06-27"),
        ("27/6-17", "2017-06-27"),
        ("27.6.2017 10:00", "2017-06-27"),
        ("tirsdag den 27. juni 2017", "2017-06-27"),
        ("27-jun-17", "2017-06-27"),
        ("2017-06-27T10:00:00", "2017-06-27"),
        ("31-02-2017", None),
        ("juni", None),
        ("nej", None),
    ],
)
def test_finds_date(text: str, found: str | None) -> None:
    assert find_iso_date(text) == found


def test_formats_numbers() -> None:
    assert format_ean("5798007389215") == "5798 0073 8921 5"
    assert format_phone("+4533703234") == "33 70 32 34"
    assert format_phone("+12125550123") == "001 212 555 0123"
    assert next_id(1) == "M0001"
    assert next_id(12345) == "M12345"


@pytest.mark.parametrize(
    ("text", "word"), [("tilmelt", "tilmeldt"), ("Ventliste", "venteliste"), ("afmeld", "afmeldt"), ("xyz", None)]
)
def test_finds_nearest_word(text: str, word: str | None) -> None:
    assert nearest_word(text, STATUS_WORDS) == word
