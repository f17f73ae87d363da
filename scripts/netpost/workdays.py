"""Danish working days: Monday to Friday save the days on which offices are closed.

The package holidays knows the public holidays by law and year (Store Bededag until 2023). Grundlovsdag, 24 and 31 December
are no public holidays, but municipal offices are closed by collective agreement.
"""

from __future__ import annotations

from collections.abc import Container
from datetime import date, timedelta
from functools import cache

DAY = timedelta(days=1)
SATURDAY = 5
#: (month, day)
CLOSED_BY_AGREEMENT = frozenset({(6, 5), (12, 24), (12, 31)})


def is_working_day(day: date) -> bool:
    """Tell whether offices work on that day."""
    if day.weekday() >= SATURDAY or (day.month, day.day) in CLOSED_BY_AGREEMENT:
        return False
    return day not in _find_holidays(day.year)


def working_day_on_or_before(day: date) -> date:
    """Return the day itself, or the last working day before it."""
    while not is_working_day(day):
        day -= DAY
    return day


def shift_working_days(day: date, number: int) -> date:
    """Return the day that lies a number of working days later (earlier where negative)."""
    step = DAY if number > 0 else -DAY
    for _ in range(abs(number)):
        day += step
        while not is_working_day(day):
            day += step
    return day


@cache
def _find_holidays(year: int) -> Container[date]:
    import holidays

    return frozenset(holidays.country_holidays("DK", years=year))
