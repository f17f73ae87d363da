"""The stage of the demo (I/O): a network's directory made by check_setup.py, two mail servers, the scripts as processes."""

from __future__ import annotations

import email
import email.policy
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Self

from netpost.errors import SettingsError
from netpost.loopback import ImapServer, SmtpSink, TakenMail
from netpost.zone import COPENHAGEN

SCRIPTS = Path(__file__).resolve().parents[2]
EXAMPLES = SCRIPTS.parent / "examples" / "inbox"
MARK = "made-by-demo.txt"
SENT_FOLDER = "Sendt post"
STAFF_ADDRESS = "signe.toft@kl.example"
BEGUN_AT = datetime(2017, 6, 26, 8, 0, tzinfo=COPENHAGEN)
SCRIPT_SECONDS = 120
SETTINGS = {
    "FROM_ADDRESS": "netvaerk@kl.example",
    "FROM_NAME": "Netværk om ledelse af digitalisering",
    "STAFF_ADDRESS": STAFF_ADDRESS,
    "NETWORK_NAME": "Netværk om ledelse af digitalisering",
    "PRICE": "5900",
    "ORGANISER_NAME": "KL",
    "CONTACT_NAME": "Signe Toft",
    "CONTACT_PHONE": "33700000",
    "SENT_FOLDER": SENT_FOLDER,
    "SEND": "yes",
    "MAILS_PER_MINUTE": "600",
    "TRUSTED_AUTHSERV_ID": "mx.kl.example",
}
SIGNS_OF_A_NAME = re.compile(r"[^\w@.+-]+")


class ScriptError(Exception):
    """A script did not end well; the text tells which, and what it wrote."""


@dataclass(frozen=True)
class SentMail:
    """A mail that went out. key: what it is, such as `bekraeftelse:M0001:1`. text: the plain part. file: where it lies."""

    recipient: str
    subject: str
    key: str
    message_id: str
    text: str
    attachments: int
    file: Path

    @property
    def is_report(self) -> bool:
        """Tell whether it went to the staff."""
        return self.key.startswith("rapport")


class Stage:
    """A context manager: makes the network and starts its servers, and ends the servers."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.office = directory / "kontor"
        self.imap, self.smtp = ImapServer(), SmtpSink()
        self.sent: list[SentMail] = []

    def __enter__(self) -> Self:
        self.imap.start()
        self.smtp.start()
        try:
            self._prepare()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.smtp.stop()
        self.imap.stop()

    def run(self, script: str, *arguments: str, now: datetime | None = None) -> list[str]:
        """Run a script as cron does, at a moment; return the lines that it wrote. Raises ScriptError."""
        words = [str(SCRIPTS / script), *arguments]
        if now is not None:
            config = str(self.directory / "config.env")
            words += ["--config", config, "--now", now.replace(tzinfo=None).isoformat(), "--verbose"]
        done = subprocess.run(  # noqa: S603 - our own scripts
            [sys.executable, *words],
            cwd=SCRIPTS.parent,
            capture_output=True,
            encoding="utf-8",
            timeout=SCRIPT_SECONDS,
            check=False,
        )
        shown = " ".join([script, *words[1:]])
        with (self.directory / "runs.log").open("a", encoding="utf-8") as log:
            log.write(f"$ {shown}\n{done.stdout}{done.stderr}\n")
        if done.returncode != 0:
            raise ScriptError(f"{shown}\nended with exit code {done.returncode} and wrote:\n{done.stdout}{done.stderr}")
        self._collect()
        return done.stdout.splitlines()

    def deliver(self, name: str) -> datetime:
        """Let a mail of examples/inbox arrive a few seconds after it was written; return when."""
        raw = (EXAMPLES / name).read_bytes()
        arrived = parsedate_to_datetime(str(email.message_from_bytes(raw)["Date"])) + timedelta(seconds=12)
        self.imap.deliver(raw, when=arrived)
        return arrived

    def date_file(self, path: Path, saved: datetime) -> None:
        """Make a file look as if it had been saved at a moment of the story."""
        os.utime(path, (saved.timestamp(), saved.timestamp()))

    def _prepare(self) -> None:
        _make_room(self.directory)
        self.run("check_setup.py", "--new", str(self.directory))
        config = self.directory / "config.env"
        given = SETTINGS | self.imap.settings() | self.smtp.settings()
        config.write_text(fill_settings(config.read_text("utf-8"), given), "utf-8")
        self._set_back_to_drafts()
        for path in sorted(self.office.rglob("*")):
            self.date_file(path, BEGUN_AT - timedelta(days=3))
        with self.imap.connect() as inbox:
            inbox.create_folder(SENT_FOLDER)
        self.run("check_setup.py", "--begin", now=BEGUN_AT)

    def _set_back_to_drafts(self) -> None:
        """In June nobody has finished the programme, let alone the summary."""
        for path in sorted((self.office / "templates" / "meetings").glob("*.md")):
            path.write_text(path.read_text("utf-8").replace("Status: klar", "Status: kladde", 1), "utf-8")

    def _collect(self) -> None:
        folder = self.directory / "sent"
        folder.mkdir(exist_ok=True)
        for taken in self.smtp.mails[len(self.sent) :]:
            self.sent.append(_store(folder, len(self.sent) + 1, taken))


def fill_settings(text: str, given: dict[str, str]) -> str:
    """Put values into the lines of a config.env. Raises SettingsError where one has no line there."""
    for name, value in given.items():
        text, count = re.subn(rf"^{name}=.*$", f"{name}={value}", text, count=1, flags=re.MULTILINE)
        if not count:
            raise SettingsError(f"config.env has no line for {name}.")
    return text


def _make_room(directory: Path) -> None:
    """Remove what an earlier demo left, and never anything else."""
    if directory.exists() and any(directory.iterdir()):
        if not (directory / MARK).is_file():
            raise SettingsError(f"{directory} is not a demo's.", "It would be removed.", "Name another directory.")
        shutil.rmtree(directory)
    directory.mkdir(parents=True, exist_ok=True)
    (directory / MARK).write_text("make demo made this directory, and removes it when it runs again.\n", "utf-8")


def _store(folder: Path, number: int, taken: TakenMail) -> SentMail:
    mail = email.message_from_bytes(taken.raw, policy=email.policy.default)
    recipient, subject = ", ".join(taken.recipients), str(mail["Subject"])
    body = mail.get_body(("plain",))
    name = SIGNS_OF_A_NAME.sub("-", f"{number:02}-{recipient}-{subject}".casefold()).strip("-.")[:90]
    file = folder / f"{name}.eml"
    file.write_bytes(taken.raw)
    return SentMail(
        recipient,
        subject,
        str(mail["X-Netpost-Key"]),
        str(mail["Message-ID"]),
        body.get_content() if body else "",
        sum(part.get_content_type() == "text/calendar" for part in mail.walk()),
        file,
    )
