"""Whether two rows are about the same person: by address, and by names that people also misspell and change."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from netpost.members.texts import clean_cell
from netpost.members.values import find_email

Cells = Mapping[str, str]
SIMILAR = 0.8
PLAIN_ADDRESS = re.compile(r"[a-z0-9._@-]*")
ADDRESS_BYTES = b"abcdefghijklmnopqrstuvwxyz0123456789._@-"
EVIDENCE = ("titel", "telefon", "ean", "tilmeldt", "organisation", "noter")


def person_email(cells: Cells) -> str:
    """Return the address of a row for comparison, "" where it has none."""
    return read_email(cells.get("email", ""))


def read_email(text: str) -> str:
    """Return the address in a cell for comparison."""
    if PLAIN_ADDRESS.fullmatch(text):
        return text
    text = clean_cell(text)
    return find_email(text) or text.casefold()


def read_emails(texts: Sequence[str]) -> Sequence[str]:
    """Return the addresses in cells for comparison; where all are plain, none is looked at by itself."""
    return list(map(read_email, texts)) if "".join(texts).encode().translate(None, ADDRESS_BYTES) else texts


def person_name(cells: Cells) -> str:
    """Return the name of a row for comparison, "" where it has none."""
    return re.sub(r"\s+", " ", clean_cell(cells.get("navn", "")).casefold())


def person_place(cells: Cells) -> tuple[str, str]:
    """Return name and organisation of a row for comparison."""
    return person_name(cells), clean_cell(cells.get("organisation", "")).casefold()


def is_similar_name(first: str, second: str) -> bool:
    """Tell whether two names may be one person's: one holds all words of the other, or they are nearly alike."""
    words, others = set(re.findall(r"\w+", first.casefold())), set(re.findall(r"\w+", second.casefold()))
    if not words or not others or words <= others or others <= words:
        return True
    is_same_but_one = len(words) > 2 < len(others) and len(words & others) >= 2
    return is_same_but_one or SequenceMatcher(None, first.casefold(), second.casefold()).ratio() >= SIMILAR


def count_evidence(first: Cells, second: Cells) -> int:
    """Count the telling cells that two rows share."""
    return sum(bool(first.get(column)) and first.get(column) == second.get(column) for column in EVIDENCE)
