"""Which meetings a text names by where they are held."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from netpost.meetings import Meeting
from netpost.understand.mention import Mention, has_any, upcoming
from netpost.understand.name import is_given_name, is_surname
from netpost.understand.organisation import is_municipality
from netpost.understand.text import MOST_REMEMBERED, fold, pattern


def find_places(folded: str, meetings: tuple[Meeting, ...], today: date) -> Iterator[Mention]:
    """Find cities, meeting places and parts of the country; a place of several meetings names none of them."""
    yield from _venues(folded, meetings)
    yield from _regions(folded, meetings, today)
    words = {one.strip(OUTER_MARKS) for one in folded.split()}
    for meeting in sorted(meetings, key=lambda one: (one.day < today, one.day)):
        for forms in _city_forms(meeting.city):
            for match in _city_regex(forms).finditer(folded) if has_any(folded, forms) else ():
                before = folded[max(0, match.start() - 24) : match.start()]
                begins = ONWARDS.match(folded, match.end()) or ALL_FROM.search(before)
                if begins or not NOT_A_PLACE.search(before):
                    yield Mention((meeting.id,), match.start(), match.end(), match[0], exact=True)
        yield from _mistyped(folded, words, meeting)


def _mistyped(folded: str, words: set[str], meeting: Meeting) -> Iterator[Mention]:
    """`Odnese`, `oden,se`: a city with one slip of the finger, which is no other word."""
    slips = _mistype(fold(meeting.city), is_long=len(meeting.city) >= LONG_NAME)
    for word in words & slips:
        if not (is_municipality(word) or is_given_name(word) or is_surname(word)):
            for match in re.finditer(rf"(?<![\w@.-]){re.escape(word)}(?![\w@-])", folded):
                yield Mention((meeting.id,), match.start(), match.end(), match[0], exact=True)


OUTER_MARKS = ".,;:!?()\"'»«-"
#: what a finger may hit instead of a letter, or beside one
KEYS = "abcdefghijklmnopqrstuvwxyz,."
#: a shorter name with a letter wrong may well be another word: `vejer`, `vejret`
LONG_NAME = 6


@lru_cache(maxsize=MOST_REMEMBERED)
def _mistype(name: str, *, is_long: bool) -> frozenset[str]:
    """Return a folded name with two neighbours swapped or a mark inside; a long one also with a letter wrong, missing or too many.

    The first letter is hardly ever mistyped.
    """
    inside = range(1, len(name))
    slips = {name[:i] + name[i + 1] + name[i] + name[i + 2 :] for i in inside if i + 1 < len(name)}
    slips |= {name[:i] + mark + name[i:] for i in inside for mark in ",."}
    if is_long:
        slips |= {name[:i] + name[i + 1 :] for i in inside}
        slips |= {name[:i] + key + name[i + 1 :] for i in inside for key in KEYS}
        slips |= {name[:i] + key + name[i:] for i in inside for key in KEYS}
    return frozenset(slips - {name})


def _venues(folded: str, meetings: tuple[Meeting, ...]) -> Iterator[Mention]:
    """`Mødet på Dokk1`, `jeres dag på Odense Rådhus`, but not `jeg sidder på Odense Rådhus`."""
    for meeting in meetings:
        venue = fold(meeting.place)
        if not venue or venue not in folded:
            continue
        if any(fold(one.place) == venue for one in meetings if one is not meeting):
            continue
        for match in re.finditer(rf"\b{re.escape(venue)}\b", folded):
            before = folded[max(0, match.start() - 40) : match.start()]
            if fold(meeting.city) in venue and not HELD_AT.search(before):
                continue
            yield Mention((meeting.id,), match.start(), match.end(), match[0], exact=True)


def _regions(folded: str, meetings: tuple[Meeting, ...], today: date) -> Iterator[Mention]:
    """`Dagen på Fyn` where one meeting to come is held there."""
    if not has_any(folded, tuple(REGIONS)):
        return
    for match in MEETING_IN_REGION.finditer(folded):
        there = [one for one in upcoming(meetings, today) if fold(one.city) in REGIONS[match["region"]]]
        if len(there) == 1:
            yield Mention((there[0].id,), match.start(), match.end(), match[0], exact=True)


#: a place that bears its city's name is a workplace, too
HELD_AT = pattern(r"\b(?:møde\w*|dag\w*|gang\w*|samling\w*|med|deltage\w*|komme\w*)\ (?:\w+\ ){0,2}(?:på|i|til)\ $")
#: parts of the country and the towns there in which meetings are held (folded)
REGIONS = {
    "fyn": {"odense", "svendborg", "nyborg", "middelfart", "faaborg", "assens"},
    "jylland": {"aarhus", "vejle", "aalborg", "kolding", "herning", "horsens", "randers", "viborg", "esbjerg", "fredericia",
                "silkeborg", "billund", "holstebro", "skive", "soenderborg", "haderslev"},
    "sjaelland": {"koebenhavn", "roskilde", "koege", "slagelse", "naestved", "ringsted", "holbaek", "helsingoer", "hilleroed",
                  "soroe", "kalundborg"},
    "bornholm": {"roenne"},
}  # fmt: skip
MEETING_IN_REGION = re.compile(
    rf"\b(?:moede\w*|dag(?:en)?|gang(?:en)?|samling(?:en)?|tur(?:en)?|de[nt]|kun|med)\s+(?:ene\s+)?(?:paa|i|til|over til)\s+(?P<region>{'|'.join(REGIONS)})\b"
)


@lru_cache(maxsize=MOST_REMEMBERED)
def _city_forms(city: str) -> tuple[tuple[str, ...], ...]:
    """Return each spelling of a city with the other names that it goes by, folded."""
    names = {fold(city), fold(city).replace("oedense", "odense")} - {""}
    return tuple((name, *OTHER_NAMES.get(name, ())) for name in names)


OTHER_NAMES = {"aarhus": ("arhus",), "koebenhavn": ("kbh", "copenhagen")}


@lru_cache(maxsize=MOST_REMEMBERED)
def _city_regex(forms: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{'|'.join(forms)})(?:-?(?:moedet?|turen|gangen|netvaerksmoedet?))?\b"
        r"(?!\s+(?:kommunes?|raadhus|universitet\w*|forsyning|havn|byraad|letbane|hovedbane\w*"
        r"|banegaard|lufthavn|station)\b|s\s+kommune)"
    )


#: `fra Odense og frem` is no origin
ONWARDS = re.compile(r"\s+og (?:frem|videre)")
#: `hele vejen fra Aarhus til Vejle`
ALL_FROM = re.compile(r"\bhele (?:vejen|raekken|forloebet|turen) fra $")
#: Words before a city that make it where somebody lives, works or comes from.
NOT_A_PLACE = pattern(
    r"""
    (?:\b(?:(?<!bortset\ )(?<!udebliver\ )(?<!udeblive\ )(?<!væk\ )(?<!afbud\ )(?<!bortsett\ )(?<!set\ bort\ )fra|bor\ i|\w*(?:kolleg\w*|chef|leder|direktør|konsulent|koordinator|rådgiver|medarbejder\w*|ansat|arkitekt)\ i
    |kommer\ fra|arbejder\ i|nabo\w*\ i|bosat\ i|region|borgmester\w*\ i|stationeret\ i|topmøde\w*\ i|konference\w*\ i
    |kursus\w*\ i|skifter\ til|flytter\ til|langt\ til|vejen\ til|turen\ til|tog\w*\ til|flyver\ (?:nok\ )?til|kører\ til
    |(?:friend|colleague|somebody|someone|people|team|office|live|work|based)s?\ in|ven\w*\ i|bekendt\w*\ i|langt\ fra|tæt\ på|nær|ved|møde\ i\ ministeriet\ i)\ |@|\.)$
    """
)
