"""One mail as bytes → Mail: its headers, the writer's own words apart from quotes and signature, its calendar part.

Nothing here raises on any input; what was lost or odd is said in `defects`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256

from netpost.message.addresses import clean_email, read_addresses
from netpost.message.body import read_body
from netpost.message.cpr import mask_cpr
from netpost.message.headers import Fields, decode_field, read_date, read_ids, split_fields
from netpost.message.mime import parse_mime
from netpost.message.quotes import Forward, split_quotes
from netpost.message.signature import order_name, split_blocks

MAX_INNER_DEPTH = 4
FORWARD_SUBJECT = re.compile(
    r"\s*(?:\[[^\]]{1,30}\]\s*)*(?:vs|fw|fwd|vb|wg|tr|videresendt|vidarebefordrat)\s*:", re.IGNORECASE
)
SUBJECT_BANNER = re.compile(r"[\[(*]+\s*(?:external|ekstern|extern|udefra)\b[^\])*]{0,40}[\])*]+", re.IGNORECASE)
BRACKETED = re.compile(
    r"\[(?:mailto:|smtp:)?([^\[\]\s]+@[^\[\]\s]+)\]", re.IGNORECASE
)  # Outlook's "Bo [mailto:bo@...]"
BETWEEN_LETTERS = re.compile(r"[\W_]+")
NO_SENDER = "Mailen har ingen afsenderadresse, der kan bruges."
TOO_DEEP = "Mailen har mails inden i hinanden i så mange led, at ikke alle er læst."
FIELDS_OF_MACHINES = (
    "message-id in-reply-to references received return-path date dkim-signature arc-seal arc-message-signature "
    "arc-authentication-results authentication-results content-type thread-index "
    "x-ms-exchange-messagesentrepresentingtype x-received x-google-smtp-source x-gm-message-state x-mailer "
    "mime-version"
)
MACHINE_FIELDS = frozenset(FIELDS_OF_MACHINES.split())


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
    own_text: the writer's own words, in reading order, without quotes, signature and disclaimers. A quoted label stands
    before its answer ("Navn: Jørgen Balle"), a quoted question on a line of its own above it ("> Kommer du til Odense?").
    A row of a table is one line with " | " between its cells.
    signature: from the closing ("Med venlig hilsen") or the name on; "" where there is none. A sentence that the writer puts
    below it ("PS ...") is in own_text.
    quoted: other people's words that the mail repeats.
    forwarded: the inner mail of a forward (inline or attached as message/rfc822), else None. An inline one has of headers what
    its header block says: sender is None where that gives a name without an address (see sender_name), message_id is None.
    calendar: the text of the text/calendar part; None where there is none.
    hidden_text: words in the HTML part that no reader sees (display:none, size 0, white on white).
    headers: every header in order, name lower case, value unfolded and decoded.
    attachments: file names, or content types where nameless.
    defects: what was lost, or may have been read wrongly, in Danish, for staff. () for the usual oddities that are mended.
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
        for key, value in self.headers:
            if key == name:
                return value
        return None

    @property
    def sender_name(self) -> str | None:
        """The sender's name, also where an inline forward gives no address with it."""
        if self.sender is not None:
            return self.sender.name
        name = (self.header("from") or "").partition("<")[0].partition("[")[0]
        return name.partition("/")[0].strip(" '\"") or None


def read_mail(raw: bytes) -> Mail:
    """Read one mail as a server holds it (RFC 5322 bytes, any damage; the header alone will do). Never raises."""
    return _read(raw, 0)


def read_headers(raw: bytes) -> tuple[tuple[str, str], ...]:
    """Return the headers alone, as in Mail.headers: for a mail that is too large to be fetched. Never raises."""
    return _decode_fields(split_fields(raw)[0])


def _read(raw: bytes, depth: int) -> Mail:
    part, defects = parse_mime(raw)
    body = read_body(part)
    mail = _read_envelope(part.fields, raw)
    words = _split_words(mask_cpr(body.text), mail, depth)
    inner = _read(body.inner, depth + 1) if body.inner is not None and depth < MAX_INNER_DEPTH else None
    return replace(
        words,
        fingerprint=make_fingerprint(words),
        forwarded=inner or words.forwarded,
        calendar=mask_cpr(body.calendar) if body.calendar else None,
        hidden_text=mask_cpr(body.hidden),
        attachments=tuple(map(mask_cpr, body.attachments)),
        defects=(*mail.defects, *defects, *body.defects, *([TOO_DEEP] if body.inner and inner is None else [])),
    )


def _read_inline(forward: Forward, depth: int) -> Mail:
    """Read a mail that is forwarded as text: its header block stands for its headers, as far as it says."""
    fields = tuple((name, BRACKETED.sub(r"<\1>", value)) for name, value in forward.fields.items() if name != "other")
    text = "".join(f"{name}: {value}\n" for name, value in fields) + "\n" + forward.text
    mail = replace(_read_envelope(fields, text.encode("utf-8", "replace")), defects=())
    words = _split_words(forward.text, mail, depth)
    return replace(words, fingerprint=make_fingerprint(words))


def _split_words(text: str, mail: Mail, depth: int) -> Mail:
    name = mail.sender_name or ""
    is_forward = FORWARD_SUBJECT.match(mail.subject) is not None
    split = split_quotes(text, is_forward and depth < MAX_INNER_DEPTH, name)
    own_text, signature = split_blocks(split.own, order_name(name), split.filled)
    forwarded = _read_inline(split.forward, depth + 1) if split.forward and depth < MAX_INNER_DEPTH else None
    return replace(mail, own_text=own_text, signature=signature, quoted=split.quoted, forwarded=forwarded)


def _read_envelope(fields: Fields, raw: bytes) -> Mail:
    """Read what stands in the headers; the texts are still empty."""
    known = dict(reversed(fields))
    defects: list[str] = []
    senders = _read_field(fields, "from", "Fra", defects)
    if not senders:
        defects.append(NO_SENDER)
    message_ids = read_ids(known.get("message-id"))
    return Mail(
        message_id=message_ids[0] if message_ids else None,
        fingerprint="",
        sender=senders[0] if senders else None,
        senders=senders,
        reply_to=_read_field(fields, "reply-to", "Svar til", defects),
        to=_read_field(fields, "to", "Til", defects),
        cc=_read_field(fields, "cc", "Kopi", defects),
        return_path=_read_return_path(known.get("return-path")),
        date=read_date(known.get("date")),
        subject=mask_cpr(decode_field(known.get("subject", ""))),
        in_reply_to=read_ids(known.get("in-reply-to")),
        references=read_ids(known.get("references")),
        own_text="",
        signature="",
        quoted="",
        forwarded=None,
        calendar=None,
        hidden_text="",
        headers=_decode_fields(fields),
        attachments=(),
        defects=tuple(defects),
        raw=raw,
    )


def _read_field(fields: Fields, name: str, shown: str, defects: list[str]) -> tuple[Address, ...]:
    """Read all addresses of a field, also where it stands twice."""
    values = [value for key, value in fields if key == name]
    found, broken = read_addresses(", ".join(values)) if values else ((), ())
    defects += [f"Adressen i feltet {shown} kan ikke bruges: {mask_cpr(text)}" for text in broken if "@" in text]
    return tuple(Address(mailbox.email, mask_cpr(mailbox.name) if mailbox.name else None) for mailbox in found)


def _read_return_path(value: str | None) -> str | None:
    if value is None:
        return None
    text = value.strip().strip("<>").strip()
    return clean_email(text) or text


def _decode_fields(fields: Fields) -> tuple[tuple[str, str], ...]:
    """Decode all fields. Ids and traces made by machines are not searched for CPR numbers: they hold clock times."""
    return tuple(
        (name, value if name in MACHINE_FIELDS else mask_cpr(value))
        for name, value in ((name, decode_field(value)) for name, value in fields)
    )


def make_fingerprint(mail: Mail) -> str:
    """Digest From, Date, Subject and own text, so that the same mail is known again after a gateway touched it."""
    parts = (
        mail.sender.email if mail.sender else "",
        mail.date.isoformat() if mail.date else "",
        SUBJECT_BANNER.sub("", mail.subject),
        mail.own_text,
    )
    letters = (BETWEEN_LETTERS.sub("", part.casefold()) for part in parts)
    return sha256("\0".join(letters).encode("utf-8", "replace")).hexdigest()
