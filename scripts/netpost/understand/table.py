"""Tables: a row of labels, or a line for each of them, and below it a row or as many lines for each person → an Entry for each."""

from __future__ import annotations

import re
from dataclasses import replace

from netpost.understand.entry import Entry
from netpost.understand.form import make_entry
from netpost.understand.labels import find_label

CELL_BREAK = re.compile(r"\s*[|;\t]\s*|\s{3,}")


def read_table(text: str) -> list[Entry]:
    """Read the first table in a text: below a row of labels with a name among them, or lines of labels that begin with one."""
    lines = [line.strip() for line in text.split("\n")]
    for place, line in enumerate(lines):
        cells = [cell for cell in CELL_BREAK.split(line) if cell]
        keys = [find_label(cell) for cell in cells] if len(cells) >= 2 else []
        if keys and all(keys) and "name" in keys:
            return _rows_by_cells([str(key) for key in keys], lines[place + 1 :], text)
        run = []
        for below in lines[place:]:
            if not below:
                continue
            if (key := find_label(below)) is None:
                break
            run.append(key)
        if len(run) >= 2 and run[0] in {"name", "given"}:
            return _rows_by_lines(run, [below for below in lines[place:] if below][len(run) :], text)
    return []


def _rows_by_cells(keys: list[str], lines: list[str], text: str) -> list[Entry]:
    entries: list[Entry] = []
    for line in lines:
        cells = CELL_BREAK.split(line)
        if len([cell for cell in cells if cell]) < 2:
            if entries and line:
                break
            continue
        entry = make_entry([(key, value.strip(), 0, 0) for key, value in zip(keys, cells, strict=False)])
        if entry is not None:
            at = max(text.find(line), 0)
            entries.append(replace(entry, kind="table", start=at, end=at + len(line), words=line))
    return entries


def _rows_by_lines(keys: list[str], lines: list[str], text: str) -> list[Entry]:
    entries: list[Entry] = []
    for first in range(0, len(lines) - len(keys) + 1, len(keys)):
        row = lines[first : first + len(keys)]
        entry = make_entry([(key, value, 0, 0) for key, value in zip(keys, row, strict=True)])
        if entry is None or entry.name is None:
            break
        at = max(text.find(row[0]), 0)
        entries.append(
            replace(
                entry, kind="table", start=at, end=max(text.find(row[-1], at), at) + len(row[-1]), words=" · ".join(row)
            )
        )
    return entries
