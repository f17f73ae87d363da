from datetime import date, time

import pytest

from conftest import settings
from netpost.meetings import Meeting
from netpost.members.member import Member
from netpost.render import values
from netpost.render.markup import Markdown

SETTINGS = settings(price="5900", network_name="Ledernetværket", contact_phone="+4533700000")
AARHUS = Meeting(
    "2017-09-14", date(2017, 9, 14), time(9, 30), time(15), "Aarhus", "Dokk1", "", date(2017, 9, 1), date(2017, 9, 6)
)
ODENSE = Meeting("2017-11-16", date(2017, 11, 17), None, None, "Odense", "", "", None, None, "aflyst")


def member(number: int = 1, **cells: str) -> Member:
    given = {"navn": "Mette Holm", "email": "mette@lolland.example", "ean": "5798000880016", **cells}
    return Member(f"M000{number}", given)


def confirm(*members: Member, with_price: bool = True, is_to_writer: bool = False, **more: object) -> values.Values:
    return values.confirmation_values(
        SETTINGS, members, [AARHUS, ODENSE], with_price=with_price, is_to_writer=is_to_writer, **more
    )  # type: ignore[arg-type]


def test_a_meeting() -> None:
    assert values.meeting_values(AARHUS) == {
        "id": "2017-09-14",
        "dato": date(2017, 9, 14),
        "ugedag": "torsdag",
        "tid": "kl. 9.30-15.00",
        "start": time(9, 30),
        "slut": time(15),
        "by": "Aarhus",
        "sted": "Dokk1",
        "adresse": "",
        "hvor": "Dokk1",
        "tilmeldingsfrist": date(2017, 9, 1),
        "afbudsfrist": date(2017, 9, 6),
        "aflyst": False,
    }


def test_a_moved_and_cancelled_meeting_keeps_its_id() -> None:
    moved = values.meeting_values(ODENSE)
    assert (moved["id"], moved["ugedag"], moved["tid"], moved["aflyst"]) == ("2017-11-16", "fredag", "", True)


def test_the_network_and_its_organiser() -> None:
    assert values.network_values(SETTINGS) == {
        "netværk": "Ledernetværket",
        "arrangør": {
            "navn": "KL",
            "kontaktperson": "Karen Holm",
            "telefon": "33 70 00 00",
            "email": "netvaerk@kl.example",
        },
    }


@pytest.mark.parametrize(
    ("price", "with_price", "expected"),
    [
        pytest.param("5900", True, (5900, False), id="all-meetings"),
        pytest.param("5900", False, (None, True), id="some-meetings"),
        pytest.param("0", True, (None, False), id="no-price-is-set"),
        pytest.param("0", False, (None, False), id="no-price-to-follow"),
    ],
)
def test_the_price_is_named_only_for_all_meetings(price: str, with_price: bool, expected: tuple[object, bool]) -> None:
    made = values.confirmation_values(
        settings(price=price), [member()], [AARHUS], with_price=with_price, is_to_writer=False
    )
    assert (made["pris"], made["pris_følger"]) == expected


@pytest.mark.parametrize(
    ("cells", "missing"),
    [
        pytest.param({"titel": "Chef", "organisation": "Lolland Kommune", "telefon": "+4512345678"}, [], id="nothing"),
        pytest.param(
            {"ean": "", "organisation": "Lolland Kommune"}, ["titel", "telefonnummer", "EAN-nummer"], id="some"
        ),
        pytest.param(
            {"navn": "", "ean": ""}, ["navn", "titel", "organisation", "telefonnummer", "EAN-nummer"], id="all"
        ),
    ],
)
def test_what_is_missing_is_named(cells: dict[str, str], missing: list[str]) -> None:
    assert confirm(member(**cells))["mangler"] == missing


def test_every_column_is_a_variable() -> None:
    made = confirm(member(titel="Chef", **{"Kost og hensyn": "vegetar", "2017-09-14": "ja", "Antal-dage": "2"}))
    assert (made["titel"], made["telefon"], made["kost_og_hensyn"], made["antal_dage"]) == ("Chef", "", "vegetar", "2")
    assert not [name for name in made if not name.isidentifier()]


def test_a_column_cannot_take_the_place_of_a_variable() -> None:
    made = confirm(member(netværk="x", Pris="1", møder="x", fornavn="x"))
    assert (made["netværk"], made["pris"], made["fornavn"]) == ("Ledernetværket", 5900, "Mette")
    assert isinstance(made["møder"], list)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        pytest.param("Mette Holm", "Mette", id="plain"),
        pytest.param("Holm, Mette", "Mette", id="turned-round"),
        pytest.param("Poul-Erik Østerbye", "Poul-Erik", id="hyphen"),
        pytest.param("Mette", "Mette", id="one-name"),
        pytest.param("", "", id="none"),
        pytest.param(" , ", "", id="only-signs"),
        pytest.param("Mette,", "Mette", id="comma-left-over"),
    ],
)
def test_the_first_name(name: str, first: str) -> None:
    assert values.find_first_name(name) == first


@pytest.mark.parametrize(
    ("subject", "topic"),
    [
        pytest.param("Tilmelding", "Tilmelding", id="plain"),
        pytest.param("SV: Re: VS: RE[2]: Tilmelding", "Tilmelding", id="many"),
        pytest.param("Sv:Tilmelding: os to", "Tilmelding: os to", id="other-colons-stay"),
        pytest.param("Responsum", "Responsum", id="no-prefix"),
        pytest.param("SV: ", "", id="only-prefix"),
        pytest.param(None, "", id="none"),
    ],
)
def test_the_topic_of_a_subject(subject: str | None, topic: str) -> None:
    assert values.find_topic(subject) == topic


def test_somebody_else_signed_the_person_up() -> None:
    assert confirm(member(tilmeldt_af="lone@lolland.example"))["skrevet_af"] == "lone@lolland.example"
    assert confirm(member(tilmeldt_af="Mette@lolland.example"))["skrevet_af"] == ""


def test_a_joint_mail_greets_the_writer_and_names_all() -> None:
    made = confirm(
        member(organisation="Lolland Kommune", titel="Chef", tilmeldt_af="lone@lolland.example"),
        member(2, navn="Bo Friis", email="", organisation="Lolland Kommune", titel="Direktør", **{"2017-11-16": "nej"}),
        is_to_writer=True,
        writer_name="Lone Bech",
        subject="Re: To til jer",
    )
    assert (made["navn"], made["fornavn"], made["id"]) == ("Mette Holm og Bo Friis", "Lone", "M0001 og M0002")
    assert (made["organisation"], made["titel"]) == ("Lolland Kommune", "")
    assert (made["til_skriver"], made["skrevet_af"], made["emne"], made["mangler"]) == (True, "", "To til jer", [])
    people = made["personer"]
    assert isinstance(people, list)
    assert [person["mangler"] for person in people] == [["telefonnummer"], ["telefonnummer", "mailadresse"]]
    assert [[meeting["by"] for meeting in person["møder"]] for person in people] == [["Aarhus", "Odense"], ["Aarhus"]]
    assert [person["alle_møder"] for person in people] == [True, False]


def test_a_joint_mail_to_an_unknown_writer_greets_nobody_by_name() -> None:
    assert confirm(member(), is_to_writer=True)["fornavn"] == ""


@pytest.mark.parametrize(
    ("today", "is_late"),
    [
        pytest.param(None, False, id="not-asked"),
        pytest.param(date(2017, 9, 6), False, id="last-day"),
        pytest.param(date(2017, 9, 7), True, id="day-after"),
    ],
)
def test_a_reminder_knows_whether_the_deadline_has_passed(today: date | None, is_late: bool) -> None:
    made = values.reminder_values(SETTINGS, member(), AARHUS, Markdown("Kaffe"), today=today)
    assert (made["frist_passeret"], made["program"], made["emne"]) == (is_late, Markdown("Kaffe"), "")
    assert made["møde"] == values.meeting_values(AARHUS)


def test_a_reminder_without_deadline_is_never_late() -> None:
    made = values.reminder_values(SETTINGS, member(), ODENSE, None, today=date(2018, 1, 1))
    assert (made["frist_passeret"], made["program"]) == (False, None)


def test_a_followup_names_the_next_meeting_if_there_is_one() -> None:
    made = values.followup_values(SETTINGS, member(), AARHUS, Markdown("Tak"), ODENSE)
    assert (made["opsamling"], made["næste_møde"]) == ("Tak", values.meeting_values(ODENSE))
    assert values.followup_values(SETTINGS, member(), AARHUS, Markdown("Tak"), None)["næste_møde"] is None


def test_a_receipt_for_afbud_names_what_remains() -> None:
    made = values.decline_values(SETTINGS, [member()], [AARHUS], [ODENSE], has_files=True)
    assert made["møder"] == [values.meeting_values(AARHUS)]
    assert made["øvrige_møder"] == [values.meeting_values(ODENSE)]
    assert made["vedhæftet"] is True
