"""The first run of a network: an explicit act, after which mail is read from now on and never from before."""

from __future__ import annotations

from netpost.errors import JournalError
from netpost.files import digest_of, read_file
from netpost.jobs.session import Run, Session
from netpost.jobs.sync import stage_members, sync_meetings
from netpost.journal import Journal
from netpost.members import merge_members, read_table


def begin_network(run: Run, *, is_adopting: bool) -> list[str]:
    """Make the journal. Where members.csv holds people already, only with is_adopting: nobody of them is confirmed.

    Raises JournalError, MembersFileError.
    """
    settings = run.settings
    data = read_file(settings.members_file)
    table = read_table(data)
    if table.members and not is_adopting:
        raise JournalError(
            f"{settings.members_file} holds {len(table.members)} people already.",
            "A new network would send each of them a confirmation.",
            "To take them over as they are, without any confirmation, use --begin --adopt.",
        )
    if run.is_dry_run:
        return [f"Would begin {settings.journal_file} with {len(table.members)} members."]
    journal = Journal.create(settings.journal_file, run.now, run.now)
    try:
        _take_over(Session(run, journal), data)
    finally:
        journal.close()
    return [
        f"Begun: {settings.journal_file}. Mail that arrives from now on is read; {len(table.members)} members taken over."
    ]


def _take_over(session: Session, data: bytes) -> None:
    """Make the members that stand in the file ours; a row without a number gets one. None of them is a sign-up."""
    journal = session.journal
    merged = merge_members(b"", b"", data, first_free_id=1)
    with journal.transaction():
        journal.members.add_version(data, "staff", "found", session.now)
        journal.members.note_on_disk(digest_of(data))
        session.store_table(merged.table)
        if any(member.id in merged.added for member in merged.table.members):
            stage_members(session)
        journal.remember("send", "yes" if session.settings.send else "no")
    sync_meetings(session)
