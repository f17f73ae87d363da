"""The report to staff: what is new since the last one, and all that still waits. Once a day, and only with a cause.

What concerns a meeting within two working days is told at once. A report is frozen when it is owed, together with the
record of what it tells, so that nothing is told twice or forgotten. It goes out also under SEND=no and STOP.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from netpost.jobs.session import Session
from netpost.zone import COPENHAGEN

if TYPE_CHECKING:
    from netpost.jobs.report_content import Sources
    from netpost.render.report import Report


def owe_reports(session: Session) -> None:
    """Owe the reports that are due: an urgent one at once, the daily one from SEND_HOUR on."""
    if not session.settings.staff_address:
        return
    if not (session.journal.has_untold or session.journal.has("mails", "state = 'review' AND closed IS NULL")):
        return
    local = session.now.astimezone(COPENHAGEN)
    urgent = [mail for mail in session.journal.mails.unreported("review") if mail.is_urgent and mail.closed is None]
    day = local.date().isoformat()
    if local.hour >= session.settings.send_hour and session.journal.value("report_day") != day:
        _owe_daily(session, day)
    elif urgent:
        from netpost.jobs.report_content import Sources, build_report

        sources = Sources(tuple(urgent), (), (), (), ())
        _owe(session, build_report(session, sources), sources, f"{day} haster {urgent[0].id}")


def _owe_daily(session: Session, day: str) -> None:
    from netpost.jobs.report_content import Sources, build_report, count_open_answers

    journal = session.journal
    sources = Sources(
        tuple(journal.mails.open_reviews()),
        tuple(journal.mails.unreported("older")),
        tuple(journal.members.unreported_changes()),
        tuple(journal.notices.unreported()),
        tuple(journal.owed.in_state("held", "unknown")) + tuple(journal.owed.unreported("missed", "refused")),
    )
    fresh = journal.owed.unreported("held", "unknown", "missed", "refused")
    if not (sources.waiting or sources.older or sources.changes or sources.notices or fresh):
        return
    _owe(session, replace(build_report(session, sources), open_answers=count_open_answers(session)), sources, day)


def _owe(session: Session, report: Report, sources: Sources, occasion: str) -> None:
    from netpost.jobs.writing import MailWriter
    from netpost.journal.owed import Kind, OwedMail
    from netpost.render.report import report_values

    day = session.now.astimezone(COPENHAGEN).date()
    values = report_values(report, session.settings, day)
    writer = MailWriter(session)
    with session.journal.transaction():
        for address in session.settings.staff_address:
            mail = OwedMail(Kind.REPORT, (), address, occasion=f"{occasion} {address}", why="for staff")
            written = writer.write_report(mail, values)
            session.journal.owed.add(replace(mail, frozen=written.raw, message_id=written.message_id), session.now)
        _note_told(session, sources, day.isoformat(), is_daily=occasion == day.isoformat())


def _note_told(session: Session, sources: Sources, day: str, *, is_daily: bool) -> None:
    journal = session.journal
    journal.mails.note_reported([mail.id for mail in (*sources.waiting, *sources.older)], day)
    journal.members.note_changes_reported(sources.changes, day)
    journal.notices.note_reported(sources.notices, day)
    journal.owed.note_reported([mail.key for mail in sources.undelivered], day)
    if is_daily:
        journal.remember("report_day", day)
