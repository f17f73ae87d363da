"""What the scripts made of a step of the demo (I/O): the journal, members.csv and the servers, looked at from outside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from netpost.demo.stage import SentMail, Stage
from netpost.files import read_file
from netpost.journal import Journal
from netpost.journal.mails import MailRecord
from netpost.members import Member, read_table

#: what run_once.py --verbose says of each mail, such as "mail 3: signup, act"
DECIDED = re.compile(r"mail (\d+): \w+, (\w+)")


@dataclass(frozen=True)
class ReadMail:
    """A mail that came in. outcome: act, known, review or ignore; "read before" for one that the journal knew."""

    record: MailRecord
    outcome: str


@dataclass(frozen=True)
class ChangedMember:
    """A row of members.csv that is new or differs. columns: those that differ; empty for a new row."""

    member: Member
    is_new: bool
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sight:
    """What one step changed. members: how many rows there are now. told: sentences for the staff's report."""

    read: tuple[ReadMail, ...]
    changed: tuple[ChangedMember, ...]
    members: int
    sent: tuple[SentMail, ...]
    told: tuple[str, ...]
    waiting: tuple[MailRecord, ...]
    held: tuple[str, ...]


class Watcher:
    """Remembers what was there after the last step."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.mails, self.notices, self.sent = 0, 0, 0
        self.members: dict[str, Member] = {}

    def look(self, lines: Sequence[str]) -> Sight:
        """See what has changed since the last look. lines: what the scripts wrote meanwhile."""
        before, self.members = self.members, self.read_members()
        sent = self.stage.sent[self.sent :]
        self.sent = len(self.stage.sent)
        journal = Journal.open(self.stage.directory / "state" / "journal.sqlite")
        try:
            return Sight(
                tuple(self._new_mails(journal, lines)),
                tuple(_compare(before, self.members)),
                len(self.members),
                tuple(sent),
                tuple(self._new_notices(journal)),
                tuple(journal.mails.open_reviews()),
                tuple(f"{mail.key}: {mail.detail}" for mail in journal.owed.in_state("held", "unknown", "refused")),
            )
        finally:
            journal.close()

    def read_members(self) -> dict[str, Member]:
        """Read members.csv as it lies there."""
        return read_table(read_file(self.stage.office / "members.csv")).by_id()

    def _new_mails(self, journal: Journal, lines: Sequence[str]) -> Iterable[ReadMail]:
        outcomes = {int(match[1]): match[2] for line in lines if (match := DECIDED.fullmatch(line))}
        while record := journal.mails.find(self.mails + 1):
            self.mails += 1
            yield ReadMail(record, outcomes.get(self.mails, "read before"))

    def _new_notices(self, journal: Journal) -> Iterable[str]:
        statement = "SELECT id, sentence FROM notices WHERE id > ? ORDER BY id"
        for row in journal.database.rows(statement, (self.notices,)):
            self.notices = row["id"]
            yield row["sentence"]


def _compare(before: dict[str, Member], after: dict[str, Member]) -> Iterable[ChangedMember]:
    for number, member in after.items():
        if number not in before:
            yield ChangedMember(member, is_new=True)
            continue
        old = before[number]
        columns = tuple(name for name, text in member.cells.items() if name != "id" and text != old.cell(name))
        if columns:
            yield ChangedMember(member, False, columns)
