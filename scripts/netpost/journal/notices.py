"""What staff are still to be told: sentences for the next report, each fault once until it ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from netpost.journal.database import Database, stamp


@dataclass(frozen=True)
class Notice:
    """A Danish sentence for staff. kind: which part of the report it stands in. key: what makes it the same."""

    kind: str
    key: str
    sentence: str
    is_urgent: bool = False
    id: int = 0


class Notices:
    """Reading and writing notices."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def add(self, notice: Notice, now: datetime) -> bool:
        """Store a notice unless one of the same key is open; tells whether it was new."""
        if self.database.row("SELECT 1 FROM notices WHERE key = ? AND is_open = 1", (notice.key,)):
            return False
        self.database.execute(
            "INSERT INTO notices (at, kind, key, sentence, is_urgent) VALUES (?, ?, ?, ?, ?)",
            (stamp(now), notice.kind, notice.key, notice.sentence, int(notice.is_urgent)),
        )
        return True

    def keep_only(self, prefix: str, keys: Iterable[str]) -> None:
        """End the open notices whose key begins with prefix and is not among keys: the fault has passed."""
        kept = set(keys)
        for row in self.database.rows("SELECT id, key FROM notices WHERE is_open = 1"):
            if row["key"].startswith(prefix) and row["key"] not in kept:
                self.database.execute("UPDATE notices SET is_open = 0 WHERE id = ?", (row["id"],))

    def open_keys(self, prefix: str) -> set[str]:
        """Return the keys of open notices that begin with prefix."""
        rows = self.database.rows("SELECT key FROM notices WHERE is_open = 1")
        return {row["key"] for row in rows if row["key"].startswith(prefix)}

    def unreported(self) -> list[Notice]:
        """Return the notices that no report has told of yet, oldest first."""
        rows = self.database.rows("SELECT * FROM notices WHERE reported_on IS NULL ORDER BY id")
        return [Notice(row["kind"], row["key"], row["sentence"], bool(row["is_urgent"]), row["id"]) for row in rows]

    def note_reported(self, notices: Sequence[Notice], day: str) -> None:
        """Record that a report has told of these notices."""
        self.database.execute_many(
            "UPDATE notices SET reported_on = ? WHERE id = ?", [(day, notice.id) for notice in notices]
        )
