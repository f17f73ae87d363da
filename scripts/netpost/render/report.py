"""What the daily report to staff tells, and how it becomes the variables of rapport.md.

The report is the staff's only window into what Netpost did and what waits for them; a section without rows is not shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from netpost.meetings import Meeting
from netpost.render.values import Values, meeting_values, network_values
from netpost.settings import Settings


@dataclass(frozen=True)
class WaitingMail:
    """A mail that waits for a person. day: its date; None where it has none. age_days: since it came in.

    is_urgent: it concerns a meeting within two working days; it is shown first. proposal: what Netpost would do if staff
    ordered it, a Danish sentence, "" for nothing.
    """

    day: date | None
    sender: str
    subject: str
    reason: str
    age_days: int
    is_urgent: bool = False
    proposal: str = ""


@dataclass(frozen=True)
class OlderMail:
    """A mail from before the first run, which is not acted upon. understood_as: Danish, e.g. "tilmelding"."""

    day: date | None
    sender: str
    subject: str
    understood_as: str


@dataclass(frozen=True)
class NewMember:
    """Somebody who signed up. also_wrote: what else the mail said (diets, questions), "" where nothing."""

    id: str
    name: str
    organisation: str
    email: str
    meetings: tuple[Meeting, ...] = ()
    also_wrote: str = ""


@dataclass(frozen=True)
class Change:
    """A change that a mail made to a member. what: a Danish sentence without the name."""

    name: str
    what: str
    also_wrote: str = ""


@dataclass(frozen=True)
class OutgoingMail:
    """A mail that did not go out as it should. key: names it to send_confirmations.py. what: Danish, e.g. "kvittering".

    reason: why it is held, refused, missed or of unknown fate, a Danish sentence.
    """

    key: str
    to: str
    what: str
    reason: str


@dataclass(frozen=True)
class OpenAnswers:
    """How many members' cells are empty for a coming meeting."""

    meeting: Meeting
    count: int


@dataclass(frozen=True)
class Report:
    """All that a report tells. older_more: how many more older mails there are than those listed.

    notes, file_problems, warnings: Danish sentences.
    """

    waiting: tuple[WaitingMail, ...] = ()
    older: tuple[OlderMail, ...] = ()
    older_more: int = 0
    new_members: tuple[NewMember, ...] = ()
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()
    held: tuple[OutgoingMail, ...] = ()
    missed: tuple[OutgoingMail, ...] = ()
    refused: tuple[OutgoingMail, ...] = ()
    unknown: tuple[OutgoingMail, ...] = ()
    file_problems: tuple[str, ...] = ()
    open_answers: tuple[OpenAnswers, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to report."""
        return self == Report()


def report_values(report: Report, settings: Settings, day: date) -> Values:
    """Make the values of rapport.md. day: of the report. Waiting mails are put oldest first."""
    oldest_first = sorted(report.waiting, key=lambda mail: -mail.age_days)
    return {
        **network_values(settings),
        "dag": day,
        "med_flag": settings.flag_waiting,
        "udfør_mappe": settings.act_folder if any(mail.proposal for mail in report.waiting) else "",
        "haster": [_waiting_values(mail) for mail in oldest_first if mail.is_urgent],
        "ventende": [_waiting_values(mail) for mail in oldest_first if not mail.is_urgent],
        "ældre": [_older_values(mail) for mail in report.older],
        "ældre_flere": report.older_more,
        "nye": [_new_member_values(member) for member in report.new_members],
        "ændringer": [
            {"navn": change.name, "hvad": change.what, "skrev_også": change.also_wrote} for change in report.changes
        ],
        "orientering": list(report.notes),
        "tilbageholdte": _outgoing_values(report.held),
        "for_sene": _outgoing_values(report.missed),
        "afviste": _outgoing_values(report.refused),
        "uklare": _outgoing_values(report.unknown),
        "filproblemer": list(report.file_problems),
        "ubesvarede": [{"møde": meeting_values(row.meeting), "antal": row.count} for row in report.open_answers],
        "advarsler": list(report.warnings),
    }


def _waiting_values(mail: WaitingMail) -> Values:
    return {
        "dato": mail.day,
        "afsender": mail.sender,
        "emne": mail.subject,
        "hvorfor": mail.reason,
        "alder": mail.age_days,
        "forslag": mail.proposal,
    }


def _older_values(mail: OlderMail) -> Values:
    return {"dato": mail.day, "afsender": mail.sender, "emne": mail.subject, "forstået_som": mail.understood_as}


def _new_member_values(member: NewMember) -> Values:
    return {
        "id": member.id,
        "navn": member.name,
        "organisation": member.organisation,
        "email": member.email,
        "møder": [meeting_values(meeting) for meeting in member.meetings],
        "skrev_også": member.also_wrote,
    }


def _outgoing_values(mails: Sequence[OutgoingMail]) -> list[Values]:
    return [{"nøgle": mail.key, "til": mail.to, "hvad": mail.what, "hvorfor": mail.reason} for mail in mails]
