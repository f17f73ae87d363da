"""A sentence → its features: the words, parts of words, pairs and classes that the weights of acts.py and roles.py speak of.

What changes from mail to mail (names, numbers, dates, the meetings' cities) becomes a placeholder, so that a sentence about
Vejle teaches something about Odense. Used alike when the weights are learned (training/) and when a mail is read.
"""

from __future__ import annotations

import re
from functools import lru_cache
from operator import add

from netpost.understand.text import MOST_REMEMBERED, fold
from netpost.understand.words import find_classes

TOKEN = re.compile(
    r"""
    (?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+  # an address
    |\d[\d./:-]*                            # a number or a date
    |[^\W\d_]+(?:['’-][^\W\d_]+)*           # a word
    |[?§]
    """,
    re.VERBOSE,
)
#: details that part the words of a sentence: `melder jeg Ole Finn (olfi@vejen.example) ud`
IN_BRACKETS = re.compile(r"\s*\([^()]*[@\d][^()]*\)")
#: stands for the person that is asked about (roles.py)
PERSON_MARK = "§"
MONTHS = frozenset(
    [
        "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december",
        "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "okt", "nov", "dec",
        "january", "february", "march", "may", "june", "july", "october",
    ]
)  # fmt: skip
CITIES = frozenset({"aarhus", "arhus", "odense", "vejle", "koebenhavn", "kbh"})
#: placeholders that count once where several stand in a row
REPEATED = frozenset({"NAME", "NUMBER", "LONGNUMBER"})
#: how many words apart two classes may stand and still be seen together
REACH = 3
SHORT = 5
#: how many words apart two words may stand and still be seen together, beside those that follow each other
APART = (2, 3, 4)
#: the lengths of parts of words
PARTS = (3, 4, 5)


def find_features(sentence: str) -> set[str]:
    """Return the features of a sentence as written, without those of single words, which find_parts returns."""
    words = ["^", *split_tokens(sentence), "$"]
    afters = [" " + word for word in words[1:]]
    features = {f"len{min(5, len(words) // 5)}", *words, *map(add, words, afters)}
    before = [word + "_" for word in words[1:-1]]
    for apart in APART:
        features.update(map(add, before, words[1 + apart : -1]))
    marked = [(place, marks) for place, marks in enumerate(map(_mark_classes, words)) if marks]
    for number, (place, marks) in enumerate(marked):
        features.update(marks, _pair_classes(place, marks, marked[number + 1 : number + 1 + REACH]))
        for one in marks:
            features.add(one + afters[place])
            features.add(words[place - 1] + " " + one)
    if marked and marked[0][0] == 1:
        features.update(["^" + one for one in marked[0][1]])
    if len(words) <= SHORT + 2:
        features.add("short:" + " ".join("/".join(_classes(word)) or word for word in words[1:-1]))
    features -= {"^", "$"}
    return features


def _pair_classes(place: int, marks: tuple[str, ...], following: list[tuple[int, tuple[str, ...]]]) -> list[str]:
    """Pair the classes of a word with those of words that follow within reach."""
    return [
        one + other + ("!" if other_place - place < REACH else "")
        for other_place, others in following
        if other_place - place <= REACH
        for one in marks
        for other in others
    ]


def _classes(word: str) -> tuple[str, ...]:
    return ("PERSON",) if word == PERSON_MARK else find_classes(word)


@lru_cache(maxsize=MOST_REMEMBERED)
def _mark_classes(word: str) -> tuple[str, ...]:
    """Return the classes of a word, each with the mark that tells it from a word."""
    return tuple(["@" + one for one in _classes(word)])


@lru_cache(maxsize=MOST_REMEMBERED)
def find_parts(word: str) -> tuple[str, ...]:
    """Return the parts of a word that forms, compounds and slips of the pen share: `ilme` of `tilmeldes`; () of a placeholder."""
    if len(word) < min(PARTS) or word.isupper():
        return ()
    edged = f"<{word}>"
    return tuple(f"%{edged[at : at + length]}" for length in PARTS for at in range(len(edged) - length + 1))


@lru_cache(maxsize=MOST_REMEMBERED)
def split_tokens(sentence: str) -> tuple[str, ...]:
    """Split a text into words and marks, what changes from mail to mail as placeholders."""
    texts = TOKEN.findall(IN_BRACKETS.sub("", sentence) if "(" in sentence else sentence)
    tokens = (*(_token(text, is_first=True) for text in texts[:1]), *map(_token, texts[1:]))
    if REPEATED.isdisjoint(tokens):
        return tokens
    pairs = zip(("", *tokens), tokens, strict=False)
    return tuple([token for last, token in pairs if token != last or token not in REPEATED])


@lru_cache(maxsize=MOST_REMEMBERED)
def _token(text: str, is_first: bool = False) -> str:
    if "@" in text:
        return "ADDRESS"
    if text[0].isdigit():
        return "LONGNUMBER" if sum(map(str.isdigit, text)) >= 6 else "NUMBER"
    if text == "I" and not is_first:
        return "YOU-ALL"
    folded = fold(text)
    if folded in CITIES or folded in MONTHS:
        return "CITY" if folded in CITIES else "MONTH"
    is_name = not is_first and len(text) > 2 and text[0].isupper() and not text.isupper()
    return "NAME" if is_name and not find_classes(folded) else folded
