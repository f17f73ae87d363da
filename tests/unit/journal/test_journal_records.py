from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from conftest import NOW
from factories import AARHUS, ANNE, ODENSE, member, table
from netpost.files import digest_of
from netpost.journal import Journal
from netpost.journal.invitations import Held
from netpost.journal.mails import MailRecord, Place
from netpost.journal.members import CellChange
from netpost.journal.notices import Notice
from netpost.journal.owed import Kind, OwedMail

LATER = NOW + timedelta(minutes=10)
PLACE = Place("INBOX", 7, 3)
MAIL = MailRecord(
    message_id="<1@koege.example>",
    fingerprint="f1",
    arrived=NOW,
    written=None,
    sender=ANNE,
    subject="Afmelding på æøå",
    intent="cancel",
    state="review",
    reasons=("Mailen er uklar.",),
    unused_text="Er der frokost?",
    references_to=("<0@kl.example>",),
    is_urgent=True,
)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    journal = Journal.create(tmp_path / "journal.sqlite", NOW, NOW)
    yield journal
    journal.close()


# mails


def test_a_folder_never_seen_has_no_mark(journal: Journal) -> None:
    assert journal.mark_of("INBOX") is None


def test_every_uid_gets_a_row_once_and_is_read_in_order(journal: Journal) -> None:
    with journal.transaction():
        journal.mails.register_uids("INBOX", 7, [5, 3], 5)
        journal.mails.register_uids("INBOX", 7, [3, 9], 9)
    assert journal.mark_of("INBOX") == (7, 9)
    assert journal.mails.uids_to_read("INBOX", 7, NOW) == [3, 5, 9]
    assert journal.mails.uids_to_read("INBOX", 8, NOW) == []
    assert journal.mails.uids_to_read("Andre", 7, NOW) == []


def test_a_uid_that_fails_is_tried_again_later(journal: Journal) -> None:
    with journal.transaction():
        journal.mails.register_uids("INBOX", 7, [3, 4], 4)
        journal.mails.note_failure(PLACE, "see the log", LATER)
    assert journal.mails.uids_to_read("INBOX", 7, LATER - timedelta(seconds=1)) == [4]
    assert journal.mails.uids_to_read("INBOX", 7, LATER) == [3, 4]
    assert journal.mails.tries_of(PLACE) == 1
    assert journal.mails.tries_of(replace(PLACE, uid=99)) == 0


def test_a_uid_seen_again_keeps_what_is_known_of_it(journal: Journal) -> None:
    with journal.transaction():
        journal.mails.register_uids("INBOX", 7, [3], 3)
        journal.mails.note_read(PLACE, journal.mails.add(MAIL, NOW), "done", None)
        journal.mails.register_uids("INBOX", 7, [3], 3)
    assert journal.mails.uids_to_read("INBOX", 7, LATER) == []


def test_a_mail_that_left_the_folder_is_not_waited_for(journal: Journal) -> None:
    with journal.transaction():
        journal.mails.register_uids("INBOX", 7, [3], 3)
        journal.mails.note_gone(PLACE)
    assert journal.mails.uids_to_read("INBOX", 7, LATER) == []


def test_a_new_uidvalidity_keeps_the_mails(journal: Journal) -> None:
    with journal.transaction():
        journal.mails.register_uids("INBOX", 7, [3], 3)
        journal.mails.register_uids("Andre", 7, [3], 3)
        journal.mails.note_read(PLACE, journal.mails.add(MAIL, NOW), "done", None)
        journal.mails.forget_old_uids("INBOX", 8)
    assert journal.mails.uids_to_read("INBOX", 7, LATER) == []
    assert journal.mails.uids_to_read("Andre", 7, LATER) == [3]
    assert [mail.fingerprint for mail in journal.mails.with_message_id("<1@koege.example>")] == ["f1"]


def test_a_mail_reads_back(journal: Journal) -> None:
    with journal.transaction():
        number = journal.mails.add(MAIL, NOW)
        other = journal.mails.add(replace(MAIL, message_id=None, written=NOW, is_urgent=False), NOW)
    assert journal.mails.find(number) == replace(MAIL, id=number)
    assert journal.mails.find(99) is None
    assert [mail.id for mail in journal.mails.with_fingerprint("f1")] == [number, other]
    found = journal.mails.find(other)
    assert found is not None
    assert (found.message_id, found.written, found.is_urgent) == (None, NOW, False)


def test_an_order_that_was_carried_out_ends_a_review_and_its_copy_loses_the_flag(journal: Journal) -> None:
    copy = replace(PLACE, folder="Netpost udfør")
    with journal.transaction():
        journal.mails.register_uids("INBOX", 7, [3], 3)
        journal.mails.register_uids("Netpost udfør", 7, [3], 3)
        number = journal.mails.add(replace(MAIL, proposal="Netpost kan melde Bo ud."), NOW)
        journal.mails.note_read(PLACE, number, "review", None)
    found = journal.mails.find(number)
    assert found is not None
    assert (found.proposal, found.is_returned, found.is_reported) == ("Netpost kan melde Bo ud.", False, False)
    with journal.transaction():
        journal.mails.carry_out(number, LATER)
        journal.mails.note_read(copy, number, "done", "finish")
    assert journal.mails.open_reviews() == []
    assert journal.mails.wanted_actions() == [(PLACE, "finish"), (copy, "finish")]
    assert journal.mails.review_places() == []


def test_an_order_that_could_not_be_carried_out_opens_the_review_again(journal: Journal) -> None:
    with journal.transaction():
        journal.mails.register_uids("INBOX", 7, [3], 3)
        number = journal.mails.add(MAIL, NOW)
        journal.mails.note_read(PLACE, number, "review", None)
        journal.mails.note_reported([number], "2017-08-21")
        journal.mails.close_review(number, "moved", NOW)
        journal.mails.return_order(number, ["Bo er væk."], "Netpost kan mere.", is_urgent=False, now=LATER)
    (waiting,) = journal.mails.unreported("review")
    assert waiting == replace(
        MAIL,
        id=number,
        reasons=("Bo er væk.",),
        proposal="Netpost kan mere.",
        is_urgent=False,
        is_returned=True,
    )
    assert journal.mails.open_reviews() == [waiting]
    assert journal.mails.review_places() == []


def test_a_review_is_open_until_staff_end_it(journal: Journal) -> None:
    with journal.transaction():
        journal.mails.register_uids("INBOX", 7, [3], 3)
        number = journal.mails.add(MAIL, NOW)
        older = journal.mails.add(replace(MAIL, arrived=NOW - timedelta(days=1)), NOW)
        journal.mails.note_read(PLACE, number, "review", "flag")
    assert [mail.id for mail in journal.mails.open_reviews()] == [older, number]
    assert journal.mails.review_places() == [(PLACE, number, False)]
    with journal.transaction():
        journal.mails.note_server_action(PLACE, "flag")
    assert journal.mails.review_places() == [(PLACE, number, True)]
    with journal.transaction():
        journal.mails.close_review(number, "answered", LATER)
    assert [mail.id for mail in journal.mails.open_reviews()] == [older]
    assert journal.mails.review_places() == []
    closed = journal.mails.find(number)
    assert closed is not None
    assert closed.closed == "answered"


def test_what_the_server_is_to_do_is_wanted_until_it_is_done(journal: Journal) -> None:
    with journal.transaction():
        journal.mails.register_uids("INBOX", 7, [3, 4], 4)
        number = journal.mails.add(MAIL, NOW)
        journal.mails.note_read(PLACE, number, "review", "flag")
        journal.mails.note_read(replace(PLACE, uid=4), number, "done", "move")
    assert journal.mails.wanted_actions() == [(PLACE, "flag"), (replace(PLACE, uid=4), "move")]
    assert journal.mails.places_of(number) == [PLACE, replace(PLACE, uid=4)]
    with journal.transaction():
        journal.mails.note_server_action(PLACE, "flag")
    assert journal.mails.wanted_actions() == [(replace(PLACE, uid=4), "move")]


def test_what_staff_have_ended_is_not_flagged_after_all(journal: Journal) -> None:
    with journal.transaction():
        journal.mails.register_uids("INBOX", 7, [3], 3)
        number = journal.mails.add(MAIL, NOW)
        journal.mails.note_read(PLACE, number, "review", "flag")
        journal.mails.close_review(number, "moved", LATER)
    assert journal.mails.wanted_actions() == []


def test_a_mail_is_reported_once(journal: Journal) -> None:
    with journal.transaction():
        number = journal.mails.add(replace(MAIL, state="older"), NOW)
    assert [mail.id for mail in journal.mails.unreported("older")] == [number]
    assert journal.mails.unreported("review") == []
    assert journal.has_untold
    with journal.transaction():
        journal.mails.note_reported([number], "2017-08-21")
    assert journal.mails.unreported("older") == []
    assert not journal.has_untold


# members


def test_members_read_back_in_the_staffs_order(journal: Journal) -> None:
    stored = table(member("M0002", "Bo Ærø", noter="ringer"), member())
    with journal.transaction():
        journal.members.store(stored)
    assert journal.members.table() == stored


def test_an_id_is_never_given_again(journal: Journal) -> None:
    with journal.transaction():
        journal.members.store(table(member("M0007"), member("M0002"), member("gæst"), member("M²")))
        journal.members.store(table(member("M0002")))
    assert journal.members.first_free_id == 8


def test_the_number_of_memberships_outlives_the_row(journal: Journal) -> None:
    with journal.transaction():
        journal.members.store(table(member()))
        journal.members.begin_membership("M0001")
        journal.members.store(table())
        journal.members.store(table(member(), member("M0002")))
    assert journal.members.memberships() == {"M0001": 2, "M0002": 1}


def change(field: str, new: str, member: str = "M0001") -> CellChange:
    return CellChange(member, field, "", new, "staff", "changed in members.csv")


def test_when_somebody_came_to_take_part(journal: Journal) -> None:
    with journal.transaction():
        journal.members.add_changes([change(AARHUS, "ja"), change(ODENSE, "nej"), change("status", "venteliste")], NOW)
        journal.members.add_changes(
            [change(AARHUS, "JA"), change("status", "Tilmeldt"), change("titel", "Chef")], LATER
        )
        journal.members.add_changes([change(AARHUS, "afbud")], LATER + timedelta(days=1))
    assert journal.members.joined_at() == {("M0001", AARHUS): LATER, ("M0001", "status"): LATER}


def test_changes_that_mails_caused_are_reported_once(journal: Journal) -> None:
    with journal.transaction():
        number = journal.mails.add(MAIL, NOW)
        journal.members.add_changes([change("titel", "Chef"), replace(change("navn", "Anne"), mail=number)], NOW)
    (found,) = journal.members.unreported_changes()
    assert (found.field, found.new, found.mail) == ("navn", "Anne", number)
    with journal.transaction():
        journal.members.note_changes_reported([found], "2017-08-21")
    assert journal.members.unreported_changes() == []


def test_changes_are_counted(journal: Journal) -> None:
    with journal.transaction():
        journal.members.add_changes([change("status", "tilmeldt"), change("status", "afmeldt")], NOW)
    assert journal.members.count_changes("M0001", "status", "tilmeldt") == 1
    assert journal.members.count_changes("M0002", "status", "tilmeldt") == 0


def test_the_changes_of_a_member_and_the_names_on_record(journal: Journal) -> None:
    changes = [
        CellChange("M0001", None, "", "Anne", "netpost", "tilmeldt"),
        CellChange("M0001", "email", "", ANNE, "netpost", "tilmeldt"),
        CellChange("M0001", "titel", "", "Chef", "staff", "changed in members.csv"),
        CellChange("M0002", None, "Bo", "", "staff", "row deleted in members.csv"),
    ]
    with journal.transaction():
        journal.members.add_changes(changes, NOW)
    assert [replace(one, id=0, at="") for one in journal.members.changes_of("M0001")] == changes[:3]
    assert journal.members.names_on_record() == [("M0001", "Anne"), ("M0001", ANNE), ("M0002", "Bo")]


# versions of members.csv


def test_a_version_is_pending_until_it_is_known_to_lie_there(journal: Journal) -> None:
    with journal.transaction():
        found = journal.members.add_version(b"found", "staff", "found", NOW)
        pending = journal.members.add_version(b"pending", "netpost", "pending", NOW)
        unmerged = journal.members.add_version(b"saved meanwhile", "staff", "unmerged", NOW)
    assert [(one.id, one.data) for one in journal.members.pending_versions()] == [(pending, b"pending")]
    assert [(one.id, one.data) for one in journal.members.unmerged_versions()] == [(unmerged, b"saved meanwhile")]
    assert [one.id for one in journal.members.recent_versions(5)] == [found]
    with journal.transaction():
        journal.members.set_version_state(pending, "written")
    assert journal.members.pending_versions() == []
    assert [one.id for one in journal.members.recent_versions(5)] == [found, pending]
    assert [one.id for one in journal.members.recent_versions(1)] == [pending]
    assert journal.members.has_digest(digest_of(b"pending"), "written")
    assert not journal.members.has_digest(digest_of(b"pending"), "found")


def test_a_version_that_never_lay_there_is_forgotten(journal: Journal) -> None:
    with journal.transaction():
        journal.members.drop_version(journal.members.add_version(b"x", "netpost", "pending", NOW))
    assert journal.members.pending_versions() == []


def test_versions_are_looked_up_by_number(journal: Journal) -> None:
    assert journal.members.version_numbers() is None
    with journal.transaction():
        states = ("found", "refused", "written", "pending")
        first, refused, written, pending = (journal.members.add_version(b"x", "staff", one, NOW) for one in states)
    assert [one.id for one in journal.members.versions(0)] == [first, refused, written, pending]
    assert [one.id for one in journal.members.versions(2)] == [written, pending]
    assert [one.id for one in journal.members.versions(2, written)] == [refused, written]
    version = journal.members.version(refused)
    assert version is not None
    assert (version.state, version.at, version.data) == ("refused", NOW, b"x")
    assert journal.members.version(99) is None
    following = [journal.members.written_after(one) for one in (first, written, pending)]
    assert [one and one.id for one in following] == [written, pending, None]
    assert journal.members.version_numbers() == (first, pending)


def test_old_versions_go_but_the_newest_and_what_is_still_to_be_done(journal: Journal) -> None:
    old = NOW - timedelta(days=400)
    with journal.transaction():
        states = ("unmerged", "pending", "refused", "found", "written", "refused", "written")
        for state in states:
            journal.members.add_version(b"x", "staff", state, old)
        journal.members.add_version(b"x", "netpost", "written", NOW)
        assert journal.members.drop_old_versions(old, 2) == 0
        assert journal.members.drop_old_versions(NOW, 50) == 0
        assert journal.members.drop_old_versions(NOW, 2) == 4
    assert [(one.id, one.state) for one in journal.members.versions(0)] == [
        (1, "unmerged"), (2, "pending"), (7, "written"), (8, "written"),
    ]  # fmt: skip


def test_what_lies_on_disk_is_remembered(journal: Journal) -> None:
    assert journal.members.digest_on_disk is None
    with journal.transaction():
        journal.members.note_on_disk(digest_of(b"x"))
    assert journal.members.digest_on_disk == digest_of(b"x")


# notices


NOTICE = Notice("advarsel", "fault:1", "Se her.", is_urgent=True)


def test_a_fault_is_told_once_until_it_ends(journal: Journal) -> None:
    with journal.transaction():
        assert journal.notices.add(NOTICE, NOW)
        assert not journal.notices.add(replace(NOTICE, sentence="Se igen."), LATER)
        journal.notices.note_reported(journal.notices.unreported(), "2017-08-21")
        assert not journal.notices.add(NOTICE, LATER)
    assert journal.notices.unreported() == []
    assert journal.notices.open_keys("fault:") == {"fault:1"}
    with journal.transaction():
        journal.notices.keep_only("fault:", {"fault:2"})
        assert journal.notices.add(NOTICE, LATER)
    assert [replace(notice, id=0) for notice in journal.notices.unreported()] == [NOTICE]


def test_only_faults_of_the_same_kind_end(journal: Journal) -> None:
    with journal.transaction():
        for key in ("fault:1", "fault:2", "other:1"):
            journal.notices.add(replace(NOTICE, key=key), NOW)
        journal.notices.keep_only("fault:", {"fault:2"})
    assert journal.notices.open_keys("") == {"fault:2", "other:1"}


# calendar entries


def test_a_calendar_entry_reads_back(journal: Journal) -> None:
    held = Held("M0001", AARHUS, "uid@kl.example", 0, "print", "NEEDS-ACTION")
    with journal.transaction():
        journal.invitations.store(held)
        journal.invitations.store(replace(held, meeting=ODENSE, uid="other@kl.example"))
        journal.invitations.note_answer(held, "ACCEPTED")
    accepted = replace(held, partstat="ACCEPTED")
    assert journal.invitations.find("M0001", AARHUS) == accepted
    assert journal.invitations.with_uid("uid@kl.example") == accepted
    assert journal.invitations.find("M0002", AARHUS) is None
    with journal.transaction():
        journal.invitations.store(replace(accepted, sequence=1, is_cancelled=True))
    assert journal.invitations.find("M0001", AARHUS) == replace(accepted, sequence=1, is_cancelled=True)


# what a report has to tell


@pytest.mark.parametrize(
    ("state", "is_told"), [("held", True), ("missed", True), ("owed", False), ("withdrawn", False)]
)
def test_mail_that_waits_is_news(journal: Journal, state: str, is_told: bool) -> None:
    with journal.transaction():
        journal.owed.add(OwedMail(Kind.CONFIRMATION, ("M0001",), ANNE, state=state), NOW)
    assert journal.has_untold is is_told
