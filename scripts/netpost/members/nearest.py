"""Which stored version the staff had before them when they saved: the one that needs the fewest edits.

A save from a copy opened before the script's last change is common (LibreOffice's default answer is "Gem alligevel"), and
rows that copy never held must not count as deleted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from netpost.errors import MembersFileError
from netpost.members.bulk import pause_collection
from netpost.members.decoding import is_utf8
from netpost.members.mangling import explain_mangling
from netpost.members.reading import list_ids
from netpost.members.sheet import Sheet, name_padding, read_saved_sheet, read_sheet, split_rows
from netpost.members.shifted import rejoin_rows
from netpost.members.version import Version, make_version, read_version

#: A row gone counts as one edit; a row with an id that the version does not know can hardly come from that version.
GONE, UNKNOWN = 1, 5


@pause_collection()
def choose_base(versions: Sequence[bytes], theirs: bytes) -> int:
    """Return the index of the version that lies nearest to what the staff saved; of several the last.

    versions: in the order of time, as written by the script or saved by the staff; those that cannot be read are passed
    over. A row that only newer versions have is thereby kept: if the staff deleted it just after it came, it comes back.
    Raises MembersFileError where `theirs` cannot be read, ValueError without any version.
    """
    if not versions:
        raise ValueError("no version to choose from")
    for index in range(len(versions) - 1, -1, -1):
        if versions[index] == theirs:
            return index
    counter = EditCounter(read_saved_sheet(theirs))
    best, fewest = len(versions) - 1, None
    for index in range(len(versions) - 1, -1, -1):
        try:
            edits = counter.count(versions[index])
        except MembersFileError:
            continue
        if fewest is None or edits < fewest:
            best, fewest = index, edits
    return best


@dataclass
class Form:
    """Rows as they stand in files with the same header line. rows: line → what it adds to the edits."""

    columns: tuple[str, ...] = ()
    rows: dict[bytes, CountedRow] = field(default_factory=dict)


class CountedRow(NamedTuple):
    """A row of a version. member: "" where it has no id. edits: what the row adds to those of a version without rows."""

    member: str
    edits: int
    cells: list[str]


class EditCounter:
    """Counts the edits that make the staff's sheet out of one version after another.

    Most rows of a large list are the same in all its versions: each line is read and compared once. Padded sheets are
    compared with each version as a whole, as their rows can only be understood by the version's.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.theirs = make_version(sheet)
        self.rows = self.theirs.by_id()
        self.forms: dict[bytes, Form] = {}

    def count(self, data: bytes) -> int:
        """Return the number of edits for a version. Raises MembersFileError where it cannot be read."""
        lines = split_rows(data)
        form = self.forms.setdefault(lines[0], Form())
        if self.sheet.padding or lines[-1] or len(lines) < 3 or not self.learn_rows(form, lines):
            return count_edits(read_version(data), self.sheet)
        members, edits, rows = zip(*map(form.rows.__getitem__, lines[1:-1]), strict=True)
        known = set(members)
        loose = [row for member, row in zip(members, rows, strict=True) if not member] if "" in known else []
        if len(known) != len(members) - max(0, len(loose) - 1):
            return count_edits(read_version(data), self.sheet)
        columns_and_loose = count_column_edits(form.columns, self.theirs) + count_loose_edits(loose, self.theirs)
        of_rows: int = sum(edits) + UNKNOWN * len(self.rows)
        return of_rows + columns_and_loose

    def learn_rows(self, form: Form, lines: Sequence[bytes]) -> bool:
        """Read the lines that are new; False where they do not hold a row each, or not like those before."""
        fresh_lines = [line for line in lines[1:-1] if line not in form.rows]
        data = b"\r\n".join([lines[0], *fresh_lines, b""])
        if not is_utf8(data):
            return False
        try:
            fresh = read_sheet(data)
        except MembersFileError:
            return False
        if len(fresh.rows) != len(fresh_lines) or fresh.padding or (form.rows and fresh.columns != form.columns):
            return False
        form.columns = fresh.columns
        ids = list_ids(fresh)
        for line, member, cells in zip(fresh_lines, ids, fresh.rows, strict=True):
            form.rows[line] = CountedRow(member, self.count_row(member, form.columns, cells), cells)
        return True

    def count_row(self, member: str, columns: tuple[str, ...], cells: list[str]) -> int:
        """Return what a row adds to the edits of a version without rows."""
        if member not in self.rows:
            return GONE if member else 0
        return count_row_edits(columns, cells, self.theirs.columns, self.rows[member]) - UNKNOWN


def count_edits(version: Version, sheet: Sheet) -> int:
    """Return how many edits make the sheet out of the version."""
    known = {member: version.cells(member) for member in version.places} if sheet.padding else {}
    theirs = make_version(name_padding(rejoin_rows(sheet, known)))
    rows, their_rows = version.by_id(), theirs.by_id()
    edits = count_column_edits(version.columns, theirs) + count_loose_edits(version.loose, theirs)
    edits += GONE * len(rows.keys() - their_rows.keys())
    edits += UNKNOWN * len(their_rows.keys() - rows.keys())
    return edits + sum(
        count_row_edits(version.columns, rows[member], theirs.columns, row)
        for member, row in their_rows.items()
        if member in rows
    )


def count_column_edits(columns: Sequence[str], theirs: Version) -> int:
    """Return how many columns only one of both has."""
    return len(set(columns) ^ set(theirs.columns))


def count_loose_edits(loose: Sequence[list[str]], theirs: Version) -> int:
    """Return how far the rows without an id differ."""
    return abs(len(loose) - len(theirs.loose)) + sum(row not in loose for row in theirs.loose)


def count_row_edits(columns: Sequence[str], row: list[str], their_columns: Sequence[str], their_row: list[str]) -> int:
    """Return how many cells of a row a person has edited."""
    if row == their_row and columns == their_columns:
        return 0
    written = dict(zip(columns, row, strict=True))
    found = zip(their_columns, their_row, strict=True)
    pairs = [(column, written[column], cell) for column, cell in found if written.get(column, cell) != cell]
    return sum(explain_mangling(*pair) is None for pair in pairs)
