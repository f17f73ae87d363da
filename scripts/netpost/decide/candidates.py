"""Which member does a mail mean? By address first, by name where there is no address; never a guess."""

from __future__ import annotations

import re

from netpost.decide.decision import DoubtError, World
from netpost.members import find_phone, format_ean, format_phone
from netpost.members.member import Member, Table
from netpost.message import Mail
from netpost.understand.reading import Person, Reading
from netpost.understand.text import fold_letters

WORD = re.compile(r"[^\W\d_]{2,}")


def find_newcomer(world: World, person: Person) -> Member | None:
    """Return the member that somebody who signs up is already, None for a new person. Raises DoubtError."""
    if not person.name:
        raise DoubtError("Netpost kan ikke se, hvad den tilmeldte hedder.")
    if person.email in world.own_addresses:
        raise DoubtError(f"{person.name} ville få netværkets egen adresse {person.email}.")
    same_address = with_address(world.table, person.email)
    if len(same_address) > 1:
        raise DoubtError(f"{person.email} står ud for flere i members.csv.")
    if same_address:
        if not is_same_name(same_address[0].name, person.name):
            raise DoubtError(
                f"{person.email} hører i members.csv til {same_address[0].name}, men mailen tilmelder {person.name}."
            )
        return same_address[0]
    return _find_namesake(world.table, person)


def find_member(world: World, person: Person | None, mail: Mail) -> Member:
    """Return the one member that a cancellation, afbud, accept or update means. Raises DoubtError."""
    address = person.email if person else mail.sender.email if mail.sender else None
    found = with_address(world.table, address) or (with_name(world.table, person.name) if person else [])
    shown = (person.name if person else None) or address or "den, mailen handler om,"
    if not found:
        raise DoubtError(f"{shown} står ikke i members.csv.")
    if len(found) > 1:
        raise DoubtError(f"{shown} kan være flere i members.csv.")
    member = found[0]
    if person and person.name and not is_same_name(member.name, person.name):
        raise DoubtError(f"{address} hører i members.csv til {member.name}, men mailen handler om {person.name}.")
    if address and member.email and address != member.email:
        raise DoubtError(f"{member.name} står i members.csv med {member.email}, men i mailen med {address}.")
    return member


def require_authority(world: World, member: Member, mail: Mail, reading: Reading) -> None:
    """Accept only the member's own address, or that of whoever signed the person up, and only if it is genuine.

    Where staff have ordered it, theirs is the authority.
    """
    if world.is_ordered:
        return
    sender = mail.sender.email if mail.sender else ""
    if sender not in {member.email, member.signed_up_by}:
        known = member.email or member.signed_up_by or "en kendt adresse"
        raise DoubtError(f"Mailen om {member.name} kommer fra {sender or 'en ukendt adresse'} og ikke fra {known}.")
    if not world.verdict.is_trusted:
        raise DoubtError(world.verdict.why)
    if reading.is_machine and reading.calendar is None:
        # a web form's robot, or a list: its address is genuine, but anybody can have filled it in
        raise DoubtError(f"Mailen om {member.name} er sendt af en automat, og hvem der bad om det, kan ikke ses.")


def with_address(table: Table, address: str | None) -> list[Member]:
    """Return the members with an address."""
    return [member for member in table.members if address and member.email == address.casefold()]


def with_name(table: Table, name: str | None) -> list[Member]:
    """Return the members with exactly that name, blind to case, blanks, initials and how æ, ø and å are written."""
    wanted = _words(name)
    return [member for member in table.members if wanted and _words(member.name) == wanted]


def is_same_name(first: str | None, second: str | None) -> bool:
    """Tell whether two names at one address are one person's: one holds all words of the other, or one is empty.

    A surname in common is not enough: colleagues and couples share addresses.
    """
    words, others = set(_words(first)), set(_words(second))
    return words <= others or others <= words


def is_renamed(old: str, new: str) -> bool:
    """Tell whether a person may have changed from one name to the other: the given name stays."""
    return is_same_name(old, new) or _words(old)[0] == _words(new)[0]


def _find_namesake(table: Table, person: Person) -> Member | None:
    namesakes = with_name(table, person.name)
    elsewhere = [member for member in namesakes if _is_other_organisation(member, person)]
    if len(elsewhere) == len(namesakes):
        return None
    if person.email is None and len(namesakes) == 1 and _is_alike(namesakes[0], person):
        return namesakes[0]
    raise DoubtError(f"{person.name} står allerede i members.csv, men det er ikke sikkert, at det er den samme.")


def _is_other_organisation(member: Member, person: Person) -> bool:
    there, here = _plain(member.cell("organisation")), _plain(person.organisation)
    return bool(there and here) and there != here


def _is_alike(member: Member, person: Person) -> bool:
    """Tell whether organisation is given and the same, and neither title nor telephone speaks against it."""
    has_same_place = bool(person.organisation) and _plain(member.cell("organisation")) == _plain(person.organisation)
    titles = {_plain(member.cell("titel")), _plain(person.title)} - {""}
    phones = {find_phone(member.cell("telefon")), person.phone} - {None}
    return has_same_place and len(titles) < 2 and len(phones) < 2


def _plain(text: str | None) -> str:
    return " ".join(fold_letters(text or "").split())


def _words(name: str | None) -> list[str]:
    return [fold_letters(word) for word in WORD.findall(name or "")]


def details_of(person: Person) -> dict[str, str]:
    """Return a person's details as cells of members.csv, empty ones left out."""
    cells = {
        "navn": person.name,
        "titel": person.title,
        "organisation": person.organisation,
        "email": person.email,
        "telefon": format_phone(person.phone) if person.phone else None,
        "ean": format_ean(person.ean) if person.ean else None,
    }
    return {column: text for column, text in cells.items() if text}
