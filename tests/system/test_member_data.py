"""member_data.py and KEEP_DAYS: what is held about a person can be shown, and can be erased everywhere for good."""

from __future__ import annotations

import zlib

import pytest

from conftest import Network
from netpost.members.traces import Traces
from system.way import World, begin_world

GRETHE = "grethe@koege.example"
LATER = "2017-06-28T10:00"
GRETHE_TRACES = Traces(
    addresses=frozenset({GRETHE}), names=frozenset({"Grethe Holst"}), phones=frozenset({"20 30 40 51"})
)


@pytest.fixture
def world(network: Network) -> World:
    """A network with Grethe, Bo, and Carl whom Grethe signed up."""
    world = begin_world(network)
    wish = "Jeg vil gerne tilmelde mig netværket. Jeg er vegetar.\n\nVh\nGrethe Holst\nKontorchef\nMobil 20 30 40 51"
    world.receive(wish, sender=f"Grethe Holst <{GRETHE}>", subject="Grethe Holst vil med")
    world.receive("Jeg vil gerne tilmelde mig netværket.\n\nVh\nBo Dam", sender="Bo Dam <bo@koege.example>")
    world.receive(
        "Tilmeld venligst min kollega Carl Eg (carl@koege.example) til netværket.\n\nVh\nGrethe Holst",
        sender=f"Grethe Holst <{GRETHE}>",
        subject="En mere",
    )
    world.receive("Hvem er Grethe Holst?\n\nVh\nBo Dam", sender="Bo Dam <bo@koege.example>", subject="Spørgsmål")
    world.run("2017-06-27T10:05")
    assert [one.name for one in world.members().values()] == ["Grethe Holst", "Bo Dam", "Carl Eg"]
    note(world, "M0002", "Kører med Grethe Holst")
    return world


def note(world: World, member: str, text: str) -> None:
    """Write into noter as staff do, and let a run take it over."""
    file = world.network.office / "members.csv"
    lines = file.read_text("utf-8-sig").splitlines()
    lines = [line[: -len('""')] + f'"{text}"' if line.startswith(f'"{member}"') else line for line in lines]
    file.write_text("\r\n".join([*lines, ""]), "utf-8")
    world.run("2017-06-27T10:10")


def member_data(world: World, *arguments: str, now: str = LATER, code: int = 0) -> str:
    """Run the script in the network's directory, as a person does."""
    return world.run(now, "member_data.py", *arguments, code=code)


def places_of(world: World, traces: Traces) -> list[str]:
    """Return the files and cells of a network's directory that name a person, compressed and encoded ones as well."""
    files = sorted(path for path in world.network.directory.rglob("*") if path.is_file())
    found = [path.name for path in files if traces.is_in(path.read_bytes().decode("utf-8", "replace"))]
    for table in ("mails", "owed", "versions", "changes", "notices", "members"):
        for row in world.journal(f"SELECT * FROM {table}"):
            cells = [_plain(table, cell) for cell in row]
            found += [f"{table}: {cell}" for cell in cells if traces.is_in(cell)]
    return found


def _plain(table: str, cell: object) -> str:
    if not isinstance(cell, bytes):
        return str(cell)
    if table == "versions":
        return zlib.decompress(cell).decode("utf-8", "replace")
    return "Grethe Holst" if GRETHE_TRACES.is_in_mail(cell) else ""


def shown_file(world: World) -> str:
    (file,) = world.network.directory.glob("persondata*.html")
    assert file.stat().st_mode & 0o777 == 0o600
    return file.read_text("utf-8")


def test_what_is_held_is_shown(world: World) -> None:
    assert "alt, hvad Netpost har gemt om grethe@koege.example" in member_data(world, "--show", "Grethe@Koege.example")
    page = shown_file(world)
    for heading in (
        "Rækken i members.csv",
        "Har tilmeldt",
        "Ændringer",
        "Mails, som Netpost har læst",
        "Mails fra Netpost",
    ):
        assert f"<h2>{heading}</h2>" in page
    for text in (
        "Kontorchef",
        "Grethe Holst vil med",
        "Skrev også: Jeg er vegetar.",
        "Carl Eg (M0003)",
        "En mere",
        "Kære Grethe",
    ):
        assert text in page
    assert "Bo Dam (M0002)" not in page


def test_strange_text_is_shown_harmless(world: World) -> None:
    note(world, "M0001", "<script>alert(1)</script>")
    member_data(world, "--show", "M0001")
    assert "<script>" not in shown_file(world)


def test_nothing_is_a_valid_answer(world: World) -> None:
    assert "Netpost har ingen oplysninger om nina@odder.example." in member_data(world, "--show", "nina@odder.example")


def test_erasing_leaves_nothing_anywhere(world: World) -> None:
    assert len(places_of(world, GRETHE_TRACES)) > 10  # else the search is blind
    told = member_data(world, "--erase", GRETHE)
    assert "grethe@koege.example er slettet (M0001)." in told
    assert "27-06-2017 »En mere«" in told
    assert places_of(world, GRETHE_TRACES) == []
    members = world.members()
    assert sorted(members) == ["M0002", "M0003"]
    assert members["M0002"].cell("noter") == "Kører med (slettet)"
    assert members["M0003"].cell("tilmeldt_af") == ""


def test_an_erased_person_is_not_read_or_mailed_again(world: World) -> None:
    member_data(world, "--erase", GRETHE)
    before = len(world.sent())
    for now in ("2017-06-28T10:05", "2017-08-31T08:05", "2017-09-12T08:05"):
        world.run(now)
    new = [str(mail["To"]) for mail in world.sent()[before:]]
    assert new
    assert not any("grethe" in to for to in new)
    assert sorted(world.members()) == ["M0002", "M0003"]


def test_a_stale_copy_brings_an_erased_person_not_back(world: World) -> None:
    file = world.network.office / "members.csv"
    stale = file.read_bytes().replace("Kører med Grethe Holst".encode(), b"")
    member_data(world, "--erase", GRETHE)
    sent = len(world.sent())
    file.write_bytes(stale.replace(b"Bo Dam", b"Bo Damm"))
    world.run("2017-06-28T12:00")
    assert [one.name for one in world.members().values()] == ["Bo Damm", "Carl Eg"]
    assert places_of(world, GRETHE_TRACES) == []
    assert [mail for mail in world.sent()[sent:] if not str(mail["X-Netpost-Key"]).startswith("rapport")] == []
    sentences = [row[0] for row in world.journal("SELECT sentence FROM notices WHERE key LIKE 'erased:M0001%'")]
    assert sentences == [
        "M0001 er slettet for altid, men stod igen i members.csv, som nok er gemt fra en gammel kopi. Rækken er taget ud. "
        "Skal personen være med igen, så skriv en ny række uden id."
    ]


def test_a_dry_run_erases_nothing(world: World) -> None:
    before = {path: path.read_bytes() for path in world.network.directory.rglob("*") if path.is_file()}
    assert "grethe@koege.example er slettet (M0001)." in member_data(world, "--erase", GRETHE, "--dry-run")
    assert {path: path.read_bytes() for path in world.network.directory.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        pytest.param("nina@odder.example", "Netpost har ingen oplysninger om nina@odder.example.", id="nobody"),
        pytest.param("Grethe", "Grethe: det er hverken en mailadresse eller et id som M0001.", id="a name"),
    ],
)
def test_who_cannot_be_found_is_not_erased(world: World, who: str, sentence: str) -> None:
    assert sentence in member_data(world, "--erase", who, code=65)


def test_two_at_one_address_are_named_and_neither_erased(world: World) -> None:
    file = world.network.office / "members.csv"
    file.write_bytes(file.read_bytes().replace(b"carl@koege.example", b"bo@koege.example"))
    world.run("2017-06-27T10:15")
    told = member_data(world, "--erase", "bo@koege.example", code=65)
    assert "Flere rækker har adressen bo@koege.example: M0002 (Bo Dam), M0003 (Carl Eg)." in told
    member_data(world, "--erase", "M0003")
    assert world.members()["M0002"].cell("email") == "bo@koege.example"


def leave(world: World) -> None:
    file = world.network.office / "members.csv"
    rows = file.read_bytes().split(b"\r\n")
    file.write_bytes(
        b"\r\n".join(row.replace(b'"tilmeldt";', b'"afmeldt";') if b'"M0001"' in row else row for row in rows)
    )
    world.run("2017-06-27T10:20")
    assert world.members()["M0001"].status == "afmeldt"


def test_who_left_long_ago_is_erased(world: World) -> None:
    leave(world)
    world.network.write_settings(keep_days="30", send="yes", trusted_authserv_id="mx.kl.example", sent_copy="none")
    world.run("2017-07-26T08:00")
    assert "M0001" in world.members()
    world.run("2017-07-29T08:00")
    assert sorted(world.members()) == ["M0002", "M0003"]
    assert places_of(world, GRETHE_TRACES) == []


def test_nobody_ages_out_unasked(world: World) -> None:
    leave(world)
    world.run("2027-07-29T08:00")
    assert "M0001" in world.members()


def test_strangers_mail_ages_out(world: World) -> None:
    world.receive(
        "Tak for sidst!\n\nVh\nNina Vang", sender="Nina Vang <nina@odder.example>", subject="Hej fra Nina Vang"
    )
    world.network.write_settings(keep_days="30", send="yes", trusted_authserv_id="mx.kl.example", sent_copy="none")
    nina = Traces(addresses=frozenset({"nina@odder.example"}), names=frozenset({"Nina Vang"}))
    world.run("2017-06-27T12:00")
    assert any("mails" in place for place in places_of(world, nina))
    world.run("2017-08-01T12:00")
    assert not any("mails" in place for place in places_of(world, nina))
    assert world.journal("SELECT count(*) FROM mails WHERE sender = 'bo@koege.example'") == [(2,)]
