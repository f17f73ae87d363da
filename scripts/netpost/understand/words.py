"""A word → the classes of meaning that it belongs to: `tilmelder` JOIN, `forhindret` ABSENT, `chefen` BOSS.

Words of one class say alike things; the rules and weights speak of classes, so that a word that no example holds is still
understood. Source: data/word_classes.txt, written by hand.
"""

from __future__ import annotations

from functools import cache, lru_cache

from netpost.understand.text import MOST_REMEMBERED, fold_letters
from netpost.understand.wordlists import read_lines


@lru_cache(maxsize=MOST_REMEMBERED)
def find_classes(word: str) -> tuple[str, ...]:
    """Return the classes of a folded word, sorted; () where it is in none."""
    whole, beginnings, endings = _word_classes()
    found = set(whole.get(word, ()))
    for length in range(min(len(word), _longest_parts()[0]), 1, -1):
        found.update(beginnings.get(word[:length], ()))
    if not found:
        for length in range(min(len(word) - 1, _longest_parts()[1]), 1, -1):
            found.update(endings.get(word[-length:], ()))
    return tuple(sorted(found))


@cache
def _longest_parts() -> tuple[int, int]:
    """Return the lengths of the longest beginning and of the longest ending."""
    _, beginnings, endings = _word_classes()
    return max(map(len, beginnings), default=0), max(map(len, endings), default=0)


@cache
def _word_classes() -> tuple[dict[str, list[str]], dict[str, list[str]], dict[str, list[str]]]:
    """Return whole words, beginnings and endings, each → its classes."""
    whole: dict[str, list[str]] = {}
    beginnings: dict[str, list[str]] = {}
    endings: dict[str, list[str]] = {}
    for line in read_lines("word_classes.txt"):
        name, _, words = line.partition(":")
        for word in map(fold_letters, words.split()):
            if word.endswith("*"):
                beginnings.setdefault(word[:-1], []).append(name)
            elif word.startswith("*"):
                endings.setdefault(word[1:], []).append(name)
            else:
                whole.setdefault(word, []).append(name)
    return whole, beginnings, endings
