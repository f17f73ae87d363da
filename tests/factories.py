"""Values made by hand for the tests of what decides: mails, readings, members, meetings, worlds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from conftest import COPENHAGEN, NOW, make_mail
from netpost.decide import World
from netpost.meetings import Meeting
from netpost.members.member import COLUMNS_AFTER, COLUMNS_BEFORE, Member, Table
from netpost.message import Mail, read_mail
from netpost.trust import Verdict
from netpost.understand.reading import CalendarAnswer, Evidence, Intent, Person, Reading

JUNE, AARHUS, ODENSE, VEJLE = "2017-06-14", "2017-09-14", "2017-11-16", "2018-01-25"
OWN = "netvaerk@kl.example"
ANNE, METTE, SECRETARY = "anne@koege.example", "mho@lolland.example", "kontor@lolland.example"
GENUINE = Verdict(is_trusted=True)
FORGED = Verdict(is_trusted=False, why="Afsenderen kan ikke bekræftes.")


def at(text: str) -> datetime:
    """Read a moment in Danish time."""
    return datetime.fromisoformat(text).replace(tzinfo=COPENHAGEN)


def meeting(key: str = AARHUS, city: str = "Aarhus", **changes: Any) -> Meeting:
    """Make a meeting from 9.30 to 15 on the day of its id."""
    values: dict[str, Any] = {
        "day": date.fromisoformat(key),
        "start": time(9, 30),
        "end": time(15),
        "city": city,
        "place": "Dokk1",
        "address": "",
        "signup_deadline": None,
        "decline_deadline": None,
    }
    return Meeting(key, **values | changes)


MEETINGS = (
    meeting(JUNE, "København"),
    meeting(AARHUS, "Aarhus", signup_deadline=date(2017, 8, 31)),
    meeting(ODENSE, "Odense", signup_deadline=date(2017, 11, 2)),
    meeting(VEJLE, "Vejle", signup_deadline=date(2018, 1, 11)),
)


def member(key: str = "M0001", navn: str = "Anne Hansen", email: str = ANNE, **cells: str) -> Member:
    """Make a member who comes to all meetings that remain. cells: meetings as m2017_09_14="nej"."""
    usual = {
        "navn": navn,
        "organisation": "Køge Kommune",
        "email": email,
        "status": "tilmeldt",
        "tilmeldt": "2017-06-27",
        "kvittering": "2017-06-27",
        AARHUS: "ja",
        ODENSE: "ja",
        VEJLE: "ja",
    }
    named = {
        name.removeprefix("m").replace("_", "-") if name[1:2] == "2" else name: text for name, text in cells.items()
    }
    return Member(key, {name: text for name, text in (usual | named).items() if text})


def table(*members: Member) -> Table:
    return Table((*COLUMNS_BEFORE, AARHUS, ODENSE, VEJLE, *COLUMNS_AFTER), members)


def world(*members: Member, **changes: Any) -> World:
    """Make a world with these members, on 21 August 2017, in which the sender is who the mail says."""
    values: dict[str, Any] = {
        "table": table(*members),
        "meetings": MEETINGS,
        "counted_at": NOW,
        "own_addresses": (OWN,),
        "verdict": GENUINE,
        "memberships": {one.id: 1 for one in members},
        "next_number": len(members) + 1,
        "price": 5900,
    }
    return World(**values | changes)


def mail_from(sender: str = ANNE, **more: Any) -> Mail:
    return read_mail(make_mail(sender=sender, **more))


def person(name: str | None = "Anne Hansen", email: str | None = ANNE, **facts: Any) -> Person:
    """Make somebody whom a mail is about: by default Anne, who writes herself."""
    return Person(name, email, **{"is_writer": email == ANNE} | facts)


def reading(intent: Intent, *people: Person, meetings: Iterable[str] = (), **more: Any) -> Reading:
    return Reading(intent, people, tuple(meetings), **more)


def said(*facts: str, where: str = "teksten") -> tuple[Evidence, ...]:
    """Make the evidence that these facts stand somewhere in the mail."""
    return tuple(Evidence(fact, "", "", where) for fact in facts)


def calendar_answer(partstat: str = "DECLINED", attendee: str = ANNE, **more: Any) -> CalendarAnswer:
    return CalendarAnswer("uid@kl.example", attendee, partstat, **more)
