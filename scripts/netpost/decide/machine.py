"""Mail from machines: bounces, auto-replies and the rest that changes nothing but may be worth telling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256

from netpost.decide.candidates import with_address
from netpost.decide.colleagues import describe_colleague
from netpost.decide.decision import Decision, World
from netpost.decide.excerpt import quote_reply
from netpost.journal.notices import Notice
from netpost.journal.owed import OwedMail
from netpost.members.member import Member
from netpost.message import Mail
from netpost.understand.machine import is_receipt
from netpost.understand.reading import Intent, Reading

FIGURE = re.compile(r"\d+")


def decide_bounce(reading: Reading, world: World) -> Decision:
    """Put members whose address fails for good before staff; nobody is dropped."""
    bounce = reading.bounce
    if bounce is None or bounce.permanent is False:
        return Decision("ignore", reading.reasons)
    failing = [member for address in sorted(set(bounce.addresses)) for member in with_address(world.table, address)]
    if world.returned and not failing:
        # a mail that was sent on comes back from an address that we do not know; the one that we wrote to is meant
        failing = with_address(world.table, world.returned.recipient)
    is_sure = bounce.permanent is True
    notices = [_tell_failure(member, is_sure=is_sure) for member in failing]
    if world.returned and not failing:
        notices.append(_tell_return(world.returned, is_sure=is_sure))
    return Decision("ignore", reading.reasons, notices=tuple(notices))


def _tell_failure(member: Member, *, is_sure: bool) -> Notice:
    key = f"bounce:{member.id}:{member.email}"
    if is_sure:
        sentence = f"Mail til {member.label} kan ikke leveres: {member.email} virker ikke. Ret adressen i members.csv."
        return Notice("advarsel", key, sentence)
    # a key of its own: when it is sure later, that is told too
    return Notice("advarsel", f"{key}:?", f"En mail til {member.label} kom retur. Undersøg, om {member.email} virker.")


def _tell_return(ours: OwedMail, *, is_sure: bool) -> Notice:
    """Tell that a mail of ours came back from an address that is no member's."""
    fault = "kan ikke leveres: adressen virker ikke." if is_sure else "kom retur. Undersøg, om adressen virker."
    key = f"bounce:{ours.key}" if is_sure else f"bounce:{ours.key}:?"
    return Notice("advarsel", key, f"Mailen {ours.key} til {ours.recipient} {fault}")


def decide_other(mail: Mail, reading: Reading, world: World) -> Decision:
    """Nothing to do; what comes from a member or a member's organisation is told to staff."""
    if reading.intent is Intent.OTHER:
        notices = tuple(_tell_other(mail, world))
    elif is_receipt(mail):
        notices = ()  # that somebody has read a mail of ours is no news
    else:
        notices = tuple(_tell_reply(mail, reading, world))
    return Decision("ignore", reading.reasons, notices=notices)


def _tell_other(mail: Mail, world: World) -> Iterator[Notice]:
    members = with_address(world.table, mail.sender.email if mail.sender else None)
    sender = " og ".join(member.label for member in members) or describe_colleague(mail, world)
    if sender:
        subject = f"»{mail.subject}«" if mail.subject else "en mail uden emne"
        sentence = f"{sender} skrev {subject}. Netpost gjorde ikke noget ved den."
        yield Notice("orientering", f"other:{mail.fingerprint}", sentence)


def _tell_reply(mail: Mail, reading: Reading, world: World) -> Iterator[Notice]:
    """Tell of an automatic reply, once for each text."""
    words = quote_reply(mail)
    said = f": »{words}«" if words else ""
    members = _find_answering(mail, world)
    for member in members:
        key = f"{member.id}:{_digest(words)}"
        if reading.has_left:
            yield Notice("advarsel", f"left:{key}", _ask_of_leaving(mail, member, said))
        else:
            yield Notice("orientering", f"away:{key}", _say_away(mail, member, said))
    colleague = None if members else describe_colleague(mail, world)
    if colleague:
        # without figures: a case system's receipts differ in their number alone
        key = _digest(FIGURE.sub("", f"{colleague} {words}"))
        yield Notice("orientering", f"away:{key}", f"{colleague} har autosvar{said}.")


def _ask_of_leaving(mail: Mail, member: Member, said: str) -> str:
    if _is_from(mail, member):
        return f"{member.label} er ifølge et autosvar stoppet{said}. Skal vedkommende afmeldes?"
    return (
        f"Vores mail til {member.label} fik autosvar fra {_sender(mail)} om, at nogen er stoppet{said}. "
        f"Er det {member.name}, og skal vedkommende afmeldes?"
    )


def _say_away(mail: Mail, member: Member, said: str) -> str:
    if _is_from(mail, member):
        return f"{member.label} har autosvar{said}."
    return f"Vores mail til {member.label} fik autosvar fra {_sender(mail)}{said}."


def _find_answering(mail: Mail, world: World) -> list[Member]:
    """Return the members whom an automatic reply speaks of: those that our mail went to, else those who sent it.

    The reply may come from a colleague who has taken over the mailbox, or from a new job's address. A mail to somebody
    else on a member's behalf, or to an address that is no longer the member's, says nothing of the member.
    """
    written_to = [member for ours in world.answered for member in with_address(world.table, ours.recipient)]
    found = written_to or with_address(world.table, mail.sender.email if mail.sender else None)
    return [member for member in {member.id: member for member in found}.values() if member.status != "afmeldt"]


def _is_from(mail: Mail, member: Member) -> bool:
    return mail.sender is not None and mail.sender.email == member.email


def _sender(mail: Mail) -> str:
    return mail.sender.email if mail.sender else "en ukendt adresse"


def _digest(words: str | None) -> str:
    return sha256((words or "").casefold().encode("utf-8", "replace")).hexdigest()[:16]
