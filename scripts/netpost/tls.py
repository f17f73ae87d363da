"""How a mail server is reached: its place, its protection, and what a lost or refused connection means in plain words.

In: settings, and the exceptions of socket and ssl. Out: a Server, a context that checks certificates, and ServerError
(passes by itself) or ServerSetupError (a person must act). Used by inbox.py and outbox.py. Source: docs.python.org,
ssl and socket; OpenSSL X509_STORE_CTX_get_error(3) for the numbers of certificate faults.
"""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from netpost.errors import NetpostError, ServerError, ServerSetupError
from netpost.settings import Settings

USUAL_PORTS = {
    "IMAP": {"tls": 993, "starttls": 143, "plain": 143},
    "SMTP": {"tls": 465, "starttls": 587, "plain": 25},
}
EXPIRED, NOT_YET_VALID = 10, 9
OTHER_NAME = frozenset({62, 63, 64})
UNKNOWN_ISSUER = frozenset({2, 18, 19, 20, 21})
NO_SUCH_NAME = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})
SPEAKS_NO_TLS = frozenset({"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE", "PACKET_LENGTH_TOO_LONG"})
VALIDITY = re.compile(
    rb"""\x30.                                          # SEQUENCE of the two times that bound a certificate
    (?:\x17\x0d\d{12}Z | \x18\x0f\d{14}Z)               # not before: UTCTime or GeneralizedTime
    (?:\x17\x0d(?P<short>\d{12})Z | \x18\x0f(?P<long>\d{14})Z)  # not after
    """,
    re.VERBOSE | re.DOTALL,
)


class Server(NamedTuple):
    """A mail server as the settings name it.

    protocol: IMAP or SMTP. security: tls, starttls or plain. timeout: seconds for one step.
    ca_file: the only authority that is believed; None means those of the machine.
    """

    protocol: str
    host: str
    port: int
    security: str
    timeout: int
    ca_file: Path | None = None

    def __str__(self) -> str:
        return f"{self.protocol} server {self.host}:{self.port}"


def describe_imap_server(settings: Settings) -> Server:
    """Take the IMAP server out of the settings."""
    port = settings.imap_port or USUAL_PORTS["IMAP"][settings.imap_security]
    ca_file = settings.path(settings.imap_ca_file) if settings.imap_ca_file else None
    return Server("IMAP", settings.imap_host, port, settings.imap_security, settings.server_timeout, ca_file)


def describe_smtp_server(settings: Settings) -> Server:
    """Take the SMTP server out of the settings."""
    port = settings.smtp_port or USUAL_PORTS["SMTP"][settings.smtp_security]
    ca_file = settings.path(settings.smtp_ca_file) if settings.smtp_ca_file else None
    return Server("SMTP", settings.smtp_host, port, settings.smtp_security, settings.server_timeout, ca_file)


def make_context(server: Server) -> ssl.SSLContext | None:
    """Make the context that checks the server's certificate and name; None for a plain connection."""
    if server.security == "plain":
        return None
    try:
        return ssl.create_default_context(cafile=server.ca_file)
    except (OSError, ValueError) as error:
        why = "It holds no certificate." if isinstance(error, ssl.SSLError | ValueError) else f"{error.strerror}."
        raise ServerSetupError(
            f"{server}: the file {server.ca_file} with its certificate authority cannot be used.",
            why,
            f"Put a certificate in PEM form there, or empty {server.protocol}_CA_FILE.",
        ) from error


def make_blind_context() -> ssl.SSLContext:
    """Make a context that checks nothing, to look at a refused certificate; nobody logs in through it."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def read_expiry(certificate: bytes) -> date | None:
    """Find the last day of a certificate in DER form (RFC 5280, 4.1.2.5); None where it cannot be read."""
    found = VALIDITY.search(certificate)
    if found is None:
        return None
    digits = (found["long"] or (b"20" if found["short"] < b"50" else b"19") + found["short"]).decode("ascii")
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC).date()
    except ValueError:
        return None


def explain_certificate(
    error: ssl.SSLCertVerificationError, server: Server, look: Callable[[], bytes]
) -> ServerSetupError:
    """Say why a certificate is refused. look: fetches it (DER) over a connection of its own, to name its last day."""
    if error.verify_code == EXPIRED:
        why, remedy = f"It expired{_name_last_day(look)}.", "Have it renewed on the server."
    elif error.verify_code == NOT_YET_VALID:
        why, remedy = "It is not valid yet.", "Check the clock of this machine, then the certificate."
    elif error.verify_code in UNKNOWN_ISSUER:
        why = "It is self-signed, or from an authority that this machine does not know."
        remedy = f"If the server is yours, name its certificate authority in {server.protocol}_CA_FILE."
    elif error.verify_code in OTHER_NAME:
        why = "It is made out to another name."
        remedy = f"Set {server.protocol}_HOST to the name in the certificate."
    else:
        why, remedy = f"{error.verify_message.rstrip('.')}.", "Have it mended on the server."
    return ServerSetupError(f"{server}: its certificate is refused.", why, remedy)


def explain_loss(error: OSError | UnicodeError, server: Server) -> NetpostError:
    """Say what a fault of the connection means: ServerSetupError where only a person can mend it, else ServerError."""
    if isinstance(error, UnicodeError) or (isinstance(error, socket.gaierror) and error.errno in NO_SUCH_NAME):
        why, remedy = "No machine of that name is known.", f"Check {server.protocol}_HOST in the settings."
        return ServerSetupError(f"{server}: cannot be found.", why, remedy)
    if isinstance(error, ssl.SSLError) and getattr(error, "reason", None) in SPEAKS_NO_TLS:
        why = "What answers there does not speak TLS."
        remedy = f"Check {server.protocol}_SECURITY and {server.protocol}_PORT in the settings."
        return ServerSetupError(f"{server}: no protected connection.", why, remedy)
    return ServerError(f"{server}: {_name_loss(error, server)}", remedy="The next run tries again.")


def _name_loss(error: OSError, server: Server) -> str:
    if isinstance(error, TimeoutError):
        return f"no answer within {server.timeout} s (SERVER_TIMEOUT)."
    if isinstance(error, ConnectionRefusedError):
        return f"nothing answers there; it is down, or {server.protocol}_PORT is wrong."
    if isinstance(error, socket.gaierror):
        return "its name cannot be looked up just now."
    if isinstance(error, ConnectionError | ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return "the connection was cut."
    return f"the connection failed ({error.strerror or type(error).__name__})."


def _name_last_day(look: Callable[[], bytes]) -> str:
    try:
        last_day = read_expiry(look())
    except (OSError, UnicodeError):
        return ""
    return f" on {last_day.isoformat()}" if last_day else ""
