#!/usr/bin/env python3
"""Learn the weights of understand/outcome.py from whole labelled mails: those of tests/mails and those of mails/ here.

Needs PyTorch (training/requirements.txt); some ten minutes on two cores. Prints how mails are judged that it did not learn from, where
folders of labelled mails are named, and writes outcome_net.npz into understand/data. README.md here says what the files hold.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent / "tests"
sys.path[:0] = [str(HERE), str(HERE.parent / "scripts"), str(TESTS)]

from train import DATA, draw_wordings, read_acts  # noqa: E402

from explain_mail import find_today, read_network  # noqa: E402
from netpost.message import Mail, read_mail  # noqa: E402
from netpost.understand.acts import ACTS  # noqa: E402
from netpost.understand.context import read_context  # noqa: E402
from netpost.understand.features import split_tokens  # noqa: E402
from netpost.understand.mention import upcoming  # noqa: E402
from netpost.understand.outcome import (  # noqa: E402
    BUCKETS,
    CONTEXTS,
    DAYS,
    FACETS,
    MOST_WORDS,
    OUTCOMES,
    UNKNOWN,
    WEIGHTS,
    Question,
    Seen,
    make_question,
    number_parts,
    see_mail,
)
from understand_cases import write  # noqa: E402

One = TypeVar("One")
CASES = TESTS / "unit" / "understand"
NETWORK = read_network(None)
#: how large: of a word, of what is seen around it, of a sentence, of the setting
WORD, AROUND, GIST, SETTING = 96, 192, 128, 32
ROUNDS, SENTENCES_AT_ONCE, MAILS_AT_ONCE = 8, 128, 32
FASTEST, SLOWEST = 2e-3, 1e-4
#: of what is learned, how much is left out by chance each time, and how many words are taken for unknown ones
LEFT_OUT, UNREAD = 0.3, 0.1
#: how much a labelled sentence counts beside its weight in train.py, and a mail beside a sentence
OF_SENTENCE, OF_MAIL = 0.3, 2.0
#: … and one of a mail's facets beside its outcome
OF_FACET = 0.3
#: what traps stand among, and who is named in them; the tests have others
AROUND_TRAPS = (("", ""), ("Hej igen. ", " Vi tales ved."), ("Tak for beskeden. ", " Fortsat god dag."))
NAMES = (("Ole Damborg", "Eva Lund"), ("Kirsten Bach", "Per Holm Lauritsen"), ("Anne-Marie Toft", "Svend Kragh"))
#: the wishes of which the truth says for whom they are
OF_PEOPLE = ("signup", "cancel", "decline", "update")
#: how sure it may become: a few labels are wrong
SMOOTHING = 0.02
FEWEST = 2  # occurrences of a word that is learned as such


class LabelledMail(NamedTuple):
    """What the network is shown of a mail, and what may become of it.

    outcomes: for each of OUTCOMES whether it is right. facets: for each of FACETS whether the wish has it; None where that is not known.
    """

    question: Question
    outcomes: tuple[bool, ...]
    facets: tuple[bool | None, ...]


class LabelledSentence(NamedTuple):
    """The words of a sentence, for each act whether it does it, and how often it counts."""

    words: tuple[str, ...]
    acts: tuple[bool, ...]
    weight: float


def read_folder(folder: Path) -> list[LabelledMail]:
    """Read mails (.eml) with their truths (.json) as tests/mails holds them."""
    found = []
    for file in sorted(folder.glob("*.eml")):
        truth = json.loads(file.with_suffix(".json").read_text("utf-8"))
        mail = read_mail(file.read_bytes())
        found.append(_label(mail, find_outcomes(truth), find_facets(truth, mail)))
    return found


def find_outcomes(truth: dict[str, Any]) -> set[str]:
    """Return what may become of a mail with this truth."""
    if truth["review"]:
        return {"review"}
    return {one if one in OUTCOMES else "nothing" for one in (truth["intent"], *truth["accept"])}


def find_facets(truth: dict[str, Any], mail: Mail) -> dict[str, bool]:
    """Return what a wish that may be carried out is like, as far as its truth says it."""
    if truth["review"] or truth["intent"] not in OF_PEOPLE:
        return {}
    own = {mail.sender.email if mail.sender else None, (mail.sender_name or "").casefold()}
    is_writer = [not own.isdisjoint({one["email"], (one["name"] or "").casefold()}) for one in truth["people"]]
    facets = {"writer": any(is_writer), "others": not all(is_writer)}
    if truth["intent"] != "signup":
        return facets
    return facets | {"some": _leaves_out_meeting(truth["meetings"], mail)}


def _leaves_out_meeting(meetings: Sequence[str], mail: Mail) -> bool:
    ahead = {one.id for one in upcoming(NETWORK.meetings, find_today(mail, NETWORK))}
    return bool(meetings) and not ahead.issubset(meetings)


def read_kept(file: Path) -> list[LabelledMail]:
    """Read mails of which only what the network is shown was kept."""
    found = []
    for line in file.read_text("utf-8").splitlines():
        kept = json.loads(line)
        outcomes, facets = _mark(kept.pop("outcomes")), kept.pop("facets", {})
        seen = Seen(**kept | {"day": date.fromisoformat(kept["day"])})
        found.append(LabelledMail(make_question(seen, NETWORK), outcomes, tuple(map(facets.get, FACETS))))
    return found


def read_traps() -> list[LabelledMail]:
    """Read the short mails that a program is easily wrong about, each alone and among other words.

    Where nothing may be done, staff or nobody may be right.
    """
    found = []
    for context, allowed, sentence in _split_lines(CASES / "traps.txt", "\t"):
        ways = [one.split() for one in allowed.split(" / ")]
        done = {act for act, *_ in ways}
        for (before, after), (n, o) in zip(AROUND_TRAPS, NAMES, strict=True):
            mail = write(f"{before}{sentence.format(n=n, o=o)}{after}", context)
            found.append(
                _label(mail, {"review", "nothing"} if done == {"nothing"} else done, _find_facets_of_trap(ways, mail))
            )
    for want, context, sentence in (
        *_split_lines(CASES / "sentences.txt", "|"),
        *_split_lines(CASES / "hesitations.txt", "|"),
    ):
        name, _, days = want.partition(":")
        intent = name.rstrip("?~") if name.rstrip("?~") in OUTCOMES else "nothing"
        outcomes = {"review"} if name.endswith("?") or name == "question" else {intent}
        facets = {"some": True} if intent == "signup" and days and context != "prog" else {}
        for before, after in AROUND_TRAPS:
            mail = write(f"{before}{sentence}{after}", context)
            found.append(_label(mail, outcomes | ({"review"} if name.endswith("~") else set()), facets))
    return found


def _find_facets_of_trap(ways: list[list[str]], mail: Mail) -> dict[str, bool]:
    """Return what the wish of a trap is like; what may be done is an act, for whom, and at which meetings."""
    act, *whom_and_when = ways[0]
    if len(ways) > 1 or act not in OF_PEOPLE:
        return {}
    whom, *when = whom_and_when
    names = set(whom.split("+"))
    facets = {"writer": "me" in names, "others": names != {"me"}}
    return facets | ({"some": _leaves_out_meeting(when, mail)} if act == "signup" else {})


def _split_lines(file: Path, mark: str) -> list[list[str]]:
    lines = (line for line in file.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    return [line.split(mark, 2) for line in lines]


def _label(mail: Mail, outcomes: set[str], facets: dict[str, bool] | None = None) -> LabelledMail:
    day = find_today(mail, NETWORK)
    context = read_context(mail, replace(NETWORK, today=day), day)
    question = make_question(see_mail(mail, context, day), NETWORK)
    return LabelledMail(question, _mark(outcomes), tuple(map((facets or {}).get, FACETS)))


def _mark(outcomes: Iterable[str]) -> tuple[bool, ...]:
    return tuple(one in outcomes for one in OUTCOMES)


def read_sentences() -> list[LabelledSentence]:
    """Read the labelled sentences that acts.py is learned from."""
    return [
        LabelledSentence(split_tokens(one.text)[:MOST_WORDS], tuple(one.labels[act] for act in ACTS), one.weight)
        for one in (*read_acts(), *draw_wordings())
    ]


class Words:
    """The words that are learned as such; every word's parts."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        counts = Counter(word for text in texts for word in set(text))
        self.known = sorted(word for word, count in counts.items() if count >= FEWEST)
        self._places = {word: place for place, word in enumerate(self.known, UNKNOWN + 1)}

    def number(self, text: Sequence[str]) -> list[int]:
        """Return the numbers of the words of a sentence; an empty one is one unknown word."""
        return [self._places.get(word, UNKNOWN) for word in text] or [UNKNOWN]


class OutcomeNet(nn.Module):
    """Words → sentences → mail. The names of its layers are those of the stored weights."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words
        self.word = nn.Embedding(len(words.known) + UNKNOWN + 1, WORD, padding_idx=0)
        self.parts = nn.EmbeddingBag(BUCKETS + 1, WORD, mode="mean")
        self.near = nn.Conv1d(WORD, AROUND, 3, padding=1)
        self.far = nn.Conv1d(AROUND, AROUND, 3, padding=2, dilation=2)
        self.acts = nn.Linear(2 * AROUND, len(ACTS))
        self.gist = nn.Linear(2 * AROUND, GIST)
        self.setting = nn.Embedding(2 * len(CONTEXTS) + 2, SETTING)
        self.days = nn.Embedding(len(DAYS) + 2, SETTING)
        self.beside = nn.Conv1d(GIST + SETTING + len(ACTS), GIST, 3, padding=1)
        self.outcomes = nn.Linear(2 * GIST, len(OUTCOMES))
        self.facets = nn.Linear(2 * GIST, len(FACETS))
        self.drop = nn.Dropout(LEFT_OUT)
        nn.init.normal_(self.word.weight, std=0.1)
        nn.init.normal_(self.parts.weight, std=0.1)

    def read_sentences(self, texts: Sequence[Sequence[str]]) -> tuple[Tensor, Tensor]:
        """Return what is seen of each sentence, and how much speaks for each act."""
        numbers = [self.words.number(text) for text in texts]
        longest = max(map(len, numbers))
        placed = np.zeros((len(texts), longest), dtype=np.int64)
        for row, one in enumerate(numbers):
            placed[row, : len(one)] = one
        if self.training:
            placed[(np.random.rand(*placed.shape) < UNREAD) & (placed > 0)] = UNKNOWN
        places = torch.from_numpy(placed)
        is_word = (places > 0)[:, :, None]
        seen = self.drop(self.word(places) + self._add_parts(texts, longest)) * is_word
        near = torch.relu(self.near(seen.transpose(1, 2))) * is_word.transpose(1, 2)
        both = ((near + torch.relu(self.far(near))) * is_word.transpose(1, 2)).transpose(1, 2)
        pooled = self.drop(torch.cat([both.max(1)[0], both.sum(1) / is_word.sum(1)], 1))
        return pooled, self.acts(pooled)

    def _add_parts(self, texts: Sequence[Sequence[str]], longest: int) -> Tensor:
        distinct = {"": 0}
        at = np.zeros((len(texts), longest), dtype=np.int64)
        for row, text in enumerate(texts):
            at[row, : len(text)] = [distinct.setdefault(word, len(distinct)) for word in text]
        parts = [number_parts(word) for word in distinct]
        starts = np.cumsum([0, *map(len, parts)])[:-1]
        flat = torch.tensor([one for of_word in parts for one in of_word], dtype=torch.long)
        return self.parts(flat, torch.from_numpy(starts))[torch.from_numpy(at)]

    def forward(self, questions: Sequence[Question]) -> tuple[Tensor, Tensor]:
        """Return how much speaks for each outcome of each mail, and for each of its facets."""
        pooled, acts = self.read_sentences([one for question in questions for one in question.sentences])
        known = torch.cat([torch.tanh(self.gist(pooled)), self._set_scene(questions), torch.sigmoid(acts).detach()], 1)
        mails = torch.split(known, [len(question.sentences) for question in questions])
        rows = nn.utils.rnn.pad_sequence(list(mails), batch_first=True)
        lengths = torch.tensor([len(question.sentences) for question in questions])
        is_row = (torch.arange(rows.shape[1])[None] < lengths[:, None])[:, :, None]
        seen = (torch.relu(self.beside(rows.transpose(1, 2))) * is_row.transpose(1, 2)).transpose(1, 2)
        whole = self.drop(torch.cat([seen.max(1)[0], seen.sum(1) / lengths[:, None]], 1))
        return self.outcomes(whole), self.facets(whole)

    def _set_scene(self, questions: Sequence[Question]) -> Tensor:
        settings = torch.tensor([setting for question in questions for setting in question.settings])
        days = torch.tensor([question.days for question in questions for _ in question.sentences])
        return self.setting(settings) + self.days(days)


def deal(all_of_them: Sequence[One], size: Callable[[One], int], at_once: int) -> Iterator[list[One]]:
    """Deal out what is learned from in batches of about the same size each, in an order of chance."""
    shuffled = random.sample(all_of_them, len(all_of_them))
    heaps = [sorted(shuffled[at : at + 20 * at_once], key=size) for at in range(0, len(shuffled), 20 * at_once)]
    hands = [heap[at : at + at_once] for heap in heaps for at in range(0, len(heap), at_once)]
    yield from random.sample(hands, len(hands))


def learn(mails: Sequence[LabelledMail], sentences: Sequence[LabelledSentence]) -> OutcomeNet:
    """Learn from mails and sentences together, more carefully from round to round."""
    texts = [*(one.words for one in sentences), *(text for mail in mails for text in mail.question.sentences)]
    net = OutcomeNet(Words(texts))
    optimizer = torch.optim.AdamW(net.parameters(), lr=FASTEST, weight_decay=1e-4)
    for number in range(ROUNDS):
        optimizer.param_groups[0]["lr"] = FASTEST * (1 - number / ROUNDS) + SLOWEST
        of_sentences = [
            (_judge_sentences, hand) for hand in deal(sentences, lambda one: len(one.words), SENTENCES_AT_ONCE)
        ]
        of_mails = [
            (_judge_mails, hand) for hand in deal(mails, lambda one: len(one.question.sentences), MAILS_AT_ONCE)
        ]
        lessons: list[Any] = [*of_sentences, *of_mails]
        for judge, hand in random.sample(lessons, len(lessons)):
            loss = judge(net, hand)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
        print(f"round {number + 1} of {ROUNDS}", flush=True)
    return net.eval()


def _judge_sentences(net: OutcomeNet, hand: Sequence[LabelledSentence]) -> Tensor:
    _, acts = net.read_sentences([one.words for one in hand])
    truths = torch.tensor([one.acts for one in hand], dtype=torch.float32)
    weights = torch.tensor([1 + OF_SENTENCE * one.weight for one in hand])
    return (functional.binary_cross_entropy_with_logits(acts, truths, reduction="none").sum(1) * weights).mean()


def _judge_mails(net: OutcomeNet, hand: Sequence[LabelledMail]) -> Tensor:
    outcomes, facets = net([one.question for one in hand])
    shares = torch.log_softmax(outcomes, 1)
    is_right = torch.tensor([one.outcomes for one in hand])
    right = torch.logsumexp(shares.masked_fill(~is_right, -torch.inf), 1)
    of_outcomes = -((1 - SMOOTHING) * right + SMOOTHING * shares.mean(1)).mean()
    has = torch.tensor([[facet is True for facet in one.facets] for one in hand], dtype=torch.float32)
    is_known = torch.tensor([[facet is not None for facet in one.facets] for one in hand], dtype=torch.float32)
    target = SMOOTHING + (1 - 2 * SMOOTHING) * has
    of_facets = functional.binary_cross_entropy_with_logits(facets, target, weight=is_known, reduction="sum") / len(
        hand
    )
    return OF_MAIL * (of_outcomes + OF_FACET * of_facets)


def check(net: OutcomeNet, mails: Sequence[LabelledMail]) -> None:
    """Print how often the outcome of mails is right that were not learned from, and how often where it is sure."""
    with torch.no_grad():
        judged = [net([one.question]) for one in mails]
    likelihoods = functional.softmax(torch.cat([outcomes for outcomes, _ in judged]), 1)
    is_right = torch.tensor(
        [one.outcomes[place] for one, place in zip(mails, likelihoods.argmax(1).tolist(), strict=True)]
    )
    print(f"{len(mails)} unseen mails; the likeliest outcome of {is_right.float().mean():.1%} is right")
    for least in (0.8, 0.9, 0.95):
        sure = likelihoods.max(1)[0] >= least
        print(f"  from {least:.0%} on: {sure.float().mean():.1%} of them, {is_right[sure].float().mean():.1%} right")
    for place, name in enumerate(FACETS):
        known = [
            (bool(facets[0, place] > 0), one.facets[place]) for (_, facets), one in zip(judged, mails, strict=True)
        ]
        right = [said is truth for said, truth in known if truth is not None]
        print(f"  {name}: of {len(right)} that are known {sum(right) / max(1, len(right)):.1%} right")


def write_weights(net: OutcomeNet) -> None:
    """Write the weights, in half precision, and the words."""
    weights = {name: value.numpy().astype(np.float16) for name, value in net.state_dict().items()}
    words = np.frombuffer("\n".join(net.words.known).encode(), dtype=np.uint8)
    file = DATA / WEIGHTS
    np.savez_compressed(file, words=words, **weights)
    print(f"{file.name}: {len(net.words.known)} words, {file.stat().st_size / 1e6:.1f} MB")


def main() -> None:
    """Learn, check, write."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("unseen", nargs="*", type=Path, help="folders of labelled mails to check with")
    parser.add_argument("--seed", type=int, default=2017)
    given = parser.parse_args()
    random.seed(given.seed)
    np.random.seed(given.seed)
    torch.manual_seed(given.seed)
    kept = [one for file in sorted((HERE / "mails").glob("*.jsonl")) for one in read_kept(file)]
    mails = [*read_folder(TESTS / "mails"), *kept, *read_traps()]
    net = learn(mails, read_sentences())
    for folder in given.unseen:
        check(net, read_folder(folder))
    write_weights(net)


if __name__ == "__main__":
    main()
