"""Mail servers for the tests: Dovecot where version 2.3 is installed, else pymap; a proxy that breaks what passes it.

All listen on free ports of 127.0.0.1 and keep their files in a temporary directory.
"""

from __future__ import annotations

import copy
import os
import pwd
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

import trustme
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from imapclient import IMAPClient

from netpost.loopback import HOST, ImapServer, find_free_port, wait_for_greeting

# A user whose folders all lie below INBOX., with a password that is not ASCII.
PREFIX_USER, PREFIX_PASSWORD = "prefix@kl.example", "hemmelig på prøve"
DOVECOT = shutil.which("dovecot", path=os.environ.get("PATH", "") + ":/usr/sbin")
CONFIGURATION = """
base_dir = {directory}/run
state_dir = {directory}/state
log_path = {directory}/dovecot.log
instance_name = netpost-{imap}
protocols = imap
listen = 127.0.0.1
default_internal_user = {internal}
default_login_user = {login}
default_internal_group = {group}
first_valid_uid = 1
mail_location = maildir:~/
mail_fsync = never
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
ssl = yes
ssl_cert = <{directory}/server.pem
ssl_key = <{directory}/server.pem
ssl_dh =
passdb {{
  driver = passwd-file
  args = {directory}/users
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = passwd-file
  args = {directory}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={directory}/mail/%u allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
  mailbox Afsendt {{
    special_use = \\Sent
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  service_count = 0
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
"""


@dataclass(frozen=True)
class Certificates:
    """A certificate authority with what it signed: certificates for localhost and 127.0.0.1, as server contexts."""

    directory: Path
    authority: trustme.CA = field(default_factory=trustme.CA)

    @property
    def ca_file(self) -> Path:
        file = self.directory / "ca.pem"
        if not file.exists():
            self.authority.cert_pem.write_to_path(str(file))
        return file

    def context(self, *names: str, expired: datetime | None = None) -> ssl.SSLContext:
        """Make a server context; expired: the last moment of its certificate."""
        starts = expired - timedelta(days=30) if expired else None
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate = self.authority.issue_cert(*(names or ("localhost", HOST)), not_before=starts, not_after=expired)
        certificate.configure_cert(context)
        return context

    def self_signed(self) -> ssl.SSLContext:
        """Make a server context whose certificate nobody signed but itself."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        file = self.directory / "self.pem"
        file.write_bytes(_sign_itself())
        context.load_cert_chain(file)
        return context


def _sign_itself() -> bytes:
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.hashes import SHA256

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(now - timedelta(1)).not_valid_after(now + timedelta(1))
    alternatives = x509.SubjectAlternativeName([x509.DNSName("localhost")])
    certificate = builder.add_extension(alternatives, critical=False).sign(key, SHA256())
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return secret + certificate.public_bytes(Encoding.PEM)


def has_dovecot() -> bool:
    """Tell whether a Dovecot whose configuration we can write is installed, and NETPOST_TESTS_WITHOUT_DOVECOT unset."""
    if DOVECOT is None or os.environ.get("NETPOST_TESTS_WITHOUT_DOVECOT"):
        return False
    version = subprocess.run([DOVECOT, "--version"], capture_output=True, text=True, check=False).stdout
    return version.startswith("2.3.")


class Dovecot(ImapServer):
    """Dovecot with any number of mailboxes: every user name is known, all with the same password."""

    def __init__(self, directory: Path, certificates: Certificates) -> None:
        super().__init__()
        self.directory, self.certificates = directory, certificates
        self.imaps = 0

    def start(self) -> Self:
        self.port, self.imaps = find_free_port(), find_free_port()
        self._write_files()
        assert DOVECOT is not None
        self._process = subprocess.Popen(
            [DOVECOT, "-F", "-c", self.directory / "dovecot.conf"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for_greeting(self.port, b"* OK", self._process)
        except (TimeoutError, ChildProcessError):
            self.stop()
            raise
        return self

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
        self._process = None

    def for_user(self, user: str) -> Dovecot:
        """Return the same server as another user sees it."""
        other = copy.copy(self)
        other.user = user
        if user == PREFIX_USER:
            other.password = PREFIX_PASSWORD
        return other

    def _write_files(self) -> None:
        is_root = os.geteuid() == 0
        owner = pwd.getpwnam("mail") if is_root else pwd.getpwuid(os.geteuid())
        internal = "dovecot" if is_root else owner.pw_name
        pem = self.certificates.authority.issue_cert("localhost", HOST).private_key_and_cert_chain_pem
        pem.write_to_path(str(self.directory / "server.pem"))
        mail = self.directory / "mail"
        mail.mkdir()
        if is_root:
            self.directory.chmod(0o755)
            os.chown(mail, owner.pw_uid, owner.pw_gid)
        extras = "userdb_namespace/inbox/prefix=INBOX. userdb_namespace/inbox/separator=."
        users = f"{PREFIX_USER}:{{PLAIN}}{PREFIX_PASSWORD}:{owner.pw_uid}:{owner.pw_gid}::{mail}/prefix::{extras}\n"
        (self.directory / "users").write_text(users, "utf-8")
        values = {
            "directory": self.directory,
            "password": self.password,
            "internal": internal,
            "login": "dovenull" if is_root else owner.pw_name,
            "group": internal if is_root else os.getgid(),
            "uid": owner.pw_uid,
            "gid": owner.pw_gid,
            "imap": self.port,
            "imaps": self.imaps,
        }
        (self.directory / "dovecot.conf").write_text(CONFIGURATION.format(**values))


def empty_mailbox(server: ImapServer) -> None:
    """Remove every mail and every folder but INBOX."""
    with IMAPClient(server.host, server.port, ssl=False) as client:
        client.login(server.user, server.password)
        for _, _, name in client.list_folders():
            if name != "INBOX":
                client.unsubscribe_folder(name)
                client.delete_folder(name)
        client.select_folder("INBOX")
        client.delete_messages(client.search())
        client.expunge()


@dataclass
class Proxy:
    """What passes between a client and a server, and is broken on the way.

    target: the port behind. tls: speaks TLS to the client. hide: words taken out of what the server says.
    trigger: words of the client from which on only `after` more bytes of the server come through; then the connection
    is cut, or with stall stays open and silent.
    """

    target: int
    tls: ssl.SSLContext | None = None
    hide: tuple[bytes, ...] = ()
    trigger: bytes = b""
    after: int = 0
    stall: bool = False
    heard: bytes = b""
    port: int = 0

    def handle(self, client: socket.socket) -> None:
        with client, socket.create_connection((HOST, self.target)) as server:
            armed, over = threading.Event(), threading.Event()
            back = threading.Thread(target=self._answer, args=(server, client, armed, over))
            back.start()
            with suppress(OSError):
                while data := client.recv(65536):
                    self.heard += data
                    if self.trigger and self.trigger in data:
                        armed.set()
                    server.sendall(data)
            over.set()
            with suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            back.join()

    def _answer(
        self, server: socket.socket, client: socket.socket, armed: threading.Event, over: threading.Event
    ) -> None:
        left = self.after
        with suppress(OSError):
            while data := server.recv(65536):
                for word in self.hide:
                    data = data.replace(word, b"")
                if not armed.is_set():
                    client.sendall(data)
                    continue
                client.sendall(data[:left])
                left = max(0, left - len(data))
                if not left:
                    break
            if armed.is_set() and self.stall:
                over.wait()
            client.shutdown(socket.SHUT_RDWR)


@contextmanager
def listening(handle: Callable[[socket.socket], None], tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """Hand each connection to a function in a thread of its own; yields the port."""
    with socket.create_server((HOST, 0)) as listener:
        threads: list[threading.Thread] = []

        def serve(raw: socket.socket) -> None:
            with suppress(OSError), raw, tls.wrap_socket(raw, server_side=True) if tls else raw as connection:
                handle(connection)

        def accept() -> None:
            with suppress(OSError):
                while True:
                    threads.append(threading.Thread(target=serve, args=(listener.accept()[0],)))
                    threads[-1].start()

        acceptor = threading.Thread(target=accept)
        acceptor.start()
        try:
            yield int(listener.getsockname()[1])
        finally:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            acceptor.join()
            for thread in threads:
                thread.join()


@contextmanager
def through(proxy: Proxy) -> Iterator[int]:
    """Run a proxy; yields its port."""
    with listening(proxy.handle, proxy.tls) as proxy.port:
        yield proxy.port


def saying(*lines: bytes, tls: ssl.SSLContext | None = None, hold: bool = True) -> Callable[[socket.socket], None]:
    """Make a server that says its lines one after the other, each but the first after a line of the client.

    TAG in a line becomes the tag of the client's command; after a line that ends in STARTTLS the rest goes through tls.
    An empty line says nothing and waits. hold: close the connection after the client's next word.
    """

    def handle(client: socket.socket) -> None:
        tag = b""
        for number, line in enumerate(lines):
            if number:
                heard = client.recv(4096)
                if not heard:
                    return
                tag = heard.split()[0]
            client.sendall(line.replace(b"TAG", tag))
            if line.endswith(b"STARTTLS\r\n"):
                assert tls is not None
                client = tls.wrap_socket(client, server_side=True)
        if hold:
            with client:
                client.recv(1)

    return handle
