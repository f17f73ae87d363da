"""A mail as a whole → how likely a secretary would carry out each wish, leave the mail for staff, or let it be; for whom, and for which meetings.

The second opinion beside the rules: a small convolutional network over the words of the subject and the sentences, learned
from whole labelled mails (training/train_outcomes.py). It sees what the sentences come to together; of names only whether they are the writer's.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np

from netpost.message import Mail
from netpost.understand.features import PERSON_MARK, split_tokens
from netpost.understand.gather import split_own_words
from netpost.understand.mention import upcoming
from netpost.understand.name import clean_display_name
from netpost.understand.reading import Intent, Network
from netpost.understand.text import MOST_REMEMBERED, split_sentences
from netpost.understand.wordlists import read_arrays

if TYPE_CHECKING:
    from netpost.understand.context import Context

    Array = np.ndarray[Any, np.dtype[np.float32]]

WEIGHTS = "outcome_net.npz"
#: what may become of a mail: a wish carried out, a look by staff, nothing
OUTCOMES = ("signup", "cancel", "decline", "accept", "update", "review", "nothing")
#: what a wish may be like: for the writer, for others, a sign-up that leaves out a meeting to come
FACETS = ("writer", "others", "some")
CONTEXTS = ("invitation", "meeting", "ean", "none")
#: how many days ahead the next meeting may be to count as today's, this week's …; beyond the last, and with none ahead, one more each
DAYS = (0, 3, 10, 35)
#: of a long mail: sentences, and words of a sentence and of the subject
MOST_SENTENCES, MOST_WORDS, MOST_OF_SUBJECT = 30, 40, 20
MOST_FORWARDED = 12
#: stands before what a forwarded mail says
FORWARDED = "FORWARDED"
ROUND_WORDS = "\"'.,:;!?()[]»«-–/"
#: parts of words are told apart by so many numbers
BUCKETS = 1 << 14
PARTS = (3, 4, 5)
UNKNOWN = 1
#: rows left blank between two sentences: as many as are looked at beside a word
GAP = 2


class Seen(NamedTuple):
    """What counts of a mail. text, forwarded: own words. answers: one of CONTEXTS. day: when it was written. writer: the name in From."""

    subject: str
    text: str
    forwarded: str | None
    answers: str
    is_reply: bool
    day: date
    writer: str = ""


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
    """How likely each outcome is, 0 to 1, in the order of OUTCOMES; if a wish is to be carried out, how likely it has each of FACETS."""

    likelihoods: tuple[float, ...]
    facets: tuple[float, ...] = (0.5,) * len(FACETS)

    def likelihood(self, outcome: Intent | str) -> float:
        """Return how likely an outcome is; an intent that changes nothing has none."""
        name = outcome.value if isinstance(outcome, Intent) else outcome
        return self.likelihoods[OUTCOMES.index(name)] if name in OUTCOMES else 0.0

    def facet(self, name: str, *, is_found: bool) -> float:
        """Return how likely it is that a wish has one of FACETS, or has it not, as it was found."""
        likelihood = self.facets[FACETS.index(name)]
        return likelihood if is_found else 1 - likelihood


def form_opinion(mail: Mail, context: Context, network: Network, day: date) -> Opinion:
    """Judge a mail as a whole."""
    return _read_net().judge(make_question(see_mail(mail, context, day), network))


def see_mail(mail: Mail, context: Context, day: date) -> Seen:
    """Return what counts of a mail."""
    forwarded = None if mail.forwarded is None else mail.forwarded.own_text
    writer = clean_display_name(mail.sender_name) or ""
    return Seen(mail.subject, mail.own_text, forwarded, context.kind, context.is_reply, day, writer)


def make_question(seen: Seen, network: Network) -> Question:
    """Return what the network is shown of a mail."""
    texts = list({one.place: one.sentence_text for one in split_own_words(seen.text, network)}.values())
    if seen.forwarded is not None:
        texts += [FORWARDED, *split_sentences(seen.forwarded)[:MOST_FORWARDED]]
    own = frozenset(seen.writer.split())
    words = (split_tokens(_mark_writer(text, own))[:MOST_WORDS] for text in texts[:MOST_SENTENCES])
    sentences = (split_tokens(_mark_writer(seen.subject, own))[:MOST_OF_SUBJECT], *(one for one in words if one))
    ahead = [(one.day - seen.day).days for one in upcoming(network.meetings, seen.day)]
    days = sum(min(ahead) > most for most in DAYS) if ahead else len(DAYS) + 1
    return Question(sentences, CONTEXTS.index(seen.answers), seen.is_reply, days)


def _mark_writer(text: str, own: frozenset[str]) -> str:
    """`Tilmeld Ole Finn, it-chef`, in a mail by Ole Finn → `Tilmeld § it-chef`. own: the words of the writer's name."""
    words = text.split()
    names = [word.strip(ROUND_WORDS) for word in words]
    is_own = [name in own or (name[-1:] == "s" and name[:-1] in own) for name in names]
    if not any(is_own):
        return text
    before = (False, *is_own)
    return " ".join(
        word.replace(name, PERSON_MARK) if own_name else word
        for word, name, own_name, follows in zip(words, names, is_own, before, strict=False)
        if not (own_name and follows)
    )


class _Net:
    """The network, its weights by name."""

    def __init__(self, weights: Mapping[str, Array], words: Iterable[str]) -> None:
        self._weights = weights
        self._places = {word: place for place, word in enumerate(words, UNKNOWN + 1)}
        self._near, self._far, self._beside = (
            np.hstack([weights[f"{layer}.weight"][:, :, at].T for at in range(3)])
            for layer in ("near", "far", "beside")
        )

    def judge(self, question: Question) -> Opinion:
        """Return the likelihood of each outcome."""
        weights = self._weights
        seen = self._read_sentences(question.sentences)
        gist = np.tanh(seen @ weights["gist.weight"].T + weights["gist.bias"])
        acts = _find_likelihoods(seen @ weights["acts.weight"].T + weights["acts.bias"])
        setting = weights["setting.weight"][question.settings] + weights["days.weight"][question.days]
        beside = _look_around(np.hstack([gist, setting, acts]), self._beside, 1) + weights["beside.bias"]
        np.maximum(beside, 0, out=beside)
        whole = np.hstack([beside.max(0), beside.mean(0)])
        sums = weights["outcomes.weight"] @ whole + weights["outcomes.bias"]
        shares = np.exp(sums - sums.max())
        facets = _find_likelihoods(weights["facets.weight"] @ whole + weights["facets.bias"])
        return Opinion(tuple((shares / shares.sum()).tolist()), tuple(facets.tolist()))

    def _read_sentences(self, sentences: tuple[tuple[str, ...], ...]) -> Array:
        """Return what is seen of each sentence, a row each: they are read in one go, with gaps between them."""
        lengths = [max(1, len(one)) for one in sentences]
        starts = np.cumsum([GAP, *(length + GAP for length in lengths)])
        words = np.zeros((starts[-1], self._weights["word.weight"].shape[1]), dtype=np.float32)
        is_word = np.zeros((starts[-1], 1), dtype=np.float32)
        for start, length, sentence in zip(starts, lengths, sentences, strict=False):
            words[start : start + length] = [_see_word(one) for one in sentence or ("",)]
            is_word[start : start + length] = 1
        near = np.maximum(_look_around(words, self._near, 1) + self._weights["near.bias"], 0) * is_word
        far = np.maximum(_look_around(near, self._far, 2) + self._weights["far.bias"], 0) * is_word
        both = near + far
        most = np.maximum.reduceat(both, starts[:-1])
        mean = np.add.reduceat(both, starts[:-1]) / np.array(lengths, dtype=np.float32)[:, None]
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


def _find_likelihoods(sums: Array) -> Array:
    """Return the logistic function of sums: by the hyperbolic tangent, which no sum is too large for."""
    likelihoods: Array = 0.5 + 0.5 * np.tanh(0.5 * sums)
    return likelihoods


def _look_around(rows: Array, weights: Array, step: int) -> Array:
    """Weigh each row together with those a step before and behind it. weights: side by side for the one before, itself, the one behind."""
    before, itself, behind = cast("list[Array]", np.split(rows @ weights, 3, axis=1))
    itself[step:] += before[:-step]
    itself[:-step] += behind[step:]
    return itself


@cache
def _read_net() -> _Net:
    stored = read_arrays(WEIGHTS)
    words = stored["words"].tobytes().decode().split("\n")
    return _Net({name: one.astype(np.float32) for name, one in stored.items() if name != "words"}, words)
