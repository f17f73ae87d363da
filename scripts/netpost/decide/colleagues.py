"""Who writes from a member's organisation without being a member? Those whose address has a member's domain.

A domain that strangers share (gmail.com), and our own, says nothing.
"""

from __future__ import annotations

import re

from netpost.decide.decision import World
from netpost.message import Mail
from netpost.message.addresses import domain_of
from netpost.understand.machine import is_list_mail, read_precedence
from netpost.understand.wordlists import read_lines

NEWS_ADDRESS = re.compile(r"^(?:nyhed|news|nyt(?:$|[@._+-]))", re.IGNORECASE)


def describe_colleague(mail: Mail, world: World) -> str | None:
    """Name the sender and the organisation for staff; None where it is no member's, or the mail went out to many."""
    if mail.sender is None or _is_for_many(mail):
        return None
    domain = domain_of(mail.sender.email)
    if is_shared(domain) or domain in map(domain_of, world.own_addresses):
        return None
    members = [m for m in world.table.members if m.email and domain_of(m.email) == domain and m.status != "afmeldt"]
    if not members:
        return None
    named = [member.cell("organisation") for member in members if member.cell("organisation")]
    where = named[0] if named else f"samme sted som {members[0].name}, {members[0].id}"
    return f"{mail.sender.email} ({where})"


def is_shared(domain: str) -> bool:
    """Tell whether a domain, or one that it is a part of, is a mail provider's. domain: lower case."""
    parts = domain.split(".")
    return any(".".join(parts[place:]) in read_lines("mail_providers.txt") for place in range(len(parts)))


def _is_for_many(mail: Mail) -> bool:
    """Newsletters and lists: staff can do nothing about them, and they come every week."""
    address = mail.sender.email if mail.sender else ""
    return is_list_mail(mail) or read_precedence(mail) in {"bulk", "junk"} or bool(NEWS_ADDRESS.match(address))
