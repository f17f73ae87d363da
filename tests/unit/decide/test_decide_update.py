from typing import Any

import pytest

from factories import ANNE, FORGED, METTE, OWN, SECRETARY, mail_from, member, person, reading, said, world
from netpost.decide import Decision, World, decide
from netpost.understand.reading import Intent, Person

PHONE, EAN = "+4533703234", "5798007389215"
NEW = "anne.holm@koege.example"
ANNES = world(member())
SIGNED_UP = member("M0002", "Mette Holm", METTE, tilmeldt_af=SECRETARY)


def update(known: World, *people: Person, sender: str = ANNE, **more: Any) -> Decision:
    return decide(mail_from(sender), reading(Intent.UPDATE, *people, **more), known)


def cells(decision: Decision) -> dict[tuple[str, str], tuple[str, str]]:
    assert decision.outcome == "act"
    assert (decision.added, decision.owed) == ((), ())
    return {(change.member, str(change.field)): (change.old, change.new) for change in decision.changes}


def doubt(decision: Decision) -> str:
    assert decision.outcome == "review"
    assert not decision.changes
    (reason,) = decision.reasons
    return reason


def test_what_the_mail_says_is_corrected() -> None:
    known = world(member(telefon="11 22 33 44", titel="Chef", ean="1234567890128"))
    anne = person(phone=PHONE, ean=EAN, title="Direktør")
    assert cells(update(known, anne, evidence=said("phone", "ean", "title"))) == {
        ("M0001", "telefon"): ("11 22 33 44", "33 70 32 34"),
        ("M0001", "ean"): ("1234567890128", "5798 0073 8921 5"),
        ("M0001", "titel"): ("Chef", "Direktør"),
    }


@pytest.mark.parametrize("where", ["underskriften", "afsenderfeltet", "Underskriften"])
def test_a_signature_fills_only_what_was_empty(where: str) -> None:
    known = world(member(titel="Chef"))
    anne = person(title="Direktør", phone=PHONE, organisation="Vejle Kommune")
    evidence = said("title", "phone", "organisation", where=where)
    assert cells(update(known, anne, evidence=evidence)) == {("M0001", "telefon"): ("", "33 70 32 34")}


def test_a_correction_that_stands_only_in_the_signature_is_for_staff() -> None:
    decision = update(
        world(member(titel="Chef")), person(title="Direktør"), evidence=said("title", where="underskriften")
    )
    assert doubt(decision) == "Netpost kan ikke se, hvad der skal rettes for Anne Hansen."


def test_a_correction_that_corrects_nothing_is_for_staff() -> None:
    assert doubt(update(ANNES, person())) == "Netpost kan ikke se, hvad der skal rettes for Anne Hansen."


@pytest.mark.parametrize(
    ("column", "cell", "facts", "fact"),
    [
        pytest.param("telefon", "+45 33703234", {"phone": PHONE}, "phone", id="phone"),
        pytest.param("ean", "5798007389215", {"ean": EAN}, "ean", id="ean"),
        pytest.param(
            "organisation", "KØGE  kommune", {"organisation": "Køge Kommune"}, "organisation", id="organisation"
        ),
        pytest.param("email", "Anne@Koege.example", {}, "email", id="email"),
    ],
)
def test_a_cell_that_says_so_in_another_form_is_left_as_staff_wrote_it(
    column: str, cell: str, facts: dict[str, str], fact: str
) -> None:
    known = world(member(**({"email": ANNE} | {column: cell})))
    decision = update(known, person(**facts), evidence=said(fact))
    assert (decision.outcome, decision.changes) == ("known", ())


# the address


def test_a_new_address_from_the_old_one() -> None:
    decision = update(ANNES, person(email=NEW, is_writer=True), old_email=ANNE, evidence=said("email"))
    assert cells(decision) == {("M0001", "email"): (ANNE, NEW)}


@pytest.mark.parametrize(
    ("known", "anne", "more", "reason"),
    [
        pytest.param(ANNES, person(email=NEW, is_writer=True), {"sender": NEW, "old_email": ANNE}, f"Mailen om Anne Hansen kommer fra {NEW} og ikke fra {ANNE}.", id="from-the-new-one"),
        pytest.param(ANNES, person(email=NEW, is_writer=True), {"sender": NEW}, "Rettelsen om Anne Hansen kommer fra en adresse, der ikke står i members.csv.", id="from-the-new-one-unnamed"),
        pytest.param(ANNES, person("Ib Bo", "ib@koege.example", is_writer=True), {"sender": "ib@koege.example"}, "Ib Bo står ikke i members.csv.", id="a-stranger"),
        pytest.param(world(member(), SIGNED_UP), person(email=METTE, is_writer=True), {}, f"{METTE} står allerede ud for en anden i members.csv.", id="address-of-another"),
        pytest.param(ANNES, person(email=OWN, is_writer=True), {}, f"Anne Hansen ville få netværkets egen adresse {OWN}.", id="our-own-address"),
        pytest.param(world(member(), verdict=FORGED), person(email=NEW, is_writer=True), {}, FORGED.why, id="not-proven"),
        pytest.param(ANNES, person(email=NEW, is_writer=True), {"is_machine": True}, "Mailen om Anne Hansen er sendt af en automat, og hvem der bad om det, kan ikke ses.", id="machine"),
    ],
)  # fmt: skip
def test_an_address_that_is_not_changed(known: World, anne: Person, more: dict[str, Any], reason: str) -> None:
    assert doubt(update(known, anne, evidence=said("email"), **more)) == reason


def test_an_address_is_not_taken_from_where_the_mail_comes_from() -> None:
    chief = member("M0002", "Mette Holm", "", tilmeldt_af=SECRETARY)
    mette = person("Mette Holm", SECRETARY, phone=PHONE)
    decision = update(
        world(chief), mette, sender=SECRETARY, evidence=said("email", where="afsenderfeltet") + said("phone")
    )
    assert cells(decision) == {("M0002", "telefon"): ("", "33 70 32 34")}


# the name


def test_a_member_who_changes_the_surname() -> None:
    decision = update(ANNES, person("Anne Holm"), evidence=said("name"))
    assert cells(decision) == {("M0001", "navn"): ("Anne Hansen", "Anne Holm")}


@pytest.mark.parametrize(
    ("anne", "facts"),
    [
        pytest.param(person("Peter Hansen"), ("name",), id="another-given-name"),
        pytest.param(person("Anne Holm", NEW, is_writer=True), ("name", "email"), id="name-and-address"),
        pytest.param(person("Anne Holm", phone=PHONE), ("phone",), id="name-only-in-the-signature"),
    ],
)
def test_a_row_is_not_handed_on_to_somebody_else(anne: Person, facts: tuple[str, ...]) -> None:
    decision = update(ANNES, anne, evidence=said(*facts))
    assert doubt(decision) == f"Anne Hansen ser ud til at blive skiftet ud med {anne.name}."


# for whom


def test_a_secretary_corrects_the_one_whom_she_signed_up_and_not_herself() -> None:
    secretary = member(navn="Eva Lund", email=SECRETARY, telefon="11 22 33 44")
    mette = person("Mette Holm", None, phone=PHONE)
    decision = update(world(secretary, SIGNED_UP), mette, sender=SECRETARY, evidence=said("phone"))
    assert cells(decision) == {("M0002", "telefon"): ("", "33 70 32 34")}


def test_a_member_may_not_correct_another() -> None:
    known = world(member(), SIGNED_UP)
    decision = update(known, person("Mette Holm", None, phone=PHONE), evidence=said("phone"))
    assert doubt(decision) == f"Mailen om Mette Holm kommer fra {ANNE} og ikke fra {METTE}."


def test_a_writer_without_a_name_is_known_by_the_address() -> None:
    decision = update(ANNES, person(None, None, is_writer=True, phone=PHONE), evidence=said("phone"))
    assert set(cells(decision)) == {("M0001", "telefon")}


@pytest.mark.parametrize(
    ("known", "people", "reason"),
    [
        pytest.param(ANNES, (), "Netpost kan ikke se, hvis oplysninger der skal rettes.", id="nobody"),
        pytest.param(ANNES, (person(), person("Ib Bo", None)), "Netpost kan ikke se, hvis oplysninger der skal rettes.", id="two"),
        pytest.param(world(member(), member("M0002", "Ib Bo")), (person(phone=PHONE),), f"{ANNE} står ud for flere i members.csv.", id="address-of-two"),
        pytest.param(ANNES, (person(bad_ean="5798007389216"),), "EAN-nummeret 5798007389216 er ikke gyldigt: kontrolcifferet passer ikke.", id="bad-ean"),
    ],
)  # fmt: skip
def test_an_update_that_is_for_staff(known: World, people: tuple[Person, ...], reason: str) -> None:
    assert doubt(update(known, *people, evidence=said("phone", "ean"))) == reason


# what staff are told


@pytest.mark.parametrize(
    ("cells", "facts", "is_told"),
    [
        pytest.param({"ean": EAN}, {"organisation": "Vejle Kommune"}, True, id="ean-kept"),
        pytest.param({"ean": "1234567890128"}, {"organisation": "Vejle Kommune", "ean": EAN}, False, id="ean-too"),
        pytest.param({}, {"organisation": "Vejle Kommune"}, False, id="no-ean"),
        pytest.param({"ean": EAN}, {"phone": PHONE}, False, id="no-new-organisation"),
    ],
)
def test_a_new_organisation_asks_for_the_ean(cells: dict[str, str], facts: dict[str, str], is_told: bool) -> None:
    decision = update(world(member(**cells)), person(**facts), evidence=said("organisation", "ean", "phone"))
    sentence = (
        "Anne Hansen (M0001) er skiftet til Vejle Kommune, men EAN-nummeret 5798007389215 er beholdt. Skal det skiftes?"
    )
    assert [notice.sentence for notice in decision.notices] == ([sentence] if is_told else [])
