"""Bytes of members.csv → Table, without a version to compare with."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from operator import itemgetter

from netpost.members.bulk import pause_collection
from netpost.members.decoding import use_cell
from netpost.members.member import Member, Table
from netpost.members.sheet import Sheet, name_padding, read_saved_sheet
from netpost.members.values import find_iso_date

MEMBER_ID = re.compile(r"M(\d{4,})")
DATE_COLUMNS = ("tilmeldt", "kvittering")


def next_id(number: int) -> str:
    """Return the id of that number: 1 → "M0001"."""
    return f"M{number:04d}"


def find_id(text: str) -> str:
    """Return a member's id as it must be written, "" where the cell holds none."""
    if MEMBER_ID.fullmatch(text):
        return text
    bare = re.sub(r"\s+", "", text).upper()
    return bare if MEMBER_ID.fullmatch(bare) else ""


@pause_collection()
def read_table(data: bytes, meeting_ids: tuple[str, ...] = ()) -> Table:
    """Read the file as it lies there: any separator, encoding, order and common name of the columns.

    meeting_ids: the known meetings, for headers whose date lost its year. Columns come in normal form, unknown ones
    under their own name. A row without a usable id has the id "". Raises MembersFileError where the file is no table.
    """
    return make_table(name_padding(read_saved_sheet(data, meeting_ids)))


def make_table(sheet: Sheet) -> Table:
    """Make the table of a sheet, cells clean for use."""
    columns = sheet.columns if "id" in sheet.columns else ("id", *sheet.columns)
    rows = [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]
    ids = [find_id(cells.pop("id", "")) for cells in rows]
    members = map(Member, ids, use_rows(rows, sheet.unclean))
    return Table(columns, tuple(members))


def use_rows(rows: Sequence[dict[str, str]], unclean: Set[str]) -> Sequence[dict[str, str]]:
    """Return the cells of rows for use: clean, dates in ISO form. unclean: the texts that do not stay as they are.

    All rows have the same columns.
    """
    if unclean:
        used = {text: use_cell(text) for text in unclean}
        rows = [
            cells
            if unclean.isdisjoint(cells.values())
            else {column: used.get(text, text) for column, text in cells.items()}
            for cells in rows
        ]
    for column in DATE_COLUMNS:
        written = set(map(itemgetter(column), rows)) if rows and column in rows[0] else set()
        changed = {text: day for text in written if text and (day := find_iso_date(text)) and day != text}
        if changed:
            rows = [
                {**cells, column: changed[cells[column]]} if cells.get(column) in changed else cells for cells in rows
            ]
    return rows
