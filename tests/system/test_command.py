"""What all scripts have in common, tried with a script of the test's own as a process: exit codes, silence, the log."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from conftest import REQUIRED, ROOT

SCRIPT = """
import sys
sys.path.insert(0, {scripts!r})
from netpost.command import run_script
from netpost.errors import MembersFileError, ServerError
from netpost.jobs import Outcome

def job(run, arguments):
    if text := arguments.value("--server"):
        raise ServerError(f"imap.kl.example:993: {{text}}.", "", "Wait.")
    if arguments.has("--bug"):
        raise KeyError(run.settings.imap_password)
    faults = [MembersFileError("members.csv: tom."), ServerError("SMTP is away.")] if arguments.has("--part") else []
    return Outcome([f"{{run.now.isoformat()}} dry={{run.is_dry_run}} rehearsal={{run.is_rehearsal}}"], faults)

OPTIONS = (("--server", "TEXT", "raise"), ("--bug", "", "raise"), ("--part", "", "fail"), ("--ask", "", "ask"))
if __name__ == "__main__":
    sys.exit(run_script(job, "Try.", OPTIONS, lambda arguments: arguments.has("--ask")))
"""
FAULT = "job: imap.kl.example:993: gone 7. Wait.\n"


class Place:
    """A directory with a script and settings."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.state = directory / "state"
        self.state.mkdir(mode=0o700)
        (directory / "job.py").write_text(SCRIPT.format(scripts=str(ROOT / "scripts")))
        self.write_settings()

    def write_settings(self, **changes: str) -> None:
        config = self.directory / "config.env"
        config.write_text("".join(f"{name}={value}\n" for name, value in (REQUIRED | changes).items()))
        config.chmod(0o600)

    def run(self, *arguments: str) -> tuple[int, str, str]:
        done = subprocess.run(
            [sys.executable, "job.py", *arguments],
            cwd=self.directory,
            env={"PATH": os.environ["PATH"], "TZ": "UTC"},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )
        return done.returncode, done.stdout, done.stderr

    @property
    def log(self) -> str:
        return (self.state / "netpost.log").read_text("utf-8")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_a_good_run_is_silent_unless_asked(place: Place) -> None:
    assert place.run() == (0, "", "")
    for option in ("-v", "--ask"):
        code, out, error = place.run(option)
        assert (code, out.partition(" ")[2], error) == (0, "dry=False rehearsal=False\n", "")
        told = datetime.fromisoformat(out.partition(" ")[0])
        assert abs(datetime.now(UTC) - told) < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("2017-08-31T08:00", "2017-08-31T08:00:00+02:00"),
        ("2017-12-01", "2017-12-01T00:00:00+01:00"),
        ("2017-08-31T06:00:00Z", "2017-08-31T08:00:00+02:00"),
    ],
)
def test_a_rehearsal_has_its_own_time(place: Place, given: str, meant: str) -> None:
    assert place.run("--now", given, "-v") == (0, f"{meant} dry=False rehearsal=True\n", "")


@pytest.mark.parametrize("name", ["IMAP_HOST", "SMTP_HOST"])
def test_a_rehearsal_with_a_server_elsewhere_is_a_dry_run(place: Place, name: str) -> None:
    place.write_settings(**{name: "mail.kl.example"})
    assert place.run("--now", "2017-08-31T08:00", "-v") == (
        0,
        "Dry run: nothing is written, changed or sent.\n2017-08-31T08:00:00+02:00 dry=True rehearsal=True\n",
        "",
    )
    assert list(place.state.iterdir()) == []


def test_a_lasting_fault_is_told_when_it_begins_and_after_a_day(place: Place) -> None:
    assert place.run("--server", "gone 7") == (75, "", FAULT)
    assert place.run("--server", "gone 8") == (75, "", "")
    assert place.run("--server", "gone 7", "-v") == (75, "", FAULT)
    assert place.run("--server", "asleep")[2] == "job: imap.kl.example:993: asleep. Wait.\n"
    assert place.run("--server", "gone 7") == (75, "", FAULT)
    told = place.state / "told-job.txt"
    _, _, sentence = told.read_text().partition("\n")
    told.write_text(f"{(datetime.now(UTC) - timedelta(hours=25)).isoformat()}\n{sentence}")
    assert place.run("--server", "gone 7") == (75, "", FAULT)
    assert place.run("--server", "gone 7") == (75, "", "")


def test_faults_of_parts_of_a_run_are_told_together(place: Place) -> None:
    sentence = "job: members.csv: tom.\nSMTP is away.\n"
    assert place.run("--part") == (65, "", sentence)
    assert place.run("--part") == (65, "", "")
    code, out, error = place.run("--part", "--ask")
    assert (code, out.count("\n"), error) == (65, 1, sentence)


def test_a_fault_that_comes_back_is_told_again(place: Place) -> None:
    assert place.run("--server", "gone 7") == (75, "", FAULT)
    assert place.run() == (0, "", "")
    assert place.run("--server", "gone 7") == (75, "", FAULT)


def test_without_a_state_folder_every_fault_is_told(place: Place) -> None:
    place.state.rmdir()
    place.write_settings(LOG_FILE="")
    assert place.run("--server", "gone 7") == (75, "", FAULT)
    assert place.run("--server", "gone 7") == (75, "", FAULT)


def test_a_bug_goes_to_the_log_without_the_password(place: Place) -> None:
    code, out, error = place.run("--bug")
    assert (code, out) == (70, "")
    assert error == f"job: Netpost has a fault of its own (KeyError); the details are in {place.state}/netpost.log\n"
    assert "Traceback (most recent call last)" in place.log
    assert "KeyError: '***'" in place.log
    assert "hemmeligt" not in place.log
    assert place.run("--bug") == (70, "", "")


def test_a_bug_without_a_log_is_told_whole(place: Place) -> None:
    place.write_settings(LOG_FILE="")
    code, _, error = place.run("--bug")
    assert code == 70
    assert error.startswith("job: Netpost has a fault of its own (KeyError); the details:\nTraceback")
    assert "hemmeligt" not in error


def test_the_log_is_the_users_own_and_starts_afresh_when_large(place: Place) -> None:
    log = place.state / "netpost.log"
    place.run("--server", "gone 7")
    assert log.stat().st_mode & 0o777 == 0o600
    assert "ERROR job: imap.kl.example:993: gone 7. Wait." in place.log
    with log.open("ab") as file:
        file.truncate(5_000_001)
    place.run("--server", "gone 7")
    assert log.stat().st_size < 1000
    assert (place.state / "netpost.log.1").stat().st_size == 5_000_001


def test_settings_that_others_can_read_are_told_once(place: Place) -> None:
    (place.directory / "config.env").chmod(0o644)
    warning = "job: config.env holds passwords and can be read by other users of this machine: run chmod 600 on it.\n"
    assert place.run() == (0, "", warning)
    assert place.run() == (0, "", "")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--config", "none.env"], "job: none.env: there is no such settings file."),
        (["--now", "tomorrow"], "job: tomorrow is not a time."),
        (["--wrong"], "job: --wrong is not known here."),
    ],
)
def test_settings_faults(place: Place, arguments: list[str], sentence: str) -> None:
    code, out, error = place.run(*arguments)
    assert (code, out) == (78, "")
    assert error.startswith(sentence)
    assert error.count("\n") == 1


def test_wrong_words_are_told_every_time(place: Place) -> None:
    assert place.run("--wrong") == place.run("--wrong")
    assert place.run("--ask", "--server", "gone 7") == place.run("--ask", "--server", "gone 7") == (75, "", FAULT)
