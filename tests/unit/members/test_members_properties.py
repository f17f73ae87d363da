"""What must hold for any list: untouched cells survive, no row is lost, a second merge is quiet, reading never crashes."""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netpost.errors import MembersFileError
from netpost.members import Member, Table, merge_members, next_id, read_table, write_table
from netpost.members.decoding import find_unclean, use_cell
from netpost.members.lines import LineReader
from netpost.members.nearest import EditCounter, count_edits
from netpost.members.persons import read_email
from netpost.members.records import split, split_regular
from netpost.members.sheet import read_sheet
from netpost.members.texts import BLANKS, CONTROL, clean_cell, strip_guard, unify_lines
from netpost.members.values import find_email
from netpost.members.version import find_differences, read_version
from unit.members import mangling

COLUMNS = (
    *("id", "navn", "titel", "organisation", "email", "telefon", "ean", "status", "tilmeldt"),
    *("2017-09-14", "2017-11-16", "frokost", "noter"),
)
LETTERS = st.sampled_from("abcdeæøåÆØÅé ,;.\"'-")
WORDS = st.text(LETTERS, min_size=1, max_size=12).map(str.strip).filter(lambda text: text.strip("\"' ,;.-"))
NOTES = st.one_of(
    st.just(""),
    WORDS,
    st.sampled_from(
        ["14-9", "1/2", "1.000", "1E3", "+1", "=1+1", "@x", "50%", "10:30", "00123", "-", "ja\nnej", "Chef, IT"]
    ),
)
ANSWERS = st.sampled_from(["", "ja", "nej", "afbud"])


@st.composite
def draw_member(draw: st.DrawFn, number: int) -> Member:
    cells = {
        "navn": f"{draw(WORDS)} {number}x",
        "titel": draw(NOTES),
        "organisation": draw(WORDS),
        "email": f"navn{number}@a.example",
        "telefon": draw(st.sampled_from(["", "33 70 32 34", "+45 33 70 32 34", "0046 8 12 34 56"])),
        "ean": draw(st.sampled_from(["", "5798 0073 8921 5", "5798 0001 2347 2"])),
        "status": draw(st.sampled_from(["tilmeldt", "venteliste", "afmeldt"])),
        "tilmeldt": draw(st.dates(date(2000, 1, 1), date(2049, 12, 31)).map(str)),
        "2017-09-14": draw(ANSWERS),
        "2017-11-16": draw(ANSWERS),
        "frokost": draw(NOTES),
        "noter": draw(NOTES),
    }
    return Member(next_id(number), cells)


@st.composite
def draw_table(draw: st.DrawFn) -> Table:
    count = draw(st.integers(1, 6))
    return Table(COLUMNS, tuple(draw(draw_member(number)) for number in range(1, count + 1)))


def add_member(table: Table, number: int) -> Table:
    cells = {**table.members[0].cells, "navn": f"Ny {number}", "email": f"ny{number}@a.example"}
    return replace(table, members=(*table.members, Member(next_id(number), cells)))


def values(table: Table) -> dict[str, dict[str, str]]:
    return {member.id: dict(member.cells) for member in table.members}


PROGRAM = st.sampled_from(sorted(mangling.PROGRAMS))


@settings(deadline=None, max_examples=60)
@given(draw_table(), PROGRAM)
def test_untouched_cells_survive_any_program(table: Table, program: str) -> None:
    base = write_table(table)
    ours = write_table(add_member(table, 7))
    merged = merge_members(base, ours, mangling.PROGRAMS[program](base))
    assert values(merged.table) == values(read_table(ours))
    assert (merged.conflicts, merged.added, merged.deleted) == ((), (), ())


@settings(deadline=None, max_examples=40)
@given(draw_table(), PROGRAM, st.data())
def test_an_edit_and_a_change_of_the_script_both_survive(table: Table, program: str, data: st.DataObject) -> None:
    base = write_table(table)
    edited = data.draw(st.integers(0, len(table.members) - 1))
    changed = data.draw(st.integers(0, len(table.members) - 1))
    members = list(table.members)
    members[changed] = members[changed].with_cells({"status": "afmeldt", "2017-11-16": "afbud"})
    ours = write_table(replace(table, members=tuple(members)))

    def edit(rows: mangling.Rows) -> mangling.Rows:
        return [[*row[:1], "Xenia Qvist", *row[2:]] if row[0] == next_id(edited + 1) else row for row in rows]

    merged = merge_members(base, ours, mangling.PROGRAMS[program](base, edit))
    wanted = values(read_table(ours))
    wanted[next_id(edited + 1)]["navn"] = "Xenia Qvist"
    assert values(merged.table) == wanted
    assert merged.conflicts == ()


@settings(deadline=None, max_examples=40)
@given(draw_table(), draw_table(), draw_table(), PROGRAM)
def test_merging_again_changes_nothing(first: Table, second: Table, third: Table, program: str) -> None:
    try:
        merged = merge_members(write_table(first), write_table(second), mangling.PROGRAMS[program](write_table(third)))
    except MembersFileError:
        return
    written = write_table(merged.table)
    again = merge_members(written, written, mangling.libreoffice(written))
    assert values(again.table) == values(read_table(written))
    assert (again.conflicts, again.added, again.deleted) == ((), (), ())


@settings(deadline=None, max_examples=40)
@given(draw_table(), st.integers(1, 3), PROGRAM)
def test_no_row_of_either_side_is_lost(table: Table, typed: int, program: str) -> None:
    base = write_table(table)

    def edit(rows: mangling.Rows) -> mangling.Rows:
        width = len(rows[0])
        new = [["", f"Typet {number}", "", "", f"typet{number}@a.example"] for number in range(typed)]
        return [*rows, *(row + [""] * (width - len(row)) for row in new)]

    merged = merge_members(base, write_table(add_member(table, 7)), mangling.PROGRAMS[program](base, edit))
    addresses = {member.email for member in merged.table.members}
    assert addresses >= {member.email for member in table.members} | {"ny7@a.example"}
    assert addresses >= {f"typet{number}@a.example" for number in range(typed)}
    assert len(merged.rows) == len(table.members) + 1 + typed
    assert len(merged.added) == typed


@settings(deadline=None, max_examples=150)
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: f"id;navn;email\n{text}".encode())))
def test_reading_anything_gives_a_table_or_a_sentence(data: bytes) -> None:
    try:
        table = read_table(data)
    except MembersFileError as error:
        told = [error.what, error.why, error.remedy]
    else:
        told = list(read_table(write_table(table)).columns)
        assert told == list(table.columns)
    assert all(told)


@settings(deadline=None, max_examples=60)
@given(draw_table(), st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_merging_anything_gives_a_merge_or_a_sentence(table: Table, data: bytes) -> None:
    base = write_table(table)
    for theirs in (data, base[:-40] + data, base.replace(b'"Ny', data)):
        try:
            told = [str(repair) for repair in merge_members(base, base, theirs).repaired]
        except MembersFileError as error:
            told = [error.what, error.why, error.remedy]
        assert all(told)


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.lists(st.text(st.sampled_from('a;, "\n'), max_size=5), min_size=2, max_size=4), min_size=1, max_size=4)
)
def test_lines_are_taken_apart_as_csv_does(rows: list[list[str]]) -> None:
    for quoting in (csv.QUOTE_ALL, csv.QUOTE_MINIMAL):
        text = mangling.write_rows(rows, quoting=quoting)
        grid = split_regular(text, ";")
        assert grid is None or list(grid) == split(text, ";")


@settings(deadline=None, max_examples=100)
@given(st.lists(draw_table(), min_size=1, max_size=3), st.lists(PROGRAM, min_size=4, max_size=4), st.data())
def test_edits_are_counted_line_by_line_as_in_the_whole_file(
    tables: list[Table], programs: list[str], data: st.DataObject
) -> None:
    def edit(rows: mangling.Rows) -> mangling.Rows:
        typed = [["", "Ny"], [rows[1][0], "Xenia"], []][data.draw(st.integers(0, 2))]
        return [*rows, typed + [""] * (len(rows[0]) - len(typed))] if typed else rows

    saved = [mangling.PROGRAMS[program](write_table(tables[0]), edit) for program in programs]
    counter = EditCounter(read_sheet(saved[0]))
    for version in (*map(write_table, tables), *saved[1:], write_table(tables[0])):
        assert counter.count(version) == count_edits(read_version(version), counter.sheet)


ODD_TEXTS = st.text(
    st.sampled_from("ab1 '=+-@\"»«ØøÃÂ¸å\u00e5\u030a\u00a0\u0085\u00ad\u2013\ufeff\u200b\t\n\r€"), max_size=6
)


@settings(deadline=None, max_examples=400)
@given(st.lists(ODD_TEXTS.map(unify_lines).map(str.strip), max_size=4))
def test_texts_that_need_cleaning_are_found_without_cleaning_all(texts: list[str]) -> None:
    assert find_unclean(texts) == {text for text in texts if use_cell(text) != text}


@settings(deadline=None, max_examples=400)
@given(ODD_TEXTS)
def test_text_that_passes_as_clean_is_clean(text: str) -> None:
    cleaned = unify_lines(unicodedata.normalize("NFC", text)).strip()
    assert clean_cell(text) == CONTROL.sub("", strip_guard(cleaned).translate(BLANKS)).strip()


@settings(deadline=None, max_examples=300)
@given(st.text(st.sampled_from("abA1.@_- <>:;,\"'\n"), max_size=10))
def test_a_plain_address_is_read_as_any_other(text: str) -> None:
    assert read_email(text) == (find_email(clean_cell(text)) or clean_cell(text).casefold())


@settings(deadline=None, max_examples=60)
@given(draw_table(), draw_table(), st.booleans(), PROGRAM)
def test_rows_taken_from_another_file_are_those_that_reading_gives(
    base: Table, other: Table, is_near: bool, program: str
) -> None:
    data = write_table(base)
    saved = mangling.PROGRAMS[program](write_table(replace(base, members=base.members[1:]) if is_near else other))
    reader = LineReader(read_sheet(saved))
    for version in (data, write_table(add_member(base, 7)), data):
        found, wanted = reader.read(version), read_version(version)
        assert (found.columns, found.by_id(), found.loose) == (wanted.columns, wanted.by_id(), wanted.loose)


@pytest.mark.parametrize("program", ["libreoffice", "excel"])
def test_a_row_that_a_program_left_alone_is_known_by_its_line_in_all_versions(program: str) -> None:
    cells = dict.fromkeys(COLUMNS[1:], "") | {"navn": "Bo Møller", "email": "bo@a.example", "tilmeldt": "2017-06-27"}
    data = write_table(Table(COLUMNS, (Member("M0001", cells),)))
    reader = LineReader(read_sheet(mangling.PROGRAMS[program](data)))
    version = reader.read(data)
    assert version.by_id() == read_version(data).by_id()
    assert (len(version.rows), reader.places.keys()) == (1, {data.split(b"\r\n")[1]})


@settings(deadline=None, max_examples=60)
@given(draw_table(), draw_table(), PROGRAM)
def test_only_the_rows_that_differ_are_found_cell_by_cell(first: Table, second: Table, program: str) -> None:
    left, right = read_version(write_table(first)), read_version(mangling.PROGRAMS[program](write_table(second)))
    wanted = [
        (member, column, left.cells(member).get(column, ""), text)
        for member in right.places
        if member in left.places
        for column, text in right.cells(member).items()
        if column != "id" and left.cells(member).get(column, "") != text
    ]
    assert list(find_differences(left, right)) == wanted


@pytest.mark.parametrize(
    "text", ['"a";"b\n', 'x"y;"z\nfoo;bar', '"a";"\n";"b"\n', '"a";"b""\n""c"\n', '"a";";"";"\n"c";"d"\n']
)
def test_quotes_at_odd_places_are_read_as_csv_does(text: str) -> None:
    parsed = [list(map(str.strip, record)) for record in csv.reader(StringIO(text, newline=""), delimiter=";")]
    assert split(text, ";") == [record for record in parsed if any(record)]
