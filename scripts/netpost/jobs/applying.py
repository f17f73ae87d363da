"""A Decision → the journal: rows of members, changes, mails owed, notices. Inside a transaction."""

from __future__ import annotations

from dataclasses import replace

from netpost.decide import Decision
from netpost.jobs.session import Session
from netpost.journal.members import CellChange
from netpost.members.member import Table
from netpost.understand.reading import Reading


def apply_decision(session: Session, reading: Reading, decision: Decision, number: int) -> None:
    """Do what was decided about a mail. number: of the mail, under which all of it is recorded."""
    journal = session.journal
    if decision.added or decision.changes:
        session.store_table(_changed_table(session.table, decision))
        journal.members.add_changes(
            (replace(change, mail=number) for change in (*_arrivals(decision), *decision.changes)), session.now
        )
    for member in decision.rejoined:
        journal.members.begin_membership(member)
    for owed in decision.owed:
        journal.owed.add(replace(owed, mail=number), session.now)
    for notice in decision.notices:
        journal.notices.add(notice, session.now)
    _note_partstat(session, reading, decision)


def _arrivals(decision: Decision) -> list[CellChange]:
    return [
        change
        for member in decision.added
        for change in (
            CellChange(member.id, None, "", member.name, "netpost", "tilmeldt"),
            *(CellChange(member.id, column, "", text, "netpost", "tilmeldt") for column, text in member.cells.items()),
        )
    ]


def _changed_table(table: Table, decision: Decision) -> Table:
    cells: dict[str, dict[str, str]] = {}
    for change in decision.changes:
        if change.field:
            cells.setdefault(change.member, {})[change.field] = change.new
    changed = tuple(m.with_cells(cells[m.id]) if m.id in cells else m for m in table.members)
    return replace(table, members=(*changed, *decision.added))


def _note_partstat(session: Session, reading: Reading, decision: Decision) -> None:
    """Remember what the member's calendar says, also where members.csv says so already."""
    held = session.journal.invitations.with_uid(reading.calendar.uid) if reading.calendar else None
    if held and decision.partstat:
        session.journal.invitations.note_answer(held, decision.partstat)
