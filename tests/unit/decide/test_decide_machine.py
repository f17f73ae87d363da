from typing import Any

import pytest

from factories import AARHUS, ANNE, METTE, SECRETARY, mail_from, member, reading, world
from netpost.decide import Decision, World, decide
from netpost.journal.owed import Kind, OwedMail
from netpost.members.member import Member
from netpost.message import Mail, read_mail
from netpost.understand.reading import Bounce, Intent, Person

TO_ANNE = OwedMail(Kind.REMINDER, ("M0001",), ANNE, (AARHUS,), "14")
TO_SECRETARY = OwedMail(Kind.CONFIRMATION, ("M0001", "M0002"), SECRETARY, (AARHUS,), "1")
TO_METTE = OwedMail(Kind.REMINDER, ("M0002",), METTE, (AARHUS,), "14")
AWAY = "Tak for din mail.\n\nJeg er på ferie til 14. august. Haster det, så ring til Bo på 54 67 67 67."
GONE = "Hej\n\nMette Holm er ikke længere ansat i Lolland Kommune. Skriv til post@lolland.example."
FAILS = f"Mail til Anne Hansen (M0001) kan ikke leveres: {ANNE} virker ikke. Ret adressen i members.csv."


def bounce(known: World, *addresses: str, permanent: bool | None = True) -> Decision:
    people = tuple(Person(email=address) for address in addresses)
    mail = mail_from("MAILER-DAEMON@kl.example")
    return decide(mail, reading(Intent.BOUNCE, *people, bounce=Bounce(addresses, permanent)), known)


@pytest.mark.parametrize(
    ("known", "addresses", "permanent", "sentences"),
    [
        pytest.param(world(member()), (ANNE,), True, [FAILS], id="permanent"),
        pytest.param(
            world(member()), (ANNE,), None,
            [f"En mail til Anne Hansen (M0001) kom retur. Undersøg, om {ANNE} virker."], id="it-does-not-say",
        ),
        pytest.param(world(member()), (ANNE,), False, [], id="transient"),
        pytest.param(world(member()), (METTE,), True, [], id="not-a-member"),
        pytest.param(world(member()), (METTE, ANNE), True, [FAILS], id="one-of-them"),
        pytest.param(world(member(), returned=TO_ANNE), (), True, [FAILS], id="by-our-mail"),
        pytest.param(world(member(), returned=TO_ANNE), ("anne@hjem.example",), True, [FAILS], id="was-sent-on"),
        pytest.param(
            world(member(), returned=TO_SECRETARY), (SECRETARY,), True,
            [f"Mailen bekraeftelse:M0001:1 til {SECRETARY} kan ikke leveres: adressen virker ikke."], id="to-the-writer",
        ),
        pytest.param(
            world(member(), returned=TO_SECRETARY), (SECRETARY,), None,
            [f"Mailen bekraeftelse:M0001:1 til {SECRETARY} kom retur. Undersøg, om adressen virker."], id="to-the-writer-perhaps",
        ),
    ],
)  # fmt: skip
def test_a_bounce_is_told_and_nobody_is_dropped(
    known: World, addresses: tuple[str, ...], permanent: bool | None, sentences: list[str]
) -> None:
    decision = bounce(known, *addresses, permanent=permanent)
    assert (decision.outcome, decision.changes, decision.owed) == ("ignore", (), ())
    assert [notice.sentence for notice in decision.notices] == sentences


def test_every_member_whose_address_fails_is_told() -> None:
    decision = bounce(world(member(), member("M0002", "Mette Holm", METTE)), METTE, ANNE)
    assert len(decision.notices) == 2


def test_a_bounce_is_told_once_for_each_address() -> None:
    first, second = bounce(world(member()), ANNE), bounce(world(member()), ANNE)
    assert first.notices[0].key == second.notices[0].key
    moved = bounce(world(member(email="ny@koege.example")), "ny@koege.example")
    assert moved.notices[0].key != first.notices[0].key


def test_what_is_sure_is_told_after_what_was_not() -> None:
    unsure, sure = bounce(world(member()), ANNE, permanent=None), bounce(world(member()), ANNE)
    assert unsure.notices[0].key != sure.notices[0].key
    known = world(returned=TO_SECRETARY)
    assert bounce(known, SECRETARY, permanent=None).notices[0].key != bounce(known, SECRETARY).notices[0].key


METTE_HOLM = member("M0002", "Mette Holm", METTE, organisation="Lolland Kommune")
ABSENT = "»Jeg er på ferie til 14. august«"
LEFT = "»Mette Holm er ikke længere ansat i Lolland Kommune«"


def told(mail: Mail, *members: Member, intent: Intent = Intent.AUTO_REPLY, **more: Any) -> list[tuple[str, str]]:
    """Return (kind, sentence) of what staff are told of a mail, after nothing has been changed or owed."""
    known = world(*members, answered=more.pop("answered", ()))
    decision = decide(mail, reading(intent, **more), known)
    assert (decision.outcome, decision.changes, decision.owed) == ("ignore", (), ())
    return [(notice.kind, notice.sentence) for notice in decision.notices]


@pytest.mark.parametrize(
    ("sender", "sentence"),
    [
        pytest.param(ANNE, "Anne Hansen (M0001) skrev »Tilmelding«. Netpost gjorde ikke noget ved den.", id="member"),
        pytest.param(
            "Jens Friis <jf@lolland.example>",
            "jf@lolland.example (Lolland Kommune) skrev »Tilmelding«. Netpost gjorde ikke noget ved den.",
            id="colleague",
        ),
        pytest.param(
            "jf@Roskilde.example",
            "jf@roskilde.example (samme sted som Bo Lund, M0003) skrev »Tilmelding«. Netpost gjorde ikke noget ved den.",
            id="colleague-where-no-organisation-is-known",
        ),
        pytest.param("post@mail.lolland.example", None, id="another-domain"),
        pytest.param("nyhedsbrev@lolland.example", None, id="newsletter-by-its-address"),
        pytest.param("en.anden@gmail.com", None, id="provider"),
        pytest.param("en.anden@mail1.stofanet.dk", None, id="part-of-a-provider"),
        pytest.param("karen@kl.example", None, id="our-own-domain"),
        pytest.param("jf@vejle.example", None, id="where-a-former-member-is"),
        pytest.param("jf@fremmed.example", None, id="stranger"),
    ],
)
def test_mail_that_wants_nothing_is_told_of(sender: str, sentence: str | None) -> None:
    members = (
        member(),
        METTE_HOLM,
        member("M0003", "Bo Lund", "bo@roskilde.example", organisation=""),
        member("M0004", "Eva Krogh", "eva@gmail.com"),
        member("M0005", "Ib Dam", "ib@mail1.stofanet.dk"),
        member("M0006", "Ida Bæk", "ida@kl.example"),
        member("M0007", "Ole Kjær", "ole@vejle.example", status="afmeldt"),
    )
    expected = [("orientering", sentence)] if sentence else []
    assert told(mail_from(sender), *members, intent=Intent.OTHER) == expected


@pytest.mark.parametrize(
    "headers",
    [{"list_id": "<nyt.lolland.example>"}, {"list_unsubscribe": "<https://x.example>"}, {"precedence": "bulk"}],
    ids=["list", "newsletter", "bulk"],
)
def test_what_an_organisation_sends_to_many_is_not_told_of(headers: dict[str, str]) -> None:
    assert told(mail_from("jf@lolland.example", **headers), METTE_HOLM, intent=Intent.OTHER) == []
    assert len(told(mail_from(METTE, **headers), METTE_HOLM, intent=Intent.OTHER)) == 1


def test_a_mail_from_a_shared_address_without_subject() -> None:
    both = (member(), member("M0003", "Bo Lund", ANNE))
    assert told(mail_from(ANNE, subject=""), *both, intent=Intent.OTHER) == [
        ("orientering", "Anne Hansen (M0001) og Bo Lund (M0003) skrev en mail uden emne. Netpost gjorde ikke noget ved den.")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sender", "answered", "sentence"),
    [
        pytest.param(METTE, (), f"Mette Holm (M0002) har autosvar: {ABSENT}.", id="by-address"),
        pytest.param(METTE, (TO_METTE,), f"Mette Holm (M0002) har autosvar: {ABSENT}.", id="and-to-our-mail"),
        pytest.param(
            "bo@lolland.example", (TO_METTE,),
            f"Vores mail til Mette Holm (M0002) fik autosvar fra bo@lolland.example: {ABSENT}.", id="by-a-colleague",
        ),
        pytest.param(
            ANNE, (TO_METTE,), f"Vores mail til Mette Holm (M0002) fik autosvar fra {ANNE}: {ABSENT}.", id="by-another-member"
        ),
        pytest.param("bo@lolland.example", (), f"bo@lolland.example (Lolland Kommune) har autosvar: {ABSENT}.", id="colleague"),
        pytest.param(
            SECRETARY, (TO_SECRETARY,), f"{SECRETARY} (Lolland Kommune) har autosvar: {ABSENT}.", id="on-behalf-of-a-member"
        ),
        pytest.param("bo@fremmed.example", (), None, id="stranger"),
    ],
)  # fmt: skip
def test_who_is_away(sender: str, answered: tuple[OwedMail, ...], sentence: str | None) -> None:
    expected = [("orientering", sentence)] if sentence else []
    assert told(mail_from(sender, text=AWAY), member(), METTE_HOLM, answered=answered) == expected


@pytest.mark.parametrize(
    ("sender", "answered", "sentence"),
    [
        pytest.param(
            METTE, (), f"Mette Holm (M0002) er ifølge et autosvar stoppet: {LEFT}. Skal vedkommende afmeldes?", id="by-address"
        ),
        pytest.param(
            "mette@nyt.example", (TO_METTE,),
            f"Vores mail til Mette Holm (M0002) fik autosvar fra mette@nyt.example om, at nogen er stoppet: {LEFT}. "
            "Er det Mette Holm, og skal vedkommende afmeldes?",
            id="by-a-new-address",
        ),
        pytest.param(
            "bo@lolland.example", (TO_METTE,),
            f"Vores mail til Mette Holm (M0002) fik autosvar fra bo@lolland.example om, at nogen er stoppet: {LEFT}. "
            "Er det Mette Holm, og skal vedkommende afmeldes?",
            id="by-a-colleague",
        ),
        pytest.param("bo@fremmed.example", (), None, id="stranger"),
        pytest.param("bo@fremmed.example", (TO_SECRETARY,), None, id="stranger-for-a-secretary"),
    ],
)  # fmt: skip
def test_who_has_left_is_put_before_staff(sender: str, answered: tuple[OwedMail, ...], sentence: str | None) -> None:
    expected = [("advarsel", sentence)] if sentence else []
    assert told(mail_from(sender, text=GONE), member(), METTE_HOLM, answered=answered, has_left=True) == expected


def test_nobody_is_asked_to_remove_who_is_out() -> None:
    out = member("M0002", "Mette Holm", METTE, status="afmeldt")
    assert told(mail_from(METTE, text=GONE), out, has_left=True) == []


def test_a_receipt_for_having_read_a_mail_is_no_news() -> None:
    receipt = mail_from(METTE, text="Din meddelelse blev læst den 21. august 2017.", subject="Læst: Program")
    assert told(receipt, METTE_HOLM) == []


def test_an_automatic_reply_without_a_sender() -> None:
    mail = read_mail(b"Subject: Autosvar\r\n\r\nJeg holder ferie.\r\n")
    assert told(mail, METTE_HOLM, answered=(TO_METTE,)) == [
        ("orientering", "Vores mail til Mette Holm (M0002) fik autosvar fra en ukendt adresse: »Jeg holder ferie«.")
    ]


def test_an_automatic_reply_is_told_once_for_each_text() -> None:
    def key(text: str, sender: str = METTE) -> str:
        decision = decide(mail_from(sender, text=text), reading(Intent.AUTO_REPLY), world(METTE_HOLM))
        return decision.notices[0].key

    assert key(AWAY) == key(AWAY + "\nMvh") != key("Jeg er på ferie til 21. oktober.")
    receipts = [f"Tak for din henvendelse, som er registreret med nr. {number}." for number in (17, 18)]
    assert len({key(text, "post@lolland.example") for text in receipts}) == 1


def test_a_question_is_never_left_lying() -> None:
    decision = decide(mail_from(), reading(Intent.QUESTION), world())
    assert (decision.outcome, decision.reasons) == ("review", ("Mailen spørger om noget.",))
