"""One member and the table of them: plain values, free of pandas, so that a run with nothing to do stays cheap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from netpost.members.values import find_email

#: Columns before and after the meeting columns, in the order of a new file. A meeting's column is headed by its id.
COLUMNS_BEFORE = (
    "id",
    "navn",
    "titel",
    "organisation",
    "email",
    "telefon",
    "ean",
    "tilmeldt_af",
    "status",
    "tilmeldt",
    "kvittering",
)
COLUMNS_AFTER = ("noter",)
COLUMNS = COLUMNS_BEFORE + COLUMNS_AFTER
STATUS_WORDS = ("tilmeldt", "venteliste", "afmeldt")
MEETING_WORDS = ("ja", "nej", "afbud", "deltog", "udeblev")


@dataclass(frozen=True)
class Member:
    """One row. id: "M0001". cells: column → text (LF line ends, no blanks at the ends, without the formula guard).

    A missing column reads as "". The properties give the values in normal form; None = empty or not readable as such.
    """

    id: str
    cells: Mapping[str, str] = field(default_factory=dict)

    def cell(self, column: str) -> str:
        """Return the text of a cell, "" where the column is missing."""
        return self.cells.get(column, "")

    @property
    def name(self) -> str:
        """The name as written, "" where empty."""
        return self.cell("navn")

    @property
    def label(self) -> str:
        """Name and id, as staff are told of somebody: "Bo Lund (M0002)"."""
        return f"{self.name} ({self.id})"

    @property
    def email(self) -> str | None:
        """The address in lower case, None where the cell is not one mail address."""
        return find_email(self.cell("email"))

    @property
    def signed_up_by(self) -> str | None:
        """The address of whoever wrote on the person's behalf, lower case."""
        return find_email(self.cell("tilmeldt_af"))

    @property
    def status(self) -> str:
        """The status in lower case."""
        return self.cell("status").casefold()

    def answer(self, meeting: str) -> str:
        """Return the cell for a meeting, in lower case: "ja", "nej", "afbud", "deltog", "udeblev", "" or a staff text."""
        return self.cell(meeting).casefold()

    def with_cells(self, changes: Mapping[str, str]) -> Member:
        """Return the member with some cells replaced."""
        return replace(self, cells={**self.cells, **changes})


@dataclass(frozen=True)
class Table:
    """All members in the staff's row order. columns: the headers in the staff's order, ids of meetings in ISO form."""

    columns: tuple[str, ...]
    members: Sequence[Member]

    def by_id(self) -> dict[str, Member]:
        """Return the members by id."""
        return {member.id: member for member in self.members}

    def with_needed_columns(self) -> Table:
        """Return the table with a column for every cell that holds something, the usual ones in their usual order."""
        needed = {column for member in self.members for column, text in member.cells.items() if text}
        missing = sorted(needed - set(self.columns), key=_usual_place)
        if not missing:
            return self
        place = self.columns.index("noter") if "noter" in self.columns else len(self.columns)
        return replace(self, columns=(*self.columns[:place], *missing, *self.columns[place:]))


def _usual_place(column: str) -> tuple[int, str]:
    return (COLUMNS_BEFORE.index(column) if column in COLUMNS_BEFORE else len(COLUMNS_BEFORE), column)
