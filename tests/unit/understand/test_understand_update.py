"""What a sentence that gives or corrects details is about, and what a mail corrects."""

import pytest

from netpost.understand import Intent
from netpost.understand.text import fold
from netpost.understand.update import find_kinds
from understand_cases import understand


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
        ("Jeg begynder som it-chef i Ringsted.", ["details"]),
        ("Ring bare på det samme nummer som før.", ["details"]),
        ("Ny mobil 20 30 40 51 og ny mail mef@vejen.example.", ["email", "phone"]),
        ("Kan I rette mit navn og min titel?", ["name", "title"]),
        ("Ret venligst mine oplysninger.", ["details"]),
        ("", ["details"]),
    ],
)
def test_an_update_says_what_it_is_about(sentence: str, kinds: list[str]) -> None:
    assert find_kinds(fold(sentence)) == kinds


NAME = "Mette Friis"


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Jeg er blevet gift, så på skiltet skal der stå Mette Hvidkjær.", {"name": "Mette Hvidkjær"}),
        ("Derfor hedder jeg nu Mette Friis Holm i stedet for Mette Friis Hansen.", {"name": "Mette Friis Holm"}),
        ("Fra 1. september hedder jeg Mette Friis Holm. Ret det gerne.", {"name": "Mette Friis Holm"}),
        ("Jeg har skiftet navn til Mette Holm. Ret det gerne på listen.", {"name": "Mette Holm"}),
        ("Jeg har skiftet efternavn fra Friis til Holm. Ret det gerne på listen.", {"name": "Mette Holm"}),
        ("På jeres liste hedder jeg Mette Friiis; det skal være Mette Friis. Ret det gerne.", {"name": NAME}),
        ("Mit efternavn er nu Holm, da jeg er blevet gift.", {"name": "Mette Holm"}),
        ("I har stavet mit navn forkert: Det er Mette Friiis.", {"name": "Mette Friiis"}),
        ("Kan I ændre mig på listen til Mette Bro?", {"name": "Mette Bro"}),
        ("Alt ved det gamle, bortset fra at jeg nu hedder Mette Friis Holm.", {"name": "Mette Friis Holm"}),
        ("Mit navn staves Mette Friis, ikke Fris. Ret gerne skiltet.", {"name": NAME}),
        ("Jeg er fra 1. februar blevet HR-chef, så det må der gerne stå på navneskiltet.", {"title": "HR-chef"}),
        ("Der må gerne stå vicedirektør på mit skilt fremover.", {"title": "Vicedirektør"}),
        ("Brug EAN 5798008844195. Titlen skal i øvrigt være vicedirektør.", {"title": "Vicedirektør"}),
        ("Brug EAN 5798008844195. Min titel bliver samtidig vicedirektør.", {"title": "Vicedirektør"}),
        ("Min titel er ændret fra konsulent til specialkonsulent.", {"title": "Specialkonsulent"}),
        ("Jeg er rykket op fra projektleder til programleder; ret det gerne på listen.", {"title": "Programleder"}),
        (
            "Vil I rette mine oplysninger på listen?\n\nNavn: Mette Friis\nTitel: Havnechef (før: havnefoged)\nTelefon: 23 11 45 09",
            {"title": "Havnechef", "phone": "+4523114509"},
        ),
        ("I har skrevet mefr@vejen.example på listen. Det er forkert, den rigtige er mef@vejen.example.", {}),
        ("Min mail er fra i dag mef@vejen.example, mens mfri@vejen.example holder op med at virke.", {}),
        ("Skriv fremover til mef@vejen.example, den gamle hos kommunen er lukket.", {}),
        (
            "Vi er lagt sammen, så I skal rette firmanavnet til Novafos og adressen til mefr@novafos.example.",
            {"organisation": "Novafos", "email": "mefr@novafos.example"},
        ),
        (
            "Så har jeg sagt farvel til Herlev og goddag til Gladsaxe. Pladsen beholder jeg, og fra i dag er mailen mefr@gladsaxe.example.",
            {"organisation": "Gladsaxe Kommune", "email": "mefr@gladsaxe.example"},
        ),
        (
            "Min mailadresse mef@vejen.example bliver til mette.friis@vejen.example på mandag. Ret listen.",
            {"email": "mette.friis@vejen.example"},
        ),
        (
            "Ny mailadresse: mette.friis@vejen.example. Gammel mailadresse: mef@vejen.example.",
            {"email": "mette.friis@vejen.example"},
        ),
        ("Fra i dag træffes jeg på mette.friis@vejen.example.", {"email": "mette.friis@vejen.example"}),
        ("I deltagerlisten stod mit gamle nummer; det gældende er 21 47 88 03.", {"phone": "+4521478803"}),
        (
            "Mobilnummeret 26 15 90 84 på listen er slukket for altid, nu fanger man mig på 51 74 36 20.",
            {"phone": "+4551743620"},
        ),
        (
            "I har mig stående med mobil 26 15 90 84. Den er afleveret; jeg har nu 51 74 36 20.",
            {"phone": "+4551743620"},
        ),
        ("Nu virker 26 15 90 84 ikke mere. Ring på 51 74 36 20, og ret listen.", {"phone": "+4551743620"}),
        ("På listen er der en fejl: mobilen slutter på 20 og ikke 02, altså 51 74 36 20.", {"phone": "+4551743620"}),
        ("Smid lige det her nummer ind i stedet for det, I har på mig: 42 16 80 39.", {"phone": "+4542168039"}),
        pytest.param(
            "Fra den 1. er jeg på 23 11 45 09 i stedet for 75 16 20 11.",
            {"phone": "+4523114509"},
            marks=pytest.mark.xfail(strict=True, reason="goes to staff"),
        ),
        (
            "Fakturaen bedes sendt til EAN 5798008844195, da det tidligere nummer er lukket.",
            {"ean": "5798008844195"},
        ),
        ("EAN 5798022704635 duer ikke mere, brug 5798008844195 i stedet.", {"ean": "5798008844195"}),
        ("Vores gamle EAN-nummer skal erstattes af 5798008844195.", {"ean": "5798008844195"}),
        ("Mit gamle nummer er skiftet ud med 51 74 36 20.", {"phone": "+4551743620"}),
        ("I har skrevet mit nummer forkert, det er 51 74 36 20.", {"phone": "+4551743620"}),
        ("Vi har fået nye direkte numre på rådhuset, og mit er nu 76 16 30 12.", {"phone": "+4576163012"}),
        ("Den rigtige adresse er mette.friis@vejen.example.", {"email": "mette.friis@vejen.example"}),
        ("I har min chefs adresse stående på mig - min er mef@vejen.example.", {}),
        (
            "Vil du ikke lige bytte min mailadr. ud med mette.friis@vejen.example, den anden spærrer it på fredag.",
            {"email": "mette.friis@vejen.example"},
        ),
        (
            "Jeg læser nu post på mette.friis@vejen.example. mef@vejen.example skal I holde op med at bruge.",
            {"email": "mette.friis@vejen.example"},
        ),
        (
            "I har fået fat i en gammel titel - jeg har været vicedirektør siden maj. Ret den gerne.",
            {"title": "Vicedirektør"},
        ),
        ("Ret gerne konst. foran min titel, for nu er jeg fastansat centerchef.", {"title": "Centerchef"}),
        ("My title is now Head of Data.", {"title": "Head of Data"}),
        ("Stillingen skal være it- og udviklingschef.", {"title": "It- og udviklingschef"}),
        ("I har mig som konsulent, men jeg har været kontorchef siden maj. Ret det gerne.", {"title": "Kontorchef"}),
        (
            "Mit nummer er nu 51 74 36 20. Og skriv kontorchef i stedet for fuldmægtig.",
            {"title": "Kontorchef", "phone": "+4551743620"},
        ),
        ("Jeg er pr. 1. august blevet it-chef.", {"title": "It-chef"}),
        ("Min titel skal ikke være kontorchef, men stabschef.", {"title": "Stabschef"}),
        ("Min arbejdsplads hedder nu Vejen Forsyning.", {"organisation": "Vejen Forsyning"}),
        ("Vores selskab har skiftet navn til Vejen Forsyning.", {"organisation": "Vejen Forsyning"}),
        ("Vil du ikke bytte min mailadr. ud med mef@vejen.example?", {}),
        ("Der mangler et mellemnavn: Mette Kjær Friis.", {"name": "Mette Kjær Friis"}),
        ("Mit fulde navn er Mette Kjær Friis. Ret det gerne.", {"name": "Mette Kjær Friis"}),
        ("Jeg har fået nyt efternavn og hedder Mette Holm.", {"name": "Mette Holm"}),
        ("Jeg beholder min plads i netværket. EAN bliver 5798008844195.", {"ean": "5798008844195"}),
        ("Jeg hedder Mette med e til sidst, ikke Metta. Vil du rette det?", {"name": NAME}),
        ("På skiltet stod der Mette Fris, men jeg er Friis med to i'er.", {"name": NAME}),
        ("Mit efternavn skal have dobbelt-i. Ret det gerne.", {"name": NAME}),
        ("Efter brylluppet er mit efternavn Holm i stedet for Friis.", {"name": "Mette Holm"}),
        ("Jeg er blevet gift, og nu hedder jeg Holm.", {"name": "Mette Holm"}),
        ("I netværket hedder jeg derfor fra nu af Mette Friis Holm. Ret det gerne.", {"name": "Mette Friis Holm"}),
        ("Jeg hedder pr. 1. oktober Mette Holm. Ret det gerne.", {"name": "Mette Holm"}),
        ("Navnet er rettet til Mette Friis-Holm. Ret det gerne.", {"name": "Mette Friis-Holm"}),
        ("Nyt navn: Mette Holm\nVejen Kommune\nRet det gerne.", {"name": "Mette Holm"}),
        ("I har stavet mit navn forkert. Kald mig for fremtiden Mette Friis Holm.", {"name": "Mette Friis Holm"}),
        ("Fremover hedder jeg It- og digitaliseringschef. Ret det.", {"title": "It- og digitaliseringschef"}),
        ("Nu hedder jeg Sundhedschef. Ret det gerne.", {"title": "Sundhedschef"}),
        ("Jeg har skiftet efternavn (nu Friis Holm). Ret det gerne.", {"name": "Mette Friis Holm"}),
        ("Der står konsulent på listen, men jeg er chefkonsulent.", {"title": "Chefkonsulent"}),
        (
            "Jeg er fra 1. oktober chef for Digital Udvikling. Resten er uændret.",
            {"title": "Chef for Digital Udvikling"},
        ),
        ("Lille rettelse: ikke konsulent, men specialkonsulent.", {"title": "Specialkonsulent"}),
        ("Vil du udskifte »konsulent« med kontorchef ud for mit navn?", {"title": "Kontorchef"}),
        ("I kalder mig chefkonsulent. Det er jeg ikke; jeg er konsulent. Ret det gerne.", {"title": "Konsulent"}),
        ("Ret det gerne. Titlen er dog »Leder af Borgerservice«.", {"title": "Leder af Borgerservice"}),
        pytest.param(
            "Der står Vejle ud for mig. Det er Vejen Kommune, jeg kommer fra. Ret det på listen.",
            {"organisation": "Vejen Kommune"},
            marks=pytest.mark.xfail(strict=True, reason="goes to staff"),
        ),
        pytest.param(
            "Jeg er rykket fra Vejle til Vejen Kommune, men bliver i netværket.",
            {"organisation": "Vejen Kommune"},
            marks=pytest.mark.xfail(strict=True, reason="goes to staff"),
        ),
        (
            "På listen er min adresse skrevet som mefr@vejen.example. Den findes ikke. Den rigtige er mef@vejen.example.",
            {},
        ),
        ("I skriver 51 74 36 02, og der skal stå 51 74 36 20.", {"phone": "+4551743620"}),
        ("I går skrev jeg, at mit nummer var 51 74 36 02. Det er 20 til sidst: 51 74 36 20.", {"phone": "+4551743620"}),
        ("Mobilen fulgte ikke med, så den hedder 51 74 36 20. Ret det gerne.", {"phone": "+4551743620"}),
        (
            "I har min kollega som mig: Du har hans nummer ud for mit navn. Mit er 51 74 36 20.",
            {"phone": "+4551743620"},
        ),
        (
            "Mens Lars er på orlov, er jeg konstitueret kontorchef. Ret det på listen.",
            {"title": "Konstitueret kontorchef"},
        ),
        ("Regningen gik til et forkert nummer, brug 5798008844195.", {"ean": "5798008844195"}),
    ],
)
def test_a_writer_corrects_own_details(text: str, want: dict[str, str]) -> None:
    reading = understand(text, signature=NAME)
    assert (reading.intent, reading.action) == (Intent.UPDATE, "act"), reading.review
    (person,) = reading.people
    given = {"name": NAME, "email": "mef@vejen.example"} | want
    assert {field: getattr(person, field) for field in given} == given


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "Vores direktør Jens Holm har skiftet mailadresse. Den nye er jeho@vejen.example.",
            {"email": "jeho@vejen.example"},
        ),
        (
            "Jens Holms mail er ændret til jenh@vejen.example. Den gamle, jeho@vejen.example, er lukket.",
            {"email": "jenh@vejen.example"},
        ),
        (
            "Direktør Jens Holm får ikke jeres mails. I har skrevet jeho@vejen.example, men det rigtige er jenh@vejen.example.",
            {"email": "jenh@vejen.example"},
        ),
        ("Jens Holm har fået nyt mobilnummer. Det er 24 60 15 79.", {"phone": "+4524601579"}),
        (
            "På listen er Jens Holm stadig anført som konsulent, men han har siden nytår været stabsdirektør. "
            "Hans mailadresse er også en anden nu: jeho@vejen.example.",
            {"title": "Stabsdirektør"},
        ),
        ("Vil du rette Jens Holms titel til it-chef?", {"title": "It-chef"}),
        ("Jens Holm er ikke længere konsulent, men it-chef.", {"title": "It-chef"}),
        ("Jens Holm kan nu fanges på mobil 24 60 15 79.", {"phone": "+4524601579"}),
        (
            "Min medarbejder Jens Holm flytter internt til Borgerservice og får titlen it-partner. "
            "Han fortsætter i netværket. Telefonen bliver 24 60 15 79.",
            {"title": "It-partner", "phone": "+4524601579"},
        ),
    ],
)
def test_a_colleague_corrects_anothers_details(text: str, want: dict[str, str]) -> None:
    reading = understand(text)
    assert (reading.intent, reading.action) == (Intent.UPDATE, "act"), reading.review
    (person,) = reading.people
    assert {"name": "Jens Holm"} | want == {"name": person.name} | {field: getattr(person, field) for field in want}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Vil I rette mit navn? Det staves forkert i listen.", id="no new name"),
        pytest.param("Stryg venligst Friis på mit navneskilt og skriv Lassen.", id="a surname alone"),
        pytest.param("På listen står jeg som HR-konsulent. Det er jeg ikke mere. Kan I rette det?", id="an old title"),
        pytest.param("Jens Holm står som konsulent på listen, og det er han ikke mere. Ret det.", id="another's"),
        pytest.param("Min adresse mef@vejen.example lukker på fredag. Den nye får I senere.", id="no new address"),
        pytest.param(
            "I sender stadig post til jeho@vejen.example. Det er Jens Holms gamle adresse, den nye har vi ikke endnu.",
            id="another's old address",
        ),
        pytest.param("Mit gamle nummer 21 47 88 03 skal slettes. Jeg har ikke fået et nyt.", id="an old number"),
        pytest.param("Ret min mobil på listen. Jeg har 26 15 90 84 og 51 74 36 20.", id="two numbers"),
        pytest.param("Nummeret 40 10 20 30 på listen tilhører min forgænger. Ret det venligst.", id="another's number"),
        pytest.param("EAN 5798008844195 er nedlagt. Det nye får I i næste uge.", id="an old EAN"),
        pytest.param(
            "I har sendt fakturaen til 5798022704635, men det er jo børnehavens EAN. Det rigtige kommer.",
            id="another's EAN",
        ),
        pytest.param("I brugte det rigtige EAN 5798004819302, så alt er i orden.", id="right already"),
        pytest.param("Mine oplysninger er uændrede: mobil 20 30 40 50, titel kontorchef.", id="unchanged"),
        pytest.param("Jeg overtager Bo Dams plads i netværket. Min mail er mef@vejen.example.", id="another's place"),
        pytest.param(
            "Lars er på kursus. Måske kigger Mia Sand forbi. Og så har han fået nyt nummer: 43 68 20 95.",
            id="one of two",
        ),
        pytest.param(
            "Jens Holm og jeg er flyttet til Borgerservice. Telefonen bliver 24 60 15 79.", id="of which of them"
        ),
        pytest.param(
            "Min chef Jens Holm er blevet direktør. Jeg har fået hans nummer: 24 60 15 79.", id="of both of them"
        ),
        pytest.param("Min faktura skal til EAN 5798028655207, Jens Holms til 5798008844195.", id="an EAN for each"),
        pytest.param("Jeg har fået nyt nummer: 51 74 36 20. Jens Holms er 24 60 15 79.", id="a number for each"),
        pytest.param("Titlen skal ikke være kontorchef. Ret den gerne.", id="what the title is not"),
        pytest.param("Jens Holm hedder nu Jens Vej- og Parkchef. Ret det.", id="a title behind the given name"),
        pytest.param("Min arbejdsplads hedder ikke Vejen Forsyning, men Vejen Vand.", id="what the house is not"),
        pytest.param("Jens Holms afløser hedder nu Eva Lund.", id="a successor"),
        pytest.param("Jens Holms efternavn er stavet forkert på listen.", id="another's name"),
        pytest.param("Jeg har skrevet det gamle nummer, det er 51 74 36 20.", id="the old number told"),
        pytest.param("Jeg hedder ikke længere Friis. Vil du rette det?", id="what the surname is not"),
        pytest.param("Mit fornavn skal have dobbelt-a. Ret det gerne.", id="letters that the name has not"),
        pytest.param("Jeg kan se, at min kollega er blevet chef. Vil du rette det?", id="a colleague's title"),
        pytest.param(
            "Direktøren hedder ikke længere direktør, men koncerndirektør. Ret det.", id="the director's title"
        ),
        pytest.param("Titlen på vores deltager er ændret til it-chef. Ret den.", id="the participant's title"),
        pytest.param("Hende fra os, der er med i netværket, har skiftet mobil til 51 74 36 20.", id="her number"),
        pytest.param(
            "Jeg optræder to gange. Slet den med mef@vejen.example og behold den med mefr@vejen.example.", id="twice"
        ),
        pytest.param("Der er noget galt med kommunen på listen. Vil du rette det?", id="which employer"),
        pytest.param("Please update the entry for my manager. His direct number is now 39 57 61 05.", id="in English"),
    ],
)
def test_a_correction_without_the_new_is_for_a_person(text: str) -> None:
    assert understand(text, signature=NAME).action != "act"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jens Holm er blevet gift og hedder nu Jens Bach.", "Jens Bach"),
        ("Jens Holm hedder fra i dag Jens Holm Bach og har mail jehb@vejen.example.", "Jens Holm Bach"),
        ("Jens Holm har skiftet efternavn til Bach.", "Jens Bach"),
        ("Vil I rette Jens Holm til Jens Holm Bach?", "Jens Holm Bach"),
    ],
)
def test_a_colleague_tells_anothers_new_name(text: str, name: str) -> None:
    reading = understand(text)
    assert (reading.intent, reading.action) == (Intent.UPDATE, "act"), reading.review
    assert [one.name for one in reading.people] == [name]


def test_a_number_that_the_signature_nearly_has_is_for_a_person() -> None:
    text = "Så er der nyt nummer igen, og det er 22 14 90 71."
    assert understand(text, signature=f"{NAME}\nNy mobil: 22 14 90 17").action == "review"
    assert understand(text, signature=f"{NAME}\nNy mobil: 22 14 90 71").action == "act"


def test_anothers_new_address_leaves_the_senders_as_it_is() -> None:
    assert understand("Jens Holms nye mail er jeho@vejen.example.").old_email is None


def test_new_details_may_stand_below_the_name() -> None:
    text = "De nye oplysninger fremgår af signaturen."
    reading = understand(text, subject="Nye kontaktoplysninger", signature=f"{NAME}\nHavnechef\nMobil 23 11 45 09")
    assert reading.action == "act"
    assert {one.where for one in reading.evidence if one.fact in {"title", "phone"}} == {"linjerne nederst i mailen"}


def test_a_new_title_may_stand_in_the_subject() -> None:
    subject = "Ny titel pr. 1. november: udviklingschef"
    reading = understand("Den må gerne rettes på deltagerlisten.", subject=subject)
    assert (reading.action, reading.people[0].title) == ("act", "Udviklingschef")


def test_anothers_title_in_the_subject_is_not_the_writers() -> None:
    reading = understand("Ret det gerne på deltagerlisten.", subject="Ny titel til Jens Holm: udviklingschef")
    assert all(one.title != "Udviklingschef" for one in reading.people if one.is_writer)
