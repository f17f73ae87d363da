"""What the sentences of a mail do, and what it is as a whole → how likely each outcome is.

Neither is to be believed alone: the one does not see what sentences amount to together, the other is surer than it is right. How far to believe each
was learned from mails that were new to both (stacked generalization; training/train_stack.py). Every weight is a line that can be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from math import exp, log

from netpost.understand.acts import ACTS
from netpost.understand.gather import Signals
from netpost.understand.outcome import OUTCOMES, Opinion
from netpost.understand.wordlists import read_lines

WEIGHTS = "outcome_stack.tsv"
BIAS = "(bias)"
#: what is less likely speaks no more against an outcome
LEAST = 1e-4


def stack(opinion: Opinion, found: Signals) -> Opinion:
    """Return how likely each outcome is in the light of both. opinion: of the whole mail. found: what its sentences do."""
    sums = _add_up(dict(find_evidence(opinion, found)), _read_weights())
    shares = [exp(one - max(sums)) for one in sums]
    both = [
        (share / sum(shares) + likelihood) / 2 for share, likelihood in zip(shares, opinion.likelihoods, strict=True)
    ]
    return opinion._replace(likelihoods=tuple(both))


def find_evidence(opinion: Opinion, found: Signals) -> Iterator[tuple[str, float]]:
    """Yield what speaks for or against an outcome, and how strongly, 0 to 1."""
    for outcome, likelihood in zip(OUTCOMES, opinion.likelihoods, strict=True):
        yield f"whole {outcome}", 1 - log(max(likelihood, LEAST)) / log(LEAST)
    for act in ACTS:
        yield f"act {act}", max((one.likelihood for one in found.find_all(act)), default=0.0)


def _add_up(evidence: Mapping[str, float], weights: Mapping[str, tuple[float, ...]]) -> list[float]:
    rows = [[evidence[name] * one for one in weights[name]] for name in evidence if name in weights]
    return [sum(column) for column in zip(weights[BIAS], *rows, strict=True)]


@cache
def _read_weights() -> dict[str, tuple[float, ...]]:
    lines = (line.split("\t") for line in read_lines(WEIGHTS))
    return {name: tuple(map(float, weights)) for name, *weights in lines}
