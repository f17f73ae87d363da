"""The versions of one list, read so that a row which stands in several of them is read, and made, once.

Most rows of a large list are the same in all its versions, though not byte for byte: LibreOffice leaves out the quotes, and
Excel rewrites the dates, too. So a row is known by the line that Netpost writes for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count, filterfalse

from netpost.members.grid import MARK, Grid
from netpost.members.reading import DATE_COLUMNS, list_ids, write_days
from netpost.members.sheet import Sheet, name_padding, read_sheet
from netpost.members.version import Version, choose_rows, make_version

BOM = b"\xef\xbb\xbf"
ROW_END = b"\r\n"
BETWEEN = '";"'
ROWS_TRIED = 50
LINE_END = '"\r\n"'


class LineReader:
    """Reads versions as Netpost writes them, taking rows from files read before; any other version is read as a whole.

    saved: the first file, with its dates in ISO form where a program has rewritten them. known: the rows met so far.
    ids: of these rows. places: line → the place of its row there. A row taken so is the same object wherever it stands,
    so that a comparison is settled at once.
    """

    def __init__(self, known: Sheet) -> None:
        self.saved = replace(known, rows=write_dates(known)) if is_rewritten(known) else known
        self.known = self.saved
        self.ids: list[str] = []
        self.places: dict[bytes, int] = {}

    def read(self, data: bytes) -> Version:
        """Read a version as `read_version` does."""
        header, *lines = data.split(ROW_END)
        if header == write_header(self.known) and lines[-1:] == [b""] and self.learn_rows(header, lines[:-1]):
            return choose_rows(self.known, self.ids, list(map(self.places.__getitem__, lines[:-1])))
        self.known, self.places = name_padding(read_sheet(data)), {}
        return make_version(self.known)

    def learn_rows(self, header: bytes, lines: Sequence[bytes]) -> bool:
        """Read the lines that are new; False where they do not hold a row each, or not like those before."""
        if self.known.padding:
            return False
        if not self.places:
            self.places, self.ids = index_lines(self.known.rows), list(list_ids(self.known))
        fresh_lines = list(filterfalse(self.places.__contains__, lines))
        fresh = read_sheet(ROW_END.join([header, *fresh_lines, b""]))
        if len(fresh.rows) != len(fresh_lines) or fresh.columns != self.known.columns or fresh.padding:
            return False
        self.places.update(zip(fresh_lines, count(len(self.known.rows))))
        self.ids += list_ids(fresh)
        self.known = replace(fresh, rows=Grid(self.known.rows.lines + fresh.rows.lines, fresh.rows.width))
        return True


def write_header(sheet: Sheet) -> bytes:
    """Return the line that Netpost writes for the headers."""
    return BOM + f'"{BETWEEN.join(sheet.columns)}"'.encode()


def is_rewritten(sheet: Sheet) -> bool:
    """Tell whether a program seems to have rewritten the dates, by the first rows."""
    sample = replace(sheet, rows=sheet.rows.take_rows(range(min(ROWS_TRIED, len(sheet.rows)))))
    return write_dates(sample) != sample.rows


def write_dates(sheet: Sheet) -> Grid:
    """Return the rows with their dates in ISO form. What stands before the first date of a row is not taken apart."""
    dates = [place for place, column in enumerate(sheet.columns) if column in DATE_COLUMNS]
    first = min(dates, default=0)
    rows = [line.rsplit(MARK, sheet.rows.width - first) for line in sheet.rows.lines]
    for place in dates:
        at = place - first + bool(first)
        days = write_days([row[at] for row in rows])
        for row, day in zip(rows, days, strict=True):
            row[at] = day
    return Grid(list(map(MARK.join, rows)), sheet.rows.width)


def index_lines(rows: Grid) -> dict[bytes, int]:
    """Return the place of each row by the line that Netpost writes for it; rows with quotes are left out."""
    lines = f'"{LINE_END.join(rows.lines)}"'.replace(MARK, BETWEEN).encode().split(ROW_END)
    places = dict(zip(lines, range(len(rows)), strict=False))
    for place in [place for place, line in enumerate(rows.lines) if '"' in line]:
        places.pop(lines[place], None)
    return places
