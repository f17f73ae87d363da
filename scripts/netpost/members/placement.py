"""Which member each row of the staff's file is about, by id and, where the id is missing, wrong or doubled, by person.

Staff type rows without an id, copy a row as a pattern for the next person, empty ids, and take the id that the script
gave to somebody else meanwhile. A row whose person cannot be told for sure becomes a new member, never an old one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from netpost.members.persons import Cells, count_evidence, is_similar_name, person_email, person_name, person_place
from netpost.members.reading import MEMBER_ID, find_id, next_id
from netpost.members.result import Conflict
from netpost.members.sheet import Sheet
from netpost.members.version import Version

MOSTLY = 0.5


@dataclass
class Placement:
    """Where the rows belong.

    rows: id → row, in the staff's order. typed: ids whose row staff typed for somebody known: an empty cell there means
    "not given". extra: further rows about a member who has a row already, read like typed ones. added: new members.
    copied: new member → the member whose row staff copied.
    """

    rows: dict[str, list[str]] = field(default_factory=dict)
    typed: set[str] = field(default_factory=set)
    extra: list[tuple[str, list[str]]] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    copied: dict[str, str] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Directory:
    """The known members, found by address or by name and organisation."""

    def __init__(self, base: Version, ours: Version) -> None:
        self.cells: dict[str, Cells] = {}
        self.by_email: dict[str, list[str]] = {}
        self.by_place: dict[tuple[str, str], list[str]] = {}
        for version in (base, ours):
            for member in version.rows:
                self.add(member, version.cells(member))

    def add(self, member: str, cells: Cells) -> None:
        """Note a member under what can be known of it; what it had in an earlier version stays valid."""
        self.cells[member] = cells
        for key, index in ((person_email(cells), self.by_email), (person_place(cells), self.by_place)):
            if any(key) and member not in index.setdefault(key, []):  # type: ignore[attr-defined, call-overload]
                index[key].append(member)  # type: ignore[index]

    def find_candidates(self, cells: Cells) -> list[str]:
        """Return the members that a row without an id may be about: by address, or where one has none, by name."""
        email, place = person_email(cells), person_place(cells)
        if email and email in self.by_email:
            found = self.by_email[email]
            same_name = [member for member in found if person_name(self.cells[member]) == place[0]]
            return same_name or found
        found = self.by_place.get(place, []) if place[0] else []
        return [member for member in found if not email or not person_email(self.cells[member])]
