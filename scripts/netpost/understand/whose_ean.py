"""Whose an EAN is, where a mail gives several or shares one: `… til Peder og … til mig`, `min regning til …, Oles til …`, `EAN som mit`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import chain

from netpost.understand.ean import EAN_NUMBER, find_given_eans, read_digits
from netpost.understand.entry import Entry

#: stands for a writer who is in no list
WRITER = "(afsender)"
#: what means the writer by itself: `mit er 57…`, `min regning`, but not `min kollega`
OF_WRITER = (
    r"\b(?:[Mm]ig|[Uu]ndertegnede|[Mm]it(?!\s+(?:team|hold|kontor|center|sekretariat))|[Mm]ine?(?!\s+(?!til\b|er\b|på\b|skal\b)\w)|[Vv]ores\s+eget|[Mm]e|[Mm]y\s+(?:own|EAN|invoice)"
    r"|[Mm]in\s+(?:egen\s+)?(?:faktura|regning|plads|deltagelse|tilmelding))\b"
)
MINE = re.compile(OF_WRITER)
#: … and where nobody else is named, or somebody beside him
I_MYSELF = re.compile(r"\b(?:[Jj]eg|I)\b")
AND_I = re.compile(r"\b[Jj]eg\s+og\b|\bog\s+jeg\b")
#: the only other one, where no name stands
HIM = "(han)"
HE = re.compile(r"\b(?:hans|hendes?|ham)\b", re.IGNORECASE)
NAME = re.compile(r"\b[A-ZÆØÅ][^\W\d_]+")
#: the place in a list: `nr. 1`, `ad 2)`, `3)`
PLACE = re.compile(r"\b(?:[Nn]r\.?|[Nn]ummer|[Aa]d)\s?(\d)\b\)?(?:\s?(?:og|&|,)\s?(\d)\b)?|(?<![\d.])\b(\d)\)")
OWNER = rf"(?:{OF_WRITER}|{NAME.pattern}(?:[ ]{NAME.pattern}){{0,3}}|[Nn]r\.?\s?\d\b|[Hh](?:am|ans|endes?)\b)(?:\s\([^()]*\))?"
#: right behind a number: `til Ole og mig`, `(mig)`, `er min kollega Oles`, `, for mit vedkommende.`
IS_FOR = re.compile(
    r"\s*(?:\(|(?:(?:er|gælder|bruges|betaler|is)\s+)?(?:til|for|på|to)\s+|(?:er|gælder|dækker|is)\s+|,\s+for\s+(?=mit\s+vedkommende\s*(?:[.!\n]|$)))"
    rf"(?:(?!og\b|and\b)[a-zæøå-]+\s+){{0,3}}?(?P<who>{OWNER}(?:(?:,|\s+(?:og|and))\s+(?:(?:til|for)\s+)?{OWNER}){{0,4}})"
)
#: a single EAN is of those alone whom it is told of: `min er 57…, hendes kommer senere`, `57…. Vejen sender selv deres`
OTHERS_LATER = re.compile(
    r"[.,;]?\s+(?:men\s+|og\s+|mens\s+)?(?P<who>[Hh]ans|[Hh]endes|[Dd]eres|[Rr]esten|[Dd]e(?:n|t)?\s+and(?:en|et|re)s?|[A-ZÆØÅ][\w-]+)\s[^.!?\n]{0,30}\b(?:kommer|følger|sender|får|finder|mangler|selv|senere)\b"
)
OTHERS = re.compile(r"(?:hans|hendes|deres|resten|den?t?\s)", re.IGNORECASE)
PART_END = re.compile(r"[.!?;:]\s")
#: a number that begins its line may belong to the words above
ONLY_EAN = re.compile(r"\W*+(?:(?:EAN|GLN)\S*+\W*+)?", re.IGNORECASE)
ABOVE = re.compile(r"\b(?:ovenfor|oven\s?over|ovenst\w+|foregående|forrige|above)\b", re.IGNORECASE)


#: as many numbers as people: `EAN i samme rækkefølge: …`, `EAN hhv. … og …`, `… og …, i den rækkefølge`
IN_ORDER = re.compile(
    r"(?<!omvendt )(?<!modsat )\b(?:rækkefølge|orden|order|hhv|henholdsvis|respektive|respectively)\b(?!\s+er\b)",
    re.IGNORECASE,
)
REACH = 80


def allot_eans(text: str, people: Sequence[Entry], own: Entry | None) -> dict[str, str]:
    """Return name → EAN as the words allot them; nothing unless they do so with each number, and a single one only behind it or to everybody.

    `Peder og Rasmus betales over EAN …34658, Hanne over …34726` names people before the number, `…34658 til Peder og …34726 til mig` behind it.
    """
    owners, good = _name_owners(people, own), find_given_eans(text)
    numbers = [(one, digits) for one in EAN_NUMBER.finditer(text) if (digits := read_digits(one[0])) in good]
    if len(numbers) == len(people) > 1 and _are_in_order(text, numbers[0][0].start(), numbers[-1][0].end()):
        return {one.name: digits for one, (_, digits) in zip(people, numbers, strict=True) if one.name}
    found: dict[str, set[str]] = {}
    start = 0
    for number, digits in numbers:
        behind, end = IS_FOR.match(text, number.end()), number.end()
        if behind and (names := _find_owners(behind["who"], owners)):
            end = behind.end()
        else:
            names = _find_last_owners(text[start : number.start()], owners)
            is_sure = len(good) > 1 or names == {*owners.values()} or _tells_of_others(text[end:], owners)
            names = names if is_sure else set()
        if not names:
            return {}
        for name in names:
            found.setdefault(name, set()).add(digits)
        start = end
    return {name: eans.pop() for name, eans in found.items() if len(eans) == 1}


def _are_in_order(text: str, start: int, end: int) -> bool:
    """Tell whether the sentence in which several numbers stand says that they are in the order of the people, and names none of them."""
    before, between, behind = text[max(0, start - REACH) : start], text[start:end], text[end : end + REACH]
    sentence = f"{SENTENCE_END.split(before)[-1]}{between}{SENTENCE_END.split(behind)[0]}"
    return IN_ORDER.search(sentence) is not None and NAME.search(between.replace("EAN", "")) is None


SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-ZÆØÅ])|\n\s*\n")


def _tells_of_others(behind: str, owners: Mapping[str, str]) -> bool:
    told = OTHERS_LATER.match(behind)
    return told is not None and (OTHERS.match(told["who"]) is not None or bool(_find_named_owners(told["who"], owners)))


def share_ean(
    entry: Entry, above: str | None, known: Mapping[str, str | None], people: Sequence[Entry], own: Entry | None
) -> str | None:
    """Return the EAN that an entry shares: `samme EAN`, `EAN som ovenfor`, `EAN som mit`, `samme EAN som Ole`.

    above: of the entry before. known: name → EAN.
    """
    if entry.ean_as is None:
        return None
    owners = _find_owners(entry.ean_as, _name_owners(people, own))
    if not owners:
        return above if not entry.ean_as or ABOVE.search(entry.ean_as) else None
    return known.get(owners.pop()) if len(owners) == 1 else None


def _name_owners(people: Sequence[Entry], own: Entry | None) -> dict[str, str]:
    """Return what tells those listed apart → full name: given name, place in the list, first word of the employer; "" → the writer."""
    named = [one for one in people if one.name]
    tellings = [
        [(one.name or "").split()[0], str(place), (one.organisation or "-").split()[0]]
        for place, one in enumerate(named, 1)
    ]
    told = [word for words in tellings for word in words]
    bearers = {
        word: one.name or ""
        for one, words in zip(named, tellings, strict=True)
        for word in words
        if told.count(word) == 1
    }
    others = [one.name or "" for one in named if one is not own]
    return {**bearers, **({HIM: others[0]} if len(others) == 1 else {}), "": (own and own.name) or WRITER}


def _find_last_owners(text: str, owners: Mapping[str, str]) -> set[str]:
    """Return whom the last part of a line is about that is about anybody."""
    lines = text.split("\n")
    while len(lines) > 1 and ONLY_EAN.fullmatch(lines[-1]):
        lines.pop()
    parts = (_find_owners(part, owners) for part in reversed(PART_END.split(lines[-1])))
    return next(filter(None, parts), set())


def _find_owners(words: str, owners: Mapping[str, str]) -> set[str]:
    """Return whom words mean of those listed, by given name or employer, in the genitive, too, or place; and the writer."""
    found = _find_named_owners(words, owners)
    if not found and HE.search(words) and HIM in owners:
        found.add(owners[HIM])
    if MINE.search(words) or AND_I.search(words) or (not found and I_MYSELF.search(words)):
        found.add(owners[""])
    return found


def _find_named_owners(words: str, owners: Mapping[str, str]) -> set[str]:
    told = [*NAME.findall(words), *filter(None, chain.from_iterable(PLACE.findall(words)))]
    return {owners.get(word) or owners.get(word.removesuffix("s"), "") for word in told} - {""}
