"""A calendar part (iMIP) → what somebody answered to an invitation, and for which day.

Sources: RFC 5546 (METHOD, PARTSTAT, SEQUENCE), RFC 6047. Only METHOD:REPLY with one ATTENDEE is an answer; a
COUNTER or a delegation is for people.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from netpost.understand.reading import CalendarAnswer, Intent
from netpost.zone import COPENHAGEN

#: PARTSTAT that says yes or no (RFC 5545, 3.2.12) → what it means
CLEAR_ANSWERS = {"ACCEPTED": Intent.ACCEPT, "DECLINED": Intent.DECLINE}
UNCLEAR_ANSWER = "Kalendersvaret er hverken et klart ja eller et klart nej."
KNOWN_ANSWERS = frozenset({"ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED"})


@dataclass(frozen=True)
class CalendarPart:
    """A calendar part.

    method: upper case. answer: None where it holds none. day: of DTSTART. comment: what the person added.
    """

    method: str
    answer: CalendarAnswer | None = None
    attendee_name: str | None = None
    day: date | None = None
    comment: str = ""
    is_whole: bool = True


def read_answer(text: str) -> CalendarPart | None:
    """Read the text of a text/calendar part; None where it is no calendar. Never raises."""
    from icalendar import Calendar

    try:
        calendar = Calendar.from_ical(text)
    except (ValueError, KeyError, IndexError, AttributeError, TypeError):
        return None
    method = str(calendar.get("METHOD", "")).strip().upper()
    events = list(calendar.walk("VEVENT"))
    if not events:
        return CalendarPart(method, is_whole=False)
    event = events[0]
    attendees = event.get("ATTENDEE", [])
    attendees = attendees if isinstance(attendees, list) else [attendees]
    if method != "REPLY" or len(attendees) != 1:
        return CalendarPart(method, None, None, _day(event), str(event.get("COMMENT", "")), is_whole=method != "REPLY")
    attendee = attendees[0]
    partstat = str(attendee.params.get("PARTSTAT", "")).strip().upper()
    answer = CalendarAnswer(
        uid=str(event.get("UID", "")).strip(),
        attendee=str(attendee).strip().casefold().removeprefix("mailto:"),
        partstat=partstat,
        sequence=_number(event.get("SEQUENCE", 0)),
    )
    whole = len(events) == 1 and partstat in KNOWN_ANSWERS and event.get("RECURRENCE-ID") is None
    return CalendarPart(
        method, answer, str(attendee.params.get("CN", "")) or None, _day(event), str(event.get("COMMENT", "")), whole
    )


def _day(event: Any) -> date | None:
    try:
        start = event.decoded("DTSTART")
    except (KeyError, ValueError, TypeError):
        return None
    if isinstance(start, datetime):
        return start.astimezone(COPENHAGEN).date() if start.tzinfo else start.date()
    return start if isinstance(start, date) else None


def _number(value: Any) -> int:
    try:
        return int(value)
    except (ValueError, TypeError):
        return 0
