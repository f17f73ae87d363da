"""Inbox → journal: new mail is registered, read, understood and decided; then flagged or moved on the server.

Each UID gets a row when first seen; the mark of a folder moves over rows, never over mail that is not known. One
transaction a batch holds the mails seen, the decisions, the member changes, the mails owed and the members.csv to be
written. Flags and moves come last and are done again after a crash.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from netpost.errors import NetpostError, ServerSetupError
from netpost.jobs.session import Session
from netpost.jobs.sync import publish_members, stage_members

if TYPE_CHECKING:
    from netpost.inbox import FolderState, Inbox, Listed
    from netpost.jobs.handle import Fetched
    from netpost.journal.mails import Place

BATCH_MAILS = 20
BATCH_BYTES = 20_000_000
MOST_TRIES = 5
WAIT_AFTER_FAILURE = timedelta(minutes=10)
#: how many mails from before READ_SINCE are listed for staff, newest first
OLDER_LISTED = 100
#: under this name the journal remembers which ACT_FOLDER was made
ACT_FOLDER_MADE = "act_folder"


def read_mail_folders(session: Session) -> None:
    """Read every folder of READ_FOLDERS. Raises ServerError, ServerSetupError."""
    from netpost.inbox import Inbox

    journal = session.journal
    with Inbox.connect(session.settings) as inbox:
        # before the other folders: what comes back from there is flagged in the same run
        if session.settings.takes_orders and journal.value(ACT_FOLDER_MADE) == session.settings.act_folder:
            _read_orders(session, inbox)
        for folder in session.settings.read_folders:
            state = inbox.open_folder(folder, for_writing=not session.is_dry_run)
            _register(session, inbox, folder, state)
            if journal.has("mails", "state = 'review' AND closed IS NULL"):
                _follow_reviews(session, inbox, folder, state)
            if journal.has("uids", "state IN ('new', 'failed')"):
                _read_folder(session, inbox, folder, state)
            if journal.has("uids", "wanted IS NOT NULL"):
                _act_on_server(session, inbox, folder, state)
        _make_act_folder(session, inbox)


def _read_orders(session: Session, inbox: Inbox) -> None:
    """Carry out the mails that staff have moved to ACT_FOLDER. A fault there does not keep new mail from being read."""
    journal, folder = session.journal, session.settings.act_folder
    try:
        state = _open_act_folder(session, inbox)
        if state is None:
            return
        _register_uids(session, inbox, folder, state)
        if journal.has("uids", "state IN ('new', 'failed')"):
            _read_folder(session, inbox, folder, state, is_ordered=True)
        if journal.has("uids", "wanted IS NOT NULL"):
            _act_on_server(session, inbox, folder, state)
    except NetpostError as fault:
        session.meet_fault(fault)


def _open_act_folder(session: Session, inbox: Inbox) -> FolderState | None:
    """Open ACT_FOLDER; one that somebody has deleted is made again (None in a dry run)."""
    folder = session.settings.act_folder
    try:
        return inbox.open_folder(folder, for_writing=not session.is_dry_run)
    except ServerSetupError:
        if session.is_dry_run:
            return None
        inbox.ensure_folder(folder)
        return inbox.open_folder(folder, for_writing=True)


def _make_act_folder(session: Session, inbox: Inbox) -> None:
    """Make ACT_FOLDER when the first mail waits that staff can order done."""
    journal, folder = session.journal, session.settings.act_folder
    if session.is_dry_run or not session.settings.takes_orders or journal.value(ACT_FOLDER_MADE) == folder:
        return
    if not journal.has("mails", "state = 'review' AND closed IS NULL AND proposal IS NOT NULL"):
        return
    inbox.ensure_folder(folder)
    with journal.transaction():
        journal.remember(ACT_FOLDER_MADE, folder)
    session.say(f"folder {folder} is made")


def _register(session: Session, inbox: Inbox, folder: str, state: FolderState) -> None:
    """Give every UID above the mark a row; on first sight (or a new UIDVALIDITY) those since READ_SINCE."""
    is_first_sight = session.journal.mark_of(folder) is None
    # SINCE knows only days and the server's zone: two days more, and each mail's own time is compared afterwards
    since = session.journal.read_since.date() - timedelta(days=2)
    uids = _register_uids(session, inbox, folder, state, since)
    if is_first_sight and state.exists > len(uids):
        _list_older(session, inbox, folder, state, set(uids))


def _register_uids(
    session: Session, inbox: Inbox, folder: str, state: FolderState, since: date | None = None
) -> list[int]:
    """Give every UID above the mark a row and return these. since: counts where the folder is new to the journal."""
    known = session.journal.mark_of(folder)
    is_new = known is None or known[0] != state.uidvalidity
    mark = 0 if is_new or known is None else known[1]
    if not is_new and state.uidnext and state.uidnext <= mark + 1:
        return []
    uids = inbox.uids_from(mark + 1, since if is_new else None)
    highest = max([*uids, mark, state.uidnext - 1 if is_new else 0])
    if not is_new and not uids:
        return []
    records = session.journal.mails
    with session.journal.transaction():
        if known is not None and is_new:
            records.forget_old_uids(folder, state.uidvalidity)
        records.register_uids(folder, state.uidvalidity, uids, highest)
    return uids


def _list_older(session: Session, inbox: Inbox, folder: str, state: FolderState, newer: set[int]) -> None:
    """Tell staff once of the mail that was there before Netpost; it is never acted upon."""
    uids = [uid for uid in inbox.uids_from(1) if uid not in newer]
    newest = uids[-OLDER_LISTED:]
    if not newest:
        return
    from netpost.jobs.handle import list_older
    from netpost.journal.mails import Place

    with session.journal.transaction():
        for fetched in _fetch(session, inbox, Place(folder, state.uidvalidity, 0), newest):
            list_older(session, fetched)
        if len(uids) > len(newest):
            sentence = f"I {folder} ligger desuden {len(uids) - len(newest)} ældre mails, som ikke er vist her."
            session.tell_staff("ældre", f"older:{folder}", sentence)
    session.say(f"{folder}: {len(uids)} mails from before this network began are left alone")


def _read_folder(session: Session, inbox: Inbox, folder: str, state: FolderState, *, is_ordered: bool = False) -> None:
    uids = session.journal.mails.uids_to_read(folder, state.uidvalidity, session.now)
    if not uids:
        return
    from netpost.journal.mails import Place

    place = Place(folder, state.uidvalidity, 0)
    for batch in _watch(list(_batches(inbox.list_mails(uids)))):
        fetched = list(_fetch(session, inbox, place, [listed.uid for listed in batch]))
        _handle_batch(session, fetched, is_ordered=is_ordered)
    _note_missing(session, inbox, place, uids)


def _batches(listed: dict[int, Listed]) -> Iterator[list[Listed]]:
    batch: list[Listed] = []
    for mail in listed.values():
        if batch and (len(batch) >= BATCH_MAILS or sum(other.size for other in batch) + mail.size > BATCH_BYTES):
            yield batch
            batch = []
        batch.append(mail)
    if batch:
        yield batch


def _watch(batches: list[list[Listed]]) -> Iterator[list[Listed]]:
    """Show a progress bar when a person watches and there is much to read."""
    import sys

    if len(batches) < 3 or not sys.stderr.isatty():
        yield from batches
        return
    from tqdm import tqdm

    with tqdm(total=sum(map(len, batches)), desc="Reading mail", unit="mail") as bar:
        for batch in batches:
            yield batch
            bar.update(len(batch))


def _fetch(session: Session, inbox: Inbox, place: Place, uids: Sequence[int]) -> Iterator[Fetched]:
    """Fetch mails; one over MAIL_SIZE_LIMIT by its headers alone."""
    from netpost.jobs.handle import Fetched

    listed = inbox.list_mails(uids)
    limit = session.settings.mail_size_limit * 1_000_000
    small = [uid for uid, mail in listed.items() if mail.size <= limit]
    large = [uid for uid, mail in listed.items() if mail.size > limit]
    for uid, raw in inbox.fetch(small).items() if small else ():
        yield Fetched(replace(place, uid=uid), listed[uid].arrived, raw)
    for uid, raw in inbox.fetch_headers(large).items() if large else ():
        yield Fetched(replace(place, uid=uid), listed[uid].arrived, raw, is_whole=False)


def _handle_batch(session: Session, batch: list[Fetched], *, is_ordered: bool) -> None:
    """Decide about a batch in one transaction, then bring members.csv up to date."""
    from netpost.jobs.handle import handle_mail, handle_safely
    from netpost.jobs.orders import handle_order

    try:
        with session.journal.transaction():
            before = session.table
            for fetched in sorted(batch, key=lambda one: one.place.uid):
                handle_safely(session, fetched, handle_order if is_ordered else handle_mail)
            if session.table is not before:
                stage_members(session)
    except BaseException:
        session.forget_table()
        raise
    publish_members(session)


def _note_missing(session: Session, inbox: Inbox, place: Place, uids: Sequence[int]) -> None:
    """A UID without an answer has left the folder, or the server could not give it: then it is tried again."""
    open_uids = set(session.journal.mails.uids_to_read(place.folder, place.uidvalidity, session.now)) & set(uids)
    if not open_uids:
        return
    present = set(inbox.uids_from(min(open_uids)))
    with session.journal.transaction():
        for uid in sorted(open_uids):
            here = replace(place, uid=uid)
            if uid not in present:
                session.journal.mails.note_gone(here)
                continue
            session.journal.mails.note_failure(here, "the server did not give it", session.now + WAIT_AFTER_FAILURE)
            if session.journal.mails.tries_of(here) >= MOST_TRIES:
                sentence = f"En mail i {place.folder} kan ikke hentes fra serveren. Se efter den i mailprogrammet."
                session.tell_staff("advarsel", f"unfetched:{here}", sentence)


def _follow_reviews(session: Session, inbox: Inbox, folder: str, state: FolderState) -> None:
    """See which waiting mails staff have dealt with: answered, unflagged or moved away."""
    records = session.journal.mails
    waiting = [
        (place, mail, is_flagged)
        for place, mail, is_flagged in records.review_places()
        if place.folder == folder and place.uidvalidity == state.uidvalidity
    ]
    if not waiting:
        return
    flags = inbox.flags([place.uid for place, _, _ in waiting])
    ended = [(mail, how) for place, mail, was in waiting if (how := _how_ended(flags.get(place.uid), was))]
    if not ended:
        return
    with session.journal.transaction():
        for mail, how in ended:
            records.close_review(mail, how, session.now)
            session.say(f"mail {mail}: staff have dealt with it ({how})")


def _how_ended(flags: frozenset[str] | None, was_flagged: bool) -> str | None:
    if flags is None:
        return "moved"
    if "\\Answered" in flags:
        return "answered"
    return "unflagged" if was_flagged and "\\Flagged" not in flags else None


def _act_on_server(session: Session, inbox: Inbox, folder: str, state: FolderState) -> None:
    """Flag what waits and move what is handled; what a crash left undone is done now.

    finish: an ordered mail was carried out, it loses its flag and is moved. return: it goes back to where it waits.
    """
    if session.is_dry_run:
        return
    wanted = [
        (place, action)
        for place, action in session.journal.mails.wanted_actions()
        if place.folder == folder and place.uidvalidity == state.uidvalidity
    ]
    handled, back = session.settings.handled_folder, session.settings.read_folders[0]
    flagging = {"flag", "return"} if session.settings.flag_waiting else {"flag"}
    if flagged := [place.uid for place, action in wanted if action in flagging]:
        inbox.flag(flagged)
    if finished := [place.uid for place, action in wanted if action == "finish"]:
        inbox.unflag(finished)
    # HANDLED_FOLDER empty: a handled mail stays, an ordered one goes back to the inbox; so does a copy that waits there
    is_act_folder = folder == session.settings.act_folder
    targets = {"move": handled, "return": back, "finish": handled or (back if is_act_folder else "")}
    for action, target in targets.items():
        uids = [place.uid for place, each in wanted if each == action]
        if uids and target:
            inbox.move(uids, target)
    if wanted:
        with session.journal.transaction():
            for place, action in wanted:
                session.journal.mails.note_server_action(place, action)
