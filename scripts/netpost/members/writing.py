"""Table → bytes of members.csv, in the form that survives LibreOffice and Excel best.

UTF-8 with BOM, semicolons, CRLF rows, LF in cells, every field quoted (else commas split in LibreOffice's first-time
dialog), numbers with blanks in them, formula characters guarded.
"""

from __future__ import annotations

import re
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
    columns = table.columns if "id" in table.columns else ("id", *table.columns)
    by_column = [list_cells(table, column) for column in columns]
    header = [write_cell("", column) for column in columns]
    lines = ['";"'.join(row) for row in (header, *zip(*by_column, strict=True))]
    text = '"' + '"\r\n"'.join(lines) + '"\r\n'
    return b"\xef\xbb\xbf" + text.encode("utf-8", "replace")


def list_cells(table: Table, column: str) -> list[str]:
    """Return the cells of a column as they stand in the file."""
    if column == "id":
        return [member.id for member in table.members]
    rows = [member.cells for member in table.members]
    try:
        cells = list(map(itemgetter(column), rows))
    except KeyError:
        cells = [row.get(column, "") for row in rows]
    lasting = LASTING.get(column, PLAIN)
    # The same words stand in thousands of rows: each is looked at once.
    changed = {cell: write_cell(column, cell) for cell in set(cells) if not lasting.fullmatch(cell)}
    return [changed.get(cell, cell) for cell in cells] if changed else cells


def write_cell(column: str, text: str) -> str:
    """Return the text of a cell as it stands between its quotes: clean, in its lasting form, guarded."""
    return add_guard(format_cell(column, clean_cell(add_guard(text)))).replace('"', '""')
