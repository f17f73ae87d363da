from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import NOW
from factories import AARHUS, ANNE, METTE, ODENSE, SECRETARY
from netpost.journal import Journal
from netpost.journal.owed import ANSWERS, Kind, OwedMail, OwedRecords, join_occasions

MAIL = OwedMail(Kind.CONFIRMATION, ("M0001",), ANNE, (AARHUS, ODENSE), "1", options={"price": True}, why="signed up")
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    journal = Journal.create(tmp_path / "journal.sqlite", NOW, NOW)
    yield journal
    journal.close()


def add(journal: Journal, mail: OwedMail = MAIL) -> bool:
    with journal.transaction():
        return journal.owed.add(mail, NOW)


def state(journal: Journal, mail: OwedMail = MAIL) -> str:
    found = journal.owed.find(mail.key)
    assert found is not None
    return found.state


def test_an_owed_mail_reads_back(journal: Journal) -> None:
    mail = replace(
        MAIL, due_at=NOW, is_by_staff=True, detail="Vent.", frozen=b"Subject: x", message_id="<1@kl.example>"
    )
    assert add(journal, mail)
    assert journal.owed.find(mail.key) == replace(mail, created_at=NOW)
    assert journal.owed.in_state("owed") == [replace(mail, created_at=NOW)]
    assert journal.owed.with_message_id("<1@kl.example>") == replace(mail, created_at=NOW)
    assert journal.owed.find("andet") is None


@pytest.mark.parametrize(
    ("mail", "key"),
    [
        pytest.param(MAIL, "bekraeftelse:M0001:1", id="confirmation"),
        pytest.param(OwedMail(Kind.REMINDER, ("M0001",), ANNE, (AARHUS,), "14"), "paamindelse:M0001:2017-09-14:14", id="reminder"),
        pytest.param(OwedMail(Kind.FOLLOWUP, ("M0001",), ANNE, (AARHUS,)), "opsamling:M0001:2017-09-14", id="summary"),
        pytest.param(OwedMail(Kind.DECLINE, ("M0001",), ANNE, (AARHUS, ODENSE), "2"), "afbud:M0001:2017-09-14+2017-11-16:2", id="afbud"),
        pytest.param(OwedMail(Kind.REPORT, (), ANNE, occasion="2017-09-14"), "rapport:2017-09-14", id="report"),
    ],
)  # fmt: skip
def test_the_key(mail: OwedMail, key: str) -> None:
    assert mail.key == key


@pytest.mark.parametrize(
    ("second", "is_new"),
    [
        pytest.param(MAIL, False, id="the-same"),
        pytest.param(replace(MAIL, recipient=METTE, meetings=(ODENSE,)), False, id="to-another-address"),
        pytest.param(replace(MAIL, members=("M0002", "M0001")), False, id="joint-with-another"),
        pytest.param(replace(MAIL, members=("M0002", "M0001"), occasion="2+1"), False, id="joint-with-other-number"),
        pytest.param(replace(MAIL, members=("M0002", "M0001"), occasion="1+2"), True, id="another-membership-in-a-joint-one"),
        pytest.param(replace(MAIL, occasion="2"), True, id="another-membership"),
        pytest.param(replace(MAIL, members=("M0002",)), True, id="another-member"),
        pytest.param(replace(MAIL, kind=Kind.CANCELLATION), True, id="another-kind"),
    ],
)  # fmt: skip
def test_nobody_is_owed_the_same_twice(journal: Journal, second: OwedMail, is_new: bool) -> None:
    assert add(journal)
    assert add(journal, second) is is_new
    assert len(journal.owed.in_state("owed")) == 1 + is_new


@pytest.mark.parametrize(
    ("first", "second", "is_new"),
    [
        pytest.param((Kind.REMINDER, (AARHUS,), "14"), (Kind.REMINDER, (AARHUS,), "2"), True, id="reminders"),
        pytest.param((Kind.REMINDER, (AARHUS,), "14"), (Kind.REMINDER, (ODENSE,), "14"), True, id="meetings"),
        pytest.param((Kind.FOLLOWUP, (AARHUS,), ""), (Kind.FOLLOWUP, (AARHUS,), ""), False, id="summaries"),
        pytest.param((Kind.DECLINE, (AARHUS,), "1"), (Kind.DECLINE, (AARHUS,), "2"), True, id="afbud-again"),
        pytest.param((Kind.DECLINE, (AARHUS,), "1"), (Kind.DECLINE, (ODENSE,), "1"), True, id="afbud-elsewhere"),
    ],
)
def test_what_counts_as_the_same(journal: Journal, first: Any, second: Any, is_new: bool) -> None:
    one, other = (OwedMail(kind, ("M0001",), ANNE, meetings, occasion) for kind, meetings, occasion in (first, second))
    assert add(journal, one)
    assert add(journal, other) is is_new


@pytest.mark.parametrize("end", ["withdrawn", "missed", "sent", "refused"])
def test_what_has_come_to_an_end_is_not_owed_again(journal: Journal, end: str) -> None:
    add(journal)
    with journal.transaction():
        if end in {"sent", "refused"}:
            journal.owed.note_attempt(MAIL.key, b"x", "<1@kl.example>", NOW)
        ENDS[end](journal.owed)
    assert state(journal) == end
    assert not add(journal)
    assert journal.owed.known_claims() == {("M0001", "bekraeftelse", "", "1")}


ENDS: dict[str, Callable[[OwedRecords], None]] = {
    "withdrawn": lambda owed: owed.withdraw(MAIL.key, "gone"),
    "missed": lambda owed: owed.note_missed(MAIL.key, "For sent."),
    "sent": lambda owed: owed.note_sent(MAIL.key, NOW, None),
    "refused": lambda owed: owed.note_refused(MAIL.key, "550"),
}


@pytest.mark.parametrize(("numbers", "occasion"), [((1,), "1"), ((1, 1), "1"), ((1, 3), "1+3"), ((3, 1, 1), "3+1+1")])
def test_the_occasion_of_a_joint_mail(numbers: tuple[int, ...], occasion: str) -> None:
    members = tuple(f"M{place}" for place in range(len(numbers)))
    assert join_occasions(numbers) == occasion
    claims = replace(MAIL, members=members, occasion=occasion).claims
    assert [(member, int(number)) for member, _, _, number in claims] == list(zip(members, numbers, strict=True))


# the states


STEPS: dict[str, Callable[[OwedRecords], None]] = {
    **ENDS,
    "hold": lambda owed: owed.hold(MAIL.key, "Vent."),
    "release": lambda owed: owed.release(MAIL.key),
    "resume": lambda owed: owed.resume(MAIL.key),
    "attempt": lambda owed: owed.note_attempt(MAIL.key, b"x", "<1@kl.example>", NOW),
    "later": lambda owed: owed.note_later(MAIL.key, "451", LATER),
    "unknown": lambda owed: owed.note_unknown(MAIL.key, "cut off"),
    "copied": lambda owed: owed.note_copied(MAIL.key),
}
ALLOWED = {
    "owed": {"hold": "held", "attempt": "sending", "withdrawn": "withdrawn", "missed": "missed"},
    "held": {"release": "owed", "withdrawn": "withdrawn", "missed": "missed"},
    "sending": {"sent": "sent", "refused": "refused", "later": "owed", "unknown": "unknown"},
    "unknown": {"sent": "sent", "resume": "owed", "release": "owed", "withdrawn": "withdrawn"},
    "refused": {"release": "owed", "withdrawn": "withdrawn"},
    "sent": {"copied": "sent"},
    "missed": {},
    "withdrawn": {},
}


@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
def test_no_step_leads_where_it_must_not(journal: Journal, steps: list[str]) -> None:
    rehearsal = journal.rehearse()
    add(rehearsal)
    expected = "owed"
    for step in steps:
        following = ALLOWED[expected].get(step)
        if following is None:
            with pytest.raises(RuntimeError, match="not in any of the states"), rehearsal.transaction():
                STEPS[step](rehearsal.owed)
        else:
            with rehearsal.transaction():
                STEPS[step](rehearsal.owed)
        expected = following or expected
        assert state(rehearsal) == expected
    rehearsal.close()


@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
def test_what_may_have_left_is_never_tried_again_without_a_word(journal: Journal, steps: list[str]) -> None:
    rehearsal = journal.rehearse()
    add(rehearsal)
    has_left = False
    for step in steps:
        try:
            with rehearsal.transaction():
                STEPS[step](rehearsal.owed)
        except RuntimeError:
            continue
        if step == "attempt":
            assert not has_left
        has_left = (has_left or step in {"attempt", "sent"}) and step not in {"later", "refused", "release", "resume"}
    rehearsal.close()


def test_a_step_of_a_mail_that_is_not_there_raises(journal: Journal) -> None:
    with pytest.raises(RuntimeError, match="bekraeftelse:M0001:1"), journal.transaction():
        journal.owed.hold(MAIL.key, "Vent.")


def test_an_attempt_freezes_what_the_server_gets(journal: Journal) -> None:
    add(journal)
    with journal.transaction():
        journal.owed.note_attempt(MAIL.key, b"bytes", "<1@kl.example>", NOW)
        journal.owed.note_later(MAIL.key, "451 later", LATER)
    (mail,) = journal.owed.in_state("owed")
    assert (mail.frozen, mail.message_id, mail.tries, mail.attempted_at) == (b"bytes", "<1@kl.example>", 1, NOW)
    assert mail.detail == "451 later"


@pytest.mark.parametrize("step", ["release", "resume"])
def test_a_word_of_the_staff_goes_with_the_mail(journal: Journal, step: str) -> None:
    add(journal)
    with journal.transaction():
        journal.owed.note_attempt(MAIL.key, b"bytes", "<1@kl.example>", NOW)
        journal.owed.note_unknown(MAIL.key, "cut off")
        STEPS[step](journal.owed)
    (mail,) = journal.owed.ready((Kind.CONFIRMATION,), NOW)
    assert mail.is_released
    assert mail.frozen == b"bytes"


def test_only_a_mail_that_waits_is_sent_elsewhere(journal: Journal) -> None:
    add(journal)
    with journal.transaction():
        journal.owed.readdress(MAIL.key, METTE)
    (mail,) = journal.owed.in_state("owed")
    assert mail.recipient == METTE
    with journal.transaction():
        journal.owed.note_attempt(MAIL.key, b"bytes", "<1@kl.example>", NOW)
    with pytest.raises(RuntimeError), journal.transaction():
        journal.owed.readdress(MAIL.key, ANNE)


# what is ready


def test_a_mail_is_ready_when_its_next_try_has_come(journal: Journal) -> None:
    add(journal)
    with journal.transaction():
        journal.owed.note_attempt(MAIL.key, b"bytes", "<1@kl.example>", NOW)
        journal.owed.note_later(MAIL.key, "451", LATER)
    assert journal.owed.ready(tuple(ANSWERS), LATER - timedelta(seconds=1)) == []
    assert [mail.key for mail in journal.owed.ready(tuple(ANSWERS), LATER)] == [MAIL.key]


def test_only_the_kinds_asked_for_are_ready_oldest_first(journal: Journal) -> None:
    older = replace(MAIL, members=("M0002",))
    with journal.transaction():
        journal.owed.add(MAIL, LATER)
        journal.owed.add(older, NOW)
        journal.owed.add(OwedMail(Kind.REMINDER, ("M0001",), ANNE, (AARHUS,), "14"), NOW)
        journal.owed.add(replace(MAIL, members=("M0003",), state="held"), NOW)
    assert [mail.key for mail in journal.owed.ready((Kind.CONFIRMATION,), LATER)] == [older.key, MAIL.key]
    assert journal.has("owed", "state = 'held'")
    assert not journal.has("owed", "state IN ('sending', 'unknown')")


# counting


def send(journal: Journal, mail: OwedMail, minutes: int) -> None:
    add(journal, mail)
    with journal.transaction():
        journal.owed.note_attempt(mail.key, b"x", f"<{mail.key}@kl.example>", NOW)
        journal.owed.note_sent(mail.key, NOW + timedelta(minutes=minutes), "wanted")


def test_the_answers_to_one_address_are_counted(journal: Journal) -> None:
    send(journal, MAIL, 0)
    send(journal, replace(MAIL, kind=Kind.CANCELLATION), 10)
    send(journal, replace(MAIL, members=("M0002",), recipient=METTE), 10)
    send(journal, OwedMail(Kind.REMINDER, ("M0001",), ANNE, (AARHUS,), "14"), 10)
    add(journal, replace(MAIL, occasion="2"))
    assert journal.owed.count_answers(ANNE, NOW) == 2
    assert journal.owed.count_answers(ANNE, LATER) == 1
    assert journal.owed.count_answers(SECRETARY, NOW) == 0


def test_receipts_are_counted_by_member(journal: Journal) -> None:
    add(journal, OwedMail(Kind.DECLINE, ("M0001",), ANNE, (AARHUS, ODENSE), "1"))
    add(journal, OwedMail(Kind.DECLINE, ("M0001",), ANNE, (AARHUS,), "2"))
    add(journal, OwedMail(Kind.DECLINE, ("M0002",), METTE, (AARHUS,), "1"))
    assert journal.owed.count_by_member(Kind.DECLINE) == {"M0001": 2, "M0002": 1}


def test_copies_are_wanted_until_they_are_stored(journal: Journal) -> None:
    send(journal, MAIL, 0)
    assert [mail.key for mail in journal.owed.wanting_copy()] == [MAIL.key]
    with journal.transaction():
        journal.owed.note_copied(MAIL.key)
    assert journal.owed.wanting_copy() == []


def test_each_turn_for_the_worse_is_reported_once(journal: Journal) -> None:
    add(journal)
    with journal.transaction():
        journal.owed.hold(MAIL.key, "Vent.")
    assert [mail.detail for mail in journal.owed.unreported("held")] == ["Vent."]
    with journal.transaction():
        journal.owed.note_reported([MAIL.key], "2017-08-21")
    assert journal.owed.unreported("held") == []
    with journal.transaction():
        journal.owed.note_missed(MAIL.key, "For sent.")
    assert [mail.detail for mail in journal.owed.unreported("missed")] == ["For sent."]
