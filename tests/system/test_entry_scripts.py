"""The entry scripts as processes: each does its job, says nothing when all is well, and explains itself."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from conftest import ROOT, Network, run_script

SCRIPTS = ("read_inbox", "send_confirmations", "send_reminders", "send_followups", "run_once")


@pytest.fixture
def begun(network: Network) -> Network:
    assert network.run("check_setup.py", "--begin").returncode == 0
    return network


def test_begin_is_needed_first_and_only_once(network: Network) -> None:
    done = network.run("run_once.py")
    assert (done.returncode, done.stdout) == (78, "")
    assert "check_setup.py --begin" in done.stderr
    assert network.run("check_setup.py", "--begin").returncode == 0
    assert network.run("run_once.py").returncode == 0
    assert network.run("check_setup.py", "--begin").returncode == 78


@pytest.mark.parametrize("script", SCRIPTS)
def test_an_idle_run_is_silent(begun: Network, script: str) -> None:
    done = begun.run(f"{script}.py")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("script", [*SCRIPTS, "preview_mails", "run_scheduler", "check_setup", "members_history"])
def test_help_begins_with_what_the_script_is_for(script: str) -> None:
    done = run_script(f"{script}.py", "--help")
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert lines[0] == f"usage: {script}.py [OPTIONS]"
    assert lines[2].endswith((".", ":")) or len(lines[2]) > 60
    assert any(line.startswith("  --dry-run") for line in lines)


@pytest.mark.parametrize(
    ("arguments", "code", "out", "error"),
    [
        (["--held"], 0, "Nothing is held.\n", ""),
        (["--held", "--release", "all"], 78, "", "send_confirmations: --held and --release do not go together."),
        (["--drop"], 78, "", "send_confirmations: --drop lacks its KEY|all. Write --drop KEY|all."),
    ],
)
def test_what_is_held(begun: Network, arguments: list[str], code: int, out: str, error: str) -> None:
    done = begun.run("send_confirmations.py", *arguments)
    assert (done.returncode, done.stdout) == (code, out)
    assert done.stderr.startswith(error)


@pytest.mark.parametrize("minutes", ["0", "five", "1441"])
def test_the_scheduler_refuses_odd_intervals(network: Network, minutes: str) -> None:
    done = network.run("run_scheduler.py", "--every", minutes)
    assert done.returncode == 78
    assert done.stderr.startswith(f"run_scheduler: --every {minutes} is no number of minutes.")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_scheduler_survives_faults_and_ends_when_told(network: Network, number: signal.Signals) -> None:
    command = [sys.executable, str(ROOT / "scripts" / "run_scheduler.py"), "--config", str(network.config)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith("run_scheduler: ")  # no journal yet: told, and it goes on
        process.send_signal(number)
        assert process.wait(20) == 0
