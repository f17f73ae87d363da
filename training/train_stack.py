#!/usr/bin/env python3
"""Learn the weights of understand/stacking.py: how far to believe the sentences, and how far the mail as a whole, where they differ.

From mails that neither was learned from (KEPT_APART): on the others both are more often right than they will be on new ones. Needs
scikit-learn (requirements-dev.txt). Prints how such mails are judged when others of them are learned from, and writes
outcome_stack.tsv into understand/data.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent / "tests"
sys.path[:0] = [str(HERE), str(HERE.parent / "scripts"), str(TESTS)]

from truths import find_outcomes, is_kept_apart  # noqa: E402

from explain_mail import find_today, read_network  # noqa: E402
from netpost.message import read_mail  # noqa: E402
from netpost.understand import understand_mail, understanding  # noqa: E402
from netpost.understand.outcome import OUTCOMES, Opinion  # noqa: E402
from netpost.understand.stacking import BIAS, WEIGHTS, find_evidence  # noqa: E402

DATA = HERE.parent / "scripts/netpost/understand/data"
NETWORK = read_network(None)
#: of what the mails say against small weights
STRENGTH = 3.0
LEARNED = "# Weights of understand/stacking.py, learned by training/train_stack.py; not to be edited by hand"


class Lesson(NamedTuple):
    """What speaks for the outcomes of a mail, how likely they are to the mail as a whole, and which are right."""

    evidence: dict[str, float]
    whole: tuple[float, ...]
    outcomes: tuple[bool, ...]

    @property
    def place(self) -> int:
        """The right outcome in OUTCOMES; of several the likeliest."""
        return max(range(len(OUTCOMES)), key=lambda one: (self.outcomes[one], self.whole[one]))


def read_lessons() -> Iterator[Lesson]:
    """Read the mails that were kept apart; what is settled before sentences are weighed, such as a newsletter, teaches nothing."""
    for file in filter(is_kept_apart, sorted((TESTS / "mails").glob("*.eml"))):
        mail = read_mail(file.read_bytes())
        with patch.object(understanding, "stack", side_effect=lambda opinion, _: opinion) as stack:
            understand_mail(mail, replace(NETWORK, today=find_today(mail, NETWORK)))
        if stack.called:
            outcomes = find_outcomes(json.loads(file.with_suffix(".json").read_text("utf-8")))
            opinion: Opinion = stack.call_args.args[0]
            right = tuple(one in outcomes for one in OUTCOMES)
            yield Lesson(dict(find_evidence(*stack.call_args.args)), opinion.likelihoods, right)


def learn(lessons: list[Lesson]) -> tuple[DictVectorizer, LogisticRegression]:
    """Learn from lessons."""
    names = DictVectorizer(sparse=False)
    rows = names.fit_transform([one.evidence for one in lessons])
    model = LogisticRegression(C=STRENGTH, max_iter=5000)
    return names, model.fit(rows, [one.place for one in lessons])


def check(lessons: list[Lesson]) -> None:
    """Print how often the likeliest outcome is right, and how many are judged before one in a hundred of the surest is wrong."""
    both = np.zeros((len(lessons), len(OUTCOMES)))
    for known, unknown in KFold(10, shuffle=True, random_state=0).split(lessons):
        names, model = learn([lessons[one] for one in known])
        shares = model.predict_proba(names.transform([lessons[one].evidence for one in unknown]))
        both[np.ix_(unknown, model.classes_)] = shares
    whole = np.array([one.whole for one in lessons])
    for name, likelihoods in (("the whole mail alone", whole), ("both", (both + whole) / 2)):
        best = likelihoods.argmax(1)
        is_right = np.array([one.outcomes[place] for one, place in zip(lessons, best, strict=True)])
        surest = is_right[np.argsort(-likelihoods.max(1))]
        shares = np.cumsum(surest) / np.arange(1, len(surest) + 1)
        enough = np.flatnonzero(shares >= 0.99)
        most = (enough.max() + 1) / len(surest) if enough.size else 0.0
        print(f"{name}: {is_right.mean():.1%} of {len(lessons)} right; the surest {most:.1%} are right in 99 %")


def main() -> None:
    """Learn, check, write."""
    lessons = list(read_lessons())
    check(lessons)
    names, model = learn(lessons)
    columns = dict(zip(model.classes_, zip(model.intercept_, *model.coef_.T, strict=True), strict=True))
    table = np.array([columns[place] for place in range(len(OUTCOMES))]).T
    rows = zip((BIAS, *names.get_feature_names_out()), table, strict=True)
    lines = ["\t".join([name, *(f"{weight:.2f}" for weight in row)]) for name, row in rows]
    (DATA / WEIGHTS).write_text("\n".join([LEARNED, f"# {' '.join(OUTCOMES)}", *lines]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
