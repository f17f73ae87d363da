"""Erasing a person for good (GDPR, article 17), and the ageing out of those who have left (KEEP_DAYS).

The journal, members.csv, its versions, previews and logs are cleaned; what Netpost cannot reach is told. The bare id stays, so
that a copy of the file from before, saved or restored later, brings nobody back.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from netpost.errors import DiskError, RequestError
from netpost.jobs.person import find_traces, make_traces, read_who
from netpost.jobs.session import Session
from netpost.jobs.sync import publish_members, stage_members
from netpost.journal.members import CellChange
from netpost.journal.personal import PersonalRecords
from netpost.members.erasing import take_out_of_member
from netpost.members.traces import Traces

WHY = "personal data erased"
REMAINS = (
    "Tilbage er:",
    "- mails i postkassen: Netpost sletter ikke mail. Søg på adressen i indbakken, i de andre mapper og i sendt post, og slet dem der.",
    "- rapporter, som I har fået i jeres egen postkasse.",
    "- sikkerhedskopier, og udgaver af members.csv, som I selv har gemt andre steder.",
    "- det bare id ({ids}), tidspunkter og mailenes numre (Message-ID) uden indhold, så intet bliver gjort eller sendt igen.",
)


def erase_person(session: Session, who: str) -> list[str]:
    """Erase the person with an address or an id, and say what remains and why; Danish lines. Raises RequestError."""
    who = read_who(who)
    traces = find_traces(session, who)
    records = PersonalRecords(session.journal.database)
    mails = [mail for number in records.mails_about(traces) if (mail := session.journal.mails.find(number))]
    if not (traces.ids or mails or records.owed_about(traces)):
        raise RequestError(
            f"Netpost har ingen oplysninger om {who}.", remedy="Se efter, om adressen er skrevet rigtigt."
        )
    if records.has_unsettled(traces):
        raise RequestError(
            f"Der er måske en mail på vej til {who}.", "Det ved Netpost først efter næste kørsel.", "Prøv igen om lidt."
        )
    erase(session, traces)
    ids = ", ".join(sorted(traces.ids)) or "intet, da personen ikke var medlem"
    gone = f"{who} er slettet" + (f" ({ids})." if traces.ids else ".")
    own = [f"  {mail.arrived:%d-%m-%Y} »{mail.subject}«" for mail in mails if mail.sender in traces.addresses]
    return [
        gone,
        *[line.format(ids=ids) for line in REMAINS],
        *(["Personens mails, som Netpost har læst:", *own] if own else []),
    ]


def erase(session: Session, traces: Traces) -> None:
    """Take a person out of everything that Netpost holds, and write members.csv anew."""
    journal, records = session.journal, PersonalRecords(session.journal.database)
    if not session.is_dry_run:
        # files first: whoever is killed after it finds the person in the journal, and erases again
        _clean_files(session, traces)
        journal.database.overwrite_deleted()
    had_row = any(member.id in traces.ids for member in session.table.members)
    with journal.transaction():
        kept = (take_out_of_member(one, traces) for one in session.table.members if one.id not in traces.ids)
        session.store_table(replace(session.table, members=tuple(kept)))
        if had_row:
            journal.members.add_changes(
                [CellChange(one, None, "", "", "staff", WHY) for one in traces.ids], session.now
            )
        records.erase(traces, session.now)
        journal.remember("preview_basis", "")
        stage_members(session)
    publish_members(session)
    if not session.is_dry_run:
        journal.database.compact()


def age_out(session: Session) -> None:
    """Erase those who left more than KEEP_DAYS ago, and what strangers wrote before that; remember the day."""
    days = session.settings.keep_days
    before = session.now - timedelta(days=days)
    records = PersonalRecords(session.journal.database)
    for member in records.left_before(before):
        erase(session, make_traces(session, [member]))
        sentence = (
            f"{member} er slettet for altid: personen har været ude af netværket i mere end {days} dage (KEEP_DAYS)."
        )
        session.tell_staff("fil", f"aged:{member}", sentence)
    known = {address for one in session.table.members for address in (one.email, one.signed_up_by) if address}
    with session.journal.transaction():
        blanked = records.erase_strangers(before, known)
        session.note_done_today("aged_out_on")
    if blanked:
        session.say(f"KEEP_DAYS: {blanked} mails of people who are no members were blanked")


def _clean_files(session: Session, traces: Traces) -> None:
    """Take the person out of logs and told faults, and remove previews of mails to the person. Raises DiskError."""
    state = session.settings.path(session.settings.state_folder)
    logs = [session.settings.path(session.settings.log_file)] if session.settings.log_file else []
    try:
        for file in (*logs, *(log.with_name(log.name + ".1") for log in logs), *state.glob("told-*.txt")):
            _clean_text(file, traces)
        for file in session.settings.path(session.settings.preview_folder).glob("*.eml"):
            if traces.is_in_mail(file.read_bytes()):
                file.unlink()
    except OSError as error:
        raise DiskError(
            f"{error.filename}: cannot be cleaned.", f"{error.strerror}.", "Mend that, then erase again."
        ) from error


def _clean_text(file: Path, traces: Traces) -> None:
    """Rewrite in place: the log of this very run is open, and appends to the same file."""
    if not file.is_file():
        return
    text = file.read_text("utf-8", "replace")
    cleaned = traces.take_out_of(text)
    if cleaned != text:
        file.write_text(cleaned, "utf-8")
