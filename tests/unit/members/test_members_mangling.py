"""What a program did to a cell and what a person did, by the table in docs/spreadsheets.md."""

from __future__ import annotations

import pytest

from netpost.members.decoding import is_letters_lost
from netpost.members.mangling import explain_mangling


@pytest.mark.parametrize(
    ("column", "written", "found"),
    [
        ("ean", "5798007389215", "5,79801E+12"),
        ("ean", "5798007389215", "5.79801E+12"),
        ("ean", "5798 0073 8921 5", "5,80E+12"),
        ("ean", "5798007389215", "5798010000000"),
        ("ean", "5798007389215", "5798 0073 8921 5"),
        ("ean", "05798007389215", "5798007389215"),
        ("ean", '="5798007389215"', "5798007389215"),
        ("telefon", "+4533703234", "4533703234"),
        ("telefon", "33 70 32 34", "33703234"),
        ("telefon", "0046 8 123 456", "468123456"),
        ("telefon", "+46812345678901", "4,68123E+13"),
        ("tilmeldt", "2017-06-27", "27-06-2017"),
        ("tilmeldt", "2017-06-27", "27-06-17"),
        ("tilmeldt", "2017-06-27", "6/27/2017"),
        ("tilmeldt", "2017-06-27", "42913"),
        ("noter", "14-9", "14-09-26"),
        ("noter", "3-4", "03-apr"),
        ("noter", "12-2017", "dec-17"),
        ("noter", "1.000", "1000"),
        ("noter", "1.000,50", "1000,5"),
        ("noter", "1E3", "1000"),
        ("noter", "+1", "1"),
        ("noter", "00123", "123"),
        ("noter", "1234567890123456", "1234567890123450"),
        ("noter", "57980073892150000", "5,798007389215E+016"),
        ("noter", "10:30", "10:30:00"),
        ("noter", "50%", "50,00\u00a0%"),
        ("noter", "SAND", "TRUE"),
        ("noter", "=1+1", "2"),
        ("noter", '=HYPERLINK("http://a.example";"Klik")', "Klik"),
        ("noter", "+ja", "#NAVN?"),
        ("noter", "a\tb", "a b"),
        ("noter", "a\nb", "a\r\nb"),
        ("noter", "'=1+1", "=1+1"),
        ("navn", "Søren", "SÃ¸ren"),
        ("navn", "Åse", "Ãƒâ€¦se"),
        ("navn", "Søren", "S\ufffdren"),
        ("navn", "Søren", "S?ren"),
        ("navn", "Åse", "A\u030ase"),
        ("status", "tilmeldt", "Tilmeldt"),
    ],
)
def test_a_programs_work_is_no_edit(column: str, written: str, found: str) -> None:
    assert explain_mangling(column, written, found) is not None


@pytest.mark.parametrize(
    ("column", "written", "found"),
    [
        ("ean", "5798007389215", "5,79901E+12"),
        ("ean", "5798007389215", "5798009900135"),
        ("ean", "5798007389215", ""),
        ("ean", "", "5,79801E+12"),
        ("telefon", "33703234", "33703235"),
        ("telefon", "33703234", "4633703234"),
        ("tilmeldt", "2017-06-27", "27-06-2018"),
        ("tilmeldt", "2017-06-27", "06-07-2017"),
        ("noter", "14-9", "15-09-26"),
        ("noter", "1000", "1001"),
        ("noter", "1E3", "+1, 1E3"),
        ("noter", "'=1+1", "2"),
        ("noter", "a b", "ab"),
        ("navn", "Søren", "Soren"),
        ("navn", "Søren", "Søren Hansen"),
        ("titel", "Chef, IT", "Chef"),
        ("status", "tilmeldt", "afmeldt"),
        ("noter", "tilmeldt", "Tilmeldt"),
    ],
)
def test_a_persons_work_is_an_edit(column: str, written: str, found: str) -> None:
    assert explain_mangling(column, written, found) is None


@pytest.mark.parametrize(
    ("letters", "found", "is_lost"),
    [
        pytest.param("ж" * 60, "?" * 60, True, id="a sign for each"),
        pytest.param("ж" * 60, "?" * 120, True, id="a sign for each byte"),
        pytest.param("ж" * 60, "?" * 60 + "x", False, id="and a letter typed"),
        pytest.param("ж" * 60, "?" * 241, False, id="too many"),
    ],
)
def test_a_long_word_of_unreadable_letters_is_compared_in_no_time(letters: str, found: str, is_lost: bool) -> None:
    assert is_letters_lost(letters, found) is is_lost
