"""Address fields as people's programs write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netpost.message.addresses import read_addresses

METTE = ("mho@lolland.example", "Mette Holm")
CASES = {
    "plain": ("Mette Holm <mho@lolland.example>", [METTE]),
    "bare": ("mho@lolland.example", [("mho@lolland.example", None)]),
    "angle alone": ("<mho@lolland.example>", [("mho@lolland.example", None)]),
    "upper case": ("Mette Holm <MHO@Lolland.Example>", [METTE]),
    "comment as name": ("mho@lolland.example (Mette Holm)", [METTE]),
    "name without brackets": ("Mette Holm mho@lolland.example", [METTE]),
    "surname first, quoted": ('"Holm, Mette (DIG)" <mho@lolland.example>', [(METTE[0], "Holm, Mette (DIG)")]),
    "surname first, bare": ("Holm, Mette (DIG) <mho@lolland.example>", [(METTE[0], "Holm, Mette (DIG)")]),
    "Lotus Notes": ("Mette Holm/DIG/Lolland <mho@lolland.example>", [(METTE[0], "Mette Holm/DIG/Lolland")]),
    "encoded words": (
        "=?iso-8859-1?Q?S=F8ren?= =?iso-8859-1?Q?_Kj=E6r?= <s@kl.example>",
        [("s@kl.example", "Søren Kjær")],
    ),
    "raw utf-8": ("S\udcc3\udcb8ren <s@kl.example>", [("s@kl.example", "Søren")]),
    "quotes in quotes": ('"Mette \\"M\\" Holm" <mho@lolland.example>', [(METTE[0], 'Mette "M" Holm')]),
    "name repeats address": ("'mho@lolland.example' <mho@lolland.example>", [(METTE[0], None)]),
    "two": ("a@kl.example, Bo <b@kl.example>", [("a@kl.example", None), ("b@kl.example", "Bo")]),
    "semicolon": ("a@kl.example; b@kl.example", [("a@kl.example", None), ("b@kl.example", None)]),
    "group": ("Alle: a@kl.example, b@kl.example;", [("a@kl.example", None), ("b@kl.example", None)]),
    "empty group": ("undisclosed-recipients:;", []),
    "the same twice": ("mho@lolland.example, Mette Holm <mho@lolland.example>", [METTE]),
    "route": ("<@a.example,@b.example:c@d.example>", [("c@d.example", None)]),
    "blanks around @": ("mho @ lolland.example", [("mho@lolland.example", None)]),
    "letters of all lands": ("Bo <bø@ærø.example>", [("bø@ærø.example", "Bo")]),
    "address as name": ('"netvaerk@kl.example" <x@evil.example>', [("x@evil.example", "netvaerk@kl.example")]),
    "address as bare name": ("netvaerk@kl.example <x@evil.example>", [("x@evil.example", "netvaerk@kl.example")]),
    "address in an encoded name": (
        "=?utf-8?Q?=3Ca=40kl=2Eexample=3E?= <x@evil.example>",
        [("x@evil.example", "a@kl.example")],
    ),
    "two in brackets": ("<a@kl.example> <b@kl.example>", [("a@kl.example", None), ("b@kl.example", None)]),
    "one behind the brackets": ("<a@kl.example>b@kl.example", [("a@kl.example", None), ("b@kl.example", None)]),
    "turned by an invisible sign": ("Mette\u202e Holm <mho@lolland.example>", [METTE]),
    "empty": ("", []),
}
BROKEN = {
    "no domain": ("Mette <mho@localhost>", "mho@localhost"),
    "no at sign": ("Mette <mho at lolland.example>", "mho at lolland.example"),
    "name alone": ("Claus Thorup/DIR/Haderslev", "Claus Thorup/DIR/Haderslev"),
    "two dots": ("<m..h@lolland.example>", "m..h@lolland.example"),
    "control character": ("<m\x01h@lolland.example>", "m h@lolland.example"),
    "zero-width sign": ("<mho@lol\u200bland.example>", "mho@lolland.example"),
}


@pytest.mark.parametrize(("field", "expected"), CASES.values(), ids=CASES.keys())
def test_reads_mailboxes(field: str, expected: list[tuple[str, str | None]]) -> None:
    found, broken = read_addresses(field)
    assert [tuple(mailbox) for mailbox in found] == expected
    assert broken == ()


@pytest.mark.parametrize(("field", "told"), BROKEN.values(), ids=BROKEN.keys())
def test_tells_what_cannot_be_used(field: str, told: str) -> None:
    assert read_addresses(field) == ((), (told,))


@given(st.text(alphabet=st.sampled_from('ab@.<>"(),;: \\=?\udce6æ'), max_size=60))
def test_any_field_is_read(field: str) -> None:
    for mailbox in read_addresses(field)[0]:
        assert mailbox.email.count("@") == 1
        assert mailbox.email == mailbox.email.casefold()
