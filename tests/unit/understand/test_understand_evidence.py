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
