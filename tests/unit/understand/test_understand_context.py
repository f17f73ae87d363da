"""What a mail answers, by cues in its subject and its quote, and a form that was filled in inside the quote."""

from datetime import datetime

import pytest

from conftest import COPENHAGEN, make_mail
from factories import AARHUS, ODENSE
from netpost.message import Mail, read_mail
from netpost.understand.context import read_context
from netpost.understand.quoted_form import take_over_form
from understand_cases import NETWORK, understand

QUOTED_BY = "\n\nDen 27. jun. 2017 kl. 14.03 skrev Signe Toft <netvaerk@kl.example>:\n\n"


def answer(subject: str, quoted: str = "", text: str = "Ja tak.") -> Mail:
    quote = QUOTED_BY + "\n".join(f"> {line}" for line in quoted.split("\n")) if quoted else ""
    return read_mail(
        make_mail(
            f"Hej Signe\n\n{text}\n{quote}\n",
            subject=subject,
            sender="Mette Friis <mef@vejen.example>",
            date=datetime(2017, 8, 16, 8, tzinfo=COPENHAGEN),
        )
    )


@pytest.mark.parametrize(
    ("subject", "quoted", "kind"),
    [
        pytest.param("Invitation", "", "none", id="no answer"),
        pytest.param("SV: hej", "hej", "none", id="no cue"),
        pytest.param("SV: Invitation", "", "invitation", id="subject alone"),
        pytest.param("SV: Manglende EAN-nummer", "", "ean", id="a number is missing"),
        pytest.param(
            "SV: Oplysninger til faktura", "Vi har ikke jeres EAN.", "ean", id="a bill above a question for the number"
        ),
        pytest.param("VS: Invitation", "", "invitation", id="sent on with nothing"),
        pytest.param("SV: Netværket", "Tilmeld dig, der er plads i netværket.", "invitation", id="quote alone"),
        pytest.param("SV: Netværket", "Program, frokost og parkering.", "meeting", id="programme in the quote"),
        pytest.param("SV: Netværksmøde i Odense", "", "meeting", id="a meeting in the subject"),
        pytest.param("SV: Invitation", "Program. Frokost.", "invitation", id="subject outweighs two"),
        pytest.param("SV: Invitation", "Program. Frokost. Parkering. Slides.", "meeting", id="four outweigh it"),
        pytest.param("SV: Invitation", "Frokost, frokost, frokost, frokost.", "invitation", id="the same cue once"),
        pytest.param("SV: Netværket", "Tilmeld dig. Der er frokost.", "invitation", id="as many of both"),
        pytest.param("SV: EAN mangler", "", "ean", id="ean in the subject"),
        pytest.param("SV: Faktura", "Vi mangler jeres EAN.", "ean", id="ean in the quote"),
        pytest.param("SV: Invitation", "Vi mangler jeres EAN.", "invitation", id="an invitation that asks for an ean"),
        pytest.param("SV: Invitation til jeres konference", "", "none", id="another's invitation"),
    ],
)
def test_cues_tell_what_a_mail_answers(subject: str, quoted: str, kind: str) -> None:
    assert read_context(answer(subject, quoted), NETWORK, NETWORK.today).kind == kind


@pytest.mark.parametrize(
    ("subject", "quoted", "meetings"),
    [
        pytest.param("SV: Program for mødet i Odense", "", (ODENSE,), id="subject"),
        pytest.param("SV: Program", "Program for mødet den 16. november.", (ODENSE,), id="quote"),
        pytest.param("SV: Program for Aarhus", "Næste gang er den 16. november.", (AARHUS,), id="subject first"),
        pytest.param("SV: Program", "Vi ses den 14. september og den 16. november.", (), id="two"),
        pytest.param("SV: Invitation", "Vi mødes den 16. november.", (), id="an invitation is about all"),
    ],
)
def test_the_answered_meeting_is_the_only_one_named(subject: str, quoted: str, meetings: tuple[str, ...]) -> None:
    assert read_context(answer(subject, quoted), NETWORK, NETWORK.today).meetings == meetings


FORM = (
    "Invitation: Netværk om ledelse af digitalisering. Udfyld og send tilbage:\n"
    "Navn: {name}\nTitel: {title}\nMail: {email}\nKommune: {municipality}\nAllergi:"
)
FILLED = {"name": "Bo Dam", "title": "It-chef", "email": "boda@vejen.example", "municipality": "Vejen"}
EMPTY = dict.fromkeys(FILLED, "")
DOTS = dict.fromkeys(FILLED, "........")


def take_over(mail: Mail) -> Mail:
    return take_over_form(mail, read_context(mail, NETWORK, NETWORK.today))


def test_filled_in_lines_of_the_quote_become_own_words() -> None:
    mail = answer("SV: Invitation", FORM.format(**FILLED))
    own = take_over(mail).own_text
    form = "Navn: Bo Dam\nTitel: It-chef\nMail: boda@vejen.example\nKommune: Vejen\n"
    assert own == f"{mail.own_text.rstrip()}\n\n{form}"


def test_lines_of_dots_stay_in_the_quote() -> None:
    own = take_over(answer("SV: Invitation", FORM.format(**FILLED | {"title": "........"}))).own_text
    assert "Navn: Bo Dam\nMail: boda@vejen.example\n" in own


@pytest.mark.parametrize(
    ("subject", "values", "text"),
    [
        pytest.param("SV: Invitation", EMPTY, "Ja tak.", id="left empty"),
        pytest.param("SV: Invitation", DOTS, "Ja tak.", id="nothing but dots"),
        pytest.param("SV: Invitation", FILLED | {"name": ""}, "Ja tak.", id="no name"),
        pytest.param(
            "SV: Invitation", FILLED, "Navn: Eva Lund\nMail: evlu@vejen.example", id="own words hold a form already"
        ),
        pytest.param("SV: EAN mangler", FILLED, "Ja tak.", id="no invitation"),
    ],
)
def test_other_quotes_stay_quotes(subject: str, values: dict[str, str], text: str) -> None:
    mail = answer(subject, FORM.format(**values), text)
    assert take_over(mail) is mail


def test_a_form_in_the_quote_signs_its_person_up() -> None:
    quoted = QUOTED_BY + "\n".join(f"> {line}" for line in FORM.format(**FILLED).split("\n"))
    reading = understand("Hermed udfyldt.", subject="SV: Invitation", signature=f"Mette Friis{quoted}")
    assert reading.intent == "signup"
    assert [(one.name, one.email, one.title) for one in reading.people] == [("Bo Dam", "boda@vejen.example", "It-chef")]
