from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netpost.compose import compose_mail, has_attached_invitations, new_message_id
from netpost.invite import Invitation
from netpost.message import Address
from netpost.render.markup import clean_line
from netpost.render.renderer import Rendered

DATE = datetime(2017, 8, 21, 9, 30, tzinfo=ZoneInfo("Europe/Copenhagen"))
CONTENT = Rendered(
    "Møde i Ærø", "Kære Åse\n\n.\nFrom nu af\n" + "langt ord " * 40 + "\n", "<html><p>Kære Åse</p></html>"
)
LONG_ID = f"<{'A' * 40}.{'b' * 30}@{'AM0PR04MB1234.eurprd04.prod.outlook.com'}>"
REQUEST = Invitation("REQUEST", "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Å\r\nEND:VCALENDAR\r\n", "a.ics")
CANCEL = Invitation("CANCEL", "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n", "b.ics")


def compose(**changes: object) -> bytes:
    given_values = {
        "rendered": CONTENT,
        "sender": Address("netvaerk@kl.example", "KL"),
        "recipient": Address("aase@aeroe.example", "Åse, Ærø"),
        "message_id": "<1@kl.example>",
        "date": DATE,
        "in_reply_to": None,
        "references": (),
        "is_answer": True,
        "kind": "bekraeftelse",
        "key": "M0001/bekraeftelse/1",
        "invitations": (),
    } | changes
    return compose_mail(given_values.pop("rendered"), **given_values)  # type: ignore[arg-type]


def read(raw: bytes) -> EmailMessage:
    mail = message_from_bytes(raw, policy=SMTP)
    assert isinstance(mail, EmailMessage)
    assert mail.defects == []
    return mail


def shape(part: EmailMessage) -> object:
    if part.is_multipart():
        return part.get_content_subtype(), [shape(inner) for inner in part.iter_parts()]
    return part.get_content_type()


def test_headers_of_an_answer() -> None:
    mail = read(compose(in_reply_to="<b@x.example>", references=("<a@x.example>",)))
    assert {name.lower(): str(value) for name, value in mail.items() if name.lower() != "content-type"} == {
        "message-id": "<1@kl.example>",
        "x-netpost-id": "<1@kl.example>",
        "x-netpost-key": "M0001/bekraeftelse/1",
        "in-reply-to": "<b@x.example>",
        "references": "<a@x.example> <b@x.example>",
        "date": "Mon, 21 Aug 2017 09:30:00 +0200",
        "from": "KL <netvaerk@kl.example>",
        "to": '"Åse, Ærø" <aase@aeroe.example>',
        "subject": "Møde i Ærø",
        "auto-submitted": "auto-replied",
        "x-auto-response-suppress": "OOF, AutoReply",
        "content-language": "da",
        "mime-version": "1.0",
    }


def test_a_reminder_says_that_a_machine_began_it() -> None:
    mail = read(compose(is_answer=False, kind="paamindelse", reply_to=Address("svar@kl.example")))
    assert (mail["Auto-Submitted"], mail["Reply-To"]) == ("auto-generated", "svar@kl.example")
    assert mail["In-Reply-To"] is None
    assert mail["References"] is None


def test_text_and_html_are_readable_in_the_raw_mail() -> None:
    raw = compose()
    mail = read(raw)
    text, html = mail.iter_parts()
    assert text.get_content() == CONTENT.text.replace("\n", "\r\n")
    assert html.get_content() == CONTENT.html + "\r\n"
    assert [part["Content-Transfer-Encoding"] for part in (text, html)] == ["quoted-printable"] * 2
    assert b"K=C3=A6re" in raw
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert raw.isascii()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998


@pytest.mark.parametrize(
    ("kind", "invitations", "expected"),
    [
        pytest.param("paamindelse", (), ("alternative", ["text/plain", "text/html"]), id="none"),
        pytest.param(
            "paamindelse", (REQUEST,), ("alternative", ["text/plain", "text/html", "text/calendar"]), id="reminder"
        ),
        pytest.param(
            "afbud", (CANCEL,), ("alternative", ["text/plain", "text/html", "text/calendar"]), id="one-cancel"
        ),
        pytest.param(
            "bekraeftelse",
            (REQUEST,),
            ("mixed", [("alternative", ["text/plain", "text/html"]), "text/calendar"]),
            id="confirmation-to-one-meeting",
        ),
        pytest.param(
            "bekraeftelse",
            (REQUEST, REQUEST),
            ("mixed", [("alternative", ["text/plain", "text/html"]), "text/calendar", "text/calendar"]),
            id="confirmation",
        ),
        pytest.param(
            "afmelding",
            (CANCEL, CANCEL),
            ("mixed", [("alternative", ["text/plain", "text/html"]), "text/calendar", "text/calendar"]),
            id="many-cancels",
        ),
    ],
)
def test_where_the_calendar_goes(kind: str, invitations: tuple[Invitation, ...], expected: object) -> None:
    mail = read(compose(kind=kind, invitations=invitations))
    assert shape(mail) == expected
    assert has_attached_invitations(kind, invitations) == (expected[0] == "mixed")
    parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert [part.get_param("method") for part in parts] == [invitation.method for invitation in invitations]
    assert [part.get_content().replace("\r\n", "\n") for part in parts] == [
        invitation.ics.replace("\r\n", "\n") for invitation in invitations
    ]
    assert [part.get_filename() for part in parts] == [
        invitation.filename if expected[0] == "mixed" else None for invitation in invitations
    ]


def test_the_same_mail_has_the_same_bytes() -> None:
    assert compose(invitations=(REQUEST,)) == compose(invitations=(REQUEST,))
    assert compose(message_id="<2@kl.example>") != compose()


@pytest.mark.parametrize(
    ("in_reply_to", "references", "expected"),
    [
        pytest.param(LONG_ID, (), (LONG_ID, LONG_ID), id="longer-than-a-line"),
        pytest.param("<b@x>", ("<a@x>", "<b@x>"), ("<b@x>", "<a@x> <b@x>"), id="named-already"),
        pytest.param("<b@x>\r\nBcc: c@d", ("<a@x>",), (None, "<a@x>"), id="line-break-is-left-out"),
        pytest.param("b@x", ("<æ@x>", "<a @x>"), (None, None), id="no-message-ids"),
        pytest.param(
            None,
            tuple(f"<{number}@x>" for number in range(50)),
            (None, "<0@x> " + " ".join(f"<{number}@x>" for number in range(31, 50))),
            id="first-and-last-of-many",
        ),
    ],
)
def test_a_thread_is_kept(in_reply_to: str | None, references: tuple[str, ...], expected: tuple[object, ...]) -> None:
    raw = compose(in_reply_to=in_reply_to, references=references)
    mail = read(raw)
    assert (mail["In-Reply-To"], mail["References"]) == expected
    assert b"=?" not in raw.partition(b"Date:")[0]
    assert mail["Bcc"] is None


NAMES = [
    "a\r\nBcc: b@c.example",
    'a" <b@c.example>, "d',
    "a, b",
    "(a",
    "a\\",
    "=?utf-8?q?a?=",
    "Å" * 90,
    "a" * 200,
    "",
    "@;:",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_cannot_add_a_recipient(name: str) -> None:
    check_one_recipient(name)


@given(st.text())
def test_no_name_adds_a_recipient(name: str) -> None:
    check_one_recipient(name)


def check_one_recipient(name: str) -> None:
    mail = read(compose(recipient=Address("a@b.example", name), rendered=Rendered(name, "x\n", "<p>x</p>")))
    assert [address.addr_spec for address in mail["To"].addresses] == ["a@b.example"]
    assert mail["To"].addresses[0].display_name.replace(" ", "") == clean_line(name).replace(" ", "")
    assert str(mail["Subject"]).replace(" ", "") == clean_line(name).replace(" ", "")
    assert (mail["Bcc"], mail["Cc"]) == (None, None)


@pytest.mark.parametrize(
    "email", ["a@b.example\r\nBcc: c@d", "a b@c.example", "a@b@c.example", "", "å@b.example", ".", "@"]
)
def test_an_impossible_address_is_refused(email: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        compose(recipient=Address(email))


def test_a_message_id_is_stable_and_not_to_be_guessed() -> None:
    first = new_message_id("M0001/bekraeftelse/1", 1, "kl.example", "hemmelig")
    assert first == new_message_id("M0001/bekraeftelse/1", 1, "kl.example", "hemmelig")
    assert first.startswith("<netpost.")
    assert first.endswith("@kl.example>")
    others = {
        new_message_id("M0002/bekraeftelse/1", 1, "kl.example", "hemmelig"),
        new_message_id("M0001/bekraeftelse/1", 2, "kl.example", "hemmelig"),
        new_message_id("M0001/bekraeftelse/1", 1, "kl.example", "anden"),
    }
    assert len(others | {first}) == 4
