#!/usr/bin/env python3
"""Learn the weights of understand/acts.py and understand/roles.py from the labelled sentences of this folder.

Needs scikit-learn (requirements-dev.txt). Prints how well sentences are judged that it did not learn from, and writes
act_weights.tsv and role_weights.tsv into understand/data. README.md here says what the labels mean.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "scripts"))

from netpost.understand.acts import ACTS, FAMILIES  # noqa: E402
from netpost.understand.features import PERSON_MARK, find_features, find_parts, split_tokens  # noqa: E402
from netpost.understand.roles import ROLES  # noqa: E402

DATA = HERE.parent / "scripts/netpost/understand/data"
#: of what the sentences say against small weights
STRENGTH = {"act": 0.25, "role": 2.0}
#: how often a sentence counts: new mails are most like those of whole mails (L*), and the plainest wordings must hold
OF_MAILS, OF_CORNERS, OF_WORDINGS = 6.0, 6.0, 3.0
LEAST_WEIGHT = 2  # hundredths; smaller ones change nothing
SURE = 0.8
WORDINGS = 60  # sentences drawn from each template
CHOICE = re.compile(r"\(([^()]*)\)")
NAMED = re.compile(r"\{(?P<sign>[+-])(?P<name>[^}]*)\}")


class Labelled(NamedTuple):
    """A sentence, for each label that was asked about it whether it bears it, and how often it counts."""

    text: str
    labels: dict[str, bool]
    weight: float = 1.0


def read_lines(file: Path) -> list[tuple[str, str]]:
    """Read (label, text) from the lines of a file; remarks and blank lines are left out."""
    rows = (line.partition("\t") for line in file.read_text("utf-8").splitlines() if not line.startswith("#"))
    return [(label, text.strip()) for label, tab, text in rows if tab and text.strip()]


def read_acts(folder: Path = HERE / "sentences") -> list[Labelled]:
    """Read the sentences with their acts, each once."""
    found: dict[str, Labelled] = {}
    for file in sorted(folder.glob("*.tsv")):
        weight = OF_MAILS if file.name.startswith("L") else OF_CORNERS if file.name == "corners.tsv" else 1.0
        found |= {text: Labelled(text, _mark_acts(label), weight) for label, text in reversed(read_lines(file))}
    return list(found.values())


def draw_wordings(file: Path = HERE / "wordings.tsv") -> list[Labelled]:
    """Draw sentences from the templates of common wordings, always the same ones."""
    chance = random.Random(2017)
    drawn: dict[str, str] = {}
    for label, template in read_lines(file):
        for _ in range(WORDINGS):
            sentence = CHOICE.sub(lambda match: chance.choice(match[1].split("|")), template)
            drawn.setdefault(" ".join(sentence.split()), label)
    return [Labelled(text, _mark_acts(label), OF_WORDINGS) for text, label in drawn.items()]


def _mark_acts(label: str) -> dict[str, bool]:
    acts = set(label.split("+"))
    if unknown := acts - set(ACTS):
        raise SystemExit(f"No such act: {', '.join(unknown)}")
    families = {name: not acts.isdisjoint(members) for name, members in FAMILIES.items()}
    return {act: act in acts for act in ACTS} | families


def read_roles(file: Path = HERE / "roles.tsv") -> list[Labelled]:
    """Read each sentence once for each person named, with the mark in that person's place, and once for its writer."""
    found: list[Labelled] = []
    for writer, sentence in read_lines(file):
        people = list(NAMED.finditer(sentence))
        for person in people:
            before, after = sentence[: person.start()], sentence[person.end() :]
            text = f"{_name_plainly(before)}{PERSON_MARK}{_name_plainly(after)}"
            found.append(Labelled(text, {"meant": person["sign"] == "+"}))
        found.append(Labelled(_name_plainly(sentence), {"self": writer == "self"}))
    return found


def _name_plainly(text: str) -> str:
    return NAMED.sub(lambda one: one["name"], text)


def find_all_features(sentence: str) -> list[str]:
    """Return the features of a sentence and, as often as they occur, the parts of its words."""
    return [*find_features(sentence), *(part for word in split_tokens(sentence) for part in find_parts(word))]


def learn(
    labelled: Sequence[Labelled], labels: Sequence[str], strength: float
) -> tuple[CountVectorizer, list[LogisticRegression]]:
    """Learn one yes-or-no model a label, each from the sentences that were asked about it."""
    vectorizer = CountVectorizer(analyzer=find_all_features, dtype=np.float64, min_df=2)
    features = vectorizer.fit_transform([one.text for one in labelled])
    models = []
    for label in labels:
        asked = [place for place, one in enumerate(labelled) if label in one.labels]
        is_so = np.array([labelled[place].labels[label] for place in asked])
        weights = [labelled[place].weight for place in asked]
        model = LogisticRegression(C=strength, solver="liblinear", max_iter=300)
        models.append(model.fit(features[asked], is_so, sample_weight=weights))
    return vectorizer, models


def check_acts(labelled: Sequence[Labelled], folds: int = 5) -> None:
    """Print how often the likeliest act of unseen sentences is right."""
    right, sure, sure_right = 0, 0, 0
    for learned, unseen in KFold(folds, shuffle=True, random_state=0).split(labelled):
        vectorizer, models = learn([*(labelled[i] for i in learned), *draw_wordings()], ACTS, STRENGTH["act"])
        features = vectorizer.transform([labelled[i].text for i in unseen])
        rows = np.array([model.predict_proba(features)[:, 1] for model in models]).T
        for row, place in zip(rows, unseen, strict=True):
            is_right = labelled[place].labels[ACTS[int(row.argmax())]]
            right += is_right
            sure += row.max() >= SURE
            sure_right += is_right and row.max() >= SURE
    print(f"acts: {len(labelled)} sentences; of unseen ones {right / len(labelled):.1%} are right,")
    print(f"      of the {sure / len(labelled):.1%} that it is sure of {sure_right / max(sure, 1):.1%}")


def check_roles(labelled: Sequence[Labelled], folds: int = 5) -> None:
    """Print how often each role of unseen sentences is right."""
    for role in ROLES:
        asked = [one for one in labelled if role in one.labels]
        right = 0
        for learned, unseen in KFold(folds, shuffle=True, random_state=0).split(asked):
            vectorizer, models = learn([asked[i] for i in learned], [role], STRENGTH["role"])
            guesses = models[0].predict(vectorizer.transform([asked[i].text for i in unseen]))
            right += sum(guess == asked[i].labels[role] for guess, i in zip(guesses, unseen, strict=True))
        print(f"{role}: {len(asked)} cases; of unseen ones {right / len(asked):.1%} are right")


def write_weights(name: str, vectorizer: CountVectorizer, models: Sequence[LogisticRegression]) -> None:
    """Write the weights as hundredths, a line a feature."""
    table = np.rint(np.array([model.coef_[0] for model in models]) * 100).astype(int)
    table[abs(table) < LEAST_WEIGHT] = 0
    bias = [round(float(model.intercept_[0]) * 100) for model in models]
    rows = [("(bias)", bias), *((one, table[:, column]) for one, column in sorted(vectorizer.vocabulary_.items()))]
    lines = [f"# Weights of understand/{name}s.py, learned by training/train.py; not to be edited by hand"]
    lines += [f"{feature}\t{' '.join(map(str, values))}" for feature, values in rows if any(values)]
    file = DATA / f"{name}_weights.tsv"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{file.name}: {len(lines) - 2} features, {file.stat().st_size / 1e6:.1f} MB")


def main() -> None:
    """Check, then learn from all."""
    acts, roles = read_acts(), read_roles()
    if "--quick" not in sys.argv:
        check_acts(acts)
        check_roles(roles)
    write_weights("act", *learn([*acts, *draw_wordings()], (*ACTS, *FAMILIES), STRENGTH["act"]))
    write_weights("role", *learn(roles, ROLES, STRENGTH["role"]))


if __name__ == "__main__":
    main()
