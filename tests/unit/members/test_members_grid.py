"""Rows as lines: taken apart only when somebody asks, and the same rows then; members, rows and repairs made late."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netpost.members import Member, Merge, Table, merge_members, next_id, read_table, write_table
from netpost.members.grid import Grid
from netpost.members.lines import LineReader
from netpost.members.reading import LazyMembers
from netpost.members.records import split, split_regular
from netpost.members.sheet import read_sheet
from netpost.members.version import find_rewritten, read_version
from unit.members import mangling

COLUMNS = ("id", "navn", "email", "tilmeldt", "noter")
CELLS = st.text(st.sampled_from('ab;" \n\t\u00a0=ø'), max_size=5)


def make_table(count: int = 3) -> Table:
    """A list whose rows lie as Netpost writes them."""
    rows = [
        {"navn": f"Bo {place}", "email": f"bo{place}@a.example", "tilmeldt": "2017-06-27", "noter": ""}
        for place in range(count)
    ]
    return Table(COLUMNS, tuple(Member(next_id(place + 1), cells) for place, cells in enumerate(rows)))


def save(table: Table, program: str = "libreoffice", edit: mangling.Edit = mangling.keep) -> bytes:
    return mangling.PROGRAMS[program](write_table(table), edit)


def set_cell(member: str, place: int, text: str) -> mangling.Edit:
    return lambda rows: [[*row[:place], text, *row[place + 1 :]] if row[0] == member else row for row in rows]


def is_made(merged: Merge) -> tuple[bool, bool]:
    """Whether the members of the table, and the repairs, have been made."""
    return "all" in vars(merged.table.members), "all" in vars(merged.repaired)


@settings(deadline=None, max_examples=100)
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=4))
def test_rows_columns_and_lines_are_the_same_cells(rows: list[list[str]]) -> None:
    grid = Grid.from_rows(rows, 3)
    assert list(grid) == rows == [grid[place] for place in range(len(grid))]
    assert grid.columns == [[row[place] for row in rows] for place in range(3)] == list(map(grid.column, range(3)))
    assert Grid.from_columns(grid.columns) == grid


def test_rows_and_columns_are_taken_in_any_order() -> None:
    grid = Grid.from_rows([["a", "b"], ["c"]], 2)
    assert list(grid.take_rows([1, 0, 1])) == [["c", ""], ["a", "b"], ["c", ""]]
    assert list(grid.take_columns([1, None, 0])) == [["b", "", "a"], ["", "", "c"]]
    assert grid.take_rows([0, 1]) is grid is grid.take_columns([0, 1])


def test_a_grid_without_rows_has_its_columns() -> None:
    assert Grid.from_rows([], 2).columns == [[], []]
    assert Grid.from_columns([[], []]) == Grid([], 2)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=3), min_size=1, max_size=4), st.booleans())
def test_a_regular_file_is_cut_into_the_records_that_csv_reads(rows: list[list[str]], is_quoted: bool) -> None:
    text = mangling.write_rows(rows, quoting=csv.QUOTE_ALL if is_quoted else csv.QUOTE_MINIMAL)
    grid = split_regular(text, ";")
    assert grid is None or list(grid) == split(text, ";")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('"a";"b"\n"c"\n', id="widths-differ"),
        pytest.param('"a";"b"\nc;d\n', id="quotes-end"),
        pytest.param('"a";"b\n', id="never-closed"),
        pytest.param('a;b\nc"d;"e"\n', id="quote-within"),
        pytest.param('a;b\nc;"\n', id="quote-alone"),
        pytest.param('"a";"b"\n"";"";""\n', id="a-cell-of-separators"),
    ],
)
def test_an_irregular_file_is_left_to_csv(text: str) -> None:
    assert split_regular(text, ";") is None


def test_no_member_is_made_until_somebody_asks() -> None:
    table = make_table()
    read = read_table(save(table))
    assert isinstance(read.members, LazyMembers)
    assert (len(read.members), "all" in vars(read.members)) == (3, False)
    assert read.members == table.members
    assert table.members == read.members
    assert read.members[1] is read.members.all[1]
    assert read.members[1:] == table.members[1:]


def test_a_merge_is_written_without_making_a_member_or_a_repair() -> None:
    base = write_table(make_table())
    merged = merge_members(base, base, save(make_table(), "excel", set_cell("M0002", 1, "Ny")))
    assert write_table(merged.table) == base.replace(b"Bo 1", b"Ny")
    assert is_made(merged) == (False, False)
    assert merged.rows["M0002"]["navn"] == "Ny"
    assert is_made(merged) == (False, False)
    assert [repair.id for repair in merged.repaired] == ["M0001", "M0002", "M0003"]
    assert [member.name for member in merged.table.members] == ["Bo 0", "Ny", "Bo 2"]
    assert is_made(merged) == (True, True)


def test_lines_that_need_nothing_are_written_as_they_lie() -> None:
    members = LazyMembers(("id", "navn", "noter"), Grid(["M0001\0Bo\0=1", "m0002\0Ã¸\0", "M0003\0»Åse«\0x\ny"], 3))
    written = write_table(Table(("id", "navn", "noter"), members)).removeprefix(mangling.BOM).decode()
    assert written.split("\r\n")[1:] == ['"M0001";"Bo";"\'=1"', '"M0002";"ø";""', '"M0003";"»Åse«";"x\ny"', ""]
    assert "all" not in vars(members)


def test_a_nul_in_a_cell_makes_no_further_cell() -> None:
    table = Table(("id", "navn", "noter"), (Member("M0001", {"navn": "B\0o", "noter": ""}),))
    assert write_table(table).endswith(b'"M0001";"Bo";""\r\n')


def test_a_line_with_quotes_is_not_taken_for_another_row() -> None:
    header = mangling.BOM + b'"id";"navn";"email"\r\n'
    reader = LineReader(read_sheet(header + b'"M0001";"x""";"z"\r\n"M0002";"a";"b"\r\n'))
    data = header + b'"M0001";"x"";"z"\r\n"M0002";"a";"b"\r\n'
    assert reader.read(data).by_id() == read_version(data).by_id()


def test_merged_rows_are_a_mapping_like_any_other() -> None:
    base = write_table(make_table(2))
    rows = merge_members(base, base, save(make_table(2))).rows
    wanted = {member.id: dict(member.cells) for member in make_table(2).members}
    assert rows == wanted
    assert wanted == rows
    assert (len(rows), list(rows), "M0003" in rows, rows.get("M0003")) == (2, ["M0001", "M0002"], False, None)


def test_a_row_of_which_only_dates_were_rewritten_is_known_by_its_line() -> None:
    table = make_table()
    base, theirs = write_table(table), read_sheet(save(table, "excel", set_cell("M0003", 1, "Ny")))
    reader = LineReader(theirs)
    saved = read_version(save(table, "excel", set_cell("M0003", 1, "Ny")))
    assert find_rewritten(reader.read(base), saved, reader.saved.rows) == ["M0001", "M0002"]
    assert find_rewritten(reader.read(base), saved, saved.rows) == []


def test_a_row_of_rewritten_dates_takes_what_the_script_changed() -> None:
    table = make_table()
    changed = table.members[1].with_cells({"tilmeldt": "2018-01-01"})
    ours = write_table(Table(COLUMNS, (table.members[0], changed, table.members[2])))
    merged = merge_members(write_table(table), ours, save(table, "excel"))
    assert [member.cell("tilmeldt") for member in merged.table.members] == ["2017-06-27", "2018-01-01", "2017-06-27"]
    assert [(one.id, one.old, one.new) for one in merged.repaired] == [
        ("M0001", "27-06-2017", "2017-06-27"),
        ("M0002", "27-06-2017", "2018-01-01"),
        ("M0003", "27-06-2017", "2017-06-27"),
    ]
