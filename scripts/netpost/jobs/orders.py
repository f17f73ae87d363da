"""A mail that staff moved to ACT_FOLDER → done as the report proposed, or put before staff again with the reason.

Moving it there is an order: what only a person may judge (an odd wording, an unconfirmed sender, a deadline) hinders no
more. It covers what was proposed and nothing else: the proposal is made anew, and must still be the same sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from netpost.decide import Decision, decide
from netpost.decide.proposal import describe_proposal
from netpost.jobs.applying import apply_decision
from netpost.jobs.handle import (
    Fetched,
    find_clash,
    find_known,
    is_urgent,
    look_around,
    make_record,
    network_of,
    refuse_large,
)
from netpost.jobs.session import Session
from netpost.journal.mails import MailRecord
from netpost.message import Mail, read_mail
from netpost.understand import understand_mail
from netpost.understand.reading import CHANGING, Intent, Reading


@dataclass(frozen=True)
class Weighed:
    """An ordered mail as it looks now. proposal: what would be done, None where nothing can be."""

    reading: Reading
    decision: Decision
    proposal: str | None = None


def handle_order(session: Session, fetched: Fetched) -> None:
    """Carry out one ordered mail, or put it before staff again, inside a transaction."""
    mail = read_mail(fetched.raw)
    known = find_known(session, mail)
    if known and _is_done(known):
        session.journal.mails.note_read(fetched.place, known.id, "done", "finish")
        return
    weighed = _weigh_order(session, fetched, mail)
    refusal = _find_refusal(weighed, known)
    if known and refusal is None:
        session.journal.mails.carry_out(known.id, session.now)
        apply_decision(session, weighed.reading, weighed.decision, known.id)
        session.journal.mails.note_read(fetched.place, known.id, "done", "finish")
        session.say(f"mail {known.id}: {weighed.reading.intent}, carried out as ordered")
        return
    number = _return_order(session, fetched, mail, known, weighed, f"Netpost kunne ikke udføre mailen: {refusal}")
    session.journal.mails.note_read(fetched.place, number, "done", "return")
    session.say(f"mail {number}: {weighed.reading.intent}, ordered but back for review")


def _is_done(known: MailRecord) -> bool:
    """Tell whether Netpost has acted upon the mail; what it merely had no use for is staff's to hear about."""
    return known.closed == "carried out" or (known.state == "done" and known.intent in CHANGING)


def _weigh_order(session: Session, fetched: Fetched, mail: Mail) -> Weighed:
    if fetched.arrived < session.journal.read_since:
        return Weighed(Reading(Intent.OTHER), Decision("review", ("Den kom, før Netpost blev taget i brug.",)))
    if not fetched.is_whole:
        return Weighed(Reading(Intent.OTHER), refuse_large(session))
    reading = understand_mail(mail, network_of(session, mail, fetched.arrived))
    clash = find_clash(session, mail)
    if clash:
        return Weighed(reading, clash)
    world = replace(look_around(session, mail, reading, fetched.arrived), is_ordered=True)
    decision = decide(mail, reading, world)
    return Weighed(reading, decision, describe_proposal(decision, reading.intent, world))


def _find_refusal(weighed: Weighed, known: MailRecord | None) -> str | None:  # noqa: PLR0911 - one return a reason
    """Say why an order is not carried out, None where it is."""
    if weighed.decision.outcome == "review":
        return " ".join(weighed.decision.reasons)
    if weighed.decision.outcome == "known":
        return "Det, den beder om, står allerede i members.csv."
    if weighed.proposal is None:
        return "Der er ikke noget i den, som Netpost kan udføre."
    if known is None:
        return "Netpost har ikke set den før og har derfor ikke foreslået noget."
    if known.proposal is None:
        return "Netpost havde ikke foreslået noget."
    if known.proposal != weighed.proposal:
        return "Forslaget er ikke længere det samme."
    if known.is_returned and not known.is_reported:
        return "Det nye forslag har ikke stået i en rapport endnu."
    return None


def _return_order(
    session: Session, fetched: Fetched, mail: Mail, known: MailRecord | None, weighed: Weighed, reason: str
) -> int:
    records, reading = session.journal.mails, weighed.reading
    is_hurried = is_urgent(session, reading, weighed.decision)
    if known:
        records.return_order(known.id, [reason], weighed.proposal, is_urgent=is_hurried, now=session.now)
        return known.id
    record = replace(
        make_record(mail, reading.intent, "review", (reason,), fetched),
        unused_text=reading.unused_text,
        is_urgent=is_hurried,
        proposal=weighed.proposal,
        is_returned=True,
    )
    return records.add(record, session.now)
