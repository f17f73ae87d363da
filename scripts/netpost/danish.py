"""Dates, weekdays, clock times, money and lists as they are written in Danish.

Patterns are those of CLDR for `da`, through babel (imported only when needed); lists and clock times follow
Retskrivningsordbogen: no comma before `og`, a full stop in `9.30`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from netpost.zone import COPENHAGEN

LOCALE = "da"


def format_date(day: date) -> str:
    """Write a date in full: `14. september 2017`."""
    from babel.dates import format_date as format_by_pattern

    return format_by_pattern(day, "d. MMMM y", locale=LOCALE)


def format_day_and_month(day: date) -> str:
    """Write a date without its year: `14. september`."""
    from babel.dates import format_date as format_by_pattern

    return format_by_pattern(day, "d. MMMM", locale=LOCALE)


def format_short_date(day: date) -> str:
    """Write a date in digits, as a Danish spreadsheet shows it: `14-09-2017`."""
    return f"{day:%d-%m-%Y}"


def name_weekday(day: date) -> str:
    """Name the weekday, in lower case as Danish has it: `torsdag`."""
    from babel.dates import format_date as format_by_pattern

    return format_by_pattern(day, "EEEE", locale=LOCALE)


def format_weekday_and_date(day: date) -> str:
    """Write weekday and date: `torsdag den 14. september 2017`."""
    return f"{name_weekday(day)} den {format_date(day)}"


def format_time(clock: time) -> str:
    """Write a clock time: `kl. 9.30`."""
    return f"kl. {_digits(clock)}"


def format_moment(moment: datetime) -> str:
    """Write a moment (aware) as the clocks of Denmark had it: `27. juni 2017 kl. 10.05`."""
    local = moment.astimezone(COPENHAGEN)
    return f"{format_date(local.date())} {format_time(local.time())}"


def format_time_span(start: time | None, end: time | None) -> str:
    """Write from when to when: `kl. 9.30-15.00`; without an end `kl. 9.30`; "" where no start is known."""
    if start is None:
        return ""
    return format_time(start) if end is None else f"{format_time(start)}-{_digits(end)}"


def _digits(clock: time) -> str:
    return f"{clock.hour}.{clock.minute:02}"


def format_kroner(amount: int) -> str:
    """Write an amount in whole kroner: `5.900 kr.`."""
    from babel.numbers import format_decimal

    return f"{format_decimal(amount, locale=LOCALE)} kr."


def format_phone(phone: str) -> str:
    """Write a Danish number in pairs, `33 70 00 00`; any other text as it stands."""
    digits = phone.removeprefix("+45").replace(" ", "")
    if len(digits) != 8 or not digits.isdecimal():
        return phone
    return " ".join(digits[start : start + 2] for start in range(0, 8, 2))


def join_words(words: Sequence[str]) -> str:
    """Join words as in running text: `titel, telefonnummer og EAN-nummer`; "" for none."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} og {words[-1]}"
