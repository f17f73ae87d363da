"""Who is meant by an address or an id: the rows that are or were the person's, and what tells the person apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from netpost.errors import RequestError
from netpost.jobs.session import Session
from netpost.journal.personal import PersonalRecords
from netpost.members import Member, find_email, read_table
from netpost.members.persons import is_similar_name
from netpost.members.reading import MEMBER_ID
from netpost.members.traces import Traces, trace_members


def read_who(who: str) -> str:
    """Return an address in lower case, or an id as it is written. Raises RequestError where it is neither."""
    member = who.strip().upper()
    if MEMBER_ID.fullmatch(member):
        return member
    address = find_email(who)
    if address is None:
        raise RequestError(f"{who}: det er hverken en mailadresse eller et id som M0001.")
    return address


def find_traces(session: Session, who: str) -> Traces:
    """Find the person with an address or an id (see read_who). Raises RequestError where that could be several."""
    if MEMBER_ID.fullmatch(who):
        return make_traces(session, [who])
    rows = rows_of_all_times(session, PersonalRecords(session.journal.database))
    ids = {member for member, known in rows.items() if _is_at(who, known)}
    if len(ids) > 1:
        names = ", ".join(f"{member} ({rows[member][-1].name})" for member in sorted(ids))
        raise RequestError(f"Flere rækker har adressen {who}: {names}.", remedy="Skriv id'et i stedet for adressen.")
    return make_traces(session, ids, [who])


def make_traces(session: Session, ids: Iterable[str], addresses: Iterable[str] = ()) -> Traces:
    """Gather what tells these people apart, from every version of their rows and every change on record."""
    ids = frozenset(ids)
    records = PersonalRecords(session.journal.database)
    known = [row for member, rows in rows_of_all_times(session, records).items() if member in ids for row in rows]
    for column in ("navn", "email", "telefon"):
        known += [Member(member, {column: text}) for member in ids for text in records.texts_of([member], column)]
    others = [member for member in session.table.members if member.id not in ids]
    traces = trace_members(known, others)
    more = frozenset(addresses) - {member.email for member in others}
    return replace(traces, ids=ids, addresses=traces.addresses | more)


def rows_of_all_times(session: Session, records: PersonalRecords) -> dict[str, list[Member]]:
    """Return every row that each id ever had in a stored version, the present one last."""
    rows: dict[str, list[Member]] = {}
    for version in records.versions():
        if version.state in {"written", "found"}:
            for member in read_table(version.data).members:
                _add(rows, member)
    for member in session.table.members:
        _add(rows, member)
    rows.pop("", None)
    return rows


def _add(rows: dict[str, list[Member]], member: Member) -> None:
    known = rows.setdefault(member.id, [])
    if member not in known[-1:]:
        known.append(member)


def _is_at(address: str, known: list[Member]) -> bool:
    """Tell whether the person who has the row now, or had it last, has or had an address; not who had the row before."""
    last = known[-1]
    return any(row.email == address and (row is last or is_similar_name(row.name, last.name)) for row in known)
