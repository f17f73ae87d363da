"""What was read: folders and their marks, every UID seen, every mail and what was decided about it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from netpost.journal.database import Database, Row, stamp


@dataclass(frozen=True)
class Place:
    """Where a mail lies on the server."""

    folder: str
    uidvalidity: int
    uid: int


@dataclass(frozen=True)
class MailRecord:
    """A mail as the journal knows it.

    sender: address, "" where the mail has none; sender_name: as displayed. arrived: INTERNALDATE. written: the Date header, None where missing.
    state: done, review, older. reasons: Danish sentences. references_to: message ids that the mail answers.
    proposal: what Netpost would do if staff ordered it, a Danish sentence, None where nothing. is_returned: they
    ordered it, and it could not be carried out. is_reported: a report has told of it as it stands now.
    """

    message_id: str | None
    fingerprint: str
    arrived: datetime
    written: datetime | None
    sender: str
    subject: str
    intent: str
    state: str
    reasons: tuple[str, ...]
    unused_text: str
    references_to: tuple[str, ...]
    is_urgent: bool = False
    id: int = 0
    closed: str | None = None
    sender_name: str = ""
    proposal: str | None = None
    is_returned: bool = False
    is_reported: bool = False


class MailRecords:
    """Reading and writing folders, uids and mails."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def register_uids(self, folder: str, uidvalidity: int, uids: Sequence[int], mark: int) -> None:
        """Give each new UID a row and move the mark."""
        self.database.execute_many(
            "INSERT OR IGNORE INTO uids (folder, uidvalidity, uid, state) VALUES (?, ?, ?, 'new')",
            [(folder, uidvalidity, uid) for uid in uids],
        )
        self.database.execute(
            "INSERT OR REPLACE INTO folders (folder, uidvalidity, mark) VALUES (?, ?, ?)", (folder, uidvalidity, mark)
        )

    def uids_to_read(self, folder: str, uidvalidity: int, now: datetime) -> list[int]:
        """Return the UIDs that are new, or failed and due for another try, lowest first."""
        rows = self.database.rows(
            "SELECT uid FROM uids WHERE folder = ? AND uidvalidity = ? AND (state = 'new' OR (state = 'failed' AND"
            " next_try <= ?)) ORDER BY uid",
            (folder, uidvalidity, stamp(now)),
        )
        return [row["uid"] for row in rows]

    def forget_old_uids(self, folder: str, uidvalidity: int) -> None:
        """Drop the rows of a UIDVALIDITY that the server has given up; the mails themselves stay known."""
        self.database.execute("DELETE FROM uids WHERE folder = ? AND uidvalidity <> ?", (folder, uidvalidity))

    def tries_of(self, place: Place) -> int:
        """Return how often reading this UID has failed."""
        row = self.database.row(
            "SELECT tries FROM uids WHERE folder = ? AND uidvalidity = ? AND uid = ?",
            (place.folder, place.uidvalidity, place.uid),
        )
        return row["tries"] if row else 0

    def note_failure(self, place: Place, fault: str, next_try: datetime) -> None:
        """Record that a UID could not be read this time."""
        self._set(place, "state = 'failed', tries = tries + 1, fault = ?, next_try = ?", fault, stamp(next_try))

    def note_gone(self, place: Place) -> None:
        """Record that a mail left the folder before it was read."""
        self._set(place, "state = 'gone', wanted = NULL")

    def note_read(self, place: Place, mail: int, state: str, wanted: str | None) -> None:
        """Record what became of a UID and what is still to be done on the server (flag, move)."""
        self._set(place, "state = ?, mail = ?, wanted = ?, fault = NULL", state, mail, wanted)

    def note_server_action(self, place: Place, action: str) -> None:
        """Record that the server has carried out a flag or move."""
        self._set(place, "wanted = NULL, is_flagged = ?", int(action == "flag"))

    def wanted_actions(self) -> list[tuple[Place, str]]:
        """Return flags and moves that the server has not carried out yet."""
        rows = self.database.rows("SELECT * FROM uids WHERE wanted IS NOT NULL ORDER BY folder, uid")
        return [(_place(row), row["wanted"]) for row in rows]

    def add(self, mail: MailRecord, now: datetime) -> int:
        """Store a mail; returns its number."""
        cursor = self.database.execute(
            "INSERT INTO mails (message_id, fingerprint, arrived, written, sender, subject, intent, state, reasons,"
            " unused_text, references_to, decided_at, is_urgent, sender_name, proposal, is_returned)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                mail.message_id,
                mail.fingerprint,
                stamp(mail.arrived),
                stamp(mail.written) if mail.written else None,
                mail.sender,
                mail.subject,
                mail.intent,
                mail.state,
                json.dumps(mail.reasons, ensure_ascii=False),
                mail.unused_text,
                json.dumps(mail.references_to),
                stamp(now),
                int(mail.is_urgent),
                mail.sender_name,
                mail.proposal,
                int(mail.is_returned),
            ),
        )
        return int(cursor.lastrowid or 0)

    def find(self, number: int) -> MailRecord | None:
        """Return a mail by its number."""
        row = self.database.row("SELECT * FROM mails WHERE id = ?", (number,))
        return _mail(row) if row else None

    def with_message_id(self, message_id: str) -> list[MailRecord]:
        """Return the mails that bear a Message-ID, oldest first."""
        return [
            _mail(row)
            for row in self.database.rows("SELECT * FROM mails WHERE message_id = ? ORDER BY id", (message_id,))
        ]

    def with_fingerprint(self, fingerprint: str) -> list[MailRecord]:
        """Return the mails with a fingerprint, oldest first."""
        rows = self.database.rows("SELECT * FROM mails WHERE fingerprint = ? ORDER BY id", (fingerprint,))
        return [_mail(row) for row in rows]

    def open_reviews(self) -> list[MailRecord]:
        """Return the mails that wait for staff, oldest first."""
        rows = self.database.rows("SELECT * FROM mails WHERE state = 'review' AND closed IS NULL ORDER BY arrived, id")
        return [_mail(row) for row in rows]

    def review_places(self) -> list[tuple[Place, int, bool]]:
        """Return where the waiting mails lie: place, mail number, whether Netpost has set the flag."""
        rows = self.database.rows(
            "SELECT uids.* FROM uids JOIN mails ON mails.id = uids.mail WHERE uids.state = 'review'"
            " AND mails.closed IS NULL ORDER BY uids.folder, uids.uid"
        )
        return [(_place(row), row["mail"], bool(row["is_flagged"])) for row in rows]

    def places_of(self, mail: int) -> list[Place]:
        """Return where a mail was seen."""
        return [_place(row) for row in self.database.rows("SELECT * FROM uids WHERE mail = ?", (mail,))]

    def close_review(self, mail: int, how: str, now: datetime) -> None:
        """End a review: answered, unflagged or moved."""
        self.database.execute("UPDATE mails SET closed = ?, closed_at = ? WHERE id = ?", (how, stamp(now), mail))
        self.leave_places(mail)

    def carry_out(self, mail: int, now: datetime) -> None:
        """End a review by doing what staff ordered; a copy that still waits somewhere is to lose its flag."""
        self.database.execute("UPDATE uids SET wanted = 'finish' WHERE mail = ? AND state = 'review'", (mail,))
        self.database.execute("UPDATE uids SET state = 'done' WHERE mail = ?", (mail,))
        self.database.execute("UPDATE mails SET closed = 'carried out', closed_at = ? WHERE id = ?", (stamp(now), mail))

    def return_order(
        self, mail: int, reasons: Sequence[str], proposal: str | None, *, is_urgent: bool, now: datetime
    ) -> None:
        """Put a mail before staff again: what they ordered could not be carried out; the next report tells why."""
        self.database.execute(
            "UPDATE mails SET state = 'review', closed = NULL, closed_at = NULL, reported_on = NULL, is_returned = 1,"
            " reasons = ?, proposal = ?, is_urgent = ?, decided_at = ? WHERE id = ?",
            (json.dumps(reasons, ensure_ascii=False), proposal, int(is_urgent), stamp(now), mail),
        )
        self.leave_places(mail)

    def leave_places(self, mail: int) -> None:
        """Look no more after a mail where it was seen so far: it has been moved away."""
        self.database.execute("UPDATE uids SET state = 'done', wanted = NULL WHERE mail = ?", (mail,))

    def unreported(self, state: str) -> list[MailRecord]:
        """Return the mails of a state that no report has told of yet."""
        rows = self.database.rows(
            "SELECT * FROM mails WHERE state = ? AND reported_on IS NULL ORDER BY arrived, id", (state,)
        )
        return [_mail(row) for row in rows]

    def note_reported(self, mails: Sequence[int], day: str) -> None:
        """Record that a report has told of these mails."""
        self.database.execute_many("UPDATE mails SET reported_on = ? WHERE id = ?", [(day, mail) for mail in mails])

    def _set(self, place: Place, assignments: str, *values: object) -> None:
        self.database.execute(
            f"UPDATE uids SET {assignments} WHERE folder = ? AND uidvalidity = ? AND uid = ?",  # noqa: S608
            (*values, place.folder, place.uidvalidity, place.uid),
        )


def _place(row: Row) -> Place:
    return Place(row["folder"], row["uidvalidity"], row["uid"])


def _mail(row: Row) -> MailRecord:
    get = row.__getitem__
    return MailRecord(
        message_id=get("message_id"),
        fingerprint=get("fingerprint"),
        arrived=datetime.fromisoformat(get("arrived")),
        written=datetime.fromisoformat(get("written")) if get("written") else None,
        sender=get("sender"),
        subject=get("subject"),
        intent=get("intent"),
        state=get("state"),
        reasons=tuple(json.loads(get("reasons"))),
        unused_text=get("unused_text"),
        references_to=tuple(json.loads(get("references_to"))),
        is_urgent=bool(get("is_urgent")),
        id=get("id"),
        closed=get("closed"),
        sender_name=get("sender_name"),
        proposal=get("proposal"),
        is_returned=bool(get("is_returned")),
        is_reported=get("reported_on") is not None,
    )
