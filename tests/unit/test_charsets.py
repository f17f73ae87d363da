"""Bytes to text, with right, wrong and missing charsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netpost.message.charsets import decode_text

WORDS = "Tilmelding til netværket: Jørgen Ågård på Ærø"
DASHED = "netværk – »Øen«"
CASES = {
    "as declared": (WORDS.encode("iso-8859-1"), "iso-8859-1", WORDS),
    "utf-8 as us-ascii": (WORDS.encode(), "us-ascii", WORDS),
    "utf-8 as iso-8859-1": (WORDS.encode(), "iso-8859-1", WORDS),
    "utf-8 without charset": (WORDS.encode(), None, WORDS),
    "windows-1252 without charset": (DASHED.encode("cp1252"), None, DASHED),
    "windows-1252 as iso-8859-1": (DASHED.encode("cp1252"), "iso-8859-1", DASHED),
    "windows-1252 as utf-8": (DASHED.encode("cp1252"), "utf-8", DASHED),
    "both in one text": ("på ".encode() + "Ærø".encode("cp1252"), "utf-8", "på Ærø"),
    "unknown charset": (WORDS.encode("cp1252"), "x-dansk", WORDS),
    "a codec that is no charset": (WORDS.encode(), "hex", WORDS),
    "a codec that is not safe": (b"\\xe6 p\xe5", "unicode_escape", "\\xe6 på"),
    "utf-8 mark": (b"\xef\xbb\xbf" + WORDS.encode(), "utf-8", WORDS),
    "utf-16 mark": (WORDS.encode("utf-16"), "utf-16", WORDS),
    "utf-16 without mark": (WORDS.encode("utf-16-le"), "utf-16le", WORDS),
    "utf-16 declared as utf-8": (WORDS.encode("utf-16-le"), "utf-8", WORDS),
    "utf-8 declared as utf-16": (WORDS.encode(), "utf-16", WORDS),
    "twice encoded": (WORDS.encode().decode("cp1252").encode(), "utf-8", WORDS),
    "NUL bytes": (b"Tilm\0elding", "utf-8", "Tilmelding"),
    "plain ASCII": (b"Tilmelding", None, "Tilmelding"),
    "utf-7": (b"p+AOU-", "utf-7", "på"),
    "iso-2022-jp": ("会議".encode("iso-2022-jp"), "iso-2022-jp", "会議"),
    "empty": (b"", "utf-8", ""),
}


@pytest.mark.parametrize(("data", "charset", "expected"), CASES.values(), ids=CASES.keys())
def test_decodes(data: bytes, charset: str | None, expected: str) -> None:
    assert decode_text(data, charset) == expected


@given(st.binary(), st.one_of(st.none(), st.text(max_size=20), st.sampled_from(["utf-16", "cp1252", "utf-7", "hz"])))
def test_any_bytes_become_text(data: bytes, charset: str | None) -> None:
    assert "\0" not in decode_text(data, charset)
