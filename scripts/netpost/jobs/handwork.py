"""What staff did by hand in members.csv, taken over: who is new, what changed, what mail it causes, what is unclear.

A row added by hand with status and address is a sign-up like any other. What is caused so is owed with `is_by_staff`:
it leaves only after the file has lain unchanged for SETTLE_MINUTES.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from netpost.jobs.hand_receipts import LISTED, owe_hand_receipts
from netpost.jobs.session import Session
from netpost.journal.members import CellChange
from netpost.journal.owed import Kind, OwedMail
from netpost.meetings import Meeting
from netpost.members import MEETING_WORDS, STATUS_WORDS, Member, Merge, Table, find_email, nearest_word
from netpost.members.values import format_cell

MOST_NEW_ROWS = 5
MANY = "Mange nye rækker på én gang i members.csv."
NOTHING = "Rækken har ikke »ja« ud for noget kommende møde."


def take_over(session: Session, merged: Merge) -> None:
    """Make the outcome of a merge the truth; inside a transaction."""
    before = session.table.by_id()
    table = Table(merged.table.columns, tuple(_complete(session, member, before) for member in merged.table.members))
    _note_changes(session, before, table)
    session.store_table(table)
    _forget_replaced(session, merged.replaced)
    _owe_mails(session, before, table)
    if session.settings.hand_receipts:
        owe_hand_receipts(session, before, table, merged.replaced)
    _tell(session, merged, before)
    tell_unclear_cells(session)


def tell_unclear_cells(session: Session) -> None:
    """Have the report name cells that Netpost does not understand, and rows that it cannot mail."""
    sentences = dict(_unclear_cells(session))
    session.journal.notices.keep_only("cell:", sentences)
    for key, sentence in sentences.items():
        session.tell_staff("fil", key, sentence)


def _complete(session: Session, member: Member, before: dict[str, Member]) -> Member:
    """Give a row typed by hand the day and, where all meetings are left empty, a yes to those that remain."""
    if member.status != "tilmeldt" or not _is_newly_listed(session, before.get(member.id), member):
        return member
    cells = {} if member.cell("tilmeldt") else {"tilmeldt": session.now.date().isoformat()}
    coming = [meeting.id for meeting in _coming(session)]
    if not any(member.cell(meeting) for meeting in coming):
        cells |= dict.fromkeys(coming, "ja")
    return member.with_cells(cells)


def _note_changes(session: Session, before: dict[str, Member], table: Table) -> None:
    changes = list(_changes(before, table))
    session.journal.members.add_changes(changes, session.now)


def _changes(before: dict[str, Member], table: Table) -> Iterable[CellChange]:
    after = table.by_id()
    for gone in before.keys() - after.keys():
        yield CellChange(gone, None, before[gone].name, "", "staff", "row deleted in members.csv")
    for member in table.members:
        old = before.get(member.id)
        if old is None:
            yield CellChange(member.id, None, "", member.name, "staff", "row added in members.csv")
        for column in table.columns:
            was = old.cell(column) if old else ""
            if column != "id" and format_cell(column, member.cell(column)) != format_cell(column, was):
                yield CellChange(member.id, column, was, member.cell(column), "staff", "changed in members.csv")


def _forget_replaced(session: Session, replaced: Sequence[str]) -> None:
    """Staff put another person into a row: what was owed to the one before must not reach the new one."""
    for member in replaced:
        session.journal.members.begin_membership(member)
    for mail in session.journal.owed.in_state("owed", "held"):
        if set(replaced) & set(mail.members):
            session.journal.owed.withdraw(mail.key, "staff put another person into the row")


def _owe_mails(session: Session, before: dict[str, Member], table: Table) -> None:
    for member in table.members:
        old = before.get(member.id)
        if old and old.status == "afmeldt" and member.status in LISTED:
            session.journal.members.begin_membership(member.id)
            _tell_old_receipt(session, member)
    newcomers = [member for member in table.members if _is_newly_listed(session, before.get(member.id), member)]
    memberships = session.journal.members.memberships()
    is_many = len(newcomers) > MOST_NEW_ROWS
    for member in newcomers:
        kind = Kind.CONFIRMATION if member.status == "tilmeldt" else Kind.WAITING_LIST
        covered = [meeting for meeting in _coming(session) if member.answer(meeting.id) == "ja"]
        hindrance = MANY if is_many else NOTHING if kind is Kind.CONFIRMATION and not covered else ""
        mail = OwedMail(
            kind,
            (member.id,),
            member.email or "",
            tuple(meeting.id for meeting in covered),
            str(memberships.get(member.id, 1)),
            options={"price": _has_price(session, member)},
            why="written into members.csv by staff",
            is_by_staff=True,
            state="held" if hindrance else "owed",
            detail=hindrance,
        )
        session.journal.owed.add(mail, session.now)
    if is_many:
        sentence = (
            f"Der er kommet {len(newcomers)} nye rækker i members.csv på én gang. Bekræftelserne til dem holdes tilbage, "
            "til I har sagt ja."
        )
        session.tell_staff("advarsel", f"rows:{session.now.isoformat()}", sentence)


def _tell_old_receipt(session: Session, member: Member) -> None:
    """Who is listed anew, but still has the date of the last confirmation, gets none: staff may have meant that or not."""
    if member.cell("kvittering"):
        sentence = (
            f"{member.label} er {member.status} igen og får ingen bekræftelse: der står allerede "
            f"»{member.cell('kvittering')}« i kvittering."
        )
        session.tell_staff("advarsel", f"receipt:{member.id}:{session.now.isoformat()}", sentence)


def _is_newly_listed(session: Session, old: Member | None, member: Member) -> bool:
    """Tell whether a row has just become a sign-up: with a status and an address that can be used, and no receipt."""
    if member.status not in LISTED or member.cell("kvittering") or not find_email(member.cell("email")):
        return False
    if old is None or old.status != member.status:
        return True
    # the address came later than the row; whoever was a member before Netpost began has no such change on record
    is_new_address = not find_email(old.cell("email"))
    return is_new_address and session.journal.members.count_changes(member.id, "status", old.cell("status")) > 0


def _coming(session: Session) -> list[Meeting]:
    return [m for m in session.meetings if not m.is_cancelled and m.begins_at > session.now]


def _has_price(session: Session, member: Member) -> bool:
    coming = _coming(session)
    today = session.now.date()
    is_in_time = all(m.signup_deadline is None or today <= m.signup_deadline for m in coming)
    return (
        session.settings.price > 0 and bool(coming) and is_in_time and all(member.answer(m.id) == "ja" for m in coming)
    )


def _tell(session: Session, merged: Merge, before: dict[str, Member]) -> None:
    moment = session.now.isoformat()
    for number, conflict in enumerate(merged.conflicts):
        session.tell_staff("fil", f"conflict:{moment}:{number}", str(conflict))
    for number, note in enumerate(merged.notes):
        session.tell_staff("fil", f"note:{moment}:{number}", note)
    for member in merged.deleted:
        name = before[member].name if member in before else ""
        session.tell_staff("fil", f"deleted:{moment}:{member}", f"Rækken {member} ({name}) er slettet i members.csv.")
    if merged.repaired:
        sentence = f"{len(merged.repaired)} celler i members.csv var ændret af regnearket og er rettet tilbage."
        session.tell_staff("fil", f"repaired:{moment}", sentence)


def _unclear_cells(session: Session) -> Iterable[tuple[str, str]]:
    meetings = [meeting.id for meeting in session.meetings]
    for member in session.table.members:
        who = f"{member.id} ({member.name or 'uden navn'})"
        yield from _unclear_word(who, member, "status", STATUS_WORDS)
        for meeting in meetings:
            yield from _unclear_word(who, member, meeting, MEETING_WORDS)
        if not member.cell("status"):
            yield (
                f"cell:{member.id}:status:",
                f"{who} har ingen status i members.csv. Skriv tilmeldt, venteliste eller afmeldt.",
            )
        elif member.status == "tilmeldt" and not find_email(member.cell("email")) and not member.signed_up_by:
            yield (
                f"cell:{member.id}:email:{member.cell('email')}",
                f"{who} har ingen gyldig mailadresse og får derfor ingen mails.",
            )


def _unclear_word(who: str, member: Member, column: str, words: Sequence[str]) -> Iterable[tuple[str, str]]:
    text = member.cell(column)
    if not text or text.casefold() in words:
        return
    near = nearest_word(text, words)
    hint = f" Mente I »{near}«?" if near else f" Skriv et af ordene {', '.join(words)}."
    stops = "får ingen mails" if column == "status" else "får ingen mails om det møde"
    yield f"cell:{member.id}:{column}:{text}", f"{who} har »{text}« i kolonnen {column} og {stops}.{hint}"
