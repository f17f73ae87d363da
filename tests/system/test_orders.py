"""Staff move a waiting mail to ACT_FOLDER: what the report proposed is done, and anything else comes back."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress

import pytest
from imapclient import IMAPClient

from conftest import ROOT, Network, make_mail
from netpost.loopback import ImapServer
from servers import Proxy, through
from system.way import World, begin_world

ACT, HANDLED = "Netpost udfør", "Netpost behandlet"
BO = "Bo Lund <bo@lolland.example>"
SIGNUP = "Hej Signe\n\nJeg vil gerne tilmelde mig netværket.\n\nVenlig hilsen\nBo Lund\nLolland Kommune\n"
CANCEL = "Hej\n\nJeg vil gerne afmeldes netværket.\n\nVenlig hilsen\nBo Lund\n"
PROPOSAL = "Netpost kan melde Bo Lund (M0001) ud af netværket."
UNCONFIRMED = "Vores egen mailserver har ikke skrevet, om afsenderen er ægte."


@pytest.fixture
def world(network: Network) -> World:
    """A network with one member, Bo, who has got his confirmation."""
    world = begin_world(network)
    world.receive(SIGNUP, sender=BO)
    world.run("2017-06-27T10:05")
    assert world.members()["M0001"].status == "tilmeldt"
    return world


def receive_cancellation(world: World) -> None:
    """Have Bo leave by a mail that our server says nothing about, so that it waits."""
    world.receive(CANCEL, sender=BO, subject="Afmelding", day="2017-06-28T07:00", is_authentic=False)
    world.run("2017-06-28T08:05")
    assert waiting(world) == [(UNCONFIRMED, PROPOSAL)]


def waiting(world: World) -> list[tuple[str, str | None]]:
    """Return reasons and proposal of each mail that waits."""
    found = world.journal("SELECT reasons, proposal FROM mails WHERE state = 'review' AND closed IS NULL ORDER BY id")
    return [(reasons.strip('[]"'), proposal) for reasons, proposal in found]


def move(server: ImapServer, target: str = ACT, source: str = "INBOX") -> None:
    """Move all mail of a folder, as a colleague's mail program does."""
    with server.connect() as inbox:
        inbox.open_folder(source, for_writing=True)
        inbox.move(inbox.uids_from(1), target)


def flags(server: ImapServer, folder: str) -> list[bool]:
    """Tell for each mail of a folder whether it is flagged."""
    with server.connect() as inbox:
        inbox.open_folder(folder)
        return ["\\Flagged" in found for found in inbox.flags(inbox.uids_from(1)).values()]


def count(server: ImapServer, folder: str, words: bytes = b"afmeldes") -> int:
    return sum(words in raw for raw in server.mails(folder))


def report(world: World) -> str:
    return str(world.sent("stab@kl.example", "rapport")[-1].get_body(("plain",)).get_content())


def test_what_the_report_proposed_is_done_once(world: World) -> None:
    receive_cancellation(world)
    imap = world.network.imap
    assert f"Forslag: {PROPOSAL}" in report(world)
    assert f"flyt mailen til mappen »{ACT}«" in report(world)
    with imap.connect() as inbox:
        assert ACT in inbox.folders()

    move(imap)
    said = world.run("2017-06-28T09:05", "run_once.py", "-v")
    assert "cancel, carried out as ordered" in said
    assert world.members()["M0001"].status == "afmeldt"
    assert world.to_members()[-1] == ("bo@lolland.example", "bekraeftelse:M0001:1")
    assert ("bo@lolland.example", "afmelding:M0001:1") in world.to_members()
    assert (count(imap, HANDLED), count(imap, ACT), count(imap, "INBOX")) == (1, 0, 0)
    assert flags(imap, HANDLED) == [False, False]
    assert waiting(world) == []
    assert world.journal("SELECT closed FROM mails WHERE closed IS NOT NULL") == [("carried out",)]

    before = (world.network.office / "members.csv").read_bytes()
    move(imap, source=HANDLED)
    world.run("2017-06-28T09:10")
    assert (world.network.office / "members.csv").read_bytes() == before
    assert len(world.to_members()) == 2
    assert (len(imap.mails(HANDLED)), imap.mails(ACT), imap.mails("INBOX")) == (2, [], [])
    world.run("2017-06-29T08:05")
    assert "status: tilmeldt → afmeldt" in report(world)


def test_the_order_counts_also_where_the_inbox_was_looked_at_meanwhile(world: World) -> None:
    receive_cancellation(world)
    # moved between the looks at the two folders: the review has been closed as moved
    move(world.network.imap, "Arkiv")
    world.run("2017-06-28T09:00")
    assert world.journal("SELECT closed FROM mails WHERE closed IS NOT NULL") == [("moved",)]
    move(world.network.imap, ACT, "Arkiv")
    world.run("2017-06-28T09:05")
    assert world.members()["M0001"].status == "afmeldt"


def test_a_copy_left_in_the_inbox_waits_no_more(world: World) -> None:
    receive_cancellation(world)
    imap = world.network.imap
    (raw,) = imap.mails("INBOX")
    imap.deliver(raw, ACT)
    world.run("2017-06-28T09:05")
    assert world.members()["M0001"].status == "afmeldt"
    assert (imap.mails(ACT), imap.mails("INBOX"), count(imap, HANDLED)) == ([], [], 2)
    assert not any(flags(imap, HANDLED))


def test_without_a_handled_folder_the_mail_goes_back_without_its_flag(world: World) -> None:
    world.network.write_settings(handled_folder="")
    receive_cancellation(world)
    imap = world.network.imap
    move(imap)
    world.run("2017-06-28T09:05")
    world.run("2017-06-28T09:10")
    assert world.members()["M0001"].status == "afmeldt"
    assert (flags(imap, "INBOX"), imap.mails(ACT)) == ([False], [])
    assert len(world.to_members()) == 2


@pytest.mark.parametrize(
    ("name", "reason", "proposal"),
    [
        pytest.param(
            "Bo Erik Lund",
            "Forslaget er ikke længere det samme.",
            "Netpost kan melde Bo Erik Lund (M0001) ud af netværket.",
            id="another proposal",
        ),
        pytest.param(
            "Bo Lundberg",
            "bo@lolland.example hører i members.csv til Bo Lundberg, men mailen handler om Bo Lund.",
            None,
            id="none any more",
        ),
    ],
)
def test_what_has_changed_meanwhile_comes_back_with_the_reason(
    world: World, name: str, reason: str, proposal: str | None
) -> None:
    receive_cancellation(world)
    imap = world.network.imap
    members = world.network.office / "members.csv"
    members.write_bytes(members.read_bytes().replace(b'"Bo Lund"', f'"{name}"'.encode()))
    move(imap)
    world.run("2017-06-28T09:05")
    why = f"Netpost kunne ikke udføre mailen: {reason}"
    assert world.members()["M0001"].status == "tilmeldt"
    assert waiting(world) == [(why, proposal)]
    assert (flags(imap, "INBOX"), imap.mails(ACT)) == ([True], [])
    world.run("2017-06-28T09:10")
    assert waiting(world) == [(why, proposal)]
    world.run("2017-06-29T08:05")
    assert why in report(world)


def test_a_new_proposal_counts_only_when_a_report_has_told_it(world: World) -> None:
    receive_cancellation(world)
    imap = world.network.imap
    world.journal("UPDATE mails SET proposal = 'Netpost kan noget andet.' WHERE proposal IS NOT NULL")
    move(imap)
    world.run("2017-06-28T09:05")
    reason = "Netpost kunne ikke udføre mailen: "
    assert waiting(world) == [(f"{reason}Forslaget er ikke længere det samme.", PROPOSAL)]
    move(imap)
    world.run("2017-06-28T09:10")
    assert waiting(world) == [(f"{reason}Det nye forslag har ikke stået i en rapport endnu.", PROPOSAL)]
    assert world.members()["M0001"].status == "tilmeldt"
    world.run("2017-06-29T08:05")
    move(imap)
    world.run("2017-06-29T08:10")
    assert world.members()["M0001"].status == "afmeldt"


def test_a_mail_never_seen_comes_back_with_a_proposal(world: World) -> None:
    receive_cancellation(world)
    imap = world.network.imap
    domain = "mx.kl.example; dmarc=pass header.from=lolland.example"
    decline = "Jeg må desværre melde afbud til mødet i Aarhus den 14. september.\n\nVh Bo Lund"
    imap.deliver(make_mail(decline, sender=BO, message_id="<9@lolland.example>", authentication_results=domain), ACT)
    world.run("2017-08-21T09:05")
    assert world.members()["M0001"].answer("2017-09-14") == "ja"
    assert waiting(world)[1] == (
        "Netpost kunne ikke udføre mailen: Netpost har ikke set den før og har derfor ikke foreslået noget.",
        "Netpost kan notere afbud fra Bo Lund (M0001) til mødet i Aarhus den 14. september.",
    )
    assert (flags(imap, "INBOX"), imap.mails(ACT)) == ([True, True], [])


@pytest.mark.parametrize(
    ("text", "more", "reason"),
    [
        pytest.param("Er frokosten med i prisen?", {}, "Mailen spørger om noget.", id="question"),
        pytest.param(
            CANCEL,
            {"authentication_results": "mx.kl.example; dmarc=fail header.from=lolland.example"},
            "Mailserverens afsenderkontrol siger, at mailen ikke kommer fra den, der står som afsender.",
            id="forged",
        ),
        pytest.param(
            "Tak for sidst!\n\nVh Bo Lund", {}, "Der er ikke noget i den, som Netpost kan udføre.", id="thanks"
        ),
    ],
)
def test_what_cannot_be_done_comes_back(world: World, text: str, more: dict[str, str], reason: str) -> None:
    receive_cancellation(world)
    imap = world.network.imap
    move(imap, "Arkiv")
    world.receive(text, sender=BO, subject="Hej", day="2017-06-28T09:00", is_authentic=False, **more)
    world.run("2017-06-28T09:05")
    move(imap)
    world.run("2017-06-28T09:10")
    assert waiting(world) == [(f"Netpost kunne ikke udføre mailen: {reason}", None)]
    assert (flags(imap, "INBOX"), imap.mails(ACT)) == ([True], [])
    assert world.members()["M0001"].status == "tilmeldt"


def test_two_mails_with_one_message_id_are_never_carried_out(world: World) -> None:
    world.receive(CANCEL, sender=BO, subject="Afmelding", day="2017-06-28T07:00", message_id="<1@lolland.example>")
    world.run("2017-06-28T08:05")
    reason = "En anden mail har samme Message-ID, men et andet indhold."
    assert waiting(world) == [(reason, None)]
    world.journal("INSERT INTO meta VALUES ('act_folder', 'Netpost udfør')")
    for now in ("2017-06-28T09:05", "2017-06-29T08:05"):
        move(world.network.imap)
        world.run(now)
        assert waiting(world) == [(f"Netpost kunne ikke udføre mailen: {reason}", None)]
    assert world.members()["M0001"].status == "tilmeldt"


def test_mail_from_before_the_network_is_not_carried_out(world: World) -> None:
    receive_cancellation(world)
    imap = world.network.imap
    move(imap, "Arkiv")
    world.receive(CANCEL, sender=BO, subject="Gammel", day="2017-06-20T09:00")
    move(imap)
    world.run("2017-06-28T09:05")
    world.run("2017-06-28T09:10")
    assert waiting(world) == [("Netpost kunne ikke udføre mailen: Den kom, før Netpost blev taget i brug.", None)]
    assert (flags(imap, "INBOX"), imap.mails(ACT)) == ([True], [])


def test_killed_in_between_the_next_run_finishes(world: World) -> None:
    receive_cancellation(world)
    imap = world.network.imap
    move(imap)
    command = [sys.executable, str(ROOT / "scripts" / "run_once.py"), "--config", str(world.network.config)]
    for number in range(6):
        process = subprocess.Popen([*command, "--now", "2017-06-28T09:05"], stderr=subprocess.DEVNULL)
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.2 + number * 0.15)
        process.kill()
        process.wait()
    world.run("2017-06-28T09:30")
    world.run("2017-06-28T09:35")
    assert world.members()["M0001"].status == "afmeldt"
    assert len({key for _, key in world.to_members()}) == 2
    assert (imap.mails("INBOX"), imap.mails(ACT), count(imap, HANDLED)) == ([], [], 1)
    assert flags(imap, HANDLED) == [False, False]


@pytest.mark.parametrize("is_proposed", [True, False], ids=["carried out", "comes back"])
@pytest.mark.parametrize("cut_at", [b"UID STORE", b"UID MOVE"], ids=["before the move", "while it moves"])
def test_what_the_server_did_not_do_is_done_by_the_next_run(world: World, is_proposed: bool, cut_at: bytes) -> None:
    receive_cancellation(world)
    imap = world.network.imap
    if not is_proposed:
        world.journal("UPDATE mails SET proposal = NULL")
    move(imap)
    with through(Proxy(imap.port, trigger=cut_at)) as port:
        world.network.write_settings(imap_port=str(port))
        world.run("2017-06-28T09:05", "read_inbox.py", code=75)
    world.network.write_settings(imap_port=str(imap.port))
    ordered = world.journal("SELECT state, wanted FROM uids WHERE folder = 'Netpost udfør'")
    assert ordered == [("done", "finish" if is_proposed else "return")]
    world.run("2017-06-28T09:10")
    world.run("2017-06-28T09:15")
    assert imap.mails(ACT) == []
    assert flags(imap, "INBOX") == ([] if is_proposed else [True])
    assert flags(imap, HANDLED) == ([False, False] if is_proposed else [False])
    assert len(world.to_members()) == (2 if is_proposed else 1)
    assert [proposal for _, proposal in waiting(world)] == ([] if is_proposed else [PROPOSAL])


def test_a_dry_run_carries_nothing_out(world: World) -> None:
    receive_cancellation(world)
    imap = world.network.imap
    move(imap)
    before = {path: path.read_bytes() for path in world.network.directory.rglob("*") if path.is_file()}
    said = world.run("2017-06-28T09:05", "run_once.py", "--dry-run", "-v")
    assert "cancel, carried out as ordered" in said
    assert {path: path.read_bytes() for path in world.network.directory.rglob("*") if path.is_file()} == before
    assert (count(imap, ACT), len(world.to_members())) == (1, 1)


@pytest.mark.parametrize("setting", ["act_folder", "staff_address"])
def test_without_the_folder_or_a_report_nothing_is_proposed(world: World, setting: str) -> None:
    world.network.write_settings(**{setting: ""})
    world.receive(CANCEL, sender=BO, subject="Afmelding", day="2017-06-28T07:00", is_authentic=False)
    world.run("2017-06-28T08:05")
    assert waiting(world) == [(UNCONFIRMED, None)]
    with world.network.imap.connect() as inbox:
        assert ACT not in inbox.folders()


def test_a_folder_that_somebody_deleted_is_made_again(world: World) -> None:
    receive_cancellation(world)
    imap = world.network.imap
    with IMAPClient(imap.host, imap.port, ssl=False) as client:
        client.login(imap.user, imap.password)
        client.delete_folder(ACT)
    world.run("2017-06-28T09:00")
    with imap.connect() as inbox:
        assert ACT in inbox.folders()
    assert len(waiting(world)) == 1
    move(imap)
    world.run("2017-06-28T09:05")
    assert world.members()["M0001"].status == "afmeldt"
