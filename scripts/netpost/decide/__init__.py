"""Reading + members + meetings → Decision: changes to make, mails owed, or a question for staff.

Pure. When two readings are possible, neither is chosen and the reason is said. One file per kind of wish: signup.py
(with answers.py), leaving.py (cancel, decline, accept), update.py, machine.py; candidates.py finds the member that is meant;
proposal.py says what an order of the staff would do.
"""

from __future__ import annotations

from netpost.decide.decision import CalendarEntry, Decision, DoubtError, World
from netpost.decide.leaving import decide_accept, decide_cancel, decide_decline
from netpost.decide.machine import decide_bounce, decide_other
from netpost.decide.signup import decide_signup
from netpost.decide.update import decide_update
from netpost.message import Mail
from netpost.understand.reading import CHANGING, Intent, Reading

__all__ = ["CalendarEntry", "Decision", "World", "decide"]

DECIDERS = {
    Intent.SIGNUP: decide_signup,
    Intent.CANCEL: decide_cancel,
    Intent.DECLINE: decide_decline,
    Intent.ACCEPT: decide_accept,
    Intent.UPDATE: decide_update,
}


def decide(mail: Mail, reading: Reading, world: World) -> Decision:
    """Decide about one mail, once. It may turn an act into a review; a review into an act only if staff order it."""
    reasons = _reasons_for_review(mail, reading, world)
    if reasons:
        return Decision("review", reasons, meetings=reading.meetings)
    if reading.intent is Intent.BOUNCE:
        return decide_bounce(reading, world)
    if reading.intent not in DECIDERS:
        return decide_other(mail, reading, world)
    try:
        return DECIDERS[reading.intent](mail, reading, world)
    except DoubtError as doubt:
        return Decision("review", (str(doubt),), meetings=reading.meetings)


def _reasons_for_review(mail: Mail, reading: Reading, world: World) -> tuple[str, ...]:
    """What a person must look at whoever is meant; a question is never left lying, even if nothing else is said."""
    if mail.sender and mail.sender.email in world.own_addresses and reading.intent in {*CHANGING, Intent.QUESTION}:
        return ("Mailen kommer fra vores egen adresse.",)
    if reading.review and (reading.is_suspicious or not world.is_ordered):
        return reading.review
    return ("Mailen spørger om noget.",) if reading.intent is Intent.QUESTION else ()
