"""tls.py: where a server is, and what a fault of the connection means."""

from __future__ import annotations

import socket
import ssl
from datetime import UTC, date, datetime

import pytest
import trustme

from conftest import settings
from netpost.errors import ServerError, ServerSetupError
from netpost.tls import (
    Server,
    describe_imap_server,
    describe_smtp_server,
    explain_certificate,
    explain_loss,
    read_expiry,
)

SERVER = Server("IMAP", "imap.example", 993, "tls", 30)


@pytest.mark.parametrize(
    ("security", "port", "imap", "smtp"),
    [("tls", "0", 993, 465), ("starttls", "0", 143, 587), ("plain", "0", 143, 25), ("tls", "4711", 4711, 4711)],
)
def test_ports(security: str, port: str, imap: int, smtp: int) -> None:
    given = settings(imap_security=security, smtp_security=security, imap_port=port, smtp_port=port)
    assert describe_imap_server(given) == Server("IMAP", "127.0.0.1", imap, security, 30)
    assert describe_smtp_server(given) == Server("SMTP", "127.0.0.1", smtp, security, 30)


@pytest.mark.parametrize(
    "last",
    [datetime(2031, 12, 24, 22, tzinfo=UTC), datetime(2049, 12, 31, tzinfo=UTC), datetime(2050, 1, 1, tzinfo=UTC)],
)
def test_read_expiry(last: datetime) -> None:
    pem = trustme.CA().issue_cert("localhost", not_after=last).cert_chain_pems[0].bytes().decode()
    assert read_expiry(ssl.PEM_cert_to_DER_cert(pem)) == last.date()


@pytest.mark.parametrize("certificate", [b"", b"nonsense", b"\x30\x1e\x17\x0d170101000000Z\x17\x0d179901000000Z"])
def test_read_expiry_of_what_is_no_certificate(certificate: bytes) -> None:
    assert read_expiry(certificate) is None


@pytest.mark.parametrize(
    ("error", "kind", "sentence"),
    [
        (TimeoutError(), ServerError, "no answer within 30 s (SERVER_TIMEOUT)."),
        (ConnectionResetError(), ServerError, "the connection was cut."),
        (BrokenPipeError(), ServerError, "the connection was cut."),
        (ssl.SSLEOFError(8, "EOF occurred"), ServerError, "the connection was cut."),
        (socket.gaierror(socket.EAI_AGAIN, "x"), ServerError, "its name cannot be looked up just now."),
        (OSError(101, "Network is unreachable"), ServerError, "the connection failed (Network is unreachable)."),
        (socket.gaierror(socket.EAI_NONAME, "x"), ServerSetupError, "cannot be found."),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_what_a_loss_means(error: OSError, kind: type[Exception], sentence: str) -> None:
    explained = explain_loss(error, SERVER)
    assert type(explained) is kind
    assert str(explained).startswith(f"IMAP server imap.example:993: {sentence}")


@pytest.mark.parametrize(
    ("code", "message", "sentence"),
    [
        (10, "certificate has expired", "It expired. Have it renewed on the server."),
        (9, "x", "It is not valid yet. Check the clock of this machine, then the certificate."),
        (64, "x", "It is made out to another name. Set IMAP_HOST to the name in the certificate."),
        (85, "Missing Authority Key Identifier.", "Missing Authority Key Identifier. Have it mended on the server."),
    ],
)
def test_why_a_certificate_is_refused(code: int, message: str, sentence: str) -> None:
    error = ssl.SSLCertVerificationError()
    error.verify_code, error.verify_message = code, message

    def look() -> bytes:
        raise ConnectionResetError

    assert str(explain_certificate(error, SERVER, look)) == (
        f"IMAP server imap.example:993: its certificate is refused. {sentence}"
    )


def test_the_last_day_is_named_where_it_can_be_read() -> None:
    error = ssl.SSLCertVerificationError()
    error.verify_code = 10
    pem = trustme.CA().issue_cert("x", not_after=datetime(2027, 3, 14, tzinfo=UTC)).cert_chain_pems[0].bytes().decode()
    explained = explain_certificate(error, SERVER, lambda: ssl.PEM_cert_to_DER_cert(pem))
    assert explained.why == f"It expired on {date(2027, 3, 14)}."
