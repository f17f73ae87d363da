"""Cutting mails into parts, also damaged ones."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netpost.message.mime import MAX_DEPTH, Part, decode_transfer, parse_mime, read_parameter

TWO_PARTS = b"--b\r\nContent-Type: text/plain\r\n\r\nHej\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Hej</p>\r\n"
NOT_APART = "Mailens dele er ikke adskilt, som de skal være; noget kan være læst forkert."
TOO_NESTED = "Mailen består af så mange dele inden i hinanden, at ikke alle er læst."


def multipart(body: bytes, boundary: bytes = b"b") -> bytes:
    return b"Content-Type: multipart/mixed; boundary=" + boundary + b"\r\n\r\n" + body


def list_types(part: Part) -> list[str]:
    return [part.content_type, *(name for child in part.children for name in list_types(child))]


BOUNDARIES = {
    "whole": multipart(TWO_PARTS + b"--b--\r\n"),
    "no end": multipart(TWO_PARTS),
    "words before and after": multipart(b"En MIME-mail\r\n" + TWO_PARTS + b"--b--\r\nSlut\r\n"),
    "quoted boundary": multipart(TWO_PARTS + b"--b--\r\n", b'"b"'),
    "blanks after the boundary": multipart(TWO_PARTS.replace(b"--b\r", b"--b  \r")),
    "LF alone": multipart(TWO_PARTS).replace(b"\r\n", b"\n"),
    "CR alone": multipart(TWO_PARTS).replace(b"\r\n", b"\r"),
}
TRANSFERS = {
    "quoted-printable": (b"Netv=C3=A6rk =\r\nnu", "Quoted-Printable", "Netværk nu"),
    "broken quoted-printable": (b"100 =ZZ =", "quoted-printable", "100 =ZZ "),
    "base64": (base64.encodebytes("Netværk".encode()), "base64", "Netværk"),
    "base64 without its padding": (b"TmV0dsOmcms", "base64", "Netværk"),
    "base64 put together of two": (b"TmV0\r\ndsOmcms=\r\nMg==\r\n", "base64", "Netværk2"),
    "base64 with a list's footer": (
        b"TmV0dsOmcms=\r\n____\r\nEn liste om ting",
        "base64",
        "Netværk\n____\nEn liste om ting",
    ),
    "base64 that is none": (b"Hej, jeg vil gerne med", "base64", "Hej, jeg vil gerne med"),
    "uuencode": (b"begin 644 a.txt\r\n#0V%T\r\n`\r\nend\r\n", "x-uuencode", "Cat"),
    "none": ("Netværk".encode(), "8bit", "Netværk"),
    "unknown": (b"Hej", "x-dansk", "Hej"),
}
PARAMETERS = {
    "plain": ("text/plain; charset=utf-8", "charset", "utf-8"),
    "quoted": ('text/plain; name="a;b.pdf"', "name", "a;b.pdf"),
    "missing": ("text/plain", "charset", ""),
    "RFC 2231": ("text/plain; name*=iso-8859-1''tilm%E6.pdf", "name", "tilmæ.pdf"),
    "RFC 2231 in pieces": ("text/plain; name*0*=utf-8''til; name*1=melding.pdf", "name", "tilmelding.pdf"),
    "absurd piece": (f"text/plain; name*{'9' * 5000}=x", "name", ""),
    "raw utf-8": ("text/plain; name=tilm\udcc3\udca6.pdf", "name", "tilm\udcc3\udca6.pdf"),
}


@pytest.mark.parametrize("raw", BOUNDARIES.values(), ids=BOUNDARIES.keys())
def test_cuts_at_the_boundary(raw: bytes) -> None:
    root, defects = parse_mime(raw)
    assert [(part.content_type, part.text()) for part in root.children] == [
        ("text/plain", "Hej"),
        ("text/html", root.children[1].text()),
    ]
    assert root.children[1].text().strip() == "<p>Hej</p>"
    assert defects == ()


def test_guesses_a_boundary_that_is_wrong() -> None:
    root, defects = parse_mime(multipart(TWO_PARTS, b"other"))
    assert [part.content_type for part in root.children] == ["text/plain", "text/html"]
    assert defects == (NOT_APART,)


def test_reads_a_multipart_without_parts_as_text() -> None:
    root, defects = parse_mime(multipart(b"Jeg vil gerne med"))
    assert (root.content_type, root.text()) == ("text/plain", "Jeg vil gerne med")
    assert defects == (NOT_APART,)


def test_inner_boundary_that_begins_like_the_outer() -> None:
    inner = multipart(TWO_PARTS.replace(b"--b\r", b"--b1\r") + b"--b1--\r\n", b"b1")
    root, _ = parse_mime(multipart(b"--b\r\n" + inner + b"\r\n--b--\r\n"))
    assert list_types(root) == ["multipart/mixed", "multipart/mixed", "text/plain", "text/html"]


def test_stops_at_a_depth() -> None:
    raw = b"".join(multipart(b"--%d\r\n" % depth, b"%d" % depth) for depth in range(1000))
    root, defects = parse_mime(raw)
    assert len(list_types(root)) == MAX_DEPTH + 1
    assert defects == (TOO_NESTED,)


@pytest.mark.parametrize(("body", "encoding", "expected"), TRANSFERS.values(), ids=TRANSFERS.keys())
def test_undoes_the_transfer_encoding(body: bytes, encoding: str, expected: str) -> None:
    assert decode_transfer(body, encoding).decode() == expected


@pytest.mark.parametrize(("value", "name", "expected"), PARAMETERS.values(), ids=PARAMETERS.keys())
def test_reads_a_parameter(value: str, name: str, expected: str) -> None:
    assert read_parameter("content-type", value, name) == expected


def test_file_names_are_decoded() -> None:
    raw = b'Content-Type: image/png; name="=?utf-8?Q?=C3=A6.png?="\r\n\r\n'
    assert parse_mime(raw)[0].filename == "æ.png"
    raw = "Content-Disposition: attachment; filename=tilmælding.pdf\r\n\r\n".encode()
    assert parse_mime(raw)[0].filename == "tilmælding.pdf"


@given(st.binary(max_size=300), st.sampled_from(["base64", "quoted-printable", "x-uuencode"]))
def test_any_bytes_are_decoded(body: bytes, encoding: str) -> None:
    decode_transfer(body, encoding)
