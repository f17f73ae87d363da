"""People who are named in running text: whom a pronoun points back to, whose plain plural or possessive a name is."""

import pytest

from netpost.understand.describe import without_genitive
from understand_cases import understand

ME = ("Mette Friis", "mef@vejen.example")


def people(text: str, context: str = "-") -> list[tuple[str | None, str | None]]:
    reading = understand(text, context)
    assert reading.action == "act", reading
    return [(one.name, one.email) for one in reading.people]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Vores projektleder Ole Damborg har tiden. Ham må I gerne notere som deltager i netværket.", id="him"
        ),
        pytest.param("Ole Damborg er ny hos os. Han vil gerne tilmeldes netværket.", id="he"),
        pytest.param("Ole Damborg er ny hos os. Det er mandag. Han vil gerne tilmeldes netværket.", id="two before"),
        pytest.param("Ole Damborg er ny hos os. Projektlederen vil gerne tilmeldes netværket.", id="by his post"),
        pytest.param("Steen Bloms kalender er fuld. Ole Damborg er ny. Han vil tilmeldes netværket.", id="the nearest"),
    ],
)
def test_a_pronoun_points_back_to_a_name(text: str) -> None:
    assert people(text) == [("Ole Damborg", None)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Ole Damborg anbefalede netværket. Tilmeld mig.", id="no pronoun"),
        pytest.param("Hils Ole Damborg. Jeg vil gerne tilmeldes netværket.", id="greeted"),
        pytest.param("Jeg har talt med Ole Damborg. Tilmeld mig netværket.", id="talked with"),
    ],
)
def test_who_is_only_mentioned_is_not_signed_up(text: str) -> None:
    assert people(text) == [ME]


@pytest.mark.parametrize(
    "text",
    [
        "Jeg har to nye kolleger, Ole Damborg og Eva Lund. Begge vil gerne tilmeldes netværket.",
        "Vi har to nye chefer, Ole Damborg og Eva Lund. De vil gerne tilmeldes netværket.",
    ],
)
def test_a_pronoun_points_back_to_two(text: str) -> None:
    reading = understand(text)
    assert reading.action == "review" or {one.name for one in reading.people} == {"Ole Damborg", "Eva Lund"}


@pytest.mark.parametrize(
    ("text", "context", "want"),
    [
        pytest.param("Ole Finns plads i netværket skal opsiges.", "-", "Ole Finn", id="his place"),
        pytest.param("Steen Bloms kalender er fuld på torsdag, så han kommer ikke.", "prog", "Steen Blom", id="his diary"),
        pytest.param("Steen Blom kan ikke komme på torsdag.", "prog", "Steen Blom", id="no genitive"),
    ],
)  # fmt: skip
def test_a_genitive_names_its_owner(text: str, context: str, want: str) -> None:
    assert people(text, context) == [(want, None)]


@pytest.mark.parametrize(
    ("name", "after", "want"),
    [
        pytest.param("Steen Bloms", " kalender er fuld", "Steen Blom", id="a known surname's"),
        pytest.param("Bo Hansens", " plads", "Bo Hansen", id="a noun behind"),
        pytest.param("Bo Nis", " er ny", "Bo Nis", id="a verb behind"),
        pytest.param("Bo Larss", ", kalender", "Bo Larss", id="a mark behind"),
        pytest.param("Bo Larss", "", "Bo Larss", id="nothing behind"),
        pytest.param("Steen Blom", " kalender er fuld", "Steen Blom", id="no s"),
        pytest.param(
            "Bo Andreas",
            " plads",
            "Bo Andreas",
            id="a name that ends in s itself",
        ),
    ],
)
def test_a_genitive_loses_its_s(name: str, after: str, want: str) -> None:
    assert without_genitive(name, after) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param(
            "Chefen vil gerne med. Hun hedder Anne Lyng, og hendes mail er anly@vejen.example.",
            [("Anne Lyng", "anly@vejen.example")],
            id="her mail is",
        ),
        pytest.param(
            "Tilmeld Ole Damborg til netværket. Hans mail er oda@vejen.example.",
            [("Ole Damborg", "oda@vejen.example")],
            id="the next sentence",
        ),
        pytest.param(
            "Jeg skriver for at tilmelde netværket. Ole Damborg (oda@vejen.example) er den, det gælder.",
            [("Ole Damborg", "oda@vejen.example")],
            id="named elsewhere with an address",
        ),
        pytest.param(
            "Tilmeld Ole Damborg til netværket. Spørgsmål til Eva Lund, evlu@vejen.example.",
            [("Ole Damborg", None)],
            id="an address for questions",
        ),
    ],
)
def test_an_address_goes_to_whom_it_is_given_for(text: str, want: list[tuple[str | None, str | None]]) -> None:
    assert people(text) == want
