"""A member cancels, sends afbud or says yes to a meeting: only on the member's own, genuine word."""

from __future__ import annotations

from dataclasses import replace

from netpost.decide.candidates import find_member, require_authority
from netpost.decide.decision import Decision, DoubtError, World
from netpost.journal.members import CellChange
from netpost.journal.owed import Kind, OwedMail
from netpost.members.member import Member
from netpost.message import Mail
from netpost.understand.reading import Person, Reading


def decide_cancel(mail: Mail, reading: Reading, world: World) -> Decision:
    """End memberships. Raises DoubtError."""
    members = _members_meant(mail, reading, world)
    changes: list[CellChange] = []
    owed: list[OwedMail] = []
    for member in members:
        if member.status == "afmeldt":
            continue
        cells = {"status": "afmeldt"} | {
            meeting.id: "nej" for meeting in world.remaining if member.answer(meeting.id) in {"ja", ""}
        }
        changes += _changes(member, cells, "afmeldt")
        if member.email:
            number = str(world.memberships.get(member.id, 1))
            owed.append(OwedMail(Kind.CANCELLATION, (member.id,), member.email, occasion=number, why="cancelled"))
    ids = tuple(meeting.id for meeting in world.remaining[:1])
    return Decision(
        "act" if changes else "known", reading.reasons, changes=tuple(changes), owed=tuple(owed), meetings=ids
    )


def decide_decline(mail: Mail, reading: Reading, world: World) -> Decision:
    """Note afbud to meetings. Raises DoubtError."""
    reading = _with_calendar_entry(mail, reading, world)
    members = _members_meant(mail, reading, world)
    _require_coming(reading, world)
    changes: list[CellChange] = []
    owed: list[OwedMail] = []
    for member in members:
        _require_membership(member)
        if any(member.answer(meeting) not in {"ja", "", "afbud"} for meeting in reading.meetings):
            raise DoubtError(f"{member.name} melder afbud til et møde, som vedkommende ikke er tilmeldt.")
        declined = tuple(meeting for meeting in reading.meetings if member.answer(meeting) != "afbud")
        changes += _changes(member, dict.fromkeys(declined, "afbud"), "afbud")
        if declined and member.email and reading.calendar is None:
            number = str(world.declines.get(member.id, 0) + 1)
            owed.append(OwedMail(Kind.DECLINE, (member.id,), member.email, declined, number, why="afbud"))
    return Decision(
        "act" if changes else "known",
        reading.reasons,
        changes=tuple(changes),
        owed=tuple(owed),
        meetings=reading.meetings,
        partstat=reading.calendar.partstat if reading.calendar else None,
    )


def decide_accept(mail: Mail, reading: Reading, world: World) -> Decision:
    """Note that members come to meetings. Raises DoubtError."""
    reading = _with_calendar_entry(mail, reading, world)
    members = _members_meant(mail, reading, world)
    _require_coming(reading, world)
    changes: list[CellChange] = []
    for member in members:
        _require_membership(member)
        if any(member.answer(meeting) not in {"ja", "", "afbud"} for meeting in reading.meetings):
            raise DoubtError(f"{member.name} siger ja til et møde, som vedkommende ikke er tilmeldt.")
        changes += _changes(member, dict.fromkeys(reading.meetings, "ja"), "kommer")
    return Decision(
        "act" if changes else "known",
        reading.reasons,
        changes=tuple(changes),
        meetings=reading.meetings,
        partstat=reading.calendar.partstat if reading.calendar else None,
    )


def _members_meant(mail: Mail, reading: Reading, world: World) -> list[Member]:
    people: tuple[Person | None, ...] = reading.people or (None,)
    members = [find_member(world, person, mail) for person in people]
    for member in members:
        require_authority(world, member, mail)
    return members


def _with_calendar_entry(mail: Mail, reading: Reading, world: World) -> Reading:
    """A calendar answer counts for the entry with its UID, and only from the member who holds that entry."""
    if reading.calendar is None:
        return reading
    if world.entry is None:
        raise DoubtError("Mailen svarer på en kalenderindkaldelse, som Netpost ikke har sendt.")
    holder = world.table.by_id().get(world.entry.member)
    sender = mail.sender.email if mail.sender else None
    if holder is None or not holder.email or {sender, reading.calendar.attendee} != {holder.email}:
        raise DoubtError("Kalendersvaret kommer fra en anden end den, der blev indkaldt.")
    return replace(reading, meetings=(world.entry.meeting,), people=())


def _require_coming(reading: Reading, world: World) -> None:
    if not reading.meetings:
        raise DoubtError("Netpost kan ikke se, hvilket møde mailen handler om.")
    today = world.counted_at.date()
    coming = {meeting.id for meeting in world.meetings if not meeting.is_cancelled and meeting.day >= today}
    if not set(reading.meetings) <= coming:
        raise DoubtError("Mailen handler om et møde, der er holdt eller aflyst.")


def _require_membership(member: Member) -> None:
    if member.status != "tilmeldt":
        raise DoubtError(f"{member.name} står med status »{member.cell('status')}« i members.csv.")


def _changes(member: Member, cells: dict[str, str], why: str) -> list[CellChange]:
    return [
        CellChange(member.id, column, member.cell(column), text, "netpost", why)
        for column, text in cells.items()
        if member.cell(column).casefold() != text
    ]
