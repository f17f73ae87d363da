"""What staff read before they order a waiting mail done, and what an order can and cannot overrule."""

from dataclasses import replace
from typing import Any

import pytest

from factories import (
    AARHUS,
    ANNE,
    FORGED,
    JUNE,
    METTE,
    ODENSE,
    OWN,
    VEJLE,
    at,
    calendar_answer,
    mail_from,
    member,
    person,
    reading,
    said,
    world,
)
from netpost.decide import CalendarEntry, Decision, World, decide
from netpost.decide.proposal import describe_proposal
from netpost.journal.owed import Kind
from netpost.understand.reading import Intent, Person, Reading

STRANGER = "ukendt@andet.example"
BO = member("M0002", "Bo Lund", METTE)
TWO = world(member(), BO)
METTE_HOLM = Person("Mette Holm", METTE, organisation="Lolland Kommune")
WITH_FACTS = Person("Mette Holm", METTE, "Digitaliseringschef", "Lolland Kommune", "+4524790318", "5798007389215")
DOUBT = {"review": ("Mailen er betinget.",)}


def order(known: World, asked: Reading, *, sender: str = ANNE, **changes: Any) -> Decision:
    return decide(mail_from(sender), asked, replace(known, is_ordered=True, **changes))


def propose(known: World, asked: Reading, **more: Any) -> str | None:
    return describe_proposal(order(known, asked, **more), asked.intent, known)


@pytest.mark.parametrize(
    ("known", "asked", "sentence"),
    [
        pytest.param(
            world(),
            reading(Intent.SIGNUP, METTE_HOLM, **DOUBT),
            "Netpost kan tilmelde Mette Holm (Lolland Kommune, mho@lolland.example) til alle tre møder.",
            id="signup",
        ),
        pytest.param(
            world(),
            reading(Intent.SIGNUP, WITH_FACTS, meetings=[AARHUS], **DOUBT),
            "Netpost kan tilmelde Mette Holm (Digitaliseringschef, Lolland Kommune, mho@lolland.example, 24 79 03 18, "
            "EAN 5798 0073 8921 5) til mødet i Aarhus den 14. september.",
            id="signup with all facts",
        ),
        pytest.param(
            world(),
            reading(Intent.SIGNUP, METTE_HOLM, Person("Bo Dam"), Person("Eva Eg"), meetings=[VEJLE, ODENSE], **DOUBT),
            "Netpost kan tilmelde Mette Holm (Lolland Kommune, mho@lolland.example), Bo Dam og Eva Eg "
            "til mødet i Odense den 16. november og mødet i Vejle den 25. januar.",
            id="signup of three to some",
        ),
        pytest.param(
            world(member(status="afmeldt", m2017_09_14="nej", telefon="33 70 00 00")),
            reading(Intent.SIGNUP, person(phone="+4524790318"), **DOUBT),
            "Netpost kan tilmelde Anne Hansen (M0001, Køge Kommune, anne@koege.example, 33 70 00 00) igen "
            "til alle tre møder.",
            id="signup anew",
        ),
        pytest.param(
            world(member(m2017_11_16="")),
            reading(Intent.SIGNUP, person(title="Direktør"), METTE_HOLM, **DOUBT),
            "Netpost kan tilmelde Mette Holm (Lolland Kommune, mho@lolland.example) til alle tre møder og rette "
            "oplysninger for Anne Hansen (M0001): titel: tom → Direktør; mødet i Odense den 16. november: tom → ja og "
            "svare, at Anne Hansen (M0001) allerede er tilmeldt.",
            id="signup of a member and a newcomer",
        ),
        pytest.param(
            world(member()),
            reading(Intent.SIGNUP, person(), **DOUBT),
            "Netpost kan svare, at Anne Hansen (M0001) allerede er tilmeldt.",
            id="signup of a member",
        ),
        pytest.param(
            TWO,
            reading(Intent.CANCEL, Person("Bo Lund"), **DOUBT),
            "Netpost kan melde Bo Lund (M0002) ud af netværket.",
            id="cancel",
        ),
        pytest.param(
            TWO,
            reading(Intent.CANCEL, Person("Bo Lund"), person(), **DOUBT),
            "Netpost kan melde Bo Lund (M0002) ud af netværket og melde Anne Hansen (M0001) ud af netværket.",
            id="cancel two",
        ),
        pytest.param(
            TWO,
            reading(Intent.DECLINE, Person("Bo Lund"), meetings=[AARHUS, ODENSE], **DOUBT),
            "Netpost kan notere afbud fra Bo Lund (M0002) til mødet i Aarhus den 14. september og mødet i Odense den "
            "16. november.",
            id="decline",
        ),
        pytest.param(
            world(member(m2017_09_14="afbud")),
            reading(Intent.ACCEPT, person(), meetings=[AARHUS], **DOUBT),
            "Netpost kan notere, at Anne Hansen (M0001) kommer til mødet i Aarhus den 14. september.",
            id="accept",
        ),
        pytest.param(
            TWO,
            reading(Intent.UPDATE, person(phone="+4533703234"), evidence=said("phone"), **DOUBT),
            "Netpost kan rette telefon for Anne Hansen (M0001): tom → 33 70 32 34.",
            id="update",
        ),
        pytest.param(
            TWO,
            reading(
                Intent.UPDATE,
                person(organisation="Ribe Kommune", ean="5798007389215"),
                evidence=said("organisation", "ean"),
                **DOUBT,
            ),
            "Netpost kan rette oplysninger for Anne Hansen (M0001): organisation: Køge Kommune → Ribe Kommune; "
            "EAN: tom → 5798 0073 8921 5.",
            id="update two cells",
        ),
    ],
)
def test_the_sentence_names_all_that_would_be_done(known: World, asked: Reading, sentence: str) -> None:
    assert propose(known, asked) == sentence


@pytest.mark.parametrize(
    ("asked", "more"),
    [
        pytest.param(reading(Intent.CANCEL, person(), **DOUBT), {}, id="doubt of the reading"),
        pytest.param(reading(Intent.CANCEL, person()), {"verdict": FORGED}, id="sender not confirmed"),
        pytest.param(reading(Intent.CANCEL, Person("Anne Hansen")), {"sender": STRANGER}, id="somebody else writes"),
        pytest.param(reading(Intent.CANCEL, person(), is_machine=True), {}, id="a robot writes"),
        pytest.param(
            reading(Intent.SIGNUP, METTE_HOLM), {"counted_at": at("2017-09-05T09:00")}, id="the deadline is over"
        ),
    ],
)
def test_an_order_overrules_what_only_a_person_may_judge(asked: Reading, more: dict[str, Any]) -> None:
    assert order(TWO if asked.intent is not Intent.SIGNUP else world(), asked, **more).outcome == "act"


@pytest.mark.parametrize(
    ("asked", "more", "reason"),
    [
        pytest.param(
            reading(Intent.CANCEL, person(), review=("Mailen er nok forfalsket.",), is_suspicious=True),
            {},
            "Mailen er nok forfalsket.",
            id="suspicious",
        ),
        pytest.param(
            reading(Intent.CANCEL, person("Eva Eg", STRANGER)),
            {"sender": STRANGER},
            "Eva Eg står ikke i members.csv.",
            id="no member",
        ),
        pytest.param(
            reading(Intent.SIGNUP), {}, "Netpost kan ikke se, hvem der skal tilmeldes.", id="nobody to sign up"
        ),
        pytest.param(
            reading(Intent.DECLINE, person()),
            {},
            "Netpost kan ikke se, hvilket møde mailen handler om.",
            id="meeting not named",
        ),
        pytest.param(
            reading(Intent.DECLINE, person(), meetings=[JUNE]),
            {},
            "Mailen handler om et møde, der er holdt eller aflyst.",
            id="meeting held",
        ),
        pytest.param(
            reading(Intent.DECLINE, person(), meetings=[AARHUS]),
            {"now": at("2017-09-15T09:00")},
            "Mailen handler om et møde, der er holdt eller aflyst.",
            id="meeting held since the mail came",
        ),
        pytest.param(
            reading(Intent.CANCEL, person()), {"sender": OWN}, "Mailen kommer fra vores egen adresse.", id="own address"
        ),
        pytest.param(reading(Intent.QUESTION, **DOUBT), {}, "Mailen spørger om noget.", id="question"),
        pytest.param(
            reading(Intent.ACCEPT, person(), meetings=[AARHUS], calendar=calendar_answer("TENTATIVE"), **DOUBT),
            {"entry": CalendarEntry("M0001", AARHUS)},
            "Kalendersvaret er hverken et klart ja eller et klart nej.",
            id="perhaps",
        ),
    ],
)
def test_what_is_not_known_is_not_ordered_away(asked: Reading, more: dict[str, Any], reason: str) -> None:
    assert order(TWO, asked, **more) == Decision("review", (reason,), meetings=asked.meetings)
    assert propose(TWO, asked, **more) is None


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(reading(Intent.OTHER, review=("Uklart.",)), id="nothing that can be done"),
        pytest.param(reading(Intent.ACCEPT, person(), meetings=[AARHUS]), id="it is so already"),
    ],
)
def test_where_nothing_would_change_nothing_is_proposed(asked: Reading) -> None:
    assert propose(TWO, asked) is None


def test_a_signup_ordered_after_the_deadline_names_no_price_and_staff_are_told() -> None:
    decision = order(world(), reading(Intent.SIGNUP, METTE_HOLM), counted_at=at("2017-09-05T09:00"))
    (confirmation,) = decision.owed
    assert (confirmation.kind, confirmation.options["price"]) == (Kind.CONFIRMATION, False)
    assert [notice.sentence for notice in decision.notices] == [
        "Mette Holm (M0001) er tilmeldt efter fristen. Bekræftelsen nævner ingen pris; aftal den."
    ]
