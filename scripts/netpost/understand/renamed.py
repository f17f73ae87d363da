"""Who has a new name, by the words of somebody else: `Ole Finn hedder nu Ole Bach`, `Ole Finn har skiftet efternavn til Bach`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from netpost.understand.describe import without_genitive
from netpost.understand.entry import Entry
from netpost.understand.name import TOKEN, find_names
from netpost.understand.text import fold, join_lines, pattern

FROM_NOW = r"(?:\ (?:nu|fremover|herefter|igen|(?:fra|pr\.?)\ [^.,!?]{1,20}))*"
#: between the old name and the new one: `Ole Finn er blevet gift og hedder nu Ole Bach`
HAS_BECOME = pattern(
    rf"^(?:(?!\b(?:ikke|afløser|efterfølger|kollega)\b)[^.!?;]){{0,60}}?\b(?:hedder{FROM_NOW}|(?:nyt|nye)\ (?:efter)?navn(?:\ er)?{FROM_NOW}"
    rf"|navn(?:et)?\ (?:(?:er|skal|bliver)\ )*(?:ændret\ |rettet\ |ændres\ |rettes\ )?(?:være\ |til\ )?{FROM_NOW}|staves)\W*$"
)
#: `ret Ole Finn til Ole Finn Bach`
CORRECTS_BEFORE = pattern(r"\b(?:ret|rette|rettes|ændr|ændre|ændres)\ (?:\w+\ ){0,2}$")
#: `Ole Finn har skiftet efternavn til Bach`, `Ole Finns efternavn er nu Bach`
NEW_SURNAME = re.compile(
    rf"\s(?:[^.!?;]{{0,40}}\s)?efternavn(?:et)?\s(?:fra\s[A-ZÆØÅ][\w'’-]+\s)?(?:(?:er|bliver|nu|til|ændret|skiftet)\s)+(?P<new>{TOKEN})(?![\w-]|\s[A-ZÆØÅ])"
)
GIVEN_AND_SURNAME = 2


def find_renamed(text: str) -> dict[str, str]:
    """Return old → new name of those whom a text gives one; the given name stays."""
    joined = join_lines(text)
    names = find_names(joined)
    found: dict[str, str] = {}
    for one, other in pairwise(names):
        between = fold(joined[one.end : other.start])
        is_corrected = between == " til " and CORRECTS_BEFORE.search(fold(joined[: one.start])) is not None
        old, new = one.name, other.name
        if old.split()[0] == new.split()[0] and old != new and (is_corrected or HAS_BECOME.match(between)):
            found[old] = new
    for one in names:
        words = one.name.split()
        if (surname := NEW_SURNAME.match(joined, one.end)) and len(words) == GIVEN_AND_SURNAME:
            found[without_genitive(one.name, joined[one.end :])] = f"{words[0]} {surname['new']}"
    return found


def merge_renamed(named: list[Entry], renamed: Mapping[str, str]) -> list[Entry]:
    """Give each of those named the new name, with what the text says of either."""
    by_name = {one.name: one for one in named}
    return [
        _rename(one, by_name, renamed)
        for one in named
        if one.name not in renamed.values() or not renamed.keys() & by_name.keys()
    ]


def _rename(entry: Entry, by_name: Mapping[str | None, Entry], renamed: Mapping[str, str]) -> Entry:
    new = renamed.get(entry.name or "")
    if new is None:
        return entry
    told = by_name.get(new, entry)
    return replace(
        entry,
        name=new,
        email=entry.email or told.email,
        title=entry.title or told.title,
        phone=entry.phone or told.phone,
    )
