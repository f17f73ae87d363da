"""A given name alone in a sentence (`Meld Jens-Otto ind`, `Anjas plads`) → where it stands, and the full name it is short for.

The full name is looked for where the mail shows whom it knows: its words, its receivers, the sender of what it forwards or
answers. A given name that nothing there explains, or that two people bear, stays a given name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from netpost.message import Mail
from netpost.understand.entry import ADDRESS
from netpost.understand.name import (
    NameFound,
    clean_display_name,
    find_names,
    is_given_name,
    is_house,
    is_same_name,
    is_surname,
)
from netpost.understand.text import fold_letters

#: Given names that are also something else in such mails.
NOT_GIVEN = frozenset({"Vejle", "Odense", "April", "May", "June", "Maj", "Juni", "August", "Region", "Mors"})
#: in the middle of a sentence, so that the capital letter is the name's
LONE = re.compile(
    r"(?:(?<=[^\W\d_][ (])|(?<=[+&,] ))(?<![.!?] )([A-ZÆØÅ][a-zæøå]+(?:-[A-ZÆØÅ][a-zæøå]+)?)(?![\w-]|\s+Kommune)"
)
#: … or joined to the writer
BESIDE_WRITER = re.compile(
    r"(?<![\w.-])([A-ZÆØÅ][a-zæøå]+(?:-[A-ZÆØÅ][a-zæøå]+)?)(?=\s+(?:og|samt|eller|[+&])\s+(?:jeg|mig|undertegnede)\b)"
)
#: … and at its beginning, where a full name must bear it out
FIRST = re.compile(r"\W*([A-ZÆØÅ][a-zæøå]+(?:-[A-ZÆØÅ][a-zæøå]+)?)(?![\w-]|\s+Kommune)")
#: what stands behind a genitive
NOUN_NEXT = re.compile(r" (?!er |har |kan |vil |skal |og |som |der |det |i |fra )[a-zæøå]")
#: the lines of an answered or forwarded mail that say who wrote to whom
HEAD_LINE = re.compile(
    r"^[> ]*(?:(?:fra|from|från|til|to|till|cc|kopi)\s?:.*|.*(?:<|mailto:)[^\s<>]+@.*)$", re.IGNORECASE | re.MULTILINE
)


#: `Sæt Pernille (Bruun) og mig på`
IN_BRACKETS = re.compile(r"(?P<given>[A-ZÆØÅ][\w-]+) ?\( ?(?P<surname>[A-ZÆØÅ][\w-]+) ?\)")


#: `Jens og Ole Finn kommer ikke`
JOINED_TO_NAME = re.compile(r"\s+(?:og|samt|eller)\s+(?=[A-ZÆØÅ])")


def find_joined_name(sentence: str, full: Sequence[NameFound], known: set[str]) -> list[NameFound]:
    """Find the given name that begins a sentence and is joined to a full name: no other word can stand there."""
    match = FIRST.match(sentence)
    joint = match and JOINED_TO_NAME.match(sentence, match.end())
    is_joined = joint is not None and any(one.start == joint.end() for one in full)
    return [
        NameFound(match[1], match.start(1), match.end())
        for match in ([match] if match and is_joined else [])
        if _is_lone(match[1], match.start(1), full, known)
    ]


def find_lone_names(sentence: str, full: Sequence[NameFound], known: set[str]) -> list[NameFound]:
    """Find the given names that stand alone in a sentence. full: its full names; known: folded words that are nobody else's."""
    found = []
    matches = {one.start(1): one for regex in (LONE, BESIDE_WRITER) for one in regex.finditer(sentence)}
    for match in matches.values():
        name = _without_genitive(match[1], sentence, match.end())
        if _is_lone(name, match.start(), full, known) and not _names_house(sentence, match.end()):
            found.append(NameFound(name, match.start(), match.end()))
    return found


def find_first_name(sentence: str, full: Sequence[NameFound], known: set[str]) -> list[NameFound]:
    """Find a given name alone that a sentence begins with."""
    match = FIRST.match(sentence)
    if match is None:
        return []
    name = _without_genitive(match[1], sentence, match.end())
    return [NameFound(name, match.start(1), match.end(1))] if _is_lone(name, match.start(1), full, known) else []


def _without_genitive(word: str, sentence: str, end: int) -> str:
    """`Anjas plads` is Anja's, `Larses plads` is Lars'; `Jens kommer` is Jens."""
    if is_given_name(word) or not NOUN_NEXT.match(sentence, end):
        return word
    return word[:-2] if word.endswith("ses") and is_given_name(word[:-2]) else word.removesuffix("s")


def _is_lone(name: str, start: int, full: Sequence[NameFound], known: set[str]) -> bool:
    is_inside = any(one.start <= start < one.end for one in full)
    return is_given_name(name) and name not in NOT_GIVEN and fold_letters(name) not in known and not is_inside


def _names_house(sentence: str, end: int) -> bool:
    """`Sankt Hans Skole`: tell whether a given name is a part of what a house is called."""
    following = sentence[end:].split(maxsplit=1)
    return sentence[end : end + 1] == " " and bool(following) and is_house(following[0].strip(".,;:()"))


def find_full_names(mail: Mail) -> dict[str, str | None]:
    """Return the full names of the people whom a mail shows that it knows, with the address where that stands beside one."""
    found: dict[str, str | None] = {}
    for box in (*mail.cc, *mail.to):
        _add(found, clean_display_name(box.name), box.email)
    inner = mail.forwarded
    if inner is not None:
        _add(found, clean_display_name(inner.sender_name), inner.sender.email if inner.sender else None)
        for box in (*inner.to, *inner.cc):
            _add(found, clean_display_name(box.name), box.email)
    for line in HEAD_LINE.findall(mail.quoted):
        for name in find_names(line):
            address = ADDRESS.search(line, name.end)
            _add(found, name.name, address[0].casefold() if address and address.start() - name.end < 20 else None)
    for text in (mail.own_text, mail.subject):
        for name in find_names(text):
            _add(found, name.name, None)
        for match in IN_BRACKETS.finditer(text):
            if is_given_name(match["given"]) and is_surname(match["surname"]):
                _add(found, f"{match['given']} {match['surname']}", None)
    return found


def _add(found: dict[str, str | None], name: str | None, email: str | None) -> None:
    if name is None or len(name.split()) < 2:
        return
    same = next((one for one in found if is_same_name(one, name)), name)
    found[same] = found.get(same) or email


def complete_name(given: str, full: dict[str, str | None], writer: str | None) -> str | None:
    """Return the only full name that begins with a given name; None where there is none, or where there are two."""
    wanted = fold_letters(given)
    fitting = [one for one in full if fold_letters(one).split()[0] == wanted and not is_same_name(one, writer)]
    return fitting[0] if len(fitting) == 1 else None
