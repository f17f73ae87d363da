"""The text of one cell: made clean for use, guarded against being taken for a formula when written.

Source: OWASP, "CSV Injection"; what the guard does in LibreOffice and Excel was tried (an apostrophe stays visible).
"""

from __future__ import annotations

import re
import unicodedata

GUARDED = re.compile(r"'+[=+\-@]")
FORMULA_START = re.compile(r"'*[=+\-@].", re.DOTALL)
#: Text that is for use as it stands: no guard, no blank at an end, only letters that are one character.
CLEAN = re.compile(r"(?:[\x21-\x26\x28-\x7e\xa1-\xff](?:[\n\x20-\x7e\xa1-\xff]*[\x21-\x7e\xa1-\xff])?)?")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\u200b]")
BLANKS = str.maketrans({"\t": " ", "\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u2028": "\n", "\u2029": "\n"})


def strip_guard(text: str) -> str:
    """Take off the apostrophe that `add_guard` put before a formula character."""
    return text[1:] if GUARDED.match(text) else text


def add_guard(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would take for a formula; `strip_guard` undoes it exactly."""
    return "'" + text if FORMULA_START.match(text) else text


def unify_lines(text: str) -> str:
    """Make every line end a LF: CRLF, CR alone, and CRCRLF of a twice-converted file."""
    if "\r" not in text:
        return text
    text = text.replace("\r\r\n", "\n") if "\r\r" in text else text
    return text.replace("\r\n", "\n").replace("\r", "\n")


def compose(text: str) -> str:
    """Make every letter one character (NFC)."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def clean_cell(text: str) -> str:
    """Return the text for use: NFC, LF, plain blanks, no control characters, nothing at the ends, no guard."""
    if CLEAN.fullmatch(text):
        return text
    return CONTROL.sub("", strip_guard(compose(unify_lines(text)).strip()).translate(BLANKS)).strip()
