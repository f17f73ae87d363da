"""The three-way merge of members.csv: what was last written, what the script made of it, what lies there now.

By id and by column. Untouched cells take the script's change, edited ones stand; cells that a spreadsheet program spoiled
count as untouched. pandas joins the versions (the owner's choice); it is imported only where they differ.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import itemgetter

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
from netpost.members.mangling import explain_mangling
from netpost.members.member import Member, Table
from netpost.members.placement import Placement, place_rows
from netpost.members.reading import find_id, use_rows
from netpost.members.refusals import refuse_cut_short, refuse_lost_tail, refuse_moved_columns, refuse_other_list
from netpost.members.remarks import ask_for_ean, remark_cell, remark_person
from netpost.members.result import Conflict, Merge
from netpost.members.sheet import Sheet, name_padding, read_changed_sheet, read_saved_sheet, read_sheet
from netpost.members.shifted import rejoin_rows
from netpost.members.version import Version, find_differences, make_version, read_version

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
    base_sheet = read_base_sheet(base, theirs)
    base_version = ours_version = make_version(name_padding(base_sheet))
    if ours != base:
        ours_version = make_version(name_padding(read_changed_sheet(ours, base, base_sheet)))
    meetings = [column for column in (*base_version.columns, *ours_version.columns) if is_meeting(column)]
    return merge_versions(base_version, ours_version, read_saved_sheet(theirs, meetings), first_free_id)


def read_base_sheet(base: bytes, theirs: bytes) -> Sheet:
    """Read the base; where staff saved it in its own form, most of its rows stand in theirs."""
    if theirs.partition(b"\r\n")[0] != base.partition(b"\r\n")[0]:
        return read_sheet(base)
    return read_changed_sheet(base, theirs, read_saved_sheet(theirs))


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
    rows = {member: version.cells(member) for member in version.rows}
    for cells in rows.values():
        cells.pop("id")
    return make_merge(version.columns, rows, version.unclean)


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
    edits: Changes = field(default_factory=dict)
    changes: Changes = field(default_factory=dict)
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
        self.edits = find_differences(self.base, theirs)
        self.changes = {} if self.ours is self.base else find_differences(self.base, self.ours)
        self.replaced = [member for member, edits in self.edits.items() if is_replaced(edits)]

    def fill(self, columns: Sequence[str], cells: Mapping[str, str]) -> dict[str, str]:
        """Return a row with all columns, empty where nothing is known."""
        return {column: cells.get(column, "") for column in columns if column != "id"}

    def merge_rows(self, found: Sequence[str], columns: Sequence[str]) -> Rows:
        """Return the merged rows of the staff's file; those that the staff left alone are the script's."""
        names = [column for column in columns if column != "id"]
        is_own = self.ours.rows.keys() if set(names) <= set(self.ours.columns) else set()
        pick = itemgetter(*map(self.ours.columns.index, names)) if is_own else tuple
        rows = {
            member: dict(zip(names, pick(self.ours.rows[member]), strict=True))
            if member in is_own
            else self.fill(columns, self.ours.cells(member) or self.base.cells(member))
            for member in found
        }
        touched = self.edits.keys() | self.placement.typed | (rows.keys() - self.base.rows.keys())
        for member in found:
            if member in touched:
                self.merge_row(member, rows[member])
        return rows

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
        ours = self.ours.cells(member) or base
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
