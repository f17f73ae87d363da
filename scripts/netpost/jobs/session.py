"""One run on one network: its settings, journal, members and meetings, under the lock that keeps a second run out."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from netpost.errors import NetpostError
from netpost.files import modified_at, run_lock
from netpost.journal import Journal
from netpost.settings import Settings

if TYPE_CHECKING:
    from netpost.meetings import Meeting
    from netpost.members.member import Table

log = logging.getLogger("netpost")


class Run(NamedTuple):
    """What a script was called with. now: aware, Europe/Copenhagen. is_rehearsal: --now was given."""

    settings: Settings
    now: datetime
    is_dry_run: bool = False
    is_verbose: bool = False
    is_rehearsal: bool = False


class Session:
    """What the steps of a run share.

    table: the members as the journal holds them. meetings: those of the last good meetings.csv that have no fault.
    faults: errors that hinder a part of the run but not the rest; the first one decides the exit code.
    lines: what the run did, English, for whoever watches.
    """

    def __init__(self, run: Run, journal: Journal) -> None:
        self.run, self.journal = run, journal
        self.settings, self.now, self.is_dry_run = run.settings, run.now, run.is_dry_run
        self.faults: list[NetpostError] = []
        self.lines: list[str] = []
        self.sent_count = 0
        self._table: Table | None = None
        self._meetings: tuple[Meeting, ...] | None = None

    @property
    def meetings(self) -> tuple[Meeting, ...]:
        """The meetings; read from the journal when first needed."""
        if self._meetings is None:
            from netpost.jobs.stored_meetings import load_meetings

            self._meetings = load_meetings(self.journal, "meetings")
        return self._meetings

    @meetings.setter
    def meetings(self, meetings: tuple[Meeting, ...]) -> None:
        self._meetings = meetings

    @property
    def table(self) -> Table:
        """The members; read from the journal when first needed, as an idle run never needs them."""
        if self._table is None:
            self._table = self.journal.members.table()
        return self._table

    def store_table(self, table: Table) -> None:
        """Make a table the truth, inside a transaction; publish() brings it to members.csv."""
        table = table.with_needed_columns()
        self.journal.members.store(table)
        # the texts that an idle run compares to see that nothing has changed
        self.journal.remember(
            "members_changed", f"{self.now.isoformat()} {self.journal.database.connection.total_changes}"
        )
        self._table = table

    def restore_table(self, table: Table) -> None:
        """Go back to a table that the journal holds again after a rollback."""
        self._table = table

    def forget_table(self) -> None:
        """Read the members anew: what was stored was taken back."""
        self._table = None

    def was_done_today(self, task: str) -> bool:
        """Tell whether a daily task was noted as done today."""
        return self.journal.value(task) == self.now.date().isoformat()

    def note_done_today(self, task: str) -> None:
        """Let a daily task rest until tomorrow, inside a transaction. task: its key in the journal."""
        self.journal.remember(task, self.now.date().isoformat())

    def say(self, line: str) -> None:
        """Note what was done."""
        self.lines.append(line)
        log.info("%s", line)

    def meet_fault(self, fault: NetpostError) -> None:
        """Go on without what is at fault; the same fault met again counts once."""
        if str(fault) not in map(str, self.faults):
            self.faults.append(fault)

    def tell_staff(self, kind: str, key: str, sentence: str, *, is_urgent: bool = False) -> None:
        """Have the next report say a sentence, once as long as it holds. Inside or outside a transaction."""
        from netpost.journal.notices import Notice

        notice = Notice(kind, key, sentence, is_urgent)
        if self.journal.database.connection.in_transaction:
            self.journal.notices.add(notice, self.now)
            return
        if key not in self.journal.notices.open_keys(key):
            with self.journal.transaction():
                self.journal.notices.add(notice, self.now)

    def end_faults(self, prefix: str, still: set[str] | None = None) -> None:
        """End the notices of a kind of fault that do not hold any more."""
        if self.journal.has("notices", "is_open = 1") and self.journal.notices.open_keys(prefix) - (still or set()):
            with self.journal.transaction():
                self.journal.notices.keep_only(prefix, still or set())

    def is_settled(self, path: Path) -> bool:
        """Tell whether a file of the staff has lain unchanged for SETTLE_MINUTES. A missing file has not."""
        saved = modified_at(path)
        return saved is not None and self.has_settled_since(saved)

    def has_settled_since(self, saved: datetime) -> bool:
        """Tell whether SETTLE_MINUTES have passed; a rehearsal in the past measures what is newer by the real clock."""
        clock = self.now if saved <= self.now else datetime.now(UTC)
        return clock - saved >= timedelta(minutes=self.settings.settle_minutes)


@contextmanager
def open_session(run: Run) -> Iterator[Session | None]:
    """Open a network for one run; None where another run is at work. A dry run takes no lock and works on a copy."""
    if run.is_dry_run:
        journal = Journal.open(run.settings.journal_file)
        copy = journal.rehearse()
        journal.close()
        yield Session(run, copy)
        copy.close()
        return
    with run_lock(run.settings.path(run.settings.state_folder)) as is_free:
        if not is_free:
            log.info("another run is at work")
            yield None
            return
        journal = Journal.open(run.settings.journal_file)
        try:
            journal.upgrade()
            yield Session(run, journal)
        finally:
            journal.close()
