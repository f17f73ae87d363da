"""Numbers as spreadsheet programs write them back: in E notation, without zeros or +, with the wrong marks.

Source: Microsoft KB 269370 (15 digits), "Keep leading zeros"; what LibreOffice 7.4 in Danish does was seen.
"""

from __future__ import annotations

import re
from decimal import Decimal

E_NOTATION = re.compile(r"[+-]?\d+(?:[.,]\d+)?E[+-]?\d{1,3}", re.IGNORECASE)
NUMBER = re.compile(r"([+-]?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?( ?%)?")
ENGLISH_NUMBER = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?( ?%)?")
CLOCK_TIME = re.compile(r"0?(\d{1,2})[:.](\d{2})(?:[:.]00)?")
EXACT_DIGITS = 15
#: A narrow column shows even a short number in E notation, and that text is what is saved.
SHORTEST_ROUNDED, SHORTEST_CUT = 6, 11


def is_e_notation(text: str) -> bool:
    """Tell whether the text is a number in E notation, such as 5,79801E+12."""
    return E_NOTATION.fullmatch(re.sub(r"\s", "", text)) is not None


def find_numbers(text: str) -> set[Decimal]:
    """Return what the text may mean as a number, read in Danish, in English and in E notation; empty if it is none."""
    text = text.replace("\u00a0", " ").strip()
    if is_e_notation(text):
        return {Decimal(re.sub(r"\s", "", text).replace(",", "."))}
    found = set()
    for pattern, mark in ((NUMBER, "."), (ENGLISH_NUMBER, ",")):
        if match := pattern.fullmatch(text):
            sign, whole, decimals, percent = match.groups()
            value = Decimal(f"{sign}{whole.replace(mark, '')}.{decimals or '0'}")
            found.add(value / 100 if percent else value)
    return found


def is_rounded(digits: str, found: str) -> bool:
    """Tell whether `found` is the whole number `digits` with its last digits lost.

    In E notation ("5,79801E+12", also with fewer figures), or written out with zeros where the digits were.
    """
    bare = re.sub(r"\s", "", found)
    if not digits.isdigit() or len(digits) < (SHORTEST_ROUNDED if is_e_notation(bare) else SHORTEST_CUT):
        return False
    if is_e_notation(bare):
        mantissa = re.split("[eE]", bare.replace(",", ".").lstrip("+"))[0]
        figures = len(mantissa.replace(".", "").lstrip("0"))
        return figures >= 1 and Decimal(bare.replace(",", ".")) in round_number(digits, figures)
    significant = len(bare.rstrip("0"))
    if not bare.isdigit() or len(bare) != len(digits):
        return False
    if len(bare) > EXACT_DIGITS:
        return significant <= EXACT_DIGITS and Decimal(bare) in round_number(digits, EXACT_DIGITS)
    return len(bare) - significant >= 4 and Decimal(bare) in round_number(digits, significant)


def round_number(digits: str, figures: int) -> set[Decimal]:
    """Return a whole number rounded, and cut, to so many figures."""
    digits = digits.lstrip("0")
    unit = 10 ** max(0, len(digits) - figures)
    number = int(digits)
    return {Decimal((number + unit // 2) // unit * unit), Decimal(number // unit * unit)}


def is_same_number(written: str, found: str) -> bool:
    """Tell whether `found` is the number, percentage or time `written` in another form."""
    times = CLOCK_TIME.fullmatch(written), CLOCK_TIME.fullmatch(found)
    if times[0] and times[1] and ":" in found:
        return times[0].groups() == times[1].groups()
    return not find_numbers(written).isdisjoint(find_numbers(found))
