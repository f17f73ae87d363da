"""Whether as many people were found as a mail speaks of, and whether each address in it is somebody's."""

from __future__ import annotations

import re

from netpost.message import Mail
from netpost.understand.ean import EAN_NUMBER
from netpost.understand.entry import find_addresses
from netpost.understand.name import fits_address, given_names
from netpost.understand.named import STOP
from netpost.understand.reading import Person
from netpost.understand.text import fold, pattern
from netpost.understand.told_number import BOTH, COUNT, NUMBERS, OUR_NUMBER, PARTY, find_number
from netpost.understand.writer import Writer

#: `undertegnede og to kolleger` are three
AND_WRITER = pattern(r"\b(?:undertegnede|mig(?:\ selv)?|jeg)\ (?:og|samt|plus)\ $")
#: `vi er to mand for lidt`: whom an office lacks
TOO_FEW = pattern(r"(?:\ \w+)?\ for\ (?:lidt|få|lite)\b")
NAMESAKES = re.compile(r" (\w{2,}?)['’]?e?r\b")
#: `opsiger den ene af sine to pladser`
ONE_OF_SEVERAL = pattern(r"\b(?:ene|en|et|een)\ af\ (?:sine|vores|vore|mine|kommunens|de)\ $")
#: what an address is given for, or called, that belongs to no participant
FOR_OTHERS = pattern(
    r"\b(?:faktura\w*|regning\w*|kopi|cc|att|mrk|mærk\w*|reference\w*|kontakt\w*|spørgsmål|sekretær\w*|assistent\w*|bogholderi\w*|økonomi\w*|invoice|orienteret|informeret|underrettet|\w*kalender\w*|\w*indkaldelse\w*|calendar)\b"
)


def check_count(text: str, number: int) -> list[str]:
    """Say where a mail speaks of more or fewer people than were found. text: the words that can tell it, folded."""
    for match in (*COUNT.finditer(text), *PARTY.finditer(text), *OUR_NUMBER.finditer(text)):
        word = find_number(match)
        if text[: match.start()].endswith(" er paa "):  # `vores afdeling er på to mennesker`
            continue
        if (
            TOO_FEW.match(text, match.end())
            or _counts_namesakes(text[match.end() :])
            or ONE_OF_SEVERAL.search(text[: match.start()])
        ):
            continue
        told = (NUMBERS.get(word) or int(word)) + bool(AND_WRITER.search(text[: match.start()]))
        if told != number and not re.search(r"\bmoeder?\b", match[0]):
            return [f"Mailen taler om {word} personer, men der er fundet {number}."]
    if number == 1 and BOTH.search(text):
        return ["Mailen taler om to personer, men der er fundet 1."]
    return []


def _counts_namesakes(after: str) -> bool:
    """`Vi er to Marianner her`: tell whether those counted merely bear the same name."""
    word = NAMESAKES.match(after)
    return word is not None and not given_names().isdisjoint({word[1], f"{word[1]}e"})


def check_leftover_addresses(mail: Mail, people: list[Person], writer: Writer) -> list[str]:
    """An address in the text that belongs to nobody found may be one more participant; `faktura til EAN 57…, mails til olfi@…` is none for the bill."""
    known = (
        {person.email for person in people}
        | {writer.email, writer.old_email, mail.sender.email if mail.sender else None}
        | {one.email for one in mail.to}
    )
    for match in find_addresses(mail.own_text):
        address = match[0].casefold().rstrip(".")
        behind = STOP.split(mail.own_text[match.end() : match.end() + 50])[0]
        before = EAN_NUMBER.split(mail.own_text[max(0, match.start() - 60) : match.start()])[-1]
        around = fold(f"{before} {address.partition('@')[0]} # {behind}")
        is_own = any(fits_address(person.name or "", address) for person in people)
        if address not in known and (is_own or not FOR_OTHERS.search(around)):
            return [f"Adressen {match[0]} hører ikke til nogen af de personer, der er fundet."]
    return []
