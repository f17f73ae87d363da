import pytest

from factories import METTE, mail_from
from netpost.decide.excerpt import MOST_LETTERS, quote_reply


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("Jeg er på ferie til 14. august.", "Jeg er på ferie til 14. august", id="one-sentence"),
        pytest.param(
            "Tak for din mail.\n\nJeg holder ferie i uge 28. Jeg er tilbage mandag den 17. juli.\n\nGod sommer!",
            "Jeg holder ferie i uge 28. Jeg er tilbage mandag den 17. juli",
            id="away-and-back",
        ),
        pytest.param("Hej\n\nTak for din henvendelse til Køge Kommune.\nVi svarer snart.", "Vi svarer snart", id="thanks"),
        pytest.param("Kære afsender,\nJeg er sygemeldt.", "Jeg er sygemeldt", id="greeting-on-the-line-above"),
        pytest.param("Hej med dig!\nJeg er sygemeldt.", "Jeg er sygemeldt", id="greeting-with-a-mark"),
        pytest.param("Dette er et autosvar. Vi svarer snart.", "Vi svarer snart", id="a-machine-on-itself"),
        pytest.param("Hej\n\nVenlig hilsen\nMette Holm\nJeg holder ferie i uge 28", "Venlig hilsen Mette Holm Jeg holder ferie i uge 28", id="below-the-name"),
        pytest.param("Hej\n\nVenlig hilsen\nMette Holm\nChef", None, id="nothing-but-a-name"),
        pytest.param(
            "Jeg er på ferie. Fra 1. august er jeg fratrådt. Ring til Bo.", "Fra 1. august er jeg fratrådt", id="left-first"
        ),
        pytest.param("Kære netvaerk@kl.example\n\nSagen har nr. 17.", "Sagen har nr. 17", id="greeting-with-an-address"),
        pytest.param("Mit nummer er 010175-1234.", "Mit nummer er [CPR-nummer fjernet]", id="CPR"),
        pytest.param("Jeg er\n  på   ferie", "Jeg er på ferie", id="wrapped"),
        pytest.param("Tak for din mail.", None, id="thanks-alone"),
        pytest.param("", None, id="empty"),
    ],
)  # fmt: skip
def test_the_words_that_tell_something(text: str, words: str | None) -> None:
    assert quote_reply(mail_from(METTE, text=text)) == words


def test_a_long_sentence_ends_at_a_word() -> None:
    words = quote_reply(mail_from(METTE, text="Jeg er på ferie, " + "væk og borte, " * 10))
    assert words == f"Jeg er på ferie, {'væk og borte, ' * 7}væk …"
    assert len(words) <= MOST_LETTERS


def test_sentences_are_quoted_whole_as_far_as_there_is_room() -> None:
    text = "Jeg er på ferie i uge 28. Jeg er tilbage mandag den 17. juli. Jeg er på kursus i uge 30 og 31. Jeg er på ferie igen i uge 42."
    words = quote_reply(mail_from(METTE, text=text))
    assert words == "Jeg er på ferie i uge 28. Jeg er tilbage mandag den 17. juli. Jeg er på kursus i uge 30 og 31"
