"""Table → bytes of members.csv, in the form that survives LibreOffice and Excel best.

UTF-8 with BOM, semicolons, CRLF rows, LF in cells, every field quoted (else commas split in LibreOffice's first-time
dialog), numbers with blanks in them, formula characters guarded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from netpost.members.bulk import pause_collection
from netpost.members.grid import MARK, Grid, find_place
from netpost.members.member import Table
from netpost.members.reading import LazyMembers, use_cells
from netpost.members.texts import add_guard, clean_cell
from netpost.members.values import format_cell

#: What a cell is made of that is clean for use and written as it lies: an id, a number or a day in its lasting form, or text
#: that begins like no formula, has no blank at an end, and only letters that are one character and no rest of a spoiled one.
LASTING = {
    "id": r"(?:M\d{4,})?",
    "telefon": r"(?:[2-9]\d \d\d \d\d \d\d)?",
    "ean": r"(?:\d{4} \d{4} \d{4} \d)?",
    "tilmeldt": r"(?:\d{4}-\d\d-\d\d)?",
    "kvittering": r"(?:\d{4}-\d\d-\d\d)?",
}
LETTERS = r"[\n\x20\x21\x23-\x7e\xc0-\xff]*+"
LASTING_TEXT = rf"(?![=+\-@'\ \n]){LETTERS}(?:(?<![\xc2-\xf4])[\xa1-\xbf]{LETTERS})*+(?<![\ \n])"
BETWEEN = '";"'
Rows = Grid | list[list[str]]


@pause_collection()
def write_table(table: Table) -> bytes:
    """Return the bytes of the file. Reading them gives the same table, apart from numbers put in their written form."""
    columns = table.columns if "id" in table.columns else ("id", *table.columns)
    header = MARK.join("id" if column == "id" else write_cell("", column) for column in columns)
    if isinstance(table.members, LazyMembers):
        lines = write_saved_rows(columns, table.members)
    else:
        rows = [[one.id if name == "id" else one.cells.get(name, "") for name in columns] for one in table.members]
        lines = write_rows(columns, list(map(MARK.join, rows)), rows, write_cell)
    text = '"' + '"\r\n"'.join([header, *lines]).replace(MARK, BETWEEN) + '"\r\n'
    return b"\xef\xbb\xbf" + text.encode("utf-8", "replace")


def write_saved_rows(columns: Sequence[str], members: LazyMembers) -> list[str]:
    """Return the lines of rows that lie as they were read: what needs no cleaning is not taken apart."""

    def write(column: str, text: str) -> str:
        return write_cell(column, use_cells(column, [text])[0])

    rows = members.rows.take_columns([find_place(members.columns, column) for column in columns])
    return write_rows(columns, rows.lines, rows, write)


def write_rows(columns: Sequence[str], lines: Sequence[str], rows: Rows, write: Callable[[str, str], str]) -> list[str]:
    """Return lines with MARK between the cells as they stand between their quotes. rows: the cells of each line."""
    lasting = [LASTING.get(column, LASTING_TEXT) for column in columns]
    is_lasting = re.compile(MARK.join(lasting)).fullmatch
    tests = [re.compile(pattern).fullmatch for pattern in lasting]
    written, write = list(lines), cache(write)
    for place in [place for place, line in enumerate(lines) if not is_lasting(line)]:
        cells = zip(columns, tests, rows[place], strict=True)
        written[place] = MARK.join(text if test(text) else write(column, text) for column, test, text in cells)
    return written


def write_cell(column: str, text: str) -> str:
    """Return the text of a cell as it stands between its quotes: clean, in its lasting form, guarded."""
    if column == "id":
        return text
    return add_guard(format_cell(column, clean_cell(add_guard(text)))).replace('"', '""')
