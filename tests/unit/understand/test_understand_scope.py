"""Which meetings a wish is about. Days: September Aarhus, November Odense, January Vejle; `[]` in a sign-up is all that remain."""

from dataclasses import replace
from datetime import datetime

import pytest

from conftest import COPENHAGEN
from netpost.understand import Intent, Reading, understand_mail
from netpost.understand.mention import Mention
from netpost.understand.stance import find_exceptions, is_left_out, split_parts
from netpost.understand.when import find_meetings
from understand_cases import NETWORK, understand, write

AARHUS, ODENSE, VEJLE = "2017-09-14", "2017-11-16", "2018-01-25"


def on(day: str, text: str, context: str = "-") -> Reading:
    moment = datetime.fromisoformat(f"{day}T08:00").replace(tzinfo=COPENHAGEN)
    return understand_mail(replace(write(text, context), date=moment), NETWORK)


@pytest.mark.parametrize(
    ("text", "meetings"),
    [
        pytest.param(
            "Den 14. september er jeg ordstyrer, så Aarhus kan jeg godt glemme. Men sæt mig på listen til november og januar.",
            (ODENSE, VEJLE),
            id="months of the wish, not the place that is given up",
        ),
        pytest.param("Jeg melder mig til de to møder efter Aarhus.", (ODENSE, VEJLE), id="after one"),
        pytest.param(
            "Alle møder på nær det i november vil jeg gerne have plads til.", (AARHUS, VEJLE), id="all but one"
        ),
        pytest.param("Vil gerne deltage. Dog ikke den 16. november.", (AARHUS, VEJLE), id="all but one, said after"),
        pytest.param("Sæt mig på listen. Odense springer jeg over.", (AARHUS, VEJLE), id="all but one, given up after"),
        pytest.param(
            "I november er jeg på studierejse, så det møde må I undvære mig til. Men tilmeld mig gerne de to andre.",
            (AARHUS, VEJLE),
            id="the others",
        ),
        pytest.param("Sæt mig på efterårets to møder. Vejle må blive uden mig.", (AARHUS, ODENSE), id="counted season"),
        pytest.param("Tæl mig med til efterårets møder.", (), id="the season that the row begins in"),
        pytest.param("Sæt mig på til møderne i efteråret og til det i Vejle.", (), id="season and the rest"),
        pytest.param("Tilmeld mig til mødet i Odnese.", (ODENSE,), id="two letters swapped"),
        pytest.param("Sæt mig på til møderne i Arhus og Vejel.", (AARHUS, VEJLE), id="a letter missing, two swapped"),
        pytest.param(
            "Skriv mig på listen. Det bliver dog kun i Vejle for mit vedkommende.",
            (VEJLE,),
            id="chosen beside the wish",
        ),
        pytest.param(
            "Skriv mig på listen. Turen til Aarhus og Vejle skræmmer mig ikke.", (), id="a way that does not deter"
        ),
        pytest.param(
            "Jeg kan ikke være med i Aarhus, men vil gerne tilmeldes møderne i Odense og Vejle.",
            (ODENSE, VEJLE),
            id="not with one, but the others",
        ),
        pytest.param(
            "Jeg kan desværre ikke møde op i Vejle. Tilmeld mig til mødet i Odense.",
            (ODENSE,),
            id="not one, but another",
        ),
        pytest.param("Skriv mig på for perioden september til januar.", (), id="span"),
        pytest.param("Kan jeg hoppe på fra Odense og frem? Så skriv mig endelig op.", (ODENSE, VEJLE), id="carries on"),
        pytest.param(
            "I efteråret tiltræder jeg som chef. Skriv mig endelig på.", (), id="a season in which one begins"
        ),
        pytest.param("Jeg er tilbage i september, så skriv mig endelig på.", (), id="a month in which one is back"),
        pytest.param("Jeg er med hele vejen, både Aarhus, Odense og Vejle.", (), id="all, one by one"),
        pytest.param("Tilmeld mig alle på nær november.", (AARHUS, VEJLE), id="all but a bare month"),
        pytest.param("Tilmeld mig alle møder, dog ikke det i november.", (AARHUS, VEJLE), id="all but that in a month"),
        pytest.param(
            "Jeg vil gerne tilmeldes Aarhus og Vejle (ikke Odense).", (AARHUS, VEJLE), id="all but, in brackets"
        ),
        pytest.param(
            "Jeg vil gerne tilmeldes. Bortset fra Odense.", (AARHUS, VEJLE), id="all but, in its own sentence"
        ),
        pytest.param(
            "Tilmeld mig alle møder på nær det, der er i Aarhus.", (ODENSE, VEJLE), id="all but, behind a comma"
        ),
        pytest.param("Jeg vil gerne tilmeldes alle møder på nær det sidste.", (AARHUS, ODENSE), id="all but the last"),
        pytest.param("Jeg vil gerne tilmeldes:\n- Aarhus\n- Odense", (AARHUS, ODENSE), id="list"),
        pytest.param(
            "Jeg vil gerne tilmeldes følgende møder:\n\n1. Aarhus\n2. Odense",
            (AARHUS, ODENSE),
            id="numbered list",
            marks=pytest.mark.xfail(strict=True, reason="goes to staff"),
        ),
        pytest.param(
            "Jeg vil gerne tilmeldes:\n- 14. september 2017 i Aarhus\n- 16. november 2017 i Odense\nmen ikke Vejle",
            (AARHUS, ODENSE),
            id="list of days",
        ),
        pytest.param(
            "Jeg vil gerne med.\n\nAarhus og Odense.",
            (AARHUS, ODENSE),
            id="bare meetings below",
            marks=pytest.mark.xfail(strict=True, reason="goes to staff"),
        ),
        pytest.param("Tilmeld mig:\nAarhus - ja\nOdense - nej\nVejle - ja", (AARHUS, VEJLE), id="answered list"),
        pytest.param("Vejle Spildevand vil gerne have mig med.", (), id="firm with a city in its name"),
        pytest.param("Tilmeld mig netværket\nRådhuspladsen 2\n8000 Aarhus C", (), id="city of an address"),
        pytest.param("hej signe vejle vil jeg gerne med til", (VEJLE,), id="city behind a greeting"),
    ],
)
def test_sign_up_covers(text: str, meetings: tuple[str, ...]) -> None:
    reading = understand(text, "inv")
    assert (reading.intent, reading.meetings, reading.review) == (Intent.SIGNUP, meetings, ())


@pytest.mark.parametrize(
    ("text", "review"),
    [
        pytest.param(
            "Jeg vil gerne være med i netværket, men i september er jeg på ferie.",
            "Mailen melder til og siger samtidig fra til et møde.",
            id="busy on one day of all",
        ),
        pytest.param(
            "Tilmeld mig et af de to møder i efteråret.",
            "Mailen taler om et enkelt møde, men det er ikke klart hvilket.",
            id="one of them",
        ),
    ],
)
def test_sign_up_is_for_a_person(text: str, review: str) -> None:
    assert review in understand(text, "inv").review


@pytest.mark.parametrize(
    ("text", "meetings"),
    [
        pytest.param(
            "En kollega var begejstret for dagen i Aarhus, så skriv mig på til resten af forløbet.",
            (),
            id="one that is over",
        ),
        pytest.param("Skriv mig på til det, der er tilbage af forløbet.", (), id="what is left"),
        pytest.param(
            "Jeg vil gerne tilmeldes den ene dag på Fyn. I januar er jeg på orlov.", (ODENSE,), id="part of the country"
        ),
    ],
)
def test_late_sign_up_covers(text: str, meetings: tuple[str, ...]) -> None:
    reading = on("2017-09-20", text, "inv")
    assert (reading.meetings, reading.review) == (meetings, ())


@pytest.mark.parametrize(
    ("text", "meetings"),
    [
        pytest.param(
            "Der er lagt et udvalgsmøde oven i dagen, så det går ikke. Vejle står fast.", (ODENSE,), id="kept"
        ),
        pytest.param("Jeg er i Aarhus hele den uge og når ikke frem.", (ODENSE,), id="where one is instead"),
        pytest.param("Jeg kommer ikke. Det gælder mødet i Vejle.", (VEJLE,), id="spelled out"),
    ],
)
def test_absence_is_of_the_meeting_answered_unless_another_is_named(text: str, meetings: tuple[str, ...]) -> None:
    reading = understand(text, "prog")
    assert (reading.intent, reading.meetings, reading.review) == (Intent.DECLINE, meetings, ())


@pytest.mark.parametrize(
    ("text", "intent", "review"),
    [
        pytest.param(
            "Jeg kan ikke komme. Vejle kan jeg heller ikke.",
            Intent.DECLINE,
            "Det er ikke klart, hvilket møde mailen handler om.",
            id="one or two",
        ),
        pytest.param(
            "Jeg kommer. I januar er jeg desværre på ferie.",
            Intent.DECLINE,
            "Mailen siger ja til ét møde og melder afbud til et andet.",
            id="yes and no",
        ),
        pytest.param(
            "Dagen falder sammen med vores valgmøde. Til januar er jeg der.",
            Intent.ACCEPT,
            "Mailen svarer på en mail om et andet møde end det, den siger ja til.",
            id="yes to another than asked",
        ),
    ],
)
def test_answer_is_for_a_person(text: str, intent: Intent, review: str) -> None:
    reading = understand(text, "prog")
    assert reading.intent is intent
    assert review in reading.review


@pytest.mark.parametrize(
    ("day", "text", "intent"),
    [
        pytest.param("2017-11-13", "Torsdag kan jeg desværre ikke.", Intent.DECLINE, id="weekday first"),
        pytest.param("2017-11-13", "Må desværre springe torsdagens møde over.", Intent.DECLINE, id="its meeting"),
        pytest.param("2017-11-15", "Morgendagens møde når jeg ikke, vi har travlt med budgettet.", Intent.DECLINE, id="reach", marks=pytest.mark.xfail(strict=True, reason="goes to staff")),
        pytest.param("2017-11-13", "Mandag er jeg tilbage, så afbud til torsdag.", Intent.DECLINE, id="weekday of a reason", marks=pytest.mark.xfail(strict=True, reason="goes to staff")),
        pytest.param("2017-11-10", "er klar til odense i næste uge\nskal vi have læst noget?", Intent.ACCEPT, id="asked below", marks=pytest.mark.xfail(strict=True, reason="goes to staff")),
        pytest.param("2017-11-10", "Jeg får ny hofte i uge 45 og kan ikke køre bil, så du kan godt aflyse mig til Odense.", Intent.DECLINE, id="cancel me"),
    ],
)  # fmt: skip
def test_odense_is_meant(day: str, text: str, intent: Intent) -> None:
    reading = on(day, text)
    assert (reading.intent, reading.meetings, reading.review) == (intent, (ODENSE,), ())


def test_weekday_without_meeting_is_for_a_person() -> None:
    assert understand("Fredag kan jeg ikke.", "prog").action == "review"


def test_sign_up_starts_from_a_meeting() -> None:
    reading = on("2017-08-20", "Jeg vil gerne starte i netværket fra Odense.")
    assert (reading.intent, reading.meetings, reading.review) == (Intent.SIGNUP, (ODENSE, VEJLE), ())


def test_meeting_that_is_over_is_not_declined_beside_a_yes() -> None:
    reading = understand("Ja, jeg kommer. Var desværre forhindret i Aarhus.", "prog")
    assert (reading.intent, reading.meetings, reading.review) == (Intent.ACCEPT, (ODENSE,), ())


def test_day_of_a_reason_is_no_unknown_meeting() -> None:
    reading = on(
        "2017-10-20", "Jeg går på barsel den 1. november og kommer ikke til de to sidste møder. Jeg beholder min plads."
    )
    assert (reading.meetings, reading.review) == ((ODENSE, VEJLE), ())


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("Tilmeld mig til Vejle, Odense når jeg ikke.", ["Tilmeld mig til Vejle", "Odense når jeg ikke."]),
        ("Aarhus, Odense og Vejle, tak.", ["Aarhus, Odense og Vejle, tak."]),
        ("Jeg deltager september 2017 - januar 2018.", ["Jeg deltager september 2017-januar 2018."]),
    ],
    ids=["own subject", "list", "span"],
)
def test_parts_of_a_sentence(sentence: str, parts: list[str]) -> None:
    assert split_parts(sentence) == parts


@pytest.mark.parametrize(
    ("part", "left_out"),
    [
        ("Aarhus kan jeg godt glemme", True),
        ("Odense kan jeg ikke", True),
        ("Odense vil jeg ikke gå glip af", False),
        ("jeg kan ikke komme til andre end den i Vejle", False),
        ("Vejle er jeg med på", False),
    ],
)
def test_what_is_left_out(part: str, left_out: bool) -> None:
    assert is_left_out(part) is left_out


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("alle møder undtagen Aarhus", ["aarhus"]),
        ("alle møder bortset fra Odense og Vejle", ["odense", "vejle"]),
        ("alle møder, Odense undtaget", ["odense"]),
        ("Ja tak til Aarhus, nej tak til Odense", ["odense"]),
        ("Aarhus og Odense", []),
    ],
)
def test_exceptions(part: str, words: list[str]) -> None:
    mentions: list[Mention] = find_meetings(part, NETWORK)
    assert [one.words for one in find_exceptions(part, mentions)] == words


@pytest.mark.parametrize(
    ("text", "meetings"),
    [
        ("Jeg, Poul Vejle, vil gerne tilmeldes netværket.", ()),
        ("Tilmeld venligst Poul Vejle til mødet i Odense.", (ODENSE,)),
        ("Poul Vejle vil gerne deltage i Aarhus.", (AARHUS,)),
        ("Tilmeld mig gerne, mvh Poul Vejle.", ()),
    ],
)
def test_surname_is_no_city(text: str, meetings: tuple[str, ...]) -> None:
    signature = "Mvh\nPoul Vejle\nIT-chef\nNyborg Kommune"
    reading = understand(text, "inv", signature=signature, sender="Poul Vejle <pv@nyborg.example>")
    assert [one.name for one in reading.people] == ["Poul Vejle"]
    assert (reading.intent, reading.meetings, reading.review) == (Intent.SIGNUP, meetings, ())


@pytest.mark.parametrize(
    ("text", "meetings"),
    [
        ("Tilmelding fra Odense: undertegnede.", ()),
        ("Odense vil gerne tilmelde sig. Det er mig, der deltager.", ()),
        ("Tilmeld mig kun Odense.", (ODENSE,)),
        ("Tilmeld mig: Odense", (ODENSE,)),
        ("Tilmeld mig alle møder undtagen Odense.", (AARHUS, VEJLE)),
        ("Odense er jo lige her, så det møde vil jeg gerne tilmeldes.", (ODENSE,)),
    ],
)
def test_town_of_the_writer_may_be_the_meetings_town(text: str, meetings: tuple[str, ...]) -> None:
    signature = "Med venlig hilsen\nJens Birk\nKontorchef\nOdense Kommune"
    reading = understand(text, "inv", signature=signature, sender="Jens Birk <jebi@odense.example>")
    assert (reading.intent, reading.meetings, reading.review) == (Intent.SIGNUP, meetings, ())


@pytest.mark.parametrize(
    ("text", "meetings"),
    [
        pytest.param("Jeg vil gerne med i netværket, men først fra mødet i Odense.", (ODENSE, VEJLE), id="first from"),
        pytest.param("Skriv mig endelig på. Den 14. september er jeg dog i Bruxelles, så jeg begynder i Odense.", (ODENSE, VEJLE), id="begins in"),
        pytest.param("Aarhus er lige her, så dér vil jeg med. De to andre går jeg udenom.", (AARHUS,), id="gives a wide berth"),
        pytest.param("Jeg vil gerne med. Odense kan jeg cykle til, og de andre steder finder jeg nok.", (), id="and the other places"),
        pytest.param("Jeg kommer ombord, når I sejler i september.", (), id="when the row begins"),
        pytest.param("Jeg stiger på i Aarhus og bliver siddende til Vejle. Skriv mig op.", (), id="from one to another"),
        pytest.param("Jeg vil gerne med, men regningen må først komme i 2018.", (), id="when to pay", marks=pytest.mark.xfail(strict=True, reason="goes to staff")),
        pytest.param("Sæt mig på til mødet i uge 46.", (ODENSE,), id="a week by its number"),
    ],
)  # fmt: skip
def test_sign_up_says_from_where_on(text: str, meetings: tuple[str, ...]) -> None:
    reading = understand(text, "inv")
    assert (reading.action, reading.intent, reading.meetings) == ("act", Intent.SIGNUP, meetings)


@pytest.mark.parametrize(
    ("text", "meetings"),
    [
        pytest.param("Jeg holder ferie i uge 46 og kommer derfor ikke til netværksmødet i den uge.", (ODENSE,), id="a week"),
        pytest.param("Hverken på torsdag eller i januar kan jeg komme.", (ODENSE, VEJLE), id="a day and a month"),
        pytest.param("I må holde både novembermødet og januarmødet uden mig.", (ODENSE, VEJLE), id="two by their months"),
    ],
)  # fmt: skip
def test_absence_from_a_week_and_from_two(text: str, meetings: tuple[str, ...]) -> None:
    reading = on("2017-11-13", text, "prog")
    assert (reading.action, reading.intent, reading.meetings) == ("act", Intent.DECLINE, meetings)
