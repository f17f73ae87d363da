"""Who is answered about a sign-up, and what staff are told of it.

One mail to each address; those without one share a mail to the writer, if a person wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from netpost.decide.decision import World
from netpost.journal.members import CellChange
from netpost.journal.notices import Notice
from netpost.journal.owed import Kind, OwedMail, join_occasions
from netpost.meetings import Meeting
from netpost.members import find_iso_date
from netpost.members.member import Member
from netpost.message import Mail
from netpost.understand.reading import Reading


@dataclass(frozen=True)
class Placement:
    """Where one person of a sign-up belongs. member: the row as it shall be. kind: new, rejoined, known."""

    kind: str
    member: Member
    changes: tuple[CellChange, ...] = ()


def decide_answers(
    placements: Sequence[Placement],
    mail: Mail,
    reading: Reading,
    world: World,
    covered: Sequence[Meeting],
    *,
    has_price: bool,
) -> tuple[OwedMail, ...]:
    """Return the confirmations of those who join, and the answers to those who are members already."""
    robot = _find_robot(mail, reading)
    writer = mail.sender.email if mail.sender and robot is None else None
    answered = [
        placed
        for placed in placements
        if not is_answer_refused(placed.member) and not (robot and placed.member.email == robot)
    ]
    joining = [placed.member for placed in answered if placed.kind != "known"]
    known = [p.member for p in answered if p.kind == "known" and p.member.id not in world.unconfirmed]
    return (
        *_confirm(_group(joining, writer, world), world, covered, has_price=has_price),
        *_tell_members(_group(known, writer, world), world),
    )


def tell_signups(
    placements: Sequence[Placement], mail: Mail, reading: Reading, *, is_partial: bool, is_late: bool
) -> tuple[Notice, ...]:
    """Return what staff are told."""
    robot = _find_robot(mail, reading)
    notices: list[Notice] = []
    for placed in placements:
        member, is_new = placed.member, placed.kind != "known"
        who = member.label
        if is_new and (is_partial or is_late):
            what = "er kun tilmeldt nogle af møderne" if is_partial else "er tilmeldt efter fristen"
            sentence = f"{who} {what}. Bekræftelsen nævner ingen pris; aftal den."
            notices.append(Notice("orientering", f"partial:{member.id}:{mail.fingerprint}", sentence))
        if is_new and is_answer_refused(member):
            sentence = (
                f"{who} er tilmeldt igen og får ingen bekræftelse: der står »{member.cell('kvittering')}« i kvittering."
            )
            notices.append(Notice("advarsel", f"refused:{member.id}:{mail.fingerprint}", sentence))
        if is_new and robot and member.email in {None, robot}:
            sentence = f"{who} er tilmeldt af en automat uden egen mailadresse og får ikke svar."
            notices.append(Notice("advarsel", f"unanswered:{member.id}:{mail.fingerprint}", sentence))
    return tuple(notices)


def has_receipt_date(member: Member) -> bool:
    """Tell whether kvittering holds the date of a confirmation."""
    return find_iso_date(member.cell("kvittering")) is not None


def is_answer_refused(member: Member) -> bool:
    """Tell whether staff wrote into kvittering that this person gets no answer."""
    return bool(member.cell("kvittering")) and not has_receipt_date(member)


def _find_robot(mail: Mail, reading: Reading) -> str | None:
    return mail.sender.email if mail.sender and reading.is_machine else None


def _group(members: Iterable[Member], writer: str | None, world: World) -> dict[str, list[Member]]:
    """Return the members by the address to which their mail goes; left out who has none."""
    groups: dict[str, list[Member]] = {}
    for member in members:
        address = member.email or writer
        if address and address not in world.own_addresses:
            groups.setdefault(address, []).append(member)
    return groups


def _confirm(
    groups: dict[str, list[Member]], world: World, covered: Sequence[Meeting], *, has_price: bool
) -> list[OwedMail]:
    return [
        OwedMail(
            Kind.CONFIRMATION,
            tuple(member.id for member in group),
            address,
            tuple(meeting.id for meeting in covered),
            join_occasions([world.memberships.get(member.id, 0) + 1 for member in group]),
            options={"price": has_price, "is_to_writer": _is_to_writer(group)},
            why="signed up",
        )
        for address, group in groups.items()
    ]


def _tell_members(groups: dict[str, list[Member]], world: World) -> list[OwedMail]:
    """Tell members once that the sign-up stands already."""
    return [
        OwedMail(
            Kind.ALREADY_MEMBER,
            tuple(member.id for member in group),
            address,
            occasion=join_occasions([world.memberships.get(member.id, 1) for member in group]),
            options={"is_to_writer": _is_to_writer(group)},
            why="signed up again",
        )
        for address, group in groups.items()
    ]


def _is_to_writer(group: Sequence[Member]) -> bool:
    return any(not member.email for member in group)
