"""The words after a script's name."""

from __future__ import annotations

import pytest

from netpost.arguments import help_text, parse_arguments
from netpost.errors import SettingsError

OPTIONS = (("--until", "DATE", "a day"), ("--held", "", "a list"))


@pytest.mark.parametrize(
    ("words", "options", "files"),
    [
        ([], {}, ()),
        (["-v", "--dry-run"], {"--verbose": "", "--dry-run": ""}, ()),
        (["--config", "a b.env", "--held"], {"--config": "a b.env", "--held": ""}, ()),
        (["--config=a=b.env"], {"--config": "a=b.env"}, ()),
        (["-h"], {"--help": ""}, ()),
        (["one.eml", "--until", "2017-09-30", "two.eml"], {"--until": "2017-09-30"}, ("one.eml", "two.eml")),
        (["--until", "1", "--until", "2"], {"--until": "2"}, ()),
    ],
)
def test_what_was_given(words: list[str], options: dict[str, str], files: tuple[str, ...]) -> None:
    arguments = parse_arguments(words, OPTIONS, "FILE...")
    assert arguments.options == options
    assert arguments.files == files
    assert arguments.has("--until") is ("--until" in options)
    assert arguments.value("--config") == options.get("--config")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--dry"], "--dry is not known here. Run the script with --help to see what is."),
        (["one.eml"], "one.eml is not known here. Run the script with --help to see what is."),
        (["-x"], "-x is not known here. Run the script with --help to see what is."),
        (["--until"], "--until lacks its DATE. Write --until DATE."),
        (["--until="], "--until lacks its DATE. Write --until DATE."),
        (["--until", "--held"], "--until lacks its DATE. Write --until DATE."),
        (["--held=yes"], "--held takes no value. Write --held alone."),
    ],
)
def test_what_is_not_understood(words: list[str], sentence: str) -> None:
    with pytest.raises(SettingsError) as caught:
        parse_arguments(words, OPTIONS)
    assert str(caught.value) == sentence


def test_help() -> None:
    lines = help_text("preview_mails.py", "Render mails.\n", OPTIONS, "FILE...").splitlines()
    assert lines[:6] == [
        "usage: preview_mails.py [OPTIONS] FILE...",
        "",
        "Render mails.",
        "",
        "options:",
        "  --until DATE    a day",
    ]
    assert len(lines) == 12
