"""Bytes → the tree of MIME parts, each with its fields, type, file name and still encoded body.

Sources: RFC 2045 and 2046. Cut by hand on bytes and to a fixed depth: the standard library's parser feeds every line
through every open part, which a mail of a thousand nested parts turns against it. Parameters are read with the standard
library (RFC 2231).
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from netpost.message.charsets import decode_text
from netpost.message.headers import Fields, decode_field, split_fields

MAX_DEPTH = 25
MAX_PARTS = 400

TYPE_PATTERN = re.compile(r"\s*([\w.+-]{1,80}/[\w.+-]{1,80})")
GUESSED_BOUNDARY = re.compile(rb"^--([^\r\n]{1,200}?)[ \t]*\r?\nContent-", re.MULTILINE | re.IGNORECASE)
BOUNDARY_END = re.compile(rb"(--)?[ \t]*\r?(?:\n|\Z)")
BASE64_LINE = re.compile(rb"[A-Za-z0-9+/]*={0,2}[ \t]*")


@dataclass(frozen=True)
class Part:
    """One MIME part. content_type: lower case, text/plain where missing. body: its bytes, transfer encoding still on.

    disposition: "inline", "attachment" or "". filename: decoded, None where there is none. charset: as declared.
    """

    fields: Fields
    content_type: str
    disposition: str
    filename: str | None
    charset: str | None
    body: bytes
    children: tuple[Part, ...] = ()

    def field(self, name: str) -> str:
        """Return the first field of that name as it stands, "" where it is missing."""
        return next((value for key, value in self.fields if key == name), "")

    def parameter(self, name: str) -> str:
        """Return a parameter of Content-Type, "" where it is missing."""
        return read_parameter("content-type", self.field("content-type"), name)

    def data(self) -> bytes:
        """Return the body with its transfer encoding undone."""
        return decode_transfer(self.body, self.field("content-transfer-encoding"))

    def text(self) -> str:
        """Return the body as text; lines end in a line feed alone."""
        return decode_text(self.data(), self.charset).replace("\r\n", "\n").replace("\r", "\n")


class _Counter:
    """How many parts have been read, and what could not be."""

    def __init__(self) -> None:
        self.parts = 0
        self.defects: list[str] = []


def parse_mime(raw: bytes) -> tuple[Part, tuple[str, ...]]:
    """Cut a mail into parts. Returns the whole as one part, and what was wrong with it, in Danish. Never raises."""
    counter = _Counter()
    if b"\n" not in raw[:100_000]:
        raw = raw.replace(b"\r", b"\n")
    root = _parse_part(raw, 0, counter, "text/plain")
    return root, tuple(dict.fromkeys(counter.defects))


def _parse_part(raw: bytes, depth: int, counter: _Counter, default_type: str) -> Part:
    counter.parts += 1
    fields, body = split_fields(raw)
    part = _make_part(fields, body, default_type)
    if not part.content_type.startswith("multipart/"):
        return part
    if depth >= MAX_DEPTH or counter.parts >= MAX_PARTS:
        counter.defects.append("Mailen består af så mange dele inden i hinanden, at ikke alle er læst.")
        return _make_part(fields, body, default_type, "application/octet-stream")
    chunks = _split_body(part, counter)
    if not chunks:
        return _make_part(fields, body, default_type, "text/plain")
    default = "message/rfc822" if part.content_type == "multipart/digest" else "text/plain"
    children = tuple(_parse_part(chunk, depth + 1, counter, default) for chunk in chunks[:MAX_PARTS])
    return _make_part(fields, b"", default_type, children=children)


def _make_part(
    fields: Fields, body: bytes, default_type: str, content_type: str = "", children: tuple[Part, ...] = ()
) -> Part:
    known = dict(reversed(fields))
    type_field = known.get("content-type", "")
    match = TYPE_PATTERN.match(type_field)
    disposition_field = known.get("content-disposition", "")
    filename = read_parameter("content-disposition", disposition_field, "filename")
    filename = filename or read_parameter("content-type", type_field, "name")
    return Part(
        fields=fields,
        content_type=content_type or (match[1].lower() if match else default_type),
        disposition=disposition_field.partition(";")[0].strip().lower(),
        filename=decode_field(filename)[:200] or None,
        charset=read_parameter("content-type", type_field, "charset") or None,
        body=body,
        children=children,
    )


def read_parameter(field: str, value: str, name: str) -> str:
    """Return a parameter of a MIME field (RFC 2231 put together), "" where it is missing or beyond reading."""
    if name not in value.lower() or len(value) > 20_000:
        return ""
    message = Message()
    message[field] = value.encode("ascii", "surrogateescape").decode("latin-1")
    try:
        found = message.get_param(name, "", field)
        if isinstance(found, tuple):
            return decode_text(found[2].encode("latin-1"), found[0])
        return str(found).encode("latin-1").decode("ascii", "surrogateescape").strip()
    except (ValueError, LookupError, TypeError):
        return ""


def _split_body(part: Part, counter: _Counter) -> list[bytes]:
    """Cut a multipart body at its boundary lines; [] where there is none to cut at."""
    boundary = part.parameter("boundary").encode("utf-8", "surrogateescape").rstrip()
    if not boundary or b"--" + boundary not in part.body:
        guess = GUESSED_BOUNDARY.search(part.body)
        if part.body.strip():
            counter.defects.append("Mailens dele er ikke adskilt, som de skal være; noget kan være læst forkert.")
        boundary = guess[1] if guess else b""
    if not boundary:
        return []
    chunks: list[bytes] = []
    start = -1
    for line_start, line_end, is_last in _find_boundaries(part.body, b"--" + boundary):
        if start >= 0:
            chunks.append(part.body[start:line_start].removesuffix(b"\n").removesuffix(b"\r"))
        start = -1 if is_last else line_end
        if is_last:
            break
    if start >= 0:
        chunks.append(part.body[start:])
    return chunks


def _find_boundaries(body: bytes, mark: bytes) -> Iterator[tuple[int, int, bool]]:
    """Yield where each boundary line begins and ends, and whether it is the last one's form."""
    place = body.find(mark)
    while place >= 0:
        line = BOUNDARY_END.match(body, place + len(mark))
        if line and (place == 0 or body[place - 1 : place] == b"\n"):
            yield place, line.end(), line[1] is not None
        place = body.find(mark, place + 1)


def decode_transfer(body: bytes, encoding: str) -> bytes:
    """Undo a Content-Transfer-Encoding. Damaged input gives what can be had; never raises."""
    name = encoding.strip().lower()
    if name == "quoted-printable":
        return binascii.a2b_qp(body)
    if name == "base64":
        return _decode_base64(body)
    if name in {"x-uuencode", "uuencode", "uue", "x-uue"}:
        return decode_uu(body)
    return body


def _decode_base64(body: bytes) -> bytes:
    """Decode line by line as far as it is base64: lists and gateways add plain lines below. What is none stays."""
    clean = body.translate(None, b"\r\n\t ")
    if not re.fullmatch(rb"[A-Za-z0-9+/]*={0,2}", clean):
        lines = body.splitlines()
        good = next((place for place, line in enumerate(lines) if not BASE64_LINE.fullmatch(line)), len(lines))
        rest = b"\n".join(lines[good:])
        clean = b"".join(lines[:good]).translate(None, b"\t ")
        if not clean:
            return body
        return _decode_groups(clean) + b"\n" + rest if b" " in rest else _decode_groups(body)
    return _decode_groups(clean)


def _decode_groups(body: bytes) -> bytes:
    """Decode base64 in which padding may stand in the middle, as where two encoded texts were put together."""
    groups = re.findall(rb"[A-Za-z0-9+/]+", re.sub(rb"[^A-Za-z0-9+/=]", b"", body))
    whole = (group[:-1] if len(group) % 4 == 1 else group for group in groups)
    return b"".join(binascii.a2b_base64(group + b"=" * (-len(group) % 4)) for group in whole)


def decode_uu(body: bytes) -> bytes:
    """Decode the lines between "begin" and "end" of uuencoded data; lines that are damaged are left out."""
    result = []
    for line in body.splitlines():
        if line[:6] == b"begin " or not line.strip():
            continue
        if line.strip() == b"end":
            break
        try:
            result.append(binascii.a2b_uu(line))
        except binascii.Error:
            continue
    return b"".join(result)
