"""Owed mails → the server, each once: checked again, frozen, paced, capped; held where a brake says so.

The bytes are stored before the server gets them. Whoever is killed in between leaves a mail in state sending, which
becomes unknown: it may have left. Only an answer to one person is then sent again by itself, with the same bytes and
Message-ID, which receivers collapse into one; this is the only case in which a mail can arrive twice.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from netpost.due import find_lateness, find_reason, is_paused
from netpost.errors import NetpostError, TemplateError
from netpost.files import find_stop
from netpost.jobs.brakes import brake_large_batches, has_settled
from netpost.jobs.colleagues import Mailbox
from netpost.jobs.session import Session
from netpost.jobs.sync import merge_saved_file, publish_members, stage_members
from netpost.jobs.writing import MailWriter, WrittenMail
from netpost.journal.members import CellChange
from netpost.journal.owed import ANSWERS, Kind, OwedMail
from netpost.outbox import Connection, Outcome
from netpost.zone import COPENHAGEN

#: minutes to wait after each temporary refusal; the last one goes on for ever
WAITS = (5, 15, 60, 240)
WAIT_FOR_SENT_FOLDER = timedelta(minutes=15)
DAY = timedelta(days=1)


def deliver(session: Session, kinds: Sequence[Kind]) -> None:
    """Send what is owed of these kinds and due for a try. Raises ServerError, ServerSetupError."""
    queue = [mail for mail in session.journal.owed.ready(kinds, session.now) if has_settled(session, mail)]
    queue = brake_large_batches(session, queue)
    if not queue:
        return
    if session.is_dry_run:
        for mail in queue:
            session.say(f"would send {mail.key} to {mail.recipient}")
        return
    with Mailbox(session) as mailbox:
        courier = Courier(session, mailbox)
        try:
            for mail in courier.check(queue):
                courier.deliver(mail)
        finally:
            courier.close()
            publish_members(session)


class Courier:
    """Carries a queue of mails over one connection."""

    def __init__(self, session: Session, mailbox: Mailbox) -> None:
        self.session, self.settings, self.journal = session, session.settings, session.journal
        self.mailbox = mailbox
        self.writer = MailWriter(session)
        self.connection: Connection | None = None
        self.last_sent_at: float | None = None

    def check(self, queue: Sequence[OwedMail]) -> Iterator[OwedMail]:
        """Give the mails that may go, each looked at right before its turn. A faulty template stops its whole kind."""
        broken = self._find_broken_kinds(queue)
        for mail in queue:
            if mail.kind in broken or self._is_stopped(mail) or self._is_no_longer_owed(mail):
                continue
            if self.session.sent_count >= self.settings.max_mails_per_run:
                self.session.say(f"{self.settings.max_mails_per_run} mails sent: the rest waits for the next run")
                return
            merge_saved_file(self.session)
            self.writer.refresh()
            addressed = self._readdress(mail)
            if self._may_go(addressed):
                yield addressed

    def deliver(self, mail: OwedMail) -> None:
        """Freeze one mail, hand it to the server and record what came of it."""
        written = self._write(mail)
        self._pace()
        connection = self._connect()
        with self.journal.transaction():
            self.journal.owed.note_attempt(mail.key, written.raw, written.message_id, self.session.now)
        outcome = self._send(connection, mail, written)
        with self.journal.transaction():
            self._record(mail, written, outcome)
        if outcome.state == "sent":
            self.session.sent_count += 1
            self.session.say(f"sent {mail.key} to {mail.recipient}")
            if self._wants_copy(mail):
                self.mailbox.keep_copy(mail.key, written.raw, written.message_id)

    def close(self) -> None:
        """End the connection."""
        if self.connection is not None:
            self.connection.__exit__(None, None, None)

    def _find_broken_kinds(self, queue: Sequence[OwedMail]) -> set[Kind]:
        """Render every mail once before the first is sent."""
        broken: set[Kind] = set()
        for mail in queue:
            if mail.kind is Kind.REPORT or mail.kind in broken or not self.writer.can_write(mail):
                continue
            try:
                self.writer.write(mail)
            except TemplateError as fault:
                broken.add(mail.kind)
                self.session.meet_fault(fault)
                self.session.tell_staff("fil", f"template:{mail.kind}:{fault}", str(fault))
            except ValueError as error:
                # an address that no mail program takes: the rest of the queue is not to blame
                with self.journal.transaction():
                    self.journal.owed.hold(mail.key, f"{mail.recipient} er ikke en brugbar mailadresse ({error}).")
        for kind in {mail.kind for mail in queue} - broken:
            self.session.end_faults(f"template:{kind}:")
        return broken

    def _is_stopped(self, mail: OwedMail) -> bool:
        stop = find_stop(self.settings.path(self.settings.office_folder)) if mail.kind is not Kind.REPORT else None
        if stop is None:
            self.session.end_faults("stop:")
            return False
        sentence = f"Filen {stop.name} ligger i mappen: der sendes ingen mails til medlemmerne, før den er fjernet."
        self.session.tell_staff("advarsel", "stop:", sentence)
        return True

    def _readdress(self, mail: OwedMail) -> OwedMail:
        """Send to the address that members.csv has by now, as staff may have corrected it."""
        if mail.frozen or not mail.members or mail.options.get("is_to_writer") or not self.writer.can_write(mail):
            return mail
        addresses = {self.writer.members[member].email for member in mail.members}
        address = addresses.pop() if len(addresses) == 1 else None
        if address is None or address == mail.recipient:
            return mail
        with self.journal.transaction():
            self.journal.owed.readdress(mail.key, address)
        return replace(mail, recipient=address)

    def _is_no_longer_owed(self, mail: OwedMail) -> bool:
        found = self.journal.owed.find(mail.key)
        return found is None or found.state != "owed"

    def _may_go(self, mail: OwedMail) -> bool:
        if mail.kind is Kind.REPORT:
            return True
        if is_paused(mail, self.writer.meetings):
            return False
        lateness = find_lateness(mail, self.writer.meetings, self.session.now)
        if lateness:
            with self.journal.transaction():
                self.journal.owed.note_missed(mail.key, lateness)
            self.session.say(f"missed {mail.key}")
            return False
        reason = find_reason(mail, self.writer.members, self.writer.meetings, self.settings.followup_answers)
        if reason and not (mail.is_released and mail.frozen):
            with self.journal.transaction():
                self.journal.owed.withdraw(mail.key, reason)
            self.session.say(f"withdrawn {mail.key}: {reason}")
            return False
        hindrance = None if mail.is_released or mail.kind not in ANSWERS else self._hindrance(mail)
        if hindrance:
            with self.journal.transaction():
                self.journal.owed.hold(mail.key, hindrance)
            self.session.say(f"held {mail.key}")
        return hindrance is None

    def _hindrance(self, mail: OwedMail) -> str | None:
        """Why an automatic answer is held (Danish), None where it may go."""
        if self.journal.owed.count_answers(mail.recipient, self.session.now - DAY) >= self.settings.max_answers_per_day:
            return f"{mail.recipient} har fået {self.settings.max_answers_per_day} automatiske svar på et døgn."
        if mail.mail and self.mailbox.has_colleague_answered(mail.mail):
            return "En kollega har allerede svaret på mailen."
        return None

    def _write(self, mail: OwedMail) -> WrittenMail:
        if mail.frozen is not None and mail.message_id:
            entries = (
                self.writer.write(mail).entries if mail.kind is not Kind.REPORT and self.writer.can_write(mail) else ()
            )
            return WrittenMail(mail.frozen, mail.message_id, entries)
        return self.writer.write(mail)

    def _pace(self) -> None:
        if self.last_sent_at is not None:
            wait = 60 / self.settings.mails_per_minute - (time.monotonic() - self.last_sent_at)
            time.sleep(max(0.0, wait))
        self.last_sent_at = time.monotonic()

    def _connect(self) -> Connection:
        if self.connection is None:
            self.connection = Connection.open(self.settings)
        return self.connection

    def _send(self, connection: Connection, mail: OwedMail, written: WrittenMail) -> Outcome:
        try:
            return connection.send(written.raw, self.settings.from_address, mail.recipient)
        except NetpostError as fault:
            # the server refuses us, not this mail: it was not taken
            with self.journal.transaction():
                self.journal.owed.note_later(mail.key, str(fault), self.session.now)
            raise

    def _record(self, mail: OwedMail, written: WrittenMail, outcome: Outcome) -> None:
        owed = self.journal.owed
        if outcome.state == "sent":
            owed.note_sent(mail.key, self.session.now, "wanted" if self._wants_copy(mail) else None)
            for entry in written.entries:
                self.journal.invitations.store(entry)
            self._write_receipt_date(mail)
        elif outcome.state == "temporary":
            minutes = WAITS[min(mail.tries, len(WAITS) - 1)]
            owed.note_later(mail.key, outcome.detail, self.session.now + timedelta(minutes=minutes))
            self.session.say(f"{mail.key}: not taken yet ({outcome.detail}); again in {minutes} minutes")
        elif outcome.state == "refused":
            owed.note_refused(mail.key, outcome.detail)
            self.session.say(f"{mail.key}: refused ({outcome.detail})")
        else:
            owed.note_unknown(mail.key, outcome.detail)
            self.session.say(f"{mail.key}: nobody knows whether it left ({outcome.detail})")

    def _wants_copy(self, mail: OwedMail) -> bool:
        """The sent folder is for what members got; the report is no news to the colleagues who share the mailbox."""
        return self.settings.sent_copy == "append" and mail.kind is not Kind.REPORT

    def _write_receipt_date(self, mail: OwedMail) -> None:
        if mail.kind is not Kind.CONFIRMATION:
            return
        today = self.session.now.astimezone(COPENHAGEN).date().isoformat()
        table = self.session.table
        written = {m.id for m in table.members if m.id in mail.members and not m.cell("kvittering")}
        if not written:
            return
        members = tuple(m.with_cells({"kvittering": today}) if m.id in written else m for m in table.members)
        changes = [CellChange(number, "kvittering", "", today, "netpost", mail.key) for number in sorted(written)]
        self.journal.members.add_changes(changes, self.session.now)
        self.session.store_table(replace(table, members=members))
        stage_members(self.session)


def recover_unknown(session: Session) -> None:
    """After a crash or a lost answer: find out what can be found out, send answers again, leave the rest to staff."""
    journal = session.journal
    stuck = journal.owed.in_state("sending")
    if stuck and not session.is_dry_run:
        with journal.transaction():
            for mail in stuck:
                journal.owed.note_unknown(mail.key, "the run ended before the server's answer was recorded")
    unknown = [mail for mail in journal.owed.in_state("unknown") if _is_worth_a_look(session, mail)]
    if not unknown or session.is_dry_run:
        return
    with Mailbox(session) as mailbox:
        for mail in unknown:
            _settle_unknown(session, mailbox, mail)


def _is_worth_a_look(session: Session, mail: OwedMail) -> bool:
    is_answer = mail.kind in ANSWERS or mail.kind is Kind.REPORT
    return is_answer or session.settings.sent_copy != "none"


def _settle_unknown(session: Session, mailbox: Mailbox, mail: OwedMail) -> None:
    journal, mode = session.journal, session.settings.sent_copy
    if mode != "none" and mail.message_id and mailbox.is_in_sent(mail.message_id):
        with journal.transaction():
            journal.owed.note_sent(mail.key, session.now, "done")
        session.say(f"{mail.key}: it had left, the sent folder holds it")
        return
    if mode == "server" and session.now - (mail.attempted_at or session.now) < WAIT_FOR_SENT_FOLDER:
        return
    if mode != "server" and mail.kind not in ANSWERS and mail.kind is not Kind.REPORT:
        return
    sentence = (
        f"Forbindelsen til mailserveren blev afbrudt, mens mailen {mail.key} til {mail.recipient} blev sendt. Den er sendt "
        "igen med samme Message-ID, så modtageren kan i sjældne tilfælde se den to gange."
    )
    with journal.transaction():
        journal.owed.resume(mail.key)
        session.tell_staff("advarsel", f"again:{mail.key}:{mail.tries}", sentence)
