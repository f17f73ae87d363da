"""Text of members.csv → records of cells: the separator found, the headers found, quotes and line ends understood.

csv, not pandas, reads: pandas' parser would drop what the merge must see (ragged rows, a quote that never ends).
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from netpost.errors import MembersFileError
from netpost.members.decoding import RESTORE, WHAT
from netpost.members.headers import find_own_column

SEPARATORS = ";,\t|"
NEEDED = frozenset({"id", "navn", "email"})
END_MARK = "\x02end"
BLANK_EDGES = {mark: (f"{mark} ", f" {mark}", '" ', ' "', "\n ", " \n") for mark in SEPARATORS}
FEWEST_SEPARATORS = 4
LONG_CELL = 7
LINES_TRIED = 40


def drop_separator_line(text: str) -> str:
    """Take off a first line `sep=;`."""
    first, _, rest = text.partition("\n")
    return rest if first.strip(' ";,\t').casefold() in {"sep=", "sep=|"} else text


def find_table(text: str) -> tuple[list[list[str]], int]:
    """Return the records and the place of the header, with the separator that makes the most headers known.

    Raises MembersFileError where no separator gives a header.
    """
    beginning = "\n".join(text.split("\n", LINES_TRIED)[:LINES_TRIED])
    for sample in (beginning, text):
        used = [separator for separator in SEPARATORS if separator in sample] or [";"]
        ranked = sorted(used, key=lambda separator: -find_header(split(sample, separator))[0])
        if find_header(split(sample, ranked[0]))[0]:
            records = parse(text, ranked[0])
            records = (
                unwrap_rows(records)
                if any(map(is_wrapped, [row for row in records if len(row[0]) >= LONG_CELL]))
                else records
            )
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


def find_header(records: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Return how many columns the best header knows, and its place; (0, 0) where no record is a header."""
    best = (0, 0)
    for place, record in enumerate(records):
        names = {find_own_column(cell) for cell in record if len(cell) < 30} - {None}
        if len(names) > best[0] and len(names) >= 2 and names & NEEDED:
            best = (len(names), place)
        if place >= LINES_TRIED and best[0]:
            break
    return best


def split(text: str, separator: str) -> list[list[str]]:
    """Return the records without judging quotes; records without any content are dropped."""
    records = split_quoted(text, separator)
    is_quoted = records is not None
    records = records or split_lines(text, separator)
    if records is None:
        try:
            records = list(csv.reader(StringIO(text, newline=""), delimiter=separator))
        except csv.Error:
            return []
    if has_outer_blanks(text, separator, is_quoted=is_quoted):
        records = [list(map(str.strip, record)) for record in records]
    return list(filter(any, records))


def split_quoted(text: str, separator: str) -> list[list[str]] | None:
    """Return the records of a text in which every cell stands in quotes, as csv would; None for any other text.

    That is how Netpost writes. Where quotes stand only between cells and rows, these are taken apart at once.
    """
    lines = text.split('"\n"') if text.startswith('"') else []
    last, end, tail = lines[-1].rpartition('"\n') if lines else ("", "", "")
    if not end or '"' in tail:
        return None
    lines[-1] = last
    lines[0] = lines[0][1:]
    between = f'"{separator}"'
    records = [line.split(between) for line in lines]
    if text.count('"') != 2 * sum(map(len, records)):
        counts = [line.count('"') for line in lines]
        places = [place for place, count in enumerate(counts) if count != 2 * len(records[place]) - 2]
        parsed = parse_records([f'"{between.join(records[place])}"' for place in places], separator)
        if parsed is None:
            return None
        for place, record in zip(places, parsed, strict=True):
            records[place] = record
    return [*records, *(line.split(separator) for line in tail.split("\n"))]


def split_lines(text: str, separator: str) -> list[list[str]] | None:
    """Return the records of a text in which few lines hold quotes, as csv would, but quicker; None where that fails.

    A cell of several lines leaves an odd number of quotes on its first line; only records with quotes need csv.
    """
    records: list[list[str]] = []
    places, quoted = [], []
    lines = iter(text.split("\n"))
    for line in lines:
        if '"' not in line:
            records.append(line.split(separator))
            continue
        record = [line]
        is_open = line.count('"') % 2
        while is_open:
            following = next(lines, None)
            if following is None:
                return None
            record.append(following)
            is_open ^= following.count('"') % 2
        places.append(len(records))
        quoted.append("\n".join(record))
        records.append([])
    parsed = parse_records(quoted, separator)
    if parsed is None:
        return None
    for place, cells in zip(places, parsed, strict=True):
        records[place] = cells
    return records


def parse_records(texts: Sequence[str], separator: str) -> list[list[str]] | None:
    """Return the records of texts that are one each; None where one is not, but ends within quotes or before its end."""
    try:
        parsed = list(csv.reader([*texts, END_MARK], delimiter=separator))
    except csv.Error:
        return None
    is_one_each = len(parsed) == len(texts) + 1 and parsed.pop() == [END_MARK]
    return parsed if is_one_each else None


def has_outer_blanks(text: str, separator: str, *, is_quoted: bool) -> bool:
    """Tell whether a cell may begin or end with a blank; a file with quotes around every cell has them at its quotes."""
    edges: tuple[str, ...] = BLANK_EDGES[separator]
    if is_quoted:
        starts = (f'{separator}" ', '\n" ') if '" ' in text else ()
        ends = (f' "{separator}', ' "\n') if ' "' in text else ()
        edges = (*starts, *ends)
    return any(edge in text for edge in (*edges, "\u00a0", "\t"))


def parse(text: str, separator: str) -> list[list[str]]:
    """Return the records. Raises MembersFileError where a quote is opened and never closed."""
    records = split(f"{text}\n{END_MARK}", separator)
    if not records or records.pop() != [END_MARK]:
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
