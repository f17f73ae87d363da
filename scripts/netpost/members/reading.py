"""Bytes of members.csv → Table, without a version to compare with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from operator import itemgetter

from netpost.members.bulk import pause_collection
from netpost.members.decoding import use_cell
from netpost.members.member import Member, Table
from netpost.members.sheet import Sheet, name_padding, read_saved_sheet
from netpost.members.values import find_iso_date

MEMBER_ID = re.compile(r"M(\d{4,})")
MEMBER_IDS = re.compile(r"(?:M\d{4,})?(?:\n(?:M\d{4,})?)*")
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
    written = write_days(sheet.columns, sheet.rows)
    rows = name_cells(sheet.columns, written, [column for column in columns if column != "id"])
    members = map(Member, list_ids(sheet), use_rows(rows, sheet.unclean))
    return Table(columns, tuple(members))


def list_ids(sheet: Sheet) -> list[str]:
    """Return the id of each row, "" where it has none."""
    if "id" not in sheet.columns:
        return [""] * len(sheet.rows)
    texts = list(map(itemgetter(sheet.columns.index("id")), sheet.rows))
    return texts if are_ids(texts) else list(map(find_id, texts))


def are_ids(texts: Sequence[str]) -> bool:
    """Tell whether each text is a member's id as it must be written, or empty."""
    lines = "\n".join(texts)
    return MEMBER_IDS.fullmatch(lines) is not None and lines.count("\n") == len(texts) - 1


def name_cells(columns: Sequence[str], rows: Iterable[Sequence[str]], wanted: Sequence[str]) -> list[dict[str, str]]:
    """Return each row as column → text for the columns wanted, all of them among those that the row has."""
    if len(wanted) < 2:
        return [{column: row[columns.index(column)] for column in wanted} for row in rows]
    pick = itemgetter(*map(columns.index, wanted))
    return [dict(zip(wanted, cells)) for cells in map(pick, rows)]  # noqa: B905 (as many; it would take a fifth longer)


def use_rows(rows: Sequence[dict[str, str]], unclean: Set[str]) -> Sequence[dict[str, str]]:
    """Return the cells of rows for use: clean, dates in ISO form. unclean: the texts that do not stay as they are.

    All rows have the same columns. A row that needs nothing is the same object.
    """
    if unclean:
        used = {text: use_cell(text) for text in unclean}
        clean = map(unclean.isdisjoint, map(dict.values, rows))
        rows = [
            cells if is_clean else {column: used.get(text, text) for column, text in cells.items()}
            for cells, is_clean in zip(rows, clean, strict=True)
        ]
    columns = [column for column in DATE_COLUMNS if rows and column in rows[0]]
    days = {column: find_other_days(map(itemgetter(column), rows)) for column in columns}
    if not any(days.values()):
        return rows
    return [
        {**cells, **changed}
        if (changed := {column: day for column in days if (day := days[column].get(cells[column]))})
        else cells
        for cells in rows
    ]


def write_days(columns: Sequence[str], rows: list[list[str]]) -> list[list[str]]:
    """Return rows with their dates in ISO form; rows where nothing changes may be the same objects."""
    for place in [place for place, column in enumerate(columns) if column in DATE_COLUMNS]:
        if days := find_other_days(map(itemgetter(place), rows)):
            rows = [[*row[:place], days.get(row[place], row[place]), *row[place + 1 :]] for row in rows]
    return rows


def find_other_days(texts: Iterable[str]) -> dict[str, str]:
    """Return those of the texts that are a date, but not in ISO form, with that form."""
    return {text: day for text in set(texts) - {""} if (day := find_iso_date(text)) and day != text}
