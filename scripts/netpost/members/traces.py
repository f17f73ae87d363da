"""What tells a person apart in any text, and taking it out: full names, addresses, telephone numbers. Pure.

In: what is known of the person, any text. Out: the text with TAKEN_OUT in its place. A given name alone stays: it may be anybody's.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from netpost.members.member import Member

TAKEN_OUT = "(slettet)"
#: A name of fewer letters, or of one word, could be part of something else.
SHORTEST = 5


@dataclass(frozen=True)
class Traces:
    """A person. ids: of the rows. addresses: lower case. names, phones: as written at any time."""

    ids: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()

    def take_out_of(self, text: str) -> str:
        """Return a text without the person."""
        return self.pattern.sub(TAKEN_OUT, text) if self.pattern else text

    def is_in(self, text: str) -> bool:
        """Tell whether a text names the person."""
        return bool(self.pattern and self.pattern.search(text))

    def is_in_mail(self, raw: bytes) -> bool:
        """Tell whether the headers or the texts of a mail, decoded, name the person."""
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        texts = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
        return self.is_in("\n".join(map(str, [*mail.values(), *texts])))

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """What the person is found by; None where nothing is known that could be looked for."""
        found = [
            *(_write_address(one) for one in sorted(self.addresses, key=len, reverse=True)),
            *(_write_name(one) for one in sorted(self.names, key=len, reverse=True) if _is_telling(one)),
            *(_write_phone(digits) for digits in sorted(_digits_of(self.phones))),
        ]
        return re.compile("|".join(found), re.IGNORECASE) if found else None


def trace_members(rows: Iterable[Member], others: Iterable[Member]) -> Traces:
    """Gather what tells the people of some rows apart. What another row has, too (a number, a name), is left out."""
    rows, others = list(rows), list(others)

    def gather(column: str) -> frozenset[str]:
        return frozenset({row.cell(column) for row in rows} - {row.cell(column) for row in others} - {""})

    addresses = {row.email for row in rows} - {row.email for row in others}
    return Traces(
        frozenset(row.id for row in rows),
        frozenset(address for address in addresses if address),
        gather("navn"),
        gather("telefon"),
    )


def _is_telling(name: str) -> bool:
    return len(name.split()) > 1 and len(name) >= SHORTEST


def _write_address(address: str) -> str:
    return rf"(?<![\w.+-]){re.escape(address)}(?![\w-])"


def _write_name(name: str) -> str:
    return r"(?<!\w)" + r"\s+".join(map(re.escape, name.split())) + r"(?!\w)"


def _digits_of(phones: Iterable[str]) -> set[str]:
    """Return the numbers without country code and blanks; what is too short to be one is left out."""
    bare = (re.sub(r"\D", "", re.sub(r"^\s*(?:\+|00)45", "", phone)) for phone in phones)
    return {digits for digits in bare if len(digits) >= 8}


def _write_phone(digits: str) -> str:
    return r"(?<!\d)(?<!\d[ .-])(?:(?:\+|00)45[ ]?)?" + r"[ .-]?".join(digits) + r"(?!\d|[ .-]\d)"
