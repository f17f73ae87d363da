"""A title with a slip of the finger: `afdelngschef`, `it-cehf`, `koordintor` → `afdelingschef`, `it-chef`, `koordinator`.

Only one of its parts may be wrong, by one letter, and the other must be known (understand/data/title_words.txt, the lines with ~):
a rare title must not become a common one.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from netpost.understand.text import MOST_REMEMBERED, measure_distance
from netpost.understand.wordlists import read_lines

#: what misspelled words are held against: the last parts of nearly all titles
LAST_PARTS = (
    "chef",
    "leder",
    "konsulent",
    "koordinator",
    "direktør",
    "ansvarlig",
    "medarbejder",
    "specialist",
    "partner",
)
#: `direktör` is right as it stands
SWEDISH = re.compile("[äö]")
#: a shorter word has too many neighbours
SHORTEST_FIRST_PART, SHORTEST_WHOLE = 5, 8
#: `ledere`, `chefs`, `konsulent- og`: no slip
ENDINGS = frozenset("esnrt-")


@cache
def _first_parts() -> frozenset[str]:
    lines = (line[1:] for line in read_lines("title_words.txt") if line[0] == "~")
    return frozenset(word for line in lines for word in line.split())


@lru_cache(maxsize=MOST_REMEMBERED)
def mend_title_word(word: str) -> str | None:
    """Return a misspelled title as it should be, in small letters; None where it is none, or not misspelled."""
    word = word.casefold()
    if SWEDISH.search(word):
        return None
    for last in LAST_PARTS:
        first = word.removesuffix(last)
        if first != word:
            return None if first in _first_parts() else _mend_first_part(first, last)
    parts = [(word[:end], word[end:]) for end in range(len(word) - 2) if not end or word[:end] in _first_parts()]
    mended = {f"{first}{last}" for first, rest in parts for last in LAST_PARTS if _is_slip(rest, last, whole=not first)}
    return mended.pop() if len(mended) == 1 else None


def _mend_first_part(first: str, last: str) -> str | None:
    near = [one for one in _first_parts() if one[:1] == first[:1] and measure_distance(first, one) == 1]
    return f"{near[0]}{last}" if len(near) == 1 and len(first) >= SHORTEST_FIRST_PART else None


def _is_slip(rest: str, last: str, *, whole: bool) -> bool:
    is_long = len(rest) >= SHORTEST_WHOLE or not whole
    is_inflected = rest[:-1] == last and rest[-1] in ENDINGS
    return is_long and rest[:1] == last[:1] and not is_inflected and measure_distance(rest, last) == 1
