"""What the journal holds about a person, and taking it out of every table.

What stays is what keeps mail from being done or sent twice, and says nothing about anybody: bare ids, moments, Message-IDs
and fingerprints of mails.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from netpost.files import digest_of
from netpost.journal.database import Database, Row, stamp
from netpost.journal.members import MemberRecords, Version
from netpost.members.erasing import take_out_person
from netpost.members.traces import Traces

#: nothing more will become of a mail in one of these states
ENDED = frozenset({"sent", "withdrawn", "missed", "refused"})
MAIL_TEXTS = ("sender_name", "subject", "reasons", "unused_text", "proposal")
BLANK_TEXTS = "subject = '', reasons = '[]', unused_text = '', proposal = NULL"
BLANK_MAIL = f"sender = '', sender_name = '', {BLANK_TEXTS}"


class PersonalRecords:
    """Finding and erasing what all tables hold about one person. Erasing stands inside a transaction."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def erased(self) -> frozenset[str]:
        """Return the ids of people who were erased."""
        return frozenset(row["member"] for row in self.database.rows("SELECT member FROM erased"))

    def versions(self) -> Iterable[Version]:
        """Return every stored version, oldest first, one at a time: there may be hundreds."""
        records = MemberRecords(self.database)
        rows = self.database.rows("SELECT id FROM versions ORDER BY id")
        return filter(None, (records.version(row["id"]) for row in rows))

    def texts_of(self, ids: Collection[str], column: str) -> set[str]:
        """Return everything that ever stood in a column of these rows, as far as changes were recorded."""
        rows = self.database.rows(
            f"SELECT old, new FROM changes WHERE field = ? AND member IN ({_marks(ids)})",  # noqa: S608
            (column, *ids),
        )
        return {text for row in rows for text in (row["old"], row["new"]) if text}

    def mails_about(self, traces: Traces) -> list[int]:
        """Return the numbers of the mails that the person wrote, that changed the person's row, or that name the person."""
        marks = _marks(traces.ids)
        caused = self.database.rows(
            f"SELECT DISTINCT mail FROM changes WHERE mail IS NOT NULL AND member IN ({marks})",  # noqa: S608
            tuple(traces.ids),
        )
        numbers = {row["mail"] for row in caused}
        for row in self.database.rows("SELECT * FROM mails"):
            if row["sender"] in traces.addresses or traces.is_in(_mail_text(row)):
                numbers.add(row["id"])
        return sorted(numbers)

    def owed_about(self, traces: Traces) -> list[str]:
        """Return the keys of the mails to or about the person, reports to staff left out, oldest first."""
        rows = self.database.rows(
            "SELECT key, members, recipient FROM owed WHERE kind <> 'rapport' ORDER BY created_at, key"
        )
        return [
            row["key"]
            for row in rows
            if row["recipient"] in traces.addresses or traces.ids & set(json.loads(row["members"]))
        ]

    def notices_about(self, traces: Traces) -> list[tuple[datetime, str]]:
        """Return (when, sentence) of what staff were or are to be told about the person."""
        rows = self.database.rows("SELECT * FROM notices ORDER BY id")
        return [
            (datetime.fromisoformat(row["at"]), row["sentence"])
            for row in rows
            if _names(f"{row['key']} {row['sentence']}", traces)
        ]

    def has_unsettled(self, traces: Traces) -> bool:
        """Tell whether a mail to the person may be on its way just now."""
        rows = self.database.rows("SELECT key FROM owed WHERE state IN ('sending', 'unknown')")
        return bool({row["key"] for row in rows} & set(self.owed_about(traces)))

    def left_before(self, moment: datetime) -> list[str]:
        """Return the ids of members who have been afmeldt, or whose row has been gone, since before a moment.

        Of whom the journal does not know since when, the moment counts at which it was begun.
        """
        rows = self.database.rows(
            "SELECT id, cells, (SELECT max(at) FROM changes WHERE member = id AND field = 'status') AS at FROM members"
        )
        begun = self.database.require("begun_at")
        left = [
            row["id"]
            for row in rows
            if json.loads(row["cells"]).get("status", "").casefold() == "afmeldt"
            and (row["at"] or begun) < stamp(moment)
        ]
        gone = self.database.rows(
            "SELECT member, max(at) AS at FROM changes WHERE member NOT IN (SELECT id FROM members)"
            " AND member NOT IN (SELECT member FROM erased) GROUP BY member"
        )
        return [*left, *(row["member"] for row in gone if row["at"] < stamp(moment))]

    def erase(self, traces: Traces, now: datetime) -> None:
        """Take the person out of all tables but `members`, and note the ids as erased."""
        mails = self.mails_about(traces)
        self._note_erased(traces.ids, now)
        self._blank_changes(traces)
        for number in mails:
            self._blank_mail(number, traces)
        self._blank_owed(traces)
        self._blank_notices(traces)
        self._delete("invitations", "member", traces.ids)
        self._clean_versions(traces)

    def erase_strangers(self, moment: datetime, known: Collection[str]) -> int:
        """Blank mails decided before a moment that nobody waits for and none of the known addresses wrote; returns how many."""
        cursor = self.database.execute(
            f"UPDATE mails SET {BLANK_MAIL} WHERE decided_at < ? AND sender <> '' AND (state <> 'review' OR closed IS NOT NULL)"  # noqa: S608
            f" AND sender NOT IN ({_marks(known)})",
            (stamp(moment), *known),
        )
        return cursor.rowcount

    def _note_erased(self, ids: Iterable[str], now: datetime) -> None:
        self.database.execute_many(
            "INSERT OR IGNORE INTO erased (member, at) VALUES (?, ?)", [(member, stamp(now)) for member in ids]
        )

    def _blank_changes(self, traces: Traces) -> None:
        """That something changed, and when, stays; what, goes. In others' rows only the person's own traces go."""
        self.database.execute(
            f"UPDATE changes SET old = '', new = '' WHERE member IN ({_marks(traces.ids)})",  # noqa: S608
            tuple(traces.ids),
        )
        self._rewrite("changes", "id", ("old", "new", "why"), traces, "member NOT IN (SELECT member FROM erased)")

    def _blank_mail(self, number: int, traces: Traces) -> None:
        """Blank what the person wrote, and what others wrote about the person alone; take the person out of the rest."""
        row = self.database.row("SELECT * FROM mails WHERE id = ?", (number,))
        changed = {one["member"] for one in self.database.rows("SELECT member FROM changes WHERE mail = ?", (number,))}
        if row and row["sender"] in traces.addresses:
            # the mail itself still lies in the inbox: whoever erases is told so, the report lists it no more
            closing = "closed = coalesce(closed, 'erased')"
            self.database.execute(f"UPDATE mails SET {BLANK_MAIL}, {closing} WHERE id = ?", (number,))  # noqa: S608
        elif changed and changed <= traces.ids:
            self.database.execute(f"UPDATE mails SET {BLANK_TEXTS} WHERE id = ?", (number,))  # noqa: S608
        else:
            self._rewrite("mails", "id", MAIL_TEXTS, traces, f"id = {int(number)}")

    def _blank_owed(self, traces: Traces) -> None:
        for key in self.owed_about(traces):
            row = self.database.row("SELECT * FROM owed WHERE key = ?", (key,))
            if row:
                self._blank_one_owed(row, traces)
        for row in self.database.rows("SELECT key, frozen FROM owed WHERE frozen IS NOT NULL"):
            if traces.is_in_mail(row["frozen"]):
                self.database.execute("UPDATE owed SET frozen = NULL WHERE key = ?", (row["key"],))
        self._rewrite("owed", "key", ("options", "why", "detail"), traces)

    def _blank_one_owed(self, row: Row, traces: Traces) -> None:
        """What is still to go to others as well is written anew without the person; the rest is given up."""
        others = [member for member in json.loads(row["members"]) if member not in traces.ids]
        is_to_person = row["recipient"] in traces.addresses
        goes_on = bool(others) and not is_to_person
        state = row["state"] if row["state"] in ENDED or goes_on else "withdrawn"
        members = json.dumps(others) if goes_on else row["members"]
        recipient = "" if is_to_person else row["recipient"]
        self.database.execute(
            "UPDATE owed SET state = ?, members = ?, recipient = ?, frozen = NULL, detail = '' WHERE key = ?",
            (state, members, recipient, row["key"]),
        )

    def _blank_notices(self, traces: Traces) -> None:
        """Drop what was told already; take the person out of what is still to be told."""
        rows = self.database.rows("SELECT * FROM notices")
        named = [row for row in rows if _names(f"{row['key']} {row['sentence']}", traces)]
        self._delete("notices", "id", [row["id"] for row in named if row["reported_on"]])
        self._rewrite("notices", "id", ("key", "sentence"), traces)

    def _clean_versions(self, traces: Traces) -> None:
        for version in self.versions():
            cleaned = take_out_person(version.data, traces).data
            if not cleaned:
                self._delete("versions", "id", [version.id])
            elif cleaned != version.data:
                self.database.execute(
                    "UPDATE versions SET digest = ?, data = ? WHERE id = ?",
                    (digest_of(cleaned), zlib.compress(cleaned), version.id),
                )

    def _rewrite(self, table: str, key: str, columns: Sequence[str], traces: Traces, condition: str = "1") -> None:
        """Take the person out of some columns of a table, row by row."""
        for row in self.database.rows(f"SELECT {key}, {', '.join(columns)} FROM {table} WHERE {condition}"):  # noqa: S608
            texts = [row[column] and traces.take_out_of(row[column]) for column in columns]
            if texts != [row[column] for column in columns]:
                assignments = ", ".join(f"{column} = ?" for column in columns)
                self.database.execute(f"UPDATE {table} SET {assignments} WHERE {key} = ?", (*texts, row[key]))  # noqa: S608

    def _delete(self, table: str, column: str, values: Collection[object]) -> None:
        self.database.execute(f"DELETE FROM {table} WHERE {column} IN ({_marks(values)})", tuple(values))  # noqa: S608


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" for _ in values)


def _names(text: str, traces: Traces) -> bool:
    return traces.is_in(text) or any(member in text for member in traces.ids)


def _mail_text(row: Row) -> str:
    return "\n".join(row[field] or "" for field in MAIL_TEXTS)
