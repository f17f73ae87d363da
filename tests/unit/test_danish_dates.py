"""Dates and times in cells."""

from __future__ import annotations

from datetime import date, time

import pytest

from netpost.meetings.dates import read_date, read_time


@pytest.mark.parametrize(
    "text",
    [
        "2017-09-14",
        "2017-9-14",
        "2017/09/14",
        "2017-09-14 00:00:00",
        "14-09-2017",
        "14.9.2017",
        "14. 9. 2017",
        "14/9 2017",
        "14-09-17",
        "14. september 2017",
        "14 sep 2017",
        "14-sep-17",
        "14. SEPT. 2017",
        "d. 14. september 2017",
        "den 14. september 2017",
        "Torsdag den 14. september 2017",
        "torsdag d. 14/9-2017",
        "torsdag, 14.09.2017",
        " 14. \xa0september  2017 ",
    ],
)
def test_every_form_of_one_day(text: str) -> None:
    assert read_date(text) == date(2017, 9, 14)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "kan ikke læses som en dato med år"),
        ("14. september", "kan ikke læses som en dato med år"),
        ("september 2017", "kan ikke læses som en dato med år"),
        ("14. september 2017 kl. 10", "kan ikke læses som en dato med år"),
        ("2017-09-14 10:00", "kan ikke læses som en dato med år"),
        ("42992", "kan ikke læses som en dato med år"),
        ("2017-02-29", "er en dato, der ikke findes"),
        ("31-09-2017", "er en dato, der ikke findes"),
        ("09-14-2017", "er en dato, der ikke findes"),
        ("14. smørember 2017", "er en dato, der ikke findes"),
        ("0000-01-01", "er en dato, der ikke findes"),
        ("fredag 14-09-2017", "passer ikke: den dag er en torsdag"),
    ],
)
def test_what_is_no_date(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"^{reason}$"):
        read_date(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10", time(10)),
        ("9.30", time(9, 30)),
        ("10:00", time(10)),
        ("10:00:00", time(10)),
        ("10,00", time(10)),
        ("kl. 10", time(10)),
        ("Klokken 8.15", time(8, 15)),
    ],
)
def test_times(text: str, expected: time) -> None:
    assert read_time(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("25", "er et klokkeslæt, der ikke findes"),
        ("10.75", "er et klokkeslæt, der ikke findes"),
        ("10-15", "kan ikke læses som et klokkeslæt"),
        ("0,41666", "kan ikke læses som et klokkeslæt"),
        ("morgen", "kan ikke læses som et klokkeslæt"),
    ],
)
def test_what_is_no_time(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"^{reason}$"):
        read_time(text)
