"""One of the three versions that a merge compares: its rows by member id, and where two versions differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from netpost.members.reading import are_ids, find_id
from netpost.members.sheet import Sheet, name_padding, read_sheet

if TYPE_CHECKING:
    import pandas


class Difference(NamedTuple):
    """A cell that differs between two versions. A program that rewrites dates makes as many as there are rows."""

    member: str
    column: str
    first: str
    second: str


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

    def column(self, column: str) -> list[str]:
        """Return the cells of a column in the order of `rows`, empty ones where there is no such column."""
        if column not in self.columns:
            return [""] * len(self.rows)
        return list(map(itemgetter(self.columns.index(column)), self.rows.values()))


def read_version(data: bytes) -> Version:
    """Read one of our own versions, or a stored one of the staff's. Empty bytes are a version without any row."""
    return make_version(name_padding(read_sheet(data))) if data else Version(("id",), {})


def make_version(sheet: Sheet) -> Version:
    """Put the rows of a sheet under their ids; the first keeps an id that stands twice."""
    id_at = sheet.columns.index("id") if "id" in sheet.columns else None
    if id_at is None:
        return Version(sheet.columns, {}, tuple(sheet.rows), sheet.unclean)
    ids = list(map(itemgetter(id_at), sheet.rows))
    rows = dict(zip(ids, sheet.rows, strict=True))
    if len(rows) == len(ids) and "" not in rows and are_ids(ids):
        return Version(sheet.columns, rows, (), sheet.unclean)
    rows, loose = {}, []
    for row in sheet.rows:
        member = find_id(row[id_at])
        if member and member not in rows:
            rows[member] = row
        else:
            loose.append(row)
    return Version(sheet.columns, rows, tuple(loose), sheet.unclean)


def find_differences(first: Version, second: Version) -> list[Difference]:
    """Return where the rows that both have differ, row by row in the order of `second`, in the columns of `second`.

    A column that `first` lacks is empty there. Only rows that are not equal as a whole are joined.
    """
    is_same_form = first.columns == second.columns
    ids = [
        member
        for member, row in second.rows.items()
        if (known := first.rows.get(member)) is not row and known and not (is_same_form and row == known)
    ]
    if not ids:
        return []
    left, right = (make_frame(version, ids, second.columns).to_numpy() for version in (first, second))
    is_other = (left != right) & [column != "id" for column in second.columns]
    rows, places = (found.tolist() for found in is_other.nonzero())
    members, columns = map(ids.__getitem__, rows), map(second.columns.__getitem__, places)
    return list(map(Difference, members, columns, left[is_other], right[is_other]))


def by_member(differences: Iterable[Difference]) -> dict[str, dict[str, tuple[str, str]]]:
    """Return differences as id → column → (text in first, text in second)."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for member, column, first, second in differences:
        found.setdefault(member, {})[column] = (first, second)
    return found


def make_frame(version: Version, ids: Sequence[str], columns: Sequence[str]) -> pandas.DataFrame:
    """Return the rows of these members as a frame of texts; a column that the version lacks is empty."""
    import numpy
    import pandas

    cells = numpy.array([version.rows[member] for member in ids], dtype=object)
    frame = pandas.DataFrame(cells, columns=list(version.columns), dtype=object, copy=False)
    return frame if version.columns == columns else frame.reindex(columns=list(columns), fill_value="")
