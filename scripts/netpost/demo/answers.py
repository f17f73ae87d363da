"""A member's calendar program says no to an invitation that Netpost sent (I/O): made of the sent mail, as Outlook does.

Source: RFC 6047 (iMIP) and RFC 5546, 3.2.3 (REPLY: the UID and SEQUENCE of the request, only the one attendee).
"""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime

from netpost.demo.stage import SETTINGS, SentMail, Stage

REPLY = """BEGIN:VCALENDAR
PRODID:-//Microsoft Corporation//Outlook 15.0 MIMEDIR//EN
VERSION:2.0
METHOD:REPLY
BEGIN:VEVENT
UID:{uid}
SEQUENCE:{sequence}
DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}
DTSTART:{start:%Y%m%dT%H%M%S}
SUMMARY:Afslået: {summary}
ORGANIZER:mailto:{organiser}
ATTENDEE;PARTSTAT=DECLINED:mailto:{attendee}
END:VEVENT
END:VCALENDAR
"""


def decline_in_calendar(stage: Stage, address: str, written: datetime) -> None:
    """Let a member decline the meeting of the last reminder; the mail arrives when it is written."""
    reminder = [mail for mail in stage.sent if mail.recipient == address and mail.key.startswith("paamindelse")][-1]
    stage.imap.deliver(_make_reply(reminder, address, written).as_bytes(policy=email.policy.SMTP), when=written)


def _make_reply(reminder: SentMail, address: str, written: datetime) -> EmailMessage:
    from icalendar import Calendar

    sent = email.message_from_bytes(reminder.file.read_bytes(), policy=email.policy.default)
    part = next(part for part in sent.walk() if part.get_content_type() == "text/calendar")
    event = Calendar.from_ical(part.get_content()).walk("VEVENT")[0]
    domain = address.rpartition("@")[2]
    mail = EmailMessage()
    mail["Authentication-Results"] = f"mx.kl.example; dkim=pass header.d={domain}; dmarc=pass header.from={domain}"
    mail["From"], mail["To"] = str(sent["To"]), SETTINGS["FROM_ADDRESS"]
    mail["Subject"] = f"Afslået: {reminder.subject}"
    mail["Date"] = format_datetime(written)
    mail["Message-ID"] = f"<{written:%Y%m%d%H%M}.calendar@{domain}>"
    mail.set_content("")
    text = REPLY.format(
        uid=event["UID"],
        sequence=event.get("SEQUENCE", 0),
        stamp=written.astimezone(UTC),
        start=event.decoded("DTSTART"),
        summary=event["SUMMARY"],
        organiser=SETTINGS["FROM_ADDRESS"],
        attendee=address,
    )
    mail.add_alternative(text.replace("\n", "\r\n"), subtype="calendar", params={"method": "REPLY"})
    return mail
