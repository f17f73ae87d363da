"""Which member does a mail mean? By address first, by name where there is no address; never a guess."""

from __future__ import annotations

import re

from netpost.decide.decision import DoubtError, World
from netpost.members.member import Member, Table
from netpost.message import Mail
from netpost.understand.reading import Person

WORD = re.compile(r"[^\W\d_]{2,}")


def find_newcomer(table: Table, person: Person) -> Member | None:
    """Return the member that somebody who signs up is already, None for a new person. Raises DoubtError."""
    if not person.name:
        raise DoubtError("Netpost kan ikke se, hvad den tilmeldte hedder.")
    same_address = with_address(table, person.email)
    if len(same_address) > 1:
        raise DoubtError(f"{person.email} står ud for flere i members.csv.")
    if same_address:
        if not may_be_same_name(same_address[0].name, person.name):
            raise DoubtError(
                f"{person.email} hører i members.csv til {same_address[0].name}, men mailen tilmelder {person.name}."
            )
        return same_address[0]
    namesakes = with_name(table, person.name)
    if not namesakes:
        return None
    if person.email is None and len(namesakes) == 1 and _is_same_organisation(namesakes[0], person):
        return namesakes[0]
    if any(_is_same_organisation(member, person) for member in namesakes) or person.email is None:
        raise DoubtError(f"{person.name} står allerede i members.csv, men med andre oplysninger end i mailen.")
    return None


def find_member(world: World, person: Person | None, mail: Mail) -> Member:
    """Return the one member that a cancellation, afbud, accept or update means. Raises DoubtError."""
    address = person.email if person else mail.sender.email if mail.sender else None
    found = with_address(world.table, address) or (with_name(world.table, person.name) if person else [])
    shown = (person.name if person else None) or address or "den, mailen handler om,"
    if not found:
        raise DoubtError(f"{shown} står ikke i members.csv.")
    if len(found) > 1:
        raise DoubtError(f"{shown} kan være flere i members.csv.")
    if person and person.name and not may_be_same_name(found[0].name, person.name):
        raise DoubtError(f"{address} hører i members.csv til {found[0].name}, men mailen handler om {person.name}.")
    return found[0]


def require_authority(world: World, member: Member, mail: Mail) -> None:
    """Accept only the member's own address, or that of whoever signed the person up, and only if it is genuine."""
    sender = mail.sender.email if mail.sender else ""
    if sender not in {member.email, member.signed_up_by}:
        raise DoubtError(
            f"Mailen om {member.name} kommer fra {sender or 'en ukendt adresse'} og ikke fra {member.email}."
        )
    if not world.verdict.is_trusted:
        raise DoubtError(world.verdict.why)


def with_address(table: Table, address: str | None) -> list[Member]:
    """Return the members with an address."""
    return [member for member in table.members if address and member.email == address.casefold()]


def with_name(table: Table, name: str | None) -> list[Member]:
    """Return the members with exactly that name, blind to case and blanks."""
    wanted = _words(name or "")
    return [member for member in table.members if wanted and _words(member.name) == wanted]


def may_be_same_name(first: str, second: str) -> bool:
    """Tell whether two names can be one person's: they share a word, or one is empty."""
    return not first or not second or bool(set(_words(first)) & set(_words(second)))


def _is_same_organisation(member: Member, person: Person) -> bool:
    there, here = member.cell("organisation").casefold(), (person.organisation or "").casefold()
    return not there or not here or there == here


def _words(name: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(name)]
