"""People who are named in running text: whom a pronoun points back to, whose plain plural or possessive a name is."""

import pytest

from netpost.understand.describe import describe_person, without_genitive
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
        pytest.param(
            "Ole Damborg er ny hos os. Det er mandag. Han vil gerne tilmeldes netværket.",
            id="two before",
        ),
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
        pytest.param("Ole Finns plads i netværket skal opsiges.", "-", "Ole Finn", id="his place", marks=pytest.mark.xfail(strict=True, reason="goes to staff")),
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
        pytest.param("Kirsten Mols", " ringede", "Kirsten Mols", id="any verb behind"),
        pytest.param("Jeppe Rosenkrands", " till ert nätverk", "Jeppe Rosenkrands", id="Swedish behind"),
        pytest.param("Steen Bloms", " nye direkte nummer", "Steen Blom", id="a noun behind adjectives"),
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
            marks=pytest.mark.xfail(strict=True, reason="goes to staff"),
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


@pytest.mark.parametrize(
    ("text", "context", "want"),
    [
        pytest.param(
            "På vegne af Ole Damborg og Eva Lund må jeg sige fra på torsdag.",
            "prog",
            [("Eva Lund", None), ("Ole Damborg", None)],
            id="on behalf of two",
        ),
        pytest.param("Jeg skriver efter aftale med Ole Damborg, som ligger syg og ikke kan komme på torsdag.", "prog", [("Ole Damborg", None)], id="a relative clause tells of him"),
        pytest.param("Må jeg bede om, at Ole Damborg bliver skrevet på som deltager i netværket?", "inv", [("Ole Damborg", None)], id="the subject of what is wished"),
        pytest.param("Min leder Eva Lund bad mig skrive hende op til netværket. evlu@vejen.example er hendes mail.", "inv", [("Eva Lund", "evlu@vejen.example")], id="who asked asked for herself"),
        pytest.param("Jeg har lovet chefen dette: Ole Damborg vil være med i netværket.", "inv", [("Ole Damborg", None)], id="another statement behind a colon"),
        pytest.param("Vi vil gerne have to pladser i netværket, til mig selv og til min kollega Ole Damborg.", "inv", [ME, ("Ole Damborg", None)], id="joined to the writer"),
        pytest.param("Jeg melder mig til netværket, og det samme gør min kollega Ole Damborg.", "inv", [ME, ("Ole Damborg", None)], id="the same of another"),
        pytest.param("Ole Damborg kommer ikke på torsdag. Det gør jeg heller ikke.", "prog", [ME, ("Ole Damborg", None)], id="nor does the writer"),
        pytest.param("Både Ole Damborgs og mit medlemskab af netværket bedes opsagt.", "-", [ME, ("Ole Damborg", None)], id="his and mine"),
        pytest.param("Tilmeld os to til netværket: Ole Damborg og Mette Friis.", "inv", [ME, ("Ole Damborg", None)], id="the writer by name"),
        pytest.param("I wish to join the network together with my colleague Ole Damborg.", "inv", [ME, ("Ole Damborg", None)], id="together with"),
    ],
)  # fmt: skip
def test_grammar_says_who_is_meant(text: str, context: str, want: list[tuple[str | None, str | None]]) -> None:
    assert sorted(people(text, context), key=str) == sorted(want, key=str)


@pytest.mark.parametrize(
    ("text", "context"),
    [
        pytest.param("Jeg kan ikke på torsdag, da Ole Damborg og jeg skal til Bruxelles.", "prog", id="in a reason"),
        pytest.param("Jeg har overtaget Ole Damborgs kontor og vil gerne tilmeldes netværket.", "inv", id="something of his"),
        pytest.param("Ole Damborg er vores direktør, og for mit eget vedkommende vil jeg gerne tilmeldes netværket.", "inv", id="for my part"),
        pytest.param("Tilmeld mig netværket. Ole Damborg, olda@vejen.example, er vores kontaktperson for fakturaer.", "inv", id="an address for bills"),
        pytest.param("Jeg fortsætter ikke i netværket. Ole Damborg, som også er med, fortsætter.", "-", id="another stays"),
        pytest.param("Ole Damborg har indkaldt mig til møde på torsdag, så jeg må melde fra.", "prog", id="the cause"),
        pytest.param("Jeg sidder her med Ole Damborg, og en af os skal med i netværket. Det bliver mig.", "inv", id="one of two"),
        pytest.param("Vores nye chef har valgt, at vi ikke skal være med, så afmeld mig venligst netværket.", "-", id="a chief who decides"),
    ],
)  # fmt: skip
def test_beside_the_writers_own_wish_others_are_only_mentioned(text: str, context: str) -> None:
    assert people(text, context) == [ME]


@pytest.mark.parametrize(
    ("text", "context"),
    [
        pytest.param("Annes plads i netværket skal opsiges.", "-", id="a given name's"),
        pytest.param("Larses plads i netværket skal opsiges.", "-", id="a given name's in s"),
        pytest.param("Ole Damborg og en til fra hans team vil gerne med i netværket.", "inv", id="one more"),
        pytest.param("Der kommer ingen fra Vejen på torsdag.", "prog", id="nobody"),
        pytest.param("Chefen kommer ikke på torsdag.", "prog", id="the chief"),
        pytest.param("Afdelingen melder sig ud af netværket.", "-", id="a department"),
    ],
)
def test_nobody_is_guessed(text: str, context: str) -> None:
    assert understand(text, context).action == "review"


TORBEN = ("Torben Krogsgaard", "tokr@vejen.example")


@pytest.mark.parametrize(
    ("text", "context", "want"),
    [
        pytest.param("Torben er syg og kommer ikke på torsdag.", "prog", [TORBEN], id="first word"),
        pytest.param("Torben og jeg må begge melde afbud på torsdag.", "prog", [ME, TORBEN], id="with the writer"),
        pytest.param("Hverken Torben eller jeg kan komme på torsdag.", "prog", [ME, TORBEN], id="neither"),
        pytest.param("Vil du sætte Torben på netværket?", "inv", [TORBEN], id="inside"),
        pytest.param("Torbens plads i netværket skal opsiges.", "-", [TORBEN], id="genitive"),
        pytest.param("Jeg melder afbud på torsdag. Torben orienteres ved kopi.", "prog", [ME], id="only told"),
    ],
)
def test_a_given_name_is_completed_by_a_receiver_of_a_copy(
    text: str, context: str, want: list[tuple[str | None, str | None]]
) -> None:
    reading = understand(text, context, cc="Torben Krogsgaard <tokr@vejen.example>")
    assert reading.action == "act", reading
    assert sorted([(one.name, one.email) for one in reading.people], key=str) == sorted(want, key=str)


def test_a_given_name_that_two_bear_is_left_open() -> None:
    both = "Torben Krogsgaard <tokr@vejen.example>, Torben Ravn <tora@vejen.example>"
    assert understand("Vil du sætte Torben på netværket?", "inv", cc=both).action == "review"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param("kontorchef Ole Damborg (olda@vejen.example), og jeg er konsulent", "Kontorchef", id="right before"),
        pytest.param("Ole Damborg, it-chef, som", "It-chef", id="right behind"),
        pytest.param("Ole Damborg. Han har adressen olda@vejen.example og er it-chef i Vejen.", "It-chef", id="of him"),
        pytest.param("Ole Damborg skal stå som udviklingschef, ikke konsulent.", "Udviklingschef", id="to be entered"),
        pytest.param("Ole Damborg, men jeg er selv it-chef", None, id="the writer's own"),
        pytest.param("Ole Damborg og mig selv, it-chef", None, id="the writer's own, joined"),
        pytest.param("Ole Damborg og Eva Lund vil med. Ole er planlægger, Eva revisor.", "Planlægger", id="by the given name"),
        pytest.param("Eva Lund og Ole Damborg vil med. Eva er revisor, Ole planlægger.", "Planlægger", id="with no verb"),
        pytest.param("Opret Ole Damborg. Planlægger, olda@vejen.example.", "Planlægger", id="a sentence of its own"),
        pytest.param("Ole Damborg begynder som stabschef hos os og skal med.", "Stabschef", id="begins as"),
        pytest.param("Ole Damborg, som er med hos jer, er pr. 1. januar udnævnt til skolechef.", "Skolechef", id="appointed"),
        pytest.param("Jurist Ole Damborg er fra maj i Vejen. Hans titel bliver it-chef.", "It-chef", id="told as new later"),
        pytest.param("Jurist Ole Damborg bliver pr. 1. maj it-chef.", "It-chef", id="told as new behind the name"),
        pytest.param("Jurist Ole Damborg er nu klar. Han bliver hentet.", "Jurist", id="nothing new"),
        pytest.param("Eva Lund og Ole Damborg vil med. Ole Damborg er teknisk chef.", "Teknisk chef", id="named again"),
        pytest.param("Ole Damborg er på ferie. Eva Lund skriver. Sæt Ole på. Han er jurist.", "Jurist", id="named again, of him"),
        pytest.param("Ole Damborg vil ikke ulejlige Ladefoged.", None, id="a surname"),
    ],
)  # fmt: skip
def test_a_title_goes_to_its_owner(text: str, title: str | None) -> None:
    assert describe_person(text, "Ole Damborg").title == title


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param("Ole Damborg vil med. Hans nummer er 22 33 44 55.", "+4522334455", id="his"),
        pytest.param("Ole Damborg vil med, og mit eget nummer er 22 33 44 55.", None, id="the writer's"),
        pytest.param(
            "Ole Damborg vil med, og jeg sender hans mail. Mobilen er 22 33 44 55.", "+4522334455", id="behind a clause of the writer's"
        ),
    ],
)  # fmt: skip
def test_what_the_writer_says_of_himself_is_not_anothers(text: str, want: str | None) -> None:
    assert describe_person(text, "Ole Damborg").phone == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param("Ellen er økonomichef (elkr@vejen.example, 96 63 11 28). Niels Jørn er teknisk chef (njfa@vejen.example, 96 63 11 90).", ("+4596631128", "+4596631190"), id="in brackets"),
        pytest.param("Ellens nummer er 96 63 11 28, og Niels' er 96 63 11 90.", ("+4596631128", "+4596631190"), id="genitive"),
        pytest.param("Niels træffes på 96 63 11 90. Ellen har 96 63 11 28.", ("+4596631128", "+4596631190"), id="the other way round"),
        pytest.param("Har I spørgsmål, så ring 96 63 11 28.", (None, None), id="for questions"),
        pytest.param("I kan få fat i mig på 96 63 11 28.", (None, None), id="the writer's"),
    ],
)  # fmt: skip
def test_a_number_goes_to_whose_given_name_stands_there(text: str, want: tuple[str | None, str | None]) -> None:
    reading = understand(f"Tilmeld venligst Ellen Krogh og Niels Jørn Falk til netværket. {text}", "inv")
    assert reading.action == "act", reading
    assert tuple(one.phone for one in reading.people) == want


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Numrene er 96 63 11 28 og 96 63 11 90.", id="side by side"),
        pytest.param("Hun har 96 63 11 28, og han har 96 63 11 90.", id="by pronouns"),
        pytest.param("De kan ringes op på hhv. 96 63 11 28 og 96 63 11 90.", id="respectively"),
    ],
)
def test_numbers_of_two_that_the_words_do_not_allot_are_for_a_person(text: str) -> None:
    told = f"Tilmeld venligst Ellen Krogh og Niels Jørn Falk til netværket. {text}"
    assert understand(told, "inv").action == "review"


def test_an_address_that_something_is_sent_to_is_nobodys_who_is_signed_up() -> None:
    text = "Tilmeld venligst Ellen Krogh til netværket. Bekræftelsen kan sendes til olfa@vejen.example."
    assert [one.email for one in understand(text, "inv").people] == [None]


def test_title_before_a_name_is_taken_whole_behind_danish_letters() -> None:
    text = "Både før og på næste møde: tilmeld vores it-chef Ole Finn."
    assert text[describe_person(text, "Ole Finn").start :].startswith("it-chef Ole Finn")


OLE, EVA = "Ole Damborg", "Eva Lund"
WRITER = "Mette Friis"


@pytest.mark.parametrize(
    ("text", "context", "want"),
    [
        pytest.param("Undertegnede skal hermed indstille it-chef Ole Damborg til optagelse i netværket.", "inv", [OLE], id="recommends"),
        pytest.param("Undertegnede anmoder om, at konsulent Eva Lund optages i netværket.", "inv", [EVA], id="asks that another"),
        pytest.param("Undertegnede skal hermed anmode om optagelse i netværket.", "inv", [WRITER], id="asks for himself"),
        pytest.param("Undertegnede indstiller sig selv og Ole Damborg til optagelse i netværket.", "inv", [WRITER, OLE], id="recommends himself, too"),
        pytest.param("Undertegnede og it-chef Ole Damborg ønsker at blive optaget i netværket.", "inv", [WRITER, OLE], id="both wish"),
        pytest.param("Jeg har overtaget det kontor, som Ole Damborg forlod i maj. Kan du oprette mig som deltager i netværket?", "inv", [WRITER], id="who was there before"),
        pytest.param("Tak for invitationen, som Eva Lund delte. Jeg vil derfor gerne med i netværket og i begge de møder, der er tilbage.", "inv", [WRITER], id="both meetings"),
        pytest.param("Tak for invitationen, som Eva Lund delte med mig i går. Hun vil gerne være blandt deltagerne i netværket.", "inv", [EVA], id="she, in the next sentence", marks=pytest.mark.xfail(strict=True, reason="goes to staff")),
        pytest.param("Vi holder til ude bag Valby Bakke. Tilmeld Ole Damborg til netværket.", "inv", [OLE], id="a place"),
        pytest.param("Ingen kan alt, og det gælder også min chef.\nOle Damborg når ikke til Odense den 16. november.", "prog", [OLE], id="holds for another, too"),
        pytest.param("Hverken jeg eller vores driftschef Ole Damborg når til Odense på torsdag.", "prog", [WRITER, OLE], id="neither I"),
        pytest.param("Køkkenet slipper let, for hverken direktør Ole Damborg eller jeg når frem til Odense på torsdag.", "prog", [WRITER, OLE], id="neither he"),
        pytest.param("Hverken vores driftschef Ole Damborg eller hans souschef Eva Lund når til Odense på torsdag.", "prog", [EVA, OLE], id="neither of two others"),
        pytest.param("Jeg kommer ikke på torsdag. Direktør Ole Damborg bliver ligeledes hjemme.", "prog", [WRITER, OLE], id="likewise"),
        pytest.param("Jeg kommer ikke på torsdag, og det gør Ole Damborg heller ikke.", "prog", [WRITER, OLE], id="nor does he"),
        pytest.param("Jeg kommer ikke på torsdag. Direktør Ole Damborg hilser mange gange.", "prog", [WRITER], id="sends his regards"),
        pytest.param("Jeg har meldt fra for længst. Ole Damborg kommer heller ikke på torsdag.", "prog", [OLE], id="has stayed away before"),
        pytest.param("Jeg kommer ikke på torsdag, og Ole Damborg må klare sig selv.", "prog", [WRITER], id="must do alone"),
        pytest.param("Direktionen har talt, og Ole Damborg når alligevel ikke frem på torsdag.", "prog", [OLE], id="another part of the sentence"),
        pytest.param("Desværre må vores direktør Ole Damborg melde fra på torsdag.", "prog", [OLE], id="the verb first"),
        pytest.param("Mette og Ole Damborg kommer ikke på torsdag.", "prog", [WRITER, OLE], id="the writer's given name"),
        pytest.param("Vi melder os ud af netværket.", "-", [WRITER], id="we who leave"),
        pytest.param("Afbud på torsdag fra Ole Damborg og fra mig.", "prog", [WRITER, OLE], id="from him and me"),
        pytest.param("Vi må melde afbud på torsdag: Ole Damborg er syg, og jeg skal passe kontoret.", "prog", [WRITER, OLE], id="he and I in the reason", marks=pytest.mark.xfail(strict=True, reason="goes to staff")),
        pytest.param("Afbud på torsdag fra Ole Damborg. Hilsen fra mig.", "prog", [OLE], id="regards from me"),
    ],
)  # fmt: skip
def test_who_asks_and_who_is_meant(text: str, context: str, want: list[str]) -> None:
    assert sorted(str(name) for name, _ in people(text, context)) == sorted(want)


@pytest.mark.parametrize(
    ("text", "context", "want"),
    [
        pytest.param("Vi, det vil sige Yousef Karimi og jeg, må melde pas på torsdag.", "prog", [WRITER, "Yousef Karimi"], id="and I"),
        pytest.param("Vores driftschef Yousef Karimi kommer ikke på torsdag.", "prog", ["Yousef Karimi"], id="behind a title"),
        pytest.param("Yousef Karimi kommer ikke på torsdag.", "prog", ["Yousef Karimi"], id="who stays away"),
        pytest.param("Tilmeld Yousef Karimi til netværket.", "inv", ["Yousef Karimi"], id="whom to sign up"),
        pytest.param("Jeg er blevet bedt om at melde afbud for Fatoumata Diallo på torsdag.", "prog", ["Fatoumata Diallo"], id="an absence of"),
        pytest.param("Tilmeld mig til netværket. Min kollega Yousef Karimi er allerede med.", "inv", [WRITER], id="who is in"),
        pytest.param("Microsoft Teams driller, så jeg kommer ikke på torsdag.", "prog", [WRITER], id="a program"),
        pytest.param("Borgerservice Syd kan ikke undvære mig på torsdag, så jeg må melde afbud.", "prog", [WRITER], id="an office"),
        pytest.param("tommy skaaning kan ikke på torsdag fordi han er syg", "prog", ["Tommy Skaaning"], id="small letters"),
        pytest.param("bo dam kan ikke på torsdag fordi han er syg", "prog", ["Bo Dam"], id="a common word in small letters"),
        pytest.param("jeg kan alligevel ikke på torsdag fordi tommy skaaning har kaldt mig ind til et møde", "prog", [WRITER], id="the cause in small letters"),
    ],
)  # fmt: skip
def test_a_name_that_no_list_holds_is_known_by_its_place(text: str, context: str, want: list[str]) -> None:
    assert sorted(str(name) for name, _ in people(text, context)) == sorted(want)


@pytest.mark.parametrize(
    ("text", "subject", "want"),
    [
        pytest.param("Udgår af netværket pr. dags dato.", "Direktør Ole Damborg", [OLE], id="a name alone"),
        pytest.param("Som det fremgår ovenfor. Han har fået for travlt.", "Ole Damborg udgår af netværket", [OLE], id="the wish itself"),
        pytest.param("Han skal med til det hele ligesom jeg.", "Tilmelding af Ole Damborg til netværket", [OLE], id="as the writer"),
        pytest.param("Meld ham venligst ud.", "Udmelding af Ole Damborg", [OLE], id="what is done to him"),
        pytest.param("Toget går ikke den dag.", "Mette og Ole Damborg kommer ikke til Odense den 16. november", [WRITER, OLE], id="the writer's given name"),
        pytest.param("Jeg stopper i netværket pr. dags dato.", "Efter snak med Ole Damborg", [WRITER], id="somebody spoken with"),
        pytest.param("Sæt mig på listen, tak.", "Jeg vil også med i netværket! (SV: Bekræftelse på tilmelding: Ole Damborg)", [WRITER], id="what is answered"),
    ],
)  # fmt: skip
def test_a_subject_says_who_is_meant(text: str, subject: str, want: list[str]) -> None:
    reading = understand(text, subject=subject)
    assert (reading.action, sorted(str(one.name) for one in reading.people)) == ("act", sorted(want))


@pytest.mark.parametrize(
    ("text", "context", "subject"),
    [
        pytest.param("Jeg kommer ikke på torsdag.", "prog", "Kontorchef Ole Damborg", id="another in the subject"),
        pytest.param("Kan desværre ikke komme i Aarhus.", "-", "Afbud Kirsten", id="a given name in the subject"),
        pytest.param("Jeg kommer på torsdag, som du ser ovenfor.", "prog", "SV: Mødet // Ny titel til Ole Damborg", id="pointed at"),
        pytest.param("Jens og Ole Damborg kommer ikke på torsdag.", "prog", "Mødet", id="a given name alone"),
        pytest.param("Efter ønske fra Ole Damborg tilmeldes undertegnede netværket.", "inv", "Netværket", id="who wished it", marks=pytest.mark.xfail(strict=True, reason="the writer is signed up, and rightly")),
        pytest.param("Vi opsiger vores to pladser i netværket.", "-", "Netværket", id="more places than one"),
        pytest.param("Vi er tre fra Vejen, og vi melder os alle ud af netværket.", "-", "Netværket", id="all of us"),
        pytest.param("Kommunen melder sig ud af netværket.", "-", "Netværket", id="an organisation"),
    ],
)  # fmt: skip
def test_whom_else_a_mail_may_mean_is_for_a_person(text: str, context: str, subject: str) -> None:
    assert understand(text, context, subject=subject).action == "review"


@pytest.mark.parametrize(
    ("text", "context", "want"),
    [
        pytest.param("Vores it-direktør, Ole Damborg, er bevilget en plads i netværket, og jeg beder hermed om, at han bliver registreret.", "-", [OLE], id="the writer only asks"),
        pytest.param("Kan du skrive mig (sekretær) og min afdelingschef Ole Damborg op som deltagere i netværket?", "-", [WRITER, OLE], id="the writer's post in brackets", marks=pytest.mark.xfail(strict=True, reason="goes to staff")),
        pytest.param("Vi har fået en chefarkitekt. Ham vil jeg gerne sende med i netværket. Navnet er Ole Damborg.", "-", [OLE], id="named behind the wish"),
        pytest.param("Det gav bid hos min kollega Ole Damborg, som du må skrive på i netværket.", "-", [OLE], id="whom you enter"),
        pytest.param("Kontorchef Ole Damborg (cc) siger ja tak til netværket og beder mig om at give besked.", "-", [OLE], id="who says yes"),
        pytest.param("Fra direktør Ole Damborg lyder svaret nej. Han er i Berlin på torsdag.", "prog", [OLE], id="whose answer it is"),
        pytest.param("Vi opsiger den plads i netværket, som Ole Damborg har haft.", "-", [OLE], id="whose place is ended"),
        pytest.param("På torsdag kan jeg ikke komme, for en af mine chefer har sagt op.", "prog", [WRITER], id="a chief in the reason"),
        pytest.param("Jeg vil gerne med i netværket. Min direktør synes, jeg skal.", "inv", [WRITER], id="a chief's opinion"),
    ],
)  # fmt: skip
def test_grammar_shows_who_is_meant(text: str, context: str, want: list[str]) -> None:
    assert sorted(str(name) for name, _ in people(text, context)) == sorted(want)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param("Ret venligst titlen ved Ole Damborg (odam@vejen.example) til afdelingschef.", [OLE], id="of whom"),
        pytest.param("Claus Rosendal (clro@vejen.example) er udnævnt til direktør. Ole Damborg (odam@vejen.example) har fået nyt nummer, 36 39 33 57.", ["Claus Rosendal", OLE], id="news of two"),
    ],
)  # fmt: skip
def test_grammar_shows_whose_details_are_corrected(text: str, want: list[str]) -> None:
    assert sorted(str(name) for name, _ in people(text)) == sorted(want)


def test_a_place_for_one_of_two_is_for_a_person() -> None:
    text = "Ole Damborg og jeg har trukket lod, for der er kun råd til én. Skriv os på i netværket."
    assert understand(text).action == "review"


@pytest.mark.parametrize("display", ["Hr. Mette Friis", "Fru Mette Friis"])
def test_a_form_of_address_is_no_office(display: str) -> None:
    reading = understand("Jeg vil gerne tilmeldes netværket.", "inv", sender=f"{display} <mef@vejen.example>")
    assert (reading.action, [(one.name, one.email) for one in reading.people]) == ("act", [ME])
