"""The templates in the repository, as staff first find them: no faults, and every mail read as a whole."""

import re
from datetime import date, time

import pytest

from conftest import ROOT, settings
from netpost.errors import TemplateError
from netpost.meetings import Meeting
from netpost.members.member import Member
from netpost.render import values
from netpost.render.markup import Markdown
from netpost.render.renderer import Renderer, parse_meeting_file
from netpost.render.template_check import check_template, check_templates
from netpost.render.variables import MAIL_TEMPLATES, VARIABLES, list_variables, name_variables, sample_variants

TEMPLATES = ROOT / "templates"
SOURCES = {
    path.relative_to(TEMPLATES).as_posix(): path.read_text("utf-8") for path in TEMPLATES.rglob("*") if path.is_file()
}
SETTINGS = settings(price="5900", network_name="Ledernetværket", contact_phone="33700000")
RENDERER = Renderer(SOURCES, SOURCES["layout.html"])
AARHUS = Meeting(
    "2017-09-14",
    date(2017, 9, 14),
    time(9, 30),
    time(15),
    "Aarhus",
    "Dokk1",
    "Hack Kampmanns Plads 2, 8000 Aarhus C",
    date(2017, 9, 1),
    date(2017, 9, 6),
)
ODENSE = Meeting("2017-11-16", date(2017, 11, 16), time(9, 30), None, "Odense", "", "", None, date(2017, 11, 8))
VEJLE = Meeting("2018-01-25", date(2018, 1, 25), None, None, "Vejle", "", "", None, None)
METTE = Member(
    "M0001",
    {
        "navn": "Mette Holm",
        "titel": "Digitaliseringschef",
        "organisation": "Lolland Kommune",
        "email": "mette@lolland.example",
        "telefon": "+4554676767",
    },
)
BO = Member(
    "M0002", {"navn": "Bo Friis", "organisation": "Viborg Kommune", "ean": "5798019092806", "2018-01-25": "nej"}
)
CLOSING = "Venlig hilsen\n\nKaren Holm\nKL\n"
QUESTIONS = "så svar på denne mail eller ring til os på 33 70 00 00.\n\n"


def test_the_repositorys_templates_have_no_fault() -> None:
    assert check_templates(SOURCES, SETTINGS) == []


def test_they_have_none_where_settings_leave_out_what_they_may() -> None:
    assert check_templates(SOURCES, settings(), columns=["kost"]) == []


def test_the_confirmation_says_all() -> None:
    made = values.confirmation_values(
        SETTINGS, [METTE], [AARHUS, ODENSE, VEJLE], with_price=True, is_to_writer=False, subject="Re: Netværk"
    )
    rendered = RENDERER.render("bekraeftelse.md", made)
    assert rendered.subject == "SV: Netværk"
    assert rendered.text == (
        "Kære Mette\n\n"
        "Tak for din mail. Du er nu tilmeldt Ledernetværket.\n\n"
        "Din tilmelding gælder disse møder:\n\n"
        "- Torsdag den 14. september 2017 i Aarhus, kl. 9.30-15.00\n"
        "  Dokk1, Hack Kampmanns Plads 2, 8000 Aarhus C\n"
        "  Afbud senest 6. september\n"
        "- Torsdag den 16. november 2017 i Odense, kl. 9.30\n"
        "  Afbud senest 8. november\n"
        "- Torsdag den 25. januar 2018 i Vejle\n\n"
        "Prisen er 5.900 kr. + moms.\n\n"
        "Vi mangler endnu: EAN-nummer. Skriv det gerne i et svar på denne mail. "
        "EAN-nummeret skal vi bruge til fakturaen.\n\n"
        "Når et møde nærmer sig, får du en mail med tid, sted og program. "
        "Møderne er vedhæftet, så du kan lægge dem i din kalender allerede nu.\n\n"
        f"Bliver du forhindret, er der noget, der skal rettes, eller har du spørgsmål, {QUESTIONS}{CLOSING}"
    )


def test_a_partial_confirmation_to_a_person_signed_up_by_another() -> None:
    member = METTE.with_cells({"tilmeldt_af": "lone@lolland.example", "ean": "5798019092806"})
    made = values.confirmation_values(
        SETTINGS, [member], [VEJLE], with_price=False, is_to_writer=False, has_files=False
    )
    rendered = RENDERER.render("bekraeftelse.md", made)
    assert rendered.subject == "Tilmelding til Ledernetværket"
    assert rendered.text == (
        "Kære Mette\n\n"
        "Du er nu tilmeldt Ledernetværket. Det er lone@lolland.example, der har tilmeldt dig.\n\n"
        "Din tilmelding gælder dette møde:\n\n"
        "- Torsdag den 25. januar 2018 i Vejle\n\n"
        "Da tilmeldingen ikke gælder alle møder, vender vi tilbage med prisen.\n\n"
        "Når et møde nærmer sig, får du en mail med tid, sted og program.\n\n"
        f"Bliver du forhindret, er der noget, der skal rettes, eller har du spørgsmål, {QUESTIONS}{CLOSING}"
    )


def test_a_joint_confirmation_to_the_writer() -> None:
    made = values.confirmation_values(
        SETTINGS, [METTE, BO], [AARHUS, VEJLE], with_price=True, is_to_writer=True, writer_name="Lone Bech"
    )
    assert RENDERER.render("bekraeftelse.md", made).text == (
        "Kære Lone\n\n"
        "Tak for din mail. Vi har nu tilmeldt disse deltagere til Ledernetværket:\n\n"
        "- Mette Holm, Digitaliseringschef, Lolland Kommune\n"
        "- Bo Friis, Viborg Kommune (kun 14. september)\n\n"
        "Tilmeldingen gælder disse møder:\n\n"
        "- Torsdag den 14. september 2017 i Aarhus, kl. 9.30-15.00\n"
        "  Dokk1, Hack Kampmanns Plads 2, 8000 Aarhus C\n"
        "  Afbud senest 6. september\n"
        "- Torsdag den 25. januar 2018 i Vejle\n\n"
        "Prisen er 5.900 kr. + moms pr. person.\n\n"
        "Vi mangler endnu nogle oplysninger:\n\n"
        "- Mette Holm: EAN-nummer\n"
        "- Bo Friis: titel, telefonnummer og mailadresse\n\n"
        "Skriv dem gerne i et svar på denne mail.\n\n"
        "Når et møde nærmer sig, skriver vi til de deltagere, vi har en mailadresse på.\n\n"
        f"Er der noget, der skal rettes, eller har du spørgsmål, {QUESTIONS}{CLOSING}"
    )


def test_a_member_who_signs_up_again() -> None:
    made = values.already_values(SETTINGS, [METTE], [AARHUS], subject="Tilmelding")
    assert RENDERER.render("allerede_tilmeldt.md", made).text == (
        "Kære Mette\n\n"
        "Tak for din mail. Du er allerede tilmeldt Ledernetværket, så du skal ikke gøre mere.\n\n"
        "Tilmeldingen gælder dette møde:\n\n"
        "- Torsdag den 14. september 2017 i Aarhus, kl. 9.30-15.00\n\n"
        "Vi mangler endnu: EAN-nummer. Skriv det gerne i et svar på denne mail.\n\n"
        f"Er der noget, der skal rettes, {QUESTIONS}{CLOSING}"
    )


def test_the_waiting_list() -> None:
    made = values.waiting_list_values(SETTINGS, [METTE], [])
    assert RENDERER.render("venteliste.md", made).text == (
        "Kære Mette\n\n"
        "Tak for din mail. Der er desværre ikke flere ledige pladser i Ledernetværket, "
        "så vi har skrevet dig på venteliste.\n\n"
        "Vi giver besked, hvis der bliver en plads.\n\n"
        f"Vil du ikke stå på ventelisten, eller har du spørgsmål, {QUESTIONS}{CLOSING}"
    )


def test_the_receipt_for_leaving() -> None:
    made = values.cancellation_values(SETTINGS, [METTE], [AARHUS, VEJLE], has_files=True, subject="Farvel")
    rendered = RENDERER.render("afmelding.md", made)
    assert rendered.subject == "SV: Farvel"
    assert rendered.text == (
        "Kære Mette\n\n"
        "Du er nu afmeldt Ledernetværket og får ikke flere mails fra os om møderne.\n\n"
        "Afmeldingen gælder disse møder:\n\n"
        "- Torsdag den 14. september 2017 i Aarhus\n"
        "- Torsdag den 25. januar 2018 i Vejle\n\n"
        "Åbn de vedhæftede filer for at tage møderne ud af din kalender.\n\n"
        f"Er det en fejl, eller har du spørgsmål, {QUESTIONS}"
        f"Tak, fordi du var med.\n\n{CLOSING}"
    )


def test_the_receipt_for_afbud() -> None:
    made = values.decline_values(SETTINGS, [METTE], [AARHUS], [ODENSE, VEJLE])
    rendered = RENDERER.render("afbud.md", made)
    assert rendered.subject == "Afbud til møde i Ledernetværket"
    assert rendered.text == (
        "Kære Mette\n\n"
        "Tak for din besked. Vi har noteret afbud til dette møde:\n\n"
        "- Torsdag den 14. september 2017 i Aarhus\n\n"
        "Du er stadig tilmeldt disse møder:\n\n"
        "- Torsdag den 16. november 2017 i Odense\n"
        "- Torsdag den 25. januar 2018 i Vejle\n\n"
        f"Er det en fejl, eller kan det alligevel lade sig gøre at komme, {QUESTIONS}{CLOSING}"
    )


@pytest.mark.parametrize(
    ("program", "shown"),
    [
        pytest.param(Markdown("## Program\n\n**9.30** Kaffe\n"), "Program\n\n9.30 Kaffe\n\n", id="with-programme"),
        pytest.param(None, "", id="without"),
    ],
)
def test_the_reminder(program: Markdown | None, shown: str) -> None:
    rendered = RENDERER.render("paamindelse.md", values.reminder_values(SETTINGS, METTE, AARHUS, program))
    assert rendered.subject == "Vi ses torsdag den 14. september 2017 i Aarhus"
    assert rendered.text == (
        "Kære Mette\n\n"
        "Der er snart møde i Ledernetværket, og vi glæder os til at se dig.\n\n"
        "Tid: torsdag den 14. september 2017, kl. 9.30-15.00\n\n"
        "Sted: Dokk1, Hack Kampmanns Plads 2, 8000 Aarhus C\n\n"
        f"{shown}"
        "Kan du ikke komme?\n\n"
        "Svar på denne mail med ordet »afbud«, eller sig nej til mødet i din kalender. "
        "Gør det senest onsdag den 6. september 2017.\n\n"
        f"Har du spørgsmål, {QUESTIONS}{CLOSING}"
    )


def test_a_reminder_after_the_deadline_names_no_day() -> None:
    made = values.reminder_values(SETTINGS, METTE, AARHUS, None, today=date(2017, 9, 12))
    assert "i din kalender. Gør det så hurtigt som muligt.\n" in RENDERER.render("paamindelse.md", made).text


@pytest.mark.parametrize(
    ("following", "shown"),
    [
        pytest.param(
            ODENSE,
            "Næste møde\n\nNæste gang mødes netværket torsdag den 16. november 2017 i Odense, kl. 9.30.\n\n"
            "Hvad skal vi tage op den dag? Svar på denne mail med de emner og spørgsmål, du gerne vil have med.\n\n",
            id="with-next-meeting",
        ),
        pytest.param(
            None,
            "Det var det sidste af de møder, vi har planlagt. Har du ønsker til, hvad netværket skal tage op fremover, "
            "så svar på denne mail.\n\n",
            id="the-last-one",
        ),
    ],
)
def test_the_followup(following: Meeting | None, shown: str) -> None:
    made = values.followup_values(SETTINGS, METTE, AARHUS, Markdown("- Gevinster\n- Data"), following)
    rendered = RENDERER.render("opsamling.md", made)
    assert rendered.subject == "Opsamling på mødet i Aarhus den 14. september"
    assert rendered.text == (
        "Kære Mette\n\n"
        "Her er opsamlingen på mødet i Ledernetværket torsdag den 14. september 2017 i Aarhus.\n\n"
        f"- Gevinster\n- Data\n\n{shown}"
        f"Tak for et godt møde.\n\n{CLOSING}"
    )


@pytest.mark.parametrize("name", MAIL_TEMPLATES)
def test_the_html_is_a_letter_and_nothing_more(name: str) -> None:
    for made in sample_variants(name, SETTINGS):
        html = RENDERER.render(name, made).html
        assert html.startswith('<!DOCTYPE html><html lang="da">')
        assert not re.search(r"<(?:script|img|link|iframe|form)\b|url\(|\bon\w+=", html, re.IGNORECASE)
        assert set(re.findall(r"""https?://[^\s"'<]+""", html)) == set()
        assert "None" not in html


@pytest.mark.parametrize("name", MAIL_TEMPLATES)
def test_text_has_no_traces_of_its_making(name: str) -> None:
    for made in sample_variants(name, SETTINGS):
        rendered = RENDERER.render(name, made)
        assert not re.search(r"\n{3}|[ \t]\n|\*\*|\{|\}|\\|None|  i |, ,", rendered.text)
        assert rendered.subject


@pytest.mark.parametrize("name", MAIL_TEMPLATES)
def test_every_variable_is_described(name: str) -> None:
    described = list_variables(name, SETTINGS)
    assert all(meaning for meaning in described.values())
    assert {"netværk", "arrangør.navn"} <= set(described)


def test_no_description_is_left_over() -> None:
    used = {variable for name in MAIL_TEMPLATES for variable in name_variables(sample_variants(name, SETTINGS)[0])}
    assert set(VARIABLES) == used


@pytest.mark.parametrize("file", sorted(name for name in SOURCES if name.startswith("meetings/")))
def test_the_meetings_texts_are_drafts_until_staff_say_so(file: str) -> None:
    text = parse_meeting_file(SOURCES[file])
    assert (text.is_ready, text.problem) == (False, None)


def check(body: str, name: str = "bekraeftelse.md", **more: object) -> list[str]:
    sources = {**SOURCES, name: f"Emne: a\n\n{body}\n"}
    return [str(fault) for fault in check_template(name, sources, SETTINGS, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("body", "messages"),
    [
        pytest.param(
            "{{ nvan }} {{ navn }}\n{{ pirs }}",
            [
                "bekraeftelse.md, linje 3: »{{ nvan }} {{ navn }}«. »nvan« er ikke noget, der kan sættes ind her. "
                "Skriv »navn«.",
                "bekraeftelse.md, linje 4: »{{ pirs }}«. »pirs« er ikke noget, der kan sættes ind her. Skriv »pris«.",
            ],
            id="all-names-together",
        ),
        pytest.param(
            "{% if false %}{{ nvan }}{% endif %}",
            [
                "bekraeftelse.md, linje 3: »{% if false %}{{ nvan }}{% endif %}«. »nvan« er ikke noget, der kan sættes "
                "ind her. Skriv »navn«."
            ],
            id="also-where-nobody-comes",
        ),
        pytest.param(
            "{% for m in møder %}{{ m.dat }}{% endfor %}",
            [
                "bekraeftelse.md, linje 3: »{% for m in møder %}{{ m.dat }}{% endfor %}«. Der findes ikke noget, der "
                "hedder ».dat« her. Skriv »dato«."
            ],
            id="inside-a-loop",
        ),
        pytest.param(
            "{{ arrangør.tlf }}",
            [
                "bekraeftelse.md, linje 3: »{{ arrangør.tlf }}«. Der findes ikke noget, der hedder ».tlf« her. Skriv "
                "»telefon«."
            ],
            id="organiser",
        ),
        pytest.param(
            "{{ pris|kroner }}",
            [
                "bekraeftelse.md, linje 3: »{{ pris|kroner }}«. Det, der skal sættes ind her, kan være tomt. Sæt "
                "{% if … %} foran og {% endif %} bagefter, så linjen udelades, når der ikke er noget."
            ],
            id="can-be-empty",
        ),
        pytest.param(
            "{% set x %}a{% endset %}",
            [
                "bekraeftelse.md, linje 3: »{% set x %}a{% endset %}«. {% set … %} kan ikke bruges i en skabelon. Skriv "
                "teksten helt ud."
            ],
            id="refused-tag",
        ),
        pytest.param("{% set hej = navn %}{{ hej }} {{ hej|upper }}", [], id="own-names-are-known"),
        pytest.param("{% for a, b in [(1, 2)] %}{{ a }}{{ loop.index }}{% endfor %}", [], id="names-of-a-loop"),
        pytest.param("{% if pris %}{{ pris|kroner }}{% endif %}", [], id="asked-first"),
    ],
)
def test_faults_are_found_before_anything_is_sent(body: str, messages: list[str]) -> None:
    assert check(body) == messages


def test_a_name_of_a_loop_is_unknown_after_it() -> None:
    assert len(check("{% for x in møder %}a{% endfor %}{{ x }}")) == 1


def test_a_column_of_the_staff_is_a_variable() -> None:
    assert check("{{ kost_og_hensyn }}", columns=["Kost og hensyn"]) == []
    assert len(check("{{ kost_og_hensyn }}")) == 1


def test_missing_files_and_meeting_files_are_told() -> None:
    sources = {name: source for name, source in SOURCES.items() if name != "afbud.md"}
    sources["meetings/2018-01-25-program.md"] = "Status: færdig\n\nKaffe"
    assert [str(fault) for fault in check_templates(sources, SETTINGS)] == [
        "afbud.md: Filen mangler. Læg den tilbage; en frisk kopi følger med Netpost.",
        "meetings/2018-01-25-program.md, linje 1: Den første linje skal være »Status: kladde« eller »Status: klar«.",
    ]


@pytest.mark.parametrize(
    ("layout", "message"),
    [
        pytest.param(
            "<html></html>",
            "layout.html: Brevet selv mangler. Skriv {{ indhold }} der, hvor brevet skal stå.",
            id="no-place-for-the-letter",
        ),
        pytest.param(
            "<html>\n{{ indhold }}{{ netvaerk }}</html>",
            "layout.html, linje 2: »{{ indhold }}{{ netvaerk }}</html>«. »netvaerk« er ikke noget, der kan sættes ind "
            "her. Skriv »netværk«.",
            id="unknown-name",
        ),
    ],
)
def test_a_fault_of_the_layout_is_told_once(layout: str, message: str) -> None:
    assert [str(fault) for fault in check_templates({**SOURCES, "layout.html": layout}, SETTINGS)] == [message]


def test_a_fault_is_a_template_error() -> None:
    (found,) = check_template("afbud.md", {**SOURCES, "afbud.md": "x"}, SETTINGS)
    assert isinstance(found, TemplateError)
