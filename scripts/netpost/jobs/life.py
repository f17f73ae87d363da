"""One member's life as the journal knows it, in the order of time: rows, cells, mails, calendar answers. Danish lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from netpost.danish import format_moment
from netpost.errors import RequestError
from netpost.jobs.person import rows_of_all_times
from netpost.jobs.report_content import KIND_NAMES
from netpost.jobs.session import Session
from netpost.jobs.wording import ANSWER_NAMES, AUTHOR_NAMES, STATE_NAMES, name_mail
from netpost.journal.members import CellChange
from netpost.journal.owed import Kind, OwedMail
from netpost.journal.personal import PersonalRecords
from netpost.members import Member
from netpost.members.difference import name_member, quote
from netpost.members.lookup import find_members

#: why a row changed, as the journal has it → as staff are told; "" where who did it says all
WHYS = {
    "row added in members.csv": "",
    "row deleted in members.csv": "",
    "changed in members.csv": "",
    "stod tomt": "feltet stod tomt",
    "rettet": "",
}
RESTORED = re.compile(r"version (\d+) restored")
#: why a mail was given up, as the journal has it
DETAILS = {
    "by IT": "droppet af it-afdelingen",
    "the member is not in members.csv any more": "rækken stod ikke i members.csv",
    "staff put another person into the row": "rækken havde fået en anden person",
    "members.csv or meetings.csv says otherwise by now": "",
}
ABOUT_MEETINGS = frozenset({Kind.DECLINE, Kind.REMINDER, Kind.FOLLOWUP})
Block = tuple[datetime, list[str]]


def show_member(session: Session, who: str) -> list[str]:
    """Tell a member's life. Raises RequestError where nobody or several fit."""
    erased = PersonalRecords(session.journal.database).erased()
    member = who.strip().upper() if who.strip().upper() in erased else find_one(session, who)
    if member in erased:
        return [f"{member} er slettet for altid. Netpost har kun id'et tilbage."]
    blocks = [*_changes(session, member), *_mails(session, member)]
    lines = [line for _, block in sorted(blocks, key=lambda block: block[0]) for line in block]
    return [
        _head(session, member),
        *(lines or ["Intet er ændret, siden Netpost begyndte."]),
        *_calendar(session, member),
    ]


def find_one(session: Session, who: str) -> str:
    """Return the id that a person means. Raises RequestError, which names those that fit where there are several."""
    known = _known_names(session)
    found = find_members(who, known)
    if not found:
        # who was there when Netpost began and was deleted since stands in old versions alone
        for member, rows in rows_of_all_times(session, PersonalRecords(session.journal.database)).items():
            known.setdefault(member, []).extend(text for row in rows for text in (row.cell("email"), row.name) if text)
        found = find_members(who, known)
    if not found:
        raise RequestError(f"Netpost kender ingen, der passer til »{who}«.", remedy="Skriv id, mailadresse eller navn.")
    if len(found) > 1:
        names = "\n".join(f"    {_name(session, member, known)}" for member in found)
        raise RequestError(f"Flere passer til »{who}«:\n{names}\n", remedy="Skriv id'et i stedet.")
    return found[0]


def _known_names(session: Session) -> dict[str, list[str]]:
    """Return what each id is or was called, the present name last."""
    known: dict[str, list[str]] = {}
    for member, text in session.journal.members.names_on_record():
        known.setdefault(member, []).append(text)
    for row in session.table.members:
        known.setdefault(row.id, []).extend(text for text in (row.cell("email"), row.name) if text)
    return known


def _name(session: Session, member: str, known: dict[str, list[str]]) -> str:
    row = session.table.by_id().get(member)
    if row:
        return ", ".join(filter(None, (name_member(row), row.cell("organisation"), row.cell("email"))))
    names = [text for text in known[member] if "@" not in text]
    return f"{name_member(Member(member, {'navn': names[-1] if names else ''}))} (slettet)"


def _head(session: Session, member: str) -> str:
    row = session.table.by_id().get(member)
    status = f": {row.cell('status') or 'ingen status'}" if row else ""
    return _name(session, member, _known_names(session) if not row else {}) + status


def _changes(session: Session, member: str) -> Iterator[Block]:
    """Give a block for all that happened to the row at one moment by one hand."""
    changes = session.journal.members.changes_of(member)
    for (at, author, mail), group in groupby(changes, key=lambda change: (change.at, change.author, change.mail)):
        moment, together = datetime.fromisoformat(at), list(group)
        lines = [f"{format_moment(moment)}, {AUTHOR_NAMES.get(author, author)}: {_what(together)}"]
        lines += [f"    efter {name_mail(session.journal.mails.find(mail))}"] if mail else []
        is_new = any(change.field is None for change in together)
        lines += [
            f"    {_cell_line(change, is_new=is_new)}"
            for change in together
            if change.field and change.old != change.new
        ]
        yield moment, lines


def _what(changes: Sequence[CellChange]) -> str:
    rows = [change for change in changes if change.field is None]
    what = ("kom på listen" if rows[0].new else "slettet fra listen") if rows else "ændret"
    whys = dict.fromkeys(why for change in changes if (why := _why(change.why)) and why != "tilmeldt")
    return what + (f" ({', '.join(whys)})" if whys else "")


def _why(text: str) -> str:
    if found := RESTORED.fullmatch(text):
        return f"udgave {found[1]} er hentet frem"
    if text.startswith(f"{Kind.CONFIRMATION}:"):
        return "bekræftelsen er sendt"
    return WHYS.get(text, text)


def _cell_line(change: CellChange, *, is_new: bool) -> str:
    before = "" if is_new else f"{quote(change.old)} → "
    return f"{change.field}: {before}{quote(change.new)}"


def _mails(session: Session, member: str) -> Iterator[Block]:
    for mail in session.journal.owed.about(member):
        moment = mail.sent_at or mail.attempted_at or mail.created_at or session.now
        yield (
            moment,
            [f"{format_moment(moment)}, mail til {mail.recipient or 'en slettet adresse'}: {_mail_fate(mail)}"],
        )


def _mail_fate(mail: OwedMail) -> str:
    meetings = f" ({', '.join(mail.meetings)})" if mail.kind in ABOUT_MEETINGS else ""
    if mail.state == "withdrawn" and mail.detail in DETAILS and DETAILS[mail.detail]:
        return f"{KIND_NAMES[mail.kind]}{meetings}, ikke sendt: {DETAILS[mail.detail]}"
    detail = "" if mail.state in {"sent", "withdrawn"} or not mail.detail else f": {mail.detail}"
    return f"{KIND_NAMES[mail.kind]}{meetings}, {STATE_NAMES[mail.state]}{detail}"


def _calendar(session: Session, member: str) -> Iterator[str]:
    for held in session.journal.invitations.of_member(member):
        if held.partstat != "NEEDS-ACTION":
            yield f"Kalender, mødet {held.meeting}: {ANSWER_NAMES.get(held.partstat, held.partstat)}"
