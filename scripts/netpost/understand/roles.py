"""A person named in a sentence → how likely the mail is about that person, and how likely about its writer.

`Ole Damborg vil gerne med` is about him, `Ole Damborg anbefalede netværket` is not. Learned from labelled sentences (training/).
"""

from __future__ import annotations

from functools import lru_cache

from netpost.understand.features import PERSON_MARK
from netpost.understand.linear import judge_text
from netpost.understand.text import MOST_REMEMBERED

#: meant: the mail is about the person whose name is marked; self: about its writer
ROLES = ("meant", "self")


def judge_person(text: str, start: int, end: int) -> float:
    """Return how likely a text is about the person whose name stands from start to end, 0 to 1."""
    return _judge(f"{text[:start]}{PERSON_MARK}{text[end:]}")[0]


def judge_self(text: str) -> float:
    """Return how likely a text in which others are named is about its writer, too, 0 to 1."""
    return _judge(text)[1]


@lru_cache(maxsize=MOST_REMEMBERED)
def _judge(text: str) -> tuple[float, ...]:
    return judge_text("role_weights.tsv", text)
