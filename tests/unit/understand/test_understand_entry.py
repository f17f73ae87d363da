"""People who are listed: forms with dots, forms of several parts, lists with details on the lines below."""

import pytest

from netpost.understand.entry import Entry, blank_entries
from netpost.understand.form import find_details
from netpost.understand.listed import find_entries

GOOD = "5798005810223"


def facts(*entries: Entry) -> list[dict[str, str]]:
    names = ("name", "email", "title", "organisation", "phone", "ean")
    return [{name: value for name in names if (value := getattr(one, name)) is not None} for one in entries]


BO = {"name": "Bo Dam", "email": "boda@vejen.example"}
EVA = {"name": "Eva Lund", "email": "evlu@vejen.example"}
BO_FORM = "Navn: Bo Dam\nMail: boda@vejen.example"
EVA_FORM = "Navn: Eva Lund\nMail: evlu@vejen.example"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Navn .......... Bo Dam\nMail .......... boda@vejen.example", id="dots"),
        pytest.param("Navn......: Bo Dam\nMail......: boda@vejen.example", id="dots and colon"),
        pytest.param("Navn ……… Bo Dam\nMail ……… boda@vejen.example", id="ellipses"),
        pytest.param("Navn ____ Bo Dam\nMail ____ boda@vejen.example", id="a line to write on"),
        pytest.param("Navn: ____Bo Dam____\nMail: boda@vejen.example", id="written onto the line"),
        pytest.param(
            "Navn: ....Bo Dam....\nMail: boda@vejen.example",
            id="written into the dots",
        ),
        pytest.param("Navn: Bo Dam\nMail: boda@vejen.example", id="colon"),
        pytest.param("Deltagerens navn: Bo Dam\nDeltagerens mail: boda@vejen.example", id="whose it is"),
        pytest.param("* Navn: Bo Dam\n* Mail: boda@vejen.example", id="bullets"),
        pytest.param("Navn:\nBo Dam\nMail:\nboda@vejen.example", id="on the line below"),
        pytest.param("Navn | Bo Dam\nMail | boda@vejen.example", id="a table with a label a row"),
        pytest.param("Navn: Bo Dam. Mail: boda@vejen.example", id="in one line"),
        pytest.param("Navn\nBo Dam\nMail\nboda@vejen.example\nMobil\n-", id="labels above values"),
        pytest.param("Navn: Bo Dam / Personlig mail: boda@vejen.example", id="slashes"),
        pytest.param("Navn\tBo Dam\nArbejdsmail\tboda@vejen.example", id="tabs"),
        pytest.param("navn     : Bo Dam\nmail     : boda@vejen.example", id="blanks before the colon"),
        pytest.param("Navn     Bo Dam\nMail     boda@vejen.example", id="blanks and no colon"),
        pytest.param("Navn og mail: Bo Dam, boda@vejen.example\nCVR: 29188386", id="two labels for one value"),
    ],
)
def test_a_form_is_read_however_it_was_filled_in(text: str) -> None:
    assert facts(*find_entries(text)) == [BO]


@pytest.mark.parametrize(
    ("line", "want"),
    [
        pytest.param("Ansat som: it-chef", {"title": "It-chef"}, id="employed as"),
        pytest.param("Stilling: it-chef i Vejen Kommune", {"title": "It-chef"}, id="and where"),
        pytest.param("Tjenestestilling: it-chef", {"title": "It-chef"}, id="a compound"),
        pytest.param("Hvad er han: it-chef", {"title": "It-chef"}, id="a label of one's own"),
        pytest.param("Hidtil: it-chef", {}, id="no more so"),
        pytest.param("Godkendt af: it-chef", {}, id="another"),
        pytest.param("Stilling: ingen", {}, id="none"),
        pytest.param("Ansat hos: Vejen Kommune", {"organisation": "Vejen Kommune"}, id="employed at"),
        pytest.param("Hvor: Vejen Kommune", {"organisation": "Vejen Kommune"}, id="where"),
        pytest.param("Kommune: ingen, jeg kommer fra Ribe Museum", {"organisation": "Ribe Museum"}, id="no municipality"),
        pytest.param("Kommune: It-Vest (vi er fire kommuner)", {"organisation": "It-Vest"}, id="a remark on the house"),
        pytest.param("Kommune: intet, vi er et § 60-selskab (Ribe Museum)", {"organisation": "Ribe Museum"}, id="the house in brackets"),
        pytest.param("Titel og kommune: it-chef, Vejen Kommune", {"title": "It-chef", "organisation": "Vejen Kommune"}, id="two in one"),
        pytest.param("Fastnet: 75 30 40 51", {"phone": "+4575304051"}, id="a fixed line"),
        pytest.param("Træffes på: 75 30 40 51", {"phone": "+4575304051"}, id="reached on"),
        pytest.param("Telefon: 75 30 40 51 (dir.) / 20 30 40 51 (mobil)", {"phone": "+4520304051"}, id="two numbers"),
        pytest.param(f"EAN-lok.nr.: {GOOD}", {"ean": GOOD}, id="EAN in other words"),
        pytest.param(f"Lokationsnummer: {GOOD}", {"ean": GOOD}, id="no word EAN"),
        pytest.param(f"Betaling: EAN {GOOD}, att. Eva", {"ean": GOOD}, id="how it is paid"),
        pytest.param(f"Her skal regningen hen: {GOOD}", {"ean": GOOD}, id="an EAN shows itself"),
        pytest.param(f"Gammelt EAN: 5798000880016\nNyt EAN: {GOOD}", {"ean": GOOD}, id="old and new"),
        pytest.param(f"EAN for os begge: {GOOD}", {}, id="not this one's alone"),
        pytest.param(f"\nKort sagt: Skriv mig op.\nTil slut: {GOOD}", {}, id="lines of a letter below"),
    ],
)  # fmt: skip
def test_a_label_may_be_anybodys_own(line: str, want: dict[str, str]) -> None:
    assert facts(*find_entries(f"{BO_FORM}\n{line}")) == [BO | want]


def test_what_stands_apart_below_several_is_for_all() -> None:
    entries = find_entries(f"{BO_FORM}\n\n{EVA_FORM}\n\nKommune: Vejen\nEAN: {GOOD}")
    assert facts(*entries) == [one | {"organisation": "Vejen Kommune"} for one in (BO, EVA)]


def test_dots_alone_are_no_value() -> None:
    assert facts(*find_entries(f"{BO_FORM}\nTitel ..........\nEAN ..........")) == [BO]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param(f"Deltager\n{BO_FORM}\n\nBestiller\n{EVA_FORM}", [BO], id="orderer below"),
        pytest.param(f"Bestilt af:\n{EVA_FORM}\n\nDeltager:\n{BO_FORM}", [BO], id="orderer above"),
        pytest.param(f"{BO_FORM}\n\nKontaktperson:\n{EVA_FORM}", [BO], id="contact"),
        pytest.param(f"== Deltageroplysninger ==\n{BO_FORM}\n== Nærmeste leder ==\n{EVA_FORM}", [BO], id="marked"),
        pytest.param(f"Deltager 1\n{BO_FORM}\nDeltager 2\n{EVA_FORM}", [BO, EVA], id="two who take part"),
        pytest.param(
            f"Indsendt af\nNavn: Ole Finn\nMail: olfi@vejen.example\nDeltager 1\n{BO_FORM}\nDeltager 2\n{EVA_FORM}",
            [BO, EVA],
            id="two and a helper",
        ),
        pytest.param(f"{BO_FORM}\n{EVA_FORM}", [BO, EVA], id="no headings"),
        pytest.param(
            "Navn og mail: Bo Dam, boda@vejen.example\nMail/navn: Eva Lund, evlu@vejen.example",
            [BO, EVA],
            id="two labels for one value",
        ),
        pytest.param(
            f"Deltager\n{BO_FORM}\nBetaler\nNavn: Eva Lund\nEAN: {GOOD}",
            [BO | {"ean": GOOD}],
            id="what the payer is billed by",
        ),
    ],
)
def test_helpers_of_a_form_take_no_part(text: str, want: list[dict[str, str]]) -> None:
    assert facts(*find_entries(text)) == want


def test_what_people_write_freely_in_a_form_is_no_detail() -> None:
    (entry,) = find_entries(f"{BO_FORM}\nBesked: Jeg vil gerne med.\nPå gensyn.\nTitel: It-chef")
    assert (entry.title, entry.message) == ("It-chef", "Jeg vil gerne med.\nPå gensyn.")


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param("Stilling: direktør\nKommune: Vejen", ("Direktør", "Vejen Kommune"), id="a line each"),
        pytest.param("Stilling: it-chef. Arbejdsplads: Vejen Kommune.", ("It-chef", "Vejen Kommune"), id="one line"),
        pytest.param("Ansat som: arkivar\nKommune: Vejen", ("Arkivar", "Vejen Kommune"), id="employed as"),
        pytest.param("Tjenestestilling: arkivar\nKommune: Vejen", ("Arkivar", "Vejen Kommune"), id="the post"),
        pytest.param("Mobil: 20 30 40 51\nCVR: 29188386", None, id="neither title nor organisation"),
        pytest.param("Titel: Grøn omstilling i praksis\nSted: Vejen", None, id="no job"),
    ],
)
def test_labelled_details_without_a_name_are_the_writers(text: str, want: tuple[str, str] | None) -> None:
    found = find_details(text)
    assert (found and (found.title, found.organisation)) == want


BO_LINE, EVA_LINE = BO | {"title": "It-chef"}, EVA | {"title": "Konsulent"}
PHONE = {"phone": "+4520304051"}


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param(
            "Bo Dam, it-chef\nboda@vejen.example, 20 30 40 51\n\nEva Lund, konsulent\nevlu@vejen.example",
            [BO_LINE | PHONE, EVA_LINE],
            id="details below",
        ),
        pytest.param(
            f"- Bo Dam, it-chef, boda@vejen.example\n  tlf. 20 30 40 51\n- Eva Lund, konsulent, evlu@vejen.example\n  EAN {GOOD}",
            [BO_LINE | PHONE, EVA_LINE | {"ean": GOOD}],
            id="more below each",
        ),
        pytest.param(
            "Bo Dam, it-chef\nboda@vejen.example\n20 30 40 51\nEva Lund, konsulent, evlu@vejen.example",
            [BO_LINE | PHONE, EVA_LINE],
            id="two lines below",
        ),
        pytest.param(
            "Bo Dam, it-chef, boda@vejen.example\nVi glæder os.\n20 30 40 51\nEva Lund, konsulent, evlu@vejen.example",
            [BO_LINE, EVA_LINE],
            id="other words end an entry",
        ),
        pytest.param(
            "Bo Dam, it-chef, boda@vejen.example\nog så er vi altid mange mennesker her i huset, der kan nås på 20 30 40 51, hvis der er noget",
            [BO_LINE],
            id="a sentence with a number is none",
        ),
        pytest.param(
            "Bo Dam, it-chef, boda@vejen.example\nbo.dam@vejen.example",
            [BO_LINE],
            id="what is known stays",
        ),
        pytest.param(
            "Bo Dam, it-chef, boda@vejen.example\nT 75 30 40 51\nM 20 30 40 51",
            [BO_LINE | PHONE],
            id="the mobile of two numbers",
        ),
        pytest.param(
            "it-chef Bo Dam\nCenter for Børn og Læring\nboda@vejen.example\ntlf. 20 30 40 51",
            [BO_LINE | PHONE],
            id="below the department",
        ),
        pytest.param(
            "Bo Dam, it-chef\nTeknik og Miljø\nboda@vejen.example\nVi glæder os\n20 30 40 51",
            [BO_LINE],
            id="below two areas, not below other words",
        ),
        pytest.param(
            "* mig selv, Bo Dam, it-chef\n* Eva Lund, konsulent, evlu@vejen.example",
            [{"name": "Bo Dam", "title": "It-chef"}, EVA_LINE],
            id="the writer by name",
        ),
        pytest.param(
            "a) Bo Dam, it-chef, boda@vejen.example\nb) og Eva Lund, konsulent, evlu@vejen.example",
            [BO_LINE, EVA_LINE],
            id="letters and a joining word",
        ),
        pytest.param(
            "Deltager 1: Bo Dam, it-chef, boda@vejen.example\nDeltager 2: Eva Lund, konsulent, evlu@vejen.example",
            [BO_LINE, EVA_LINE],
            id="numbered participants",
        ),
        pytest.param(
            "Bo Dam\tit-chef\tboda@vejen.example\nEva Lund   konsulent   evlu@vejen.example",
            [BO_LINE, EVA_LINE],
            id="cells with gaps between",
        ),
        pytest.param(
            "1) Bo Dam, it-chef, boda@vejen.example\n2) Hüseyin Aydin, konsulent, evlu@vejen.example",
            [BO_LINE, EVA_LINE | {"name": "Hüseyin Aydin"}],
            id="a name that no list holds",
        ),
        pytest.param(
            "Bo Dam, it-chef\nRådhustorvet 2, 6600 Vejen\nMobil 20 30 40 51\nboda@vejen.example",
            [BO_LINE | PHONE],
            id="below the street",
        ),
        pytest.param(
            "Vejen Kommune\nBo Dam, it-chef, boda@vejen.example\nRibe Museum\nEva Lund, konsulent, evlu@vejen.example",
            [BO_LINE | {"organisation": "Vejen Kommune"}, EVA_LINE | {"organisation": "Ribe Museum"}],
            id="below their houses",
        ),
        pytest.param(
            "Vejen Kommune: Bo Dam, it-chef, boda@vejen.example\nRibe Museum: Eva Lund, konsulent, evlu@vejen.example",
            [BO_LINE | {"organisation": "Vejen Kommune"}, EVA_LINE | {"organisation": "Ribe Museum"}],
            id="behind their houses",
        ),
        pytest.param(
            "Bo Dam, it-chef, boda@vejen.example, Ribe Bibliotekerne.",
            [BO_LINE | {"organisation": "Ribe Bibliotekerne"}],
            id="a full stop behind the house",
        ),
    ],
)
def test_a_list_goes_on_below(text: str, want: list[dict[str, str]]) -> None:
    assert facts(*find_entries(text)) == want


def test_blanks_stand_for_a_list_and_nothing_moves() -> None:
    text = f"Skriv dem på:\n{BO_FORM}\n\nHilsen Eva"
    blanked = blank_entries(text, find_entries(text))
    assert "Bo Dam" not in blanked
    assert (len(blanked), blanked.count("\n"), blanked.index("Hilsen")) == (
        len(text),
        text.count("\n"),
        text.index("Hilsen"),
    )
