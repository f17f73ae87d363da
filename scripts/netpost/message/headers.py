"""Header bytes → names and values: unfolding, encoded words, raw 8-bit text, dates and message ids.

Sources: RFC 5322 (fields, folding), RFC 2047 (encoded words), RFC 6532 (utf-8 in headers). The standard library's header
registry is not used: it is most of the cost of reading a mail, and it raises on some hostile fields.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from netpost.message.charsets import decode_text

Fields = tuple[tuple[str, str], ...]

MAX_HEADER_BYTES = 512_000
FIELD_PATTERN = re.compile(rb"([!-9;-~]{1,200})[ \t]*:(.*)", re.DOTALL)
ENDS_OF_HEADERS = (b"\n\r\n", b"\n\n", b"\r\r")
ENCODED_WORD = re.compile(r"=\?([^?\s]{1,60})\?([BbQq])\?([^?]{0,2000}|.{0,2000}?)\?=")
ID_PATTERN = re.compile(r"<[^<>\s]{1,900}>")
CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")
INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")  # they can turn a name around
ESCAPED_BYTE = re.compile(rb"=([0-9A-Fa-f]{2})")


def split_fields(raw: bytes) -> tuple[Fields, bytes]:
    """Split a mail or a part into its fields and its body.

    Names are lower case; values are unfolded and trimmed but not decoded: a byte above 127 is a surrogate (as Python's
    "surrogateescape" has it). A first line that is no field begins the body, as the standard library does it.
    """
    if raw[:1] in {b"\r", b"\n"}:
        return (), raw.lstrip(b"\r\n")
    ends = [(place, mark) for mark in ENDS_OF_HEADERS if (place := raw.find(mark, 0, MAX_HEADER_BYTES)) >= 0]
    place, mark = min(ends, default=(MAX_HEADER_BYTES, b""))
    head, body = raw[:place], raw[place + len(mark) :]
    lines = head.splitlines()
    fields: list[tuple[str, list[bytes]]] = []
    for place, line in enumerate(lines):
        match = FIELD_PATTERN.match(line)
        if line[:1] in {b" ", b"\t"} and fields:
            fields[-1][1].append(line)
        elif match:
            fields.append((match[1].decode("ascii").lower(), [match[2]]))
        elif not (place == 0 and line.startswith((b"From ", b">From "))):
            return _join_lines(fields), b"\r\n".join([*lines[place:], b"", body])
    return _join_lines(fields), body


def _join_lines(fields: Iterable[tuple[str, list[bytes]]]) -> Fields:
    return tuple((name, b"".join(lines).strip().decode("ascii", "surrogateescape")) for name, lines in fields)


def decode_field(value: str) -> str:
    """Decode encoded words and raw 8-bit text of one field's value. What cannot be decoded is kept as it stands."""
    text = decode_raw(value)
    if "=?" in text:
        text = _decode_words(text)
    return text.strip() if text.isprintable() else _make_printable(text)


def _make_printable(text: str) -> str:
    """Leave out what has no width; a blank for controls and for any other blank, such as U+3000 or a line separator."""
    shown = INVISIBLE.sub("", CONTROLS.sub(" ", text))
    return "".join(letter if letter.isprintable() else " " for letter in shown).strip()


def decode_raw(value: str) -> str:
    """Turn the bytes above 127 that a field holds raw (against RFC 5322) into text."""
    if value.isascii():
        return value
    return decode_text(value.encode("utf-8", "surrogateescape"), None)


def _decode_words(text: str) -> str:
    """Decode encoded words. Words side by side are joined first: some programs split them inside a character."""
    result: list[str] = []
    run: list[re.Match[str]] = []
    position = 0
    for word in ENCODED_WORD.finditer(text):
        between = text[position : word.start()]
        if run and between.strip():
            result.append(_decode_run(run))
            run = []
        if not run:
            result.append(between)
        run.append(word)
        position = word.end()
    return "".join([*result, _decode_run(run), text[position:]])


def _decode_run(run: list[re.Match[str]]) -> str:
    result = ""
    while run:
        charset = run[0][1].partition("*")[0]
        same = 1
        while same < len(run) and run[same][1].partition("*")[0].casefold() == charset.casefold():
            same += 1
        result += _decode_same_charset(run[:same], charset)
        run = run[same:]
    return result


def _decode_same_charset(words: list[re.Match[str]], charset: str) -> str:
    data = b""
    pending = ""  # base64 that was cut outside a group of four goes on in the next word
    try:
        for word in words:
            if word[2] in "Bb":
                pending += word[3].strip()
            if word[2] in "Qq" or len(pending) % 4 == 0 or "=" in pending:
                data += _decode_base64(pending)
                pending = ""
            if word[2] in "Qq":
                data += _decode_q(word[3])
        return decode_text(data + _decode_base64(pending), charset)
    except ValueError:
        return " ".join(word[0] for word in words)


def _decode_q(text: str) -> bytes:
    data = text.replace("_", " ").encode("utf-8")
    return ESCAPED_BYTE.sub(lambda match: bytes([int(match[1], 16)]), data)


def _decode_base64(text: str) -> bytes:
    clean = text.rstrip("=")
    clean = clean[:-1] if len(clean) % 4 == 1 and len(clean) > 1 else clean
    return binascii.a2b_base64(clean + "=" * (-len(clean) % 4), strict_mode=True) if clean else b""


def read_date(value: str | None) -> datetime | None:
    """Read a Date field: aware datetime as the sender wrote it (no zone means UTC), None for nonsense."""
    if value is None:
        return None
    try:
        date = parsedate_to_datetime(value[:200])
        date = date if date.tzinfo else date.replace(tzinfo=UTC)
        return date if 1990 <= date.astimezone(UTC).year <= 2100 else None
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None


def read_ids(value: str | None) -> tuple[str, ...]:
    """Return the message ids of a field, each with its angle brackets, in order and once."""
    return tuple(dict.fromkeys(ID_PATTERN.findall(value or "")))
