"""The title that a running text gives beside a name: `vores kontorchef Ole Finn`, `vores chef for Drift, Ole Finn`, `Han er kontorchef`."""

from __future__ import annotations

import re

from netpost.understand.title import cut_title, has_title
from netpost.understand.title_in_line import find_title_in_line

AT_END = re.compile(
    r"(?:\b(?:vores|min|af|for|nye|tilmelde|tilmelder|tilmeld|er|,|at|fra)\s+)?((?:[\wæøåÆØÅ-]+\s+){0,2}?[\wæøåÆØÅ-]+)\s*$"
)
BEFORE_TITLE = re.compile(r"\b(?:vores|min|af|for|nye|tilmelde|tilmelder|tilmeld|er|at|fra)\s+")
LAST_WORDS = re.compile(r"(?:(?:[\w-]+-\s+og\s+)|(?:\w+(?:iv|sk|el|al|t|ende|ig)\s+)|(?:konst\.\s+))?[\w-]+\s*$")
#: between a title and the name that it belongs to: `…, nemlig Ole Finn`, `…. Hun hedder Ida Holm`
APPOSITION = re.compile(
    r"\s*(?:[,–-]\s*(?:nemlig|ved\s+navn|(?:som|der|han|hun)\s+hedder)?|[,.]\s*(?:[Hh]an|[Hh]un|[Vv]edkommende)\s+hedder|:)\s*$"
)
#: where the words of a title before a comma begin
INTRODUCED = re.compile(r"(?i:(?<!-\s)\b(?:vores|min|en|ny|nye|our|my|the|får|har|som|er|hedder|og|samt)|^|[,:])\s+")
#: … and what is said of a person later
SAYS = r"\b(?:[Hh]an|[Hh]un|[Hh]e|[Ss]he{given})\s+(?:(?:[^.;!?]|\.(?=\S)){{1,60}}?\sog\s)?(?:er|is|har\s+(?:\w+\s+)?været|har\s+fået\s+titlen|blev|bliver|tiltræder\s+som|starter\s+som)\s+([^.;!?()]{{3,80}})"


def find_title_before_name(before: str) -> str | None:
    """Find a title at the end of the words before a name."""
    if (apposition := APPOSITION.search(before)) is not None:
        return _find_in_apposition(before[: apposition.start()])
    return _find_at_end(re.split(r"[.!?,:\n]", before)[-1])


def find_title_said_later(after: str, given: str) -> str | None:
    """Find a title in what the words after a name say of `han` or `hun`, or of the given name."""
    said = re.search(SAYS.format(given=f"|{re.escape(given)}" if given else ""), after)
    return cut_title(said[1]) if said else None


def _find_at_end(clause: str) -> str | None:
    match = AT_END.search(clause)
    if match is None:
        return None
    words = BEFORE_TITLE.split(match[0])[-1]
    last = LAST_WORDS.search(words)
    return find_title_in_line(last[0] if last else words, None)


def _find_in_apposition(before: str) -> str | None:
    """`Vores chef for Digital Drift` → `Chef for Digital Drift`: from the last word that introduces a title."""
    clause = re.split(r"[.!?,:\n(]\s", f" {before}")[-1]
    for match in reversed(list(INTRODUCED.finditer(clause))):
        phrase = clause[match.end() :]
        if has_title(phrase):
            return cut_title(phrase)
    return None
