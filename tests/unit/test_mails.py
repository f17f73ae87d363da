"""All labelled mails: nothing done wrongly, nothing lost, nothing unseen, and a floor for the rest."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
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


def explain(file: Path) -> dict[str, Any]:
    mail = read_mail(file.read_bytes())
    network = Network("Netværk om ledelse af digitalisering", "KL", ("netvaerk@kl.example",), MEETINGS, MEETINGS[0].day)
    if mail.date:
        network = replace(network, today=mail.date.astimezone(COPENHAGEN).date())
    return make_object(file.name, understand_mail(mail, network))


def truth(file: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(file.with_suffix(".json").read_text("utf-8"))
    return loaded


def is_same_people(want: dict[str, Any], got: dict[str, Any]) -> bool:
    keys = [sorted((one.get("email") or one["name"]).casefold() for one in side["people"]) for side in (want, got)]
    return want["intent"] in {"bounce", "accept"} or keys[0] == keys[1]


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_mail_is_neither_mistaken_nor_lost(file: Path) -> None:
    want, got = truth(file), explain(file)
    is_for_script = want["intent"] in CHANGING_NAMES and not want["review"]
    if got["action"] == "act":
        assert is_for_script
        assert got["intent"] in {want["intent"], *want["accept"]}
        assert is_same_people(want, got)
        assert want["intent"] == "update" or got["meetings"] == sorted(want["meetings"])
    elif is_for_script or want["review"]:
        assert got["action"] == "review"


def collect_fields() -> Iterator[tuple[str, bool]]:
    for file in FILES:
        want, got = truth(file), explain(file)
        if got["action"] != "act" or want["intent"] not in {"signup", "update"}:
            continue
        by_key = {one["email"] or one["name"]: one for one in got["people"]}
        for person in want["people"]:
            found = by_key.get(person["email"] or person["name"], {})
            yield from ((field, found.get(field) == person[field]) for field in FIELDS)


def test_figures_stay_above_the_floor() -> None:
    pairs = [(truth(file), explain(file)) for file in FILES]
    for_script = [got for want, got in pairs if want["intent"] in CHANGING_NAMES and not want["review"]]
    for_nobody = [got for want, got in pairs if want["intent"] not in CHANGING_NAMES and not want["review"]]
    assert sum(got["action"] == "act" for got in for_script) >= 0.97 * len(for_script)
    assert sum(got["action"] == "review" for got in for_nobody) <= 0.05 * len(for_nobody)
    hits = list(collect_fields())
    for field in FIELDS:
        right = [hit for name, hit in hits if name == field]
        assert sum(right) >= 0.98 * len(right), field


def test_every_bounce_names_its_address() -> None:
    bounces = [file for file in FILES if truth(file)["intent"] == "bounce"]
    assert bounces
    assert [explain(file)["people"] for file in bounces] == [truth(file)["people"] for file in bounces]
