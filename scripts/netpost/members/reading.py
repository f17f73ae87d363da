"""Bytes of members.csv → Table, without a version to compare with."""

from __future__ import annotations

import re

from netpost.members.decoding import repair_mojibake
from netpost.members.member import Member, Table
from netpost.members.sheet import Sheet, name_padding, read_sheet
from netpost.members.texts import clean_cell
from netpost.members.values import find_iso_date

MEMBER_ID = re.compile(r"M(\d{4,})")
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
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


def read_table(data: bytes, meeting_ids: tuple[str, ...] = ()) -> Table:
    """Read the file as it lies there: any separator, encoding, order and common name of the columns.

    meeting_ids: the known meetings, for headers whose date lost its year. Columns come in normal form, unknown ones
    under their own name. A row without a usable id has the id "". Raises MembersFileError where the file is no table.
    """
    return make_table(name_padding(read_sheet(data, meeting_ids)))


def make_table(sheet: Sheet) -> Table:
    """Make the table of a sheet, cells clean for use."""
    columns = sheet.columns if "id" in sheet.columns else ("id", *sheet.columns)
    members = []
    for row in sheet.rows:
        cells = dict(zip(sheet.columns, row, strict=True))
        member = find_id(cells.pop("id", ""))
        members.append(Member(member, use_row(cells, is_clean=sheet.is_clean)))
    return Table(columns, tuple(members))


def use_row(cells: dict[str, str], *, is_clean: bool = False) -> dict[str, str]:
    """Return the cells of a row for use: clean, dates in ISO form. is_clean: only the dates need a look."""
    if not is_clean:
        cells = {column: use_cell(text) for column, text in cells.items()}
    for column in DATE_COLUMNS:
        text = cells.get(column, "")
        if text and not ISO_DATE.fullmatch(text) and (day := find_iso_date(text)):
            cells = {**cells, column: day}
    return cells


def use_cell(text: str) -> str:
    """Return the text of a cell for use, letters that a wrong encoding spoiled put right."""
    return repair_mojibake(clean_cell(text)) if text else text
