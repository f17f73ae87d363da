"""Which version the staff had open."""

from __future__ import annotations

import pytest

from netpost.members import choose_base, merge_members, write_table
from unit.members import mangling
from unit.members.cases import read_case
from unit.members.test_members_merging import edit_ours, set_cells, type_row

FIRST = read_case("01-nothing-changed").base
SECOND = read_case("04-stale-name-corrected").ours
THIRD = edit_ours(SECOND, set_cells(M0001={"2018-01-25": "afbud"}, M0002={"status": "afmeldt"}))
VERSIONS = (FIRST, SECOND, THIRD)
EDIT = set_cells(M0004={"titel": "Fagchef"})


@pytest.mark.parametrize("program", mangling.PROGRAMS)
@pytest.mark.parametrize("opened", [0, 1, 2])
def test_finds_the_copy_that_was_open(opened: int, program: str) -> None:
    assert choose_base(VERSIONS, mangling.PROGRAMS[program](VERSIONS[opened], EDIT)) == opened


def test_of_equal_versions_the_last_counts() -> None:
    assert choose_base((FIRST, SECOND, FIRST), FIRST) == 2
    assert choose_base((FIRST, FIRST), mangling.libreoffice(FIRST)) == 1


def test_a_version_that_cannot_be_read_is_passed_over() -> None:
    assert choose_base((FIRST, b"PK\x03\x04", b""), mangling.libreoffice(FIRST)) == 0


def test_no_version_is_an_error() -> None:
    with pytest.raises(ValueError, match="no version"):
        choose_base((), FIRST)


def test_a_stale_save_deletes_no_newer_row() -> None:
    theirs = mangling.libreoffice(FIRST, EDIT)
    merged = merge_members(VERSIONS[choose_base(VERSIONS, theirs)], THIRD, theirs)
    assert merged.deleted == ()
    assert merged.rows["M0009"]["navn"] == "Pia Thøgersen"
    assert merged.rows["M0001"]["2018-01-25"] == "afbud"
    assert merged.rows["M0004"]["titel"] == "Fagchef"


def test_a_row_typed_once_is_one_member_when_the_same_copy_is_saved_again() -> None:
    typed = mangling.libreoffice(FIRST, type_row(navn="Kirsten Mørk", email="kirm@nyborg.example", status="tilmeldt"))
    written = write_table(merge_members(FIRST, FIRST, typed).table)
    again = typed.replace(b"Kirsten M\xc3\xb8rk;;", b"Kirsten M\xc3\xb8rk;Chef;")
    versions = (FIRST, typed, written)
    merged = merge_members(versions[choose_base(versions, again)], written, again)
    assert (merged.added, merged.deleted, len(merged.rows)) == ((), (), 9)
    assert merged.rows["M0009"]["titel"] == "Chef"
