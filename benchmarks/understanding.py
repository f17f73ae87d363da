#!/usr/bin/env python3
"""What understanding a mail costs: CPU of reading and understanding it, against parsing it with policy.default and get_body.

Run it from the checkout after `make test` has set up .venv: .venv/bin/python benchmarks/understanding.py [--rounds 15]
Each round reads all mails of tests/mails in both ways, in turn. What a process loads once (word lists, weights, regexes) is measured
apart. What it remembers of single words and sentences is forgotten before each round, so that no mail is cheaper for having been
seen before; with --alone before each mail, as if each were the only one of its run. Prints CPU milliseconds a mail and the ratio, for
people's mails and for those of machines.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes, policy
from functools import _lru_cache_wrapper
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "scripts")]

from explain_mail import find_today, read_network  # noqa: E402
from netpost.message import read_mail  # noqa: E402
from netpost.understand import Network, understand_mail  # noqa: E402

FIELDS = (
    "From", "Sender", "To", "Cc", "Reply-To", "Subject", "Date", "Message-ID", "In-Reply-To", "References",
    "Authentication-Results",
)  # fmt: skip


def understand(raw: bytes, network: Network) -> None:
    """Read and understand a mail, its own date counting as today."""
    mail = read_mail(raw)
    understand_mail(mail, replace(network, today=find_today(mail, network)))


def parse(raw: bytes) -> None:
    """Parse a mail with the standard library: the fields that Netpost wants decoded, the body found and decoded."""
    message = message_from_bytes(raw, policy=policy.default)
    for field in FIELDS:
        for value in message.get_all(field, []):
            str(value)
    body = message.get_body(("plain", "html"))
    if body is not None:
        try:
            body.get_content()
        except LookupError:  # a charset that the library does not know: it can go no further
            body.get_payload(decode=True)


def read_labelled() -> tuple[list[bytes], list[bytes]]:
    """Read the labelled mails: (those by people, those by machines)."""
    people: list[bytes] = []
    machines: list[bytes] = []
    for path in sorted((ROOT / "tests" / "mails").glob("*.eml")):
        is_machine = json.loads(path.with_suffix(".json").read_text("utf-8"))["intent"] in {"bounce", "auto_reply"}
        (machines if is_machine else people).append(path.read_bytes())
    return people, machines


def find_memories() -> list[_lru_cache_wrapper[Any]]:
    """Return the caches of netpost that remember single texts; those without a bound hold what is loaded once."""
    caches = [one for one in gc.get_objects() if isinstance(one, _lru_cache_wrapper)]
    return [one for one in caches if one.__module__.startswith("netpost.") and one.cache_info().maxsize is not None]


def forget(memories: list[_lru_cache_wrapper[Any]]) -> None:
    """Forget what was remembered of single texts."""
    for memory in memories:
        memory.cache_clear()


def cpu_of(work: Callable[[bytes], None], mails: list[bytes], before_each: Callable[[], None]) -> float:
    """Return the CPU seconds that a piece of work takes for all mails, without what is done before each."""
    spent = 0.0
    for raw in mails:
        before_each()
        start = time.process_time()
        work(raw)
        spent += time.process_time() - start
    return spent


def main() -> None:
    """Measure both ways in turn, the first of a round taking turns as well."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--alone", action="store_true", help="forget what was remembered before each mail")
    options = parser.parse_args()
    network = read_network(None)
    people, machines = read_labelled()
    ways: list[Callable[[bytes], None]] = [lambda raw: understand(raw, network), parse]
    first = cpu_of(ways[0], people, lambda: None)  # loads whatever is loaded once
    memories = find_memories()
    forget(memories)
    print(f"loaded once: {(first - cpu_of(ways[0], people, lambda: None)) * 1000:.0f} ms")
    for name, mails in (("mails by people", people), ("bounces and automatic replies", machines)):
        spent: list[list[float]] = [[], []]
        for number in range(options.rounds):
            for side in (0, 1) if number % 2 else (1, 0):
                forget(memories)
                spent[side].append(cpu_of(ways[side], mails, lambda: forget(memories) if options.alone else None))
        ours, theirs = (statistics.median(times) / len(mails) * 1000 for times in spent)
        ratio = statistics.median(one / other for one, other in zip(*spent, strict=True))
        print(
            f"{len(mails)} {name}: read and understood {ours:.2f} ms a mail, policy.default {theirs:.2f} ms, ratio {ratio:.2f}"
        )


if __name__ == "__main__":
    main()
