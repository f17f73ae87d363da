"""The files that staff edit ↔ the journal: meetings.csv in, members.csv in and out.

Order ("journal first"): store the bytes found and merge; one transaction with everything that changes and the bytes to
be written as a pending version; exchange the file; look at what came out, merge it if a person saved meanwhile; mark
the version written. A crash anywhere and a second run give the same end.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from netpost.errors import DiskError, MeetingsFileError, MembersFileError, StaffFileError
from netpost.files import (
    digest_of,
    exchange_file,
    find_newer_spreadsheet,
    modified_at,
    read_file,
    recover_file,
    stamp_file,
    wait_for_spreadsheet,
)
from netpost.jobs.session import Session

if TYPE_CHECKING:
    from netpost.meetings import Meeting

#: a save is compared with so many versions, the newest; those are kept however old they are
VERSIONS_COMPARED = 50
SPREADSHEET_SECONDS = 2.0
MOST_ROUNDS = 5
BACK_AGAIN = (
    "{member} er slettet for altid, men stod igen i members.csv, som nok er gemt fra en gammel kopi. Rækken er taget ud. Skal "
    "personen være med igen, så skriv en ny række uden id."
)
#: what was written last was written while a spreadsheet program had the file open
WRITTEN_WHILE_OPEN = "members_written_while_open"
WORKBOOK = (
    "{name} i mappen kontor er nyere end members.csv. Netpost læser kun members.csv: det, I retter i {name}, tæller ikke. Flyt "
    "rettelserne over i members.csv, og fjern {name}."
)
FORM_LOST = "members_form_lost"


def sync_files(session: Session) -> None:
    """Bring the journal up to date with what staff saved, and members.csv with the journal."""
    sync_meetings(session)
    sync_members(session)
    _tell_workbook(session)


def sync_meetings(session: Session) -> None:
    """Read meetings.csv if it was saved; keep the last good version of what cannot be read."""
    path, journal = session.settings.meetings_file, session.journal
    stamp = stamp_file(path)
    if stamp is not None and stamp == journal.value("meetings_stamp"):
        return
    from netpost.jobs.stored_meetings import load_meetings, store_meetings
    from netpost.meetings import read_meetings

    known = load_meetings(journal, "meetings_known")
    try:
        found = read_meetings(read_file(path), known, session.now.date())
    except (StaffFileError, MeetingsFileError) as fault:
        session.meet_fault(fault)
        session.tell_staff("fil", f"meetings:{fault}", str(fault))
        return
    with journal.transaction():
        journal.notices.keep_only("meetings:", {f"meetings:{problem.sentence}" for problem in found.problems})
        journal.remember("meetings_stamp", stamp or "")
        store_meetings(journal, "meetings", found.all)
        store_meetings(journal, "meetings_known", found.known)
        for problem in found.problems:
            session.tell_staff("fil", f"meetings:{problem.sentence}", problem.sentence)
    session.meetings = found.all
    _tell_changed_meetings(session, known)
    _add_meeting_columns(session)
    session.say(f"meetings.csv: {len(found.all)} meetings, {len(found.problems)} problems")


def _tell_changed_meetings(session: Session, before: Iterable[Meeting]) -> None:
    """Remind staff that nobody but them tells participants of a meeting that is moved or cancelled."""
    known = {meeting.id: meeting for meeting in before}
    for meeting in session.meetings:
        old = known.get(meeting.id)
        if (
            old is None
            or old.ends_at < session.now
            or not any(m.answer(meeting.id) == "ja" for m in session.table.members)
        ):
            continue
        what = "aflyst" if meeting.is_cancelled and not old.is_cancelled else ""
        if not what and (old.begins_at, old.place, old.city) != (meeting.begins_at, meeting.place, meeting.city):
            what = "ændret i tid eller sted"
        if what:
            sentence = (
                f"Mødet i {meeting.city} ({meeting.id}) er {what} i meetings.csv. Netpost skriver ikke selv om det til de "
                "tilmeldte; det skal I gøre."
            )
            session.tell_staff("advarsel", f"meeting-changed:{meeting.id}:{what}:{meeting.begins_at}", sentence)


def sync_members(session: Session) -> None:
    """Merge what staff saved in members.csv, then write what the journal knows and the file does not."""
    _recover(session)
    if not merge_saved_file(session):
        return
    _restore_form(session)
    publish_members(session)


def merge_saved_file(session: Session) -> bool:
    """Take over what lies in members.csv; False where it cannot be read safely: it is left as it is."""
    path, journal = session.settings.members_file, session.journal
    stamp = stamp_file(path)
    if stamp is not None and stamp == journal.value("members_stamp"):
        return True
    try:
        data = read_file(path)
        if digest_of(data) != journal.members.digest_on_disk:
            _merge(session, data)
        with journal.transaction():
            journal.members.note_on_disk(digest_of(data))
            journal.remember("members_stamp", stamp or "")
    except (StaffFileError, MembersFileError) as fault:
        session.meet_fault(fault)
        session.tell_staff("fil", f"members:{fault}", str(fault))
        return False
    session.end_faults("members:")
    return True


def stage_members(session: Session, author: str = "netpost") -> None:
    """Inside a transaction: store the bytes that members.csv is to have as a pending version."""
    from netpost.members import write_table

    for version in session.journal.members.pending_versions():
        session.journal.members.drop_version(version.id)
    session.journal.members.add_version(write_table(session.table), author, "pending", session.now)


def publish_members(session: Session) -> None:
    """Exchange members.csv with the pending version, if there is one; merge what staff saved meanwhile."""
    if session.is_dry_run:
        return
    path = session.settings.members_file
    for _ in range(MOST_ROUNDS if session.journal.has("versions", "state = 'pending'") else 0):
        pending = session.journal.members.pending_versions()
        if not pending or session.journal.notices.open_keys("members:"):
            return
        version = pending[-1]
        before = session.journal.members.digest_on_disk
        is_closed = wait_for_spreadsheet(path, SPREADSHEET_SECONDS)
        try:
            came_out = exchange_file(path, version.data, keep=lambda data: _keep_unmerged(session, data))
        except DiskError as fault:
            session.meet_fault(fault)
            return
        with session.journal.transaction():
            session.journal.members.set_version_state(version.id, "written")
            session.journal.members.note_on_disk(version.digest)
            session.journal.remember(WRITTEN_WHILE_OPEN, "" if is_closed else "yes")
        if came_out is None or digest_of(came_out) == before:
            return
        # a person saved in the moment of writing: their bytes are merged, and the outcome is written next
        _merge_what_came_out(session)


def _merge(session: Session, data: bytes) -> None:
    """Merge bytes that staff saved with what the journal holds. Raises MembersFileError."""
    saved_data, data = data, _without_erased(session, data)
    from netpost.jobs.handwork import take_over
    from netpost.members import choose_base, merge_members, read_table, write_table

    versions = session.journal.members.recent_versions(VERSIONS_COMPARED)
    if session.journal.value(WRITTEN_WHILE_OPEN):  # of versions as near, staff had an older one before them
        versions.reverse()
    ours = write_table(session.table)
    base = versions[choose_base([version.data for version in versions], data)].data if versions else ours
    number = session.journal.members.first_free_id
    merged = merge_members(base, ours, data, first_free_id=number)
    saved = modified_at(session.settings.members_file) or session.now
    with session.journal.transaction():
        session.journal.members.add_version(data, "staff", "found", session.now)
        session.journal.remember("staff_saved_at", saved.isoformat())
        take_over(session, merged)
        is_same = data == saved_data and read_table(data, session.table.columns) == session.table
        # what is merely spoiled is put right later, too: see _restore_form
        is_form = is_same or (
            data == saved_data and base == ours and not merged.added and session.table == merged.table
        )
        session.journal.remember(FORM_LOST, "yes" if is_form and write_table(session.table) != data else "")
        if not is_form:
            stage_members(session)
    session.say(f"members.csv: staff saved it; {len(merged.added)} rows new, {len(merged.deleted)} gone")


def _without_erased(session: Session, data: bytes) -> bytes:
    """A copy from before may bring back people who were erased: they stay out, and staff are told."""
    if not session.journal.has("erased", "1"):
        return data
    from netpost.journal.personal import PersonalRecords
    from netpost.members.erasing import take_out_returned

    cleaned = take_out_returned(data, PersonalRecords(session.journal.database).erased())
    for member in sorted(cleaned.found):
        session.tell_staff("fil", f"erased:{member}:{session.now.isoformat()}", BACK_AGAIN.format(member=member))
    return cleaned.data


def _merge_what_came_out(session: Session) -> None:
    """Merge what staff saved in the moment of writing; what cannot be merged is kept as a version and told."""
    records = session.journal.members
    for version in records.unmerged_versions():
        is_refused = False
        try:
            _merge(session, version.data)
        except MembersFileError as fault:
            is_refused = True
            session.meet_fault(fault)
            session.tell_staff("fil", f"saved:{version.digest}", str(fault))
        with session.journal.transaction():
            if is_refused:
                records.set_version_state(version.id, "refused")
            else:
                records.drop_version(version.id)


def _recover(session: Session) -> None:
    """After a crash: learn whether the pending version reached the disk, and lose nothing that lay beside the file."""
    if session.is_dry_run:
        return
    path = session.settings.members_file
    recover_file(path, lambda data: _keep_unmerged(session, data))
    if not session.journal.has("versions", "state IN ('pending', 'unmerged')"):
        return
    records = session.journal.members
    for version in records.pending_versions():
        if path.exists() and digest_of(read_file(path)) == version.digest:
            with session.journal.transaction():
                records.set_version_state(version.id, "written")
                records.note_on_disk(version.digest)
    _merge_what_came_out(session)


def _keep_unmerged(session: Session, data: bytes) -> None:
    """Store what came out of the exchange before its last copy is removed, unless it is known."""
    digest, records = digest_of(data), session.journal.members
    if digest == records.digest_on_disk or any(
        records.has_digest(digest, state) for state in ("written", "pending", "unmerged")
    ):
        return
    with session.journal.transaction():
        records.add_version(data, "staff", "unmerged", session.now)


def _restore_form(session: Session) -> None:
    """Give a file that a spreadsheet program saved its safe form back, once nobody works in it any more.

    Sooner, the program would ask at each save whether to overwrite what "somebody else" has saved.
    """
    path = session.settings.members_file
    if not session.journal.value(FORM_LOST) or not session.is_settled(path) or not wait_for_spreadsheet(path, 0):
        return
    with session.journal.transaction():
        session.journal.remember(FORM_LOST, "")
        stage_members(session)


def _tell_workbook(session: Session) -> None:
    """Once a day: tell staff of a workbook beside members.csv that is newer; they may be working in the wrong file."""
    if session.is_dry_run or session.was_done_today("workbook_looked_for"):
        return
    try:
        newer = find_newer_spreadsheet(session.settings.members_file)
    except DiskError as fault:
        session.meet_fault(fault)
        return
    with session.journal.transaction():
        session.note_done_today("workbook_looked_for")
        if newer is not None:
            session.tell_staff("fil", f"workbook:{newer.name}", WORKBOOK.format(name=newer.name))
        else:
            session.journal.notices.keep_only("workbook:", ())


def _add_meeting_columns(session: Session) -> None:
    """Give each coming meeting its column, before noter."""
    columns = list(session.journal.members.columns())
    coming = sorted(m.id for m in session.meetings if not m.is_cancelled and m.ends_at > session.now)
    missing = [meeting for meeting in coming if meeting not in columns]
    if not missing:
        return
    place = columns.index("noter") if "noter" in columns else len(columns)
    columns[place:place] = missing
    with session.journal.transaction():
        session.store_table(replace(session.table, columns=tuple(columns)))
        stage_members(session)
