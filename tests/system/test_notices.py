"""What staff are told besides: auto-replies, bounces, and mail from members' organisations, on a real server."""

from __future__ import annotations

import pytest

from conftest import Network
from system.way import World, begin_world

METTE = "Mette Holm <mho@lolland.example>"
SIGNUP = "Hej Signe\n\nJeg vil gerne tilmelde mig netværket.\n\nVenlig hilsen\nMette Holm\nChef\nLolland Kommune"
AWAY = "Jeg er på ferie til 14. august. Ved hastende spørgsmål kontakt Bo Lund på 54 67 67 67."
GONE = "Mette Holm er ikke længere ansat i Lolland Kommune. Skriv til post@lolland.example."


@pytest.fixture
def world(network: Network) -> World:
    """A network with one member, who has got her confirmation."""
    world = begin_world(network)
    world.receive(SIGNUP, sender=METTE)
    world.run("2017-06-27T10:05")
    return world


def confirmation_id(world: World) -> str:
    (confirmation,) = world.sent("mho@lolland.example", "bekraeftelse")
    return str(confirmation["Message-ID"])


def notices(world: World) -> list[tuple[str, str]]:
    return world.journal("SELECT kind, sentence FROM notices ORDER BY id")


def test_an_auto_reply_is_told_once(world: World) -> None:
    for _ in range(2):
        world.receive(
            AWAY,
            sender=METTE,
            day="2017-07-11T09:00",
            subject="Automatisk svar: Tilmelding",
            auto_submitted="auto-replied",
        )
    world.run("2017-07-11T09:05")
    world.receive(AWAY, sender=METTE, day="2017-07-12T09:00", subject="Autosvar", auto_submitted="auto-replied")
    world.run("2017-07-12T09:05")
    assert notices(world) == [
        ("orientering", "Mette Holm (M0001) har autosvar: »Jeg er på ferie til 14. august«."),
    ]
    report = world.sent("stab@kl.example", "rapport")[-1].get_body(("plain",)).get_content()
    assert "Til orientering" in report
    assert "Mette Holm (M0001) har autosvar: »Jeg er på ferie til 14. august«." in " ".join(report.split())


@pytest.mark.parametrize("field", ["in_reply_to", "references"])
@pytest.mark.parametrize("sender", ["bo@lolland.example", "mette@nyt-job.example"])
def test_who_has_left_is_put_before_staff_whoever_answers(world: World, sender: str, field: str) -> None:
    before = (world.network.office / "members.csv").read_bytes()
    world.receive(
        GONE,
        sender=sender,
        day="2017-07-11T09:00",
        subject="Automatisk svar: Tilmelding",
        auto_submitted="auto-replied",
        is_authentic=False,
        **{field: confirmation_id(world)},
    )
    world.run("2017-07-11T09:05")
    assert notices(world) == [
        (
            "advarsel",
            f"Vores mail til Mette Holm (M0001) fik autosvar fra {sender} om, at nogen er stoppet: "
            "»Mette Holm er ikke længere ansat i Lolland Kommune«. Er det Mette Holm, og skal vedkommende afmeldes?",
        )
    ]
    assert (world.network.office / "members.csv").read_bytes() == before
    assert len(world.to_members()) == 1


def test_mail_from_a_members_organisation_is_told_of(world: World) -> None:
    thanks = "Tak for et rigtig godt møde i går.\n\nVenlig hilsen\nJens Friis"
    world.receive(thanks, sender="Jens Friis <jf@lolland.example>", day="2017-07-11T09:00", subject="Tak for sidst")
    world.receive(thanks, sender="Ib Dam <ib@fremmed.example>", day="2017-07-11T09:00", subject="Tak for sidst")
    world.receive(
        "Læs mere om vores konference.",
        sender="Presse <presse@lolland.example>",
        day="2017-07-11T09:00",
        subject="Nyt fra Lolland",
        list_unsubscribe="<https://lolland.example/af>",
    )
    world.run("2017-07-11T09:05")
    assert world.journal("SELECT DISTINCT state FROM mails") == [("done",)]
    assert notices(world) == [
        (
            "orientering",
            "jf@lolland.example (Lolland Kommune) skrev »Tak for sidst«. Netpost gjorde ikke noget ved den.",
        )
    ]


@pytest.mark.parametrize(
    ("status", "action", "told"),
    [
        (
            "5.1.1",
            "failed",
            [
                "Mail til Mette Holm (M0001) kan ikke leveres: mho@lolland.example virker ikke. "
                "Ret adressen i members.csv."
            ],
        ),
        ("4.4.1", "delayed", []),
    ],
    ids=["for-good", "for-now"],
)
def test_a_member_whose_address_fails_is_put_before_staff_and_not_dropped(
    world: World, status: str, action: str, told: list[str]
) -> None:
    before = (world.network.office / "members.csv").read_bytes()
    report = f"""\
Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@mx.kl.example>
To: netvaerk@kl.example
Subject: Undelivered Mail Returned to Sender
Date: Tue, 11 Jul 2017 09:00:00 +0200
Message-ID: <retur@mx.kl.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

<mho@lolland.example>: host mx.lolland.example said so

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.kl.example

Final-Recipient: rfc822; mho@lolland.example
Action: {action}
Status: {status}

--b
Content-Type: message/rfc822

Message-ID: {confirmation_id(world)}
Subject: Tilmelding

--b--
"""
    world.network.imap.deliver(report.replace("\n", "\r\n").encode())
    world.run("2017-07-11T09:05")
    assert notices(world) == [("advarsel", sentence) for sentence in told]
    assert (world.network.office / "members.csv").read_bytes() == before
    assert len(world.network.imap.mails("Netpost behandlet")) == 2
