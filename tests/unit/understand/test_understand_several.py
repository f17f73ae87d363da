"""Sign-ups of several people: which of them the words mean, the writer among them, and what is told of each."""

import pytest

from understand_cases import understand

ME = "Mette Friis"
EAN, OTHER_EAN = "5798048002739", "5798026511437"


def names(text: str, context: str = "inv") -> list[str | None]:
    reading = understand(text, context)
    assert (reading.intent.value, reading.action) == ("signup", "act"), reading
    return [one.name for one in reading.people]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param('Vi er på! "Vi" er mig og min makker Bo Dam, boda@vejen.example.', [ME, "Bo Dam"], id="we are"),
        pytest.param("Vi er klar! Vi, det er Bo Dam (boda@vejen.example) og mig.", [ME, "Bo Dam"], id="that is"),
        pytest.param(
            "Vi deltager. Deltagere: Bo Dam, boda@vejen.example, samt undertegnede.", [ME, "Bo Dam"], id="list"
        ),
        pytest.param("Vi er med. Det bliver kun Bo Dam, boda@vejen.example.", ["Bo Dam"], id="one of us"),
        pytest.param(
            "Vi vil gerne have en plads. Den går til Bo Dam, boda@vejen.example, efter aftale mellem ham og mig.",
            ["Bo Dam"],
            id="who agreed on it",
        ),
        pytest.param(
            "Vi tager imod tilbuddet, alle tre. Mette Friis, chef, Eva Lund, jurist, evlu@vejen.example, og Bo Dam, boda@vejen.example.",
            [ME, "Eva Lund", "Bo Dam"],
            id="all three",
        ),
        pytest.param(
            "Vi vil gerne med. Bo Dam, jurist, boda@vejen.example, og Mette Friis, afdelingschef.",
            [ME, "Bo Dam"],
            id="by name",
        ),
        pytest.param(
            "Vi tager imod tilbuddet. Bo Dam, jurist, boda@vejen.example. Mette Friis, afdelingschef, er kontaktperson.",
            ["Bo Dam"],
            id="whom to ask",
        ),
        pytest.param(
            "Skriv mig, Eva og Bo op. Eva Lund er jurist (evlu@vejen.example), Bo Dam er konsulent (boda@vejen.example).",
            [ME, "Eva Lund", "Bo Dam"],
            id="given names behind the writer",
        ),
        pytest.param("Ja tak! mig + Bo er klar. Bo Dam, boda@vejen.example", [ME, "Bo Dam"], id="plus"),
        pytest.param("Sæt Bo (Dam) og mig på. boda@vejen.example", [ME, "Bo Dam"], id="surname in brackets"),
        pytest.param(
            "Bo Dam, boda@vejen.example, skal på holdet, og det samme skal jeg.",
            [ME, "Bo Dam"],
            id="the same",
            marks=pytest.mark.xfail(strict=True, reason="goes to staff"),
        ),
        pytest.param(
            "Tilmeld Bo Dam, boda@vejen.example. Og så mig: it-chef.",
            [ME, "Bo Dam"],
            id="and me",
        ),
        pytest.param("Bo Dam vil gerne med. Og jeg selv. boda@vejen.example", [ME, "Bo Dam"], id="and I myself"),
        pytest.param(
            "Vi takker ja. Bo Dam (boda@vejen.example) tager den ene plads, jeg den anden.",
            [ME, "Bo Dam"],
            id="the other place",
        ),
        pytest.param(
            "Sammen med Bo Dam vil jeg gerne være med. boda@vejen.example", [ME, "Bo Dam"], id="together with"
        ),
        pytest.param("I må gerne regne med Bo Dam og mig. boda@vejen.example", [ME, "Bo Dam"], id="count on"),
        pytest.param(
            "Tilmeld Bo Dam, boda@vejen.example. Og mig, der er hans leder, må I ringe til.",
            ["Bo Dam"],
            id="whom to ring",
        ),
        pytest.param("Fra Vejen stiller vi med centerchef Bo Dam og undertegnede.", [ME, "Bo Dam"], id="stiller med"),
        pytest.param(
            "skriver du mig og bo på? bo hedder Bo Dam og hans mail er boda@vejen.example",
            [ME, "Bo Dam"],
            id="what he is called",
        ),
    ],
)
def test_the_writer_is_one_of_those_whom_he_calls_we(text: str, want: list[str]) -> None:
    assert names(text) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param("Vil du reservere en plads til Vejens it-chef, Bo Dam? Faktura til EAN 5798048002739, og mails til boda@vejen.example.", "Bo Dam", id="a house's chief"),
        pytest.param("Min kollega Bo Dam er blevet frisk på det, så kan du sætte ham på ved siden af mig? boda@vejen.example", "Bo Dam", id="so enter him"),
        pytest.param("Direktør Bo Dam har bestemt, at Vejen skal være med, og at det bliver ham selv. boda@vejen.example", "Bo Dam", id="himself"),
        pytest.param("Skal vi sige, at I skriver Bo Dam på? boda@vejen.example", "Bo Dam", id="let us say"),
        pytest.param("Når I nu kommer til vores by, så skriv Bo Dam på, boda@vejen.example.", "Bo Dam", id="as you come"),
        pytest.param("Lise Qvist kan desværre ikke afse tiden, så det bliver souschefen, Bo Dam, I skal tilmelde.", "Bo Dam", id="no time"),
    ],
)  # fmt: skip
def test_another_is_signed_up_and_not_the_writer(text: str, want: str) -> None:
    assert names(text) == [want]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        pytest.param("Kan I give Bo Dam en plads i netværket? Han sidder i Fanø Kommune, boda@fanoe.example.", "Plads", id="elsewhere"),
        pytest.param("Sæt mig og Bo Dam på. Bo Dam springer dog over i denne omgang.", "Plads", id="denied below"),
        pytest.param("Tilmeld Bo Dam og mig. Bo Dam er allerede medlem.", "Plads", id="a member"),
        pytest.param("Vores EAN er 5798048002739. Og så skal du have et navn mere på listen: Bo Dam, boda@vejen.example.", "SV: Vi mangler jeres EAN-nummer", id="a number that was asked for"),
        pytest.param("Tilmeld Eva Lund, evlu@vejen.example, der er leder for Bo Dam og Ole Falk.", "Plads", id="whom she leads"),
        pytest.param("Tilmeld Eva Lund, evlu@vejen.example. Bo Dam, boda@vejen.example, er hendes stedfortræder.", "Plads", id="a deputy"),
        pytest.param("Tilmeld Bo Dam til Aarhus, og mig til de to andre. boda@vejen.example", "Plads", id="other meetings for each"),
        pytest.param("Tilmeld mig. Faktura til EAN 5798048002739, og mails til boda@vejen.example.", "Plads", id="an address behind the bill's number"),
    ],
)  # fmt: skip
def test_doubt_about_others_is_for_a_person(text: str, subject: str) -> None:
    assert understand(text, subject=subject).action == "review"


@pytest.mark.parametrize(
    ("told", "titles"),
    [
        pytest.param("De er begge projektledere.", ["Projektleder", "Projektleder"], id="they are"),
        pytest.param("Jeg har spurgt mine to teamledere.", ["Teamleder", "Teamleder"], id="my two"),
        pytest.param("Det er begge mine souschefer.", ["Souschef", "Souschef"], id="both my"),
        pytest.param("Eva Lund er jurist. De er begge digitale konsulenter.", ["Jurist", "Digital konsulent"], id="one has her own"),
        pytest.param("De er mine to ledere.", [None, None], id="a relation"),
        pytest.param("De er alle tre projektledere.", [None, None], id="another number"),
        pytest.param("Begge er chefkonsulenter i Borgerservice.", ["Chefkonsulent", "Chefkonsulent"], id="both are"),
        pytest.param("De er to af mine afdelingsledere.", ["Afdelingsleder", "Afdelingsleder"], id="two of mine"),
        pytest.param("De er henholdsvis planchef og it-chef.", ["Planchef", "It-chef"], id="respectively"),
        pytest.param("De er projektledere begge to.", ["Projektleder", "Projektleder"], id="both behind"),
        pytest.param("Vejen Kommune sender sine to planchefer.", ["Planchef", "Planchef"], id="its two"),
        pytest.param("Eva: jurist. Bo: konsulent.", ["Jurist", "Konsulent"], id="given names and colons"),
        pytest.param("Eva er min souschef, Bo er min chef.", ["Souschef", None], id="the writer's"),
        pytest.param("Eva har evlu@vejen.example og er jurist.", ["Jurist", None], id="behind what she has"),
        pytest.param("Jeg er chef for begge konsulenter.", [None, None], id="of the writer"),
        pytest.param("Vi er begge glade for det.", [None, None], id="no title"),
        pytest.param("Eva Lund er jurist, Bo Dam er konsulent.", ["Jurist", "Konsulent"], id="each"),
        pytest.param("Adresser: evlu@vejen.example, jurist, og boda@vejen.example (konsulent).", ["Jurist", "Konsulent"], id="behind the address"),
    ],
)  # fmt: skip
def test_a_title_may_be_shared_or_told_later(told: str, titles: list[str | None]) -> None:
    reading = understand(f"Tilmeld Eva Lund og Bo Dam til netværket. {told}")
    assert [one.title for one in reading.people] == titles


@pytest.mark.parametrize(
    ("told", "phones"),
    [
        pytest.param("Bo: boda@vejen.example, tlf. 63 51 64 20. Mit eget nummer er 63 51 64 11.", ["+4563516411", "+4563516420"], id="by his name"),
        pytest.param("Bo (boda@vejen.example, 63 51 64 20). Mit nummer: 63 51 64 11.", ["+4563516411", "+4563516420"], id="in brackets"),
        pytest.param("Hans oplysninger: boda@vejen.example, tlf. 63 51 64 20.", [None, "+4563516420"], id="only his"),
    ],
)  # fmt: skip
def test_a_number_of_another_is_not_the_writers(told: str, phones: list[str | None]) -> None:
    assert [one.phone for one in understand(f"Tilmeld mig og Bo Dam. {told}").people] == phones


@pytest.mark.parametrize(
    ("last", "eans"),
    [
        pytest.param(f"EAN {EAN} på dem begge.", [EAN, EAN], id="for both"),
        pytest.param(f"Samme EAN til begge: {EAN}", [EAN, EAN], id="the same"),
        pytest.param(f"EAN: {EAN}", [EAN, EAN], id="nothing but the number"),
        pytest.param(
            f"\nDe har hver deres EAN, rækkefølge som ovenfor: {EAN} og {OTHER_EAN}.",
            [EAN, OTHER_EAN],
            id="in their order",
        ),
        pytest.param(f"\nEAN er hhv. {OTHER_EAN} og {EAN}.", [OTHER_EAN, EAN], id="respectively"),
        pytest.param(f"\nNummer 1 betales over {EAN}. Bo sender selv sit.", [EAN, None], id="one has none yet"),
        pytest.param(f"Mobil 20 30 40 50\nEAN: {EAN}", [None, EAN], id="below the lines of one"),
    ],
)
def test_an_ean_below_a_list(last: str, eans: list[str | None]) -> None:
    text = (
        f"Tilmeld til netværket:\n\nEva Lund, jurist, evlu@vejen.example\nBo Dam, konsulent, boda@vejen.example\n{last}"
    )
    assert [one.ean for one in understand(text).people] == eans


@pytest.mark.parametrize(
    ("told", "eans"),
    [
        pytest.param(f"Hans EAN er {EAN}, mit er {OTHER_EAN}.", [OTHER_EAN, EAN], id="by a pronoun"),
        pytest.param(f"Bo er jurist, og deres EAN er {EAN}. Vores eget er {OTHER_EAN}.", [OTHER_EAN, EAN], id="theirs and our own"),
        pytest.param(f"EAN: min er {EAN}, hans kommer fra ham.", [EAN, None], id="his is to come"),
        pytest.param(f"{EAN} dækker både Bo Dam (boda@vejen.example) og mig.", [EAN, EAN], id="both, with an address between"),
    ],
)  # fmt: skip
def test_whose_an_ean_is(told: str, eans: list[str | None]) -> None:
    assert [one.ean for one in understand(f"Tilmeld mig og Bo Dam. {told}").people] == eans


@pytest.mark.parametrize(
    "told",
    [
        pytest.param("\n\nM. Friis\nafdelingschef\nVejen Kommune\n63 51 64 11", id="her details below"),
        pytest.param(" Det er mig, I skal ringe til: 63 51 64 11.", id="who is to be rung up"),
    ],
)
def test_the_writers_number_is_not_whom_she_signs_up_has(told: str) -> None:
    (bo,) = understand(f"Tilmeld Bo Dam, jurist, boda@vejen.example.{told}").people
    assert (bo.name, bo.phone) == ("Bo Dam", None)


def test_rows_may_stand_side_by_side() -> None:
    rows = "Eva Lund · jurist · evlu@vejen.example · 72 35 44 07 Mette Friis · it-chef · mef@vejen.example · 72 35 44 12 EAN til os begge"
    reading = understand(f"Vil du tage imod Eva Lund og mig i netværket? {rows} {EAN}.")
    assert [(one.name, one.title, one.phone, one.ean) for one in reading.people] == [
        ("Eva Lund", "Jurist", "+4572354407", EAN),
        ("Mette Friis", "It-chef", "+4572354412", EAN),
    ]


def test_addresses_that_fit_the_names_need_no_telling_apart() -> None:
    told = "De har evlu@vejen.example hhv. boda@vejen.example."
    reading = understand(f"Tilmeld Eva Lund og Bo Dam til netværket. {told}", "inv")
    assert (reading.action, [one.email for one in reading.people]) == (
        "act",
        ["evlu@vejen.example", "boda@vejen.example"],
    )


def test_a_line_of_a_block_may_be_the_title() -> None:
    text = f"Tilmeld:\n\nEva Lund\nJurist\nevlu@vejen.example\nEAN {EAN}\n\nBo Dam\nIt-chef\nboda@vejen.example\nEAN {OTHER_EAN}"
    assert [(one.title, one.ean) for one in understand(text).people] == [("Jurist", EAN), ("It-chef", OTHER_EAN)]


def test_an_ean_apart_from_the_last_form_is_for_all() -> None:
    forms = "Navn: Eva Lund\nTitel: Jurist\nMail: evlu@vejen.example\n\nNavn: Bo Dam\nTitel: It-chef\nMail: boda@vejen.example"
    apart, within = (understand(f"Tilmelding til netværket:\n\n{forms}{gap}EAN: {EAN}") for gap in ("\n\n", "\n"))
    assert [one.ean for one in apart.people] == [EAN, EAN]
    assert [one.ean for one in within.people] == [None, EAN]


def test_who_comes_and_takes_somebody_along_comes_too() -> None:
    reading = understand("Jeg kommer og tager Bo Dam med.", "prog")
    assert (reading.intent.value, [one.name for one in reading.people]) == ("accept", [ME, "Bo Dam"])


def test_who_is_in_already_may_wish_it_for_another() -> None:
    reading = understand("Bo Dam vil gerne med i Vejle. Jeg er med i forvejen. boda@vejen.example")
    assert (reading.intent.value, [one.name for one in reading.people]) == ("signup", ["Bo Dam"])
