"""The report to staff: what is new since the last one, and all that still waits. Once a day, and only with a cause.

What concerns a meeting within two working days is told at once. A report is frozen when it is owed, together with the
record of what it tells, so that nothing is told twice or forgotten. It goes out also under SEND=no and STOP.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from netpost.jobs.session import Session
from netpost.journal.mails import MailRecord
from netpost.journal.members import CellChange
from netpost.journal.notices import Notice
from netpost.journal.owed import Kind, OwedMail
from netpost.meetings import COPENHAGEN
from netpost.report import (
    Change,
    NewMember,
    OlderMail,
    OpenAnswers,
    OutgoingMail,
    Report,
    WaitingMail,
    report_values,
)

INTENT_NAMES = {
    "signup": "tilmelding",
    "cancel": "afmelding",
    "decline": "afbud",
    "accept": "ja til et møde",
    "update": "rettelse af oplysninger",
    "question": "spørgsmål",
    "bounce": "mail, der ikke kunne leveres",
    "auto_reply": "autosvar",
    "other": "andet",
}
KIND_NAMES = {
    Kind.CONFIRMATION: "bekræftelse på tilmelding",
    Kind.WAITING_LIST: "besked om venteliste",
    Kind.ALREADY_MEMBER: "besked om, at tilmeldingen findes",
    Kind.CANCELLATION: "kvittering for afmelding",
    Kind.DECLINE: "kvittering for afbud",
    Kind.REMINDER: "påmindelse",
    Kind.FOLLOWUP: "opsamling",
    Kind.REPORT: "rapport",
}


@dataclass(frozen=True)
class Sources:
    """The journal rows that a report tells of."""

    waiting: tuple[MailRecord, ...]
    older: tuple[MailRecord, ...]
    changes: tuple[CellChange, ...]
    notices: tuple[Notice, ...]
    undelivered: tuple[OwedMail, ...]


def owe_reports(session: Session) -> None:
    """Owe the reports that are due: an urgent one at once, the daily one from SEND_HOUR on."""
    if not session.settings.staff_address:
        return
    local = session.now.astimezone(COPENHAGEN)
    urgent = [mail for mail in session.journal.mails.unreported("review") if mail.is_urgent and mail.closed is None]
    day = local.date().isoformat()
    if local.hour >= session.settings.send_hour and session.journal.value("report_day") != day:
        _owe_daily(session, day)
    elif urgent:
        sources = Sources(tuple(urgent), (), (), (), ())
        _owe(session, _build(session, sources), sources, f"{day} haster {urgent[0].id}")


def _owe_daily(session: Session, day: str) -> None:
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
    _owe(session, replace(_build(session, sources), open_answers=_open_answers(session)), sources, day)


def _owe(session: Session, report: Report, sources: Sources, occasion: str) -> None:
    from netpost.jobs.writing import MailWriter

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


def _build(session: Session, sources: Sources) -> Report:
    notices = {kind: tuple(n.sentence for n in sources.notices if n.kind == kind) for kind in ("fil", "orientering")}
    warnings = tuple(n.sentence for n in sources.notices if n.kind not in {"fil", "orientering"})
    return Report(
        waiting=tuple(_waiting(session, mail) for mail in sources.waiting),
        older=tuple(_older(mail) for mail in sources.older),
        new_members=tuple(_new_members(session, sources.changes)),
        changes=tuple(_changes(session, sources.changes)),
        notes=notices["orientering"],
        held=_outgoing(sources.undelivered, "held"),
        missed=_outgoing(sources.undelivered, "missed"),
        refused=_outgoing(sources.undelivered, "refused"),
        unknown=_outgoing(sources.undelivered, "unknown"),
        file_problems=notices["fil"],
        warnings=warnings,
    )


def _waiting(session: Session, mail: MailRecord) -> WaitingMail:
    local = (mail.written or mail.arrived).astimezone(COPENHAGEN)
    age = (session.now - min(mail.arrived, session.now)).days
    return WaitingMail(local.date(), mail.sender, mail.subject, " ".join(mail.reasons), age, mail.is_urgent)


def _older(mail: MailRecord) -> OlderMail:
    local = (mail.written or mail.arrived).astimezone(COPENHAGEN)
    return OlderMail(local.date(), mail.sender, mail.subject, INTENT_NAMES[mail.intent])


def _new_members(session: Session, changes: Sequence[CellChange]) -> Iterable[NewMember]:
    members = session.table.by_id()
    for change in changes:
        member = members.get(change.member)
        if change.field is None and member:
            yield NewMember(
                member.id,
                member.name,
                member.cell("organisation"),
                member.email or "",
                tuple(m for m in session.meetings if m.ends_at > session.now and member.answer(m.id) == "ja"),
                _also_wrote(session, change),
            )


def _changes(session: Session, changes: Sequence[CellChange]) -> Iterable[Change]:
    members = session.table.by_id()
    new = {change.member for change in changes if change.field is None}
    groups: dict[tuple[str, int | None], list[CellChange]] = {}
    for change in changes:
        if change.member not in new:
            groups.setdefault((change.member, change.mail), []).append(change)
    for (number, _), group in groups.items():
        what = "; ".join(f"{c.field}: {c.old or 'tom'} → {c.new or 'tom'}" for c in group)
        name = members[number].name if number in members else ""
        yield Change(f"{name} ({number})", what, _also_wrote(session, group[0]))


def _also_wrote(session: Session, change: CellChange) -> str:
    mail = session.journal.mails.find(change.mail) if change.mail else None
    return mail.unused_text if mail else ""


def _outgoing(mails: Sequence[OwedMail], state: str) -> tuple[OutgoingMail, ...]:
    return tuple(
        OutgoingMail(mail.key, mail.recipient, KIND_NAMES[mail.kind], mail.detail)
        for mail in mails
        if mail.state == state
    )


def _open_answers(session: Session) -> tuple[OpenAnswers, ...]:
    counts = []
    for meeting in session.meetings:
        if meeting.is_cancelled or meeting.ends_at <= session.now:
            continue
        count = sum(m.status == "tilmeldt" and not m.answer(meeting.id) for m in session.table.members)
        if count:
            counts.append(OpenAnswers(meeting, count))
    return tuple(counts)
