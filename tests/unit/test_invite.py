from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from netpost.invite import Invitation, make_invitation, meeting_uid
from netpost.meetings import Meeting
from netpost.message import Address
from netpost.render.markup import clean_line

STAMP = datetime(2017, 8, 21, 9, 30, tzinfo=ZoneInfo("Europe/Copenhagen"))
PLACE = ("Aarhus", "Dokk1, lokale 2", "Hack Kampmanns Plads 2; 8000 Aarhus C")
ORGANISER = Address("netvaerk@kl.example", "KL")
METTE = Address("mette.holm@lolland.example", 'Holm, "Mette": Søn')


def meeting(day: date = date(2017, 9, 14), start: time | None = time(9, 30), end: time | None = time(15)) -> Meeting:
    return Meeting(day.isoformat(), day, start, end, *PLACE, None, None)


def invite(wanted: Meeting, **changes: object) -> Invitation:
    given_values = {
        "uid": "u@kl.example",
        "sequence": 0,
        "method": "REQUEST",
        "organiser": ORGANISER,
        "attendee": METTE,
        "partstat": "NEEDS-ACTION",
        "summary": "Netværk: møde i Aarhus",
        "description": "Linje et\nLinje to; med, tegn",
        "stamp": STAMP,
    } | changes
    return make_invitation(wanted, **given_values)  # type: ignore[arg-type]


def read_event(invitation: Invitation) -> Event:
    calendar = Calendar.from_ical(invitation.ics)
    assert calendar.errors == []
    assert str(calendar["METHOD"]) == invitation.method
    (event,) = calendar.walk("VEVENT")
    assert event.errors == []
    return event


def test_an_invitation_reads_back() -> None:
    event = read_event(invite(meeting(), sequence=2))
    assert event.decoded("DTSTART") == datetime(2017, 9, 14, 7, 30, tzinfo=UTC)
    assert event.decoded("DTEND") == datetime(2017, 9, 14, 13, 0, tzinfo=UTC)
    assert event["DTSTART"].params["TZID"] == "Europe/Copenhagen"
    assert event.decoded("DTSTAMP") == STAMP
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == ("u@kl.example", 2, "CONFIRMED")
    assert event["SUMMARY"] == "Netværk: møde i Aarhus"
    assert event["DESCRIPTION"] == "Linje et\nLinje to; med, tegn"
    assert event["LOCATION"] == "Dokk1, lokale 2, Hack Kampmanns Plads 2; 8000 Aarhus C"
    assert (event["ORGANIZER"], event["ORGANIZER"].params["CN"]) == ("mailto:netvaerk@kl.example", "KL")


def test_the_only_attendee_is_asked_to_answer() -> None:
    attendee = read_event(invite(meeting(), partstat="ACCEPTED"))["ATTENDEE"]
    assert attendee == "mailto:mette.holm@lolland.example"
    assert dict(attendee.params) == {
        "CN": "Holm, 'Mette': Søn",
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "ACCEPTED",
        "RSVP": "TRUE",
    }


def test_a_cancellation_takes_back_and_asks_nothing() -> None:
    invitation = invite(meeting(), method="CANCEL", sequence=1)
    event = read_event(invitation)
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    assert "RSVP" not in event["ATTENDEE"].params
    assert invitation.filename == "aflyst-2017-09-14.ics"


@pytest.mark.parametrize(
    ("start", "end", "begins", "ends"),
    [
        pytest.param(None, None, date(2017, 9, 14), date(2017, 9, 15), id="no-times-is-all-day"),
        pytest.param(None, time(15), date(2017, 9, 14), date(2017, 9, 15), id="no-start-is-all-day"),
        pytest.param(time(9, 30), None, datetime(2017, 9, 14, 7, 30, tzinfo=UTC), None, id="no-end"),
    ],
)
def test_times_that_are_not_known(start: time | None, end: time | None, begins: date, ends: date | None) -> None:
    invitation = invite(meeting(start=start, end=end))
    event = read_event(invitation)
    assert event.decoded("DTSTART") == begins
    assert event.decoded("DTEND", None) == ends
    assert ("VTIMEZONE" in invitation.ics) == (start is not None)


@pytest.mark.parametrize(
    ("place", "location"),
    [
        pytest.param(("Aarhus", "", ""), "Aarhus", id="only-a-city"),
        pytest.param(("Aarhus", "Dokk1", ""), "Dokk1, Aarhus", id="no-address"),
        pytest.param(("Aarhus", "", "Hack Kampmanns Plads 2"), "Hack Kampmanns Plads 2", id="only-an-address"),
        pytest.param(("", "", ""), None, id="nothing-yet"),
    ],
)
def test_the_location(place: tuple[str, str, str], location: str | None) -> None:
    day = date(2017, 9, 14)
    assert read_event(invite(Meeting("2017-09-14", day, None, None, *place, None, None))).get("LOCATION") == location


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        pytest.param(date(2018, 3, 24), 1, id="day-before-summer-time"),
        pytest.param(date(2018, 3, 25), 2, id="first-day-of-summer-time"),
        pytest.param(date(2018, 10, 27), 2, id="last-day-of-summer-time"),
        pytest.param(date(2018, 10, 28), 1, id="first-day-of-winter-time"),
    ],
)
def test_the_time_zone_in_the_object_is_right(day: date, hours: int) -> None:
    calendar = Calendar.from_ical(invite(meeting(day)).ics)
    (zone,) = calendar.walk("VTIMEZONE")
    noon = datetime.combine(day, time(12), zone.to_tz(lookup_tzid=False))
    assert noon.utcoffset() == timedelta(hours=hours)


def test_lines_are_folded_and_end_in_crlf() -> None:
    ics = invite(meeting(), summary="Å" * 200).ics
    assert "\n" not in ics.replace("\r\n", "")
    assert max(len(line.encode()) for line in ics.split("\r\n")) <= 75


@given(name=st.text(), summary=st.text(), description=st.text())
def test_no_text_escapes_its_property(name: str, summary: str, description: str) -> None:
    invitation = invite(meeting(), attendee=Address("a@b.example", name), summary=summary, description=description)
    event = read_event(invitation)
    assert event["SUMMARY"] == clean_line(summary)
    assert [str(address) for address in [event["ATTENDEE"]]] == ["mailto:a@b.example"]
    assert invitation.ics.count("BEGIN:") == 5
    assert set(event) == {
        "ATTENDEE", "DESCRIPTION", "DTEND", "DTSTAMP", "DTSTART", "LOCATION", "ORGANIZER", "SEQUENCE", "STATUS",
        "SUMMARY", "TRANSP", "UID",
    }  # fmt: skip


def test_a_uid_is_stable_and_tells_nothing() -> None:
    uid = meeting_uid("hemmelig", "M0001", "2017-09-14", "kl.example")
    assert uid == meeting_uid("hemmelig", "M0001", "2017-09-14", "kl.example")
    assert uid.endswith("@kl.example")
    assert "M0001" not in uid
    others = {
        meeting_uid("anden", "M0001", "2017-09-14", "kl.example"),
        meeting_uid("hemmelig", "M0002", "2017-09-14", "kl.example"),
        meeting_uid("hemmelig", "M0001", "2017-11-16", "kl.example"),
    }
    assert len(others | {uid}) == 4
