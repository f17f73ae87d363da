"""Which member each row of the staff's file is about, by id and, where the id is missing, wrong or doubled, by person.

Staff type rows without an id, copy a row as a pattern for the next person, empty ids, and take the id that the script
gave to somebody else meanwhile. A row whose person cannot be told for sure becomes a new member, never an old one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass, field, replace
from operator import itemgetter

from netpost.members.persons import (
    Cells,
    count_evidence,
    is_similar_name,
    person_email,
    person_name,
    person_place,
    read_emails,
)
from netpost.members.reading import list_ids, next_id
from netpost.members.result import Conflict
from netpost.members.sheet import Sheet
from netpost.members.version import Version

MOSTLY = 0.5
Place = tuple[str, str]
#: A set that keeps the order of the files.
Members = dict[str, None]


@dataclass
class Placement:
    """Where the rows belong.

    places: id → the place of its row in the sheet, in the staff's order. typed: ids whose row staff typed for somebody known:
    an empty cell there means "not given". extra: further rows about a member who has a row already, read like typed ones.
    added: new members. copied: new member → the member whose row staff copied.
    """

    places: dict[str, int] = field(default_factory=dict)
    typed: set[str] = field(default_factory=set)
    extra: list[tuple[str, list[str]]] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    copied: dict[str, str] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Directory:
    """The known members, found by address or by name and organisation.

    What a member had in the earlier version stays valid beside what it has in the later one. wanted: the addresses that
    will be looked for, so that not all of a large list need be indexed.
    """

    def __init__(self, base: Version, ours: Version, wanted: Set[str]) -> None:
        self.base, self.ours = base, ours
        self.added: dict[str, Cells] = {}
        self.by_email: dict[str, Members] = {}
        #: Whether the row looked for has an address → the members that it may be, by name and organisation.
        self.by_place: dict[bool, dict[Place, Members]] = {}
        changed = {
            member: place
            for member, place in ours.places.items()
            if member not in base.places or ours.rows.lines[place] is not base.rows.lines[base.places[member]]
        }
        for version in (base, replace(ours, places=changed)):
            emails = read_emails(version.column("email"))
            for member, email in zip(version.places, emails, strict=True):
                if email in wanted or not email:
                    self.by_email.setdefault(email, {})[member] = None

    def add(self, member: str, cells: Cells) -> None:
        """Note a member that is new in the staff's file."""
        self.added[member] = cells
        self.by_email.setdefault(person_email(cells), {})[member] = None
        for index in self.by_place.values():
            index.setdefault(person_place(cells), {})[member] = None

    def cells(self, member: str) -> Cells:
        """Return what is last known of a member."""
        return self.added.get(member) or self.ours.cells(member) or self.base.cells(member)

    def find_candidates(self, cells: Cells) -> list[str]:
        """Return the members that a row without an id may be about: by address or, where one has none, by name."""
        email, place = person_email(cells), person_place(cells)
        if email and email in self.by_email:
            members = list(self.by_email[email])
            return [member for member in members if person_name(self.cells(member)) == place[0]] or members
        found = self.find_places(has_email=bool(email)).get(place, {}) if place[0] else {}
        return [member for member in found if not email or not person_email(self.cells(member))]

    def find_places(self, *, has_email: bool) -> dict[Place, Members]:
        """Return members by name and organisation; where the row has an address, only those who once had none."""
        if has_email not in self.by_place:
            index: dict[Place, Members] = {}
            without_email = self.by_email.get("", {})
            for version in (self.base, self.ours) if without_email or not has_email else ():
                for member in [member for member in version.places if not has_email or member in without_email]:
                    index.setdefault(person_place(version.cells(member)), {})[member] = None
            for member, cells in self.added.items():
                index.setdefault(person_place(cells), {})[member] = None
            self.by_place[has_email] = index
        return self.by_place[has_email]


class Placer:
    """Finds the member of each row of one file."""

    def __init__(self, sheet: Sheet, base: Version, ours: Version, first_free_id: int) -> None:
        self.sheet, self.base, self.ours = sheet, base, ours
        self.first_free_id, self.next_number = first_free_id, 0
        self.ids: list[str] = []
        #: The member of each row, "" while it has none.
        self.members: list[str] = []
        self.taken: set[str] = set()
        self.result = Placement()

    def place(self) -> Placement:
        """Return where all rows belong."""
        ids = self.ids = list_ids(self.sheet)
        known = set(ids)
        unsettled = known - self.base.places.keys()
        if len(known) < len(ids):
            unsettled.update(member for member, count in Counter(ids).items() if count > 1)
        groups: dict[str, list[int]] = {}
        for place in [place for place, member in enumerate(ids) if member in unsettled]:
            groups.setdefault(ids[place], []).append(place)
        self.members = ["" if member in unsettled else member for member in ids]
        self.taken = known - unsettled
        loose = [(place, "") for place in groups.pop("", [])]
        for member, places in groups.items():
            keeper = places[0] if len(places) == 1 else self.choose_keeper(member, places)
            loose += [(place, member) for place in places if place != keeper and not self.is_copy(place, keeper)]
            if not self.claim(member, keeper):
                loose.append((keeper, ""))
        if loose:
            self.place_loose(sorted(loose))
        self.result.places = {member: place for place, member in enumerate(self.members) if member}
        return self.result

    def read_cells(self, place: int) -> dict[str, str]:
        """Return a row as column → text."""
        return dict(zip(self.sheet.columns, self.sheet.rows[place], strict=False))

    def known_cells(self, member: str) -> Cells:
        """Return what was known of a member, as the staff may have seen it."""
        return self.base.cells(member) or self.ours.cells(member)

    def choose_keeper(self, member: str, places: list[int]) -> int:
        """Return the row that keeps an id which stands in several: the one nearest to what was written."""
        known = self.known_cells(member)
        return min(
            places,
            key=lambda place: sum(known.get(column, "") != cell for column, cell in self.read_cells(place).items()),
        )

    def is_copy(self, place: int, keeper: int) -> bool:
        """Tell whether a row repeats another in every cell; such a one is dropped."""
        if self.sheet.rows[place] != self.sheet.rows[keeper]:
            return False
        self.result.notes.append(f"Rækken {self.ids[keeper]} stod to gange med samme indhold; den ene er fjernet.")
        return True

    def claim(self, member: str, place: int) -> bool:
        """Give a row the member whose id it bears; False where the id is nobody's, or another person's in `ours`."""
        if member in self.base.places:
            self.assign(place, member)
            return True
        if member in self.ours.places and self.is_person(self.read_cells(place), self.ours.cells(member)):
            self.assign(place, member)
            self.result.typed.add(member)
            return True
        return False

    def assign(self, place: int, member: str) -> None:
        """Note the member of a row."""
        self.members[place] = member
        self.taken.add(member)

    def is_person(self, cells: Cells, known: Cells) -> bool:
        """Tell whether a row and what is known of a member are one person."""
        same_email = person_email(cells) == person_email(known)
        return is_similar_name(person_name(cells), person_name(known)) if same_email else False

    def place_loose(self, loose: list[tuple[int, str]]) -> None:
        """Find the members of rows whose id is missing, unknown, doubled or somebody else's."""
        rows = {place: self.read_cells(place) for place, _ in loose}
        directory = Directory(self.base, self.ours, set(map(person_email, rows.values())))
        for place, source in loose:
            cells = rows[place]
            candidates = directory.find_candidates(cells)
            if len(candidates) == 1 and self.fits(cells, candidates[0], directory):
                self.place_known(place, cells, candidates[0])
            else:
                member = self.make_member(place, source)
                self.report_candidates(member, cells, candidates, directory)
                directory.add(member, cells)

    def fits(self, cells: Cells, member: str, directory: Directory) -> bool:
        """Tell whether a row is about the one member that it may be about, and not about somebody at the same address."""
        known = directory.cells(member)
        if is_similar_name(person_name(cells), person_name(known)):
            return True
        return member not in self.taken and count_evidence(cells, self.known_cells(member)) >= 3

    def place_known(self, place: int, cells: Cells, member: str) -> None:
        """Give a row to a known member: as its row where the id was lost, else as something typed about it."""
        if member in self.taken:
            self.result.extra.append((member, self.sheet.rows[place]))
            self.result.notes.append(f"En række mere om {cells.get('navn', '')} er lagt sammen med {member}.")
            return
        self.assign(place, member)
        known = self.base.cells(member)
        filled = [column for column, cell in known.items() if cell and column != "id"]
        alike = sum(cells.get(column) == known[column] for column in filled)
        if not known or alike < MOSTLY * len(filled):
            self.result.typed.add(member)
        if known:
            self.result.notes.append(f"{member} ({cells.get('navn', '')}) havde mistet sit id og har fået det igen.")

    def make_member(self, place: int, source: str) -> str:
        """Give a row an id of its own: the one that staff typed if it is free and was never used, else the next."""
        wanted = self.ids[place]
        is_free = wanted and not source and wanted not in self.taken and wanted not in self.ours.places
        if not is_free or int(wanted[1:]) < self.first_free_id:
            wanted = next_id(self.find_free_number())
        self.assign(place, wanted)
        self.result.added.append(wanted)
        if source:
            self.result.copied[wanted] = source
        return wanted

    def find_free_number(self) -> int:
        """Return a number that no version has ever had."""
        if not self.next_number:
            known = (self.base.places.keys() | self.ours.places.keys()).union(self.ids) - {""}
            self.next_number = max(
                self.first_free_id, 1 + max(map(int, map(itemgetter(slice(1, None)), known)), default=0)
            )
        self.next_number += 1
        return self.next_number - 1

    def report_candidates(self, member: str, cells: Cells, candidates: list[str], directory: Directory) -> None:
        """Say that a new row looks like somebody who is in the list already."""
        if not candidates:
            return
        others = " og ".join(f"{other} ({directory.cells(other).get('navn', '')})" for other in candidates)
        name, email = cells.get("navn", ""), cells.get("email", "")
        column = "email" if email else "navn"
        what = f"adressen {email}" if email else "navn og organisation"
        sentence = (
            f"{member} ({name}) har {what} til fælles med {others}. Netpost regner {member} for en ny person; "
            f"slet rækken, hvis det er den samme."
        )
        known = directory.cells(candidates[0]).get(column, "")
        self.result.conflicts.append(Conflict(member, column, known, cells.get(column, ""), sentence))


def place_rows(sheet: Sheet, base: Version, ours: Version, first_free_id: int | None = None) -> Placement:
    """Find the member of each row of the staff's file. first_free_id: the lowest number that was never given."""
    return Placer(sheet, base, ours, first_free_id or 1).place()
