"""Members, meetings and settings → the Danish variables of the mail templates.

Each kind of mail has one function; variables.py says what the names mean. A value that is not there is "" where it comes
from a cell, and None where a template must ask first (`pris`, `program`, a meeting's times and deadlines).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from netpost import danish
from netpost.meetings import Meeting
from netpost.members.member import COLUMNS, Member
from netpost.render.markup import Markdown
from netpost.settings import Settings

Values = dict[str, object]

REPLY_PREFIX = re.compile(r"^\s*(?:(?:sv|re|vs|fw|fwd|aw|ang|vedr)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
#: The cells that an invoice and the list of participants need, and what they are called in a mail.
WANTED_CELLS = {
    "navn": "navn",
    "titel": "titel",
    "organisation": "organisation",
    "telefon": "telefonnummer",
    "ean": "EAN-nummer",
}


def confirmation_values(  # noqa: PLR0913 - each is a fact of its own
    settings: Settings,
    members: Sequence[Member],
    meetings: Sequence[Meeting],
    *,
    with_price: bool,
    is_to_writer: bool,
    has_files: bool = True,
    subject: str | None = None,
    writer_name: str | None = None,
) -> Values:
    """Make the values of bekraeftelse.md.

    members: those whom the mail is about; more than one only in a joint mail to their writer. meetings: those that the
    sign-up covers, by date. with_price: the sign-up is to all meetings that remain. has_files: invitations are
    attached. subject: of the mail that this one answers, None where the recipient has written none. writer_name: for
    the greeting of a joint mail.
    """
    people = _people_values(settings, members, meetings, is_to_writer, subject, writer_name)
    has_price = settings.price > 0
    return {
        **people,
        "pris": settings.price if with_price and has_price else None,
        "pris_følger": has_price and not with_price,
        "vedhæftet": has_files,
    }


def already_values(
    settings: Settings,
    members: Sequence[Member],
    meetings: Sequence[Meeting],
    *,
    is_to_writer: bool = False,
    subject: str | None = None,
    writer_name: str | None = None,
) -> Values:
    """Make the values of allerede_tilmeldt.md. meetings: the coming ones that they are signed up for."""
    return _people_values(settings, members, meetings, is_to_writer, subject, writer_name)


def waiting_list_values(
    settings: Settings,
    members: Sequence[Member],
    meetings: Sequence[Meeting],
    *,
    is_to_writer: bool = False,
    subject: str | None = None,
    writer_name: str | None = None,
) -> Values:
    """Make the values of venteliste.md. meetings: those that they wish to come to."""
    return _people_values(settings, members, meetings, is_to_writer, subject, writer_name)


def cancellation_values(
    settings: Settings,
    members: Sequence[Member],
    meetings: Sequence[Meeting],
    *,
    is_to_writer: bool = False,
    has_files: bool = False,
    subject: str | None = None,
    writer_name: str | None = None,
) -> Values:
    """Make the values of afmelding.md.

    meetings: the coming ones that they had been signed up for. has_files: calendar files that take them back are attached.
    """
    people = _people_values(settings, members, meetings, is_to_writer, subject, writer_name)
    return {**people, "vedhæftet": has_files}


def decline_values(  # noqa: PLR0913 - each is a fact of its own
    settings: Settings,
    members: Sequence[Member],
    meetings: Sequence[Meeting],
    remaining: Sequence[Meeting],
    *,
    is_to_writer: bool = False,
    has_files: bool = False,
    subject: str | None = None,
    writer_name: str | None = None,
) -> Values:
    """Make the values of afbud.md.

    meetings: those declined. remaining: the coming ones that they are still signed up for. has_files: calendar files
    that take the declined ones back are attached.
    """
    people = _people_values(settings, members, meetings, is_to_writer, subject, writer_name)
    return {**people, "øvrige_møder": [meeting_values(meeting) for meeting in remaining], "vedhæftet": has_files}


def reminder_values(
    settings: Settings, member: Member, meeting: Meeting, program: Markdown | None, *, today: date | None = None
) -> Values:
    """Make the values of paamindelse.md. program: the staff's, None where it is not ready. today: for the deadline."""
    is_late = bool(today and meeting.decline_deadline and today > meeting.decline_deadline)
    values = _people_values(settings, [member], [meeting], is_to_writer=False, subject=None, writer_name=None)
    return {**values, "møde": meeting_values(meeting), "program": program, "frist_passeret": is_late}


def followup_values(
    settings: Settings, member: Member, meeting: Meeting, summary: Markdown, next_meeting: Meeting | None
) -> Values:
    """Make the values of opsamling.md. summary: the staff's. next_meeting: the one after, None where there is none."""
    values = _people_values(settings, [member], [meeting], is_to_writer=False, subject=None, writer_name=None)
    following = meeting_values(next_meeting) if next_meeting else None
    return {**values, "møde": meeting_values(meeting), "opsamling": summary, "næste_møde": following}


def network_values(settings: Settings) -> Values:
    """Make the values that every mail has: the network and its organiser."""
    organiser = {
        "navn": settings.organiser_name,
        "kontaktperson": settings.contact_name,
        "telefon": danish.format_phone(settings.contact_phone),
        "email": settings.contact_email or settings.from_address,
    }
    return {"netværk": settings.network_name, "arrangør": organiser}


def meeting_values(meeting: Meeting) -> Values:
    """Make the values of one meeting."""
    return {
        "id": meeting.id,
        "dato": meeting.day,
        "ugedag": danish.name_weekday(meeting.day),
        "tid": danish.format_time_span(meeting.start, meeting.end),
        "start": meeting.start,
        "slut": meeting.end,
        "by": meeting.city,
        "sted": meeting.place,
        "adresse": meeting.address,
        "hvor": ", ".join(part for part in (meeting.place, meeting.address) if part),
        "tilmeldingsfrist": meeting.signup_deadline,
        "afbudsfrist": meeting.decline_deadline,
        "aflyst": meeting.is_cancelled,
    }


def list_missing(member: Member) -> list[str]:
    """List what is not known of a member, as it is called in a mail: `EAN-nummer`."""
    return [word for column, word in WANTED_CELLS.items() if not member.cell(column)]


def find_first_name(name: str) -> str:
    """Take the first name of a name as written, also of `Holm, Mette`; "" where there is none."""
    _, _, given = name.partition(",")
    words = (given.strip() or name.replace(",", " ")).split()
    return words[0] if words else ""


def find_topic(subject: str | None) -> str:
    """Take the `SV:`, `Re:` and `VS:` off a subject; "" for none."""
    return REPLY_PREFIX.sub("", subject or "").strip()


def name_column(header: str) -> str:
    """Make a variable's name of a column's header: lower case, blanks and hyphens as underscores."""
    return re.sub(r"[\s-]+", "_", header.strip().casefold())


def _people_values(
    settings: Settings,
    members: Sequence[Member],
    meetings: Sequence[Meeting],
    is_to_writer: bool,
    subject: str | None,
    writer_name: str | None,
) -> Values:
    greeted = (writer_name or "") if is_to_writer else members[0].name
    writers = {member.signed_up_by for member in members if member.signed_up_by not in {None, member.email}}
    return {
        **_shared_cells(members),
        **network_values(settings),
        "navn": danish.join_words([member.name or member.email or member.id for member in members]),
        "fornavn": find_first_name(greeted),
        "skrevet_af": "" if is_to_writer else ", ".join(sorted(writer for writer in writers if writer)),
        "til_skriver": is_to_writer,
        "emne": find_topic(subject),
        "personer": [_person_values(member, meetings) for member in members],
        "mangler": list_missing(members[0]) if len(members) == 1 else [],
        "møder": [meeting_values(meeting) for meeting in meetings],
    }


def _shared_cells(members: Sequence[Member]) -> Values:
    columns = {name_column(column): column for member in members for column in (*COLUMNS, *member.cells)}
    cells: Values = {}
    for name, column in columns.items():
        texts = {member.cell(column) for member in members}
        if name.isidentifier():
            cells[name] = texts.pop() if len(texts) == 1 else ""
    return {**cells, "id": danish.join_words([member.id for member in members])}


def _person_values(member: Member, meetings: Sequence[Meeting]) -> Values:
    own = [meeting for meeting in meetings if member.answer(meeting.id) in {"ja", ""}]
    cells = {column: member.cell(column) for column in COLUMNS}
    return {
        **cells,
        "id": member.id,
        "fornavn": find_first_name(member.name),
        "mangler": list_missing(member) + ([] if member.email else ["mailadresse"]),
        "møder": [meeting_values(meeting) for meeting in own],
        "alle_møder": len(own) == len(meetings),
    }
