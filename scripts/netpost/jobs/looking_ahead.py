"""What would be sent, now or until a later moment, on a copy of the journal in memory."""

from __future__ import annotations

from datetime import datetime

from netpost.jobs import Outcome
from netpost.jobs.previews import write_previews
from netpost.jobs.schedule_due import owe_due_mails
from netpost.jobs.session import Run, open_session
from netpost.jobs.sync import sync_files
from netpost.journal.owed import Kind


def preview_mails(run: Run, until: datetime | None) -> Outcome:
    """Write every owed mail, and those that become due until then, to PREVIEW_FOLDER."""
    ahead = run._replace(is_dry_run=True, now=max(until, run.now) if until else run.now)
    with open_session(ahead) as session:
        if session is None:
            return Outcome([], [])
        sync_files(session)
        owe_due_mails(session)
        mails = [mail for mail in session.journal.owed.in_state("owed", "held") if mail.kind is not Kind.REPORT]
        write_previews(session, mails)
        folder = session.settings.path(session.settings.preview_folder)
        lines = [f"{mail.key} to {mail.recipient}" + (" (held)" if mail.state == "held" else "") for mail in mails]
        return Outcome([*lines, f"{len(mails)} mail(s) written to {folder}"], session.faults)
