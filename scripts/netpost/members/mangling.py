"""Whether a cell that differs from what was written was edited, or only spoiled by the program that saved it.

Source: the table of what LibreOffice (seen) and Excel (documented) do to a cell, in docs/spreadsheets.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from netpost.members.dates import is_same_date
from netpost.members.decoding import is_letters_lost, repair_mojibake
from netpost.members.figures import is_e_notation, is_rounded, is_same_number
from netpost.members.headers import is_meeting
from netpost.members.texts import clean_cell
from netpost.members.values import EAN_SPACING, PHONE_FILLERS

FORMULA_ERROR = re.compile(
    r"#(?:NAVN|NAME|REF(?:ERENCE)?|VÆRDI|VALUE|DIV/0|DIVISION/0|NUM|NUL|NULL|I/T|N/A|SPILL|OVERLØB)[?!]?|Err:\d{3}|#{3,}",
    re.IGNORECASE,
)
TRUTHS = ({"sand", "true"}, {"falsk", "false"})
SAME = ""

Test = Callable[[str, str], bool]


@lru_cache(maxsize=1 << 16)
def explain_mangling(column: str, written: str, found: str) -> str | None:
    """Say in Danish how a program made `found` out of `written`.

    SAME ("") where only the form differs and nothing was lost; None where a person has edited the cell.
    """
    if written == found:
        return SAME
    clean_written, clean_found = clean_cell(written), clean_cell(found)
    if clean_written == clean_found:
        return SAME
    if not clean_written or not clean_found:
        return None
    if (column == "status" or is_meeting(column)) and clean_written.casefold() == clean_found.casefold():
        return SAME
    for why, test in (*TESTS_BY_COLUMN.get(column, ()), *TESTS):
        if test(clean_written, clean_found):
            return why
    return "Formlen er erstattet af sit resultat." if is_formula_result(written, clean_found) else None


def is_error_value(text: str) -> bool:
    """Tell whether the text is what a spreadsheet shows where a formula or a narrow column failed."""
    return FORMULA_ERROR.fullmatch(text) is not None


def is_formula_result(written: str, found: str) -> bool:
    """Tell whether `found` is what a program made of text that it took for a formula."""
    if not re.match(r"[=+\-@].", written):
        return False
    quoted = re.findall(r'"([^"]*)"', written)
    is_number = re.fullmatch(r"-?\d+(?:[.,]\d+)?(?:E[+-]?\d+)?", found) is not None
    return found in quoted or found == "=" + written or (is_number and re.search(r"\d", written) is not None)


def bare_ean(text: str) -> str:
    """Return the digits of an EAN cell, without a decimal zero that a program put behind them."""
    return re.sub(r"[.,]0+$", "", EAN_SPACING.sub("", re.sub(r"[.,]0+$", "", text))).lstrip("0")


def is_same_ean(written: str, found: str) -> bool:
    """Tell whether both are the same digits, leading zeros and spacing apart."""
    return bare_ean(written).isdigit() and bare_ean(written) == bare_ean(found)


def is_lost_ean(written: str, found: str) -> bool:
    """Tell whether `found` is the EAN number with digits lost."""
    return is_rounded(EAN_SPACING.sub("", written), found)


def bare_phone(text: str) -> str:
    """Return a number without spacing, + and zeros before it, and without 45 before eight digits."""
    digits = re.sub(r"[.,]0$", "", PHONE_FILLERS.sub("", text)).removeprefix("+").lstrip("0")
    return digits.removeprefix("45") if len(digits) == 10 else digits


def is_same_phone(written: str, found: str) -> bool:
    """Tell whether both are the same number, spacing and country code of Denmark apart."""
    return bare_phone(written).isdigit() and bare_phone(written) == bare_phone(found)


def is_lost_plus(written: str, found: str) -> bool:
    """Tell whether `found` is the same phone number without the + or the zeros before it."""
    bare = PHONE_FILLERS.sub("", written)
    return bare.startswith(("+", "0")) and is_same_phone(written, found) and bare != PHONE_FILLERS.sub("", found)


def is_lost_phone(written: str, found: str) -> bool:
    """Tell whether `found` is the phone number with digits lost."""
    return is_rounded(bare_phone(written), found) or is_rounded(
        PHONE_FILLERS.sub("", written).removeprefix("+").lstrip("0"), found
    )


def is_same_truth(written: str, found: str) -> bool:
    """Tell whether both are the same logical value in Danish or English."""
    return any({written.casefold(), found.casefold()} <= words for words in TRUTHS)


def is_mojibake(written: str, found: str) -> bool:
    """Tell whether `found` is `written` read in a wrong encoding."""
    repaired = repair_mojibake(found)
    return repaired != found and (repaired == written or is_letters_lost(written, repaired))


def is_digits_lost(written: str, found: str) -> bool:
    """Tell whether `found` is the number `written` (blanks apart) with digits lost."""
    return is_rounded(re.sub(r"\s", "", written), found)


TESTS: tuple[tuple[str, Test], ...] = (
    ("Bogstaverne er ødelagt, fordi filen blev læst med en forkert tegnkodning.", is_mojibake),
    ("Bogstaver er gået tabt, fordi filen blev læst med en forkert tegnkodning.", is_letters_lost),
    ("Datoen er skrevet om af regnearket.", is_same_date),
    ("Tallet er skrevet om af regnearket.", is_same_number),
    ("Tallets sidste cifre er gået tabt i regnearket.", is_digits_lost),
    ("Ordet er oversat af regnearket.", is_same_truth),
    ("Regnearket har sat en fejlværdi i stedet for teksten.", lambda _, found: is_error_value(found)),
)
TESTS_BY_COLUMN: dict[str, tuple[tuple[str, Test], ...]] = {
    "ean": (
        (SAME, is_same_ean),
        ("EAN-nummerets cifre er gået tabt i regnearket.", is_lost_ean),
    ),
    "telefon": (
        ("Plus eller nuller foran telefonnummeret er gået tabt i regnearket.", is_lost_plus),
        (SAME, is_same_phone),
        ("Telefonnummerets cifre er gået tabt i regnearket.", is_lost_phone),
    ),
}


def is_lost_value(column: str, text: str) -> bool:
    """Tell whether a cell that somebody filled holds no value any more, only what a program left of one."""
    if column in {"ean", "telefon"} and is_e_notation(text):
        return True
    return is_error_value(text)
