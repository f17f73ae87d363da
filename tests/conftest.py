"""What the tests share: factories for mails, settings and networks, and the servers."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import hypothesis
import pytest

from netpost.loopback import ImapServer, SmtpSink
from netpost.settings import TABLE, Settings, parse_settings
from servers import Certificates, Dovecot, empty_mailbox, has_dovecot
from warm import run_warm, start_server

# A busy machine is no fault, and the same commit gives the same verdict on CI; elsewhere every run tries new examples.
hypothesis.settings.register_profile("steady", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("steady")
# Not Danish time: what forgets to name its zone shows.
os.environ["TZ"] = "UTC"
os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as command.py sets it; for NumPy, which is loaded later
time.tzset()

ROOT = Path(__file__).parent.parent
COPENHAGEN = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2017, 8, 21, 9, 30, tzinfo=COPENHAGEN)
REQUIRED = {
    "IMAP_HOST": "127.0.0.1",
    "IMAP_USER": "netvaerk@kl.example",
    "IMAP_PASSWORD": "hemmeligt",
    "SMTP_HOST": "127.0.0.1",
    "FROM_ADDRESS": "netvaerk@kl.example",
    "STAFF_ADDRESS": "stab@kl.example",
    "NETWORK_NAME": "Netværk for kommunale ledere",
    "ORGANISER_NAME": "KL",
    "CONTACT_NAME": "Karen Holm",
}
SCRIPT_SECONDS = 60
ENVIRONMENT = {"PATH": os.environ["PATH"], "TZ": "UTC", "LC_ALL": "C.UTF-8"}


def settings(directory: Path = Path(), **changes: str) -> Settings:
    """Make settings as from a config.env in a directory; changes: names in lower case."""
    given = REQUIRED | {name.upper(): value for name, value in changes.items()}
    return parse_settings(given, directory / "config.env")


def changed(given: Settings, **values: object) -> Settings:
    """Return settings with some values exchanged, also for ones that no config.env may hold."""
    old = {row.name: getattr(given, row.name) for row in TABLE}
    return Settings(directory=given.directory, **(old | values))


def make_mail(
    text: str = "Jeg vil gerne tilmelde mig netværket.",
    *,
    sender: str = "Anne Hansen <anne@koege.example>",
    to: str = "netvaerk@kl.example",
    subject: str = "Tilmelding",
    message_id: str | None = "<1@koege.example>",
    date: datetime = NOW,
    **headers: str,
) -> bytes:
    """Make a mail as a mail program writes it. headers: more of them, with _ for -: in_reply_to="<1@x.example>"."""
    mail = EmailMessage()
    named = {"From": sender, "To": to, "Subject": subject, "Date": format_datetime(date)}
    for name, value in named.items():
        mail[name] = value
    if message_id is not None:
        mail["Message-ID"] = message_id
    for name, value in headers.items():
        mail[name.replace("_", "-").title()] = value
    mail.set_content(text)
    return mail.as_bytes()


def run_script(name: str, *arguments: str, directory: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a script of the repository as cron does: another working directory, hardly any environment."""
    return subprocess.run(
        [sys.executable, str(ROOT / "scripts" / name), *arguments],
        cwd=directory,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=SCRIPT_SECONDS,
        check=False,
    )


@dataclass
class Network:
    """A network's directory with its two servers.

    lines: what stands in config.env; change them, then write_settings. run: a script with --config.
    """

    directory: Path
    imap: ImapServer
    smtp: SmtpSink
    lines: dict[str, str] = field(default_factory=dict)

    @property
    def config(self) -> Path:
        return self.directory / "config.env"

    @property
    def office(self) -> Path:
        return self.directory / "kontor"

    def write_settings(self, **changes: str) -> Settings:
        self.lines |= {name.upper(): value for name, value in changes.items()}
        quoted = (f"{name}='{value}'\n" for name, value in self.lines.items())
        self.config.write_text("".join(quoted), "utf-8")
        self.config.chmod(0o600)
        return parse_settings(self.lines, self.config)

    def run(self, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = (ROOT / "scripts" / script, "--config", str(self.config), *arguments)
        return run_warm(*command, directory=self.directory, seconds=SCRIPT_SECONDS)


def make_network(directory: Path, imap: ImapServer, smtp: SmtpSink) -> Network:
    """Make the directory of a network: the repository's starting copies, and settings that point at the servers."""
    network = Network(directory, imap, smtp, REQUIRED | imap.settings() | smtp.settings())
    directory.mkdir(parents=True)
    (directory / "state").mkdir(mode=0o700)
    network.office.mkdir()
    for name in ("members.csv", "meetings.csv"):
        shutil.copy(ROOT / name, network.office)
    shutil.copytree(ROOT / "templates", network.office / "templates")
    network.write_settings(settle_minutes="0")
    return network


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="session")
def dovecot_process(certificates: Certificates) -> Iterator[Dovecot | None]:
    """Dovecot, started once; None where it is not installed."""
    if not has_dovecot():
        yield None
        return
    # not pytest's directory, which other sessions of pytest close to Dovecot's own users
    with TemporaryDirectory(prefix="netpost-dovecot-") as directory, Dovecot(Path(directory), certificates) as dovecot:
        yield dovecot


USER_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def pymap_process(dovecot_process: Dovecot | None) -> Iterator[ImapServer | None]:
    """pymap, started once; None where Dovecot is there."""
    if dovecot_process is not None:
        yield None
        return
    with ImapServer() as server:
        yield server


@pytest.fixture
def imap_server(dovecot_process: Dovecot | None, pymap_process: ImapServer | None) -> ImapServer:
    """An IMAP server with an empty mailbox: Dovecot, or pymap where that is not installed."""
    if dovecot_process is not None:
        return dovecot_process.for_user(f"netvaerk{next(USER_NUMBERS)}@kl.example")
    assert pymap_process is not None
    empty_mailbox(pymap_process)
    return pymap_process


@pytest.fixture
def dovecot(dovecot_process: Dovecot | None) -> Dovecot:
    """Dovecot with an empty mailbox, for what pymap cannot do."""
    if dovecot_process is None:
        pytest.skip("needs Dovecot 2.3")
    return dovecot_process.for_user(f"netvaerk{next(USER_NUMBERS)}@kl.example")


@pytest.fixture
def smtp_sink() -> Iterator[SmtpSink]:
    with SmtpSink() as sink:
        yield sink


@pytest.fixture(scope="session")
def script_server() -> None:
    """What `Network.run` forks scripts from."""
    start_server(ENVIRONMENT)


@pytest.fixture
def network(tmp_path: Path, imap_server: ImapServer, smtp_sink: SmtpSink, script_server: None) -> Network:
    """A whole network whose journal has not begun."""
    return make_network(tmp_path / "netværk", imap_server, smtp_sink)


@pytest.fixture
def new_settings(imap_server: ImapServer, tmp_path: Path) -> Callable[..., Settings]:
    """Make settings that point at imap_server, with changes."""

    def make(**changes: str) -> Settings:
        return settings(tmp_path, **{name.lower(): value for name, value in imap_server.settings().items()} | changes)

    return make
