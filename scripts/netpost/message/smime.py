"""An S/MIME part (application/pkcs7-mime) → the MIME bytes inside, where it is signed and not encrypted.

Source: RFC 5652 sections 3 and 5 (ContentInfo, SignedData), X.690 (BER, with definite and indefinite lengths). The signature
is not verified: who sent a mail is judged by the server's own check of the sender.
"""

from __future__ import annotations

from collections.abc import Iterator

SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
OCTET_STRING = 0x04
OBJECT_ID = 0x06
MAX_DEPTH = 20


def read_signed_content(data: bytes) -> bytes | None:
    """Return the signed content; None where the part is encrypted, holds no content or cannot be read. Never raises."""
    try:
        content_info = next(_read_values(data))[1]
        kind, explicit = list(_read_values(content_info))[:2]
        if kind != (OBJECT_ID, SIGNED_DATA):
            return None
        signed_data = next(_read_values(explicit[1]))[1]
        encapsulated = list(_read_values(signed_data))[2][1]
        content = list(_read_values(encapsulated))[1][1]
        return b"".join(_read_octets(content, 0)) or None
    except (StopIteration, IndexError, ValueError):
        return None


def _read_octets(data: bytes, depth: int) -> Iterator[bytes]:
    """Yield the pieces of an octet string, which BER allows to be cut up."""
    for tag, value in _read_values(data):
        if tag == OCTET_STRING:
            yield value
        elif tag == OCTET_STRING | 0x20 and depth < MAX_DEPTH:
            yield from _read_octets(value, depth + 1)


def _read_values(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield tag and content of each value in a row."""
    place = 0
    while place < len(data) and data[place : place + 2] != b"\0\0":
        tag, start, end, following = _read_value(data, place, 0)
        yield tag, data[start:end]
        place = following


def _read_value(data: bytes, place: int, depth: int) -> tuple[int, int, int, int]:
    """Return tag, start and end of the content, and where the next value begins. Raises IndexError, ValueError."""
    tag, length = data[place], data[place + 1]
    start = place + 2
    if length == 0x80:
        if depth > MAX_DEPTH:
            raise ValueError("nested too deep")
        end = start
        while data[end : end + 2] != b"\0\0":
            end = _read_value(data, end, depth + 1)[3]
        return tag, start, end, end + 2
    if length > 0x80:
        count = length & 0x7F
        length = int.from_bytes(data[start : start + count], "big")
        start += count
    if start + length > len(data):
        raise IndexError("cut off")
    return tag, start, start + length, start + length
