"""Trying both mail servers, for check_setup.py: login, folders, and what the server says about senders."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from netpost.errors import NetpostError
from netpost.settings import Settings
from netpost.setup.findings import Finding, fine, mend, note

if TYPE_CHECKING:
    from netpost.inbox import Inbox

#: so many of the newest mails are looked at, to see what the server writes about their senders
NEWEST = 50


def check_inbox(settings: Settings) -> Iterator[Finding]:
    """Log in by IMAP, open each folder read-only, and look at the newest mails' headers."""
    from netpost.inbox import Inbox

    try:
        with Inbox.connect(settings) as inbox:
            yield fine(f"IMAP: logged in to {settings.imap_host} as {settings.imap_user}")
            for name in settings.read_folders:
                state = inbox.open_folder(name)
                yield fine(f"folder {name}: {state.exists} mails")
            yield from check_other_folders(settings, inbox)
            inbox.open_folder(settings.read_folders[0])
            yield from check_sender_check(settings, inbox)
    except NetpostError as fault:
        yield mend(fault)


def check_other_folders(settings: Settings, inbox: Inbox) -> Iterator[Finding]:
    """Look for the folders of handled, of ordered and of sent mail."""
    handled = settings.handled_folder
    if handled and not has_folder(inbox, handled):
        yield note(f"folder {handled} is not there yet; the first handled mail makes it.")
    yield from check_act_folder(settings, inbox)
    if sent := inbox.sent_folder(settings):
        yield fine(f"sent mail: folder {sent}")
    elif settings.sent_copy == "none":
        yield note("No folder of sent mail is found, so answers by colleagues are seen only in READ_FOLDERS.")
    else:
        yield mend("No folder of sent mail is found. Name it in SENT_FOLDER, or write SENT_COPY=none.")


def check_act_folder(settings: Settings, inbox: Inbox) -> Iterator[Finding]:
    """Look for the folder in which staff order waiting mail done."""
    folder = settings.act_folder
    if not folder:
        yield note("ACT_FOLDER is empty: staff cannot order a waiting mail done.")
    elif not settings.takes_orders:
        yield note("ACT_FOLDER needs STAFF_ADDRESS: only the report tells staff what they would order.")
    elif has_folder(inbox, folder):
        yield fine(f"orders of the staff: folder {folder}")
    else:
        yield note(f"folder {folder} is not there yet; the first waiting mail with a proposal makes it.")


def has_folder(inbox: Inbox, name: str) -> bool:
    """Tell whether the mailbox has a folder, also where the server keeps all of them below another."""
    return any(each == name or each.endswith((f"/{name}", f".{name}")) for each in inbox.folders())


def check_sender_check(settings: Settings, inbox: Inbox) -> Iterator[Finding]:
    """Compare what the server writes about the senders of the newest mails in the open folder with what is trusted."""
    from netpost.message import read_mail
    from netpost.setup.server_id import compare_server_ids, look_at_mails

    if settings.sender_check == "off":
        yield note("SENDER_CHECK=off: every sender is believed. Right only where the server refuses forged mail.")
        return
    headers = inbox.fetch_headers(inbox.uids_from(1)[-NEWEST:])
    newest_first = (read_mail(headers[uid]) for uid in sorted(headers, reverse=True))
    yield compare_server_ids(settings.trusted_authserv_id, look_at_mails(newest_first, settings.all_own_addresses))


def check_outbox(settings: Settings) -> Iterator[Finding]:
    """Log in by SMTP, and hang up."""
    from netpost.outbox import Connection

    try:
        with Connection.open(settings):
            yield fine(f"SMTP: {settings.smtp_host} takes mail")
    except NetpostError as fault:
        yield mend(fault)
