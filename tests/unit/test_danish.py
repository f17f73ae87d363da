from datetime import UTC, date, datetime, time

import pytest

from netpost import danish

THURSDAY = date(2017, 9, 14)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param(danish.format_date(THURSDAY), "14. september 2017", id="date"),
        pytest.param(danish.format_date(date(2018, 1, 1)), "1. januar 2018", id="first-of-the-month"),
        pytest.param(danish.format_day_and_month(THURSDAY), "14. september", id="day-and-month"),
        pytest.param(danish.format_short_date(date(2018, 1, 5)), "05-01-2018", id="short"),
        pytest.param(danish.name_weekday(THURSDAY), "torsdag", id="weekday"),
        pytest.param(danish.name_weekday(date(2017, 9, 17)), "søndag", id="weekday-with-ø"),
        pytest.param(danish.format_weekday_and_date(THURSDAY), "torsdag den 14. september 2017", id="weekday-and-date"),
        pytest.param(danish.format_time(time(9, 5)), "kl. 9.05", id="time"),
        pytest.param(
            danish.format_moment(datetime(2017, 6, 27, 8, 5, tzinfo=UTC)), "27. juni 2017 kl. 10.05", id="moment"
        ),
        pytest.param(danish.format_time_span(time(9, 30), time(15)), "kl. 9.30-15.00", id="span"),
        pytest.param(danish.format_time_span(time(9, 30), None), "kl. 9.30", id="no-end"),
        pytest.param(danish.format_time_span(None, time(15)), "", id="no-start"),
        pytest.param(danish.format_kroner(5900), "5.900 kr.", id="thousands"),
        pytest.param(danish.format_kroner(900), "900 kr.", id="hundreds"),
        pytest.param(danish.format_kroner(1234567), "1.234.567 kr.", id="millions"),
        pytest.param(danish.format_phone("+4533700000"), "33 70 00 00", id="phone"),
        pytest.param(danish.format_phone("33 700 000"), "33 70 00 00", id="phone-grouped-otherwise"),
        pytest.param(danish.format_phone("+46701234567"), "+46701234567", id="swedish-phone"),
        pytest.param(danish.format_phone("lok. 12"), "lok. 12", id="no-number"),
        pytest.param(danish.join_words([]), "", id="no-words"),
        pytest.param(danish.join_words(["titel"]), "titel", id="one-word"),
        pytest.param(danish.join_words(["titel", "EAN-nummer"]), "titel og EAN-nummer", id="two-words"),
        pytest.param(danish.join_words(["a", "b", "c"]), "a, b og c", id="three-words"),
    ],
)
def test_danish_is_written_as_the_danes_do(written: str, expected: str) -> None:
    assert written == expected
