"""One fetched mail → what the journal records: is it known, what does it want, what is done about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from netpost.decide import CalendarEntry, Decision, World, decide
from netpost.decide.proposal import describe_proposal
from netpost.errors import NetpostError
from netpost.jobs.applying import apply_decision
from netpost.jobs.intake import MOST_TRIES, WAIT_AFTER_FAILURE
from netpost.jobs.session import Session, log
from netpost.journal.mails import MailRecord, Place
from netpost.journal.owed import Kind, OwedMail
from netpost.message import Mail, read_mail
from netpost.trust import Verdict, judge_sender
from netpost.understand import understand_mail
from netpost.understand.reading import Intent, Network, Reading
from netpost.zone import COPENHAGEN

URGENT_WORKING_DAYS = 2
UNSENT_STATES = ("owed", "held", "sending", "unknown")


@dataclass(frozen=True)
class Fetched:
    """A mail as the server gave it. arrived: INTERNALDATE, aware. is_whole: False where only the headers were fetched."""

    place: Place
    arrived: datetime
    raw: bytes
    is_whole: bool = True


def handle_safely(session: Session, fetched: Fetched, handle: Callable[[Session, Fetched], None]) -> None:
    """Handle one mail inside a transaction. A bad one never stops the run: it is tried again, and put before staff."""
    database, table = session.journal.database, session.table
    database.execute("SAVEPOINT mail")
    try:
        handle(session, fetched)
    except NetpostError:
        raise
    except Exception:  # noqa: BLE001 - one bad mail never stops the run
        log.exception("mail %s could not be handled", fetched.place)
        database.execute("ROLLBACK TO mail")
        session.restore_table(table)
        if session.journal.mails.tries_of(fetched.place) + 1 < MOST_TRIES:
            session.journal.mails.note_failure(fetched.place, "see the log", session.now + WAIT_AFTER_FAILURE)
        else:
            _give_up(session, fetched)
    database.execute("RELEASE mail")


def handle_mail(session: Session, fetched: Fetched) -> None:
    """Read, understand, decide and record one mail, inside a transaction."""
    mail = read_mail(fetched.raw)
    # known first: staff may have ordered an older mail, which then came back for review
    if _is_known(session, fetched, mail):
        return
    if fetched.arrived < session.journal.read_since:
        _record_older(session, fetched, mail)
        return
    if not fetched.is_whole:
        _record_decision(session, fetched, mail, Reading(Intent.OTHER), refuse_large(session))
        return
    reading = understand_mail(mail, network_of(session, mail, fetched.arrived))
    clash = find_clash(session, mail)
    if clash:
        _record_decision(session, fetched, mail, reading, clash)
        return
    world = look_around(session, mail, reading, fetched.arrived)
    decision = decide(mail, reading, world)
    proposal = _propose(session, mail, reading, world) if decision.outcome == "review" else None
    _record_decision(session, fetched, mail, reading, decision, proposal)


def _propose(session: Session, mail: Mail, reading: Reading, world: World) -> str | None:
    """Say what an order of the staff would do, as far as they can give one."""
    if not session.settings.takes_orders:
        return None
    ordered = replace(world, is_ordered=True)
    return describe_proposal(decide(mail, reading, ordered), reading.intent, ordered)


def list_older(session: Session, fetched: Fetched) -> None:
    """Record a mail from before the network began; it is shown to staff once and never acted upon."""
    _record_older(session, fetched, read_mail(fetched.raw))


def network_of(session: Session, mail: Mail, arrived: datetime) -> Network:
    """Return what understanding needs; "today" is the mail's own date where it can be true."""
    counted = min(arrived, session.now)
    written = mail.date if mail.date and mail.date <= counted + timedelta(days=1) else counted
    return Network(
        session.settings.network_name,
        session.settings.organiser_name,
        session.settings.contact_name,
        session.settings.all_own_addresses,
        session.meetings,
        written.astimezone(COPENHAGEN).date(),
    )


def _is_known(session: Session, fetched: Fetched, mail: Mail) -> bool:
    """The same mail seen again (moved back, a new UIDVALIDITY, a gateway's banner): nothing is done twice."""
    records = session.journal.mails
    first = find_known(session, mail)
    ours = _own_mail(session, mail)
    if first:
        is_open = first.state == "review" and first.closed is None
        wanted = ("flag" if session.settings.flag_waiting else None) if is_open else None
        records.note_read(fetched.place, first.id, "review" if is_open else "done", wanted)
        return True
    if ours is None:
        return False
    record = make_record(mail, "other", "done", ("Netposts egen mail.",), fetched)
    records.note_read(fetched.place, records.add(record, session.now), "done", None)
    return True


def find_known(session: Session, mail: Mail) -> MailRecord | None:
    """Return what the journal knows of a mail: the same text, and no other Message-ID."""
    same_print = session.journal.mails.with_fingerprint(mail.fingerprint)
    return next((m for m in same_print if mail.message_id is None or m.message_id in {None, mail.message_id}), None)


def _own_mail(session: Session, mail: Mail) -> OwedMail | None:
    """The mail of ours that this one is, also where a relay has given it another Message-ID."""
    names = [mail.message_id]
    if mail.sender and mail.sender.email in session.settings.all_own_addresses:
        names.append(mail.header("x-netpost-id"))
    return next((ours for name in names if name and (ours := session.journal.owed.with_message_id(name))), None)


def refuse_large(session: Session) -> Decision:
    """Leave a mail over MAIL_SIZE_LIMIT to staff."""
    return Decision("review", (f"Mailen er større end {session.settings.mail_size_limit} MB og er ikke hentet.",))


def find_clash(session: Session, mail: Mail) -> Decision | None:
    """Two different mails with one Message-ID: one of them is not what it seems."""
    others = session.journal.mails.with_message_id(mail.message_id) if mail.message_id else []
    if any(other.fingerprint != mail.fingerprint for other in others):
        return Decision("review", ("En anden mail har samme Message-ID, men et andet indhold.",))
    return None


def look_around(session: Session, mail: Mail, reading: Reading, arrived: datetime) -> World:
    """Gather what must be known to decide about a mail."""
    journal = session.journal
    unsent = {
        member
        for owed in journal.owed.in_state(*UNSENT_STATES)
        if owed.kind is Kind.CONFIRMATION
        for member in owed.members
    }
    held = journal.invitations.with_uid(reading.calendar.uid) if reading.calendar else None
    returned = reading.bounce.message_id if reading.bounce else None
    return World(
        table=session.table,
        meetings=session.meetings,
        counted_at=min(arrived, session.now).astimezone(COPENHAGEN),
        own_addresses=session.settings.all_own_addresses,
        verdict=_judge(session, mail),
        now=session.now,
        has_faulty_meetings=bool(journal.notices.open_keys("meetings:")),
        memberships=journal.members.memberships(),
        declines=journal.owed.count_by_member(Kind.DECLINE),
        unconfirmed=frozenset(unsent),
        next_number=journal.members.first_free_id,
        price=session.settings.price,
        entry=CalendarEntry(held.member, held.meeting, held.sequence) if held else None,
        returned=journal.owed.with_message_id(returned) if returned else None,
        answered=tuple(_find_answered(session, mail)) if reading.intent is Intent.AUTO_REPLY else (),
    )


def _find_answered(session: Session, mail: Mail, *more: str | None) -> Iterator[OwedMail]:
    """Find the mails of ours that a mail names in In-Reply-To or References, or that `more` names."""
    for name in dict.fromkeys((*mail.in_reply_to, *mail.references, *more)):
        if name and (ours := session.journal.owed.with_message_id(name)):
            yield ours


def _judge(session: Session, mail: Mail) -> Verdict:
    return judge_sender(mail, session.settings.trusted_authserv_id, is_check_off=session.settings.sender_check == "off")


def _record_decision(
    session: Session, fetched: Fetched, mail: Mail, reading: Reading, decision: Decision, proposal: str | None = None
) -> None:
    records = session.journal.mails
    is_review = decision.outcome == "review"
    record = replace(
        make_record(
            mail, reading.intent, "review" if is_review else "done", decision.reasons or reading.reasons, fetched
        ),
        unused_text=reading.unused_text,
        is_urgent=is_review and is_urgent(session, reading, decision),
        proposal=proposal,
    )
    number = records.add(record, session.now)
    records.note_read(
        fetched.place, number, "review" if is_review else "done", _server_action(session, mail, reading, decision)
    )
    apply_decision(session, reading, decision, number)
    session.say(f"mail {number}: {reading.intent}, {decision.outcome}")


def _server_action(session: Session, mail: Mail, reading: Reading, decision: Decision) -> str | None:
    """Flag what waits; move what was acted upon, and machines' answers to mail of ours. The rest is the colleagues'."""
    if decision.outcome == "review":
        return "flag" if session.settings.flag_waiting else None
    if not session.settings.handled_folder:
        return None
    if decision.outcome in {"act", "known"}:
        return "move"
    returned = reading.bounce.message_id if reading.bounce else None
    is_machine = reading.intent in {Intent.BOUNCE, Intent.AUTO_REPLY}
    return "move" if is_machine and any(_find_answered(session, mail, returned)) else None


def is_urgent(session: Session, reading: Reading, decision: Decision) -> bool:
    """What concerns a meeting within two working days is told at once; so is doubt about which meeting is meant."""
    from netpost.workdays import shift_working_days

    today = session.now.date()
    limit = shift_working_days(today, URGENT_WORKING_DAYS)
    near = {meeting.id for meeting in session.meetings if today <= meeting.day <= limit and not meeting.is_cancelled}
    meant = set(decision.meetings or reading.meetings)
    return bool(near & meant) if meant else bool(near) and reading.intent is not Intent.OTHER


def _record_older(session: Session, fetched: Fetched, mail: Mail) -> None:
    reading = understand_mail(mail, network_of(session, mail, fetched.arrived))
    record = make_record(mail, reading.intent, "older", reading.reasons, fetched)
    session.journal.mails.note_read(fetched.place, session.journal.mails.add(record, session.now), "done", None)


def _give_up(session: Session, fetched: Fetched) -> None:
    """Put a mail that cannot even be read before staff."""
    record = MailRecord(
        message_id=None,
        fingerprint=f"unread:{fetched.place}",
        arrived=fetched.arrived,
        written=None,
        sender="",
        subject="",
        intent="other",
        state="review",
        reasons=("Netpost kan ikke læse mailen.",),
        unused_text="",
        references_to=(),
    )
    number = session.journal.mails.add(record, session.now)
    is_order = fetched.place.folder == session.settings.act_folder
    wanted = "return" if is_order else "flag" if session.settings.flag_waiting else None
    session.journal.mails.note_read(fetched.place, number, "done" if is_order else "review", wanted)


def make_record(mail: Mail, intent: str, state: str, reasons: tuple[str, ...], fetched: Fetched) -> MailRecord:
    """Return what the journal keeps of a mail: no bodies."""
    return MailRecord(
        message_id=mail.message_id,
        fingerprint=mail.fingerprint,
        arrived=fetched.arrived,
        written=mail.date,
        sender=mail.sender.email if mail.sender else "",
        subject=mail.subject,
        intent=str(intent),
        state=state,
        reasons=reasons,
        unused_text="",
        references_to=tuple(dict.fromkeys((*mail.references, *mail.in_reply_to))),
        sender_name=(mail.sender.name or "") if mail.sender else "",
    )
