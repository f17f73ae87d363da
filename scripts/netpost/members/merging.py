"""The three-way merge of members.csv: what was last written, what the script made of it, what lies there now.

By id and by column. Untouched cells take the script's change, edited ones stand; cells that a spreadsheet program spoiled
count as untouched. pandas joins the versions (the owner's choice); it is imported only where they differ.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property

from netpost.members.bulk import pause_collection
from netpost.members.cells import (
    CellMerger,
    Findings,
    is_replaced,
    quote,
    report_deleted,
    report_replaced,
)
from netpost.members.columns import note_dropped, order_columns, report_gone, restore_names
from netpost.members.decoding import use_cell
from netpost.members.headers import is_meeting
from netpost.members.lines import LineReader
from netpost.members.mangling import explain_mangling
from netpost.members.member import Member, Table
from netpost.members.placement import Placement, place_rows
from netpost.members.reading import find_id, name_cells, use_rows
from netpost.members.refusals import refuse_cut_short, refuse_lost_tail, refuse_moved_columns, refuse_other_list
from netpost.members.remarks import ask_for_ean, remark_cell, remark_person
from netpost.members.result import Conflict, Merge, Repair
from netpost.members.sheet import Sheet, name_padding, read_saved_sheet
from netpost.members.shifted import rejoin_rows
from netpost.members.version import Difference, Version, by_member, find_differences, make_version, read_version

ID_LIKE = re.compile(r"\w{0,2}\d+")
Rows = dict[str, dict[str, str]]
Changes = Mapping[str, Mapping[str, tuple[str, str]]]


@pause_collection()
def merge_members(base: bytes, ours: bytes, theirs: bytes, *, first_free_id: int | None = None) -> Merge:
    """Merge what lies there now (theirs) with the script's own changes (ours); both come from `base`.

    base: the version that the staff had before them, best found by `choose_base`; empty where nothing was written yet.
    first_free_id: the lowest number that was never given to a member. Raises MembersFileError where the file must be
    left as it is.
    """
    if theirs in {base, ours} and theirs:
        return repeat_version(read_version(ours))
    if not base or not ours:
        return merge_versions(read_version(base), read_version(ours), read_saved_sheet(theirs), first_free_id)
    reader = LineReader(read_saved_sheet(theirs))
    base_version = ours_version = make_version(name_padding(reader.read(base)))
    if ours != base:
        ours_version = make_version(name_padding(reader.read(ours)))
    meetings = [column for column in (*base_version.columns, *ours_version.columns) if is_meeting(column)]
    return merge_versions(base_version, ours_version, read_saved_sheet(theirs, meetings), first_free_id)


def merge_versions(base: Version, ours: Version, sheet: Sheet, first_free_id: int | None) -> Merge:
    """Merge a file as read. Raises MembersFileError where it must be left as it is."""
    sheet, renamed = restore_names(sheet, base)
    known = {member: base.cells(member) for member in base.rows} if sheet.padding else {}
    sheet = name_padding(rejoin_rows(sheet, known))
    refuse_cut_short(sheet, base)
    merger = MembersMerger(base, ours, sheet, place_rows(sheet, base, ours, first_free_id))
    merger.findings.conflicts += renamed
    return merger.merge()


def repeat_version(version: Version) -> Merge:
    """Make the result where the staff have changed nothing."""
    wanted = [column for column in version.columns if column != "id"]
    cells = name_cells(version.columns, version.rows.values(), wanted)
    return make_merge(version.columns, dict(zip(version.rows, cells, strict=True)), version.unclean)


def make_merge(columns: Sequence[str], rows: Rows, unclean: Set[str]) -> Merge:
    """Make the result of rows that need no more said about them. unclean: the texts in them that are another for use."""
    columns = tuple(columns) if "id" in columns else ("id", *columns)
    members = map(Member, rows, use_rows(list(rows.values()), unclean))
    return Merge(Table(columns, tuple(members)), rows)


@dataclass
class MembersMerger:
    """Merges the rows of a file whose rows have found their members."""

    base: Version
    ours: Version
    sheet: Sheet
    placement: Placement
    findings: Findings = field(default_factory=Findings)
    #: What staff changed, row by row. A row that a program alone changed is not among them, but its cells in `spoiled`.
    edits: Changes = field(default_factory=dict)
    changes: Changes = field(default_factory=dict)
    spoiled: Sequence[tuple[Difference, str]] = ()
    replaced: list[str] = field(default_factory=list)

    def merge(self) -> Merge:
        """Return the merged members. Raises MembersFileError where the edits look like an accident."""
        found = list(self.placement.rows)
        self.compare()
        refuse_lost_tail(self.sheet, self.base, found)
        refuse_other_list(self.base, found, self.replaced)
        refuse_moved_columns(self.base, found, self.edits)
        columns = order_columns(self.sheet.columns, self.base, self.ours)
        rows = self.merge_rows(found, columns)
        for member, row in self.placement.extra:
            self.merge_extra(member, row, rows[member])
        deleted = [member for member in self.base.rows if member not in rows]
        self.report_rows(rows, deleted)
        gone = set(deleted)
        for member in self.ours.rows:
            if member not in rows and member not in gone:
                rows[member] = self.fill(columns, self.ours.cells(member))
        made = {text for text in self.findings.made if use_cell(text) != text}
        unclean = self.base.unclean | self.ours.unclean | self.sheet.unclean | made
        return replace(
            make_merge(columns, rows, unclean),
            conflicts=tuple(self.findings.conflicts),
            added=tuple(self.placement.added),
            deleted=tuple(deleted),
            replaced=tuple(self.replaced),
            repaired=tuple(self.findings.repaired),
            notes=tuple(self.findings.notes),
        )

    def compare(self) -> None:
        """Find what the staff and the script changed, and the rows in which staff put another person."""
        theirs = Version(self.sheet.columns, self.placement.rows)
        self.changes = {} if self.ours is self.base else by_member(find_differences(self.base, self.ours))
        found = find_differences(self.base, theirs)
        reasons = [explain_mangling(column, written, text) for _, column, written, text in found]
        # Excel spoils the dates of every row: only what a person may have edited too is gone through cell by cell.
        looked_at = {one.member for one, why in zip(found, reasons, strict=True) if why is None}
        looked_at.update(self.changes, self.placement.typed)
        self.edits = by_member(one for one in found if one.member in looked_at)
        explained = zip(found, reasons, strict=True)
        self.spoiled = [(one, why) for one, why in explained if why and one.member not in looked_at]
        self.replaced = [member for member, edits in self.edits.items() if is_replaced(edits)]

    def known_cells(self, member: str) -> dict[str, str]:
        """Return a member's row as the script has it or, where it has none, as it was written."""
        return self.ours.cells(member) or self.base.cells(member)

    def fill(self, columns: Sequence[str], cells: Mapping[str, str]) -> dict[str, str]:
        """Return a row with all columns, empty where nothing is known."""
        return {column: cells.get(column, "") for column in columns if column != "id"}

    def merge_rows(self, found: Sequence[str], columns: Sequence[str]) -> Rows:
        """Return the merged rows of the staff's file; those that the staff left alone are the script's."""
        names = [column for column in columns if column != "id"]
        rows: Rows = {}
        if set(names) <= set(self.ours.columns):
            own = [member for member in found if member in self.ours.rows]
            cells = name_cells(self.ours.columns, map(self.ours.rows.__getitem__, own), names)
            rows = dict(zip(own, cells, strict=True))
        if len(rows) < len(found):
            rows = {member: rows.get(member) or self.fill(columns, self.known_cells(member)) for member in found}
        touched = self.edits.keys() | self.placement.typed | (rows.keys() - self.base.rows.keys())
        for member in found:
            if member in touched:
                self.merge_row(member, rows[member])
        self.report_spoiled(rows)
        return rows

    def report_spoiled(self, rows: Rows) -> None:
        """Note the cells of rows that a program alone changed, in the place that their rows have in the file."""
        others = self.findings.repaired
        repaired = [
            Repair(member, column, text, rows[member][column], why) for (member, column, _, text), why in self.spoiled
        ]
        if others and repaired:
            place = {member: place for place, member in enumerate(rows)}
            repaired = sorted(others + repaired, key=lambda repair: place[repair.id])
        self.findings.repaired = repaired or others

    def merge_row(self, member: str, result: dict[str, str]) -> None:
        """Merge what the staff's file says of a member into the script's row."""
        if member in self.placement.typed or member not in self.base.rows:
            self.merge_typed(member, self.placement.rows[member], result)
        elif member in self.replaced:
            self.replace_person(member, self.base.cells(member), result)
        else:
            for column, (written, text) in self.edits[member].items():
                result[column] = self.cells.merge(member, column, written, result[column], text)
                self.remark(member, column, text, result)

    def merge_typed(self, member: str, row: Sequence[str], result: dict[str, str]) -> None:
        """Put what staff typed into a row. An empty cell says nothing; a copied row's confirmation is not the new one's."""
        source = self.base.cells(self.placement.copied.get(member, ""))
        for column, text in zip(self.sheet.columns, row, strict=True):
            if column == "id" or not text or (column == "kvittering" and text == source.get(column)):
                continue
            written = self.base.cells(member).get(column, "")
            result[column] = self.cells.merge(member, column, written, result[column], text)
            self.remark(member, column, text, result)
        self.keep_heading(row, result)

    def keep_heading(self, row: Sequence[str], result: dict[str, str]) -> None:
        """Keep words that somebody typed where the id belongs ("Fra Jylland:"): they would go with the new id."""
        text = row[self.sheet.columns.index("id")] if "id" in self.sheet.columns else ""
        if text and not find_id(text) and not ID_LIKE.fullmatch(text) and "noter" in result:
            result["noter"] = " ".join(filter(None, (text, result["noter"])))
            self.findings.made.add(result["noter"])

    def merge_extra(self, member: str, row: Sequence[str], result: dict[str, str]) -> None:
        """Put what a second row about a member says beyond the first into its row; where they disagree, the first stands."""
        base = self.base.cells(member)
        ours = self.known_cells(member)
        for column, text in zip(self.sheet.columns, row, strict=True):
            if column == "id" or not text or explain_mangling(column, base.get(column, ""), text) is not None:
                continue
            current = result[column]
            if current == ours.get(column, "") or current == base.get(column, ""):
                result[column] = self.cells.merge(member, column, base.get(column, ""), ours.get(column, ""), text)
            elif explain_mangling(column, current, text) is None:
                sentence = f"{member}, {column}: to rækker siger {quote(current)} og {quote(text)}. Den første gælder."
                self.findings.conflicts.append(Conflict(member, column, current, text, sentence))

    def replace_person(self, member: str, base: Mapping[str, str], result: dict[str, str]) -> None:
        """Let a row stand as the staff wrote it, with nothing of what the script did for the person before."""
        changed = ", ".join(f"{column}: {quote(new)}" for column, (_, new) in self.changes.get(member, {}).items())
        result.update({column: text for column, text in base.items() if column in result})
        for column, (written, text) in self.edits[member].items():
            result[column] = self.cells.merge(member, column, written, written, text)
        for column in ("navn", "email"):
            self.findings.conflicts.append(
                report_replaced(member, column, base.get(column, ""), result[column], changed)
            )

    def remark(self, member: str, column: str, text: str, result: Mapping[str, str]) -> None:
        """Note what is wrong with a cell that staff typed and that now stands in the row."""
        if result[column] == text and (remark := remark_cell(member, column, text)):
            self.findings.notes.append(remark)

    def report_rows(self, rows: Rows, deleted: Sequence[str]) -> None:
        """Note what is to be said about rows and columns."""
        for member in deleted:
            if member in self.changes:
                name = self.base.cells(member).get("navn", "")
                self.findings.conflicts.append(report_deleted(member, name, self.changes[member]))
        for member in self.edits:
            edited = {column: text for column, (_, text) in self.edits[member].items() if rows[member][column] == text}
            if question := ask_for_ean(member, edited, rows[member]):
                self.findings.conflicts.append(question)
        remarks = [remark_person(member, rows[member]) for member in self.placement.added]
        self.findings.notes += [remark for remark in remarks if remark]
        self.findings.notes += [f"Teksten »{title}« over overskrifterne er fjernet." for title in self.sheet.above]
        self.findings.notes += self.placement.notes
        self.findings.notes += note_dropped(self.sheet.columns, self.base)
        self.findings.conflicts += self.placement.conflicts
        self.findings.conflicts += report_gone(self.sheet.columns, self.base)

    @cached_property
    def cells(self) -> CellMerger:
        """The merge of single cells."""
        return CellMerger(self.read_vocabulary, self.findings)

    def read_vocabulary(self) -> frozenset[str]:
        """Return all words of the known texts."""
        rows = [*self.base.rows.values(), *self.ours.rows.values()]
        return frozenset(word for row in rows for cell in row for word in re.findall(r"[\w-]+", cell))
