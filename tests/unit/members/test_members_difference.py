"""What changed from one table to another, as values and as staff read it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factories import AARHUS, ODENSE, member, table
from netpost.members import Member, Table
from netpost.members.difference import describe_briefly, describe_fully, find_difference

ANNE = member(telefon="33 70 00 00")
BO = member("M0002", "Bo Dam", "bo@koege.example")
CARL = member("M0003", "Carl Eg", "carl@koege.example")
TYPED = replace(CARL, id="")
SIX = tuple(member(f"M000{number}", f"Ny Person{number}", f"ny{number}@koege.example") for number in range(4, 10))


def columns(*more: str) -> Table:
    return replace(table(ANNE), columns=(*table().columns, *more))


@pytest.mark.parametrize(
    ("before", "after", "seen", "lines"),
    [
        pytest.param(table(ANNE), table(ANNE, CARL), (), ["1 ny: M0003 Carl Eg"], id="new"),
        pytest.param(table(), table(ANNE, BO), (), ["2 nye: M0001 Anne Hansen, M0002 Bo Dam"], id="two-new"),
        pytest.param(table(), table(*SIX), (), ["6 nye: M0004 Ny Person4, M0005 Ny Person5, M0006 Ny Person6 og 3 til"], id="many"),
        pytest.param(table(ANNE), table(ANNE, TYPED), (), ["1 ny: Carl Eg (uden id)"], id="typed"),
        pytest.param(table(ANNE, TYPED), table(ANNE, CARL), (), ["1 har fået id: M0003 Carl Eg"], id="numbered"),
        pytest.param(table(TYPED), table(TYPED), (), ["ingen ændringer i indholdet"], id="typed-and-left"),
        pytest.param(table(ANNE, TYPED), table(ANNE), (), ["1 slettet: Carl Eg (uden id)"], id="typed-and-deleted"),
        pytest.param(table(ANNE), table(ANNE, CARL), ("M0003",), ["1 er kommet tilbage: M0003 Carl Eg"], id="returned"),
        pytest.param(table(ANNE, BO), table(ANNE), (), ["1 slettet: M0002 Bo Dam"], id="deleted"),
        pytest.param(
            table(ANNE, BO),
            table(ANNE.with_cells({"telefon": "", AARHUS: "afbud"}), BO.with_cells({"titel": "Chef"})),
            (),
            ["3 celler ændret i 2 rækker: M0001 Anne Hansen, M0002 Bo Dam"],
            id="cells",
        ),
        pytest.param(table(ANNE), table(ANNE.with_cells({"telefon": "33700000", "status": "Tilmeldt"})), (), ["ingen ændringer i indholdet"], id="form"),
        pytest.param(table(ANNE, BO), table(BO, ANNE), (), ["rækkerne står i en anden orden"], id="sorted"),
        pytest.param(table(ANNE, BO, CARL), table(ANNE, CARL), (), ["1 slettet: M0002 Bo Dam"], id="deleted-is-not-sorted"),
        pytest.param(columns(), columns("kost"), (), ["ny kolonne: kost"], id="new-column"),
        pytest.param(columns("kost", "bord"), columns(), (), ["slettede kolonner: kost, bord"], id="columns-gone"),
        pytest.param(table(BO), table(Member("M0002", {**BO.cells, "navn": ""})), (), ["1 celle ændret i 1 række: M0002 (uden navn)"], id="no-name"),
    ],
)  # fmt: skip
def test_in_brief(before: Table, after: Table, seen: tuple[str, ...], lines: list[str]) -> None:
    assert describe_briefly(find_difference(before, after, seen)) == lines


def test_in_full() -> None:
    before = table(ANNE, BO, TYPED)
    after = table(ANNE.with_cells({"telefon": "", "noter": "Ringer\ni august"}), CARL, SIX[0])
    assert describe_fully(find_difference(before, after)) == [
        "M0004 Ny Person4 er ny",
        "    organisation: »Køge Kommune«",
        "    email: »ny4@koege.example«",
        "    status: »tilmeldt«",
        "    tilmeldt: »2017-06-27«",
        "    kvittering: »2017-06-27«",
        "    2017-09-14: »ja«",
        "    2017-11-16: »ja«",
        "    2018-01-25: »ja«",
        "M0003 Carl Eg har fået sit id",
        "M0002 Bo Dam er slettet",
        "    organisation: »Køge Kommune«",
        "    email: »bo@koege.example«",
        "    status: »tilmeldt«",
        "    tilmeldt: »2017-06-27«",
        "    kvittering: »2017-06-27«",
        "    2017-09-14: »ja«",
        "    2017-11-16: »ja«",
        "    2018-01-25: »ja«",
        "M0001 Anne Hansen, telefon: »33 70 00 00« → tomt",
        "M0001 Anne Hansen, noter: tomt → »Ringer / i august«",
    ]


def test_nothing_in_full() -> None:
    assert describe_fully(find_difference(table(ANNE), table(ANNE))) == ["Ingen ændringer i indholdet."]


def test_a_cell_of_a_column_that_is_gone_has_changed() -> None:
    before = replace(table(ANNE.with_cells({ODENSE: "nej"})), columns=(*table().columns,))
    after = Table(tuple(one for one in before.columns if one != ODENSE), (replace(ANNE, cells={k: v for k, v in ANNE.cells.items() if k != ODENSE}),))  # fmt: skip
    assert describe_fully(find_difference(before, after)) == [
        "M0001 Anne Hansen, 2017-11-16: »nej« → tomt",
        "slettet kolonne: 2017-11-16",
    ]
