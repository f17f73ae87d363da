"""Which meetings a text names by month, season or turn of the year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from netpost.meetings import Meeting
from netpost.understand.mention import Mention, has_any, upcoming

MONTHS = {
    "januar": 1, "jan": 1, "january": 1, "januari": 1, "februar": 2, "februari": 2, "feb": 2, "february": 2, "marts": 3, "mar": 3, "march": 3,
    "mars": 3,
    "april": 4, "apr": 4, "maj": 5, "may": 5, "juni": 6, "jun": 6, "june": 6, "juli": 7, "jul": 7, "july": 7,
    "august": 8,
    "aug": 8, "augusti": 8, "september": 9, "sep": 9, "sept": 9, "oktober": 10, "okt": 10, "october": 10, "oct": 10,
    "november": 11, "nov": 11, "december": 12, "dec": 12,
}  # fmt: skip
#: what the name of a month holds
SHORTEST_MONTHS = tuple(name for name in MONTHS if not any(other in name for other in MONTHS if other != name))
MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"
#: those that are no other words: `may`, `mar`, `jan` are
LONG_MONTH = "(?:" + "|".join(one for one in MONTHS if len(one) > len("mars") or one in {"maj", "juni", "juli"}) + ")"
#: so far into a year `efter nytår` is over, or just begun
END_OF_WINTER = 3

MONTH_MEETING = re.compile(
    rf"\b(?P<month>{MONTH})-?\s?(?:moedet?|netvaerksmoedet?|turen|gangen|samlingen)\b|(?:moede(?:t|r|rne)?|gangen|seancen"
    rf"|netvaerksmoedet?|med|med til|meeting|den)\s+i\s+(?P<month2>{MONTH})\b|\b(?:og|eller|samt)\s+(?:til|i)\s+(?P<month4>{MONTH})\b(?!\s*\d)|\b(?P<month5>{MONTH})-(?=\s(?:og|eller|samt)\s)|\bkun\s+(?:i\s+"
    rf"|til\s+)?(?P<month3>{MONTH})\b(?!\s*\d)"
)

#: `møderne i november og januar`: both months, where each has a meeting
MONTH_PAIR = re.compile(
    rf"\b(?:(?P<earlier>{MONTH}),\s+)?(?P<first>{MONTH})\s+(?:og|samt|och|and|&)\s+(?:(?:i|til)\s+)?(?P<second>{MONTH})\b(?!\s*\d)"
)

#: `skriv mig på til november`, `alle på nær november`: where the words choose among meetings
BARE_MONTH = re.compile(rf"(?<!primo )(?<!medio )(?<!ultimo )\b(?P<month>{LONG_MONTH})\b(?!\s*\d{{1,2}}\b)")
#: the months of a half-year's meetings: work begins in August, and January opens the spring
SEASONS = {
    "efteraar": (8, 9, 10, 11, 12), "hoest": (8, 9, 10, 11, 12), "autumn": (8, 9, 10, 11, 12),
    "vinter": (12, 1, 2), "winter": (12, 1, 2), "foraar": (1, 2, 3, 4, 5),
    "vaar": (1, 2, 3, 4, 5), "sommer": (6, 7, 8), "summer": (6, 7, 8),
}  # fmt: skip
SEASON = "(?:" + "|".join(SEASONS) + ")"
GATHERINGS = r"(?:netvaerksmoede\w*|moede\w*|gang\w*|samling\w*|dag(?:en|e|ene)?|dato\w*|traef\w*|tur\w*|moete\w*|meetings?|dates?|sessions?)"
#: `efterårets to møder`, `the autumn meetings`, `møderne i efteråret og vinteren`, `de to i efteråret`
SEASON_MEETINGS = re.compile(
    rf"\b(?P<season>{SEASON})(?:e?ts|e?ns|et|en|s)?(?:\s+(?:og|and|och)\s+(?P<too>{SEASON})(?:e?ts|e?ns|s)?)?"
    rf"(?:(?:[- ](?:(?P<number>to|2|begge|two|both)\s|\w+\s)?)?{GATHERINGS}\b|(?=\s+(?:og|and|och|samt)\s+(?:i\s+|til\s+)?{MONTH}\b))"
    rf"|\b(?:(?P<number2>to|2|begge|two|both)\s+)?(?:{GATHERINGS}|de|dem|to|begge|begge to)\s+(?:her\s+)?(?:i|til|in the|in|this|om)\s+"
    rf"(?P<season2>{SEASON})(?:et|en)?(?:\s+(?:og|and|och)\s+(?:i\s+|til\s+)?(?P<too2>{SEASON})(?:et|en)?)?\b"
)
#: `mødet efter nytår`, `den før jul`, `møderne i det nye år`, `kun i 2018`
TURN_OF_YEAR = re.compile(
    rf"\b(?:{GATHERINGS}|den|det|de to|begge|dem|kun)\s*(?:,?\s(?:der|som)\s\w+\s)?(?:her\s+)?(?:(?P<before>(?:foer|inden)\s+(?:jul|nytaar|aarsskiftet)|i aar)"
    r"|(?:efter|paa den anden side af)\s+(?:jul|nytaar|aarsskiftet)|i det nye aar|(?:til )?naeste aar)\b"
)


def find_seasons(folded: str, meetings: tuple[Meeting, ...], today: date) -> Iterator[Mention]:
    """Find `efterårets møder` and `mødet efter nytår`: those of them that are to come.

    Without a number a season is no choice: `jeg er med til efterårets møder` calls the whole row by the season in which it begins.
    """
    ahead = upcoming(meetings, today)
    if has_any(folded, tuple(SEASONS)):
        for match in SEASON_MEETINGS.finditer(folded):
            names = (match["season"], match["too"], match["season2"], match["too2"])
            months = {month for name in names if name for month in SEASONS[name]}
            ids = tuple(one.id for one in ahead if one.day.month in months)
            is_counted = bool(match["number"] or match["number2"] or re.search(r"\b(?:to|begge)\b", match[0]))
            if ids:
                yield Mention(ids, match.start(), match.end(), match[0], exact=is_counted, is_season=not is_counted)
    if has_any(folded, ("nytaar", "aarsskift", " jul", "nye aar", "naeste aar", "i aar")):
        for match in TURN_OF_YEAR.finditer(folded):
            ids = tuple(one.id for one in ahead if (one.day.year == today.year) == bool(match["before"]))
            if ids and today.month > END_OF_WINTER:
                yield Mention(ids, match.start(), match.end(), match[0], exact=True)


#: before a month when somebody comes or goes: `jeg er tilbage i september`
STATE = re.compile(
    r"\b(?:er(?! (?:\w+ )?(?:med|paa|klar|frisk|der)\b)|var|bliver|blev|(?<!med )start\w*|tiltr\w*|tilbage|begynd\w*|siden|ferie|orlov|barsel|ansat|job|am|was|back)\b[^,]{0,30}$"
)


def find_bare_months(folded: str, meetings: tuple[Meeting, ...], today: date) -> Iterator[Mention]:
    """Find months that hold a meeting to come, wherever they stand."""
    if not has_any(folded, SHORTEST_MONTHS):
        return
    for match in BARE_MONTH.finditer(folded):
        ids = tuple(one.id for one in upcoming(meetings, today) if one.day.month == MONTHS[match["month"]])
        if ids and not STATE.search(folded[: match.start()]):
            yield Mention(ids, match.start(), match.end(), match[0], exact=True)


def find_months(folded: str, meetings: tuple[Meeting, ...], today: date) -> Iterator[Mention]:
    """Find months that a meeting is named after: `novembermødet`, `mødet i november`, `november og januar`."""
    if not has_any(folded, SHORTEST_MONTHS):
        return
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
