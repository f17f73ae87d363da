"""A wish counts only where it can be meant for this network: mail about courses, lists, teams and lunches is for staff."""

from datetime import datetime

import pytest

from conftest import COPENHAGEN, make_mail
from netpost.message import read_mail
from netpost.understand import Reading, understand_mail
from understand_cases import NETWORK


def read(text: str, subject: str = "Hej", **headers: str) -> Reading:
    mail = read_mail(
        make_mail(
            f"{text}\n",
            subject=subject,
            sender="Mette Friis <mef@vejen.example>",
            date=datetime(2017, 8, 16, 8, tzinfo=COPENHAGEN),
            to="Signe Toft <netvaerk@kl.example>",
            **headers,  # type: ignore[arg-type]
        )
    )
    return understand_mail(mail, NETWORK)


@pytest.mark.parametrize(
    "text",
    [
        "Please sign me up for the pottery class.",
        "Please add me to the mailing list for website news.",
        "Could you remove me from this mailing list?",
        "Vi vil gerne tilmelde et hold til DHL-stafetten.",
        "Tilmeld mig venligst yogaholdet.",
        "Jeg vil gerne være med på jeres fodboldhold.",
        "I would like you to join our team.",
        "Journalister, der ønsker at deltage i pressemødet, skal tilmelde sig.",
        "Jeg vil gerne være en del af dit netværk på LinkedIn.",
        "Ta bort mig från sändlistan tack.",
        "Jeg søger stillingen som konsulent og vil gerne være en del af jeres netværk.",
        "Min pc er smidt af netværket, vil I tilmelde den igen?",
        "Hej Ole. Sæt mig på listen til frokosten.",
    ],
)
def test_a_wish_for_something_else_changes_nothing(text: str) -> None:
    assert read(text).action != "act"


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        pytest.param("Tilmeld mig til netværket.", "Hej", id="named in the text"),
        pytest.param("Tilmeld mig venligst.", "Netværk om ledelse af digitalisering", id="named in the subject"),
        pytest.param(
            "Jeg vil gerne deltage.\n\nMette Friis\nAfdelingschef, Vejen Kommune",
            "Tilmelding",
            id="a subject that signs up, and an official",
        ),
        pytest.param("Tilmeld mig til mødet den 16. november.", "Hej", id="the day of a meeting"),
        pytest.param("Jeg vil gerne tilmeldes møderne i Odense og Vejle.", "Hej", id="the places of meetings"),
        pytest.param("Hej Signe\n\nSæt mig på listen.", "Hej", id="the secretary by name"),
    ],
)
def test_a_wish_for_the_network_stands(text: str, subject: str) -> None:
    reading = read(text, subject)
    assert (reading.intent.value, reading.action) == ("signup", "act"), reading.review


@pytest.mark.parametrize("subject", ["Sommerfest", "Julefrokosten", "Fredagsbar"])
def test_the_subject_may_name_what_a_wish_is_for(subject: str) -> None:
    assert read("Hej Signe\n\nSkriv mig på listen, tak.\n\nMette Friis\nVejen Kommune", subject).action == "review"


def test_an_absence_need_not_name_the_network() -> None:
    assert read("Jeg kan desværre ikke komme på torsdag, min datter er syg.", "Afbud").intent.value == "decline"


def test_a_day_alone_is_not_enough_where_something_else_is_named() -> None:
    assert read("Jeg kan desværre ikke komme til tandlægen den 14. september.").action != "act"


def test_a_list_that_passes_a_mail_on_changes_nothing() -> None:
    assert (
        read("Tilmeld mig til netværket.", "[ledere] Netværket", list_id="Byens ledere <ledere.byen.example>").action
        != "act"
    )
