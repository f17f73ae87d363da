import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import NOW, ROOT
from netpost.errors import DiskError, JournalError
from netpost.journal import Journal
from netpost.journal.database import Database, stamp
from netpost.journal.notices import Notice

NOTICE = Notice("advarsel", "x", "Se her.")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "journal.sqlite"


def store(journal: Journal, **values: str) -> None:
    with journal.transaction():
        for name, value in values.items():
            journal.remember(name, value)


def begin(file: Path) -> None:
    Journal.create(file, NOW, NOW).close()


def test_a_journal_reads_back(file: Path) -> None:
    created = Journal.create(file, NOW, NOW)
    secret = created.secret
    created.close()
    journal = Journal.open(file)
    assert (journal.begun_at, journal.read_since, journal.secret) == (NOW, NOW, secret)
    assert journal.members.first_free_id == 1
    journal.close()
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_two_journals_have_two_secrets(tmp_path: Path) -> None:
    first, second = (Journal.create(tmp_path / name, NOW, NOW) for name in ("a", "b"))
    assert first.secret != second.secret
    first.close()
    second.close()


def empty(file: Path) -> None:
    file.write_bytes(b"")


def rubbish(file: Path) -> None:
    file.write_bytes(b"this is no database, but long enough to be taken for one by its size" * 100)


def torn(file: Path) -> None:
    begin(file)
    data = file.read_bytes()
    file.write_bytes(data[:100] + b"\xff" * (len(data) - 100))


def newer(file: Path) -> None:
    begin(file)
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE name = 'schema'")
    connection.close()


def without_version(file: Path) -> None:
    begin(file)
    with sqlite3.connect(file) as connection:
        connection.execute("DELETE FROM meta")
    connection.close()


@pytest.mark.parametrize(
    ("make", "what"),
    [
        pytest.param(lambda file: None, "there is no journal", id="missing"),
        pytest.param(lambda file: file.mkdir(), "there is no journal", id="a-folder"),
        pytest.param(empty, "there is no journal", id="killed-while-it-was-begun"),
        pytest.param(rubbish, "the journal cannot be read", id="rubbish"),
        pytest.param(torn, "the journal cannot be read", id="torn"),
        pytest.param(newer, "the journal has version 99, this Netpost knows version 3", id="newer"),
        pytest.param(without_version, "the journal cannot be read", id="without-version"),
    ],
)
def test_what_is_no_journal_is_not_opened(file: Path, make: Callable[[Path], None], what: str) -> None:
    file.parent.mkdir()
    make(file)
    with pytest.raises(JournalError, match=what):
        Journal.open(file)


def test_a_journal_is_never_begun_anew(file: Path) -> None:
    begin(file)
    before = file.read_bytes()
    with pytest.raises(JournalError, match="there is a journal already"):
        Journal.create(file, NOW, NOW)
    assert file.read_bytes() == before


def test_a_file_that_is_something_else_is_not_overwritten(file: Path) -> None:
    file.parent.mkdir()
    rubbish(file)
    before = file.read_bytes()
    with pytest.raises(JournalError):
        Journal.create(file, NOW, NOW)
    assert file.read_bytes() == before


def test_whoever_was_killed_while_beginning_can_begin_again(file: Path) -> None:
    file.parent.mkdir()
    empty(file)
    begin(file)
    Journal.open(file).close()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    with pytest.raises(DiskError, match="cannot be made"):
        begin(tmp_path / "state" / "journal.sqlite")


# transactions


def test_what_fails_is_taken_back_as_a_whole(file: Path) -> None:
    journal = Journal.create(file, NOW, NOW)

    def fail() -> None:
        with journal.transaction():
            journal.notices.add(NOTICE, NOW)
            journal.remember("send", "yes")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert journal.notices.unreported() == []
    assert journal.value("send") is None
    journal.close()


def test_nothing_is_written_outside_a_transaction(file: Path) -> None:
    journal = Journal.create(file, NOW, NOW)
    with pytest.raises(RuntimeError, match="inside a transaction"):
        journal.remember("send", "yes")
    with pytest.raises(RuntimeError, match="inside a transaction"):
        journal.notices.note_reported([NOTICE], "2017-08-21")
    assert journal.value("send") is None
    journal.close()


KILLED = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from netpost.journal import Journal
journal = Journal.open(Path(sys.argv[1]))
with journal.transaction():
    journal.remember("first", "yes")
with journal.transaction():
    journal.remember("second", "yes")
    journal.database.connection.execute("PRAGMA cache_spill = 1")
    os.kill(os.getpid(), 9)
"""


def test_a_run_that_is_killed_leaves_whole_transactions(file: Path) -> None:
    begin(file)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(file)], cwd=ROOT / "scripts", check=False)
    assert killed.returncode == -9
    journal = Journal.open(file)
    assert (journal.value("first"), journal.value("second")) == ("yes", None)
    journal.close()


def test_a_full_disk_is_told_and_nothing_is_stored(file: Path) -> None:
    journal = Journal.create(file, NOW, NOW)
    pages = journal.database.connection.execute("PRAGMA page_count").fetchone()[0]
    journal.database.connection.execute(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(DiskError, match="cannot be read or written"):
        store(journal, first="yes", second="x" * 1_000_000)
    assert journal.value("first") is None
    with journal.transaction():
        journal.remember("first", "yes")
    assert journal.value("first") == "yes"
    journal.close()


def test_a_second_writer_waits_and_is_told(file: Path) -> None:
    journal = Journal.create(file, NOW, NOW)
    other = Journal.open(file)
    other.database.connection.execute("PRAGMA busy_timeout = 0")
    with journal.transaction(), pytest.raises(DiskError, match="locked"), other.transaction():
        pass
    other.close()
    journal.close()


def test_a_fault_of_the_program_stays_a_traceback(file: Path) -> None:
    journal = Journal.create(file, NOW, NOW)
    with pytest.raises(sqlite3.IntegrityError), journal.transaction():
        journal.database.execute("INSERT INTO meta (name, value) VALUES ('first', 'yes'), ('secret', 'x')")
    with pytest.raises(sqlite3.OperationalError):
        journal.database.rows("SELECT * FROM nothing")
    assert journal.value("first") is None
    journal.close()


def test_a_journal_that_is_torn_while_open_is_told(file: Path) -> None:
    begin(file)
    database = Database.open(file)
    data = file.read_bytes()
    file.write_bytes(data[:100] + b"\xff" * (len(data) - 100))
    with pytest.raises(JournalError, match="the journal cannot be read"):
        database.rows("SELECT * FROM owed")
    database.close()


def test_a_rehearsal_leaves_the_journal_alone(file: Path) -> None:
    journal = Journal.create(file, NOW, NOW)
    copy = journal.rehearse()
    with copy.transaction():
        copy.remember("send", "yes")
    assert (copy.value("send"), journal.value("send")) == ("yes", None)
    assert copy.secret == journal.secret
    copy.close()
    journal.close()


SCHEMA_1 = (Path(__file__).parent / "schema_1.sql").read_text("utf-8")


def write_version_1(file: Path) -> None:
    """Write a journal as Netpost 0.1.0 left it, with a mail that waits and one that was handled."""
    file.parent.mkdir()
    connection = sqlite3.connect(file)
    connection.executescript(SCHEMA_1)
    values = {"schema": "1", "begun_at": stamp(NOW), "read_since": stamp(NOW), "secret": "s3cret", "highest_id": "7"}
    connection.executemany("INSERT INTO meta VALUES (?, ?)", values.items())
    connection.execute("INSERT INTO folders VALUES ('INBOX', 7, 3)")
    connection.executemany(
        "INSERT INTO uids (folder, uidvalidity, uid, state, mail, is_flagged) VALUES ('INBOX', 7, ?, ?, ?, ?)",
        [(2, "done", 1, 0), (3, "review", 2, 1)],
    )
    connection.executemany(
        "INSERT INTO mails VALUES (?, ?, ?, ?, NULL, 'anne@koege.example', 'Anne Hansen', 'Afbud på æøå', 'decline', ?,"
        " '[\"Uklart.\"]', '', '[]', ?, 0, NULL, NULL, ?)",
        [
            (1, "<1@koege.example>", "f1", stamp(NOW), "done", stamp(NOW), None),
            (2, "<2@koege.example>", "f2", stamp(NOW), "review", stamp(NOW), "2017-08-21"),
        ],
    )
    connection.execute("INSERT INTO members VALUES ('M0007', 0, '{\"navn\": \"Anne Hansen\"}')")
    connection.commit()
    connection.close()


def contents(file: Path) -> dict[str, list[dict[str, object]]]:
    """Return every row of every table by column, without what later versions added."""
    with sqlite3.connect(file) as connection:
        connection.row_factory = sqlite3.Row
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {name: [dict(row) for row in connection.execute(f"SELECT * FROM {name}")] for name in names}
    connection.close()
    for mail in found["mails"]:
        assert (mail.pop("proposal", None), mail.pop("is_returned", 0)) == (None, 0)
    assert found.pop("erased", []) == []
    return found


def columns(file: Path) -> dict[str, set[tuple[object, ...]]]:
    """Return name, type, NOT NULL, default and key of each table's columns, in whatever order they stand."""
    with sqlite3.connect(file) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {name: {row[1:] for row in connection.execute(f"PRAGMA table_info({name})")} for name in names}
    connection.close()
    return found


def test_a_journal_of_version_1_is_upgraded_and_keeps_all(file: Path, tmp_path: Path) -> None:
    write_version_1(file)
    before = contents(file)
    journal = Journal.open(file)
    journal.upgrade()
    journal.upgrade()
    done, waiting = journal.mails.find(1), journal.mails.find(2)
    assert done is not None
    assert waiting is not None
    assert (done.subject, done.proposal, done.is_returned, done.is_reported) == ("Afbud på æøå", None, False, False)
    assert (waiting.reasons, waiting.proposal, waiting.is_reported) == (("Uklart.",), None, True)
    assert [mail.id for mail in journal.mails.open_reviews()] == [2]
    journal.close()
    after = contents(file)
    assert {row["name"]: row["value"] for row in after["meta"]}["schema"] == "3"
    assert after | {"meta": []} == before | {"meta": []}
    fresh = tmp_path / "fresh.sqlite"
    begin(fresh)
    assert columns(file) == columns(fresh)


def test_a_journal_of_version_1_is_only_read_until_it_is_upgraded(file: Path) -> None:
    write_version_1(file)
    before = file.read_bytes()
    journal = Journal.open(file)
    copy = journal.rehearse()
    assert copy.mails.open_reviews()[0].proposal is None
    assert journal.begun_at == NOW
    copy.close()
    journal.close()
    assert file.read_bytes() == before


def test_an_upgrade_is_all_or_nothing(file: Path) -> None:
    write_version_1(file)
    with sqlite3.connect(file) as connection:
        connection.execute("ALTER TABLE mails ADD COLUMN is_returned INTEGER NOT NULL DEFAULT 0")
    connection.close()
    before = columns(file)
    journal = Journal.open(file)
    with pytest.raises(sqlite3.OperationalError):
        journal.upgrade()
    assert journal.database.require("schema") == "1"
    journal.close()
    assert columns(file) == before


def test_stamps_sort_as_times_do() -> None:
    assert stamp(NOW) == "2017-08-21T07:30:00+00:00"
