"""The versions of one list, read so that a row which stands in several of them is read, and made, once.

Most rows of a large list are the same in all its versions, though not byte for byte: LibreOffice leaves out the quotes, and
Excel rewrites the dates, too. So a row is known by the line that Netpost writes for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from netpost.members.reading import write_days
from netpost.members.sheet import Sheet, read_sheet

BOM = b"\xef\xbb\xbf"
ROW_END = b"\r\n"
BETWEEN = '";"'


class LineReader:
    """Reads versions as Netpost writes them, taking rows from a file read before; any other version is read as a whole.

    A row taken so is the same object wherever it stands, so that a comparison is settled at once.
    """

    def __init__(self, known: Sheet) -> None:
        self.known = known
        self.rows: dict[bytes, list[str]] = {}

    def read(self, data: bytes) -> Sheet:
        """Read a version as `read_sheet` does."""
        header, *lines = data.split(ROW_END)
        sheet = self.read_lines(header, lines) if header == write_header(self.known) else None
        if sheet is None:
            sheet = read_sheet(data)
            self.known, self.rows = sheet, {}
        return sheet

    def read_lines(self, header: bytes, lines: Sequence[bytes]) -> Sheet | None:
        """Read the lines that are new, and put the rows together; None where they are not like those before."""
        if self.known.padding or lines[-1:] != [b""]:
            return None
        self.rows = self.rows or index_rows(self.known)
        fresh_lines = [line for line in lines[:-1] if line not in self.rows]
        fresh = read_sheet(ROW_END.join([header, *fresh_lines, b""]))
        if len(fresh.rows) != len(fresh_lines) or fresh.columns != self.known.columns or fresh.padding:
            return None
        self.rows.update(zip(fresh_lines, fresh.rows, strict=True))
        self.known = replace(fresh, unclean=self.known.unclean | fresh.unclean)
        return replace(self.known, rows=list(map(self.rows.__getitem__, lines[:-1])))


def write_header(sheet: Sheet) -> bytes:
    """Return the line that Netpost writes for the headers."""
    return BOM + f'"{BETWEEN.join(sheet.columns)}"'.encode()


def index_rows(sheet: Sheet) -> dict[bytes, list[str]]:
    """Return the rows by the line that Netpost writes for each, with dates in ISO form; rows with quotes are left out."""
    rows = write_days(sheet.columns, sheet.rows)
    lines = [f'"{BETWEEN.join(row)}"' for row in rows]
    quotes = 2 * len(sheet.columns)
    return {line.encode(): row for line, row in zip(lines, rows, strict=True) if line.count('"') == quotes}
