"""Rows that LibreOffice's first-time dialog split at their commas, put together again.

Seen: tab, comma and semicolon are all ticked there, so `Chef, IT` without quotes becomes two cells, the rest of the row
moves right, and all rows are padded to the widest. The base row tells which pieces belong together; where there is
none, the kinds of the columns do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from netpost.members.grid import Grid
from netpost.members.headers import is_meeting
from netpost.members.mangling import explain_mangling
from netpost.members.member import MEETING_WORDS, STATUS_WORDS
from netpost.members.reading import find_id
from netpost.members.sheet import Sheet
from netpost.members.values import find_email, find_iso_date

EDITED, MISPLACED, JOINED, SURPLUS = 20, 10, 1, 20
MOST_PIECES = 12


def rejoin_rows(sheet: Sheet, base: Mapping[str, Mapping[str, str]]) -> Sheet:
    """Return the sheet with split rows whole again. base: id → column → text of the version that staff may have had."""
    if not sheet.padding or "id" not in sheet.columns:
        return sheet
    id_at = sheet.columns.index("id")
    rows = [rejoin_row(row, sheet.columns, base.get(find_id(row[id_at]), {})) for row in sheet.rows]
    return replace(sheet, rows=Grid.from_rows(rows, sheet.width + sheet.padding))


def rejoin_row(row: list[str], columns: Sequence[str], base: Mapping[str, str]) -> list[str]:
    """Return the row with the pieces of its cells joined in the likeliest way; as it is if that is likeliest."""
    width = len(columns)
    spare = min(len(row) - width, MOST_PIECES)
    as_it_is = sum(price_cell(column, cell, base) for column, cell in zip(columns, row, strict=False))
    as_it_is += SURPLUS * sum(map(bool, row[width:]))
    if as_it_is < EDITED:
        return row
    # best[used]: the least price of the columns so far if they take `used` spare pieces, and the cells that gives.
    best: dict[int, tuple[int, list[str]]] = {0: (0, [])}
    for place, column in enumerate(columns):
        following: dict[int, tuple[int, list[str]]] = {}
        for used, (price, cells) in best.items():
            for more in range(spare - used + 1):
                start = place + used
                cell = join_pieces(row[start : start + more + 1], base.get(column, ""))
                total = price + price_cell(column, cell, base) + JOINED * more
                if more and not is_plausible(column, cell):  # `ja` and `ja` are two answers, no `ja, ja` that was split
                    total += SURPLUS
                if used + more not in following or total < following[used + more][0]:
                    following[used + more] = (total, [*cells, cell])
        best = following
    for used, (price, cells) in sorted(best.items()):
        rest = row[width + used :]
        total = price + SURPLUS * sum(map(bool, rest))
        if total < as_it_is:
            as_it_is, row = total, cells + rest + [""] * used
    return row


def join_pieces(pieces: Sequence[str], original: str) -> str:
    """Join pieces with the comma that stood between them."""
    if len(pieces) == 1:
        return pieces[0]
    joined = ",".join(pieces)
    if re.sub(r"\s*,\s*", ",", original) == joined:
        return original
    return joined if re.fullmatch(r"\d+,\d+", joined) else ", ".join(filter(None, pieces))


def price_cell(column: str, cell: str, base: Mapping[str, str]) -> int:
    """Return how unlikely a text is as the cell of that column."""
    if base:
        if explain_mangling(column, base.get(column, ""), cell) is not None:
            return 0
        return EDITED + (0 if is_plausible(column, cell) else MISPLACED)
    return 0 if is_plausible(column, cell) else MISPLACED + EDITED


def is_plausible(column: str, cell: str) -> bool:
    """Tell whether a text is of the kind that belongs into the column."""
    if not cell:
        return True
    if is_meeting(column):
        return cell.casefold() in MEETING_WORDS
    if column in {"telefon", "ean"}:
        return sum(letter.isdigit() for letter in cell) > len(cell) / 2
    kind = KINDS.get(column)
    return kind(cell) if kind else not any(belongs(cell) for belongs in KINDS.values())


KINDS: dict[str, Callable[[str], bool]] = {
    "id": lambda cell: find_id(cell) != "",
    "email": lambda cell: find_email(cell) is not None,
    "tilmeldt_af": lambda cell: find_email(cell) is not None,
    "status": lambda cell: cell.casefold() in STATUS_WORDS,
    "tilmeldt": lambda cell: find_iso_date(cell) is not None,
    "kvittering": lambda cell: find_iso_date(cell) is not None,
}
