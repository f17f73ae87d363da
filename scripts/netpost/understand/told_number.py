"""How many people a mail speaks of: `tre fra Vejen`, `to stole`, `two of us`; and whether its writer is one of them."""

from __future__ import annotations

import re

from netpost.message import Mail
from netpost.understand.text import fold, pattern, split_sentences
from netpost.understand.verdict import Verdict

COUNT = pattern(
    r"\b(?P<n>to(?!\ the\b)|tre|fire|fem|seks|syv|otte|2|3|4|5|6|7|8)\ (?:\w+\ ){0,2}?(?:deltagere|personer|medarbejdere|kolleger|kollegaer|pladser|ledere|chefer|mand|navne|af\ (?:os|(?:vores|mine)\ (?:\w+\ )?\w*(?:leder|chef|kolleg|medarbejd|konsulent|folk|direktør|egne)\w*|dem(?!\ (?:passer|kan\ jeg|falder|ligger)\b))|mennesker|stk|repræsentanter|tilmeldinger|medlemmer|people|colleagues|participants|persons|folk|konsulenter|direktører|nye\ deltagere)\b|\b(?:have|få|sender?)\ (?P<p>to|tre|fire|fem|2|3|4|5)\ (?:med|på|afsted|til)\b(?!\ møde)|\b(?:melder|tilmelder|sender|stiller\ med|tilmelde|melde|kommer)\ (?:derfor\ |hermed\ |gerne\ |vi\ )?(?P<m>to|tre|fire|fem|2|3|4|5)\b(?!\ møde)|\bdisse\ (?P<k>to|tre|fire|fem|2|3|4|5)\b(?!\ møde)|\b(?:os|vi\ er|vi\ bliver|vi\ kommer|vi\ deltager|(?:kommer|deltager|møder)\ vi|der\ kommer)\ (?:nemlig\ |altså\ |så\ |nu\ )?(?P<o>to|tre|fire|fem|2|3|4|5)\b(?!\ (?:møde|gang|dag|om\b|syge|ramt|tilbage)|[.,]\d)"
    r"|\bvi\ (?P<v>to|tre|fire|fem)(?:,|\ (?:vil|kan|skal|må|ønsker|er|kommer|deltager|melder|her|fra)\b)"
)
#: `tre fra Vejen`, `to stole`, `two of us`: a number of people without a word for people
PARTY = pattern(
    r"(?<!\bde\ )\b(?P<n>to|tre|fire|fem|seks|two|three|four|five)\ (?:(?!dage\b|uger?\b|gange\b|møde)(?:\w+e|more)\ )?(?:fra\ (?!start\b|nu\b|kl\b|og\b|at\b)\w+|herfra|stole|sæder|seats|places|spots|of\ us|mand\ høj)\b"
)
#: a number of people whom the writer counts himself among: `os tre`, `two of us`, `vi vil gerne være to fra …`, `vi siger ja tak, alle tre`
OUR_NUMBER = pattern(
    r"\b(?P<n>to|tre|fire|fem|two|three|four|five)\ (?:af\ os|of\ us)\b(?!\ (?:har|have)\b)|\b(?:os|us)\ (?:alle\ )?(?P<o>to|tre|fire|fem|two|three|four|five)\b(?!\ (?:møde|gang|dag|dato)|[.,]\d)"
    r"|\bvi\ (?:er|bliver|kommer|deltager|møder|(?:vil|kan|skal)\ (?:gerne\ )?(?:være|komme|møde)|(?<=vil\ vi\ )(?:gerne\ )?(?:være|komme|møde))\ (?:gerne\ |derfor\ |nu\ )?(?P<m>to|tre|fire|fem)\b(?!\ (?:møde|gang|dag|på|om|ud|i\ (?!(?:jeres\ |det\ )?netværk))|[.,]\d)"
    r"|\bvi\ (?P<v>to|tre|fire|fem)(?:,|\ (?:vil|kan|skal|må|ønsker|er|kommer|deltager|melder|her|fra)\b)"
    r"|\bvi\ (?:(?:\w+\ )?|[^.!?:;]{0,50},\ )alle\ (?P<a>tre|fire|fem)\b(?!\ (?:\w*møde|gang|dag|dato))"
)
BOTH_OF_US = pattern(
    r"\b(?:os|vi\ (?:vil|skal|kan|må|er|deltager|kommer|melder)(?:\ \w+)?)\ begge(?:\ to)?\b(?!\ (?:dage|gange|møder|datoer))|\b(?:begge|ingen)\ af\ os\b(?!\ har\b)|\bboth\ of\ us\b(?!\ have\b)"
)
#: `vi er to, men kun Ole Finn kan`
ONLY_SOME = pattern(r"\b(?:kun|alene|only|blot|men)\b")
NUMBERS = {
    word: number
    for number, words in enumerate(["to two", "tre three", "fire four", "fem five", "seks six", "syv", "otte"], start=2)
    for word in words.split()
}
BOTH = pattern(
    r"^\W*begge\ (?:deltager|kommer|er\ med)\b|\b(?:tilmeld|skriv|sæt|notér|noter)\ (?:\w+\ )?os\b|\b(?:ingen|begge)\ af\ os\b|\b(?:vi|(?<!til\ )os)\ (?:\w+\ ){0,3}begge\b(?!\ (?:de\ |to\ )*(?:dage|gange|møder|datoer))"
)
OUR_PARTY = pattern(
    r"\b(?:vi\ (?:er|bliver|kommer|deltager)|der\ kommer)\ (?:nemlig\ |altså\ |så\ |nu\ )?(?:to|tre|fire|fem|2|3|4|5)\b"
)


def find_wish_words(verdict: Verdict, mail: Mail) -> str:
    """Return the folded words that can tell how many are meant: the sentences of the wish, and the subject."""
    party = [one for one in map(fold, split_sentences(mail.own_text)) if OUR_PARTY.search(one)]
    return " ".join(
        dict.fromkeys([*(one.clause.sentence_folded for one in verdict.deciding), *party, fold(mail.subject)])
    )


def find_number(match: re.Match[str]) -> str:
    """Return the word of a match that tells a number."""
    return str(next(filter(None, match.groups())))


def find_counts(text: str) -> set[int]:
    """Return the numbers of people that folded words tell."""
    found = (find_number(match) for regex in (COUNT, PARTY, OUR_NUMBER) for match in regex.finditer(text))
    return {NUMBERS.get(word) or int(word) for word in found} | ({2} if BOTH_OF_US.search(text) else set())


def counts_writer(verdict: Verdict, mail: Mail, others: int) -> bool:
    """`Sign up two of us`, `sæt os begge på`: tell whether the writer counts himself and as many others as are named."""
    told = find_wish_words(verdict, mail)
    if ONLY_SOME.search(told):
        return False
    ours = {NUMBERS[find_number(match)] for match in OUR_NUMBER.finditer(told)}
    return others + 1 in ours | ({2} if BOTH_OF_US.search(told) else set())
