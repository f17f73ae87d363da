"""What happens in the demo, in order: which mails come, what the staff do, when the scripts run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from netpost.demo.by_hand import Rows, declare_ready, edit_members, find_row, finish_waiting
from netpost.demo.stage import Stage
from netpost.zone import COPENHAGEN


@dataclass(frozen=True)
class Step:
    """One screen, or two. now: when run_once.py runs. mails: names in examples/inbox.

    words, staff: what the staff do before, told and done. declining: who says no in the calendar. explained: the mail
    that explain_mail.py is asked about afterwards.
    """

    title: str
    now: datetime
    mails: tuple[str, ...] = ()
    words: str = ""
    staff: Callable[[Stage], None] | None = None
    declining: tuple[str, ...] = ()
    explained: str = ""


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """Make a moment of 2017."""
    return datetime(2017, month, day, hour, minute, tzinfo=COPENHAGEN)


def work_in_august(stage: Stage) -> None:
    """Answer a question, correct an address, write a note and add somebody who telephoned."""

    def edit(rows: Rows) -> None:
        find_row(rows, "Dorte Lykke Hansen")["email"] = "dorte.hansen@syddjurs.example"
        find_row(rows, "Inge Vestergård")["noter"] = "Holder oplæg i Odense, se mail, 11. august"
        rows.append(
            {
                "navn": "Grethe Aaby",
                "titel": "Centerchef, Center for Digitalisering",
                "organisation": "Ballerup Kommune",
                "email": "graa@ballerup.example",
                "status": "tilmeldt",
            }
        )

    finish_waiting(stage, ["09-kan-to-dele-en-plads.eml"])
    edit_members(stage, at(8, 15, 9, 10), edit)


def finish_programme(stage: Stage) -> None:
    """Finish the programme of Aarhus."""
    declare_ready(stage, "2017-09-14-program.md", at(8, 30, 14))


def let_in_late(stage: Stage) -> None:
    """Let the late one in for Odense and Vejle, by hand."""

    def edit(rows: Rows) -> None:
        answers = {"2017-09-14": "nej", "2017-11-16": "ja", "2018-01-25": "ja"}
        person = {"navn": "Tobias Nørregaard Lind", "titel": "Digitaliseringschef", "organisation": "Odder Kommune"}
        rows.append({**person, "email": "tnli@odder.example", "status": "tilmeldt", **answers})

    finish_waiting(stage, ["18-kun-hvis.eml", "20-for-sent-paa-den.eml"])
    edit_members(stage, at(9, 11, 15), edit)


def close_aarhus(stage: Stage) -> None:
    """Write down who was there, and the summary."""

    def edit(rows: Rows) -> None:
        for row in rows:
            if row["2017-09-14"] == "ja":
                row["2017-09-14"] = "udeblev" if row["navn"] == "Martin Bjørnholt" else "deltog"

    finish_waiting(stage, ["21-syg-kan-bo-komme.eml"])
    edit_members(stage, at(9, 15, 11), edit)
    declare_ready(stage, "2017-09-14-opsamling.md", at(9, 19, 15))


STORY = (
    Step(
        "The first sign-ups",
        at(6, 30, 9),
        (
            "01-iphone-jeg-er-med.eml",
            "02-outlook-svar-med-citat.eml",
            "03-tre-fra-syddjurs.eml",
            "04-webformular.eml",
            "05-kun-html.eml",
            "06-tilmelding-og-et-spoergsmaal.eml",
        ),
    ),
    Step(
        "Summer: a bounce, a director's secretary, a question, an out-of-office reply, a newsletter",
        at(7, 14, 9),
        (
            "07-kan-ikke-leveres.eml",
            "08-sekretaer-for-direktoer.eml",
            "09-kan-to-dele-en-plads.eml",
            "10-autosvar-sommerferie.eml",
            "11-nyhedsbrev.eml",
        ),
        explained="08-sekretaer-for-direktoer.eml",
    ),
    Step(
        "The staff's hand, a sign-up that comes twice, and an EAN number",
        at(8, 15, 10),
        ("12-tilmelding-en-gang-til.eml", "13-her-er-ean-nummeret.eml"),
        "The question is answered and unflagged. In LibreOffice: Dorte's address corrected, a note on Inge, and a row "
        "for Grethe Aaby, who telephoned. LibreOffice saves with commas and without its byte order mark.",
        work_in_august,
    ),
    Step(
        "A forged cancellation and a real one, two meetings only, a newcomer, a condition",
        at(8, 24, 10, 5),
        (
            "14-forfalsket-afmelding.eml",
            "15-afmelding-nyt-job.eml",
            "16-kun-odense-og-vejle.eml",
            "17-ny-paa-posten.eml",
            "18-kun-hvis.eml",
        ),
    ),
    Step("Two working days before the reminder, the programme is still a draft", at(8, 29, 8, 5)),
    Step(
        "14 days before Aarhus: the reminder, with the programme",
        at(8, 31, 8, 5),
        (),
        "The programme says »Status: klar« since yesterday.",
        finish_programme,
    ),
    Step(
        "Two who cannot come, one by mail (»næste gang«) and one in the calendar; a sign-up after the deadline",
        at(9, 5, 10),
        ("19-afbud-naeste-gang.eml", "20-for-sent-paa-den.eml"),
        declining=("pewu@rebild.example",),
    ),
    Step(
        "Two days before Aarhus: the last reminder, not to those who stay at home",
        at(9, 12, 8, 5),
        (),
        "The late one is let in for Odense and Vejle: a row typed into members.csv. Both answered mails are unflagged.",
        let_in_late,
    ),
    Step("The day before: may Bo come instead? Staff are told at once", at(9, 13, 7, 55), ("21-syg-kan-bo-komme.eml",)),
    Step(
        "After Aarhus: the summary to those who were there",
        at(9, 20, 8, 5),
        ("22-tak-for-en-god-dag.eml",),
        "Who was there stands in members.csv (»deltog«, »udeblev«), the summary says »Status: klar«, Bo is settled.",
        close_aarhus,
    ),
    Step("The same run once more: nothing is done or sent twice", at(9, 20, 8, 10)),
)
