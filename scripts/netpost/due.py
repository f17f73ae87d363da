"""Members + meetings + what was owed before + now → reminders and follow-ups that are due now, or were missed.

Pure. A reminder's due time is REMINDER_DAYS before the meeting at SEND_HOUR, on the working day before where that day
is none; more than two working days late it is missed, and so it is once the next one is due or the meeting begins.
A follow-up is due when the summary is ready.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from netpost.journal.owed import Kind, OwedMail
from netpost.meetings import Meeting
from netpost.members.member import Member
from netpost.workdays import shift_working_days, working_day_on_or_before
from netpost.zone import COPENHAGEN

LATE_WORKING_DAYS = 2
MISSED = "Påmindelsen skulle have været sendt for flere arbejdsdage siden."
OVERTAKEN = "Påmindelsen blev ikke sendt i tide og er afløst af den næste."
#: a due time that lies this far ahead is not worth computing again before then
FAR_AHEAD = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """What decides when mails are due. summaries: meeting id → when its summary became ready (and had settled)."""

    reminder_days: tuple[int, ...]
    send_hour: int
    followup_answers: tuple[str, ...]
    begun_at: datetime
    summaries: Mapping[str, datetime]


@dataclass(frozen=True)
class Reminder:
    """One reminder of one meeting. due_at, missed_at: aware; from missed_at on it is too late."""

    meeting: Meeting
    days: int
    due_at: datetime
    missed_at: datetime


def plan_reminders(meetings: Iterable[Meeting], calendar: Calendar) -> list[Reminder]:
    """Return every reminder of every meeting that takes place, by due time.

    Two that a weekend or holiday moves to the same day are one: nobody is reminded twice at once.
    """
    reminders = {
        (meeting.id, reminder.due_at): reminder
        for meeting in meetings
        if not meeting.is_cancelled
        for days in sorted(calendar.reminder_days)
        for reminder in [_plan_reminder(meeting, days, calendar.send_hour)]
    }
    return sorted(reminders.values(), key=lambda reminder: (reminder.due_at, reminder.meeting.id))


def find_due(
    members: Collection[Member],
    meetings: Collection[Meeting],
    calendar: Calendar,
    joined_at: Mapping[tuple[str, str], datetime],
    known: Collection[tuple[str, str, str, str]],
    now: datetime,
) -> list[OwedMail]:
    """Return the reminders and follow-ups to owe now, in state owed, held or missed.

    joined_at: (member, meeting) and (member, "status") → when the cell came to be ja or tilmeldt, as far as the journal
    has seen it; the person takes part from the later of the two on. known: claims that exist already (see OwedMail.claims).
    """
    candidates = (
        *_due_reminders(members, meetings, calendar, joined_at, now),
        *_due_followups(members, meetings, calendar, now),
    )
    return [mail for mail in candidates if not any(claim in known for claim in mail.claims)]


def next_moment(meetings: Collection[Meeting], calendar: Calendar, now: datetime) -> datetime:
    """Return when find_due may next have something new, if neither files nor members change before."""
    moments = [
        moment for reminder in plan_reminders(meetings, calendar) for moment in (reminder.due_at, reminder.missed_at)
    ]
    moments += [meeting.ends_at for meeting in meetings]
    today = now.astimezone(COPENHAGEN).date()
    moments += [_at_day(today + timedelta(days=days), calendar.send_hour) for days in (0, 1)]
    return min((moment for moment in moments if moment > now), default=now + FAR_AHEAD)


def find_reason(
    mail: OwedMail, members: Mapping[str, Member], meetings: Mapping[str, Meeting], answers: Collection[str]
) -> str | None:
    """Return why an owed mail must not go any more (English), None while its reason stands.

    Ask is_paused and find_lateness first: a meeting that is not there, or a time that has passed, is no reason here.
    """
    people = [members.get(identity) for identity in mail.members]
    if mail.kind is Kind.REPORT:
        return None
    if any(member is None for member in people):
        return "the member is not in members.csv any more"
    if not all(_has_reason(mail, member, meetings, answers) for member in people if member):
        return "members.csv or meetings.csv says otherwise by now"
    return None


def is_paused(mail: OwedMail, meetings: Mapping[str, Meeting]) -> bool:
    """Tell whether a mail waits because meetings.csv has a fault at its meeting: it goes when staff have mended that."""
    return mail.kind in {Kind.REMINDER, Kind.FOLLOWUP, Kind.DECLINE} and not set(mail.meetings) <= set(meetings)


def find_lateness(mail: OwedMail, meetings: Mapping[str, Meeting], now: datetime) -> str | None:
    """Say (Danish) why a reminder that has waited comes too late, None where it does not.

    What staff have released may be late, but never after the meeting has begun.
    """
    if mail.kind is not Kind.REMINDER:
        return None
    if mail.due_at is None:
        return None
    due_at = mail.due_at.astimezone(COPENHAGEN)
    if any(_begins_at(meetings[key], due_at.date()) <= now for key in mail.meetings if key in meetings):
        return "Mødet var begyndt, før påmindelsen kunne sendes."
    if mail.is_released:
        return None
    return MISSED if now > _late_from(due_at.date(), due_at.hour) else None


def _has_reason(mail: OwedMail, member: Member, meetings: Mapping[str, Meeting], answers: Collection[str]) -> bool:
    if not mail.options.get("is_to_writer") and member.email != mail.recipient:
        return False
    if mail.kind in {Kind.CONFIRMATION, Kind.WAITING_LIST}:
        wanted = "tilmeldt" if mail.kind is Kind.CONFIRMATION else "venteliste"
        return member.status == wanted and not member.cell("kvittering")
    if mail.kind is Kind.CANCELLATION:
        return member.status == "afmeldt"
    if mail.kind is Kind.ALREADY_MEMBER:
        return member.status == "tilmeldt"
    planned = all(key in meetings and not meetings[key].is_cancelled for key in mail.meetings)
    if mail.kind is Kind.DECLINE:
        return planned and member.status == "tilmeldt" and all(member.answer(key) == "afbud" for key in mail.meetings)
    wanted_answers = {"ja"} if mail.kind is Kind.REMINDER else set(answers)
    return (
        planned and member.status == "tilmeldt" and all(member.answer(key) in wanted_answers for key in mail.meetings)
    )


def _plan_reminder(meeting: Meeting, days: int, hour: int) -> Reminder:
    day = working_day_on_or_before(meeting.day - timedelta(days=days))
    missed_at = min(_late_from(day, hour), _begins_at(meeting, day))
    return Reminder(meeting, days, _at_day(day, hour), missed_at)


def _begins_at(meeting: Meeting, due: date) -> datetime:
    """A meeting of unknown hour counts from midnight, but for a reminder on the very day, which would never go."""
    return meeting.ends_at if meeting.start is None and due == meeting.day else meeting.begins_at


def _late_from(due: date, hour: int) -> datetime:
    return _at_day(shift_working_days(due, LATE_WORKING_DAYS), hour)


def _due_reminders(
    members: Collection[Member],
    meetings: Collection[Meeting],
    calendar: Calendar,
    joined_at: Mapping[tuple[str, str], datetime],
    now: datetime,
) -> Iterator[OwedMail]:
    due = [reminder for reminder in plan_reminders(meetings, calendar) if reminder.due_at <= now]
    newest = {reminder.meeting.id: reminder for reminder in due}
    for reminder in due:
        if _is_before_begin(reminder, calendar):
            continue
        for member in _participants(members, reminder.meeting.id, {"ja"}):
            columns = (reminder.meeting.id, "status")
            joined = [moment for column in columns if (moment := joined_at.get((member.id, column)))]
            if all(moment <= reminder.due_at for moment in joined):
                mail = _owe_reminder(reminder, member, calendar, now)
                is_overtaken = reminder is not newest[reminder.meeting.id] and mail.state != "missed"
                yield replace(mail, state="missed", detail=OVERTAKEN) if is_overtaken else mail


def _is_before_begin(reminder: Reminder, calendar: Calendar) -> bool:
    """What was too late before the journal began is nobody's fault and not worth a word."""
    return reminder.missed_at <= calendar.begun_at


def _owe_reminder(reminder: Reminder, member: Member, calendar: Calendar, now: datetime) -> OwedMail:
    mail = OwedMail(
        Kind.REMINDER,
        (member.id,),
        member.email or "",
        (reminder.meeting.id,),
        str(reminder.days),
        why=f"{reminder.days} days before the meeting",
        due_at=reminder.due_at,
    )
    if now > reminder.missed_at:
        return replace(mail, state="missed", detail=MISSED)
    if reminder.due_at <= calendar.begun_at:
        return replace(mail, state="held", detail="Påmindelsen skulle have været sendt, før Netpost blev taget i brug.")
    return mail


def _due_followups(
    members: Collection[Member], meetings: Collection[Meeting], calendar: Calendar, now: datetime
) -> Iterator[OwedMail]:
    for meeting in meetings:
        ready_at = calendar.summaries.get(meeting.id)
        if ready_at is None or meeting.is_cancelled or meeting.ends_at > now or now < _at(now, calendar.send_hour):
            continue
        is_old = max(ready_at, meeting.ends_at) <= calendar.begun_at
        for member in _participants(members, meeting.id, set(calendar.followup_answers)):
            mail = OwedMail(
                Kind.FOLLOWUP,
                (member.id,),
                member.email or "",
                (meeting.id,),
                why="the summary is ready",
                due_at=max(ready_at, meeting.ends_at),
            )
            yield (
                replace(mail, state="held", detail="Mødet blev holdt, før Netpost blev taget i brug.")
                if is_old
                else mail
            )


def _participants(members: Collection[Member], meeting: str, answers: Collection[str]) -> Iterator[Member]:
    return (m for m in members if m.status == "tilmeldt" and m.email and m.answer(meeting) in answers)


def _at(moment: datetime, hour: int) -> datetime:
    return _at_day(moment.astimezone(COPENHAGEN).date(), hour)


def _at_day(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), COPENHAGEN)
