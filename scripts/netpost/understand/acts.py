"""A sentence → what it does: asks for a place, says yes, stays away, corrects a number, asks, hesitates, makes conversation.

Judged by itself; what the sentence answers and who is meant is weighed elsewhere. Learned from labelled sentences (training/).
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType

from netpost.understand.linear import judge_text
from netpost.understand.text import MOST_REMEMBERED

#: the acts, as training/README.md explains them
ACTS = (
    "join", "yes", "leave", "off", "absent", "refuse", "update", "detail", "ask", "unsure", "substitute", "stay", "left",
    "past", "foreign", "others", "chat",
)  # fmt: skip


@lru_cache(maxsize=MOST_REMEMBERED)
def judge_acts(sentence: str) -> MappingProxyType[str, float]:
    """Return how likely a sentence does each act, 0 to 1. Several may be likely at once, or none."""
    return MappingProxyType(dict(zip(ACTS, judge_text("act_weights.tsv", sentence), strict=True)))
