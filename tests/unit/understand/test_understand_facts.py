"""EAN, telephone, name, title, organisation: one table each."""

import pytest

from conftest import make_mail
from netpost.message import read_mail
from netpost.understand.anothers_phone import is_anothers_phone
from netpost.understand.ean import Eans, find_eans, is_ean
from netpost.understand.employer import read_employer
from netpost.understand.name import clean_display_name, find_names, fits_address, is_same_name
from netpost.understand.organisation import find_organisation_of_domain, find_organisations, is_organisation_name
from netpost.understand.phone import UNNAMED, find_phones, normalise_phone
from netpost.understand.title import clean_title, is_title_word
from netpost.understand.title_beside_name import find_title_before_name, find_title_said_later
from netpost.understand.title_in_line import find_title_in_line
from netpost.understand.title_in_prose import find_title_in_prose

GOOD, OTHER, THIRD, BAD = "5798005810223", "5798000880016", "5798007389215", "5798005810224"


@pytest.mark.parametrize(
    ("text", "good", "bad"),
    [
        pytest.param(f"EAN {GOOD}", (GOOD,), (), id="plain"),
        pytest.param("EAN-nr.: 57 98 00 58 10 22 3\nRekv.: 40-17-332", (GOOD,), (), id="blanks"),
        pytest.param("EAN 5798-0058-1022-3", (GOOD,), (), id="dashes"),
        pytest.param(f"EAN {BAD}", (), (BAD,), id="wrong check digit"),
        pytest.param("EAN 579800581022", (), ("579800581022",), id="a digit short"),
        pytest.param(f"Det er ikke {BAD}, men {GOOD}.", (GOOD,), (), id="corrected"),
        pytest.param(f"Det gamle EAN {BAD} er lukket, det nye er {GOOD}", (GOOD,), (), id="old and new"),
        pytest.param(f"Jeres EAN {GOOD} er benyttet", (), (), id="the receiver's"),
        pytest.param(f"EAN {OTHER} eller EAN {GOOD}", (OTHER, GOOD), (), id="two, neither chosen"),
        pytest.param(f"EAN {OTHER}\nBrug fremover EAN {GOOD}", (GOOD,), (), id="two, one to be used"),
        pytest.param(f"Det nye EAN er {GOOD}. I signaturen: EAN {OTHER}", (GOOD,), (), id="two, one is new"),
        pytest.param(f"Fra i dag EAN {GOOD}, EAN {OTHER}", (GOOD,), (), id="from today on is not old"),
        pytest.param(f"Ret EAN fra {OTHER} til {GOOD}", (GOOD,), (), id="from one to the other"),
        pytest.param(f"EAN {OTHER} blev nedlagt, EAN {GOOD}", (GOOD,), (), id="one was closed"),
        pytest.param(f"Brug {GOOD}, brug {OTHER}. EAN {THIRD}", (GOOD, OTHER, THIRD), (), id="two of three chosen"),
        pytest.param("Ring på +45 20 30 40 51, CVR 29188386", (), (), id="other numbers"),
        pytest.param(f"EAN {GOOD}, da det gamle er lukket", (GOOD,), (), id="another is closed"),
        pytest.param(f"EAN {GOOD}, men det er børnehavens nummer", (), (), id="another's"),
        pytest.param(
            f"Jeres EAN på mig, {BAD}, er forkert på sidste plads, der skal stå {GOOD}", (GOOD,), (), id="a digit"
        ),
        pytest.param(f"Fakturaer fra KL skal have EAN {GOOD}", (GOOD,), (), id="from us"),
        pytest.param(f"Regningen til {OTHER} kom retur; brug {GOOD}", (GOOD,), (), id="one came back"),
        pytest.param(f"{OTHER} er IKKE det, det er Vejens. Brug {GOOD}.", (GOOD,), (), id="not the one"),
        pytest.param(f"EAN {OTHER} (gammelt)\n{GOOD} (nyt)", (GOOD,), (), id="remarks in brackets"),
        pytest.param(f"EAN {OTHER} er det gamle og {GOOD} det nye", (GOOD,), (), id="and the new one"),
        pytest.param(f"EAN {GOOD} er det nye og {OTHER} det gamle", (GOOD,), (), id="and the old one"),
        pytest.param(f"{GOOD} er vores rigtige, {OTHER} er en gammel fejl", (GOOD,), (), id="a remark on each"),
        pytest.param(f"Nyt EAN pr. 1.1.: {GOOD} (før {OTHER})", (GOOD,), (), id="before"),
        pytest.param(f"EAN {OTHER} udgår og erstattes af {GOOD}", (GOOD,), (), id="goes out"),
        pytest.param(f"Fakturaen blev afvist på {OTHER}. Send den til {GOOD}", (GOOD,), (), id="refused"),
        pytest.param(f"Er pladsen ikke væk, tager jeg den! EAN {GOOD}", (GOOD,), (), id="not, in another sentence"),
        pytest.param(f"Mobil 20 30 40 51 (bedes ikke trykt)\nEAN: {GOOD}", (GOOD,), (), id="not, in brackets"),
        pytest.param(f"Mia er it-chef, og deres EAN er {GOOD}", (GOOD,), (), id="theirs"),
        pytest.param(f"Udskift EAN {OTHER} med {GOOD}", (GOOD,), (), id="exchanged"),
        pytest.param(f"EAN {GOOD} træder i stedet for EAN {OTHER}", (GOOD,), (), id="in the place of another"),
        pytest.param(f"EAN {GOOD} med tlf. 75 30 40 51", (GOOD,), (), id="with a telephone number"),
        pytest.param(f"EAN {OTHER} til mig og {GOOD} til Ole", (OTHER, GOOD), (), id="one each"),
        pytest.param(f"Brug {GOOD}, det er driftens nummer, ikke til {OTHER}", (GOOD,), (), id="the one of a unit"),
    ],
)
def test_eans_are_found(text: str, good: tuple[str, ...], bad: tuple[str, ...]) -> None:
    assert find_eans(text) == Eans(good, bad)


def test_check_digit_decides() -> None:
    assert is_ean("5798000880016")
    assert not is_ean("5798000880017")


@pytest.mark.parametrize(
    ("text", "best"),
    [
        pytest.param("Mobil: 24 79 03 18", "+4524790318", id="mobile"),
        pytest.param(
            "Hovednummer: 54 67 60 00\nDirekte: 54 67 61 12\nMobil: 24 79 03 18", "+4524790318", id="mobile first"
        ),
        pytest.param("Tlf. 79 75 51 26 | Mobil 23 44 60 09", "+4523446009", id="two in a line"),
        pytest.param("Tlf. dir.: 64 74 71 10\nTlf. hovednr.: 64 74 74 74", "+4564747110", id="direct before main"),
        pytest.param("Telefon 7259 0100 (omstilling)", None, id="switchboard"),
        pytest.param("Direkte 99 15 73 40 | Hovednr. 99 15 55 00", "+4599157340", id="the switchboard's after it"),
        pytest.param("Fax 7259 0101", None, id="fax"),
        pytest.param("CVR-nr. 29 18 83 86", None, id="cvr"),
        pytest.param("Rekv.: 20173345", None, id="requisition"),
        pytest.param("Mit nr er 30256671", "+4530256671", id="unlabelled"),
        pytest.param("ny mobil: 53 80 17 26. Det gamle (22 41 09 63) virker ikke", "+4553801726", id="old left out"),
        pytest.param("nummeret er forkert, det rigtige er +45 31 22 10 09", "+4531221009", id="right after wrong"),
        pytest.param("Kontakt min kollega Bo Nymark på 43 68 22 15", None, id="a colleague's"),
        pytest.param("mob. +47 918 44 207", "+4791844207", id="norwegian"),
        pytest.param("Telefon (+45) 99 45 54 18", "+4599455418", id="brackets"),
        pytest.param("den 14. september 2017 kl. 10-15", None, id="a date"),
        pytest.param("den 20.11.2017 kl. 10", None, id="a date in figures"),
        pytest.param("75304051/20304051", "+4520304051", id="a slash between"),
        pytest.param("Tlf 45 20 30 40 51", "+4520304051", id="a bare country code"),
        pytest.param("20 30 40 51 på mobilen eller 75 30 40 51 på kontoret", "+4520304051", id="words behind each"),
        pytest.param("Hovednr. 75 30 40 51, lok. 4471", None, id="an abbreviation is no end"),
        pytest.param("Rådhusets nummer 75 30 40 51", None, id="the town hall's"),
        pytest.param("ole@faellesit.example, 75 30 40 51", "+4575304051", id="a word in an address"),
        pytest.param("leder i Borgerservice, ole@vejen.example, 75 30 40 51", "+4575304051", id="an address between"),
        pytest.param("Mobilen er den gamle: 20 30 40 51", "+4520304051", id="still the old one"),
        pytest.param("et forkert nummer, det er 20 30 40 51 og ikke 20 30 40 15", "+4520304051", id="and not"),
        pytest.param("Der står 20 30 40 15, men det skal være 20 30 40 51", "+4520304051", id="what stands there"),
        pytest.param("Mobil haves ikke (direkte 75 30 40 51)", "+4575304051", id="none, but another"),
        pytest.param("kan fanges på 75 30 40 51", "+4575304051", id="nobody named"),
        pytest.param("75 30 40 51 / 20 30 40 51", "+4520304051", id="a mobile series before another"),
        pytest.param("72 59 01 00\n93 11 22 33", "+4593112233", id="a mobile series on the next line"),
        pytest.param("Dir. 75 30 40 51, 20 30 40 51", "+4575304051", id="a direct line before a bare mobile series"),
        pytest.param("20 30 40 51, dir. 75 30 40 51", "+4575304051", id="a direct line after a bare mobile series"),
        pytest.param("20 30 40 51, mobil 75 30 40 51", "+4575304051", id="called mobile before a mobile series"),
        pytest.param("Mobil:\n75 30 40 51\n20 30 40 51", "+4575304051", id="the word above is for one number"),
        pytest.param("75 30 40 51, 43 68 22 15", "+4575304051", id="no mobile series"),
        pytest.param(
            "direkte (+45) 4849 3317 / hovednr. (+45) 4849 0000", "+4548493317", id="a country code in brackets"
        ),
        pytest.param("Tlf.: 5657 5700 (omst.) / 5657 5418 (dir.)", "+4556575418", id="words in brackets behind"),
        pytest.param("Dir. tlf./mobil: 75 30 40 51 / 20 30 40 51", "+4520304051", id="one label for two"),
        pytest.param("75 30 40 51 skal være 75 30 40 15", "+4575304015", id="corrected"),
        pytest.param("Mobil 20 30 40 51 er opsagt, jeg fanges på 75 30 40 51", "+4575304051", id="given up"),
        pytest.param(
            "Brug 75 30 40 51, omstillingen er altid optaget", "+4575304051", id="a clause on the switchboard"
        ),
        pytest.param("kontorchef 75 30 40 51", "+4575304051", id="no account"),
        pytest.param("projektleder, 75 30 40 51", "+4575304051", id="no project's number"),
        pytest.param("kontonr. 75 30 40 51", None, id="an account"),
        pytest.param("Det, I har på mig, er lukket, og jeg har fået 75 30 40 51", "+4575304051", id="got anew"),
        pytest.param("i stedet for: 75 30 40 51", None, id="instead of"),
        pytest.param("i stedet for det, I har på mig: 75 30 40 51", "+4575304051", id="instead of another"),
        pytest.param("Vil du bytte 75 30 40 51 ud med 43 68 22 15?", "+4543682215", id="exchanged"),
        pytest.param("75 30 40 51 er nu erstattet af nummeret 43 68 22 15", "+4543682215", id="replaced"),
        pytest.param("Mobilnummeret 20 30 40 51 på listen er slukket, ring på 75 30 40 51", "+4575304051", id="off"),
        pytest.param("Mobil 20 30 40 51, som står på listen, er nedlagt", None, id="closed, in other words"),
        pytest.param("Jeg har 43 68 22 15, ikke længere 75 30 40 51", "+4543682215", id="no longer another"),
        pytest.param("20 30 40 51 er min gamle mobil, 43 68 22 15 den nye", "+4543682215", id="said of the first"),
        pytest.param("Slet 75 30 40 51 og skriv 43 68 22 15", "+4543682215", id="taken out"),
        pytest.param("Ring på 75 30 40 51 eller til 43 68 22 15", "+4575304051", id="one or the other"),
        pytest.param("75 16 20 11 er vores reception; mit er 75 30 40 51", "+4575304051", id="beside the reception's"),
        pytest.param(
            "Arnold\nsekretariatschef\n75 30 40 51 / 20 30 40 51", "+4520304051", id="a letter two lines above"
        ),
        pytest.param("mob75304051", "+4575304051", id="no blank before it"),
        pytest.param('"75 30 40 51" -> 43 68 22 15', "+4543682215", id="an arrow behind quotes"),
        pytest.param("Kontakt: Eva Lund, 75 30 40 51", "+4575304051", id="a label"),
        pytest.param("Undertegnede kan fanges på 75 30 40 51", "+4575304051", id="the undersigned"),
        pytest.param("Jeg har ingen mobil, kun 75 30 40 51", "+4575304051", id="nothing else"),
        pytest.param("Jeg leder vores borgerservice og træffes på 75 30 40 51", "+4575304051", id="who leads it"),
        pytest.param("Jeg er chef for borgerservice. Ring på 75 30 40 51", "+4575304051", id="the next sentence"),
        pytest.param("Leder af Borgerservice\n75 30 40 51", "+4575304051", id="below a title"),
        pytest.param("Borgerservice:\n75 30 40 51", None, id="below whose it is"),
        pytest.param("Hans sekretariat har 75 30 40 51", None, id="a secretariat"),
    ],
)
def test_phones_are_found(text: str, best: str | None) -> None:
    found = find_phones(text)
    assert (found[0].number if found else None) == best


@pytest.mark.parametrize(
    ("text", "is_anothers"),
    [
        ("vores it-arkitekt Troels Vendelbo (trve@favrskov.example, #", True),
        ("Keld har nummer #", True),
        ("Du kan fange ham på #", True),
        ("Telefon til Keld: #", True),
        ("Keld er på ferie, så ring til mig på #", False),
        ("Keld har 20 30 40 51, og jeg har #", False),
        ("Hans direkte nummer er #", True),
        ("Mig og Eva på? Hun er jurist og har mobil #", True),
        ("Hun har adressen evlu@vejen.example samt tlf. #", True),
        ("Hans Otto Holm, mobil #", True),
        ("Hun er syg, så min mobil er #", False),
        ("Mit nummer er 20 30 40 51, hendes er #", True),
        ("Vi har hver sin mobil: han på #", True),
        ("Min kone har telefon #", True),
        ("Min chef Troels Vendelbo siger ja, og min mobil er #", False),
        ("Mette Holm, mobil #", False),
        ("Troels Vendelbo er med. Ring på #", False),
    ],
)
def test_number_of_somebody_else(text: str, is_anothers: bool) -> None:
    assert is_anothers_phone(text, text.index("#"), "Mette Holm") is is_anothers


def test_a_word_belongs_to_the_number_right_below() -> None:
    assert [one.rank for one in find_phones("Mobil:\n44304051")] == [0]
    assert [one.rank for one in find_phones("Mobil 75304051\n44304051")] == [0, UNNAMED]


@pytest.mark.parametrize(("text", "want"), [("0045 20304051", "+4520304051"), ("12 34", None), ("02 34 56 78", None)])
def test_phones_are_normalised(text: str, want: str | None) -> None:
    assert normalise_phone(text) == want


@pytest.mark.parametrize(
    ("display", "want"),
    [
        ("Holm, Mette (DIGI)", "Mette Holm"),
        ("METTE HOLM", "Mette Holm"),
        ("Hanne Bisgaard/SD/Haderslev", "Hanne Bisgaard"),
        ("Annemette Kold (Egedal Kommune)", "Annemette Kold"),
        ("Mette Holm - Lolland Kommune", "Mette Holm"),
        ("HR Sorø Kommune", None),
        ("Eva og Bo Sandholt", None),
        ("Familien Sandholt", None),
        ("Netpost", None),
        ("mho@lolland.example", None),
        ("", None),
    ],
)
def test_display_name_is_cleaned(display: str, want: str | None) -> None:
    assert clean_display_name(display) == want


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("På vegne af direktør Claus Thorup skal jeg", ["Claus Thorup"], id="title before"),
        pytest.param("Hej Signe Toft", ["Signe Toft"], id="greeting"),
        pytest.param("Meld Egedal til", [], id="a municipality"),
        pytest.param("Jernbanegade 7, 4930 Maribo", [], id="a street"),
        pytest.param("skoleleder på Hertug Hans Skolen", [], id="a school"),
        pytest.param("og Sofur Eriksholm (it-chef, soer@vejen.example)", ["Sofur Eriksholm"], id="as its address says"),
        pytest.param("Digital Service (post@vejen.example)", [], id="a department with its address"),
        pytest.param("Med Venlig Hilsen Peter Winther", ["Peter Winther"], id="closing"),
        pytest.param("Direktør Ebbe Stilling har set den", ["Ebbe Stilling"], id="a surname that is a label"),
        pytest.param("Navn: Ebbe Holm Stilling: direktør", ["Ebbe Holm"], id="a label"),
        pytest.param("Goddag til Gladsaxe. Pladsen beholder jeg", [], id="the end of a sentence"),
        pytest.param("Opret Ole Bak. Hans mail følger", ["Ole Bak"], id="a sentence ends in a short word"),
        pytest.param("Hans Chr. Lund. Peter Vad vil med", ["Hans Chr. Lund", "Peter Vad"], id="a shortened word"),
        pytest.param("Bo Dam Kultur- og Fritidschef", ["Bo Dam"], id="a title that begins with a hyphened word"),
        pytest.param("Meld Bo Udviklingschef til", [], id="a title behind a given name"),
        pytest.param("Meld Bo Ladefoged til", ["Bo Ladefoged"], id="a surname that is an old office"),
        pytest.param("Bo Dam Larsen og Eva Sandholt", ["Bo Dam Larsen", "Eva Sandholt"], id="two"),
    ],
)
def test_names_are_found(text: str, names: list[str]) -> None:
    assert [one.name for one in find_names(text)] == names


@pytest.mark.parametrize(
    ("name", "email", "fits"),
    [
        ("Claus Thorup", "ctho@x.example", True),
        ("Lars Bo Thygesen", "lbth@x.example", True),
        ("Hanne Bro", "hanne.bro@x.example", True),
        ("Claus Thorup", "habi@x.example", False),
    ],
)
def test_address_fits_name(name: str, email: str, fits: bool) -> None:
    assert fits_address(name, email) is fits


def test_same_person_in_other_spelling() -> None:
    assert is_same_name("Soeren Kjaer", "Søren Kjær")
    assert is_same_name("Maja T", "Maja Terkelsen")
    assert is_same_name("mht", "Maja Holm Terkelsen")
    assert is_same_name("Maja HT", "Maja Holm-Terkelsen")
    assert not is_same_name("Lis", "Lise Sand")
    assert not is_same_name("Maja Terkelsen", "Maja Holm")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("afdelingsleder i struer komune", ["Struer Kommune"], id="mistyped"),
        pytest.param("Københavns Kommune", ["Københavns Kommune"], id="genitive form"),
        pytest.param("Aarhus Kommunes Borgerservice", ["Aarhus Kommune"], id="genitive"),
        pytest.param("Bornholms Regionskommune", ["Bornholms Regionskommune"], id="bornholm"),
        pytest.param("Mads Kolding, Tårnby Kommune", ["Tårnby Kommune"], id="a surname"),
        pytest.param("Kasper Lindegaard, Herlev", ["Herlev Kommune"], id="bare name"),
        pytest.param("Silkeborg Forsyning", ["Silkeborg Forsyning"], id="a utility, no municipality"),
        pytest.param("8600 Silkeborg", [], id="a postal town"),
        pytest.param("vejen er lang", [], id="a common noun"),
        pytest.param("Vi ses i Odense", [], id="a meeting's city"),
        pytest.param("Region Sjælland", ["Region Sjælland"], id="region"),
        pytest.param("City of Copenhagen", ["Københavns Kommune"], id="english"),
        pytest.param("Kristiansand kommune", ["Kristiansand kommune"], id="norwegian"),
        pytest.param("Høje Taastrup Kommune", ["Høje-Taastrup Kommune"], id="without hyphen"),
        pytest.param("it-chef i balerup komune", ["Ballerup Kommune"], id="a letter left out"),
        pytest.param("Rinksted Kommune", ["Ringsted Kommune"], id="a wrong letter"),
        pytest.param("Horsesn Kommune", ["Horsens Kommune"], id="letters swapped"),
        pytest.param("ringkøbing-skern kommne", ["Ringkøbing-Skjern Kommune"], id="both words mistyped"),
        pytest.param("i haderlsev kommnue", ["Haderslev Kommune"], id="letters swapped in both words"),
        pytest.param("Faaborg Mitfyn Kommune", ["Faaborg-Midtfyn Kommune"], id="a name of two words mistyped"),
        pytest.param("kolding kommunikation", [], id="another word than kommune"),
        pytest.param("hele kommunen", [], id="whole is no Herlev"),
        pytest.param("nabo kommune", [], id="a common noun"),
        pytest.param("Balerup", [], id="mistyped without the word"),
        pytest.param("Sønderborg Municipality", ["Sønderborg Kommune"], id="an english name"),
        pytest.param("teamleder i Odense", ["Odense Kommune"], id="where a post is held"),
        pytest.param("it-chef, Herlev Komm.", ["Herlev Kommune"], id="shortened"),
        pytest.param("Fra Herlev kom der to", ["Herlev Kommune"], id="a verb"),
        pytest.param("jurist på Herlev Rådhus", ["Herlev Kommune"], id="its town hall"),
        pytest.param("Meld Ribe Museum til", ["Ribe Museum"], id="a name and a kind"),
        pytest.param("Tag Grindsted Tekniske Skole med", ["Grindsted Tekniske Skole"], id="an everyday word before it"),
        pytest.param("Ry Energi og Forsyning", ["Ry Energi og Forsyning"], id="two kinds"),
        pytest.param("Ribe Handels- og Teknikskole", ["Ribe Handels- og Teknikskole"], id="a shared end"),
        pytest.param("Trafikselskabet Movia", ["Trafikselskabet Movia"], id="a kind before a known name"),
        pytest.param("chef for Vand og Forsyning", [], id="areas"),
        pytest.param("It-chef Malmö kommun", ["Malmö kommun"], id="a title before it"),
        pytest.param("Hvannasunds kommuna", ["Hvannasunds kommuna"], id="faroese"),
        pytest.param("Stadt Kiel", ["Stadt Kiel"], id="german"),
    ],
)
def test_organisations_are_found(text: str, names: list[str]) -> None:
    assert [one.name for one in find_organisations(text)] == names


@pytest.mark.parametrize(
    ("email", "want"),
    [
        ("mho@lolland.dk", "Lolland Kommune"),
        ("a@okf.kk.dk", "Københavns Kommune"),
        ("a@regionh.dk", "Region Hovedstaden"),
        ("a@lolland.example", None),
        ("a@dk", None),
    ],
)
def test_only_real_domains_prove_an_organisation(email: str, want: str | None) -> None:
    assert find_organisation_of_domain(email) == want


@pytest.mark.parametrize(
    ("text", "signature", "domain", "is_update", "want"),
    [
        pytest.param(
            "Historien fra Odder er god.", "Eva Lund\nVejen Kommune", "x", True, "Vejen Kommune", id="mentioned"
        ),
        pytest.param(
            "Jeg begynder i Odder Kommune.", "Eva Lund\nVejen Kommune", "x", True, "Odder Kommune", id="called new"
        ),
        pytest.param(
            "Jeg hører til i Ry Forsyning, ikke Ry Kommune.", "Eva", "x", True, "Ry Forsyning", id="not the other"
        ),
        pytest.param(
            "Fra maj hedder det Odder Kommune, hvor jeg bliver jurist.",
            "",
            "x",
            False,
            "Odder Kommune",
            id="where I am",
        ),
        pytest.param("Pladsen følger med mig til Odder.", "Eva", "vejen", True, "Odder Kommune", id="goes along"),
        pytest.param("Brorsen vil med.", "Eva\nBrorsen A/S", "x", False, "Brorsen", id="as it is called"),
        pytest.param("Vi vil med.", "Eva\nBrorsen A/S", "x", False, "Brorsen A/S", id="as it is signed"),
        pytest.param("Meld mig til.", "Eva Lund, jurist, XYZ", "xyz-net", False, "XYZ", id="behind the title"),
        pytest.param("Meld mig til.", "Eva Lund, jurist, Byg", "vejen", False, None, id="a department"),
        pytest.param("XYZ vil have en plads til mig.", "", "xyz", False, "XYZ", id="capitals that the domain has"),
        pytest.param("Meld mig til.", "Eva Lund\nUC Ribe", "ucr", False, "UC Ribe", id="shortened by the domain"),
        pytest.param(
            "Meld mig til.",
            "Eva Lund\nRibe og Esbjerg Hospital",
            "reh",
            False,
            "Ribe og Esbjerg Hospital",
            id="a house with two towns",
        ),
        pytest.param(
            "Ribe og Esbjerg Hospital vil med.",
            "Eva",
            "reh",
            False,
            "Ribe og Esbjerg Hospital",
            id="the same in the words",
        ),
        pytest.param("Syddansk Universitets EAN følger.", "Eva", "sdu", False, "Syddansk Universitet", id="a genitive"),
        pytest.param("Rebilds plads er min.", "Eva", "rebild", False, "Rebild Kommune", id="a town's genitive"),
        pytest.param("Meld mig til.", "Eva Lund, Bo Uhrskov Riis", "bur", False, None, id="a person, not the domain's"),
        pytest.param(
            "Meld mig til.",
            "Eva Lund\nJobcenter Odder\nOdder Kommune",
            "odder",
            False,
            "Odder Kommune",
            id="a part of a municipality",
        ),
        pytest.param(
            "Meld mig til.",
            "Eva Lund\nRibe Museum\nEsbjerg Kommune",
            "ribemuseum",
            False,
            "Ribe Museum",
            id="a house with an address of its own",
        ),
        pytest.param(
            "Meld mig til.",
            "Eva Lund, Vejle",
            "vejle",
            False,
            "Vejle Kommune",
            id="a meeting's town that the domain names",
        ),
        pytest.param("Meld mig til.", "Eva Lund, Vejle", "x", False, None, id="a meeting's town"),
        pytest.param("Bo er chef her i Odder Kommune.", "Eva", "x", False, "Odder Kommune", id="here with a colleague"),
        pytest.param(
            "Bo er chef i Faaborg-Midtfyn Kommune.",
            "Eva",
            "faaborg",
            False,
            "Faaborg-Midtfyn Kommune",
            id="half a name in the domain",
        ),
        pytest.param(
            "Ole bor i Herning. Bo fra Ringkøbing-Skjern Kommune.",
            "Eva",
            "rksk",
            False,
            "Ringkøbing-Skjern Kommune",
            id="letters of a name in the domain",
        ),
        pytest.param(
            "Jeg er flyttet fra Odder Kommune over i Nordvand.", "Eva", "nordvand", False, "Nordvand", id="over into"
        ),
        pytest.param(
            "Der står, at jeg er ansat i Odder Kommune, men jeg er hos Odder Museum.",
            "Eva",
            "x",
            True,
            "Odder Museum",
            id="what stands there",
        ),
        pytest.param(
            "I maj bliver jeg chef i Odder Kommune.",
            "Eva\nVejen Kommune",
            "odder",
            False,
            "Odder Kommune",
            id="where the new address is",
        ),
        pytest.param("Hej Signe, Ribe Museum vil med.", "", "x", False, "Ribe Museum", id="behind the greeting"),
    ],
)
def test_where_the_writer_works(text: str, signature: str, domain: str, is_update: bool, want: str | None) -> None:
    email = f"evlu@{domain}.example"
    found = read_employer(
        read_mail(make_mail(text)), signature.split("\n"), text, None, "Eva Lund", email, new_job=is_update
    )
    assert (found and found.value) == want


def test_organisation_is_known_by_its_words() -> None:
    assert is_organisation_name("Nordvand A/S")
    assert not is_organisation_name("Center for It og Digitalisering")
    assert not is_organisation_name("Miljø og Energi")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Er afdelingsleder i struer kommune", "Afdelingsleder"),
        (
            "jeg starter (som chef for Digitalisering og Velfærdsteknologi)",
            "Chef for Digitalisering og Velfærdsteknologi",
        ),
        ("Jeg er nytiltrådt innovationschef i Faaborg og har brug for", "Innovationschef"),
        ("jeg er blevet områdechef\nsiden sidst", "Områdechef"),
        ("Jeg er vikar for vores digitaliseringschef", None),
        ("Jeg er glad for netværket", None),
        ("Jeg fik titel af specialkonsulent", "Specialkonsulent"),
        ("I can come. Just call me project manager.", "Project manager"),
        ("De kalder mig projektleder her i huset", "Projektleder"),
        ("Bare kort. Teamleder i Ballerup", "Teamleder"),
        ("Vi har en teamleder i Ballerup", None),
        ("Nu er min titel sektionschef", "Sektionschef"),
        ("Samtidig er min titel blevet til sektionschef", "Sektionschef"),
        ("Titlen bør desuden være sektionschef", "Sektionschef"),
        ("I started last month as IT project lead at Vejen", "IT project lead"),
        ("Fra 1/9 er jeg teamleder", "Teamleder"),
        ("EAN er 5798005810223, og jeg er teamleder i Ballerup", "Teamleder"),
        ("Jeg står som konsulent. Rigtigt er: Chef for Drift.", "Chef for Drift"),
        ("Jeg er nu leder af Center for It. Vil du ændre min titel til centerleder?", "Centerleder"),
        ("I dag blev jeg direktør for Kultur, It og Borgerservice", "Direktør for Kultur, It og Borgerservice"),
        ("I work as Lead Architect with Odense", "Lead Architect"),
        ("Min titel er nu sekretariats- og it-chef, og mobilen er ny", "Sekretariats- og it-chef"),
        ("Title for the badge: Head of Data & Analytics.", "Head of Data & Analytics"),
        ("I am the newly appointed Chief Digital Officer of Ishøj Municipality", "Chief Digital Officer"),
        ("Jeg er forholdsvis ny projektleder hos os", "Projektleder"),
        ("Min stilling hedder officielt afdelingschef for Digital Service", "Afdelingschef for Digital Service"),
        ("Jeg er både digital koordinator og halvt webmaster", "Digital koordinator"),
        ("I har mig stående som konsulent. Siden 1/9 har jeg været sektionschef", "Sektionschef"),
        ("I skriver, at jeg er konsulent. I dag hedder det udviklingschef.", "Udviklingschef"),
        ("Jeg er ikke længere centerchef, men direktør", "Direktør"),
        ("Titlen er ændret fra konsulent til teamleder", "Teamleder"),
        ('Min arbejdstitel er "digital ambassadør"', "Digital ambassadør"),
        ("Undertegnede personalekonsulent i Vejen Kommune ønsker at deltage", "Personalekonsulent"),
        ("Undertegnede ønsker plads på linje med vores it-chef", None),
        ("Tilmeld mig, arkivar i Vejen, til netværket", "Arkivar"),
        ("Plads til Bo Dam og mig selv, planchef", "Planchef"),
        ("Nu melder økonomichefen i Lejre, det er mig, sig til", "Økonomichef"),
        ("Ret min titel på listen fra fuldmægtig til kontorchef", "Kontorchef"),
        ("Jeg er gået fra afdelingsleder til fagchef", "Fagchef"),
        ("Vil I rette min stilling til projektleder?", "Projektleder"),
        ("Jeg er nu områdeleder (før teamleder)", "Områdeleder"),
        ("Jeg er nu chef i stedet for projektleder", "Chef"),
        ("Gammel titel: konsulent. Ny titel: teamleder", "Teamleder"),
        ("Jeg er herefter stabschef i Vejen", "Stabschef"),
        ("Jeg er ikke konsulent, men chefkonsulent", "Chefkonsulent"),
        ('Skriv "jobcenterleder" ud for mig', "Jobcenterleder"),
        ("Den lyder nu: Chef for Borger og Data.", "Chef for Borger og Data"),
        ("Notér mig som medlem. Stilling: økonomichef, Vejen Kommune.", "Økonomichef"),
        ("Min titel på listen skal være beredskabschef", "Beredskabschef"),
        ("Nævn mig som Lead Data Engineer", "Lead Data Engineer"),
        ("Jeg er teamleder i it-afdelingen", "Teamleder i it-afdelingen"),
        ("Har I plads til en planchef fra Lejre?", "Planchef"),
        ("Planchef hedder jeg nu", "Planchef"),
        ("Det skal være specialkonsulent", "Specialkonsulent"),
        ("Vejens planchef vil gerne med. Det er mig.", "Planchef"),
        ("Det er noget for en skoleleder som mig", "Skoleleder"),
        ("Jeg (skolechef i Vejen) vil gerne med", "Skolechef"),
        ("Jeg er i dag projektchef, tidligere konsulent", "Projektchef"),
        ("Som en travl it-chef melder jeg mig til", "It-chef"),
        ('Titlen "konsulent" er forkert, jeg er chefkonsulent', "Chefkonsulent"),
        ("I'm Head of Data at Movia", "Head of Data"),
        ("As the Head of IT at Movia I look forward to it", "Head of IT"),
        ("As I said, my manager will join", None),
        ("Jeg er konsulent, men fungerer for tiden som it-chef i Vejen", "It-chef"),
        ("Som selvstændig konsulent er jeg for tiden konstitueret som it-chef", "It-chef"),
        ("Jeg er freelancekonsulent og udlånt til Vejen Kommune som planchef", "Planchef"),
        ("Jeg er ansvarlig for digitalisering", None),
        ("Jeg vil gerne med som betalende medlem", None),
        ("Sæt mig på som kontaktperson", None),
        ("Hos os er det en udvikler, som leder projektet", None),
        ("Som leder ved man, hvad det koster", None),
        ("Han er it-koordinator og kommer ikke", None),
        ("Jeg plejer at komme som den første", None),
        ("Ole er planchef, jeg er arkivar", "Arkivar"),
        ("På listen er jeg gjort til arkivar. Der skal stå museumschef.", "Museumschef"),
        ("Arkivar var jeg, museumschef er jeg.", "Museumschef"),
        ("Jeg er ikke længere elev (endelig!), men bogholder", "Bogholder"),
        ("Og skriv så kontorchef, ikke fuldmægtig.", "Kontorchef"),
        ("Og skriv så møde, ikke fuldmægtig.", None),
        ("Skriv bare arkivar i Team Historie, det passer.", "Arkivar i Team Historie"),
        ("Skriv bare arkivar Ole på listen.", None),
        ("Det gør mig til museumschef.", "Museumschef"),
        ("I min linje skal der fremover stå museumschef.", "Museumschef"),
        ("Museumschef er titlen fra maj.", "Museumschef"),
        ("Jeg er ny og har kun været arkivar i et år", "Arkivar"),
        ("Jeg sidder i Vejen Kommune (arkivar)", "Arkivar"),
        ("Vejens arkivar, som er mig, vil med", "Arkivar"),
        ("Jeg er souschef i Digital Drift", "Souschef i Digital Drift"),
        ("Jeg er leder af den digitale læsesal på museet", "Leder af den digitale læsesal"),
        ("Jeg er blevet chef for ham", None),
        ("Jeg er civilingeniør, vejchef i Struer", "Vejchef"),
        ("Tag mig med. Vejen Kommune, arkivar, mobil 20 41 73 65.", "Arkivar"),
        ("Skriv mig på, Vejen Kommune, arkivar.", "Arkivar"),
        ("Vejen Kommune, vores arkivar kommer, mobil 20 41 73 65.", None),
        ("Min arbejdsplads har en ny mand. Ole Finn, arkivar, mobil 20 41 73 65.", None),
        ("Jag är skolchef för grundskolan i Lund", "Skolchef för grundskolan"),
        ("Jag är skolchef för grundskolan och jag vill", "Skolchef för grundskolan"),
        ("Jeg er arkivar og nu også it-ansvarlig", "Arkivar"),
        ("Jeres liste har mig stadig som arkivar.", None),
        ("Der står, at jeg er arkivar.", None),
        ("Min gamle titel, arkivar, er udgået; jeg hedder nu museumschef.", "Museumschef"),
        ("Jeg kommer fra en stilling som arkivar og er nu museumschef.", "Museumschef"),
        ("Undertegnede benævnes herefter ledende arkivar.", "Ledende arkivar"),
        ("Fra maj hedder min stilling arkivar.", "Arkivar"),
        ("Jeg skal være leder af Digital Drift hos jer i Vejen.", "Leder af Digital Drift"),
        ("Byrådet udnævnte undertegnede til direktør.", "Direktør"),
        ("Skriv venligst »ledende arkivar« ved mig.", "Ledende arkivar"),
        ("Der skal derfor stå museumschef ud for mit navn.", "Museumschef"),
        ("Vejen har fået en arkivar igen, og det er blevet mig.", "Arkivar"),
        ("Her mangler: stilling arkivar, mobil 20 41 73 65.", "Arkivar"),
        ("I was confirmed as Head of Data of Vejen Kommune on Monday.", "Head of Data"),
    ],
)
def test_title_is_found_in_prose(text: str, title: str | None) -> None:
    found = find_title_in_prose(text)
    assert (found.title if found else None) == title


@pytest.mark.parametrize(
    ("line", "name", "title"),
    [
        pytest.param("Souschef i It-afdelingen", None, "Souschef i It-afdelingen", id="a unit of the house"),
        pytest.param("Borgerservicechef på Samsø", None, "Borgerservicechef", id="a place"),
        pytest.param("Driftschef hos Ballerup Fjernvarme", None, "Driftschef", id="an employer"),
        pytest.param("Mette Holm, tiltræder 1/10 som it-chef", "Mette Holm", "It-chef", id="som"),
        pytest.param("Mette Holm stående som souschef", "Mette Holm", None, id="an old title"),
        pytest.param(
            "Ida Lund, direktør for Kultur, It og Borgerservice i Faxe",
            "Ida Lund",
            "Direktør for Kultur, It og Borgerservice",
            id="a list of areas",
        ),
        pytest.param("It-chef // Center for Drift", None, "It-chef", id="two slashes"),
        pytest.param("Ida Lund (konservator)", "Ida Lund", "Konservator", id="in brackets"),
        pytest.param("Ida Lund, tidligere teamleder og nu fagchef", "Ida Lund", "Fagchef", id="old and new"),
        pytest.param("Ida Lund, en dygtig ung jurist", "Ida Lund", "Jurist", id="praised"),
        pytest.param("Ida Lund har siden maj haft titlen souschef", "Ida Lund", "Souschef", id="has had the title"),
        pytest.param("Ida Lund, ændret fra konsulent til teamleder", "Ida Lund", "Teamleder", id="changed"),
        pytest.param("Ida Lund, økonomidirektør pr. 1. maj", "Ida Lund", "Økonomidirektør", id="a date behind"),
        pytest.param("Ida Lund, arkivar og har mobil", "Ida Lund", "Arkivar", id="a verb behind"),
        pytest.param("Ida Lund og vores direktør", "Ida Lund", None, id="another's"),
        pytest.param("Ida Lund fik plads af sin chef", "Ida Lund", None, id="what somebody does"),
        pytest.param("Ida Lund underviser unge", "Ida Lund", None, id="a verb"),
        pytest.param("Ida Lund er min chef.", "Ida Lund", None, id="who she is to the writer"),
        pytest.param("Ida Lund, som jeg er leder for", "Ida Lund", None, id="the writer's"),
        pytest.param("Hilsen skoleleder Ida Lund", "Ida Lund", "Skoleleder", id="a greeting"),
        pytest.param("Ida Lund, skoleleder, Vandel Skole", "Ida Lund", "Skoleleder", id="a house"),
        pytest.param("Skolechef, Børn og Biblioteker", None, "Skolechef, Børn og Biblioteker", id="areas, no house"),
        pytest.param("Skolechef, Digital Skole", None, "Skolechef, Digital Skole", id="a unit, no house"),
        pytest.param("Secretary, By & Havn", None, "Secretary", id="a house with a sign for and"),
        pytest.param("Leder af Jobcenter Vejen", None, "Leder af Jobcenter Vejen", id="the house that is led"),
        pytest.param("Leder af Vejen Kommune", None, "Leder", id="the municipality that is led"),
        pytest.param("Leder i Skole og Dagtilbud", None, "Leder i Skole og Dagtilbud", id="areas behind a preposition"),
        pytest.param("planchef vejen tlf", None, "Planchef", id="a place in small letters"),
        pytest.param("Planchef og", None, "Planchef", id="broken off"),
        pytest.param("Planchef *", None, "Planchef", id="the mark of a list's next line"),
        pytest.param("Planchef 2)", None, "Planchef", id="its number"),
        pytest.param("Planchef samme sted", None, "Planchef", id="in the same place"),
        pytest.param("Borgmester- og Direktionssekretariatet", None, None, id="a house called after a title"),
        pytest.param("min souschef, Ida Lund", "Ida Lund", "Souschef", id="between commas before the name"),
        pytest.param("Direktør: Ida Lund", "Ida Lund", "Direktør", id="a label before the name"),
        pytest.param("Sekretær: Ida Lund", "Ida Lund", None, id="who serves another"),
        pytest.param("Vores fælles chef, Ida Lund", "Ida Lund", None, id="who she is to all"),
        pytest.param("I am secretary to the mayor", None, "Secretary to the mayor", id="English"),
        pytest.param("Stilling planchef", None, "Planchef", id="a label without a colon"),
        pytest.param("Ida Lund, planchef Plads 2: Bo Dam", "Ida Lund", "Planchef", id="the next line's label"),
        pytest.param("Planchef. Resten som før", None, "Planchef", id="the next sentence"),
        pytest.param("Digital konsulent i kommunen", None, "Digital konsulent", id="nothing but the house"),
        pytest.param("Ida Lund, diplomingeniør, vejchef", "Ida Lund", "Vejchef", id="an education before"),
        pytest.param("Ida Lund, diplomingeniør", "Ida Lund", "Diplomingeniør", id="an education alone"),
    ],
)
def test_title_is_found_in_a_line(line: str, name: str | None, title: str | None) -> None:
    assert find_title_in_line(line, name) == title


@pytest.mark.parametrize(
    ("before", "after", "title"),
    [
        ("Vores chef for Digital Drift, ", " er ny", "Chef for Digital Drift"),
        ("Our Chief Information Officer, ", " asked", "Chief Information Officer"),
        ("På fredag får vi ny stabschef i Vejen Kommune. Hun hedder ", "", "Stabschef"),
        ("vores nye it- og digitaliseringschef, ", "", "It- og digitaliseringschef"),
        ("I har ", " som souschef. Han har været chef for Drift siden maj", "Chef for Drift"),
        ("Jeg talte med ", " i går", None),
        ("Vores tekniske chef ", "", "Teknisk chef"),
        ("Tilmeld planchef og stadsarkitekt ", "", "Planchef og stadsarkitekt"),
        ("Giv teamleder ", " en plads", "Teamleder"),
        ("Min teknikchef bad mig skrive. Han, ", ", vil med", "Teknikchef"),
        ("Plads til vores havnechef ønskes. Navn: ", "", "Havnechef"),
        ("til voers skolechef, ", "", "Skolechef"),
        ("Planchefen, ", ", vil med", "Planchef"),
        ("Planchef er ", ", og han vil med", "Planchef"),
        ("Vores nye digitaliseringschef hedder ", ", og han vil med", "Digitaliseringschef"),
        ("Kommunens nye chef for Drift og Data hedder ", "", "Chef for Drift og Data"),
        ("Teknikchefen her i Vejen er ", ", og han vil med", "Teknikchef"),
        ("Kontakten til vores direktør er ", "", None),
        ("Min chef ", " vil med", None),
        ("", " vil med. Han er pr. 1. august udnævnt til direktør for Teknik", "Direktør for Teknik"),
        ("", " deltager. Hans nye titel er fra i dag afdelingschef", "Afdelingschef"),
        ("", " will join. His title is City Director", "City Director"),
        ("Jag anmäler ", ". Han är teamledare hos oss", "Teamledare"),
        ("Sæt ", " på. Titel: Kulturchef.", "Kulturchef"),
        ("Vores direktør for Børn, Kultur og Fritid, ", " vil med", "Direktør for Børn, Kultur og Fritid"),
        ("Så vil direktøren gerne med. Han hedder ", "", "Direktør"),
        ("Så vil chefen gerne med. Han hedder ", "", None),
        ("Meld Vejen Kommunes planchef til. Hun hedder ", "", "Planchef"),
        ("", " er på ferie. Han er glad. Han er planchef.", "Planchef"),
        ("", " vil med. Han har adressen olfi@vejen.example og titlen planchef", "Planchef"),
        ("", " vil med. Han er olfi@vejen.example, planchef", "Planchef"),
        ("", " vil med. Han kalder sig planchef", "Planchef"),
        ("", " vil med. Han er min nye chef for drift og trænger til luft", "Chef for drift"),
        ("", " vil med. Han er min chef", None),
        ("", " er rask. Han er i øvrigt pr. 1. maj blevet planchef", "Planchef"),
        ("", " vil med. Han er ligesom jeg planchef", "Planchef"),
        ("Kan vores nye planchef komme den 16. november? Det er ", "", "Planchef"),
        ("Kommer vores nye chef for drift med? Han hedder ", "", "Chef for drift"),
        ("Vi har en kvik planchef, som er ny: ", "", "Planchef"),
        ("Faktura vedrørende planchef ", "", "Planchef"),
        ("Jeg sender min dygtigste planchef: ", "", "Planchef"),
        ("", " skal rettes. Titlen er samtidig blevet ændret fra jurist til planchef", "Planchef"),
        ("", " står forkert. Han er ikke mere jurist, men er udnævnt til planchef", "Planchef"),
    ],
)
def test_title_is_found_beside_a_name(before: str, after: str, title: str | None) -> None:
    assert (find_title_before_name(before) or find_title_said_later(after, "Ole")) == title


@pytest.mark.parametrize(
    "word",
    [
        "Arkivar",
        "stadsarkivar",
        "konservator",
        "sundhedsplejerske",
        "havnefoged",
        "systemforvalter",
        "porteføljestyrer",
        "hydrolog",
        "bogholder",
        "kulturformidler",
        "brandinspektør",
        "arkivarie",
        "rådgivar",
        "kulturproducent",
        "forretningsfører",
        "librarian",
        "teamlead",
        "rådgjevar",
        "it-cehf",
    ],
)
def test_word_is_a_title(word: str) -> None:
    assert is_title_word(word)


@pytest.mark.parametrize(
    "word",
    [
        "Foged",
        "styrer",
        "Kaptajn",
        "Kok",
        "plejer",
        "vejer",
        "behandler",
        "medlem",
        "deltager",
        "dialog",
        "chefer",
        "afdelingsledere",
        "Borgmester-",
        "-",
    ],
)
def test_surname_verb_or_other_word_is_no_title(word: str) -> None:
    assert not is_title_word(word)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("digitaliseringschef, cand.scient.pol.", "Digitaliseringschef"),
        ("It-chef, MPA", "It-chef"),
        ("It-chef, MPM", "It-chef"),
        ("It-chef, master i it-ledelse", "It-chef"),
        ("It-chef, altså ham med ledningerne", "It-chef"),
        ("It-chef (uden drift foran)", "It-chef"),
        ("cand.jur.", None),
        ("cand merc", None),
        ("dr. phil.", None),
        ("Driftschef", "Driftschef"),
        ("Magistratschef", "Magistratschef"),
        ("Licenschef", "Licenschef"),
        ("Studieleder", "Studieleder"),
    ],
)
def test_degree_or_remark_is_no_title(text: str, title: str | None) -> None:
    assert clean_title(text) == title


@pytest.mark.parametrize(
    ("written", "title"),
    [
        pytest.param("afdelngschef", "Afdelingschef", id="a letter missing from the first part"),
        pytest.param("dirftsleder", "Driftsleder", id="two swapped"),
        pytest.param("teamkoordniator, Team Nord", "Teamkoordinator, Team Nord", id="in the last part"),
        pytest.param("it-cheff", "It-chef", id="a letter too many"),
        pytest.param("koordintor", "Koordinator", id="in a whole word"),
        pytest.param("Temaleder", "Temaleder", id="a short word has many neighbours"),
        pytest.param("Vagtleder", "Vagtleder", id="a rare title"),
        pytest.param("Utviklingsleder", "Utviklingsleder", id="Norwegian"),
        pytest.param("Direktör", "Direktör", id="Swedish"),
    ],
)
def test_a_slip_in_a_title_is_mended(written: str, title: str) -> None:
    assert clean_title(written) == title
