"""Bytes and a declared charset → text, also where the declaration is missing or wrong.

Seen in Danish mail: utf-8 declared as us-ascii or iso-8859-1, windows-1252 declared as iso-8859-1 or not at all, utf-16
without a byte order mark, and text that was turned into utf-8 twice. A character that cannot be read is U+FFFD; the
caller says so.
"""

from __future__ import annotations

import codecs
import re

UNSAFE_CODECS = frozenset({"unicode_escape", "raw_unicode_escape", "undefined", "idna", "punycode", "mbcs", "oem"})
LATIN = frozenset({"iso8859-1", "cp1252", "ascii"})
TWICE_ENCODED = re.compile(
    r"[\u00c2-\u00c5\u00e2][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)


def decode_text(data: bytes, charset: str | None) -> str:
    """Decode bytes as declared, or as they most likely are. NUL is taken out; never raises."""
    if data.isascii() and b"\0" not in data and not _needs_codec(charset):
        return data.decode("ascii")
    text = _decode(data, charset).replace("\0", "")
    return _undo_second_encoding(text.removeprefix("\ufeff"))


def _needs_codec(charset: str | None) -> bool:
    """Tell whether plain ASCII bytes may stand for something else (utf-7, iso-2022-jp, hz)."""
    return bool(charset) and re.match(r"(?i)utf-?7|iso-2022|hz|utf-?16|utf-?32", str(charset)) is not None


def _decode(data: bytes, charset: str | None) -> str:
    for mark, name in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return data.decode(name, "replace")
    name = _find_codec(charset)
    if name.startswith(("utf-16", "utf-32")) and data.count(b"\0") * 4 < len(data):
        name = ""
    if not name.startswith(("utf-16", "utf-32")) and data.count(b"\0") * 3 > len(data):
        name = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
    if name in LATIN or not name or name == "utf-8":
        return _decode_utf8_or_latin(data, name)
    try:
        return data.decode(name)
    except (UnicodeError, ValueError):
        return _decode_utf8_or_latin(data, "") if name.startswith("utf") else data.decode(name, "replace")


def _find_codec(charset: str | None) -> str:
    """Return Python's name of the codec, "" where there is none that may be used."""
    try:
        codec = codecs.lookup((charset or "").strip(" '\"").split("*")[0])
        "".encode(codec.name)
    except (LookupError, ValueError, UnicodeError):
        return ""
    return "" if codec.name.replace("-", "_") in UNSAFE_CODECS else codec.name


def _decode_utf8_or_latin(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        if name == "utf-8" or (not name and re.search(rb"[\xc3][\x80-\xbf]", data)):
            return data.decode("utf-8", "netpost-latin")
    return _decode_latin(data)


def _decode_latin(data: bytes) -> str:
    """Decode windows-1252, its five empty places as iso-8859-1."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(bytes([byte]).decode("cp1252", "replace") for byte in data)


def _replace_by_latin(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return _decode_latin(error.object[error.start : error.end]), error.end


def _undo_second_encoding(text: str) -> str:
    """Turn "pÃ¥" into "på" where the whole text allows it."""
    if not TWICE_ENCODED.search(text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


codecs.register_error("netpost-latin", _replace_by_latin)
