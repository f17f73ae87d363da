"""Mail servers on this machine for the demo and the tests: an IMAP server in memory, an SMTP server that only collects.

Nothing in production uses them; the packages pymap and aiosmtpd stand in requirements-dev.txt. Both listen on free ports
of 127.0.0.1. pymap knows neither TLS here nor SPECIAL-USE, and forgets custom keywords; it holds one mailbox.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from netpost.inbox import Inbox
from netpost.settings import parse_settings

HOST = "127.0.0.1"
START_SECONDS = 15.0
# pymap hashes the password half a million times, a quarter of a second for each login; nothing here is secret
START_PYMAP = """
from pymap.config import IMAPConfig
from pymap.main import main
from pysasl.hashing import BuiltinHash

IMAPConfig._get_hash_context = classmethod(lambda *_: BuiltinHash(rounds=1))
main()
"""

Behaviour = Literal["accept", "refuse", "refuse_text", "defer", "cut_before_data", "cut_after_data", "stall"]


def find_free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def wait_for_greeting(port: int, greeting: bytes, process: subprocess.Popen[bytes]) -> None:
    """Wait until a server greets on a port of this machine.

    Raises ChildProcessError when its process has ended, TimeoutError after START_SECONDS.
    """
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise ChildProcessError(f"the server for port {port} ended with code {process.returncode}")
        with suppress(OSError), socket.create_connection((HOST, port), 1.0) as connection:
            if connection.recv(64).startswith(greeting):
                return
        time.sleep(0.01)
    raise TimeoutError(f"no server on port {port}")


class ImapServer:
    """pymap: an IMAP server in memory with one mailbox. A context manager, or start and stop."""

    def __init__(self, user: str = "netvaerk@kl.example", password: str = "hemmeligt") -> None:  # noqa: S107
        self.host, self.port = HOST, 0
        self.user, self.password = user, password
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> Self:
        """Start the server and wait until it answers."""
        self.port = find_free_port()
        command = [sys.executable, "-I", "-c", START_PYMAP, "--host", HOST, "--port", str(self.port), "--no-tls"]
        account = ["dict", "--demo-user", self.user, "--demo-password", self.password]
        self._process = subprocess.Popen(  # noqa: S603 - our own words only
            [*command, *account], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            wait_for_greeting(self.port, b"* OK", self._process)
        except (TimeoutError, ChildProcessError):
            self.stop()
            raise
        return self

    def stop(self) -> None:
        """End the server; its mail is gone. It holds nothing on disk, so it need not be asked politely."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._process = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def settings(self) -> dict[str, str]:
        """Return the lines of config.env that point at this server."""
        return {
            "IMAP_HOST": self.host,
            "IMAP_PORT": str(self.port),
            "IMAP_SECURITY": "plain",
            "IMAP_USER": self.user,
            "IMAP_PASSWORD": self.password,
        }

    def deliver(
        self, raw: bytes, folder: str = "INBOX", when: datetime | None = None, flags: tuple[str, ...] = ()
    ) -> None:
        """Put a mail into a folder, which is made where missing. when: aware, its INTERNALDATE; None means now."""
        with self.connect() as inbox:
            if folder not in inbox.folders():
                inbox.create_folder(folder)
            inbox.append(folder, raw, flags, when or datetime.now(UTC))

    def connect(self) -> Inbox:
        """Connect as Netpost does."""
        others = {"SMTP_HOST": HOST, "FROM_ADDRESS": "netvaerk@kl.example", "STAFF_ADDRESS": "stab@kl.example"}
        names = {"NETWORK_NAME": "Netværk", "ORGANISER_NAME": "KL", "CONTACT_NAME": "KL"}
        return Inbox.connect(parse_settings(self.settings() | others | names, Path("config.env")))

    def mails(self, folder: str = "INBOX") -> list[bytes]:
        """Fetch all mails of a folder in the order of their UIDs."""
        with self.connect() as inbox:
            inbox.open_folder(folder)
            found = inbox.fetch(inbox.uids_from(1))
            return [found[uid] for uid in sorted(found)]


@dataclass(frozen=True)
class TakenMail:
    """A mail that the sink took, as it came over the wire."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes


@dataclass
class SmtpSink:
    """An SMTP server that keeps what it takes. A context manager, or start and stop.

    behaviours: what happens to mail for an address (lower case); accept where none is given. refuse and defer answer 550
    and 451 to RCPT, refuse_text 554 to the text, cut_after_data takes the mail without a word, stall never answers.
    refused_senders: get 553. tls: a server context, for STARTTLS, or from the first byte with is_tls.
    login: user and password without which nothing is taken.
    """

    behaviours: dict[str, Behaviour] = field(default_factory=dict)
    refused_senders: frozenset[str] = frozenset()
    tls: ssl.SSLContext | None = None
    is_tls: bool = False
    login: tuple[str, str] | None = None
    size_limit: int = 33_554_432
    has_utf8: bool = True
    mails: list[TakenMail] = field(default_factory=list)
    connections: int = 0
    port: int = 0

    def start(self) -> Self:
        """Start the server in a thread of its own, on the same port as before where it was started already."""
        self._controller = _SinkController(self)
        self._controller.start()
        self.connections = 0  # the controller has tried the port itself
        return self

    def stop(self) -> None:
        """End the server; the mails stay in the list."""
        self.drop_connections()
        self._controller.stop()

    def drop_connections(self) -> None:
        """Close all connections, as servers do with those that are idle."""
        self._controller.drop_connections()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def settings(self) -> dict[str, str]:
        """Return the lines of config.env that point at this server."""
        security = "plain" if self.tls is None else "tls" if self.is_tls else "starttls"
        user, password = self.login or ("", "")
        lines = {"SMTP_HOST": HOST, "SMTP_PORT": str(self.port), "SMTP_SECURITY": security}
        return lines | {"SMTP_USER": user, "SMTP_PASSWORD": password}


class _SinkController(Controller):
    def __init__(self, sink: SmtpSink) -> None:
        sink.port = sink.port or find_free_port()
        self._sink = sink
        self._connections: list[SMTP] = []
        context = sink.tls if sink.is_tls else None
        super().__init__(_SinkHandler(sink), hostname=HOST, port=sink.port, ssl_context=context)

    def factory(self) -> SMTP:
        sink = self._sink
        sink.connections += 1
        connection = SMTP(
            self.handler,
            hostname="sink.example",
            data_size_limit=sink.size_limit,
            enable_SMTPUTF8=sink.has_utf8,
            tls_context=None if sink.is_tls else sink.tls,
            require_starttls=sink.tls is not None and not sink.is_tls,
            auth_require_tls=sink.tls is not None and not sink.is_tls,
            authenticator=self._check_login,
            loop=self.loop,
        )
        self._connections.append(connection)
        return connection

    def drop_connections(self) -> None:
        dropped = threading.Event()
        self.loop.call_soon_threadsafe(self._abort_all, dropped)
        dropped.wait(START_SECONDS)

    def _abort_all(self, dropped: threading.Event) -> None:
        for connection in self._connections:
            _abort(connection)
        self._connections.clear()
        self.loop.call_soon(dropped.set)

    def _check_login(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: LoginPassword
    ) -> AuthResult:
        user, password = self._sink.login or ("", "")
        is_right = (given.login, given.password) == (user.encode(), password.encode())
        return AuthResult(success=is_right, handled=False)


class _SinkHandler:
    def __init__(self, sink: SmtpSink) -> None:
        self._sink = sink

    async def handle_MAIL(  # noqa: N802 - the name that aiosmtpd calls
        self, _server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self._sink.login is not None and not session.authenticated:
            return "530 5.7.0 Authentication required"
        if address in self._sink.refused_senders:
            return "553 5.7.1 You may not send in that name"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        behaviour = self._sink.behaviours.get(address.lower(), "accept")
        if behaviour == "refuse":
            return "550 5.1.1 No such user here"
        if behaviour == "defer":
            return "451 4.3.0 Try again later"
        if behaviour == "cut_before_data":
            await _cut(server)
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        behaviours = {self._sink.behaviours.get(address.lower(), "accept") for address in envelope.rcpt_tos}
        if "stall" in behaviours:
            await asyncio.Event().wait()
        if "refuse_text" in behaviours:
            return "554 5.7.1 Message content rejected"
        raw = envelope.original_content or b""
        self._sink.mails.append(TakenMail(envelope.mail_from or "", tuple(envelope.rcpt_tos), raw))
        if "cut_after_data" in behaviours:
            await _cut(server)
        return "250 2.0.0 Taken"


def _abort(connection: SMTP) -> None:
    if isinstance(connection.transport, asyncio.WriteTransport):
        connection.transport.abort()


async def _cut(server: SMTP) -> None:
    _abort(server)
    await asyncio.Event().wait()  # the lost connection cancels this handler
