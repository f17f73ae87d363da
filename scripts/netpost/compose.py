"""A rendered mail → the bytes that are sent: headers, text and HTML as alternatives, calendar parts (RFC 5322, 2045-2047).

Automatic mail says so (RFC 3834 section 5; X-Auto-Response-Suppress for Exchange), so that no robot answers it. What
goes in comes out the same way each time: boundaries are made from the Message-ID, so that frozen mails can be compared.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Sequence
from datetime import datetime
from email.headerregistry import Address as HeaderAddress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from netpost.invite import Invitation
from netpost.message import Address
from netpost.render.markup import clean_line
from netpost.render.renderer import Rendered

MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,900}>")
#: An addr-spec without quoted parts or letters beyond ASCII (RFC 5321), which is what servers take for certain.
ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
MAX_REFERENCES = 20
#: Mails that keep their invitations as files to open; every other kind shows a single one as part of the mail itself.
ATTACHING_KINDS = frozenset({"bekraeftelse"})


def new_message_id(key: str, version: int, domain: str, secret: str) -> str:
    """Make the Message-ID of a mail: the same for the same key and version, and not to be guessed without secret."""
    parts = f"message-id\n{key}\n{version}".encode()
    return f"<netpost.{hmac.new(secret.encode(), parts, hashlib.sha256).hexdigest()[:40]}@{domain}>"


def compose_mail(  # noqa: PLR0913 - each is a header or a part of the mail
    rendered: Rendered,
    *,
    sender: Address,
    recipient: Address,
    message_id: str,
    date: datetime,
    in_reply_to: str | None,
    references: tuple[str, ...],
    is_answer: bool,
    kind: str,
    key: str,
    invitations: Sequence[Invitation] = (),
    reply_to: Address | None = None,
) -> bytes:
    """Make a mail's bytes, with CRLF line ends.

    message_id, in_reply_to, references: with angle brackets; what is no message id is left out. is_answer: the mail
    answers one that somebody wrote, else it is sent on our own account. Raises ValueError for an impossible address.
    """
    mail = EmailMessage(SMTP)
    mail["Date"] = format_datetime(date)
    mail["From"] = _write_address(sender)
    mail["To"] = _write_address(recipient)
    if reply_to is not None:
        mail["Reply-To"] = _write_address(reply_to)
    mail["Subject"] = _clean_header(rendered.subject)
    mail["Auto-Submitted"] = "auto-replied" if is_answer else "auto-generated"
    mail["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    _add_content(mail, rendered, kind, invitations)
    mail["Content-Language"] = "da"
    _fix_boundaries(mail, message_id)
    return _write_identity(message_id, in_reply_to, references, key) + mail.as_bytes()


def _write_address(address: Address) -> HeaderAddress:
    if not ADDRESS.fullmatch(address.email):
        raise ValueError(f"{address.email!r} is not an address that mail can be sent to")
    local, _, domain = address.email.rpartition("@")
    return HeaderAddress(_clean_header(address.name or ""), local, domain)


def _clean_header(text: str) -> str:
    # "=?utf-8?q?...?=" typed as plain letters would be decoded by the reader's mail program.
    return clean_line(text).replace("=?", "= ?")


def _write_identity(message_id: str, in_reply_to: str | None, references: tuple[str, ...], key: str) -> bytes:
    # By hand: Python 3.11's EmailMessage writes a long message id, such as Exchange's, as an encoded word, which no
    # mail program threads by.
    chain = [reference for reference in references if MESSAGE_ID.fullmatch(reference)]
    parent = in_reply_to if in_reply_to and MESSAGE_ID.fullmatch(in_reply_to) else None
    if parent and parent not in chain:
        chain.append(parent)
    if len(chain) > MAX_REFERENCES:
        chain = chain[:1] + chain[1 - MAX_REFERENCES :]
    lines = [f"Message-ID: {message_id}", f"X-Netpost-Id: {message_id}"]
    lines.append(f"X-Netpost-Key: {re.sub(r'[^!-~]', '_', key)}")
    if parent:
        lines.append(f"In-Reply-To: {parent}")
    if chain:
        lines.append("References: " + "\r\n ".join(chain))
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def has_attached_invitations(kind: str, invitations: Sequence[Invitation]) -> bool:
    """Tell whether a mail of this kind carries these invitations as files to open (else as a part of itself)."""
    return len(invitations) > 1 or (kind in ATTACHING_KINDS and len(invitations) == 1)


def _add_content(mail: EmailMessage, rendered: Rendered, kind: str, invitations: Sequence[Invitation]) -> None:
    mail.set_content(rendered.text, charset="utf-8", cte="quoted-printable")
    mail.add_alternative(rendered.html, subtype="html", charset="utf-8", cte="quoted-printable")
    is_attached = has_attached_invitations(kind, invitations)
    for invitation in invitations:
        parameters = {"method": invitation.method}
        if is_attached:
            mail.add_attachment(
                invitation.ics,
                subtype="calendar",
                charset="utf-8",
                cte="quoted-printable",
                params=parameters,
                filename=invitation.filename,
            )
        else:
            mail.add_alternative(
                invitation.ics, subtype="calendar", charset="utf-8", cte="quoted-printable", params=parameters
            )


def _fix_boundaries(mail: EmailMessage, message_id: str) -> None:
    multiparts = (part for part in mail.walk() if part.is_multipart())
    for number, part in enumerate(multiparts):
        digest = hashlib.sha256(f"{message_id}\n{number}".encode()).hexdigest()[:24]
        part.set_boundary(f"=_netpost_{digest}")
