"""Killed at any moment, run twice at once, cut off in the middle: nothing lost, nobody mailed twice."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from conftest import ROOT, Network
from system.way import World, begin_world

NAMES = ("Anne Bro", "Bo Dam", "Carl Eg", "Ditte Falk", "Erik Gram", "Fie Holt", "Gert Iversen", "Hanne Juul")


@pytest.fixture
def world(network: Network) -> World:
    return begin_world(network)


def receive_signups(world: World) -> list[str]:
    addresses = []
    for name in NAMES:
        address = f"{name.split()[0].lower()}@koege.example"
        world.receive(f"Jeg vil gerne tilmelde mig netværket.\n\nVh\n{name}", sender=f"{name} <{address}>")
        addresses.append(address)
    return addresses


def message_ids(world: World) -> dict[str, set[str]]:
    """Return for each member's address the different mails that came."""
    found: dict[str, set[str]] = {}
    for mail in world.sent():
        if not mail["X-Netpost-Key"].startswith("rapport"):
            found.setdefault(str(mail["To"].addresses[0].addr_spec), set()).add(str(mail["Message-ID"]))
    return found


@pytest.mark.parametrize("seed", range(3))
def test_killed_at_random(world: World, seed: int) -> None:
    dice = random.Random(seed)
    addresses = receive_signups(world)
    command = [sys.executable, str(ROOT / "scripts" / "run_once.py"), "--config", str(world.network.config)]
    for _ in range(8):
        process = subprocess.Popen([*command, "--now", "2017-06-27T10:05"], stderr=subprocess.DEVNULL)
        with suppress(subprocess.TimeoutExpired):
            process.wait(dice.uniform(0.1, 2.5))
        process.kill()
        process.wait()
    world.run("2017-06-27T10:30")
    world.run("2017-06-27T10:35")

    assert sorted(member.email for member in world.members().values()) == sorted(addresses)
    assert message_ids(world).keys() == set(addresses)
    assert all(len(ids) == 1 for ids in message_ids(world).values())
    doubles = Counter(address for address, _ in world.to_members())
    again = world.journal("SELECT count(*) FROM notices WHERE key LIKE 'again:%'")[0][0]
    assert sum(count - 1 for count in doubles.values()) <= again
    assert not world.network.imap.mails("INBOX")


def test_two_runs_at_once(world: World) -> None:
    addresses = receive_signups(world)
    with ThreadPoolExecutor(4) as pool:
        runs = [pool.submit(world.network.run, "run_once.py", "--now", "2017-06-27T10:05") for _ in range(4)]
    assert {run.result().returncode for run in runs} == {0}
    world.run("2017-06-27T10:10")
    assert [address for address, _ in world.to_members()] == sorted(addresses)
    assert len(world.members()) == len(NAMES)


def test_an_answer_lost_after_the_text_is_sent_again_with_the_same_bytes(world: World) -> None:
    world.receive("Jeg vil gerne tilmelde mig netværket.\n\nVh\nAnne Bro", sender="Anne Bro <anne@koege.example>")
    world.network.smtp.behaviours["anne@koege.example"] = "cut_after_data"
    world.run("2017-06-27T10:05")
    world.network.smtp.behaviours.clear()
    world.run("2017-06-27T10:10")
    world.run("2017-06-27T10:15")
    assert len(message_ids(world)["anne@koege.example"]) == 1
    raws = {taken.raw for taken in world.network.smtp.mails if "anne@koege.example" in taken.recipients}
    assert len(raws) == 1


def test_a_reminder_of_unknown_fate_is_left_to_staff(world: World) -> None:
    world.receive("Jeg vil gerne tilmelde mig netværket.\n\nVh\nAnne Bro", sender="Anne Bro <anne@koege.example>")
    world.run("2017-06-27T10:05")
    world.network.smtp.behaviours["anne@koege.example"] = "cut_after_data"
    world.run("2017-08-31T08:00")
    world.network.smtp.behaviours.clear()
    world.run("2017-08-31T09:00")
    assert len(world.sent(kind="paamindelse")) == 1
    assert "paamindelse:M0001:2017-09-14:14  unknown" in world.run(
        "2017-08-31T09:01", "send_confirmations.py", "--held"
    )


@pytest.mark.parametrize(
    ("behaviour", "state"), [("defer", "owed"), ("refuse", "refused"), ("cut_before_data", "owed")]
)
def test_a_mail_that_is_not_taken(world: World, behaviour: str, state: str) -> None:
    world.receive("Jeg vil gerne tilmelde mig netværket.\n\nVh\nAnne Bro", sender="Anne Bro <anne@koege.example>")
    world.receive("Jeg vil gerne tilmelde mig netværket.\n\nVh\nBo Dam", sender="Bo Dam <bo@koege.example>")
    world.network.smtp.behaviours["anne@koege.example"] = behaviour  # type: ignore[assignment]
    world.run("2017-06-27T10:05")
    assert world.journal("SELECT state FROM owed WHERE recipient = 'anne@koege.example'") == [(state,)]
    assert len(world.sent("bo@koege.example")) == 1
    world.network.smtp.behaviours.clear()
    world.run("2017-06-27T10:06")
    world.run("2017-06-27T10:30")
    assert len(world.sent("anne@koege.example")) == (0 if state == "refused" else 1)
