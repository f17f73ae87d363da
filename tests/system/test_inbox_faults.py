"""inbox.py against servers that refuse, break off, fall silent or speak nonsense: the whole sentence that IT reads."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from conftest import changed, make_mail, settings
from netpost.errors import EX_CONFIG, EX_TEMPFAIL, NetpostError, ServerError, ServerSetupError
from netpost.inbox import Inbox
from netpost.loopback import ImapServer, find_free_port
from netpost.settings import Settings
from servers import Certificates, Dovecot, Proxy, listening, saying, through

AGAIN = "The next run tries again."
GREETING = b"* OK [CAPABILITY IMAP4rev1] Hej\r\n"
CAPABILITY = b"* CAPABILITY IMAP4rev1\r\nTAG OK done\r\n"
LOGGED_IN = (GREETING, CAPABILITY, b"TAG OK Logged in\r\n")
SELECTED = b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 2] x\r\nTAG OK done\r\n"
MakeSettings = Callable[..., Settings]


def fail_to_connect(given: Settings) -> str:
    """Return the sentence without the server's name, and hold that it is of the right kind for its exit code."""
    with pytest.raises(NetpostError) as caught, Inbox.connect(given):
        pass
    return take_sentence(caught.value, given)


def take_sentence(error: NetpostError, given: Settings) -> str:
    assert isinstance(error, ServerError | ServerSetupError)
    assert error.exit_code == (EX_TEMPFAIL if isinstance(error, ServerError) else EX_CONFIG)
    assert given.imap_password not in str(error)
    server, _, rest = str(error).partition(": ")
    assert server == f"IMAP server {given.imap_host}:{given.imap_port or 993}"
    return f"{error.exit_code} {rest}"


def test_wrong_password(imap_server: ImapServer, new_settings: MakeSettings) -> None:
    given = new_settings(imap_password="forkert-kode")
    sentence = fail_to_connect(given)
    assert sentence.startswith(f"78 login as {imap_server.user} is refused. The server says: ")
    assert sentence.endswith(" Check IMAP_USER and IMAP_PASSWORD; some providers want an app password.")
    assert "uthenticat" in sentence or "login" in sentence.lower()


@pytest.mark.parametrize("host", ["ukendt.invalid", "a..example", "1.2.3.4.5"])
def test_unknown_host(host: str) -> None:
    sentence = fail_to_connect(settings(imap_host=host))
    assert sentence == "78 cannot be found. No machine of that name is known. Check IMAP_HOST in the settings."


@pytest.mark.parametrize("security", ["tls", "starttls", "plain"])
def test_nothing_listens(security: str) -> None:
    sentence = fail_to_connect(settings(imap_port=str(find_free_port()), imap_security=security))
    assert sentence == f"75 nothing answers there; it is down, or IMAP_PORT is wrong. {AGAIN}"


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_protected_connections(
    dovecot: Dovecot, certificates: Certificates, new_settings: MakeSettings, security: str
) -> None:
    dovecot.deliver(make_mail())
    port = dovecot.imaps if security == "tls" else dovecot.port
    given = new_settings(
        imap_host="localhost",
        imap_user=dovecot.user,
        imap_security=security,
        imap_port=str(port),
        imap_ca_file=str(certificates.ca_file),
    )
    with Inbox.connect(given) as inbox:
        assert inbox.open_folder("INBOX").exists == 1
    assert fail_to_connect(changed(given, imap_ca_file="")) == (
        "78 its certificate is refused. It is self-signed, or from an authority that this machine does not know. "
        "If the server is yours, name its certificate authority in IMAP_CA_FILE."
    )


EXPIRED = datetime(2025, 3, 14, 12, tzinfo=UTC)
EXPIRED_SENTENCE = "78 its certificate is refused. It expired on 2025-03-14. Have it renewed on the server."


@pytest.mark.parametrize(
    ("make_context", "sentence"),
    [
        pytest.param(
            Certificates.self_signed,
            "78 its certificate is refused. It is self-signed, or from an authority that this machine does not know. "
            "If the server is yours, name its certificate authority in IMAP_CA_FILE.",
            id="self-signed",
        ),
        pytest.param(lambda given: given.context(expired=EXPIRED), EXPIRED_SENTENCE, id="expired"),
        pytest.param(
            lambda given: given.context("mail.example"),
            "78 its certificate is refused. It is made out to another name. "
            "Set IMAP_HOST to the name in the certificate.",
            id="other name",
        ),
    ],
)
def test_refused_certificates(
    certificates: Certificates, make_context: Callable[[Certificates], ssl.SSLContext], sentence: str
) -> None:
    with listening(saying(GREETING, CAPABILITY, b"* BYE\r\nTAG OK bye\r\n"), make_context(certificates)) as port:
        given = settings(imap_host="localhost", imap_port=str(port), imap_ca_file=str(certificates.ca_file))
        assert fail_to_connect(given) == sentence


def test_expired_certificate_after_starttls(certificates: Certificates) -> None:
    offers = b"* CAPABILITY IMAP4rev1 STARTTLS\r\nTAG OK done\r\n"
    handle = saying(GREETING, offers, b"TAG OK STARTTLS\r\n", CAPABILITY, tls=certificates.context(expired=EXPIRED))
    with listening(handle) as port:
        given = settings(imap_port=str(port), imap_security="starttls", imap_ca_file=str(certificates.ca_file))
        assert fail_to_connect(given) == EXPIRED_SENTENCE


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param(None, "No such file or directory.", id="missing"),
        pytest.param("ikke et certifikat", "It holds no certificate.", id="no certificate"),
    ],
)
def test_ca_file_that_cannot_be_used(tmp_path: Path, text: str | None, why: str) -> None:
    if text is not None:
        (tmp_path / "ca.pem").write_text(text)
    assert fail_to_connect(settings(tmp_path, imap_ca_file="ca.pem")) == (
        f"78 the file {tmp_path / 'ca.pem'} with its certificate authority cannot be used. {why} "
        "Put a certificate in PEM form there, or empty IMAP_CA_FILE."
    )


def test_tls_spoken_to_a_plain_server(imap_server: ImapServer, new_settings: MakeSettings) -> None:
    assert fail_to_connect(new_settings(imap_security="tls")) == (
        "78 no protected connection. What answers there does not speak TLS. "
        "Check IMAP_SECURITY and IMAP_PORT in the settings."
    )


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        pytest.param((b"",), f"75 no answer within 0.3 s (SERVER_TIMEOUT). {AGAIN}", id="silent"),
        pytest.param(
            (b"220 smtp.example ESMTP\r\n",),
            f"75 no connection. The server's answer could not be understood. {AGAIN}",
            id="no IMAP server",
        ),
        pytest.param(
            (b"* BYE Too many connections\r\n",),
            f"75 no connection. The server says: * BYE Too many connections {AGAIN}",
            id="bye at once",
        ),
        pytest.param(
            (GREETING, CAPABILITY, b"TAG NO [UNAVAILABLE] Backend is down\r\n"),
            f"75 login failed. The server says: [UNAVAILABLE] Backend is down {AGAIN}",
            id="login unavailable",
        ),
        pytest.param(
            (GREETING, CAPABILITY, b"* BYE Maintenance\r\n"),
            f"75 login failed. The server says: Maintenance {AGAIN}",
            id="bye at login",
        ),
        pytest.param(
            (GREETING, CAPABILITY, b"TAG NO [AUTHENTICATIONFAILED] not hemmeligt\r\n"),
            "78 login as netvaerk@kl.example is refused. The server says: [AUTHENTICATIONFAILED] not … "
            "Check IMAP_USER and IMAP_PASSWORD; some providers want an app password.",
            id="the server repeats the password",
        ),
        pytest.param((GREETING, CAPABILITY), f"75 the connection was cut. {AGAIN}", id="cut at login"),
    ],
)
def test_connecting_to_a_troubled_server(lines: tuple[bytes, ...], sentence: str) -> None:
    with listening(saying(*lines)) as port:
        given = settings(imap_port=str(port), imap_security="plain")
        given = changed(given, server_timeout=0.3 if b"" in lines else 30)
        assert fail_to_connect(given) == sentence


def test_starttls_that_is_not_offered() -> None:
    with listening(saying(GREETING, CAPABILITY)) as port:
        assert fail_to_connect(settings(imap_port=str(port), imap_security="starttls")) == (
            "78 it does not offer STARTTLS. Try IMAP_SECURITY=tls with its port, usually 993."
        )


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        pytest.param(
            b"* 1 EXISTS\r\nTAG OK done\r\n", "The server's answer could not be understood.", id="no UIDVALIDITY"
        ),
        pytest.param(b"\xff\xfe nonsense\r\n", "The server's answer could not be understood.", id="no IMAP"),
        pytest.param(b"* BYE Shutting down\r\n", "The server says: Shutting down", id="bye"),
    ],
)
def test_opening_a_folder_of_a_troubled_server(answer: bytes, sentence: str) -> None:
    with listening(saying(*LOGGED_IN, answer)) as port:
        given = settings(imap_port=str(port), imap_security="plain")
        with Inbox.connect(given) as inbox, pytest.raises(ServerError) as caught:
            inbox.open_folder("INBOX")
    assert take_sentence(caught.value, given) == f"75 folder INBOX cannot be opened. {sentence} {AGAIN}"


def test_a_folder_that_may_only_be_read() -> None:
    answer = SELECTED.replace(b"TAG OK", b"TAG OK [READ-ONLY]")
    with listening(saying(*LOGGED_IN, answer, b"* BYE\r\nTAG OK bye\r\n")) as port:
        given = settings(imap_port=str(port), imap_security="plain")
        with Inbox.connect(given) as inbox, pytest.raises(ServerSetupError) as caught:
            inbox.open_folder("Fælles", for_writing=True)
    assert take_sentence(caught.value, given) == (
        "78 folder Fælles cannot be opened. It may only be read. Give the user the right to change this folder."
    )


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        pytest.param(
            b"* 1 FETCH (UID 5 BODY[] {9}\r\nhemmelige\r\nTAG OK done\r\n", "could not be understood.", id="cut tuple"
        ),
        pytest.param(b"* 1 FETCH (UID x BODY[] {1}\r\nh)\r\nTAG OK done\r\n", "could not be understood.", id="odd UID"),
        pytest.param(b"hemmelige ord\r\n", "could not be understood.", id="no IMAP"),
    ],
)
def test_nonsense_in_a_fetch_is_not_repeated_in_the_log(answer: bytes, sentence: str) -> None:
    with listening(saying(*LOGGED_IN, SELECTED, answer)) as port:
        given = settings(imap_port=str(port), imap_security="plain")
        with Inbox.connect(given) as inbox:
            inbox.open_folder("INBOX")
            with pytest.raises(ServerError) as caught:
                inbox.fetch([5])
    assert take_sentence(caught.value, given) == f"75 mail cannot be fetched. The server's answer {sentence} {AGAIN}"


def test_a_mail_that_the_server_names_but_does_not_give_is_missing() -> None:
    answer = b"* 1 FETCH (UID 5 BODY[] NIL)\r\n* 2 FETCH (FLAGS (\\Seen))\r\nTAG OK done\r\n"
    handle = saying(*LOGGED_IN, SELECTED, answer, b"* BYE\r\nTAG OK bye\r\n")
    with (
        listening(handle) as port,
        Inbox.connect(settings(imap_port=str(port), imap_security="plain")) as inbox,
    ):
        inbox.open_folder("INBOX")
        assert inbox.fetch([2, 5]) == {}


@pytest.mark.parametrize(
    ("after", "stall", "sentence"),
    [
        pytest.param(0, False, "75 the connection was cut.", id="cut at once"),
        pytest.param(2000, False, "75 the connection was cut.", id="cut in the middle"),
        pytest.param(0, True, "75 no answer within 1 s (SERVER_TIMEOUT).", id="silent at once"),
        pytest.param(2000, True, "75 no answer within 1 s (SERVER_TIMEOUT).", id="silent in the middle"),
    ],
)
def test_a_connection_lost_while_fetching(
    imap_server: ImapServer, new_settings: MakeSettings, after: int, stall: bool, sentence: str
) -> None:
    imap_server.deliver(make_mail("Tekst\n" * 2000))
    with through(Proxy(imap_server.port, trigger=b"BODY.PEEK", after=after, stall=stall)) as port:
        given = changed(new_settings(imap_port=str(port)), server_timeout=1 if stall else 30)
        with Inbox.connect(given) as inbox:
            inbox.open_folder("INBOX")
            uids = inbox.uids_from(1)
            with pytest.raises(ServerError) as caught:
                inbox.fetch(uids)
    assert take_sentence(caught.value, given) == f"{sentence} {AGAIN}"
    assert len(imap_server.mails()) == 1
