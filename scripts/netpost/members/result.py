"""What a merge of members.csv gives: the table, and what staff must be told about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from netpost.members.grid import MARK, Grid
from netpost.members.member import Table


@dataclass(frozen=True)
class Conflict:
    """Something staff must decide. str() gives the Danish sentence for them.

    id None: the column as such. column None: the row as such. ours: what the script had; theirs: what lay in the file.
    """

    id: str | None
    column: str | None
    ours: str
    theirs: str
    sentence: str

    def __str__(self) -> str:
        return self.sentence


class Repair(NamedTuple):
    """A cell that a program had spoiled. old: what lay in the file; new: what stands there now. why: Danish.

    A program that rewrites dates spoils a cell or two of every row: hence no dataclass, which takes three times as long.
    """

    id: str
    column: str
    old: str
    new: str
    why: str

    def __str__(self) -> str:
        return f"{self.id}, {self.column}: »{self.old}« er rettet til »{self.new}«. {self.why}"


class MergedRows(Mapping[str, dict[str, str]]):
    """id → column → text; a row is taken apart when it is asked for.

    columns: of `rows`, "id" among them, which is no column of what a row gives. ids: of `rows`; one whose own cell does
    not say its id must be put.
    """

    def __init__(self, columns: tuple[str, ...], ids: Iterable[str], rows: Grid) -> None:
        self.columns, self.lines = columns, list(rows.lines)
        self.places = {member: place for place, member in enumerate(ids)}

    @property
    def grid(self) -> Grid:
        """The rows as they are by now, each with its id."""
        return Grid(self.lines, len(self.columns))

    def __getitem__(self, member: str) -> dict[str, str]:
        row = dict(zip(self.columns, self.lines[self.places[member]].split(MARK), strict=True))
        del row["id"]
        return row

    def __contains__(self, member: object) -> bool:
        return member in self.places

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)

    def put(self, member: str, row: Mapping[str, str]) -> None:
        """Let a row hold these cells."""
        cells = [member if column == "id" else row[column] for column in self.columns]
        self.lines[self.places[member]] = MARK.join(cells)


@dataclass(frozen=True)
class Merge:
    """The members after the merge.

    table: columns and row order are the staff's, new rows and columns last; cells clean for use.
    rows: id → column → text as it lay in the version it was taken from, numbers and guards untouched.
    added: ids of the rows that staff typed. deleted: ids of the rows that staff removed. replaced: ids of the rows in
    which staff put another person (reported as conflicts of navn and email): nothing known of the id holds any more.
    notes: Danish sentences about what else is worth telling.
    """

    table: Table
    rows: Mapping[str, Mapping[str, str]]
    conflicts: tuple[Conflict, ...] = ()
    added: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    repaired: Sequence[Repair] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_quiet(self) -> bool:
        """Tell whether there is nothing to say about the staff's file."""
        return not (self.conflicts or self.added or self.deleted or self.repaired or self.notes)
