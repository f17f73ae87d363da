"""Bytes of members.csv → text, whichever program saved them; and letters that a wrong encoding has spoiled.

UTF-8 with or without BOM, UTF-16, Windows-1252, and both in one file (LibreOffice told that a UTF-8 file is
Windows-1252 passes the old text through and writes newly typed letters in Windows-1252: seen).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from netpost.errors import MembersFileError
from netpost.members.texts import clean_cell, compose, unify_lines

DANISH_LETTERS = frozenset("æøåÆØÅéÉüöäÜÖÄ")
BINARY_STARTS = (
    (b"PK\x03\x04", "Den er en projektmappe fra Excel eller LibreOffice (.xlsx eller .ods), ikke en CSV-fil."),
    (b"\xd0\xcf\x11\xe0", "Den er en projektmappe fra et ældre Excel (.xls), ikke en CSV-fil."),
    (b"%PDF", "Den er en PDF-fil, ikke en CSV-fil."),
    (b"{\\rtf", "Den er et tekstdokument (.rtf), ikke en CSV-fil."),
    (b"<", "Den er en webside eller XML, ikke en CSV-fil."),
)
MERGE_MARK = re.compile(r"^(?:<{7}|>{7}|={7}|\|{7})(?: |$)", re.MULTILINE)
SAVE_AS_CSV = "Åbn den, vælg Gem som og filtypen »CSV UTF-8«, og gem den igen som members.csv."
WHAT = "members.csv kan ikke bruges, som den ligger nu, og Netpost har ikke rørt den."


def decode_file(data: bytes) -> str:
    """Return the text of the file with LF line ends, in NFC, without BOM.

    Raises MembersFileError for what is no text at all: a workbook, a file of zeros, marks of a version conflict.
    """
    refuse_binary(data)
    is_plain_utf8 = is_latin(data)
    if is_plain_utf8 and data.count(b"\r") == data.count(b"\r\n"):
        data = data.translate(None, b"\r")  # as `unify_lines` does, in half the time
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    elif data[1:2] == b"\x00" and b"\x00" not in data[0::2][:1000]:
        text = data.decode("utf-16-le", "replace")
    elif data[:1] == b"\x00" and b"\x00" not in data[1::2][:1000]:
        text = data.decode("utf-16-be", "replace")
    else:
        text = decode_mixed(data.removeprefix(b"\xef\xbb\xbf"))  # left in, it makes each letter take two bytes
    if "\x00" in text:
        raise MembersFileError(WHAT, "Den indeholder nul-bytes og er nok blevet ødelagt under gemning.", RESTORE)
    text = unify_lines(text if is_plain_utf8 else compose(text))
    text = text.removeprefix("\ufeff").removeprefix("\ufeff").removeprefix("ï»¿").rstrip("\x1a")
    if any(sign in text and 7 * sign in text for sign in "<>") and MERGE_MARK.search(text):
        raise MembersFileError(
            WHAT, "Den indeholder mærker efter en versionskonflikt (<<<<<<<).", "Ret konflikten, og gem filen igen."
        )
    return text


RESTORE = "Hent den seneste gode udgave frem (Netpost gemmer dem alle), eller ret filen, og gem den igen."


#: Bytes of text that needs no cleaning: printable ASCII, line ends, and the characters of Latin-1 in UTF-8. No combining
#: accent can be written with them, but for NBSP, control characters and spoiled letters ODD_PAIRS must be asked.
PLAIN_BYTES = bytes([0x0A, 0x0D, *range(0x20, 0x7F), 0xC2, 0xC3, *range(0x80, 0xC0)])
ODD_PAIRS = (re.compile(rb"\xc2[\x80-\xa0]"), re.compile(rb"\xc3[\x82-\xb4]\xc2"), re.compile(rb"'[=+\-@]"))
#: A cell that needs no cleaning, on one line: ASCII and letters, an apostrophe that guards nothing, and the other signs of
#: Latin-1 where they cannot be the rest of a spoiled letter.
PLAIN_CELL = re.compile(
    r"[\x20-\x26\x28-\x7e\xc0-\xff]*(?:(?:'(?![=+\-@])|(?<![\xc2-\xf4])[\xa1-\xbf])[\x20-\x26\x28-\x7e\xc0-\xff]*)*"
)


def is_plain(data: bytes) -> bool:
    """Tell whether texts in UTF-8 need no cleaning; False where that takes a closer look."""
    return not data.translate(None, PLAIN_BYTES) and not any(pair.search(data) for pair in ODD_PAIRS)


def is_latin(data: bytes) -> bool:
    """Tell whether a file (its BOM apart) holds only characters of Latin-1 in UTF-8, and of control characters line ends."""
    others = data.translate(None, PLAIN_BYTES)
    return not others or (others == b"\xef" and data.startswith(b"\xef\xbb\xbf"))


def find_unclean(texts: Sequence[str]) -> set[str]:
    """Return the texts that are another for use; where all are plain and on one line, none is looked at by itself."""
    joined = "".join(texts)
    if "\n" not in joined and is_plain(joined.encode()):
        return set()
    return {text for text in set(texts) if not PLAIN_CELL.fullmatch(text) and use_cell(text) != text}


def use_cell(text: str) -> str:
    """Return the text of a cell for use, letters that a wrong encoding spoiled put right."""
    return repair_mojibake(clean_cell(text)) if text else text


def refuse_binary(data: bytes) -> None:
    """Raise MembersFileError where the first bytes are those of another kind of file."""
    for start, why in BINARY_STARTS:
        if data.startswith(start) and not data.startswith(b"<<<<"):
            raise MembersFileError(WHAT, why, SAVE_AS_CSV)


def is_utf8(data: bytes) -> bool:
    """Tell whether all bytes are UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def decode_mixed(data: bytes) -> str:
    """Decode UTF-8, and byte by byte in an older encoding what is no UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "surrogateescape")
    stray = bytes(ord(letter) - 0xDC00 for letter in text if "\udc80" <= letter <= "\udcff")
    encoding = guess_encoding(stray)
    table = {0xDC00 + byte: decode_byte(byte, encoding) for byte in range(0x80, 0x100)}
    return text.translate(table)


def guess_encoding(stray: bytes) -> str:
    """Choose among what Danish programs save: Windows-1252, "CSV (Macintosh)", "CSV (MS-DOS)"."""

    def count_letters(encoding: str) -> int:
        return sum(letter in DANISH_LETTERS for letter in stray.decode(encoding, "replace"))

    return max(("cp1252", "mac_roman", "cp850"), key=count_letters)


def decode_byte(byte: int, encoding: str) -> str:
    """Decode one byte; the five that Windows-1252 lacks become the control character of that number."""
    try:
        return bytes([byte]).decode(encoding)
    except UnicodeDecodeError:
        return chr(byte)


HIGH_LETTERS = {decode_byte(byte, "cp1252"): byte for byte in range(0x80, 0x100)}
LEADING = "".join(letter for letter, byte in HIGH_LETTERS.items() if 0xC2 <= byte <= 0xF4)
TRAILING = re.escape("".join(letter for letter, byte in HIGH_LETTERS.items() if byte <= 0xBF))
MOJIBAKE = re.compile(f"[{LEADING}][{TRAILING}]{{1,3}}")


def repair_mojibake(text: str) -> str:
    """Turn `SÃ¸ren` (UTF-8 read as Windows-1252, once or more often) back into `Søren`; other text is unchanged."""
    for _ in range(0 if text.isascii() else 3):
        repaired = MOJIBAKE.sub(repair_sequence, text)
        if repaired == text:
            break
        text = repaired
    return text


def repair_sequence(match: re.Match[str]) -> str:
    """Return the letter that a run of spoiled characters stands for, or the run where it stands for none."""
    data = bytes(HIGH_LETTERS[letter] for letter in match[0])
    for end in range(len(data), 1, -1):
        try:
            return data[:end].decode("utf-8") + match[0][end:]
        except UnicodeDecodeError:
            continue
    return match[0]


def has_lost_letters(text: str) -> bool:
    """Tell whether letters were replaced by the sign for an unreadable one."""
    return "\ufffd" in text


def is_word_broken(text: str) -> bool:
    """Tell whether a word holds an unreadable letter, or a question mark where a letter should be."""
    return re.search(r"\ufffd|\w\?\w", text) is not None


#: what a program puts in the place of a letter, and how often: once for each byte that it had
UNREADABLE, MOST_SIGNS = "\ufffd?", 4


def is_letters_lost(original: str, found: str) -> bool:
    """Tell whether `found` is `original` with letters outside ASCII made unreadable (U+FFFD) or question marks."""
    if original.isascii() or not re.search("[\ufffd?_]", found):
        return False
    # all places at once: a pattern that tries them one after another takes for ever on a long word of unreadable letters
    ends = {0}
    for letter in original:
        ends = {end + length for end in ends for length in find_lengths(letter, found, end)}
        if not ends:
            return False
    return len(found) in ends


def find_lengths(letter: str, found: str, start: int) -> Iterator[int]:
    """Yield how many characters of `found` may stand for a letter there."""
    sign = found[start : start + 1]
    if sign and sign in (letter if letter.isascii() else f"{letter}_"):
        yield 1
    if sign and sign in UNREADABLE and not letter.isascii():
        run = found[start : start + MOST_SIGNS]
        yield from range(1, len(run) - len(run.lstrip(sign)) + 1)


def restore_lost_letters(text: str, vocabulary: Iterable[str]) -> str:
    """Put back the unreadable letters of each word from the one word of `vocabulary` that fits it; else leave it."""
    words = set(vocabulary)

    def restore(match: re.Match[str]) -> str:
        fitting = {word for word in words if is_letters_lost(word, match[0])}
        return fitting.pop() if len(fitting) == 1 else match[0]

    return re.sub("[\\w\ufffd?-]*(?:\ufffd|\\w\\?\\w)[\\w\ufffd?-]*", restore, text)
