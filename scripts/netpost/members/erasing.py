"""Taking people out of the bytes of a members.csv: a stored version, or a copy that staff saved after the person was erased."""

from __future__ import annotations

import csv
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from io import StringIO

from netpost.errors import MembersFileError
from netpost.members.member import COLUMNS, Member
from netpost.members.reading import list_ids, make_table
from netpost.members.sheet import name_padding, read_sheet
from netpost.members.traces import Traces, trace_members

#: columns of one person's row that may name another
MENTIONING = frozenset({"tilmeldt_af", "noter"})


@dataclass(frozen=True)
class Cleaned:
    """A file without some people. data: empty where it cannot be read and names one of them. found: ids whose rows stood in it."""

    data: bytes
    found: frozenset[str] = frozenset()


def take_out_returned(data: bytes, ids: Collection[str]) -> Cleaned:
    """Return a file without the people who had these ids, as they stand in it; as it is where it holds none of them.

    Raises MembersFileError where it cannot be read.
    """
    if not any(member.encode() in data.replace(b"\0", b"") for member in ids):
        return Cleaned(data)
    members = make_table(name_padding(read_sheet(data))).members
    back = [member for member in members if member.id in ids]
    return take_out_person(data, trace_members(back, [member for member in members if member.id not in ids]))


def take_out_person(data: bytes, traces: Traces) -> Cleaned:
    """Return a file without a person's rows, and without the person in the cells of others."""
    try:
        sheet = name_padding(read_sheet(data))
    except MembersFileError:
        is_named = traces.is_in(data.replace(b"\0", b"").decode("utf-8", "replace"))
        return Cleaned(b"" if is_named else data)
    ids, rows = list_ids(sheet), list(sheet.rows)
    members = zip(ids, rows, strict=True)
    kept = [_without_person(sheet.columns, row, traces) for member, row in members if member not in traces.ids]
    if kept == rows:
        return Cleaned(data)
    return Cleaned(_write(sheet.columns, kept), traces.ids.intersection(ids))


def take_out_of_member(member: Member, traces: Traces) -> Member:
    """Return somebody else's row without the person: in notes and the staff's own columns, and as who signed up."""
    columns = tuple(member.cells)
    return replace(
        member, cells=dict(zip(columns, _without_person(columns, list(member.cells.values()), traces), strict=True))
    )


def _without_person(columns: Sequence[str], row: list[str], traces: Traces) -> list[str]:
    """A colleague's own name, address or number stays, also where it is the same."""
    return [
        ("" if column == "tilmeldt_af" else traces.take_out_of(cell))
        if cell and (column in MENTIONING or column not in COLUMNS) and traces.is_in(cell)
        else cell
        for column, cell in zip(columns, row, strict=True)
    ]


def _write(columns: Sequence[str], rows: Sequence[list[str]]) -> bytes:
    """Write a sheet with its cells as they lie: what a program did to them is still to be seen by a merge."""
    text = StringIO()
    csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL).writerows([columns, *rows])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace")
