"""The journal: what was read, decided, owed and sent, in SQLite (standard library). The truth behind members.csv.

One file a subject: database.py opens it and holds the schema, mails.py what was read, members.py the members and the
versions of members.csv, owed.py mails owed and sent, notices.py what staff are
still to be told, invitations.py the calendar entries that members hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from netpost.journal.database import Database

if TYPE_CHECKING:
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
    """The open journal. Every change stands inside `transaction()`; without one, nothing is written.

    Each group of records is loaded when first used: a run with nothing to do asks `has` and needs none of them.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    @cached_property
    def mails(self) -> MailRecords:
        """What was read."""
        from netpost.journal.mails import MailRecords

        return MailRecords(self.database)

    @cached_property
    def members(self) -> MemberRecords:
        """The members and the versions of members.csv."""
        from netpost.journal.members import MemberRecords

        return MemberRecords(self.database)

    @cached_property
    def owed(self) -> OwedRecords:
        """Mails owed and sent."""
        from netpost.journal.owed import OwedRecords

        return OwedRecords(self.database)

    @cached_property
    def notices(self) -> Notices:
        """What staff are still to be told."""
        from netpost.journal.notices import Notices

        return Notices(self.database)

    @cached_property
    def invitations(self) -> InvitationRecords:
        """The calendar entries that members hold."""
        from netpost.journal.invitations import InvitationRecords

        return InvitationRecords(self.database)

    @classmethod
    def open(cls, file: Path) -> Journal:
        """Open the journal of a network. Raises JournalError where it is missing, damaged or from a newer version."""
        return cls(Database.open(file))

    def upgrade(self) -> None:
        """Bring a journal that an older Netpost wrote up to date; only under the run lock."""
        self.database.upgrade()

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

    def has(self, table: str, condition: str) -> bool:
        """Tell whether a table of the journal has a row of which a condition (SQL, our own words only) holds."""
        return bool(self.database.row(f"SELECT 1 FROM {table} WHERE {condition} LIMIT 1"))  # noqa: S608

    @property
    def has_untold(self) -> bool:
        """Tell whether anything new waits for a report."""
        return any(self.has(table, f"reported_on IS NULL AND ({condition})") for table, condition in UNTOLD)

    def mark_of(self, folder: str) -> tuple[int, int] | None:
        """Return (UIDVALIDITY, highest UID below which all have a row), None for a folder never seen."""
        row = self.database.row("SELECT uidvalidity, mark FROM folders WHERE folder = ?", (folder,))
        return (row["uidvalidity"], row["mark"]) if row else None

    def close(self) -> None:
        """Close the file."""
        self.database.close()
