"""Short mails in which a wish is denied, given up, asked about, meant for somebody else or beside another one.

Leaving such a mail to staff is never wrong; doing anything but what it says is, and so is letting a wish go. `traps.txt` says what may be done; the meetings of a
sign-up are put together from plain words, so that what each mail wants is known.
"""

from itertools import product
from pathlib import Path

import pytest

from factories import AARHUS, ODENSE, VEJLE
from netpost.understand import Intent, Reading
from understand_cases import understand

ME = "Mette Friis"
NAMES = (("Ole Damborg", "Eva Lund"), ("Anne-Grethe Skov", "Søren Bach Hansen"), ("Lise Qvist", "Karsten Holm"))
AROUND = (("", ""), ("Tak for mailen. ", " Hav en god dag."), ("Kort besked herfra: ", ""))
Done = tuple[str, tuple[str, ...], tuple[str, ...]]


def read_traps() -> list[tuple[str, str, str]]:
    lines = (Path(__file__).parent / "traps.txt").read_text(encoding="utf-8").splitlines()
    return [
        (parts[0], parts[1], parts[2]) for line in lines if not line.startswith("#") and (parts := line.split("\t"))
    ]


def may_be_done(words: str, who: dict[str, str]) -> list[Done]:
    if words == "nothing":
        return []
    alternatives = (one.split() for one in words.split(" / "))
    return [(act, tuple(sorted(who[one] for one in whom.split("+"))), tuple(on)) for act, whom, *on in alternatives]


def what_is_done(reading: Reading) -> Done:
    about_meetings = reading.intent in {Intent.SIGNUP, Intent.ACCEPT, Intent.DECLINE}
    names = tuple(sorted(one.name or "" for one in reading.people))
    return reading.intent.value, names, reading.meetings if about_meetings else ()


#: done wrongly today, by what the mail as a whole looks like or by the weights; one that is right again fails here
FAULTS = frozenset(
    [
        "Jeg er ikke leder. Må jeg alligevel være med i netværket?",
        "Jeg bliver ikke væk på torsdag.",
        "Torsdag vender jeg tilbage om. Den 25. januar kan jeg til gengæld ikke, så der kan I notere afbud.",
        "{n} og jeg kommer ikke begge to på torsdag.",
        "{n} deltager på torsdag; om jeg selv kan, ved jeg først onsdag.",
        "Jeg melder mig til de to møder, der er tilbage i år. Næste år må vi se på til den tid.",
        "Tilmeld mig alt, hvad der ligger før jul.",
        "Jeg vil gerne med i netværket, men hopper først på efter jul.",
        "I har noteret mit afbud på Odense. Det skulle have været Vejle, jeg kommer skam i Odense.",
        "{n} er jo allerede medlem hos jer og deltager i alle tre møder. Det må være nok fra os.",
        "{n} kommer til mødet den 14. september; om jeg selv gør, ved jeg først senere.",
        "Til mødet i Odense kommer {o} og jeg, mens {n} bliver hjemme og passer butikken.",
        "Meld mig ud! Nej, det var for sjov, jeg er glad for at være med.",
        "Jeg melder mig til, men den 14. september er der budgetseminar.",
        "Jeg drukner i mails. Vil du tage mig af listen? Møderne er der ikke noget i vejen med.",
        "Tilmeld mig netværket. Jeg mangler bare lige at få det godkendt.",
        "Jeg er tilbage i november og vil gerne være med i netværket derfra.",
    ]
)


def mark_faults() -> list[object]:
    is_fault = pytest.mark.xfail(strict=True, reason="done wrongly today")
    return [pytest.param(*one, id=one[2], marks=[is_fault] if one[2] in FAULTS else []) for one in read_traps()]


@pytest.mark.parametrize(("context", "allowed", "sentence"), mark_faults())
def test_nothing_else_is_done(context: str, allowed: str, sentence: str) -> None:
    for (n, o), (before, after) in zip(NAMES, AROUND, strict=True):
        text = f"{before}{sentence.format(n=n, o=o)}{after}"
        reading = understand(text, context)
        assert reading.action != "ignore" or allowed == "nothing", text
        if reading.action == "act":
            assert what_is_done(reading) in may_be_done(allowed, {"me": ME, "n": n, "o": o}), text


PLACES = {
    AARHUS: ("i Aarhus", "den 14/9", "i Aarhus den 14. september", "i september"),
    ODENSE: ("i Odense", "den 16/11", "i Odense den 16. november", "i november"),
    VEJLE: ("i Vejle", "den 25/1", "i Vejle den 25. januar", "i januar"),
}
NOT_THERE = (
    "jeg kan ikke deltage {x}",
    "jeg kan desværre ikke være med {x}",
    "jeg er forhindret {x}",
    "det passer mig ikke {x}",
    "jeg har ferie {x}",
    "{x} er jeg på kursus",
    "{x} må jeg melde pas",
)
WISHES = (
    "jeg vil gerne tilmeldes {y}",
    "tilmeld mig gerne {y}",
    "jeg tilmelder mig hermed {y}",
    "jeg vil gerne være med {y}",
)
TOGETHER = ("{No}, men {wish}.", "{No}. {Wish}.", "{Wish}. {No}.")
LEAST_DONE = 0.9


def capitalise(text: str) -> str:
    return text[0].upper() + text[1:]


@pytest.mark.parametrize("missed", PLACES)
@pytest.mark.parametrize("no", NOT_THERE)
def test_who_gives_up_a_meeting_is_signed_up_for_the_others(no: str, missed: str) -> None:
    first, second = [one for one in PLACES if one != missed]
    done = []
    for place, wish, form in product(range(4), WISHES, TOGETHER):
        absence = no.format(x=PLACES[missed][place])
        wanted = wish.format(y=f"{PLACES[first][place]} og {PLACES[second][3 - place]}")
        text = form.format(No=capitalise(absence), wish=wanted, Wish=capitalise(wanted))
        reading = understand(text, "inv")
        done.append(reading.action == "act")
        assert reading.action != "ignore", text
        if reading.action == "act":
            assert (reading.intent, reading.meetings) == (Intent.SIGNUP, (first, second)), text
    assert sum(done) >= LEAST_DONE * len(done)
