"""Table → bytes of members.csv, in the form that survives LibreOffice and Excel best.

UTF-8 with BOM, semicolons, CRLF rows, LF in cells, every field quoted (else commas split in LibreOffice's first-time
dialog), numbers with blanks in them, formula characters guarded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from operator import itemgetter

from netpost.members.bulk import pause_collection
from netpost.members.member import Table
from netpost.members.texts import add_guard, clean_cell
from netpost.members.values import format_cell

#: What a cell is made of where it is written as it stands: a number or a day in its lasting form, an id, or text that
#: begins like no formula, has no blank at an end, and only letters that are one character.
LASTING = {
    "id": r"[^\"]*+",
    "telefon": r"(?:[2-9]\d \d\d \d\d \d\d)?",
    "ean": r"(?:\d{4} \d{4} \d{4} \d)?",
    "tilmeldt": r"(?:\d{4}-\d\d-\d\d)?",
    "kvittering": r"(?:\d{4}-\d\d-\d\d)?",
}
LASTING_TEXT = r"(?![=+\-@'\ \n])[\n\x20\x21\x23-\x7e\xa1-\xff]*+(?<![\ \n])"
BETWEEN = '";"'
Row = tuple[str, ...]


@pause_collection()
def write_table(table: Table) -> bytes:
    """Return the bytes of the file. Reading them gives the same table, apart from numbers put in their written form."""
    columns = table.columns if "id" in table.columns else ("id", *table.columns)
    header = BETWEEN.join("id" if column == "id" else write_cell("", column) for column in columns)
    text = '"' + '"\r\n"'.join([header, *write_rows(columns, list_rows(table, columns))]) + '"\r\n'
    return b"\xef\xbb\xbf" + text.encode("utf-8", "replace")


def list_rows(table: Table, columns: Sequence[str]) -> list[Row]:
    """Return the cells of each member, its id among them."""
    place = columns.index("id")
    names = [column for column in columns if column != "id"]
    rows = pick_cells([member.cells for member in table.members], names)
    return [(*row[:place], member.id, *row[place:]) for member, row in zip(table.members, rows, strict=True)]


def pick_cells(rows: Sequence[Mapping[str, str]], columns: Sequence[str]) -> Iterable[Row]:
    """Return the cells of these columns, in their order; empty where a row has none."""
    if len(columns) > 1:
        with suppress(KeyError):
            return list(map(itemgetter(*columns), rows))
    return (tuple(row.get(column, "") for column in columns) for row in rows)


def write_rows(columns: Sequence[str], rows: Sequence[Row]) -> list[str]:
    """Return rows as they stand between their outer quotes; one that is written as it stands is settled at once."""
    lasting = [LASTING.get(column, LASTING_TEXT) for column in columns]
    lines = list(map(BETWEEN.join, rows))
    write = cache(write_cell)
    for place, match in enumerate(map(re.compile(BETWEEN.join(lasting)).fullmatch, lines)):
        if not match:
            cells = zip(columns, lasting, rows[place], strict=True)
            lines[place] = BETWEEN.join(
                text if re.fullmatch(pattern, text) else write(column, text) for column, pattern, text in cells
            )
    return lines


def write_cell(column: str, text: str) -> str:
    """Return the text of a cell as it stands between its quotes: clean, in its lasting form, guarded."""
    if column == "id":
        return text
    return add_guard(format_cell(column, clean_cell(add_guard(text)))).replace('"', '""')
