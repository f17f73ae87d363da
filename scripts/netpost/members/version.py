"""One of the three versions that a merge compares: its rows by member id, and where two versions differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netpost.members.reading import find_id
from netpost.members.sheet import Sheet, name_padding, read_sheet

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class Version:
    """Columns and rows of a version. rows: id → the cells in the order of `columns`. loose: rows without an id."""

    columns: tuple[str, ...]
    rows: dict[str, list[str]]
    loose: tuple[list[str], ...] = ()
    is_clean: bool = False

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
    rows: dict[str, list[str]] = {}
    loose = []
    for row in sheet.rows:
        member = find_id(row[id_at]) if id_at is not None else ""
        if member and member not in rows:
            rows[member] = row
        else:
            loose.append(row)
    return Version(sheet.columns, rows, tuple(loose), sheet.is_clean)


def make_frame(ids: Sequence[str], rows: Sequence[Sequence[str]], columns: Sequence[str]) -> pandas.DataFrame:
    """Return rows as a frame of texts, indexed by member id."""
    import pandas

    return pandas.DataFrame(list(rows), index=pandas.Index(ids, dtype=object), columns=list(columns), dtype=object)


def find_differences(
    first: pandas.DataFrame, second: pandas.DataFrame, columns: Iterable[str]
) -> dict[str, dict[str, tuple[str, str]]]:
    """Join two frames on the ids that both have; return id → column → (text in first, text in second) where unlike.

    A column that one of them lacks is empty there.
    """
    names = [column for column in columns if column != "id"]
    ids = second.index[second.index.isin(first.index)]
    left = first.reindex(index=ids, columns=names, fill_value="").to_numpy(dtype=object)
    right = second.reindex(index=ids, columns=names, fill_value="").to_numpy(dtype=object)
    differences: dict[str, dict[str, tuple[str, str]]] = {}
    for row, place in zip(*(left != right).nonzero(), strict=True):
        differences.setdefault(ids[row], {})[names[place]] = (left[row, place], right[row, place])
    return differences
