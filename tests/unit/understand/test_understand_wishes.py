"""Wishes in mails that answer something else, contradict themselves, or could not be read whole."""

from dataclasses import replace
from datetime import datetime

import pytest

from conftest import COPENHAGEN
from netpost.understand import Intent, understand_mail
from understand_cases import NETWORK, understand, write


@pytest.mark.parametrize(
    ("text", "subject", "intent", "action"),
    [
        pytest.param(
            "Count me in!", "VS: Invitation til netværket", Intent.SIGNUP, "act", id="answer sent as a forward"
        ),
        pytest.param("Jeg er med!", "SV: Invitation til konference", Intent.ACCEPT, "review", id="other event"),
        pytest.param(
            "Tilmeld mig venligst jeres nyhedsbrev.", "Tilmeld mig", Intent.OTHER, "review", id="newsletter, not us"
        ),
        pytest.param(
            "Jeg er bortrejst og deltager ikke i møder. Kontakt Bo Dam.",
            "Automatisk svar: Program for netværksmødet den 16. november",
            Intent.AUTO_REPLY,
            "ignore",
            id="automatic by its prefix",
        ),
        pytest.param(
            "Jeg må desværre melde fra.", "Tilmelding til netværket", Intent.CANCEL, "review", id="subject against text"
        ),
    ],
)
def test_subject_and_text_are_read_together(text: str, subject: str, intent: Intent, action: str) -> None:
    reading = understand(text, subject=subject)
    assert (reading.intent, reading.action) == (intent, action)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param(
            "Jeg kan ikke være med på onsdag den 14. i Aarhus.",
            "Der er ikke noget kendt møde »onsdag den 14.«.",
            id="wrong weekday",
        ),
        pytest.param(
            "Jeg må melde afbud til mødet i Odense den 14. september.",
            "Sted og dato passer ikke sammen: »Odense« og »den 14. september«.",
            id="place against date",
        ),
        pytest.param(
            "Jeg kan ikke komme til mødet på lørdag.",
            "Der er ikke noget kendt møde »på lørdag«.",
            id="as it was written",
        ),
    ],
)
def test_contradiction_is_told(text: str, sentence: str) -> None:
    assert sentence in understand(text).review


def test_ticked_boxes_choose_the_meetings() -> None:
    text = "Jeg vil gerne tilmeldes netværket.\n[ ] Aarhus\n[X] Odense\n[x] Vejle"
    assert understand(text).meetings == ("2017-11-16", "2018-01-25")


@pytest.mark.parametrize(
    ("text", "meetings"),
    [
        pytest.param("Jeg vil gerne tilmeldes netværket i resten af forløbet.", (), id="the rest"),
        pytest.param(
            "Jeg vil gerne tilmeldes netværket til mødet i Vejle.", ("2018-01-25",), id="the last by its place"
        ),
    ],
)
def test_what_is_left_counts_as_all_though_it_is_one_meeting(text: str, meetings: tuple[str, ...]) -> None:
    late = replace(write(text), date=datetime(2017, 11, 30, 8, tzinfo=COPENHAGEN))
    assert understand_mail(late, NETWORK).meetings == meetings


def test_form_of_a_web_page_is_read_with_what_was_written_freely() -> None:
    form = "Navn: Bo Dam\nMail: boda@vejen.example\nKommune: Vejen\nBesked: Ønsker at komme med i netværket."
    reading = understand(form, subject="Ny besked", signature="", sender="Kontakt <no-reply@web.example>")
    assert (reading.intent, reading.action, reading.people[0].name) == (Intent.SIGNUP, "act", "Bo Dam")


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        pytest.param("Vi ses på torsdag i Odense. Jeg har en kollega med i bilen.", Intent.ACCEPT, id="said first"),
        pytest.param(
            "Tak for programmet. Vi ses på torsdag i Odense.", Intent.ACCEPT, id="below thanks for the programme"
        ),
    ],
)
def test_a_farewell_to_a_programme_is_a_promise(text: str, intent: Intent) -> None:
    assert understand(text, "prog").intent is intent


def test_defect_stops_a_change_but_no_thanks() -> None:
    defect = "Mailens tekst og dens HTML siger ikke det samme."
    wish = replace(write("Tilmeld mig netværket."), defects=(defect,))
    thanks = replace(write("Tak for et godt møde."), defects=(defect,))
    assert understand_mail(wish, NETWORK).review == (defect,)
    assert understand_mail(thanks, NETWORK).action == "ignore"
