"""Bytes of members.csv → Table, without a version to compare with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat

from netpost.members.decoding import find_unclean, use_cell
from netpost.members.grid import Grid
from netpost.members.lazy import LazySequence
from netpost.members.member import Member, Table
from netpost.members.sheet import Sheet, name_padding, read_saved_sheet
from netpost.members.values import find_iso_date

MEMBER_ID = re.compile(r"M(\d{4,})")
MEMBER_IDS = re.compile(r"(?:M\d{4,})?(?:\n(?:M\d{4,})?)*")
DATE_COLUMNS = ("tilmeldt", "kvittering")


def next_id(number: int) -> str:
    """Return the id of that number: 1 → "M0001"."""
    return f"M{number:04d}"


def find_id(text: str) -> str:
    """Return a member's id as it must be written, "" where the cell holds none."""
    if MEMBER_ID.fullmatch(text):
        return text
    bare = re.sub(r"\s+", "", text).upper()
    return bare if MEMBER_ID.fullmatch(bare) else ""


def read_table(data: bytes, meeting_ids: tuple[str, ...] = ()) -> Table:
    """Read the file as it lies there: any separator, encoding, order and common name of the columns.

    meeting_ids: the known meetings, for headers whose date lost its year. Columns come in normal form, unknown ones
    under their own name. A row without a usable id has the id "". Raises MembersFileError where the file is no table.
    """
    return make_table(name_padding(read_saved_sheet(data, meeting_ids)))


def make_table(sheet: Sheet) -> Table:
    """Make the table of a sheet, cells clean for use."""
    columns = sheet.columns if "id" in sheet.columns else ("id", *sheet.columns)
    return Table(columns, LazyMembers(sheet.columns, sheet.rows))


class LazyMembers(LazySequence[Member]):
    """The members of rows as they lie in a file; cells are made clean for use together with the members.

    columns: those of the rows. rows: a row without a usable id is a member with the id "".
    """

    def __init__(self, columns: Sequence[str], rows: Grid) -> None:
        super().__init__(self.make_members)
        self.columns, self.rows = columns, rows

    def __len__(self) -> int:
        return len(self.rows)

    def make_members(self) -> Iterable[Member]:
        """Make all members."""
        cells = {column: use_cells(column, self.rows.columns[place]) for place, column in enumerate(self.columns)}
        ids = cells.pop("id", [""] * len(self.rows))
        rows = zip(*cells.values(), strict=True) if cells else repeat(())
        return (Member(member, dict(zip(cells, row))) for member, row in zip(ids, rows))  # noqa: B905

    def __eq__(self, other: object) -> bool:
        is_same = isinstance(other, LazyMembers) and (self.columns, self.rows) == (other.columns, other.rows)
        return is_same or super().__eq__(other)

    __hash__ = LazySequence.__hash__


def list_ids(sheet: Sheet) -> list[str]:
    """Return the id of each row, "" where it has none."""
    return use_cells("id", sheet.column("id"))


def use_cells(column: str, texts: list[str]) -> list[str]:
    """Return the cells of a column for use: clean, ids and dates in normal form. The same object where they are so already."""
    if column == "id":
        return texts if are_ids(texts) else list(map(find_id, texts))
    texts = replace_texts(texts, {text: use_cell(text) for text in find_unclean(texts)})
    return write_days(texts) if column in DATE_COLUMNS else texts


def are_ids(texts: Sequence[str]) -> bool:
    """Tell whether each text is a member's id as it must be written, or empty."""
    joined = "\n".join(texts)
    return MEMBER_IDS.fullmatch(joined) is not None and joined.count("\n") == len(texts) - 1


def write_days(texts: list[str]) -> list[str]:
    """Return texts with the dates among them in ISO form."""
    return replace_texts(
        texts, {text: day for text in set(texts) - {""} if (day := find_iso_date(text)) and day != text}
    )


def replace_texts(texts: list[str], others: Mapping[str, str]) -> list[str]:
    """Return texts with some replaced by others; the same object where there are none."""
    return [others.get(text, text) for text in texts] if others else texts
