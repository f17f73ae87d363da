"""Text of members.csv → records of cells: the separator found, the headers found, quotes and line ends understood.

csv, not pandas, reads: pandas' parser would drop what the merge must see (ragged rows, a quote that never ends).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO
from itertools import repeat

from netpost.errors import MembersFileError
from netpost.members.decoding import RESTORE, WHAT
from netpost.members.grid import MARK, Grid
from netpost.members.headers import find_own_column

SEPARATORS = ";,\t|"
NEEDED = frozenset({"id", "navn", "email"})
END_MARK = "\x02end"
ROW_END = f"{MARK}\n{MARK}"
#: What a line holds that has quotes in it, or a cell with a blank at its end
ODD_SIGNS = (
    '"',
    "\n",
    f" {MARK}",
    f"{MARK} ",
    *(sign for sign in map(chr, range(0x3001)) if sign.isspace() and sign not in " \n"),
)
QUOTED_CELL = re.compile(r'"([^"]*(?:""[^"]*)*)"')
FEWEST_SEPARATORS = 4
LONG_CELL = 7
LINES_TRIED = 40
Records = Grid | list[list[str]]


def drop_separator_line(text: str) -> str:
    """Take off a first line `sep=;`."""
    end = text.find("\n") + 1
    return text[end:] if text[:end].strip(' ";,\t\n').casefold() in {"sep=", "sep=|"} else text


def find_beginning(text: str) -> str:
    """Return the first lines."""
    end = -1
    for _ in range(LINES_TRIED):
        end = text.find("\n", end + 1)
        if end < 0:
            return text
    return text[:end]


def find_table(text: str) -> tuple[Records, int]:
    """Return the records and the place of the header, with the separator that makes the most headers known.

    A grid has its header in the first row, and there alone. Raises MembersFileError where no separator gives a header.
    """
    for sample in (find_beginning(text), text):
        used = [separator for separator in SEPARATORS if separator in sample] or [";"]
        ranked = sorted(used, key=lambda separator: -find_header(split(sample, separator))[0])
        if find_header(split(sample, ranked[0]))[0]:
            grid = split_regular(text, ranked[0])
            if grid is not None and is_headed_once(grid):
                return grid, 0
            records = parse(text, ranked[0])
            if any(map(is_wrapped, [row for row in records if len(row[0]) >= LONG_CELL])):
                records = unwrap_rows(records)
            return records, find_header(records)[1]
    for outer in SEPARATORS:
        for inner in SEPARATORS:
            records = unwrap(split(text, outer), outer, inner)
            known, header_at = find_header(records)
            if known:
                return records, header_at
    raise MembersFileError(
        WHAT,
        "Den har ingen linje med overskrifter, som Netpost kender (id;navn;titel;organisation;email …).",
        "Sæt overskrifterne ind igen som første linje, og gem filen.",
    )


def find_header(records: Iterable[Sequence[str]]) -> tuple[int, int]:
    """Return how many columns the best header knows, and its place; (0, 0) where no record is a header."""
    best = (0, 0)
    for place, record in enumerate(records):
        names = {find_own_column(cell) for cell in record if len(cell) < 30} - {None}
        if len(names) > best[0] and len(names) >= 2 and names & NEEDED:
            best = (len(names), place)
        if place >= LINES_TRIED and best[0]:
            break
    return best


def is_headed_once(grid: Grid) -> bool:
    """Tell whether the first row, and no other, is the header, and no row lies whole in its first cell."""
    alone = MARK * (grid.width - 1)
    firsts = (grid[place] for place, line in enumerate(grid.lines) if line.endswith(alone))
    is_any_wrapped = any(is_wrapped(record) for record in firsts if len(record[0]) >= LONG_CELL)
    return find_header(grid)[1] == 0 and grid.lines.count(grid.lines[0]) == 1 and not is_any_wrapped


def split(text: str, separator: str) -> list[list[str]]:
    """Return the records without judging quotes, no blanks at the ends of cells; records without content are dropped."""
    try:
        records = [
            list(map(str.strip, record)) for record in csv.reader(StringIO(text, newline=""), delimiter=separator)
        ]
    except csv.Error:
        return []
    return list(filter(any, records))


def split_regular(text: str, separator: str) -> Grid | None:
    """Return the records as `split` does, but quicker; None where they are not all of one width, or quotes stand oddly."""
    lines = (cut_quoted if text.startswith('"') else cut_bare)(text.rstrip("\n"), separator)
    marks = set(map(str.count, lines, repeat(MARK)))
    if len(marks) != 1:
        return None
    empty = MARK * marks.pop()
    return Grid([line for line in lines if line != empty] if empty in lines else lines, len(empty) + 1)


def cut_quoted(text: str, separator: str) -> list[str]:
    """Return the lines of a text in which every cell stands in quotes, as Netpost writes it; none for any other text.

    A cell that still has quotes then holds them doubled, or it was cut where none ends.
    """
    if not text.endswith('"'):
        return []
    marked = text[1:-1].replace('"\n"', ROW_END).replace(f'"{separator}"', MARK)
    lines = marked.split(ROW_END)
    for place in find_odd(lines, marked):
        cells = lines[place].split(MARK)
        if any('"' in cell.replace('""', "") for cell in cells):
            return []
        lines[place] = MARK.join(cell.replace('""', '"').strip() for cell in cells)
    return lines


def cut_bare(text: str, separator: str) -> list[str]:
    """Return the lines of a text in which few cells stand in quotes; none where quotes stand oddly.

    The cells in quotes are taken out first, a quote being left in the place of each.
    """
    quoted = QUOTED_CELL.findall(text)
    marked = QUOTED_CELL.sub('"', text).replace(separator, MARK).replace("\n", ROW_END)
    if marked.count('"') != len(quoted):
        return []
    lines, quoted_cells = marked.split(ROW_END), iter(quoted)
    for place in find_odd(lines, marked):
        cells = lines[place].split(MARK)
        if any('"' in cell and cell != '"' for cell in cells):
            return []
        whole = (next(quoted_cells).replace('""', '"') if cell == '"' else cell for cell in cells)
        lines[place] = MARK.join(map(str.strip, whole))
    return lines


def find_odd(lines: Sequence[str], marked: str) -> list[int]:
    """Return the places of lines that may hold quotes, or blanks at the end of a cell. marked: all lines, ROW_END between."""
    signs = [sign for sign in ODD_SIGNS if sign in marked]
    odd = (place for sign in signs for place, line in enumerate(lines) if sign in f"{MARK}{line}{MARK}")
    return sorted({0, len(lines) - 1, *odd})


def parse(text: str, separator: str) -> list[list[str]]:
    """Return the records. Raises MembersFileError where a quote is opened and never closed."""
    records = split(f"{text}\n{END_MARK}{separator}{END_MARK}", separator)
    if not records or records.pop() != [END_MARK, END_MARK]:
        raise MembersFileError(
            WHAT, "Et anførselstegn åbnes og lukkes aldrig, så filen er nok ikke blevet skrevet til ende.", RESTORE
        )
    return records


def unwrap(records: list[list[str]], outer: str, inner: str) -> list[list[str]]:
    """Take rows apart that lie whole in one cell: the file was opened with `outer` where `inner` parts the cells."""
    lines = (outer.join(record).rstrip(outer) for record in records)
    return split("\n".join(lines), inner) if outer != inner else []


def is_wrapped(record: list[str]) -> bool:
    """Tell whether a row lies whole in its first cell."""
    first = record[0]
    fewest = 1 if first.count('"') % 2 else FEWEST_SEPARATORS
    return not any(record[1:]) and max(map(first.count, ",;")) >= fewest


def unwrap_rows(records: list[list[str]]) -> list[list[str]]:
    """Take rows apart that lie whole in their first cell, as Excel leaves those that hold quotes.

    A cell of several lines was torn there at its line ends, and is put together again.
    """
    rows = []
    following = iter(records)
    for record in following:
        if len(record[0]) >= LONG_CELL and is_wrapped(record):
            line = record[0]
            while line.count('"') % 2 and (more := next(following, None)):
                line += "\n" + more[0]
            separator = max(",;", key=line.count)
            rows += split(line, separator) or [record]
        else:
            rows.append(record)
    return rows
