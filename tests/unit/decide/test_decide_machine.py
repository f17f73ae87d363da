import pytest

from factories import AARHUS, ANNE, METTE, SECRETARY, mail_from, member, reading, world
from netpost.decide import Decision, World, decide
from netpost.journal.owed import Kind, OwedMail
from netpost.understand.reading import Bounce, Intent, Person

TO_ANNE = OwedMail(Kind.REMINDER, ("M0001",), ANNE, (AARHUS,), "14")
TO_SECRETARY = OwedMail(Kind.CONFIRMATION, ("M0001", "M0002"), SECRETARY, (AARHUS,), "1")
FAILS = f"Mail til Anne Hansen (M0001) kan ikke leveres: {ANNE} virker ikke. Ret adressen i members.csv."


def bounce(known: World, *addresses: str, permanent: bool | None = True) -> Decision:
    people = tuple(Person(email=address) for address in addresses)
    mail = mail_from("MAILER-DAEMON@kl.example")
    return decide(mail, reading(Intent.BOUNCE, *people, bounce=Bounce(addresses, permanent)), known)


@pytest.mark.parametrize(
    ("known", "addresses", "permanent", "sentences"),
    [
        pytest.param(world(member()), (ANNE,), True, [FAILS], id="permanent"),
        pytest.param(world(member()), (ANNE,), None, [FAILS], id="it-does-not-say"),
        pytest.param(world(member()), (ANNE,), False, [], id="transient"),
        pytest.param(world(member()), (METTE,), True, [], id="not-a-member"),
        pytest.param(world(member()), (METTE, ANNE), True, [FAILS], id="one-of-them"),
        pytest.param(world(member(), returned=TO_ANNE), (), True, [FAILS], id="by-our-mail"),
        pytest.param(world(member(), returned=TO_ANNE), ("anne@hjem.example",), True, [FAILS], id="was-sent-on"),
        pytest.param(
            world(member(), returned=TO_SECRETARY), (SECRETARY,), True,
            [f"Mailen bekraeftelse:M0001:1 til {SECRETARY} kan ikke leveres: adressen virker ikke."], id="to-the-writer",
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


@pytest.mark.parametrize(
    ("intent", "sender", "has_left", "sentences"),
    [
        pytest.param(Intent.OTHER, ANNE, False, ["Anne Hansen (M0001) skrev »Tilmelding«. Netpost gjorde ikke noget ved den."], id="member"),
        pytest.param(Intent.OTHER, METTE, False, [], id="stranger"),
        pytest.param(Intent.AUTO_REPLY, ANNE, False, [], id="away"),
        pytest.param(Intent.AUTO_REPLY, ANNE, True, ["Anne Hansen (M0001) er ifølge et autosvar stoppet. Skal vedkommende afmeldes?"], id="has-left"),
        pytest.param(Intent.AUTO_REPLY, METTE, True, [], id="stranger-has-left"),
    ],
)  # fmt: skip
def test_mail_that_wants_nothing(intent: Intent, sender: str, has_left: bool, sentences: list[str]) -> None:
    decision = decide(mail_from(sender), reading(intent, has_left=has_left), world(member()))
    assert (decision.outcome, decision.changes, decision.owed) == ("ignore", (), ())
    assert [notice.sentence for notice in decision.notices] == sentences


def test_a_question_is_never_left_lying() -> None:
    decision = decide(mail_from(), reading(Intent.QUESTION), world())
    assert (decision.outcome, decision.reasons) == ("review", ("Mailen spørger om noget.",))
