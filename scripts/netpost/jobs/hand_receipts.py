"""Receipts for what staff wrote into members.csv themselves: afmeldt and afbud, where HAND_RECEIPTS asks for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from netpost.jobs.session import Session
from netpost.journal.owed import Kind, OwedMail
from netpost.members.member import Member, Table

LISTED = frozenset({"tilmeldt", "venteliste"})
#: so many at once are more likely a slip, or a clearing up that nobody need hear of
MOST_RECEIPTS = 5
MANY = "Mange afmeldinger eller afbud på én gang i members.csv."


def owe_hand_receipts(session: Session, before: Mapping[str, Member], table: Table, replaced: Collection[str]) -> None:
    """Owe a receipt to everybody whom staff marked as afmeldt, or as away from a coming meeting; inside a transaction.

    replaced: ids whose row holds another person now; nobody of those is meant.
    """
    mails = [
        mail
        for member in table.members
        if member.email and member.id not in replaced and (old := before.get(member.id)) is not None
        for mail in _receipts(session, old, member, member.email)
    ]
    state, detail = ("held", MANY) if len(mails) > MOST_RECEIPTS else ("owed", "")
    for mail in mails:
        session.journal.owed.add(replace(mail, state=state, detail=detail), session.now)


def _receipts(session: Session, old: Member, new: Member, address: str) -> Sequence[OwedMail]:
    journal = session.journal
    if old.status in LISTED and new.status == "afmeldt":
        number = str(journal.members.memberships().get(new.id, 1))
        why = "afmeldt in members.csv by staff"
        return [OwedMail(Kind.CANCELLATION, (new.id,), address, occasion=number, why=why, is_by_staff=True)]
    coming = [one.id for one in session.meetings if not one.is_cancelled and one.begins_at > session.now]
    away = tuple(one for one in coming if old.answer(one) == "ja" and new.answer(one) == "afbud")
    if not away or new.status != "tilmeldt":
        return []
    number = str(journal.owed.count_by_member(Kind.DECLINE).get(new.id, 0) + 1)
    return [
        OwedMail(Kind.DECLINE, (new.id,), address, away, number, why="afbud in members.csv by staff", is_by_staff=True)
    ]
