"""Wishes in mails that answer something else, contradict themselves, or could not be read whole."""

from dataclasses import replace

import pytest

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
            "Sted og dato passer ikke sammen: »odense« og »den 14. september«.",
            id="place against date",
        ),
    ],
)
def test_contradiction_is_told(text: str, sentence: str) -> None:
    assert sentence in understand(text).review


def test_ticked_boxes_choose_the_meetings() -> None:
    text = "Jeg vil gerne tilmeldes netværket.\n[ ] Aarhus\n[X] Odense\n[x] Vejle"
    assert understand(text).meetings == ("2017-11-16", "2018-01-25")


def test_defect_stops_a_change_but_no_thanks() -> None:
    defect = "Mailens tekst og dens HTML siger ikke det samme."
    wish = replace(write("Tilmeld mig netværket."), defects=(defect,))
    thanks = replace(write("Tak for et godt møde."), defects=(defect,))
    assert understand_mail(wish, NETWORK).review == (defect,)
    assert understand_mail(thanks, NETWORK).action == "ignore"
