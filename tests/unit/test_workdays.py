from datetime import date

import pytest

from netpost.workdays import is_working_day, shift_working_days, working_day_on_or_before


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        pytest.param(date(2017, 9, 14), True, id="thursday"),
        pytest.param(date(2017, 9, 16), False, id="saturday"),
        pytest.param(date(2017, 9, 17), False, id="sunday"),
        pytest.param(date(2018, 1, 1), False, id="new-years-day"),
        pytest.param(date(2018, 3, 29), False, id="maundy-thursday"),
        pytest.param(date(2018, 3, 30), False, id="good-friday"),
        pytest.param(date(2018, 4, 2), False, id="easter-monday"),
        pytest.param(date(2018, 5, 10), False, id="ascension-day"),
        pytest.param(date(2018, 5, 11), True, id="the-day-after-ascension"),
        pytest.param(date(2018, 5, 21), False, id="whit-monday"),
        pytest.param(date(2023, 5, 5), False, id="last-store-bededag"),
        pytest.param(date(2024, 4, 26), True, id="store-bededag-abolished"),
        pytest.param(date(2018, 5, 1), True, id="first-of-may"),
        pytest.param(date(2018, 6, 5), False, id="grundlovsdag"),
        pytest.param(date(2018, 12, 24), False, id="christmas-eve"),
        pytest.param(date(2018, 12, 25), False, id="christmas-day"),
        pytest.param(date(2018, 12, 26), False, id="second-christmas-day"),
        pytest.param(date(2018, 12, 27), True, id="between-the-holidays"),
        pytest.param(date(2018, 12, 31), False, id="new-years-eve"),
    ],
)
def test_offices_work_on_that_day(day: date, is_working: bool) -> None:
    assert is_working_day(day) is is_working


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        pytest.param(date(2017, 9, 14), 0, date(2017, 9, 14), id="none"),
        pytest.param(date(2017, 9, 14), 2, date(2017, 9, 18), id="over-a-weekend"),
        pytest.param(date(2017, 9, 16), 1, date(2017, 9, 18), id="from-a-saturday"),
        pytest.param(date(2017, 9, 18), -2, date(2017, 9, 14), id="back-over-a-weekend"),
        pytest.param(date(2017, 12, 22), 2, date(2017, 12, 28), id="over-christmas"),
        pytest.param(date(2018, 3, 28), 1, date(2018, 4, 3), id="over-easter"),
        pytest.param(date(2018, 4, 3), -1, date(2018, 3, 28), id="back-over-easter"),
        pytest.param(date(2017, 12, 29), 1, date(2018, 1, 2), id="over-new-year"),
    ],
)
def test_working_days_are_counted(day: date, number: int, expected: date) -> None:
    assert shift_working_days(day, number) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2017, 9, 14), date(2017, 9, 14), id="itself"),
        pytest.param(date(2017, 9, 17), date(2017, 9, 15), id="sunday"),
        pytest.param(date(2018, 4, 2), date(2018, 3, 28), id="easter"),
        pytest.param(date(2018, 1, 1), date(2017, 12, 29), id="new-year"),
    ],
)
def test_the_last_working_day(day: date, expected: date) -> None:
    assert working_day_on_or_before(day) == expected
