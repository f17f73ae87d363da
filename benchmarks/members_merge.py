#!/usr/bin/env python3
"""What members.csv costs: reading, merging and writing it, against pandas' own read_csv and to_csv of the same file.

Run it from the checkout after `make test` has set up .venv: .venv/bin/python benchmarks/members_merge.py [--rounds 5]
Each round does both in turn, in one process; imports are done before. `plain`: staff changed some cells and typed a row while the
script added rows. `excel`: the same, saved by Excel (no quotes, numbers and dates rewritten). `job`: what a run does for it, with
the search for the base among the stored versions. Prints medians in milliseconds of CPU, and the ratios to pandas.
"""

from __future__ import annotations

import argparse
import io
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

from netpost.members import Member, Table, choose_base, merge_members, read_table, write_table  # noqa: E402
from unit.members import mangling  # noqa: E402

MEETINGS = ("2017-09-14", "2017-11-16", "2018-01-25")
COLUMNS = (
    "id", "navn", "titel", "organisation", "email", "telefon", "ean", "tilmeldt_af", "status", "tilmeldt", "kvittering",
    *MEETINGS, "noter",
)  # fmt: skip
GIVEN = ("Karen", "Søren", "Åse", "Bjørn", "Mette", "Jens", "Ida", "Poul", "Lærke", "Niels")
SURNAMES = ("Holm", "Østergaard", "Bech", "Krogh", "Nymann", "Dahl", "Friis", "Kjær", "Lund", "Toft")
TITLES = ("Afdelingschef", "It-chef", "Chef, It og Digitalisering", "Direktør", "Konsulent")
PLACES = ("Køge", "Vejen", "Lolland", "Ærø", "Skive", "Odder", "Morsø")
#: how many stored versions a run looks at for the nearest one
VERSIONS = 50


def make_member(number: int) -> Member:
    """Make the member of that number; the same each time."""
    name = f"{GIVEN[number % 10]} {SURNAMES[number // 10 % 10]}"
    place = PLACES[number % 7]
    cells = {
        "navn": name,
        "titel": TITLES[number % 5],
        "organisation": f"{place} Kommune",
        "email": f"m{number}@{place.lower().translate(str.maketrans('æøå', 'eoa'))}.example",
        "telefon": f"{20 + number % 70} {number % 100:02} {number // 100 % 100:02} {number // 10000 % 100:02}",
        "ean": f"5798 {number // 10000 % 10000:04} {number % 10000:04} {number % 10}",
        "status": "afmeldt" if number % 17 == 0 else "tilmeldt",
        "tilmeldt": f"2017-0{6 + number % 4}-{1 + number % 28:02}",
        "kvittering": f"2017-0{6 + number % 4}-{1 + number % 28:02}",
        **dict.fromkeys(MEETINGS, "ja" if number % 3 else "nej"),
        "noter": "Ringer i august; husk »frokost«" if number % 11 == 0 else "",
    }
    return Member(f"M{number:04d}", cells)


def make_files(number: int) -> tuple[bytes, bytes, bytes]:
    """Return base, ours (a mail brought new members and corrected some) and theirs (staff corrected others, typed one)."""
    members = [make_member(one) for one in range(1, number + 1)]
    base = Table(COLUMNS, tuple(members))
    corrected = [
        one.with_cells({"telefon": "20 30 40 51"}) if place % 100 == 7 else one for place, one in enumerate(members)
    ]
    ours = replace(base, members=(*corrected, *(make_member(number + 1 + more) for more in range(3))))
    edited = [one.with_cells({"titel": "Centerchef"}) if place % 100 == 3 else one for place, one in enumerate(members)]
    typed = replace(make_member(number + 50), id="")
    return write_table(base), write_table(ours), write_table(replace(base, members=(*edited, typed)))


def merge(base: bytes, ours: bytes, theirs: bytes) -> None:
    """Read, merge and write."""
    write_table(merge_members(base, ours, theirs).table)


def run_job(versions: list[bytes], ours: bytes, theirs: bytes) -> None:
    """Do what a run does with a file that staff saved."""
    table = read_table(ours)
    base = versions[choose_base(versions, theirs)]
    write_table(merge_members(base, write_table(table), theirs).table)


def use_pandas(data: bytes) -> None:
    """Read and write the same file with pandas alone."""
    frame = pandas.read_csv(io.BytesIO(data), sep=";", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    frame.to_csv(io.StringIO(), sep=";", index=False, quoting=1)


def cpu_of(work: Callable[[], None]) -> float:
    """Return the CPU milliseconds of a piece of work."""
    before = time.process_time()
    work()
    return 1000 * (time.process_time() - before)


def measure(number: int, rounds: int) -> None:
    """Print what it costs for so many members."""
    base, ours, theirs = make_files(number)
    excel = mangling.excel(theirs)
    versions = [base] * (VERSIONS - 1) + [ours]
    kinds: dict[str, Callable[[], None]] = {
        "pandas": lambda: use_pandas(theirs),
        "plain": lambda: merge(base, ours, theirs),
        "excel": lambda: merge(base, ours, excel),
        "job": lambda: run_job(versions, ours, theirs),
    }
    spent: dict[str, list[float]] = {name: [] for name in kinds}
    for _ in range(rounds):
        for name, work in kinds.items():
            spent[name].append(cpu_of(work))
    medians = {name: statistics.median(figures) for name, figures in spent.items()}
    ratios = ", ".join(f"{name} {medians[name] / medians['pandas']:.2f}" for name in kinds if name != "pandas")
    shown = ", ".join(f"{name} {median:.0f} ms" for name, median in medians.items())
    print(f"{number:,} members: {shown}; ratios to pandas: {ratios}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, nargs="*", default=[200, 100_000])
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    use_pandas(make_files(10)[0])
    merge(*make_files(10))
    for count in arguments.members:
        measure(count, arguments.rounds)
