"""Writing members.csv: the bytes, and what no cell may hold."""

from __future__ import annotations

import pytest

from netpost.members import Member, Table, read_table, write_table

COLUMNS = ("id", "navn", "telefon", "ean", "tilmeldt", "noter")


def write(**cells: str) -> str:
    """Return the row of a table with one member."""
    data = write_table(Table(COLUMNS, (Member("M0001", cells),)))
    return data.decode("utf-8-sig").split("\r\n", 1)[1].removesuffix("\r\n")


def test_writes_bom_semicolons_crlf_and_all_quotes() -> None:
    assert write_table(Table(("id", "navn"), (Member("M0001", {"navn": "Åse"}),))) == (
        b'\xef\xbb\xbf"id";"navn"\r\n"M0001";"\xc3\x85se"\r\n'
    )


@pytest.mark.parametrize(
    ("cells", "row"),
    [
        pytest.param({"telefon": "+4533703234"}, '"M0001";"";"33 70 32 34";"";"";""', id="danish-phone"),
        pytest.param({"telefon": "+468123456"}, '"M0001";"";"0046 8 12 34 56";"";"";""', id="foreign-phone"),
        pytest.param({"telefon": "lokal 12"}, '"M0001";"";"lokal 12";"";"";""', id="no-phone"),
        pytest.param({"ean": "5798007389215"}, '"M0001";"";"";"5798 0073 8921 5";"";""', id="ean"),
        pytest.param({"tilmeldt": "27-06-2017"}, '"M0001";"";"";"";"2017-06-27";""', id="date"),
        pytest.param({"noter": "=1+1"}, '"M0001";"";"";"";"";"\'=1+1"', id="formula"),
        pytest.param({"noter": " @x"}, '"M0001";"";"";"";"";"\'@x"', id="formula-after-blank"),
        pytest.param({"noter": "-"}, '"M0001";"";"";"";"";"-"', id="lone-dash"),
        pytest.param({"noter": 'a\tb\u00a0c\rd "e"'}, '"M0001";"";"";"";"";"a b c\nd ""e"""', id="odd-characters"),
        pytest.param({"navn": "A\u030ase"}, '"M0001";"Åse";"";"";"";""', id="decomposed"),
        pytest.param({"noter": "a\ud800"}, '"M0001";"";"";"";"";"a?"', id="half-a-letter"),
    ],
)
def test_writes_cells_that_last(cells: dict[str, str], row: str) -> None:
    assert write(**cells) == row


@pytest.mark.parametrize("text", ["=1+1", "'=1+1", "''@x", "+ja tak", "-5", "'quoted'", "a;b", 'a"b', "a\nb", "-"])
def test_what_is_written_is_read_back(text: str) -> None:
    table = Table(("id", "noter", "navn"), (Member("M0001", {"noter": text, "navn": "Bo"}),))
    assert read_table(write_table(table)) == table


def test_a_table_without_ids_gets_the_column() -> None:
    assert write_table(Table(("navn",), (Member("", {"navn": "Bo"}),))).startswith(
        b'\xef\xbb\xbf"id";"navn"\r\n"";"Bo"'
    )
