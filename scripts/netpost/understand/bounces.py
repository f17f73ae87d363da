"""Delivery reports: whom a mail failed for, and whether for good or for now.

Sources: RFC 3464 (message/delivery-status), RFC 3463 (status codes), flufl.bounce (formats of qmail, Exim,
GroupWise …), X-Failed-Recipients
(Exim, Gmail); Exchange's Danish reports. The Message-ID is that of the returned part (RFC 3462).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from email import message_from_bytes
from email.message import Message
from email.utils import parseaddr

from netpost.message import Mail
from netpost.understand.reading import Bounce

SENDER = re.compile(
    r"^(?:mailer-?daemon|postmaster|mail-?system|microsoftexchange\w*|mdaemon|bounces?|mailerdaemon|mmdf|uucp"
    r"|post_?office|emailgateway|mailsweeper|amavis|scanmail|mailmaster)(?:$|[+=.@-])",
    re.IGNORECASE,
)
SENDER_NAME = re.compile(
    r"mail(?:er)?[ -]?(?:delivery|daemon|system)|delivery (?:sub)?system|postmaster|microsoft exchange"
    r"|system administrator|post ?office",
    re.IGNORECASE,
)
SUBJECT = re.compile(
    r"""
    undeliver|not\ (?:be\ )?deliver|non.?deliver|delivery.{0,20}(?:fail|status|notif|problem|delay|report)
    |failure\ notice|fail(?:ed|ure).{0,12}(?:mail|deliver|notice)|
    returned\ (?:mail|message|to\ sender)|returning\ message|mail.{0,12}(?:delay|return|fail|could\ not)
    |delayed\ mail|warning:.{0,40}(?:message|mail)|kan(?:\sikke|not\ be)\ (?:leveres|delivered)|
    kunne\ ikke\ (?:leveres|sendes)|ikke\ leveret|uleverbar|leveringsfejl|levering(?:en)?\ mislykke|unzustellbar
    |undelivered|bounced|rejected\ mail|message\ could\ not|mail\ error|could\ not\ be\ delivered|
    (?:levering|message|mail).{0,20}(?:forsinket|udsat|delayed)|unknown\ (?:user|address|recipient)
    |user\ unknown|address\ (?:error|unknown)|mail\ system\ error|error\ sending|
    não\ (?:foi\ )?entreg|non\ remis|mancata\ consegna|notificação
    """,
    re.IGNORECASE | re.VERBOSE,
)
DELAYED = re.compile(
    r"delayed|still being retried|warning only|forsinket|will (?:keep |continue )?(?:be )?(?:retr|try)"
    r"|not yet been delivered|deferred|temporarily",
    re.IGNORECASE,
)
FINAL = re.compile(
    r"permanent (?:error|failure|fatal)|given up|giving up|fatal error|final give|too long"
    r"|retry timeout exceeded|will not be retried",
    re.IGNORECASE,
)
STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
SMTP_REPLY = re.compile(r"(?<![\d.])([45])\d\d[\s-]")
ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+")
FAILED_LINE = re.compile(
    r"^\s*(?:<([^<>\s]+@[^<>\s]+)>|([^\s<>()@:,;]+@[^\s<>():,;]+))\s*(?:\([^)]*\))?:?\s*(?:host\b.*|\.{3}.*|$)",
    re.MULTILINE,
)
REJECTS = re.compile(
    r"could not be delivered|unable to deliver|cannot be delivered|was not delivered|undeliverable"
    r"|user unknown|unknown user|no such user|recipient rejected|mailbox (?:is )?(?:full|unavailable)"
    r"|delivery (?:has )?failed|permanent error|\b55\d[ -]|kunne ikke leveres|kan ikke leveres"
    r"|levering mislykkedes",
    re.IGNORECASE,
)
#: A report without any mark but its words, right at its beginning.
PLAIN_REPORT = re.compile(
    r"^.{0,160}\b(?:could not|unable to|cannot) be delivered to:?\s*<?([\w.+-]+@[\w.-]+\w)", re.IGNORECASE | re.DOTALL
)
STATUS_FIELD = re.compile(
    rb"^(?:Final|Original)-Recipient:\s*rfc822;\s*<?([^\s<>;]+@[^\s<>;]+?)>?\s*$", re.IGNORECASE | re.MULTILINE
)
RETURNED_TO = re.compile(r"^To:\s*<?([\w.+-]+@[\w.-]+\w)>?\s*$", re.IGNORECASE | re.MULTILINE)
MESSAGE_ID = re.compile(rb"^Message-ID:\s*(<[^<>\s]+>)", re.IGNORECASE | re.MULTILINE)
COPY_BELOW = re.compile(
    r"(?:copy of (?:the|your) message|original message(?! was)|message header|returned message|oprindelige meddelelse"
    r"|below this line|headers follow|unsent message|message follows|text of your|here is your)",
    re.IGNORECASE,
)


def read_bounce(mail: Mail) -> Bounce | None:
    """Read a delivery report; None where the mail is none (a report of success is none either)."""
    if not _could_be_bounce(mail):
        return None
    parsed = message_from_bytes(mail.raw)
    fields = _status_fields(parsed)
    if fields and all(action in {"delivered", "relayed", "expanded"} for _, action, _ in fields):
        return None
    if not fields and not _is_report(mail, parsed):
        return None
    addresses, permanent = _by_fields(fields)
    if not addresses:
        addresses, guessed = _by_detectors(parsed)
        permanent = guessed if permanent is None else permanent
    if not addresses:
        addresses = _by_headers(mail) or _by_raw_fields(mail.raw) or _by_text(mail, parsed)
    own = {one.email for one in mail.to} | {
        one.decode("ascii", "replace").casefold().strip("<>") for one in MESSAGE_ID.findall(mail.raw)
    }
    addresses = tuple(dict.fromkeys(one for one in addresses if one not in own or len(addresses) == 1))
    return Bounce(addresses, _permanence(mail, parsed, permanent), _returned_id(mail.raw, parsed))


def _could_be_bounce(mail: Mail) -> bool:
    """Ask cheap questions first: most mails are none."""
    kind = (mail.header("content-type") or "").casefold()
    if (
        "delivery-status" in kind
        or mail.header("x-failed-recipients")
        or mail.header("x-ms-exchange-message-is-ndr") is not None
    ):
        return True
    if "disposition-notification" in kind:
        return False
    if PLAIN_REPORT.match(f"{mail.own_text}\n{mail.quoted}"):
        return True
    says_so = SUBJECT.search(mail.subject) is not None
    if says_so and not re.match(r"\s*(?:re|sv|vs|fwd?)\s*:", mail.subject, re.IGNORECASE):
        return True
    return (
        _has_bounce_sender(mail, says_so=says_so) or (mail.return_path == "" and says_so) or "multipart/report" in kind
    )


def _has_bounce_sender(mail: Mail, *, says_so: bool) -> bool:
    """says_so: the subject speaks of a failure."""
    if mail.sender is None:
        return says_so
    return bool(
        SENDER.match(mail.sender.email)
        or SENDER_NAME.search(mail.sender.name or "")
        or (says_so and re.search(rb"message/delivery-status", mail.raw[:200_000]))
    )


def _is_report(mail: Mail, parsed: Message) -> bool:
    """A daemon's mail that is no delivery report (an auto reply from postmaster, a receipt) names no failure."""
    auto = (mail.header("auto-submitted") or "").casefold()
    text = f"{mail.subject}\n{mail.own_text}\n{mail.quoted}"
    named = SUBJECT.search(mail.subject) is not None
    if not _has_bounce_sender(mail, says_so=named) and mail.return_path != "":
        by_machine = "message/rfc822" in {part.get_content_type() for part in parsed.walk()} or PLAIN_REPORT.match(
            f"{mail.own_text}\n{mail.quoted}"
        )
        return bool(REJECTS.search(text)) and bool(by_machine or _by_detectors(parsed)[0] or FAILED_LINE.search(text))
    says_so = named or bool(
        re.search(r"deliver|undeliver|recipient|leveres|user unknown|mailbox|failed|modtager", text, re.IGNORECASE)
    )
    return says_so and "vacation" not in auto


def _status_fields(parsed: Message) -> list[tuple[str, str, str]]:
    """Return (address, action, status) of each recipient group of the delivery-status part."""
    found = []
    own = [part for part in parsed.walk() if part.get_content_type() == "message/delivery-status"][:1]
    for part in own:
        groups = part.get_payload()
        for group in groups if isinstance(groups, list) else []:
            if isinstance(group, Message):
                final, first = _address_of(group, "Final-Recipient"), _address_of(group, "Original-Recipient")
                address = final if "." in final.rpartition("@")[2] or not first else first
                action = (str(group.get("Action") or "").split() or [""])[0].casefold()
                if address or action:
                    found.append((address, action, str(group.get("Status") or "")))
    return found


def _address_of(group: Message, field: str) -> str:
    """Return the address of `rfc822; name@host`, "" where there is none."""
    value = str(group.get(field) or "").rpartition(";")[2].strip()
    address = parseaddr(value)[1].strip("<>").casefold() or value.strip("<>").casefold()
    return address if "@" in address else ""


def _by_fields(fields: list[tuple[str, str, str]]) -> tuple[tuple[str, ...], bool | None]:
    failed = [
        (address, action, status)
        for address, action, status in fields
        if action not in {"delivered", "relayed", "expanded"} and "@" in address
    ]
    classes = {status.strip()[:1] for _, _, status in failed if STATUS.match(status.strip())}
    actions = {action for _, action, _ in failed}
    permanent = None
    if actions == {"delayed"} or classes == {"4"}:
        permanent = False
    elif classes == {"5"} or (not classes and actions == {"failed"}):
        permanent = True
    return tuple(dict.fromkeys(address for address, _, _ in failed)), permanent


def _by_detectors(parsed: Message) -> tuple[tuple[str, ...], bool | None]:
    import logging
    import warnings

    logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL + 1)  # it logs each detector that trips

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its zope.interface use warns on import
        from flufl.bounce import all_failures
    try:
        temporary, permanent = all_failures(parsed)
    except Exception:  # noqa: BLE001 - a detector that trips over damaged mail has merely found nothing
        return (), None
    decode = [one.decode("ascii", "replace").casefold() for one in sorted({*temporary, *permanent})]
    return tuple(one for one in decode if "@" in one), (bool(permanent) if temporary or permanent else None)


def _by_headers(mail: Mail) -> tuple[str, ...]:
    return tuple(one.casefold() for one in ADDRESS.findall(mail.header("x-failed-recipients") or ""))


def _by_text(mail: Mail, parsed: Message) -> tuple[str, ...]:
    """Take the addresses that stand on a line of their own before the returned copy, else the only one in the text."""
    text = _report_text(parsed) or f"{mail.own_text}\n{mail.quoted}"
    cut = COPY_BELOW.search(text)
    above = text[: cut.start()] if cut and cut.start() > 40 else text
    on_lines = [(one or other).casefold() for one, other in FAILED_LINE.findall(above)]
    anywhere = [one.casefold() for one in ADDRESS.findall(above)]
    sender = mail.sender.email if mail.sender else ""
    good = [
        one
        for one in dict.fromkeys(on_lines or anywhere)
        if one != sender and not SENDER.match(one) and one not in {to.email for to in mail.to}
    ]
    if not good and cut:
        good = [one.casefold() for one in RETURNED_TO.findall(text[cut.start() :])][:1]
    return tuple(good if on_lines else good[:1])


def _by_raw_fields(raw: bytes) -> tuple[str, ...]:
    """Take the recipient fields wherever they stand: some reports are not divided as they should be."""
    return tuple(dict.fromkeys(one.decode("ascii", "replace").casefold() for one in STATUS_FIELD.findall(raw)))


def _report_text(parsed: Message) -> str:
    for part in parsed.walk():
        if part.get_content_type() == "text/plain":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return payload.decode("utf-8", "replace")
    return ""


def _permanence(mail: Mail, parsed: Message, known: bool | None) -> bool | None:
    if known is not None:
        return known
    text = f"{mail.subject}\n{_report_text(parsed)[:4000]}"
    codes: Iterable[str] = [match[1] for match in STATUS.finditer(text) if match[1] != "2"] or [
        match[1] for match in SMTP_REPLY.finditer(text)
    ]
    classes = set(codes)
    if FINAL.search(text) or classes == {"5"}:
        return True
    if DELAYED.search(text) or classes == {"4"}:
        return False
    return None


def _returned_id(raw: bytes, parsed: Message) -> str | None:
    """Return the Message-ID of the mail that came back: in its own part, or in the text below the report."""
    for part in parsed.walk():
        if part.get_content_type() in {"message/rfc822", "text/rfc822-headers", "message/rfc822-headers"}:
            payload = part.get_payload()
            inner = payload[0] if isinstance(payload, list) and payload else None
            if isinstance(inner, Message) and inner.get("Message-ID"):
                return str(inner["Message-ID"]).strip()
            if isinstance(payload, str) and (match := MESSAGE_ID.search(payload.encode("utf-8", "replace"))):
                return match[1].decode("ascii", "replace")
    found = MESSAGE_ID.findall(raw)
    outer = str(parsed.get("Message-ID") or "").strip().encode("ascii", "replace")
    others = [one for one in found if one != outer]
    return others[-1].decode("ascii", "replace") if others else None
