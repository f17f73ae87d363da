"""What the variables of the templates mean, and samples of their values with which every template can be tried.

The samples are made by the same functions as the real values, so a variable exists here exactly when it exists there.
All people in them are invented.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any

from netpost.meetings import Meeting
from netpost.members.member import Member
from netpost.render import values
from netpost.render.markup import Markdown
from netpost.render.report import (
    Change,
    NewMember,
    OlderMail,
    OpenAnswers,
    OutgoingMail,
    Report,
    WaitingMail,
    report_values,
)
from netpost.render.values import Values
from netpost.settings import Settings

VARIABLES: Mapping[str, str] = {
    "netværk": "netværkets navn",
    "arrangør.navn": "arrangørens navn",
    "arrangør.kontaktperson": "den, der underskriver mailene",
    "arrangør.telefon": "kontaktpersonens telefonnummer, tomt hvis der ikke er noget",
    "arrangør.email": "kontaktpersonens mailadresse",
    "fornavn": "fornavnet på den, der får mailen, tomt hvis det ikke kendes",
    "navn": "navnet i members.csv; flere navne, når mailen handler om flere",
    "id": "personens nummer i members.csv",
    "titel": "titlen i members.csv",
    "organisation": "organisationen i members.csv",
    "email": "mailadressen i members.csv",
    "telefon": "telefonnummeret i members.csv",
    "ean": "EAN-nummeret i members.csv",
    "tilmeldt_af": "adressen på den, der skrev på personens vegne",
    "status": "ordet i kolonnen status",
    "tilmeldt": "dagen for tilmeldingen",
    "kvittering": "det, der står i kolonnen kvittering",
    "noter": "jeres egne noter om personen",
    "skrevet_af": "den, der har skrevet på personens vegne, tomt hvis det er personen selv",
    "til_skriver": "om mailen går til den, der har skrevet for andre (bruges med if)",
    "emne": "emnet på den mail, der svares på, uden »SV:«, tomt hvis mailen ikke er et svar",
    "personer": "dem, mailen handler om (navn, fornavn, titel, organisation, email, telefon, ean, mangler, møder)",
    "mangler": "de oplysninger, der mangler, for eksempel EAN-nummer",
    "møder": "møderne (med samme navne som møde)",
    "øvrige_møder": "de møder, personen stadig er tilmeldt",
    "møde.id": "mødets id i meetings.csv",
    "møde.dato": "datoen, for eksempel 14. september 2017",
    "møde.ugedag": "ugedagen, for eksempel torsdag",
    "møde.tid": "hele tidsrummet, for eksempel kl. 9.30-15.00, tomt hvis tiden ikke er fastlagt",
    "møde.start": "hvornår det begynder (tomt, hvis det ikke er fastlagt)",
    "møde.slut": "hvornår det slutter (tomt, hvis det ikke er fastlagt)",
    "møde.by": "byen",
    "møde.sted": "stedet",
    "møde.adresse": "adressen",
    "møde.hvor": "sted og adresse på én linje, tomt hvis stedet ikke er fundet",
    "møde.tilmeldingsfrist": "sidste frist for tilmelding (tom, hvis der ikke er nogen)",
    "møde.afbudsfrist": "sidste frist for afbud (tom, hvis der ikke er nogen)",
    "møde.aflyst": "om mødet er aflyst (bruges med if)",
    "næste_møde": "det næste møde (med samme navne som møde), tomt hvis der ikke er flere",
    "pris": "prisen uden moms, tom når den ikke skal nævnes",
    "pris_følger": "om prisen skal oplyses senere (bruges med if)",
    "frist_passeret": "om fristen for afbud er overskredet (bruges med if)",
    "program": "mødets program, tomt hvis det ikke er klar",
    "opsamling": "mødets opsamling",
    "vedhæftet": "om der er kalenderfiler vedhæftet (bruges med if)",
    "dag": "rapportens dag",
    "med_flag": "om mails, der venter, får et flag (bruges med if)",
    "udfør_mappe": "mappen til de mails, Netpost skal udføre, tomt hvis der ikke er noget forslag",
    "haster": "mails, der haster (dato, afsender, emne, hvorfor, alder, forslag)",
    "ventende": "mails, der venter på jer (dato, afsender, emne, hvorfor, alder, forslag)",
    "ældre": "mails fra før Netpost blev taget i brug (dato, afsender, emne, forstået_som)",
    "ældre_flere": "hvor mange ældre mails der er ud over dem, der vises",
    "nye": "nye tilmeldinger (id, navn, organisation, email, møder, skrev_også)",
    "ændringer": "ændringer i members.csv (navn, hvad, skrev_også)",
    "orientering": "andet, I bør vide",
    "tilbageholdte": "mails, der holdes tilbage (nøgle, til, hvad, hvorfor)",
    "for_sene": "mails, der ikke blev sendt i tide (nøgle, til, hvad, hvorfor)",
    "afviste": "mails, der ikke kunne sendes (nøgle, til, hvad, hvorfor)",
    "uklare": "mails, der måske er sendt (nøgle, til, hvad, hvorfor)",
    "filproblemer": "fejl i jeres filer",
    "ubesvarede": "møder, hvor nogle medlemmers felt er tomt (møde, antal)",
    "advarsler": "andet, der er ved at gå galt",
}

MAIL_TEMPLATES = (
    "bekraeftelse.md",
    "allerede_tilmeldt.md",
    "venteliste.md",
    "afmelding.md",
    "afbud.md",
    "paamindelse.md",
    "opsamling.md",
    "rapport.md",
)

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
BARE_MEETING = Meeting("2018-01-25", date(2018, 1, 25), None, None, "", "", "", None, None)
METTE = Member(
    "M0001",
    {
        "id": "M0001",
        "navn": "Mette Holm",
        "titel": "Digitaliseringschef",
        "organisation": "Lolland Kommune",
        "email": "mette.holm@lolland.example",
        "telefon": "+4554676767",
        "ean": "",
        "tilmeldt_af": "lone.bech@lolland.example",
        "status": "tilmeldt",
        "tilmeldt": "2017-08-14",
        "kvittering": "2017-08-14",
        "2017-09-14": "ja",
    },
)
BARE_MEMBER = Member("M0002", {"id": "M0002", "email": "bo.friis@viborg.example", "status": "tilmeldt"})
PROGRAM = Markdown("## Program\n\n**9.30** Kaffe\n**10.00** Velkomst\n")
SUMMARY = Markdown("## Det vigtigste fra dagen\n\n- Vi talte om gevinster.\n")


def sample_values(name: str, settings: Settings, columns: Iterable[str] = ()) -> Values:
    """Make sample values for a template, with everything filled in. columns: further headers of members.csv."""
    return sample_variants(name, settings, columns)[0]


def sample_variants(name: str, settings: Settings, columns: Iterable[str] = ()) -> tuple[Values, ...]:
    """Make the cases that a template must stand: everything filled in, nothing but what must be, and a joint mail."""
    extra = dict.fromkeys(columns, "")
    full, bare = METTE.with_cells({**extra, **METTE.cells}), BARE_MEMBER.with_cells({**extra, **BARE_MEMBER.cells})
    if name == "rapport.md":
        day = date(2017, 8, 17)
        return report_values(sample_report(), settings, day), report_values(Report(), settings, day)
    if name == "paamindelse.md":
        return (
            values.reminder_values(settings, full, AARHUS, PROGRAM),
            values.reminder_values(settings, bare, BARE_MEETING, None),
        )
    if name == "opsamling.md":
        return (
            values.followup_values(settings, full, AARHUS, SUMMARY, AARHUS),
            values.followup_values(settings, bare, BARE_MEETING, SUMMARY, None),
        )
    return _answer_variants(name, settings, full, bare)


def _answer_variants(name: str, settings: Settings, full: Member, bare: Member) -> tuple[Values, ...]:
    def make(members: Sequence[Member], meeting: Meeting, *, is_full: bool, is_to_writer: bool = False) -> Values:
        meetings = [meeting]
        common: dict[str, Any] = {
            "is_to_writer": is_to_writer,
            "subject": "SV: Tilmelding" if is_full else None,
            "writer_name": "Lone Bech" if is_full else None,
        }
        if name == "bekraeftelse.md":
            return values.confirmation_values(
                settings, members, meetings, with_price=is_full, has_files=is_full, **common
            )
        if name == "allerede_tilmeldt.md":
            return values.already_values(settings, members, meetings if is_full else [], **common)
        if name == "venteliste.md":
            return values.waiting_list_values(settings, members, meetings if is_full else [], **common)
        if name == "afmelding.md":
            return values.cancellation_values(
                settings, members, meetings if is_full else [], has_files=is_full, **common
            )
        return values.decline_values(
            settings, members, meetings, meetings if is_full else [], has_files=is_full, **common
        )

    return (
        make([full], AARHUS, is_full=True),
        make([bare], BARE_MEETING, is_full=False),
        make([full, bare], AARHUS, is_full=True, is_to_writer=True),
        make([bare], BARE_MEETING, is_full=False, is_to_writer=True),
    )


def sample_report() -> Report:
    """Make a report in which every section has something."""
    outgoing = (OutgoingMail("1", "mette.holm@lolland.example", "Kvittering", "En kollega har allerede svaret."),)
    return Report(
        waiting=(
            WaitingMail(date(2017, 8, 14), "bo.friis@viborg.example", "Frokost?", "Mailen stiller et spørgsmål.", 3),
            WaitingMail(date(2017, 8, 17), "pia@vejle.example", "Afbud", "Navnet passer på to.", 0, is_urgent=True),
            WaitingMail(
                date(2017, 8, 16),
                "bo@viborg.example",
                "Afmelding",
                "Afsenderen kan ikke bekræftes.",
                1,
                proposal="Netpost kan melde Bo Friis (M0002) ud af netværket.",
            ),
        ),
        older=(OlderMail(date(2017, 6, 1), "bo.friis@viborg.example", "Tilmelding", "tilmelding"),),
        older_more=2,
        new_members=(
            NewMember("M0001", "Mette Holm", "Lolland Kommune", "mette.holm@lolland.example", (AARHUS,), "Tak!"),
        ),
        changes=(Change("Bo Friis", "EAN-nummer er sat ind.", "Tak!"),),
        notes=("Mette Holm har fået et nyt telefonnummer.",),
        held=outgoing,
        missed=outgoing,
        refused=outgoing,
        unknown=outgoing,
        file_problems=("members.csv, linje 3: »jaa« er ikke et ord, Netpost kender.",),
        open_answers=(OpenAnswers(AARHUS, 3),),
        warnings=("Disken er næsten fuld.",),
    )


def list_variables(name: str, settings: Settings) -> dict[str, str]:
    """List the variables of a template, `møde.dato` and the like, each with what it means in Danish."""
    return {variable: VARIABLES[variable] for variable in name_variables(sample_values(name, settings))}


def name_variables(sample: Mapping[str, object]) -> list[str]:
    """Name the variables of a sample: `navn`, `møde.dato`; a list and the next meeting by one name."""
    names: list[str] = []
    for name, value in sample.items():
        if isinstance(value, dict) and name != "næste_møde":
            names.extend(f"{name}.{inner}" for inner in value)
        else:
            names.append(name)
    return names
