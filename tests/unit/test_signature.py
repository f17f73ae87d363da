"""Message and signature in the writer's own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netpost.message.signature import order_name, split_blocks, split_signature

WISH = "Jeg vil gerne tilmeldes netværket."
SENDER = "Mette Holm"
BLOCK = "Mette Holm\nDigitaliseringschef\nLolland Kommune\ntlf. 54 67 61 12"

SIGNATURES = {
    "Danish": f"Med venlig hilsen\n\n{BLOCK}",
    "short": f"Venlig hilsen\n{BLOCK}",
    "Mvh": f"Mvh\n{BLOCK}",
    "M.v.h.": f"M.v.h. {BLOCK}",
    "Vh and name": "Vh Mette",
    "Vh., name and office": "Vh. Mette Holm, Lolland Kommune",
    "lower case": "mvh mette holm",
    "mistyped": "Hilsn Mette",
    "the best": "De bedste hilsner\nMette",
    "many": "Mange hilsner fra Mette",
    "with wishes": "Venlig hilsen og god sommer til alle\nMette",
    "thanks and": "På forhånd tak og venlig hilsen\nMette",
    "hug": "Knus Mette",
    "all good": "Alt godt\nMette Holm",
    "English": f"Kind regards,\n{BLOCK}",
    "best": "Best,\nMette",
    "Swedish": "Med vänlig hälsning\nMette",
    "Norwegian": "Vennlig hilsen\nMette",
    "German": "Mit freundlichen Grüßen\nMette",
    "on behalf": "Med venlig hilsen på vegne af Lolland Kommune\nMette Holm",
    "dashes": f"-- \n{BLOCK}",
    "closing and dashes": f"Hilsen\nMette\n\n--\n{BLOCK}",
    "slash": "/Mette",
    "two slashes": "// Mette Holm",
    "dash": "- Mette",
    "slash and block": f"/Mette\n\n{BLOCK}",
    "name alone": "Mette Holm",
    "first name alone": "Mette",
    "name and block": BLOCK,
    "name with title": "Mette Holm, digitaliseringschef\nLolland Kommune",
    "name with address": "Mette Holm | mho@lolland.example",
    "opening hours": f"Mvh\n{BLOCK}\n\nÅbningstider: man-ons 10-14, tors 10-17",
    "slogan": f"Mvh\n{BLOCK}\n\nTilmeld dig vores nyhedsbrev på www.lolland.example",
}
NO_SIGNATURES = {
    "nothing": WISH,
    "greeting as a sentence": "Hilsen til alle jer, der var med, og jeg vil gerne med igen.",
    "best as a word": "Best practice er noget for mig.",
    "list of people": "Vi tilmelder\n\nMette Holm, chef, mho@lolland.example\nBo Bosen, leder, bo@lolland.example",
    "list of addresses": "Vi tilmelder\n\nMette Holm mho@lolland.example\nbo bosen bo@lolland.example",
    "list that the writer leads": "To fra os\n\nMette Holm\nmho@lolland.example\nBo Bosen\nbo@lolland.example",
    "list after a colon": "Vi vil gerne tilmelde:\n\nMette Holm\nDigitaliseringschef\nLolland Kommune",
    "name in a sentence": "Mette Holm vil gerne tilmeldes\nog kommer til alle møder.",
    "underscores": "Her er felterne\n______\nNavn og titel vil jeg gerne sende senere",
}
INLINE = {
    "closing": (f"Hej. {WISH} Mvh Mette Holm, chef, Lolland", f"Hej. {WISH}", "Mvh Mette Holm, chef, Lolland"),
    "slash": (f"{WISH} /Mette", WISH, "/Mette"),
    "slash and office": (f"{WISH} /Mette Holm, Lolland", WISH, "/Mette Holm, Lolland"),
    "smiley": ("Jeg kommer :-) Vh Mette", "Jeg kommer :-)", "Vh Mette"),
}
ADDED = {
    "PS": ("PS. Ingen fisk, tak.", "PS. Ingen fisk, tak."),
    "P.S.": ("P.S.: Ingen fisk", "P.S.: Ingen fisk"),
    "about himself": ("Til Odense kommer jeg ikke.", "Til Odense kommer jeg ikke."),
    "one more": ("Tilmeld også Bo Bosen, bo@kl.example.", "Tilmeld også Bo Bosen, bo@kl.example."),
}
NAMES = {
    "Mette Holm": "Mette Holm",
    "Holm, Mette (DIG)": "Mette Holm",
    "Hanne Bisgaard/SD/Haderslev": "Hanne Bisgaard",
    "Annemette Kold (Egedal Kommune)": "Annemette Kold",
    "": "",
}


@pytest.mark.parametrize("signature", SIGNATURES.values(), ids=SIGNATURES.keys())
def test_finds_the_signature(signature: str) -> None:
    message, found = split_signature(f"Hej KL\n\n{WISH}\n\n{signature}", SENDER)
    assert message == f"Hej KL\n\n{WISH}"
    assert found.split() == signature.split()


@pytest.mark.parametrize("text", NO_SIGNATURES.values(), ids=NO_SIGNATURES.keys())
def test_takes_no_words_of_the_message(text: str) -> None:
    assert split_signature(text, SENDER) == (text, "")


@pytest.mark.parametrize(("text", "message", "signature"), INLINE.values(), ids=INLINE.keys())
def test_finds_a_closing_at_the_end_of_a_line(text: str, message: str, signature: str) -> None:
    assert split_signature(text, SENDER) == (message, signature)


@pytest.mark.parametrize(("below", "added"), ADDED.values(), ids=ADDED.keys())
def test_keeps_sentences_below_the_signature(below: str, added: str) -> None:
    assert split_signature(f"{WISH}\n\nMvh\n{BLOCK}\n\n{below}", SENDER) == (f"{WISH}\n\n{added}", f"Mvh\n{BLOCK}")


def test_a_signature_may_be_all() -> None:
    assert split_signature(f"Venlig hilsen\n{BLOCK}", SENDER) == ("", f"Venlig hilsen\n{BLOCK}")


def test_finds_the_block_of_a_shared_mailbox() -> None:
    assert split_signature(f"{WISH}\n\n{BLOCK}", "Sekretariatet") == (WISH, BLOCK)


def test_folds_letters_in_names() -> None:
    assert split_signature(f"{WISH}\n\nSøren Kjær\nIT-chef", "Soeren Kjaer") == (WISH, "Søren Kjær\nIT-chef")


def test_another_persons_block_is_no_signature() -> None:
    text = f"Jeg vil gerne tilmelde min chef.\n\n{BLOCK}"
    assert split_signature(text, "Hanne Bisgaard") == (text, "")


def test_answers_below_a_signature_are_message() -> None:
    blocks = ["Se her\n\nMvh Mette", "Navn: Mette Holm", "> Hvad hedder din chef?\nMette Holm", "Kommune: Lolland"]
    message, signature = split_blocks(blocks, SENDER, "Mobil: 20304050")
    assert message == (
        "Se her\n\nNavn: Mette Holm\n\n> Hvad hedder din chef?\nMette Holm\n\nKommune: Lolland\nMobil: 20304050"
    )
    assert signature == "Mvh Mette"


@pytest.mark.parametrize(("name", "expected"), NAMES.items())
def test_orders_a_name(name: str, expected: str) -> None:
    assert order_name(name) == expected


@given(st.text(alphabet=st.sampled_from("MvhettHolm \n/-,.:JegPS"), max_size=200), st.sampled_from(["", SENDER]))
def test_loses_no_words(text: str, sender: str) -> None:
    message, signature = split_signature(text, sender)
    assert sorted(message.split() + signature.split()) == sorted(text.split())


@pytest.mark.parametrize(
    "mine",
    [
        pytest.param("Mette Holm (mig)", id="marked"),
        pytest.param("Mette Holm (meho@lolland.example)", id="with the address"),
        pytest.param("Mette Holm", id="bare"),
    ],
)
def test_the_writer_in_a_list_begins_no_signature(mine: str) -> None:
    listed = f"Tilmeld disse to:\n\nOle Finn (olfi@lolland.example)\n{mine}"
    assert split_signature(f"{listed}\n\nMette Holm\nDigitaliseringschef", "Mette Holm") == (
        listed,
        "Mette Holm\nDigitaliseringschef",
    )
