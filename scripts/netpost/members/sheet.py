"""Text of members.csv → a Sheet: the separator found, the headers understood, the rows as wide as the headers.

Everything that only a comparison with an earlier version can settle stays as it lies: cells, empty columns, short rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from netpost.errors import MembersFileError
from netpost.members.decoding import RESTORE, WHAT, decode_file, repair_mojibake
from netpost.members.grid import Grid
from netpost.members.headers import bare_name, find_column, find_loose_column
from netpost.members.member import COLUMNS
from netpost.members.records import drop_separator_line, find_table
from netpost.members.texts import clean_cell

NO_HEADER = "uden overskrift"
NOTHING = re.compile(r"[ \t\n;,|\"'\x1a]*")


@dataclass(frozen=True)
class Sheet:
    """A file as read: rows as wide as `columns` plus `padding`, cells as in the file but LF, NFC, no blanks at the ends.

    columns: the headers in normal form. renamed: column → the loose name that its header had. padding: how many
    columns without header stood after the last one. above: what stood over the headers. cut_short: why the file looks
    as if it ended too early, "" where it does not.
    """

    columns: tuple[str, ...]
    rows: Grid
    renamed: dict[str, str] = field(default_factory=dict)
    padding: int = 0
    above: tuple[str, ...] = ()
    cut_short: str = ""
    ends_with_line: bool = True

    @property
    def width(self) -> int:
        """How many columns have a header."""
        return len(self.columns)

    def column(self, column: str) -> list[str]:
        """Return the cells of a column, empty ones where there is no such column."""
        return self.rows.column(self.columns.index(column)) if column in self.columns else [""] * len(self.rows)


@dataclass(frozen=True)
class Content:
    """What a file holds before its headers are understood. ends_with_line: whether its last line has an end."""

    header: list[str]
    rows: Grid
    above: tuple[str, ...]
    cut_short: str
    ends_with_line: bool


def read_sheet(data: bytes, meeting_ids: Sequence[str] = ()) -> Sheet:
    """Read the bytes of the file. Raises MembersFileError where they are no table with our headers."""
    return make_sheet(read_content(data), meeting_ids)


def read_saved_sheet(data: bytes, meeting_ids: Sequence[str] = ()) -> Sheet:
    """Read what staff saved, as `read_sheet` does.

    One run needs it to choose a base, to merge and to compare; the content of the last one is remembered.
    """
    return make_sheet(remember_content(data), meeting_ids)


def read_content(data: bytes) -> Content:
    """Take the bytes of the file apart. Raises MembersFileError where they are no table with our headers."""
    text = decode_file(data)
    if NOTHING.fullmatch(text):
        raise MembersFileError(WHAT, "Den er tom.", RESTORE)
    records, header_at = find_table(drop_separator_line(text))
    header = records[header_at]
    above: list[list[str]] = []
    if isinstance(records, Grid):
        rows, is_whole = Grid(records.lines[1:], records.width), True
    else:
        above = [record for record in records[:header_at] if is_title(record, header)]
        found = [record for record in records[:header_at] if not is_title(record, header)]
        found += [record for record in records[header_at + 1 :] if record != header]
        rows = Grid.from_rows(found, max(map(len, (header, *found))))
        is_whole = not found or len(found[-1]) >= count_headers(header)
    titles = tuple(" ".join(filter(None, record)) for record in above)
    ends_with_line = text.endswith("\n")
    cut_short = "" if ends_with_line or is_whole else CUT_SHORT
    return Content(header, rows, titles, cut_short, ends_with_line)


remember_content = lru_cache(maxsize=1)(read_content)


def make_sheet(content: Content, meeting_ids: Sequence[str] = ()) -> Sheet:
    """Understand the headers. Raises MembersFileError where that cannot be done."""
    names, renamed = name_columns(content.header, content.rows, meeting_ids)
    sheet = Sheet(
        (),
        content.rows,
        renamed,
        above=content.above,
        cut_short=content.cut_short,
        ends_with_line=content.ends_with_line,
    )
    return name_headless(sheet, names)


def split_rows(data: bytes) -> list[bytes]:
    """Return the lines of a file, one a row, as far as that is plain from its bytes; the last is empty if it is whole.

    Within a cell, a line ends with LF: beside CRLF between rows it is told by that, else by the quotes around it.
    """
    if b"\r\n" in data:
        return data.split(b"\r\n")
    rows: list[bytes] = []
    opened: list[bytes] = []
    for line in data.split(b"\n"):
        is_odd = b'"' in line and line.count(b'"') % 2
        if opened:
            opened.append(line)
        if opened and is_odd:
            rows.append(b"\n".join(opened))
            opened = []
        elif is_odd:
            opened = [line]
        elif not opened:
            rows.append(line)
    return rows + opened


CUT_SHORT = "Den sidste række er ikke hel, så filen er nok ikke blevet skrevet til ende."


def is_title(record: list[str], header: list[str]) -> bool:
    """Tell whether a record over the headers is a title rather than a row of the table."""
    return sum(map(bool, record)) <= max(1, len(header) // 4)


def count_headers(header: Sequence[str]) -> int:
    """Return the place after the last header that is not empty."""
    return max((place + 1 for place, cell in enumerate(header) if cell), default=0)


def name_columns(header: Sequence[str], rows: Grid, meeting_ids: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """Return a name for each header ("" for an empty one or one to be dropped), and the loose names that were used.

    Our own name comes before a common other name, that before a loose one; what is left keeps its own text.
    Raises MembersFileError where two columns bear the same known name and differ.
    """
    names = [""] * len(header)
    # read as Windows-1252, our byte order mark makes text of `"id"`, quotes and all
    headers = [clean_cell(repair_mojibake(cell)).strip('"') for cell in header]
    renamed: dict[str, str] = {}
    finders = (
        lambda cell: cell if cell in COLUMNS else None,
        lambda cell: find_column(cell, meeting_ids),
        find_loose_column,
    )
    for strength, find in enumerate(finders):
        for place, cell in enumerate(headers):
            column = find(cell) if cell and not names[place] else None
            if column and (column not in names or is_same_name(column, cell)):
                if column in names and not is_same_column(rows, names.index(column), place):
                    raise MembersFileError(
                        WHAT,
                        f"To kolonner har den samme overskrift, {column}, men forskelligt indhold.",
                        "Slet den ene, eller giv den et andet navn, og gem filen igen.",
                    )
                if column in names:
                    headers[place] = ""
                    continue
                names[place] = column
                if strength == 2:
                    renamed[column] = cell
    for place, cell in enumerate(headers):
        if cell and not names[place]:
            names[place] = make_unique(cell, names)
    return names, renamed


def is_same_name(column: str, header: str) -> bool:
    """Tell whether a header is the column's own name, or the same meeting in another form."""
    return column not in COLUMNS or bare_name(header) == column.replace("_", "")


def is_same_column(rows: Grid, first: int, second: int) -> bool:
    """Tell whether two columns hold the same, or the second nothing."""
    pairs = zip(rows.columns[first], rows.columns[second], strict=True)
    return all(cell in {"", known} for known, cell in pairs)


def make_unique(name: str, names: Sequence[str]) -> str:
    """Return the name, with a number after it where there is such a column already."""
    number, unique = 1, name
    while unique in names:
        number += 1
        unique = f"{name} ({number})"
    return unique


def name_headless(sheet: Sheet, names: Sequence[str]) -> Sheet:
    """Name headless columns that hold something, drop those that do not.

    Columns after the last header stay unnamed: a row may only have been shifted into them.
    """
    known = count_headers(names)
    kept: list[int] = []
    columns: list[str] = []
    for place, name in enumerate(names[:known]):
        if name or any(sheet.rows.columns[place]):
            kept.append(place)
            columns.append(name or make_unique(NO_HEADER, [*names, *columns]))
    rows = sheet.rows.take_columns([*kept, *range(known, sheet.rows.width)])
    return replace(sheet, columns=tuple(columns), rows=rows, padding=rows.width - len(kept))


def name_padding(sheet: Sheet) -> Sheet:
    """Drop the columns after the last header where they are empty, name those that hold something."""
    if not sheet.padding:
        return sheet
    places = [place for place in range(sheet.width, sheet.width + sheet.padding) if any(sheet.rows.columns[place])]
    columns = list(sheet.columns)
    for _ in places:
        columns.append(make_unique(NO_HEADER, columns))
    rows = sheet.rows.take_columns([*range(sheet.width), *places])
    return replace(sheet, columns=tuple(columns), rows=rows, padding=0)
