"""IMAP: new mail in, flags, folders, the folder of sent mail. The only file that imports imapclient.

In: settings and UIDs. Out: plain values and mails as bytes; mail is fetched with BODY.PEEK, so nothing here marks it as
read, and nothing is removed but what was copied first. Source: RFC 3501, 4315 (UIDPLUS), 6154 (SPECIAL-USE),
6851 (MOVE). Every fault becomes ServerError (passes by itself) or ServerSetupError (a person must act). The file is long
because all that imapclient says and raises ends here.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from types import TracebackType
from typing import Any, NamedTuple, Self

from imapclient import DELETED, FLAGGED, IMAPClient, SocketTimeout
from imapclient.exceptions import (
    CapabilityError,
    IMAPClientAbortError,
    IMAPClientError,
    IMAPClientReadOnlyError,
    LoginError,
    ProtocolError,
)

from netpost.errors import NetpostError, ServerError, ServerSetupError
from netpost.message_ids import find_searchable_piece, names_message_id
from netpost.sent_names import choose_sent_folders
from netpost.settings import Settings
from netpost.tls import (
    Server,
    describe_imap_server,
    explain_certificate,
    explain_loss,
    make_blind_context,
    make_context,
)

CHUNK = 250  # UIDs in one command: a line stays below what any server takes
# imapclient raises these on answers that break the protocol; each call below hands it nothing but plain values.
NONSENSE = (ValueError, LookupError, TypeError, AttributeError, AssertionError)
PASSING_CODES = ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]")
PLAIN_WORD = re.compile(r"[A-Za-z0-9@._+=/-]+")


class FolderState(NamedTuple):
    """A folder as it was when opened. name: as the server has it. uidnext: 0 where the server does not tell."""

    name: str
    uidvalidity: int
    uidnext: int
    exists: int


class Listed(NamedTuple):
    r"""What the server knows of a mail. size: bytes. arrived: INTERNALDATE, in UTC. flags: as in `\Answered`."""

    uid: int
    size: int
    arrived: datetime
    flags: frozenset[str]


class Inbox:
    """A connection that is logged in; a context manager. UIDs are those of the folder that was opened last."""

    def __init__(self, client: IMAPClient, server: Server) -> None:
        self._client = client
        self._server = server
        self._open: tuple[FolderState, bool] | None = None
        self._targets: dict[str, str] = {}
        self._is_lost = False

    @classmethod
    def connect(cls, settings: Settings) -> Self:
        """Connect and log in, protected as IMAP_SECURITY says. Raises ServerError, ServerSetupError."""
        server = describe_imap_server(settings)
        inbox = cls(_dial(server), server)
        try:
            inbox._log_in(settings.imap_user, settings.imap_password)
        except NetpostError:
            _shut_down(inbox._client)
            raise
        return inbox

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._is_lost:
            _shut_down(self._client)
        else:
            self._client.__exit__(None, None, None)

    def open_folder(self, name: str, *, for_writing: bool = False) -> FolderState:
        """Open a folder; for_writing is needed to flag and move. A missing folder raises ServerSetupError."""
        self._open = None
        with self._step(f"folder {name} cannot be opened"):
            try:
                answer = self._client.select_folder(name, readonly=not for_writing)
            except (IMAPClientAbortError, IMAPClientReadOnlyError):
                raise
            except IMAPClientError:
                existing = self._find_folder(name)
                if existing in {None, name}:
                    self._refuse_missing(name)
                    raise
                return self.open_folder(str(existing), for_writing=for_writing)
            state = FolderState(
                name, int(answer[b"UIDVALIDITY"]), int(answer.get(b"UIDNEXT", 0)), int(answer[b"EXISTS"])
            )
        self._open = state, for_writing
        return state

    def uids_from(self, uid: int, since: date | None = None) -> list[int]:
        """List the UIDs from one on, in order; since: those that arrived on that day or later.

        The server compares days in a zone of its own, so one day more is asked for: compare Listed.arrived.
        """
        criteria: list[Any] = ["UID", f"{max(uid, 1)}:*"]
        if since is not None:
            criteria += ["SINCE", since - timedelta(days=1)]
        with self._step("the folder cannot be searched"):
            found = self._client.search(criteria)
            # n:* names the last mail even where its UID is below n (RFC 3501, 6.4.8 and 9, seq-range)
            return sorted(int(each) for each in found if each >= uid)

    def list_mails(self, uids: Sequence[int]) -> dict[int, Listed]:
        """Ask size, arrival and flags. A UID that the server does not answer for is missing."""
        items = self._fetch(uids, "RFC822.SIZE", "INTERNALDATE", "FLAGS")
        return {
            uid: Listed(
                uid, int(item[b"RFC822.SIZE"]), item[b"INTERNALDATE"].astimezone(UTC), _name_flags(item[b"FLAGS"])
            )
            for uid, item in items.items()
            if item.get(b"INTERNALDATE") and b"RFC822.SIZE" in item and b"FLAGS" in item
        }

    def fetch(self, uids: Sequence[int]) -> dict[int, bytes]:
        """Fetch whole mails, unread as they were. A UID that the server does not answer for is missing."""
        return {uid: item[b"BODY[]"] for uid, item in self._fetch(uids, "BODY.PEEK[]").items() if item.get(b"BODY[]")}

    def fetch_headers(self, uids: Sequence[int]) -> dict[int, bytes]:
        """Fetch the headers of mails, with the blank line after them. Missing as in fetch."""
        items = self._fetch(uids, "BODY.PEEK[HEADER]")
        return {uid: item[b"BODY[HEADER]"] for uid, item in items.items() if item.get(b"BODY[HEADER]")}

    def flags(self, uids: Sequence[int]) -> dict[int, frozenset[str]]:
        """Ask the flags of mails; one that is gone from the folder is missing."""
        items = self._fetch(uids, "FLAGS")
        return {uid: _name_flags(item[b"FLAGS"]) for uid, item in items.items() if b"FLAGS" in item}

    def flag(self, uids: Sequence[int]) -> None:
        r"""Put \Flagged on mails; those that are gone are passed over."""
        self._need_writing()
        for chunk in _split(uids):
            with self._step("a mail cannot be flagged"):
                self._client.add_flags(chunk, [FLAGGED], silent=True)

    def unflag(self, uids: Sequence[int]) -> None:
        r"""Take \Flagged off mails; those that are gone are passed over."""
        self._need_writing()
        for chunk in _split(uids):
            with self._step("a flag cannot be taken off"):
                self._client.remove_flags(chunk, [FLAGGED], silent=True)

    def move(self, uids: Sequence[int], folder: str) -> None:
        """Move mails to a folder, which is made where missing; those that are gone are passed over.

        Never a plain EXPUNGE, which would remove what other people marked as deleted. A server with neither MOVE nor
        UIDPLUS leaves the copied mails marked as deleted.
        """
        self._need_writing()
        if not uids:
            return
        if folder not in self._targets:
            self._targets[folder] = self.ensure_folder(folder)
        target = self._targets[folder]
        for chunk in _split(uids):
            with self._step(f"mail cannot be moved to folder {target}"):
                if self._client.has_capability("MOVE"):
                    self._client.move(chunk, target)
                    continue
                self._client.copy(chunk, target)
                self._client.add_flags(chunk, [DELETED], silent=True)
                if self._client.has_capability("UIDPLUS"):
                    self._client.uid_expunge(chunk)

    def find_message_id(self, folder: str, message_id: str) -> list[int]:
        """List the UIDs in a folder of the mails with exactly that Message-ID. The open folder stays open."""
        with self._visit(folder):
            headers = self._search_headers(message_id, "Message-ID")
            return [uid for uid, raw in headers.items() if names_message_id(raw, message_id, b"message-id")]

    def answers_to(self, message_id: str, folder: str) -> list[bytes]:
        """Fetch the headers of mails in a folder whose In-Reply-To or References name exactly that Message-ID.

        The open folder stays open.
        """
        with self._visit(folder):
            headers = self._search_headers(message_id, "In-Reply-To", "References")
            return [raw for raw in headers.values() if names_message_id(raw, message_id, b"in-reply-to", b"references")]

    def append(self, folder: str, raw: bytes, flags: Iterable[str], when: datetime) -> None:
        r"""Store a mail in a folder. flags: such as `\Seen`. when: aware, becomes its INTERNALDATE."""
        with self._step(f"a mail cannot be stored in folder {folder}"):
            try:
                self._client.append(folder, raw, tuple(flags), when)
            except IMAPClientAbortError:
                raise
            except IMAPClientError:
                self._refuse_missing(folder)
                raise

    def folders(self) -> list[str]:
        """List the folders that can be opened, in the server's order."""
        return [name for _, _, name in self._list_folders()]

    def create_folder(self, name: str) -> str:
        """Make a folder and subscribe it, so that mail programs show it. Returns its name as the server has it."""
        full = self._personal_prefix() + name
        with self._step(f"folder {full} cannot be made"):
            self._client.create_folder(full)
            self._client.subscribe_folder(full)
        return full

    def ensure_folder(self, name: str) -> str:
        """Make a folder where it is missing, as create_folder does. Returns its name as the server has it."""
        return self._find_folder(name) or self.create_folder(name)

    def sent_folder(self, settings: Settings) -> str | None:
        """Find where sent mail lies: SENT_FOLDER, else what the server marks as such, else a usual name."""
        return next(iter(self.sent_folders(settings)), None)

    def sent_folders(self, settings: Settings) -> list[str]:
        """List all folders that may hold sent mail, best first: mail programs of one mailbox may use different ones.

        A SENT_FOLDER that is missing raises ServerSetupError.
        """
        if settings.sent_folder:
            with self._step(f"folder {settings.sent_folder} cannot be found"):
                self._refuse_missing(settings.sent_folder)
            return [self._find_folder(settings.sent_folder) or settings.sent_folder]
        return choose_sent_folders(self._list_folders())

    def _need_writing(self) -> None:
        # Dovecot answers OK to changes in a folder that is open for reading, and does nothing
        if self._open is None or not self._open[1]:
            raise RuntimeError("the folder must be opened with for_writing=True")

    def _log_in(self, user: str, password: str) -> None:
        with self._step("login failed"):
            try:
                # LOGIN takes ASCII words only; PLAIN (RFC 4616) takes any text
                if PLAIN_WORD.fullmatch(user) and password.isascii():
                    self._client.login(user, password)
                else:
                    self._client.plain_login(user, password)
            except LoginError as error:
                if isinstance(error.__context__, IMAPClientAbortError):
                    raise error.__context__ from None
                words = _quote_server(error, password)
                if words.upper().startswith(PASSING_CODES):
                    raise
                raise ServerSetupError(
                    f"{self._server}: login as {user} is refused.",
                    f"The server says: {words}",
                    "Check IMAP_USER and IMAP_PASSWORD; some providers want an app password.",
                ) from error

    def _fetch(self, uids: Sequence[int], *items: str) -> dict[int, dict[bytes, Any]]:
        found: dict[int, dict[bytes, Any]] = {}
        for chunk in _split(uids):
            with self._step("mail cannot be fetched"):
                found.update(self._client.fetch(chunk, list(items)))
        return found

    def _search_headers(self, message_id: str, *names: str) -> dict[int, bytes]:
        piece = find_searchable_piece(message_id)
        parts = [f'HEADER {name} "{piece}"' for name in names]
        criteria = " ".join(["OR"] * (len(parts) - 1) + parts)
        with self._step("the folder cannot be searched"):
            uids = sorted(self._client.search(criteria))
        return self.fetch_headers(uids)

    def _list_folders(self) -> list[tuple[frozenset[str], str, str]]:
        with self._step("the folders cannot be listed"):
            return [
                (flags, (separator or b"").decode("ascii", "replace"), str(name))
                for raw_flags, separator, name in self._client.list_folders()
                if "\\noselect" not in (flags := frozenset(flag.lower() for flag in _name_flags(raw_flags)))
            ]

    def _find_folder(self, name: str) -> str | None:
        existing = self.folders()
        if name in existing or name.upper() == "INBOX":
            return name
        full = self._personal_prefix() + name
        return full if full in existing else None

    def _personal_prefix(self) -> str:
        # some servers keep every folder below "INBOX." (RFC 2342), which people do not type
        with self._step("the namespace cannot be asked"):
            if not self._client.has_capability("NAMESPACE"):
                return ""
            personal = self._client.namespace().personal
            return str(personal[0][0]) if personal else ""

    def _refuse_missing(self, name: str) -> None:
        if self._find_folder(name) is None:
            raise ServerSetupError(
                f"{self._server}: there is no folder {name}.",
                "The folders are: " + ", ".join(self.folders()[:30]) + ".",
                "Write one of these names in the settings, or make the folder in the mail program.",
            )

    @contextmanager
    def _visit(self, folder: str) -> Iterator[None]:
        before = self._open
        if before is not None and before[0].name == folder:
            yield
            return
        try:
            self.open_folder(folder)
            yield
        finally:
            if before is not None and not self._is_lost:
                self._return_to(*before)

    def _return_to(self, state: FolderState, for_writing: bool) -> None:
        again = self.open_folder(state.name, for_writing=for_writing)
        if again.uidvalidity != state.uidvalidity:
            self._open = None
            raise ServerError(
                f"{self._server}: folder {state.name} was rebuilt meanwhile.", remedy="The next run reads it afresh."
            )

    @contextmanager
    def _step(self, fault: str) -> Iterator[None]:
        try:
            with _translate(self._server, fault):
                yield
        except ServerError as error:
            self._is_lost = self._is_lost or not _is_answer(error.__cause__)
            raise


@contextmanager
def _translate(server: Server, fault: str) -> Iterator[None]:
    try:
        yield
    except IMAPClientReadOnlyError as error:
        raise ServerSetupError(
            f"{server}: {fault}.", "It may only be read.", "Give the user the right to change this folder."
        ) from error
    except IMAPClientError as error:
        raise _explain_answer(error, server, fault) from error
    except (OSError, UnicodeError) as error:
        raise explain_loss(error, server) from error
    except NONSENSE as error:
        why = "The server's answer could not be understood."
        raise ServerError(f"{server}: {fault}.", why, "The next run tries again.") from error


def _dial(server: Server) -> IMAPClient:
    context = make_context(server)
    with _translate(server, "no connection"):
        try:
            return _open_connection(server, context)
        except ssl.SSLCertVerificationError as error:
            raise explain_certificate(error, server, lambda: _look_at_certificate(server)) from error
        except CapabilityError as error:
            raise ServerSetupError(
                f"{server}: it does not offer STARTTLS.", remedy="Try IMAP_SECURITY=tls with its port, usually 993."
            ) from error


def _open_connection(server: Server, context: ssl.SSLContext | None) -> IMAPClient:
    timeout = SocketTimeout(server.timeout, server.timeout)
    is_tls = server.security == "tls"
    client = IMAPClient(server.host, server.port, ssl=is_tls, ssl_context=context, timeout=timeout)
    client.normalise_times = False
    if server.security == "starttls":
        try:
            client.starttls(context)
        except Exception:
            _shut_down(client)
            raise
    return client


def _shut_down(client: IMAPClient) -> None:
    with suppress(OSError):
        client.shutdown()


def _look_at_certificate(server: Server) -> bytes:
    try:
        client = _open_connection(server, make_blind_context())
    except IMAPClientError as error:
        raise OSError("no second look") from error
    try:
        return client.socket().getpeercert(binary_form=True) or b""
    finally:
        _shut_down(client)


def _is_answer(error: BaseException | None) -> bool:
    """Tell whether the server answered in order, so that the connection can be used on."""
    return isinstance(error, IMAPClientError) and not isinstance(error, IMAPClientAbortError | ProtocolError)


def _explain_answer(error: IMAPClientError, server: Server, fault: str) -> NetpostError:
    words = _quote_server(error)
    if isinstance(error, IMAPClientAbortError) and words.startswith(("socket error", "unterminated")):
        return explain_loss(ConnectionResetError(), server)
    # what breaks the protocol may be a piece of a mail: it is not repeated
    is_nonsense = isinstance(error, ProtocolError) or words.startswith("unexpected")
    why = "The server's answer could not be understood." if is_nonsense else f"The server says: {words}"
    return ServerError(f"{server}: {fault}.", why, "The next run tries again.")


def _quote_server(error: IMAPClientError, password: str = "") -> str:
    """Take the server's words out of an exception: one line, at most 200 characters, without the password."""
    words = re.sub(r"^command: [A-Z ]+ => ", "", str(error))
    words = re.sub(r"^b(['\"])(.*)\1$", r"\2", words, flags=re.DOTALL)
    if password:
        words = words.replace(password, "…")
    return "".join(letter if letter.isprintable() else " " for letter in words)[:200]


def _name_flags(flags: Iterable[bytes]) -> frozenset[str]:
    return frozenset(flag.decode("ascii", "replace") if isinstance(flag, bytes) else str(flag) for flag in flags)


def _split(uids: Sequence[int]) -> Iterator[list[int]]:
    return (list(uids[start : start + CHUNK]) for start in range(0, len(uids), CHUNK))
