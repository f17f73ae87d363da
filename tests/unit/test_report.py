from dataclasses import replace
from datetime import date
from pathlib import Path

from conftest import ROOT, settings
from netpost.render.renderer import Renderer
from netpost.render.report import NewMember, Report, WaitingMail, report_values
from netpost.render.variables import sample_report

DAY = date(2017, 8, 17)
TEMPLATES = ROOT / "templates"


def render(report: Report, **changes: str) -> tuple[str, str]:
    renderer = Renderer({"rapport.md": _read("rapport.md")}, _read("layout.html"))
    rendered = renderer.render("rapport.md", report_values(report, settings(**changes), DAY))
    return rendered.subject, rendered.text


def _read(name: str) -> str:
    return Path(TEMPLATES / name).read_text("utf-8")


def waiting(subject: str, age: int, *, is_urgent: bool = False) -> WaitingMail:
    return WaitingMail(date(2017, 8, 17), "a@b.example", subject, "Uklart.", age, is_urgent)


def test_a_report_with_nothing_says_so() -> None:
    assert Report().is_empty
    assert render(Report()) == (
        "Netpost 17-08-2017: dagens rapport",
        "Rapport fra Netpost torsdag den 17. august 2017 om Netværk for kommunale ledere.\n\n"
        "Der er ikke sket noget nyt, og der er ikke noget, I skal gøre.\n",
    )


def test_waiting_mails_stand_oldest_first_and_urgent_ones_on_top() -> None:
    report = Report(waiting=(waiting("ny", 0), waiting("gammel", 9), waiting("afbud", 1, is_urgent=True)))
    subject, text = render(report, flag_waiting="no")
    assert subject == "Netpost 17-08-2017: Haster! 3 mails venter på jer"
    assert text == (
        "Rapport fra Netpost torsdag den 17. august 2017 om Netværk for kommunale ledere.\n\n"
        "Haster: gælder et møde inden for to arbejdsdage\n\n"
        "- afbud fra a@b.example, 17. august 2017\n  Uklart.\n\n"
        "Mails, der venter på jer\n\n"
        "De ligger i indbakken. En mail regnes for klaret, når I svarer på den eller flytter den.\n\n"
        "- gammel fra a@b.example, 17. august 2017 (har ventet 9 dage)\n  Uklart.\n"
        "- ny fra a@b.example, 17. august 2017 (kom i dag)\n  Uklart.\n"
    )


def test_a_proposal_is_told_with_how_to_order_it() -> None:
    bo = WaitingMail(
        date(2017, 8, 16),
        "bo@viborg.example",
        "Afmelding",
        "Afsenderen kan ikke bekræftes.",
        1,
        proposal="Netpost kan melde Bo Friis (M0002) ud af netværket.",
    )
    order = (
        "Er forslaget ved en mail rigtigt, så flyt mailen til mappen »Netpost udfør«. Så gør Netpost det, der står i "
        "forslaget, og sender de svar, den plejer. Kan det ikke lade sig gøre, kommer mailen tilbage til indbakken med "
        "et flag, og den næste rapport siger hvorfor.\n\n"
    )
    listed = "  Afsenderen kan ikke bekræftes.\n  Forslag: Netpost kan melde Bo Friis (M0002) ud af netværket.\n"
    beginning = "Rapport fra Netpost torsdag den 17. august 2017 om Netværk for kommunale ledere.\n\n"
    assert render(Report(waiting=(bo,)))[1] == (
        f"{beginning}Mails, der venter på jer\n\n"
        "De ligger i indbakken med et flag. En mail regnes for klaret, når I svarer på den, flytter den eller fjerner "
        f"flaget.\n\n{order}- Afmelding fra bo@viborg.example, 16. august 2017 (har ventet 1 dag)\n{listed}"
    )
    assert render(Report(waiting=(replace(bo, is_urgent=True),)))[1] == (
        f"{beginning}Haster: gælder et møde inden for to arbejdsdage\n\n{order}"
        f"- Afmelding fra bo@viborg.example, 16. august 2017\n{listed}"
    )
    both = render(Report(waiting=(bo, replace(bo, is_urgent=True))))[1]
    assert both.count("Er forslaget ved en mail rigtigt") == 1


def test_one_mail_is_no_plural() -> None:
    assert render(Report(waiting=(waiting("a", 1),)))[0] == "Netpost 17-08-2017: 1 mail venter på jer"


def test_strangers_words_in_a_report_are_only_letters() -> None:
    tricky = NewMember("M0001", "# [x](https://ond.example)", "", "", (), "- a\n\n# b **c**")
    text = render(Report(new_members=(tricky,)))[1]
    assert "- # [x](https://ond.example) (M0001)\n  Skrev også: - a # b **c**\n" in text


def test_every_section_is_told() -> None:
    text = render(sample_report())[1]
    headings = [block for block in text.split("\n\n") if "\n" not in block and not block.endswith((".", "!", "NØGLE"))]
    assert [heading for heading in headings if not heading.startswith("-")] == [
        "Haster: gælder et møde inden for to arbejdsdage",
        "Mails, der venter på jer",
        "Filer, der skal rettes",
        "Mails, der holdes tilbage",
        "Mails, der ikke kunne sendes",
        "Mails, der måske er sendt",
        "Mails, der ikke blev sendt i tide",
        "Nye tilmeldinger",
        "Andre ændringer i members.csv",
        "Tomme felter ud for kommende møder",
        "Til orientering",
        "Ældre mails i indbakken",
        "Advarsler",
    ]
