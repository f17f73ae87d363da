"""The merge of one cell from three versions, and of one member's row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from netpost.members.columns import is_own
from netpost.members.decoding import has_lost_letters, is_word_broken, repair_mojibake, restore_lost_letters
from netpost.members.mangling import explain_mangling, is_lost_value
from netpost.members.persons import is_similar_name
from netpost.members.reading import DATE_COLUMNS
from netpost.members.result import Conflict, Repair
from netpost.members.texts import clean_cell
from netpost.members.values import find_iso_date


@dataclass
class Findings:
    """What the merge of the cells brought to light."""

    conflicts: list[Conflict] = field(default_factory=list)
    repaired: list[Repair] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class CellMerger:
    """Merges cells. vocabulary: the words of the known texts, to put unreadable letters back from."""

    vocabulary: Callable[[], frozenset[str]]
    findings: Findings

    def merge(self, member: str, column: str, base: str, ours: str, theirs: str) -> str:
        """Return what the cell holds now; conflicts and repairs are noted.

        A cell that the staff left alone takes what the script made of it. Of two changes the staff's stands. A cell
        whose value a program destroyed keeps what was known.
        """
        why = explain_mangling(column, base, theirs)
        if why is None:
            restored = self.restore(theirs)
            why = explain_mangling(column, base, restored) if restored != theirs else None
        else:
            restored = theirs
        if why is not None:
            if why and theirs != ours:
                self.findings.repaired.append(Repair(member, column, theirs, ours, why))
            return ours
        if is_lost(column, restored):
            self.findings.conflicts.append(report_lost(member, column, ours, theirs))
            return ours
        if restored != theirs:
            why = "Bogstaverne var ødelagt af en forkert tegnkodning."
            self.findings.repaired.append(Repair(member, column, theirs, restored, why))
        value = use_date(column, restored)
        if explain_mangling(column, base, ours) == "":
            return value
        if explain_mangling(column, ours, value) is not None:
            return ours
        self.findings.conflicts.append(report_conflict(member, column, ours, value))
        return value

    def restore(self, text: str) -> str:
        """Put letters right that a wrong encoding spoiled, as far as it can be known which they were."""
        text = repair_mojibake(text)
        return restore_lost_letters(text, self.vocabulary()) if is_word_broken(text) else text


def is_lost(column: str, text: str) -> bool:
    """Tell whether a cell cannot be stored as it stands; in a column of the staff's own only unreadable letters count."""
    return has_lost_letters(text) or (is_own(column) and is_lost_value(column, clean_cell(text)))


def use_date(column: str, text: str) -> str:
    """Return a date in ISO form where the column holds dates and the text is one."""
    return (find_iso_date(text) or text) if column in DATE_COLUMNS else text


def quote(text: str) -> str:
    """Put a cell's text in quotation marks, or say that it is empty."""
    return f"»{text}«" if text else "tomt"


def report_conflict(member: str, column: str, ours: str, theirs: str) -> Conflict:
    """Say that script and staff changed the same cell."""
    sentence = (
        f"{member}, {column}: I har skrevet {quote(theirs)}, mens Netpost fik {quote(ours)} fra en mail. "
        f"Jeres står nu i filen; ret den, hvis mailen havde ret."
    )
    return Conflict(member, column, ours, theirs, sentence)


def report_lost(member: str, column: str, ours: str, theirs: str) -> Conflict:
    """Say that what the staff typed was destroyed by the program that saved the file."""
    sentence = (
        f"{member}, {column}: der står {quote(theirs)}, som regnearket har ødelagt. "
        f"Netpost har beholdt {quote(ours)}; skriv det rigtige igen"
        + (", med mellemrum som i 5798 0073 8921 5." if column == "ean" else ".")
    )
    return Conflict(member, column, ours, theirs, sentence)


def report_deleted(member: str, name: str, changes: Mapping[str, tuple[str, str]]) -> Conflict:
    """Say that the staff deleted a row that the script had changed meanwhile."""
    changed = ", ".join(f"{column}: {quote(new)}" for column, (_, new) in changes.items())
    sentence = (
        f"{member} ({name}) er slettet af jer, men Netpost havde imens rettet rækken ({changed}). "
        f"Rækken er slettet; sæt den ind igen, hvis mailen ændrer noget."
    )
    return Conflict(member, None, changed, "", sentence)


def report_replaced(member: str, column: str, ours: str, theirs: str, changed: str) -> Conflict:
    """Say that a row has got another name and another address, so that it is somebody else now."""
    sentence = (
        f"{member}, {column}: {quote(ours)} er blevet til {quote(theirs)}. Navn og e-mail er begge ændret, så rækken "
        f"gælder nu en anden person. Netpost har ladet rækken stå, som I skrev den, og fører intet over fra den forrige"
        + (f" ({changed})" if changed else "")
        + ". Giv en ny person en ny række uden id."
    )
    return Conflict(member, column, ours, theirs, sentence)


def is_replaced(changes: Mapping[str, tuple[str, str]]) -> bool:
    """Tell whether a row's edits put another person in it: another name together with another address."""
    name, email = changes.get("navn", ("", "")), changes.get("email", ("", ""))
    if not all((*name, *email)):
        return False
    if any(explain_mangling(column, *pair) is not None for column, pair in (("navn", name), ("email", email))):
        return False
    return not is_similar_name(*name) and clean_cell(email[0]).casefold() != clean_cell(email[1]).casefold()
