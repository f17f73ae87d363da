"""One of the three versions that a merge compares: its rows by member id, and where two versions differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from operator import and_, eq, ne
from typing import TYPE_CHECKING

from netpost.members.grid import Grid, find_place
from netpost.members.reading import list_ids
from netpost.members.sheet import Sheet, name_padding, read_sheet

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class Differences:
    """Cells that differ between two versions, row by row: whose they are, in which column, the text in either version.

    A program that rewrites dates makes as many as there are rows: hence four lists and no object for each.
    """

    members: Sequence[str] = ()
    columns: Sequence[str] = ()
    first: Sequence[str] = ()
    second: Sequence[str] = ()

    def __iter__(self) -> Iterator[tuple[str, str, str, str]]:
        return zip(self.members, self.columns, self.first, self.second, strict=True)


@dataclass(frozen=True)
class Version:
    """Columns and rows of a version. places: id → the place of its row in `rows`. loose: rows without an id."""

    columns: tuple[str, ...]
    rows: Grid
    places: dict[str, int]
    loose: tuple[list[str], ...] = ()

    def row(self, member: str) -> list[str]:
        """Return a member's cells in the order of `columns`. Raises KeyError where it has no row."""
        return self.rows[self.places[member]]

    def cells(self, member: str) -> dict[str, str]:
        """Return a member's row as column → text; empty where there is none."""
        return dict(zip(self.columns, self.row(member), strict=True)) if member in self.places else {}

    def column(self, column: str) -> list[str]:
        """Return the cells of a column in the order of `places`, empty ones where there is no such column."""
        if column not in self.columns:
            return [""] * len(self.places)
        return self.rows.take_rows(self.places.values()).column(self.columns.index(column))

    def by_id(self) -> dict[str, list[str]]:
        """Return all rows by id."""
        return dict(zip(self.places, self.rows.take_rows(self.places.values()), strict=True))

    def leave_out(self, members: Iterable[str]) -> Version:
        """Return the version without the rows of some members."""
        left_out = set(members)
        places = {member: place for member, place in self.places.items() if member not in left_out}
        return replace(self, places=places) if left_out else self

    def arrange(self, members: Iterable[str], columns: Sequence[str]) -> Grid:
        """Return the rows of members with these columns; one that the version lacks is empty."""
        places = [find_place(self.columns, column) for column in columns]
        return self.rows.take_rows(map(self.places.__getitem__, members)).take_columns(places)


def read_version(data: bytes) -> Version:
    """Read one of our own versions, or a stored one of the staff's. Empty bytes are a version without any row."""
    return make_version(name_padding(read_sheet(data))) if data else Version(("id",), Grid([], 1), {})


def make_version(sheet: Sheet) -> Version:
    """Put the rows of a sheet under their ids; the first keeps an id that stands twice."""
    ids = list_ids(sheet)
    return choose_rows(sheet, ids, range(len(ids)))


def choose_rows(sheet: Sheet, ids: Sequence[str], order: Sequence[int]) -> Version:
    """Make a version of those rows of a sheet that stand at these places, in their order. ids: of all its rows."""
    places = dict(zip(map(ids.__getitem__, order), order, strict=True))
    if len(places) == len(order) and "" not in places:
        return Version(sheet.columns, sheet.rows, places)
    places, loose = {}, []
    for place in order:
        if ids[place] and ids[place] not in places:
            places[ids[place]] = place
        else:
            loose.append(sheet.rows[place])
    return Version(sheet.columns, sheet.rows, places, tuple(loose))


def find_differences(first: Version, second: Version) -> Differences:
    """Return where the rows that both have differ, row by row in the order of `second`, in the columns of `second`.

    A column that `first` lacks is empty there. Only rows that are not equal as a whole are taken apart.
    """
    ids = list(filter(first.places.__contains__, second.places))
    left, right = first.arrange(ids, second.columns), second.arrange(ids, second.columns)
    unlike = list(compress(range(len(ids)), map(ne, left.lines, right.lines)))
    left, right = left.take_rows(unlike), right.take_rows(unlike)
    frames = []
    for place, column in enumerate(second.columns):
        if column != "id":
            frames += compare_cells(column, unlike, left.columns[place], right.columns[place])
    return list_differences(ids, frames) if frames else Differences()


def find_rewritten(first: Version, second: Version, dated: Grid) -> list[str]:
    """Return the members whose row in `second` differs from that in `first` by nothing but the form of its dates.

    dated: the rows of `second` with their dates in ISO form.
    """
    if dated is second.rows or first.columns != second.columns:
        return []
    ids = list(filter(first.places.__contains__, second.places))
    places = list(map(second.places.__getitem__, ids))
    written = first.arrange(ids, first.columns).lines
    is_same_day = map(eq, written, map(dated.lines.__getitem__, places))
    is_other_form = map(ne, written, map(second.rows.lines.__getitem__, places))
    return list(compress(ids, map(and_, is_same_day, is_other_form)))


def compare_cells(column: str, rows: Sequence[int], first: list[str], second: list[str]) -> list[pandas.DataFrame]:
    """Return where the cells of a column differ, by the number of the row; nothing where they do not."""
    if first == second:
        return []
    import pandas

    frame = pandas.DataFrame({"column": column, "first": first, "second": second}, index=list(rows), dtype=object)
    return [frame[frame["first"] != frame["second"]]]


def list_differences(ids: Sequence[str], frames: Sequence[pandas.DataFrame]) -> Differences:
    """Return the differences of all columns row by row. ids: of the rows."""
    import pandas

    joined = pandas.concat(frames).sort_index(kind="stable")
    members = [ids[row] for row in joined.index]
    return Differences(members, *(joined[name].tolist() for name in ("column", "first", "second")))


def by_member(differences: Iterable[tuple[str, str, str, str]]) -> dict[str, dict[str, tuple[str, str]]]:
    """Return differences as id → column → (text in first, text in second)."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for member, column, first, second in differences:
        found.setdefault(member, {})[column] = (first, second)
    return found
