"""A sentence as the network is shown it: what changes from mail to mail, people's names and the meetings, stands as marks.

So that what is learned of Odense in November holds for the next meeting wherever it is, and of one writer for all.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from netpost.understand.features import PERSON_MARK
from netpost.understand.mention import Mention, upcoming
from netpost.understand.reading import Network
from netpost.understand.text import fold
from netpost.understand.when import find_meetings

ROUND_WORDS = "\"'.,:;!?()[]»«-–/"
#: stands for the person that is asked about; the writer's mark is PERSON_MARK
ASKED_MARK = "ASKEDPERSON"
#: the meetings to come by their place in the row, those beyond the last aside
MEETING_MARKS = ("FIRSTMEETING", "SECONDMEETING", "THIRDMEETING", "FOURTHMEETING")
HELD_MARK, ALL_MARK = "HELDMEETING", "ALLMEETINGS"
ALL_MARKS = frozenset({*MEETING_MARKS, HELD_MARK, ALL_MARK})


def mark_writer(text: str, own: frozenset[str]) -> str:
    """`Tilmeld Ole Finn, it-chef`, in a mail by Ole Finn → `Tilmeld § it-chef`. own: the words of the writer's name."""
    return _mark_names(text, own, own, PERSON_MARK)


def mark_asked(text: str, name: str) -> str:
    """`Ejvind Damm vil med; Ejvind er chef` → `ASKEDPERSON vil med; ASKEDPERSON er chef`, for `Ejvind Damm`; a surname alone may be another's."""
    words = name.split()
    return _mark_names(text, frozenset(words), frozenset(words[:1]), ASKED_MARK)


def _mark_names(text: str, own: frozenset[str], telling: frozenset[str], mark: str) -> str:
    """Put a mark for each run of words of a name that holds a telling one."""
    if not own:
        return text
    words = text.split()
    names = [word.strip(ROUND_WORDS) for word in words]
    is_own = [name in own or (name[-1:] == "s" and name[:-1] in own) for name in names]
    if not any(is_own):
        return text
    marked: list[str] = []
    for is_name, run in groupby(zip(words, names, is_own, strict=True), key=lambda one: one[2]):
        told = list(run)
        if is_name and any(name in telling or name[:-1] in telling for _, name, _ in told):
            first, last = told[0], told[-1]
            start, end = first[0].partition(first[1])[0], last[0].rpartition(last[1])[2]
            marked.append(f"{start}{mark}{end}")
        else:
            marked.extend(word for word, _, _ in told)
    return " ".join(marked)


def mark_meetings(text: str, network: Network, day: date) -> str:
    """`Jeg kommer den 16. november, men næste gang går ikke`, written in October → `Jeg kommer FIRSTMEETING, men FIRSTMEETING næste gang …`.

    Words that name a meeting for good give way to its mark, as the network is to know only its place in the row; others stay behind it, as does
    a month, in which something else may be meant.
    """
    plain = find_meetings(text, network, day)
    mentions = [one for one in find_meetings(text, network, day, bare_months=True) if one.ids]
    if not mentions:
        return text
    words, places = text.split(), list(_find_words(fold(text)))
    if len(words) != len(places):  # a word that was mended into two: rather unmarked than wrongly
        return text
    ahead = [one.id for one in upcoming(network.meetings, day)]
    for mention in reversed(mentions):
        touched = [at for at, (start, end) in enumerate(places) if start < mention.end and mention.start < end]
        behind = words[touched[-1]][len(words[touched[-1]].rstrip(ROUND_WORDS)) :]
        named = [] if mention.exact and mention in plain else words[touched[0] : touched[-1] + 1]
        marks = [*_find_marks(mention, ahead), *named]
        words[touched[0] : touched[-1] + 1] = marks if named else [*marks[:-1], marks[-1] + behind]
    behind_each = (*words[1:], "")
    return " ".join(
        word
        for word, following in zip(words, behind_each, strict=True)
        if word not in ALL_MARKS or word != following.strip(ROUND_WORDS)
    )


def _find_words(folded: str) -> Iterator[tuple[int, int]]:
    """Return where each word of a text begins and ends."""
    at = 0
    for word in folded.split():
        at = folded.index(word, at)
        yield at, at + len(word)
        at += len(word)


def _find_marks(mention: Mention, ahead: list[str]) -> list[str]:
    if len(ahead) > 1 and set(mention.ids) == set(ahead):
        return [ALL_MARK]
    places = {ahead.index(one) if one in ahead else None for one in mention.ids}
    marks = [mark for place, mark in enumerate(MEETING_MARKS) if place in places]
    return marks or [HELD_MARK]
