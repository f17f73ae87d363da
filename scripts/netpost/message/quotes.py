"""The text of a mail → the writer's own words, what is quoted, and the mail that is forwarded inside.

Answers at the top, at the bottom and between quoted lines. A quoted label or question stays with the answer right below it.
Where the quoted words begin is known from quote_starts.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from netpost.message.quote_starts import (
    FORWARD_MARK,
    QUOTE_MARKS,
    QUOTED_LINE,
    SEPARATOR,
    find_attribution,
    find_cut,
    find_header_block,
    is_followed_by_marks,
    read_header_block,
)

SHORT_LABEL = re.compile(r"[^\W\d_].{0,38}:\s*\Z")
FILLED_HINT = re.compile(
    r"\budfyldt\b|\budfyldte\b|\b(?:svar|svaret|svarene|besvaret|oplysninger\w*) (?:står |er |ses |skrevet )?"
    r"(?:nedenfor|herunder|nedenunder|med rødt|i teksten|i mailen|inde i)|\bfilled (?:in|out)\b|\bifyllt\b|\butfylt\b",
    re.IGNORECASE,
)
FORM_LABEL = re.compile(
    r"(?:fulde )?navn|name|namn|stilling|titel|title|tittel|funktion|kommune|organisation|arbejdsplads|arbejdssted|"
    r"(?:mobil|telefon|tlf|tel|phone|mobile)\w*\.?(?:[ -]?(?:nr|nummer)\.?)?|e-?mail(?:adresse)?|mail(?:adresse)?|"
    r"ean(?:[ -]?(?:nr|nummer|lokationsnummer)\.?)?|afdeling|adresse",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Forward:
    """A forwarded mail that stands in the text. fields: from, date, to, cc, subject as written. text: its body."""

    fields: Mapping[str, str]
    text: str


@dataclass(frozen=True)
class Split:
    """own: the writer's words with signature, a block for each stretch between quotes. quoted: what is repeated.

    forward: the inner mail of a forward. filled: the fields that the writer filled in inside the quoted form, as a last
    block "Navn: Mette Holm", one a line; "" where there are none.
    """

    own: tuple[str, ...]
    quoted: str
    forward: Forward | None = None
    filled: str = ""


def split_quotes(text: str, is_forward: bool = False, sender: str = "") -> Split:
    """Split a body into own words, quoted words and a forwarded mail.

    is_forward: the subject says so (VS:, FW: ...). sender: the writer's display name, to know a letter's own "Fra:" line.
    A quoted label or question right above an answer stays with it: "Navn: Jørgen", or "> Kommer du?" on a line of its own.
    """
    lines = text.split("\n")
    cut = find_cut(lines, sender)
    head, tail = lines[:cut], lines[cut:]
    marks = _mark_quoted_lines(head)
    forward = None
    if is_forward or any(FORWARD_MARK.match(line) for line in tail[:2]):
        forward = _read_forward(tail or [line for line, mark in zip(head, marks, strict=True) if mark])
    own = tuple(_keep_own(head, marks))
    quoted = [line for line, is_quoted in zip(head, marks, strict=True) if is_quoted]
    if forward is not None:
        return Split(own, strip_marks(quoted) if tail else "", forward)
    filled = _find_filled_fields([*quoted, *tail]) if (quoted or tail) and any(map(FILLED_HINT.search, own)) else []
    return Split(own, strip_marks(quoted + tail), filled="\n".join(filled))


def strip_marks(lines: Sequence[str]) -> str:
    """Take the quote marks from lines and put them together."""
    return "\n".join(QUOTE_MARKS.sub("", line, count=1) for line in lines).strip()


def _mark_quoted_lines(lines: Sequence[str]) -> list[bool]:
    """Tell for each line whether it is quoted, or the line above a quote that says who wrote it."""
    marks = [QUOTED_LINE.match(line) is not None for line in lines]
    for place in range(len(lines)):
        start = None if marks[place] else find_attribution(lines, place)
        if start is not None and is_followed_by_marks(lines, place + 1):
            marks[start : place + 1] = [True] * (place + 1 - start)
        if not marks[place]:
            is_separator = SEPARATOR.match(lines[place]) is not None
            block = read_header_block(lines, place + 1) if is_separator else find_header_block(lines, place)
            if block and is_followed_by_marks(lines, block[1]):
                marks[place : block[1]] = [True] * (block[1] - place)
    return marks


def _keep_own(lines: Sequence[str], marks: Sequence[bool]) -> list[str]:
    """Put the own lines between quotes together, a quoted label or question with its answer."""
    blocks: list[list[str]] = [[]]
    above = ""  # the quoted line that stands right above
    for line, is_quoted in zip(lines, marks, strict=True):
        if is_quoted:
            above = QUOTE_MARKS.sub("", line, count=1).strip() or above
        elif above and line.strip():
            blocks.append(_join_answer(above, line))
            above = ""
        else:
            blocks[-1].append(line)
    return [text for text in ("\n".join(block).strip("\n") for block in blocks) if text.strip()]


def _join_answer(above: str, line: str) -> list[str]:
    if SHORT_LABEL.match(above) and not line.strip().casefold().startswith(above.casefold().rstrip(": ")):
        return [f"{above} {line.strip()}"]
    return [f"> {above}", line] if above.endswith("?") else [line]


def _find_filled_fields(lines: Sequence[str]) -> list[str]:
    """Return the form fields that somebody has filled in inside the quote: a run of labels that begins with the name."""
    found: list[str] = []
    for line in lines:
        label, colon, value = QUOTE_MARKS.sub("", line, count=1).partition(":")
        is_label = bool(colon) and FORM_LABEL.fullmatch(label.strip(" *-")) is not None
        if is_label and (found or re.search(r"na(?:vn|me|mn)", label, re.IGNORECASE)):
            found += [f"{label.strip(' *-')}: {value.strip()}"] if value.strip() else []
        elif found and line.strip("> \t"):
            break
    return found if len(found) >= 2 else []


def _read_forward(lines: Sequence[str]) -> Forward | None:
    """Read the forwarded mail from the lines that begin with its mark or header block."""
    for place in range(min(len(lines), 12)):
        block = read_header_block(lines, place)
        if block:
            body = list(lines[block[1] :])
            filled = [line for line in body if line.strip()]
            if filled and all(QUOTED_LINE.match(line) for line in filled):
                body = [re.sub(r"\s{0,3}> ?", "", line, count=1) for line in body]
            return Forward(block[0], "\n".join(body).strip("\n"))
    return None
