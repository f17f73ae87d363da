"""Mask Danish civil registration numbers (CPR) in text, so that none is stored or repeated.

A CPR number is a birth date DDMMYY and four digits, written with a dash, a blank or nothing between. Source: CPR-kontoret,
"Personnummeret i CPR" (no check digit: since 2007 numbers are given out that break the old modulus 11 rule).
EAN numbers, telephone numbers and longer digit strings are left alone, however they are grouped.
"""

from __future__ import annotations

import re

MASK = "[CPR-nummer fjernet]"

CPR_PATTERN = re.compile(
    r"""
    [0-3](?<![\d+].)\d(?<!00|3[2-9])   # the day; first a digit, so that the rest is looked at only there
    (?P<month_group>(?P<dots>[ .\-/]?)(?:0[1-9]|1[0-2])(?P=dots)\d{2})
    (?P<dash>\ ?[-\u2010-\u2015]\ ?|\ |)
    \d{4}
    (?!\d)
    """,
    re.VERBOSE,
)
NUMBER_WORD_BEFORE = re.compile(
    r"(?:\b(?:tlf|tel|telefon|phone|mobil|mobiltlf|mob|mobile|cell|fax|direkte|dir|ean|gln|växel|nummer til mig)"
    r"\b|[☎📞📱])[\s.:#()-]*(?:nr|nummer|number|no|lokationsnummer)?[\s.:#()+-]*\Z",
    re.IGNORECASE,
)
HAS_DIGIT = re.compile(r"\d")
DIGIT_RUN = re.compile(r"\d(?:[ .-]?\d)*")
DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def mask_cpr(text: str) -> str:
    """Replace every plausible CPR number by MASK; anything else stays as it is."""
    if not HAS_DIGIT.search(text):
        return text
    if len(text) > 200 and sum(map(text.count, "0123456789")) < 10:
        return text
    return CPR_PATTERN.sub(_mask_match, text)


def _mask_match(match: re.Match[str]) -> str:
    return MASK if _is_cpr(match) else match[0]


def _is_cpr(match: re.Match[str]) -> bool:
    month = int(match["month_group"].strip(" .-/")[:2])
    if int(match[0][:2]) > DAYS_IN_MONTH[month - 1]:
        return False
    has_dash = bool(match["dash"].strip())
    if match["dots"] and not has_dash:
        return False
    if not has_dash and NUMBER_WORD_BEFORE.search(match.string, max(0, match.start() - 40), match.start()):
        return False
    return not _is_in_ean(match)


def _is_in_ean(match: re.Match[str]) -> bool:
    """Tell whether the digits around make up one GS1 number of 13 digits, e.g. 5798 010101 123 4."""
    start = max(0, match.start() - 30)
    for run in DIGIT_RUN.finditer(match.string, start, match.end() + 30):
        if run.start() <= match.start() and match.end() <= run.end():
            digits = re.sub(r"\D", "", run[0])
            return len(digits) == 13 and _has_gs1_check_digit(digits)
    return False


def _has_gs1_check_digit(digits: str) -> bool:
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return total % 10 == 0
