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
    by_day = sorted(meetings, key=lambda one: (one.day < today, one.day))
    named = [
        Mention((meeting.id,), match.start(), match.end(), match[0], exact=True)
        for meeting in by_day
        for forms in _city_forms(meeting.city)
        if has_any(folded, forms)
        for match in _city_regex(forms).finditer(folded)
    ]
    yield from _keep_places(folded, sorted(named, key=lambda one: one.start))
    yield from _unknown_places(folded, meetings)
    for meeting in by_day:
        yield from _mistyped(folded, words, meeting)


def _keep_places(folded: str, named: list[Mention]) -> Iterator[Mention]:
    """Leave out the cities of `kolleger i Aarhus og Odense`: where somebody lives or works, with what is listed behind it."""
    no_place: Mention | None = None
    for place, city in enumerate(named):
        before = folded[max(0, city.start - 24) : city.start]
        begins = ONWARDS.match(folded, city.end) or ALL_FROM.search(before) or STARTS_FROM.search(folded[: city.start])
        goes_on = no_place and LISTED.fullmatch(folded[no_place.end : city.start])
        is_listed = any(LISTED.fullmatch(folded[city.end : one.start]) for one in named[place + 1 :])
        if not begins and (goes_on or NOT_A_PLACE.search(before) or (_is_surname(before) and not is_listed)):
            no_place = city
        else:
            yield city


def _unknown_places(folded: str, meetings: tuple[Meeting, ...]) -> Iterator[Mention]:
    """`Mødet i Kolding`, where none is held."""
    cities = {form for one in meetings for forms in _city_forms(one.city) for form in forms}
    for match in MEETING_IN.finditer(folded):
        if is_municipality(match["city"]) and match["city"] not in cities:
            yield Mention((), match.start(), match.end(), match[0], is_day=True)


MEETING_IN = re.compile(r"\bmoedet\s+i\s+(?P<city>[a-z-]+)\b(?!\s+kommune)")


def _is_surname(before: str) -> bool:
    """`Poul Vejle`, `Anja M. Odense`."""
    given = GIVEN_NAME.search(before)
    return given is not None and given[1] not in WORDS_TOO and is_given_name(given[1])


GIVEN_NAME = re.compile(
    r"(?<![\w-])(?<!\bhej )(?<!\bkaere )(?<!\bhi )(?<!\bdear )([^\W\d_]+(?:-[^\W\d_]+)?) (?:[a-z]\. )?$"
)
#: given names that are words as well: `i maj Odense`, `… eller Odense`
WORDS_TOO = frozenset({"maj", "else", "august"})
#: what joins two cities of one list
LISTED = re.compile(r"\s*(?:\b(?:og|samt|and)\b|[&+/]|,(?=\s\w+\s(?:og|samt|and)\s))\s*(?:i\s)?")


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
        rf"(?!\s+(?:{OF_A_CITY})\b|s\s+kommune)"
    )


#: what makes a house, a firm or a district of a city's name, and what only its municipality does: `Vejle Spildevand`, `Aarhus C`, `at Vejle deltager`
OF_A_CITY = (
    r"kommunes?|raadhus|universitet\w*|forsyning\w*|havn|byraad|letbane|hovedbane\w*|banegaard|lufthavn|station"
    r"|vand\w*|spildevand\w*|renovation\w*|affald\w*|energi\w*|fjernvarme\w*|varme|bolig\w*|sygehus\w*|hospital\w*|museum|museer|bys|bibliotek\w*"
    r"|teater|symfoni\w*|zoo|tekniske|gymnasium|handels\w*|katedralskole|stift|provsti|politi|brandvaesen|beredskab\w*|erhverv\w*|amts?|business"
    r"|(?:c|m|n|s|v|k|oe|nv|noe|sv|soe)(?!\.)|(?:deltager|stiller|sender|anbefal\w*|arbejder)(?!\s+(?:jeg|vi|han|hun|de)\b)"
)
#: `fra Odense og frem` is no origin
ONWARDS = re.compile(r"\s+(?:og (?:frem|videre)|af\b)")
#: `hele vejen fra Aarhus til Vejle`
ALL_FROM = re.compile(r"\bhele (?:vejen|raekken|forloebet|turen) fra $")
#: `jeg vil gerne starte i netværket fra Odense`
STARTS_FROM = re.compile(r"\b(?:starte?r?|begynde?r?)\s+(?:\w+\s+){0,3}fra $")
#: Words before a city that make it where somebody lives, works or comes from.
NOT_A_PLACE = pattern(
    r"""
    (?:\b(?:(?<!bortset\ )(?<!udebliver\ )(?<!udeblive\ )(?<!væk\ )(?<!afbud\ )(?<!bortsett\ )(?<!set\ bort\ )fra|bor\ i|\w*(?:kolleg\w*|chef|leder|direktør|konsulent|koordinator|rådgiver|medarbejder\w*|ansat|arkitekt|job|stilling\w*|kontor\w*)\ i
    |kommer\ fra|arbejde[rt]?\ i|nabo\w*\ (?:i|til)|bosat\ i|region|borgmester\w*\ i|stationeret\ i|topmøde\w*\ i|konference\w*\ i
    |kursus\w*\ i|skifter\ til|flytter\ til|langt\ til|vejen\ til|turen\ til|tog\w*\ til|flyver\ (?:nok\ )?til|kører\ til
    |hos|vegne\ af|repræsentere[rt]?|samarbejde[rt]?\ med|(?:møde|mødes|aftale)\ med|besøg\ (?:af|fra|hos)|ejet\ af|fra\ [a-z]+,\ (?:og\ )?ikke(?:\ fra)?|erhvervsakademi|(?:begravelse|bryllup|strandet|fast)\ i
    |(?!20[12]\d)\d{4}|\w+(?:gade|vej|plads|torv|allé|stræde)\w*\ \d+\w?,
    |(?:friend|colleague|somebody|someone|people|team|office|live|work|based)s?\ in|ven\w*\ i|bekendt\w*\ i|langt\ fra|tæt\ på|nær|ved|møde\ i\ ministeriet\ i)\ |@|\.)$
    """
)
