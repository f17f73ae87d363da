"""Whom a mail is about, and with which details."""

import pytest

from netpost.understand import Intent
from understand_cases import understand


def people(text: str, **changes: str) -> list[tuple[str | None, ...]]:
    reading = understand(text, **changes)
    assert reading.action == "act", reading
    return [(one.name, one.email, one.title, one.organisation) for one in reading.people]


ME = ("Mette Friis", "mef@vejen.example", "Afdelingschef", "Vejen Kommune")


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param("Tilmeld mig netværket.", [ME], id="the writer"),
        pytest.param(
            "Tilmeld mig og min kollega Bo Dam (boda@vejen.example) til netværket.",
            [ME, ("Bo Dam", "boda@vejen.example", None, "Vejen Kommune")],
            id="with a colleague",
        ),
        pytest.param(
            "På vegne af direktør Claus Thorup skal jeg tilmelde ham netværket. Hans mail er ctho@vejen.example.",
            [("Claus Thorup", "ctho@vejen.example", "Direktør", "Vejen Kommune")],
            id="on behalf",
        ),
        pytest.param(
            "Tilmeld venligst disse to til netværket:\n\n- Bo Dam, it-chef, boda@vejen.example\n- Eva Lund, konsulent, evlu@vejen.example",
            [
                ("Bo Dam", "boda@vejen.example", "It-chef", "Vejen Kommune"),
                ("Eva Lund", "evlu@vejen.example", "Konsulent", "Vejen Kommune"),
            ],
            id="bullets",
        ),
        pytest.param(
            "Tilmelding til netværket:\n\nNavn: Bo Dam\nStilling: It-chef\nKommune: Vejen\nMail: boda@vejen.example",
            [("Bo Dam", "boda@vejen.example", "It-chef", "Vejen Kommune")],
            id="form",
        ),
        pytest.param(
            "Vi tilmelder to til netværket:\n\nNavn | Titel | Mail\nBo Dam | It-chef | boda@vejen.example\nEva Lund | Konsulent | evlu@vejen.example",
            [
                ("Bo Dam", "boda@vejen.example", "It-chef", "Vejen Kommune"),
                ("Eva Lund", "evlu@vejen.example", "Konsulent", "Vejen Kommune"),
            ],
            id="table",
        ),
        pytest.param("Min chef Bo Dam har sagt god for det, så tilmeld mig netværket.", [ME], id="merely mentioned"),
    ],
)
def test_people_are_found(text: str, want: list[tuple[str | None, ...]]) -> None:
    assert people(text) == want


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Tilmeld min chef til netværket.", id="no name"),
        pytest.param("Tilmeld Peter til netværket.", id="given name only"),
        pytest.param("Vi tilmelder tre til netværket: Bo Dam, boda@vejen.example.", id="fewer than said"),
        pytest.param("Tilmeld mig netværket. Eva Lund vil også med.", id="one more, in passing"),
        pytest.param("Tilmeld mig netværket. Se også post@andet.example.", id="an address of nobody"),
        pytest.param(
            "På vegne af Odder Kommune tilmelder jeg Bo Dam, boda@odder.example, til netværket.", id="others' people"
        ),
    ],
)
def test_doubt_about_people_is_for_a_person(text: str) -> None:
    assert understand(text).action == "review"


def test_new_address_replaces_the_old() -> None:
    reading = understand("Brug fremover mette.friis@vejen.example i stedet for mef@vejen.example.")
    assert (reading.intent, reading.people[0].email, reading.old_email) == (
        Intent.UPDATE,
        "mette.friis@vejen.example",
        "mef@vejen.example",
    )


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        pytest.param("Sæt mig på til netværket.\nStilling: Driftschef\nMobil: 20 30 40 51", "Netværket", id="labelled"),
        pytest.param("Tilmeld mig netværket.\n\nDriftschef\nVejen Kommune", "Netværket", id="a line of its own"),
        pytest.param("Tilmeld mig netværket.", "Mette Friis, driftschef i Vejen, vil med", id="in the subject"),
    ],
)
def test_title_may_stand_outside_the_signature(text: str, subject: str) -> None:
    (person,) = understand(text, subject=subject, signature="Mette Friis").people
    assert person.title == "Driftschef"


def test_bad_ean_is_told_and_not_kept() -> None:
    (person,) = understand("Tilmeld mig netværket. EAN 5798005810224.").people
    assert (person.ean, person.bad_ean) == (None, "5798005810224")


def test_real_domain_gives_the_organisation() -> None:
    reading = understand("Tilmeld mig netværket.", signature="Mette Friis", sender="Mette Friis <mef@vejen.dk>")
    assert reading.people[0].organisation == "Vejen Kommune"


def test_what_no_rule_used_is_kept() -> None:
    assert understand("Tilmeld mig netværket. Jeg er vegetar.").unused_text == "Jeg er vegetar."
