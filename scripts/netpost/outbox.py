"""SMTP: one mail to one recipient, and what became of it. The only file that imports smtplib.

In: settings, the finished bytes of a mail, its envelope. Out: an Outcome. Each command is spoken by itself, because what
a lost connection means depends on how far the mail was: before its text nothing was taken; after it nobody can know
(RFC 1047). Source: RFC 5321, 1870 (SIZE), 6152 (8BITMIME), 6531 (SMTPUTF8), 4954 (AUTH).
"""

from __future__ import annotations

import base64
import binascii
import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Literal, Self

from netpost.envelope import choose_parameters, encode_domain, find_hindrance, needs_utf8
from netpost.errors import NetpostError, ServerError, ServerSetupError
from netpost.settings import Settings
from netpost.tls import (
    Server,
    describe_smtp_server,
    explain_certificate,
    explain_loss,
    make_blind_context,
    make_context,
)

State = Literal["sent", "temporary", "refused", "unknown"]
OK, GO_ON, SERVICE_ENDS, TOO_LARGE = frozenset({250, 251, 252}), 354, 421, 552
LOGIN_FAULTS = frozenset({530, 534, 535, 538})  # RFC 4954: about the login, whatever the mail
PATIENCE = 10  # times SERVER_TIMEOUT for the last answer: giving up early makes doubles (RFC 5321, 4.5.3.2.6)
OWN_NAME = "[127.0.0.1]"  # said in EHLO: looking up the machine's name can take long, and nobody needs it
# Microsoft 365 and Gmail say 5xx, even to the text of a mail, where the mailbox and no mail is meant
# (learn.microsoft.com, "Email non-delivery reports and SMTP errors in Exchange Online", 7 January 2026)
QUOTA_SPENT = re.compile(r"\b5\.(?:1\.90|4\.5|7\.232|7\.233|7\.705)\b")
ACCOUNT_FAULT = re.compile(r"\b5\.(?:2\.252|7\.57|7\.60|7\.501|7\.708|7\.750)\b")
LINE_END = re.compile(rb"\r\n|\r|\n")
LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)


@dataclass(frozen=True)
class Outcome:
    """What became of a mail.

    state: sent (the server answers for it from now on), temporary (not taken, try later), refused (never for this mail),
    unknown (its text was under way when the connection was lost). detail: the server's words, in short.
    is_connection_lost: the connection is gone; the next send opens another.
    """

    state: State
    detail: str
    is_connection_lost: bool = False


class Connection:
    """A connection for any number of mails, one after the other; a context manager."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._server = describe_smtp_server(settings)
        self._smtp: smtplib.SMTP | None = None

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """Connect, protected as SMTP_SECURITY says, and log in. Raises ServerError, ServerSetupError."""
        connection = cls(settings)
        connection._find_live_connection()
        return connection

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._smtp is not None:
            with suppress(OSError):
                self._smtp.quit()
        self._hang_up()

    def send(self, raw: bytes, sender: str, recipient: str) -> Outcome:
        """Send one mail to one address. raw: the whole mail; every line end becomes CRLF on the way.

        Raises ServerSetupError where the server refuses the sender or the login: that concerns every mail, and this one
        was not taken.
        """
        text = LINE_END.sub(b"\r\n", raw)
        text = text if text.endswith(b"\r\n") else text + b"\r\n"
        try:
            offered = self._offer(text, sender, recipient)
        except ServerError as error:
            return Outcome("temporary", str(error), is_connection_lost=True)
        except OSError as error:
            return self._lose("temporary", error)
        return offered if isinstance(offered, Outcome) else self._hand_over(offered, text)

    def _offer(self, text: bytes, sender: str, recipient: str) -> Outcome | smtplib.SMTP:
        """Speak up to the answer to DATA; the connection comes back where the server now waits for the text."""
        smtp = self._find_live_connection()
        hindrance = find_hindrance(smtp.esmtp_features, text, sender, recipient)
        if hindrance is not None:
            return Outcome("refused", hindrance)
        parameters = choose_parameters(smtp.esmtp_features, text, sender, recipient)
        if needs_utf8(sender, recipient):
            smtp.command_encoding = "utf-8"  # until RSET before the next mail
        code, words = smtp.docmd("MAIL", f"FROM:<{encode_domain(sender)}>{parameters}")
        if code >= 500 and code not in {TOO_LARGE, *LOGIN_FAULTS}:
            raise _explain_sender(self._server, sender, _join_words(code, words))
        if code in OK:
            code, words = smtp.docmd("RCPT", f"TO:<{encode_domain(recipient)}>")
        if code in LOGIN_FAULTS:
            raise _explain_login(self._server, self._settings.smtp_user, _join_words(code, words))
        if code not in OK:
            return self._judge(code, words)
        code, words = smtp.docmd("DATA")
        return smtp if code == GO_ON else self._judge(code, words)

    def _hand_over(self, smtp: smtplib.SMTP, text: bytes) -> Outcome:
        """Send the text and hear what became of it; whatever goes wrong from here on is unknown."""
        try:
            _wait_at_most(smtp, PATIENCE * self._server.timeout)
            smtp.send(LEADING_DOT.sub(b"..", text) + b".\r\n")
            code, words = smtp.getreply()
            _wait_at_most(smtp, self._server.timeout)
        except OSError as error:
            return self._lose("unknown", error)
        if code in OK:
            return Outcome("sent", _join_words(code, words))
        if not 400 <= code < 600:
            return self._lose("unknown", None)
        return self._judge(code, words)

    def _judge(self, code: int, words: bytes) -> Outcome:
        detail = _join_words(code, words)
        if code == SERVICE_ENDS or not 400 <= code < 600:
            self._hang_up()
            return Outcome("temporary", detail, is_connection_lost=True)
        if code >= 500 and ACCOUNT_FAULT.search(detail):
            raise _explain_sender(self._server, self._settings.from_address, detail)
        is_passing = code < 500 or QUOTA_SPENT.search(detail)
        return Outcome("temporary" if is_passing else "refused", detail)

    def _lose(self, state: State, error: OSError | None) -> Outcome:
        self._hang_up()
        why = _name_cut(error) if error else "an answer that cannot be read"
        return Outcome(state, f"{self._server}: {why}", is_connection_lost=True)

    def _find_live_connection(self) -> smtplib.SMTP:
        """Return the connection, cleared of the mail before, or a new one where the server has closed it."""
        if self._smtp is not None:
            try:
                is_live = self._smtp.rset()[0] in OK
            except OSError:
                is_live = False  # closed between two mails, as servers do: nothing is lost
            if not is_live:
                self._hang_up()
        if self._smtp is None:
            self._smtp = _dial(self._server, self._settings.smtp_user, self._settings.smtp_password)
        return self._smtp

    def _hang_up(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
        self._smtp = None


def _dial(server: Server, user: str, password: str) -> smtplib.SMTP:
    context = make_context(server)
    try:
        smtp = _open_connection(server, context)
        try:
            _log_in(smtp, server, user, password)
        except BaseException:
            smtp.close()
            raise
    except smtplib.SMTPNotSupportedError as error:
        raise ServerSetupError(
            f"{server}: it does not offer STARTTLS.", remedy="Try SMTP_SECURITY=tls with its port, usually 465."
        ) from error
    except smtplib.SMTPResponseException as error:
        raise _explain_answer(server, error.smtp_code, error.smtp_error) from error
    except smtplib.SMTPServerDisconnected as error:
        raise ServerError(f"{server}: {_name_cut(error)}.", remedy="The next run tries again.") from error
    except ssl.SSLCertVerificationError as error:
        raise explain_certificate(error, server, lambda: _look_at_certificate(server)) from error
    except (smtplib.SMTPException, binascii.Error) as error:
        why = "The server offers no login by password, or answers out of turn."
        raise ServerError(f"{server}: no login.", why, "The next run tries again.") from error
    except (OSError, UnicodeError) as error:
        raise explain_loss(error, server) from error
    return smtp


def _open_connection(server: Server, context: ssl.SSLContext | None) -> smtplib.SMTP:
    if server.security == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, OWN_NAME, timeout=server.timeout, context=context
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, OWN_NAME, timeout=server.timeout)
    try:
        if server.security == "starttls":
            smtp.starttls(context=context)
        smtp.ehlo_or_helo_if_needed()
    except BaseException:
        smtp.close()
        raise
    return smtp


def _log_in(smtp: smtplib.SMTP, server: Server, user: str, password: str) -> None:
    if not user:
        return
    if not smtp.has_extn("auth"):
        raise ServerSetupError(
            f"{server}: it offers no login on this connection.",
            "SMTP_USER is set.",
            "Set SMTP_SECURITY=starttls, or empty SMTP_USER and SMTP_PASSWORD if none is needed.",
        )
    try:
        if user.isascii() and password.isascii():
            smtp.login(user, password)
            return
        # smtplib speaks ASCII here; PLAIN takes any text (RFC 4616)
        token = base64.b64encode(f"\0{user}\0{password}".encode()).decode("ascii")
        code, words = smtp.docmd("AUTH", f"PLAIN {token}")
        said = _join_words(code, words)
    except smtplib.SMTPAuthenticationError as error:
        code, said = error.smtp_code, _join_words(error.smtp_code, error.smtp_error)
    if code != 235:
        said = said.replace(password, "…") if password else _join_words(code, words)
        if code < 500:
            raise ServerError(
                f"{server}: login as {user} failed.", f"The server says: {said}", "The next run tries again."
            )
        raise _explain_login(server, user, said)


def _wait_at_most(smtp: smtplib.SMTP, seconds: float) -> None:
    if smtp.sock is not None:
        smtp.sock.settimeout(seconds)


def _name_cut(error: OSError) -> str:
    # smtplib hides the timeout in the text of its own exception
    is_late = isinstance(error, TimeoutError) or "timed out" in str(error)
    return "no answer in time (SERVER_TIMEOUT)" if is_late else "the connection was cut"


def _look_at_certificate(server: Server) -> bytes:
    smtp = _open_connection(server, make_blind_context())
    try:
        sock = smtp.sock
        return (sock.getpeercert(binary_form=True) or b"") if isinstance(sock, ssl.SSLSocket) else b""
    finally:
        smtp.close()


def _explain_login(server: Server, user: str, said: str) -> ServerSetupError:
    return ServerSetupError(
        f"{server}: login as {user} is refused." if user else f"{server}: it wants a login.",
        f"The server says: {said}",
        "Check SMTP_USER and SMTP_PASSWORD, and that the mailbox may send by SMTP with a password.",
    )


def _explain_sender(server: Server, sender: str, said: str) -> ServerSetupError:
    return ServerSetupError(
        f"{server}: it does not take mail from {sender}.",
        f"The server says: {said}",
        "Check FROM_ADDRESS and SMTP_USER, and whether this user may send in that name.",
    )


def _explain_answer(server: Server, code: int, words: bytes | str) -> NetpostError:
    said = f"The server says: {_join_words(code, words)}"
    if code >= 500:
        return ServerSetupError(f"{server}: it refuses this connection.", said, "Ask whoever runs the server.")
    return ServerError(f"{server}: no connection now.", said, "The next run tries again.")


def _join_words(code: int, words: bytes | str) -> str:
    """Make one line of at most 200 characters of a server's answer."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} " + "".join(letter if letter.isprintable() else " " for letter in text)[:200]
