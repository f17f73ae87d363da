"""Bounces, automatic replies, receipts, lists, calendar answers."""

import pytest

from netpost.message import read_mail
from netpost.understand import Intent, Reading, understand_mail
from understand_cases import NETWORK, understand

REPORT = b"""Return-Path: <>
From: MAILER-DAEMON@mx1.kl.example
To: netvaerk@kl.example
Subject: Undelivered Mail Returned to Sender
Date: Tue, 27 Jun 2017 14:03:25 +0200
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="x"

--x
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.
--x
Content-Type: message/delivery-status

Reporting-MTA: dns; mx1.kl.example

Final-Recipient: rfc822; Bo@odder.example
Action: %(action)s
Status: %(status)s
--x
Content-Type: text/rfc822-headers

Message-ID: <ours@kl.example>
Subject: Invitation
--x--
"""


def bounce(action: bytes, status: bytes) -> Reading:
    return understand_mail(read_mail(REPORT % {b"action": action, b"status": status}), NETWORK)


@pytest.mark.parametrize(
    ("action", "status", "permanent"), [(b"failed", b"5.1.1", True), (b"delayed", b"4.4.1", False)]
)
def test_delivery_report_names_address_and_our_mail(action: bytes, status: bytes, permanent: bool) -> None:
    report = bounce(action, status).bounce
    assert report is not None
    assert (report.addresses, report.permanent, report.message_id) == (
        ("bo@odder.example",),
        permanent,
        "<ours@kl.example>",
    )


def test_report_of_success_is_no_bounce() -> None:
    assert bounce(b"delivered", b"2.0.0").intent is not Intent.BOUNCE


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        pytest.param(
            "Jeg er på ferie til den 6. august. Kontakt hovednummeret, hvis det haster.",
            {"auto_submitted": "auto-replied"},
            id="with headers",
        ),
        pytest.param(
            "Jeg er på ferie til den 6. august. Kontakt hovednummeret, hvis det haster.",
            {"subject": "Autosvar: Invitation"},
            id="without headers",
        ),
        pytest.param(
            "Tak for din henvendelse, som er registreret. Dette er en automatisk kvittering.",
            {"subject": "Kvittering"},
            id="acknowledgement",
        ),
    ],
)
def test_automatic_reply_is_ignored(text: str, changes: dict[str, str]) -> None:
    reading = understand(text, **changes)
    assert (reading.intent, reading.action, reading.is_machine) == (Intent.AUTO_REPLY, "ignore", True)


def test_automatic_reply_of_one_who_left() -> None:
    reading = understand("Jeg er stoppet i Greve Kommune. Min mail bliver ikke læst.", auto_submitted="auto-replied")
    assert (reading.intent, reading.has_left) == (Intent.AUTO_REPLY, True)


def test_question_about_an_automatic_answer_is_a_humans() -> None:
    reading = understand("Jeg fik et automatisk svar. Er min tilmelding modtaget?", subject="Automatisk svar?")
    assert (reading.intent, reading.action) == (Intent.QUESTION, "review")


def test_holiday_mail_of_a_human_is_an_absence() -> None:
    reading = understand("Jeg er på ferie og kan ikke deltage i mødet i Aarhus.", subject="Ferie")
    assert (reading.intent, reading.action, reading.meetings) == (Intent.DECLINE, "act", ("2017-09-14",))


def test_web_form_is_read_and_not_answered() -> None:
    reading = understand(
        "Ny tilmelding til netværket.\n\nNavn: Bo Dam\nE-mail: boda@odder.example\nTitel: It-chef\n\nDenne mail er sendt automatisk.",
        sender="Formular <noreply@web.example>",
        signature="",
    )
    assert (reading.intent, reading.action, reading.is_machine) == (Intent.SIGNUP, "act", True)
    assert reading.people[0].email == "boda@odder.example"


def test_newsletter_is_ignored() -> None:
    reading = understand("Tilmeld dig konferencen nu.", list_unsubscribe="<mailto:af@web.example>", precedence="bulk")
    assert (reading.intent, reading.action, reading.is_machine) == (Intent.OTHER, "ignore", True)


CALENDAR = """BEGIN:VCALENDAR
METHOD:{method}
VERSION:2.0
BEGIN:VEVENT
UID:abc@kl.example
DTSTAMP:20170906T103100Z
DTSTART:{start}
SEQUENCE:2
ATTENDEE;PARTSTAT={partstat};CN=Mette Friis:MAILTO:{attendee}
END:VEVENT
END:VCALENDAR
"""


def answer(**changes: str) -> Reading:
    values = {"method": "REPLY", "start": "20170914T080000Z", "partstat": "DECLINED", "attendee": "mef@vejen.example"}
    text = CALENDAR.format(**values | changes)
    head = "From: Mette Friis <mef@vejen.example>\nTo: netvaerk@kl.example\nSubject: Svar\nDate: Wed, 6 Sep 2017 12:00:00 +0200\n"
    kind = "MIME-Version: 1.0\nContent-Type: text/calendar; method=REPLY; charset=utf-8\n\n"
    return understand_mail(read_mail((head + kind + text).encode()), NETWORK)


@pytest.mark.parametrize(("partstat", "intent"), [("DECLINED", Intent.DECLINE), ("ACCEPTED", Intent.ACCEPT)])
def test_calendar_answer_acts_for_its_day(partstat: str, intent: Intent) -> None:
    reading = answer(partstat=partstat)
    assert (reading.intent, reading.action, reading.meetings) == (intent, "act", ("2017-09-14",))
    assert reading.calendar is not None
    assert (reading.calendar.uid, reading.calendar.attendee, reading.calendar.sequence) == (
        "abc@kl.example",
        "mef@vejen.example",
        2,
    )


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"partstat": "TENTATIVE"}, id="tentative"),
        pytest.param({"partstat": "DELEGATED"}, id="delegated"),
        pytest.param({"method": "COUNTER"}, id="counter"),
        pytest.param({"start": "20170915T080000Z"}, id="no meeting that day"),
        pytest.param({"start": "20170614T080000Z"}, id="a meeting held"),
        pytest.param({"attendee": "bo@vejen.example"}, id="somebody else's"),
    ],
)
def test_other_calendar_answers_are_for_a_person(changes: dict[str, str]) -> None:
    assert answer(**changes).action == "review"


def test_somebody_elses_invitation_is_no_answer() -> None:
    assert answer(method="REQUEST").intent is Intent.OTHER


def test_what_the_office_booked_is_confirmed_to_nobody_else() -> None:
    reading = understand(
        "Bekræftelse på jeres booking: 14 værelser fra den 13. til den 14. september. Indtjekning kl. 15.",
        subject="Booking 4711",
        sender="Hotel Strand <book@hotelstrand.example>",
        signature="Hotel Strand",
    )
    assert (reading.intent, reading.action) == (Intent.OTHER, "ignore")
