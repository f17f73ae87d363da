"""A linear model: each feature of a text speaks for or against each label by a weight that was learned (training/).

The likelihood of a label is the logistic function of the sum of the weights, 0 to 1.
"""

from __future__ import annotations

from functools import cache, lru_cache
from math import exp

from netpost.understand.features import find_features
from netpost.understand.text import MOST_REMEMBERED
from netpost.understand.wordlists import read_lines

#: beyond which the exponential function overflows; the likelihood is 0 long before
MOST = 500


def judge_text(weights: str, text: str) -> tuple[float, ...]:
    """Return the likelihood of each label of a file of weights in understand/data."""
    lines = _lines(weights)
    rows = [_read_weights(lines[feature]) for feature in ("(bias)", *find_features(text)) if feature in lines]
    return tuple(1 / (1 + exp(min(-sum(row) / 100, MOST))) for row in zip(*rows, strict=True))


@lru_cache(maxsize=MOST_REMEMBERED)
def _read_weights(line: str) -> tuple[int, ...]:
    return tuple(map(int, line.split()))


@cache
def _lines(name: str) -> dict[str, str]:
    """Return feature → hundredths, one for each label, as written: a mail needs few of them."""
    return dict(line.split("\t", 1) for line in read_lines(name))
