"""Which stored version the staff had before them when they saved: the one that needs the fewest edits.

A save from a copy opened before the script's last change is common (LibreOffice's default answer is "Gem alligevel"), and
rows that copy never held must not count as deleted.
"""

from __future__ import annotations

from collections.abc import Sequence

from netpost.errors import MembersFileError
from netpost.members.bulk import pause_collection
from netpost.members.mangling import explain_mangling
from netpost.members.sheet import Sheet, name_padding, read_sheet
from netpost.members.shifted import rejoin_rows
from netpost.members.version import Version, make_version, read_version

#: A row gone counts as one edit; a row with an id that the version does not know can hardly come from that version.
GONE, UNKNOWN = 1, 5


@pause_collection()
def choose_base(versions: Sequence[bytes], theirs: bytes) -> int:
    """Return the index of the version that lies nearest to what the staff saved; of several the last.

    versions: in the order of time, as written by the script or saved by the staff; those that cannot be read are passed
    over. A row that only newer versions have is thereby kept: if the staff deleted it just after it came, it comes back.
    Raises MembersFileError where `theirs` cannot be read, ValueError without any version.
    """
    if not versions:
        raise ValueError("no version to choose from")
    for index in range(len(versions) - 1, -1, -1):
        if versions[index] == theirs:
            return index
    return find_nearest([read_if_readable(data) for data in versions], read_sheet(theirs))


def find_nearest(versions: Sequence[Version | None], sheet: Sheet) -> int:
    """Return the index of the version from which the fewest edits lead to a sheet; of several the last."""
    best, fewest = len(versions) - 1, None
    for index in range(len(versions) - 1, -1, -1):
        version = versions[index]
        edits = count_edits(version, sheet) if version else None
        if edits is not None and (fewest is None or edits < fewest):
            best, fewest = index, edits
    return best


def read_if_readable(data: bytes) -> Version | None:
    """Read a stored version; None where that cannot be done."""
    try:
        return read_version(data)
    except MembersFileError:
        return None


def count_edits(version: Version, sheet: Sheet) -> int:
    """Return how many edits make the sheet out of the version."""
    known = {member: version.cells(member) for member in version.rows} if sheet.padding else {}
    theirs = make_version(name_padding(rejoin_rows(sheet, known)))
    edits = len(set(version.columns) ^ set(theirs.columns))
    edits += GONE * sum(member not in theirs.rows for member in version.rows)
    edits += UNKNOWN * sum(member not in version.rows for member in theirs.rows)
    edits += abs(len(version.loose) - len(theirs.loose)) + sum(row not in version.loose for row in theirs.loose)
    for member, row in theirs.rows.items():
        if member in version.rows and (row != version.rows[member] or version.columns != theirs.columns):
            written = version.cells(member)
            edits += sum(
                explain_mangling(column, written[column], cell) is None
                for column, cell in theirs.cells(member).items()
                if column in written
            )
    return edits
