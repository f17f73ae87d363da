"""Own words apart from quoted and forwarded ones, in the layouts of many mail programs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netpost.message.quotes import split_quotes

BODY = "Kære leder\n\nTilmeld dig ved at svare på denne mail.\n\nVenlig hilsen\nSigne Toft"
MARKED = "\n".join(f"> {line}".rstrip() for line in BODY.split("\n"))
SIGNE = "Signe Toft <netvaerk@kl.example>"

ABOVE_MARKED = {
    "Danish Gmail": f"Den tir. 27. jun. 2017 kl. 14.03 skrev {SIGNE}:",
    "Danish Thunderbird": "Den 27-06-2017 kl. 14:03 skrev Signe Toft:",
    "Danish webmail": "Den 2017-06-27 14:03, skrev Signe Toft:",
    "wrapped": "Den tirsdag den 27. juni 2017 kl. 14.03 skrev Signe Toft <\nnetvaerk@kl.example>:",
    "English": f"On Tue, Jun 27, 2017 at 2:03 PM, {SIGNE} wrote:",
    "English, wrapped": f"On Tue, Jun 27, 2017 at 2:03 PM, {SIGNE}\nwrote:",
    "Swedish": f"Den tis 27 juni 2017 kl 14:03 skrev {SIGNE}:",
    "Norwegian": f"tir. 27. jun. 2017 kl. 14:03 skrev {SIGNE}:",
    "German": f"Am 27.06.2017 um 14:03 schrieb {SIGNE}:",
    "time alone": f"2017-06-27 14:03 GMT+02:00 {SIGNE}:",
    "Outlook with marks": f"-----Oprindelig meddelelse-----\nFra: {SIGNE}\nSendt: 27. juni 2017\nEmne: Invitation\n",
    "nothing": "",
}
ABOVE_ALL = {
    "Outlook, Danish": f"Fra: {SIGNE}\nSendt: 27. juni 2017 14:03\nTil: Mette Holm\nEmne: Invitation",
    "Outlook, English": f"From: {SIGNE}\nSent: Tuesday, June 27, 2017 2:03 PM\nTo: Mette\nCc: Bo\nSubject: Invitation",
    "Outlook, Swedish": f"Från: {SIGNE}\nSkickat: den 27 juni 2017 14:03\nTill: Mette\nÄmne: Invitation",
    "Outlook, German": f"Von: {SIGNE}\nGesendet: Dienstag, 27. Juni 2017 14:03\nAn: Mette\nBetreff: Invitation",
    "bold labels": f"*Fra:* {SIGNE}\n*Sendt:* 27. juni 2017 14:03\n*Til:* Mette\n*Emne:* Invitation",
    "receivers on two lines": f"Fra: {SIGNE}\nSendt: 27. juni 2017\nTil: Mette Holm;\n Bo Bosen\nEmne: Invitation",
    "empty lines between": f"Fra: {SIGNE}\n\nSendt: 27. juni 2017 14:03\n\nTil: Mette\n\nEmne: Invitation",
    "Outlook's line": f"-----Oprindelig meddelelse-----\nFra: {SIGNE}\nSendt: 27. juni 2017\nTil: Mette\nEmne: Invitation",
    "English line": f"-----Original Message-----\nFrom: {SIGNE}\nSent: 27 June 2017\nTo: Mette\nSubject: Invitation",
    "telephone": f"-------- Oprindelig besked --------\nFra: {SIGNE}\nDato: 27.06.2017\nTil: Mette\nEmne: Invitation",
    "a name between dashes": f"---- {SIGNE} skrev ----",
    "Zoho": f"---- On Tue, 27 Jun 2017 09:14:33 +0200 {SIGNE} wrote ----",
    "Outlook on the web": f"{'_' * 32}\nFra: {SIGNE}\nSendt: 27. juni 2017\nTil: Mette\nEmne: Invitation",
    "Lotus Notes": f"Fra:    {SIGNE}\nTil:    Mette/DIG/Lolland\nDato:   27-06-2017 14:03\nEmne:   Invitation",
    "old Lotus Notes": f"{SIGNE} \n27-06-2017 14:03\n\nTil\nMette Holm/DIG/Lolland\ncc\n\nEmne\nInvitation",
    "GroupWise": f">>> {SIGNE} 27-06-2017 14:03 >>>",
    "Yahoo": f"    Den tirsdag den 27. juni 2017 14.03.11 CEST skrev {SIGNE}:",
}
FORWARDS = {
    "Outlook": ("Fra: Bo Bosen [mailto:bo@kl.example]\nSendt: 27. juni 2017 14:03\nTil: Mette\nEmne: Netværk\n\n", ""),
    "Lotus Notes": (
        "----- Videresendt af Mette Holm/DIG den 28-06-2017 08:00 -----\n\nFra: Bo Bosen\nTil: Mette\nDato: i går\nEmne: Netværk\n",
        "",
    ),
    "Gmail": (
        "---------- Forwarded message ---------\nFrom: Bo Bosen <bo@kl.example>\nDate: i går\nSubject: Netværk\nTo: M\n\n",
        "",
    ),
    "Thunderbird": (
        "-------- Videresendt besked --------\nEmne: Netværk\nDato: i går\nFra: Bo Bosen\nTil: Mette\n\n",
        "",
    ),
    "Apple": ("Start på videresendt besked:\n\n> Fra: Bo Bosen\n> Emne: Netværk\n> Dato: i går\n> \n", "> "),
    "marks everywhere": (
        "> Begin forwarded message:\n> \n> From: Bo Bosen\n> Subject: Netværk\n> Date: i går\n> \n",
        "> ",
    ),
}
OWN = {
    "a date in a sentence": "Som jeg skrev den 27. juni 2017 kl. 14.03:\nJeg vil gerne med.",
    "a list with a colon": "Jeg deltager:\n14. september\n16. november",
    "labels of a form": "Navn: Bo\nTil: alle møder\nEmne: Tilmelding",
    "a letter's head": "Fra: Mette Holm\nTil: KL\nDato: 4. juli 2017\nEmne: Tilmelding\n\nJeg tilmelder mig.",
    "a line of underscores": "Navn:\n____________\nBo",
    "videresendt in a sentence": "Videresendt af min chef, og jeg vil gerne med.",
    "dashes": "Ja\n-----\nMette",
}


@pytest.mark.parametrize("above", ABOVE_MARKED.values(), ids=ABOVE_MARKED.keys())
@pytest.mark.parametrize("order", ["answer above", "answer below"])
def test_takes_marked_quotes_away(above: str, order: str) -> None:
    quote = f"{above}\n{MARKED}" if above else MARKED
    split = split_quotes(f"Ja tak\n\n{quote}\n" if order == "answer above" else f"{quote}\n\nJa tak\n")
    assert split.own == ("Ja tak",)
    assert split.quoted.endswith(BODY)
    assert split.forward is None


@pytest.mark.parametrize("above", ABOVE_ALL.values(), ids=ABOVE_ALL.keys())
def test_takes_away_all_below(above: str) -> None:
    split = split_quotes(f"Ja tak\n\nMette\n\n{above}\n\n{BODY}")
    assert split.own == ("Ja tak\n\nMette",)
    assert split.quoted.endswith(BODY)
    assert SIGNE in split.quoted


def test_own_label_right_above_a_header_block() -> None:
    split = split_quotes(f"Navn: Bo\nTil: alle møder\n\n{ABOVE_ALL['Outlook, Danish']}\n\n{BODY}")
    assert split.own == ("Navn: Bo\nTil: alle møder",)


@pytest.mark.parametrize("above", ABOVE_ALL.values(), ids=ABOVE_ALL.keys())
def test_a_quote_alone_is_nobodys_own(above: str) -> None:
    assert split_quotes(f"\n{above}\n\n{BODY}", sender="Mette Holm").own == ()


@pytest.mark.parametrize(("above", "mark"), FORWARDS.values(), ids=FORWARDS.keys())
def test_finds_the_forwarded_mail(above: str, mark: str) -> None:
    split = split_quotes(f"Se her\n\n{above}{mark}Tilmeld mig\n{mark}Bo\n", is_forward=True)
    assert split.own == ("Se her",)
    assert split.forward is not None
    assert split.forward.text == "Tilmeld mig\nBo"
    assert split.forward.fields["from"].startswith("Bo Bosen")
    assert split.forward.fields["subject"] == "Netværk"


def test_a_reply_forwards_nothing() -> None:
    split = split_quotes(f"Ja tak\n\n{ABOVE_ALL['Outlook, Danish']}\n\n{FORWARDS['Lotus Notes'][0]}Tilmeld mig")
    assert split.forward is None
    assert "Tilmeld mig" in split.quoted


@pytest.mark.parametrize("text", OWN.values(), ids=OWN.keys())
def test_keeps_own_words(text: str) -> None:
    split = split_quotes(text, sender="Mette Holm")
    assert ("\n".join(split.own), split.quoted) == (text, "")


def test_keeps_a_label_with_its_answer() -> None:
    text = "Hej\n\n> Udfyld her:\n> Navn: \nJørgen Balle\n> Kommune:\n\nRingsted\n> EAN-nr.: \n> Hilsen\n"
    assert split_quotes(text).own == ("Hej", "Navn: Jørgen Balle", "Kommune: Ringsted")


def test_does_not_repeat_a_label() -> None:
    assert split_quotes("> Navn:\nNavn: Jørgen Balle").own == ("Navn: Jørgen Balle",)


def test_keeps_a_question_with_its_answer() -> None:
    text = "> Hej Mette\n> Kommer du til Odense?\nNej, desværre\n> Og til Vejle?\n\nJa\n\nMette"
    assert split_quotes(text).own == ("> Kommer du til Odense?\nNej, desværre", "> Og til Vejle?\nJa\n\nMette")


@pytest.mark.parametrize("mark", ["", "> "], ids=["below Outlook's header", "marked"])
def test_finds_fields_filled_in_inside_the_quote(mark: str) -> None:
    above = "" if mark else ABOVE_ALL["Outlook, Danish"]
    form = "\n".join(
        mark + line for line in ("Navn: Mette Holm", "Kommune: Lolland", "EAN-nr.:", "", "Signe, tlf.: 33 70")
    )
    split = split_quotes(f"Jeg har udfyldt nedenfor\n\n{above}\n\n{mark}Kære leder\n{form}")
    assert split.filled == "Navn: Mette Holm\nKommune: Lolland"
    assert split_quotes(f"Jeg vil gerne med\n\n{above}\n\n{mark}Kære leder\n{form}").filled == ""


@given(st.text(alphabet=st.sampled_from(">:-_ \nFraSendtTilEmneskrev<@.>17?"), max_size=300), st.booleans())
def test_any_text_is_split(text: str, is_forward: bool) -> None:
    split_quotes(text, is_forward, "Fra")
