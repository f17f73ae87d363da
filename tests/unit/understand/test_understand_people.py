"""Whom a mail is about, and with which details."""

import pytest

from conftest import make_mail
from netpost.message import read_mail
from netpost.understand import Intent, understand_mail
from netpost.understand.writer import read_writer
from understand_cases import NETWORK, understand, write


def people(text: str, **changes: str) -> list[tuple[str | None, ...]]:
    reading = understand(text, **changes)
    assert reading.action == "act", reading
    return [(one.name, one.email, one.title, one.organisation) for one in reading.people]


ME = ("Mette Friis", "mef@vejen.example", "Afdelingschef", "Vejen Kommune")


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param("Tilmeld mig netværket.", [ME], id="the writer"),
        pytest.param(
            "Tilmeld mig og min kollega Bo Dam (boda@vejen.example) til netværket.",
            [ME, ("Bo Dam", "boda@vejen.example", None, "Vejen Kommune")],
            id="with a colleague",
            marks=pytest.mark.xfail(strict=True, reason="goes to staff"),
        ),
        pytest.param(
            "På vegne af direktør Claus Thorup skal jeg tilmelde ham netværket. Hans mail er ctho@vejen.example.",
            [("Claus Thorup", "ctho@vejen.example", "Direktør", "Vejen Kommune")],
            id="on behalf",
        ),
        pytest.param(
            "Tilmeld venligst disse to til netværket:\n\n- Bo Dam, it-chef, boda@vejen.example\n- Eva Lund, konsulent, evlu@vejen.example",
            [
                ("Bo Dam", "boda@vejen.example", "It-chef", "Vejen Kommune"),
                ("Eva Lund", "evlu@vejen.example", "Konsulent", "Vejen Kommune"),
            ],
            id="bullets",
        ),
        pytest.param(
            "Tilmelding til netværket:\n\nNavn: Bo Dam\nStilling: It-chef\nKommune: Vejen\nMail: boda@vejen.example",
            [("Bo Dam", "boda@vejen.example", "It-chef", "Vejen Kommune")],
            id="form",
        ),
        pytest.param(
            "Vi tilmelder to til netværket:\n\nNavn | Titel | Mail\nBo Dam | It-chef | boda@vejen.example\nEva Lund | Konsulent | evlu@vejen.example",
            [
                ("Bo Dam", "boda@vejen.example", "It-chef", "Vejen Kommune"),
                ("Eva Lund", "evlu@vejen.example", "Konsulent", "Vejen Kommune"),
            ],
            id="table",
        ),
        pytest.param("Min chef Bo Dam har sagt god for det, så tilmeld mig netværket.", [ME], id="merely mentioned"),
    ],
)
def test_people_are_found(text: str, want: list[tuple[str | None, ...]]) -> None:
    assert people(text) == want


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Tilmeld min chef til netværket.", id="no name"),
        pytest.param("Tilmeld Peter til netværket.", id="given name only"),
        pytest.param("Vi tilmelder tre til netværket: Bo Dam, boda@vejen.example.", id="fewer than said"),
        pytest.param("Tilmeld mig netværket. Eva Lund vil også med.", id="one more, in passing"),
        pytest.param("Tilmeld mig netværket. Se også post@andet.example.", id="an address of nobody"),
        pytest.param(
            "På vegne af Odder Kommune tilmelder jeg Bo Dam, boda@odder.example, til netværket.", id="others' people"
        ),
    ],
)
def test_doubt_about_people_is_for_a_person(text: str) -> None:
    assert understand(text).action == "review"


def test_new_address_replaces_the_old() -> None:
    reading = understand("Brug fremover mette.friis@vejen.example i stedet for mef@vejen.example.")
    assert (reading.intent, reading.people[0].email, reading.old_email) == (
        Intent.UPDATE,
        "mette.friis@vejen.example",
        "mef@vejen.example",
    )


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        pytest.param("Sæt mig på til netværket.\nStilling: Driftschef\nMobil: 20 30 40 51", "Netværket", id="labelled"),
        pytest.param("Tilmeld mig netværket.\n\nDriftschef\nVejen Kommune", "Netværket", id="a line of its own"),
        pytest.param("Tilmeld mig netværket.", "Mette Friis, driftschef i Vejen, vil med", id="in the subject"),
        pytest.param(
            "- Jeg vil gerne med i netværket\n- Driftschef, Vejen Kommune", "Netværket", id="a line of a list"
        ),
        pytest.param("Tilmeld mig netværket. Driftschef, mobil 20 30 40 51.", "Netværket", id="a sentence of its own"),
        pytest.param("Tilmeld mig netværket. Mine data: driftschef, Vejen.", "Netværket", id="behind a colon"),
        pytest.param(
            "Tilmeld os to til netværket: mette friis (driftschef) og Bo Dam (boda@vejen.example).",
            "Netværket",
            id="in a list of names",
        ),
        pytest.param("Mette Friis her, driftschef i Vejen. Sæt mig på netværket.", "Netværket", id="who writes"),
        pytest.param("sæt mig på netværket i dag mette friis driftschef vejen", "Netværket", id="in haste"),
        pytest.param("Mette her fra Vejen Kommune, driftschef. Sæt mig på netværket.", "Netværket", id="by given name"),
    ],
)
def test_title_may_stand_outside_the_signature(text: str, subject: str) -> None:
    person = understand(text, subject=subject, signature="Mette Friis").people[0]
    assert person.title == "Driftschef"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param(
            "I har ikke mit nummer, 20 30 40 51. Det ringer vel til en, der er chef.",
            "Chefkonsulent",
            id="said by the way",
        ),
        pytest.param("Ret min titel: Jeg er fra i dag kontorchef.", "Kontorchef", id="said as new"),
    ],
)
def test_title_in_a_correction_counts_before_the_signature_where_it_is_new(text: str, title: str) -> None:
    mail = write(text, signature="Mette Friis\nChefkonsulent\nVejen Kommune")
    assert read_writer(mail, None, [], new_job=True).title == title


@pytest.mark.parametrize(
    ("line", "title"),
    [
        pytest.param("Konservator", "Konservator", id="known"),
        pytest.param("Stiftamtmand", "Stiftamtmand", id="ends like one who does something"),
        pytest.param("spilfordeler", "Spilfordeler", id="in small letters"),
        pytest.param("Institutioner", None, id="several things"),
        pytest.param("Museer og biblioteker", None, id="a department"),
        pytest.param("Vejcenter", None, id="a house"),
        pytest.param("betalende medlem", None, id="a member"),
    ],
)
def test_line_below_the_name_may_be_the_title(line: str, title: str | None) -> None:
    (person,) = understand("Tilmeld mig netværket.", signature=f"Mvh\nMette Friis\n{line}\nVejen Kommune").people
    assert person.title == title


def test_a_title_may_go_on_in_the_next_line_of_the_signature() -> None:
    (person,) = understand("Tilmeld mig netværket.", signature="Mvh\nMette Friis\nChef for\nHavn og Vej").people
    assert person.title == "Chef for Havn og Vej"


@pytest.mark.parametrize("line", ["vejen", "beklager tommelfingrene", "planchef, endnu et par dage"])
def test_what_is_no_title_below_the_name_is_not_taken_for_one(line: str) -> None:
    (person,) = understand("Tilmeld mig netværket.", signature=f"Mvh\nMette Friis\n{line}").people
    assert person.title in {None, "Planchef"}


def test_bad_ean_is_told_and_not_kept() -> None:
    (person,) = understand("Tilmeld mig netværket. EAN 5798005810224.").people
    assert (person.ean, person.bad_ean) == (None, "5798005810224")


def test_real_domain_gives_the_organisation() -> None:
    reading = understand("Tilmeld mig netværket.", signature="Mette Friis", sender="Mette Friis <mef@vejen.dk>")
    assert reading.people[0].organisation == "Vejen Kommune"


@pytest.mark.parametrize(
    ("domain", "line", "organisation"),
    [
        pytest.param("ryforsyning.example", "Ry Forsyning", "Ry Forsyning", id="one word for two"),
        pytest.param("mosby-udbud.example", "Indkøb hos Mosby Udbud i Ry", "Mosby Udbud", id="within a line"),
        pytest.param("hoejfas.example", "Højf", "Højf", id="without A/S"),
        pytest.param("rfv.example", "RFV", "RFV", id="a short line of its own"),
        pytest.param("ryforsyning.example", "Silkeborgvej 3", None, id="no such words"),
        pytest.param("friis.example", "Mette Friis", None, id="a domain of one's own"),
        pytest.param("learnmark.example", "Learnmark Horsens", "Learnmark Horsens", id="with its town"),
        pytest.param("visitherning.example", "Visit Herning", "Visit Herning", id="called by its town"),
        pytest.param("fh.example", "Forsyning Helsingør", "Forsyning Helsingør", id="a utility called by its town"),
        pytest.param("viborg.example", "Center for Energi Viborg", "Viborg Kommune", id="a department and its town"),
    ],
)
def test_organisation_is_what_the_domain_spells(domain: str, line: str, organisation: str | None) -> None:
    reading = understand(
        "Tilmeld mig netværket.", signature=f"Mette Friis\nDriftschef\n{line}", sender=f"Mette Friis <mef@{domain}>"
    )
    assert reading.people[0].organisation == organisation


def test_organisation_is_what_the_domain_of_another_address_spells() -> None:
    (person,) = understand(
        "Tilmeld mig netværket. Min rigtige adresse er mef@mosby.example.",
        signature="Mette Friis\nDriftschef, Mosby",
        sender="Mette Friis <mef81@hotmail.example>",
    ).people
    assert (person.email, person.title, person.organisation) == ("mef@mosby.example", "Driftschef", "Mosby")


@pytest.mark.parametrize(
    ("line", "organisation"),
    [
        ("it-chef, Odder", "Odder Kommune"),
        ("it-chef i Odder", "Odder Kommune"),
        ("It-arkitekt og teamleder, VandCenter Ry", "VandCenter Ry"),
        ("It-chef, 8300 Odder", "Lejre Kommune"),
        ("It-chef, Digitalisering", "Lejre Kommune"),
    ],
)
def test_a_post_in_the_signature_counts_before_what_the_text_names(line: str, organisation: str) -> None:
    (person,) = understand(
        "Tilmeld mig netværket. Jeg kommer fra Lejre Kommune.", signature=f"Mette Friis\n{line}"
    ).people
    assert person.organisation == organisation


def test_what_no_rule_used_is_kept() -> None:
    assert understand("Tilmeld mig netværket. Jeg er vegetar.").unused_text == "Jeg er vegetar."


@pytest.mark.parametrize(
    ("text", "sender", "organisation"),
    [
        pytest.param("Jeg er driftschef i Morsø Forsyning.", "m@x.example", "Morsø Forsyning", id="no authority"),
        pytest.param(
            "Jeg er teamleder hos Digital Hub Fyn.", "m@digitalhub-fyn.example", "Digital Hub Fyn", id="behind hos"
        ),
        pytest.param(
            "Hilsen fra Randers, hvor jeg er på Tradium.", "m@tradium.example", "Tradium", id="spelt by the address"
        ),
        pytest.param("Jeg er driftsleder hos Energi Viborg.", "m@x.example", "Energi Viborg", id="called by its place"),
        pytest.param("Rødovre har sagt ja.", "m@rodovre.example", "Rødovre Kommune", id="the address bears the name"),
        pytest.param("Jeg kører med Rødovre.", "m@x.example", None, id="merely named"),
        pytest.param("albertslund vil med.", "m@albertslund.example", "Albertslund Kommune", id="small letters"),
        pytest.param(
            "Jeg skifter fra Odder Kommune til Varde Kommune.", "m@x.example", "Varde Kommune", id="from and to"
        ),
        pytest.param(
            "Lemvig har sagt ja. Struer Kommune betaler.", "m@lemvig-k.example", "Struer Kommune", id="in full first"
        ),
        pytest.param("Det har Lemvig og Struer.", "m@lemvig-k.example", "Lemvig Kommune", id="one of two"),
        pytest.param("Vi dækker Holbæk, Lejre og Roskilde.", "m@x.example", None, id="a list"),
        pytest.param("Mit nummer er byttet om med Carstens fra Lejre.", "m@x.example", None, id="somebody else's"),
        pytest.param("Jeg er Mette Friis fra Lejre.", "m@x.example", "Lejre Kommune", id="the writer's"),
    ],
)
def test_employer_is_told_in_the_words(text: str, sender: str, organisation: str | None) -> None:
    reading = understand(f"Tilmeld mig netværket. {text}", signature="Mette Friis", sender=f"Mette Friis <{sender}>")
    assert reading.people[0].organisation == organisation


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        pytest.param("Jeg arbejder for tiden som konstitueret it-chef i Vejen Kommune.", "Vejen Kommune", id="a post"),
        pytest.param("Jeg er p.t. udlånt til Vejen Kommune som it-chef.", "Vejen Kommune", id="lent out"),
        pytest.param("Jeg var it-chef i Vejen Kommune.", "Mosby Udbud", id="a post of old"),
        pytest.param("Jeg er konsulent og har Vejen Kommune som kunde.", "Mosby Udbud", id="a customer"),
    ],
)
def test_a_post_in_an_authority_counts_before_a_firm_of_one_s_own(text: str, organisation: str) -> None:
    reading = understand(
        f"Tilmeld mig netværket. {text}",
        signature="Mette Friis\nMosby Udbud",
        sender="Mette Friis <mef@mosby-udbud.example>",
    )
    assert reading.people[0].organisation == organisation


@pytest.mark.parametrize(
    ("sender", "signature", "text", "name"),
    [
        ("Jørn Kjeld Hallum", "J.K. Hallum\nforvaltningschef", "", "Jørn Kjeld Hallum"),
        ("Jørn Hallum", "Jørn K. Hallum", "", "Jørn K. Hallum"),
        ("Jørn H", "Jørn", "Jeg hedder Jørn Hallum.", "Jørn Hallum"),
        ("Jørn Hallum", "Jørn H., Vejen", "", "Jørn Hallum"),
        ("Jørn Kjeld Hallum", "Jørn K. Hallum", "", "Jørn Kjeld Hallum"),
        ("Jørn Hallum", "Jørn hallum", "", "Jørn Hallum"),
        ("Jørn Hallum", "Jørn Hallum Vejen", "", "Jørn Hallum"),
        ("Jørn Hallum", "Jørn Hallum Friis", "", "Jørn Hallum Friis"),
        ("Jørn Kjeld Hallum", "Jørn Kjeld Hallum", "Det er Jørn Kjeld fra Vejen.", "Jørn Kjeld Hallum"),
        ("Jørn Kjeld Hallum", "Jørn Kj. Hallum", "", "Jørn Kjeld Hallum"),
        ("jkh", "Jørn Kjeld Hallum", "", "Jørn Kjeld Hallum"),
        ("Jørn KH", "", "\n\nJørn Kjeld Hallum\nVejen Kommune", "Jørn Kjeld Hallum"),
        ("jhal", "jørn hallum", "", "Jørn Hallum"),
        ("Jørn", "Jørn", "Sammen med Jørn Steen vil jeg lære noget.", "Jørn"),
    ],
)
def test_fuller_name_counts(sender: str, signature: str, text: str, name: str) -> None:
    reading = understand(f"Tilmeld mig netværket. {text}", signature=signature, sender=f"{sender} <jhal@vejen.example>")
    assert reading.people[0].name == name


def test_line_that_ends_the_text_with_the_senders_name_tells_of_the_sender() -> None:
    reading = understand("Tilmeld mig netværket. Mette / digi-chef i Lejre / 30 18 62 07", signature="")
    (person,) = reading.people
    assert (person.title, person.organisation, person.phone) == ("Digi-chef", "Lejre Kommune", "+4530186207")


def test_subject_may_hold_number_and_ean() -> None:
    (person,) = understand(
        "Tilmeld mig netværket.", signature="Mette Friis", subject="Netværket, mob 20 30 40 51, EAN 5798005810223"
    ).people
    assert (person.phone, person.ean) == ("+4520304051", "5798005810223")


PRIVATE = "Mette Friis <mette1977@gmail.example>"


@pytest.mark.parametrize(
    ("text", "sender", "want"),
    [
        pytest.param(
            "Al post skal gå til mef@vejen.example, ikke hertil.", PRIVATE, "mef@vejen.example", id="is to go to"
        ),
        pytest.param("Jeg kan kontaktes på mef@vejen.example.", PRIVATE, "mef@vejen.example", id="can be reached"),
        pytest.param("Svar til mef@vejen.example, tak.", PRIVATE, "mef@vejen.example", id="answer to"),
        pytest.param(
            "Regningen skal gå til bogholderi@vejen.example.", PRIVATE, "mette1977@gmail.example", id="the bill"
        ),
    ],
)
def test_the_writer_may_be_reached_elsewhere(text: str, sender: str, want: str) -> None:
    (person,) = understand(f"Tilmeld mig netværket. {text}", sender=sender).people
    assert person.email == want


@pytest.mark.parametrize(
    "sender", ["mette f <mef@vejen.example>", "mette <mef@vejen.example>", "Mette F. <mef@vejen.example>"]
)
def test_a_name_cut_short_is_told_in_full(sender: str) -> None:
    reading = understand("Jeg hedder Mette Friis og vil gerne tilmeldes netværket.", sender=sender, signature="Mette")
    assert [one.name for one in reading.people] == ["Mette Friis"]


@pytest.mark.parametrize(
    ("text", "email", "old"),
    [
        pytest.param("Min mail er skiftet til mef@vejen.example, mens mela@vejen.example går i graven til jul.", "mef@vejen.example", "mela@vejen.example", id="the sender's is the new one"),
        pytest.param("I skriver stadig til mela@gl.vejen.example. Ret den til mef@vejen.example.", "mef@vejen.example", "mela@gl.vejen.example", id="still written to"),
        pytest.param("I har mig stående med mela@vejen.example. Den duer ikke mere; brug mef@vejen.example.", "mef@vejen.example", "mela@vejen.example", id="does not work any longer"),
        pytest.param("Fra på mandag er min mail mettefriis@vejen.example.", "mettefriis@vejen.example", "mef@vejen.example", id="from Monday on"),
    ],
)  # fmt: skip
def test_a_corrected_address_replaces_another(text: str, email: str, old: str) -> None:
    reading = understand(text)
    assert (reading.people[0].email, reading.old_email) == (email, old)


@pytest.mark.parametrize(
    "text", ["Jeg er blevet gift og hedder nu Mette Lund.", "Jeg hedder efter brylluppet Mette Lund."]
)
def test_a_new_name_is_no_stranger_s(text: str) -> None:
    reading = understand(text)
    assert (reading.action, reading.people[0].name) == ("act", "Mette Lund")


def test_the_network_s_own_people_take_part_in_nothing() -> None:
    reading = understand_mail(
        read_mail(
            make_mail(
                "Til konsulent Signe Toft\n\nTilmeld mig netværket.\n\nMette Friis",
                sender="Mette Friis <mef@vejen.example>",
            )
        ),
        NETWORK,
    )
    assert [one.name for one in reading.people] == ["Mette Friis"]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param("Navn: undertegnede\nStilling: Afdelingschef\nEAN: 5798005810223", "Mette Friis", id="the writer"),
        pytest.param("Hermed tilmeldes Bo Dam.\n\nMail: boda@vejen.example\nMobil: 22 33 44 55\nEAN: 5798005810223", "Bo Dam", id="who is named above"),
    ],
)  # fmt: skip
def test_a_form_without_a_name_is_about_whom_the_mail_is_about(text: str, want: str) -> None:
    reading = understand(f"Tilmelding til netværket. {text}", "inv")
    assert (reading.action, [one.name for one in reading.people]) == ("act", [want])


def test_an_ean_that_was_asked_for_is_supplied_beside_other_details() -> None:
    reading = understand(
        "Skriv 5798005810223 i feltet. Jeg er flyttet fra omstillingen til et rigtigt nummer, 72 33 48 09.",
        subject="SV: EAN til faktura",
    )
    assert (reading.action, reading.people[0].ean, reading.people[0].phone) == ("act", "5798005810223", "+4572334809")


BO, EVA = ("Bo Dam", "boda@vejen.example"), ("Eva Lund", "evlu@vejen.example")
WRITER = ("Mette Friis", "mef@vejen.example")


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param(
            "Please sign up the two of us. I am head of section, and Bo Dam can be reached at boda@vejen.example.",
            [WRITER, BO],
            id="two of us",
        ),
        pytest.param(
            "Skriv tre fra Vejen på netværket: mig, Bo Dam (it-chef, boda@vejen.example) og Eva Lund (evlu@vejen.example).",
            [WRITER, BO, EVA],
            id="the first of a list",
        ),
        pytest.param(
            "Vi vil gerne være to fra Vejen i netværket, nemlig Bo Dam, boda@vejen.example, og så jeg selv.",
            [WRITER, BO],
            id="the last of a list",
        ),
        pytest.param(
            "Vi vil gerne have to pladser i netværket. Den ene er til Bo Dam (boda@vejen.example), den anden til undertegnede.",
            [WRITER, BO],
            id="in the next sentence",
            marks=pytest.mark.xfail(strict=True, reason="goes to staff"),
        ),
        pytest.param(
            "To pladser i netværket, tak: én til Bo Dam (boda@vejen.example) og én til mig.",
            [WRITER, BO],
            id="one for me",
        ),
        pytest.param(
            "Jeg tager min kollega Bo Dam (boda@vejen.example) under armen. Tilmeld os begge til netværket.",
            [WRITER, BO],
            id="both of us",
        ),
        pytest.param(
            "Sæt venligst Mette Friis, Bo Dam (boda@vejen.example) og Eva Lund (evlu@vejen.example) på netværket.",
            [WRITER, BO, EVA],
            id="by name",
        ),
        pytest.param(
            "Tilmeld Bo Dam, boda@vejen.example, til netværket, og send bekræftelsen til både ham og mig.",
            [BO],
            id="not who gets mail",
        ),
        pytest.param(
            "Please register my manager Bo Dam (boda@vejen.example) for the network. I will not attend myself.",
            [BO],
            id="not who stays away",
        ),
        pytest.param(
            "Vi er tre, der vil med i netværket: mig, Sofur Eriksholm (soer@vejen.example) og Cemur Aydin (ceay@vejen.example).",
            [WRITER, ("Sofur Eriksholm", "soer@vejen.example"), ("Cemur Aydin", "ceay@vejen.example")],
            id="names that only addresses bear out",
        ),
        pytest.param(
            "tilmeld kirsten overgaard (kiov@vejen.example) og mig til netværket",
            [WRITER, ("Kirsten Overgaard", "kiov@vejen.example")],
            id="small letters",
        ),
        pytest.param(
            "Tilmeld mig netværket. Min kalender passes af Eva Lund, evlu@vejen.example.", [WRITER], id="a calendar"
        ),
    ],
)
def test_the_writer_is_one_of_those_meant(text: str, want: list[tuple[str, str]]) -> None:
    reading = understand(text)
    assert (reading.action, [(one.name, one.email) for one in reading.people]) == ("act", want)


@pytest.mark.parametrize(
    "text",
    [
        "Notér fire fra Vejen til netværket: mig, Bo Dam (boda@vejen.example) og Eva Lund (evlu@vejen.example).",
        "Vi bestiller fem stole i netværket til Bo Dam (boda@vejen.example) og Eva Lund (evlu@vejen.example).",
        "Vi er to i sekretariatet, men kun Bo Dam (boda@vejen.example) skal med i netværket.",
    ],
)
def test_another_number_than_was_found_is_for_a_person(text: str) -> None:
    assert understand(text).action == "review"


@pytest.mark.parametrize(
    ("text", "subject", "want"),
    [
        pytest.param(
            "Hr. Bo Dam er som bekendt optaget i netværket. Jeg kan meddele, at hans direkte telefon nu er 76 96 11 22.",
            "Netværket",
            ("Bo Dam", "+4576961122"),
            id="in the sentence before",
        ),
        pytest.param(
            "Ovenstående nummer er hendes fra i dag. Vil I rette det på listen?",
            "Nyt mobilnummer til Eva Lund: 23 45 67 89",
            ("Eva Lund", "+4523456789"),
            id="in the subject",
        ),
        pytest.param(
            "det er hans mobil fra i dag, ret den i jeres oversigt",
            "nyt nr på michael thaarup: 23 90 41 75",
            ("Michael Thaarup", "+4523904175"),
            id="in small letters",
        ),
    ],
)
def test_a_correction_is_for_whom_it_names(text: str, subject: str, want: tuple[str, str]) -> None:
    reading = understand(text, subject=subject)
    assert (reading.action, [(one.name, one.phone) for one in reading.people]) == ("act", [want])


@pytest.mark.parametrize(
    "line",
    [
        "Vestfyns Brandvæsen",
        "Kalundborg Kraftvarme",
        "Renosyd Østjylland",
        "Sygehus Sønderjylland",
        "Ribe Stadsarkiv",
        "VandCenter Ry",
    ],
)
def test_a_line_of_the_signature_is_an_organisation(line: str) -> None:
    reading = understand("Tilmeld mig netværket.", signature=f"Venlig hilsen\nMette Friis\nDriftsleder\n{line}")
    assert [one.organisation for one in reading.people] == [line]


TWO = "Tilmeld mig og min kollega Bo Dam (boda@vejen.example) til netværket."
LISTED = "Vi tilmelder to til netværket:\n\nBo Dam, it-chef, boda@vejen.example"
ONE_EAN, OTHER_EAN = "5798005810223", "5798000880016"
TWO_LISTED = (
    f"Vi tilmelder to til netværket:\n\nMette Friis, mef@vejen.example, EAN {ONE_EAN}\nBo Dam, boda@vejen.example"
)


@pytest.mark.parametrize(
    ("text", "mine", "his"),
    [
        pytest.param(
            f"{TWO} Brug EAN {OTHER_EAN} til Bo, han hører under Teknik. Mit er {ONE_EAN}.",
            ONE_EAN,
            OTHER_EAN,
            id="behind and before",
        ),
        pytest.param(
            f"{TWO} Min faktura skal til EAN {ONE_EAN} og Bos til EAN {OTHER_EAN}.", ONE_EAN, OTHER_EAN, id="whose bill"
        ),
        pytest.param(f"{TWO} EAN {ONE_EAN} er mit, EAN {OTHER_EAN} er Bos.", ONE_EAN, OTHER_EAN, id="whose number"),
        pytest.param(
            f"{TWO} Jeg hører under EAN {ONE_EAN}, Bo under {OTHER_EAN}.", ONE_EAN, OTHER_EAN, id="who belongs to it"
        ),
        pytest.param(f"{TWO} Brug EAN {OTHER_EAN} til Bo.", None, OTHER_EAN, id="the only one is his"),
        pytest.param(f"{TWO} Brug EAN {ONE_EAN} til Bo og mig.", ONE_EAN, ONE_EAN, id="for both"),
        pytest.param(
            f"{TWO} EAN {ONE_EAN} betaler for mig, og {OTHER_EAN} dækker Bo.", ONE_EAN, OTHER_EAN, id="who pays"
        ),
        pytest.param(
            f"{LISTED}, EAN som mit\nMette Friis, mef@vejen.example, EAN {ONE_EAN}",
            ONE_EAN,
            ONE_EAN,
            id="as the writer's",
        ),
        pytest.param(
            f"{LISTED}, EAN {OTHER_EAN}\nMette Friis, mef@vejen.example. Samme EAN som Bo",
            OTHER_EAN,
            OTHER_EAN,
            id="as his",
        ),
        pytest.param(
            f"{TWO_LISTED} (faktura samme sted)\n\nVi kommer til alle tre møder.",
            ONE_EAN,
            ONE_EAN,
            id="as the one above",
        ),
        pytest.param(f"{TWO_LISTED}\n\nVi kommer begge til alle tre møder.", ONE_EAN, None, id="they share no bill"),
        pytest.param(
            f"Vi tilmelder to til netværket:\n\nMette Friis, mef@vejen.example, EAN {ONE_EAN}\nBo Dam, boda@vejen.example, EAN som økonomi",
            ONE_EAN,
            None,
            id="as somebody unknown",
        ),
    ],
)
def test_an_ean_is_whose_the_words_say(text: str, mine: str | None, his: str | None) -> None:
    reading = understand(text)
    assert (reading.action, {one.name: one.ean for one in reading.people}) == (
        "act",
        {"Mette Friis": mine, "Bo Dam": his},
    )


@pytest.mark.parametrize(
    "signature",
    [
        pytest.param("Mvh\nMette Friis og Ole Finn\nVejen Kommune", id="two"),
        pytest.param("Mvh\nMette/Ole", id="two given names"),
        pytest.param("Mvh\nOle Finn\nDirektør\nVejen Kommune", id="another"),
        pytest.param("Mvh\nOle Finn\n(sendt af Mette Friis)", id="another, above the sender"),
        pytest.param("På vegne af Ole Finn\nMette Friis\nSekretær", id="on behalf"),
    ],
)
def test_who_signs_besides_the_sender_may_be_meant(signature: str) -> None:
    assert understand("Vi vil gerne tilmeldes netværket.", "inv", signature=signature).action == "review"


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        pytest.param("Min sekretærs nummer er 96 63 11 90.", None, id="the secretary's"),
        pytest.param("I kan ringe til Eva på 96 63 11 90.", None, id="whom to ring"),
        pytest.param("Min chef kan fanges på 96 63 11 90.", None, id="the chief"),
        pytest.param("I kan ringe til mig på 96 63 11 90.", "+4596631190", id="the writer"),
    ],
)
def test_a_number_that_is_said_to_be_anothers_is_not_the_writers(text: str, phone: str | None) -> None:
    assert understand(f"Tilmeld mig til netværket. {text}", "inv").people[0].phone == phone


@pytest.mark.parametrize("line", ["Sekretær for direktør Ole Finn", "Sekretær for Ole Finn, direktør"])
def test_a_secretarys_signature_gives_the_title_of_the_chief(line: str) -> None:
    text = "Ole Finn (olfi@vejen.example) skal tilmeldes netværket."
    (person,) = understand(text, "inv", signature=f"Mvh\nMette Friis\n{line}").people
    assert (person.name, person.title) == ("Ole Finn", "Direktør")


def test_a_secretary_does_not_bear_the_title_of_the_chief() -> None:
    signature = "Mvh\nMette Friis\nSekretær for direktør Ole Finn"
    assert understand("Tilmeld mig til netværket.", "inv", signature=signature).people[0].title == "Sekretær"


@pytest.mark.parametrize(
    ("text", "mine", "his"),
    [
        pytest.param("Bo kan fanges på 24 60 15 79.", None, "+4524601579", id="by his given name"),
        pytest.param(
            "I kan ringe til Bo på 24 60 15 79 og til mig på 21 47 88 03.", "+4521478803", "+4524601579", id="both"
        ),
        pytest.param("Mobil (Bo): 24 60 15 79.", None, "+4524601579", id="in brackets"),
        pytest.param("Bos sekretær kan fanges på 24 60 15 79.", None, None, id="somebody else's"),
    ],
)
def test_a_number_is_whose_the_words_say(text: str, mine: str | None, his: str | None) -> None:
    reading = understand(f"{LISTED}\nMette Friis, kontorchef, mef@vejen.example\n\n{text}", signature="Mette Friis")
    assert {one.name: one.phone for one in reading.people} == {"Mette Friis": mine, "Bo Dam": his}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param("Vores it-arkitekt Bo Dam vil gerne med i netværket:", "It-arkitekt", id="before the name"),
        pytest.param(
            "Vil I tilmelde vores it-arkitekt til netværket? Det drejer sig om Bo Dam.", "It-arkitekt", id="then named"
        ),
        pytest.param(
            "Bo er vores it-arkitekt, og han vil gerne med i netværket:", "It-arkitekt", id="by his given name"
        ),
        pytest.param("Vores it-arkitekt har bedt mig tilmelde Bo Dam til netværket:", None, id="another's"),
    ],
)
def test_the_words_around_a_list_may_give_a_title(text: str, title: str | None) -> None:
    (person,) = understand(f"{text}\n\nBo Dam\nboda@vejen.example\n63 33 71 09").people
    assert (person.name, person.title, person.phone) == ("Bo Dam", title, "+4563337109")


def test_an_ean_is_for_all_who_are_named_before_it() -> None:
    reading = understand(f"Regningen for mig og Bo Dam skal stiles til EAN {ONE_EAN} med rekvisition 71-44.")
    assert {one.name: one.ean for one in reading.people} == {"Mette Friis": ONE_EAN, "Bo Dam": ONE_EAN}
