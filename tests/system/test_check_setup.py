"""check_setup.py as a process: making a network's directory, and trying one against servers on loopback."""

from __future__ import annotations

import stat
import subprocess
from pathlib import Path

import pytest

from conftest import NOW, ROOT, Network, make_mail, run_script
from netpost.journal import Journal
from netpost.setup.settings_example import example_text


def contents(directory: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in directory.rglob("*") if path.is_file()}


@pytest.fixture
def ready(network: Network) -> Network:
    """A network with which nothing is wrong."""
    state = network.directory / "state"
    state.chmod(0o700)
    network.write_settings(sent_copy="none")
    Journal.create(state / "journal.sqlite", NOW, NOW).close()
    return network


def test_new_makes_a_directory_that_only_wants_filling_in(tmp_path: Path) -> None:
    directory = tmp_path / "netværk"
    done = run_script("check_setup.py", "--new", str(directory))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        f"{directory} is made. What comes next:",
        f"1. Fill in {directory}/config.env.",
        f"2. Put the meetings into {directory}/kontor/meetings.csv and look over {directory}/kontor/templates.",
        f"3. Share {directory}/kontor with the staff; nothing else.",
        f"4. Run check_setup.py --config {directory}/config.env until it says that all is ready, then once with --begin.",
    ]
    assert stat.S_IMODE((directory / "config.env").stat().st_mode) == 0o600
    assert stat.S_IMODE((directory / "state").stat().st_mode) == 0o700
    assert (directory / "config.env").read_text("utf-8") == example_text()
    for name in ("members.csv", "meetings.csv", "templates/bekraeftelse.md"):
        copy = ROOT / name
        assert (directory / "kontor" / name).read_bytes() == copy.read_bytes()


def test_new_refuses_a_network_that_is_there(tmp_path: Path) -> None:
    run_script("check_setup.py", "--new", str(tmp_path))
    (tmp_path / "config.env").write_text("SEND=no\n")
    before = contents(tmp_path)
    done = run_script("check_setup.py", "--new", str(tmp_path))
    assert done.returncode == 78
    assert done.stderr == (
        f"check_setup: {tmp_path}: there is a network already (config.env, state, kontor). "
        "A new one would take the place of its members. Name another directory.\n"
    )
    assert contents(tmp_path) == before


def test_a_new_directory_lists_all_that_must_be_filled_in(tmp_path: Path) -> None:
    run_script("check_setup.py", "--new", str(tmp_path))
    done = run_script("check_setup.py", directory=tmp_path)
    assert done.returncode == 78
    assert done.stdout.startswith("mend  config.env has 8 faults. \n  IMAP_HOST is missing")
    assert done.stdout.splitlines()[-1].startswith("Not ready. To mend: config.env has 8 faults.")


def test_a_network_that_is_ready(ready: Network) -> None:
    before = contents(ready.directory)
    done = ready.run("check_setup.py")
    lines = done.stdout.splitlines()
    assert lines[-1] == "Ready."
    assert (done.returncode, done.stderr) == (0, "")
    assert {line[:4] for line in lines[:-1]} <= {"ok  ", "note"}
    assert "ok    meetings.csv: 4 meetings, 0 to come" in lines
    assert "ok    members.csv: 0 rows" in lines
    assert "ok    folder INBOX: 0 mails" in lines
    assert "ok    SMTP: 127.0.0.1 takes mail" in lines
    assert "note  SEND=no: mail to members is only previewed, in PREVIEW_FOLDER." in lines
    assert "hemmeligt" not in done.stdout
    assert contents(ready.directory) == before
    assert ready.smtp.mails == []


@pytest.mark.parametrize(
    ("settings", "is_there", "line"),
    [
        ({}, True, "ok    orders of the staff: folder Netpost udfør"),
        (
            {},
            False,
            "note  folder Netpost udfør is not there yet; the first waiting mail with a proposal makes it.",
        ),
        ({"act_folder": ""}, False, "note  ACT_FOLDER is empty: staff cannot order a waiting mail done."),
        (
            {"staff_address": ""},
            True,
            "note  ACT_FOLDER needs STAFF_ADDRESS: only the report tells staff what they would order.",
        ),
    ],
)
def test_the_folder_of_orders_is_looked_for(
    ready: Network, settings: dict[str, str], is_there: bool, line: str
) -> None:
    ready.write_settings(**settings)
    if is_there:
        with ready.imap.connect() as inbox:
            inbox.create_folder("Netpost udfør")
    assert line in ready.run("check_setup.py").stdout.splitlines()


def test_every_fault_is_told_in_one_go(ready: Network) -> None:
    ready.config.chmod(0o644)
    meetings = ready.office / "meetings.csv"
    meetings.write_bytes(meetings.read_bytes().replace(b'"2017-09-14";"2017-09-14"', b'"2017-09-14";"2017-09-31"'))
    template = ready.office / "templates" / "bekraeftelse.md"
    template.write_text(template.read_text("utf-8") + "\n{{ fornvan }}\n", "utf-8")
    (ready.office / "members.csv").write_bytes(b"")
    (ready.directory / "state" / "journal.sqlite").write_bytes(b"")
    (ready.office / "STOP.txt").touch()
    ready.smtp.stop()
    done = ready.run("check_setup.py")
    ready.smtp.start()
    to_mend = [line for line in done.stdout.splitlines() if line.startswith("mend")]
    expected = ["chmod 600", "2017-09-31", "members.csv", "fornvan", "journal", f":{ready.smtp.port}"]
    assert len(to_mend) == len(expected)
    assert all(word in line for word, line in zip(expected, to_mend, strict=True))
    assert f"note  {ready.office}/STOP.txt holds all mail to members." in done.stdout
    assert done.stdout.splitlines()[-1].startswith("Not ready. To mend: ")
    assert (done.returncode, done.stderr) == (78, "")


def test_a_member_for_whom_a_template_fails_is_named(ready: Network) -> None:
    ready.lines["SETTLE_MINUTES"] = "0"
    template = ready.office / "templates" / "bekraeftelse.md"
    template.write_text(template.read_text("utf-8") + "\n{{ 12 // (navn|length - 9) }}\n", "utf-8")
    (ready.office / "members.csv").write_text(
        "id;navn;email;status\nM0001;Bo Lund;bo@koege.example;tilmeldt\nM0002;Eva Krogh;eva@koege.example;tilmeldt\n"
    )
    done = ready.run("check_setup.py")
    assert done.returncode == 65
    assert "mend  M0002 Eva Krogh: " in done.stdout


OURS = "mx.kl.example; dmarc=pass"
UNID = "spf=pass smtp.mailfrom=x.example"


@pytest.mark.parametrize(
    ("fields", "trusted", "line"),
    [
        (
            [OURS, OURS],
            "",
            "      So far only sign-ups are acted upon, the rest is for staff. If that is your own server's word, "
            "write TRUSTED_AUTHSERV_ID=mx.kl.example",
        ),
        (
            [UNID, UNID],
            "",
            "      So far only sign-ups are acted upon, the rest is for staff. If that is your own server's word, "
            "write TRUSTED_AUTHSERV_ID=microsoft365",
        ),
        (
            [OURS, OURS],
            "mx.kl.example",
            "ok    senders: mx.kl.example is trusted, and is on top of the newest mail from 2 of 2 outside domains",
        ),
        (
            [OURS, OURS],
            "mx.gammel.example",
            "mend  TRUSTED_AUTHSERV_ID=mx.gammel.example is on top of no mail from outside. "
            "mx.kl.example is on top of the newest mail from 2 of 2 outside domains:",
        ),
        (
            [None, None],
            "",
            "note  Your server writes no Authentication-Results: no id is on top of most mails (2 outside domains looked "
            "at). So far only sign-ups are acted upon, the rest is for staff. Let it check SPF, DKIM and DMARC and write the "
            "result (the provider's setting, OpenDMARC, rspamd ...), or write SENDER_CHECK=off if it refuses forged mail by "
            "itself.",
        ),
        (
            [],
            "",
            "note  There is no mail from outside yet in which your server's Authentication-Results could be looked at. "
            "Send one from another domain, then run again.",
        ),
    ],
    ids=["proposed", "Exchange Online", "trusted", "another is trusted", "absent", "empty inbox"],
)
def test_what_the_server_says_of_senders(ready: Network, fields: list[str | None], trusted: str, line: str) -> None:
    for number, field in enumerate(fields):
        headers = {"authentication_results": field} if field else {}
        ready.imap.deliver(make_mail(sender=f"anne@by{number}.example", **headers))
    ready.imap.deliver(make_mail(sender="karen@kl.example"))
    ready.write_settings(trusted_authserv_id=trusted)
    done = ready.run("check_setup.py")
    assert line in done.stdout.splitlines()
    assert done.returncode == (78 if line.startswith("mend") else 0)


def test_live_files_in_a_git_repository_are_told_of(ready: Network) -> None:
    assert "tracked by git" not in ready.run("check_setup.py").stdout
    for command in (["init", "-q"], ["add", "kontor/members.csv"]):
        subprocess.run(["git", "-C", str(ready.directory), *command], check=True)
    assert [line for line in ready.run("check_setup.py").stdout.splitlines() if "tracked by git" in line] == [
        f"note  {ready.office}/members.csv is tracked by git. "
        "Move the network out of the checkout: check_setup.py --new DIR."
    ]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--adopt"], "--adopt goes only with --begin."),
        (["--new"], "--new lacks its DIR. Write --new DIR."),
        (["--neu", "x"], "--neu is not known here. Run the script with --help to see what is."),
        (["--begin=x"], "--begin takes no value. Write --begin alone."),
        (["--now", "i morgen"], "i morgen is not a time."),
    ],
)
def test_words_that_do_not_fit(ready: Network, arguments: list[str], sentence: str) -> None:
    done = ready.run("check_setup.py", *arguments)
    assert done.returncode == 78
    assert done.stderr.startswith(f"check_setup: {sentence}")
    assert done.stderr.count("\n") == 1


def test_help_names_every_option() -> None:
    done = run_script("check_setup.py", "--help")
    assert (done.returncode, done.stderr) == (0, "")
    for name in ("--new DIR", "--begin", "--adopt", "--config FILE", "--now ISO-TIME", "--dry-run", "--verbose"):
        assert f"\n  {name}" in done.stdout


def test_a_network_that_has_not_begun_is_ready_to_begin(ready: Network) -> None:
    (ready.directory / "state" / "journal.sqlite").unlink()
    done = ready.run("check_setup.py")
    assert done.stdout.splitlines()[-1] == "Ready to begin: run check_setup.py --begin."
    assert done.returncode == 0
