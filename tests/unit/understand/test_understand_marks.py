"""What stands instead of names and meetings in what the network is shown of a sentence."""

from datetime import date

import pytest

from netpost.understand.marks import mark_asked, mark_meetings, mark_writer
from understand_cases import NETWORK

SUMMER, SEPTEMBER, JANUARY = date(2017, 7, 1), date(2017, 9, 12), date(2018, 1, 20)


@pytest.mark.parametrize(
    ("text", "day", "marked"),
    [
        ("Jeg kommer den 16. november.", SUMMER, "Jeg kommer SECONDMEETING."),
        ("Kun Odense, ikke Vejle.", SEPTEMBER, "Kun SECONDMEETING, ikke THIRDMEETING."),
        ("Næste gang går ikke.", SEPTEMBER, "FIRSTMEETING Næste gang går ikke."),
        ("Mødet i Aarhus den 14. september 2017 var godt.", JANUARY, "Mødet i HELDMEETING var godt."),
        ("Mødet i Aarhus den 14. september.", SUMMER, "Mødet i FIRSTMEETING."),
        ("De to sidste møder tager jeg.", SUMMER, "SECONDMEETING THIRDMEETING De to sidste møder tager jeg."),
        ("Alle tre gange.", SUMMER, "ALLMEETINGS Alle tre gange."),
        ("I november er jeg på ferie.", SUMMER, "I SECONDMEETING november er jeg på ferie."),
        ("Odense Kommune melder til.", SUMMER, "Odense Kommune melder til."),
        ("Vi ses den 3. oktober.", SUMMER, "Vi ses den 3. oktober."),
        ("", SUMMER, ""),
    ],
)
def test_a_meeting_is_known_by_its_place_in_the_row(text: str, day: date, marked: str) -> None:
    assert mark_meetings(text, NETWORK, day) == marked


def test_the_writers_name_is_one_mark() -> None:
    own = frozenset({"Ole", "Finn"})
    assert mark_writer("Tilmeld Ole Finn, it-chef; Oles nummer følger.", own) == "Tilmeld §, it-chef; § nummer følger."


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Ejvind Damm vil med (Ejvind er chef).", "ASKEDPERSON vil med (ASKEDPERSON er chef)."),
        ("Lone Damm og Ejvind vil med.", "Lone Damm og ASKEDPERSON vil med."),
        ("Eva Lund vil med.", "Eva Lund vil med."),
    ],
)
def test_who_is_asked_about_is_one_mark(text: str, marked: str) -> None:
    assert mark_asked(text, "Ejvind Damm") == marked
