"""A mail as a whole → how likely a secretary would carry out each wish, leave the mail for staff, or let it be; for whom, and for which meetings.

The second opinion beside the rules: small convolutional networks over the words of the subject and the sentences, learned
from whole labelled mails (training/train_outcomes.py). They see what the sentences come to together, with names and meetings as marks.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np

from netpost.message import Mail
from netpost.understand.features import split_tokens
from netpost.understand.gather import split_own_words
from netpost.understand.marks import ASKED_MARK, MEETING_MARKS, mark_asked, mark_meetings, mark_writer
from netpost.understand.mention import upcoming
from netpost.understand.name import clean_display_name
from netpost.understand.reading import Intent, Network
from netpost.understand.text import MOST_REMEMBERED, split_sentences
from netpost.understand.wordlists import read_arrays

if TYPE_CHECKING:
    from netpost.understand.context import Context

    Array = np.ndarray[Any, np.dtype[np.float32]]

#: of several networks, learned in different orders: what they agree on is right more often than what any one of them is sure of
WEIGHTS = "outcome_nets.npz"
#: what may become of a mail: a wish carried out, a look by staff, nothing
OUTCOMES = ("signup", "cancel", "decline", "accept", "update", "review", "nothing")
#: whether a wish is for the person that is asked about
ASKED = "asked"


def find_word(mark: str) -> str:
    """Return the word that a mark of marks.py becomes when a text is split."""
    return split_tokens(f". {mark}")[-1]


#: of whom or what is asked where its mark stands: facet → (the mark as a word, the layer that judges what stands around it, for all meetings the same)
MARKED = {
    facet: (find_word(mark), layer)
    for facet, mark, layer in ((ASKED, ASKED_MARK, "asked"), *((one, one, "met") for one in MEETING_MARKS))
}
#: what a wish may be like: for the writer, for others, for whom one asks, for the first meeting to come, the second …
FACETS = ("writer", "others", ASKED, *MEETING_MARKS)
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
UNDECIDED = 0.5
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
    def asks_about_somebody(self) -> bool:
        """Whether anybody stands in it who is asked about."""
        return any(MARKED[ASKED][0] in sentence for sentence in self.sentences)

    @property
    def settings(self) -> list[int]:
        """For each sentence what the mail answers, and whether it is the subject."""
        of_text = self.answers + len(CONTEXTS) * self.is_reply
        return [2 * len(CONTEXTS) + self.is_reply, *[of_text] * (len(self.sentences) - 1)]


class Opinion(NamedTuple):
    """How likely each outcome is, 0 to 1, in the order of OUTCOMES; if a wish is to be carried out, how likely it has each of FACETS."""

    likelihoods: tuple[float, ...]
    facets: tuple[float, ...] = (UNDECIDED,) * len(FACETS)

    def likelihood(self, outcome: Intent | str) -> float:
        """Return how likely an outcome is; an intent that changes nothing has none."""
        name = outcome.value if isinstance(outcome, Intent) else outcome
        return self.likelihoods[OUTCOMES.index(name)] if name in OUTCOMES else 0.0

    def facet(self, name: str, *, is_found: bool) -> float:
        """Return how likely it is that a wish has one of FACETS, or has it not, as it was found."""
        likelihood = self.facets[FACETS.index(name)]
        return likelihood if is_found else 1 - likelihood

    def means_meeting(self, place: int) -> float:
        """Return how likely a wish is for the meeting at a place in the row of those to come; unknown, 0.5, beyond the last mark."""
        return self.facet(MEETING_MARKS[place], is_found=True) if place < len(MEETING_MARKS) else UNDECIDED


def form_opinion(mail: Mail, context: Context, network: Network, day: date) -> Opinion:
    """Judge a mail as a whole."""
    return _read_nets().judge(make_question(see_mail(mail, context, day), network))


def see_mail(mail: Mail, context: Context, day: date) -> Seen:
    """Return what counts of a mail."""
    forwarded = None if mail.forwarded is None else mail.forwarded.own_text
    writer = clean_display_name(mail.sender_name) or ""
    return Seen(mail.subject, mail.own_text, forwarded, context.kind, context.is_reply, day, writer)


def ask_about(mail: Mail, context: Context, network: Network, day: date, names: Iterable[str]) -> dict[str, float]:
    """Return for each of the people named how likely a wish of the mail, if it is carried out, is for them, 0 to 1.

    Of a name that the mail does not show as it is given, in small letters or in no text of its own, nothing can be said.
    """
    seen = see_mail(mail, context, day)
    questions = {name: make_question(seen, network, name) for name in dict.fromkeys(names)}
    return {
        name: _read_nets().judge(question).facet(ASKED, is_found=True) if question.asks_about_somebody else UNDECIDED
        for name, question in questions.items()
    }


def make_question(seen: Seen, network: Network, asked: str = "") -> Question:
    """Return what the network is shown of a mail. asked: the name of a person who may be meant."""
    texts = list({one.place: one.sentence_text for one in split_own_words(seen.text, network)}.values())
    if seen.forwarded is not None:
        texts += [FORWARDED, *split_sentences(seen.forwarded)[:MOST_FORWARDED]]
    own = frozenset(seen.writer.split())
    shown = (
        mark_meetings(mark_writer(mark_asked(text, asked), own), network, seen.day)
        for text in (seen.subject, *texts[:MOST_SENTENCES])
    )
    subject, *words = map(split_tokens, shown)
    sentences = (subject[:MOST_OF_SUBJECT], *(one[:MOST_WORDS] for one in words if one))
    ahead = [(one.day - seen.day).days for one in upcoming(network.meetings, seen.day)]
    days = sum(min(ahead) > most for most in DAYS) if ahead else len(DAYS) + 1
    return Question(sentences, CONTEXTS.index(seen.answers), seen.is_reply, days)


class _Nets:
    """The networks, their weights by name, a network each along the first axis; all know the same words."""

    def __init__(self, weights: Mapping[str, Array], words: Iterable[str]) -> None:
        self._weights = weights
        self._places = {word: place for place, word in enumerate(words, UNKNOWN + 1)}
        self._near, self._far, self._beside = (
            np.concatenate([weights[f"{layer}.weight"][..., at].swapaxes(1, 2) for at in range(3)], axis=2)
            for layer in ("near", "far", "beside")
        )
        self._see_word = lru_cache(maxsize=MOST_REMEMBERED)(self._look_up)  # a word is met again and again

    def judge(self, question: Question) -> Opinion:
        """Return what the networks say on average."""
        weights = self._weights
        starts, both, seen = self._read_sentences(question.sentences)
        gist = np.tanh(self._weigh("gist", seen))
        acts = _find_likelihoods(self._weigh("acts", seen))
        setting = weights["setting.weight"][:, question.settings] + weights["days.weight"][:, [question.days]]
        beside = _look_around(np.concatenate([gist, setting, acts], axis=2), self._beside, 1)
        beside = np.maximum(beside + weights["beside.bias"][:, None], 0)
        whole = np.concatenate([beside.max(1, keepdims=True), beside.mean(1, keepdims=True)], axis=2)
        sums = self._weigh("outcomes", whole)[:, 0]
        shares = np.exp(sums - sums.max(1, keepdims=True))
        shares /= shares.sum(1, keepdims=True)
        sums = self._weigh("facets", whole)[:, 0]
        for facet, (mark, layer) in MARKED.items():
            places = find_places(question.sentences, mark)
            if places:
                words, numbers = [starts[number] + place for number, place in places], [one for one, _ in places]
                around = [both[:, words].max(1, keepdims=True), beside[:, numbers].max(1, keepdims=True)]
                sums[:, FACETS.index(facet)] += self._weigh(layer, np.concatenate(around, axis=2))[:, 0, 0]
        return Opinion(tuple(shares.mean(0).tolist()), tuple(_find_likelihoods(sums).mean(0).tolist()))

    def _weigh(self, layer: str, rows: Array) -> Array:
        weighed: Array = (
            rows @ self._weights[f"{layer}.weight"].swapaxes(1, 2) + self._weights[f"{layer}.bias"][:, None]
        )
        return weighed

    def _read_sentences(self, sentences: tuple[tuple[str, ...], ...]) -> tuple[list[int], Array, Array]:
        """Return where each sentence begins in the row of all words, what each network sees at each word, and what of each sentence.

        All are read in one go, with gaps between them.
        """
        lengths = [max(1, len(one)) for one in sentences]
        starts = np.cumsum([GAP, *(length + GAP for length in lengths)]).tolist()
        nets, _, size = self._weights["word.weight"].shape
        words = np.zeros((nets, starts[-1], size), dtype=np.float32)
        is_word = np.zeros((starts[-1], 1), dtype=np.float32)
        for start, length, sentence in zip(starts, lengths, sentences, strict=False):
            words[:, start : start + length] = np.stack([self._see_word(one) for one in sentence or ("",)], axis=1)
            is_word[start : start + length] = 1
        bias = self._weights["near.bias"][:, None], self._weights["far.bias"][:, None]
        near = np.maximum(_look_around(words, self._near, 1) + bias[0], 0) * is_word
        both = near + np.maximum(_look_around(near, self._far, 2) + bias[1], 0) * is_word
        most = np.maximum.reduceat(both, starts[:-1], axis=1)
        mean = np.add.reduceat(both, starts[:-1], axis=1) / np.array(lengths, dtype=np.float32)[:, None]
        return starts, both, np.concatenate([most, mean], axis=2)

    def _look_up(self, word: str) -> Array:
        """Return what each network sees of a word by itself."""
        seen: Array = self._weights["word.weight"][:, self._places.get(word, UNKNOWN)]
        parts = number_parts(word)
        if parts:
            seen = seen + self._weights["parts.weight"][:, list(parts)].mean(1)
        return seen


def find_places(sentences: tuple[tuple[str, ...], ...], mark: str) -> list[tuple[int, int]]:
    """Return where a mark stands: (number of the sentence, place in it)."""
    return [
        (number, place)
        for number, sentence in enumerate(sentences)
        for place, word in enumerate(sentence)
        if word == mark
    ]


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
    before, itself, behind = cast("list[Array]", np.split(rows @ weights, 3, axis=2))
    itself[:, step:] += before[:, :-step]
    itself[:, :-step] += behind[:, step:]
    return itself


@cache
def _read_nets() -> _Nets:
    stored = read_arrays(WEIGHTS)
    words = stored["words"].tobytes().decode().split("\n")
    return _Nets({name: one.astype(np.float32) for name, one in stored.items() if name != "words"}, words)
