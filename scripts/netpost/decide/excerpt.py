"""What an automatic reply says, in a few words for staff: why the person is away, or that they have left.

In: the mail, whose texts are masked of CPR numbers. Out: at most a line, as written.
"""

from __future__ import annotations

import re

from netpost.message import Mail
from netpost.understand.machine import ABSENCE, LEFT, SAYS_AUTOMATIC
from netpost.understand.text import fold, pattern, split_sentences

MOST_LETTERS = 120
GREETING = re.compile(
    r"""
    ^(?:hej|hejsa|kære|goddag|godmorgen|dear|hello|hi)\b   # Kære
    [^,.!?:\n]{0,40}                                       # afsender
    (?:[,.!:](?=\s)|\n)\s*                                # where the greeting ends
    """,
    re.IGNORECASE | re.VERBOSE,
)
#: what says nothing of the person: a greeting without end, thanks for a mail, a machine's word on itself
IDLE = pattern(
    r"""
    ^\W*(?:
        (?:hej|kære|goddag|dear|hello|hi)\b(?:\W+\w+){0,3}
        |(?:mange\ |tusind\ )?tak\ for\ (?:(?:din|deres|jeres|dit)\ )?\w+(?:\ til(?:\ \w+){1,3})?
        |\W*skriv\ dit\ svar\ over\ denne\ linje
        |thank\ you\ for\ your\ \w+|thanks\ for\ your\ \w+
        |(?:auto(?:svar|reply)|automatisk\ svar|automatic\ reply)
    )\W*$
    """
)


def quote_reply(mail: Mail) -> str | None:
    """Return the first words that tell staff something, without the full stop; None where there are none.

    A sentence on having left goes before one on being away, and that before any other.
    """
    sentences = _useful_sentences(mail.own_text)
    for telling in (LEFT, ABSENCE):
        # what stands below the name counts only here: else it is a title or an address
        found = [one for one in (*sentences, *_useful_sentences(mail.signature)) if telling.search(fold(one))]
        if found:
            return _shorten(found)
    return _shorten(sentences[:1]) if sentences else None


def _useful_sentences(text: str) -> list[str]:
    sentences = (GREETING.sub("", sentence) for sentence in split_sentences(GREETING.sub("", text.lstrip())))
    return [one for one in sentences if re.search(r"\w", one) and not _is_idle(fold(one))]


def _is_idle(folded: str) -> bool:
    return bool(IDLE.search(folded) or SAYS_AUTOMATIC.search(folded))


def _shorten(sentences: list[str]) -> str:
    """Join as many sentences as there is room for; one that is too long by itself ends at a word."""
    quoted = sentences[0]
    for sentence in sentences[1:]:
        if len(quoted) + 1 + len(sentence) > MOST_LETTERS:
            break
        quoted = f"{quoted} {sentence}"
    if len(quoted) > MOST_LETTERS:
        return quoted[: MOST_LETTERS - 1].rpartition(" ")[0].rstrip(",;:") + " …"
    return quoted.rstrip(".")
