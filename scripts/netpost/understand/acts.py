"""A sentence → what it does: asks for a place, says yes, stays away, corrects a number, asks, hesitates, makes conversation.

Judged by itself; what the sentence answers and who is meant is weighed elsewhere. Learned from labelled sentences (training/).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from netpost.understand.linear import judge_text, share_known
from netpost.understand.text import MOST_REMEMBERED

WEIGHTS = "act_weights.tsv"
#: the share of known words; Danish, Swedish, Norwegian and English mails have more than 0.8, others less than 0.7
READABLE, FEWEST = 0.7, 4
#: the acts, as training/README.md explains them
ACTS = (
    "join", "yes", "leave", "off", "absent", "refuse", "update", "detail", "ask", "unsure", "substitute", "stay", "left",
    "past", "foreign", "others", "chat",
)  # fmt: skip


@lru_cache(maxsize=MOST_REMEMBERED)
def judge_acts(sentence: str) -> Mapping[str, float]:
    """Return how likely a sentence does each act, 0 to 1. Several may be likely at once, or none."""
    return dict(zip(ACTS, judge_text(WEIGHTS, sentence), strict=True))


def is_readable(text: str) -> bool:
    """Tell whether enough of a text's words are known to judge it: German or Finnish is for staff; `Se emnefelt` is too short."""
    return len(text.split()) < FEWEST or share_known(WEIGHTS, text) >= READABLE
