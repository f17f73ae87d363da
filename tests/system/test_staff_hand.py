"""What staff type into members.csv while the scripts run: never lost, and causing the mail that it should."""

from __future__ import annotations

import csv
import io
import os
from datetime import UTC, datetime

import pytest

from conftest import Network
from system.way import World, begin_world


@pytest.fixture
def world(network: Network) -> World:
    world = begin_world(network)
    for name in ("Anne Bro", "Bo Dam"):
        address = f"{name.split()[0].lower()}@koege.example"
        world.receive(f"Jeg vil gerne tilmelde mig netværket.\n\nVh\n{name}", sender=f"{name} <{address}>")
    world.run("2017-06-27T10:05")
    return world


def read_rows(world: World) -> list[dict[str, str]]:
    text = (world.network.office / "members.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def save_rows(world: World, rows: list[dict[str, str]]) -> None:
    """Save as LibreOffice does: no byte order mark, LF, quotes only where needed."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=";", lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    (world.network.office / "members.csv").write_text(out.getvalue(), "utf-8")


def test_an_edit_survives_and_a_new_row_is_confirmed(world: World) -> None:
    rows = read_rows(world)
    rows[0]["noter"] = "Ringer i august"
    rows.append(
        {"navn": "Carl Eg", "email": "carl@koege.example", "status": "tilmeldt", "organisation": "Køge Kommune"}
    )
    save_rows(world, rows)
    world.receive("Jeg vil gerne tilmelde mig netværket.\n\nVh\nDitte Falk", sender="Ditte Falk <ditte@koege.example>")
    world.run("2017-06-27T10:10")
    members = world.members()
    assert [member.name for member in members.values()] == ["Anne Bro", "Bo Dam", "Carl Eg", "Ditte Falk"]
    assert members["M0001"].cell("noter") == "Ringer i august"
    assert members["M0003"].answer("2017-11-16") == "ja"
    assert len(world.sent("carl@koege.example")) == 1
    world.run("2017-06-27T10:15")
    assert len(world.sent("carl@koege.example")) == 1


def test_what_staff_typed_settles_first(world: World) -> None:
    world.network.write_settings(settle_minutes="30")
    rows = read_rows(world)
    rows.append({"navn": "Carl Eg", "email": "carl@koege.example", "status": "tilmeldt"})
    save_rows(world, rows)
    saved = datetime(2017, 6, 27, 8, 10, tzinfo=UTC).timestamp()
    os.utime(world.network.office / "members.csv", (saved, saved))
    world.run("2017-06-27T10:15")
    assert not world.sent("carl@koege.example")
    world.run("2017-06-27T10:41")
    assert len(world.sent("carl@koege.example")) == 1


def test_a_reason_that_is_gone_withdraws_the_mail(world: World) -> None:
    world.network.write_settings(send="no")
    world.receive("Jeg vil gerne tilmelde mig netværket.\n\nVh\nCarl Eg", sender="Carl Eg <carl@koege.example>")
    world.run("2017-06-27T10:10")
    rows = read_rows(world)
    rows[2]["kvittering"] = "nej"
    save_rows(world, rows)
    world.network.write_settings(send="yes")
    world.run("2017-06-27T10:15")
    world.run("2017-06-27T10:16", "send_confirmations.py", "--release", "all")
    world.run("2017-06-27T10:20")
    assert not world.sent("carl@koege.example")
    assert world.members()["M0003"].cell("kvittering") == "nej"


def test_many_new_rows_are_held(world: World) -> None:
    rows = read_rows(world)
    for number in range(6):
        rows.append({"navn": f"Ny Person{number}", "email": f"ny{number}@koege.example", "status": "tilmeldt"})
    save_rows(world, rows)
    world.run("2017-06-27T10:10")
    assert len(world.members()) == 8
    assert not any(address.startswith("ny") for address, _ in world.to_members())


def test_an_emptied_file_is_left_alone_and_told_once(world: World) -> None:
    path = world.network.office / "members.csv"
    kept = path.read_bytes()
    path.write_bytes(b"\n")
    world.receive("Jeg vil gerne tilmelde mig netværket.\n\nVh\nCarl Eg", sender="Carl Eg <carl@koege.example>")
    said = world.run("2017-06-27T10:10", code=65)
    assert "members.csv" in said
    assert path.read_bytes() == b"\n"
    assert len(world.sent("carl@koege.example")) == 1
    assert world.run("2017-06-27T10:15", code=65) == ""
    path.write_bytes(kept)
    world.run("2017-06-27T10:20")
    assert [member.name for member in world.members().values()] == ["Anne Bro", "Bo Dam", "Carl Eg"]


def test_a_stale_copy_saved_over_newer_rows_loses_none(world: World) -> None:
    rows = read_rows(world)
    world.receive("Jeg vil gerne tilmelde mig netværket.\n\nVh\nCarl Eg", sender="Carl Eg <carl@koege.example>")
    world.run("2017-06-27T10:10")
    rows[1]["titel"] = "Chef"
    save_rows(world, rows)
    world.run("2017-06-27T10:15")
    members = world.members()
    assert [member.name for member in members.values()] == ["Anne Bro", "Bo Dam", "Carl Eg"]
    assert members["M0002"].cell("titel") == "Chef"


def test_a_deleted_row_stays_deleted_and_its_number_is_not_given_again(world: World) -> None:
    rows = read_rows(world)
    save_rows(world, rows[:1])
    world.run("2017-06-27T10:10")
    world.receive("Jeg vil gerne tilmelde mig netværket.\n\nVh\nCarl Eg", sender="Carl Eg <carl@koege.example>")
    world.run("2017-06-27T10:15")
    assert list(world.members()) == ["M0001", "M0003"]


def mark(world: World, **cells: str) -> None:
    """Write cells into Bo's row and let a run take them over."""
    rows = read_rows(world)
    rows[1] |= cells
    save_rows(world, rows)
    world.run("2017-06-27T10:20")


@pytest.mark.parametrize(
    ("cells", "keys"),
    [
        pytest.param({"status": "afmeldt"}, ["afmelding:M0002:1"], id="afmeldt"),
        pytest.param({"2017-11-16": "afbud"}, ["afbud:M0002:2017-11-16:1"], id="afbud"),
        pytest.param({"2017-11-16": "nej"}, [], id="not signed up for it"),
        pytest.param({"status": "afmeldt", "navn": "Ida Ry", "email": "ida@koege.example"}, [], id="another person"),
    ],
)
def test_receipts_for_what_staff_wrote_are_a_setting(world: World, cells: dict[str, str], keys: list[str]) -> None:
    world.network.write_settings(hand_receipts="yes", settle_minutes="0")
    mark(world, **cells)
    world.run("2017-06-27T10:25")
    assert [str(mail["X-Netpost-Key"]) for mail in world.sent("bo@koege.example")][1:] == keys


def test_what_staff_wrote_counts_without_a_receipt(world: World) -> None:
    world.network.write_settings(settle_minutes="0")
    mark(world, status="afmeldt")
    world.run("2017-08-31T08:05")
    assert len(world.sent("bo@koege.example")) == 1
    assert len(world.sent("anne@koege.example", "paamindelse")) == 1


def test_many_receipts_at_once_are_held(world: World) -> None:
    world.network.write_settings(hand_receipts="yes", settle_minutes="0")
    for number in range(5):
        name = f"Eva {'ABCDE'[number]}rp"
        world.receive("Jeg vil gerne tilmelde mig netværket.", sender=f"{name} <eva{number}@koege.example>")
    world.run("2017-06-27T10:15")
    rows = read_rows(world)
    save_rows(world, [row | {"status": "afmeldt"} for row in rows])
    world.run("2017-06-27T10:20")
    assert world.sent(kind="afmelding") == []
    assert world.run("2017-06-27T10:25", "send_confirmations.py", "--held").count("afmelding:M000") == 7


def test_correcting_what_a_mail_changed_is_no_conflict(world: World) -> None:
    """The file that staff had open holds the mail's change; an older version, as near to theirs, does not."""
    world.receive(
        "Jeg har fået nyt nummer: 20 30 40 51.\n\nVh\nBo Dam", sender="Bo Dam <bo@koege.example>", subject="Nyt nummer"
    )
    world.run("2017-06-27T10:10")
    rows = read_rows(world)
    assert rows[1]["telefon"] == "20 30 40 51"
    rows[1]["telefon"] = "20 30 40 52"
    save_rows(world, rows)
    world.run("2017-06-27T10:15")
    assert world.members()["M0002"].cell("telefon") == "20 30 40 52"
    assert world.journal("SELECT sentence FROM notices WHERE key LIKE 'conflict:%'") == []
