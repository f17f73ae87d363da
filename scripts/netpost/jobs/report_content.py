"""The rows of the journal that a report tells of → the Report that rapport.md is rendered from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from netpost.jobs.session import Session
from netpost.journal.mails import MailRecord
from netpost.journal.members import CellChange
from netpost.journal.notices import Notice
from netpost.journal.owed import Kind, OwedMail
from netpost.render.report import Change, NewMember, OlderMail, OpenAnswers, OutgoingMail, Report, WaitingMail
from netpost.zone import COPENHAGEN

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


def build_report(session: Session, sources: Sources) -> Report:
    """Return the report on these rows."""
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
    proposal = (mail.proposal or "") if session.settings.takes_orders else ""
    return WaitingMail(local.date(), mail.sender, mail.subject, " ".join(mail.reasons), age, mail.is_urgent, proposal)


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


def count_open_answers(session: Session) -> tuple[OpenAnswers, ...]:
    """Count for each coming meeting the members whose cell is empty."""
    counts = []
    for meeting in session.meetings:
        if meeting.is_cancelled or meeting.ends_at <= session.now:
            continue
        count = sum(m.status == "tilmeldt" and not m.answer(meeting.id) for m in session.table.members)
        if count:
            counts.append(OpenAnswers(meeting, count))
    return tuple(counts)
