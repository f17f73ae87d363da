"""Days and places in one sentence that cannot both be right.

A Wednesday that is a Thursday, a city on another meeting's date.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from netpost.understand.mention import Mention, say_unknown
from netpost.understand.reading import Intent, Network
from netpost.understand.signals import Signal
from netpost.understand.stance import is_alibi
from netpost.understand.text import find_as_written, fold
from netpost.understand.when import find_meetings, is_weekday_named

#: What may stand between a place and its date; `og` makes two of them.
JOINS = re.compile(r"^[\s,(]*(?:(?:den|d\.|paa|dato|kl\.?|torsdag)\s*)?$")
#: … and between a date and its place: `den 17. i Odense`
HELD_IN = re.compile(r"\s*(?:i|til|til moedet i)\s+")
#: Before a day that says why, or how long, and names no meeting.
REASON = re.compile(
    r"\b(?:fra|til|siden|inden|indtil|foer|efter|uge|senest|frist\w*|pr\.?|foedt|tilbage|hjem|ferie|rejse\w*"
    r"|skal|barsel|orlov)\s(?:\w+\s){0,3}$"
)


def find_contradictions(deciding: tuple[Signal, ...], network: Network, day: date) -> list[str]:
    """List days in the deciding clauses that are no meeting's, and places with another meeting's date."""
    found = []
    is_away = any(one.intent is Intent.DECLINE for one in deciding)
    for clause in dict.fromkeys(one.clause for one in deciding):
        mentions = find_meetings(clause.folded, network, day)
        known = [one for one in mentions if one.exact and one.ids]
        found += [
            say_unknown(one, clause.part)
            for one in mentions
            if one.is_day
            and not one.ids
            and (one.day is None or one.day >= day)
            and (is_weekday_named(one.words) or not known)
            and not _says_why(clause.folded, one)
        ]
        folded = fold(clause.folded)
        for one, other in pairwise(one for one in mentions if one.exact):
            between = folded[one.end : other.start]
            if (
                (one.ids or other.ids)
                and not set(one.ids) & set(other.ids)
                and not other.words.startswith(("og ", "eller "))
                and one.is_day != other.is_day
                and (JOINS.match(between) or (one.is_day and HELD_IN.fullmatch(between)))
                and not (is_away and any(is_alibi(clause.folded, mention) for mention in (one, other)))
            ):
                place, day_told = (find_as_written(clause.part, mention.words) for mention in (one, other))
                found.append(f"Sted og dato passer ikke sammen: »{place}« og »{day_told}«.")
    return list(dict.fromkeys(found))


def _says_why(folded: str, mention: Mention) -> bool:
    return bool(REASON.search(folded[: mention.start])) or folded[mention.end :].lstrip().startswith(("til den", "-"))
