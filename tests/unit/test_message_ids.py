"""message_ids.py: which mail a raw header names."""

from __future__ import annotations

import pytest

from netpost.message_ids import find_searchable_piece, names_message_id


@pytest.mark.parametrize(
    ("message_id", "piece"),
    [
        ("<1@x.example>", "<1@x.example>"),
        ('<"a b"@x.example>', "@x.example>"),
        ("<søren-1@x.example>", "ren-1@x.example>"),
        ("<a\\b\r\n1@x.example>", "1@x.example>"),
        ("æøå", ""),
        ("", ""),
    ],
)
def test_searchable_piece(message_id: str, piece: str) -> None:
    assert find_searchable_piece(message_id) == piece


@pytest.mark.parametrize(
    ("headers", "is_named"),
    [
        pytest.param(b"References: <1@x.example>\n", True, id="alone"),
        pytest.param(b"REFERENCES :\r\n\t<0@x.example>\r\n <1@x.example>\r\n", True, id="folded"),
        pytest.param(b"References: <1\r\n @x.example>\r\n", True, id="folded inside"),
        pytest.param(b"References: <0@x.example><1@x.example>\r\n", True, id="no blank between"),
        pytest.param(b"References: <1@x.example\r\n", False, id="no closing bracket"),
        pytest.param(b"References: <1@X.example>\r\n", False, id="other case is another id"),
        pytest.param(b"References: <11@x.example>\r\n", False, id="longer"),
        pytest.param(b"X-References: <1@x.example>\r\n", False, id="other header"),
        pytest.param(b"Subject: x\r\n References: <1@x.example>\r\n", False, id="inside another header"),
        pytest.param(b"", False, id="nothing"),
    ],
)
def test_names_message_id(headers: bytes, is_named: bool) -> None:
    assert names_message_id(headers, "<1@x.example>", b"in-reply-to", b"references") is is_named


def test_an_id_without_brackets_is_compared_whole() -> None:
    assert names_message_id(b"Message-ID: 1@x.example \r\n", "1@x.example", b"message-id")
    assert not names_message_id(b"Message-ID: <1@x.example>\r\n", "1@x.example", b"message-id")


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_letters_outside_ascii_come_in_any_encoding(encoding: str) -> None:
    headers = "Message-ID: <sø1@x.example>\r\n".encode(encoding)
    assert names_message_id(headers, "<sø1@x.example>", b"message-id")
    assert not names_message_id(headers, "<s1@x.example>", b"message-id")
