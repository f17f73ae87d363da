"""What an SMTP server can take: the size of a mail, its letters, and the addresses of its envelope.

In: the server's answer to EHLO as {keyword in lower case: parameters}, the mail's bytes, two addresses. Out: why it can
never be taken, or the parameters of MAIL. Source: RFC 1870 (SIZE), 6152 (8BITMIME), 6531 (SMTPUTF8), 5890 (xn--).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress

UNSENDABLE = re.compile(r"[\x00-\x20\x7f-\xa0<>]")


def find_hindrance(features: Mapping[str, str], text: bytes, sender: str, recipient: str) -> str | None:
    """Say why this server can never take this mail; None where it can."""
    for address in (sender, recipient):
        if UNSENDABLE.search(address) or not re.fullmatch(r".+@[^@]+", address):
            return f"{address!a} is not an address that can be written in a command"
    limit = features.get("size", "")
    if limit.isdigit() and 0 < int(limit) < len(text):
        return f"the mail has {len(text)} bytes, the server takes {limit}"
    if not text.isascii() and "8bitmime" not in features:
        return "the mail is 8-bit text, which the server does not take; it must be encoded"
    if needs_utf8(sender, recipient) and "smtputf8" not in features:
        return "the address has letters outside ASCII before the @, which the server does not take (SMTPUTF8)"
    return None


def choose_parameters(features: Mapping[str, str], text: bytes, sender: str, recipient: str) -> str:
    """Return the parameters of MAIL, each with a blank before it."""
    parameters = f" SIZE={len(text)}" if "size" in features else ""
    parameters += "" if text.isascii() else " BODY=8BITMIME"
    return parameters + (" SMTPUTF8" if needs_utf8(sender, recipient) else "")


def encode_domain(address: str) -> str:
    """Write the domain as DNS has it (xn--), so that only what stands before the @ may need SMTPUTF8."""
    local, _, domain = address.rpartition("@")
    with suppress(UnicodeError):
        domain = domain.encode("idna").decode("ascii")
    return f"{local}@{domain}"


def needs_utf8(*addresses: str) -> bool:
    """Tell whether an address cannot be written in ASCII."""
    return not all(encode_domain(address).isascii() for address in addresses)
