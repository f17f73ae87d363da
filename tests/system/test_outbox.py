"""outbox.py against a real SMTP server: what arrives, and what is known of a mail when something breaks."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from conftest import changed, make_mail, settings
from netpost.errors import EX_CONFIG, EX_TEMPFAIL, NetpostError, ServerError, ServerSetupError
from netpost.loopback import Behaviour, SmtpSink, find_free_port
from netpost.outbox import Connection, Outcome
from netpost.settings import Settings
from servers import Certificates, listening, saying

SENDER, ANNE, BO = "netvaerk@kl.example", "anne@koege.example", "bo@ribe.example"
RAW = make_mail("Kære Anne\n\n.punktum først\n").replace(b"\n", b"\r\n")
TAKEN = Outcome("sent", "250 2.0.0 Taken")
AGAIN = "The next run tries again."
LOGIN = ("netvaerk@kl.example", "hemmeligt")


def point_at(sink: SmtpSink, **changes: str) -> Settings:
    return settings(**{name.lower(): value for name, value in sink.settings().items()} | changes)


@contextmanager
def opened(sink: SmtpSink, timeout: float = 30) -> Iterator[Connection]:
    with Connection.open(changed(point_at(sink), server_timeout=timeout)) as connection:
        yield connection


def fail_to_open(given: Settings) -> str:
    """Return the sentence without the server's name, and hold that it is of the right kind for its exit code."""
    with pytest.raises(NetpostError) as caught, Connection.open(given):
        pass
    return take_sentence(caught.value, given)


def take_sentence(error: NetpostError, given: Settings) -> str:
    assert isinstance(error, ServerError | ServerSetupError)
    assert error.exit_code == (EX_TEMPFAIL if isinstance(error, ServerError) else EX_CONFIG)
    assert not given.smtp_password or given.smtp_password not in str(error)
    server, _, rest = str(error).partition(": ")
    assert server == f"SMTP server {given.smtp_host}:{given.smtp_port or 587}"
    return f"{error.exit_code} {rest}"


def test_mails_arrive_byte_for_byte_over_one_connection(smtp_sink: SmtpSink) -> None:
    with opened(smtp_sink) as connection:
        assert [connection.send(RAW, SENDER, each) for each in (ANNE, BO)] == [TAKEN, TAKEN]
    assert [(mail.sender, mail.recipients, mail.raw) for mail in smtp_sink.mails] == [
        (SENDER, (ANNE,), RAW),
        (SENDER, (BO,), RAW),
    ]
    assert smtp_sink.connections == 1


@pytest.mark.parametrize(
    ("raw", "arrived"),
    [
        pytest.param(b"A: 1\n\n.\n..\n.x\n", b"A: 1\r\n\r\n.\r\n..\r\n.x\r\n", id="dots and bare LF"),
        pytest.param(b"A: 1\r\n\r\nuden slutning", b"A: 1\r\n\r\nuden slutning\r\n", id="no last line end"),
        pytest.param(b"A: 1\r\rx\n.\r\ny\r.\rz", b"A: 1\r\n\r\nx\r\n.\r\ny\r\n.\r\nz\r\n", id="no end of data inside"),
        pytest.param("A: 1\r\n\r\næøå\r\n".encode(), "A: 1\r\n\r\næøå\r\n".encode(), id="8-bit"),
    ],
)
def test_line_ends_and_dots(smtp_sink: SmtpSink, raw: bytes, arrived: bytes) -> None:
    with opened(smtp_sink) as connection:
        assert connection.send(raw, SENDER, ANNE) == TAKEN
    assert [mail.raw for mail in smtp_sink.mails] == [arrived]


LOST = "SMTP server 127.0.0.1:{port}: the connection was cut"


@pytest.mark.parametrize(
    ("behaviour", "outcome", "is_taken"),
    [
        ("refuse", Outcome("refused", "550 5.1.1 No such user here"), False),
        ("refuse_text", Outcome("refused", "554 5.7.1 Message content rejected"), False),
        ("defer", Outcome("temporary", "451 4.3.0 Try again later"), False),
        ("cut_before_data", Outcome("temporary", LOST, is_connection_lost=True), False),
        ("cut_after_data", Outcome("unknown", LOST, is_connection_lost=True), True),
        (
            "stall",
            Outcome(
                "unknown", "SMTP server 127.0.0.1:{port}: no answer in time (SERVER_TIMEOUT)", is_connection_lost=True
            ),
            False,
        ),
    ],
)
def test_what_is_known_of_a_mail_and_that_the_next_one_goes(
    smtp_sink: SmtpSink, behaviour: Behaviour, outcome: Outcome, is_taken: bool
) -> None:
    smtp_sink.behaviours[ANNE] = behaviour
    with opened(smtp_sink, timeout=0.2 if behaviour == "stall" else 30) as connection:
        found = connection.send(RAW, SENDER, ANNE)
        assert found == replace(outcome, detail=outcome.detail.format(port=smtp_sink.port))
        assert connection.send(RAW, SENDER, BO) == TAKEN
    assert [mail.recipients for mail in smtp_sink.mails] == ([(ANNE,)] if is_taken else []) + [(BO,)]
    assert smtp_sink.connections == (2 if outcome.is_connection_lost else 1)


def test_a_connection_that_the_server_closed_between_two_mails_is_opened_again(smtp_sink: SmtpSink) -> None:
    with opened(smtp_sink) as connection:
        assert connection.send(RAW, SENDER, ANNE) == TAKEN
        smtp_sink.drop_connections()
        assert connection.send(RAW, SENDER, BO) == TAKEN
    assert smtp_sink.connections == 2


def test_a_server_that_is_gone_between_two_mails_is_temporary() -> None:
    with SmtpSink() as sink:
        connection = Connection.open(point_at(sink))
    with connection:
        outcome = connection.send(RAW, SENDER, ANNE)
    where = f"SMTP server 127.0.0.1:{sink.port}"
    sentence = f"{where}: nothing answers there; it is down, or SMTP_PORT is wrong. {AGAIN}"
    assert outcome == Outcome("temporary", sentence, is_connection_lost=True)


def test_a_refused_sender_concerns_every_mail(smtp_sink: SmtpSink) -> None:
    smtp_sink.refused_senders = frozenset({SENDER})
    given = point_at(smtp_sink)
    with Connection.open(given) as connection, pytest.raises(ServerSetupError) as caught:
        connection.send(RAW, SENDER, ANNE)
    assert take_sentence(caught.value, given) == (
        f"78 it does not take mail from {SENDER}. The server says: 553 5.7.1 You may not send in that name "
        "Check FROM_ADDRESS and SMTP_USER, and whether this user may send in that name."
    )
    assert smtp_sink.mails == []


def test_a_slow_answer_to_the_text_is_waited_for() -> None:
    def answer_late(client: socket.socket) -> None:
        saying(*UP_TO_DATA, hold=False)(client)
        client.recv(65536)
        threading.Event().wait(0.6)
        client.sendall(b"250 2.0.0 scanned at last\r\n")
        client.recv(1)

    with listening(answer_late) as port:
        given = changed(settings(smtp_port=str(port), smtp_security="plain"), server_timeout=0.3)
        with Connection.open(given) as connection:
            assert connection.send(RAW, SENDER, ANNE) == Outcome("sent", "250 2.0.0 scanned at last")


def test_a_fault_of_the_mailbox_is_not_held_against_the_mail() -> None:
    said = b"554 5.2.252 SendAsDenied; netvaerk@kl.example not allowed to send as x"
    with listening(saying(*UP_TO_DATA, said + b"\r\n")) as port:
        given = settings(smtp_port=str(port), smtp_security="plain")
        with Connection.open(given) as connection, pytest.raises(ServerSetupError) as caught:
            connection.send(RAW, SENDER, ANNE)
    assert take_sentence(caught.value, given) == (
        f"78 it does not take mail from {SENDER}. The server says: {said.decode()} "
        "Check FROM_ADDRESS and SMTP_USER, and whether this user may send in that name."
    )


@pytest.mark.parametrize(
    "address",
    [
        "anne@koege.example\r\nRCPT TO:<x@y.example>",
        "anne <anne@koege.example>",
        "<anne@koege.example>",
        "anne",
        "@x.example",
    ],
)
def test_what_is_no_address_reaches_no_server(smtp_sink: SmtpSink, address: str) -> None:
    expected = Outcome("refused", f"{address!a} is not an address that can be written in a command")
    with opened(smtp_sink) as connection:
        assert connection.send(RAW, SENDER, address) == expected
        assert connection.send(RAW, address, ANNE) == expected
    assert smtp_sink.mails == []


@pytest.mark.parametrize(
    ("has_utf8", "address", "outcome", "envelope"),
    [
        pytest.param(True, "søren@køge.example", TAKEN, "søren@xn--kge-0na.example", id="SMTPUTF8"),
        pytest.param(False, "soren@køge.example", TAKEN, "soren@xn--kge-0na.example", id="domain only"),
        pytest.param(
            False,
            "søren@koege.example",
            Outcome(
                "refused",
                "the address has letters outside ASCII before the @, which the server does not take (SMTPUTF8)",
            ),
            None,
            id="no SMTPUTF8",
        ),
    ],
)
def test_danish_letters_in_addresses(has_utf8: bool, address: str, outcome: Outcome, envelope: str | None) -> None:
    with SmtpSink(has_utf8=has_utf8) as sink, opened(sink) as connection:
        assert connection.send(RAW, SENDER, address) == outcome
        assert connection.send(RAW, SENDER, BO) == TAKEN
    assert [mail.recipients[0] for mail in sink.mails] == [each for each in (envelope, BO) if each]


def test_a_mail_that_is_too_large_is_not_offered() -> None:
    with SmtpSink(size_limit=1000) as sink, opened(sink) as connection:
        text = b"x" * 900 + b"\r\n"
        assert connection.send(text + text, SENDER, ANNE) == Outcome(
            "refused", "the mail has 1804 bytes, the server takes 1000"
        )
        assert connection.send(text, SENDER, ANNE) == TAKEN


@pytest.mark.parametrize("is_tls", [True, False], ids=["tls", "starttls"])
def test_protected_connections_with_login(certificates: Certificates, is_tls: bool) -> None:
    with SmtpSink(tls=certificates.context(), is_tls=is_tls, login=LOGIN) as sink:
        trusting = point_at(sink, smtp_ca_file=str(certificates.ca_file))
        with Connection.open(trusting) as connection:
            assert connection.send(RAW, SENDER, ANNE) == TAKEN
        assert fail_to_open(changed(trusting, smtp_password="forkert-kode")) == (
            "78 login as netvaerk@kl.example is refused. "
            "The server says: 535 5.7.8 Authentication credentials invalid "
            "Check SMTP_USER and SMTP_PASSWORD, and that the mailbox may send by SMTP with a password."
        )
        nobody = changed(trusting, smtp_user="", smtp_password="")
        with Connection.open(nobody) as connection, pytest.raises(ServerSetupError) as caught:
            connection.send(RAW, SENDER, ANNE)
    assert take_sentence(caught.value, nobody) == (
        "78 it wants a login. The server says: 530 5.7.0 Authentication required "
        "Check SMTP_USER and SMTP_PASSWORD, and that the mailbox may send by SMTP with a password."
    )
    assert len(sink.mails) == 1


def test_a_password_with_danish_letters(certificates: Certificates) -> None:
    with SmtpSink(tls=certificates.context(), login=("bruger", "rødgrød med fløde")) as sink:
        given = point_at(sink, smtp_ca_file=str(certificates.ca_file))
        with Connection.open(given) as connection:
            assert connection.send(RAW, SENDER, ANNE) == TAKEN
        assert fail_to_open(changed(given, smtp_password="rødgrød")).startswith("78 login as bruger is refused.")


@pytest.mark.parametrize("is_tls", [True, False], ids=["tls", "starttls"])
@pytest.mark.parametrize(
    ("make_context", "sentence"),
    [
        pytest.param(
            Certificates.self_signed,
            "It is self-signed, or from an authority that this machine does not know. "
            "If the server is yours, name its certificate authority in SMTP_CA_FILE.",
            id="self-signed",
        ),
        pytest.param(
            lambda given: given.context(expired=datetime(2025, 3, 14, 12, tzinfo=UTC)),
            "It expired on 2025-03-14. Have it renewed on the server.",
            id="expired",
        ),
        pytest.param(
            lambda given: given.context("mail.example"),
            "It is made out to another name. Set SMTP_HOST to the name in the certificate.",
            id="other name",
        ),
    ],
)
def test_refused_certificates(
    certificates: Certificates, is_tls: bool, make_context: Callable[[Certificates], ssl.SSLContext], sentence: str
) -> None:
    with SmtpSink(tls=make_context(certificates), is_tls=is_tls) as sink:
        given = point_at(sink, smtp_ca_file=str(certificates.ca_file))
        assert fail_to_open(given) == f"78 its certificate is refused. {sentence}"


def test_starttls_and_login_that_are_not_offered(smtp_sink: SmtpSink) -> None:
    assert fail_to_open(point_at(smtp_sink, smtp_security="starttls")) == (
        "78 it does not offer STARTTLS. Try SMTP_SECURITY=tls with its port, usually 465."
    )
    with listening(saying(b"220 x\r\n", b"250 x\r\n", b"221 x\r\n")) as port:
        given = settings(smtp_port=str(port), smtp_security="plain", smtp_user="bruger", smtp_password="kode")
        assert fail_to_open(given) == (
            "78 it offers no login on this connection. SMTP_USER is set. "
            "Set SMTP_SECURITY=starttls, or empty SMTP_USER and SMTP_PASSWORD if none is needed."
        )


@pytest.mark.parametrize("host", ["ukendt.invalid", "a..example"])
def test_unknown_host(host: str) -> None:
    assert fail_to_open(settings(smtp_host=host)) == (
        "78 cannot be found. No machine of that name is known. Check SMTP_HOST in the settings."
    )


@pytest.mark.parametrize("security", ["tls", "starttls", "plain"])
def test_nothing_listens(security: str) -> None:
    sentence = fail_to_open(settings(smtp_port=str(find_free_port()), smtp_security=security))
    assert sentence == f"75 nothing answers there; it is down, or SMTP_PORT is wrong. {AGAIN}"


EHLO = (b"220 mx.example\r\n", b"250-mx.example\r\n250 AUTH PLAIN\r\n")


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        pytest.param((b"",), f"75 no answer in time (SERVER_TIMEOUT). {AGAIN}", id="silent"),
        pytest.param(
            (b"* OK IMAP\r\n",), f"75 no connection now. The server says: -1 IMAP {AGAIN}", id="no SMTP server"
        ),
        pytest.param((b"421 busy\r\n",), f"75 no connection now. The server says: 421 busy {AGAIN}", id="busy"),
        pytest.param(
            (b"554 go away\r\n",),
            "78 it refuses this connection. The server says: 554 go away Ask whoever runs the server.",
            id="refusing",
        ),
        pytest.param(
            (*EHLO, b"454 4.7.0 later\r\n"),
            f"75 login as bruger failed. The server says: 454 4.7.0 later {AGAIN}",
            id="login later",
        ),
        pytest.param(
            (*EHLO, b"535 no: hemmelig-kode\r\n"),
            "78 login as bruger is refused. The server says: 535 no: … "
            "Check SMTP_USER and SMTP_PASSWORD, and that the mailbox may send by SMTP with a password.",
            id="the server repeats the password",
        ),
        pytest.param(
            (EHLO[0], b"250-mx.example\r\n250 AUTH NTLM\r\n"),
            f"75 no login. The server offers no login by password, or answers out of turn. {AGAIN}",
            id="no way to log in",
        ),
    ],
)
def test_opening_at_a_troubled_server(lines: tuple[bytes, ...], sentence: str) -> None:
    with listening(saying(*lines)) as port:
        given = settings(smtp_port=str(port), smtp_security="plain", smtp_user="bruger", smtp_password="hemmelig-kode")
        assert fail_to_open(changed(given, server_timeout=0.3 if b"" in lines else 30)) == sentence


HELLO = (b"220 mx.example\r\n", b"250-mx.example\r\n250 8BITMIME\r\n", b"250 reset\r\n")
UP_TO_DATA = (*HELLO, b"250 sender\r\n", b"250 recipient\r\n", b"354 go on\r\n")
UNREADABLE = "SMTP server 127.0.0.1:{port}: an answer that cannot be read"
LATE = "SMTP server 127.0.0.1:{port}: no answer in time (SERVER_TIMEOUT)"


@pytest.mark.parametrize(
    ("lines", "outcome"),
    [
        pytest.param(
            (*HELLO, b"421 4.3.2 closing\r\n"), Outcome("temporary", "421 4.3.2 closing", True), id="421 to MAIL"
        ),
        pytest.param((*HELLO, b"552 5.3.4 too big\r\n"), Outcome("refused", "552 5.3.4 too big"), id="552 to MAIL"),
        pytest.param((*HELLO, b"hvad?\r\n"), Outcome("temporary", "-1 ?", True), id="nonsense to MAIL"),
        pytest.param((*HELLO, b""), Outcome("temporary", LATE, True), id="silence to MAIL"),
        pytest.param((*HELLO, b"250 x\r\n", b""), Outcome("temporary", LATE, True), id="silence to RCPT"),
        pytest.param((*UP_TO_DATA[:-1], b""), Outcome("temporary", LATE, True), id="silence to DATA"),
        pytest.param(
            (*UP_TO_DATA[:-1], b"451 4.3.0 full\r\n"), Outcome("temporary", "451 4.3.0 full"), id="451 to DATA"
        ),
        pytest.param(
            (*HELLO, b"250 x\r\n", b"354 go on\r\n"), Outcome("temporary", "354 go on", True), id="354 to RCPT"
        ),
        pytest.param((*UP_TO_DATA[:-1], b"250 what\r\n"), Outcome("temporary", "250 what", True), id="250 to DATA"),
        pytest.param(
            (*UP_TO_DATA, b"250 2.0.0 queued as 4711\r\n"), Outcome("sent", "250 2.0.0 queued as 4711"), id="250"
        ),
        pytest.param(
            (*UP_TO_DATA, b"452 4.2.2 full\r\n"), Outcome("temporary", "452 4.2.2 full"), id="452 to the text"
        ),
        pytest.param(
            (*UP_TO_DATA, b"421 4.3.2 x\r\n"), Outcome("temporary", "421 4.3.2 x", True), id="421 to the text"
        ),
        pytest.param(
            (*UP_TO_DATA, b"550 5.4.5 Daily quota\r\n"), Outcome("temporary", "550 5.4.5 Daily quota"), id="quota"
        ),
        pytest.param((*UP_TO_DATA, b"550 5.4.51 x\r\n"), Outcome("refused", "550 5.4.51 x"), id="550 to the text"),
        pytest.param((*UP_TO_DATA, b"hvad?\r\n"), Outcome("unknown", UNREADABLE, True), id="nonsense to the text"),
        pytest.param((*UP_TO_DATA, b"354 more\r\n"), Outcome("unknown", UNREADABLE, True), id="354 to the text"),
        pytest.param(
            (*UP_TO_DATA, b"250" + b"x" * 9000),
            Outcome("unknown", "SMTP server 127.0.0.1:{port}: the connection was cut", True),
            id="endless line to the text",
        ),
    ],
)
def test_answers_of_a_troubled_server(lines: tuple[bytes, ...], outcome: Outcome) -> None:
    with listening(saying(*lines)) as port:
        given = settings(smtp_port=str(port), smtp_security="plain")
        given = changed(given, server_timeout=0.3 if b"" in lines else 30)
        with Connection.open(given) as connection:
            found = connection.send(RAW, SENDER, ANNE)
    assert found == replace(outcome, detail=outcome.detail.format(port=port))
