"""Which of the network's meetings a text speaks of: by city, date, weekday, month, number or place in the row.

Dates are Danish (`14. september 2017`, `14/9`, `den 14.`, `på torsdag`), counted from the day the mail was written.
A date or city that is none of the meetings is a mention as well, with no ids: it must never be taken for the
nearest one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from netpost.meetings import Meeting
from netpost.understand.reading import Network
from netpost.understand.text import MOST_REMEMBERED, fold, pattern

MONTHS = {
    "januar": 1, "jan": 1, "january": 1, "februar": 2, "feb": 2, "february": 2, "marts": 3, "mar": 3, "march": 3,
    "mars": 3,
    "april": 4, "apr": 4, "maj": 5, "may": 5, "juni": 6, "jun": 6, "june": 6, "juli": 7, "jul": 7, "july": 7,
    "august": 8,
    "aug": 8, "augusti": 8, "september": 9, "sep": 9, "sept": 9, "oktober": 10, "okt": 10, "october": 10, "oct": 10,
    "november": 11, "nov": 11, "december": 12, "dec": 12,
}  # fmt: skip
MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"
WEEKDAYS = {"mandag": 0, "tirsdag": 1, "onsdag": 2, "torsdag": 3, "fredag": 4, "loerdag": 5, "soendag": 6,
            "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
            "torsdagen": 3, "torsdags": 3}  # fmt: skip
WEEKDAY = "(?:" + "|".join(sorted(WEEKDAYS, key=len, reverse=True)) + ")"
NUMBERS = {"to": 2, "tre": 3, "fire": 4, "fem": 5, "two": 2, "three": 3, "four": 4, "2": 2, "3": 3, "4": 4, "5": 5,
           "tvaa": 2, "begge": 2, "both": 2}  # fmt: skip
ORDINALS = {"foerste": 1, "andet": 2, "anden": 2, "tredje": 3, "fjerde": 4, "femte": 5, "first": 1, "second": 2,
"third": 3,
            "fourth": 4}  # fmt: skip

HAS_DIGIT = re.compile(r"\d")
ISO_DATE = re.compile(r"\b(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b")
WRITTEN_DATE = re.compile(
    rf"(?:\b(?P<weekday>{WEEKDAY})\s+)?(?:\bden\s+|\bd\.\s*|\bthe\s+)?\b(?P<d>\d{{1,2}})(?:\.|st|nd|rd"
    rf"|th)?\s*(?:of\s+)?(?P<month>{MONTH})\b\.?(?:,?\s+(?P<y>20\d\d))?"
)
ENGLISH_DATE = re.compile(rf"\b(?P<month>{MONTH})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)\b(?:,?\s+(?P<y>20\d\d))?")
NUMBER_DATE = re.compile(
    r"(?<![\d/.:-])(?P<d>[0-3]?\d)(?:\s?/\s?|\.\s?|-)(?P<m>[01]?\d)(?:[./-](?P<y>(?:20)?[12]\d))?(?![\d/:]"
    r"|\s?(?:kr|kuv|km|pct|%)|[.,-]\d)"
)
DAY_ONLY = re.compile(
    rf"(?:\b(?P<weekday>{WEEKDAY})\s+)?(?:\bden\s+|\bd\.\s*|\bthe\s+)(?P<d>\d{{1,2}})(?:\.|st|nd|rd|th)?(?!\d"
    rf"|\s*(?:{MONTH})\b|\s*[./-]\d)"
)
#: `den 14. og 16. november`, `14., 16. og 25.`: earlier days of a pair take the month of the last.
PAIRED_DAY = re.compile(
    rf"\b(?:den\s+|d\.\s*)?(?P<d>\d{{1,2}})\.(?=\s*(?:og|,|and|samt)\s*(?:den\s+"
    rf"|d\.\s*)?\d{{1,2}}\.\s*(?P<month>{MONTH})\b)"
)
WEEKDAY_NAMED = re.compile(
    rf"\b(?:paa|nu paa|this|on|foerstkommende|naestkommende|kommende|i)\s+(?P<weekday>{WEEKDAY})\b(?!\s*(?:den"
    rf"|d\.|\d))(?!s)"
)
#: `onsdag i næste uge`: the day of the week after this one.
WEEKDAY_NEXT_WEEK = re.compile(
    rf"\b(?:paa\s+)?(?P<weekday>{WEEKDAY})\s+i\s+(?:naeste|den\s+kommende)\s+uge\b"
    rf"|\bnext\s+week\s+on\s+(?P<weekday2>{WEEKDAY})\b"
)
#: `deltager onsdag`, `næste tirsdag`: a bare weekday right behind coming or not coming.
BARE_WEEKDAY = re.compile(
    rf"\b(?:kommer|komme|deltager|deltage|med|der|kan\s+(?:jeg\s+)?ikke|afbud|vaek|fra"
    rf"|naeste)\s+(?P<weekday>{WEEKDAY})\b(?!\s*(?:den|d\.|\d))"
)
TODAY = pattern(
    r"\b(?:i\ dag|idag|i\ aften|today|dagens\ møde|mødet\ nu\ her|i\ formiddag|i\ eftermiddag|her\ til\ morgen)\b"
)
TOMORROW = pattern(r"\b(?:i\ morgen|imorgen|tomorrow|morgendagens)\b")
NEXT_WEEK = pattern(r"\b(?:i\ næste\ uge|næste\ uges|next\ week|i\ den\ kommende\ uge)\b")
THIS_WEEK = pattern(r"\b(?:i\ denne\ uge|senere\ på\ ugen|denne\ uges|this\ week)\b")
NEXT_ONE = pattern(
    r"""
    \b(?:
        næste\ (?:gang|møde\w*|netværksmøde\w*|samling|seance|dag|træf)
        |(?:det|vores|jeres|netværkets|på|til)\ (?:næste|kommende|førstkommende|forestående)(?!\ (?:to|tre|fire
        |uge|år|måned|møder|netværksmøder|2|3|4|gange))
            (?:\ (?:gang|møde\w*|netværksmøde\w*|samling))?
        |(?:næst)?førstkommende\ (?:møde|netværksmøde)
        |next\ (?:meeting|time|one)|the\ (?:upcoming|coming|next)\ meeting\b|kommende\ (?:møde|netværksmøde)\b
        |denne\ gang|her\ næste
    )\b
    """
)
REST = pattern(
    r"""
    \b(?:alle\ (?:de\ )?(?:kommende\ |resterende\ |næste\ |tilbageværende\ |øvrige\ )?(?P<n1>to|tre|fire|2|3
    |4)\b(?!\ (?:deltagere|personer|kolleger|medarbejdere|kan|skal|vil|af|har|er|til|kommer|deltager|fra
    |medarb\w*))
    |(?:de|de\ sidste|sidste|resterende)\ (?P<n2>to|tre|fire|2|3|4)\ (?:sidste|siste|sista|resterende|kommende|næste
    |tilbageværende|møder|gange|øvrige|datoer|dage)
    |(?P<n4>to|tre|2|3)\ (?:sidste|siste|sista|resterende|tilbageværende|kommende)\ (?:møder|gange|datoer)
    |(?:de\ )?(?:sidste|resterende|kommende|tilbageværende|øvrige|næste)\ (?P<n3>to|tre|fire|2|3
    |4)\b(?!\ (?:uger|dage|måneder|år))
    |(?P<both>begge\ (?:to|møder|gange|dage|datoer|resterende|de)|begge(?=\ $|\ (?:resterende|sidste|kommende))
    |both\ (?:remaining\ )?(?:meetings|dates|of\ them))
    |(?P<all>alle\ (?:møder|møderne|gange|gangene|netværksmøder\w*|dagene|datoer\w*|samlinge(?:ne|r)|sammen
    |de\ (?:næste|kommende|resterende|øvrige)|resterende|kommende)
        |samtlige|resten\ (?:af\ (?:møderne|forløbet|rækken|året|sæsonen))|hele\ (?:forløbet|rækken|pakken
        |møderækken|serien|runden|molevitten)
        |all\ (?:of\ )?(?:the\ )?(?:remaining\ |coming\ )?(?:meetings|three|dates|of\ them)
        |the\ remaining\ (?:meetings|three|two)|the\ rest\ of\ the\ meetings
        |de\ (?:resterende|kommende|øvrige|næste)\ (?:møder|gange|netværksmøder|datoer)|resterende\ møder
        |kommende\ møder|møderækken|alla\ (?:tre\ )?mötena|alle\ samlingene|allesammen))
    """
)
#: `vi kan lige så godt begge to være med`
BOTH_OF_US = pattern(r"\b(?:vi|os|jer|de|dem|we|us|them)\b(?:\ \w+){0,4}\ $")
LAST_ONE = pattern(
    r"""
    \b(?:det\ (?:aller)?sidste(?:\ (?:møde|netværksmøde|af))|(?:aller)?sidste\ møde\ i\ (?:rækken|forløbet|vejle
    |denne)|the\ last\ meeting|afslutningsmødet)\b
    """
)
MIDDLE_ONE = pattern(
    r"\bde[nt]\ (?:midterste|mellemste)(?:\ (?!af\b)\w+)?(?:\ af\ de\ tre\ \w+)?\b|\bthe\ middle\ one\b"
)
NUMBERED = pattern(
    r"""
    \b(?:(?P<n>[1-9])\.\ (?:netværks)?møde\w*|(?:netværks)?møde\ (?:nr\.?\ |nummer\ )?(?P<m>[1-9])\b(?![\d./-])
    |(?P<o>første|andet|tredje|fjerde|femte)\ (?:netværks)?møde\w*)
    """
)
MONTH_MEETING = re.compile(
    rf"\b(?P<month>{MONTH})-?\s?(?:moedet?|netvaerksmoedet?|turen|gangen|samlingen)\b|(?:moede(?:t|r|rne)?|gangen|seancen"
    rf"|netvaerksmoedet?|med|med til|meeting|den)\s+i\s+(?P<month2>{MONTH})\b|\b(?:og|eller|samt)\s+(?:til|i)\s+(?P<month4>{MONTH})\b(?!\s*\d)|\b(?P<month5>{MONTH})-(?=\s(?:og|eller|samt)\s)|\bkun\s+(?:i\s+"
    rf"|til\s+)?(?P<month3>{MONTH})\b(?!\s*\d)"
)

#: `møderne i november og januar`: both months, where each has a meeting
MONTH_PAIR = re.compile(
    rf"\b(?:(?P<earlier>{MONTH}),\s+)?(?P<first>{MONTH})\s+(?:og|samt)\s+(?:(?:i|til)\s+)?(?P<second>{MONTH})\b(?!\s*\d)"
)


@dataclass(frozen=True)
class Mention:
    """A place in a folded text that points at meetings. ids: () where it is none of them. exact: a date or a city. day: its date."""

    ids: tuple[str, ...]
    start: int
    end: int
    words: str
    exact: bool = False
    is_day: bool = False
    day: date | None = None


def find_meetings(text: str, network: Network, day: date | None = None) -> list[Mention]:
    """Find what a text says about the network's meetings, in the text's order; nothing is mentioned twice.

    day: when the words were written, the network's today where None.
    """
    folded = fold(text)
    today = day or network.today
    mentions: list[Mention] = []
    for mention in _all_mentions(folded, network.meetings, today):
        if not any(mention.start < other.end and other.start < mention.end for other in mentions):
            mentions.append(mention)
    return sorted(mentions, key=lambda mention: mention.start)


def _all_mentions(folded: str, meetings: tuple[Meeting, ...], today: date) -> Iterator[Mention]:
    yield from _dates(folded, meetings, today)
    yield from _relative(folded, meetings, today)
    yield from _cities(folded, meetings, today)
    yield from _rows(folded, meetings, today)
    if _has_any(folded, ("moede", "midterste", "mellemste", "middle", "sidste", "last meeting")):
        yield from _places_in_row(folded, meetings, today)
    yield from _months(folded, meetings, today)


def upcoming(meetings: tuple[Meeting, ...], today: date) -> tuple[Meeting, ...]:
    """Return the meetings that are still to come, today's included, by date."""
    return tuple(
        sorted((one for one in meetings if one.day >= today and not one.is_cancelled), key=lambda one: one.day)
    )


def _has_any(folded: str, words: tuple[str, ...]) -> bool:
    """Look whether it is worth while to search a text by a regex, each match of which holds one of the words."""
    return any(word in folded for word in words)


def _dates(folded: str, meetings: tuple[Meeting, ...], today: date) -> Iterator[Mention]:
    if not HAS_DIGIT.search(folded):
        return
    for regex in (ISO_DATE, PAIRED_DAY, WRITTEN_DATE, ENGLISH_DATE, NUMBER_DATE):
        for match in regex.finditer(folded):
            parts = match.groupdict()
            month = int(parts["m"]) if parts.get("m") else MONTHS[str(parts["month"])]
            found = _nearest_date(int(parts["d"]), month, parts.get("y"), meetings, today)
            if found is None or (regex is NUMBER_DATE and _may_be_time(folded, match, found, meetings)):
                continue
            yield _day_mention(match, found, meetings, parts.get("weekday"))
    for match in DAY_ONLY.finditer(folded):
        same = [one for one in upcoming(meetings, today) if one.day.day == int(match["d"])]
        weekday = match["weekday"]
        fits = [one for one in same[:1] if weekday is None or WEEKDAYS[weekday] == one.day.weekday()]
        yield Mention(tuple(one.id for one in fits), match.start(), match.end(), match[0], exact=True, is_day=True)


def _may_be_time(folded: str, match: re.Match[str], day: date, meetings: tuple[Meeting, ...]) -> bool:
    """`toget 7.04` is a time of day, unless a meeting is held on that date."""
    is_called_date = re.search(r"\b(?:den|d\.|dato)\s*$", folded[: match.start()])
    return (
        match["y"] is None
        and "." in match[0]
        and len(match["m"]) == 2
        and not is_called_date
        and all(one.day != day for one in meetings)
    )


def _nearest_date(day: int, month: int, year: str | None, meetings: tuple[Meeting, ...], today: date) -> date | None:
    years = [int(year) + (2000 if int(year) < 100 else 0)] if year else [today.year, today.year + 1, today.year - 1]
    candidates = []
    for one in years:
        try:
            candidates.append(date(one, month, day))
        except ValueError:
            continue
    meeting_days = {meeting.day for meeting in meetings}
    ahead = [one for one in candidates if one >= today]
    near = [one for one in candidates if one in meeting_days and (one >= today or not ahead or year)]
    return next(iter(near or ahead or candidates), None)


def _day_mention(match: re.Match[str], day: date, meetings: tuple[Meeting, ...], weekday: str | None = None) -> Mention:
    ids = tuple(one.id for one in meetings if one.day == day)
    if weekday and WEEKDAYS[weekday] != day.weekday():
        ids = ()
    return Mention(ids, match.start(), match.end(), match[0], exact=True, is_day=True, day=day)


def _relative(folded: str, meetings: tuple[Meeting, ...], today: date) -> Iterator[Mention]:
    if _has_any(folded, ("dag", "day", "aften", "morgen", "tomorrow", "moedet nu")):
        yield from _days_from_today(folded, meetings, today)
    if _has_any(folded, ("uge", "week")):
        monday = today - timedelta(days=today.weekday())
        for regex, first in ((THIS_WEEK, monday), (NEXT_WEEK, monday + timedelta(days=7))):
            for match in regex.finditer(folded):
                days = (first, first + timedelta(days=7))
                ids = tuple(one.id for one in meetings if days[0] <= one.day < days[1] and one.day >= today)
                if ids:
                    yield Mention(ids, match.start(), match.end(), match[0])
    if _has_any(folded, ("naeste", "kommende", "forestaaende", "next", "coming", "denne gang")):
        for match in NEXT_ONE.finditer(folded):
            ids = tuple(one.id for one in upcoming(meetings, today)[:1])
            yield Mention(ids, match.start(), match.end(), match[0])


def _days_from_today(folded: str, meetings: tuple[Meeting, ...], today: date) -> Iterator[Mention]:
    for match in TODAY.finditer(folded):
        yield from _known_day(match, today, meetings)
    for match in TOMORROW.finditer(folded):
        yield from _known_day(match, today + timedelta(days=1), meetings)
    monday = today - timedelta(days=today.weekday())
    for match in WEEKDAY_NEXT_WEEK.finditer(folded):
        place = WEEKDAYS[match["weekday"] or match["weekday2"]]
        yield _day_mention(match, monday + timedelta(days=7 + place), meetings)
    for match in BARE_WEEKDAY.finditer(folded):
        ahead = (WEEKDAYS[match["weekday"]] - today.weekday()) % 7 or 7
        near = [today + timedelta(days=ahead), today + timedelta(days=ahead + 7)]
        known = [one for one in near[: 2 if "naeste" in match[0] else 1] if any(two.day == one for two in meetings)]
        yield _day_mention(match, next(iter(known), near[0]), meetings)
    for match in WEEKDAY_NAMED.finditer(folded):
        ahead = (WEEKDAYS[match["weekday"]] - today.weekday()) % 7
        yield _day_mention(match, today + timedelta(days=ahead or 7), meetings)


def _known_day(match: re.Match[str], day: date, meetings: tuple[Meeting, ...]) -> Iterator[Mention]:
    """`I dag` points at a meeting only where there is one that day; it is said of many other things."""
    if any(one.day == day for one in meetings):
        yield _day_mention(match, day, meetings)


def _cities(folded: str, meetings: tuple[Meeting, ...], today: date) -> Iterator[Mention]:
    for meeting in sorted(meetings, key=lambda one: (one.day < today, one.day)):
        for forms in _city_forms(meeting.city):
            for match in _city_regex(forms).finditer(folded) if _has_any(folded, forms) else ():
                before = folded[max(0, match.start() - 24) : match.start()]
                if not NOT_A_PLACE.search(before):
                    yield Mention((meeting.id,), match.start(), match.end(), match[0], exact=True)


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


#: Words before a city that make it where somebody lives, works or comes from.
NOT_A_PLACE = pattern(
    r"""
    (?:\b(?:fra|bor\ i|kollega(?:er)?\ i|kommer\ fra|ansat\ i|arbejder\ i|chef\ i|leder\ i|nabo\w*\ i|bosat\ i
    |region|borgmester\w*\ i|stationeret\ i|topmøde\w*\ i|konference\w*\ i|kursus\w*\ i|skifter\ til
    |flytter\ til|langt\ til|vejen\ til|turen\ til|tog\w*\ til|flyver\ (?:nok\ )?til|kører\ til|langt\ fra
    |tæt\ på|nær|ved|møde\ i\ ministeriet\ i)\ |@|\.)$
    """
)


def _middle(folded: str, meetings: tuple[Meeting, ...], today: date) -> Iterator[Mention]:
    for match in MIDDLE_ONE.finditer(folded):
        ahead = upcoming(meetings, today)
        middle = tuple(one.id for one in ahead[1:2] if len(ahead) == 3)
        yield Mention(middle, match.start(), match.end(), match[0], exact=True)


def _rows(folded: str, meetings: tuple[Meeting, ...], today: date) -> Iterator[Mention]:
    yield from _middle(folded, meetings, today)
    for match in REST.finditer(folded):
        if match["both"] and match[0] in {"begge to", "both"} and BOTH_OF_US.search(folded[: match.start()]):
            continue
        ahead = upcoming(meetings, today)
        number = next((NUMBERS[word] for key, word in match.groupdict().items() if key.startswith("n") and word), None)
        number = 2 if match["both"] else number
        if number is None or number <= len(ahead):
            chosen = ahead if number is None else ahead[-number:]
            if number is not None and "naeste" in match[0]:
                chosen = ahead[:number]
            yield Mention(tuple(one.id for one in chosen), match.start(), match.end(), match[0])
        else:
            yield Mention((), match.start(), match.end(), match[0])


def _places_in_row(folded: str, meetings: tuple[Meeting, ...], today: date) -> Iterator[Mention]:
    ahead = upcoming(meetings, today)
    if "moede" in folded:
        by_day = sorted(meetings, key=lambda one: one.day)
        for match in NUMBERED.finditer(folded):
            place = int(match["n"] or match["m"] or ORDINALS[match["o"]])
            numbered = (by_day[place - 1].id,) if place <= len(by_day) else ()
            yield Mention(numbered, match.start(), match.end(), match[0])
    for match in LAST_ONE.finditer(folded):
        yield Mention(tuple(one.id for one in ahead[-1:]), match.start(), match.end(), match[0])


def _months(folded: str, meetings: tuple[Meeting, ...], today: date) -> Iterator[Mention]:
    for match in MONTH_PAIR.finditer(folded):
        pair = [
            one.id
            for name in filter(None, (match["earlier"], match["first"], match["second"]))
            for one in upcoming(meetings, today)
            if one.day.month == MONTHS[name]
        ]
        if len(pair) > 1:
            yield Mention(tuple(pair), match.start(), match.end(), match[0], exact=True)
    for match in MONTH_MEETING.finditer(folded):
        name = match["month"] or match["month2"] or match["month3"] or match["month4"] or match["month5"]
        same = [one for one in upcoming(meetings, today) if one.day.month == MONTHS[name]]
        if match["month3"] is None or len(same) == 1:
            yield Mention(
                tuple(one.id for one in same[:1]),
                match.start(),
                match.end(),
                match[0],
                exact=bool(same),
                is_day=not same,
            )


def is_weekday_named(words: str) -> bool:
    """Tell whether (folded) words of a mention hold a weekday."""
    return bool(re.search(rf"\b{WEEKDAY}\b", words))


def join_ids(mentions: list[Mention], meetings: tuple[Meeting, ...]) -> tuple[str, ...]:
    """Return the ids of all mentions, by date."""
    wanted = {one for mention in mentions for one in mention.ids}
    return tuple(one.id for one in sorted(meetings, key=lambda meeting: meeting.day) if one.id in wanted)
