"""Somebody is to join: new rows, what was empty in a member's row, or a membership that begins anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from netpost.decide.answers import Placement, decide_answers, has_receipt_date, tell_signups
from netpost.decide.candidates import details_of, find_newcomer
from netpost.decide.decision import Decision, DoubtError, World
from netpost.journal.members import CellChange
from netpost.meetings import Meeting
from netpost.members import MEETING_WORDS, next_id
from netpost.members.member import Member
from netpost.message import Mail
from netpost.understand.reading import Person, Reading

MOST_PEOPLE = 10


def decide_signup(mail: Mail, reading: Reading, world: World) -> Decision:
    """Sign people up, all of them or none. Raises DoubtError."""
    if not reading.people:
        raise DoubtError("Netpost kan ikke se, hvem der skal tilmeldes.")
    if len(reading.people) > MOST_PEOPLE:
        raise DoubtError(f"Mailen tilmelder {len(reading.people)} personer på én gang.")
    covered = _covered_meetings(reading, world)
    placements: list[Placement] = []
    for person in reading.people:
        number = world.next_number + sum(placed.kind == "new" for placed in placements)
        placements.append(_place_person(person, mail, reading, world, covered, number))
    _refuse_doubles(placements)
    is_late = bool(_late_meetings(covered, world))
    has_price = world.price > 0 and covered == world.remaining and not is_late
    owed = decide_answers(placements, mail, reading, world, covered, has_price=has_price)
    return Decision(
        outcome="act" if owed or any(p.changes or p.kind != "known" for p in placements) else "known",
        reasons=reading.reasons,
        added=tuple(placed.member for placed in placements if placed.kind == "new"),
        changes=tuple(change for placed in placements for change in placed.changes),
        rejoined=tuple(placed.member.id for placed in placements if placed.kind == "rejoined"),
        owed=owed,
        notices=tell_signups(placements, mail, reading, is_partial=covered != world.remaining, is_late=is_late),
        meetings=tuple(meeting.id for meeting in covered),
    )


def _covered_meetings(reading: Reading, world: World) -> tuple[Meeting, ...]:
    remaining = world.remaining
    if world.has_faulty_meetings:
        raise DoubtError("Der er en fejl i meetings.csv, så det er ikke sikkert, hvilke møder tilmeldingen gælder.")
    if not remaining:
        raise DoubtError("Der er ingen møder tilbage at tilmelde sig.")
    unknown = set(reading.meetings) - {meeting.id for meeting in remaining}
    if unknown:
        raise DoubtError(f"Mailen nævner et møde, der er holdt, aflyst eller ukendt: {', '.join(sorted(unknown))}.")
    covered = tuple(m for m in remaining if m.id in reading.meetings) if reading.meetings else remaining
    begun = [m for m in covered if m.begins_at <= (world.now or world.counted_at)]
    if begun:
        raise DoubtError(f"Mødet i {begun[0].city} ({begun[0].id}) blev holdt, før Netpost nåede at læse tilmeldingen.")
    late = _late_meetings(covered, world)
    if late and not world.is_ordered:
        raise DoubtError(f"Tilmeldingsfristen for mødet i {late[0].city} ({late[0].id}) er overskredet.")
    return covered


def _late_meetings(covered: Sequence[Meeting], world: World) -> list[Meeting]:
    """Return the meetings whose deadline had passed when the mail came."""
    today = world.counted_at.date()
    return [meeting for meeting in covered if meeting.signup_deadline and today > meeting.signup_deadline]


def _place_person(
    person: Person, mail: Mail, reading: Reading, world: World, covered: Sequence[Meeting], number: int
) -> Placement:
    person = _with_own_address(person, mail, reading)
    member = find_newcomer(world, person)
    if member is None:
        return Placement("new", _new_member(person, mail, world, covered, number))
    if member.status == "afmeldt":
        return _rejoin(member, person, mail, world, covered)
    if member.status != "tilmeldt":
        raise DoubtError(f"{member.name} står i members.csv med status »{member.cell('status')}« og skriver igen.")
    return _fill_empty_cells(member, person, reading, covered)


def _with_own_address(person: Person, mail: Mail, reading: Reading) -> Person:
    if person.email or not person.is_writer or mail.sender is None or reading.is_machine:
        return person
    return replace(person, email=mail.sender.email)


def _answers(world: World, covered: Sequence[Meeting]) -> dict[str, str]:
    ids = {meeting.id for meeting in covered}
    return {meeting.id: "ja" if meeting.id in ids else "nej" for meeting in world.remaining}


def _new_member(person: Person, mail: Mail, world: World, covered: Sequence[Meeting], number: int) -> Member:
    cells = {
        **details_of(person),
        "tilmeldt_af": _signed_up_by(person.email, mail),
        "status": "tilmeldt",
        "tilmeldt": world.counted_at.date().isoformat(),
        **_answers(world, covered),
    }
    return Member(next_id(number), cells)


def _signed_up_by(email: str | None, mail: Mail) -> str:
    writer = mail.sender.email if mail.sender else ""
    return "" if email == writer else writer


def _rejoin(member: Member, person: Person, mail: Mail, world: World, covered: Sequence[Meeting]) -> Placement:
    answers = _answers(world, covered)
    own_words = [member.cell(m) for m in answers if member.answer(m) not in {"", *MEETING_WORDS}]
    if own_words:
        raise DoubtError(f"{member.name} vil med igen, men har »{own_words[0]}« i en mødekolonne.")
    details = {**details_of(person), "tilmeldt_af": _signed_up_by(member.email or person.email, mail)}
    cells = {
        "status": "tilmeldt",
        "tilmeldt": world.counted_at.date().isoformat(),
        "kvittering": "" if has_receipt_date(member) else member.cell("kvittering"),
        **answers,
        **{column: text for column, text in details.items() if text and not member.cell(column)},
    }
    return Placement("rejoined", member.with_cells(cells), _changes(member, cells, "tilmeldt igen"))


def _fill_empty_cells(member: Member, person: Person, reading: Reading, covered: Sequence[Meeting]) -> Placement:
    # who came for some meetings and asks for all wants more; who sent afbud and merely writes again may not
    open_answers = {"", "ja"} if reading.meetings else {"", "ja", "afbud"}
    refused = [m for m in covered if member.answer(m.id) not in open_answers]
    if refused:
        raise DoubtError(
            f"{member.name} er allerede medlem og har »{member.cell(refused[0].id)}« ud for mødet i {refused[0].city}."
        )
    wanted = {**details_of(person), **{meeting.id: "ja" for meeting in covered}}
    cells = {column: text for column, text in wanted.items() if not member.cell(column)}
    return Placement("known", member.with_cells(cells), _changes(member, cells, "stod tomt"))


def _changes(member: Member, cells: dict[str, str], why: str) -> tuple[CellChange, ...]:
    return tuple(
        CellChange(member.id, column, member.cell(column), text, "netpost", why)
        for column, text in cells.items()
        if member.cell(column) != text
    )


def _refuse_doubles(placements: Sequence[Placement]) -> None:
    ids = [placed.member.id for placed in placements]
    names = [placed.member.name.casefold() for placed in placements]
    if len(set(ids)) < len(ids) or len(set(names)) < len(names):
        raise DoubtError("Mailen nævner den samme person flere gange.")
