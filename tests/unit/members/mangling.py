"""What LibreOffice and Excel do to members.csv, played back on its bytes: see the table in docs/spreadsheets.md.

Each program takes a file as Netpost writes it, with every cell that the staff left alone, and returns what lies there
after "open, save". `edit` is what the staff typed meanwhile.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from decimal import Decimal
from io import StringIO

Rows = list[list[str]]
Edit = Callable[[Rows], Rows]
BOM = b"\xef\xbb\xbf"


def read_rows(data: bytes) -> Rows:
    """Read a file as Netpost writes it."""
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def write_rows(rows: Rows, separator: str = ";", line_end: str = "\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
    """Write rows as a spreadsheet program does: quotes only where needed."""
    output = StringIO()
    csv.writer(output, delimiter=separator, lineterminator=line_end, quoting=quoting).writerows(rows)
    return output.getvalue()


def pad(rows: Rows, more: int = 0) -> Rows:
    """Make all rows as wide as the widest, plus `more`."""
    width = max(map(len, rows)) + more
    return [row + [""] * (width - len(row)) for row in rows]


def excel_cell(text: str) -> str:
    """What Danish Excel makes of a cell on opening and saving."""
    bare = text.strip()
    if re.fullmatch(r"[+-]?\d{12,}", bare):
        exact = int(bare)
        mantissa, exponent = f"{Decimal(exact):.5E}".split("E")
        return f"{mantissa.rstrip('0').rstrip('.').replace('.', ',')}E+{int(exponent):02d}"
    if re.fullmatch(r"\+?\d+", bare):
        return str(int(bare))
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", bare):
        return f"{match[3]}-{match[2]}-{match[1]}"
    if match := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})", bare):
        months = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
        if 1 <= int(match[2]) <= 12 and 1 <= int(match[1]) <= 28:
            return f"{int(match[1]):02d}-{months[int(match[2]) - 1]}"
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", bare):
        return bare.replace(".", "")
    return text


def libreoffice_cell(text: str) -> str:
    """What Danish LibreOffice makes of a cell on opening and saving."""
    bare = text.strip()
    if re.fullmatch(r"\+?\d{1,16}", bare):
        return str(int(bare))
    if re.fullmatch(r"\d,\d+E\+\d+", bare):
        return str(int(Decimal(bare.replace(",", "."))))
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", bare):
        return bare.replace(".", "")
    return text


def map_cells(rows: Rows, change: Callable[[str], str]) -> Rows:
    return [[change(cell) for cell in row] for row in rows]


def keep(rows: Rows) -> Rows:
    return rows


def libreoffice(data: bytes, edit: Edit = keep) -> bytes:
    """Semicolon only: no BOM, LF, quotes where needed."""
    return write_rows(edit(map_cells(read_rows(data), libreoffice_cell))).encode()


def libreoffice_first_time(data: bytes, edit: Edit = keep) -> bytes:
    """Tab, comma and semicolon ticked: unquoted cells split at their commas, rows padded, saved with commas."""
    split: Rows = []
    for line in csv_lines(data):
        row: list[str] = []
        for quoted, cell in line:
            row += [cell] if quoted else re.split("[,\t]", cell)
        split.append([libreoffice_cell(cell) for cell in row])
    return write_rows(edit(pad(split)), ",").encode()


def csv_lines(data: bytes) -> list[list[tuple[bool, str]]]:
    """Parse a file into (was quoted, cell), which csv does not tell."""
    text = data.decode("utf-8-sig")
    lines: list[list[tuple[bool, str]]] = [[]]
    for match in re.finditer(r'(?:"((?:[^"]|"")*)"|([^;\r\n]*))(;|\r\n|\n|$)', text):
        quoted = match[1] is not None
        if match.end() == match.start() and not lines[-1]:
            break
        lines[-1].append((quoted, match[1].replace('""', '"') if quoted else match[2]))
        if match[3] in {"\r\n", "\n"}:
            lines.append([])
        elif not match[3]:
            break
    return [line for line in lines if line]


def libreoffice_as_1252(data: bytes, edit: Edit = keep) -> bytes:
    """Saved as Windows-1252."""
    return write_rows(edit(map_cells(read_rows(data), libreoffice_cell))).encode("cp1252", "replace")


def libreoffice_1252_read_as_utf8(data: bytes, edit: Edit = keep) -> bytes:
    """A Windows-1252 file read as UTF-8 on Linux: æøå destroyed."""
    text = write_rows(read_rows(data)).encode("cp1252", "replace").decode("utf-8", "replace")
    rows = list(csv.reader(StringIO(text, newline=""), delimiter=";"))
    return write_rows(edit(rows)).encode()


def libreoffice_mixed(data: bytes, edit: Edit = keep) -> bytes:
    """UTF-8 read and saved as Windows-1252: old text passes through, what is typed is Windows-1252."""
    text = data.removeprefix(BOM).decode("latin-1")
    rows = list(csv.reader(StringIO(text, newline=""), delimiter=";"))
    return write_rows(edit(rows)).encode("latin-1", "replace")


def excel(data: bytes, edit: Edit = keep) -> bytes:
    """CSV UTF-8: BOM, CRLF, numbers and dates in Excel's form."""
    return BOM + write_rows(edit(map_cells(read_rows(data), excel_cell)), line_end="\r\n").encode()


def excel_plain_csv(data: bytes, edit: Edit = keep) -> bytes:
    """Plain CSV: Windows-1252, padded."""
    rows = edit(map_cells(read_rows(data), excel_cell))
    return write_rows(pad(rows, 2), line_end="\r\n").encode("cp1252", "replace")


def excel_without_bom(data: bytes, edit: Edit = keep) -> bytes:
    """A file whose BOM was lost, opened in Excel and saved as CSV UTF-8: `SÃ¸ren`."""
    text = data.removeprefix(BOM)
    spoiled = "".join(
        bytes([byte]).decode("cp1252", "replace") if byte not in UNDEFINED else chr(byte) for byte in text
    )
    rows = list(csv.reader(StringIO(spoiled, newline=""), delimiter=";"))
    return BOM + write_rows(edit(map_cells(rows, excel_cell)), line_end="\r\n").encode()


UNDEFINED = {0x81, 0x8D, 0x8F, 0x90, 0x9D}


def excel_tabs(data: bytes, edit: Edit = keep) -> bytes:
    """Older Excel on Ctrl+S: tabs under the same name."""
    return BOM + write_rows(edit(map_cells(read_rows(data), excel_cell)), "\t", "\r\n").encode()


def excel_unicode_text(data: bytes, edit: Edit = keep) -> bytes:
    """Unicode text: UTF-16 with tabs."""
    return write_rows(edit(map_cells(read_rows(data), excel_cell)), "\t", "\r\n").encode("utf-16")


def with_separator_line(data: bytes, edit: Edit = keep) -> bytes:
    """A first line `sep=;`."""
    return b"sep=;\r\n" + excel(data, edit).removeprefix(BOM)


def in_one_column(data: bytes, edit: Edit = keep) -> bytes:
    """Saved with commas, then opened in Danish Excel, where each row lies in column A."""
    lines = write_rows(edit(map_cells(read_rows(data), libreoffice_cell)), ",").rstrip("\n").split("\n")
    return BOM + write_rows([[line] for line in lines], line_end="\r\n").encode()


def old_macintosh(data: bytes, edit: Edit = keep) -> bytes:
    """CSV (Macintosh): Mac Roman, CR line ends."""
    text = write_rows(edit(map_cells(read_rows(data), excel_cell)), line_end="\r\n")
    return text.replace("\r\n", "\r").encode("mac_roman", "replace")


def quotes_and_crlf(data: bytes, edit: Edit = keep) -> bytes:
    """A text editor: all as it was, blanks at the ends of cells."""
    rows = [[cell + " " if cell else cell for cell in row] for row in edit(read_rows(data))]
    return write_rows(rows, line_end="\r\n", quoting=csv.QUOTE_ALL).encode()


PROGRAMS: dict[str, Callable[..., bytes]] = {
    "libreoffice": libreoffice,
    "libreoffice-first-time": libreoffice_first_time,
    "libreoffice-1252": libreoffice_as_1252,
    "libreoffice-1252-as-utf8": libreoffice_1252_read_as_utf8,
    "libreoffice-mixed": libreoffice_mixed,
    "excel": excel,
    "excel-plain-csv": excel_plain_csv,
    "excel-without-bom": excel_without_bom,
    "excel-tabs": excel_tabs,
    "excel-unicode-text": excel_unicode_text,
    "sep-line": with_separator_line,
    "one-column": in_one_column,
    "macintosh": old_macintosh,
    "text-editor": quotes_and_crlf,
}
