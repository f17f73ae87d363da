"""The main job on real servers: sign-ups in, members.csv, confirmations, reminders, follow-ups, and nothing twice."""

from __future__ import annotations

import pytest

from conftest import Network
from system.way import World, begin_world

METTE = "Mette Holm <mho@lolland.example>"
SIGNUP = """Hej Signe

Jeg vil gerne tilmelde mig netværket.

Med venlig hilsen
Mette Holm
Digitaliseringschef
Lolland Kommune
Mobil 24 79 03 18
"""


@pytest.fixture
def world(network: Network) -> World:
    return begin_world(network)


def test_a_signup_becomes_a_row_and_one_confirmation(world: World) -> None:
    message_id = world.receive(SIGNUP, sender=METTE)
    world.run("2017-06-27T10:05")

    (member,) = world.members().values()
    assert (member.id, member.name, member.email) == ("M0001", "Mette Holm", "mho@lolland.example")
    assert (member.cell("titel"), member.cell("organisation")) == ("Digitaliseringschef", "Lolland Kommune")
    assert (member.cell("telefon"), member.status, member.cell("tilmeldt")) == ("24 79 03 18", "tilmeldt", "2017-06-27")
    assert [member.answer(day) for day in ("2017-09-14", "2017-11-16", "2018-01-25")] == ["ja"] * 3
    assert member.cell("kvittering") == "2017-06-27"
    (mail,) = world.sent("mho@lolland.example")
    assert mail["In-Reply-To"] == message_id
    assert message_id in mail["References"]
    assert mail["Auto-Submitted"] == "auto-replied"
    text = mail.get_body(("plain",)).get_content()
    assert "5.900 kr. + moms" in text
    assert "EAN" in text
    assert all(city in text for city in ("Aarhus", "Odense", "Vejle"))


def test_a_second_run_sends_and_changes_nothing(world: World) -> None:
    world.receive(SIGNUP, sender=METTE)
    world.run("2017-06-27T10:05")
    before = (world.network.office / "members.csv").read_bytes()
    for script in ("run_once.py", "read_inbox.py", "send_confirmations.py", "send_reminders.py", "send_followups.py"):
        world.run("2017-06-27T10:10", script)
    assert len(world.to_members()) == 1
    assert (world.network.office / "members.csv").read_bytes() == before


def test_handled_mail_is_moved_and_mail_for_staff_flagged(world: World) -> None:
    world.receive(SIGNUP, sender=METTE)
    world.receive("Er frokosten med i prisen?", sender="Line Rose <line@rudersdal.example>", subject="Spørgsmål")
    world.run("2017-06-27T10:05")
    assert len(world.network.imap.mails("Netpost behandlet")) == 1
    (left,) = world.network.imap.mails("INBOX")
    assert b"Line Rose" in left
    with world.network.imap.connect() as inbox:
        inbox.open_folder("INBOX")
        (flags,) = inbox.flags(inbox.uids_from(1)).values()
    assert "\\Flagged" in flags
    assert "\\Seen" not in flags


def test_the_report_lists_what_waits_and_who_is_new(world: World) -> None:
    world.receive(SIGNUP, sender=METTE)
    world.receive("Er frokosten med i prisen?", sender="Line Rose <line@rudersdal.example>", subject="Frokost")
    world.run("2017-06-27T10:05")
    (report,) = world.sent("stab@kl.example", "rapport")
    text = report.get_body(("plain",)).get_content()
    assert "Mette Holm" in text
    assert "Frokost" in text
    world.run("2017-06-27T12:05")
    assert len(world.sent("stab@kl.example")) == 1
    world.run("2017-06-28T08:05")
    assert len(world.sent("stab@kl.example")) == 2


def test_reminders_go_once_each_and_not_to_who_declined(world: World) -> None:
    world.receive(SIGNUP, sender=METTE)
    world.run("2017-06-27T10:05")
    world.run("2017-08-31T08:00")
    world.run("2017-08-31T08:05")
    assert len(world.sent(kind="paamindelse")) == 1
    world.receive(
        "Hej Signe\n\nJeg må desværre melde afbud til mødet i Aarhus den 14. september.\n\nVh Mette Holm",
        sender=METTE,
        day="2017-09-05T09:00",
        subject="Afbud",
    )
    world.run("2017-09-05T09:05")
    assert world.members()["M0001"].answer("2017-09-14") == "afbud"
    assert len(world.sent("mho@lolland.example", "afbud")) == 1
    world.run("2017-09-12T08:05")
    assert len(world.sent(kind="paamindelse")) == 1


def test_the_followup_goes_when_staff_have_made_the_summary_ready(world: World) -> None:
    world.receive(SIGNUP, sender=METTE)
    world.run("2017-06-27T10:05")
    summary = world.network.office / "templates" / "meetings" / "2017-09-14-opsamling.md"
    summary.write_text("Status: kladde\n\nVi talte om ledelse.\n", "utf-8")
    world.run("2017-09-15T09:00")
    assert not world.sent(kind="opsamling")
    summary.write_text("Status: klar\n\nVi talte om ledelse.\n", "utf-8")
    world.run("2017-09-15T09:05")
    world.run("2017-09-15T09:10")
    (mail,) = world.sent(kind="opsamling")
    text = mail.get_body(("plain",)).get_content()
    assert "Vi talte om ledelse." in text
    assert "Odense" in text


def test_send_no_owes_and_previews(network: Network) -> None:
    world = begin_world(network, send="no")
    world.receive(SIGNUP, sender=METTE)
    said = world.run("2017-06-27T10:05", "run_once.py", "-v")
    assert "SEND=no" in said
    assert not world.to_members()
    (preview,) = (network.directory / "preview").glob("*.eml")
    assert b"5.900 kr. + moms" in preview.read_bytes()
    assert world.members()["M0001"].cell("kvittering") == ""

    network.write_settings(send="yes")
    world.run("2017-06-27T10:10")
    assert not world.to_members()
    held = world.run("2017-06-27T10:11", "send_confirmations.py", "--held")
    assert "bekraeftelse:M0001:1" in held
    world.run("2017-06-27T10:12", "send_confirmations.py", "--release", "all")
    world.run("2017-06-27T10:15")
    assert world.to_members() == [("mho@lolland.example", "bekraeftelse:M0001:1")]


def test_stop_holds_all_mail_to_members(world: World) -> None:
    stop = world.network.office / "STOP.txt"
    stop.touch()
    world.receive(SIGNUP, sender=METTE)
    world.run("2017-06-27T10:05")
    assert not world.to_members()
    stop.unlink()
    world.run("2017-06-27T10:10")
    assert len(world.to_members()) == 1


def test_a_dry_run_writes_nothing(world: World) -> None:
    world.receive(SIGNUP, sender=METTE)
    before = {path: path.read_bytes() for path in world.network.directory.rglob("*") if path.is_file()}
    world.run("2017-06-27T10:05", "run_once.py", "--dry-run")
    after = {path: path.read_bytes() for path in world.network.directory.rglob("*") if path.is_file()}
    assert after == before
    assert not world.network.smtp.mails
    assert len(world.network.imap.mails("INBOX")) == 1


def test_older_mail_is_listed_once_and_never_acted_upon(network: Network) -> None:
    world = World(network)
    world.receive(SIGNUP, sender=METTE, day="2017-06-20T10:00")
    world = begin_world(network)
    world.run("2017-06-26T09:00")
    assert not world.members()
    (report,) = world.sent("stab@kl.example")
    assert "mho@lolland.example" in report.get_body(("plain",)).get_content()
    world.run("2017-06-27T09:00")
    assert len(world.sent("stab@kl.example")) == 1


def test_a_new_uidvalidity_does_nothing_twice(world: World) -> None:
    world.network.write_settings(handled_folder="")
    world.receive(SIGNUP, sender=METTE)
    world.run("2017-06-27T10:05")
    world.journal("UPDATE folders SET uidvalidity = 1")
    world.journal("UPDATE uids SET uidvalidity = 1")
    world.run("2017-06-27T10:10")
    assert len(world.to_members()) == 1
    assert len(world.members()) == 1


def test_a_colleagues_answer_holds_ours(world: World) -> None:
    message_id = world.receive(SIGNUP, sender=METTE)
    world.run("2017-06-27T10:05", "read_inbox.py")
    world.network.imap.deliver(
        b"From: netvaerk@kl.example\r\nTo: mho@lolland.example\r\nSubject: SV: Tilmelding\r\nIn-Reply-To: "
        + message_id.encode()
        + b"\r\nMessage-ID: <svar@kl.example>\r\n\r\nVelkommen!\r\n",
        folder="Sent",
    )
    world.run("2017-06-27T10:10")
    assert not world.to_members()
    assert world.members()["M0001"].status == "tilmeldt"
    assert "bekraeftelse:M0001:1" in world.run("2017-06-27T10:11", "send_confirmations.py", "--held")


def test_a_sent_mail_is_copied_into_the_sent_folder(world: World) -> None:
    world.network.write_settings(sent_copy="append")
    world.network.imap.deliver(b"Subject: x\r\n\r\n", folder="Sent")
    world.receive(SIGNUP, sender=METTE)
    world.run("2017-06-27T10:05")
    assert (
        sum(b"X-Netpost-Id" in raw and b"mho@lolland.example" in raw for raw in world.network.imap.mails("Sent")) == 1
    )
