"""Decision → one Danish sentence: what Netpost would do with a waiting mail if staff ordered it.

The sentence names everybody and everything that would change: staff order what they have read, and an order is carried
out only while the sentence is still the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from netpost.danish import format_day_and_month, join_words
from netpost.decide.decision import Decision, World
from netpost.journal.members import CellChange
from netpost.journal.owed import Kind
from netpost.meetings import Meeting
from netpost.members.member import Member
from netpost.understand.reading import Intent

NUMBER_WORDS = ("", "", "begge", "alle tre", "alle fire", "alle fem", "alle seks", "alle syv", "alle otte", "alle ni")


def describe_proposal(decision: Decision, intent: Intent, world: World) -> str | None:
    """Say what the decision would do, as in "Netpost kan melde Bo Lund (M0002) ud af netværket."; None for nothing.

    decision: as made with World.is_ordered.
    """
    if decision.outcome != "act":
        return None
    clauses = _describe_signup(decision, world) if intent is Intent.SIGNUP else _describe_rest(decision, intent, world)
    return f"Netpost kan {' og '.join(clauses)}." if clauses else None


def _describe_signup(decision: Decision, world: World) -> list[str]:
    where = _name_covered(decision.meetings, world)
    known = world.table.by_id()
    clauses = []
    if decision.added:
        clauses.append(f"tilmelde {join_words([_introduce(member) for member in decision.added])} {where}")
    for number in decision.rejoined:
        details = [change for change in _changes_of(decision, number) if change.why == "tilmeldt igen"]
        again = known[number].with_cells({str(change.field): change.new for change in details})
        clauses.append(f"tilmelde {_introduce(again, again.id)} igen {where}")
    clauses += [
        _describe_cells(_changes_of(decision, number), known[number], world)
        for number in _members_changed(decision)
        if number not in decision.rejoined
    ]
    told = [known[number] for owed in decision.owed if owed.kind is Kind.ALREADY_MEMBER for number in owed.members]
    if told:
        clauses.append(f"svare, at {join_words([_name(member) for member in told])} allerede er tilmeldt")
    return clauses


def _describe_rest(decision: Decision, intent: Intent, world: World) -> list[str]:
    known = world.table.by_id()
    clauses = []
    for number in _members_changed(decision):
        member, changes = known[number], _changes_of(decision, number)
        where = _name_meetings([str(change.field) for change in changes], world)
        if intent is Intent.CANCEL:
            clauses.append(f"melde {_name(member)} ud af netværket")
        elif intent is Intent.DECLINE:
            clauses.append(f"notere afbud fra {_name(member)} {where}")
        elif intent is Intent.ACCEPT:
            clauses.append(f"notere, at {_name(member)} kommer {where}")
        else:
            clauses.append(_describe_cells(changes, member, world))
    return clauses


def _describe_cells(changes: Sequence[CellChange], member: Member, world: World) -> str:
    cells = [
        (_name_column(str(change.field), world), f"{change.old or 'tom'} → {change.new or 'tom'}") for change in changes
    ]
    if len(cells) == 1:
        return f"rette {cells[0][0]} for {_name(member)}: {cells[0][1]}"
    listed = "; ".join(f"{column}: {change}" for column, change in cells)
    return f"rette oplysninger for {_name(member)}: {listed}"


def _name_column(column: str, world: World) -> str:
    meeting = next((one for one in world.meetings if one.id == column), None)
    return _name_meeting(meeting) if meeting else "EAN" if column == "ean" else column


def _introduce(member: Member, number: str = "") -> str:
    """Name somebody with all that would stand in the row, so that staff can see whether it was read right.

    number: of somebody who was a member before; a new one gets the next that is free by then.
    """
    ean = f"EAN {member.cell('ean')}" if member.cell("ean") else ""
    details = [number, *(member.cell(column) for column in ("titel", "organisation", "email", "telefon")), ean]
    listed = ", ".join(detail for detail in details if detail)
    return f"{member.name} ({listed})" if listed else member.name


def _name(member: Member) -> str:
    return f"{member.name or member.email or 'personen uden navn'} ({member.id})"


def _name_covered(ids: Sequence[str], world: World) -> str:
    if set(ids) == {meeting.id for meeting in world.remaining} and 1 < len(ids) < len(NUMBER_WORDS):
        return f"til {NUMBER_WORDS[len(ids)]} møder"
    return _name_meetings(ids, world)


def _name_meetings(ids: Iterable[str], world: World) -> str:
    named = sorted((one for one in world.meetings if one.id in set(ids)), key=lambda meeting: meeting.day)
    return "til " + join_words([_name_meeting(meeting) for meeting in named])


def _name_meeting(meeting: Meeting) -> str:
    place = f" i {meeting.city}" if meeting.city else ""
    return f"mødet{place} den {format_day_and_month(meeting.day)}"


def _members_changed(decision: Decision) -> list[str]:
    return list(dict.fromkeys(change.member for change in decision.changes))


def _changes_of(decision: Decision, number: str) -> list[CellChange]:
    return [change for change in decision.changes if change.member == number]
