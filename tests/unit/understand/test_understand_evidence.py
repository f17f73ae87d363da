"""Where a fact was found: a signature may not overwrite what staff typed, so its facts must say where they stand."""

import pytest

from understand_cases import understand

EAN = "5798007389215"


@pytest.mark.parametrize(
    ("text", "signature", "where"),
    [
        pytest.param("Vores EAN er 5798007389215.", "Mette Friis\nAfdelingschef", "teksten", id="text"),
        pytest.param("Tak.", "Mette Friis\nAfdelingschef\nEAN 5798007389215", "underskriften", id="signature"),
        pytest.param("Tak.", "Mette Friis\nEAN: 57 98 00 73 89 21 5", "underskriften", id="signature, in groups"),
        pytest.param("EAN 5798007389215.", "Mette Friis\nEAN 5798007389215", "teksten", id="both"),
        pytest.param("EAN: 5798 0073 89215.", "Mette Friis\nEAN 5798007389215", "teksten", id="both, in other groups"),
    ],
)
def test_an_ean_says_where_it_stands(text: str, signature: str, where: str) -> None:
    reading = understand(f"Tilmeld mig netværket. {text}", signature=signature)
    assert [one.where for one in reading.evidence if one.fact == "ean"] == [where]
    assert [one.ean for one in reading.people] == [EAN]


@pytest.mark.parametrize(
    ("phrase", "title"),
    [
        pytest.param("Jens Peter Wind (jpwi@vejen.example), som er it-chef", "It-chef", id="who is, behind an address"),
        pytest.param("Jens Peter Wind (jpwi@vejen.example), der er it-chef", "It-chef", id="that is"),
        pytest.param(
            "Jens Peter Wind, som er digitaliseringskonsulent, jpwi@vejen.example",
            "Digitaliseringskonsulent",
            id="who is",
        ),
        pytest.param("Jens Peter Wind, der nu er teamleder, jpwi@vejen.example", "Teamleder", id="that now is"),
        pytest.param("Jens Peter Wind, it-chef (jpwi@vejen.example)", "It-chef", id="plain"),
        pytest.param("Jens Peter Wind, vores nye it-chef (jpwi@vejen.example)", "It-chef", id="our new"),
    ],
)
def test_a_title_begins_with_the_title(phrase: str, title: str) -> None:
    reading = understand(f"Tilmeld min kollega {phrase}, til netværket.")
    assert [(one.name, one.title) for one in reading.people] == [("Jens Peter Wind", title)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Chefen vil gerne med. Hans mail er boda@vejen.example.", id="his mail is"),
        pytest.param("Chefen vil gerne deltage. Brug hendes arbejdsmail: anly@vejen.example.", id="use her mail"),
        pytest.param("Direktøren vil gerne med. Vedkommendes mailadresse er anly@vejen.example.", id="formal"),
        pytest.param("Vi vil gerne tilmelde os. Chefens mail er anly@vejen.example.", id="the chief's"),
        pytest.param("My manager would like to join. Her email is anly@vejen.example.", id="english, her"),
        pytest.param("My manager would like to join. His email address is boda@vejen.example.", id="english, his"),
    ],
)
def test_an_address_of_somebody_else_is_not_the_writers(text: str) -> None:
    reading = understand(text)
    assert reading.action != "act"
    assert not [one for one in reading.people if one.name == "Mette Friis" and one.email != "mef@vejen.example"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Brug endelig altid min arbejdsmail i stedet for den her: mette@vejen.example", id="this one here"
        ),
        pytest.param("Brug endelig altid min arbejdsmail i stedet for denne: mette@vejen.example", id="this one"),
        pytest.param(
            "Brug endelig altid min arbejdsmail i stedet for den, jeg skriver fra: mette@vejen.example",
            id="written from",
        ),
        pytest.param("Brug endelig altid min arbejdsmail i stedet for den\nher: mette@vejen.example", id="broken line"),
        pytest.param("Brug min arbejdsmail mette@vejen.example i stedet for den her.", id="behind"),
        pytest.param("Please use the address I have at work instead of this one: mette@vejen.example", id="english"),
        pytest.param("Brug i stedet den her mail: mette@vejen.example", id="den her is no English her"),
    ],
)
def test_a_writer_names_the_address_to_use(text: str) -> None:
    reading = understand(f"Tilmeld mig netværket. {text}", sender="Mette Friis <mette.privat@post.example>")
    assert [one.email for one in reading.people] == ["mette@vejen.example"]
