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
#: acts that are easily taken for one another, and are learned together as well: `jeg deltager i resten` joins or says yes
#: together they are plain at 0.8; one of them needs no help from 0.5
PLAINLY, EVEN = 0.8, 0.5
FAMILIES = {"come": ("join", "yes"), "away": ("leave", "off", "absent", "refuse")}


@lru_cache(maxsize=MOST_REMEMBERED)
def judge_acts(sentence: str) -> Mapping[str, float]:
    """Return how likely a sentence does each act, 0 to 1. Several may be likely at once, or none."""
    likelihoods = judge_text(WEIGHTS, sentence)
    acts = dict(zip(ACTS, likelihoods[: len(ACTS)], strict=True))
    if max(acts.values()) >= PLAINLY:
        return acts
    for members, together in zip(FAMILIES.values(), likelihoods[len(ACTS) :], strict=True):
        acts |= share_likelihood(together, {act: acts[act] for act in members})
    return acts


def share_likelihood(together: float, members: Mapping[str, float]) -> Mapping[str, float]:
    """Let the likeliest act of a family stand for all where one of them is plain, and none by itself."""
    act = max(members, key=members.__getitem__)
    if together < PLAINLY or members[act] >= EVEN:
        return {}
    return {act: max(EVEN, together * members[act] / sum(members.values()))}


def is_known_word(word: str) -> bool:
    """Tell whether the sentences that were learned from hold a word; in small letters, a name is hardly one."""
    return share_known(WEIGHTS, word) > 0


def is_readable(text: str) -> bool:
    """Tell whether enough of a text's words are known to judge it: German or Finnish is for staff; `Se emnefelt` is too short."""
    return len(text.split()) < FEWEST or share_known(WEIGHTS, text) >= READABLE
