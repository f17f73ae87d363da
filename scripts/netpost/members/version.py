"""One of the three versions that a merge compares: its rows by member id, and where two versions differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from netpost.members.reading import MEMBER_ID, find_id
from netpost.members.sheet import Sheet, name_padding, read_sheet

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class Version:
    """Columns and rows of a version. rows: id → the cells in the order of `columns`. loose: rows without an id.

    unclean: the texts of cells that are another for use.
    """

    columns: tuple[str, ...]
    rows: dict[str, list[str]]
    loose: tuple[list[str], ...] = ()
    unclean: frozenset[str] = frozenset()

    def cells(self, member: str) -> dict[str, str]:
        """Return a member's row as column → text; empty where there is none."""
        row = self.rows.get(member)
        return dict(zip(self.columns, row, strict=True)) if row else {}


def read_version(data: bytes) -> Version:
    """Read one of our own versions, or a stored one of the staff's. Empty bytes are a version without any row."""
    return make_version(name_padding(read_sheet(data))) if data else Version(("id",), {})


def make_version(sheet: Sheet) -> Version:
    """Put the rows of a sheet under their ids; the first keeps an id that stands twice."""
    id_at = sheet.columns.index("id") if "id" in sheet.columns else None
    if id_at is None:
        return Version(sheet.columns, {}, tuple(sheet.rows), sheet.unclean)
    ids = [row[id_at] for row in sheet.rows]
    rows = dict(zip(ids, sheet.rows, strict=True))
    if len(rows) == len(ids) and all(map(MEMBER_ID.fullmatch, ids)):
        return Version(sheet.columns, rows, (), sheet.unclean)
    rows, loose = {}, []
    for row in sheet.rows:
        member = find_id(row[id_at])
        if member and member not in rows:
            rows[member] = row
        else:
            loose.append(row)
    return Version(sheet.columns, rows, tuple(loose), sheet.unclean)


def list_ids(sheet: Sheet) -> list[str]:
    """Return the id of each row, "" where it has none."""
    if "id" not in sheet.columns:
        return [""] * len(sheet.rows)
    return list(map(find_id, map(itemgetter(sheet.columns.index("id")), sheet.rows)))


def find_differences(first: Version, second: Version) -> dict[str, dict[str, tuple[str, str]]]:
    """Return id → column → (text in first, text in second) for the columns of `second` in the rows that both have.

    A column that `first` lacks is empty there. Only rows that are not equal as a whole are joined.
    """
    is_same_form = first.columns == second.columns
    ids = [
        member
        for member, row in second.rows.items()
        if (known := first.rows.get(member)) is not row and known and not (is_same_form and row == known)
    ]
    if not ids:
        return {}
    names = [column for column in second.columns if column != "id"]
    left = make_frame(first, ids).reindex(columns=names, fill_value="").to_numpy(dtype=object)
    right = make_frame(second, ids)[names].to_numpy(dtype=object)
    differences: dict[str, dict[str, tuple[str, str]]] = {}
    for row, place in zip(*(left != right).nonzero(), strict=True):
        differences.setdefault(ids[row], {})[names[place]] = (left[row, place], right[row, place])
    return differences


def make_frame(version: Version, ids: Sequence[str]) -> pandas.DataFrame:
    """Return the rows of these members as a frame of texts, indexed by id."""
    import pandas

    index = pandas.Index(ids, dtype=object)
    return pandas.DataFrame([version.rows[member] for member in ids], index, list(version.columns), dtype=object)
