"""What one sentence means, alone, as an answer to the invitation, and as an answer to a programme.

The lines of known_faults.txt are understood wrongly today: each says what would be right, under a remark of what happens
instead. A line that is understood rightly again fails here and goes back to sentences.txt or hesitations.txt; a new
fault is found by running this file, and stands there only if nothing can be done about it.
"""

from pathlib import Path

import pytest

from netpost.understand import CHANGING, Intent
from understand_cases import understand

FOLDER = Path(__file__).parent


def read_cases(*names: str) -> list[tuple[str, ...]]:
    lines = [line for name in names for line in (FOLDER / name).read_text("utf-8").splitlines()]
    return [tuple(line.split("|", 2)) for line in lines if line and not line.startswith("#")]


CASES = read_cases("sentences.txt", "hesitations.txt")
FAULTS = read_cases("known_faults.txt")


def check_sentence(want: str, context: str, sentence: str) -> None:
    name, _, days = want.partition(":")
    intent, may_ask = Intent(name.rstrip("?~")), name.endswith("~")
    reading = understand(sentence, context)
    if may_ask and reading.action == "review":
        return
    if name.endswith("?") or intent is Intent.QUESTION:
        assert reading.action == "review", reading
    elif intent in CHANGING:
        assert (reading.intent, reading.action) == (intent, "act"), reading
    else:
        assert reading.action == "ignore", reading
    if days:
        assert ",".join(one[8:] for one in reading.meetings) == days


@pytest.mark.parametrize(("want", "context", "sentence"), CASES, ids=[" ".join(case[1:]) for case in CASES])
def test_sentence_is_understood(want: str, context: str, sentence: str) -> None:
    check_sentence(want, context, sentence)


@pytest.mark.parametrize(("want", "context", "sentence"), FAULTS, ids=[" ".join(case[1:]) for case in FAULTS])
def test_known_fault_is_still_one(want: str, context: str, sentence: str) -> None:
    with pytest.raises(AssertionError):
        check_sentence(want, context, sentence)


def test_no_sentence_is_both_right_and_a_fault() -> None:
    assert not {case[1:] for case in CASES} & {case[1:] for case in FAULTS}
