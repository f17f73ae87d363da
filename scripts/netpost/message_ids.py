"""Message-IDs in raw headers: which mail is meant, and which mails answer it.

IMAP's SEARCH HEADER looks for a piece of text anywhere in a header, and servers take only ASCII there; so it is asked for
a piece, and what it finds is compared here. Source: RFC 5322, 3.6.4; RFC 3501, 6.4.4.
"""

from __future__ import annotations

import re

SEARCHABLE = re.compile(r"[!#-\[\]-~]+")  # printable ASCII but quotation mark and backslash
FOLD = re.compile(rb"\r?\n(?=[ \t])")
BRACKETED = re.compile(rb"<[^<>]*>")
NOT_PRINTABLE_ASCII = re.compile(rb"[^!-~]+")


def find_searchable_piece(message_id: str) -> str:
    """Return the longest piece of a Message-ID that can stand between quotation marks; "" where there is none."""
    return max(SEARCHABLE.findall(message_id), key=len, default="")


def names_message_id(headers: bytes, message_id: str, *names: bytes) -> bool:
    """Tell whether one of the headers of these names (lower case) holds exactly that Message-ID, brackets included."""
    wanted = _normalise(message_id.encode("utf-8", "surrogateescape"))
    for line in FOLD.sub(b"", headers).splitlines():
        name, _, value = line.partition(b":")
        if name.strip().lower() in names and wanted in map(_normalise, BRACKETED.findall(value) or [value]):
            return True
    return False


def _normalise(message_id: bytes) -> bytes:
    # letters outside ASCII come in whatever encoding the writer had: all count as one
    return NOT_PRINTABLE_ASCII.sub(b"?", b"".join(message_id.split()))
