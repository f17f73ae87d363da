#!/usr/bin/env python3
"""What an idle run costs: CPU of a whole run_once.py against a bare imapclient poll, with 100 and with 100,000 mails.

Run it from the checkout after `make test` has set up .venv: .venv/bin/python benchmarks/idle_poll.py [--mails 100000]
It needs Dovecot. Prints medians in milliseconds and the ratios pair by pair; nothing leaves this machine.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

from conftest import Network, make_network  # noqa: E402
from netpost.loopback import SmtpSink  # noqa: E402
from servers import Certificates, Dovecot  # noqa: E402

BARE_POLL = """
from imapclient import IMAPClient
client = IMAPClient({host!r}, port={port}, ssl=False)
client.login({user!r}, {password!r})
client.select_folder("INBOX", readonly=True)
client.search(["UID", "{uid}:*"])
client.logout()
"""
MAIL = b"From: nyt@forum.example\r\nSubject: Nyhedsbrev\r\nMessage-ID: <%d@forum.example>\r\n\r\nNyt.\r\n"


def cpu_of(command: list[str]) -> float:
    """Return the CPU seconds (user and system) of a whole process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def fill_mailbox(folder: Path, number: int) -> None:
    """Put mails that are older than the network straight into a maildir."""
    old = int(datetime(2017, 1, 1, tzinfo=UTC).timestamp())
    for name in ("cur", "new", "tmp"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for count in range(number):
        path = folder / "cur" / f"{old}.M{count}.bench:2,"
        path.write_bytes(MAIL % count)
        os.utime(path, (old, old))
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            shutil.chown(path, "mail", "mail")


def measure(network: Network, mails: int, runs: int) -> tuple[list[float], list[float]]:
    """Return the CPU of bare polls and of idle runs, taken in turn."""
    server = network.imap.settings()
    poll = BARE_POLL.format(
        host=server["IMAP_HOST"],
        port=server["IMAP_PORT"],
        user=server["IMAP_USER"],
        password=server["IMAP_PASSWORD"],
        uid=mails + 1,
    )
    run = [sys.executable, str(ROOT / "scripts" / "run_once.py"), "--config", str(network.config)]
    pairs = [(cpu_of([sys.executable, "-c", poll]), cpu_of(run)) for _ in range(runs + 1)][1:]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def main() -> None:
    """Measure with few and with many mails in the box."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--mails", type=int, default=100_000, help="the larger number of mails in the box")
    parser.add_argument("--runs", type=int, default=21)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "certificates").mkdir()
        (folder / "dovecot").mkdir(mode=0o755)
        with Dovecot(folder / "dovecot", Certificates(folder / "certificates")) as dovecot, SmtpSink() as sink:
            idle = {}
            for mails in (100, options.mails):
                server = dovecot.for_user(f"netvaerk{mails}@kl.example")
                fill_mailbox(folder / "dovecot" / "mail" / server.user, mails)
                network = make_network(folder / f"network-{mails}", server, sink)
                for script in (("check_setup.py", "--begin"), ("run_once.py",), ("run_once.py",)):
                    done = network.run(*script)
                    if done.returncode:
                        sys.exit(done.stderr)
                bare, idle[mails] = measure(network, mails, options.runs)
                ratio = statistics.median(ours / theirs for ours, theirs in zip(idle[mails], bare, strict=True))
                print(
                    f"{mails:7} mails: bare poll {statistics.median(bare) * 1000:.0f} ms, "
                    f"idle run_once {statistics.median(idle[mails]) * 1000:.0f} ms, ratio {ratio:.2f}"
                )
            few, many = (statistics.median(times) for times in idle.values())
            print(f"idle run with {options.mails} mails against 100: {many / few:.2f}")


if __name__ == "__main__":
    main()
