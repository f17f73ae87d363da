"""The rows of a table as lines; cells and columns are made when somebody asks for them.

A list of 100,000 members is one and a half million texts, and most rows are the same in all versions of it. As lines, rows are
compared, put in order and written as a whole; only those that differ are taken apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

#: Stands between the cells of a line; a text with NUL in it is refused when it is decoded.
MARK = "\0"


@dataclass(frozen=True)
class Grid:
    """Rows of `width` cells each. lines: the cells of each row with MARK between; nobody changes this list."""

    lines: list[str]
    width: int

    @classmethod
    def from_rows(cls, rows: Iterable[Sequence[str]], width: int) -> Grid:
        """Make a grid of rows of at most `width` cells; missing ones are empty."""
        return cls([MARK.join(row) + MARK * (width - len(row)) for row in rows], width)

    @classmethod
    def from_columns(cls, columns: list[list[str]]) -> Grid:
        """Make a grid of columns."""
        return cls(list(map(MARK.join, zip(*columns, strict=True))), len(columns))

    def __len__(self) -> int:
        return len(self.lines)

    def __getitem__(self, place: int) -> list[str]:
        return self.lines[place].split(MARK)

    def __iter__(self) -> Iterator[list[str]]:
        return (line.split(MARK) for line in self.lines)

    @cached_property
    def columns(self) -> list[list[str]]:
        """The cells of each column, row by row; nobody changes these lists."""
        cells = MARK.join(self.lines).split(MARK) if self.lines else []
        return [cells[place :: self.width] for place in range(self.width)]

    def column(self, place: int) -> list[str]:
        """Return the cells of one column, row by row."""
        return [line.split(MARK, place + 1)[place] for line in self.lines]

    def take_rows(self, places: Iterable[int]) -> Grid:
        """Return the rows at these places, in their order."""
        places = list(places)
        return self if places == list(range(len(self))) else Grid(list(map(self.lines.__getitem__, places)), self.width)

    def take_columns(self, places: Sequence[int | None]) -> Grid:
        """Return the columns at these places, in their order; None makes an empty one."""
        if list(places) == list(range(self.width)):
            return self
        empty = [""] * len(self)
        return Grid.from_columns([empty if place is None else self.columns[place] for place in places])


def find_place(columns: Sequence[str], column: str) -> int | None:
    """Return the place of a column, None where there is no such column."""
    return columns.index(column) if column in columns else None
