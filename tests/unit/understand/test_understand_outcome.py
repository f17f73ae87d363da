"""What the network is shown of a mail, and what it says of plain ones."""

import json
from datetime import date

import pytest

from conftest import ROOT
from netpost.understand.context import read_context
from netpost.understand.outcome import (
    CONTEXTS,
    DAYS,
    FACETS,
    OUTCOMES,
    Opinion,
    Seen,
    ask_about,
    form_opinion,
    make_question,
    number_parts,
)
from understand_cases import NETWORK, write


def find_likeliest(opinion: Opinion) -> str:
    return max(OUTCOMES, key=opinion.likelihood)


def ask(text: str, context: str = "-", **changes: str) -> Opinion:
    mail = write(text, context, **changes)
    day = mail.date.date() if mail.date else NETWORK.today
    return form_opinion(mail, read_context(mail, NETWORK, day), NETWORK, day)


@pytest.mark.parametrize(
    ("text", "context", "outcome"),
    [
        ("Jeg vil gerne tilmeldes netværket.", "-", "signup"),
        ("Ja tak, sæt mig på listen.", "inv", "signup"),
        ("Jeg er desværre forhindret på torsdag.", "prog", "decline"),
        ("Jeg kommer på torsdag.", "prog", "accept"),
        ("Slet mig venligst fra netværket.", "-", "cancel"),
        ("Jeg har fået nyt mobilnummer: 23 45 67 89.", "-", "update"),
        ("Er der parkering ved rådhuset?", "prog", "review"),
        ("Jeg overvejer at melde mig til, men ved det ikke endnu.", "inv", "review"),
        ("Tusind tak for en god dag i går.", "-", "nothing"),
        ("Rigtig glædelig jul og godt nytår til jer alle.", "-", "nothing"),
    ],
)
def test_plain_mails_are_judged_rightly(text: str, context: str, outcome: str) -> None:
    opinion = ask(text, context)
    assert find_likeliest(opinion) == outcome, opinion
    assert sum(opinion.likelihoods) == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "is_writer", "is_others", "meant"),
    [
        ("Jeg vil gerne tilmeldes netværket.", True, False, (True, True, True)),
        ("Jeg vil gerne tilmelde min kollega Ole Finn til netværket.", False, True, (True, True, True)),
        ("Jeg vil gerne med, men kun til mødet i Vejle.", True, False, (False, False, True)),
        ("Jeg springer Aarhus over, men vil gerne med til de to sidste møder.", True, False, (False, True, True)),
    ],
)
def test_for_whom_and_for_which_meetings(text: str, is_writer: bool, is_others: bool, meant: tuple[bool, ...]) -> None:
    opinion = ask(text)
    likelihoods = [
        opinion.facet(name, is_found=is_found) for name, is_found in (("writer", is_writer), ("others", is_others))
    ]
    assert min(likelihoods) > 0.5, likelihoods
    assert tuple(opinion.means_meeting(place) > 0.5 for place in range(len(meant))) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Jeg vil gerne tilmelde Ole Damborg til netværket.", (True, False)),
        ("Tilmeld Ole Damborg til netværket, ikke Eva Lund.", (True, False)),
        ("Eva Lund har anbefalet netværket til Ole Damborg, som gerne vil tilmeldes.", (True, False)),
        ("Tilmeld både Ole Damborg og Eva Lund.", (True, True)),
        ("Jeg vil gerne tilmeldes. Hils Ole Damborg og Eva Lund.", (False, False)),
    ],
)
def test_who_of_those_named_is_meant(text: str, meant: tuple[bool, bool]) -> None:
    mail = write(text, "inv")
    day = mail.date.date() if mail.date else NETWORK.today
    names = ("Ole Damborg", "Eva Lund")
    likelihoods = ask_about(mail, read_context(mail, NETWORK, day), NETWORK, day, names)
    asked = {name: likelihood > 0.5 for name, likelihood in likelihoods.items() if name in text}
    assert asked == {name: is_meant for name, is_meant in zip(names, meant, strict=True) if name in text}, likelihoods


def test_the_writers_own_name_is_marked() -> None:
    seen = Seen(
        "", "Tilmeld Ole Finn, it-chef. Ole Finns nummer følger.", None, "none", False, date(2017, 9, 1), "Ole Finn"
    )
    assert make_question(seen, NETWORK).sentences[1:] == (("tilmeld", "§", "it-chef"), ("§", "nummer", "foelger"))


def test_what_is_answered_counts() -> None:
    assert find_likeliest(ask("Ja tak, jeg kommer.", "inv")) == "signup"
    assert find_likeliest(ask("Ja tak, jeg kommer.", "prog")) == "accept"


def test_likelihoods_stand_in_the_order_of_the_outcomes() -> None:
    opinion = Opinion((0.1, 0.0, 0.2, 0.0, 0.0, 0.3, 0.4))
    assert [opinion.likelihood(one) for one in ("signup", "decline", "review", "nothing")] == [0.1, 0.2, 0.3, 0.4]
    assert opinion.likelihood("bounce") == 0
    assert find_likeliest(opinion) == "nothing"


@pytest.mark.parametrize(
    ("day", "place"),
    [
        (date(2017, 9, 14), 0),
        (date(2017, 9, 12), 1),
        (date(2017, 9, 5), 2),
        (date(2017, 8, 16), 3),
        (date(2017, 6, 28), 4),
        (date(2018, 1, 26), len(DAYS) + 1),
    ],
)
def test_days_until_the_next_meeting(day: date, place: int) -> None:
    assert make_question(Seen("", "Hej", None, "none", False, day), NETWORK).days == place


def test_subject_and_sentences_have_their_settings() -> None:
    seen = Seen("SV: Program", "Tak for mailen. Jeg kommer.", None, "meeting", True, date(2017, 9, 1))
    question = make_question(seen, NETWORK)
    assert question.sentences == (("sv", "program"), ("tak", "for", "mailen"), ("jeg", "kommer"))
    in_text = CONTEXTS.index("meeting") + len(CONTEXTS)
    assert question.settings == [2 * len(CONTEXTS) + 1, in_text, in_text]


def test_a_forwarded_mail_is_shown_behind_a_mark() -> None:
    seen = Seen("VS: Plads", "Se nedenfor.", "Jeg vil gerne med.", "none", False, date(2017, 9, 1))
    assert make_question(seen, NETWORK).sentences[2:] == (("forwarded",), ("jeg", "vil", "gerne", "med"))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "?!", "x" * 4000, "ord " * 900])
def test_no_text_raises(text: str) -> None:
    assert find_likeliest(ask(text)) in OUTCOMES


def test_placeholders_have_no_parts() -> None:
    assert number_parts("NAME") == number_parts("på") == ()
    assert len(number_parts("med")) == len({"<me", "med", "ed>", "<med", "med>", "<med>"})


def test_the_mails_kept_to_learn_from_are_whole() -> None:
    lines = [
        line
        for file in sorted((ROOT / "training" / "mails").glob("*.jsonl"))
        for line in file.read_text("utf-8").splitlines()
    ]
    kept = [json.loads(line) for line in lines]
    assert kept
    for one in kept:
        assert (
            set(Seen._fields) - {"writer"} <= set(one) - {"outcomes"} <= {"facets", "meetings", "meant", *Seen._fields}
        )
        assert set(one["outcomes"]) <= set(OUTCOMES)
        assert set(one.get("facets", {})) <= set(FACETS)
        assert one["answers"] in CONTEXTS
        date.fromisoformat(one["day"])
