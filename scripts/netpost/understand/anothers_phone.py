"""Whose a number in the writer's words is: `vores it-arkitekt Troels Vendelbo (trve@…, 30 61 77 24)`, `Ove kan fanges på 88 88 51 73`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from netpost.understand.entry import SAYS_SOMETHING
from netpost.understand.name import find_names, is_given_name, is_same_name
from netpost.understand.phone import find_phones

SENTENCE_BREAK = re.compile(r"(?:(?:(?<=\w\w\w)|(?<=\d\d))[.]|[!?])\s+(?=[A-ZÆØÅ])|\n\s*\n")
SELF = re.compile(
    r"\b(?:jeg|mig|min|mit|undertegnede|selv|I|my|me)\b(?!\s+(?:chef|kollega|leder|sekretær|boss))", re.IGNORECASE
)
#: the number is of whom the last pronoun before it means: `hun er jurist og har mobil`, `I fanger ham på`
PRONOUN = re.compile(
    r"\b(?:ham|hende|han|hun|(?-i:[Hh]ans(?!\s+[A-ZÆØÅ])|[Hh]endes)(?!\s+(?:vegne|sted|chef|leder|kollega)))\b(?:(?!\b(?:jeg|mig|min|mit|mine|undertegnede|vi|os|vores|I)\b)(?:[^.;]|[.](?!\s+(?-i:[A-ZÆØÅ]))))*$",
    re.IGNORECASE,
)
#: `min chefs nummer er`, `ring til min sekretær på`, `I kan ringe til Eva på`
OTHERS = re.compile(
    r"\b(?:(?:min|vores)\s+(?:\w+\s+)?\w*(?:chef|leder|direktør|kollega|sekretær|assistent)s\s+(?:\w+\s+)?(?:mobil|telefon|tlf|nummer|nr|direkte)\w*"
    r"|(?:min|vores)\s+(?:\w+\s+)?\w*(?:chef|leder|direktør|kollega|sekretær|assistent|mand|kone|makker)\s+(?:kan|har|træffes|fanges|svarer)"
    r"|(?:ringe?s?|kontakte?s?)\s+(?:venligst\s+|gerne\s+)?til\s+(?!mig\b|undertegnede\b|os\b|det\b|dette\b)(?:[\w-]+\s+){1,3}?på)\b(?:[^.;,]|[.](?=\S))*$",
    re.IGNORECASE,
)
GIVEN_NAME_HAS = re.compile(
    r"\b(?P<name>[A-ZÆØÅ][a-zæøå]+?)(?:s\s+(?:\w+\s+)?(?:mobil|telefon|tlf|nummer|nr|direkte)\w*|\s+(?:er|har|kan|træffes|fanges))\b(?:[^.;]|[.](?=\S))*$"
)
#: between whom a number reaches and the number: `Ove kan fanges på`, `mobil (Ove):`, `Oves nye nummer er`
REACHED_ON = re.compile(
    r"har|fik|får|fået|skiftet|og|er|kan|kun|bedst|også|altid|træffes|fanges|nås|kontaktes|svarer|nye?|nyt|direkte|mobil\w*|telefon\w*|tlf|nummer|nummeret|nr|det|på|nu|fremover|herefter",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]+")
#: `Ole Finn (olfi@…) kan fanges på`
ADDRESS_BESIDE = re.compile(r"\([^()@]*@[^()]*\)")
MOST_WORDS_BETWEEN = 4
REACH = 200


#: the writer's name cut short, or whom he writes for, above his details, where they end the mail and were not taken for a signature
LETTER_END = re.compile(
    r"\n\s*\n(?=(?:På vegne af\s|(?:[A-ZÆØÅ][\w-]*\s)?(?:[A-ZÆØÅ][a-zæøå]?\.[ -]?){1,3}[A-ZÆØÅ][\w-]+)(?:(?!\n\s*\n)[^!?])*\Z)"
)


def find_letter_end(text: str) -> int:
    """Return where the writer's own details begin below his words, the length of the text where they do not."""
    end = LETTER_END.search(text)
    return end.start() if end and not SAYS_SOMETHING.search(text, end.end()) else len(text)


def find_told_phone(text: str) -> str | None:
    """Find the number by which the person is reached of whom the text speaks as `han` or `hun`."""
    return next((one.number for one in find_phones(text) if PRONOUN.search(_sentence_before(text, one.start))), None)


def allot_phones(text: str, names: Sequence[str]) -> dict[str, str]:
    """Return name → number of those whom a text gives one by name; one that several bear means nobody."""
    told: dict[str, str] = {}
    for one in find_phones(text, of_anybody=True):
        who = _find_reached(_sentence_before(text, one.start))
        bearers = [name for name in names if any(is_same_name(form, name) for form in (who, who.removesuffix("s")))]
        if len(bearers) == 1:
            told.setdefault(bearers[0], one.number)
    return told


def _find_reached(before: str) -> str:
    """Return the word for whom the number behind some words reaches, "" where there is none; an earlier number or a comma parts them."""
    words = WORD.findall(re.split(r"[\d,]", ADDRESS_BESIDE.sub(" ", before))[-1])
    while words and REACHED_ON.fullmatch(words[-1]):
        words.pop()
    return words[-1] if words and len(words[-1]) > 1 else ""


def is_told_of_oneself(text: str, start: int) -> bool:
    """`Mit eget nummer er 20…`, `vi træffes på 20…`: tell whether the words before a number make it the writer's, too."""
    before = re.split(r"[,;]\s", _sentence_before(text, start))[-1]
    return SELF.search(before) is not None or US.search(before) is not None


US = re.compile(r"\b(?:vi|os|vores|begge|alle|fælles)\b", re.IGNORECASE)


def _sentence_before(text: str, start: int) -> str:
    return SENTENCE_BREAK.split(text[max(0, start - REACH) : start])[-1]


def is_anothers_phone(text: str, start: int, owner: str | None) -> bool:
    """Tell whether the number that begins at start is another person's than the owner of the mail's signature."""
    before = _sentence_before(text, start)
    reached = _find_reached(before)
    if SELF.fullmatch(reached):
        return False
    if PRONOUN.search(before) or OTHERS.search(before):
        return True
    if reached.istitle() and any(
        is_given_name(form) and not is_same_name(form, owner) for form in (reached, reached.removesuffix("s"))
    ):
        return True
    given = GIVEN_NAME_HAS.search(before)
    if given and is_given_name(given["name"]):
        return not is_same_name(given["name"], owner)
    names = find_names(before)
    if not names or is_same_name(names[-1].name, owner):
        return False
    between = before[names[-1].end :]
    is_near = between.rfind("(") > between.rfind(")") or len(between.split()) <= MOST_WORDS_BETWEEN
    return is_near and SELF.search(between) is None
