"""What holds mail back: SEND turned on for the first time, files of the staff not yet at rest, batches far too large."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from netpost.jobs.session import Session

if TYPE_CHECKING:
    from netpost.journal.owed import OwedMail

SMALL_BATCH = 10


def hold_what_waited(session: Session) -> None:
    """When SEND becomes yes, hold what was owed before: staff say what of it shall still go."""
    journal, word = session.journal, "yes" if session.settings.send else "no"
    if journal.value("send") == word:
        return
    from netpost.journal.owed import Kind

    waiting = [mail for mail in journal.owed.in_state("owed") if mail.kind is not Kind.REPORT] if word == "yes" else []
    with journal.transaction():
        journal.remember("send", word)
        for mail in waiting:
            journal.owed.hold(mail.key, "Mailen ventede allerede, da Netpost begyndte at sende.")
        if waiting:
            sentence = (
                f"Netpost sender nu mails. {len(waiting)} mails, der ventede fra før, holdes tilbage. IT frigiver dem med "
                "send_confirmations.py --release all eller dropper dem med --drop all."
            )
            session.tell_staff("advarsel", f"send:{session.now.isoformat()}", sentence)


def has_settled(session: Session, mail: OwedMail) -> bool:
    """What staff typed causes mail only after the file has lain unchanged for a while."""
    if not mail.is_by_staff or mail.is_released:
        return True
    saved = session.journal.value("staff_saved_at")
    return saved is None or session.has_settled_since(datetime.fromisoformat(saved))


def brake_large_batches(session: Session, queue: list[OwedMail]) -> list[OwedMail]:
    """Hold a batch of one kind that is far larger than the list of members explains."""
    limit = max(SMALL_BATCH, len(session.table.members)) if queue else 0
    for kind in {mail.kind for mail in queue}:
        batch = [mail for mail in queue if mail.kind is kind and not mail.is_released]
        if len(batch) <= limit or session.is_dry_run:
            continue
        with session.journal.transaction():
            for mail in batch:
                session.journal.owed.hold(mail.key, "Der var langt flere mails på én gang, end listen kan forklare.")
        queue = [mail for mail in queue if mail not in batch]
    return queue
