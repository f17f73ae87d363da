"""The cases of tests/staff-edits: reading them and judging an answer as their README says."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from netpost.errors import MembersFileError
from netpost.members import Merge, merge_members

FOLDER = Path(__file__).parents[2] / "staff-edits"
Rows = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Case:
    """base, ours, theirs: bytes of the three files. expected: what expected.json says."""

    base: bytes
    ours: bytes
    theirs: bytes
    expected: dict[str, Any]


def find_cases() -> list[str]:
    return sorted(path.name for path in FOLDER.iterdir() if path.is_dir())


def read_case(name: str) -> Case:
    base, ours, theirs = ((FOLDER / name / f"{which}.csv").read_bytes() for which in ("base", "ours", "theirs"))
    return Case(base, ours, theirs, json.loads((FOLDER / name / "expected.json").read_text("utf-8")))


def normal(column: str, text: str) -> str:
    """Return a cell as the README says that cells are compared."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip()
    if column == "ean":
        return re.sub(r"\D", "", text)
    if column == "telefon":
        return re.sub(r"^(\+45|0045|45)(?=\d{8}$)", "", re.sub(r"\s", "", text))
    return text.lower() if column == "status" else text


def find_faults(case: Case) -> list[str]:
    """Merge the case and say what is wrong with the answer; one whole answer of several must be right."""
    try:
        merged = merge_members(case.base, case.ours, case.theirs)
    except MembersFileError as error:
        return [] if case.expected.get("refuse") else [f"refused: {error}"]
    answers = [case.expected, *case.expected.get("also_accept", [])]
    return min((judge(answer, merged, case) for answer in answers), key=len)


def judge(wanted: dict[str, Any], merged: Merge, case: Case) -> list[str]:
    if wanted.get("refuse"):
        return ["was not refused"]
    taken = set(re.findall(r"M\d{4,}", (case.base + case.ours + case.theirs).decode("utf-8", "replace")))
    faults, used = [], set()
    for key, cells in wanted["rows"].items():
        member = find_row(key, cells, merged, taken - {key})
        used.add(member)
        row = merged.rows.get(member, {})
        faults += [
            f"{key}.{column}: {row.get(column)!r}, wanted {text!r}"
            for column, text in cells.items()
            if normal(column, row.get(column, "")) != normal(column, text)
        ]
    faults += [f"row too many: {member}" for member in merged.rows if member not in used]
    faults += judge_conflicts(wanted, merged)
    for member, texts in wanted.get("must_keep_text", {}).items():
        kept = " ".join((*merged.rows[member].values(), *map(str, merged.conflicts)))
        faults += [f"{member}: lost {text}" for text in texts if text not in kept]
    return faults


def find_row(key: str, cells: dict[str, str], merged: Merge, taken: set[str]) -> str:
    """Return the id of the row meant: "+1" is one under a fresh id, told by its address or name."""
    if not key.startswith("+"):
        return key
    column = "email" if cells.get("email") else "navn"
    found = [member for member, row in merged.rows.items() if member not in taken and row[column] == cells[column]]
    return found[0] if len(found) == 1 else "none or several"


def judge_conflicts(wanted: dict[str, Any], merged: Merge) -> list[str]:
    found = [(conflict.id, conflict.column) for conflict in merged.conflicts]
    needed = wanted.get("conflicts", [])
    known = [*needed, *wanted.get("conflicts_optional", [])]
    faults = [
        f"conflict not reported: {entry}"
        for entry in needed
        if not any(is_meant(entry, member, column) for member, column in found)
    ]
    return faults + [
        f"conflict too many: {member}, {column}"
        for member, column in found
        if not any(is_meant(entry, member, column) for entry in known)
    ]


def is_meant(entry: dict[str, Any], member: str | None, column: str | None) -> bool:
    same_row = entry["id"] == member or str(entry["id"]).startswith("+")
    return same_row and entry.get("column") in {None, column}
