"""The journal: what was read, decided, owed and sent, in SQLite (standard library). The truth behind members.csv.

One file a subject: database.py opens it and holds the schema, mails.py what was read, members.py the members and the
versions of members.csv, owed.py mails owed and sent, notices.py what staff are
still to be told, invitations.py the calendar entries that members hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from netpost.journal.database import Database
from netpost.journal.invitations import InvitationRecords
from netpost.journal.mails import MailRecords
from netpost.journal.members import MemberRecords
from netpost.journal.notices import Notices
from netpost.journal.owed import OwedRecords

__all__ = ["Journal"]

#: what a report is written for
UNTOLD = (
    ("notices", "1"),
    ("mails", "state = 'older' OR state = 'review' AND closed IS NULL"),
    ("changes", "mail IS NOT NULL"),
    ("owed", "state IN ('held', 'unknown', 'missed', 'refused')"),
)


class Journal:
    """The open journal. Every change stands inside `transaction()`; without one, nothing is written."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.mails = MailRecords(database)
        self.members = MemberRecords(database)
        self.owed = OwedRecords(database)
        self.notices = Notices(database)
        self.invitations = InvitationRecords(database)

    @classmethod
    def open(cls, file: Path) -> Journal:
        """Open the journal of a network. Raises JournalError where it is missing, damaged or from a newer version."""
        return cls(Database.open(file))

    @classmethod
    def create(cls, file: Path, now: datetime, read_since: datetime) -> Journal:
        """Begin a journal; mail that arrived before read_since is never acted upon. Raises where there is one."""
        return cls(Database.create(file, now, read_since))

    def rehearse(self) -> Journal:
        """Return a copy in memory, for a run that must write nothing."""
        return Journal(self.database.copy_to_memory())

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: an exception inside takes everything back."""
        with self.database.transaction():
            yield

    def value(self, name: str) -> str | None:
        """Return a remembered value, None where there is none."""
        return self.database.value(name)

    def remember(self, name: str, value: str) -> None:
        """Remember a value by name."""
        self.database.remember(name, value)

    @property
    def begun_at(self) -> datetime:
        """When the journal was begun, aware."""
        return datetime.fromisoformat(self.database.require("begun_at"))

    @property
    def read_since(self) -> datetime:
        """Mail that the server received before this moment is never acted upon."""
        return datetime.fromisoformat(self.database.require("read_since"))

    @property
    def secret(self) -> str:
        """The secret of this installation, in calendar UIDs and Message-IDs."""
        return self.database.require("secret")

    @property
    def has_untold(self) -> bool:
        """Tell whether anything new waits for a report."""
        return any(
            self.database.row(f"SELECT 1 FROM {table} WHERE reported_on IS NULL AND ({condition}) LIMIT 1")  # noqa: S608
            for table, condition in UNTOLD
        )

    def close(self) -> None:
        """Close the file."""
        self.database.close()
