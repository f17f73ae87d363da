#!/usr/bin/env python3
"""Learn the weights of understand/outcome.py, several networks in different orders, from whole labelled mails: those of tests/mails and those of mails/ here.

Needs PyTorch (training/requirements.txt); an hour on two cores. Prints how mails are judged that it did not learn from, where
folders of labelled mails are named, and writes outcome_nets.npz into understand/data. README.md here says what the files hold.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent / "tests"
sys.path[:0] = [str(HERE), str(HERE.parent / "scripts"), str(TESTS)]

from train import DATA, draw_wordings, read_acts  # noqa: E402
from truths import find_outcomes, is_kept_apart  # noqa: E402

from explain_mail import find_today, read_network  # noqa: E402
from netpost.message import Mail, read_mail  # noqa: E402
from netpost.understand.acts import ACTS  # noqa: E402
from netpost.understand.context import read_context  # noqa: E402
from netpost.understand.features import split_tokens  # noqa: E402
from netpost.understand.marks import ALL_MARKS, MEETING_MARKS, mark_meetings  # noqa: E402
from netpost.understand.mention import upcoming  # noqa: E402
from netpost.understand.name import clean_display_name, find_names, is_same_name  # noqa: E402
from netpost.understand.outcome import (  # noqa: E402
    ASKED,
    BUCKETS,
    CONTEXTS,
    DAYS,
    FACETS,
    MARKED,
    MOST_WORDS,
    OUTCOMES,
    UNKNOWN,
    WEIGHTS,
    Question,
    Seen,
    find_places,
    find_word,
    make_question,
    number_parts,
    see_mail,
)
from netpost.understand.text import fold, join_lines  # noqa: E402
from understand_cases import write  # noqa: E402

One = TypeVar("One")
CASES = TESTS / "unit" / "understand"
NETWORK = read_network(None)
#: how large: of a word, of what is seen around it, of a sentence, of the setting
WORD, AROUND, GIST, SETTING = 96, 192, 128, 32
ROUNDS, SENTENCES_AT_ONCE, MAILS_AT_ONCE = 8, 128, 32
#: several networks, learned in different orders, are right together more often than any one of them
NETS = 3
FASTEST, SLOWEST = 2e-3, 1e-4
#: the weights kept are those of the last thousand steps or so on average, which waver less than the last ones
SLOWNESS = 0.999
#: of what is learned, how much is left out by chance each time, and how many words are taken for unknown ones
LEFT_OUT, UNREAD = 0.3, 0.1
#: how often small talk of other mails is put among a mail's sentences, so much at most, and how often the marks of its meetings are exchanged
TALKS, MOST_TALK, EXCHANGES = 0.3, 2, 0.5
#: words that tell in which order meetings come, or when
TELLS_ORDER = frozenset(
    fold(
        "første sidste næste andet anden tredje to tre begge fra frem først før efter indtil resten resterende øvrige kommende alle dag "
        "morgen torsdag uge snart året jul nytår efterår efteråret sommer sommeren forår foråret vinter vinteren denne gang gange derefter "
        "senere begynde begynder starter starte slutter hele next last first both all"
    ).split()
)
#: how much a labelled sentence counts beside its weight in train.py, and a mail beside a sentence
OF_SENTENCE, OF_MAIL = 0.3, 2.0
#: … one of a mail's facets beside its outcome, and whether a wish is for a person, or for a meeting, beside the other facets
OF_FACET, OF_ASKED, OF_MEETING = 0.3, 3.0, 1.5
#: the words that marks of meetings become
MEETING_WORDS = frozenset(map(find_word, ALL_MARKS))
#: on which days sentences are taken to be written, one after another: that tells which meetings they mean
WRITTEN = (
    date(2017, 6, 28),
    date(2017, 7, 3),
    date(2017, 8, 22),
    date(2017, 9, 7),
    date(2017, 10, 6),
    date(2017, 11, 8),
    date(2018, 1, 17),
)
#: what traps stand among, and who is named in them; the tests have others
AROUND_TRAPS = (("", ""), ("Hej igen. ", " Vi tales ved."), ("Tak for beskeden. ", " Fortsat god dag."))
NAMES = (("Ole Damborg", "Eva Lund"), ("Kirsten Bach", "Per Holm Lauritsen"), ("Anne-Marie Toft", "Svend Kragh"))
#: a person in a sentence of roles.tsv: `{+Ole Damborg}` whom it is about, `{-Eva Lund}` whom it only mentions
NAMED = re.compile(r"\{(?P<is_meant>[+-])(?P<name>[^}]*)\}")
#: the wishes of which the truth says for whom they are
OF_PEOPLE = ("signup", "cancel", "decline", "update")
#: ... and those of which it says for which meetings
OF_MEETINGS = ("signup", "decline", "accept")
#: how sure it may become: a few labels are wrong
SMOOTHING = 0.02
FEWEST = 2  # occurrences of a word that is learned as such


class LabelledMail(NamedTuple):
    """What the network is shown of a mail, and what may become of it.

    outcomes: for each of OUTCOMES whether it is right; all where that is not asked. facets: for each of FACETS whether the wish has it; None where that is not known.
    """

    question: Question
    outcomes: tuple[bool, ...]
    facets: tuple[bool | None, ...]


class LabelledSentence(NamedTuple):
    """The words of a sentence, for each act whether it does it, and how often it counts."""

    words: tuple[str, ...]
    acts: tuple[bool, ...]
    weight: float


def read_files(files: Iterable[Path]) -> list[LabelledMail]:
    """Read mails (.eml) with their truths (.json) as tests/mails holds them."""
    found = []
    for file in files:
        truth = json.loads(file.with_suffix(".json").read_text("utf-8"))
        mail = read_mail(file.read_bytes())
        found.append(_label(mail, find_outcomes(truth), find_facets(truth, mail)))
        found += ask_who_is_meant(truth, mail)
    return found


def ask_who_is_meant(truth: dict[str, Any], mail: Mail) -> list[LabelledMail]:
    """Ask for each person whom a mail names beside its writer whether a wish that may be carried out is for that person."""
    if truth["review"] or truth["intent"] not in OF_PEOPLE or mail.forwarded is not None:
        return []
    meant = [one["name"] for one in truth["people"]]
    return [
        _label(mail, set(OUTCOMES), {ASKED: any(is_same_name(name, one) for one in meant)}, name)
        for name in find_named_beside(mail.own_text, clean_display_name(mail.sender_name))
    ]


def find_named_beside(text: str, writer: str | None) -> list[str]:
    """Return the names that a text gives beside its writer's."""
    return sorted({one.name for one in find_names(join_lines(text)) if not is_same_name(one.name, writer)})


def read_roles() -> list[LabelledMail]:
    """Read the sentences that name people, each asked about; a sentence is not told apart from an answer to the invitation."""
    found = []
    for line in (HERE / "roles.tsv").read_text("utf-8").splitlines():
        text = line.partition("\t")[2]
        plain = NAMED.sub(r"\g<name>", text)
        seen = Seen("", plain, None, "invitation", True, WRITTEN[0])
        found += [_ask(seen, one["name"], is_meant=one["is_meant"] == "+") for one in NAMED.finditer(text)]
    return found


def _ask(seen: Seen, name: str, *, is_meant: bool) -> LabelledMail:
    """Ask whether a wish is for somebody, and nothing else."""
    facets = {ASKED: is_meant}
    return LabelledMail(make_question(seen, NETWORK, name), _mark(OUTCOMES), tuple(map(facets.get, FACETS)))


def find_facets(truth: dict[str, Any], mail: Mail) -> dict[str, bool]:
    """Return what a wish that may be carried out is like, as far as its truth says it."""
    if truth["review"]:
        return {}
    own = {mail.sender.email if mail.sender else None, (mail.sender_name or "").casefold()}
    of_people = truth["people"] if truth["intent"] in OF_PEOPLE else []
    is_writer = [not own.isdisjoint({one["email"], (one["name"] or "").casefold()}) for one in of_people]
    facets = {"writer": any(is_writer), "others": not all(is_writer)} if is_writer else {}
    return facets | find_meant(truth["intent"], truth["meetings"], find_today(mail, NETWORK))


def find_meant(intent: str, meetings: Sequence[str], day: date) -> dict[str, bool]:
    """Return for each meeting to come whether a wish is for it; a sign-up that names none is for all."""
    if intent not in OF_MEETINGS or not (meetings or intent == "signup"):
        return {}
    ahead = [one.id for one in upcoming(NETWORK.meetings, day)]
    is_all = intent == "signup" and not meetings
    return {mark: is_all or one in meetings for mark, one in zip(MEETING_MARKS, ahead, strict=False)}


def read_kept(file: Path) -> list[LabelledMail]:
    """Read mails of which only what the network is shown was kept."""
    found = []
    for line in file.read_text("utf-8").splitlines():
        kept = json.loads(line)
        outcomes, facets = kept.pop("outcomes"), kept.pop("facets", {})
        meetings, meant = kept.pop("meetings", None), kept.pop("meant", None)
        seen = Seen(**kept | {"day": date.fromisoformat(kept["day"])})
        if meetings is not None:
            facets |= find_meant(outcomes[0], meetings, seen.day)
        found.append(LabelledMail(make_question(seen, NETWORK), _mark(outcomes), tuple(map(facets.get, FACETS))))
        found += [_ask(seen, name, is_meant=one) for name, one in find_meant_names(seen, facets, meant)]
    return found


def find_meant_names(seen: Seen, facets: dict[str, bool], meant: list[str] | None) -> list[tuple[str, bool]]:
    """Return of those named beside the writer whether a wish is for them, where that is told, or its facets tell: for nobody else, or for the only one named."""
    if "others" not in facets or seen.forwarded is not None:
        return []
    names = find_named_beside(seen.text, seen.writer)
    if meant is not None:
        return [(name, any(is_same_name(name, one) for one in meant)) for name in names]
    return [(one, facets["others"]) for one in names] if not facets["others"] or len(names) == 1 else []


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
            outcomes = {"review", "nothing"} if done == {"nothing"} else done
            found.append(_label(mail, outcomes, _find_facets_of_trap(ways, mail)))
            meant = _find_meant_of_trap(ways)
            named = [(mark, name) for mark, name in (("n", n), ("o", o)) if f"{{{mark}}}" in sentence]
            found += [_label(mail, set(OUTCOMES), {ASKED: mark in meant}, name) for mark, name in named if meant]
    for want, context, sentence in (
        *_split_lines(CASES / "sentences.txt", "|"),
        *_split_lines(CASES / "hesitations.txt", "|"),
    ):
        name = want.partition(":")[0]
        intent = name.rstrip("?~") if name.rstrip("?~") in OUTCOMES else "nothing"
        outcomes = {"review"} if name.endswith("?") or name == "question" else {intent}
        for before, after in AROUND_TRAPS:
            mail = write(f"{before}{sentence}{after}", context)
            found.append(_label(mail, outcomes | ({"review"} if name.endswith("~") else set())))
    return found


def _find_facets_of_trap(ways: list[list[str]], mail: Mail) -> dict[str, bool]:
    """Return what the wish of a trap is like; what may be done is an act, for whom, and at which meetings."""
    names = _find_meant_of_trap(ways)
    if not names:
        return {}
    act, _, *when = ways[0]
    facets = {"writer": "me" in names, "others": names != {"me"}}
    return facets | find_meant(act, when, find_today(mail, NETWORK))


def _find_meant_of_trap(ways: list[list[str]]) -> set[str]:
    """Return for whom the wish of a trap is, of `me`, `n` and `o`; nobody where it may be one of several."""
    return set(ways[0][1].split("+")) if len(ways) == 1 and ways[0][0] in OF_PEOPLE else set()


def _split_lines(file: Path, mark: str) -> list[list[str]]:
    lines = (line for line in file.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    return [line.split(mark, 2) for line in lines]


def _label(mail: Mail, outcomes: set[str], facets: dict[str, bool] | None = None, asked: str = "") -> LabelledMail:
    day = find_today(mail, NETWORK)
    context = read_context(mail, replace(NETWORK, today=day), day)
    question = make_question(see_mail(mail, context, day), NETWORK, asked)
    return LabelledMail(question, _mark(outcomes), tuple(map((facets or {}).get, FACETS)))


def _mark(outcomes: Iterable[str]) -> tuple[bool, ...]:
    return tuple(one in outcomes for one in OUTCOMES)


def read_sentences() -> list[LabelledSentence]:
    """Read the labelled sentences that acts.py is learned from."""
    return [
        LabelledSentence(
            split_tokens(mark_meetings(one.text, NETWORK, day))[:MOST_WORDS],
            tuple(one.labels[act] for act in ACTS),
            one.weight,
        )
        for one, day in zip((*read_acts(), *draw_wordings()), cycle(WRITTEN), strict=False)
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
        self.asked = nn.Linear(AROUND + GIST, 1)
        self.met = nn.Linear(AROUND + GIST, 1)
        self.drop = nn.Dropout(LEFT_OUT)
        nn.init.normal_(self.word.weight, std=0.1)
        nn.init.normal_(self.parts.weight, std=0.1)

    def read_sentences(self, texts: Sequence[Sequence[str]]) -> tuple[Tensor, Tensor, Tensor]:
        """Return what is seen of each sentence, how much speaks for each act, and what is seen at each word."""
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
        return pooled, self.acts(pooled), both

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
        pooled, acts, words = self.read_sentences([one for question in questions for one in question.sentences])
        known = torch.cat([torch.tanh(self.gist(pooled)), self._set_scene(questions), torch.sigmoid(acts).detach()], 1)
        lengths = [len(question.sentences) for question in questions]
        rows = nn.utils.rnn.pad_sequence(list(torch.split(known, lengths)), batch_first=True)
        is_row = (torch.arange(rows.shape[1])[None] < torch.tensor(lengths)[:, None])[:, :, None]
        seen = (torch.relu(self.beside(rows.transpose(1, 2))) * is_row.transpose(1, 2)).transpose(1, 2)
        whole = self.drop(torch.cat([seen.max(1)[0], seen.sum(1) / torch.tensor(lengths)[:, None]], 1))
        return self.outcomes(whole), self.facets(whole) + self._judge_marks(questions, words, seen)

    def _judge_marks(self, questions: Sequence[Question], words: Tensor, seen: Tensor) -> Tensor:
        """Return what speaks for each facet where its mark stands. words: what is seen at each word of each sentence. seen: of each sentence of each mail."""
        starts = np.cumsum([0, *(len(one.sentences) for one in questions)])
        judged = torch.zeros(len(questions), len(FACETS))
        for facet, (mark, layer) in MARKED.items():
            found = [
                (at, *one) for at, question in enumerate(questions) for one in find_places(question.sentences, mark)
            ]
            if found:
                mails, numbers, places = (torch.tensor(one) for one in zip(*found, strict=True))
                texts = torch.from_numpy(starts)[mails] + numbers
                around = torch.cat([words[texts, places], seen[mails, numbers]], 1)
                most = torch.zeros(len(questions), around.shape[1]).scatter_reduce(
                    0, mails[:, None].expand_as(around), around, "amax"
                )
                is_marked = torch.zeros(len(questions)).index_fill(0, mails, 1.0)
                judge = cast("nn.Linear", getattr(self, layer))
                column = judge(self.drop(most))[:, 0] * is_marked
                judged = judged + functional.one_hot(torch.tensor(FACETS.index(facet)), len(FACETS)) * column[:, None]
        return judged

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


def add_talk(mail: LabelledMail, talk: Sequence[tuple[str, ...]]) -> LabelledMail:
    """Put small talk of other mails among a mail's sentences: it means the same."""
    sentences = list(mail.question.sentences)
    for one in random.sample(talk, random.randint(1, MOST_TALK)):
        sentences.insert(random.randint(1, len(sentences)), one)
    return mail._replace(question=mail.question._replace(sentences=tuple(sentences)))


def exchange_meetings(mail: LabelledMail) -> LabelledMail:
    """`Kun firstmeeting, tak` → `Kun thirdmeeting, tak`, and that is meant then; as it is where words tell of an order: `fra firstmeeting og frem`."""
    marks = [MARKED[one][0] for one in MEETING_MARKS]
    words = {word for sentence in mail.question.sentences for word in sentence}
    facets = dict(zip(FACETS, mail.facets, strict=True))
    last = max(
        (place for place, one in enumerate(MEETING_MARKS) if marks[place] in words or facets[one] is not None),
        default=-1,
    )
    if words.isdisjoint(marks) or not TELLS_ORDER.isdisjoint(words):
        return mail
    used = range(random.randint(last + 1, len(marks)))
    to = dict(zip(used, random.sample(used, len(used)), strict=True))
    names = {marks[place]: marks[other] for place, other in to.items()}
    sentences = tuple(tuple(names.get(word, word) for word in one) for one in mail.question.sentences)
    unnamed = False if False in [facets[one] for one in MEETING_MARKS] else None
    meant = {MEETING_MARKS[other]: facets[MEETING_MARKS[place]] for place, other in to.items()}
    facets |= {one: unnamed if is_meant is None else is_meant for one, is_meant in meant.items()}
    return mail._replace(
        question=mail.question._replace(sentences=sentences), facets=tuple(facets[one] for one in FACETS)
    )


def vary(mail: LabelledMail, talk: Sequence[tuple[str, ...]]) -> LabelledMail:
    """Return a mail as others might have written it."""
    if random.random() < TALKS:
        mail = add_talk(mail, talk)
    return exchange_meetings(mail) if random.random() < EXCHANGES else mail


def find_talk(sentences: Sequence[LabelledSentence]) -> list[tuple[str, ...]]:
    """Return the sentences that only greet, thank, or tell of other things, and name no meeting."""
    is_chat = tuple(act == "chat" for act in ACTS)
    return [one.words for one in sentences if one.words and one.acts == is_chat and MEETING_WORDS.isdisjoint(one.words)]


def learn(mails: Sequence[LabelledMail], sentences: Sequence[LabelledSentence]) -> OutcomeNet:
    """Learn from mails and sentences together, more carefully from round to round."""
    texts = [*(one.words for one in sentences), *(text for mail in mails for text in mail.question.sentences)]
    net, talk = OutcomeNet(Words(texts)), find_talk(sentences)
    optimizer = torch.optim.AdamW(net.parameters(), lr=FASTEST, weight_decay=1e-4)
    average = AveragedModel(net, multi_avg_fn=get_ema_multi_avg_fn(SLOWNESS))
    for number in range(ROUNDS):
        optimizer.param_groups[0]["lr"] = FASTEST * (1 - number / ROUNDS) + SLOWEST
        of_sentences = [
            (_judge_sentences, hand) for hand in deal(sentences, lambda one: len(one.words), SENTENCES_AT_ONCE)
        ]
        of_mails = [
            (_judge_mails, [vary(one, talk) for one in hand])
            for hand in deal(mails, lambda one: len(one.question.sentences), MAILS_AT_ONCE)
        ]
        lessons: list[Any] = [*of_sentences, *of_mails]
        for judge, hand in random.sample(lessons, len(lessons)):
            loss = judge(net, hand)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            if number >= ROUNDS // 2:
                average.update_parameters(net)
        print(f"round {number + 1} of {ROUNDS}", flush=True)
    settled: OutcomeNet = average.module
    return settled.eval()


def _judge_sentences(net: OutcomeNet, hand: Sequence[LabelledSentence]) -> Tensor:
    _, acts, _ = net.read_sentences([one.words for one in hand])
    truths = torch.tensor([one.acts for one in hand], dtype=torch.float32)
    weights = torch.tensor([1 + OF_SENTENCE * one.weight for one in hand])
    return (functional.binary_cross_entropy_with_logits(acts, truths, reduction="none").sum(1) * weights).mean()


def _judge_mails(net: OutcomeNet, hand: Sequence[LabelledMail]) -> Tensor:
    outcomes, facets = net([one.question for one in hand])
    shares = torch.log_softmax(outcomes, 1)
    is_right = torch.tensor([one.outcomes for one in hand])
    right = torch.logsumexp(shares.masked_fill(~is_right, -torch.inf), 1)
    is_told = ~is_right.all(1)
    of_outcomes = -(((1 - SMOOTHING) * right + SMOOTHING * shares.mean(1)) * is_told).mean()
    has = torch.tensor([[facet is True for facet in one.facets] for one in hand], dtype=torch.float32)
    is_known = torch.tensor([[facet is not None for facet in one.facets] for one in hand], dtype=torch.float32)
    target = SMOOTHING + (1 - 2 * SMOOTHING) * has
    weights = {ASKED: OF_ASKED} | dict.fromkeys(MEETING_MARKS, OF_MEETING)
    counts = is_known * torch.tensor([weights.get(name, 1.0) for name in FACETS])
    of_facets = functional.binary_cross_entropy_with_logits(facets, target, weight=counts, reduction="sum") / len(hand)
    return OF_MAIL * (of_outcomes + OF_FACET * of_facets)


def check(nets: Sequence[OutcomeNet], mails: Sequence[LabelledMail]) -> None:
    """Print how often mails that were not learned from are judged rightly on average, and how often where the outcome is sure."""
    with torch.no_grad():
        judged = [[net([one.question]) for net in nets] for one in mails]
    likelihoods = torch.stack(
        [torch.stack([functional.softmax(one, 1)[0] for one, _ in ones]).mean(0) for ones in judged]
    )
    facets = torch.stack([torch.stack([torch.sigmoid(one)[0] for _, one in ones]).mean(0) for ones in judged])
    is_told = torch.tensor([not all(one.outcomes) for one in mails])
    best = likelihoods.argmax(1).tolist()
    is_right = torch.tensor([one.outcomes[place] for one, place in zip(mails, best, strict=True)])
    print(f"{is_told.sum()} unseen mails; the likeliest outcome of {is_right[is_told].float().mean():.1%} is right")
    for least in (0.8, 0.9, 0.95):
        sure = (likelihoods.max(1)[0] >= least) & is_told
        print(
            f"  from {least:.0%} on: {sure.sum() / is_told.sum():.1%} of them, {is_right[sure].float().mean():.1%} right"
        )
    for place, name in enumerate(FACETS):
        known = [(said, one.facets[place]) for said, one in zip((facets[:, place] > 0.5).tolist(), mails, strict=True)]
        right = [said is truth for said, truth in known if truth is not None]
        print(f"  {name}: of {len(right)} that are known {sum(right) / max(1, len(right)):.1%} right")


def write_weights(nets: Sequence[OutcomeNet], file: Path) -> None:
    """Write the weights of all networks side by side, in half precision, and the words, which are the same for all."""
    states = [net.state_dict() for net in nets]
    weights = {name: np.stack([one[name].numpy() for one in states]).astype(np.float16) for name in states[0]}
    words = np.frombuffer("\n".join(nets[0].words.known).encode(), dtype=np.uint8)
    np.savez_compressed(file, words=words, **weights)
    print(f"{file.name}: {len(nets[0].words.known)} words, {file.stat().st_size / 1e6:.1f} MB")


def main() -> None:
    """Learn, check, write."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("unseen", nargs="*", type=Path, help="folders of labelled mails to check with")
    given = parser.parse_args()
    kept = [one for file in sorted((HERE / "mails").glob("*.jsonl")) for one in read_kept(file)]
    known = [one for one in sorted((TESTS / "mails").glob("*.eml")) if not is_kept_apart(one)]
    mails = [*read_files(known), *kept, *read_traps(), *read_roles()]
    sentences = read_sentences()
    nets = []
    for seed in range(NETS):
        random.seed(seed)
        np.random.seed(seed)
        torch.manual_seed(seed)
        nets.append(learn(mails, sentences))
    write_weights(nets, DATA / WEIGHTS)
    for folder in given.unseen:
        check(nets, read_files(sorted(folder.glob("*.eml"))))


if __name__ == "__main__":
    main()
