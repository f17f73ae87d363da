"""The members as the journal holds them, every change to them, and every version of members.csv."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from netpost.files import digest_of
from netpost.journal.database import Database, Row, stamp
from netpost.members.member import COLUMNS, Member, Table


@dataclass(frozen=True)
class CellChange:
    """One cell that changed, or (field None) a member that came or went. author: netpost or staff."""

    member: str
    field: str | None
    old: str
    new: str
    author: str
    why: str
    mail: int | None = None
    id: int = 0
    at: str = ""


@dataclass(frozen=True)
class Version:
    """A members.csv as it was written or found.

    author: netpost or staff. state: pending (about to be written), written, found (saved by staff), unmerged (saved in the
    moment of writing and not merged yet), refused (could not be read, never used). at: when it was stored, aware.
    """

    id: int
    author: str
    state: str
    digest: str
    data: bytes
    at: datetime


class MemberRecords:
    """Reading and writing members, changes and versions."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def table(self) -> Table:
        """Return all members in the staff's order."""
        rows = self.database.rows("SELECT id, cells FROM members ORDER BY position")
        return Table(
            self.columns(),
            tuple(Member(row["id"], json.loads(row["cells"])) for row in rows),
        )

    def columns(self) -> tuple[str, ...]:
        """Return the headers in the staff's order."""
        columns = self.database.value("columns")
        return tuple(json.loads(columns)) if columns else COLUMNS

    def store(self, table: Table) -> None:
        """Make the table the truth; the numbers of memberships are kept, also of members that are gone."""
        self.database.execute("DELETE FROM members")
        self.database.execute_many(
            "INSERT INTO members (id, position, cells) VALUES (?, ?, ?)",
            [
                (member.id, position, json.dumps(dict(member.cells), ensure_ascii=False))
                for position, member in enumerate(table.members)
            ],
        )
        self.database.execute_many(
            "INSERT OR IGNORE INTO memberships (member, number) VALUES (?, 1)",
            [(member.id,) for member in table.members],
        )
        self.database.remember("columns", json.dumps(table.columns, ensure_ascii=False))
        numbers = [int(member.id[1:]) for member in table.members if member.id[1:].isdecimal()]
        self.note_highest_id(max(numbers, default=0))

    def memberships(self) -> dict[str, int]:
        """Return for each member, also those whose row is gone, how many times the person has joined."""
        return {row["member"]: row["number"] for row in self.database.rows("SELECT * FROM memberships")}

    def begin_membership(self, member: str) -> None:
        """Count one more membership."""
        self.database.execute("UPDATE memberships SET number = number + 1 WHERE member = ?", (member,))

    @property
    def first_free_id(self) -> int:
        """The number after the highest id ever given."""
        return int(self.database.require("highest_id")) + 1

    def note_highest_id(self, number: int) -> None:
        """Remember an id as given; it is never given again."""
        if number >= self.first_free_id:
            self.database.remember("highest_id", str(number))

    def add_changes(self, changes: Iterable[CellChange], now: datetime) -> None:
        """Record changes."""
        self.database.execute_many(
            "INSERT INTO changes (at, member, field, old, new, author, mail, why) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    stamp(now),
                    change.member,
                    change.field,
                    change.old,
                    change.new,
                    change.author,
                    change.mail,
                    change.why,
                )
                for change in changes
            ],
        )

    def unreported_changes(self) -> list[CellChange]:
        """Return the changes that mails caused and no report has told of yet."""
        rows = self.database.rows("SELECT * FROM changes WHERE mail IS NOT NULL AND reported_on IS NULL ORDER BY id")
        return [_change(row) for row in rows]

    def note_changes_reported(self, changes: Sequence[CellChange], day: str) -> None:
        """Record that a report has told of these changes."""
        self.database.execute_many(
            "UPDATE changes SET reported_on = ? WHERE id = ?", [(day, change.id) for change in changes]
        )

    def joined_at(self) -> Mapping[tuple[str, str], datetime]:
        """Return when each (member, meeting) became ja and each (member, "status") tilmeldt, as far as it was seen.

        The last time counts: who left and joined anew was not there in between.
        """
        rows = self.database.rows(
            "SELECT member, field, max(at) AS at FROM changes WHERE new = 'ja' COLLATE NOCASE"
            " OR (field = 'status' AND new = 'tilmeldt' COLLATE NOCASE) GROUP BY member, field"
        )
        return {(row["member"], row["field"]): datetime.fromisoformat(row["at"]) for row in rows}

    def changes_of(self, member: str) -> list[CellChange]:
        """Return all changes of a member, also of one whose row is gone, oldest first."""
        return [
            _change(row) for row in self.database.rows("SELECT * FROM changes WHERE member = ? ORDER BY id", (member,))
        ]

    def names_on_record(self) -> list[tuple[str, str]]:
        """Return (id, text) of every name and address that changes tell of, also of members who are gone."""
        rows = self.database.rows(
            "SELECT member, old, new FROM changes WHERE field IS NULL OR field IN ('navn', 'email') ORDER BY id"
        )
        return [(row["member"], text) for row in rows for text in (row["old"], row["new"]) if text]

    def count_changes(self, member: str, field: str, new: str) -> int:
        """Return how many times a cell was given a value."""
        row = self.database.row(
            "SELECT count(*) AS n FROM changes WHERE member = ? AND field = ? AND new = ?", (member, field, new)
        )
        return int(row["n"]) if row else 0

    def add_version(self, data: bytes, author: str, state: str, now: datetime) -> int:
        """Store the bytes of a members.csv; returns the version's number."""
        cursor = self.database.execute(
            "INSERT INTO versions (at, author, state, digest, data) VALUES (?, ?, ?, ?, ?)",
            (stamp(now), author, state, digest_of(data), zlib.compress(data)),
        )
        return int(cursor.lastrowid or 0)

    def set_version_state(self, version: int, state: str) -> None:
        """Change a version's state."""
        self.database.execute("UPDATE versions SET state = ? WHERE id = ?", (state, version))

    def drop_version(self, version: int) -> None:
        """Forget a version that never reached the disk."""
        self.database.execute("DELETE FROM versions WHERE id = ?", (version,))

    @property
    def digest_on_disk(self) -> str | None:
        """The digest of members.csv as Netpost last knew it to lie there, None before the first."""
        return self.database.value("members_on_disk")

    def note_on_disk(self, digest: str) -> None:
        """Remember what lies in members.csv now."""
        self.database.remember("members_on_disk", digest)

    def has_digest(self, digest: str, state: str) -> bool:
        """Tell whether a version with these bytes and state is known."""
        return bool(self.database.row("SELECT 1 FROM versions WHERE digest = ? AND state = ?", (digest, state)))

    def pending_versions(self) -> list[Version]:
        """Return the versions of which it is not known whether they reached the disk."""
        return [
            _version(row) for row in self.database.rows("SELECT * FROM versions WHERE state = 'pending' ORDER BY id")
        ]

    def unmerged_versions(self) -> list[Version]:
        """Return what staff saved in the moment of writing and no merge has taken over yet."""
        return [
            _version(row) for row in self.database.rows("SELECT * FROM versions WHERE state = 'unmerged' ORDER BY id")
        ]

    def recent_versions(self, limit: int) -> list[Version]:
        """Return the last versions that lay on disk, in the order of time."""
        rows = self.database.rows(
            "SELECT * FROM versions WHERE state IN ('written', 'found') ORDER BY id DESC LIMIT ?", (limit,)
        )
        return [_version(row) for row in reversed(rows)]

    def versions(self, limit: int, until: int | None = None) -> list[Version]:
        """Return the last versions of every state in the order of time. limit: 0 for all; until: the last number."""
        rows = self.database.rows(
            "SELECT * FROM versions WHERE id <= coalesce(?, id) ORDER BY id DESC LIMIT ?", (until, limit or -1)
        )
        return [_version(row) for row in reversed(rows)]

    def version(self, number: int) -> Version | None:
        """Return a version by its number."""
        row = self.database.row("SELECT * FROM versions WHERE id = ?", (number,))
        return _version(row) if row else None

    def written_after(self, number: int) -> Version | None:
        """Return the first version after another that was written, or is about to be."""
        row = self.database.row(
            "SELECT * FROM versions WHERE id > ? AND state IN ('written', 'pending') ORDER BY id LIMIT 1", (number,)
        )
        return _version(row) if row else None

    def version_numbers(self) -> tuple[int, int] | None:
        """Return the lowest and the highest number of a version, None where there is none."""
        row = self.database.row("SELECT min(id) AS low, max(id) AS high FROM versions")
        return (row["low"], row["high"]) if row and row["low"] is not None else None

    def drop_old_versions(self, before: datetime, kept: int) -> int:
        """Forget versions from before a moment, but for the newest that lay on disk and what is still to be done.

        Returns how many went. As the newest stay, no number is given to a second version.
        """
        cursor = self.database.execute(
            "DELETE FROM versions WHERE at < ? AND state NOT IN ('pending', 'unmerged') AND id <"
            " (SELECT id FROM versions WHERE state IN ('written', 'found') ORDER BY id DESC LIMIT 1 OFFSET ?)",
            (stamp(before), kept - 1),
        )
        return cursor.rowcount


def _change(row: Row) -> CellChange:
    get = row.__getitem__
    return CellChange(
        get("member"),
        get("field"),
        get("old"),
        get("new"),
        get("author"),
        get("why"),
        get("mail"),
        get("id"),
        get("at"),
    )


def _version(row: Row) -> Version:
    get = row.__getitem__
    at = datetime.fromisoformat(get("at"))
    return Version(get("id"), get("author"), get("state"), get("digest"), zlib.decompress(get("data")), at)
