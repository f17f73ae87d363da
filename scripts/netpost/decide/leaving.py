"""A member cancels, sends afbud or says yes to a meeting: only on the member's own, genuine word."""

from __future__ import annotations

from dataclasses import replace

from netpost.decide.candidates import find_member, require_authority
from netpost.decide.decision import Decision, DoubtError, World
from netpost.journal.members import CellChange
from netpost.journal.owed import Kind, OwedMail
from netpost.members.member import STATUS_WORDS, Member
from netpost.message import Mail
from netpost.understand.calendar_answer import CLEAR_ANSWERS, UNCLEAR_ANSWER
from netpost.understand.reading import Person, Reading

#: what stands in a meeting's cell where somebody can still come or stay away
OPEN_ANSWERS = frozenset({"ja", "", "afbud"})


def decide_cancel(mail: Mail, reading: Reading, world: World) -> Decision:
    """End memberships. Raises DoubtError."""
    members = _members_meant(mail, reading, world)
    changes: list[CellChange] = []
    owed: list[OwedMail] = []
    for member in members:
        if member.status not in STATUS_WORDS:
            raise DoubtError(_unclear_status(member))
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
    reading, members = _find_answer(mail, reading, world)
    changes: list[CellChange] = []
    owed: list[OwedMail] = []
    for member in members:
        if any(member.answer(meeting) not in OPEN_ANSWERS for meeting in reading.meetings):
            raise DoubtError(f"{member.name} melder afbud til et møde, som vedkommende ikke er tilmeldt.")
        declined = tuple(meeting for meeting in reading.meetings if member.answer(meeting) != "afbud")
        changes += _changes(member, dict.fromkeys(declined, "afbud"), "afbud")
        if declined and member.email and reading.calendar is None:
            number = str(world.declines.get(member.id, 0) + 1)
            owed.append(OwedMail(Kind.DECLINE, (member.id,), member.email, declined, number, why="afbud"))
    return _decided(reading, changes, owed)


def decide_accept(mail: Mail, reading: Reading, world: World) -> Decision:
    """Note that members come to meetings. Raises DoubtError."""
    reading, members = _find_answer(mail, reading, world)
    changes: list[CellChange] = []
    for member in members:
        if any(member.answer(meeting) not in OPEN_ANSWERS for meeting in reading.meetings):
            raise DoubtError(f"{member.name} siger ja til et møde, som vedkommende ikke er tilmeldt.")
        changes += _changes(member, dict.fromkeys(reading.meetings, "ja"), "kommer")
    return _decided(reading, changes, [])


def _decided(reading: Reading, changes: list[CellChange], owed: list[OwedMail]) -> Decision:
    return Decision(
        "act" if changes else "known",
        reading.reasons,
        changes=tuple(changes),
        owed=tuple(owed),
        meetings=reading.meetings,
        partstat=reading.calendar.partstat if reading.calendar else None,
    )


def _find_answer(mail: Mail, reading: Reading, world: World) -> tuple[Reading, list[Member]]:
    """Return the answer with the meetings that it is about, and who gives it. Raises DoubtError."""
    if reading.calendar is None:
        members = _members_meant(mail, reading, world)
    else:
        holder, meeting = _find_holder(mail, reading, world)
        reading, members = replace(reading, meetings=(meeting,), people=()), [holder]
    _require_coming(reading, world)
    for member in members:
        if member.status != "tilmeldt":
            raise DoubtError(_unclear_status(member))
    return reading, members


def _members_meant(mail: Mail, reading: Reading, world: World) -> list[Member]:
    people: tuple[Person | None, ...] = reading.people or (None,)
    members = {member.id: member for member in (find_member(world, person, mail) for person in people)}
    for member in members.values():
        require_authority(world, member, mail, reading)
    return list(members.values())


def _find_holder(mail: Mail, reading: Reading, world: World) -> tuple[Member, str]:
    """A calendar answer counts for the entry with its UID as last sent, and only from the member who holds it."""
    answer = reading.calendar
    if answer is None or world.entry is None:
        raise DoubtError("Mailen svarer på en kalenderindkaldelse, som Netpost ikke har sendt.")
    if answer.partstat not in CLEAR_ANSWERS:  # a review stops it, unless staff order it done
        raise DoubtError(UNCLEAR_ANSWER)
    holder = world.table.by_id().get(world.entry.member)
    sender = mail.sender.email if mail.sender else None
    if holder is None or not holder.email or {sender, answer.attendee} != {holder.email}:
        raise DoubtError("Kalendersvaret kommer fra en anden end den, der blev indkaldt.")
    if answer.sequence < world.entry.sequence:
        raise DoubtError("Kalendersvaret gælder den gamle indkaldelse, fra før mødet blev flyttet.")
    require_authority(world, holder, mail, reading)
    return holder, world.entry.meeting


def _require_coming(reading: Reading, world: World) -> None:
    if not reading.meetings:
        raise DoubtError("Netpost kan ikke se, hvilket møde mailen handler om.")
    # an order counts from when it is given: it may come long after the mail
    today = (world.now if world.is_ordered and world.now else world.counted_at).date()
    coming = {meeting.id for meeting in world.meetings if not meeting.is_cancelled and meeting.day >= today}
    if not set(reading.meetings) <= coming:
        raise DoubtError("Mailen handler om et møde, der er holdt eller aflyst.")


def _unclear_status(member: Member) -> str:
    return f"{member.name} står med status »{member.cell('status')}« i members.csv."


def _changes(member: Member, cells: dict[str, str], why: str) -> list[CellChange]:
    return [
        CellChange(member.id, column, member.cell(column), text, "netpost", why)
        for column, text in cells.items()
        if member.cell(column).casefold() != text
    ]
