"""The values of deciding: the world that a mail is held against, and what is to be done about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from netpost.journal.members import CellChange
from netpost.journal.notices import Notice
from netpost.journal.owed import OwedMail
from netpost.meetings import Meeting
from netpost.members.member import Member, Table
from netpost.trust import Verdict


@dataclass(frozen=True)
class CalendarEntry:
    """The calendar entry of ours that an answer is about. sequence: of the invitation as last sent (RFC 5546)."""

    member: str
    meeting: str
    sequence: int = 0


@dataclass(frozen=True)
class World:
    """What must be known to decide.

    meetings: all good ones of meetings.csv; has_faulty_meetings: there are others. counted_at: the moment that the mail
    counts from (its arrival, never later than now), aware, Europe/Copenhagen. now: the moment of deciding, None where it
    is the same. memberships: member id → how many times the person has joined. declines: member id → how many afbud receipts were owed before. unconfirmed:
    ids of members whose confirmation has not left yet. next_number: number of the next member id. price: kroner, 0 =
    none is named. entry: what a calendar answer is about; None where its UID is not ours. returned: the mail of ours
    that a bounce is about; None where it names none of ours. answered: the mails of ours that an automatic reply names
    in In-Reply-To or References. is_ordered: staff have ordered that the mail be carried
    out, so what only a person may judge (doubts of the reading, who sent it, a deadline) stops it no more.
    """

    table: Table
    meetings: tuple[Meeting, ...]
    counted_at: datetime
    own_addresses: tuple[str, ...]
    verdict: Verdict
    now: datetime | None = None
    has_faulty_meetings: bool = False
    memberships: Mapping[str, int] = field(default_factory=dict)
    declines: Mapping[str, int] = field(default_factory=dict)
    unconfirmed: frozenset[str] = frozenset()
    next_number: int = 1
    price: int = 0
    entry: CalendarEntry | None = None
    returned: OwedMail | None = None
    answered: tuple[OwedMail, ...] = ()
    is_ordered: bool = False

    @property
    def remaining(self) -> tuple[Meeting, ...]:
        """The meetings that are still to come when the mail counts, by date."""
        coming = [m for m in self.meetings if not m.is_cancelled and m.begins_at > self.counted_at]
        return tuple(sorted(coming, key=lambda meeting: meeting.day))


@dataclass(frozen=True)
class Decision:
    """What is done about a mail.

    outcome: "act", "review", "ignore" (nothing to do) or "known" (it is so already). reasons: Danish sentences.
    added: new members. changes: cells that change. rejoined: ids whose membership begins anew. owed: mails owed.
    notices: what staff are told besides. meetings: those that it is about, for urgency.
    partstat: the calendar answer to remember.
    """

    outcome: str
    reasons: tuple[str, ...] = ()
    added: tuple[Member, ...] = ()
    changes: tuple[CellChange, ...] = ()
    rejoined: tuple[str, ...] = ()
    owed: tuple[OwedMail, ...] = ()
    notices: tuple[Notice, ...] = ()
    meetings: tuple[str, ...] = ()
    partstat: str | None = None


class DoubtError(Exception):
    """A person must look; the text is the Danish reason. Caught in decide(), never seen outside."""
