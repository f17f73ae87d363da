"""Cells in normal form, and normal forms as cells: addresses, phones (E.164), EAN numbers (13 digits), dates (ISO).

The written forms are those that LibreOffice and Excel take neither for a number nor for a formula: blanks inside a
number protect it, quotes do not. phonenumbers is imported only for numbers that are not plainly Danish.
"""

from __future__ import annotations

import re

from netpost.members.dates import find_date

ADDRESS = re.compile(r"[^@\s<>,;:\"()]+@[^@\s<>,;:\"()]+\.[^@\s<>,;:\".()]+")
DANISH_PHONE = re.compile(r"(?:\+45|0045|45(?=\d{8}$))?([2-9]\d{7})")
FOREIGN_PHONE = re.compile(r"(?:\+|00)[1-9]\d{6,14}")
PHONE_FILLERS = re.compile(r"\(0\)|[\s()./\u2010-\u2015-]")
EAN_SPACING = re.compile(r"[\s.\-'=\"]")


def find_email(text: str) -> str | None:
    """Return the address in lower case, None where the cell is not just one mail address."""
    text = re.sub(r"[\s\u00ad\u200b\ufeff]", "", text).casefold().removeprefix("mailto:")
    found = re.fullmatch(r".*<(.+)>", text)
    address = found[1] if found else text
    return address if ADDRESS.fullmatch(address) else None


def find_phone(text: str) -> str | None:
    """Return the number in E.164, None where the cell is not one phone number.

    Eight digits are Danish. A foreign number must have its + or 00, or else nobody can know the country.
    """
    bare = PHONE_FILLERS.sub("", text)
    if match := DANISH_PHONE.fullmatch(bare):
        return "+45" + match[1]
    return "+" + bare.removeprefix("+").removeprefix("00") if FOREIGN_PHONE.fullmatch(bare) else None


def find_ean(text: str) -> str | None:
    """Return the 13 digits, None where the cell is not 13 digits (the check digit is not judged here)."""
    digits = EAN_SPACING.sub("", text)
    return digits if re.fullmatch(r"[0-9]{13}", digits) else None


def is_valid_ean(digits: str) -> bool:
    """Tell whether 13 digits have the right check digit (GS1 General Specifications, 7.9)."""
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return len(digits) == 13 and weighted % 10 == 0


def find_iso_date(text: str) -> str | None:
    """Return the date as 2017-06-27, None where the cell is not one date."""
    day = find_date(text)
    return day.isoformat() if day else None


def format_ean(digits: str) -> str:
    """Write 13 digits as 5798 0073 8921 5."""
    return f"{digits[:4]} {digits[4:8]} {digits[8:12]} {digits[12:]}"


def format_phone(number: str) -> str:
    """Write an E.164 number as 33 70 32 34, or as 0046 8 123 456 where it is foreign."""
    if number.startswith("+45") and len(number) == 11:
        return " ".join(number[place : place + 2] for place in range(3, 11, 2))
    return "00" + group_foreign(number).removeprefix("+")


def group_foreign(number: str) -> str:
    """Put the blanks of the country's own custom into a foreign number in E.164."""
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return f"{number[:3]} {number[3:]}"
    grouped = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL).replace("-", " ")
    return grouped if " " in grouped else f"{number[:3]} {number[3:]}"


def format_cell(column: str, text: str) -> str:
    """Write a cell of a known column in its lasting form; text that is no such value stays as it is."""
    if column == "telefon":
        phone = find_phone(text)
        return format_phone(phone) if phone else text
    if column == "ean":
        digits = find_ean(text)
        return format_ean(digits) if digits else text
    if column in {"tilmeldt", "kvittering"}:
        return find_iso_date(text) or text
    return text
