"""Lines that programs add to mails."""

from __future__ import annotations

import pytest

from netpost.message.disclaimers import remove_machine_text

MACHINE = {
    "iPhone": "Sendt fra min iPhone",
    "iPad in English": "Sent from my iPad",
    "Swedish": "Skickat från min Samsung Galaxy-smartphone",
    "Outlook for Android": "Hent Outlook til Android<https://aka.example/x>",
    "Outlook for iOS": "Få Outlook til iOS",
    "Windows": "Sendt fra Mail til Windows 10",
    "Yahoo": "Sendt fra Yahoo Mail til iPhone",
    "environment": "Pas på miljøet - udskriv kun denne mail, hvis det er nødvendigt.",
    "environment in English": "Please consider the environment before printing this e-mail",
    "paper": "Tænk på miljøet, før du printer",
    "personal data": "Læs om, hvordan vi behandler dine personoplysninger, på www.lolland.example/privatliv",
    "virus": "Mailen er virusscannet af Lolland Kommune",
    "secret": "Denne e-mail kan indeholde fortrolige oplysninger. Er du ikke rette modtager, bedes du slette den.",
    "secret on two lines": "Denne mail er fortrolig og kun\nbestemt for rette modtager.",
    "secret in English": "This e-mail is confidential and intended only for the addressee.",
    "mark": "[EXTERNAL]",
    "banner": "Denne mail er sendt udefra. Klik ikke på links, medmindre du kender afsenderen.",
    "warning": "ADVARSEL: Denne e-mail kommer fra en ekstern afsender.",
    "warning in English": "CAUTION: This email originated from outside of the organization. Do not click links.",
    "rare sender": "Du får ikke ofte mails fra mho@lolland.example. Få mere at vide om, hvorfor dette er vigtigt",
    "picture": "[cid:image001.png@01D2EF12.3456]",
}
HUMAN = {
    "private address": "Denne mail er sendt fra min private adresse uden for kommunen, men jeg vil gerne med.",
    "sent from": "Sendt fra kommunen er regningen endnu ikke",
    "secret wish": "Denne tilmelding er fortrolig, sig det ikke til nogen, for jeg skifter først job i maj.",
    "warning": "OBS: Jeg har fået nyt nummer.",
    "environment": "Vi arbejder med miljøet i Lolland Kommune",
    "external": "Ekstern konsulent",
    "read more": "Læs mere på vores side",
}


@pytest.mark.parametrize("line", MACHINE.values(), ids=MACHINE.keys())
def test_takes_out_what_programs_add(line: str) -> None:
    assert remove_machine_text(f"Jeg vil gerne med.\n\n{line}\n\nMette") == "Jeg vil gerne med.\n\nMette"


@pytest.mark.parametrize("line", HUMAN.values(), ids=HUMAN.keys())
def test_keeps_what_people_write(line: str) -> None:
    assert remove_machine_text(f"Hej\n\n{line}") == f"Hej\n\n{line}"


def test_keeps_the_lines_above_a_notice() -> None:
    text = "Mette Holm\ntlf. 20304050\nDenne e-mail kan indeholde fortrolige oplysninger.\nSlet den ellers."
    assert remove_machine_text(text) == "Mette Holm\ntlf. 20304050"
