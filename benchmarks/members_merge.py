#!/usr/bin/env python3
"""What members.csv costs: reading, merging and writing it, against pandas reading and writing the same file.

Run it from the checkout after `make test` has set up .venv: .venv/bin/python benchmarks/members_merge.py [--members 100000]
The list is invented, and the same at each run. Since it was written, the script has changed one row in a hundred and added one for
each thousand; staff have changed one row in two hundred and typed one, and saved the file as it was, or in LibreOffice or Excel,
which write it anew in their own form. Each round measures all of them and pandas in turn, in one process; what was remembered of
single cells is forgotten before each, as a cron run would start without it. Nobody asks for the members of the table that was read,
for single rows of the merge, or for each cell that Excel rewrote: those are made when asked for, which this does not measure. Prints
medians of CPU time and of the ratios of each round; and beside them what a whole run does when staff saved the file: it also looks
for the version they had before them.
"""

from __future__ import annotations

import argparse
import csv
import gc
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from io import BytesIO
from operator import truediv
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

import pandas  # noqa: E402
import phonenumbers  # noqa: E402, F401

from netpost.members import Member, Table, choose_base, merge_members, next_id, read_table, write_table  # noqa: E402
from netpost.members.mangling import explain_mangling  # noqa: E402
from netpost.members.sheet import remember_content  # noqa: E402
from unit.members.mangling import BOM, Edit, Rows, excel, libreoffice, read_rows, write_rows  # noqa: E402

MEETINGS = ("2017-09-14", "2017-11-16", "2018-01-25")
COLUMNS = (
    *("id", "navn", "titel", "organisation", "email", "telefon", "ean", "tilmeldt_af", "status", "tilmeldt"),
    *("kvittering", *MEETINGS, "noter"),
)
FIRST_NAMES = (
    "Anne",
    "Bo",
    "Camilla",
    "Dorthe",
    "Erik",
    "Freja",
    "Gitte",
    "Hans",
    "Inge",
    "Jørgen",
    "Kirsten",
    "Lærke",
    "Mads",
    "Niels",
    "Oda",
    "Per",
    "Rikke",
    "Søren",
)
SURNAMES = (
    "Andersen",
    "Bæk",
    "Carlsen",
    "Dam",
    "Egholm",
    "Friis",
    "Gram",
    "Holm",
    "Iversen",
    "Juhl",
    "Kjær",
    "Lund",
    "Møller",
    "Nørgård",
    "Olsen",
    "Qvist",
)
TITLES = ("Chefkonsulent", "Afdelingsleder", "Chef, IT", "Fuldmægtig", "Konsulent", "", "Leder af »Borgerservice«")
PLACES = (
    "Ålborg",
    "Bjerre",
    "Dragsbæk",
    "Egedal",
    "Fårup",
    "Gilleleje",
    "Høng",
    "Jelling",
    "Kolind",
    "Læsten",
    "Møn",
    "Nysted",
    "Odder",
    "Præstø",
    "Rø",
    "Sæby",
)
ANSWERS = ("ja", "nej", "", "ja", "afbud", "deltog", "")
NOTES = ("Vegetar", "Kommer senere; går før", "14-9", 'Skriver under som "Bo"', "Ringer\nselv", "+1", "Ny i 2017")
FIRST_DAY = date(2015, 1, 5)
VERSIONS = 50


def make_member(number: int) -> Member:
    """Invent a member; the same number gives the same one."""
    place = PLACES[number // 7 % len(PLACES)]
    day = FIRST_DAY + timedelta(number % 900)
    ean = f"57980{number % 100_000_000:08d}"
    cells = {
        "navn": f"{FIRST_NAMES[number % 18]} {SURNAMES[number // 18 % 16]} {SURNAMES[number // 288 % 16]}",
        "titel": TITLES[number % 7],
        "organisation": f"{place} Kommune" if number % 3 else f"Styrelsen for {place}",
        "email": f"navn{number}@{place.translate(str.maketrans('æøåÅ', 'aoaA')).lower()}.example",
        "telefon": "0046 8 123 456"
        if number % 50 == 0
        else f"{20 + number % 79} {number // 79 % 90 + 10} 34 {number % 90 + 10}",
        "ean": f"{ean[:4]} {ean[4:8]} {ean[8:12]} {ean[12:]}" if number % 4 else "",
        "tilmeldt_af": f"leder{number % 40}@{place[0].lower()}.example".replace("å", "aa") if number % 11 == 0 else "",
        "status": "venteliste" if number % 20 == 0 else "tilmeldt",
        "tilmeldt": str(day),
        "kvittering": str(day + timedelta(number % 3)),
        "noter": NOTES[number // 10 % 7] if number % 10 == 0 else "",
    }
    answers = {meeting: ANSWERS[(number + place) % 7] for place, meeting in enumerate(MEETINGS)}
    return Member(next_id(number), cells | answers)


def make_table(members: int) -> Table:
    """Invent a list."""
    return Table(COLUMNS, tuple(make_member(number) for number in range(1, members + 1)))


def change_by_script(table: Table) -> Table:
    """Do what mails make the script do: an afbud in one row of a hundred, one new row for each thousand."""
    members = [
        member.with_cells({MEETINGS[1]: "afbud", "noter": f"Afbud {number}"}) if number % 100 == 30 else member
        for number, member in enumerate(table.members)
    ]
    new = range(len(members) + 1, len(members) + 2 + len(members) // 1000)
    return replace(table, members=(*members, *map(make_member, new)))


def edit_by_staff(rows: Rows) -> Rows:
    """Do what staff do: another title in one row of two hundred, and a row typed without an id."""
    width, title = len(COLUMNS), COLUMNS.index("titel")
    edited = [
        [*row[:title], f"Leder {number}", *row[title + 1 :]] if number % 200 == 50 else row
        for number, row in enumerate(rows)
    ]
    typed = ["", "Thora Windfeld", "", "Rebild Kommune", "thora@rebild.example"]
    return [*edited, typed + [""] * (width - len(typed))]


def save_as_written(data: bytes, edit: Edit) -> bytes:
    """Save in the form that Netpost writes."""
    return BOM + write_rows(edit(read_rows(data)), line_end="\r\n", quoting=csv.QUOTE_ALL).encode()


FORMS: dict[str, Callable[[bytes, Edit], bytes]] = {
    "as written": save_as_written,
    "in LibreOffice": libreoffice,
    "in Excel": excel,
}


def make_versions(base: bytes) -> list[bytes]:
    """Return the versions up to `base`, in the order of time: each with one row and one change more.

    One in five is as LibreOffice saved it.
    """
    lines = base.split(b"\r\n")
    versions = []
    for age in range(VERSIONS):
        changed = [line.replace(b'"tilmeldt"', b'"venteliste"') for line in lines[1 : 1 + age]]
        data = b"\r\n".join([lines[0], *changed, *lines[1 + age : len(lines) - 1 - age], b""])
        versions.append(libreoffice(data) if age % 5 == 3 else data)
    return versions[::-1]


def merge_file(base: bytes, ours: bytes, theirs: bytes) -> None:
    """Read what staff saved, merge it, and write the outcome."""
    read_table(theirs)
    write_table(merge_members(base, ours, theirs).table)


def choose_and_merge(versions: Sequence[bytes], ours: Table, theirs: bytes) -> None:
    """Do what a run does when staff saved the file (`jobs/sync.py`), the journal and the disk apart."""
    written = write_table(ours)
    base = versions[choose_base(versions, theirs)]
    merged = merge_members(base, written, theirs)
    if read_table(theirs, ours.columns) != merged.table:
        write_table(merged.table)


def pass_through_pandas(data: bytes) -> None:
    """Read a file and write it with pandas, all cells as text."""
    frame = pandas.read_csv(BytesIO(data), dtype=str, keep_default_na=False, sep=";")
    frame.to_csv(BytesIO(), sep=";", index=False, encoding="utf-8-sig")


def cpu_of(work: Callable[[], None]) -> float:
    """Return the CPU seconds of a piece of work, nothing being remembered of single cells."""
    explain_mangling.cache_clear()
    remember_content.cache_clear()
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def measure(members: int, rounds: int) -> None:
    """Measure a list of that size, saved in each form, and print what it costs."""
    table = make_table(members)
    base, changed = write_table(table), change_by_script(table)
    ours, versions = write_table(changed), make_versions(base)
    for form, save in FORMS.items():
        theirs = save(base, edit_by_staff)
        ways: list[Callable[[], None]] = [
            partial(merge_file, base, ours, theirs),
            partial(choose_and_merge, versions, changed, theirs),
            partial(pass_through_pandas, theirs),
        ]
        first, *rest = ([cpu_of(way) for way in ways] for _ in range(rounds + 1))
        spent = list(zip(*rest, strict=True))
        merging, whole, pandas_alone = (statistics.median(times) * 1000 for times in spent)
        ratios = [statistics.median(map(truediv, times, spent[2])) for times in spent]
        print(
            f"{members:7} members, saved {form}: pandas {pandas_alone:.1f} ms; read, merged and written {merging:.1f} ms "
            f"(the first time {first[0] * 1000:.1f}), ratio {ratios[0]:.2f}; "
            f"with the choice among {VERSIONS} versions {whole:.1f} ms, ratio {ratios[1]:.2f}"
        )


def main() -> None:
    """Measure a small list and a large one."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--members", type=int, default=100_000, help="the number of members of the larger list")
    parser.add_argument(
        "--rounds", type=int, default=5, help="how often the larger list is measured; the small one ten times as often"
    )
    options = parser.parse_args()
    measure(200, options.rounds * 10)
    measure(options.members, options.rounds)


if __name__ == "__main__":
    main()
