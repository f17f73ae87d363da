"""A member corrects own details: only what the mail itself says, never what merely stands in its signature."""

from __future__ import annotations

from netpost.decide.candidates import (
    details_of,
    find_member,
    is_renamed,
    is_same_name,
    require_authority,
    with_address,
    with_name,
)
from netpost.decide.decision import Decision, DoubtError, World
from netpost.journal.members import CellChange
from netpost.journal.notices import Notice
from netpost.members import find_ean, find_email, find_phone
from netpost.members.member import Member
from netpost.message import Mail
from netpost.understand.reading import Person, Reading

#: where the words of a fact may stand that say nothing of a change
SIGNATURE, SENDER_FIELD = "underskrift", "afsender"
FACTS = {
    "navn": "name",
    "titel": "title",
    "organisation": "organisation",
    "email": "email",
    "telefon": "phone",
    "ean": "ean",
}
NORMAL_FORMS = {"email": find_email, "telefon": find_phone, "ean": find_ean}


def decide_update(mail: Mail, reading: Reading, world: World) -> Decision:
    """Correct one member's details. Raises DoubtError."""
    if len(reading.people) != 1:
        raise DoubtError("Netpost kan ikke se, hvis oplysninger der skal rettes.")
    person = reading.people[0]
    member = _find_target(world, person, mail, reading)
    require_authority(world, member, mail, reading)
    if person.bad_ean and not person.ean:
        raise DoubtError(f"EAN-nummeret {person.bad_ean} er ikke gyldigt: kontrolcifferet passer ikke.")
    values = details_of(person)
    cells = {
        column: text
        for column, text in values.items()
        if not _is_same(column, member.cell(column), text) and _may_write(column, member, reading)
    }
    if not cells and not any(_is_said(FACTS[column], reading) for column in values):
        raise DoubtError(f"Netpost kan ikke se, hvad der skal rettes for {member.name}.")
    _refuse_replacement(world, member, person, cells, reading)
    changes = tuple(
        CellChange(member.id, column, member.cell(column), text, "netpost", "rettet") for column, text in cells.items()
    )
    return Decision(
        "act" if changes else "known", reading.reasons, changes=changes, notices=_notices(member, cells, mail)
    )


def _find_target(world: World, person: Person, mail: Mail, reading: Reading) -> Member:
    """The writer is found by the address written from (or given up), as the new one is not known yet."""
    sender = mail.sender.email if mail.sender else None
    for address in (sender, reading.old_email):
        found = with_address(world.table, address)
        if len(found) > 1:
            raise DoubtError(f"{address} står ud for flere i members.csv.")
        if found and (person.is_writer or is_same_name(found[0].name, person.name)):
            return found[0]
    if person.is_writer:
        if with_name(world.table, person.name):
            raise DoubtError(f"Rettelsen om {person.name} kommer fra en adresse, der ikke står i members.csv.")
        raise DoubtError(f"{person.name or sender} står ikke i members.csv.")
    return find_member(world, person, mail)


def _is_same(column: str, there: str, text: str) -> bool:
    """Tell whether a cell says the same already, in whatever form staff wrote it."""
    read = NORMAL_FORMS.get(column)
    if read and read(there):
        return read(there) == read(text)
    return " ".join(there.casefold().split()) == " ".join(text.casefold().split())


def _may_write(column: str, member: Member, reading: Reading) -> bool:
    """The mail itself says it; a signature merely fills what was empty, as staff may know better.

    An address is never taken from where a mail merely comes from: a secretary's would become the member's.
    """
    return _is_said(FACTS[column], reading) or (not member.cell(column) and column != "email")


def _is_said(fact: str, reading: Reading) -> bool:
    places = [evidence.where.casefold() for evidence in reading.evidence if evidence.fact == fact]
    return any(SIGNATURE not in where and SENDER_FIELD not in where for where in places)


def _refuse_replacement(world: World, member: Member, person: Person, cells: dict[str, str], reading: Reading) -> None:
    """A row is one person's: an update may not turn it into somebody else's."""
    address = cells.get("email")
    if address in world.own_addresses:
        raise DoubtError(f"{member.name} ville få netværkets egen adresse {address}.")
    if with_address(world.table, address):
        raise DoubtError(f"{address} står allerede ud for en anden i members.csv.")
    if is_same_name(member.name, person.name):
        return
    is_rename = _is_said("name", reading) and address is None and is_renamed(member.name, person.name or "")
    if not is_rename:
        raise DoubtError(f"{member.name} ser ud til at blive skiftet ud med {person.name}.")


def _notices(member: Member, cells: dict[str, str], mail: Mail) -> tuple[Notice, ...]:
    if "organisation" not in cells or not member.cell("ean") or "ean" in cells:
        return ()
    sentence = (
        f"{member.label} er skiftet til {cells['organisation']}, men EAN-nummeret {member.cell('ean')} "
        "er beholdt. Skal det skiftes?"
    )
    return (Notice("orientering", f"ean:{member.id}:{mail.fingerprint}", sentence),)
