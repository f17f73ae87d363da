"""The first run of a network: nothing by itself, and nobody who stood in members.csv before is sent a confirmation."""

from __future__ import annotations

import pytest

from conftest import Network
from system.way import BEGUN, World, begin_world

PEOPLE = (
    "navn;email;status;2017-09-14\n"
    "Anne Bro;anne@koege.example;tilmeldt;ja\n"
    "Bo Dam;bo@koege.example;tilmeldt;ja\n"
    "Carl Eg;carl@koege.example;afmeldt;nej\n"
)


@pytest.fixture
def world(network: Network) -> World:
    (network.office / "members.csv").write_text(PEOPLE, "utf-8")
    network.write_settings(send="yes", mails_per_minute="600", sent_copy="none")
    return World(network)


def test_begin_refuses_where_people_stand_already(world: World) -> None:
    said = world.run(BEGUN, "check_setup.py", "--begin", code=78)
    assert "--adopt" in said
    assert not (world.network.directory / "state" / "journal.sqlite").exists()


def test_adopted_members_get_numbers_and_no_confirmation(world: World) -> None:
    world.run(BEGUN, "check_setup.py", "--begin", "--adopt")
    world.run("2017-06-26T09:00")
    members = world.members()
    assert [(member.id, member.name) for member in members.values()] == [
        ("M0001", "Anne Bro"),
        ("M0002", "Bo Dam"),
        ("M0003", "Carl Eg"),
    ]
    assert not world.to_members()
    world.receive("Jeg vil gerne tilmelde mig.\n\nVh\nDitte Falk\nChef", sender="Ditte Falk <ditte@koege.example>")
    world.run("2017-06-27T10:05")
    assert [address for address, _ in world.to_members()] == ["ditte@koege.example"]
    assert world.members()["M0004"].cell("titel") == "Chef"
    world.run("2017-08-31T08:05")
    assert sorted(address for address, key in world.to_members() if key.startswith("paamindelse")) == [
        "anne@koege.example",
        "bo@koege.example",
        "ditte@koege.example",
    ]


def test_mails_that_were_due_when_a_network_was_adopted_are_held(world: World) -> None:
    world.run("2017-08-31T12:00", "check_setup.py", "--begin", "--adopt")
    world.run("2017-08-31T12:05")
    assert not world.to_members()
    held = world.run("2017-08-31T12:06", "send_confirmations.py", "--held")
    assert "paamindelse:M0001:2017-09-14:14" in held
    world.run("2017-08-31T12:07", "send_confirmations.py", "--release", "paamindelse:M0001:2017-09-14:14")
    world.run("2017-08-31T12:08", "send_confirmations.py", "--drop", "all")
    world.run("2017-08-31T12:10")
    assert world.to_members() == [("anne@koege.example", "paamindelse:M0001:2017-09-14:14")]


def test_a_network_begins_only_once(network: Network) -> None:
    world = begin_world(network)
    assert "already" in world.run(BEGUN, "check_setup.py", "--begin", code=78)
