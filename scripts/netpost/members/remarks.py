"""What else staff should know about cells that they typed: words, addresses and numbers that cannot be used as they are."""

from __future__ import annotations

from collections.abc import Mapping

from netpost.members.headers import is_meeting
from netpost.members.member import MEETING_WORDS, STATUS_WORDS
from netpost.members.result import Conflict
from netpost.members.texts import clean_cell
from netpost.members.values import find_ean, find_email, find_iso_date, find_phone, is_valid_ean
from netpost.members.words import nearest_word

UNREADABLE = {
    "email": (find_email, "er ikke en e-mailadresse, så personen får ingen mail."),
    "telefon": (find_phone, "er ikke et telefonnummer, Netpost kan læse; udenlandske skrives som 0046 8 123 456."),
    "tilmeldt": (find_iso_date, "er ikke en dato; skriv den som 2017-06-27."),
    "ean": (find_ean, "er ikke et EAN-nummer på 13 cifre."),
}


def remark_cell(member: str, column: str, text: str) -> str | None:
    """Return a Danish sentence about a cell that staff typed, None where it can be used."""
    text = clean_cell(text)
    fault = find_fault(column, text) if text else None
    return f"{member}, {column}: »{text}« {fault}" if fault else None


def find_fault(column: str, text: str) -> str | None:
    """Say what is wrong with a text in a column."""
    if column == "status":
        return advise_word(text, STATUS_WORDS)
    if is_meeting(column):
        return advise_word(text, MEETING_WORDS)
    if column == "ean" and (digits := find_ean(text)):
        return None if is_valid_ean(digits) else "er ikke et gyldigt EAN-nummer (kontrolcifret passer ikke)."
    find_value, sentence = UNREADABLE.get(column, (None, None))
    return None if find_value is None or find_value(text) else sentence


def advise_word(text: str, words: tuple[str, ...]) -> str | None:
    """Say that a word is not known, and which one was probably meant."""
    if text.casefold() in words:
        return None
    nearest = nearest_word(text, words)
    meant = f"mente I »{nearest}«? " if nearest else ""
    return f"er ikke et ord, Netpost kender; {meant}Kendte ord: {', '.join(words)}."


def ask_for_ean(member: str, edited: Mapping[str, str], cells: Mapping[str, str]) -> Conflict | None:
    """Ask whether the EAN number belongs to the organisation that staff have just replaced by another; it stays."""
    ean = cells.get("ean", "")
    if "organisation" not in edited or "ean" in edited or not ean:
        return None
    sentence = (
        f"{member} ({cells.get('navn', '')}) har skiftet organisation til {cells['organisation']}, men har stadig "
        f"EAN-nummer {ean}. Se efter, om det også skal skiftes."
    )
    return Conflict(member, "ean", ean, ean, sentence)


def remark_person(member: str, cells: Mapping[str, str]) -> str | None:
    """Say that a new row lacks what makes it a person."""
    missing = [column for column in ("navn", "email") if not cells.get(column)]
    if not missing:
        return None
    return (
        f"{member} ({cells.get('navn') or cells.get('email') or 'uden navn'}) er ny og mangler {' og '.join(missing)}."
    )
