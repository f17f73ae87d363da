"""The values that understanding a mail gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from netpost.meetings import Meeting


class Intent(StrEnum):
    """What a mail wants. CHANGING intents alter members.csv when they are acted upon."""

    SIGNUP = "signup"
    CANCEL = "cancel"
    DECLINE = "decline"
    ACCEPT = "accept"
    UPDATE = "update"
    QUESTION = "question"
    BOUNCE = "bounce"
    AUTO_REPLY = "auto_reply"
    OTHER = "other"


CHANGING = frozenset({Intent.SIGNUP, Intent.CANCEL, Intent.DECLINE, Intent.ACCEPT, Intent.UPDATE})


@dataclass(frozen=True)
class Network:
    """What must be known to understand a mail to this network.

    name: the network's name. organiser: the organiser's short name (e.g. "KL"). contact: who signs the network's mails.
    own_addresses: the mailbox and its aliases, lower case. today: the day that "i dag" and "næste gang" count from.
    """

    name: str
    organiser: str
    contact: str
    own_addresses: tuple[str, ...]
    meetings: tuple[Meeting, ...]
    today: date


@dataclass(frozen=True)
class Person:
    """Somebody whom the mail signs up, cancels, declines or updates. None = the mail does not say it.

    email: lower case. phone: E.164. ean: 13 digits with a right check digit.
    bad_ean: the digits of an EAN whose check digit is wrong, as written. is_writer: the mail's sender speaks of himself.
    """

    name: str | None = None
    email: str | None = None
    title: str | None = None
    organisation: str | None = None
    phone: str | None = None
    ean: str | None = None
    bad_ean: str | None = None
    is_writer: bool = False


@dataclass(frozen=True)
class Evidence:
    """The words that a fact was taken from. fact: "intent", "name", "ean" ...; where: Danish, e.g. "underskriften"."""

    fact: str
    value: str
    words: str
    where: str


@dataclass(frozen=True)
class Bounce:
    """A delivery report. permanent: None where it does not say. addresses: those that failed, lower case.

    message_id: of the mail that came back, with brackets; None where the report does not hold it.
    """

    addresses: tuple[str, ...]
    permanent: bool | None
    message_id: str | None = None


@dataclass(frozen=True)
class CalendarAnswer:
    """An iMIP reply. uid and attendee (lower case) as in the calendar part; partstat: ACCEPTED, DECLINED, TENTATIVE."""

    uid: str
    attendee: str
    partstat: str
    sequence: int = 0


@dataclass(frozen=True)
class Reading:
    """A mail, understood.

    meetings: ids, by date. A sign-up with () means all that remain. For decline and accept those meant.
    review: why a person must look, Danish sentences; () = Netpost may act (or ignore) on its own.
    reasons: why it was understood so, Danish sentences.
    unused_text: the writer's own words that no rule used (diets, questions, wishes), "" where none.
    is_machine: sent by a machine (robot, list, no-reply): it is read, but never answered.
    old_email: in an update of the address, the one that is given up, if the mail names it.
    opinion: what the mail as a whole comes to, in Danish; "" where it was not asked.
    is_suspicious: among `review` are signs that the mail is forged or steers a machine; nobody can order it done.
    """

    intent: Intent
    people: tuple[Person, ...] = ()
    meetings: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    unused_text: str = ""
    is_machine: bool = False
    bounce: Bounce | None = None
    calendar: CalendarAnswer | None = None
    old_email: str | None = None
    has_left: bool = field(default=False)
    is_suspicious: bool = False
    opinion: str = ""

    @property
    def action(self) -> str:
        """Return "act", "review" or "ignore", judged by the mail alone."""
        if self.review:
            return "review"
        return "act" if self.intent in CHANGING else "ignore"
