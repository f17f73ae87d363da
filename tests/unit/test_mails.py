"""All labelled mails: nothing done wrongly, nothing lost, nothing unseen but what is known, and a floor for the rest.

tests/mails/README.md says how tests/mails/known_faults.txt and the floors are found.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from conftest import COPENHAGEN, ROOT
from netpost.explain import make_object
from netpost.meetings import read_meetings
from netpost.message import read_mail
from netpost.understand import CHANGING, Network, understand_mail

FOLDER = ROOT / "tests" / "mails"
FILES = sorted(FOLDER.glob("*.eml"))
FIELDS = ("name", "email", "title", "organisation", "phone", "ean")
MEETINGS = read_meetings((ROOT / "meetings.csv").read_bytes()).all
CHANGING_NAMES = {intent.value for intent in CHANGING}
#: stem → what goes wrong with it today: "wrong act", "lost" (a clear wish is ignored), "unseen" (a person must look, and none is asked)
KNOWN_FAULTS = dict(
    line.split(": ", 1)
    for line in (FOLDER / "known_faults.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
)
SOUND = [file for file in FILES if file.stem not in KNOWN_FAULTS]
#: what must be right at least: the share of the wishes for a script that are carried out, and of each fact in them
LEAST_CARRIED_OUT = 0.90
LEAST_RIGHT = {"name": 0.998, "email": 0.998, "title": 0.98, "organisation": 0.985, "phone": 0.995, "ean": 0.995}
#: how much of the mail that needs nobody may be put before a person; 3121-3180 were written to tempt
MOST_NOISE = 0.10


@cache
def explain(file: Path) -> dict[str, Any]:
    mail = read_mail(file.read_bytes())
    network = Network(
        "Netværk om ledelse af digitalisering", "KL", "Signe Toft", ("netvaerk@kl.example",), MEETINGS, MEETINGS[0].day
    )
    if mail.date:
        network = replace(network, today=mail.date.astimezone(COPENHAGEN).date())
    return make_object(file.name, understand_mail(mail, network))


@cache
def truth(file: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(file.with_suffix(".json").read_text("utf-8"))
    return loaded


def is_same_people(want: dict[str, Any], got: dict[str, Any]) -> bool:
    keys = [sorted((one.get("email") or one["name"]).casefold() for one in side["people"]) for side in (want, got)]
    return want["intent"] in {"bounce", "accept"} or keys[0] == keys[1]


def is_for_script(want: dict[str, Any]) -> bool:
    return want["intent"] in CHANGING_NAMES and not want["review"]


def is_right_act(want: dict[str, Any], got: dict[str, Any]) -> bool:
    return (
        is_for_script(want)
        and got["action"] == "act"
        and got["intent"] in {want["intent"], *want["accept"]}
        and is_same_people(want, got)
        and (want["intent"] == "update" or got["meetings"] == sorted(want["meetings"]))
    )


def find_fault(file: Path) -> str | None:
    want, got = truth(file), explain(file)
    if got["action"] == "act":
        return None if is_right_act(want, got) else "wrong act"
    if got["action"] == "review" or (want["intent"] in {"bounce", "auto_reply", "other"} and not want["review"]):
        return None
    return "lost" if is_for_script(want) else "unseen"


@pytest.mark.parametrize("file", SOUND, ids=[file.stem for file in SOUND])
def test_mail_is_neither_mistaken_nor_lost(file: Path) -> None:
    assert find_fault(file) is None, explain(file)


@pytest.mark.parametrize("stem", KNOWN_FAULTS)
def test_known_fault_is_still_one(stem: str) -> None:
    assert find_fault(FOLDER / f"{stem}.eml") == KNOWN_FAULTS[stem]


def collect_facts() -> Iterator[tuple[str, bool]]:
    for want, got in ((truth(file), explain(file)) for file in FILES):
        if want["intent"] not in {"signup", "update"} or not is_right_act(want, got):
            continue
        by_key = {one["email"] or one["name"]: one for one in got["people"]}
        for person in want["people"]:
            found = by_key.get(person["email"] or person["name"], {})
            yield from ((field, found.get(field) == person[field]) for field in FIELDS)


def test_figures_stay_above_the_floor() -> None:
    pairs = [(truth(file), explain(file)) for file in FILES]
    carried_out = [is_right_act(want, got) for want, got in pairs if is_for_script(want)]
    for_nobody = [got for want, got in pairs if want["intent"] not in CHANGING_NAMES and not want["review"]]
    assert sum(carried_out) >= LEAST_CARRIED_OUT * len(carried_out)
    assert sum(got["action"] == "review" for got in for_nobody) <= MOST_NOISE * len(for_nobody)
    facts = list(collect_facts())
    for field in FIELDS:
        right = [is_right for name, is_right in facts if name == field]
        assert sum(right) >= LEAST_RIGHT[field] * len(right), field


def test_every_bounce_names_its_address() -> None:
    bounces = [file for file in FILES if truth(file)["intent"] == "bounce"]
    assert bounces
    assert [explain(file)["people"] for file in bounces] == [truth(file)["people"] for file in bounces]
