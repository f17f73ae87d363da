"""Dates as people and spreadsheet programs write them in a cell or a header.

Danish order (day before month) throughout. Nothing here asks what day it is.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
OTHER_MONTHS = {"may": 5, "oct": 10, "mrt": 3}
CLOCK = r"(?:[Tt ]+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)?"
YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){CLOCK}")
DAY_FIRST = re.compile(rf"(\d{{1,2}})\s*[-/. ]\s*(\d{{1,2}})\s*[-/. ]\s*(\d{{4}}|\d{{2}}){CLOCK}")
MONTH_NAMED = re.compile(rf"(\d{{1,2}})[. -]*([a-zæøå]{{3,9}})[. -]*(\d{{4}}|\d{{2}}){CLOCK}")
DAY_AND_MONTH = re.compile(r"(\d{1,2})\s*[-/.]\s*(?:(\d{1,2})|([a-z]{3,9}))\.?|(\d{1,2})\.?\s+([a-z]{3,9})\.?")
MONTH_AND_YEAR = re.compile(r"(?:(\d{1,2})|([a-z]{3,9})\.?)[-/. ](\d{4}|\d{2})")
WEEKDAY = re.compile(r"(?:man|tirs|ons|tors|fre|lør|søn)dag(?: d\.| den)?,? +")
SPREADSHEET_EPOCH = date(1899, 12, 30)


def make_date(year: str | int, month: str | int, day: str | int) -> date | None:
    """Return the date, None where there is no such day. A year of two digits is 20xx up to 29, then 19xx, as spreadsheets have it."""
    number = int(year)
    if number < 100:
        number += 2000 if number < 30 else 1900
    try:
        return date(number, int(month), int(day))
    except ValueError:
        return None


def find_month(word: str) -> int | None:
    """Return the number of a month by its Danish name or the beginning of it."""
    beginning = word.casefold()[:3]
    return MONTHS.index(beginning) + 1 if beginning in MONTHS else OTHER_MONTHS.get(beginning)


def find_date(text: str) -> date | None:
    """Return the date that the whole text is; None where it is anything else.

    Reads 2017-06-27, 27-06-2017, 27/6-17, 27.06.2017, 27. juni 2017 and 27-jun-17, each with or without a time.
    """
    text = WEEKDAY.sub("", text.strip().casefold())
    if match := YEAR_FIRST.fullmatch(text):
        return make_date(match[1], match[3], match[4])
    if match := DAY_FIRST.fullmatch(text):
        return make_date(match[3], match[2], match[1])
    if (match := MONTH_NAMED.fullmatch(text)) and (month := find_month(match[2])):
        return make_date(match[3], month, match[1])
    return None


def find_day_and_month(text: str) -> tuple[int, int] | None:
    """Return (day, month) of a date without a year ("14-9", "14. sep"), None where it is anything else."""
    match = DAY_AND_MONTH.fullmatch(text.strip().casefold())
    if not match:
        return None
    month = int(match[2]) if match[2] else find_month(match[3] or match[5])
    return (int(match[1] or match[4]), month) if month and month <= 12 else None


def find_month_and_year(text: str) -> tuple[int, int] | None:
    """Return (month, year) of "12-2017" or "dec-17", None where it is anything else."""
    match = MONTH_AND_YEAR.fullmatch(text.strip().casefold())
    if not match:
        return None
    month = int(match[1]) if match[1] else find_month(match[2])
    year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
    return (month, year) if month and month <= 12 else None


def is_same_date(written: str, found: str) -> bool:
    """Tell whether `found` is the date `written` as a spreadsheet may have rewritten it.

    Covers a changed form, an American order, a day number counted from 1899, and a year put to a date that had none.
    """
    day = find_date(written)
    if day:
        american = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})", found.strip())
        return (
            find_date(found) == day
            or (american is not None and make_date(american[3], american[1], american[2]) == day)
            or find_day_and_month(found) == (day.day, day.month)
            or (re.fullmatch(r"[34]\d{4}", found) is not None and SPREADSHEET_EPOCH + timedelta(int(found)) == day)
        )
    other = find_date(found)
    if pair := find_day_and_month(written):
        return pair == (find_day_and_month(found) if other is None else (other.day, other.month))
    if pair := find_month_and_year(written):
        return pair == (find_month_and_year(found) if other is None else (other.month, other.year))
    return False
