"""A linear model: each feature of a text speaks for or against each label by a weight that was learned (training/).

The likelihood of a label is the logistic function of the sum of the weights, 0 to 1. The weights of a feature stand side by side
in one whole number, 32 bits each, so that one sum adds them for all labels.
"""

from __future__ import annotations

from functools import cache, lru_cache
from math import exp
from struct import pack, unpack

from netpost.understand.features import find_features, find_parts, split_tokens
from netpost.understand.text import MOST_REMEMBERED
from netpost.understand.wordlists import read_lines

BIAS = "(bias)"
#: beyond which the exponential function overflows; the likelihood is 0 long before
MOST = 500
#: half the range of 32 bits: added to a weight, it leaves none below zero
HALF = 1 << 31


class _Rows(dict[str, int]):
    """Feature → its weights (hundredths), side by side; 0 where it has none. A line is read when first asked for: a mail needs few."""

    def __init__(self, lines: dict[str, str]) -> None:
        self._lines = lines
        self.labels = len(lines[BIAS].split())
        self._halves = int.from_bytes(pack(f"<{self.labels}I", *[HALF] * self.labels), "little")

    def __missing__(self, feature: str) -> int:
        line = self._lines.pop(feature, None)
        if line is None:
            return 0
        weights = pack(f"<{self.labels}I", *[HALF + int(weight) for weight in line.split()])
        row = self[feature] = int.from_bytes(weights, "little") - self._halves
        return row

    def count_known(self, features: list[str]) -> int:
        """Count the features that have weights."""
        return sum([one in self or one in self._lines for one in features])

    def add(self, features: set[str], more: int) -> list[int]:
        """Return the sum of each label's weights, the bias among them. more: weights that were added up before, side by side."""
        total = sum(map(self.__getitem__, features), self[BIAS] + more)
        together = (total + self._halves).to_bytes(4 * self.labels, "little")
        return [one - HALF for one in unpack(f"<{self.labels}I", together)]


def judge_text(weights: str, text: str) -> tuple[float, ...]:
    """Return the likelihood of each label of a file of weights in understand/data."""
    of_parts = sum([_add_parts(weights, word) for word in split_tokens(text)])
    sums = _rows(weights).add(find_features(text), of_parts)
    return tuple([1 / (1 + exp(-one / 100 if one > -100 * MOST else MOST)) for one in sums])


def share_known(weights: str, text: str) -> float:
    """Return the share of a text's words that the weights know, 0 to 1; 1 where it has none."""
    rows, words = _rows(weights), [one for one in split_tokens(text) if one[0].isalnum()]
    return rows.count_known(words) / len(words) if words else 1.0


@lru_cache(maxsize=MOST_REMEMBERED)
def _add_parts(weights: str, word: str) -> int:
    """Return the sum of the weights of a word's parts, side by side: a word is met again and again."""
    return sum(map(_rows(weights).__getitem__, find_parts(word)))


@cache
def _rows(name: str) -> _Rows:
    return _Rows(dict(line.split("\t", 1) for line in read_lines(name)))
