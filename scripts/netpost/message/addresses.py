"""Address fields → mailboxes, by hand: what people's programs write is wider than RFC 5322 section 3.4.

Read: quoted and bare names ("Surname, Given (DEPT)" without quotes), comments, groups, encoded words, addresses without
angle brackets, semicolons as separators. A second address hidden behind the first counts as one more mailbox, so that a
field which tries to look like somebody else is seen to have two senders.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from netpost.message.headers import decode_field, decode_raw

MAX_FIELD_CHARACTERS = 100_000
MAX_EMAIL_CHARACTERS = 500

TOKEN_PATTERN = re.compile(
    r"""
      "(?P<quoted>(?:[^"\\]|\\.)*)"          # "Holm, Mette"
    | <(?P<angle>[^<>]*)>                    # <mho@lolland.example>
    | (?P<comment>\((?:[^()\\]|\\.|\([^()]*\))*\))   # (DEPT), one level of nesting
    | (?P<separator>[,;])
    | (?P<text>[^"<(,;]+|.)
    """,
    re.VERBOSE | re.DOTALL,
)
EMAIL_PATTERN = re.compile(
    r"""
    (?:[^\W_]|[!#$%&'*+/=?^_`{|}~-])(?:\w|[.!#$%&'*+/=?^`{|}~-]){0,63}   # local part
    @
    (?:\w(?:[\w-]{0,61}\w)?\.){1,10}\w[\w-]{0,61}\w                       # domain with at least one dot
    """,
    re.VERBOSE,
)
BARE_EMAIL = re.compile(r"(?<![^\s@])[^\s@]{1,320}(?:\s{0,9}@\s{0,9}[^\s@]{1,320})+")
AT_SIGN = re.compile(r"\s{0,9}@\s{0,9}")
GROUP_NAME = re.compile(r"\A[^@:]*:(?!.*:)")


class Mailbox(NamedTuple):
    """email: lower case. name: decoded; None where there is none."""

    email: str
    name: str | None


def domain_of(address: str) -> str:
    """Return what stands behind the last @ of an address, in small letters; the whole of it where there is none."""
    return address.rpartition("@")[2].casefold()


def read_addresses(value: str) -> tuple[tuple[Mailbox, ...], tuple[str, ...]]:
    """Return the mailboxes of a field and what looked like one but cannot be used.

    value: unfolded, not decoded: encoded words are decoded only inside names, so that none can make up an address.
    """
    found: dict[str, Mailbox] = {}
    broken: list[str] = []
    for name, email in _find_mailboxes(decode_raw(value)[:MAX_FIELD_CHARACTERS]):
        clean = clean_email(email)
        if clean is None:
            broken.append(decode_field(email)[:100])
        elif clean not in found or not found[clean].name:
            found[clean] = Mailbox(clean, clean_name(name, clean))
    return tuple(found.values()), tuple(broken)


def clean_email(text: str) -> str | None:
    """Return a mail address in lower case, None where it is none. Blanks around @ and a source route are taken away."""
    text = AT_SIGN.sub("@", text.strip()[:MAX_EMAIL_CHARACTERS])
    if text.startswith("@"):
        text = text.rpartition(":")[2]
    text = text.removeprefix("mailto:").removeprefix("smtp:").removeprefix("SMTP:").rstrip(".")
    return text.casefold() if EMAIL_PATTERN.fullmatch(text) and ".." not in text else None


def clean_name(text: str, email: str) -> str | None:
    """Return a display name decoded and trimmed; None where it is empty or only repeats the address."""
    name = " ".join(decode_field(text).split()).strip(" \t'\"<>")
    return None if not name or name.casefold() == email else name[:200]


def _find_mailboxes(text: str) -> Iterator[tuple[str, str]]:
    """Yield (name, address). A piece without address is the start of the next one's name: Holm, Mette <mho@...>."""
    carried = ""
    for piece in _split_pieces(text):
        name, emails = _read_piece(piece)
        if not emails:
            carried = f"{carried}{name}, " if name else carried
        for place, email in enumerate(emails):
            yield ("" if place else carried + name), email
            carried = ""
    if carried and not GROUP_NAME.match(carried):
        yield "", carried.rstrip(", ")


def _split_pieces(text: str) -> Iterator[list[re.Match[str]]]:
    piece: list[re.Match[str]] = []
    for token in TOKEN_PATTERN.finditer(text):
        if token.lastgroup == "separator":
            yield piece
            piece = []
        else:
            piece.append(token)
    yield piece


def _read_piece(piece: list[re.Match[str]]) -> tuple[str, list[str]]:
    """Return the name and the addresses between two separators; more than one address is odd, and told."""
    emails = [token["angle"] for token in piece if token.lastgroup == "angle"]
    names: list[str] = []
    comments: list[str] = []
    is_after_angle = False
    for token in piece:
        if token.lastgroup == "angle":
            is_after_angle = True
        elif token.lastgroup == "quoted":
            names.append(re.sub(r"\\(.)", r"\1", token["quoted"]))
        elif token.lastgroup == "comment":
            comments.append(token[0])
            names.append(token[0])
        else:
            words = GROUP_NAME.sub("", token[0])
            if is_after_angle or not emails:
                emails += BARE_EMAIL.findall(words)
                words = BARE_EMAIL.sub("", words)
            names.append(words.strip())
    names = [name for name in names if name]
    if names == comments:
        names = [comment[1:-1] for comment in comments]
    return " ".join(names), emails
