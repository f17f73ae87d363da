from datetime import date
from typing import Any

import pytest

from conftest import NOW
from factories import (
    AARHUS,
    ANNE,
    FORGED,
    JUNE,
    MEETINGS,
    METTE,
    ODENSE,
    OWN,
    SECRETARY,
    VEJLE,
    at,
    mail_from,
    meeting,
    member,
    person,
    reading,
    world,
)
from netpost.decide import Decision, World, decide
from netpost.journal.owed import Kind
from netpost.members.member import Member
from netpost.understand.reading import Intent, Person

ALL = (AARHUS, ODENSE, VEJLE)
LARS = person("Lars Juhl", "lars@koege.example")
METTE_HOLM = person("Mette Holm", METTE, organisation="Lolland Kommune", title="Digitaliseringschef")


def sign_up(known: World, *people: Person, sender: str = ANNE, **more: Any) -> Decision:
    return decide(mail_from(sender), reading(Intent.SIGNUP, *people, **more), known)


def mails(decision: Decision) -> list[tuple[Kind, str, tuple[str, ...], str]]:
    return [(owed.kind, owed.recipient, owed.members, owed.occasion) for owed in decision.owed]


def doubt(decision: Decision) -> str:
    """Return the one reason of a review, in which nothing is changed or owed."""
    assert decision.outcome == "review"
    assert (decision.added, decision.changes, decision.rejoined, decision.owed) == ((), (), (), ())
    (reason,) = decision.reasons
    return reason


def cells(decision: Decision) -> dict[str, tuple[str, str]]:
    return {str(change.field): (change.old, change.new) for change in decision.changes}


def test_a_newcomer_gets_a_row_and_a_confirmation() -> None:
    anne = person(title="Chef", organisation="Køge Kommune", phone="+4533703234", ean="5798007389215")
    decision = sign_up(world(), anne)
    assert decision.added == (
        Member(
            "M0001",
            {
                "navn": "Anne Hansen",
                "titel": "Chef",
                "organisation": "Køge Kommune",
                "email": ANNE,
                "telefon": "33 70 32 34",
                "ean": "5798 0073 8921 5",
                "tilmeldt_af": "",
                "status": "tilmeldt",
                "tilmeldt": "2017-08-21",
                AARHUS: "ja",
                ODENSE: "ja",
                VEJLE: "ja",
            },
        ),
    )
    (owed,) = decision.owed
    assert mails(decision) == [(Kind.CONFIRMATION, ANNE, ("M0001",), "1")]
    assert (owed.meetings, owed.options) == (ALL, {"price": True, "is_to_writer": False})
    assert (decision.outcome, decision.meetings, decision.notices) == ("act", ALL, ())


def test_a_signup_needs_no_proof_of_its_sender() -> None:
    assert sign_up(world(verdict=FORGED), person()).outcome == "act"


def test_a_partial_signup_names_no_price_and_staff_are_asked() -> None:
    decision = sign_up(world(), person(), meetings=[ODENSE])
    (newcomer,) = decision.added
    assert [newcomer.cell(column) for column in ALL] == ["nej", "ja", "nej"]
    (owed,) = decision.owed
    assert (owed.meetings, owed.options["price"]) == ((ODENSE,), False)
    (notice,) = decision.notices
    assert notice.sentence == (
        "Anne Hansen (M0001) er kun tilmeldt nogle af møderne. Bekræftelsen nævner ingen pris; aftal den."
    )


@pytest.mark.parametrize(
    ("known", "meetings", "has_price"),
    [
        pytest.param(world(), (), True, id="all-unsaid"),
        pytest.param(world(), ALL, True, id="all-named"),
        pytest.param(world(), (AARHUS, VEJLE), False, id="some"),
        pytest.param(world(price=0), (), False, id="network-without-price"),
        pytest.param(world(counted_at=at("2017-10-01T12:00")), (), True, id="all-that-remain"),
        pytest.param(world(counted_at=at("2017-10-01T12:00")), (ODENSE,), False, id="one-of-those-that-remain"),
    ],
)
def test_the_price_stands_only_for_all_that_remain(known: World, meetings: tuple[str, ...], has_price: bool) -> None:
    (owed,) = sign_up(known, person(), meetings=meetings).owed
    assert owed.options["price"] is has_price


DEADLINE = (meeting(AARHUS, signup_deadline=date(2017, 8, 31)), meeting(ODENSE, "Odense"))


@pytest.mark.parametrize(
    ("counted_at", "meetings", "outcome"),
    [
        pytest.param("2017-08-31T23:59", (), "act", id="last-day"),
        pytest.param("2017-09-01T00:00", (), "review", id="day-after"),
        pytest.param("2017-09-01T00:00", (AARHUS,), "review", id="that-meeting"),
        pytest.param("2017-09-01T00:00", (ODENSE,), "act", id="another-meeting"),
        pytest.param("2017-09-14T09:29", (ODENSE,), "act", id="before-it-begins"),
        pytest.param("2017-09-14T09:30", (), "act", id="held-and-gone"),
        pytest.param("2017-11-16T09:30", (), "review", id="none-left"),
    ],
)
def test_the_deadline_is_a_day_that_still_counts(counted_at: str, meetings: tuple[str, ...], outcome: str) -> None:
    known = world(counted_at=at(counted_at), meetings=DEADLINE)
    assert sign_up(known, person(), meetings=meetings).outcome == outcome


CANCELLED = (meeting(AARHUS, status="aflyst"), meeting(ODENSE, "Odense"))


@pytest.mark.parametrize(
    ("known", "meetings", "reason"),
    [
        pytest.param(world(), [JUNE], f"Mailen nævner et møde, der er holdt, aflyst eller ukendt: {JUNE}.", id="held"),
        pytest.param(world(), ["2017-12-24"], "Mailen nævner et møde, der er holdt, aflyst eller ukendt: 2017-12-24.", id="unknown"),
        pytest.param(world(meetings=CANCELLED), [AARHUS], f"Mailen nævner et møde, der er holdt, aflyst eller ukendt: {AARHUS}.", id="cancelled"),
        pytest.param(world(counted_at=at("2017-09-01T08:00")), [], f"Tilmeldingsfristen for mødet i Aarhus ({AARHUS}) er overskredet.", id="late"),
        pytest.param(world(meetings=()), [], "Der er ingen møder tilbage at tilmelde sig.", id="no-meeting"),
        pytest.param(
            world(now=at("2017-09-20T08:00")), [],
            f"Mødet i Aarhus ({AARHUS}) blev holdt, før Netpost nåede at læse tilmeldingen.", id="read-too-late",
        ),
        pytest.param(
            world(has_faulty_meetings=True), [],
            "Der er en fejl i meetings.csv, så det er ikke sikkert, hvilke møder tilmeldingen gælder.", id="fault-in-meetings",
        ),
    ],
)  # fmt: skip
def test_a_signup_that_no_meeting_fits_is_for_staff(known: World, meetings: list[str], reason: str) -> None:
    assert doubt(sign_up(known, person(), meetings=meetings)) == reason


def test_a_cancelled_meeting_is_none_of_those_that_remain() -> None:
    (newcomer,) = sign_up(world(meetings=CANCELLED), person()).added
    assert (newcomer.cell(AARHUS), newcomer.cell(ODENSE)) == ("", "ja")


ANNES = world(member())
TWO_AT_ONE_ADDRESS = world(member(email=SECRETARY), member("M0002", "Mette Holm", SECRETARY))


@pytest.mark.parametrize(
    ("known", "people", "reason"),
    [
        pytest.param(world(), (), "Netpost kan ikke se, hvem der skal tilmeldes.", id="nobody"),
        pytest.param(world(), (person(None),), "Netpost kan ikke se, hvad den tilmeldte hedder.", id="no-name"),
        pytest.param(world(), tuple(person(f"Person {i}") for i in range(11)), "Mailen tilmelder 11 personer på én gang.", id="too-many"),
        pytest.param(world(), (LARS, LARS), "Mailen nævner den samme person flere gange.", id="twice"),
        pytest.param(ANNES, (person(), person("Anne Marie Hansen")), "Mailen nævner den samme person flere gange.", id="two-are-one-member"),
        pytest.param(ANNES, (person("Peter Hansen"),), f"{ANNE} hører i members.csv til Anne Hansen, men mailen tilmelder Peter Hansen.", id="address-of-another"),
        pytest.param(ANNES, (person("Anne Holm"),), f"{ANNE} hører i members.csv til Anne Hansen, men mailen tilmelder Anne Holm.", id="same-given-name"),
        pytest.param(TWO_AT_ONE_ADDRESS, (person("Mette Holm", SECRETARY),), f"{SECRETARY} står ud for flere i members.csv.", id="address-of-two"),
        pytest.param(world(), (person("Anne Hansen", OWN),), f"Anne Hansen ville få netværkets egen adresse {OWN}.", id="our-own-address"),
        pytest.param(ANNES, (person("Anne Hansen", "ah@koege.example"),), "Anne Hansen står allerede i members.csv, men det er ikke sikkert, at det er den samme.", id="new-address-no-organisation"),
        pytest.param(ANNES, (person("anne  hansen", "ah@koege.example", organisation="køge kommune"),), "anne  hansen står allerede i members.csv, men det er ikke sikkert, at det er den samme.", id="new-address-same-organisation"),
        pytest.param(ANNES, (person(email=None),), "Anne Hansen står allerede i members.csv, men det er ikke sikkert, at det er den samme.", id="namesake-of-no-organisation"),
        pytest.param(world(member(titel="Rektor")), (person(email=None, organisation="Køge Kommune", title="Chef"),), "Anne Hansen står allerede i members.csv, men det er ikke sikkert, at det er den samme.", id="other-title"),
        pytest.param(world(member(telefon="22 33 44 55")), (person(email=None, organisation="Køge Kommune", phone="+4533703234"),), "Anne Hansen står allerede i members.csv, men det er ikke sikkert, at det er den samme.", id="other-phone"),
        pytest.param(world(member(status="venteliste")), (person(),), "Anne Hansen står i members.csv med status »venteliste« og skriver igen.", id="waiting-list"),
        pytest.param(world(member(status="tilmelt")), (person(),), "Anne Hansen står i members.csv med status »tilmelt« og skriver igen.", id="unclear-status"),
    ],
)  # fmt: skip
def test_doubt_about_who_is_meant(known: World, people: tuple[Person, ...], reason: str) -> None:
    assert doubt(sign_up(known, *people)) == reason


def test_a_namesake_of_the_same_organisation_is_the_member() -> None:
    anne = person("ANNE K. HANSEN", None, organisation="Koege kommune", phone="+4533703234")
    decision = sign_up(ANNES, anne, sender=SECRETARY)
    assert (decision.added, cells(decision)) == ((), {"telefon": ("", "33 70 32 34")})
    assert mails(decision) == [(Kind.ALREADY_MEMBER, ANNE, ("M0001",), "1")]


def test_all_or_none_are_signed_up() -> None:
    doubt(sign_up(ANNES, LARS, person("Peter Hansen")))


def test_a_namesake_elsewhere_is_somebody_else() -> None:
    decision = sign_up(ANNES, person("Anne Hansen", "anne@vejle.example", organisation="Vejle Kommune"))
    assert [newcomer.id for newcomer in decision.added] == ["M0002"]


def test_the_highest_id_ever_given_is_not_given_again() -> None:
    decision = sign_up(world(next_number=41), LARS, METTE_HOLM)
    assert [newcomer.id for newcomer in decision.added] == ["M0041", "M0042"]


# who is answered


def test_each_with_an_address_is_answered_and_the_rest_share_a_mail_to_the_writer() -> None:
    people = (METTE_HOLM, person("Ib Bo", None), LARS, person("Eva Lund", None))
    decision = sign_up(world(), *people, sender=SECRETARY)
    assert mails(decision) == [
        (Kind.CONFIRMATION, METTE, ("M0001",), "1"),
        (Kind.CONFIRMATION, SECRETARY, ("M0002", "M0004"), "1"),
        (Kind.CONFIRMATION, "lars@koege.example", ("M0003",), "1"),
    ]
    assert [owed.options["is_to_writer"] for owed in decision.owed] == [False, True, False]
    assert {newcomer.cell("tilmeldt_af") for newcomer in decision.added} == {SECRETARY}


def test_the_writer_and_those_without_address_share_one_mail() -> None:
    decision = sign_up(world(), person("Ib Bo", None, is_writer=True), person("Eva Lund", None), sender=SECRETARY)
    assert mails(decision) == [(Kind.CONFIRMATION, SECRETARY, ("M0001", "M0002"), "1")]
    assert [newcomer.cell("email") for newcomer in decision.added] == [SECRETARY, ""]
    assert [newcomer.cell("tilmeldt_af") for newcomer in decision.added] == ["", SECRETARY]


def test_two_at_one_address_get_one_joint_mail() -> None:
    decision = sign_up(world(), person("Ib Bo", SECRETARY), person("Eva Lund", SECRETARY))
    assert mails(decision) == [(Kind.CONFIRMATION, SECRETARY, ("M0001", "M0002"), "1")]
    assert decision.owed[0].options["is_to_writer"] is False


@pytest.mark.parametrize(
    ("anne", "recipients"),
    [
        pytest.param(person("Ib Bo", None), [], id="no-address"),
        pytest.param(person("Ib Bo", None, is_writer=True), [], id="as-if-it-wrote"),
        pytest.param(person("Ib Bo", "noreply@formular.example"), [], id="the-robots-own"),
        pytest.param(person("Ib Bo", METTE), [METTE], id="own-address"),
    ],
)
def test_a_robot_is_never_answered(anne: Person, recipients: list[str]) -> None:
    decision = sign_up(world(), anne, sender="noreply@formular.example", is_machine=True)
    assert decision.outcome == "act"
    assert [owed.recipient for owed in decision.owed] == recipients
    assert decision.added[0].cell("email") == (anne.email or "")
    assert [notice.sentence for notice in decision.notices] == (
        [] if recipients else ["Ib Bo (M0001) er tilmeldt af en automat uden egen mailadresse og får ikke svar."]
    )


def test_a_robot_is_not_told_that_somebody_is_a_member() -> None:
    known = world(member(email="noreply@formular.example"))
    decision = sign_up(
        known, person(email="noreply@formular.example"), sender="noreply@formular.example", is_machine=True
    )
    assert decision.owed == ()


# who is a member already


def test_a_member_who_signs_up_again_changes_nothing_and_is_answered_once() -> None:
    anne = person(title="Direktør", organisation="Vejle Kommune", phone="+4533703234")
    known = world(member(titel="Chef", telefon="11 22 33 44"))
    decision = sign_up(known, anne)
    assert (decision.outcome, decision.changes, decision.added, decision.rejoined) == ("act", (), (), ())
    assert mails(decision) == [(Kind.ALREADY_MEMBER, ANNE, ("M0001",), "1")]


def test_a_member_who_signs_up_again_fills_what_was_empty() -> None:
    decision = sign_up(world(member(m2018_01_25="")), person(title="Chef", phone="+4533703234"))
    assert cells(decision) == {"titel": ("", "Chef"), "telefon": ("", "33 70 32 34"), VEJLE: ("", "ja")}


def test_nobody_becomes_the_one_who_signed_a_member_up() -> None:
    decision = sign_up(ANNES, person(title="Chef", is_writer=False), sender="fremmed@evil.example")
    assert set(cells(decision)) == {"titel"}


@pytest.mark.parametrize(
    ("known", "answers"),
    [
        pytest.param(world(member(), memberships={"M0001": 3}), [(Kind.ALREADY_MEMBER, ANNE, ("M0001",), "3")], id="once-a-membership"),
        pytest.param(world(member(), unconfirmed=frozenset({"M0001"})), [], id="confirmation-under-way"),
        pytest.param(world(member(kvittering="nej")), [], id="staff-wanted-no-answer"),
        pytest.param(world(member(kvittering="")), [(Kind.ALREADY_MEMBER, ANNE, ("M0001",), "1")], id="never-confirmed"),
        pytest.param(world(member(kvittering="27-06-2017")), [(Kind.ALREADY_MEMBER, ANNE, ("M0001",), "1")], id="date-in-danish"),
    ],
)  # fmt: skip
def test_whether_a_member_is_told_so(known: World, answers: list[Any]) -> None:
    decision = sign_up(known, person())
    assert mails(decision) == answers
    assert decision.outcome == ("act" if answers else "known")


def test_members_without_address_who_are_signed_up_again_share_an_answer_to_the_writer() -> None:
    ib = member("M0001", "Ib Bo", "", organisation="Køge Kommune")
    eva = member("M0002", "Eva Lund", "", organisation="Køge Kommune")
    people = (person(one.name, None, organisation="Køge Kommune") for one in (ib, eva))
    decision = sign_up(world(ib, eva, memberships={"M0001": 1, "M0002": 2}), *people, sender=SECRETARY)
    assert mails(decision) == [(Kind.ALREADY_MEMBER, SECRETARY, ("M0001", "M0002"), "1+2")]
    assert decision.owed[0].options == {"is_to_writer": True}


@pytest.mark.parametrize(
    ("cell", "meetings", "outcome"),
    [
        pytest.param("afbud", (), "act", id="afbud-and-merely-writes-again"),
        pytest.param("afbud", (VEJLE,), "review", id="afbud-and-asks-for-it"),
        pytest.param("nej", (), "review", id="came-for-some-and-asks-for-all"),
        pytest.param("nej", (VEJLE,), "review", id="not-signed-up-and-asks-for-it"),
        pytest.param("nej", (ODENSE,), "act", id="asks-for-another"),
        pytest.param("kun frokost", (), "review", id="words-of-the-staff"),
    ],
)
def test_a_member_who_may_want_more_is_for_staff(cell: str, meetings: tuple[str, ...], outcome: str) -> None:
    decision = sign_up(world(member(m2018_01_25=cell)), person(), meetings=meetings)
    assert decision.outcome == outcome
    assert decision.changes == ()
    if outcome == "review":
        assert doubt(decision) == f"Anne Hansen er allerede medlem og har »{cell}« ud for mødet i Vejle."


# who had left


LEFT = member(status="afmeldt", m2017_09_14="nej", m2017_11_16="nej", m2018_01_25="afbud")


def test_who_had_left_joins_anew() -> None:
    decision = sign_up(world(LEFT), person(title="Chef"))
    assert (decision.outcome, decision.rejoined, decision.added) == ("act", ("M0001",), ())
    assert cells(decision) == {
        "status": ("afmeldt", "tilmeldt"),
        "tilmeldt": ("2017-06-27", "2017-08-21"),
        "kvittering": ("2017-06-27", ""),
        AARHUS: ("nej", "ja"),
        ODENSE: ("nej", "ja"),
        VEJLE: ("afbud", "ja"),
        "titel": ("", "Chef"),
    }
    assert mails(decision) == [(Kind.CONFIRMATION, ANNE, ("M0001",), "2")]


def test_what_staff_know_of_a_former_member_stands() -> None:
    known = world(LEFT.with_cells({"titel": "Rektor", "tilmeldt_af": METTE}))
    decision = sign_up(known, person("Anne Marie Hansen", title="Chef", organisation="Vejle Kommune"), sender=SECRETARY)
    assert {"navn", "titel", "organisation", "tilmeldt_af"} & set(cells(decision)) == set()


def test_who_had_left_joins_for_some_meetings() -> None:
    decision = sign_up(world(LEFT), person(), meetings=[ODENSE])
    assert cells(decision)[ODENSE] == ("nej", "ja")
    assert cells(decision)[VEJLE] == ("afbud", "nej")
    assert decision.owed[0].options["price"] is False


def test_whoever_signs_a_former_member_up_may_later_speak_for_him() -> None:
    decision = sign_up(world(LEFT), person(), sender=SECRETARY)
    assert cells(decision)["tilmeldt_af"] == ("", SECRETARY)


def test_staff_who_wanted_no_confirmation_get_their_way_again() -> None:
    decision = sign_up(world(LEFT.with_cells({"kvittering": "nej"})), person())
    assert "kvittering" not in cells(decision)
    assert decision.owed == ()
    assert [notice.sentence for notice in decision.notices] == [
        "Anne Hansen (M0001) er tilmeldt igen og får ingen bekræftelse: der står »nej« i kvittering."
    ]


def test_words_of_the_staff_are_not_overwritten_by_a_new_membership() -> None:
    known = world(LEFT.with_cells({VEJLE: "kun frokost"}))
    assert doubt(sign_up(known, person())) == "Anne Hansen vil med igen, men har »kun frokost« i en mødekolonne."


def test_new_and_returning_people_at_one_address_share_a_mail_that_can_be_owed() -> None:
    known = world(LEFT, memberships={"M0001": 2})
    (owed,) = sign_up(known, person("Ib Bo", None), person(), sender=ANNE).owed
    assert (owed.members, owed.occasion) == (("M0002", "M0001"), "1+3")
    assert owed.claims == (("M0002", "bekraeftelse", "", "1"), ("M0001", "bekraeftelse", "", "3"))


# mail that is never acted upon


def test_mail_from_our_own_address_is_for_staff() -> None:
    assert doubt(sign_up(world(), person(), sender=OWN)) == "Mailen kommer fra vores egen adresse."


def test_what_understanding_doubts_stays_in_doubt() -> None:
    assert doubt(sign_up(world(), person(), review=("Mailen er uklar.",))) == "Mailen er uklar."


def test_deciding_again_decides_the_same() -> None:
    known = world(member(), counted_at=NOW, meetings=tuple(reversed(MEETINGS)))
    assert sign_up(known, LARS) == sign_up(known, LARS)
    assert sign_up(known, LARS).meetings == ALL
