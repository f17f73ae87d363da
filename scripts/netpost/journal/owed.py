"""Mails owed and sent: each a key (kind, member, meeting, occasion) that can exist only once.

States: owed → sending → sent, refused, unknown or (for another try) owed; owed ↔ held; owed or held → withdrawn or
missed; refused and unknown only go on by a word of the staff, or as unknown is looked into. Any other step is a fault
of the program and raises: a mail that may have left must never come back into the queue by accident.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from netpost.journal.database import Database, Row, stamp


class Kind(StrEnum):
    """The kinds of mail; the value is the template's name."""

    CONFIRMATION = "bekraeftelse"
    WAITING_LIST = "venteliste"
    ALREADY_MEMBER = "allerede_tilmeldt"
    CANCELLATION = "afmelding"
    DECLINE = "afbud"
    REMINDER = "paamindelse"
    FOLLOWUP = "opsamling"
    REPORT = "rapport"


#: Mails that answer somebody: sent by send_confirmations.py, and sent again when it is unknown whether they left.
ANSWERS = frozenset({Kind.CONFIRMATION, Kind.WAITING_LIST, Kind.ALREADY_MEMBER, Kind.CANCELLATION, Kind.DECLINE})


@dataclass(frozen=True)
class OwedMail:
    """A mail that is owed to somebody.

    members: ids of those it concerns, the first being the one it is counted under; () for staff mails.
    meetings: ids it is about. occasion: the running number of the membership or change (one for each member with + between
    where they differ, see join_occasions), the days of a reminder, the day of a report. recipient: address (several with commas between for staff). mail: number of the mail it answers.
    options: what the template needs besides, such as {"price": true}. why: English, for the journal.
    due_at: aware, for reminders and follow-ups. frozen: the bytes as first tried; None before.
    """

    kind: Kind
    members: tuple[str, ...]
    recipient: str
    meetings: tuple[str, ...] = ()
    occasion: str = ""
    mail: int | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    why: str = ""
    due_at: datetime | None = None
    is_by_staff: bool = False
    is_released: bool = False
    state: str = "owed"
    detail: str = ""
    message_id: str | None = None
    frozen: bytes | None = field(default=None, repr=False)
    tries: int = 0
    created_at: datetime | None = None
    attempted_at: datetime | None = None
    sent_at: datetime | None = None
    copy: str | None = None

    @property
    def key(self) -> str:
        """The key by which people name it: kind:member:meeting:occasion, empty parts left out."""
        meeting = "+".join(self.meetings) if self.kind in {Kind.DECLINE, Kind.REMINDER, Kind.FOLLOWUP} else ""
        parts = (self.kind, self.members[0] if self.members else "", meeting, self.occasion)
        return ":".join(part for part in parts if part)

    @property
    def claims(self) -> tuple[tuple[str, str, str, str], ...]:
        """The (member, kind, meeting, occasion) that nobody else may send."""
        meetings = self.meetings if self.kind in {Kind.REMINDER, Kind.FOLLOWUP} else ("",)
        if self.kind is Kind.DECLINE:
            meetings = ("+".join(self.meetings),)
        members = self.members or ("",)
        occasions = self.occasion.split("+")
        if len(occasions) != len(members):
            occasions = [self.occasion] * len(members)
        return tuple(
            (member, str(self.kind), meeting, occasion)
            for member, occasion in zip(members, occasions, strict=True)
            for meeting in meetings
        )


def join_occasions(numbers: Sequence[int]) -> str:
    """Return the occasion of a mail to several members with these running numbers: one where they are the same."""
    return "+".join(map(str, numbers)) if len(set(numbers)) > 1 else str(numbers[0])


class OwedRecords:
    """Reading and writing owed mails."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def add(self, mail: OwedMail, now: datetime) -> bool:
        """Owe a mail; False where any of those it concerns has or had the same one."""
        if any(self._is_claimed(claim) for claim in mail.claims):
            return False
        for member, kind, meeting, occasion in mail.claims:
            self.database.execute(
                "INSERT INTO owed_to (member, kind, meeting, occasion, key) VALUES (?, ?, ?, ?, ?)",
                (member, kind, meeting, occasion, mail.key),
            )
        self.database.execute(
            "INSERT INTO owed (key, kind, members, meetings, occasion, recipient, mail, options, why, state, created_at,"
            " due_at, is_by_staff, detail, message_id, frozen)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                mail.key,
                mail.kind,
                json.dumps(mail.members),
                json.dumps(mail.meetings),
                mail.occasion,
                mail.recipient,
                mail.mail,
                json.dumps(dict(mail.options)),
                mail.why,
                mail.state,
                stamp(now),
                stamp(mail.due_at) if mail.due_at else None,
                int(mail.is_by_staff),
                mail.detail,
                mail.message_id,
                mail.frozen,
            ),
        )
        return True

    def known_claims(self) -> set[tuple[str, str, str, str]]:
        """Return every (member, kind, meeting, occasion) that was ever owed."""
        return {tuple(row) for row in self.database.rows("SELECT member, kind, meeting, occasion FROM owed_to")}

    def find(self, key: str) -> OwedMail | None:
        """Return a mail by its key."""
        row = self.database.row("SELECT * FROM owed WHERE key = ?", (key,))
        return _owed(row) if row else None

    def in_state(self, *states: str) -> list[OwedMail]:
        """Return the mails in any of these states, oldest first."""
        marks = ", ".join("?" for _ in states)
        rows = self.database.rows(f"SELECT * FROM owed WHERE state IN ({marks}) ORDER BY created_at, key", states)  # noqa: S608
        return [_owed(row) for row in rows]

    def ready(self, kinds: Sequence[Kind], now: datetime) -> list[OwedMail]:
        """Return the owed mails of these kinds whose next try has come, oldest first."""
        rows = self.database.rows(
            "SELECT * FROM owed WHERE state = 'owed' AND (next_try IS NULL OR next_try <= ?) ORDER BY created_at, key",
            (stamp(now),),
        )
        return [mail for mail in map(_owed, rows) if mail.kind in kinds]

    def with_message_id(self, message_id: str) -> OwedMail | None:
        """Return the mail that went out under a Message-ID."""
        row = self.database.row("SELECT * FROM owed WHERE message_id = ?", (message_id,))
        return _owed(row) if row else None

    def hold(self, key: str, why: str) -> None:
        """Hold a mail for staff; why is a Danish sentence."""
        self._move(key, ("owed",), "state = 'held', detail = ?, reported_on = NULL", why)

    def release(self, key: str) -> None:
        """Owe a mail again that was held or refused, or of which nobody knows whether it left: staff have said so."""
        self._move(
            key,
            ("held", "refused", "unknown"),
            # what was refused is written anew, perhaps to a corrected address; of unknown fate the same bytes go again
            "frozen = CASE WHEN state = 'refused' THEN NULL ELSE frozen END,"
            " state = 'owed', is_released = 1, next_try = NULL, detail = ''",
        )

    def readdress(self, key: str, recipient: str) -> None:
        """Send a mail that was not tried yet to another address."""
        self._move(key, ("owed",), "recipient = ?", recipient)

    def resume(self, key: str) -> None:
        """Owe a mail of unknown fate again, with the same bytes."""
        self._move(key, ("unknown",), "state = 'owed', next_try = NULL, is_released = 1")

    def withdraw(self, key: str, why: str) -> None:
        """Give a mail up because its reason is gone, or because staff drop it."""
        self._move(key, ("owed", "held", "refused", "unknown"), "state = 'withdrawn', detail = ?", why)

    def note_missed(self, key: str, why: str) -> None:
        """Give a mail up that came too late, and have staff told; why is a Danish sentence."""
        self._move(key, ("owed", "held"), "state = 'missed', detail = ?, reported_on = NULL", why)

    def note_attempt(self, key: str, frozen: bytes, message_id: str, now: datetime) -> None:
        """Freeze the bytes and record that the server is about to get them."""
        self._move(
            key,
            ("owed",),
            "state = 'sending', frozen = ?, message_id = ?, attempted_at = ?, tries = tries + 1",
            frozen,
            message_id,
            stamp(now),
        )

    def note_sent(self, key: str, now: datetime, copy: str | None) -> None:
        """Record that the server took the mail; copy "wanted": a copy must still go into the sent folder."""
        self._move(key, ("sending", "unknown"), "state = 'sent', sent_at = ?, copy = ?, detail = ''", stamp(now), copy)

    def note_copied(self, key: str) -> None:
        """Record that the sent folder holds a copy."""
        self._move(key, ("sent",), "copy = 'done'")

    def note_later(self, key: str, detail: str, next_try: datetime) -> None:
        """Record a temporary refusal: the same bytes are tried again at next_try."""
        self._move(key, ("sending",), "state = 'owed', detail = ?, next_try = ?", detail, stamp(next_try))

    def note_refused(self, key: str, detail: str) -> None:
        """Record a permanent refusal, for staff."""
        self._move(key, ("sending",), "state = 'refused', detail = ?, reported_on = NULL", detail)

    def note_unknown(self, key: str, detail: str) -> None:
        """Record that nobody knows whether the server took the mail, for staff."""
        self._move(key, ("sending",), "state = 'unknown', detail = ?, reported_on = NULL", detail)

    def wanting_copy(self) -> list[OwedMail]:
        """Return the sent mails that the sent folder does not hold yet."""
        return [_owed(row) for row in self.database.rows("SELECT * FROM owed WHERE copy = 'wanted' ORDER BY sent_at")]

    def count_answers(self, recipient: str, since: datetime) -> int:
        """Return how many automatic answers an address was sent since a moment."""
        marks = ", ".join("?" for _ in ANSWERS)
        row = self.database.row(
            f"SELECT count(*) AS n FROM owed WHERE recipient = ? AND sent_at >= ? AND kind IN ({marks})",  # noqa: S608
            (recipient, stamp(since), *sorted(ANSWERS)),
        )
        return int(row["n"]) if row else 0

    def count_by_member(self, kind: Kind) -> dict[str, int]:
        """Return for each member how many mails of a kind were ever owed."""
        rows = self.database.rows("SELECT member, count(*) AS n FROM owed_to WHERE kind = ? GROUP BY member", (kind,))
        return {row["member"]: row["n"] for row in rows}

    def about(self, member: str) -> list[OwedMail]:
        """Return the mails that concern a member, oldest first."""
        rows = self.database.rows(
            "SELECT * FROM owed WHERE key IN (SELECT key FROM owed_to WHERE member = ?) ORDER BY created_at, key",
            (member,),
        )
        return [_owed(row) for row in rows]

    def unreported(self, *states: str) -> list[OwedMail]:
        """Return the mails in these states that no report has told of yet."""
        told = self.database.rows("SELECT key FROM owed WHERE reported_on IS NOT NULL")
        known = {row["key"] for row in told}
        return [mail for mail in self.in_state(*states) if mail.key not in known]

    def note_reported(self, keys: Sequence[str], day: str) -> None:
        """Record that a report has told of these mails."""
        self.database.execute_many("UPDATE owed SET reported_on = ? WHERE key = ?", [(day, key) for key in keys])

    def _is_claimed(self, claim: tuple[str, str, str, str]) -> bool:
        statement = "SELECT 1 FROM owed_to WHERE member = ? AND kind = ? AND meeting = ? AND occasion = ?"
        return bool(self.database.row(statement, claim))

    def _move(self, key: str, states: Sequence[str], assignments: str, *values: object) -> None:
        marks = ", ".join("?" for _ in states)
        statement = f"UPDATE owed SET {assignments} WHERE key = ? AND state IN ({marks})"  # noqa: S608
        if self.database.execute(statement, (*values, key, *states)).rowcount != 1:
            raise RuntimeError(f"{key}: not in any of the states {', '.join(states)}")


def _owed(row: Row) -> OwedMail:
    get = row.__getitem__

    def moment(name: str) -> datetime | None:
        return datetime.fromisoformat(get(name)) if get(name) else None

    return replace(
        OwedMail(Kind(get("kind")), tuple(json.loads(get("members"))), get("recipient")),
        meetings=tuple(json.loads(get("meetings"))),
        occasion=get("occasion"),
        mail=get("mail"),
        options=json.loads(get("options")),
        why=get("why"),
        due_at=moment("due_at"),
        is_by_staff=bool(get("is_by_staff")),
        is_released=bool(get("is_released")),
        state=get("state"),
        detail=get("detail"),
        message_id=get("message_id"),
        frozen=get("frozen"),
        tries=get("tries"),
        created_at=moment("created_at"),
        attempted_at=moment("attempted_at"),
        sent_at=moment("sent_at"),
        copy=get("copy"),
    )
