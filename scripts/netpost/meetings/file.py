"""meetings.csv as bytes → its rows, under the columns' proper names.

It comes from Excel or LibreOffice: with or without a byte order mark, with semicolons, commas or tabs, and sometimes in
the encoding of Windows. What spreadsheet programs do to such a file was measured; docs/architecture.md tells it.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO

from netpost.errors import MeetingsFileError

COLUMNS = ("id", "dato", "start", "slut", "by", "sted", "adresse", "tilmeldingsfrist", "afbudsfrist", "status")
#: Other names that people give the columns, lower case and without blanks and signs.
OTHER_NAMES = {
    "id": ("mødeid", "møde", "mødenr", "nr"),
    "dato": ("mødedato", "dag"),
    "start": ("starttid", "starttidspunkt", "fra", "begynder", "mødestart", "kl"),
    "slut": ("sluttid", "sluttidspunkt", "til", "slutter"),
    "by": ("bynavn",),
    "sted": ("mødested", "lokale", "lokation"),
    "adresse": ("gade", "vej", "mødeadresse"),
    "tilmeldingsfrist": ("fristfortilmelding", "tilmeldingsenest", "tilmeldsenest", "sidstetilmelding"),
    "afbudsfrist": ("fristforafbud", "afbudsenest", "meldafbudsenest", "sidsteafbud"),
    "status": ("tilstand",),
}
COLUMN_OF = {name: column for column in COLUMNS for name in (column, *OTHER_NAMES[column])}
#: Columns without which the file is no table of meetings.
NEEDED = ("id", "dato")
#: How files begin that are no text: .xlsx and .ods (zip), the older .xls.
BINARY_MARKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class Row:
    """One line of the file. number: as the spreadsheet counts it. cells: column → text. surplus: text to the right."""

    number: int
    cells: dict[str, str]
    surplus: str = ""


def read_rows(data: bytes) -> list[Row]:
    """Read the rows that hold anything. Raises MeetingsFileError where the file is no table of meetings."""
    text = decode_text(data)
    records = list(enumerate(_split_records(text), 1))
    filled = [(number, record) for number, record in records if any(cell.strip() for cell in record)]
    if not filled:
        raise _file_error("filen er tom.", "Læg den forrige udgave tilbage.")
    (_, header), *rest = filled
    places = _find_columns(header)
    width = max(place for place, cell in enumerate(header) if cell.strip()) + 1
    return [_read_row(number, record, places, width) for number, record in rest]


def decode_text(data: bytes) -> str:
    """Decode as UTF-8 (UTF-16 by its mark), line by line as Windows-1252 where that fails."""
    if data.startswith(BINARY_MARKS):
        raise _file_error("filen er et regneark (.xlsx, .ods), ikke CSV.", "Gem den som »CSV UTF-8«.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\0" in data:
        raise _file_error("filen er ikke tekst.", "Læg den forrige udgave tilbage.")
    return "".join(_decode_line(line) for line in data.removeprefix(b"\xef\xbb\xbf").splitlines(keepends=True))


def _decode_line(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def _split_records(text: str) -> list[list[str]]:
    if text[:4].casefold() == "sep=":
        text = "\n" + text.partition("\n")[2]
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(";,\t", key=lambda sign: sum(_column_name(cell) is not None for cell in first.split(sign)))
    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise _file_error(
            "anførselstegnene i filen passer ikke sammen.", 'Fjern tegnet " i den celle, hvor det står alene.'
        ) from error


def _find_columns(header: list[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, cell in enumerate(header):
        column = _column_name(cell)
        if column in places:
            raise _file_error(f"to kolonner hedder »{column}«.", "Slet eller omdøb den ene.")
        if column is not None:
            places[column] = place
    if missing := [column for column in NEEDED if column not in places]:
        raise _file_error(
            "kolonnen " + " og kolonnen ".join(f"»{column}«" for column in missing) + " mangler i første række.",
            "Første række skal være " + ";".join(COLUMNS) + ".",
        )
    return places


def _column_name(cell: str) -> str | None:
    return COLUMN_OF.get("".join(sign for sign in cell.casefold() if sign.isalnum()))


def _read_row(number: int, record: list[str], places: dict[str, int], width: int) -> Row:
    cells = {column: _clean(record[place]) if place < len(record) else "" for column, place in places.items()}
    return Row(number, cells, " ".join(cell.strip() for cell in record[width:] if cell.strip()))


def _clean(cell: str) -> str:
    """Take blanks from the ends and the guard that keeps a cell from being taken for a formula."""
    cell = " ".join(cell.split())
    return cell[1:] if cell[:1] == "'" and cell[1:2] in {"=", "+", "-", "@"} else cell


def _file_error(why: str, remedy: str) -> MeetingsFileError:
    return MeetingsFileError("meetings.csv kan ikke læses:", why, remedy)
