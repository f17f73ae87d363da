"""members_history.py: what staff read of the versions and of a member, and bringing a version back without any mail."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import pytest

from conftest import Network
from system.test_staff_hand import read_rows, save_rows
from system.way import World, begin_world

WISH = "Jeg vil gerne tilmelde mig netværket.\n\nVh\n"
CLOSE = "Har nogen members.csv åben, så luk den uden at gemme, og åbn den igen.\n"
NO_MAIL = "Ingen får mail, fordi en gammel udgave er hentet frem.\n"
Row = dict[str, str]


@pytest.fixture
def world(network: Network) -> World:
    """Anne and Bo came by mail (versions 2 and 3)."""
    world = begin_world(network)
    for name in ("Anne Bro", "Bo Dam"):
        sign_up(world, name)
    world.run("2017-06-27T10:05")
    return world


def sign_up(world: World, name: str) -> None:
    address = f"{name.split(maxsplit=1)[0].lower()}@koege.example"
    world.receive(f"{WISH}{name}", sender=f"{name} <{address}>")


def edit(world: World, now: str, change: Callable[[list[Row]], object]) -> None:
    """Change members.csv as staff do, and let a run take it over."""
    rows = read_rows(world)
    change(rows)
    save_rows(world, rows)
    world.run(now)


def delete(place: int) -> Callable[[list[Row]], object]:
    return lambda rows: rows.pop(place)


def write(place: int, **cells: str) -> Callable[[list[Row]], object]:
    return lambda rows: rows[place].update(cells)


def history(world: World, *arguments: str, now: str = "2017-06-28T12:00", code: int = 0) -> str:
    return world.run(now, "members_history.py", *arguments, code=code)


def keys_sent(world: World) -> list[str]:
    return [key for _, key in world.to_members()]


def files_of(world: World) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(world.network.directory.rglob("*")) if path.is_file()}


# looking back


def test_the_list(world: World) -> None:
    stale = read_rows(world)

    def type_carl(rows: list[Row]) -> None:
        rows[0]["telefon"] = "33700000"
        rows.append({"navn": "Carl Eg", "email": "carl@koege.example", "status": "tilmeldt"})

    edit(world, "2017-06-27T10:10", type_carl)
    stale[1]["titel"] = "Chef"
    save_rows(world, stale)
    world.run("2017-06-27T10:20")
    edit(world, "2017-06-27T10:30", delete(0))
    before = files_of(world)
    assert history(world, "--limit", "9") == (
        "Udgave 2, 27. juni 2017 kl. 10.05, Netpost, 2 personer\n"
        "    2 nye: M0001 Anne Bro, M0002 Bo Dam\n"
        "Udgave 3, 27. juni 2017 kl. 10.05, Netpost, 2 personer\n"
        "    2 celler ændret i 2 rækker: M0001 Anne Bro, M0002 Bo Dam\n"
        "Udgave 4, 27. juni 2017 kl. 10.10, personalet, 3 personer\n"
        "    1 ny: Carl Eg (uden id)\n"
        "    1 celle ændret i 1 række: M0001 Anne Bro\n"
        "Udgave 5, 27. juni 2017 kl. 10.10, Netpost, 3 personer\n"
        "    1 har fået id: M0003 Carl Eg\n"
        "Udgave 6, 27. juni 2017 kl. 10.10, Netpost, 3 personer\n"
        "    1 celle ændret i 1 række: M0003 Carl Eg\n"
        "Udgave 7, 27. juni 2017 kl. 10.20, personalet, 2 personer\n"
        "    1 celle ændret i 1 række: M0002 Bo Dam\n"
        "    gemt fra en kopi af udgave 3\n"
        "Udgave 8, 27. juni 2017 kl. 10.20, Netpost, 3 personer\n"
        "    1 er kommet tilbage: M0003 Carl Eg\n"
        "    1 celle ændret i 1 række: M0001 Anne Bro\n"
        "Udgave 9, 27. juni 2017 kl. 10.30, personalet, 2 personer\n"
        "    1 slettet: M0001 Anne Bro\n"
        "Udgave 10, 27. juni 2017 kl. 10.30, Netpost, 2 personer\n"
        "    ingen ændringer i indholdet\n"
    )
    all_of_them = history(world, "--limit", "0")
    assert all_of_them == history(world)
    assert all_of_them.startswith(
        "Udgave 1, 26. juni 2017 kl. 8.00, personalet, 0 personer\n    den ældste udgave, der er gemt\nUdgave 2,"
    )
    assert history(world, "--limit", "1", "--dry-run").startswith("Udgave 10,")
    untouched = files_of(world)
    assert {name: data for name, data in untouched.items() if not name.endswith(".log")} == {
        name: data for name, data in before.items() if not name.endswith(".log")
    }


def test_what_a_spreadsheet_program_spoiled_is_no_change(world: World) -> None:
    edit(world, "2017-06-27T10:10", write(0, ean="5798 0073 8921 5"))

    def spoil(rows: list[Row]) -> None:
        rows[0].update(ean="5,79801E+12", tilmeldt="27-06-2017")
        rows[1]["titel"] = "Chef"

    edit(world, "2017-06-27T10:20", spoil)
    assert history(world, "--limit", "2") == (
        "Udgave 6, 27. juni 2017 kl. 10.20, personalet, 2 personer\n"
        "    1 celle ændret i 1 række: M0002 Bo Dam\n"
        "Udgave 7, 27. juni 2017 kl. 10.20, Netpost, 2 personer\n"
        "    ingen ændringer i indholdet\n"
    )


def test_all_of_one_version(world: World) -> None:
    edit(world, "2017-06-27T10:10", write(0, titel="Chef", noter="Ringer i august"))
    assert history(world, "--version", "4") == (
        "Udgave 4, 27. juni 2017 kl. 10.10, personalet, 2 personer\n"
        "Ændret siden udgave 3 (27. juni 2017 kl. 10.05):\n"
        "    M0001 Anne Bro, titel: tomt → »Chef«\n"
        "    M0001 Anne Bro, noter: tomt → »Ringer i august«\n"
    )
    assert history(world, "--version", "1") == (
        "Udgave 1, 26. juni 2017 kl. 8.00, personalet, 0 personer\nDen ældste udgave, der er gemt.\n"
    )


def test_what_was_saved_since_is_said(world: World) -> None:
    rows = read_rows(world)
    rows[0]["noter"] = "x"
    save_rows(world, rows)
    assert history(world, "--limit", "1").endswith(
        "members.csv er gemt, siden Netpost sidst så på den. Den udgave kommer med ved næste kørsel.\n"
    )
    (world.network.office / "members.csv").write_bytes(b"")
    world.run("2017-06-27T10:10", code=65)
    assert history(world, "--limit", "1").endswith(
        "members.csv kan ikke læses, som den ligger nu. En gammel udgave kan hentes frem med --restore.\n"
    )


def test_a_members_life(world: World) -> None:
    edit(world, "2017-06-27T10:10", write(1, titel="Chef"))
    world.receive("Jeg melder mig ud af netværket.\n\nVh\nBo Dam", sender="Bo Dam <bo@koege.example>", subject="Farvel", day="2017-06-27T10:40")  # fmt: skip
    world.run("2017-06-27T10:45")
    edit(world, "2017-06-27T11:00", delete(1))
    life = (
        "M0002 Bo Dam (slettet)\n"
        "27. juni 2017 kl. 10.05, Netpost: kom på listen\n"
        "    efter mailen »Tilmelding« fra bo@koege.example, 27. juni 2017 kl. 10.00\n"
        "    navn: »Bo Dam«\n"
        "    email: »bo@koege.example«\n"
        "    status: »tilmeldt«\n"
        "    tilmeldt: »2017-06-27«\n"
        "    2017-09-14: »ja«\n"
        "    2017-11-16: »ja«\n"
        "    2018-01-25: »ja«\n"
        "27. juni 2017 kl. 10.05, Netpost: ændret (bekræftelsen er sendt)\n"
        "    kvittering: tomt → »2017-06-27«\n"
        "27. juni 2017 kl. 10.05, mail til bo@koege.example: bekræftelse på tilmelding, sendt\n"
        "27. juni 2017 kl. 10.10, personalet: ændret\n"
        "    titel: tomt → »Chef«\n"
        "27. juni 2017 kl. 10.45, Netpost: ændret (afmeldt)\n"
        "    efter mailen »Farvel« fra bo@koege.example, 27. juni 2017 kl. 10.40\n"
        "    status: »tilmeldt« → »afmeldt«\n"
        "    2017-09-14: »ja« → »nej«\n"
        "    2017-11-16: »ja« → »nej«\n"
        "    2018-01-25: »ja« → »nej«\n"
        "27. juni 2017 kl. 10.45, mail til bo@koege.example: kvittering for afmelding, sendt\n"
        "27. juni 2017 kl. 11.00, personalet: slettet fra listen\n"
    )
    assert [history(world, "--member", who) for who in ("M0002", "bo@koege.example", "bo dam", "Dam")] == [life] * 4


def test_a_mail_that_waits_and_a_calendar_answer(world: World) -> None:
    world.network.write_settings(send="no")
    sign_up(world, "Carl Eg")
    world.run("2017-06-27T10:10")
    with_answer = "INSERT INTO invitations VALUES ('M0003', '2017-09-14', 'u', 0, 'p', 'ACCEPTED', 0)"
    world.journal(with_answer)
    life = history(world, "--member", "M0003")
    assert life.startswith("M0003 Carl Eg, carl@koege.example: tilmeldt\n")
    assert "27. juni 2017 kl. 10.10, mail til carl@koege.example: bekræftelse på tilmelding, skal sendes\n" in life
    assert life.endswith("Kalender, mødet 2017-09-14: ja\n")


def test_of_several_members_each_is_named(world: World) -> None:
    sign_up(world, "Bo Dam Juul")
    world.receive(f"{WISH}Bo Skov", sender="Bo Skov <skov@koege.example>")
    world.run("2017-06-27T10:10")
    assert history(world, "--member", "Bo", code=65) == (
        "members_history: Flere passer til »Bo«:\n"
        "    M0002 Bo Dam, bo@koege.example\n"
        "    M0003 Bo Skov, skov@koege.example\n"
        " Skriv id'et i stedet.\n"
    )


def test_who_was_erased_has_no_history(world: World) -> None:
    ((before,),) = world.journal("SELECT hex(data) FROM versions WHERE id = 3")
    world.run("2017-06-27T12:00", "member_data.py", "--erase", "bo@koege.example")
    assert history(world, "--member", "M0002") == "M0002 er slettet for altid. Netpost har kun id'et tilbage.\n"
    # as if a version had kept the row
    world.journal(f"UPDATE versions SET data = X'{before}' WHERE id = 3")
    history(world, "--restore", "3")
    assert list(world.members()) == ["M0001"]


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["--version", "99"], 65, "Der er ingen udgave 99 af members.csv. Netpost har gemt udgave 1 til 3. Se dem med members_history.py."),
        (["--restore", "99"], 65, "Der er ingen udgave 99 af members.csv. Netpost har gemt udgave 1 til 3. Se dem med members_history.py."),
        (["--member", "Dorte"], 65, "Netpost kender ingen, der passer til »Dorte«. Skriv id, mailadresse eller navn."),
        (["--restore", "to"], 78, "--restore to is no number. Write it like --restore 12."),
        (["--version", "2", "--restore", "2"], 78, "--version and --restore do not go together. Give one of them at a time."),
    ],
)  # fmt: skip
def test_what_cannot_be_answered(world: World, arguments: list[str], code: int, sentence: str) -> None:
    assert history(world, *arguments, code=code) == f"members_history: {sentence}\n"


# restoring


def spoil(world: World) -> None:
    """After version 3: staff change Anne's row and delete Bo's, and Carl signs up."""
    edit(world, "2017-06-27T11:00", write(0, titel="Chef", status="afmeldt"))
    edit(world, "2017-06-27T11:10", delete(1))
    sign_up(world, "Carl Eg")
    world.run("2017-06-27T11:20")


def test_a_version_comes_back_and_nobody_is_mailed(world: World) -> None:
    world.network.write_settings(hand_receipts="no")
    spoil(world)
    sent = keys_sent(world)
    assert history(world, "--restore", "3") == (
        "Deltagerne er sat tilbage til udgave 3 fra 27. juni 2017 kl. 10.05.\n"
        "Kommet tilbage: M0002 Bo Dam\n"
        "M0001 Anne Bro, titel: »Chef« → tomt\n"
        "M0001 Anne Bro, status: »afmeldt« → »tilmeldt«\n"
        "Kommet til efter udgave 3 og beholdt: M0003 Carl Eg\n" + NO_MAIL + CLOSE
    )
    members = world.members()
    assert [(one.id, one.name, one.status) for one in members.values()] == [
        ("M0001", "Anne Bro", "tilmeldt"), ("M0002", "Bo Dam", "tilmeldt"), ("M0003", "Carl Eg", "tilmeldt"),
    ]  # fmt: skip
    assert members["M0002"].cell("kvittering") == "2017-06-27"
    assert history(world, "--limit", "1") == (
        "Udgave 10, 28. juni 2017 kl. 12.00, personalet, 3 personer (en gammel udgave er hentet frem)\n"
        "    1 er kommet tilbage: M0002 Bo Dam\n"
        "    2 celler ændret i 1 række: M0001 Anne Bro\n"
    )
    whys = world.journal("SELECT DISTINCT member, author, why FROM changes WHERE why LIKE 'version%' ORDER BY member")
    assert whys == [("M0001", "staff", "version 3 restored"), ("M0002", "staff", "version 3 restored")]
    assert world.journal("SELECT number FROM memberships ORDER BY member") == [(2,), (1,), (1,)]

    for now in ("2017-06-28T12:05", "2017-06-29T08:05", "2017-08-30T12:00"):
        world.run(now)
    assert keys_sent(world) == sent
    # what everybody gets, those get, too
    world.run("2017-08-31T08:05")
    assert sorted(set(keys_sent(world)) - set(sent)) == [f"paamindelse:M000{one}:2017-09-14:14" for one in (1, 2, 3)]


def test_the_report_tells_of_it(world: World) -> None:
    spoil(world)
    history(world, "--restore", "3")
    world.run("2017-06-29T08:05")
    text = world.sent(kind="rapport")[-1].get_body(("plain",)).get_content()
    sentence = (
        "members.csv er sat tilbage til udgave 3 fra 27. juni 2017 kl. 10.05: 1 er kommet tilbage: M0002 Bo Dam; 2 celler ændret"
        " i 1 række: M0001 Anne Bro."
    )
    assert sentence in " ".join(text.split())


def test_the_second_time_nothing_changes(world: World) -> None:
    spoil(world)
    history(world, "--restore", "3")
    versions, data = world.journal("SELECT id, digest FROM versions"), world.network.office / "members.csv"
    before = data.read_bytes()
    assert history(world, "--restore", "3") == (
        "Deltagerne er allerede, som de var i udgave 3 fra 27. juni 2017 kl. 10.05. Intet er ændret.\n"
    )
    assert (world.journal("SELECT id, digest FROM versions"), data.read_bytes()) == (versions, before)


def test_what_staff_typed_last_is_in_the_history_first(world: World) -> None:
    rows = read_rows(world)
    rows[0]["noter"] = "Ringer i august"
    rows.append({"navn": "Carl Eg", "email": "carl@koege.example", "status": "tilmeldt"})
    save_rows(world, rows)
    told = history(world, "--restore", "3")
    assert "M0001 Anne Bro, noter: »Ringer i august« → tomt\n" in told
    assert "Kommet til efter udgave 3 og beholdt: M0003 Carl Eg\n" in told
    assert "M0001 Anne Bro, noter: tomt → »Ringer i august«\n" in history(world, "--version", "4")
    # Carl is confirmed for being typed, as always
    world.run("2017-06-28T12:05")
    assert keys_sent(world)[-1] == "bekraeftelse:M0003:1"


def test_a_save_of_the_staffs_comes_back_as_netpost_understood_it(world: World) -> None:
    def type_carl(rows: list[Row]) -> None:
        rows[0]["titel"] = "Chef"
        rows.append({"navn": "Carl Eg", "email": "carl@koege.example", "status": "tilmeldt"})

    edit(world, "2017-06-27T11:00", type_carl)
    edit(world, "2017-06-27T11:10", delete(2))
    edit(world, "2017-06-27T11:20", write(0, titel=""))
    history(world, "--restore", "4")
    members = world.members()
    assert [(one.id, one.name) for one in members.values()] == [
        ("M0001", "Anne Bro"), ("M0002", "Bo Dam"), ("M0003", "Carl Eg"),
    ]  # fmt: skip
    assert members["M0001"].cell("titel") == "Chef"
    assert members["M0003"].cell("kvittering") == "2017-06-27"


def test_what_came_from_a_mail_is_kept_and_pointed_out(world: World) -> None:
    world.receive("Jeg melder mig ud af netværket.\n\nVh\nBo Dam", sender="Bo Dam <bo@koege.example>", subject="Farvel")
    world.run("2017-06-27T10:45")
    sent = keys_sent(world)
    told = history(world, "--restore", "3")
    assert (
        "Beholdt: status, 2017-09-14, 2017-11-16 og 2018-01-25 hos M0002 Bo Dam kom fra mailen »Farvel« fra bo@koege.example, "
        "27. juni 2017 kl. 10.00. Skal det være som før, så ret det i members.csv.\n"
    ) in told
    assert world.members()["M0002"].status == "afmeldt"
    world.run("2017-06-28T12:05")
    assert keys_sent(world) == sent


def test_who_joins_again_by_a_restore_is_answered_when_leaving(world: World) -> None:
    sent = keys_sent(world)
    edit(world, "2017-06-27T11:00", write(1, status="afmeldt"))
    history(world, "--restore", "3")
    assert world.members()["M0002"].status == "tilmeldt"
    # the membership is a new one: leaving it is answered again
    world.receive(
        "Jeg melder mig ud af netværket.\n\nHilsen\nBo Dam", sender="Bo Dam <bo@koege.example>", subject="Igen"
    )
    world.run("2017-06-28T12:10")
    assert sorted(set(keys_sent(world)) - set(sent)) == ["afmelding:M0002:2"]


def test_another_person_in_the_row_is_kept(world: World) -> None:
    edit(world, "2017-06-27T11:00", write(1, navn="Pia Thøgersen", email="pia@nyborg.example"))
    sent = keys_sent(world)
    told = history(world, "--restore", "3")
    assert "M0002 Pia Thøgersen stod i rækken nu og har fået sin egen: M0003\n" in told
    assert [(one.id, one.name, one.email) for one in world.members().values()] == [
        ("M0001", "Anne Bro", "anne@koege.example"),
        ("M0002", "Bo Dam", "bo@koege.example"),
        ("M0003", "Pia Thøgersen", "pia@nyborg.example"),
    ]
    world.run("2017-06-28T12:05")
    assert keys_sent(world) == sent
    assert "Intet er ændret." in history(world, "--restore", "3")


def test_a_summary_that_others_have_got_is_held(world: World) -> None:
    edit(world, "2017-09-15T08:00", delete(1))
    summary = world.network.office / "templates" / "meetings" / "2017-09-14-opsamling.md"
    summary.write_text("Status: klar\n\nVi talte om ledelse.\n", "utf-8")
    world.run("2017-09-15T09:00")
    sent = keys_sent(world)
    assert "opsamling:M0001:2017-09-14" in sent
    told = history(world, "--restore", "3", now="2017-09-20T07:00")
    assert (
        "Holdes tilbage: opsamling til bo@koege.example. Skal den sendes, så giv it-afdelingen nøglen opsamling:M0002:2017-09-14.\n"
        in told
    )
    world.run("2017-09-20T09:00")
    assert keys_sent(world) == sent
    world.run("2017-09-20T09:05", "send_confirmations.py", "--release", "opsamling:M0002:2017-09-14")
    world.run("2017-09-20T09:10")
    assert sorted(set(keys_sent(world)) - set(sent)) == ["opsamling:M0002:2017-09-14"]


def test_a_mail_that_waited_when_its_row_went_is_held(world: World) -> None:
    (world.network.office / "STOP").touch()
    sign_up(world, "Carl Eg")
    world.run("2017-06-27T11:00")
    edit(world, "2017-06-27T11:05", write(0, noter="Ringer i august"))
    edit(world, "2017-06-27T11:10", delete(2))
    (world.network.office / "STOP").unlink()
    sent = keys_sent(world)
    told = history(world, "--restore", "4")
    assert "Holdes tilbage: bekræftelse på tilmelding til carl@koege.example." in told
    world.run("2017-06-28T12:05")
    assert keys_sent(world) == sent


# the way out of a file that cannot be read


@pytest.mark.parametrize("data", [b"", b"\n", b"PK\x03\x04\x14\x00\x06\x00"], ids=["empty", "emptied", "xlsx"])
def test_out_of_a_file_that_cannot_be_read(world: World, data: bytes) -> None:
    file = world.network.office / "members.csv"
    kept = file.read_bytes()
    file.write_bytes(data)
    sign_up(world, "Carl Eg")
    world.run("2017-06-27T11:00", code=65)
    sent = keys_sent(world)
    number = world.journal("SELECT max(id) + 1 FROM versions")[0][0]
    assert history(world, "--restore", "3") == (
        f"members.csv kunne ikke læses. Den er gemt, som den lå, som udgave {number}, og skrevet igen.\n" + CLOSE
    )
    assert [one.name for one in world.members().values()] == ["Anne Bro", "Bo Dam", "Carl Eg"]
    assert file.read_bytes().startswith(kept[:100])
    ((state, stored),) = world.journal(f"SELECT state, data FROM versions WHERE id = {number}")
    assert (state, zlib.decompress(stored)) == ("refused", data)
    assert world.journal("SELECT count(*) FROM notices WHERE key LIKE 'members:%' AND is_open = 1") == [(0,)]
    assert world.run("2017-06-28T12:05") == ""
    assert keys_sent(world) == sent
    assert f"Udgave {number}, 28. juni 2017 kl. 12.00, personalet (kunne ikke læses, blev ikke brugt)\n" in history(
        world
    )
    assert history(world, "--restore", str(number), code=65) == (
        f"members_history: Udgave {number} af members.csv kunne ikke læses og kan ikke hentes frem. "
        "Vælg en anden; members_history.py viser dem.\n"
    )


def test_out_of_a_file_that_is_gone(world: World) -> None:
    file = world.network.office / "members.csv"
    file.unlink()
    assert history(world, "--restore", "3") == "members.csv manglede og er skrevet igen.\n" + CLOSE
    assert [one.name for one in world.members().values()] == ["Anne Bro", "Bo Dam"]
    assert world.run("2017-06-28T12:05") == ""


def test_killed_before_the_file_was_written_the_next_run_writes_it(world: World) -> None:
    file = world.network.office / "members.csv"
    edit(world, "2017-06-27T11:00", write(0, titel="Chef"))
    file.write_bytes(b"\n")
    history(world, "--restore", "3")
    # as if the run had ended after its transaction
    file.write_bytes(b"\n")
    world.journal("UPDATE versions SET state = 'pending' WHERE id = (SELECT max(id) FROM versions)")
    world.journal(
        "UPDATE meta SET value = (SELECT digest FROM versions WHERE state = 'refused') WHERE name = 'members_on_disk'"
    )
    assert world.run("2017-06-28T12:05") == ""
    assert [(one.name, one.cell("titel")) for one in world.members().values()] == [("Anne Bro", ""), ("Bo Dam", "")]


def test_a_dry_run_prints_the_same_and_writes_nothing(world: World) -> None:
    spoil(world)
    before = files_of(world)
    told = history(world, "--restore", "3", "--dry-run")
    assert files_of(world) == before
    notice = "Kun en prøve: Intet er skrevet, ændret eller sendt. Uden --dry-run sker dette:\n"
    assert told == notice + history(world, "--restore", "3")


# ageing


def test_versions_age_out_but_the_newest_stay(world: World) -> None:
    edit(world, "2017-06-27T11:00", write(0, noter="Ringer i august"))
    copy = "INSERT INTO versions (at, author, state, digest, data) SELECT at, author, state, digest, data FROM versions"
    for _ in range(60):
        world.journal(f"{copy} WHERE id = 4")
    assert world.run("2018-06-26T07:00") == ""
    assert world.journal("SELECT min(id), max(id) FROM versions") == [(1, 65)]
    world.network.write_settings(version_days="30")
    world.run("2018-06-26T07:05")
    assert world.journal("SELECT min(id) FROM versions") == [(1,)]  # once a day
    world.run("2018-06-27T07:00")
    assert world.journal("SELECT min(id), max(id), count(*) FROM versions") == [(16, 65, 50)]
    assert history(world, "--limit", "0", now="2018-06-28T10:00").startswith(
        "Udgave 16, 27. juni 2017 kl. 11.00, personalet, 2 personer\n    den ældste udgave, der er gemt\n"
    )
