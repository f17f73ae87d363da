"""The title in a line that tells of one person: `Mette Holm, souschef i It-afdelingen, Lolland Kommune` → `souschef i It-afdelingen`.

A line of a signature or a list has parts; the one with a title word is the title, with the department behind it.
"""

from __future__ import annotations

import re

from netpost.understand.name import find_names, is_given_name
from netpost.understand.organisation import ADDRESS_LINE, find_organisations, is_organisation_name, is_unit_name
from netpost.understand.text import fold
from netpost.understand.title import AREAS, clean_title, cut_title_at_once, has_title, is_old_title, is_title_word

PART_BREAK = re.compile(r"\s*[,;|•·●▪\t()\[\]]\s*|\s+(?:[-–—/*]|//)\s+|\s{3,}")
#: `Kultur, Miljø & Erhverv`: the end of a list of areas
AREAS_END = re.compile(r"[A-ZÆØÅ][\w-]*\s(?:og|&)\s[A-ZÆØÅ][\w-]*[ .]*$")
BEFORE_PLACE = re.compile(r"\s+(?:i|hos|ved|på|at)\s+(?=[A-ZÆØÅ])")
MOST_WORDS = 9


def find_title_in_line(text: str, name: str | None) -> str | None:
    """Take the part with a title word, and the department behind it where the line goes on with one."""
    tail = OLD_AND_NEW.sub("", _without_name(text, name))
    parts = [part for part in PART_BREAK.split(tail) if part and part.strip(" .")]
    for place, part in enumerate(parts):
        if not has_title(part) or OF_ANOTHER.match(part) or is_old_title(_before_title_word(part)):
            continue
        title = _cut_organisation(part)
        title = HERE.sub("", title) if title else None
        if title is None or len(title.split()) > MOST_WORDS:
            continue
        areas = AREAS.match(tail[tail.index(part) :])
        if areas and re.search(r"\b(?:for|of)\b", part):
            return clean_title(areas[0])
        following = parts[place + 1] if place + 1 < len(parts) else ""
        if following and f"{part}, {following}" in text and _is_department(following):
            title = f"{title}, {following.strip(' .')}"
            more = parts[place + 2] if place + 2 < len(parts) else ""
            if f"{title}, {more}" in text and AREAS_END.match(more):
                title = f"{title}, {more.strip(' .')}"
        return clean_title(title)
    return None


#: `Ole Finn og vores direktør`, `Ole Finn, som jeg er leder for`, `Ole Finn er min chef`
OF_ANOTHER = re.compile(
    r"\s*(?:(?:og|samt|and|eller|or)\s+(?:min|vores|hans|hendes|deres|en|my|our|the)\b|som\s+(?:jeg|vi|du)\b"
    r"|(?:\w+\s+){0,2}(?:min|hans|hendes|deres|my|his|her)\s+(?:\w+\s+)?(?:chef|leder|boss|manager)\W*$)",
    re.IGNORECASE,
)
#: a house with a name of its own is where a title is held: `Svendborg Kraftvarme`, `Vandel Skole`
HOUSE = re.compile(
    r"\b(?:[Bb]ørne(?:hus|have)\w*|[Ss]kolen?|\w+skolen?|[Bb]ibliotek\w*|[Mm]use(?:um|et)|\w*[Aa]rkivet?|\w*[Hh]ospital\w*|[Ss]ygehus\w*"
    r"|[Gg]ymnasi\w+|[Kk]raftvarme|[Vv]arme|\w*[Ff]orsyning|[Vv]and|[Hh]avn|[Tt]eater|[Bb]rand\w*)\b"
)
#: `tidligere teamleder og nu fagchef`
OLD_AND_NEW = re.compile(r"\b(?:tidligere|før|førhen|hidtil)\s+[\w -]{3,40}?,?\s+(?:og\s+|men\s+)?nu\s+", re.IGNORECASE)
#: `direktør for Kultur her på rådhuset`
HERE = re.compile(r"\s+her\s+(?:på|i|hos)\b.*$")


def begins_with_title(line: str) -> bool:
    """Tell whether the first part of a line is a title and nothing else."""
    first = PART_BREAK.split(line)[0].strip(" .")
    title = cut_title_at_once(first)
    return title is not None and fold(title) == fold(first)


def _without_name(text: str, name: str | None) -> str:
    """Return what follows the name, or what stands before it where only that has a title."""
    if not name or name not in text:
        return text
    before, _, after = text.partition(name)
    if not has_title(before) or has_title(after):
        return after
    last = re.split(r"[,.;:]", before)[-1]
    return re.sub(r"^.*\b(?:vores|min|min nye|af|for|som|tilmelde|tilmelder|tilmeld|er)\s+", "", last)


def _before_title_word(part: str) -> str:
    words = part.split()
    place = next((number for number, word in enumerate(words) if is_title_word(word)), 0)
    return " ".join(words[:place]) + " "


def _cut_organisation(part: str) -> str | None:
    found = [
        one
        for one in find_organisations(part)
        if one.rank == 0 or re.search(r"\b(?:i|ved|hos|for|på)\s+$", part[: one.start])
    ]
    text = part
    if found:
        before = re.sub(r"\s*(?:\b(?:i|ved|hos|fra|for|at|in|på|v[./])|,|-)?\s*$", "", part[: found[0].start])
        text = before if has_title(before) else part[found[0].end :]
    return _cut_place(text.strip(" .:-–")).strip(" .:-–") or None


def _cut_place(text: str) -> str:
    """`Leder i Struer` → `Leder`; a unit of the house belongs to the title: `Souschef i Digitaliseringsafdelingen`."""
    for match in BEFORE_PLACE.finditer(text):
        if not is_unit_name(text[match.end() :]) and has_title(text[: match.start()]):
            return text[: match.start()]
    return text


def _is_department(part: str) -> bool:
    words = part.split()
    return (
        0 < len(words) <= 7
        and part[0].isupper()
        and not re.search(r"[\d@:]|^(?:EAN|GLN|CVR|Tlf|Mobil|Tel)\b", part)
        and not find_organisations(part)
        and (is_unit_name(part) or not is_organisation_name(part))
        and not ADDRESS_LINE.search(part)
        and not HOUSE.search(part)
        and not find_names(part)
        and not (is_given_name(words[0]) and len(words) == 1)
    )
