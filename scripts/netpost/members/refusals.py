"""Files that must not be merged: what looks like an accident is left as it lies, and a person is told.

Nothing is deleted on the strength of a file that is empty, cut short, somebody else's list or sorted wrongly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from netpost.errors import MembersFileError
from netpost.members.decoding import RESTORE, WHAT
from netpost.members.headers import is_meeting
from netpost.members.mangling import explain_mangling
from netpost.members.sheet import Sheet
from netpost.members.version import Version

Changes = Mapping[str, Mapping[str, tuple[str, str]]]
NEVER_EMPTY = ("navn", "email", "status")
FEW_WORDS = ("status", "kvittering", "tilmeldt")


def refuse_cut_short(sheet: Sheet, base: Version) -> None:
    """Raise MembersFileError where the file ends before its end, or holds headers only while there were members."""
    if sheet.cut_short:
        raise MembersFileError(WHAT, sheet.cut_short, RESTORE)
    if base.places and not sheet.rows:
        raise MembersFileError(WHAT, "Den har kun overskrifter og ingen rækker, men der var deltagere i den.", RESTORE)
    swallowed = find_swallowed(sheet)
    known = list(base.by_id().values()) if swallowed else []
    if any(row not in known for row in swallowed):  # what was written so has swallowed nothing
        raise MembersFileError(
            WHAT, "Et anførselstegn mangler, så flere rækker er løbet sammen i én celle.", "Ret det, og gem filen igen."
        )


def find_swallowed(sheet: Sheet) -> list[list[str]]:
    """Return the rows with a cell that holds a whole row of the table."""
    of_lines = (sheet.rows[place] for place, line in enumerate(sheet.rows.lines) if "\n" in line)
    return [row for row in of_lines if any("\n" in cell and has_swallowed_rows(cell, sheet.width) for cell in row)]


def has_swallowed_rows(cell: str, width: int) -> bool:
    """Tell whether a cell holds a whole row of the table."""
    return any(max(line.count(mark) for mark in ";,\t") >= max(3, width - 2) for line in cell.split("\n")[1:])


def refuse_lost_tail(sheet: Sheet, base: Version, found: Sequence[str]) -> None:
    """Raise MembersFileError where a file without a last line end also lacks the last of its rows, or letters of one."""
    if sheet.ends_with_line or not found:
        return
    known = list(base.places)
    last = found[-1]
    follows = known[known.index(last) + 1 :] if last in base.places else []
    is_tail_gone = bool(follows) and not set(follows) & set(found)
    cell, written = sheet.rows[-1][sheet.width - 1], base.cells(last).get(sheet.columns[-1], "")
    if is_tail_gone or (cell != written and written.startswith(cell)):
        raise MembersFileError(WHAT, "Den slutter midt i en linje, så den er nok ikke skrevet til ende.", RESTORE)


def refuse_other_list(base: Version, found: Sequence[str], replaced: Sequence[str]) -> None:
    """Raise MembersFileError where most rows are gone, or most are about other people under the same ids."""
    missing = len(base.places.keys() - set(found))
    share = missing / max(1, len(base.places))
    if (missing > 5 and share > 0.3) or (missing > 3 and share > 0.5) or (missing > 1 and share == 1):
        raise MembersFileError(
            WHAT,
            f"{missing} af {len(base.places)} rækker er væk på én gang.",
            "Er det meningen, så sæt status afmeldt i stedet, eller slet højst fem rækker ad gangen. " + RESTORE,
        )
    if len(replaced) >= 3 and len(replaced) > 0.5 * len(base.places):
        raise MembersFileError(WHAT, "Den ligner en anden liste: de fleste rækker har fået andre navne.", RESTORE)


def refuse_moved_columns(base: Version, found: Sequence[str], changes: Changes) -> None:
    """Raise MembersFileError where a column was emptied, or sorted or moved up or down without the others."""
    by_column: dict[str, dict[str, tuple[str, str]]] = {}
    for member, cells in changes.items():
        for column, (written, now) in cells.items():
            if explain_mangling(column, written, now) is None:
                by_column.setdefault(column, {})[member] = (written, now)
    for column, edits in by_column.items():
        if column in NEVER_EMPTY and is_emptied(column, edits, base):
            raise MembersFileError(WHAT, f"Kolonnen {column} er blevet tømt.", RESTORE)
        has_few_words = is_meeting(column) or column in FEW_WORDS
        is_moved = is_sorted_alone(column, edits, base, found) if has_few_words else are_cells_moved(edits)
        if is_moved:
            raise MembersFileError(
                WHAT,
                f"Kolonnen {column} er sorteret eller flyttet for sig selv, så cellerne hører til andre rækker.",
                "Fortryd sorteringen, eller sorter hele tabellen på én gang, og gem filen igen.",
            )


def is_emptied(column: str, edits: Mapping[str, tuple[str, str]], base: Version) -> bool:
    """Tell whether all cells of a column were cleared."""
    emptied = sum(bool(old) and not new for old, new in edits.values())
    return emptied >= 3 and emptied == sum(map(bool, base.column(column)))


def are_cells_moved(edits: Mapping[str, tuple[str, str]]) -> bool:
    """Tell whether most of the changed cells of a column now hold what another of the changed cells held."""
    filled = [now for _, now in edits.values() if now]
    were = Counter(written for written, _ in edits.values() if written)
    moved = sum((Counter(filled) & were).values())
    return moved >= 3 and len(set(filled)) >= 3 and moved >= 0.7 * len(filled)


def is_sorted_alone(column: str, edits: Mapping[str, tuple[str, str]], base: Version, found: Sequence[str]) -> bool:
    """Tell whether a column of a few words holds the same words as before, changed in place and now in order."""
    if len(edits) < 3 or Counter(old for old, _ in edits.values()) != Counter(new for _, new in edits.values()):
        return False
    known = dict(zip(base.places, base.column(column), strict=True))
    cells = [edits[member][1] if member in edits else known[member] for member in found if member in known]
    filled = [cell.casefold() for cell in cells if cell]
    return filled in (sorted(filled), sorted(filled, reverse=True))
