"""Two tables of members → what changed from one to the other, as values and as Danish sentences for staff. Pure.

A cell that differs only in its written form (`33700000`, `33 70 00 00`) has not changed. Rows that staff typed have no id
yet: they are known by name and address.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from netpost.members.mangling import SAME, explain_mangling
from netpost.members.member import Member, Table
from netpost.members.persons import person_email, person_name

MOST_NAMES = 3


@dataclass(frozen=True)
class CellEdit:
    """A cell that changed. member: the row as it is afterwards. old, new: the texts, "" for an empty cell."""

    member: Member
    column: str
    old: str
    new: str


@dataclass(frozen=True)
class Difference:
    """What changed.

    added: rows that came, with id "" where staff typed them. returned: rows that had been there before. numbered: rows
    that staff had typed and that have got their id. is_reordered: rows that were and are there stand in another order.
    """

    added: tuple[Member, ...] = ()
    returned: tuple[Member, ...] = ()
    numbered: tuple[Member, ...] = ()
    deleted: tuple[Member, ...] = ()
    edits: tuple[CellEdit, ...] = ()
    new_columns: tuple[str, ...] = ()
    gone_columns: tuple[str, ...] = ()
    is_reordered: bool = False


def find_difference(before: Table, after: Table, seen: Collection[str] = ()) -> Difference:
    """Compare two tables. seen: ids of still earlier ones; such a row, if `before` does not hold it, comes back."""
    was, now = before.by_id(), after.by_id()
    typed_before, typed_after = _typed(before), _typed(after)
    came = [member for member in now.values() if member.id and member.id not in was]
    numbered = [member for member in came if _person(member) in typed_before and member.id not in seen]
    fresh = [member for member in came if member not in numbered]
    stayed = [member for member in now.values() if member.id and member.id in was]
    return Difference(
        added=(
            *(member for member in fresh if member.id not in seen),
            *(member for member in after.members if not member.id and _person(member) not in typed_before),
        ),
        returned=tuple(member for member in fresh if member.id in seen),
        numbered=tuple(numbered),
        deleted=(
            *(member for member in was.values() if member.id and member.id not in now),
            *(m for m in before.members if not m.id and _person(m) not in typed_after | set(map(_person, numbered))),
        ),
        edits=tuple(
            edit for member in stayed for edit in compare_rows(was[member.id], member, _columns(before, after))
        ),
        new_columns=tuple(column for column in after.columns if column not in before.columns),
        gone_columns=tuple(column for column in before.columns if column not in after.columns),
        is_reordered=[one.id for one in stayed] != [one for one in was if one and one in now],
    )


def compare_rows(old: Member, new: Member, columns: Iterable[str]) -> Iterator[CellEdit]:
    """Give the cells of a row that changed."""
    for column in columns:
        was, now = old.cell(column), new.cell(column)
        if column != "id" and was != now and explain_mangling(column, was, now) != SAME:
            yield CellEdit(new, column, was, now)


def describe_briefly(difference: Difference) -> list[str]:
    """Return a line for each kind of change, with the first few names."""
    lines = [
        _count(difference.added, "ny", "nye"),
        _count(difference.returned, "er kommet tilbage", "er kommet tilbage"),
        _count(difference.numbered, "har fået id", "har fået id"),
        _count(difference.deleted, "slettet", "slettet"),
        _count_edits(difference.edits),
        *_describe_columns(difference),
    ]
    return [line for line in lines if line] or ["ingen ændringer i indholdet"]


def describe_fully(difference: Difference) -> list[str]:
    """Return a line for each row that came or went, with what stood in it, and for each cell that changed."""
    lines = [
        *_describe_rows(difference.added, "er ny"),
        *_describe_rows(difference.returned, "er kommet tilbage"),
        *(f"{name_member(member)} har fået sit id" for member in difference.numbered),
        *_describe_rows(difference.deleted, "er slettet"),
        *map(describe_edit, difference.edits),
        *_describe_columns(difference),
    ]
    return lines or ["Ingen ændringer i indholdet."]


def describe_edit(edit: CellEdit) -> str:
    """Write a changed cell: `M0004 Karen Holm, telefon: »33 70 00 00« → tomt`."""
    return f"{name_member(edit.member)}, {edit.column}: {quote(edit.old)} → {quote(edit.new)}"


def describe_cells(member: Member) -> list[str]:
    """Return a line for each cell of a row that holds something, but for id and name."""
    return [
        f"{column}: {quote(text)}" for column, text in member.cells.items() if text and column not in {"id", "navn"}
    ]


def name_member(member: Member) -> str:
    """Name a row: `M0007 Karen Holm`."""
    name = member.name or "(uden navn)"
    return f"{member.id} {name}" if member.id else f"{name} (uden id)"


def name_members(members: Sequence[Member], most: int | None = None) -> str:
    """Name rows with commas between; after `most` of them how many more there are."""
    shown = members if most is None or len(members) <= most + 1 else members[:most]
    rest = len(members) - len(shown)
    return ", ".join(map(name_member, shown)) + (f" og {rest} til" if rest else "")


def quote(text: str) -> str:
    """Put a cell's text in quotation marks, on one line, or say that it is empty."""
    return f"»{' / '.join(text.splitlines())}«" if text else "tomt"


def _typed(table: Table) -> set[tuple[str, str]]:
    return {_person(member) for member in table.members if not member.id}


def _person(member: Member) -> tuple[str, str]:
    return person_name(member.cells), person_email(member.cells)


def _columns(before: Table, after: Table) -> list[str]:
    return list(dict.fromkeys([*after.columns, *before.columns]))


def _count(members: Sequence[Member], one: str, several: str) -> str:
    if not members:
        return ""
    return f"{len(members)} {one if len(members) == 1 else several}: {name_members(members, MOST_NAMES)}"


def _count_edits(edits: Sequence[CellEdit]) -> str:
    if not edits:
        return ""
    members = list({edit.member.id: edit.member for edit in edits}.values())
    cells = "1 celle" if len(edits) == 1 else f"{len(edits)} celler"
    rows = "1 række" if len(members) == 1 else f"{len(members)} rækker"
    return f"{cells} ændret i {rows}: {name_members(members, MOST_NAMES)}"


def _describe_rows(members: Iterable[Member], what: str) -> Iterator[str]:
    for member in members:
        yield f"{name_member(member)} {what}"
        yield from (f"    {line}" for line in describe_cells(member))


def _describe_columns(difference: Difference) -> Iterator[str]:
    for columns, one, several in (
        (difference.new_columns, "ny kolonne", "nye kolonner"),
        (difference.gone_columns, "slettet kolonne", "slettede kolonner"),
    ):
        if columns:
            yield f"{one if len(columns) == 1 else several}: {', '.join(columns)}"
    if difference.is_reordered:
        yield "rækkerne står i en anden orden"
