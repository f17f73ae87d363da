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
        pytest.param(newer, "the journal has version 99, this Netpost knows version 1", id="newer"),
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


def test_stamps_sort_as_times_do() -> None:
    assert stamp(NOW) == "2017-08-21T07:30:00+00:00"
