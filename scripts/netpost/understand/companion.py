"""Details of people other than the writer that a mail gives elsewhere: addresses among the receivers of a copy, a shared EAN, the sender of a forward."""

from __future__ import annotations

import re
from dataclasses import replace

from netpost.message import Mail
from netpost.understand.anothers_phone import allot_phones, find_told_phone
from netpost.understand.describe import describe_person
from netpost.understand.ean import find_eans
from netpost.understand.entry import ADDRESS, Entry
from netpost.understand.name import fits_address, is_same_name
from netpost.understand.organisation import find_organisation_of_domain, is_same_house
from netpost.understand.own_address import find_given_up
from netpost.understand.own_name import is_given_name_only
from netpost.understand.reading import Network, Person
from netpost.understand.writer import Writer

#: `Til: Ole Finn <olfi@herlev.example>` above a quoted mail
QUOTED_ADDRESS = re.compile(
    r"(?P<name>[^\W\d_]\S*(?:[ ][^\W\d_]\S*)+)[ ]*[<\[](?:mailto:)?(?P<email>[\w.+-]+@[\w.-]+\w)[>\]]"
)


def find_employer(entry: Entry, writer: Writer) -> str | None:
    """Colleagues share the writer's organisation, unless their own address says otherwise."""
    known = find_organisation_of_domain(entry.email) if entry.email else None
    if known:
        return known
    if entry.email and writer.email and writer.organisation:
        here, there = writer.email.rpartition("@")[2], entry.email.rpartition("@")[2]
        if not is_same_house(here, there) and here.split(".")[-2:] != there.split(".")[-2:]:
            return writer.organisation if writer.is_role else None
    return writer.organisation


def find_address(name: str | None, mail: Mail) -> str | None:
    """Find a person's address among the receivers of a copy, by display name or by letters, or of the quoted mail."""
    if name is None:
        return None
    for one in (*mail.cc, *mail.to):
        if one.name and is_same_name(one.name, name) and len(one.name.split()) > 1:
            return one.email
    fitting = [one.email for one in mail.cc if fits_address(name, one.email)]
    if len(fitting) == 1:
        return fitting[0]
    quoted = (one for one in QUOTED_ADDRESS.finditer(mail.quoted) if is_same_name(one["name"], name))
    return next((one["email"].casefold() for one in quoted), None)


def complete_people(entries: list[Entry], mail: Mail, writer: Writer) -> list[Person]:
    """Turn what the text says of named people into persons, with what else the mail gives of them."""
    eans = find_eans(mail.own_text)
    shared = eans.good[0] if len(eans.good) == 1 else None
    taken = [entry.email for entry in entries if entry.email]
    given_up = find_given_up(mail.own_text)
    told = allot_phones(mail.own_text, [entry.name for entry in entries if entry.name])
    people = []
    for entry in entries:
        free = find_free_address(entry.name, mail)
        is_ones_own = (
            entry.email and taken.count(entry.email) == 1 and (not free or fits_address(entry.name or "", entry.email))
        )
        email = entry.email if is_ones_own else None
        sender = mail.sender.email if mail.sender else None
        email = None if email == sender or (free and email in given_up) else email
        people.append(
            Person(
                entry.name,
                email or find_address(entry.name, mail) or free,
                entry.title or find_title_below(entry.name, mail),
                entry.organisation or find_employer(entry, writer),
                told.get(entry.name or "") or (entry.phone if entry.phone not in told.values() else None),
                entry.ean or shared,
                None if entry.ean or shared else (eans.bad[0] if eans.bad else None),
            )
        )
    return people


def find_title_below(name: str | None, mail: Mail) -> str | None:
    """`Sekretær for Ole Finn, planchef`, `Sekretær for direktør Ole Finn` below the text."""
    line = next((one for one in mail.signature.split("\n") if name and name in one), None)
    return describe_person(line, name).title if line and name else None


def find_free_address(name: str | None, mail: Mail) -> str | None:
    """Find the only address in the text, or below it (`sekretær for Ole Finn (olfi@…)`), that can be made of the name."""
    if name is None:
        return None
    sender = mail.sender.email if mail.sender else None
    given_up = find_given_up(mail.own_text)
    fitting = {
        one.casefold().rstrip(".")
        for one in ADDRESS.findall(f"{mail.own_text}\n{mail.signature}")
        if one.casefold() != sender and one.casefold().rstrip(".") not in given_up and fits_address(name, one)
    }
    return fitting.pop() if len(fitting) == 1 else None


def add_outer_details(inner: Person, mail: Mail) -> Person:
    """Add to the sender of a forwarded mail what the covering mail says."""
    eans = find_eans(mail.own_text)
    address = inner.email or find_free_address(inner.name, mail)
    return replace(
        inner,
        ean=inner.ean or (eans.good[0] if len(eans.good) == 1 else None),
        phone=inner.phone or find_told_phone(mail.own_text),
        email=address,
        is_writer=False,
    )


def merge_people(inner: Person, told: Person) -> Person:
    """What the forwarded mail says of its writer counts before what the covering mail says."""
    name = inner.name if len((inner.name or "").split()) >= len((told.name or "").split()) else told.name
    return Person(
        name,
        told.email or inner.email,
        inner.title or told.title,
        inner.organisation or told.organisation,
        told.phone or inner.phone,
        told.ean or inner.ean,
        told.bad_ean or inner.bad_ean,
    )


def check_inner(inner: Person) -> list[str]:
    """Say in Danish where it is not clear who wrote the forwarded mail."""
    return (
        []
        if inner.name and not is_given_name_only(inner.name)
        else ["Det er ikke klart, hvem den videresendte mail er fra."]
    )


def make_inner_person(mail: Mail, network: Network, read: Writer) -> Person | None:
    """Turn the writer of a forwarded mail into a person; None where it is the network's own mail."""
    sender = mail.sender.email if mail.sender else None
    if sender in network.own_addresses:
        return None
    if read.name is None:
        return None
    signed = map(str.casefold, ADDRESS.findall(mail.signature))
    email = sender or next((one for one in signed if one not in network.own_addresses), None)
    email = email or find_free_address(read.name, mail)  # `de skal bruge min mail olfi@…`
    return Person(read.name, email, read.title, read.organisation, read.phone, read.ean, read.bad_ean)


def make_writer_person(writer: Writer) -> Person:
    """Turn the writer's details into a person."""
    return Person(
        writer.name,
        writer.email,
        writer.title,
        writer.organisation,
        writer.phone,
        writer.ean,
        writer.bad_ean,
        is_writer=True,
    )
