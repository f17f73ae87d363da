"""inbox.py against a real IMAP server: what it reads and changes."""

from __future__ import annotations

import imaplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from conftest import make_mail
from netpost.errors import ServerError, ServerSetupError
from netpost.inbox import FolderState, Inbox, Listed
from netpost.loopback import ImapServer
from netpost.settings import Settings
from servers import PREFIX_USER, Dovecot, Proxy, through

HANDLED = "Netpost behandlet – æøå"
MORNING = datetime(2017, 8, 21, 7, 30, tzinfo=UTC)
MakeSettings = Callable[..., Settings]


def deliver_numbered(server: ImapServer, count: int, folder: str = "INBOX") -> None:
    for number in range(1, count + 1):
        server.deliver(make_mail(f"Mail {number}", message_id=f"<{number}@x.example>"), folder)


@contextmanager
def raw_connection(server: ImapServer, folder: str = "INBOX") -> Iterator[imaplib.IMAP4]:
    """Connect as a colleague's mail program does."""
    with imaplib.IMAP4(server.host, server.port) as connection:
        connection.login(server.user, server.password)
        connection.select(folder)
        yield connection


def test_open_folder_tells_its_state(imap_server: ImapServer) -> None:
    deliver_numbered(imap_server, 2)
    with imap_server.connect() as inbox:
        state = inbox.open_folder("INBOX")
        uids = inbox.uids_from(1)
    assert state == FolderState("INBOX", state.uidvalidity, uids[-1] + 1, 2)
    assert state.uidvalidity > 0


def test_an_empty_folder_has_no_mail(imap_server: ImapServer) -> None:
    with imap_server.connect() as inbox:
        assert inbox.open_folder("INBOX").exists == 0
        assert inbox.uids_from(0) == []
        assert inbox.list_mails([]) == inbox.fetch([]) == inbox.flags([]) == {}


def test_uids_from_starts_where_it_is_told(imap_server: ImapServer) -> None:
    deliver_numbered(imap_server, 3)
    with imap_server.connect() as inbox:
        inbox.open_folder("INBOX")
        first, second, third = inbox.uids_from(1)
        assert inbox.uids_from(second) == [second, third]
        assert inbox.uids_from(third) == [third]
        # n:* names the last mail also here
        assert inbox.uids_from(third + 1) == []
    assert first < second < third


def test_uids_from_a_day_never_loses_mail_of_that_day(imap_server: ImapServer) -> None:
    far_east = timezone(timedelta(hours=12))
    for when in (
        datetime(2017, 8, 18, 12, tzinfo=UTC),
        datetime(2017, 8, 20, 23, 59, tzinfo=UTC),
        datetime(2017, 8, 21, 1, tzinfo=far_east),
        datetime(2017, 8, 22, 1, tzinfo=UTC),
    ):
        imap_server.deliver(make_mail(), when=when)
    with imap_server.connect() as inbox:
        inbox.open_folder("INBOX")
        everything = inbox.uids_from(1)
        assert inbox.uids_from(1, date(2017, 8, 21)) == everything[1:]
        assert inbox.uids_from(everything[-1], date(2017, 8, 21)) == everything[-1:]


def test_list_mails_tells_size_arrival_and_flags(imap_server: ImapServer) -> None:
    raw = make_mail().replace(b"\n", b"\r\n")
    imap_server.deliver(raw, when=MORNING.astimezone(timezone(timedelta(hours=2))), flags=(r"\Answered",))
    with imap_server.connect() as inbox:
        inbox.open_folder("INBOX")
        (uid,) = inbox.uids_from(1)
        listed = inbox.list_mails([uid, uid + 7])
    flags = listed[uid].flags
    assert listed == {uid: Listed(uid, len(raw), MORNING, flags)}
    assert flags - {r"\Recent"} == {r"\Answered"}


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(make_mail("Hej æøå\n.punktum\n"), id="danish"),
        pytest.param(b"Subject: \xe6\xf8\xe5\r\n\r\nr\xe5 8-bit \xff\r\n", id="raw 8-bit"),
        pytest.param(b"Subject: uden slutning", id="no body"),
        pytest.param(b"Subject: x\r\n\r\n* 1 FETCH (FLAGS ())\r\n)\r\nA1 OK {5}\r\n", id="looks like IMAP"),
        pytest.param(make_mail("x" * 900 + "\n" + "stor\n" * 50_000), id="large"),
    ],
)
def test_fetch_gives_the_bytes_and_leaves_the_mail_unread(imap_server: ImapServer, raw: bytes) -> None:
    imap_server.deliver(raw)
    with imap_server.connect() as inbox:
        inbox.open_folder("INBOX", for_writing=True)
        (uid,) = inbox.uids_from(1)
        assert inbox.fetch([uid, uid + 1]) == {uid: raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")}
        assert r"\Seen" not in inbox.flags([uid])[uid]


def test_fetch_headers_gives_no_text(imap_server: ImapServer) -> None:
    imap_server.deliver(b"Subject: Hej\r\n  der\r\nX-Mer: 1\r\n\r\nTekst\r\n")
    with imap_server.connect() as inbox:
        inbox.open_folder("INBOX", for_writing=True)
        (uid,) = inbox.uids_from(1)
        assert inbox.fetch_headers([uid, uid + 1]) == {uid: b"Subject: Hej\r\n  der\r\nX-Mer: 1\r\n\r\n"}
        assert r"\Seen" not in inbox.flags([uid])[uid]


def test_flag_and_unflag_touch_only_the_flag_and_those_mails(imap_server: ImapServer) -> None:
    deliver_numbered(imap_server, 1)
    imap_server.deliver(make_mail(), flags=(r"\Answered",))
    with imap_server.connect() as inbox:
        inbox.open_folder("INBOX", for_writing=True)
        first, second = inbox.uids_from(1)
        # more than one command, and mostly mails that are gone
        inbox.flag([second, *range(second + 1, second + 600)])
        assert r"\Flagged" not in inbox.flags([first])[first]
        assert inbox.flags([second])[second] >= {r"\Answered", r"\Flagged"}
        inbox.unflag([second])
        assert inbox.flags([first, *range(second, second + 600)]).keys() == {first, second}
        assert inbox.flags([second])[second] - {r"\Recent"} == {r"\Answered"}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda inbox, uids: inbox.flag(uids), id="flag"),
        pytest.param(lambda inbox, uids: inbox.unflag(uids), id="unflag"),
        pytest.param(lambda inbox, uids: inbox.move(uids, HANDLED), id="move"),
    ],
)
def test_a_folder_opened_for_reading_cannot_be_changed(
    imap_server: ImapServer, change: Callable[[Inbox, list[int]], None]
) -> None:
    deliver_numbered(imap_server, 1)
    with imap_server.connect() as inbox:
        with pytest.raises(RuntimeError, match="for_writing"):
            change(inbox, [1])
        inbox.open_folder("INBOX")
        with pytest.raises(RuntimeError, match="for_writing"):
            change(inbox, inbox.uids_from(1))


@pytest.mark.parametrize(
    ("hidden", "deleted_in_inbox"),
    [
        pytest.param((), 1, id="MOVE"),
        pytest.param((b" MOVE",), 1, id="UIDPLUS"),
        pytest.param((b" MOVE", b" UIDPLUS"), 2, id="neither"),
    ],
)
def test_move_makes_the_folder_and_expunges_nothing_of_others(
    imap_server: ImapServer, new_settings: MakeSettings, hidden: tuple[bytes, ...], deleted_in_inbox: int
) -> None:
    deliver_numbered(imap_server, 2)
    imap_server.deliver(make_mail("En kollega har slettet denne"), flags=(r"\Deleted",))
    proxy = Proxy(imap_server.port, hide=hidden)
    with through(proxy) as port, Inbox.connect(new_settings(imap_port=str(port))) as inbox:
        inbox.open_folder("INBOX", for_writing=True)
        first, second, deleted = inbox.uids_from(1)
        raw = inbox.fetch([first])[first]
        inbox.move([first, deleted + 5], HANDLED)
        inbox.move([], "Ikke nødvendig")
    assert (b" MOVE " in proxy.heard) == (not hidden)
    assert b"\r\nEXPUNGE" not in proxy.heard
    assert imap_server.mails(HANDLED) == [raw]
    with raw_connection(imap_server) as colleague:
        _, found = colleague.uid("SEARCH", "DELETED")
        assert len(found[0].split()) == deleted_in_inbox
        _, found = colleague.uid("SEARCH", "UNDELETED")
        assert found[0].split() == [str(second).encode()]
        _, subscribed = colleague.lsub()
    with imap_server.connect() as inbox:
        assert set(inbox.folders()) == {"INBOX", HANDLED}
    assert b"Netpost behandlet" in b"".join(line for line in subscribed if isinstance(line, bytes))


def test_move_uses_the_folder_that_is_there(imap_server: ImapServer) -> None:
    deliver_numbered(imap_server, 2)
    with imap_server.connect() as inbox:
        inbox.open_folder("INBOX", for_writing=True)
        for uid in inbox.uids_from(1):
            inbox.move([uid], HANDLED)
        assert inbox.uids_from(1) == []
    assert len(imap_server.mails(HANDLED)) == 2


def test_folders_below_inbox_are_found_by_the_name_that_people_use(dovecot: Dovecot) -> None:
    server = dovecot.for_user(PREFIX_USER)  # whose password needs another way to log in as well
    deliver_numbered(server, 2)
    with server.connect() as inbox:
        inbox.open_folder("INBOX", for_writing=True)
        for uid in inbox.uids_from(1):
            inbox.move([uid], HANDLED)
        assert inbox.folders() == ["INBOX", f"INBOX.{HANDLED}"]
        assert inbox.open_folder(HANDLED).name == f"INBOX.{HANDLED}"
        assert len(inbox.find_message_id(HANDLED, "<1@x.example>")) == 1


def test_find_message_id_wants_the_whole_id(imap_server: ImapServer) -> None:
    for message_id in ("<a.1@x.example>", "<1@x.example>", "<1@x.example.org>"):
        imap_server.deliver(make_mail(message_id=message_id), "Sendt post")
    imap_server.deliver(
        make_mail(message_id=None, in_reply_to="<1@x.example>", references="<1@x.example>"), "Sendt post"
    )
    imap_server.deliver(b"Subject: foldet\r\nMESSAGE-ID:\r\n <1@x.example>\r\n\r\nx\r\n", "Sendt post")
    deliver_numbered(imap_server, 1)
    with imap_server.connect() as inbox:
        inbox.open_folder("INBOX", for_writing=True)
        (uid,) = inbox.uids_from(1)
        assert len(inbox.find_message_id("Sendt post", "<1@x.example>")) == 2
        assert inbox.find_message_id("Sendt post", "<2@x.example>") == []
        assert inbox.find_message_id("Sendt post", "1@x.exampl") == []
        assert inbox.find_message_id("INBOX", "<1@x.example>") == [uid]
        # the folder that was open is open again, for writing
        inbox.flag([uid])
        assert r"\Flagged" in inbox.flags([uid])[uid]


@pytest.mark.parametrize(
    ("headers", "is_answer"),
    [
        pytest.param(b"In-Reply-To: <1@x.example>", True, id="in-reply-to"),
        pytest.param(b"References: <0@x.example>\r\n <1@x.example>\r\n\t<2@x.example>", True, id="folded references"),
        pytest.param(b"in-reply-to: Din mail af 1. juni <1@x.example>", True, id="words before"),
        pytest.param(
            b"In-Reply-To: <11@x.example>\r\nReferences: <a1@x.example> <1@x.example.org>", False, id="longer ids"
        ),
        pytest.param(b"Message-ID: <1@x.example>\r\nSubject: <1@x.example>", False, id="other headers"),
        pytest.param(b"X-References: <1@x.example>\r\nIn-Reply-To: <9@x.example>", False, id="other name"),
    ],
)
def test_answers_to_finds_exactly_the_answers(imap_server: ImapServer, headers: bytes, is_answer: bool) -> None:
    imap_server.deliver(headers + b"\r\nFrom: kollega@kl.example\r\n\r\nSvar\r\n", "Sendt post")
    with imap_server.connect() as inbox:
        inbox.open_folder("INBOX")
        found = inbox.answers_to("<1@x.example>", "Sendt post")
    assert found == ([headers + b"\r\nFrom: kollega@kl.example\r\n\r\n"] if is_answer else [])


@pytest.mark.parametrize(
    "message_id", ["<æø-1@x.example>", '<"a b"@x.example>', "<a\\b@x.example>", "<a{5}*%@x.example>", "<ø>"]
)
def test_odd_ids_are_compared_in_full(imap_server: ImapServer, message_id: str) -> None:
    for each in (message_id, message_id.replace(">", "2>")):
        imap_server.deliver(f"In-Reply-To: {each}\r\n\r\nx\r\n".encode(), "Sendt post")
    with imap_server.connect() as inbox:
        assert inbox.answers_to(message_id, "Sendt post") == [f"In-Reply-To: {message_id}\r\n\r\n".encode()]


def test_a_folder_that_is_rebuilt_meanwhile_is_not_read_on(dovecot: Dovecot) -> None:
    deliver_numbered(dovecot, 1, "Tilmeldinger")
    with dovecot.connect() as inbox:
        inbox.open_folder("Tilmeldinger")
        with raw_connection(dovecot) as colleague:
            colleague.delete("Tilmeldinger")
            colleague.create("Tilmeldinger")
        with pytest.raises(ServerError, match="folder Tilmeldinger was rebuilt meanwhile"):
            inbox.find_message_id("INBOX", "<1@x.example>")


def test_a_missing_folder_on_the_way_leaves_the_open_one_open(imap_server: ImapServer) -> None:
    deliver_numbered(imap_server, 1)
    with imap_server.connect() as inbox:
        inbox.open_folder("INBOX")
        with pytest.raises(ServerSetupError, match="there is no folder Arkiv"):
            inbox.find_message_id("Arkiv", "<1@x.example>")
        assert len(inbox.uids_from(1)) == 1


@pytest.mark.parametrize(("for_writing", "command"), [(False, b" EXAMINE "), (True, b" SELECT ")])
def test_reading_takes_no_right_to_write(
    imap_server: ImapServer, new_settings: MakeSettings, for_writing: bool, command: bytes
) -> None:
    proxy = Proxy(imap_server.port)
    with through(proxy) as port, Inbox.connect(new_settings(imap_port=str(port))) as inbox:
        inbox.open_folder("INBOX", for_writing=for_writing)
    assert command in proxy.heard
    assert (b" SELECT " in proxy.heard) is for_writing


def test_append_keeps_bytes_flags_and_time(imap_server: ImapServer) -> None:
    raw = make_mail("Kopi æøå").replace(b"\n", b"\r\n")
    with imap_server.connect() as inbox:
        sent = inbox.create_folder("Sendt post æ")
        inbox.append(sent, raw, [r"\Seen"], MORNING)
        inbox.open_folder(sent)
        (uid,) = inbox.uids_from(1)
        listed = inbox.list_mails([uid])[uid]
        assert inbox.fetch([uid]) == {uid: raw}
        assert listed.arrived == MORNING
        assert r"\Seen" in listed.flags
        with pytest.raises(ServerSetupError, match="there is no folder Sendt"):
            inbox.append("Sendt", raw, [], MORNING)


@pytest.mark.parametrize(
    ("existing", "expected"),
    [
        pytest.param((), [], id="none"),
        pytest.param(("Kladder", "Sendte elementer"), ["Sendte elementer"], id="Outlook"),
        pytest.param(("SENDT POST",), ["SENDT POST"], id="case"),
        pytest.param(("Sendt post", "Sent"), ["Sent", "Sendt post"], id="two"),
        pytest.param(("Sendt post 2016", "Ikke sendt"), [], id="similar names"),
    ],
)
def test_sent_folders_by_name(
    imap_server: ImapServer, new_settings: MakeSettings, existing: tuple[str, ...], expected: list[str]
) -> None:
    with imap_server.connect() as inbox:
        for name in existing:
            inbox.create_folder(name)
        assert inbox.sent_folders(new_settings()) == expected
        assert inbox.sent_folder(new_settings()) == (expected[0] if expected else None)


def test_sent_folder_as_the_server_marks_it(dovecot: Dovecot, new_settings: MakeSettings) -> None:
    with dovecot.connect() as inbox:
        for name in ("Sent", "Afsendt"):
            inbox.create_folder(name)
        assert inbox.sent_folders(new_settings()) == ["Afsendt", "Sent"]


def test_sent_folder_as_the_settings_say(imap_server: ImapServer, new_settings: MakeSettings) -> None:
    with imap_server.connect() as inbox:
        for name in ("Sent", "Vores sendte"):
            inbox.create_folder(name)
        assert inbox.sent_folders(new_settings(sent_folder="Vores sendte")) == ["Vores sendte"]
        with pytest.raises(ServerSetupError) as caught:
            inbox.sent_folder(new_settings(sent_folder="Borte"))
        folders = ", ".join(inbox.folders())
    assert str(caught.value) == (
        f"IMAP server 127.0.0.1:{imap_server.port}: there is no folder Borte. The folders are: {folders}. "
        "Write one of these names in the settings, or make the folder in the mail program."
    )
    assert "Vores sendte" in folders
