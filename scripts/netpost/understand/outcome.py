"""A mail as a whole → how likely a secretary would carry out each wish, leave the mail for staff, or let it be.

The second opinion beside the rules: a small convolutional network over the words of the subject and the sentences, learned
from whole labelled mails (training/train_outcomes.py). It sees what the sentences come to together, and nothing of who is meant.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from netpost.message import Mail
from netpost.understand.features import split_tokens
from netpost.understand.gather import split_own_words
from netpost.understand.mention import upcoming
from netpost.understand.reading import Intent, Network
from netpost.understand.text import MOST_REMEMBERED, split_sentences
from netpost.understand.wordlists import read_arrays

if TYPE_CHECKING:
    from netpost.understand.context import Context

    Array = np.ndarray[Any, np.dtype[np.float32]]

WEIGHTS = "outcome_net.npz"
#: what may become of a mail: a wish carried out, a look by staff, nothing
OUTCOMES = ("signup", "cancel", "decline", "accept", "update", "review", "nothing")
CONTEXTS = ("invitation", "meeting", "ean", "none")
#: how many days ahead the next meeting may be to count as today's, this week's …; beyond the last, and with none ahead, one more each
DAYS = (0, 3, 10, 35)
#: of a long mail: sentences, and words of a sentence and of the subject
MOST_SENTENCES, MOST_WORDS, MOST_OF_SUBJECT = 30, 40, 20
MOST_FORWARDED = 12
#: stands before what a forwarded mail says
FORWARDED = "FORWARDED"
#: parts of words are told apart by so many numbers
BUCKETS = 1 << 14
PARTS = (3, 4, 5)
UNKNOWN = 1
#: rows left blank between two sentences: as many as are looked at beside a word
GAP = 2


class Seen(NamedTuple):
    """What counts of a mail. text, forwarded: own words. answers: one of CONTEXTS. day: when it was written."""

    subject: str
    text: str
    forwarded: str | None
    answers: str
    is_reply: bool
    day: date


class Question(NamedTuple):
    """What the network is shown of a mail. sentences: their words, the subject's first. days: until the next meeting, a place in DAYS."""

    sentences: tuple[tuple[str, ...], ...]
    answers: int
    is_reply: bool
    days: int

    @property
    def settings(self) -> list[int]:
        """For each sentence what the mail answers, and whether it is the subject."""
        of_text = self.answers + len(CONTEXTS) * self.is_reply
        return [2 * len(CONTEXTS) + self.is_reply, *[of_text] * (len(self.sentences) - 1)]


class Opinion(NamedTuple):
    """How likely each outcome is, 0 to 1, in the order of OUTCOMES."""

    likelihoods: tuple[float, ...]

    def likelihood(self, outcome: Intent | str) -> float:
        """Return how likely an outcome is; an intent that changes nothing has none."""
        name = outcome.value if isinstance(outcome, Intent) else outcome
        return self.likelihoods[OUTCOMES.index(name)] if name in OUTCOMES else 0.0


def form_opinion(mail: Mail, context: Context, network: Network, day: date) -> Opinion:
    """Judge a mail as a whole."""
    return _read_net().judge(make_question(see_mail(mail, context, day), network))


def see_mail(mail: Mail, context: Context, day: date) -> Seen:
    """Return what counts of a mail."""
    forwarded = None if mail.forwarded is None else mail.forwarded.own_text
    return Seen(mail.subject, mail.own_text, forwarded, context.kind, context.is_reply, day)


def make_question(seen: Seen, network: Network) -> Question:
    """Return what the network is shown of a mail."""
    texts = list({one.place: one.sentence_text for one in split_own_words(seen.text, network)}.values())
    if seen.forwarded is not None:
        texts += [FORWARDED, *split_sentences(seen.forwarded)[:MOST_FORWARDED]]
    words = (split_tokens(text)[:MOST_WORDS] for text in texts[:MOST_SENTENCES])
    sentences = (split_tokens(seen.subject)[:MOST_OF_SUBJECT], *(one for one in words if one))
    ahead = [(one.day - seen.day).days for one in upcoming(network.meetings, seen.day)]
    days = sum(min(ahead) > most for most in DAYS) if ahead else len(DAYS) + 1
    return Question(sentences, CONTEXTS.index(seen.answers), seen.is_reply, days)


class _Net:
    """The network, its weights by name."""

    def __init__(self, weights: Mapping[str, Array], words: Iterable[str]) -> None:
        self._weights = weights
        self._places = {word: place for place, word in enumerate(words, UNKNOWN + 1)}
        self._near, self._far, self._beside = (
            np.concatenate([weights[f"{layer}.weight"][:, :, at].T for at in range(3)])
            for layer in ("near", "far", "beside")
        )

    def judge(self, question: Question) -> Opinion:
        """Return the likelihood of each outcome."""
        weights = self._weights
        seen = self._read_sentences(question.sentences)
        gist = np.tanh(seen @ weights["gist.weight"].T + weights["gist.bias"])
        acts = 1 / (1 + np.exp(-(seen @ weights["acts.weight"].T + weights["acts.bias"])))
        setting = weights["setting.weight"][question.settings] + weights["days.weight"][question.days]
        beside = np.maximum(
            _set_between(np.hstack([gist, setting, acts]), 1) @ self._beside + weights["beside.bias"], 0
        )
        sums = weights["outcomes.weight"] @ np.hstack([beside.max(0), beside.mean(0)]) + weights["outcomes.bias"]
        shares = np.exp(sums - sums.max())
        return Opinion(tuple((shares / shares.sum()).tolist()))

    def _read_sentences(self, sentences: tuple[tuple[str, ...], ...]) -> Array:
        """Return what is seen of each sentence, a row each: they are read in one go, with gaps between them."""
        lengths = [max(1, len(one)) for one in sentences]
        starts = np.cumsum([GAP, *(length + GAP for length in lengths)])
        words = np.zeros((starts[-1], self._weights["word.weight"].shape[1]), dtype=np.float32)
        is_word = np.zeros((starts[-1], 1), dtype=np.float32)
        for start, length, sentence in zip(starts, lengths, sentences, strict=False):
            words[start : start + length] = [_see_word(one) for one in sentence or ("",)]
            is_word[start : start + length] = 1
        near = np.maximum(_set_between(words, 1) @ self._near + self._weights["near.bias"], 0) * is_word
        far = np.maximum(_set_between(near, 2) @ self._far + self._weights["far.bias"], 0) * is_word
        most = np.maximum.reduceat(near + far, starts[:-1])
        mean = np.add.reduceat(near + far, starts[:-1]) / np.array(lengths, dtype=np.float32)[:, None]
        return np.hstack([most, mean])

    def see_word(self, word: str) -> Array:
        """Return what is seen of a word by itself."""
        seen: Array = self._weights["word.weight"][self._places.get(word, UNKNOWN)]
        parts = number_parts(word)
        if parts:
            seen = seen + self._weights["parts.weight"][list(parts)].mean(0)
        return seen


@lru_cache(maxsize=MOST_REMEMBERED)
def _see_word(word: str) -> Array:
    """A word is met again and again."""
    return _read_net().see_word(word)


@lru_cache(maxsize=MOST_REMEMBERED)
def number_parts(word: str) -> tuple[int, ...]:
    """Return the numbers of a word's parts; none for a placeholder."""
    if word.isupper() or len(word) < min(PARTS):
        return ()
    edged = f"<{word}>"
    parts = (edged[at : at + length] for length in PARTS for at in range(len(edged) - length + 1))
    return tuple([1 + zlib.crc32(one.encode()) % BUCKETS for one in parts])


def _set_between(rows: Array, step: int) -> Array:
    """Set each row between those a step before and behind it."""
    padded = np.pad(rows, ((step, step), (0, 0)))
    return np.hstack([padded[: -2 * step], rows, padded[2 * step :]])


@cache
def _read_net() -> _Net:
    stored = read_arrays(WEIGHTS)
    words = stored["words"].tobytes().decode().split("\n")
    return _Net({name: one.astype(np.float32) for name, one in stored.items() if name != "words"}, words)
