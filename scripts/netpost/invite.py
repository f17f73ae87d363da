"""A meeting → an iCalendar invitation for one person (RFC 5545, RFC 5546; carried in a mail as RFC 6047 says).

Each object holds one event and one attendee: the others' addresses are personal data. Calendar answers are read
elsewhere; they come back with the UID that `meeting_uid` made.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from netpost.meetings import Meeting
from netpost.message import Address
from netpost.render.markup import clean_line
from netpost.zone import COPENHAGEN

if TYPE_CHECKING:
    from icalendar import Event

Method = Literal["REQUEST", "CANCEL"]
Participation = Literal["NEEDS-ACTION", "ACCEPTED", "DECLINED", "TENTATIVE"]

PRODUCT = "-//Netpost//Netpost//DA"
#: The rules since 1996 (directive 2000/84/EC), without the history before: Outlook reads yearly rules only.
TIME_ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Copenhagen
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


@dataclass(frozen=True)
class Invitation:
    """A calendar object. method: also stands in `ics`. ics: text with CRLF line ends. filename: for an attachment."""

    method: Method
    ics: str
    filename: str


def meeting_uid(secret: str, member_id: str, meeting_id: str, domain: str) -> str:
    """Make the UID of one member's invitation to one meeting: always the same, and not to be guessed without secret."""
    parts = f"uid\n{member_id}\n{meeting_id}".encode()
    return f"{hmac.new(secret.encode(), parts, hashlib.sha256).hexdigest()[:40]}@{domain}"


def make_invitation(  # noqa: PLR0913 - each is a property of the event
    meeting: Meeting,
    *,
    uid: str,
    sequence: int,
    method: Method,
    organiser: Address,
    attendee: Address,
    partstat: Participation,
    summary: str,
    description: str,
    stamp: datetime,
) -> Invitation:
    """Make an invitation, or take one back.

    organiser: the mailbox that is read, where calendar answers go. stamp: aware; when the object was made. A meeting
    without a start lasts all day; one without an end has a start only.
    """
    from icalendar import Calendar, Timezone

    calendar = Calendar()
    for name, value in (("PRODID", PRODUCT), ("VERSION", "2.0"), ("CALSCALE", "GREGORIAN"), ("METHOD", method)):
        calendar.add(name, value)
    if meeting.start is not None:
        calendar.add_component(Timezone.from_ical(TIME_ZONE))
    event = _make_event(meeting, method, summary, description)
    event.add("UID", uid)
    event.add("SEQUENCE", sequence)
    event.add("DTSTAMP", stamp.astimezone(UTC))
    event.add("ORGANIZER", _make_person(organiser, {}), encode=False)
    event.add("ATTENDEE", _make_person(attendee, _make_role(method, partstat)), encode=False)
    calendar.add_component(event)
    prefix = "aflyst" if method == "CANCEL" else "moede"
    return Invitation(method, calendar.to_ical().decode(), f"{prefix}-{meeting.id}.ics")


def _make_event(meeting: Meeting, method: Method, summary: str, description: str) -> Event:
    from icalendar import Event

    event = Event()
    begin, end = _find_span(meeting)
    event.add("DTSTART", begin)
    if end is not None:
        event.add("DTEND", end)
    event.add("SUMMARY", clean_line(summary))
    event.add("DESCRIPTION", "\n".join(clean_line(line) for line in description.splitlines()).strip())
    location = ", ".join(clean_line(part) for part in (meeting.place, meeting.address or meeting.city) if part)
    if location:
        event.add("LOCATION", location)
    event.add("STATUS", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    event.add("TRANSP", "TRANSPARENT" if method == "CANCEL" else "OPAQUE")
    return event


def _find_span(meeting: Meeting) -> tuple[date | datetime, date | datetime | None]:
    if meeting.start is None:
        return meeting.day, meeting.day + timedelta(days=1)
    begin = datetime.combine(meeting.day, meeting.start, COPENHAGEN)
    return begin, datetime.combine(meeting.day, meeting.end, COPENHAGEN) if meeting.end else None


def _make_role(method: Method, partstat: Participation) -> dict[str, str]:
    role = {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": partstat}
    return role if method == "CANCEL" else {**role, "RSVP": "TRUE"}


def _make_person(person: Address, parameters: dict[str, str]) -> Any:
    from icalendar import vCalAddress

    address = vCalAddress(f"mailto:{clean_line(person.email)}")
    # A double quote cannot stand in a parameter (RFC 5545 3.1), and not every program knows RFC 6868.
    name = clean_line(person.name or "").replace('"', "'").replace("^", "")
    for key, value in ({"CN": name} if name else {}).items() | parameters.items():
        address.params[key] = value
    return address
