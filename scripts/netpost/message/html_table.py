"""A table read from HTML → lines of text in which its rows survive.

A row becomes one line with " | " between its cells, so that a name stays with its address; a label with a colon is put
right before its value. Tables that only lay out a page (newsletters, signatures with a logo) become their cells' lines.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Cell = list[str]  # lines

MAX_CELL_CHARACTERS = 200
MAX_CELL_LINES = 4
MAX_ROWSPAN = 30
MAX_COLUMNS = 30


@dataclass
class Table:
    """Rows of cells. is_layout: a cell held another table. spans: cells that reach into rows to come, by row and column."""

    rows: list[list[Cell]] = field(default_factory=list)
    spans: dict[tuple[int, int], Cell] = field(default_factory=dict)
    is_layout: bool = False

    def add_row(self) -> None:
        """Begin a row."""
        self.rows.append([])
        self._fill_spans()

    def add_cell(self, lines: Cell, rowspan: int) -> None:
        """Add a cell to the row begun last; one that spans several rows is repeated in each."""
        if not self.rows:
            self.add_row()
        row, column = len(self.rows) - 1, len(self.rows[-1])
        for below in range(1, min(rowspan, MAX_ROWSPAN) if column < MAX_COLUMNS else 1):
            self.spans[row + below, column] = lines
        self.rows[-1].append(lines)
        self._fill_spans()

    def _fill_spans(self) -> None:
        row = self.rows[-1]
        while (cell := self.spans.pop((len(self.rows) - 1, len(row)), None)) is not None:
            row.append(cell)

    @property
    def is_data(self) -> bool:
        """Tell whether it has two rows and two columns of short texts, as a list of people has."""
        cells = [cell for row in self.rows for cell in row]
        if self.is_layout or any(
            len(cell) > MAX_CELL_LINES or sum(map(len, cell)) > MAX_CELL_CHARACTERS for cell in cells
        ):
            return False
        return sum(sum(map(bool, row)) >= 2 for row in self.rows) >= 2

    def render(self) -> list[str]:
        """Return the table as lines; "" is an empty line between the cells of a layout."""
        is_data = self.is_data
        kept = self._find_used_columns()
        lines: list[str] = []
        for row in self.rows:
            cells = [cell for place, cell in enumerate(row) if place in kept]
            filled = [cell for cell in cells if cell]
            if len(filled) > 1 and (is_data or all(len(cell) == 1 for cell in filled)):
                lines.append(_join_cells([", ".join(part for part in cell if part) for cell in cells]))
            else:
                for place, cell in enumerate(filled):
                    lines += ["", *cell] if place else cell
        return lines

    def _find_used_columns(self) -> set[int]:
        return {place for row in self.rows for place, cell in enumerate(row) if cell}


def _join_cells(cells: list[str]) -> str:
    if len(cells) == 2 and cells[0].endswith(":"):
        return " ".join(cells)
    return " | ".join(cells).strip()
