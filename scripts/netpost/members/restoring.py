"""The members as they are + as they stood in an old version → the members after restoring it. Pure.

Nobody who came later is lost: rows that the version does not hold are kept, and a person whom staff have since put into
somebody else's row gets a row of their own. Nor is undone what people wrote by mail since (an afmelding), or the date in
`kvittering`, which tells of a mail that was sent.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from netpost.members.cells import is_replaced
from netpost.members.difference import CellEdit, compare_rows
from netpost.members.member import Member, Table
from netpost.members.reading import next_id

RECEIPT = "kvittering"


@dataclass(frozen=True)
class Restoration:
    """What restoring a version makes.

    returned: rows that come back under their old id. kept: rows that came later. moved: (row under the id that another
    person gets back, the same person's new row). edits: cells that are set back. mailed: those that are not, as a mail
    gave them since.
    """

    table: Table
    returned: tuple[Member, ...] = ()
    kept: tuple[Member, ...] = ()
    moved: tuple[tuple[Member, Member], ...] = ()
    edits: tuple[CellEdit, ...] = ()
    mailed: tuple[CellEdit, ...] = ()


def restore_rows(
    now: Table, then: Table, receipts: Mapping[str, str], mailed: Mapping[str, Collection[str]], first_free_id: int
) -> Restoration:
    """Bring the rows of a version back.

    then: its rows that may come back, each with an id. receipts: id → what kvittering last held, for rows that are gone.
    mailed: id → columns whose present text came by mail.
    The rows stand in the version's order, later ones after them; columns added since stay.
    """
    present = now.by_id()
    columns = order_columns(now.columns, then.columns)
    wanted = [_restore_row(present.get(old.id), old, then.columns, receipts.get(old.id, "")) for old in then.members]
    rows = [_keep_cells(present.get(row.id), row, mailed.get(row.id, ())) for row in wanted]
    moved = _move_others(present, rows, first_free_id)
    left = {old.id for old, _ in moved}
    kept = tuple(member for member in now.members if member.id not in then.by_id())
    return Restoration(
        Table(columns, (*rows, *kept, *(new for _, new in moved))),
        returned=tuple(row for row in rows if row.id not in present),
        kept=kept,
        moved=moved,
        edits=tuple(
            edit
            for row in rows
            if row.id in present and row.id not in left
            for edit in compare_rows(present[row.id], row, columns)
        ),
        mailed=tuple(edit for row, want in zip(rows, wanted, strict=True) for edit in compare_rows(row, want, columns)),
    )


def order_columns(now: Iterable[str], then: Iterable[str]) -> tuple[str, ...]:
    """Return the present columns, with those that are gone put back after the one that they followed."""
    columns, place = list(now), 0
    for column in then:
        if column in columns:
            place = columns.index(column) + 1
        else:
            columns.insert(place, column)
            place += 1
    return tuple(columns)


def _restore_row(present: Member | None, old: Member, columns: Iterable[str], receipt: str) -> Member:
    """Return a row as it stood; a cell that is the same but for its form stays as it is now."""
    if present is None:
        return old.with_cells({RECEIPT: old.cell(RECEIPT) or receipt})
    if _holds_another(present, old):
        return old
    cells = {edit.column: edit.new for edit in compare_rows(present, old, columns)}
    if not old.cell(RECEIPT):
        cells.pop(RECEIPT, None)
    return present.with_cells(cells)


def _keep_cells(present: Member | None, row: Member, columns: Collection[str]) -> Member:
    """Return a row with some cells as they are now, unless it is another person's."""
    if present is None or _holds_another(present, row):
        return row
    return row.with_cells({column: present.cell(column) for column in columns if column != RECEIPT})


def _holds_another(present: Member, old: Member) -> bool:
    return is_replaced({column: (old.cell(column), present.cell(column)) for column in ("navn", "email")})


def _move_others(
    present: Mapping[str, Member], rows: Iterable[Member], first_free_id: int
) -> tuple[tuple[Member, Member], ...]:
    """Give each person whose row goes back to somebody else a row with a new id."""
    others = [present[row.id] for row in rows if row.id in present and _holds_another(present[row.id], row)]
    return tuple((other, replace(other, id=next_id(first_free_id + place))) for place, other in enumerate(others))
