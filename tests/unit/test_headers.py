"""Header fields: unfolding, encoded words, dates, ids."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from netpost.message.headers import decode_field, read_date, read_ids, split_fields

SUMMER = timezone(timedelta(hours=2))
WORDS = {
    "plain": ("Tilmelding", "Tilmelding"),
    "Q": ("=?utf-8?Q?Netv=C3=A6rk_2017?=", "Netværk 2017"),
    "B": ("=?utf-8?B?TmV0dsOmcms=?=", "Netværk"),
    "side by side": ("=?utf-8?Q?Net?= =?utf-8?Q?v=C3=A6rk?=", "Netværk"),
    "without a blank between": ("=?utf-8?Q?Net?==?utf-8?Q?v=C3=A6rk?=", "Netværk"),
    "split inside a character, Q": ("=?utf-8?Q?Netv=C3?= =?utf-8?Q?=A6rk?=", "Netværk"),
    "split inside a character, B": ("=?utf-8?B?TmV0dsM=?= =?utf-8?B?pnJr?=", "Netværk"),
    "split inside base64": ("=?utf-8?B?TmV0d?= =?utf-8?B?sOmcms=?=", "Netværk"),
    "two charsets": ("=?iso-8859-1?Q?=E6?= og =?utf-8?Q?=C3=B8?=", "æ og ø"),
    "with language": ("=?utf-8*da?Q?=C3=A6?=", "æ"),
    "blank inside": ("=?utf-8?Q?a b?=", "a b"),
    "wrong charset": ("=?us-ascii?Q?=C3=A6?=", "æ"),
    "base64 with a sign too many": ("=?utf-8?B?TmV0d?=", "Net"),
    "not base64": ("=?utf-8?B?!!!?=", "=?utf-8?B?!!!?="),
    "not ASCII in base64": ("=?utf-8?B?æ?=", "=?utf-8?B?æ?="),
    "cut off": ("=?utf-8?Q?Netv", "=?utf-8?Q?Netv"),
    "raw utf-8": ("Netv\udcc3\udca6rk", "Netværk"),
    "raw windows-1252": ("Netv\udce6rk", "Netværk"),
    "line breaks": ("=?utf-8?Q?a=0D=0ABcc=3A_b=40c=2Eexample?=", "a Bcc: b@c.example"),
    "invisible signs": ("Til\u200bmelding\u202e", "Tilmelding"),
}
DATES = {
    "usual": ("Tue, 27 Jun 2017 14:03:25 +0200", datetime(2017, 6, 27, 14, 3, 25, tzinfo=SUMMER)),
    "comment": ("Tue, 27 Jun 2017 14:03:25 +0200 (CEST)", datetime(2017, 6, 27, 14, 3, 25, tzinfo=SUMMER)),
    "no zone": ("27 Jun 2017 14:03:25", datetime(2017, 6, 27, 14, 3, 25, tzinfo=UTC)),
    "unknown zone": ("Tue, 27 Jun 2017 14:03:25 -0000", datetime(2017, 6, 27, 14, 3, 25, tzinfo=UTC)),
    "missing": (None, None),
    "empty": ("", None),
    "nonsense": ("i går", None),
    "no such day": ("Tue, 32 Jun 2017 14:03:25 +0200", None),
    "absurd zone": ("Tue, 27 Jun 2017 14:03:25 +9999", None),
    "long ago": ("Thu, 01 Jan 1970 00:00:00 +0000", None),
    "far ahead": ("Tue, 27 Jun 9999 14:03:25 +0200", None),
}
IDS = {
    "one": ("<a@kl.example>", ("<a@kl.example>",)),
    "several": ("<a@kl.example>\t<b@kl.example> <a@kl.example>", ("<a@kl.example>", "<b@kl.example>")),
    "comment": ("<a@kl.example> (Signes mail)", ("<a@kl.example>",)),
    "without brackets": ("a@kl.example", ()),
    "blank inside": ("<a b@kl.example>", ()),
    "missing": (None, ()),
}


@pytest.mark.parametrize(("value", "expected"), WORDS.values(), ids=WORDS.keys())
def test_decodes_a_field(value: str, expected: str) -> None:
    assert decode_field(value) == expected


@pytest.mark.parametrize(("value", "expected"), DATES.values(), ids=DATES.keys())
def test_reads_a_date(value: str | None, expected: datetime | None) -> None:
    found = read_date(value)
    assert found == expected
    assert found is None or found.utcoffset() is not None


@pytest.mark.parametrize(("value", "expected"), IDS.values(), ids=IDS.keys())
def test_reads_ids(value: str | None, expected: tuple[str, ...]) -> None:
    assert read_ids(value) == expected


@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\r"], ids=["crlf", "lf", "cr"])
def test_splits_fields_and_body(end: bytes) -> None:
    raw = end.join([b"From: a@kl.example", b"Subject: et", b"\tto", b"X-Tom:", b"", b"Hej"])
    assert split_fields(raw) == ((("from", "a@kl.example"), ("subject", "et\tto"), ("x-tom", "")), b"Hej")


def test_begins_the_body_at_a_line_that_is_no_field() -> None:
    fields, body = split_fields(b"Subject: et\r\nHej med jer\r\n\r\nMette")
    assert fields == (("subject", "et"),)
    assert body == b"Hej med jer\r\n\r\nMette"


def test_leaves_out_the_line_of_an_mbox() -> None:
    assert split_fields(b"From a@kl.example Tue Jun 27\nSubject: et\n\n") == ((("subject", "et"),), b"")


@given(st.text(alphabet=st.sampled_from("=?utf-8QB_æ0C \udce6\x00\n"), max_size=60))
@example("000\x00\x00\x00æ")  # as UTF-16 it holds an ideographic space
def test_any_field_is_decoded(value: str) -> None:
    assert decode_field(value).isprintable()
