"""What the words of the journal are called in Danish, where a script tells staff of them."""

from __future__ import annotations

from netpost.danish import format_moment
from netpost.journal.mails import MailRecord
from netpost.members.texts import clean_cell

STATE_NAMES = {
    "owed": "skal sendes",
    "held": "holdes tilbage",
    "sending": "er ved at blive sendt",
    "sent": "sendt",
    "refused": "afvist af mailserveren",
    "unknown": "måske sendt",
    "missed": "ikke sendt, da det var for sent",
    "withdrawn": "ikke sendt, da grunden faldt bort",
}
AUTHOR_NAMES = {"netpost": "Netpost", "staff": "personalet"}
ANSWER_NAMES = {"ACCEPTED": "ja", "DECLINED": "nej", "TENTATIVE": "måske", "NEEDS-ACTION": "intet svar"}


def name_mail(mail: MailRecord | None) -> str:
    """Name a mail that was read, in running text: `mailen »Tilmelding« fra bo@koege.example, 27. juni 2017 kl. 10.00`."""
    if mail is None or not mail.sender:
        return "en mail, der er slettet"
    subject = clean_cell(mail.subject)
    named = f"mailen »{subject}«" if subject else "en mail uden emne"
    return f"{named} fra {clean_cell(mail.sender)}, {format_moment(mail.written or mail.arrived)}"
