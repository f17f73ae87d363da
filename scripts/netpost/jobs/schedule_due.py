"""Reminders and follow-ups: what is due by now is owed, what came too late is told to staff.

An idle run does not compute anything: the moment at which something may next be due is remembered, together with what
it depends on (meetings, members, settings, the files of programmes and summaries).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from netpost.jobs.session import Session

if TYPE_CHECKING:
    from netpost.due import Calendar

SETTINGS_THAT_COUNT = ("reminder_days", "send_hour", "followup_answers", "settle_minutes")


def owe_due_mails(session: Session) -> None:
    """Owe the reminders and follow-ups that are due now."""
    basis = _basis(session)
    if session.journal.value("due_basis") == basis and session.now < _next_moment(session):
        return
    from netpost.due import find_due, next_moment

    calendar = make_calendar(session)
    found = find_due(
        session.table.members,
        session.meetings,
        calendar,
        session.journal.members.joined_at(),
        session.journal.owed.known_claims(),
        session.now,
    )
    with session.journal.transaction():
        for mail in found:
            session.journal.owed.add(mail, session.now)
        _tell_missing_programmes(session)
        session.journal.remember("due_basis", basis)
        session.journal.remember("due_next", next_moment(session.meetings, calendar, session.now).isoformat())
    for state in sorted({mail.state for mail in found}):
        session.say(f"{sum(mail.state == state for mail in found)} reminders or follow-ups {state}")


def _next_moment(session: Session) -> datetime:
    stored = session.journal.value("due_next")
    return datetime.fromisoformat(stored) if stored else session.now


def _basis(session: Session) -> str:
    """All that the outcome depends on but the clock, in one text."""
    folder = session.settings.templates_folder / "meetings"
    files = []
    if folder.is_dir():
        for path in sorted(folder.iterdir()):
            state = path.stat()
            files.append(f"{path.name} {state.st_mtime_ns} {state.st_size} {session.is_settled(path)}")
    settings = [str(getattr(session.settings, name)) for name in SETTINGS_THAT_COUNT]
    return "\n".join(
        [
            session.journal.value("meetings_stamp") or "",
            session.journal.value("members_changed") or "",
            *settings,
            *files,
        ]
    )


def make_calendar(session: Session) -> Calendar:
    """Gather what decides when mails are due."""
    from netpost.due import Calendar

    return Calendar(
        session.settings.reminder_days,
        session.settings.send_hour,
        session.settings.followup_answers,
        session.journal.begun_at,
        _ready_summaries(session),
    )


def _ready_summaries(session: Session) -> dict[str, datetime]:
    from netpost.files import modified_at
    from netpost.jobs.writing import meeting_file, read_meeting_text

    ready = {}
    for meeting in session.meetings:
        text = read_meeting_text(session, meeting.id, "opsamling")
        saved = modified_at(meeting_file(session, meeting.id, "opsamling"))
        if text and text.problem:
            session.tell_staff(
                "fil", f"summary:{meeting.id}:{text.problem}", f"{meeting.id}-opsamling.md: {text.problem}"
            )
        if text and text.is_ready and saved:
            ready[meeting.id] = saved
    return ready


def _tell_missing_programmes(session: Session) -> None:
    """Tell staff two working days before a reminder that it would go without a programme."""
    from netpost.due import LATE_WORKING_DAYS, plan_reminders
    from netpost.jobs.writing import read_meeting_text
    from netpost.workdays import shift_working_days

    today = session.now.date()
    for reminder in plan_reminders(session.meetings, make_calendar(session)):
        first_day = shift_working_days(reminder.due_at.date(), -LATE_WORKING_DAYS)
        if not first_day <= today <= reminder.due_at.date():
            continue
        text = read_meeting_text(session, reminder.meeting.id, "program")
        if text is None or not text.is_ready:
            why = f" {text.problem}" if text and text.problem else ""
            sentence = (
                f"Påmindelsen om mødet i {reminder.meeting.city} sendes {reminder.due_at.date():%d-%m-%Y} uden program: "
                f"{reminder.meeting.id}-program.md er ikke meldt klar.{why}"
            )
            session.tell_staff("advarsel", f"program:{reminder.meeting.id}:{reminder.days}", sentence)
