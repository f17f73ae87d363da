"""Whether as many people were found as a mail speaks of, and whether each address in it is somebody's."""

from __future__ import annotations

import re

from netpost.message import Mail
from netpost.understand.entry import find_addresses
from netpost.understand.name import fits_address
from netpost.understand.named import STOP
from netpost.understand.reading import Person
from netpost.understand.text import fold, pattern, split_sentences
from netpost.understand.verdict import Verdict
from netpost.understand.writer import Writer

COUNT = pattern(
    r"\b(?P<n>to(?!\ the\b)|tre|fire|fem|seks|syv|otte|2|3|4|5|6|7|8)\ (?:\w+\ ){0,2}?(?:deltagere|personer|medarbejdere|kolleger|kollegaer|pladser|ledere|chefer|mand|navne|af\ (?:os|vores|mine|dem)|mennesker|stk|repræsentanter|tilmeldinger|medlemmer|people|colleagues|participants|persons|folk|konsulenter|direktører|nye\ deltagere)\b|\b(?:have|få|sender?)\ (?P<p>to|tre|fire|fem|2|3|4|5)\ (?:med|på|afsted|til)\b(?!\ møde)|\b(?:melder|tilmelder|sender|stiller\ med|tilmelde|melde|kommer)\ (?:derfor\ |hermed\ |gerne\ |vi\ )?(?P<m>to|tre|fire|fem|2|3|4|5)\b(?!\ møde)|\bdisse\ (?P<k>to|tre|fire|fem|2|3|4|5)\b(?!\ møde)|\b(?:os|vi\ er|vi\ bliver|vi\ kommer|vi\ deltager|der\ kommer)\ (?P<o>to|tre|fire|fem|2|3|4|5)\b(?!\ (?:møde|gang|dag|om\b)|[.,]\d)"
)
NUMBERS = {"to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8}
BOTH = pattern(
    r"^\W*begge\ (?:deltager|kommer|er\ med)\b|\b(?:tilmeld|skriv|sæt|notér|noter)\ (?:\w+\ )?os\b|\b(?:ingen|begge)\ af\ os\b|\b(?:vi|(?<!til\ )os)\ (?:\w+\ )?begge\b(?!\ (?:dage|gange|møder|datoer))"
)
#: `undertegnede og to kolleger` are three
AND_WRITER = pattern(r"\b(?:undertegnede|mig(?:\ selv)?|jeg)\ (?:og|samt|plus)\ $")
OUR_PARTY = pattern(r"\b(?:vi\ (?:er|bliver|kommer|deltager)|der\ kommer)\ (?:to|tre|fire|fem|2|3|4|5)\b")
#: what an address is given for that belongs to no participant
FOR_OTHERS = pattern(
    r"\b(?:faktura\w*|regning\w*|kopi|cc|kontakt\w*|spørgsmål|sekretær\w*|bogholderi\w*|økonomi\w*|invoice|orienteret|informeret|underrettet)\b"
)


def find_wish_words(verdict: Verdict, mail: Mail) -> str:
    """Return the folded words that can tell how many are meant: the sentences of the wish, and the subject."""
    party = [one for one in map(fold, split_sentences(mail.own_text)) if OUR_PARTY.search(one)]
    return " ".join(
        dict.fromkeys([*(one.clause.sentence_folded for one in verdict.deciding), *party, fold(mail.subject)])
    )


def check_count(text: str, number: int) -> list[str]:
    """Say where a mail speaks of more or fewer people than were found. text: the words that can tell it, folded."""
    for match in COUNT.finditer(text):
        word = match["n"] or match["m"] or match["k"] or match["o"] or match["p"]
        if text[: match.start()].endswith(" er paa "):  # `vores afdeling er på to mennesker`
            continue
        told = (NUMBERS.get(word) or int(word)) + bool(AND_WRITER.search(text[: match.start()]))
        if told != number and not re.search(r"\bmoeder?\b", match[0]):
            return [f"Mailen taler om {word} personer, men der er fundet {number}."]
    if number == 1 and BOTH.search(text):
        return ["Mailen taler om to personer, men der er fundet 1."]
    return []


def check_leftover_addresses(mail: Mail, people: list[Person], writer: Writer) -> list[str]:
    """An address in the text that belongs to nobody found may be one more participant."""
    known = (
        {person.email for person in people}
        | {writer.email, writer.old_email, mail.sender.email if mail.sender else None}
        | {one.email for one in mail.to}
    )
    for match in find_addresses(mail.own_text):
        address = match[0].casefold().rstrip(".")
        behind = STOP.split(mail.own_text[match.end() : match.end() + 50])[0]
        around = fold(f"{mail.own_text[max(0, match.start() - 60) : match.start()]} # {behind}")
        is_own = any(fits_address(person.name or "", address) for person in people)
        if address not in known and (is_own or not FOR_OTHERS.search(around)):
            return [f"Adressen {match[0]} hører ikke til nogen af de personer, der er fundet."]
    return []
