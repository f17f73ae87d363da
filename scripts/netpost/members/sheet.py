"""Text of members.csv → a Sheet: the separator found, the headers understood, the rows as wide as the headers.

Everything that only a comparison with an earlier version can settle stays as it lies: cells, empty columns, short rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from netpost.errors import MembersFileError
from netpost.members.decoding import RESTORE, WHAT, decode_file, find_unclean, is_plain, repair_mojibake
from netpost.members.headers import bare_name, find_column, find_loose_column
from netpost.members.member import COLUMNS
from netpost.members.records import drop_separator_line, find_table
from netpost.members.texts import clean_cell

NO_HEADER = "uden overskrift"


@dataclass(frozen=True)
class Sheet:
    """A file as read: rows as wide as `columns` plus `padding`, cells as in the file but LF, NFC, no blanks at the ends.

    columns: the headers in normal form. renamed: column → the loose name that its header had. padding: how many
    columns without header stood after the last one. above: what stood over the headers. cut_short: why the file looks
    as if it ended too early, "" where it does not. unclean: the texts of cells that are another for use. has_lines: a cell may
    hold more than one line.
    """

    columns: tuple[str, ...]
    rows: list[list[str]]
    renamed: dict[str, str] = field(default_factory=dict)
    padding: int = 0
    above: tuple[str, ...] = ()
    cut_short: str = ""
    ends_with_line: bool = True
    unclean: frozenset[str] = frozenset()
    has_lines: bool = True

    @property
    def width(self) -> int:
        """How many columns have a header."""
        return len(self.columns)


@dataclass(frozen=True)
class Content:
    """What a file holds before its headers are understood. ends_with_line: whether its last line has an end."""

    header: list[str]
    rows: list[list[str]]
    above: tuple[str, ...]
    ends_with_line: bool
    unclean: frozenset[str]
    has_lines: bool


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
    if not text.strip(" \t\n;,|\"'\x1a"):
        raise MembersFileError(WHAT, "Den er tom.", RESTORE)
    records, header_at = find_table(drop_separator_line(text))
    header = records[header_at]
    above = [record for record in records[:header_at] if is_title(record, header)]
    rows = [record for record in records[:header_at] if not is_title(record, header)]
    rows += [record for record in records[header_at + 1 :] if record != header]
    titles = tuple(" ".join(filter(None, record)) for record in above)
    unclean = frozenset() if is_plain(data) else find_unclean(rows)
    return Content(header, rows, titles, text.endswith("\n"), unclean, text.count("\n") > len(records))


remember_content = lru_cache(maxsize=1)(read_content)


def make_sheet(content: Content, meeting_ids: Sequence[str] = ()) -> Sheet:
    """Understand the headers. Raises MembersFileError where that cannot be done."""
    header, rows = content.header, content.rows
    names, renamed = name_columns(header, rows, meeting_ids)
    is_whole = content.ends_with_line or not rows or len(rows[-1]) >= count_headers(header)
    sheet = Sheet(
        (),
        rows,
        renamed,
        above=content.above,
        cut_short="" if is_whole else CUT_SHORT,
        ends_with_line=content.ends_with_line,
        unclean=content.unclean,
        has_lines=content.has_lines,
    )
    return fit_rows(sheet, names)


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


def name_columns(
    header: Sequence[str], rows: Sequence[Sequence[str]], meeting_ids: Sequence[str]
) -> tuple[list[str], dict[str, str]]:
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


def is_same_column(rows: Sequence[Sequence[str]], first: int, second: int) -> bool:
    """Tell whether two columns hold the same, or the second nothing."""

    def cell(row: Sequence[str], place: int) -> str:
        return row[place] if place < len(row) else ""

    return all(cell(row, second) in {"", cell(row, first)} for row in rows)


def make_unique(name: str, names: Sequence[str]) -> str:
    """Return the name, with a number after it where there is such a column already."""
    number, unique = 1, name
    while unique in names:
        number += 1
        unique = f"{name} ({number})"
    return unique


def fit_rows(sheet: Sheet, names: Sequence[str]) -> Sheet:
    """Make all rows equally wide; name headless columns that hold something, drop those that do not.

    Columns after the last header stay unnamed: a row may only have been shifted into them.
    """
    rows, known = sheet.rows, count_headers(names)
    widths = set(map(len, rows))
    width = max(len(names), *widths, 0)
    if not widths <= {width}:
        rows = [row + [""] * (width - len(row)) for row in rows]
    kept: list[int] = []
    columns: list[str] = []
    for place, name in enumerate(names[:known]):
        if name or any(row[place] for row in rows):
            kept.append(place)
            columns.append(name or make_unique(NO_HEADER, [*names, *columns]))
    if len(kept) != known:
        kept += range(known, width)
        rows = [[row[place] for place in kept] for row in rows]
    return replace(sheet, columns=tuple(columns), rows=rows, padding=width - known)


def name_padding(sheet: Sheet) -> Sheet:
    """Drop the columns after the last header where they are empty, name those that hold something."""
    if not sheet.padding:
        return sheet
    places = [
        place for place in range(sheet.width, sheet.width + sheet.padding) if any(row[place] for row in sheet.rows)
    ]
    columns = list(sheet.columns)
    for _ in places:
        columns.append(make_unique(NO_HEADER, columns))
    kept = [*range(sheet.width), *places]
    rows = [[row[place] for place in kept] for row in sheet.rows]
    return replace(sheet, columns=tuple(columns), rows=rows, padding=0)
