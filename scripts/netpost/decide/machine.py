"""Mail from machines: bounces, auto-replies and the rest that changes nothing but may be worth telling."""

from __future__ import annotations

from netpost.decide.candidates import with_address
from netpost.decide.decision import Decision, World
from netpost.journal.notices import Notice
from netpost.message import Mail
from netpost.understand.reading import Intent, Reading


def decide_bounce(reading: Reading, world: World) -> Decision:
    """Put members whose address fails for good before staff; nobody is dropped."""
    bounce = reading.bounce
    if bounce is None or bounce.permanent is False:
        return Decision("ignore", reading.reasons)
    failing = [member for address in sorted(set(bounce.addresses)) for member in with_address(world.table, address)]
    if world.returned and not failing:
        # a mail that was sent on comes back from an address that we do not know; the one that we wrote to is meant
        failing = with_address(world.table, world.returned.recipient)
    notices = [
        Notice(
            "advarsel",
            f"bounce:{member.id}:{member.email}",
            f"Mail til {member.name} ({member.id}) kan ikke leveres: {member.email} virker ikke. Ret adressen i members.csv.",
        )
        for member in failing
    ]
    if world.returned and not failing:
        sentence = f"Mailen {world.returned.key} til {world.returned.recipient} kan ikke leveres: adressen virker ikke."
        notices.append(Notice("advarsel", f"bounce:{world.returned.key}", sentence))
    return Decision("ignore", reading.reasons, notices=tuple(notices))


def decide_other(mail: Mail, reading: Reading, world: World) -> Decision:
    """Nothing to do; a member's mail is mentioned to staff."""
    senders = with_address(world.table, mail.sender.email if mail.sender else None)
    notices = []
    for member in senders:
        if reading.intent is Intent.OTHER:
            sentence = f"{member.name} ({member.id}) skrev »{mail.subject}«. Netpost gjorde ikke noget ved den."
            notices.append(Notice("orientering", f"other:{mail.fingerprint}", sentence))
        elif reading.has_left:
            sentence = f"{member.name} ({member.id}) er ifølge et autosvar stoppet. Skal vedkommende afmeldes?"
            notices.append(Notice("advarsel", f"left:{member.id}", sentence))
    return Decision("ignore", reading.reasons, notices=tuple(notices))
