"""An owed mail → its bytes: the values it needs, its template, its thread, its calendar objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypedDict

from netpost.compose import compose_mail, has_attached_invitations, new_message_id
from netpost.due import is_paused
from netpost.errors import TemplateError
from netpost.files import read_file
from netpost.invite import Invitation, make_invitation, meeting_uid
from netpost.jobs.session import Session
from netpost.journal.invitations import Held
from netpost.journal.mails import MailRecord
from netpost.journal.owed import ANSWERS, Kind, OwedMail
from netpost.meetings import Meeting
from netpost.members.member import Member
from netpost.message import Address
from netpost.render.markup import Markdown
from netpost.render.renderer import MeetingText, Renderer, parse_meeting_file
from netpost.render.values import (
    Values,
    already_values,
    cancellation_values,
    confirmation_values,
    decline_values,
    followup_values,
    reminder_values,
    waiting_list_values,
)
from netpost.zone import COPENHAGEN

LAYOUT = "layout.html"


class WriterValues(TypedDict):
    """What an answer says differently to whoever wrote for others. subject: of the mail answered."""

    is_to_writer: bool
    subject: str | None
    writer_name: str | None


@dataclass(frozen=True)
class WrittenMail:
    """A mail ready to go. entries: what the recipient's calendar holds once it has arrived."""

    raw: bytes
    message_id: str
    entries: tuple[Held, ...] = ()


class MailWriter:
    """Writes owed mails with the templates as they lie in the office folder now."""

    def __init__(self, session: Session) -> None:
        self.session, self.settings, self.journal = session, session.settings, session.journal
        self.meetings = {meeting.id: meeting for meeting in session.meetings}
        self.members: dict[str, Member] = {}
        self.refresh()
        sources = read_templates(self.settings.templates_folder)
        self.renderer = Renderer(sources, sources.get(LAYOUT, ""))

    def refresh(self) -> None:
        """Take the members as they are by now."""
        self.members = self.session.table.by_id()

    def can_write(self, mail: OwedMail) -> bool:
        """Tell whether those whom a mail is about, and its meetings, are there."""
        return all(member in self.members for member in mail.members) and not is_paused(mail, self.meetings)

    def write(self, mail: OwedMail) -> WrittenMail:
        """Write a mail to members. Raises TemplateError."""
        members = [self.members[identity] for identity in mail.members]
        entries, invitations = self._invite(mail, members)
        answered = self._answered(mail)
        has_files = has_attached_invitations(str(mail.kind), invitations)
        values = self._values(mail, members, answered, has_files=has_files)
        rendered = self.renderer.render(f"{mail.kind}.md", values)
        message_id = self._new_message_id(mail)
        raw = compose_mail(
            rendered,
            sender=self._sender(),
            recipient=Address(mail.recipient, None if mail.options.get("is_to_writer") else members[0].name or None),
            message_id=message_id,
            date=self.session.now,
            in_reply_to=answered.message_id if answered else None,
            references=_thread(answered),
            is_answer=mail.kind in ANSWERS,
            kind=str(mail.kind),
            key=mail.key,
            invitations=invitations,
        )
        return WrittenMail(raw, message_id, entries)

    def write_report(self, mail: OwedMail, values: Mapping[str, object]) -> WrittenMail:
        """Write a report to staff. Raises TemplateError."""
        message_id = self._new_message_id(mail)
        raw = compose_mail(
            self.renderer.render(f"{mail.kind}.md", values),
            sender=self._sender(),
            recipient=Address(mail.recipient),
            message_id=message_id,
            date=self.session.now,
            in_reply_to=None,
            references=(),
            is_answer=False,
            kind=str(mail.kind),
            key=mail.key,
        )
        return WrittenMail(raw, message_id)

    def _sender(self) -> Address:
        return Address(self.settings.from_address, self.settings.from_name or None)

    def _domain(self) -> str:
        return self.settings.from_address.rpartition("@")[2]

    def _new_message_id(self, mail: OwedMail) -> str:
        return new_message_id(mail.key, mail.tries + 1, self._domain(), self.journal.secret)

    def _answered(self, mail: OwedMail) -> MailRecord | None:
        """The mail that this one answers, if its recipient wrote it."""
        record = self.journal.mails.find(mail.mail) if mail.mail else None
        return record if record and record.sender == mail.recipient else None

    def _values(
        self, mail: OwedMail, members: Sequence[Member], answered: MailRecord | None, *, has_files: bool
    ) -> Values:
        meetings = [self.meetings[key] for key in mail.meetings if key in self.meetings]
        if mail.kind is Kind.REMINDER:
            program = self._meeting_text(meetings[0], "program")
            return reminder_values(self.settings, members[0], meetings[0], program, today=self._today())
        if mail.kind is Kind.FOLLOWUP:
            summary = self._meeting_text(meetings[0], "opsamling") or Markdown("")
            return followup_values(self.settings, members[0], meetings[0], summary, self._next_after(meetings[0]))
        return self._answer_values(mail, members, meetings, answered, has_files=has_files)

    def _answer_values(
        self,
        mail: OwedMail,
        members: Sequence[Member],
        meetings: Sequence[Meeting],
        answered: MailRecord | None,
        *,
        has_files: bool,
    ) -> Values:
        writer: WriterValues = {
            "is_to_writer": bool(mail.options.get("is_to_writer")),
            "subject": answered.subject if answered else None,
            "writer_name": answered.sender_name if answered else None,
        }
        coming = self._coming(members[0])
        if mail.kind is Kind.CONFIRMATION:
            with_price = bool(mail.options.get("price"))
            return confirmation_values(
                self.settings, members, meetings, with_price=with_price, has_files=has_files, **writer
            )
        if mail.kind is Kind.DECLINE:
            others = [meeting for meeting in coming if meeting not in meetings]
            return decline_values(self.settings, members, meetings, others, has_files=has_files, **writer)
        if mail.kind is Kind.CANCELLATION:
            return cancellation_values(self.settings, members, meetings, has_files=has_files, **writer)
        values = already_values if mail.kind is Kind.ALREADY_MEMBER else waiting_list_values
        return values(self.settings, members, self._coming_for_any(members), **writer)

    def _coming(self, member: Member) -> list[Meeting]:
        """The coming meetings that a member is signed up for, by date."""
        coming = [m for m in self.session.meetings if not m.is_cancelled and m.begins_at > self.session.now]
        return sorted((m for m in coming if member.answer(m.id) == "ja"), key=lambda meeting: meeting.day)

    def _coming_for_any(self, members: Sequence[Member]) -> list[Meeting]:
        """The coming meetings that any of the members is signed up for, by date."""
        ids = {meeting.id for member in members for meeting in self._coming(member)}
        return sorted((self.meetings[key] for key in ids), key=lambda meeting: meeting.day)

    def _next_after(self, meeting: Meeting) -> Meeting | None:
        later = [m for m in self.session.meetings if m.day > meeting.day and not m.is_cancelled]
        return min(later, key=lambda m: m.day, default=None)

    def _meeting_text(self, meeting: Meeting, what: str) -> Markdown | None:
        text = read_meeting_text(self.session, meeting.id, what)
        return Markdown(text.markdown) if text and text.is_ready else None

    def _today(self) -> date:
        return self.session.now.astimezone(COPENHAGEN).date()

    def _invite(self, mail: OwedMail, members: Sequence[Member]) -> tuple[tuple[Held, ...], list[Invitation]]:
        """The calendar objects of a mail; only one to a single person holds any, as an address is personal."""
        if len(members) != 1 or members[0].email != mail.recipient:
            return (), []
        if mail.kind in {Kind.CONFIRMATION, Kind.REMINDER}:
            meetings = [self.meetings[key] for key in mail.meetings if key in self.meetings]
            entries = [self._entry(members[0], meeting) for meeting in meetings if meeting.begins_at > self.session.now]
        elif mail.kind in {Kind.DECLINE, Kind.CANCELLATION}:
            entries = self._entries_to_cancel(mail, members[0])
        else:
            return (), []
        return tuple(entries), [self._invitation(entry, members[0]) for entry in entries]

    def _entry(self, member: Member, meeting: Meeting) -> Held:
        held = self.journal.invitations.find(member.id, meeting.id)
        now_print = print_of(meeting)
        if held is None:
            uid = meeting_uid(self.journal.secret, member.id, meeting.id, self._domain())
            return Held(member.id, meeting.id, uid, 0, now_print, "NEEDS-ACTION")
        if held.print == now_print and not held.is_cancelled:
            return held
        return replace(held, sequence=held.sequence + 1, print=now_print, is_cancelled=False)

    def _entries_to_cancel(self, mail: OwedMail, member: Member) -> list[Held]:
        wanted = mail.meetings or tuple(m.id for m in self.session.meetings if m.begins_at > self.session.now)
        found = (self.journal.invitations.find(member.id, meeting) for meeting in wanted if meeting in self.meetings)
        return [
            replace(held, sequence=held.sequence + 1, is_cancelled=True)
            for held in found
            if held and not held.is_cancelled
        ]

    def _invitation(self, entry: Held, member: Member) -> Invitation:
        meeting = self.meetings[entry.meeting]
        partstat = entry.partstat if entry.partstat in {"ACCEPTED", "DECLINED", "TENTATIVE"} else "NEEDS-ACTION"
        contact = self.settings.contact_email or self.settings.from_address
        return make_invitation(
            meeting,
            uid=entry.uid,
            sequence=entry.sequence,
            method="CANCEL" if entry.is_cancelled else "REQUEST",
            organiser=self._sender(),
            attendee=Address(member.email or "", member.name or None),
            partstat=partstat,  # type: ignore[arg-type]
            summary=f"{self.settings.network_name}: møde i {meeting.city}",
            description=f"Afbud: skriv til {contact}.",
            stamp=self.session.now,
        )


def read_templates(folder: Path) -> dict[str, str]:
    """Return every template of a folder by file name, UTF-8 or, as older editors save it, Windows-1252."""
    if not folder.is_dir():
        raise TemplateError(f"{folder}:", "Mappen med skabeloner findes ikke.", "Læg den tilbage.")
    return {path.name: _decode(read_file(path)) for path in sorted(folder.iterdir()) if path.suffix in {".md", ".html"}}


def read_meeting_text(session: Session, meeting: str, what: str) -> MeetingText | None:
    """Return a meeting's programme ("program") or summary ("opsamling"), None where there is none or it is too new."""
    path = meeting_file(session, meeting, what)
    return parse_meeting_file(_decode(read_file(path))) if session.is_settled(path) else None


def meeting_file(session: Session, meeting: str, what: str) -> Path:
    """Where a meeting's programme or summary lies."""
    return session.settings.templates_folder / "meetings" / f"{meeting}-{what}.md"


def print_of(meeting: Meeting) -> str:
    """Return time and place in one text: when it changes, calendars must be told."""
    return "|".join(
        (meeting.begins_at.isoformat(), meeting.ends_at.isoformat(), meeting.city, meeting.place, meeting.address)
    )


def _thread(answered: MailRecord | None) -> tuple[str, ...]:
    if answered is None or answered.message_id is None:
        return ()
    return tuple(dict.fromkeys((*answered.references_to, answered.message_id)))


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
