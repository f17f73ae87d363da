"""The stored versions of members.csv, read: as which table each was understood, and which one it came from.

A version of the staff's is what they changed in the copy that lay before them, which the merge found out in the same way:
not everything that was new in the journal by then had reached that copy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from netpost.errors import MembersFileError
from netpost.jobs.session import Session
from netpost.jobs.sync import VERSIONS_COMPARED
from netpost.journal.members import Version
from netpost.members import Table, choose_base, merge_members, read_table
from netpost.members.difference import Difference, find_difference

ON_DISK = frozenset({"written", "found"})


class Past:
    """Versions in the order of time, each read once. Those before the ones that are asked about are needed, too."""

    def __init__(self, session: Session, versions: Sequence[Version]) -> None:
        self.meetings = tuple(meeting.id for meeting in session.meetings)
        self.versions = versions
        self._tables: dict[int, Table | None] = {}
        self._bases: dict[int, Version | None] = {}

    @classmethod
    def until(cls, session: Session, number: int | None, count: int = 1) -> Past:
        """Read `count` versions up to a number (None: the last), 0 for all, and those that they may have come from."""
        limit = count + VERSIONS_COMPARED if count else 0
        return cls(session, session.journal.members.versions(limit, number))

    def previous(self, version: Version) -> Version | None:
        """Return the version that lay on disk before this one, None for the oldest that is kept."""
        earlier = self._earlier(version)
        return earlier[-1] if earlier else None

    def base(self, version: Version) -> Version | None:
        """Return the version that this one was made from: for a save of the staff's, the copy that they had open."""
        if version.state not in {"found", "unmerged"}:
            return self.previous(version)
        if version.id not in self._bases:
            self._bases[version.id] = self._find_base(version)
        return self._bases[version.id]

    def table(self, version: Version) -> Table | None:
        """Return what stands in a version, what a spreadsheet program spoiled put right; None where it is unreadable.

        A row that staff typed has no id in it.
        """
        if version.id not in self._tables:
            self._tables[version.id] = None if version.state == "refused" else self._read(version)
        return self._tables[version.id]

    def difference(self, version: Version) -> Difference | None:
        """Return what changed in a version; None where it or its base cannot be read, and for the oldest."""
        base, after = self.base(version), self.table(version)
        before = self.table(base) if base else None
        return None if before is None or after is None else find_difference(before, after, self._seen_before(version))

    def outcome(self, version: Version, following: Version | None) -> Table | None:
        """Return the members as Netpost had them after a version: with the ids that it gave, and what the copy lacked.

        following: the next one that was written. None where the version is unreadable.
        """
        if version.state != "found":
            return self.table(version)
        base, previous = self.base(version), self.previous(version)
        try:
            merged = _merge(base, previous, version.data)
            is_whole = read_table(version.data, merged.columns) == merged
        except MembersFileError:
            return None
        return merged if is_whole or following is None else self.table(following)

    def _seen_before(self, version: Version) -> set[str]:
        """Return every id that stood in an earlier version that Netpost wrote: each stands there first."""
        tables = [self.table(one) for one in self._earlier(version) if one.state == "written"]
        return {member.id for table in tables if table for member in table.members}

    def _find_base(self, version: Version) -> Version | None:
        """Choose the base as the merge does."""
        earlier = self._earlier(version)[-VERSIONS_COMPARED:]
        same = [one for one in earlier if one.digest == version.digest]
        if same or not earlier:
            return same[-1] if same else None
        try:
            return earlier[choose_base([one.data for one in earlier], version.data)]
        except MembersFileError:
            return earlier[-1]

    def _earlier(self, version: Version) -> list[Version]:
        return [one for one in self.versions if one.id < version.id and one.state in ON_DISK]

    def _read(self, version: Version) -> Table | None:
        base = self.base(version)
        try:
            if version.state in {"found", "unmerged"} and base:
                return _merge(base, base, version.data, is_numbering=False)
            return read_table(version.data, self.meetings)
        except MembersFileError:
            return None


def _merge(base: Version | None, ours: Version | None, data: bytes, *, is_numbering: bool = True) -> Table:
    """Understand a save as the merge did. Without numbering, a typed row keeps the empty id that it has in the file."""
    merged = merge_members(base.data if base else b"", ours.data if ours else b"", data)
    if is_numbering:
        return merged.table
    members = (replace(one, id="") if one.id in merged.added else one for one in merged.table.members)
    return Table(merged.table.columns, tuple(members))
