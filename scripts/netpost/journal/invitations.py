"""The calendar entries that members hold: what was sent to whom, so that each change or cancellation reaches it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from netpost.journal.database import Database, Row


@dataclass(frozen=True)
class Held:
    """A calendar entry as the member's calendar has it. print: its time and place; partstat: the member's answer."""

    member: str
    meeting: str
    uid: str
    sequence: int
    print: str
    partstat: str
    is_cancelled: bool = False


class InvitationRecords:
    """Reading and writing calendar entries."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def find(self, member: str, meeting: str) -> Held | None:
        """Return the entry of a member for a meeting."""
        row = self.database.row("SELECT * FROM invitations WHERE member = ? AND meeting = ?", (member, meeting))
        return _held(row) if row else None

    def of_member(self, member: str) -> list[Held]:
        """Return the entries of a member, by meeting."""
        rows = self.database.rows("SELECT * FROM invitations WHERE member = ? ORDER BY meeting", (member,))
        return [_held(row) for row in rows]

    def with_uid(self, uid: str) -> Held | None:
        """Return the entry with a UID."""
        row = self.database.row("SELECT * FROM invitations WHERE uid = ?", (uid,))
        return _held(row) if row else None

    def store(self, held: Held) -> None:
        """Record what the member's calendar was sent."""
        self.database.execute(
            "INSERT OR REPLACE INTO invitations (member, meeting, uid, sequence, print, partstat, is_cancelled)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (held.member, held.meeting, held.uid, held.sequence, held.print, held.partstat, int(held.is_cancelled)),
        )

    def note_answer(self, held: Held, partstat: str) -> None:
        """Record a member's calendar answer."""
        self.store(replace(held, partstat=partstat))


def _held(row: Row) -> Held:
    get = row.__getitem__
    return Held(
        get("member"),
        get("meeting"),
        get("uid"),
        get("sequence"),
        get("print"),
        get("partstat"),
        bool(get("is_cancelled")),
    )
