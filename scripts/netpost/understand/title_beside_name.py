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
SAYS = re.compile(
    r"\b(?:[Hh]an|[Hh]un|[Hh]e|[Ss]he)\s+(?:er|is|har\s+(?:\w+\s+)?været|har\s+fået\s+titlen|blev|bliver|tiltræder\s+som|starter\s+som)\s+([^.;!?()]{3,80})"
)


def find_title_beside_name(before: str, after: str) -> str | None:
    """Find a title at the end of the words before a name, or in what the words after it say of `han` or `hun`."""
    if (apposition := APPOSITION.search(before)) is not None:
        title = _find_in_apposition(before[: apposition.start()])
    else:
        title = _find_at_end(re.split(r"[.!?,:\n]", before)[-1])
    if title is None and (said := SAYS.search(after)):
        title = cut_title(said[1])
    return title


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
