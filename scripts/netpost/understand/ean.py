"""The EAN number (GLN) that an invoice is sent to: 13 digits with a GS1 check digit.

>>> find_eans("EAN-nr.: 57 98 06 24 76 57 8").good
('5798062476578',)

Source: GS1 General Specifications 7.9 (check digit, by python-stdnum); digst.dk, NemHandel: 13 digits in one row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from netpost.understand.exchanged import CALLED, OWN_REMARK, TAKES_PLACE, is_given_up
from netpost.understand.text import fold

HAS_DIGIT = re.compile(r"\d")
SEVERAL_EANS = "Mailen nævner flere EAN-numre, og det er ikke klart, hvilket der gælder."
#: Thirteen digits in a row or with blanks, dots or dashes between.
DIGITS = re.compile(r"\d(?<![\d+].)(?<!\d[ .-].)(?:[ .\u00a0-]?\d){12}(?![ .-]?\d)")
#: Thirteen digits that may be one, whatever its check digit.
EAN_NUMBER = re.compile(r"(?<!\d)\d(?:[ .-]?\d){12}(?!\d)")
#: A number of another length that is called an EAN.
LABELLED = re.compile(
    r"\bean\b[^\d\n]{0,25}(\d(?:[ .\u00a0-]?\d){8,15})(?![ .-]?\d)|\bgln\b[^\d\n]{0,15}(\d(?:[ .\u00a0-]?\d){8,15})",
    re.IGNORECASE,
)
#: What stands before a number that is not to be used (folded).
IS_OLD = re.compile(
    r"\b(?:ikke\b(?![^.;]*[!?)])|gam(?:le|mel|melt)|tidligere|forkerte?|fejlagtige?|i stedet for|afvist (?:paa|til)|retur (?:paa|fra)|not|old)\b[^\d.;]{0,40}$|\b(?:foer|tidl\.?):?(?: var)? $"
    rf"|(?<!betales )(?<!betalt )\bfra{CALLED}$"  # but not `fakturaer fra KL`, `fra nytår`
)
IS_RIGHT = re.compile(
    rf"\b(?:rigtige?|nye?|nyt|men|skal (?:vaere|staa)|nu|korrekte?|til)\b[^\d]{{0,25}}$|{TAKES_PLACE}|(?<!ikke )\b(?:brug|benyt|anvend|skriv)\b[^\d]{{0,15}}$"
)
IS_OLD_AFTER = re.compile(
    r"^,? (?:det |den |som |der )?(?:(?:er|var) (?:en )?(?:gammel|gammelt|fejl)|udgaar|lukker|er (?:jo )?ikke de[nt])\b|^ (?:er )?(?:det|den) (?:gamle|tidligere|forkerte)\b|^ ?\((?:det |den |de )?(?:gammel|gamle|gammelt|tidligere|tidl|forkert|udgaaet)\b[^\d)]*\)|^(?!\W{0,2}(?:da|idet|eftersom|fordi|for|som|men) (?:\w+ )?(?:gamle|foerstnaevnte|tidligere|hidtidige|forrige|andet|foerste)\b)[^\d.;]{0,30}\b(?:er (?:jo )?ikke (?:laengere |mere )?(?:vores|vort|mit|rigtig\w*|korrekt\w*|gyldigt?|aktivt?|i brug|i orden)|er (?:det |den )?forkerte?|er afmeldt|duer ikke|virker ikke|gaelder ikke|er udgaaet|er nedlagt|bliver lukket|lukkes|kom(?:mer)? retur|(?:brugt|oplyst|opgivet|skrevet|angivet|sendt) (?:\w+ )?ved en fejl|skal ikke (?:laengere )?bruges|(?:skal )?(?:aendres|rettes) til|er lukket|(?:det |som |og det )?(?:er|blev|bliver) nedlagt|men det blev nedlagt|(?:det|den|som) hoerer (?:jo )?til (?:en anden|et andet)|men det er (?:jo )?(?!vores|jeres|kommunens)\w+s (?:ean|nummer)\w*)\b"
)
#: … and what makes one of two numbers the right one.
IS_CHOSEN = re.compile(
    r"\b(?:nyt?|nye|nu|bruge?|benyt|anvend|rigtige?|korrekte?|i stedet|fremover|fra i dag|herefter|gaelder|use|instead|new)\b[^\d]{0,45}$"
    r"|(?:^|[.!?:;,] )(?:men )?vores (?:eget |rigtige )?(?:ean\S* )?(?:er|hedder):? $|\b(?:hedder det|skal (?:sendes )?(?:paa|til))\b[^\d.]{0,30}$"
)
#: The receiver's own number, as an invoice repeats it.
IS_THEIRS = re.compile(r"\b(?:jeres|your)\s+ean\b[^\d]{0,20}$")


@dataclass(frozen=True)
class Eans:
    """The numbers of a text in its order. good: right check digit. bad: wrong length or check digit, digits only."""

    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()


def find_eans(text: str) -> Eans:
    """Find the EAN numbers that a text gives; those that it calls old, wrong or the receiver's are left out, and where it chooses one the others."""
    given, chosen = _find_given(text) if HAS_DIGIT.search(text) else (Eans(), [])
    return Eans(tuple(chosen), given.bad) if len(given.good) > 1 and len(chosen) == 1 else given


def find_given_eans(text: str) -> tuple[str, ...]:
    """Find the EAN numbers that a text gives, also beside one that it chooses: `brug 57… til Ole. Mit er 57…`."""
    return _find_given(text)[0].good


def _find_given(text: str) -> tuple[Eans, list[str]]:
    """Return the numbers of a text, and those of them that it says are to be used."""
    good: list[str] = []
    bad: list[str] = []
    chosen: list[str] = []
    last = 0
    for start, end, digits in _candidates(text):
        before = OWN_REMARK.sub("", fold(text[max(last, start - 60) : start]).lstrip())
        after, last = fold(text[end : end + 50]), end
        is_old = _is_called_old(before) or IS_OLD_AFTER.search(after) is not None or is_given_up(text, start, end)
        if is_old or IS_THEIRS.search(before):
            continue
        if is_ean(digits):
            if digits not in good:
                good.append(digits)
            if IS_CHOSEN.search(before):
                chosen.append(digits)
        elif digits not in bad and (digits.startswith("57") or "ean" in before or "gln" in before):
            bad.append(digits)
    return Eans(tuple(good), tuple(bad)), chosen


def _is_called_old(before: str) -> bool:
    """`Er forkert, det rigtige er 57…` gives a number, `brug det til ham i stedet for 57…` gives one up."""
    old = IS_OLD.search(before)
    return old is not None and IS_RIGHT.search(before, old.start() + 1) is None


def _candidates(text: str) -> list[tuple[int, int, str]]:
    lowered = text.lower()
    found = {match.start(): (match.start(), match.end(), read_digits(match[0])) for match in DIGITS.finditer(text)}
    for match in LABELLED.finditer(text) if "ean" in lowered or "gln" in lowered else ():
        group = 1 if match[1] else 2
        found.setdefault(match.start(group), (match.start(group), match.end(group), read_digits(match[group])))
    return [found[start] for start in sorted(found)]


def read_digits(text: str) -> str:
    """Return the digits of a text alone."""
    return re.sub(r"\D", "", text)


def is_ean(digits: str) -> bool:
    """Tell whether thirteen digits have a right check digit."""
    from stdnum import ean

    return len(digits) == 13 and bool(ean.is_valid(digits))
