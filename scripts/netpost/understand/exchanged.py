"""Whether a number gives way to another: `byt 28… ud med 41…`, `slet 28… og skriv 41…`, `41… træder i stedet for 28…`."""

from __future__ import annotations

import re

from netpost.understand.text import fold_letters

REACH = 70
LONGEST_PHONE = 12
#: what may stand between such words and a number: `mit gamle nummer`, `EAN-nr.`
CALLED = r"(?:\s+(?:(?:mit|vores|det|nyt?|nye|gamle|gammelt|my|our|the|new|old|(?:mobil|telefon|ean|gln)?-?(?:nummer|nummeret|nr|number)|mobil|tlf|telefon|ean|gln)\b[.:]?))*+\W*+"
#: `det gamle nummer skal udskiftes med 41…`: what follows takes the place
TAKES_PLACE = rf"\b(?:erstatte[st]?|(?:ud)?(?:skifte|bytte)[st]?)(?:\s+ud)?\s+(?:med|af){CALLED}$"
GIVEN_UP_BEFORE = re.compile(
    r"\b(?:slet|fjern|stryg|kasser|glem|delete|remove|forget|erstatter|afloeser|traeder i stedet for|frem\s?for|instead of|replaces)"
    rf"(?:\s+(?:venligst|gerne|please))?{CALLED}$"
)
#: what follows is a number, too
GIVEN_UP_BEHIND = re.compile(
    r"[\s)]*+(?:-+>|=>|→|(?:(?:er|bliver|blev|skal|boer|bedes|kan|is|should|be|nu|venligst)\s+){0,4}"
    r"(?:(?:(?:ud)?(?:bytte[st]?|skifte[st]?)|erstatte[st]?|rette[st]?|aendre[st]?|lave[st]? om|replaced|changed)\s+)?(?:ud\s+)?(?:til|med|af|with|by|to)\b)"
    rf"{CALLED}(?P<other>[+\d][\d .()-]*)"
)


#: `57 50 30 40 (omst.) / 57 50 54 18`, `26 15 90 84 er min gamle, 51 74 36 20 …`: what is said right behind the earlier number is that number's
OWN_REMARK = re.compile(
    r"^(?:\([^)\d]*\)|paa (?:mobil|kontor|arbejde|job)\w*\b|(?:er|var|svarer|virker|gaelder|har|hoerer|skal|ikke (?:mere|laengere))\b[^,.;]*?(?:[,.;]|\bog\b))"
)


def is_given_up(text: str, start: int, end: int) -> bool:
    """Tell whether the number that stands from start to end is to be replaced by another."""
    before, behind = fold_letters(text[max(0, start - REACH) : start]), fold_letters(text[end : end + REACH])
    if GIVEN_UP_BEFORE.search(before):
        return True
    exchanged = GIVEN_UP_BEHIND.match(behind)
    return exchanged is not None and _is_long(exchanged["other"]) is _is_long(text[start:end])


def _is_long(number: str) -> bool:
    """Tell an EAN from a telephone number: `EAN 57… med tlf. 28…` exchanges nothing."""
    return sum(map(str.isdigit, number)) > LONGEST_PHONE
