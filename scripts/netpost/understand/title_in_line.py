"""The title in a line that tells of one person: `Mette Holm, souschef i It-afdelingen, Lolland Kommune` → `souschef i It-afdelingen`.

A line of a signature or a list has parts; the one with a title word is the title, with the department behind it.
"""

from __future__ import annotations

import re

from netpost.understand.name import find_names, is_given_name
from netpost.understand.organisation import (
    ADDRESS_LINE,
    find_organisations,
    is_municipality,
    is_organisation_name,
    is_unit_name,
)
from netpost.understand.title import (
    AREAS,
    EDUCATION,
    clean_title,
    cut_title_at_once,
    has_title,
    is_old_title,
    is_title_word,
)

PART_BREAK = re.compile(r"\s*[,;|•·●▪\t()\[\]]\s*|\s+(?:[-–—/*]|//)\s+|\s{3,}")
#: `Kultur, Miljø & Erhverv`: the end of a list of areas
AREAS_END = re.compile(r"[A-ZÆØÅ][\w-]*\s(?:og|&)\s[A-ZÆØÅ][\w-]*[ .]*$")
BEFORE_PLACE = re.compile(r"\s+(?:i|hos|ved|på|at)\s+(?=[A-ZÆØÅ])")
MOST_WORDS = 9


def find_title_in_line(text: str, name: str | None) -> str | None:
    """Take the part with a title word, and the department behind it where the line goes on with one."""
    tail = OLD_AND_NEW.sub("", _without_name(text, name))
    parts = [part for part in PART_BREAK.split(tail) if part and part.strip(" .")]
    for place, part in enumerate(_without_label_behind(part) for part in parts):
        is_education = EDUCATION.fullmatch(part) and any(map(has_title, parts[place + 1 :]))
        if is_education or not has_title(part) or OF_ANOTHER.match(part) or is_old_title(_before_title_word(part)):
            continue
        title = _cut_organisation(part)
        title = HERE.sub("", title) if title else None
        if title is None or len(title.split()) > MOST_WORDS:
            continue
        areas = AREAS.match(tail[tail.index(part) :])
        if areas and re.search(r"\b(?:for|af|of)\b", part):
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
    r"|(?:\w+\s+){0,2}(?:min|vores|hans|hendes|deres|my|our|his|her)\s+(?:\w+\s+)?(?:chef|leder|boss|manager)\W*$)",
    re.IGNORECASE,
)
#: a house with a name of its own is where a title is held: `Svendborg Kraftvarme`, `Vandel Skole`
HOUSE = re.compile(
    r"\b(?:[Bb]ørne(?:hus|have)\w*|[Ss]kolen?|\w+skolen?|[Bb]ibliotek(?!er\b)\w*|[Mm]use(?:um|et)|\w*[Aa]rkivet?|\w*[Hh]ospital(?!s\b)\w*|[Ss]ygehus\w*"
    r"|[Gg]ymnasi\w+|[Kk]raftvarme|[Vv]arme|\w*[Ff]orsyning|[Vv]and|[Hh]avn|[Tt]eater|[Bb]rand\w*)\b"
)
#: `tidligere teamleder og nu fagchef`
OLD_AND_NEW = re.compile(r"\b(?:tidligere|før|førhen|hidtil)\s+[\w -]{3,40}?,?\s+(?:og\s+|men\s+)?nu\s+", re.IGNORECASE)
#: `direktør for Kultur her på rådhuset`
HERE = re.compile(r"\s+her\s+(?:på|i|hos)\b.*$")


def begins_with_title(line: str) -> bool:
    """Tell whether the first part of a line is a title and nothing else."""
    return _is_title_alone(PART_BREAK.split(line)[0])


def _is_title_alone(part: str) -> bool:
    """Tell whether a part of a line is a title, or one and where it is held: `planchef i Struer`."""
    title = cut_title_at_once(part.strip(" ."))
    if title is None:
        return False
    behind = part.strip(" .")[part.strip(" .").lower().find(title.lower()) + len(title) :]
    return not behind or HELD_AT.fullmatch(behind) is not None


#: behind a title: `i Struer`, `på Fanø Kommune`
HELD_AT = re.compile(r"\s+(?:i|hos|ved|på)(?:\s(?:og\s)?[A-ZÆØÅ][\w-]*){1,4}")
#: `it-chef Plads 2: …`, `planchef Forvaltning: …`: the next line's label, where lines were joined
LABEL_BEHIND = re.compile(r"\s+(?:[A-ZÆØÅ]\w+(?:\s\d)?:.*|(?i:tlf|mob|mobil|telefon)\W*)$")


def _without_label_behind(part: str) -> str:
    before = LABEL_BEHIND.sub("", part)
    return before if has_title(before) else part


DETAIL_BREAK = re.compile(r"\s*[,;|:]\s+|\s+[-–—/]\s+")
#: what stands beside the title in a sentence without a verb: words with a capital, figures, and what those are
NAME_OR_NUMBER = re.compile(
    r"(?:(?:[A-ZÆØÅ][\w.&/-]*|\S*[\d@]\S*|(?i:og|for|i|af|mobil|mob|tlf|telefon|tel|mail|ean|direkte|nr|nummer(?:et)?))[.:]*\s*)+"
)
#: … or the words that ask for a place: `Skriv mig på, Skive Kommune, jurist`
ASKS_FOR_ME = re.compile(r"\b(?:jeg|mig|mit|undertegnede|én|me)\b", re.IGNORECASE)


def find_title_among_details(sentence: str) -> str | None:
    """Find the title in a sentence that has no verb and names nobody: `Skive Kommune, jurist, mobil 60 17 49 25`."""
    parts = [part for part in DETAIL_BREAK.split(sentence.strip(" .!")) if part]
    titles = [part for part in parts if _is_title_alone(part)]
    if len(titles) != 1 or len(parts) == 1 or find_names(sentence):
        return None
    asked = max((place + 1 for place, part in enumerate(parts) if ASKS_FOR_ME.search(part)), default=0)
    others = [part for part in parts[asked:] if part not in titles]
    return find_title_in_line(titles[0], None) if all(map(NAME_OR_NUMBER.fullmatch, others)) else None


#: `min souschef, Ole Finn`, `Direktør: Ole Finn`; but not `Sekretær: Eva Lund`, who serves another
MARK_BEFORE_NAME = re.compile(r"(?<!ekretær)[ ,:]+$")


def _without_name(text: str, name: str | None) -> str:
    """Return what follows the name, or what stands before it where only that has a title."""
    if not name or name not in text:
        return text
    before, _, after = text.partition(name)
    if not has_title(before) or has_title(after):
        return after
    last = re.split(r"[,.;:]", MARK_BEFORE_NAME.sub("", before))[-1]
    if OF_ANOTHER.match(last):
        return after
    return re.sub(r"^.*\b(?:vores|min|min nye|af|for|som|tilmelde|tilmelder|tilmeld|er)\s+", "", last)


def _before_title_word(part: str) -> str:
    words = part.split()
    place = next((number for number, word in enumerate(words) if is_title_word(word)), 0)
    return " ".join(words[:place]) + " "


#: `Leder af Jobcenter Vejle`, `Chef for Odense Havn`: what somebody leads belongs to the title, unless it is all of the municipality
LED = re.compile(r"\baf\s+$|^\W*(?:leder|chef)\s+for\s+$", re.IGNORECASE)
OF_AUTHORITY = re.compile(r" Kommune$|^Region ")


def _cut_organisation(part: str) -> str | None:
    found = [
        one
        for one in find_organisations(part)
        if one.rank == 0 or re.search(r"\b(?:i|ved|hos|for|på)\s+$", part[: one.start])
    ]
    text = part
    if found and not (LED.search(part[: found[0].start]) and not OF_AUTHORITY.search(found[0].name)):
        before = re.sub(r"\s*(?:\b(?:i|ved|hos|fra|for|at|in|på|v[./])|,|-)?\s*$", "", part[: found[0].start])
        text = before if has_title(before) else part[found[0].end :]
    return _cut_place(text.strip(" .:-–")).strip(" .:-–") or None


def _cut_place(text: str) -> str:
    """`Leder i Struer` → `Leder`; a unit of the house belongs to the title: `Souschef i Digitaliseringsafdelingen`."""
    for match in BEFORE_PLACE.finditer(text):
        place = text[match.end() :]
        is_unit = is_unit_name(place) or (AREAS_END.match(place) and not find_organisations(place))
        if not is_unit and has_title(text[: match.start()]):
            return text[: match.start()]
    before, _, last = text.rpartition(" ")
    return before if is_title_word(before.rpartition(" ")[2]) and is_municipality(last) else text


def _is_department(part: str) -> bool:
    words = part.split()
    return (
        0 < len(words) <= 7
        and part[0].isupper()
        and not re.search(r"[\d@:]|^(?:EAN|GLN|CVR|Tlf|Mobil|Tel)\b", part)
        and not find_organisations(part)
        and (is_unit_name(part) or not is_organisation_name(part))
        and not ADDRESS_LINE.search(part)
        and (is_unit_name(part) or (AREAS_END.match(part) and "&" not in part) or not HOUSE.search(part))
        and not find_names(part)
        and not (is_given_name(words[0]) and len(words) == 1)
    )
