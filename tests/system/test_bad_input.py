"""Bad input and bad days: a clear sentence, the right exit code, nothing lost, and the next run goes on."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, Network
from system.way import World, begin_world

ANNE = "Anne Bro <anne@koege.example>"
SIGNUP = "Jeg vil gerne tilmelde mig netværket.\n\nVh\nAnne Bro"


@pytest.fixture
def world(network: Network) -> World:
    return begin_world(network)


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        pytest.param({"imap_password": "forkert"}, 78, ("password", "IMAP_USER"), id="wrong-password"),
        pytest.param(
            {"imap_host": "imap.findes-ikke.invalid", "allow_plain": "yes"}, 78, ("IMAP_HOST",), id="unknown-host"
        ),
        pytest.param({"read_folders": "Indbakke"}, 78, ("Indbakke", "READ_FOLDERS"), id="missing-folder"),
        pytest.param({"imap_port": "1"}, 75, ("127.0.0.1:1",), id="server-away"),
        pytest.param({"smtp_port": "1"}, 75, ("127.0.0.1:1",), id="smtp-away"),
    ],
)
def test_a_server_that_does_not_do_as_asked(
    world: World, changes: dict[str, str], code: int, words: tuple[str, ...]
) -> None:
    world.receive(SIGNUP, sender=ANNE)
    right = dict(world.network.lines)
    world.network.write_settings(**changes)
    done = world.network.run("run_once.py", *([] if "host" in str(changes) else ["--now", "2017-06-27T10:05"]))
    assert done.returncode == code, done.stderr
    assert any(word in done.stderr for word in words), done.stderr
    assert "hemmeligt" not in done.stderr
    assert "forkert" not in done.stderr
    assert "Traceback" not in done.stderr
    world.network.lines = right
    world.network.write_settings()
    world.run("2017-06-27T10:15")
    assert len(world.sent("anne@koege.example")) == 1


MAILS = {
    "no-from": b"Date: Tue, 27 Jun 2017 10:00:00 +0200\r\nSubject: Tilmelding\r\n\r\nJeg vil gerne tilmelde mig.\r\n",
    "no-date": b"From: Bo Dam <bo@koege.example>\r\nSubject: Hej\r\n\r\nHvorn\xe5r er der frokost?\r\n",
    "no-headers": b"\r\nJeg vil gerne tilmelde mig netv\xc3\xa6rket.\r\n",
    "broken-mime": b"From: Bo Dam <bo@koege.example>\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="a"\r\n\r\n--a\r\nContent-Type: text/html; charset="foo"\r\n'
    b"Content-Transfer-Encoding: base64\r\n\r\n!!!\r\n--b\r\n",
    "odd-bytes": b"From: Bo Dam <bo@koege.example>\r\nSubject: \xff\xfe\x01\r\n\r\n\x01\x02\x7f\xff hvad nu?\r\n",
}


@pytest.mark.parametrize("raw", MAILS.values(), ids=MAILS)
def test_a_broken_mail_is_put_before_staff_and_stops_nothing(world: World, raw: bytes) -> None:
    from datetime import datetime

    from conftest import COPENHAGEN

    world.network.imap.deliver(raw, when=datetime(2017, 6, 27, 9, tzinfo=COPENHAGEN))
    world.receive(SIGNUP, sender=ANNE)
    world.run("2017-06-27T10:05")
    states = [state for (state,) in world.journal("SELECT state FROM mails ORDER BY id")]
    assert states == ["review", "done"]
    assert len(world.sent("anne@koege.example")) == 1


def test_a_huge_mail_is_not_fetched_but_put_before_staff(world: World) -> None:
    world.network.write_settings(mail_size_limit="1")
    world.receive(SIGNUP + "\n" + "x" * 70 + "\n" * 10 + ("y" * 70 + "\n") * 20_000, sender=ANNE)
    world.run("2017-06-27T10:05")
    assert not world.members()
    ((reasons,),) = world.journal("SELECT reasons FROM mails")
    assert "større end 1 MB" in reasons


def test_a_fault_in_a_template_stops_its_kind_and_no_other(world: World) -> None:
    template = world.network.office / "templates" / "bekraeftelse.md"
    good = template.read_text("utf-8")
    template.write_text(good.replace("{{ fornavn }}", "{{ fornavnet }}"), "utf-8")
    world.receive(SIGNUP, sender=ANNE)
    said = world.run("2017-06-27T10:05", code=65)
    assert "bekraeftelse.md" in said
    assert "fornavn" in said
    assert not world.to_members()
    assert world.members()["M0001"].name == "Anne Bro"
    assert world.sent("stab@kl.example")
    template.write_text(good, "utf-8")
    world.run("2017-06-27T10:10")
    assert len(world.to_members()) == 1


def test_a_date_that_does_not_exist_stops_only_mail_about_that_meeting(world: World) -> None:
    world.receive(SIGNUP, sender=ANNE)
    world.run("2017-06-27T10:05")
    meetings = world.network.office / "meetings.csv"
    text = meetings.read_bytes().decode("utf-8-sig")
    rows = text.splitlines()
    broken = [row.replace("2017-09-14", "2017-09-31") if row.count("2017-09-14") else row for row in rows]
    meetings.write_text("\n".join(broken) + "\n", "utf-8")
    world.run("2017-08-31T08:05")
    assert not world.sent(kind="paamindelse")
    report = world.sent("stab@kl.example")[-1].get_body(("plain",)).get_content()
    assert "2017-09-31" in report
    meetings.write_bytes(text.encode())
    world.run("2017-08-31T09:05")
    assert len(world.sent(kind="paamindelse")) == 1


def test_members_csv_open_in_libreoffice_is_written_after_a_bounded_wait(world: World) -> None:
    (world.network.office / ".~lock.members.csv#").write_text(",KONTOR,PC1,27.06.2017 10:00,file:///x;", "utf-8")
    world.receive(SIGNUP, sender=ANNE)
    world.run("2017-06-27T10:05")
    assert world.members()["M0001"].name == "Anne Bro"


@pytest.mark.parametrize("script", ["run_once.py", "read_inbox.py", "send_reminders.py", "preview_mails.py"])
def test_a_lost_state_folder_is_never_begun_anew_by_itself(world: World, script: str) -> None:
    world.receive(SIGNUP, sender=ANNE)
    shutil.rmtree(world.network.directory / "state")
    done = world.network.run(script)
    assert done.returncode == 78
    assert "check_setup.py" in done.stderr
    assert not world.network.smtp.mails


def test_a_damaged_journal_is_not_touched(world: World) -> None:
    journal = world.network.directory / "state" / "journal.sqlite"
    journal.write_bytes(b"not a database, much longer than a header" * 100)
    done = world.network.run("run_once.py")
    assert done.returncode == 78
    assert "backup" in done.stderr
    assert journal.read_bytes().startswith(b"not a database")


FULL_DISK = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, resource.RLIM_INFINITY))
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def test_a_disk_that_takes_no_more_loses_nothing(world: World) -> None:
    """A limit on the size of any file makes writing fail as a full disk does, in SQLite and elsewhere."""
    for number in range(12):
        text = SIGNUP.replace("Anne", f"Anne{chr(97 + number)}")
        world.receive(text, sender=f"Anne{chr(97 + number)} Bro <anne{number}@koege.example>")
    script = str(ROOT / "scripts" / "run_once.py")
    arguments = [script, "--config", str(world.network.config), "--now", "2017-06-27T10:05"]
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK.replace("60_000", "110_000"), *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT / "scripts",
        env={"PYTHONPATH": str(ROOT / "scripts")},
    )
    assert done.returncode in {0, 75}, done.stderr
    assert "Traceback" not in done.stderr
    world.run("2017-06-27T10:15")
    assert len(world.members()) == 12
    assert len({address for address, _ in world.to_members()}) == len(world.to_members()) == 12


def test_a_config_that_others_can_read_is_warned_of(world: World) -> None:
    world.network.config.chmod(0o644)
    assert "chmod 600" in world.run("2017-06-27T10:05")


def test_a_rehearsal_against_real_servers_changes_nothing(world: World) -> None:
    world.network.write_settings(smtp_host="smtp.kl.example", allow_plain="yes")
    before = {path: path.read_bytes() for path in Path(world.network.directory).rglob("*") if path.is_file()}
    world.receive(SIGNUP, sender=ANNE)
    said = world.run("2017-06-27T10:05")
    assert "Dry run" in said
    assert before == {path: path.read_bytes() for path in Path(world.network.directory).rglob("*") if path.is_file()}
