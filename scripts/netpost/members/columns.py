"""The columns after a merge: the staff's order, what they renamed or took away, what the script added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from netpost.members.headers import is_meeting
from netpost.members.mangling import explain_mangling
from netpost.members.member import COLUMNS
from netpost.members.reading import find_id, list_ids
from netpost.members.result import Conflict
from netpost.members.sheet import Sheet
from netpost.members.version import Version

ALIKE = 0.6


@dataclass(frozen=True)
class Likeness:
    """How well a column of unknown name fits one that is gone. share: rows alike; distance: between their places."""

    share: float
    distance: int
    gone: str
    place: int


def restore_names(sheet: Sheet, base: Version) -> tuple[Sheet, list[Conflict]]:
    """Give columns back the names under which they were written; report each.

    A column is known again by what it holds. Loose names that the reader understood count as renamed too.
    """
    conflicts = [report_renamed(column, name) for column, name in sheet.renamed.items() if column in base.columns]
    gone = [column for column in base.columns if column not in sheet.columns]
    columns = list(sheet.columns)
    fresh = [place for place, column in enumerate(columns) if column not in base.columns]
    if not gone or not fresh:
        return sheet, conflicts
    fits = [measure_likeness(sheet, base, column, place) for column in gone for place in fresh]
    for fit in sorted(fits, key=lambda fit: (-fit.share, fit.distance)):
        if fit.share >= ALIKE and fit.gone not in columns and columns[fit.place] not in base.columns:
            conflicts.append(report_renamed(fit.gone, columns[fit.place]))
            columns[fit.place] = fit.gone
    return replace(sheet, columns=tuple(columns)), conflicts


def measure_likeness(sheet: Sheet, base: Version, gone: str, place: int) -> Likeness:
    """Compare what a column holds with what the one that is gone held. Nothing alike but empty cells is no likeness."""
    distance = abs(base.columns.index(gone) - place)
    cells = sheet.rows.columns[place]
    if gone == "id":
        found = sum(find_id(cell) in base.places for cell in cells)
        return Likeness(found / max(1, len(cells)), distance, gone, place)
    if "id" not in sheet.columns:
        return Likeness(0, distance, gone, place)
    known = dict(zip(base.places, base.column(gone), strict=True))
    rows = [(known[member], cell) for member, cell in zip(list_ids(sheet), cells, strict=True) if member in known]
    compared = [(written, cell) for written, cell in rows if written or cell]
    alike = sum(explain_mangling(gone, written, cell) is not None for written, cell in compared)
    is_filled = any(cell for _, cell in compared)
    return Likeness(alike / len(compared) if is_filled else 0, distance, gone, place)


def report_renamed(column: str, name: str) -> Conflict:
    """Say that a column bears another name than the one it was written under."""
    return Conflict(
        None,
        column,
        column,
        name,
        f"Kolonnen {column} hedder nu »{name}«. Netpost har givet den sit navn tilbage og beholdt alt indhold; "
        f"ellers kan Netpost ikke finde den.",
    )


def report_gone(columns: Sequence[str], base: Version) -> list[Conflict]:
    """Say which columns that Netpost needs are gone from the staff's file."""
    gone = [column for column in base.columns if column not in columns and is_own(column)]
    return [
        Conflict(
            None,
            column,
            column,
            "",
            f"Kolonnen {column} mangler i members.csv. Netpost har sat den ind igen med det indhold, den havde.",
        )
        for column in gone
    ]


def is_own(column: str) -> bool:
    """Tell whether Netpost itself writes the column; all others are the staff's."""
    return column in COLUMNS or is_meeting(column)


def order_columns(theirs: Sequence[str], base: Version, ours: Version) -> tuple[str, ...]:
    """Return the staff's columns in their order, with the script's own ones put after the one they follow in `ours`."""
    columns = list(theirs)
    if "id" not in columns:
        columns.insert(0, "id")
    for place, column in enumerate(ours.columns):
        if column in columns or (column in base.columns and not is_own(column)):
            continue
        before = [known for known in ours.columns[:place] if known in columns]
        columns.insert(columns.index(before[-1]) + 1 if before else 0, column)
    return tuple(columns)


def note_dropped(theirs: Sequence[str], base: Version) -> list[str]:
    """Say which of their own columns the staff have removed."""
    dropped = [column for column in base.columns if column not in theirs and not is_own(column)]
    return [f"Jeres egen kolonne »{column}« er slettet af filen; den står i de gemte udgaver." for column in dropped]
