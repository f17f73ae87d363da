"""Opening, creating and upgrading the journal's SQLite file, and transactions on it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from netpost.errors import DiskError, JournalError

Row = sqlite3.Row
DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
UNWRITABLE = frozenset(
    {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_PERM,
    }
)
SCHEMA_VERSION = 3
#: version → what makes the next one of it; a journal is used for years, and nothing in it may be lost
UPGRADES: Mapping[int, tuple[str, ...]] = {
    1: (
        "ALTER TABLE mails ADD COLUMN proposal TEXT",
        "ALTER TABLE mails ADD COLUMN is_returned INTEGER NOT NULL DEFAULT 0",
    ),
    2: ("CREATE TABLE erased (member TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID",),
}
SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- mark: every UID up to it has a row in uids, or arrived before read_since
CREATE TABLE folders (folder TEXT PRIMARY KEY, uidvalidity INTEGER NOT NULL, mark INTEGER NOT NULL) WITHOUT ROWID;
-- state: new, failed (next_try tells when), done, review, gone
CREATE TABLE uids (
    folder TEXT NOT NULL, uidvalidity INTEGER NOT NULL, uid INTEGER NOT NULL,
    state TEXT NOT NULL, mail INTEGER REFERENCES mails, tries INTEGER NOT NULL DEFAULT 0, next_try TEXT, fault TEXT,
    -- what is still to be done on the server: flag, move, finish or return (see jobs/intake.py), or nothing
    wanted TEXT, is_flagged INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (folder, uidvalidity, uid)) WITHOUT ROWID;
CREATE INDEX uids_open ON uids (state) WHERE state IN ('new', 'failed', 'review');
CREATE INDEX uids_wanted ON uids (wanted) WHERE wanted IS NOT NULL;
-- state: done, review, older; closed: how a review ended (answered, unflagged, moved, carried out)
-- proposal: what staff can order; is_returned: they ordered it, and it could not be carried out
CREATE TABLE mails (
    id INTEGER PRIMARY KEY, message_id TEXT, fingerprint TEXT NOT NULL, arrived TEXT NOT NULL, written TEXT,
    sender TEXT NOT NULL, sender_name TEXT NOT NULL, subject TEXT NOT NULL, intent TEXT NOT NULL, state TEXT NOT NULL, reasons TEXT NOT NULL,
    unused_text TEXT NOT NULL, references_to TEXT NOT NULL, decided_at TEXT NOT NULL, is_urgent INTEGER NOT NULL,
    closed TEXT, closed_at TEXT, reported_on TEXT, proposal TEXT, is_returned INTEGER NOT NULL DEFAULT 0);
CREATE INDEX mails_message_id ON mails (message_id);
CREATE INDEX mails_fingerprint ON mails (fingerprint);
CREATE INDEX mails_review ON mails (state) WHERE closed IS NULL AND state = 'review';

-- position: the staff's row order
CREATE TABLE members (
    id TEXT PRIMARY KEY, position INTEGER NOT NULL, cells TEXT NOT NULL) WITHOUT ROWID;
-- ids of people whose data was erased for good: a row that brings one back is a conflict, never a sign-up
CREATE TABLE erased (member TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID;
-- number: how many times the person has joined; kept when the row is deleted, as it may come back
CREATE TABLE memberships (member TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
-- author: netpost or staff; mail: the one that caused it
CREATE TABLE changes (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, member TEXT NOT NULL, field TEXT, old TEXT, new TEXT,
    author TEXT NOT NULL, mail INTEGER REFERENCES mails, why TEXT NOT NULL, reported_on TEXT);
CREATE INDEX changes_member ON changes (member, field);
-- state: pending (about to be written), written, found (saved by staff), unmerged, refused
CREATE TABLE versions (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, author TEXT NOT NULL, state TEXT NOT NULL, digest TEXT NOT NULL,
    data BLOB NOT NULL);
CREATE INDEX versions_digest ON versions (digest);

-- state: owed, held, sending, sent, refused, unknown, missed, withdrawn
CREATE TABLE owed (
    key TEXT PRIMARY KEY, kind TEXT NOT NULL, members TEXT NOT NULL, meetings TEXT NOT NULL, occasion TEXT NOT NULL,
    recipient TEXT NOT NULL, mail INTEGER REFERENCES mails, options TEXT NOT NULL, why TEXT NOT NULL,
    state TEXT NOT NULL, created_at TEXT NOT NULL, due_at TEXT, is_by_staff INTEGER NOT NULL DEFAULT 0,
    is_released INTEGER NOT NULL DEFAULT 0, detail TEXT NOT NULL DEFAULT '',
    message_id TEXT, frozen BLOB, tries INTEGER NOT NULL DEFAULT 0, next_try TEXT, attempted_at TEXT, sent_at TEXT,
    copy TEXT, reported_on TEXT) WITHOUT ROWID;
CREATE INDEX owed_state ON owed (state);
CREATE INDEX owed_message_id ON owed (message_id);
-- one row a person, kind, meeting and occasion: what makes a second mail impossible
CREATE TABLE owed_to (
    member TEXT NOT NULL, kind TEXT NOT NULL, meeting TEXT NOT NULL, occasion TEXT NOT NULL, key TEXT NOT NULL,
    PRIMARY KEY (member, kind, meeting, occasion)) WITHOUT ROWID;
-- the calendar entries that members hold; print: time and place as last sent
CREATE TABLE invitations (
    member TEXT NOT NULL, meeting TEXT NOT NULL, uid TEXT NOT NULL, sequence INTEGER NOT NULL, print TEXT NOT NULL,
    partstat TEXT NOT NULL, is_cancelled INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (member, meeting)) WITHOUT ROWID;
CREATE INDEX invitations_uid ON invitations (uid);

-- a sentence for the next report; key: the same fault is told once until it ends
CREATE TABLE notices (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, sentence TEXT NOT NULL,
    is_urgent INTEGER NOT NULL DEFAULT 0, is_open INTEGER NOT NULL DEFAULT 1, reported_on TEXT);
CREATE INDEX notices_key ON notices (key);
"""


def stamp(moment: datetime) -> str:
    """Return a moment as the journal stores it: UTC, so that texts sort as times do."""
    return moment.astimezone(UTC).isoformat()


class Database:
    """A connection to the journal's file, or to a copy of it in memory."""

    def __init__(self, connection: sqlite3.Connection, file: Path) -> None:
        self.connection, self.file = connection, file
        connection.row_factory = sqlite3.Row

    @classmethod
    def open(cls, file: Path) -> Database:
        """Open an existing journal, also one that an older Netpost wrote: see upgrade. Raises JournalError."""
        if not file.is_file():
            raise _missing(file)
        database = cls(_connect(file), file)
        try:
            database.check()
        except BaseException:
            database.close()
            raise
        return database

    @classmethod
    def create(cls, file: Path, now: datetime, read_since: datetime) -> Database:
        """Make the journal of a new network. Raises JournalError where there is one, DiskError."""
        try:
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))
        except OSError as error:
            raise DiskError(f"{file}: cannot be made.", f"{error.strerror}.", "Mend that, then begin again.") from error
        database = cls(_connect(file), file)
        try:
            database.fill(now, read_since)
        except BaseException:
            database.close()
            raise
        return database

    def check(self) -> None:
        """Raise JournalError where this is no journal, or one of a version that nothing here knows."""
        if self.is_empty:
            raise _missing(self.file)
        version = self.require("schema")
        if version not in map(str, (*UPGRADES, SCHEMA_VERSION)):
            raise JournalError(
                f"{self.file}: the journal has version {version}, this Netpost knows version {SCHEMA_VERSION}.",
                remedy="Use the Netpost that wrote it, or a newer one.",
            )

    def upgrade(self) -> None:
        """Bring a journal of an older version up to date. Only under the run lock, or on a copy."""
        if self.require("schema") == str(SCHEMA_VERSION):
            return
        with self.transaction():
            for version in range(int(self.require("schema")), SCHEMA_VERSION):
                for statement in UPGRADES[version]:
                    self.execute(statement)
            self.remember("schema", str(SCHEMA_VERSION))

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was ever stored: whoever began the journal was killed at it."""
        return self.row("SELECT 1 FROM sqlite_master LIMIT 1") is None

    def fill(self, now: datetime, read_since: datetime) -> None:
        """Make the tables of a new journal. Raises JournalError where there are some."""
        with self.transaction():
            if not self.is_empty:
                raise JournalError(
                    f"{self.file}: there is a journal already.", remedy="Nothing to begin: just run run_once.py."
                )
            for statement in SCHEMA.split(";\n"):
                self.execute(statement)
            for name, value in (
                ("schema", str(SCHEMA_VERSION)),
                ("begun_at", stamp(now)),
                ("read_since", stamp(read_since)),
                ("secret", os.urandom(16).hex()),
                ("highest_id", "0"),
            ):
                self.remember(name, value)

    def copy_to_memory(self) -> Database:
        """Return a copy that dies with the process, in the newest version."""
        memory = sqlite3.connect(":memory:", isolation_level=None)
        self.connection.backup(memory)
        copy = Database(memory, self.file)
        copy.upgrade()
        return copy

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Run the block as one transaction. Raises DiskError where the disk is full or the file read-only."""
        with self._translated():
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                # a full disk has already made SQLite take everything back
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    def execute(self, statement: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Run one statement that writes; only inside a transaction, as half of an act must never be stored."""
        self._require_transaction()
        return self.connection.execute(statement, values)

    def execute_many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement that writes for each row; only inside a transaction."""
        self._require_transaction()
        self.connection.executemany(statement, rows)

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """Return all rows of a query. Raises JournalError where the file is damaged."""
        with self._translated():
            return self.connection.execute(statement, values).fetchall()

    def row(self, statement: str, values: Sequence[Any] = ()) -> sqlite3.Row | None:
        """Return the first row of a query, or None. Raises JournalError where the file is damaged."""
        with self._translated():
            found: sqlite3.Row | None = self.connection.execute(statement, values).fetchone()
        return found

    def _require_transaction(self) -> None:
        if not self.connection.in_transaction:
            raise RuntimeError("the journal is written only inside a transaction")

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn what SQLite says of the file or the disk into our errors; what is a fault of ours stays a traceback."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
            if code in DAMAGED:
                raise _damaged(self.file, str(error)) from error
            if code in UNWRITABLE:
                raise DiskError(
                    f"{self.file}: cannot be read or written.",
                    f"{error}.",
                    "Nothing was changed; mend the disk, then run again.",
                ) from error
            raise

    def overwrite_deleted(self) -> None:
        """Have SQLite overwrite with zeros what is deleted from now on, where it would only mark it as free."""
        with self._translated():
            self.connection.execute("PRAGMA secure_delete = ON")

    def compact(self) -> None:
        """Write the file anew without anything that was deleted. Outside a transaction."""
        with self._translated():
            self.connection.execute("VACUUM")

    def value(self, name: str) -> str | None:
        """Return a remembered value."""
        row = self.row("SELECT value FROM meta WHERE name = ?", (name,))
        return row["value"] if row else None

    def require(self, name: str) -> str:
        """Return a value that every journal holds."""
        value = self.value(name)
        if value is None:
            raise _damaged(self.file, f"{name} is not in it")
        return value

    def remember(self, name: str, value: str) -> None:
        """Store a value by name."""
        self.execute("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (name, value))

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()


def _connect(file: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(file, isolation_level=None, timeout=10)
    except sqlite3.DatabaseError as error:
        raise DiskError(f"{file}: cannot be opened.", f"{error}.", "Mend that, then run again.") from error
    try:
        # what a mail's fate rests on must be on disk before the mail leaves
        connection.execute("PRAGMA synchronous = FULL")
    except sqlite3.DatabaseError as error:
        connection.close()
        raise _damaged(file, str(error)) from error
    return connection


def _missing(file: Path) -> JournalError:
    return JournalError(
        f"{file}: there is no journal.",
        "Without it Netpost cannot know what was read and sent already.",
        "Restore it from a backup; or, for a new network, begin one with check_setup.py --begin "
        "(with --adopt where members.csv holds people already).",
    )


def _damaged(file: Path, why: str) -> JournalError:
    return JournalError(
        f"{file}: the journal cannot be read.", f"{why}.", "Restore it from a backup; do not delete it."
    )
