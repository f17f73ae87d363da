"""One mail as bytes → Mail: its headers, the writer's own words apart from quotes and signature, its calendar part.

Nothing here raises on any input; what was lost or odd is said in `defects`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Address:
    """A mailbox. email: lower case. name: the display name, decoded and trimmed; None where there is none."""

    email: str
    name: str | None = None


@dataclass(frozen=True)
class Mail:
    """A mail, read.

    message_id: with angle brackets, as it stands in the header; None where missing or unusable.
    fingerprint: hex digest over From, Date, Subject and own text, blind to case, blanks and banners that gateways add.
    sender: the first From; senders: all of them (more than one is never trusted).
    return_path: "" is the empty envelope sender `<>`; None means that the header is missing.
    date: the Date header as aware datetime; None where missing or impossible.
    own_text: the writer's own words, in reading order, without quotes, signature and disclaimers.
    signature: what stands below the closing, from the name on; "" where there is none.
    quoted: other people's words that the mail repeats.
    forwarded: the inner mail of a forward (inline or attached as message/rfc822), else None.
    calendar: the text of the text/calendar part; None where there is none.
    hidden_text: words in the HTML part that no reader sees (display:none, size 0, white on white).
    headers: every header in order, name lower case, value unfolded and decoded.
    attachments: file names, or content types where nameless.
    defects: what was odd or lost, in Danish, for staff.
    Civil registration numbers are masked in every text field. raw is the mail as it came, never stored.
    """

    message_id: str | None
    fingerprint: str
    sender: Address | None
    senders: tuple[Address, ...]
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    return_path: str | None
    date: datetime | None
    subject: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    own_text: str
    signature: str
    quoted: str
    forwarded: Mail | None
    calendar: str | None
    hidden_text: str
    headers: tuple[tuple[str, str], ...]
    attachments: tuple[str, ...]
    defects: tuple[str, ...]
    raw: bytes = field(repr=False, compare=False)

    def header(self, name: str) -> str | None:
        """Return the topmost header of that name (lower case), or None."""
        return next((value for key, value in self.headers if key == name), None)


def read_mail(raw: bytes) -> Mail:
    """Read one mail as a server holds it (RFC 5322 bytes, any damage). Never raises."""
    raise NotImplementedError
