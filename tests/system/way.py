"""What the tests of the whole way share: a network in June 2017, mail delivered to it, and what came of it."""

from __future__ import annotations

import email
import email.policy
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import Any

from conftest import COPENHAGEN, Network, make_mail
from netpost.members import Member, read_table

BEGUN = "2017-06-26T08:00"
AUTHENTIC = "mx.kl.example; spf=pass smtp.mailfrom={domain}; dmarc=pass header.from={domain}"


@dataclass
class World:
    """A network whose journal has begun, and the hand that delivers mail to it."""

    network: Network
    count: int = 0

    def receive(
        self, text: str, *, sender: str, day: str = "2017-06-27T10:00", is_authentic: bool = True, **more: Any
    ) -> str:
        """Deliver a mail as from a person; returns its Message-ID."""
        self.count += 1
        when = datetime.fromisoformat(day).replace(tzinfo=COPENHAGEN)
        domain = sender.rpartition("@")[2].strip("<> ")
        message_id = more.pop("message_id", f"<{self.count}@{domain}>")
        if is_authentic:
            more["authentication_results"] = AUTHENTIC.format(domain=domain)
        self.network.imap.deliver(make_mail(text, sender=sender, date=when, message_id=message_id, **more), when=when)
        return str(message_id)

    def run(self, now: str, script: str = "run_once.py", *arguments: str, code: int = 0) -> str:
        """Run a script at a time, and expect an exit code; returns what it wrote."""
        done = self.network.run(script, "--now", now, *arguments)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def members(self) -> dict[str, Member]:
        """Read members.csv: members by id."""
        return read_table((self.network.office / "members.csv").read_bytes()).by_id()

    def sent(self, to: str | None = None, kind: str | None = None) -> list[EmailMessage]:
        """Return the mails that the SMTP server took, to an address and of a kind."""
        found = []
        for taken in self.network.smtp.mails:
            mail = email.message_from_bytes(taken.raw, policy=email.policy.default)
            if (to is None or to in taken.recipients) and (kind is None or mail["X-Netpost-Key"].startswith(kind)):
                found.append(mail)
        return found

    def to_members(self) -> list[tuple[str, str]]:
        """Return (address, key) of each mail that went to members."""
        found = [(str(mail["To"].addresses[0].addr_spec), str(mail["X-Netpost-Key"])) for mail in self.sent()]
        return sorted(pair for pair in found if not pair[1].startswith("rapport"))

    def journal(self, statement: str) -> list[tuple[Any, ...]]:
        """Ask the journal."""
        with sqlite3.connect(self.network.directory / "state" / "journal.sqlite") as connection:
            return connection.execute(statement).fetchall()


def begin_world(network: Network, **settings: str) -> World:
    """Begin a network in June 2017, sending."""
    defaults = {
        "send": "yes",
        "mails_per_minute": "600",
        "price": "5900",
        "trusted_authserv_id": "mx.kl.example",
        "sent_copy": "none",
    }
    network.write_settings(**(defaults | settings))
    world = World(network)
    world.run(BEGUN, "check_setup.py", "--begin")
    return world
