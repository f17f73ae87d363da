"""Which of the network's meetings a text speaks of: by city, date, weekday, month, number or place in the row.

Dates are Danish (`14. september 2017`, `14/9`, `den 14.`, `på torsdag`), counted from the day the mail was written.
A date or city that is none of the meetings is a mention as well, with no ids: it must never be taken for the
nearest one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from netpost.meetings import Meeting
from netpost.understand.mention import Mention, has_any, upcoming
from netpost.understand.periods import MONTH, MONTHS, find_bare_months, find_months, find_seasons
from netpost.understand.reading import Network
from netpost.understand.text import MOST_REMEMBERED, fold, pattern
from netpost.understand.where import find_places

WEEKDAYS = {"mandag": 0, "tirsdag": 1, "onsdag": 2, "torsdag": 3, "fredag": 4, "loerdag": 5, "soendag": 6,
            "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
            "torsdagen": 3, "torsdags": 3}  # fmt: skip
WEEKDAY = "(?:" + "|".join(sorted(WEEKDAYS, key=len, reverse=True)) + ")"
NUMBERS = {"et": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "two": 2, "three": 3, "four": 4, "2": 2, "3": 3, "4": 4, "5": 5,
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
#: `på torsdag om en uge`, `torsdag otte dage`: the weekday after the next one
WEEKDAY_IN_A_WEEK = re.compile(rf"\b(?:paa\s+)?(?P<weekday>{WEEKDAY})\s+(?:om\s+(?:en|1)\s+uge|(?:otte|8)\s+dage)\b")
#: `deltager onsdag`, `næste tirsdag`: a bare weekday right behind coming or not coming.
BARE_WEEKDAY = re.compile(
    rf"\b(?:kommer|komme|deltager|deltage|med|der|moedet|kan\s+(?:jeg\s+)?ikke|afbud(?:\s+til)?|vaek|fra"
    rf"|naeste)\s+(?P<weekday>{WEEKDAY})\b(?!\s*(?:den|d\.|\d))"
)
#: `Torsdag kan jeg ikke`, at the beginning of a sentence
FIRST_WEEKDAY = re.compile(
    rf"(?:^|(?<=[.!?] )|(?<=\n))(?P<weekday>{WEEKDAY})(?=\s+(?:kan|gaar|er|maa|bliver|passer|duer|glipper|faar|har|skal|ser)\b)"
)
#: `torsdagens møde`
MEETING_OF_WEEKDAY = re.compile(rf"\b(?P<weekday>{WEEKDAY})(?:ens|s)?\s+(?:netvaerks)?moede\b")
TODAY = pattern(
    r"\b(?:i\ dag|idag|i\ aften|today|dagens\ møde|mødet\ nu\ her|i\ formiddag|i\ eftermiddag|her\ til\ morgen)\b"
)
TOMORROW = pattern(r"\b(?:i\ morgen|imorgen|tomorrow|morgendagens)\b(?<!after\ tomorrow)")
DAY_AFTER = pattern(r"\b(?:i\ overmorgen|overmorgen|the\ day\ after\ tomorrow)\b")
NEXT_WEEK = pattern(r"\b(?:i\ næste\ uge|næste\ uges|next\ week|i\ den\ kommende\ uge)\b")
THIS_MONTH = pattern(r"\b(?:i\ )?denne\ måned\b")
#: `uge 46`, but no span: `til og med uge 46`
WEEK_NUMBER = pattern(
    r"(?<!\btil\ )(?<!\bmed\ )(?<!\bfra\ )(?<!\bsiden\ )(?<!\bfør\ )(?<!\befter\ )(?<!\binden\ )\buge\ (?P<n>[1-9]\d?)\b(?!\ ?[-–./]\ ?\d|\ (?:til|og\ frem)\b)"
)
THIS_WEEK = pattern(r"\b(?:i\ denne\ uge|senere\ på\ ugen|denne\ uges|this\ week)\b")
NEXT_ONE = pattern(
    r"""
    \b(?:
        (?<!to\ )(?<!tre\ )næste\ (?:gang|møde\w*|netværksmøde\w*|samling|seance|dag|træf)
        |(?:det|vores|jeres|netværkets|på|til)\ (?:næste|kommende|førstkommende|forestående)(?!\ (?:to|tre|fire
        |uge|år|måned|møder|netværksmøder|forløb|netværk\b|sæson|efterår|forår|halvår|2|3|4|gange))
            (?:\ (?:gang|møde\w*|netværksmøde\w*|samling)|(?=\W*$|[.,;!?]|\ (?:i|den|er|har|kan|vil|og|så|med|kommer|deltager)\b))
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
    |(?P<both>begge\ (?:to|møder|gange|dage|datoer|resterende|de)\b|begge(?=\ $|\ (?:resterende|sidste|kommende))
    |both\ (?:remaining\ )?(?:meetings|dates|of\ them))
    |all\ (?:of\ )?(?:the\ )?(?P<n5>two|three|four)(?:\ remaining)?\ (?:meetings|sessions|dates)\b
    |(?P<all>alle\ (?:møder|møderne|gange|gangene|netværksmøder\w*|dagene|datoer\w*|samlinge(?:ne|r)|sammen
    |de\ (?:næste|kommende|resterende|øvrige)|resterende|kommende)
        |samtlige|(?:det|hvad|dem|de)\ ?,?\ der\ er\ tilbage|resten(?:\ (?:af\ (?:møderne|forløbet|rækken|året|sæsonen|dem))|(?!\ (?:af|ser|er|var|lyder|virker|synes|kan)\b))|hele\ (?:forløbet|rækken|pakken
        |møderækken|serien|runden|molevitten|vejen(?!\ (?:til|fra|over|ned|op|hjem)))|(?:til|på|i|med)\ det\ hele(?!\ på)
        |hela\ (?:vägen|serien)|all\ the\ way(?!\ (?:to|from))|alle\ møtene|alt\ (?:sammen|andet\ end)
        |all\ (?:of\ )?(?:the\ )?(?:remaining\ |coming\ )?(?:meetings|three|dates|of\ them)
        |the\ remaining\ (?:meetings|three|two)|the\ rest\ of\ the\ meetings
        |de\ (?:resterende|kommende|øvrige|næste)\ (?:møder|gange|netværksmøder|datoer)|resterende\ møder
        |kommende\ møder|møderækken|alla\ (?:tre\ )?mötena|alle\ samlingene|allesammen))
    """
)
#: `vi kan lige så godt begge to være med`
BOTH_OF_US = pattern(r"\b(?:vi|os|jer|de|dem|og|we|us|them)\b(?:\ \w+){0,8}\ (?<!\btil\ )(?<!\bi\ )(?<!\bpå\ )$")
LAST_ONE = pattern(
    r"""
    \b(?:det\ (?:aller)?sidste(?:\ (?:møde|netværksmøde|af))|(?:aller)?sidste\ møde\ i\ (?:rækken|forløbet|vejle
    |denne)|the\ last\ meeting|(?:det\ )?(?:sista|siste)\ m(?:ø|ö)tet|afslutningsmødet)\b
    |(?:(?<=\btil\ )|(?<=\bi\ )|(?<=\bnær\ )|(?<=\bundtagen\ )|(?<=\bfra\ )|(?<=\bkun\ )|(?<=\bikke\ ))det\ (?:aller)?sidste(?=\W*$|[.,;)])
    """
)
#: `de to første (møder)`: of those to come
FIRST_ONES = pattern(
    r"""
    \b(?:de\ |the\ )?(?:(?P<n1>to|tre|2|3|two|three)\ (?:først|näst|næst)\w*|(?:first|første|första)\ (?P<n2>to|tre|2|3|två|two
    |three))(?:\ (?:møder|gange|meetings|dage|datoer|samlinger))?\b
    |(?:(?<=\btil\ )|(?<=\bi\ )|(?<=\bnær\ )|(?<=\bundtagen\ )|(?<=\bfra\ )|(?<=\bkun\ )|(?<=\bikke\ ))det\ (?:aller)?første(?=\W*$|[.,;)])
    |\b(?:det|den|til)\ første(?=\ (?:og|af)\ )|\b(?:det|den|til)\ første\ (?:møde|dag|gang|netværksmøde)\b|\bthe\ first\ (?:meeting|one|day)\b
    """
)
MIDDLE_ONE = pattern(
    r"\bde[nt]\ (?:midterste|mellemste)(?:\ (?!af\b)\w+)?(?:\ af\ de\ tre\ \w+)?\b|\bthe\ middle\ one\b"
)
NUMBERED = pattern(
    r"""
    \b(?:(?P<n>[1-9])\.\ (?:netværks)?møde\w*|(?:netværks)?møde\ (?:nr\.?\ |nummer\ )?(?P<m>[1-9])\b(?![\d/-]|\.\ *\w)
    |(?:netværks)?møde\ (?:nr\.?|nummer)\ (?P<w>et|to|tre|fire)\b|(?<!\bmit\ )(?<!\bet\ )(?<!\bvores\ )(?<!\bhans\ )(?<!\bhendes\ )(?P<o>første|(?!andet\ møde\ (?:er|var|blev|kan|ligger|har|skal|trak)\ (?!jeg|vi))andet|tredje|fjerde|femte)\ (?:(?:netværks)?møde\w*|af\ (?:møderne|de\ (?:to|tre|fire)|dem)))
    """
)


def find_meetings(text: str, network: Network, day: date | None = None, *, bare_months: bool = False) -> list[Mention]:
    """Find what a text says about the network's meetings, in the text's order; nothing is mentioned twice.

    day: when the words were written, the network's today where None. bare_months: the words choose among meetings, so
    that `skriv mig på til november` means the meeting in November; elsewhere a month tells when something else is.
    """
    folded, today = fold(text), day or network.today
    mentions = list(_find_mentions(folded, network.meetings, today))
    if bare_months:
        more = find_bare_months(folded, network.meetings, today)
        mentions += [
            one for one in more if not any(one.start < other.end and other.start < one.end for other in mentions)
        ]
    return sorted(mentions, key=lambda mention: mention.start)


@lru_cache(maxsize=MOST_REMEMBERED)
def _find_mentions(folded: str, meetings: tuple[Meeting, ...], today: date) -> tuple[Mention, ...]:
    mentions: list[Mention] = []
    for mention in _all_mentions(folded, meetings, today):
        if not any(mention.start < other.end and other.start < mention.end for other in mentions):
            mentions.append(mention)
    return tuple(mentions)


def _all_mentions(folded: str, meetings: tuple[Meeting, ...], today: date) -> Iterator[Mention]:
    yield from _dates(folded, meetings, today)
    yield from _relative(folded, meetings, today)
    yield from find_places(folded, meetings, today)
    yield from find_seasons(folded, meetings, today)
    yield from _rows(folded, meetings, today)
    if has_any(folded, ("foerst", "first", "naest")):
        yield from _first_ones(folded, meetings, today)
    if has_any(folded, ("moede", "midterste", "mellemste", "middle", "sidste", "last meeting", "moetet")):
        yield from _places_in_row(folded, meetings, today)
    yield from find_months(folded, meetings, today)


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
    if has_any(folded, ("dag", "day", "aften", "morgen", "tomorrow", "moedet nu")):
        yield from _days_from_today(folded, meetings, today)
    if has_any(folded, ("uge", "week")):
        monday = today - timedelta(days=today.weekday())
        for regex, first in ((THIS_WEEK, monday), (NEXT_WEEK, monday + timedelta(days=7))):
            for match in regex.finditer(folded):
                days = (first, first + timedelta(days=7))
                ids = tuple(one.id for one in meetings if days[0] <= one.day < days[1] and one.day >= today)
                if ids:
                    yield Mention(ids, match.start(), match.end(), match[0])
        yield from _weeks_by_number(folded, meetings, today)
    for match in THIS_MONTH.finditer(folded) if "denne maaned" in folded else ():
        ids = tuple(one.id for one in upcoming(meetings, today) if one.day.replace(day=1) == today.replace(day=1))
        if ids:
            yield Mention(ids, match.start(), match.end(), match[0])
    if has_any(folded, ("naeste", "kommende", "forestaaende", "next", "coming", "denne gang")):
        for match in NEXT_ONE.finditer(folded):
            ids = tuple(one.id for one in upcoming(meetings, today)[:1])
            yield Mention(ids, match.start(), match.end(), match[0])


def _weeks_by_number(folded: str, meetings: tuple[Meeting, ...], today: date) -> Iterator[Mention]:
    """`Jeg kommer i uge 46`: a week by its number in the calendar, where a meeting to come is held in it."""
    for match in WEEK_NUMBER.finditer(folded):
        ids = tuple(one.id for one in upcoming(meetings, today) if one.day.isocalendar().week == int(match["n"]))
        if ids:
            yield Mention(ids, match.start(), match.end(), match[0], exact=True, is_day=True)


def _days_from_today(folded: str, meetings: tuple[Meeting, ...], today: date) -> Iterator[Mention]:
    for match in TODAY.finditer(folded):
        yield from _known_day(match, today, meetings)
    for match in TOMORROW.finditer(folded):
        yield from _known_day(match, today + timedelta(days=1), meetings)
    for match in DAY_AFTER.finditer(folded):
        yield from _known_day(match, today + timedelta(days=2), meetings)
    monday = today - timedelta(days=today.weekday())
    for match in WEEKDAY_IN_A_WEEK.finditer(folded):
        ahead = (WEEKDAYS[match["weekday"]] - today.weekday()) % 7 or 7
        yield _day_mention(match, today + timedelta(days=ahead + 7), meetings)
    for match in WEEKDAY_NEXT_WEEK.finditer(folded):
        place = WEEKDAYS[match["weekday"] or match["weekday2"]]
        yield _day_mention(match, monday + timedelta(days=7 + place), meetings)
    for match in BARE_WEEKDAY.finditer(folded):
        ahead = (WEEKDAYS[match["weekday"]] - today.weekday()) % 7 or 7
        near = [today + timedelta(days=ahead), today + timedelta(days=ahead + 7)]
        known = [one for one in near[: 2 if "naeste" in match[0] else 1] if any(two.day == one for two in meetings)]
        yield _day_mention(match, next(iter(known), near[0]), meetings)
    for regex in (WEEKDAY_NAMED, FIRST_WEEKDAY, MEETING_OF_WEEKDAY):
        for match in regex.finditer(folded):
            ahead = (WEEKDAYS[match["weekday"]] - today.weekday()) % 7
            yield _day_mention(match, today + timedelta(days=ahead or 7), meetings)


def _known_day(match: re.Match[str], day: date, meetings: tuple[Meeting, ...]) -> Iterator[Mention]:
    """`I dag` points at a meeting only where there is one that day; it is said of many other things."""
    if any(one.day == day for one in meetings):
        yield _day_mention(match, day, meetings)


def _middle(folded: str, meetings: tuple[Meeting, ...], today: date) -> Iterator[Mention]:
    for match in MIDDLE_ONE.finditer(folded):
        ahead = upcoming(meetings, today)
        middle = tuple(one.id for one in ahead[1:2] if len(ahead) == 3)
        yield Mention(middle, match.start(), match.end(), match[0], exact=True)


def _rows(folded: str, meetings: tuple[Meeting, ...], today: date) -> Iterator[Mention]:
    yield from _middle(folded, meetings, today)
    for match in REST.finditer(folded):
        ahead = upcoming(meetings, today)
        is_bare = match[0] in {"begge to", "both"}  # of people, where there are not just two meetings
        if match["both"] and is_bare and (len(ahead) != 2 or BOTH_OF_US.search(folded[: match.start()])):
            continue
        number = next((NUMBERS[word] for key, word in match.groupdict().items() if key.startswith("n") and word), None)
        number = 2 if match["both"] else number
        is_known = not match["both"] or len(ahead) == number  # of three, `begge gange` are two that were named before
        if number is None or (is_known and number <= len(ahead)):
            chosen = ahead if number is None else ahead[-number:]
            if match[0].endswith("aaret"):  # `resten af året` ends with the year, not with the row
                chosen = tuple(one for one in ahead if one.day.year == today.year)
            if number is not None and "naeste" in match[0]:
                chosen = ahead[:number]
            yield Mention(tuple(one.id for one in chosen), match.start(), match.end(), match[0])
        else:
            yield Mention((), match.start(), match.end(), match[0])


def _first_ones(folded: str, meetings: tuple[Meeting, ...], today: date) -> Iterator[Mention]:
    ahead = upcoming(meetings, today)
    for match in FIRST_ONES.finditer(folded):
        number = NUMBERS[match["n1"] or match["n2"] or "et"]
        ids = tuple(one.id for one in ahead[:number]) if number <= len(ahead) else ()
        yield Mention(ids, match.start(), match.end(), match[0])


def _places_in_row(folded: str, meetings: tuple[Meeting, ...], today: date) -> Iterator[Mention]:
    ahead = upcoming(meetings, today)
    if "moede" in folded:
        by_day = sorted(meetings, key=lambda one: one.day)
        for match in NUMBERED.finditer(folded):
            place = int(match["n"] or match["m"] or NUMBERS.get(match["w"] or "", 0) or ORDINALS[match["o"]])
            numbered = (by_day[place - 1].id,) if place <= len(by_day) else ()
            yield Mention(numbered, match.start(), match.end(), match[0])
    for match in LAST_ONE.finditer(folded):
        yield Mention(tuple(one.id for one in ahead[-1:]), match.start(), match.end(), match[0])


def is_weekday_named(words: str) -> bool:
    """Tell whether (folded) words of a mention hold a weekday."""
    return bool(re.search(rf"\b{WEEKDAY}\b", words))
