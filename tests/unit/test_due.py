from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import COPENHAGEN
from factories import AARHUS, ANNE, ODENSE, SECRETARY, VEJLE, at, meeting, member
from netpost.due import (
    MISSED,
    OVERTAKEN,
    Calendar,
    find_due,
    find_lateness,
    find_reason,
    is_paused,
    next_moment,
    plan_reminders,
)
from netpost.journal.owed import Kind, OwedMail
from netpost.meetings import Meeting
from netpost.members.member import Member

BEGUN = at("2017-06-01T08:00")
MEETING = meeting()
SENT_14 = ("M0001", "paamindelse", AARHUS, "14")


def calendar(*days: int, hour: int = 8, begun: datetime = BEGUN, **more: Any) -> Calendar:
    """summaries: given by meeting id with _ for - and an m before."""
    summaries = {name[1:].replace("_", "-"): moment for name, moment in more.items()}
    return Calendar(days or (14, 2), hour, ("ja", "deltog"), begun, summaries)


def plan(*days: int, hour: int = 8, **changes: Any) -> list[tuple[int, str, str]]:
    """Return (days, due, missed) of each reminder of one meeting."""
    reminders = plan_reminders([meeting(**changes)], calendar(*days, hour=hour))
    return [(one.days, f"{one.due_at:%d-%m %H:%M%z}", f"{one.missed_at:%d-%m %H:%M%z}") for one in reminders]


def find(now: str | datetime, *members: Member, **more: Any) -> list[OwedMail]:
    moment = at(now) if isinstance(now, str) else now
    return find_due(
        members or [member()],
        more.get("meetings", [MEETING]),
        more.get("calendar", calendar()),
        more.get("joined_at", {}),
        more.get("known", set()),
        moment,
    )


def shown(mails: list[OwedMail]) -> list[tuple[str, str]]:
    return [(mail.key, mail.state) for mail in mails]


# when a reminder is due


@pytest.mark.parametrize(
    ("day", "days", "expected"),
    [
        pytest.param(date(2017, 9, 14), 14, ("31-08 08:00+0200", "04-09 08:00+0200"), id="thursday"),
        pytest.param(date(2017, 9, 14), 2, ("12-09 08:00+0200", "14-09 08:00+0200"), id="two-days"),
        pytest.param(date(2017, 9, 18), 2, ("15-09 08:00+0200", "18-09 09:30+0200"), id="saturday-to-friday-missed-when-it-begins"),
        pytest.param(date(2018, 4, 4), 2, ("28-03 08:00+0200", "04-04 08:00+0200"), id="easter-monday-to-wednesday-before"),
        pytest.param(date(2017, 12, 28), 2, ("22-12 08:00+0100", "28-12 08:00+0100"), id="christmas"),
        pytest.param(date(2018, 1, 3), 2, ("29-12 08:00+0100", "03-01 08:00+0100"), id="new-year"),
        pytest.param(date(2017, 11, 2), 7, ("26-10 08:00+0200", "30-10 08:00+0100"), id="over-the-end-of-summer-time"),
        pytest.param(date(2018, 3, 28), 5, ("23-03 08:00+0100", "27-03 08:00+0200"), id="over-its-beginning"),
    ],
)  # fmt: skip
def test_the_due_time(day: date, days: int, expected: tuple[str, str]) -> None:
    assert plan(days, day=day) == [(days, *expected)]


def test_a_meeting_of_unknown_hour() -> None:
    assert plan(2, day=date(2017, 9, 18), start=None) == [(2, "15-09 08:00+0200", "18-09 00:00+0200")]
    assert plan(0, start=None, end=None) == [(0, "14-09 08:00+0200", "14-09 23:59+0200")]


def test_each_reminder_has_its_time() -> None:
    assert [(days, due) for days, due, _ in plan(2, 14, 30, hour=7)] == [
        (30, "15-08 07:00+0200"),
        (14, "31-08 07:00+0200"),
        (2, "12-09 07:00+0200"),
    ]


def test_two_that_fall_on_one_day_are_one() -> None:
    assert [(days, due) for days, due, _ in plan(2, 1, day=date(2017, 9, 18))] == [(2, "15-09 08:00+0200")]
    assert [days for days, _, _ in plan(2, 1)] == [2, 1]


def test_a_cancelled_meeting_has_none() -> None:
    assert plan(status="aflyst") == []


def test_a_meeting_that_moved_is_reminded_of_on_its_new_day() -> None:
    assert plan(14, day=date(2017, 10, 12)) == [(14, "28-09 08:00+0200", "02-10 08:00+0200")]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param("2017-08-31T07:59", [], id="before"),
        pytest.param("2017-08-31T08:00", [("paamindelse:M0001:2017-09-14:14", "owed")], id="at-once"),
        pytest.param("2017-09-04T08:00", [("paamindelse:M0001:2017-09-14:14", "owed")], id="two-working-days-late"),
        pytest.param("2017-09-04T08:01", [("paamindelse:M0001:2017-09-14:14", "missed")], id="more-than-two"),
        pytest.param("2017-09-12T08:00", [("paamindelse:M0001:2017-09-14:14", "missed"), ("paamindelse:M0001:2017-09-14:2", "owed")], id="the-second"),
        pytest.param("2017-09-14T08:01", [("paamindelse:M0001:2017-09-14:14", "missed"), ("paamindelse:M0001:2017-09-14:2", "missed")], id="the-day-itself"),
    ],
)  # fmt: skip
def test_what_is_owed_at_a_time(now: str, expected: list[tuple[str, str]]) -> None:
    assert shown(find(now)) == expected


def test_no_reminder_is_owed_once_the_meeting_has_begun() -> None:
    mails = find("2017-09-18T09:31", meetings=[meeting(day=date(2017, 9, 18))], calendar=calendar(2))
    assert [(mail.state, mail.detail) for mail in mails] == [("missed", MISSED)]


def test_a_reminder_says_whom_when_and_why() -> None:
    (mail,) = find("2017-09-01T12:00")
    assert mail == OwedMail(
        Kind.REMINDER,
        ("M0001",),
        ANNE,
        (AARHUS,),
        "14",
        why="14 days before the meeting",
        due_at=at("2017-08-31T08:00"),
    )


def test_an_overtaken_reminder_is_not_sent_beside_the_next() -> None:
    mails = find("2017-09-12T12:00", calendar=calendar(3, 2))
    assert [(mail.occasion, mail.state, mail.detail) for mail in mails] == [
        ("3", "missed", OVERTAKEN),
        ("2", "owed", ""),
    ]
    assert shown(find("2017-09-11T12:00", calendar=calendar(3, 2))) == [("paamindelse:M0001:2017-09-14:3", "owed")]


def test_nothing_is_owed_twice() -> None:
    assert find("2017-09-01T12:00", known={SENT_14}) == []
    assert len(find("2017-09-01T12:00", known={("M0002", *SENT_14[1:])})) == 1


# to whom


@pytest.mark.parametrize(
    ("who", "is_reminded"),
    [
        pytest.param(member(), True, id="comes"),
        pytest.param(member(m2017_09_14="JA"), True, id="in-capitals"),
        pytest.param(member(m2017_09_14="nej"), False, id="not-signed-up"),
        pytest.param(member(m2017_09_14="afbud"), False, id="afbud"),
        pytest.param(member(m2017_09_14=""), False, id="not-known"),
        pytest.param(member(m2017_09_14="ja?"), False, id="words-of-the-staff"),
        pytest.param(member(status="afmeldt"), False, id="has-left"),
        pytest.param(member(status="venteliste"), False, id="waits"),
        pytest.param(member(status=""), False, id="no-status"),
        pytest.param(member(email=""), False, id="no-address"),
    ],
)
def test_who_is_reminded(who: Member, is_reminded: bool) -> None:
    assert bool(find("2017-09-01T12:00", who)) is is_reminded


@pytest.mark.parametrize(
    ("joined_at", "is_reminded"),
    [
        pytest.param({}, True, id="from-before-the-journal"),
        pytest.param({("M0001", AARHUS): at("2017-08-31T08:00")}, True, id="in-time"),
        pytest.param({("M0001", AARHUS): datetime(2017, 8, 31, 6, 0, tzinfo=UTC)}, True, id="in-time-utc"),
        pytest.param({("M0001", AARHUS): at("2017-08-31T08:01")}, False, id="after-the-due-time"),
        pytest.param({("M0001", ODENSE): at("2017-08-31T08:01")}, True, id="another-meeting"),
        pytest.param({("M0002", AARHUS): at("2017-08-31T08:01")}, True, id="another-member"),
        pytest.param({("M0001", AARHUS): at("2017-08-01T08:00"), ("M0001", "status"): at("2017-09-01T08:00")}, False, id="from-the-waiting-list"),
    ],
)  # fmt: skip
def test_who_joined_after_the_due_time_has_had_the_confirmation(
    joined_at: dict[tuple[str, str], datetime], is_reminded: bool
) -> None:
    assert bool(find("2017-09-01T12:00", joined_at=joined_at)) is is_reminded


def test_who_joined_after_the_first_gets_the_second() -> None:
    mails = find("2017-09-12T12:00", joined_at={("M0001", AARHUS): at("2017-09-05T12:00")})
    assert shown(mails) == [("paamindelse:M0001:2017-09-14:2", "owed")]


@pytest.mark.parametrize(
    ("begun", "expected"),
    [
        pytest.param("2017-08-31T07:59", ["owed"], id="before-it-was-due"),
        pytest.param("2017-08-31T08:00", ["held"], id="when-it-was-due"),
        pytest.param("2017-09-01T12:00", ["held"], id="after"),
        pytest.param("2017-09-04T07:59", ["held"], id="not-yet-too-late"),
        pytest.param("2017-09-04T08:00", [], id="too-late"),
    ],
)
def test_what_was_due_before_the_network_began_is_held(begun: str, expected: list[str]) -> None:
    mails = find("2017-09-04T08:00", calendar=calendar(begun=at(begun)))
    assert [mail.state for mail in mails] == expected


# follow-ups


@pytest.mark.parametrize(
    ("now", "ready", "expected"),
    [
        pytest.param("2017-09-14T15:00", "2017-09-10T12:00", ["owed"], id="summary-written-before"),
        pytest.param("2017-09-14T14:59", "2017-09-10T12:00", [], id="not-over-yet"),
        pytest.param("2017-09-20T07:59", "2017-09-19T20:00", [], id="before-send-hour"),
        pytest.param("2017-09-20T08:00", "2017-09-19T20:00", ["owed"], id="at-send-hour"),
        pytest.param("2017-09-20T08:00", None, [], id="no-summary"),
        pytest.param("2018-09-20T08:00", "2018-09-19T20:00", ["owed"], id="late-summary"),
    ],
)
def test_a_summary_goes_when_it_is_ready(now: str, ready: str | None, expected: list[str]) -> None:
    summaries: dict[str, Any] = {"m2017_09_14": at(ready)} if ready else {}
    known = {SENT_14, (*SENT_14[:3], "2")}
    assert [mail.state for mail in find(now, calendar=calendar(**summaries), known=known)] == expected


@pytest.mark.parametrize(
    ("answer", "is_sent"),
    [("ja", True), ("deltog", True), ("udeblev", False), ("afbud", False), ("nej", False), ("", False)],
)
def test_who_gets_the_summary(answer: str, is_sent: bool) -> None:
    ready = calendar(m2017_09_14=at("2017-09-15T12:00"))
    mails = [
        mail
        for mail in find("2017-09-16T12:00", member(m2017_09_14=answer), calendar=ready)
        if mail.kind is Kind.FOLLOWUP
    ]
    assert [mail.claims for mail in mails] == ([(("M0001", "opsamling", AARHUS, ""),)] if is_sent else [])


def test_a_cancelled_meeting_has_no_summary() -> None:
    ready = calendar(m2017_09_14=at("2017-09-15T12:00"))
    assert find("2017-09-16T12:00", calendar=ready, meetings=[meeting(status="aflyst")]) == []


@pytest.mark.parametrize(
    ("begun", "ready", "state"),
    [
        pytest.param("2017-09-20T12:00", "2017-09-15T12:00", "held", id="all-before"),
        pytest.param("2017-09-20T12:00", "2017-09-21T12:00", "owed", id="summary-after"),
        pytest.param("2017-09-14T12:00", "2017-09-10T12:00", "owed", id="meeting-over-after"),
    ],
)
def test_a_summary_from_before_the_network_began_is_held(begun: str, ready: str, state: str) -> None:
    times = calendar(begun=at(begun), m2017_09_14=at(ready))
    mails = find("2017-09-22T12:00", calendar=times)
    assert [mail.state for mail in mails if mail.kind is Kind.FOLLOWUP] == [state]


# whether the reason still stands


def owed(kind: Kind = Kind.REMINDER, **changes: Any) -> OwedMail:
    meetings = () if kind in {Kind.CANCELLATION, Kind.ALREADY_MEMBER} else (AARHUS,)
    return replace(OwedMail(kind, ("M0001",), ANNE, meetings, "1"), **changes)


UNCONFIRMED = member(kvittering="")


@pytest.mark.parametrize(
    ("mail", "who", "stands"),
    [
        pytest.param(owed(), member(), True, id="reminder"),
        pytest.param(owed(), member(m2017_09_14="afbud"), False, id="reminder-after-afbud"),
        pytest.param(owed(), member(m2017_09_14="deltog"), False, id="reminder-after-the-meeting"),
        pytest.param(owed(), member(status="afmeldt"), False, id="reminder-after-leaving"),
        pytest.param(owed(), member(email="ny@koege.example"), False, id="reminder-to-an-old-address"),
        pytest.param(owed(), member(email=""), False, id="reminder-to-a-removed-address"),
        pytest.param(owed(), member("M0002"), False, id="row-deleted"),
        pytest.param(owed(Kind.FOLLOWUP), member(m2017_09_14="deltog"), True, id="summary"),
        pytest.param(owed(Kind.FOLLOWUP), member(m2017_09_14="udeblev"), False, id="summary-to-who-stayed-away"),
        pytest.param(owed(Kind.CONFIRMATION), UNCONFIRMED, True, id="confirmation"),
        pytest.param(owed(Kind.CONFIRMATION), member(kvittering="nej"), False, id="confirmation-that-staff-stopped"),
        pytest.param(owed(Kind.CONFIRMATION), UNCONFIRMED.with_cells({"status": "afmeldt"}), False, id="confirmation-after-leaving"),
        pytest.param(owed(Kind.CONFIRMATION), UNCONFIRMED.with_cells({"status": "venteliste"}), False, id="confirmation-to-who-waits"),
        pytest.param(owed(Kind.CONFIRMATION, recipient=SECRETARY, options={"is_to_writer": True}), UNCONFIRMED, True, id="confirmation-to-the-writer"),
        pytest.param(owed(Kind.CONFIRMATION, recipient=SECRETARY), UNCONFIRMED, False, id="confirmation-elsewhere"),
        pytest.param(owed(Kind.WAITING_LIST), UNCONFIRMED.with_cells({"status": "venteliste"}), True, id="waiting-list"),
        pytest.param(owed(Kind.WAITING_LIST), UNCONFIRMED, False, id="waiting-list-after-joining"),
        pytest.param(owed(Kind.ALREADY_MEMBER), member(), True, id="already"),
        pytest.param(owed(Kind.ALREADY_MEMBER), member(status="afmeldt"), False, id="already-after-leaving"),
        pytest.param(owed(Kind.CANCELLATION), member(status="afmeldt"), True, id="cancellation"),
        pytest.param(owed(Kind.CANCELLATION), member(), False, id="cancellation-after-joining-anew"),
        pytest.param(owed(Kind.DECLINE), member(m2017_09_14="afbud"), True, id="afbud"),
        pytest.param(owed(Kind.DECLINE), member(), False, id="afbud-taken-back"),
        pytest.param(owed(Kind.DECLINE), member(m2017_09_14="afbud", status="afmeldt"), False, id="afbud-after-leaving"),
        pytest.param(OwedMail(Kind.REPORT, (), "stab@kl.example"), member(status="afmeldt"), True, id="report"),
    ],
)  # fmt: skip
def test_whether_the_reason_stands(mail: OwedMail, who: Member, stands: bool) -> None:
    assert (find_reason(mail, {who.id: who}, {AARHUS: MEETING}, ("ja", "deltog")) is None) is stands


@pytest.mark.parametrize("kind", [Kind.REMINDER, Kind.FOLLOWUP, Kind.DECLINE])
def test_a_cancelled_meeting_is_no_reason(kind: Kind) -> None:
    who = member(m2017_09_14="afbud" if kind is Kind.DECLINE else "ja")
    assert find_reason(owed(kind), {"M0001": who}, {AARHUS: MEETING}, ("ja",)) is None
    assert find_reason(owed(kind), {"M0001": who}, {AARHUS: meeting(status="aflyst")}, ("ja",)) is not None


def test_a_joint_mail_needs_the_reason_of_each() -> None:
    mail = owed(Kind.CONFIRMATION, members=("M0001", "M0002"))
    other = member("M0002", kvittering="")
    assert find_reason(mail, {"M0001": UNCONFIRMED, "M0002": other}, {}, ()) is None
    left = other.with_cells({"status": "afmeldt"})
    assert find_reason(mail, {"M0001": UNCONFIRMED, "M0002": left}, {}, ()) is not None


@pytest.mark.parametrize(
    ("mail", "is_waiting"),
    [
        pytest.param(owed(), True, id="reminder"),
        pytest.param(owed(Kind.FOLLOWUP), True, id="summary"),
        pytest.param(owed(Kind.DECLINE), True, id="afbud"),
        pytest.param(owed(Kind.CANCELLATION), False, id="cancellation"),
        pytest.param(OwedMail(Kind.REPORT, (), "stab@kl.example"), False, id="report"),
    ],
)
def test_a_mail_waits_while_meetings_csv_has_a_fault_there(mail: OwedMail, is_waiting: bool) -> None:
    assert is_paused(mail, {ODENSE: meeting(ODENSE)}) is is_waiting
    assert is_paused(mail, {AARHUS: MEETING}) is False


def test_a_reminder_on_the_day_of_a_meeting_of_unknown_hour_is_not_late() -> None:
    mail = owed(due_at=at("2017-09-14T08:00"))
    assert find_lateness(mail, {AARHUS: meeting(start=None)}, at("2017-09-14T08:05")) is None
    assert find_lateness(mail, {AARHUS: MEETING}, at("2017-09-14T09:30")) == BEGAN


WAITING = owed(due_at=datetime(2017, 8, 31, 6, 0, tzinfo=UTC))
BEGAN = "Mødet var begyndt, før påmindelsen kunne sendes."


@pytest.mark.parametrize(
    ("mail", "now", "lateness"),
    [
        pytest.param(WAITING, "2017-09-04T08:00", None, id="two-working-days"),
        pytest.param(WAITING, "2017-09-04T08:01", MISSED, id="more"),
        pytest.param(replace(WAITING, is_released=True), "2017-09-04T08:01", None, id="staff-want-it-all-the-same"),
        pytest.param(replace(WAITING, is_released=True), "2017-09-14T09:30", BEGAN, id="but-not-after-it-began"),
        pytest.param(WAITING, "2017-09-14T09:30", BEGAN, id="began"),
        pytest.param(owed(Kind.FOLLOWUP), "2018-09-14T09:30", None, id="summaries-may-be-late"),
        pytest.param(owed(Kind.CONFIRMATION), "2018-09-14T09:30", None, id="answers-may-be-late"),
    ],
)
def test_a_reminder_that_waited_too_long(mail: OwedMail, now: str, lateness: str | None) -> None:
    assert find_lateness(mail, {AARHUS: MEETING}, at(now)) == lateness


# when to look again


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param("2017-08-30T12:00", "2017-08-31T08:00", id="a-reminder"),
        pytest.param("2017-08-31T07:59", "2017-08-31T08:00", id="soon"),
        pytest.param("2017-08-31T08:00", "2017-09-01T08:00", id="the-next-morning"),
        pytest.param("2017-09-14T10:00", "2017-09-14T15:00", id="a-meeting-ends"),
    ],
)
def test_the_next_moment(now: str, expected: str) -> None:
    assert next_moment([MEETING], calendar(), at(now)) == at(expected)


def test_no_morning_is_skipped_where_a_day_has_23_hours() -> None:
    now = datetime(2018, 3, 24, 22, 30, tzinfo=UTC)
    assert next_moment([], calendar(), now) == at("2018-03-25T08:00")


def test_the_next_morning_is_that_of_the_danish_day() -> None:
    assert next_moment([], calendar(hour=0), datetime(2018, 3, 25, 22, 30, tzinfo=UTC)) == at("2018-03-27T00:00")


FIRST = date(2018, 3, 10)
DAYS = st.integers(0, 40).map(lambda number: FIRST + timedelta(days=number))
HOURS = st.integers(0, 23)
MOMENTS = st.builds(
    lambda day, minutes: datetime.combine(day, time(), UTC) + timedelta(minutes=minutes), DAYS, st.integers(0, 1439)
)
CLOCK = st.none() | st.builds(time, HOURS, st.sampled_from([0, 30]))


@st.composite
def any_meeting(draw: st.DrawFn, key: str) -> Meeting:
    status = draw(st.sampled_from(["planlagt", "planlagt", "planlagt", "aflyst"]))
    return meeting(key, day=draw(DAYS), start=draw(CLOCK), end=draw(CLOCK), status=status)


def walk(
    meetings: list[Meeting],
    times: Calendar,
    joined_at: dict[tuple[str, str], datetime],
    start: datetime,
    *,
    hourly: bool,
) -> dict[tuple[str, str, str, str], str]:
    """Look again and again until all is over; return state by claim, as first found."""
    now = start
    found: dict[tuple[str, str, str, str], str] = {}
    while now < datetime(2018, 5, 1, tzinfo=UTC):
        for mail in find_due([member(), member("M0002")], meetings, times, joined_at, set(found), now):
            found |= dict.fromkeys(mail.claims, mail.state)
        now = now + timedelta(hours=1) if hourly else next_moment(meetings, times, now)
        now = now.astimezone(UTC)
    return found


@given(
    meetings=st.tuples(any_meeting(AARHUS), any_meeting(ODENSE), any_meeting(VEJLE)).map(list),
    days=st.lists(st.integers(0, 20), max_size=3, unique=True),
    hour=HOURS,
    begun=MOMENTS,
    summaries=st.dictionaries(st.sampled_from([AARHUS, ODENSE, VEJLE]), MOMENTS, max_size=3),
    joined_at=st.dictionaries(
        st.tuples(st.sampled_from(["M0001", "M0002"]), st.sampled_from([AARHUS, ODENSE, VEJLE, "status"])), MOMENTS
    ),
    start=st.builds(lambda day, hour: datetime.combine(day, time(hour), COPENHAGEN).astimezone(UTC), DAYS, HOURS),
)
@settings(max_examples=60, deadline=None)
def test_looking_only_at_the_next_moment_finds_what_looking_every_hour_finds(
    meetings: list[Meeting],
    days: list[int],
    hour: int,
    begun: datetime,
    summaries: dict[str, datetime],
    joined_at: dict[tuple[str, str], datetime],
    start: datetime,
) -> None:
    # when a summary becomes ready its file changes, and a run looks whatever the moment: here all are ready from the start
    ready = {key: min(moment, start) for key, moment in summaries.items()}
    times = Calendar(tuple(days), hour, ("ja", "deltog"), begun, ready)
    by_hour = walk(meetings, times, joined_at, start, hourly=True)
    assert walk(meetings, times, joined_at, start, hourly=False) == by_hour
