#!/usr/bin/env python3
"""What each reason for staff costs and saves: labelled mails that it alone holds back, needlessly or not.

Run it from the checkout after `make test` has set up .venv: .venv/bin/python benchmarks/reasons.py [FOLDER ...]
A folder holds mails and their truths as tests/mails does, which is what is read without any. A mail is held back needlessly where its truth
lets a script act and the reading is that truth; else staff had to see it. A reason that holds back many mails needlessly and saves few is
too wide: see doubt.py, reservations.py, relevance.py in scripts/netpost/understand.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "scripts")]

from explain_mail import find_today, read_network  # noqa: E402
from netpost.message import read_mail  # noqa: E402
from netpost.understand import Network, Reading, understand_mail  # noqa: E402
from netpost.understand.reading import CHANGING  # noqa: E402

#: what a reason quotes from its mail
QUOTED = re.compile(r"»[^«]*«|(?<=om )[A-ZÆØÅ]\S*(?: [A-ZÆØÅ]\S*)*|(?<=hvem )[A-ZÆØÅ]\w+|\S+@\S+")


def find_only_reason(path: Path, network: Network) -> tuple[str, bool] | None:
    """Return the only reason that holds a mail's wish back, and whether needlessly; None where there is none, or more than one."""
    mail = read_mail(path.read_bytes())
    reading = understand_mail(mail, replace(network, today=find_today(mail, network)))
    reasons = {QUOTED.sub("…", one) for one in reading.review}
    if len(reasons) != 1 or reading.intent not in CHANGING:
        return None
    return reasons.pop(), is_true(reading, json.loads(path.with_suffix(".json").read_text("utf-8")))


def is_true(reading: Reading, truth: dict[str, Any]) -> bool:
    """Tell whether a script may act on a mail by its truth, and would have done what the truth says."""
    changing = {one.value for one in CHANGING}
    if (
        truth["review"]
        or truth["intent"] not in changing
        or reading.intent.value not in {truth["intent"], *truth["accept"]}
    ):
        return False
    found = sorted((one.email or one.name or "").casefold() for one in reading.people)
    meant = sorted((one["email"] or one["name"] or "").casefold() for one in truth["people"])
    has_people = truth["intent"] == "accept" or found == meant
    return has_people and (truth["intent"] == "update" or sorted(reading.meetings) == sorted(truth["meetings"]))


def main() -> None:
    """Print each reason with its two counts, the costliest first."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path, default=[ROOT / "tests" / "mails"])
    network = read_network(None)
    needless: Counter[str] = Counter()
    needed: Counter[str] = Counter()
    for folder in parser.parse_args().folders:
        for path in sorted(folder.glob("*.eml")):
            found = find_only_reason(path, network)
            if found:
                (needless if found[1] else needed)[found[0]] += 1
    print("needless  needed  reason")
    for reason in sorted(needless | needed, key=lambda one: (-needless[one], needed[one], one)):
        print(f"{needless[reason]:8}  {needed[reason]:6}  {reason}")


if __name__ == "__main__":
    main()
