"""A member corrects own details: only what the mail itself says, never what merely stands in its signature."""

from __future__ import annotations

from netpost.decide.candidates import may_be_same_name, require_authority, with_address, with_name
from netpost.decide.decision import Decision, DoubtError, World
from netpost.journal.members import CellChange
from netpost.journal.notices import Notice
from netpost.members import format_ean, format_phone
from netpost.members.member import Member
from netpost.message import Mail
from netpost.understand.reading import Person, Reading

SIGNATURE = "underskrift"
FACTS = {
    "navn": "name",
    "titel": "title",
    "organisation": "organisation",
    "email": "email",
    "telefon": "phone",
    "ean": "ean",
}


def decide_update(mail: Mail, reading: Reading, world: World) -> Decision:
    """Correct one member's details. Raises DoubtError."""
    if len(reading.people) != 1:
        raise DoubtError("Netpost kan ikke se, hvis oplysninger der skal rettes.")
    person = reading.people[0]
    member = _find_writer(world, person, mail, reading)
    require_authority(world, member, mail)
    cells = _wanted_cells(member, person, reading)
    if person.bad_ean and not person.ean:
        raise DoubtError(f"EAN-nummeret {person.bad_ean} er ikke gyldigt: kontrolcifferet passer ikke.")
    if "email" in cells and with_address(world.table, cells["email"]):
        raise DoubtError(f"{cells['email']} står allerede ud for en anden i members.csv.")
    if "navn" in cells and ("email" in cells or not may_be_same_name(member.name, cells["navn"])):
        raise DoubtError(f"{member.name} ser ud til at blive skiftet ud med {cells['navn']}.")
    changes = tuple(
        CellChange(member.id, column, member.cell(column), text, "netpost", "rettet") for column, text in cells.items()
    )
    return Decision(
        "act" if changes else "known", reading.reasons, changes=changes, notices=_notices(member, cells, mail)
    )


def _find_writer(world: World, person: Person, mail: Mail, reading: Reading) -> Member:
    """The member is found by the address written from (or given up), as the new one is not known yet."""
    sender = mail.sender.email if mail.sender else None
    for address in (sender, reading.old_email, person.email):
        found = with_address(world.table, address)
        if len(found) == 1:
            return found[0]
    if with_name(world.table, person.name):
        raise DoubtError(f"Rettelsen om {person.name} kommer fra en adresse, der ikke står i members.csv.")
    raise DoubtError(f"{person.name or sender} står ikke i members.csv.")


def _wanted_cells(member: Member, person: Person, reading: Reading) -> dict[str, str]:
    values = {
        "navn": person.name,
        "titel": person.title,
        "organisation": person.organisation,
        "email": person.email,
        "telefon": format_phone(person.phone) if person.phone else None,
        "ean": format_ean(person.ean) if person.ean else None,
    }
    return {
        column: text
        for column, text in values.items()
        if text and member.cell(column) != text and (not member.cell(column) or _is_said(FACTS[column], reading))
    }


def _is_said(fact: str, reading: Reading) -> bool:
    """The mail itself says it; a signature merely fills what was empty, as staff may know better."""
    places = [evidence.where for evidence in reading.evidence if evidence.fact == fact]
    return any(SIGNATURE not in where and "afsender" not in where.casefold() for where in places)


def _notices(member: Member, cells: dict[str, str], mail: Mail) -> tuple[Notice, ...]:
    if "organisation" not in cells or not member.cell("ean") or "ean" in cells:
        return ()
    sentence = (
        f"{member.name} ({member.id}) er skiftet til {cells['organisation']}, men EAN-nummeret {member.cell('ean')} "
        "er beholdt. Skal det skiftes?"
    )
    return (Notice("orientering", f"ean:{member.id}:{mail.fingerprint}", sentence),)
