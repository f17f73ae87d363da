"""The three-way merge of members.csv: what was last written, what the script made of it, what lies there now.

By id and by column. Untouched cells take the script's change, edited ones stand; cells that a spreadsheet program spoiled
count as untouched. pandas joins the cells that differ (the owner's choice); it is imported only where some do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import filterfalse, repeat

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
from netpost.members.grid import MARK, Grid
from netpost.members.headers import is_meeting
from netpost.members.lazy import LazySequence
from netpost.members.lines import LineReader
from netpost.members.mangling import explain_mangling
from netpost.members.member import Table
from netpost.members.placement import Placement, place_rows
from netpost.members.reading import LazyMembers, find_id
from netpost.members.refusals import refuse_cut_short, refuse_lost_tail, refuse_moved_columns, refuse_other_list
from netpost.members.remarks import ask_for_ean, remark_cell, remark_person
from netpost.members.result import Conflict, Merge, MergedRows, Repair
from netpost.members.sheet import Sheet, name_padding, read_saved_sheet
from netpost.members.shifted import rejoin_rows
from netpost.members.version import Differences, Version, by_member, find_differences, find_rewritten, read_version

ID_LIKE = re.compile(r"\w{0,2}\d+")
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
    base_version = reader.read(base)
    ours_version = reader.read(ours) if ours != base else base_version
    meetings = [column for column in (*base_version.columns, *ours_version.columns) if is_meeting(column)]
    sheet = read_saved_sheet(theirs, meetings)
    dated = reader.saved.rows if reader.saved.columns == sheet.columns else None
    return merge_versions(base_version, ours_version, sheet, first_free_id, dated)


def merge_versions(
    base: Version, ours: Version, sheet: Sheet, first_free_id: int | None, dated: Grid | None = None
) -> Merge:
    """Merge a file as read. Raises MembersFileError where it must be left as it is.

    dated: the file's rows with their dates in ISO form, None where it is not known which they are.
    """
    saved = sheet
    sheet, renamed = restore_names(sheet, base)
    known = {member: base.cells(member) for member in base.places} if sheet.padding else {}
    sheet = name_padding(rejoin_rows(sheet, known))
    refuse_cut_short(sheet, base)
    placement = place_rows(sheet, base, ours, first_free_id)
    merger = MembersMerger(base, ours, sheet, placement, dated if sheet is saved else None)
    merger.findings.conflicts += renamed
    return merger.merge()


def repeat_version(version: Version) -> Merge:
    """Make the result where the staff have changed nothing."""
    columns = version.columns if "id" in version.columns else ("id", *version.columns)
    return make_merge(MergedRows(columns, version.places, version.arrange(version.places, columns)))


def make_merge(rows: MergedRows) -> Merge:
    """Make the result of rows that need no more said about them."""
    return Merge(Table(rows.columns, LazyMembers(rows.columns, rows.grid)), rows)


def explain_differences(found: Differences) -> list[str | None]:
    """Say of each cell how a program made one text of the other; None where a person has edited it."""
    return list(map(explain_mangling, found.columns, found.first, found.second))


def list_spoiled(found: Differences, reasons: Sequence[str | None]) -> Iterable[Repair]:
    """Return the cells of which a program has spoiled more than the form, as if what was written stood there again."""
    cells = zip(found.members, found.columns, found.second, found.first, reasons, strict=True)
    return (Repair(member, column, old, new, why) for member, column, old, new, why in cells if why)


@dataclass
class MembersMerger:
    """Merges the rows of a file whose rows have found their members."""

    base: Version
    ours: Version
    sheet: Sheet
    placement: Placement
    dated: Grid | None = None
    findings: Findings = field(default_factory=Findings)
    #: What staff changed, row by row. A row that a program alone changed is not among them, but its cells in `spoiled`; one
    #: of which it rewrote nothing but dates is only in `rewritten`.
    edits: Changes = field(default_factory=dict)
    changes: Changes = field(default_factory=dict)
    spoiled: Sequence[Repair] = ()
    rewritten: Sequence[str] = ()
    replaced: list[str] = field(default_factory=list)

    def merge(self) -> Merge:
        """Return the merged members. Raises MembersFileError where the edits look like an accident."""
        found = list(self.placement.places)
        self.compare()
        refuse_lost_tail(self.sheet, self.base, found)
        refuse_other_list(self.base, found, self.replaced)
        refuse_moved_columns(self.base, found, self.edits)
        columns = order_columns(self.sheet.columns, self.base, self.ours)
        rows = self.merge_rows(found, columns)
        edited, self.findings.repaired = self.findings.repaired, []
        for member, row in self.placement.extra:
            self.merge_extra(member, row, rows)
        deleted = list(filterfalse(rows.places.__contains__, self.base.places))
        self.report_rows(rows, deleted)
        return replace(
            make_merge(rows),
            conflicts=tuple(self.findings.conflicts),
            added=tuple(self.placement.added),
            deleted=tuple(deleted),
            replaced=tuple(self.replaced),
            repaired=LazySequence(partial(self.list_repairs, rows, edited, self.findings.repaired)),
            notes=tuple(self.findings.notes),
        )

    def compare(self) -> None:
        """Find what the staff and the script changed, and the rows in which staff put another person."""
        theirs = Version(self.sheet.columns, self.sheet.rows, self.placement.places)
        self.changes = {} if self.ours is self.base else by_member(find_differences(self.base, self.ours))
        looked_at = self.changes.keys() | self.placement.typed
        # Excel rewrites the dates of every row: only what a person may have edited too is gone through cell by cell.
        rewritten = find_rewritten(self.base, theirs, self.dated) if self.dated else ()
        self.rewritten = list(filterfalse(looked_at.__contains__, rewritten))
        found = find_differences(self.base, theirs.leave_out(self.rewritten))
        reasons = explain_differences(found)
        looked_at |= {member for member, why in zip(found.members, reasons, strict=True) if why is None}
        self.edits = by_member(one for one in found if one[0] in looked_at)
        self.spoiled = [one for one in list_spoiled(found, reasons) if one.id not in looked_at]
        self.replaced = [member for member, edits in self.edits.items() if is_replaced(edits)]

    def known_cells(self, member: str) -> dict[str, str]:
        """Return a member's row as the script has it or, where it has none, as it was written."""
        return self.ours.cells(member) or self.base.cells(member)

    def merge_rows(self, found: Sequence[str], columns: tuple[str, ...]) -> MergedRows:
        """Return the merged rows of the staff's file, the script's own new ones after them.

        Rows that the staff left alone are the script's.
        """
        known = self.placement.places.keys() | self.base.places.keys()
        new = list(filterfalse(known.__contains__, self.ours.places))
        rows = self.repeat_rows([*found, *new], columns)
        touched = self.edits.keys() | self.placement.typed | (self.placement.places.keys() - self.base.places.keys())
        for member in found if touched else ():
            if member in touched:
                row = rows[member]
                self.merge_row(member, row)
                rows.put(member, row)
        return rows

    def repeat_rows(self, members: Sequence[str], columns: tuple[str, ...]) -> MergedRows:
        """Return rows as the script has them or, where it has none, as they were written; empty where nothing is known."""
        own = list(filter(self.ours.places.__contains__, members))
        lines = dict(zip(own, self.ours.arrange(own, columns).lines, strict=True))
        empty = MARK * (len(columns) - 1)
        rows = MergedRows(columns, members, Grid(list(map(lines.get, members, repeat(empty))), len(columns)))
        for member in filterfalse(self.ours.places.__contains__, members):
            if known := self.base.cells(member):
                rows.put(member, {column: known.get(column, "") for column in columns})
        return rows

    def list_repairs(self, rows: MergedRows, edited: Sequence[Repair], extra: Sequence[Repair]) -> Iterable[Repair]:
        """Return what was repaired, row by row.

        edited: in rows that were gone through. extra: in further rows about a member, told last.
        """
        places = {member: self.placement.places[member] for member in self.rewritten}
        dates = find_differences(self.base, Version(self.sheet.columns, self.sheet.rows, places))
        columns = set(self.ours.columns)
        # the others are as the script has them: as they were written, unless it has no such column
        others = [
            one if one.column in columns else one._replace(new=rows[one.id][one.column])
            for one in (*self.spoiled, *list_spoiled(dates, explain_differences(dates)))
        ]
        return [*sorted([*edited, *others], key=lambda repair: rows.places[repair.id]), *extra]

    def merge_row(self, member: str, result: dict[str, str]) -> None:
        """Merge what the staff's file says of a member into the script's row."""
        if member in self.placement.typed or member not in self.base.places:
            self.merge_typed(member, self.sheet.rows[self.placement.places[member]], result)
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

    def merge_extra(self, member: str, row: Sequence[str], rows: MergedRows) -> None:
        """Put what a second row about a member says beyond the first into its row; where they disagree, the first stands."""
        base, ours, result = self.base.cells(member), self.known_cells(member), rows[member]
        for column, text in zip(self.sheet.columns, row, strict=True):
            if column == "id" or not text or explain_mangling(column, base.get(column, ""), text) is not None:
                continue
            current = result[column]
            if current == ours.get(column, "") or current == base.get(column, ""):
                result[column] = self.cells.merge(member, column, base.get(column, ""), ours.get(column, ""), text)
            elif explain_mangling(column, current, text) is None:
                sentence = f"{member}, {column}: to rækker siger {quote(current)} og {quote(text)}. Den første gælder."
                self.findings.conflicts.append(Conflict(member, column, current, text, sentence))
        rows.put(member, result)

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

    def report_rows(self, rows: MergedRows, deleted: Sequence[str]) -> None:
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
        rows = [*self.base.by_id().values(), *self.ours.by_id().values()]
        return frozenset(word for row in rows for cell in row for word in re.findall(r"[\w-]+", cell))
