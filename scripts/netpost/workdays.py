"""Danish working days: Monday to Friday save public holidays (the package holidays knows them, by law and year)."""

from __future__ import annotations

from datetime import date, timedelta

DAY = timedelta(days=1)
SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Tell whether offices work on that day."""
    import holidays

    return day.weekday() < SATURDAY and day not in holidays.country_holidays("DK", years=day.year)


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
