import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netpost.render.markup import clean_line, escape_markdown, render_html, render_text


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        pytest.param("En linje\nog en til", "En linje\nog en til\n", id="line-breaks-stay"),
        pytest.param("# Program\n\nKaffe", "Program\n\nKaffe\n", id="heading"),
        pytest.param("- a\n- **b**", "- a\n- b\n", id="tight-list"),
        pytest.param("- a\n\n  mere\n\n- b", "- a\n\n  mere\n\n- b\n", id="loose-list"),
        pytest.param("- a\n  - b\n  - c", "- a\n  - b\n  - c\n", id="nested-list"),
        pytest.param("3. a\n4. b", "3. a\n4. b\n", id="numbers-go-on"),
        pytest.param("[KL](https://kl.example/a)", "KL (https://kl.example/a)\n", id="link"),
        pytest.param("[a@kl.example](mailto:a@kl.example)", "a@kl.example\n", id="mail-link"),
        pytest.param("<https://kl.example>", "https://kl.example\n", id="bare-link"),
        pytest.param("[x](javascript:alert)", "[x](javascript:alert)\n", id="script-link-is-text"),
        pytest.param("[x](side.html)", "[x](side.html)\n", id="relative-link-is-text"),
        pytest.param("a\n\n---\n\nb", "a\n\n------------------------\n\nb\n", id="rule"),
        pytest.param("Hilsen\n--", "Hilsen\n--\n", id="no-underlined-heading"),
        pytest.param("> citat\n> mere", "  citat\n  mere\n", id="quotation"),
        pytest.param("| kl. | hvad |\n|---|---|\n| 9.30 | Kaffe |", "kl.  hvad\n9.30  Kaffe\n", id="table"),
        pytest.param("    fire blanke", "fire blanke\n", id="indented-is-no-code"),
        pytest.param("`a` ```b```", "`a` ```b```\n", id="no-code"),
        pytest.param("<b>fed</b>", "<b>fed</b>\n", id="html-is-text"),
        pytest.param("Sm&oslash;r", "Smør\n", id="entity"),
    ],
)
def test_text_is_plain(markdown: str, text: str) -> None:
    assert render_text(markdown) == text


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        pytest.param("14. september mødes vi", "<p>14. september mødes vi</p>\n", id="date-at-the-start"),
        pytest.param(
            "- 14. september\n- 16. November",
            "<ul>\n<li>14. september</li>\n<li>16. November</li>\n</ul>\n",
            id="dates-in-a-list",
        ),
        pytest.param("1. emne", "<ol>\n<li>emne</li>\n</ol>\n", id="a-numbered-list-is-one"),
        pytest.param(
            "**9.30** Kaffe\n**10** Start",
            "<p><strong>9.30</strong> Kaffe<br />\n<strong>10</strong> Start</p>\n",
            id="breaks",
        ),
        pytest.param("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>\n", id="no-script"),
        pytest.param(
            "![x](https://a.example/x.png)", '<p>!<a href="https://a.example/x.png">x</a></p>\n', id="no-picture"
        ),
    ],
)
def test_html_of_staff_text(markdown: str, html: str) -> None:
    assert render_html(markdown) == html


TRICKS = [
    "**fed**",
    "1. første",
    "12) tolvte",
    "- punkt",
    "# overskrift",
    "> citat",
    "[her](https://ond.example)",
    "<https://ond.example>",
    "<script>alert(1)</script>",
    "&lt;b&gt; &amp; &#42;",
    "| a | b |",
    "a\\",
    "___",
    "~~~",
    "![x](y)",
    "a\n\n# b\r\n- c",
    "{{ navn }} {% x %}",
    "\u202eomvendt\u200b",
]


@pytest.mark.parametrize("trick", TRICKS)
def test_a_strangers_text_is_only_letters(trick: str) -> None:
    line = clean_line(trick)
    escaped = escape_markdown(trick)
    for frame in ("{}", "Hej {} og", "- {}", "**{}**", "# {}", "{}:\n\nNyt afsnit", "| {} | b |\n|---|---|"):
        assert render_text(frame.format(escaped)) == render_text(frame.format("XYZ")).replace("XYZ", line)
    assert re.findall(r"<\w+", render_html(escaped)) == ["<p"]


@given(st.text())
def test_any_text_comes_out_as_it_went_in(text: str) -> None:
    assert render_text("Hej " + escape_markdown(text) + ".") == f"Hej {clean_line(text)}.\n"
    assert render_text(escape_markdown(text)).rstrip("\n") == clean_line(text)


@given(st.text())
def test_no_text_of_staff_raises(text: str) -> None:
    assert isinstance(render_text(text), str)
    assert "<script" not in render_html(text).casefold()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("a\r\nBcc: b", "a Bcc: b", id="line-break"),
        pytest.param(" a\u00a0\t b ", "a b", id="blanks"),
        pytest.param("a\x00\u200b\u202eb", "ab", id="invisible"),
        pytest.param("a\u2028b", "a b", id="line-separator"),
        pytest.param("Søren Ægir", "Søren Ægir", id="danish"),
    ],
)
def test_one_visible_line(text: str, line: str) -> None:
    assert clean_line(text) == line
