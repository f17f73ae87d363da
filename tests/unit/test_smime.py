"""What is signed and what is encrypted in S/MIME parts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from netpost.message.smime import read_signed_content

DATA = bytes.fromhex("06092a864886f70d010701")
SIGNED = bytes.fromhex("06092a864886f70d010702")
ENVELOPED = bytes.fromhex("06092a864886f70d010703")
CONTENT = b"Content-Type: text/plain\r\n\r\nJeg vil gerne tilmeldes " + b"x" * 200


def value(tag: int, *contents: bytes) -> bytes:
    """Make a BER value of definite length."""
    body = b"".join(contents)
    return bytes([tag, 0x82]) + len(body).to_bytes(2, "big") + body


def open_value(tag: int, *contents: bytes) -> bytes:
    """Make a BER value of indefinite length."""
    return bytes([tag, 0x80]) + b"".join(contents) + b"\0\0"


def sign(content: bytes, kind: bytes = SIGNED) -> bytes:
    encapsulated = value(0x30, DATA, value(0xA0, content))
    return value(0x30, kind, value(0xA0, value(0x30, value(0x02, b"\1"), value(0x31), encapsulated)))


def test_reads_signed_content() -> None:
    assert read_signed_content(sign(value(0x04, CONTENT))) == CONTENT


def test_reads_content_of_open_length_in_pieces() -> None:
    pieces = open_value(0x24, value(0x04, CONTENT[:50]), value(0x04, CONTENT[50:]))
    encapsulated = open_value(0x30, DATA, open_value(0xA0, pieces))
    signed = open_value(0x30, value(0x02, b"\1"), value(0x31), encapsulated)
    assert read_signed_content(open_value(0x30, SIGNED, open_value(0xA0, signed))) == CONTENT


def test_reads_nothing_encrypted() -> None:
    assert read_signed_content(sign(value(0x04, CONTENT), ENVELOPED)) is None


def test_reads_nothing_that_is_cut_off() -> None:
    whole = sign(value(0x04, CONTENT))
    assert [read_signed_content(whole[:length]) for length in range(len(whole))] == [None] * len(whole)


@given(st.binary(max_size=200))
def test_any_bytes_are_read(data: bytes) -> None:
    found = read_signed_content(b"\x30\x80" + SIGNED + data)
    assert found is None or found in data
