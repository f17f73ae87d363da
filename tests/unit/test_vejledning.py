"""The staff's guide names what there is: columns, words, templates, variables and filters."""

from __future__ import annotations

import re

import pytest

from conftest import ROOT
from netpost.members.member import COLUMNS, MEETING_WORDS, STATUS_WORDS
from netpost.render.sandbox import FILTERS
from netpost.render.variables import MAIL_TEMPLATES, VARIABLES

GUIDE = (ROOT / "docs" / "vejledning.md").read_text("utf-8")
PRINTED = re.compile(r"\{\{ ([^}…]+?) \}\}")
MISSPELT_ON_PURPOSE = {"fornvan"}


def printed() -> list[tuple[str, str]]:
    """Return (variable, filter) of everything that the guide tells to write."""
    found = {text.replace("\\", "").partition("|")[::2] for text in PRINTED.findall(GUIDE)}
    return sorted(pair for pair in found if pair[0] not in MISSPELT_ON_PURPOSE)


@pytest.mark.parametrize(("variable", "filter_name"), printed())
def test_variables_and_filters_exist(variable: str, filter_name: str) -> None:
    known = set(VARIABLES) | {f"næste_{name}" for name in VARIABLES if name.startswith("møde.")}
    assert variable in known
    assert not filter_name or filter_name in FILTERS


@pytest.mark.parametrize("name", MAIL_TEMPLATES)
def test_every_template_is_told_of(name: str) -> None:
    assert f"`{name}`" in GUIDE


@pytest.mark.parametrize("name", [*COLUMNS, *STATUS_WORDS, *MEETING_WORDS])
def test_every_column_and_word_is_told_of(name: str) -> None:
    assert f"`{name}`" in GUIDE


def test_the_guide_is_short() -> None:
    assert len(GUIDE.splitlines()) <= 260
