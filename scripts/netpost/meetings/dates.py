"""Dates and times as people and Danish spreadsheet programs write them in a cell → date and time.

ISO stays what it is, Excel makes `14-09-2017` of it, LibreOffice `14-09-17`, and people type `14. september 2017`.
A date without a year is none: which year is meant is not for a program to guess. Faults are said in Danish.
"""

from __future__ import annotations

import re
from datetime import date, time

MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")

DATE_PATTERN = re.compile(
    rf"""
    (?: (?P<weekday> {"|".join(WEEKDAYS)} ) ,? \s* (?: den | d\. )? \s* | den \s+ | d\. \s* )?
    (?:
        (?P<iso_year> \d{{4}} ) [-./] (?P<iso_month> \d{{1,2}} ) [-./] (?P<iso_day> \d{{1,2}} )
        (?: [T ] 00:00 (?: :00 )? )?                                        # what some programs add to a date
      | (?P<day> \d{{1,2}} ) \s* [-./\s] \s*
        (?: (?P<month> \d{{1,2}} ) | (?P<name> [a-zæøå]{{3,9}} ) ) \s* [-./\s] \s*
        (?P<year> \d{{4}} | \d{{2}} )
    )
    """,
    re.VERBOSE,
)
TIME_PATTERN = re.compile(r"(?:kl\.?|klokken)?\s*(\d{1,2})(?:\s*[.:,]\s*(\d{2}))?(?:[.:]00)?")


def read_date(text: str) -> date:
    """Read a date with its year. Raises ValueError with the reason in Danish, to stand after the cell's text."""
    match = DATE_PATTERN.fullmatch(" ".join(text.casefold().split()))
    if match is None:
        raise ValueError("kan ikke læses som en dato med år")
    year = match["iso_year"] or match["year"]
    month = _month_number(match["name"]) if match["name"] else int(match["iso_month"] or match["month"])
    try:
        day = date(int(year if len(year) == 4 else "20" + year), month, int(match["iso_day"] or match["day"]))
    except ValueError:
        raise ValueError("er en dato, der ikke findes") from None
    if match["weekday"] and match["weekday"] != WEEKDAYS[day.weekday()]:
        raise ValueError(f"passer ikke: den dag er en {WEEKDAYS[day.weekday()]}")
    return day


def read_time(text: str) -> time:
    """Read a time of day such as 10, 10.00, 10:00 or kl. 10. Raises ValueError with the reason in Danish."""
    match = TIME_PATTERN.fullmatch(text.strip().casefold())
    if match is None:
        raise ValueError("kan ikke læses som et klokkeslæt")
    try:
        return time(int(match[1]), int(match[2] or 0))
    except ValueError:
        raise ValueError("er et klokkeslæt, der ikke findes") from None


def _month_number(name: str) -> int:
    """Take a month by its first letters; an unknown word gives 0, which no date has."""
    return next((number for number, month in enumerate(MONTHS, 1) if month.startswith(name)), 0)
