"""What may become of a labelled mail of tests/mails, and which of them nothing is learned from but how far to believe the rest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from netpost.understand.outcome import OUTCOMES

#: from this number on the mails of tests/mails were new to the networks and to the sentences' weights
KEPT_APART = 6591


def is_kept_apart(file: Path) -> bool:
    """Tell whether networks and sentences learn nothing from a mail."""
    number = file.stem.partition("-")[0]
    return number.isdigit() and int(number) >= KEPT_APART


def find_outcomes(truth: dict[str, Any]) -> set[str]:
    """Return what may become of a mail with this truth."""
    if truth["review"]:
        return {"review"}
    return {one if one in OUTCOMES else "nothing" for one in (truth["intent"], *truth["accept"])}
