"""Words that are not known, and the known one that was meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest_word(text: str, words: Iterable[str]) -> str | None:
    """Return the one of `words` that `text` most resembles ("tilmelt" → "tilmeldt"), None where none does."""
    close = get_close_matches(text.strip().casefold(), tuple(words), n=1, cutoff=0.6)
    return close[0] if close else None
