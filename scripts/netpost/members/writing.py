"""Table → bytes of members.csv, in the form that survives LibreOffice and Excel best.

UTF-8 with BOM, semicolons, CRLF rows, LF in cells, every field quoted (else commas split in LibreOffice's first-time
dialog), numbers with blanks in them, formula characters guarded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import itemgetter

from netpost.members.bulk import pause_collection
from netpost.members.member import Table
from netpost.members.texts import add_guard, clean_cell
from netpost.members.values import format_cell

LASTING = {
    "telefon": re.compile(r"[2-9]\d \d\d \d\d \d\d|"),
    "ean": re.compile(r"\d{4} \d{4} \d{4} \d|"),
    "tilmeldt": re.compile(r"\d{4}-\d\d-\d\d|"),
    "kvittering": re.compile(r"\d{4}-\d\d-\d\d|"),
}
#: Text that is written as it stands: begins like no formula, no blank at an end, only letters that are one character.
PLAIN = re.compile(
    r"(?:[\x21\x23-\x26\x28-\x2a\x2c\x2e-\x3c\x3e\x3f\x41-\x7e\xa1-\xff](?:[\n\x20\x21\x23-\x7e\xa1-\xff]*[\x21\x23-\x7e\xa1-\xff])?)?"
)


@pause_collection()
def write_table(table: Table) -> bytes:
    """Return the bytes of the file. Reading them gives the same table, apart from numbers put in their written form."""
    columns = [column for column in table.columns if column != "id"]
    place = table.columns.index("id") if "id" in table.columns else 0
    by_column = [write_column(column, cells) for column, cells in zip(columns, list_cells(table, columns), strict=True)]
    by_column.insert(place, [member.id for member in table.members])
    header = [write_cell("", column) for column in columns]
    header.insert(place, "id")
    lines = ['";"'.join(row) for row in (header, *zip(*by_column, strict=True))]
    text = '"' + '"\r\n"'.join(lines) + '"\r\n'
    return b"\xef\xbb\xbf" + text.encode("utf-8", "replace")


def list_cells(table: Table, columns: Sequence[str]) -> Sequence[Sequence[str]]:
    """Return the cells of each column. Row by row: each row lies elsewhere in memory."""
    rows = [member.cells for member in table.members]
    if not rows or len(columns) < 2:
        return [[row.get(column, "") for row in rows] for column in columns]
    try:
        picked = list(map(itemgetter(*columns), rows))
    except KeyError:
        picked = [tuple(row.get(column, "") for column in columns) for row in rows]
    return list(zip(*picked, strict=True))


def write_column(column: str, cells: Sequence[str]) -> Sequence[str]:
    """Return the cells of a column as they stand in the file."""
    lasting = LASTING.get(column, PLAIN)
    # The same words stand in thousands of rows: each is looked at once.
    changed = {cell: write_cell(column, cell) for cell in set(cells) if not lasting.fullmatch(cell)}
    return [changed.get(cell, cell) for cell in cells] if changed else cells


def write_cell(column: str, text: str) -> str:
    """Return the text of a cell as it stands between its quotes: clean, in its lasting form, guarded."""
    return add_guard(format_cell(column, clean_cell(add_guard(text)))).replace('"', '""')
