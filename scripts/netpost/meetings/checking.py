"""The rows of meetings.csv → meetings, and what is wrong with them.

A meeting with any fault is left out, so that no mail about it goes to the wrong place or day; the fault is said to staff
in Danish, with the row as the spreadsheet counts it, the words in the cell, and what to write instead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import TypeVar

from netpost.meetings.dates import read_date, read_time
from netpost.meetings.file import Row
from netpost.meetings.meeting import Meeting

PLANNED, CANCELLED = "planlagt", "aflyst"
Value = TypeVar("Value", date, time)


@dataclass(frozen=True)
class MeetingProblem:
    """A fault in meetings.csv. meeting: the id whose mail stops; None concerns the whole file. sentence: Danish."""

    meeting: str | None
    sentence: str


@dataclass(frozen=True)
class Meetings:
    """The meetings by date, and what is wrong with the file. A meeting with a problem is not in `all`.

    known: the last good version of each meeting, those with a problem included: the `previous` of the next reading.
    """

    all: tuple[Meeting, ...]
    problems: tuple[MeetingProblem, ...] = ()
    known: tuple[Meeting, ...] = ()


class _Faults:
    """The faults of one row, gathered while its cells are read."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.sentences: list[str] = []

    def add(self, column: str, why: str, remedy: str) -> None:
        """Note a fault of one cell. why: what stands after the cell's text."""
        text = self.row.cells.get(column, "")
        cell = f"{column} »{text}«" if text else column
        self.sentences.append(f"meetings.csv, række {self.row.number}: {cell} {why}. {remedy}")


def check_meetings(rows: list[Row], previous: tuple[Meeting, ...], today: date | None) -> Meetings:
    """Turn rows into meetings by date; a meeting with a problem is left out. previous, today: see read_meetings."""
    read = [_read_row(row) for row in rows]
    problems = [MeetingProblem(meeting, sentence) for meeting, _, faults in read for sentence in faults.sentences]
    ids = Counter(meeting for meeting, _, _ in read if meeting is not None)
    problems += [_doubled(meeting, read) for meeting, count in ids.items() if count > 1]
    good = [meeting for _, meeting, _ in read if meeting is not None]
    problems += _vanished(good, set(ids), previous, today)
    stopped = {problem.meeting for problem in problems}
    fine = [meeting for meeting in good if meeting.id not in stopped]
    kept = [old for old in previous if old.id in stopped]
    return Meetings(_by_date(fine), tuple(problems), _by_date(fine + kept))


def _by_date(meetings: list[Meeting]) -> tuple[Meeting, ...]:
    return tuple(sorted(meetings, key=lambda meeting: (meeting.day, meeting.id)))


def _read_row(row: Row) -> tuple[str | None, Meeting | None, _Faults]:
    """Read one row: its id as far as it is known, the meeting if nothing is wrong, and the faults."""
    faults = _Faults(row)
    known_id = _read_cell(faults, "id", read_date, "Skriv den dato, mødet først blev meldt ud til, f.eks. 2017-09-14.")
    day = _read_cell(faults, "dato", read_date, "Skriv den f.eks. 2017-09-14.")
    for column, value in (("id", known_id), ("dato", day)):
        if value is None and not row.cells[column]:
            faults.add(column, "mangler", "Skriv den f.eks. 2017-09-14.")
    if row.surplus:
        faults.sentences.append(
            f"meetings.csv, række {row.number}: »{row.surplus}« står til højre for den sidste kolonne; "
            "en celle er nok blevet delt ved et komma. Saml den igen i regnearket."
        )
    times = [_read_cell(faults, column, read_time, "Skriv det f.eks. 10.00.") for column in ("start", "slut")]
    limits = [
        _read_cell(faults, column, read_date, "Skriv den f.eks. 2017-09-01.")
        for column in ("tilmeldingsfrist", "afbudsfrist")
    ]
    _check_order(faults, day, times, limits)
    status = _read_status(faults)
    # A row without an id is most likely the meeting of its date: that one's mail stops too.
    named = known_id or day
    name = named.isoformat() if named else None
    if faults.sentences or day is None or name is None:
        return name, None, faults
    city, place, address = (row.cells.get(column, "") for column in ("by", "sted", "adresse"))
    return name, Meeting(name, day, times[0], times[1], city, place, address, limits[0], limits[1], status), faults


def _read_cell(faults: _Faults, column: str, read: Callable[[str], Value], remedy: str) -> Value | None:
    text = faults.row.cells.get(column, "")
    if not text:
        return None
    try:
        return read(text)
    except ValueError as error:
        faults.add(column, str(error), remedy)
        return None


def _check_order(faults: _Faults, day: date | None, times: list[time | None], limits: list[date | None]) -> None:
    start, end = times
    if start is not None and end is not None and end <= start:
        faults.add("slut", f"ligger ikke efter start »{faults.row.cells['start']}«", "Ret et af de to klokkeslæt.")
    for column, limit in zip(("tilmeldingsfrist", "afbudsfrist"), limits, strict=True):
        if limit is not None and day is not None and limit > day:
            faults.add(column, f"ligger efter mødets dato »{faults.row.cells['dato']}«", "Ret en af de to datoer.")


def _read_status(faults: _Faults) -> str:
    status = faults.row.cells.get("status", "").casefold()
    if status in {"", PLANNED, CANCELLED}:
        return status or PLANNED
    from difflib import get_close_matches

    near = get_close_matches(status, (PLANNED, CANCELLED), 1)
    meant = f"Mente I »{near[0]}«? " if near else ""
    faults.add(
        "status", "er ikke et ord, Netpost kender", f"{meant}Skriv planlagt eller aflyst, eller lad cellen stå tom."
    )
    return status


def _doubled(meeting: str, read: list[tuple[str | None, Meeting | None, _Faults]]) -> MeetingProblem:
    numbers = [str(faults.row.number) for name, _, faults in read if name == meeting]
    return MeetingProblem(
        meeting,
        f"meetings.csv, række {', '.join(numbers[:-1])} og {numbers[-1]}: id {meeting} står flere gange. "
        "Slet den ene række, eller giv den sit eget id.",
    )


def _vanished(
    good: list[Meeting], ids: set[str], previous: tuple[Meeting, ...], today: date | None
) -> Iterator[MeetingProblem]:
    """Tell of ids that were there and are not any more, and of new ids that seem to stand in their place."""
    known = {meeting.id for meeting in previous}
    for old in previous:
        if old.id in ids or (today is not None and old.day < today):
            continue
        successors = [new for new in good if new.id not in known and _is_same(old, new)]
        if not successors:
            yield MeetingProblem(
                old.id,
                f"meetings.csv: mødet {old.id} ({old.city}) er ikke længere i filen. "
                "Sæt rækken ind igen, og skriv aflyst i status, hvis mødet ikke skal holdes.",
            )
        for new in successors:
            sentence = (
                f"meetings.csv: id {old.id} er blevet til {new.id}. Skriv {old.id} i id igen; "
                "et mødes id ændres aldrig, heller ikke når dato ændres."
            )
            yield MeetingProblem(old.id, sentence)
            yield MeetingProblem(new.id, sentence)


def _is_same(old: Meeting, new: Meeting) -> bool:
    """Tell whether two rows are one meeting under two ids: the same day, or the same place."""
    if old.day == new.day:
        return True
    where = (old.city, old.place, old.address)
    return any(where) and where == (new.city, new.place, new.address)
