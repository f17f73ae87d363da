"""The members as they are + an old version of them → the members after restoring it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import hypothesis.strategies as st
from hypothesis import given

from factories import AARHUS, member, table
from netpost.members import Member, Table
from netpost.members.restoring import Restoration, order_columns, restore_rows

ANNE = member()
BO = member("M0002", "Bo Dam", "bo@koege.example")
CARL = member("M0003", "Carl Eg", "carl@koege.example")


def restore(now: Table, then: Table, **receipts: str) -> Restoration:
    return restore_rows(now, then, receipts, {}, 9)


def test_a_changed_cell_comes_back() -> None:
    changed = ANNE.with_cells({"status": "afmeldt", AARHUS: "nej"})
    restored = restore(table(changed, BO), table(ANNE, BO))
    assert restored.table == table(ANNE, BO)
    assert [(one.column, one.old, one.new) for one in restored.edits] == [
        ("status", "afmeldt", "tilmeldt"),
        (AARHUS, "nej", "ja"),
    ]


def test_a_cell_that_came_by_mail_stays() -> None:
    changed = ANNE.with_cells({"status": "afmeldt", "titel": "Chef"})
    restored = restore_rows(table(changed, BO), table(ANNE, BO), {}, {"M0001": {"status"}}, 9)
    assert restored.table == table(ANNE.with_cells({"status": "afmeldt", "titel": ""}), BO)
    assert [one.column for one in restored.edits] == ["titel"]
    assert [(one.column, one.old, one.new) for one in restored.mailed] == [("status", "afmeldt", "tilmeldt")]


def test_a_deleted_row_comes_back_under_its_id_and_later_ones_stay() -> None:
    restored = restore(table(CARL, ANNE), table(ANNE, BO))
    assert restored.table == table(ANNE, BO, CARL)
    assert (restored.returned, restored.kept, restored.edits) == ((BO,), (CARL,), ())


def test_a_cell_that_differs_in_form_alone_stays_as_it_is() -> None:
    now = table(ANNE.with_cells({"telefon": "33 70 00 00"}))
    assert restore(now, table(ANNE.with_cells({"telefon": "33700000"}))).table == now


def test_a_confirmation_that_was_sent_stays_sent() -> None:
    unsent = {"kvittering": ""}
    assert restore(table(ANNE), table(ANNE.with_cells(unsent))).table == table(ANNE)
    (row,) = restore(table(), table(BO.with_cells(unsent)), M0002="2017-06-27").table.members
    assert row.cell("kvittering") == "2017-06-27"
    (row,) = restore(table(ANNE), table(ANNE.with_cells({"kvittering": "nej"}))).table.members
    assert row.cell("kvittering") == "nej"


def test_another_person_in_the_row_gets_a_row_of_their_own() -> None:
    other = BO.with_cells({"navn": "Pia Thøgersen", "email": "pia@nyborg.example", "noter": "Ny chef"})
    restored = restore(table(ANNE, other), table(ANNE, BO))
    moved = replace(other, id="M0009")
    assert restored.table == table(ANNE, BO, moved)
    assert (restored.moved, restored.edits) == (((other, moved),), ())
    assert restore(restored.table, table(ANNE, BO)).table == restored.table


def test_columns_that_came_later_stay_and_those_that_are_gone_come_back() -> None:
    assert order_columns(("id", "navn", "kost", "noter"), ("id", "bord", "navn", "noter", "hotel")) == (
        "id", "bord", "navn", "kost", "noter", "hotel",
    )  # fmt: skip
    now = Table((*table().columns, "kost"), (ANNE.with_cells({"kost": "vegetar", "titel": "Chef"}),))
    (row,) = restore(now, table(ANNE)).table.members
    assert (row.cell("kost"), row.cell("titel")) == ("vegetar", "")


TEXTS = st.sampled_from(["", "ja", "nej", "afbud", "2017-06-27"])
NAMES = st.sampled_from([("Anne Hansen", "anne@koege.example"), ("Bo Dam", "bo@koege.example"), ("", "")])


@st.composite
def tables(draw: Any) -> Table:
    numbers = draw(st.lists(st.integers(1, 5), unique=True))
    rows = []
    for number in numbers:
        name, email = draw(NAMES)
        rows.append(
            Member(f"M000{number}", {"navn": name, "email": email, AARHUS: draw(TEXTS), "kvittering": draw(TEXTS)})
        )
    return table(*rows)


@given(tables(), tables())
def test_nobody_is_lost_and_the_second_time_changes_nothing(now: Table, then: Table) -> None:
    once = restore(now, then)
    ids = [row.id for row in once.table.members]
    assert len(set(ids)) == len(ids)
    people = {(row.name, row.email) for row in once.table.members}
    assert all((row.name, row.email) in people for row in now.members if row.id not in then.by_id())
    again = restore_rows(once.table, then, {}, {}, 50)
    assert (again.table, again.edits, again.moved) == (once.table, (), ())
