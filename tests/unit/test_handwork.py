from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conftest import NOW, settings
from factories import AARHUS, ANNE, MEETINGS, METTE, ODENSE, VEJLE, meeting, member, table
from netpost.jobs.handwork import MANY, NOTHING, take_over
from netpost.jobs.session import Run, Session
from netpost.journal import Journal
from netpost.journal.owed import OwedMail
from netpost.members import Member, Merge

BLANK = dict.fromkeys(("m2017_09_14", "m2017_11_16", "m2018_01_25", "tilmeldt", "kvittering"), "")
TYPED = member(**BLANK)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    journal = Journal.create(tmp_path / "journal.sqlite", NOW, NOW)
    session = Session(Run(settings(tmp_path, price="5900"), NOW), journal)
    session.meetings = MEETINGS
    yield session
    journal.close()


def save(session: Session, *members: Member, **more: Any) -> list[OwedMail]:
    """Take over a members.csv in which staff wrote these rows; return what it causes."""
    known = {mail.key for mail in session.journal.owed.in_state("owed", "held")}
    with session.journal.transaction():
        take_over(session, Merge(table(*members), {}, **more))
    return [mail for mail in session.journal.owed.in_state("owed", "held") if mail.key not in known]


def shown(mails: list[OwedMail]) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [(mail.key, mail.state, mail.recipient, mail.meetings) for mail in mails]


def told(session: Session, key: str) -> list[str]:
    return [notice.sentence for notice in session.journal.notices.unreported() if notice.key.startswith(key)]


ALL = (AARHUS, ODENSE, VEJLE)
CONFIRMED = [("bekraeftelse:M0001:1", "owed", ANNE, ALL)]


def test_a_row_typed_by_hand_is_a_signup_for_all_that_remain(session: Session) -> None:
    mails = save(session, TYPED)
    assert shown(mails) == CONFIRMED
    assert (mails[0].is_by_staff, mails[0].options) == (True, {"price": True})
    (row,) = session.table.members
    assert {column: row.cell(column) for column in ("tilmeldt", *ALL)} == {
        "tilmeldt": "2017-08-21", AARHUS: "ja", ODENSE: "ja", VEJLE: "ja",
    }  # fmt: skip
    assert session.journal.members.joined_at()["M0001", AARHUS] == NOW


def test_what_staff_typed_into_a_new_row_stands(session: Session) -> None:
    (mail,) = save(session, TYPED.with_cells({ODENSE: "ja", "tilmeldt": "1. august"}))
    (row,) = session.table.members
    assert [row.cell(column) for column in ("tilmeldt", *ALL)] == ["1. august", "", "ja", ""]
    assert (mail.meetings, mail.options) == ((ODENSE,), {"price": False})


@pytest.mark.parametrize(
    ("row", "key"),
    [
        pytest.param(TYPED.with_cells({"kvittering": "nej"}), None, id="staff-want-no-answer"),
        pytest.param(TYPED.with_cells({"email": ""}), None, id="no-address"),
        pytest.param(TYPED.with_cells({"email": "anne at koege"}), None, id="no-valid-address"),
        pytest.param(TYPED.with_cells({"status": ""}), None, id="no-status"),
        pytest.param(TYPED.with_cells({"status": "tilmelt"}), None, id="unclear-status"),
        pytest.param(TYPED.with_cells({"status": "afmeldt"}), None, id="has-left"),
        pytest.param(TYPED.with_cells({"status": "Venteliste"}), "venteliste:M0001:1", id="waits"),
        pytest.param(TYPED, "bekraeftelse:M0001:1", id="signed-up"),
    ],
)
def test_which_rows_cause_mail(session: Session, row: Member, key: str | None) -> None:
    assert [mail.key for mail in save(session, row)] == ([key] if key else [])


def test_saving_again_causes_nothing(session: Session) -> None:
    save(session, TYPED)
    assert save(session, session.table.members[0].with_cells({"titel": "Chef"})) == []


def test_a_row_whose_address_comes_later_is_a_signup_then(session: Session) -> None:
    assert save(session, TYPED.with_cells({"email": ""})) == []
    assert shown(save(session, session.table.members[0].with_cells({"email": ANNE}))) == CONFIRMED


def test_an_adopted_member_whose_address_comes_later_is_not_confirmed(session: Session) -> None:
    with session.journal.transaction():
        session.store_table(table(TYPED.with_cells({"email": ""})))
    assert save(session, TYPED) == []


def test_a_row_that_was_deleted_and_comes_back_is_not_confirmed_again(session: Session) -> None:
    save(session, TYPED)
    save(session)
    assert save(session, TYPED) == []


# who had left


def left(session: Session, **cells: str) -> Member:
    save(session, TYPED)
    save(session, session.table.members[0].with_cells({"status": "afmeldt"}))
    return session.table.members[0].with_cells({"status": "tilmeldt"} | cells)


def test_whom_staff_list_anew_gets_a_new_confirmation(session: Session) -> None:
    assert shown(save(session, left(session))) == [("bekraeftelse:M0001:2", "owed", ANNE, ALL)]
    assert session.journal.members.memberships() == {"M0001": 2}


def test_an_old_receipt_stops_the_new_confirmation_and_staff_are_told(session: Session) -> None:
    assert save(session, left(session, kvittering="2017-06-27")) == []
    assert session.journal.members.memberships() == {"M0001": 2}
    assert told(session, "receipt:") == [
        "Anne Hansen (M0001) er tilmeldt igen og får ingen bekræftelse: der står allerede »2017-06-27« i kvittering."
    ]


# what is held


@pytest.mark.parametrize(("number", "state"), [(5, "owed"), (6, "held")])
def test_many_new_rows_at_once_are_held(session: Session, number: int, state: str) -> None:
    rows = [TYPED.with_cells({"navn": f"Navn {i}", "email": f"n{i}@koege.example"}) for i in range(number)]
    mails = save(session, *(Member(f"M{i:04}", row.cells) for i, row in enumerate(rows, 1)))
    assert {mail.state for mail in mails} == {state}
    assert {mail.detail for mail in mails} == ({MANY} if state == "held" else {""})
    assert len(told(session, "rows:")) == (state == "held")


def test_a_row_without_any_meeting_is_held(session: Session) -> None:
    (mail,) = save(session, TYPED.with_cells(dict.fromkeys(ALL, "nej")))
    assert (mail.state, mail.detail) == ("held", NOTHING)


def test_a_cancelled_meeting_is_neither_filled_in_nor_confirmed(session: Session) -> None:
    session.meetings = (meeting(AARHUS, status="aflyst"), meeting(ODENSE))
    (mail,) = save(session, TYPED)
    assert (mail.meetings, session.table.members[0].cell(AARHUS)) == ((ODENSE,), "")
    (mail,) = save(session, session.table.members[0], member("M0002", "Mette Holm", METTE, kvittering=""))
    assert mail.meetings == (ODENSE,)


@pytest.mark.parametrize(
    ("row", "deadline", "has_price"),
    [
        pytest.param(TYPED, date(2017, 8, 21), True, id="last-day"),
        pytest.param(TYPED, date(2017, 8, 20), False, id="late"),
        pytest.param(TYPED.with_cells({AARHUS: "ja", ODENSE: "nej"}), None, False, id="some"),
    ],
)
def test_the_price_stands_only_for_all_in_time(
    session: Session, row: Member, deadline: date | None, has_price: bool
) -> None:
    session.meetings = (meeting(AARHUS, signup_deadline=deadline), meeting(ODENSE))
    (mail,) = save(session, row)
    assert mail.options == {"price": has_price}


# another person in the row


def test_what_was_owed_to_one_person_does_not_reach_the_next_in_the_row(session: Session) -> None:
    save(session, TYPED, member("M0002", "Ib Bo", "ib@koege.example", kvittering=""))
    new = session.table.members[0].with_cells({"navn": "Mette Holm", "email": METTE})
    save(session, new, session.table.members[1], replaced=("M0001",))
    assert [mail.key for mail in session.journal.owed.in_state("withdrawn")] == ["bekraeftelse:M0001:1"]
    assert [mail.key for mail in session.journal.owed.in_state("owed")] == ["bekraeftelse:M0002:1"]
    assert session.journal.members.memberships() == {"M0001": 2, "M0002": 1}


# what staff are told


def test_staff_are_told_what_cannot_be_understood_until_they_mend_it(session: Session) -> None:
    row = TYPED.with_cells({"status": "tilmelt", AARHUS: "jaa", ODENSE: "kun frokost"})
    save(session, row)
    assert told(session, "cell:") == [
        "M0001 (Anne Hansen) har »tilmelt« i kolonnen status og får ingen mails. Mente I »tilmeldt«?",
        "M0001 (Anne Hansen) har »jaa« i kolonnen 2017-09-14 og får ingen mails om det møde. Mente I »ja«?",
        "M0001 (Anne Hansen) har »kun frokost« i kolonnen 2017-11-16 og får ingen mails om det møde. "
        "Skriv et af ordene ja, nej, afbud, deltog, udeblev.",
    ]
    save(session, TYPED)
    assert session.journal.notices.open_keys("cell:") == set()


@pytest.mark.parametrize(
    ("cells", "sentences"),
    [
        pytest.param({"status": ""}, ["M0001 (Anne Hansen) har ingen status i members.csv. Skriv tilmeldt, venteliste eller afmeldt."], id="no-status"),
        pytest.param({"email": ""}, ["M0001 (Anne Hansen) har ingen gyldig mailadresse og får derfor ingen mails."], id="no-address"),
        pytest.param({"email": "", "tilmeldt_af": METTE}, [], id="signed-up-by-another"),
        pytest.param({"email": "", "status": "afmeldt"}, [], id="has-left"),
    ],
)  # fmt: skip
def test_staff_are_told_of_rows_that_get_no_mail(session: Session, cells: dict[str, str], sentences: list[str]) -> None:
    save(session, TYPED.with_cells(cells))
    assert told(session, "cell:") == sentences


def test_a_deleted_row_is_told(session: Session) -> None:
    save(session, TYPED)
    save(session, deleted=("M0001",))
    assert told(session, "deleted:") == ["Rækken M0001 (Anne Hansen) er slettet i members.csv."]
