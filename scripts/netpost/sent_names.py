"""Which folders hold sent mail: the server's mark first, then the names that mail programs give them.

In: folders as (flags in lower case, separator, name). Out: names, best first. Source: RFC 6154 (SPECIAL-USE); the names
of Outlook, Thunderbird, Apple Mail, Gmail and one.com in English and Danish.
"""

from __future__ import annotations

from collections.abc import Iterable

SENT_MARK = "\\sent"
SENT_NAMES = (
    "sent",
    "sent items",
    "sent messages",
    "sent mail",
    "sendt post",
    "sendte elementer",
    "sendte mails",
    "sendte meddelelser",
    "sendte beskeder",
    "sendt",
    "sendte",
)


def choose_sent_folders(folders: Iterable[tuple[frozenset[str], str, str]]) -> list[str]:
    """List all folders that may hold sent mail: the programs of one mailbox may use different ones."""
    ranked = []
    for flags, separator, name in folders:
        last = (name.rsplit(separator, 1)[-1] if separator else name).casefold()
        if SENT_MARK in flags:
            ranked.append((-1, name))
        elif last in SENT_NAMES:
            ranked.append((SENT_NAMES.index(last), name))
    return [name for _, name in sorted(ranked)]
