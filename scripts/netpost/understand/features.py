"""A sentence → its features: the words, pairs and classes that the weights of acts.py and roles.py speak of.

What changes from mail to mail (names, numbers, dates, the meetings' cities) becomes a placeholder, so that a sentence about
Vejle teaches something about Odense. Used alike when the weights are learned (training/) and when a mail is read.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from netpost.understand.text import MOST_REMEMBERED, fold
from netpost.understand.words import find_classes

TOKEN = re.compile(
    r"""
    [\w.+-]+@[\w-]+(?:\.[\w-]+)+            # an address
    |\d[\d./:-]*                            # a number or a date
    |[^\W\d_]+(?:['’-][^\W\d_]+)*           # a word
    |[?§]
    """,
    re.VERBOSE,
)
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
#: how many words apart two classes may stand and still be seen together
REACH = 3
SHORT = 5


def find_features(sentence: str) -> set[str]:
    """Return the features of a sentence as written."""
    words = ["^", *_tokens(sentence), "$"]
    classes = [("PERSON",) if word == PERSON_MARK else find_classes(word) for word in words]
    features = {f"len{min(5, len(words) // 5)}", *words}
    features.update(f"^@{one}" for one in classes[1])
    features.update(f"@{one}" for some in classes for one in some)
    features.update(f"{word} {after}" for word, after in pairwise(words))
    for word in words:
        features.update(_find_stems(word))
    for place, (word, after) in enumerate(pairwise(words)):
        features.update(f"@{one} {after}" for one in classes[place])
        features.update(f"{word} @{one}" for one in classes[place + 1])
    for distance in range(1, REACH + 1):
        near = "!" if distance < REACH else ""
        for some, others in zip(classes, classes[distance:], strict=False):
            features.update(f"@{one}@{other}{near}" for one in some for other in others)
    if len(words) <= SHORT + 2:
        features.add("short:" + " ".join("/".join(classes[i]) or words[i] for i in range(1, len(words) - 1)))
    return features - {"^", "$"}


@lru_cache(maxsize=MOST_REMEMBERED)
def _find_stems(word: str) -> tuple[str, ...]:
    """Return the beginning and the end of a long word, which forms and compounds share."""
    return (*((word[:5] + "*",) if len(word) >= 6 else ()), *(("*" + word[-6:],) if len(word) >= 8 else ()))


def _tokens(sentence: str) -> list[str]:
    tokens: list[str] = []
    for number, match in enumerate(TOKEN.finditer(sentence)):
        token = _token(match[0], is_first=number == 0)
        if not (tokens and token == tokens[-1] and token in {"NAME", "NUMBER", "LONGNUMBER"}):
            tokens.append(token)
    return tokens


@lru_cache(maxsize=MOST_REMEMBERED)
def _token(text: str, *, is_first: bool) -> str:
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
