"""What the scripts do: one function per script, which wires the steps and holds no rule of its own.

session.py is one run; sync.py the files of the staff, handwork.py what staff did in them; intake.py and handle.py new
mail, orders.py what staff order done with it; schedule_due.py reminders and follow-ups; deliver.py, writing.py,
colleagues.py and previews.py outgoing mail; tell.py the report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from netpost.errors import JournalError, NetpostError
from netpost.jobs.session import Run, Session, open_session

if TYPE_CHECKING:
    from netpost.journal.owed import Kind

__all__ = [
    "Outcome",
    "Run",
    "begin",
    "drop",
    "erase_person",
    "list_held",
    "list_versions",
    "preview",
    "read_inbox",
    "release",
    "restore_version",
    "run_once",
    "send_confirmations",
    "send_followups",
    "send_reminders",
    "show_member",
    "show_person",
    "show_version",
]

DRY_RESTORE = "Kun en prøve: Intet er skrevet, ændret eller sendt. Uden --dry-run sker dette:"


class Outcome(list[str]):
    """Lines that tell what a run did.

    faults: what hindered a part of it; the first decides the exit code. dry_notice: what a dry run says first, "" for
    nothing; None for the usual English sentence.
    """

    def __init__(self, lines: list[str], faults: list[NetpostError], dry_notice: str | None = None) -> None:
        super().__init__(lines)
        self.faults, self.dry_notice = faults, dry_notice


def read_inbox(run: Run) -> Outcome:
    """Read new mail into the journal and members.csv."""
    return _run(run, _read)


def send_confirmations(run: Run) -> Outcome:
    """Send the answers owed to sign-ups, cancellations and afbud, and the report to staff."""
    return _run(run, _confirm, _report)


def send_reminders(run: Run) -> Outcome:
    """Send the reminders that are due."""
    return _run(run, _remind)


def send_followups(run: Run) -> Outcome:
    """Send the summaries that are due."""
    return _run(run, _follow_up)


def run_once(run: Run) -> Outcome:
    """Do all of it, in order."""
    return _run(run, _read, _confirm, _remind, _follow_up, _report)


def list_held(run: Run) -> Outcome:
    """List the mails of all kinds that wait for a word of the staff."""
    with _required_session(run) as session:
        mails = session.journal.owed.in_state("held", "unknown", "refused")
        lines = [f"{mail.key}  {mail.state}  to {mail.recipient}  {mail.detail}" for mail in mails]
        return Outcome(lines or ["Nothing is held."], [])


def release(run: Run, key: str) -> Outcome:
    """Let held mails (one by its key, or all) go with the next run."""
    return _decide_held(run, key, "released", lambda session, found: session.journal.owed.release(found))


def drop(run: Run, key: str) -> Outcome:
    """Give held mails (one by its key, or all) up for good."""
    return _decide_held(run, key, "dropped", lambda session, found: session.journal.owed.withdraw(found, "by IT"))


def preview(run: Run, until: datetime | None) -> Outcome:
    """Write what would be sent, now or until a moment, to PREVIEW_FOLDER; the journal stays as it is."""
    from netpost.jobs.looking_ahead import preview_mails

    return preview_mails(run, until)


def begin(run: Run, is_adopting: bool) -> Outcome:
    """Begin a network's journal."""
    from netpost.jobs.beginning import begin_network

    return Outcome(begin_network(run, is_adopting=is_adopting), [])


def show_person(run: Run, who: str, folder: Path) -> Outcome:
    """Write all that is held about a person to a file in a folder."""
    from netpost.jobs.show_person import write_person

    return _with_files(run, lambda session: write_person(session, who, folder))


def erase_person(run: Run, who: str) -> Outcome:
    """Erase a person for good."""
    from netpost.jobs.erase_person import erase_person

    return _with_files(run, lambda session: erase_person(session, who))


def list_versions(run: Run, limit: int) -> Outcome:
    """List the last versions of members.csv, all with a limit of 0, and what changed in each."""
    from netpost.jobs.history import list_versions

    return _look_back(run, lambda session: list_versions(session, limit))


def show_version(run: Run, number: int) -> Outcome:
    """Show all that changed in a version of members.csv."""
    from netpost.jobs.history import show_version

    return _look_back(run, lambda session: show_version(session, number))


def show_member(run: Run, who: str) -> Outcome:
    """Show a member's life: what changed, why, and what was sent."""
    from netpost.jobs.life import show_member

    return _look_back(run, lambda session: show_member(session, who))


def restore_version(run: Run, number: int) -> Outcome:
    """Make the members as they stood in a version of members.csv the present ones."""
    from netpost.jobs.restoring import restore_version

    with _required_session(run) as session:
        return Outcome(restore_version(session, number), session.faults, DRY_RESTORE)


def _look_back(run: Run, look: Callable[[Session], list[str]]) -> Outcome:
    """Look at a copy of the journal: nobody need wait for a run that is at work."""
    with open_session(run._replace(is_dry_run=True)) as session:
        return Outcome(look(session) if session else [], [], "")


def _with_files(run: Run, act: Callable[[Session], list[str]]) -> Outcome:
    """Do what a person asked for, in the light of what staff have saved."""
    from netpost.jobs.sync import sync_files

    with _required_session(run) as session:
        sync_files(session)
        return Outcome(act(session), session.faults)


def _run(run: Run, *steps: Callable[[Session], None]) -> Outcome:
    from netpost.jobs.brakes import hold_what_waited
    from netpost.jobs.sync import sync_files

    with open_session(run) as session:
        if session is None:
            return Outcome(["Another run is at work; this one leaves it to that."], [])
        sync_files(session)
        _age_out(session)
        _age_versions(session)
        hold_what_waited(session)
        for step in steps:
            _do_step(session, step)
        return Outcome(session.lines, session.faults)


def _age_out(session: Session) -> None:
    if session.settings.keep_days and not session.was_done_today("aged_out_on"):
        from netpost.jobs.erase_person import age_out

        age_out(session)


def _age_versions(session: Session) -> None:
    """Once a day, forget the versions of members.csv that are older than VERSION_DAYS."""
    if session.was_done_today("versions_aged_on"):
        return
    from netpost.jobs.sync import VERSIONS_COMPARED

    before = session.now - timedelta(days=session.settings.version_days)
    with session.journal.transaction():
        count = session.journal.members.drop_old_versions(before, VERSIONS_COMPARED)
        session.note_done_today("versions_aged_on")
    if count:
        session.say(f"VERSION_DAYS: {count} versions of members.csv were removed")


def _do_step(session: Session, step: Callable[[Session], None]) -> None:
    """A step that cannot go on (server away, say) does not keep the others from their work."""
    try:
        step(session)
    except NetpostError as fault:
        session.meet_fault(fault)


def _read(session: Session) -> None:
    from netpost.jobs.intake import read_mail_folders

    read_mail_folders(session)


def _confirm(session: Session) -> None:
    _send(session, "answers")


def _remind(session: Session) -> None:
    from netpost.jobs.schedule_due import owe_due_mails

    owe_due_mails(session)
    _send(session, "reminders")


def _follow_up(session: Session) -> None:
    from netpost.jobs.schedule_due import owe_due_mails

    owe_due_mails(session)
    _send(session, "followups")


def _report(session: Session) -> None:
    from netpost.jobs.tell import owe_reports

    owe_reports(session)
    if session.journal.has("owed", "state = 'owed' AND kind = 'rapport'"):
        from netpost.jobs.deliver import deliver

        deliver(session, _kinds("reports"))


def _send(session: Session, what: str) -> None:
    """Send or, under SEND=no, preview; an idle run stops at the first question."""
    journal = session.journal
    if journal.has("owed", "state IN ('sending', 'unknown')"):
        from netpost.jobs.deliver import recover_unknown

        recover_unknown(session)
    if not session.settings.send:
        _preview_owed(session)
        return
    if journal.has("owed", "state = 'owed'"):
        from netpost.jobs.deliver import deliver

        deliver(session, _kinds(what))
    if journal.has("owed", "copy = 'wanted'"):
        from netpost.jobs.colleagues import Mailbox

        with Mailbox(session) as mailbox:
            mailbox.keep_missing_copies()


def _kinds(what: str) -> tuple[Kind, ...]:
    from netpost.journal.owed import ANSWERS, Kind

    kinds = {"reminders": (Kind.REMINDER,), "followups": (Kind.FOLLOWUP,), "reports": (Kind.REPORT,)}
    return kinds.get(what, tuple(ANSWERS))


def _preview_owed(session: Session) -> None:
    if session.journal.has("owed", "state = 'owed' AND kind <> 'rapport'") or session.journal.value("preview_basis"):
        from netpost.jobs.previews import refresh_previews

        refresh_previews(session)


def _decide_held(run: Run, key: str, word: str, act: Callable[[Session, str], None]) -> Outcome:
    with _required_session(run) as session:
        held = session.journal.owed.in_state("held", "unknown", "refused")
        found = [mail.key for mail in held if key in {mail.key, "all"} and (key != "all" or mail.state == "held")]
        if not found:
            raise JournalError(f"{key}: no such mail is held.", remedy="List them with send_confirmations.py --held.")
        with session.journal.transaction():
            for name in found:
                act(session, name)
        return Outcome([f"{name}: {word}" for name in found], [])


@contextmanager
def _required_session(run: Run) -> Iterator[Session]:
    with open_session(run) as session:
        if session is None:
            raise JournalError("Another run is at work.", remedy="Try again in a moment.")
        yield session
