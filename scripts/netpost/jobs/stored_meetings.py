"""The meetings of the last good meetings.csv, kept in the journal: what goes on when the file is broken or away."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, time

from netpost.journal import Journal
from netpost.meetings import Meeting


def load_meetings(journal: Journal, name: str) -> tuple[Meeting, ...]:
    """Return the meetings that were stored under a name, () where none were."""
    stored = journal.value(name)
    return tuple(_unpack_meeting(row) for row in json.loads(stored)) if stored else ()


def store_meetings(journal: Journal, name: str, meetings: Iterable[Meeting]) -> None:
    """Store meetings under a name, inside a transaction."""
    journal.remember(name, json.dumps([_pack_meeting(meeting) for meeting in meetings]))


def _pack_meeting(meeting: Meeting) -> list[str | None]:
    return [
        meeting.id,
        meeting.day.isoformat(),
        meeting.start.isoformat() if meeting.start else None,
        meeting.end.isoformat() if meeting.end else None,
        meeting.city,
        meeting.place,
        meeting.address,
        meeting.signup_deadline.isoformat() if meeting.signup_deadline else None,
        meeting.decline_deadline.isoformat() if meeting.decline_deadline else None,
        meeting.status,
    ]


def _unpack_meeting(row: list[str | None]) -> Meeting:
    def day(text: str | None) -> date | None:
        return date.fromisoformat(text) if text else None

    def clock(text: str | None) -> time | None:
        return time.fromisoformat(text) if text else None

    identity, held, start, end, city, place, address, signup, decline, status = row
    return Meeting(
        identity or "",
        date.fromisoformat(held or ""),
        clock(start),
        clock(end),
        city or "",
        place or "",
        address or "",
        day(signup),
        day(decline),
        status or "planlagt",
    )
