"""Masking of civil registration numbers."""

from __future__ import annotations

import pytest

from netpost.message.cpr import MASK, mask_cpr

MASKED = {
    "dash": ("Mit cpr-nr. er 010203-1234.", f"Mit cpr-nr. er {MASK}."),
    "together": ("CPR 3112991234", f"CPR {MASK}"),
    "blank": ("010203 1234", MASK),
    "long dash": ("010203–1234", MASK),
    "blanks around the dash": ("010203 - 1234", MASK),
    "dots in the date": ("01.02.03-1234", MASK),
    "leap day": ("290204-1234", MASK),
    "two in a line": ("010203-1234 og 311299-4321", f"{MASK} og {MASK}"),
    "at the end of a long text": ("x" * 300 + " 010203-1234", "x" * 300 + f" {MASK}"),
    "a dash is certain also after a telephone word": ("tlf. 010203-1234", f"tlf. {MASK}"),
}
KEPT = {
    "telephone in pairs": "tlf. 20 31 77 45",
    "telephone together": "20317745",
    "telephone with country code": "+4520317745",
    "two telephones": "20317745 og 30405060",
    "Swedish mobile": "Mobil: 0708134256",
    "Swedish mobile with code": "+46 708 13 42 56",
    "EAN": "EAN 5798042956564",
    "EAN in pairs": "57 98 06 24 76 57 8",
    "EAN in groups": "EAN 579 010101 1238",
    "impossible day": "320203-1234",
    "impossible month": "011303-1234",
    "30 February": "300299-1234",
    "too many digits": "0102031234567",
    "date and time": "14.09.2017 10.00",
    "ISO date": "2017-09-14",
    "CVR": "CVR-nr. 29 18 83 86",
    "no digits": "Jeg vil gerne tilmeldes",
}


@pytest.mark.parametrize(("text", "expected"), MASKED.values(), ids=MASKED.keys())
def test_masks_a_number(text: str, expected: str) -> None:
    assert mask_cpr(text) == expected


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT.keys())
def test_keeps_other_numbers(text: str) -> None:
    assert mask_cpr(text) == text
