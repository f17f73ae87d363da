"""Whether a number in the writer's words is somebody else's: `vores it-arkitekt Troels Vendelbo (trve@…, 30 61 77 24)`."""

from __future__ import annotations

import re

from netpost.understand.name import find_names, is_given_name, is_same_name
from netpost.understand.phone import find_phones

SENTENCE_BREAK = re.compile(r"(?<=\w\w\w)[.!?]\s+(?=[A-ZÆØÅ])|\n\s*\n")
SELF = re.compile(
    r"\b(?:jeg|mig|min|mit|undertegnede|selv|I|my|me)\b(?!\s+(?:chef|kollega|leder|sekretær|boss))", re.IGNORECASE
)
#: the number is what the pronoun's owner has or is reached by
PRONOUN = re.compile(
    r"\b(?:(?:fange|ringe?\s+til|kontakte?|få\s+fat\s+(?:i|på)|træffe)\s+(?:ham|hende)|(?:han|hun)\s+(?:kan|har|træffes|fanges|svarer)|(?:hans|hendes)"
    r"\s+(?:\w+\s+)?(?:mobil|telefon|tlf|nummer|nr|direkte)\w*)\b(?:[^.;]|[.](?=\S))*$",
    re.IGNORECASE,
)
GIVEN_NAME_HAS = re.compile(
    r"\b(?P<name>[A-ZÆØÅ][a-zæøå]+?)(?:s\s+(?:\w+\s+)?(?:mobil|telefon|tlf|nummer|nr|direkte)\w*|\s+(?:er|har|kan|træffes|fanges))\b(?:[^.;]|[.](?=\S))*$"
)
MOST_WORDS_BETWEEN = 4
REACH = 200


def find_told_phone(text: str) -> str | None:
    """Find the number by which the person is reached of whom the text speaks as `han` or `hun`."""
    return next((one.number for one in find_phones(text) if PRONOUN.search(_sentence_before(text, one.start))), None)


def _sentence_before(text: str, start: int) -> str:
    return SENTENCE_BREAK.split(text[max(0, start - REACH) : start])[-1]


def is_anothers_phone(text: str, start: int, owner: str | None) -> bool:
    """Tell whether the number that begins at start is another person's than the owner of the mail's signature."""
    before = _sentence_before(text, start)
    if PRONOUN.search(before):
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
