"""What one sentence means, alone, as an answer to the invitation, and as an answer to a programme."""

from pathlib import Path

import pytest

from netpost.understand import CHANGING, Intent
from understand_cases import understand

FILES = (Path(__file__).parent / name for name in ("sentences.txt", "hesitations.txt"))
LINES = [line for file in FILES for line in file.read_text("utf-8").splitlines()]
CASES = [tuple(line.split("|", 2)) for line in LINES if line and not line.startswith("#")]


@pytest.mark.parametrize(("want", "context", "sentence"), CASES, ids=[" ".join(case[1:]) for case in CASES])
def test_sentence_is_understood(want: str, context: str, sentence: str) -> None:
    name, _, days = want.partition(":")
    intent, needs_person = Intent(name.rstrip("?")), name.endswith("?")
    reading = understand(sentence, context)
    if needs_person or intent is Intent.QUESTION:
        assert reading.action == "review", reading
    elif intent in CHANGING:
        assert (reading.intent, reading.action) == (intent, "act"), reading
    else:
        assert reading.action == "ignore", reading
    if days:
        assert ",".join(one[8:] for one in reading.meetings) == days
