"""What a sentence that gives or corrects details is about."""

import pytest

from netpost.understand.text import fold
from netpost.understand.update import find_kinds


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("Vores EAN er 5798005810223.", ["ean"]),
        ("Det er 57 98 00 58 10 22 3.", ["ean"]),
        ("GLN-nummeret er ændret.", ["ean"]),
        ("Mit nye nummer er 23 45 67 89.", ["phone"]),
        ("I kan fange mig på 23456789.", ["phone"]),
        ("Jeg har fået ny mobil.", ["phone"]),
        ("Min nye mailadresse er mef@vejen.example.", ["email"]),
        ("Skriv til mef@vejen.example.", ["email"]),
        ("Jeg er blevet gift og hedder nu Friis.", ["name"]),
        ("Mit navn staves med to s'er.", ["name"]),
        ("Min titel er forkert.", ["title"]),
        ("Jeg er blevet udnævnt til afdelingschef.", ["title"]),
        ("Jeg er ikke længere teamleder.", ["title"]),
        ("Eva Lund skal stå som udviklingschef.", ["title"]),
        ("Jeg har fået nyt job.", ["job"]),
        ("Jeg begynder i Odense Kommune.", ["job"]),
        ("Jeg er nu ansat hos KMD.", ["job"]),
        ("Ny mobil 20 30 40 51 og ny mail mef@vejen.example.", ["email", "phone"]),
        ("Kan I rette mit navn og min titel?", ["name", "title"]),
        ("Ret venligst mine oplysninger.", ["details"]),
        ("", ["details"]),
    ],
)
def test_an_update_says_what_it_is_about(sentence: str, kinds: list[str]) -> None:
    assert find_kinds(fold(sentence)) == kinds
