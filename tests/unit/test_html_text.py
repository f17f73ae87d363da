"""HTML as a reader sees it: lines, tables, links, quotes, and what is hidden."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netpost.message.html_style import has_hiding_style
from netpost.message.html_text import QUOTE_BELOW, read_html, strip_tags

TEXTS = {
    "paragraphs": ("<p>Hej KL</p><p>Jeg vil gerne med.</p>", "Hej KL\n\nJeg vil gerne med."),
    "Outlook's paragraphs": (
        "<p class=MsoNormal>Hej<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>Mette</p>",
        "Hej\n\nMette",
    ),
    "paragraphs without margin": ('<p style="margin:0">Hej</p><p style="margin:0">Mette</p>', "Hej\nMette"),
    "Gmail's lines": ("<div>Hej<div><br></div><div>Mvh<br>Mette</div></div>", "Hej\n\nMvh\nMette"),
    "blanks in the source": ("<div>Jeg\n   vil\tgerne</div>", "Jeg vil gerne"),
    "marks inside a word": ("<p>Til<b>meld</b>ing</p>", "Tilmelding"),
    "entities": ("J&oslash;rgen&nbsp;&amp;&#32;Co &lt;x&gt;", "Jørgen & Co <x>"),
    "list": ("<p>Vi er:</p><ul><li>Bo</li><li>Ib</li></ul>", "Vi er:\n\n- Bo\n- Ib"),
    "preformatted": ("<pre>Hej\n\n  Jeg kommer\n-- \nMette</pre>", "Hej\n\nJeg kommer\n--\nMette"),
    "kept line breaks": ('<div style="white-space:pre-wrap">Hej\nMette</div>', "Hej\nMette"),
    "link to an address": ('<a href="mailto:bo@kl.example?subject=x">Bo Bosen</a>', "Bo Bosen <bo@kl.example>"),
    "link that shows its address": ('<a href="mailto:Bo@kl.example">bo@kl.example</a>', "bo@kl.example"),
    "link to a page": ('<a href="http://kl.example/">Læs mere</a>', "Læs mere"),
    "title, style and script": ("<title>T</title><style>p{}</style><script>x</script>Hej", "Hej"),
    "comments": ("Hej <!-- skjult --><!--[if mso]>Outlook<![endif]-->KL", "Hej KL"),
    "declaration of another charset": ('<?xml version="1.0" encoding="utf-16"?><p>På</p>', "På"),
    "nothing": ("", ""),
    "not closed": ("<div><p>Hej<b>KL", "HejKL"),
}
TABLES = {
    "people": (
        "<table><tr><th>Navn</th><th>Mail</th></tr><tr><td><p>Bo Bosen</p></td><td>bo@kl.example</td></tr>"
        "<tr><td>Ib Ibsen</td><td></td></tr></table>",
        "Navn | Mail\nBo Bosen | bo@kl.example\nIb Ibsen",
    ),
    "empty cell in the middle": (
        "<table><tr><td>Bo</td><td></td><td>5798</td></tr><tr><td>Ib</td><td>chef</td><td>5799</td></tr></table>",
        "Bo |  | 5798\nIb | chef | 5799",
    ),
    "cell over two rows": (
        "<table><tr><td>Bo</td><td rowspan=2>EAN 1</td></tr><tr><td>Ib</td></tr></table>",
        "Bo | EAN 1\nIb | EAN 1",
    ),
    "form": ("<table><tr><td>Navn:</td><td>Bo</td></tr><tr><td>EAN:</td><td></td></tr></table>", "Navn: Bo\nEAN:"),
    "lines in cells": (
        "<table><tr><td>Bo<br>chef</td><td>1</td></tr><tr><td>Ib<br>leder</td><td>2</td></tr></table>",
        "Bo, chef | 1\nIb, leder | 2",
    ),
    "signature beside a logo": (
        "<table><tr><td><img src=x></td><td><b>Bo Bosen</b><br>T 20304050</td></tr></table>",
        "Bo Bosen\nT 20304050",
    ),
    "layout in layout": (
        "<table><tr><td><table><tr><td>Hej</td></tr><tr><td><p>Vi ses</p><p>Bo</p></td></tr></table></td></tr></table>",
        "Hej\nVi ses\n\nBo",
    ),
    "cells without a table": ("<td>Bo</td><td>Ib</td>", "Bo\nIb"),
    "words between the rows": ("<table>Deltagere<tr><td>Bo</td><td>1</td></tr></table>", "Deltagere\nBo | 1"),
}
HIDDEN = {
    "display": '<p style="display:none">X</p>',
    "display, shouted": '<p style="DISPLAY : NONE !important">X</p>',
    "visibility": '<p style="visibility:hidden">X</p>',
    "size 0": '<p style="font-size:0">X</p>',
    "size 1": '<p style="font-size:1px;line-height:1px">X</p>',
    "share of nothing": '<p style="font-size:0"><span style="font-size:1em">X</span></p>',
    "Outlook": '<p style="mso-hide:all">X</p>',
    "no height": '<div style="max-height:0;overflow:hidden">X</div>',
    "no width": '<div style="width:0px;overflow:hidden">X</div>',
    "see-through": '<div style="opacity:0">X</div>',
    "far away": '<div style="position:absolute;left:-9999px">X</div>',
    "white on white": '<p style="color:#fff">X</p>',
    "nearly white": '<font color="#FEFEFE">X</font>',
    "white by name": '<p style="color: white">X</p>',
    "grey on grey": '<div style="background-color:#888"><span style="color:rgb(136, 136, 136)">X</span></div>',
    "attribute": "<div hidden>X</div>",
    "class": "<style>.pre{display:none}</style><p class='a pre'>X</p>",
    "id": "<style>p.a{color:red} #x { display: none }</style><p id=X>X</p>",
    "inside": '<div style="display:none"><p style="display:block">X</p></div>',
    "cell": '<table><tr><td style="display:none">X</td></tr></table>',
}
SHOWN = {
    "white on black": '<p style="color:#fff;background:#000">X</p>',
    "white in a dark cell": '<table bgcolor="black"><tr><td><font color="white">X</font></td></tr></table>',
    "size given back": '<td style="font-size:0"><span style="font-size:12px">X</span></td>',
    "sight given back": '<p style="visibility:hidden"><span style="visibility:visible">X</span></p>',
    "only in print": "<style>@media print{.a{display:none}} @import 'x';</style><p class=a>X</p>",
    "other class": "<style>.pre,p .a{display:none}</style><p class=a>X</p>",
    "half seen": '<p style="opacity:0.5">X</p>',
    "negative margin": '<p style="margin-left:-5px">X</p>',
}
QUOTES = {
    "blockquote": ("<p>Ja</p><blockquote>Kommer du?</blockquote>", "Ja\n\n> Kommer du?"),
    "two deep": ("<blockquote>A<blockquote type=cite>B</blockquote></blockquote>", "> A\n>\n> > B"),
    "Gmail's indent": ('<blockquote style="margin:0 0 0 40px;border:none">Ja</blockquote>', "Ja"),
    "Thunderbird's line": (
        '<p>Ja</p><div class="moz-cite-prefix">Le 27/06 a écrit :</div>',
        "Ja\n\n> Le 27/06 a écrit :",
    ),
    "Outlook on the web": ('<div>Ja</div><div id="divRplyFwdMsg"><b>De:</b> Bo</div>', f"Ja\n\n{QUOTE_BELOW}\nDe: Bo"),
    "Outlook for Mac": ('<div>Ja</div><span id="OLK_SRC_BODY_SECTION">Bo</span>', f"Ja\n\n{QUOTE_BELOW}\nBo"),
    "table inside": ("<blockquote><table><tr><td>A</td><td>B</td></tr></table></blockquote>", "> A | B"),
}


@pytest.mark.parametrize(("html", "expected"), (TEXTS | TABLES | QUOTES).values(), ids=(TEXTS | TABLES | QUOTES).keys())
def test_reads_what_is_seen(html: str, expected: str) -> None:
    page = read_html(html)
    assert page.text == expected
    assert page.hidden == ""


@pytest.mark.parametrize("html", HIDDEN.values(), ids=HIDDEN.keys())
def test_keeps_hidden_words_apart(html: str) -> None:
    page = read_html(f"<p>Hej</p>{html}")
    assert (page.text, page.hidden) == ("Hej", "X")


@pytest.mark.parametrize("html", SHOWN.values(), ids=SHOWN.keys())
def test_shows_what_can_be_seen(html: str) -> None:
    page = read_html(html)
    assert (page.text, page.hidden) == ("X", "")


@pytest.mark.parametrize("name", sorted(HIDDEN.keys() - {"attribute", "grey on grey"}))
def test_suspects_hidden_words_cheaply(name: str) -> None:
    assert has_hiding_style(HIDDEN[name])


def test_suspects_no_plain_mail() -> None:
    assert not has_hiding_style('<p class="MsoNormal" style="font-size:11pt;color:#1F497D">Hej</p>')


def test_knows_a_table_of_data() -> None:
    two_rows = "<table><tr><td>A</td><td>B</td></tr><tr><td>C</td><td>D</td></tr></table>"
    assert read_html(two_rows).has_data_table
    assert not read_html("<table><tr><td>A</td><td>B</td></tr></table>").has_data_table
    assert not read_html(f"<blockquote>{two_rows}</blockquote>").has_data_table
    assert not read_html(f"<table><tr><td>{two_rows}</td></tr></table>").has_data_table


def test_depth_is_no_danger() -> None:
    assert read_html("<div>" * 20_000 + "Hej").text in {"Hej", ""}
    assert "Hej" in read_html("<table><tr><td>" * 200 + "Hej").text


def test_strips_tags_without_reading() -> None:
    html = "<head><style>a</style></head><p style='x'>J&oslash;rgen<br>Bo</p><!-- x --><script>y</script><script>z"
    assert strip_tags(html).split() == ["Jørgen", "Bo"]


@given(st.text(alphabet=st.sampled_from('<>/="tdrablepv qu;:0#&\n-!x'), max_size=200))
def test_any_html_is_read(html: str) -> None:
    read_html(html)
    strip_tags(html)
