from typing import Any

import pytest

from factories import (
    AARHUS,
    ANNE,
    FORGED,
    JUNE,
    METTE,
    ODENSE,
    SECRETARY,
    VEJLE,
    at,
    calendar_answer,
    mail_from,
    meeting,
    member,
    person,
    reading,
    world,
)
from netpost.decide import CalendarEntry, Decision, World, decide
from netpost.journal.owed import Kind
from netpost.understand.reading import CalendarAnswer, Intent, Person

ANNES = world(member())
CHIEF = member("M0002", "Mette Holm", "", tilmeldt_af=SECRETARY)
SIGNED_UP = member("M0002", "Mette Holm", METTE, tilmeldt_af=SECRETARY)
TWO_AT_ONE_ADDRESS = world(member(email=SECRETARY), member("M0002", "Mette Holm", SECRETARY))
LEAVING = [Intent.CANCEL, Intent.DECLINE, Intent.ACCEPT]


def ask(known: World, intent: Intent, *people: Person, sender: str = ANNE, **more: Any) -> Decision:
    more.setdefault("meetings", () if intent is Intent.CANCEL else (AARHUS,))
    return decide(mail_from(sender), reading(intent, *people, **more), known)


def mails(decision: Decision) -> list[tuple[Kind, str, tuple[str, ...], tuple[str, ...], str]]:
    return [(one.kind, one.recipient, one.members, one.meetings, one.occasion) for one in decision.owed]


def cells(decision: Decision) -> dict[tuple[str, str], str]:
    return {(change.member, str(change.field)): change.new for change in decision.changes}


def doubt(decision: Decision) -> str:
    assert decision.outcome == "review"
    assert (decision.changes, decision.owed, decision.partstat) == ((), (), None)
    (reason,) = decision.reasons
    return reason


# cancelling


def test_a_member_leaves_and_gets_a_receipt() -> None:
    known = world(member(m2017_11_16="afbud", m2018_01_25="", m2017_06_14="deltog"), memberships={"M0001": 2})
    decision = ask(known, Intent.CANCEL, person())
    assert cells(decision) == {("M0001", "status"): "afmeldt", ("M0001", AARHUS): "nej", ("M0001", VEJLE): "nej"}
    assert mails(decision) == [(Kind.CANCELLATION, ANNE, ("M0001",), (), "2")]
    assert (decision.outcome, decision.meetings) == ("act", (AARHUS,))


def test_words_of_the_staff_outlive_a_membership() -> None:
    decision = ask(world(member(m2017_09_14="kun frokost", noter="ringer")), Intent.CANCEL, person())
    assert ("M0001", AARHUS) not in cells(decision)


def test_who_has_left_already_gets_no_second_receipt() -> None:
    decision = ask(world(member(status="afmeldt")), Intent.CANCEL, person())
    assert (decision.outcome, decision.changes, decision.owed) == ("known", (), ())


def test_who_waits_for_a_place_can_leave_too() -> None:
    assert cells(ask(world(member(status="venteliste")), Intent.CANCEL, person()))["M0001", "status"] == "afmeldt"


def test_an_unclear_status_is_not_overwritten() -> None:
    decision = ask(world(member(status="tilmelt")), Intent.CANCEL, person())
    assert doubt(decision) == "Anne Hansen står med status »tilmelt« i members.csv."


# declining


def test_afbud_is_noted_and_answered() -> None:
    decision = ask(world(member(), declines={"M0001": 2}), Intent.DECLINE, person(), meetings=[AARHUS, VEJLE])
    assert cells(decision) == {("M0001", AARHUS): "afbud", ("M0001", VEJLE): "afbud"}
    assert mails(decision) == [(Kind.DECLINE, ANNE, ("M0001",), (AARHUS, VEJLE), "3")]
    assert decision.meetings == (AARHUS, VEJLE)


def test_only_what_is_new_of_an_afbud_is_answered() -> None:
    known = world(member(m2017_09_14="afbud", m2018_01_25=""))
    decision = ask(known, Intent.DECLINE, person(), meetings=[AARHUS, VEJLE])
    assert mails(decision) == [(Kind.DECLINE, ANNE, ("M0001",), (VEJLE,), "1")]


def test_afbud_said_twice_is_known() -> None:
    decision = ask(world(member(m2017_09_14="Afbud")), Intent.DECLINE, person())
    assert (decision.outcome, decision.changes, decision.owed) == ("known", (), ())


def test_afbud_by_somebody_who_is_named_twice_is_one() -> None:
    decision = ask(ANNES, Intent.DECLINE, person(), person())
    assert len(decision.changes) == len(decision.owed) == 1


# accepting


@pytest.mark.parametrize("cell", ["", "afbud"])
def test_a_yes_is_noted_without_a_receipt(cell: str) -> None:
    decision = ask(world(member(m2017_09_14=cell)), Intent.ACCEPT, person())
    assert cells(decision) == {("M0001", AARHUS): "ja"}
    assert decision.owed == ()


def test_a_yes_said_twice_is_known() -> None:
    assert ask(ANNES, Intent.ACCEPT, person()).outcome == "known"


@pytest.mark.parametrize("cell", ["nej", "deltog", "udeblev", "kun frokost"])
@pytest.mark.parametrize(
    ("intent", "reason"),
    [
        (Intent.DECLINE, "Anne Hansen melder afbud til et møde, som vedkommende ikke er tilmeldt."),
        (Intent.ACCEPT, "Anne Hansen siger ja til et møde, som vedkommende ikke er tilmeldt."),
    ],
)
def test_a_meeting_that_the_member_is_not_signed_up_for(intent: Intent, reason: str, cell: str) -> None:
    assert doubt(ask(world(member(m2017_09_14=cell)), intent, person())) == reason


# which meetings


GONE = "Mailen handler om et møde, der er holdt eller aflyst."


@pytest.mark.parametrize(
    ("known", "meetings", "reason"),
    [
        pytest.param(ANNES, (), "Netpost kan ikke se, hvilket møde mailen handler om.", id="none"),
        pytest.param(ANNES, (JUNE,), GONE, id="held"),
        pytest.param(ANNES, ("2017-12-24",), GONE, id="unknown"),
        pytest.param(ANNES, (AARHUS, JUNE), GONE, id="one-of-them-held"),
        pytest.param(world(member(), meetings=(meeting(status="aflyst"),)), (AARHUS,), GONE, id="cancelled"),
        pytest.param(world(member(), counted_at=at("2017-09-15T00:00")), (AARHUS,), GONE, id="day-after"),
    ],
)
@pytest.mark.parametrize("intent", [Intent.DECLINE, Intent.ACCEPT])
def test_a_meeting_that_nobody_can_come_to(
    intent: Intent, known: World, meetings: tuple[str, ...], reason: str
) -> None:
    assert doubt(ask(known, intent, person(), meetings=meetings)) == reason


def test_afbud_counts_until_the_day_is_over() -> None:
    known = world(member(), counted_at=at("2017-09-14T23:59"))
    assert ask(known, Intent.DECLINE, person()).outcome == "act"


@pytest.mark.parametrize("status", ["afmeldt", "venteliste", ""])
@pytest.mark.parametrize("intent", [Intent.DECLINE, Intent.ACCEPT])
def test_only_a_member_answers_about_meetings(intent: Intent, status: str) -> None:
    decision = ask(world(member(status=status)), intent, person())
    assert doubt(decision) == f"Anne Hansen står med status »{status}« i members.csv."


# who may speak, and for whom


@pytest.mark.parametrize("intent", LEAVING)
@pytest.mark.parametrize(
    ("known", "people", "more", "reason"),
    [
        pytest.param(world(member(), verdict=FORGED), (person(),), {}, FORGED.why, id="not-proven"),
        pytest.param(ANNES, (person(),), {"sender": METTE}, f"Mailen om Anne Hansen kommer fra {METTE} og ikke fra {ANNE}.", id="another-writes"),
        pytest.param(ANNES, (person(email=None),), {"sender": METTE}, f"Mailen om Anne Hansen kommer fra {METTE} og ikke fra {ANNE}.", id="another-writes-the-name"),
        pytest.param(ANNES, (), {"sender": METTE}, f"{METTE} står ikke i members.csv.", id="a-stranger"),
        pytest.param(ANNES, (person("Ib Bo", None),), {}, "Ib Bo står ikke i members.csv.", id="about-a-stranger"),
        pytest.param(ANNES, (Person(title="Direktør"),), {}, "den, mailen handler om, står ikke i members.csv.", id="about-nobody"),
        pytest.param(ANNES, (person("Peter Hansen"),), {}, f"{ANNE} hører i members.csv til Anne Hansen, men mailen handler om Peter Hansen.", id="colleague-at-the-address"),
        pytest.param(TWO_AT_ONE_ADDRESS, (), {"sender": SECRETARY}, f"{SECRETARY} kan være flere i members.csv.", id="address-of-two"),
        pytest.param(TWO_AT_ONE_ADDRESS, (person("Mette Holm", SECRETARY),), {"sender": SECRETARY}, "Mette Holm kan være flere i members.csv.", id="one-of-two-at-an-address"),
        pytest.param(world(member(), member("M0002", email="anne@vejle.example")), (person(email=None),), {}, "Anne Hansen kan være flere i members.csv.", id="namesakes"),
        pytest.param(world(SIGNED_UP), (person("Mette Holm", "mette@vejle.example"),), {"sender": SECRETARY}, f"Mette Holm står i members.csv med {METTE}, men i mailen med mette@vejle.example.", id="namesake-with-another-address"),
        pytest.param(world(CHIEF, verdict=FORGED), (person("Mette Holm", None),), {"sender": SECRETARY}, FORGED.why, id="secretary-not-proven"),
        pytest.param(world(member(), SIGNED_UP), (person(), person("Mette Holm", None)), {}, f"Mailen om Mette Holm kommer fra {ANNE} og ikke fra {METTE}.", id="one-of-two-not-allowed"),
        pytest.param(
            world(member(tilmeldt_af="noreply@formular.example")), (person(),), {"sender": "noreply@formular.example", "is_machine": True},
            "Mailen om Anne Hansen er sendt af en automat, og hvem der bad om det, kan ikke ses.", id="a-form-that-signed-her-up",
        ),
    ],
)  # fmt: skip
def test_who_may_not_speak(
    intent: Intent, known: World, people: tuple[Person, ...], more: dict[str, Any], reason: str
) -> None:
    assert doubt(ask(known, intent, *people, **more)) == reason


@pytest.mark.parametrize("intent", [Intent.CANCEL, Intent.DECLINE])
@pytest.mark.parametrize(
    ("known", "people", "sender", "recipients"),
    [
        pytest.param(ANNES, (), ANNE, [ANNE], id="by-address-alone"),
        pytest.param(ANNES, (person("Anne Marie Hansen"),), ANNE, [ANNE], id="fuller-name"),
        pytest.param(ANNES, (person(email=None),), ANNE, [ANNE], id="by-name-from-own-address"),
        pytest.param(world(SIGNED_UP), (person("Mette Holm", None),), SECRETARY, [METTE], id="secretary-who-signed-up"),
        pytest.param(
            world(SIGNED_UP), (person("Mette Holm", METTE),), SECRETARY, [METTE], id="secretary-names-address"
        ),
        pytest.param(world(SIGNED_UP), (person("Mette Holm", METTE),), METTE, [METTE], id="the-chief-herself"),
        pytest.param(world(CHIEF), (person("Mette Holm", None),), SECRETARY, [], id="chief-without-address"),
        pytest.param(world(member(tilmeldt_af=SECRETARY.upper())), (person(),), SECRETARY, [ANNE], id="letters-alike"),
    ],
)
def test_who_may_speak(
    intent: Intent, known: World, people: tuple[Person, ...], sender: str, recipients: list[str]
) -> None:
    decision = ask(known, intent, *people, sender=sender)
    assert decision.outcome == "act"
    assert [owed.recipient for owed in decision.owed] == recipients


# calendar answers


ENTRY = CalendarEntry("M0001", ODENSE)


def answer(known: World, partstat: str = "DECLINED", sender: str = ANNE, **more: Any) -> Decision:
    intent = Intent.DECLINE if partstat == "DECLINED" else Intent.ACCEPT
    more.setdefault("calendar", calendar_answer(partstat))
    return ask(known, intent, person("En anden", "x@y.example"), sender=sender, is_machine=True, **more)


def test_a_calendar_answer_counts_for_its_entry_and_gets_no_receipt() -> None:
    decision = answer(world(member(), entry=ENTRY), meetings=[AARHUS])
    assert cells(decision) == {("M0001", ODENSE): "afbud"}
    assert (decision.owed, decision.meetings, decision.partstat) == ((), (ODENSE,), "DECLINED")


def test_a_calendar_yes_is_remembered_even_where_the_cell_says_so() -> None:
    decision = answer(world(member(), entry=ENTRY), "ACCEPTED")
    assert (decision.outcome, decision.meetings, decision.partstat) == ("known", (ODENSE,), "ACCEPTED")


def test_a_calendar_answer_is_its_holders_also_at_a_shared_address() -> None:
    known = world(
        member(email=SECRETARY), member("M0002", "Mette Holm", SECRETARY), entry=CalendarEntry("M0002", ODENSE)
    )
    decision = answer(known, sender=SECRETARY, calendar=calendar_answer(attendee=SECRETARY))
    assert cells(decision) == {("M0002", ODENSE): "afbud"}


OTHER = "Kalendersvaret kommer fra en anden end den, der blev indkaldt."


@pytest.mark.parametrize(
    ("known", "sender", "calendar", "reason"),
    [
        pytest.param(ANNES, ANNE, calendar_answer(), "Mailen svarer på en kalenderindkaldelse, som Netpost ikke har sendt.", id="not-ours"),
        pytest.param(world(member(), entry=ENTRY), METTE, calendar_answer(), OTHER, id="another-sends"),
        pytest.param(world(member(), entry=ENTRY), ANNE, calendar_answer(attendee=METTE), OTHER, id="another-answers"),
        pytest.param(world(member(), entry=ENTRY), METTE, calendar_answer(attendee=METTE), OTHER, id="forwarded-invitation"),
        pytest.param(world(member(tilmeldt_af=SECRETARY), entry=ENTRY), SECRETARY, calendar_answer(), OTHER, id="secretary-sends"),
        pytest.param(world(entry=ENTRY), ANNE, calendar_answer(), OTHER, id="row-deleted"),
        pytest.param(world(member(email=""), entry=ENTRY), ANNE, calendar_answer(), OTHER, id="address-removed"),
        pytest.param(world(member(), entry=ENTRY, verdict=FORGED), ANNE, calendar_answer(), FORGED.why, id="not-proven"),
        pytest.param(
            world(member(), entry=CalendarEntry("M0001", ODENSE, sequence=2)), ANNE, calendar_answer(sequence=1),
            "Kalendersvaret gælder den gamle indkaldelse, fra før mødet blev flyttet.", id="old-invitation",
        ),
    ],
)  # fmt: skip
def test_a_calendar_answer_that_does_not_count(
    known: World, sender: str, calendar: CalendarAnswer, reason: str
) -> None:
    assert doubt(answer(known, sender=sender, calendar=calendar)) == reason


def test_a_calendar_answer_to_the_newest_invitation_counts() -> None:
    known = world(member(), entry=CalendarEntry("M0001", ODENSE, sequence=2))
    assert answer(known, calendar=calendar_answer(sequence=2)).outcome == "act"
