"""Restoring a version of members.csv: its members become the present ones again, as a change by staff. Danish lines.

What staff saved last is merged first, so that it is in the history. Nobody is mailed for it: what the restored rows would
make due is held, and their own next sign-up, cancellation or afbud is answered as anybody's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from netpost.danish import format_moment, join_words
from netpost.due import find_due, find_reason
from netpost.errors import RequestError, StaffFileError
from netpost.files import digest_of, read_file
from netpost.jobs.hand_receipts import LISTED
from netpost.jobs.handwork import tell_unclear_cells
from netpost.jobs.history import find_version
from netpost.jobs.past import Past
from netpost.jobs.report_content import KIND_NAMES
from netpost.jobs.schedule_due import make_calendar
from netpost.jobs.session import Session
from netpost.jobs.sync import FORM_LOST, publish_members, stage_members, sync_members
from netpost.jobs.wording import name_mail
from netpost.journal.members import CellChange, Version
from netpost.journal.owed import Kind, OwedMail
from netpost.journal.personal import PersonalRecords
from netpost.members.difference import (
    CellEdit,
    describe_briefly,
    describe_edit,
    find_difference,
    name_member,
    name_members,
)
from netpost.members.member import Member, Table
from netpost.members.restoring import RECEIPT, Restoration, restore_rows
from netpost.zone import COPENHAGEN

REFUSED_FILE = "members.csv kunne ikke læses. Den er gemt, som den lå, som udgave {number}, og skrevet igen."
MISSING_FILE = "members.csv manglede og er skrevet igen."
CLOSE = "Har nogen members.csv åben, så luk den uden at gemme, og åbn den igen."
NO_MAIL = "Ingen får mail, fordi en gammel udgave er hentet frem."
HELD = "Mailen er blevet aktuel, fordi udgave {number} af members.csv er hentet frem."


def restore_version(session: Session, number: int) -> list[str]:
    """Restore a version, and tell what that changed. Raises RequestError, StaffFileError."""
    version = find_version(session, number)
    then = read_rows(session, version)
    lines = []
    is_merged = merge_first(session)
    restoration = restore_rows(
        session.table, then, _receipts(session, then), _mailed(session, then), session.journal.members.first_free_id
    )
    with session.journal.transaction():
        if not is_merged:
            lines.append(keep_refused(session))
        if restoration.table != session.table:
            lines += apply_restoration(session, version, restoration)
        elif is_merged:
            same = f"Deltagerne er allerede, som de var i {_name(version)}. Intet er ændret."
            return [same, *_describe_mailed(session, restoration.mailed)]
        stage_members(session, "staff")
        session.journal.remember(FORM_LOST, "")
    publish_members(session)
    return [*lines, CLOSE]


def read_rows(session: Session, version: Version) -> Table:
    """Return the members as they stood in a version. Raises RequestError where it could not be read when it was saved."""
    following = session.journal.members.written_after(version.id)
    last = following.id if following else version.id
    table = Past.until(session, last, last - version.id + 1).outcome(version, following)
    if table is None:
        raise RequestError(
            f"Udgave {version.id} af members.csv kunne ikke læses og kan ikke hentes frem.",
            remedy="Vælg en anden; members_history.py viser dem.",
        )
    return leave_out_erased(session, table)


def leave_out_erased(session: Session, table: Table) -> Table:
    """Return the rows that may come back: the one place that decides it. Nobody who was erased does."""
    erased = PersonalRecords(session.journal.database).erased()
    return replace(table, members=tuple(one for one in table.members if one.id and one.id not in erased))


def merge_first(session: Session) -> bool:
    """Merge what staff saved last; False where the file cannot be read, which is what a restore is to end."""
    sync_members(session)
    refused = session.journal.notices.open_keys("members:")
    session.faults = [fault for fault in session.faults if f"members:{fault}" not in refused]
    return not refused


def keep_refused(session: Session) -> str:
    """Inside a transaction: store the file that cannot be read as a refused version and end the fault.

    Its digest is noted as lying on disk: should the run be killed before the file is exchanged, the next one does it.
    Raises StaffFileError where nobody may even read the bytes.
    """
    path, records = session.settings.members_file, session.journal.members
    session.journal.notices.keep_only("members:", set())
    try:
        data = read_file(path)
    except StaffFileError:
        if path.exists():
            raise
        return MISSING_FILE
    records.note_on_disk(digest_of(data))
    return REFUSED_FILE.format(number=records.add_version(data, "staff", "refused", session.now))


def apply_restoration(session: Session, version: Version, restoration: Restoration) -> list[str]:
    """Inside a transaction: make the restored members the truth, hold what they would cause; return what changed."""
    before, records = session.table, session.journal.members
    due = _due_claims(session, before)
    warnings = list(_describe_mailed(session, restoration.mailed))
    brief = "; ".join(
        describe_briefly(find_difference(before, restoration.table, [one.id for one in restoration.returned]))
    )
    records.add_changes(_changes(restoration, f"version {version.id} restored"), session.now)
    session.store_table(restoration.table)
    _begin_memberships(session, before, restoration)
    detail = HELD.format(number=version.id)
    held = [*_hold_revived(session, before, detail), *_hold_due(session, due, detail)]
    tell_unclear_cells(session)
    lines = [
        f"Deltagerne er sat tilbage til {_name(version)}.",
        *_describe(version, restoration),
        *warnings,
        *map(_describe_held, held),
        NO_MAIL,
    ]
    for place, sentence in enumerate((f"members.csv er sat tilbage til {_name(version)}: {brief}.", *warnings)):
        session.tell_staff("advarsel", f"restored:{session.now.isoformat()}:{place}", sentence)
    return lines


def _name(version: Version) -> str:
    return f"udgave {version.id} fra {format_moment(version.at)}"


def _receipts(session: Session, then: Table) -> dict[str, str]:
    """Return what kvittering last held in rows that are gone: a confirmation that was sent since stays sent."""
    present = session.table.by_id()
    found = {}
    for member in then.members:
        if member.id not in present:
            changes = session.journal.members.changes_of(member.id)
            texts = [change.new for change in changes if change.field == RECEIPT]
            found[member.id] = texts[-1] if texts else ""
    return found


def _mailed(session: Session, then: Table) -> dict[str, frozenset[str]]:
    """Return for each member the columns whose present text came by mail."""
    return {member.id: frozenset(_last_mails(session, member.id)) for member in then.members}


def _last_mails(session: Session, member: str) -> dict[str, int]:
    """Return for each column of a row that a mail changed last the number of that mail."""
    last = {one.field: one.mail for one in session.journal.members.changes_of(member) if one.field}
    return {column: mail for column, mail in last.items() if mail is not None}


def _changes(restoration: Restoration, why: str) -> Iterator[CellChange]:
    for edit in restoration.edits:
        yield CellChange(edit.member.id, edit.column, edit.old, edit.new, "staff", why)
    for row in (*restoration.returned, *(new for _, new in restoration.moved)):
        yield CellChange(row.id, None, "", row.name, "staff", why)
        yield from _cells(Member(row.id), row, why)
    after = restoration.table.by_id()
    for old, _ in restoration.moved:
        yield from _cells(old, after[old.id], why)


def _cells(old: Member, new: Member, why: str) -> Iterator[CellChange]:
    for column in dict.fromkeys([*old.cells, *new.cells]):
        if column != "id" and old.cell(column) != new.cell(column):
            yield CellChange(new.id, column, old.cell(column), new.cell(column), "staff", why)


def _begin_memberships(session: Session, before: Table, restoration: Restoration) -> None:
    """Count those anew who had left, and whose row held somebody else: nothing owed to that person may reach them."""
    moved = {old.id for old, _ in restoration.moved}
    present = before.by_id()
    for row in restoration.table.members:
        old = present.get(row.id)
        if row.id in moved or (old and old.status == "afmeldt" and row.status in LISTED):
            session.journal.members.begin_membership(row.id)
    for mail in session.journal.owed.in_state("owed", "held"):
        if moved & set(mail.members):
            session.journal.owed.withdraw(mail.key, "staff put another person into the row")


def _hold_revived(session: Session, before: Table, detail: str) -> Iterator[OwedMail]:
    """Hold mails whose reason was gone and is back."""
    for mail in session.journal.owed.in_state("owed"):
        if _reason_against(session, mail, before) and not _reason_against(session, mail, session.table):
            session.journal.owed.hold(mail.key, detail)
            yield mail


def _reason_against(session: Session, mail: OwedMail, table: Table) -> str | None:
    meetings = {meeting.id: meeting for meeting in session.meetings}
    return find_reason(mail, table.by_id(), meetings, session.settings.followup_answers)


def _due_claims(session: Session, table: Table) -> Mapping[tuple[tuple[str, str, str, str], ...], OwedMail]:
    """Return the reminders and follow-ups that are due with these members, and the follow-ups of this day's send hour."""
    calendar, joined = make_calendar(session), session.journal.members.joined_at()
    local = session.now.astimezone(COPENHAGEN)
    hour = local.replace(hour=session.settings.send_hour, minute=0, second=0, microsecond=0)
    later = hour if hour > local else hour + timedelta(days=1)
    known = session.journal.owed.known_claims()
    mails = find_due(table.members, session.meetings, calendar, joined, known, session.now)
    coming = find_due(table.members, session.meetings, calendar, joined, known, later)
    mails += [mail for mail in coming if mail.kind is Kind.FOLLOWUP]
    return {mail.claims: mail for mail in mails if mail.state == "owed"}


def _hold_due(session: Session, before: Iterable[object], detail: str) -> Iterator[OwedMail]:
    """Hold what only the restored rows make due."""
    known = set(before)
    for claims, mail in _due_claims(session, session.table).items():
        if claims not in known and session.journal.owed.add(replace(mail, state="held", detail=detail), session.now):
            yield mail


def _describe(version: Version, restoration: Restoration) -> Iterator[str]:
    if restoration.returned:
        yield f"Kommet tilbage: {name_members(restoration.returned)}"
    yield from map(describe_edit, restoration.edits)
    for old, new in restoration.moved:
        yield f"{name_member(old)} stod i rækken nu og har fået sin egen: {new.id}"
    if restoration.kept:
        yield f"Kommet til efter udgave {version.id} og beholdt: {name_members(restoration.kept)}"


def _describe_mailed(session: Session, edits: Iterable[CellEdit]) -> Iterator[str]:
    """Tell what people have written themselves since, and what therefore stays."""
    kept: dict[tuple[str, int], list[CellEdit]] = {}
    for edit in edits:
        number = _last_mails(session, edit.member.id).get(edit.column)
        kept.setdefault((edit.member.id, number or 0), []).append(edit)
    for (_, number), together in kept.items():
        what = join_words([edit.column for edit in together])
        mail = name_mail(session.journal.mails.find(number))
        yield (
            f"Beholdt: {what} hos {name_member(together[0].member)} kom fra {mail}. Skal det være som før, så ret det i "
            "members.csv."
        )


def _describe_held(mail: OwedMail) -> str:
    return f"Holdes tilbage: {KIND_NAMES[mail.kind]} til {mail.recipient}. Skal den sendes, så giv it-afdelingen nøglen {mail.key}."
