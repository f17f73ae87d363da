"""An office worker edits members.csv in a real LibreOffice while the scripts run: nothing typed or written is lost.

What is typed must come out as the journal's only changes, whatever the program did to all other cells on its way.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import Network
from office import (
    FIRST_USE,
    QUOTED_AS_TEXT,
    SEMICOLON,
    SPECIAL_NUMBERS,
    WINDOWS_1252,
    Document,
    Office,
    find_missing,
    lock_of,
)
from system.way import World, begin_world

pytestmark = pytest.mark.skipif(bool(find_missing()), reason=find_missing() or "LibreOffice is there")

#: Cells that a spreadsheet program likes to spoil, each with a receipt: nobody here is to be mailed.
PEOPLE = """\
id;navn;titel;organisation;email;telefon;ean;tilmeldt_af;status;tilmeldt;kvittering;2017-09-14;2017-11-16;2018-01-25;noter;allergi;nøgle;andet
M0001;Anne Bro;"Chef, IT & økonomi";Køge Kommune;anne@koege.example;33 70 32 34;5798 0073 8921 5;;tilmeldt;2017-06-01;2017-06-01;ja;ja;nej;"Linje 1
Linje 2; ""citat"", æøå";nødder;007;10:30
M0002;Bo Dam;=Chef;"Ærø Kommune, Økonomi";bo@aeroe.example;0046 8 12 34 56;;;tilmeldt;2017-06-02;2017-06-02;ja;ja;ja;3-4 gange om året;;1.000,50;50%
M0003;Carl Eg;Konsulent;Køge Kommune;carl@koege.example;55 55 12 34;5798 0000 0000 1;;afmeldt;2017-06-03;2017-06-03;nej;nej;nej;;1,5 portion;1E3;27-06-2017
M0004;Dorte Mø;;Vejle Kommune;dorte@vejle.example;;;;venteliste;2017-06-04;2017-06-04;;;;;;+1;14-9
"""
DITTE = "Ditte Falk <ditte@koege.example>"
SIGNUP = "Jeg vil gerne tilmelde mig netværket.\n\nVh\n"
STAFF = "stab@kl.example"


@dataclass
class Desk:
    """The worker's desk: the network with four members, and what stood in members.csv before the worker began."""

    world: World
    office: Office
    before: dict[str, dict[str, str]]
    last_change: int

    @property
    def path(self) -> Path:
        return self.world.network.office / "members.csv"

    def open(self, options: str = SEMICOLON) -> Document:
        return self.office.open(self.path, options)

    def sign_up(self, name: str, sender: str) -> None:
        """Deliver a mail by which somebody joins."""
        self.world.receive(SIGNUP + name, sender=sender)

    def give_new_number(self, phone: str) -> None:
        """Deliver a mail by which Bo Dam changes his number."""
        text = f"Jeg har fået nyt telefonnummer: {phone}.\n\nVh\nBo Dam"
        self.world.receive(text, sender="Bo Dam <bo@aeroe.example>")

    def changed(self) -> dict[tuple[str, str], str]:
        """Return which cells of the first members hold something else now, read strictly: (name, column) → text."""
        after = read_settled(self.path)
        assert self.before.keys() <= after.keys()
        return {
            (name, column): text
            for name, cells in self.before.items()
            for column in cells.keys() | after[name].keys()
            if (text := after[name].get(column, "column gone")) != cells.get(column, "")
        }

    def noted(self) -> list[tuple[str, str | None, str]]:
        """Return what the journal holds of the staff's hand since: (member, column or None for the row, text)."""
        statement = f"SELECT member, field, new FROM changes WHERE author = 'staff' AND id > {self.last_change}"
        return self.world.journal(f"{statement} ORDER BY id")

    def settle(self, now: str) -> None:
        """Close the document and run the scripts twice: the second run has nothing to do."""
        self.office.call("close")
        self.world.run(now)
        settled = self.path.read_bytes()
        self.world.run(now)
        assert self.path.read_bytes() == settled
        read_settled(self.path)

    def mailed(self) -> Counter[str]:
        """Count the mails to each address outside the office."""
        return Counter(address for address, _ in self.world.to_members())

    def report(self, now: str = "2017-06-28T09:00") -> str:
        """Run on the next day, when the report comes; return the text of all reports without line breaks."""
        self.world.run(now)
        bodies = [mail.get_body(("plain",)) for mail in self.world.sent(STAFF, "rapport")]
        return " ".join(word for body in bodies if body is not None for word in body.get_content().split())


def read_settled(path: Path) -> dict[str, dict[str, str]]:
    """Read members.csv in the form that lasts, and nothing else: name → column → text."""
    data = path.read_bytes()
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))
    out = io.StringIO()
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    assert data == out.getvalue().encode("utf-8-sig")
    header, *members = rows
    return {row[header.index("navn")]: dict(zip(header, row, strict=True)) for row in members}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    office = Office(tmp_path_factory.mktemp("office"))
    yield office
    office.crash()


@pytest.fixture
def desk(network: Network, office: Office) -> Iterator[Desk]:
    world = begin_world(network)
    path = network.office / "members.csv"
    path.write_text(PEOPLE, "utf-8")
    world.run("2017-06-27T09:00")
    assert not world.to_members()
    yield Desk(world, office, read_settled(path), world.journal("SELECT max(id) FROM changes")[0][0])
    office.call("close")


@pytest.mark.parametrize(
    ("options", "first_bytes"),
    [
        pytest.param(FIRST_USE, b"id,navn,titel,", id="first use: tab, comma and semicolon"),
        pytest.param(SEMICOLON, b"id;navn;titel;", id="semicolon"),
        pytest.param(WINDOWS_1252, b'"\xef\xbb\xbf""id""";navn;', id="windows-1252"),
        pytest.param(SPECIAL_NUMBERS, b"id;navn;titel;", id="special numbers"),
        pytest.param(QUOTED_AS_TEXT, b'"id";"navn";"titel";', id="quoted as text"),
    ],
)
def test_one_cell_typed_is_all_that_changes(desk: Desk, options: str, first_bytes: bytes) -> None:
    document = desk.open(options)
    document.type("Bo Dam", allergi="rødbeder, æg")
    assert document.save().startswith(first_bytes)
    desk.settle("2017-06-27T10:00")
    assert desk.changed() == {("Bo Dam", "allergi"): "rødbeder, æg"}
    assert desk.noted() == [("M0002", "allergi", "rødbeder, æg")]
    assert not desk.mailed()


def test_a_date_of_the_last_century_is_not_cut(desk: Desk) -> None:
    desk.path.write_bytes(desk.path.read_bytes().replace(b"27-06-2017", b"27-06-1970"))
    desk.world.run("2017-06-27T10:00")
    document = desk.open(SPECIAL_NUMBERS)
    document.type("Bo Dam", allergi="æg")
    assert b";27-06-70\n" in document.save()
    desk.settle("2017-06-27T10:05")
    assert desk.changed() == {("Bo Dam", "allergi"): "æg", ("Carl Eg", "andet"): "27-06-1970"}


def test_two_encodings_in_one_file(desk: Desk) -> None:
    document = desk.open(SEMICOLON)
    document.type("Bo Dam", allergi="rødbeder")
    document.save()
    document.close()
    document = desk.open(WINDOWS_1252)
    document.type("Carl Eg", allergi="blåbær")
    saved = document.save()
    assert "rødbeder".encode() in saved
    assert "blåbær".encode("cp1252") in saved
    desk.settle("2017-06-27T10:00")
    assert desk.changed() == {("Bo Dam", "allergi"): "rødbeder", ("Carl Eg", "allergi"): "blåbær"}


def test_numbers_dates_and_formulas_typed(desk: Desk) -> None:
    document = desk.open()
    document.type("Bo Dam", telefon="+4533703234", ean="5798007389215", tilmeldt="14-09-2017", noter="=1+1")
    document.append(navn="Ditte Falk", telefon="55 55 55 55", tilmeldt="15-09-2017")
    assert b"4533703234;5798007389215;" in document.save()
    desk.settle("2017-06-27T10:00")
    assert desk.changed() == {
        ("Bo Dam", "telefon"): "33 70 32 34",
        ("Bo Dam", "ean"): "5798 0073 8921 5",
        ("Bo Dam", "tilmeldt"): "2017-09-14",
        ("Bo Dam", "noter"): "2",
    }
    ditte = read_settled(desk.path)["Ditte Falk"]
    assert (ditte["id"], ditte["telefon"], ditte["tilmeldt"]) == ("M0005", "55 55 55 55", "2017-09-15")
    assert not desk.mailed()


def test_new_rows_are_confirmed_once(desk: Desk) -> None:
    document = desk.open(FIRST_USE)
    document.insert_before("Bo Dam", navn="Åse Ærø, cand.jur.", email="aase@koege.example", status="tilmeldt")
    document.append(navn="Ditte Falk", email="ditte@koege.example", status="tilmeldt", titel="Chef, HR")
    document.save()
    desk.settle("2017-06-27T10:00")
    assert not desk.changed()
    rows = read_settled(desk.path)
    assert list(rows) == ["Anne Bro", "Åse Ærø, cand.jur.", "Bo Dam", "Carl Eg", "Dorte Mø", "Ditte Falk"]
    assert rows["Ditte Falk"]["titel"] == "Chef, HR"
    assert {rows[name]["2017-11-16"] for name in ("Åse Ærø, cand.jur.", "Ditte Falk")} == {"ja"}
    assert desk.mailed() == {"aase@koege.example": 1, "ditte@koege.example": 1}


def test_a_deleted_row_stays_deleted(desk: Desk) -> None:
    document = desk.open(FIRST_USE)
    document.delete("Bo Dam")
    document.save()
    document.close()
    desk.sign_up("Ditte Falk", DITTE)
    desk.settle("2017-06-27T10:05")
    assert {name: row["id"] for name, row in read_settled(desk.path).items()} == {
        "Anne Bro": "M0001",
        "Carl Eg": "M0003",
        "Dorte Mø": "M0004",
        "Ditte Falk": "M0005",
    }
    assert desk.noted() == [("M0002", None, "")]
    assert desk.mailed() == {"ditte@koege.example": 1}
    assert "Rækken M0002 (Bo Dam) er slettet i members.csv." in desk.report()


def test_a_sorted_table_keeps_the_staffs_order(desk: Desk) -> None:
    document = desk.open(FIRST_USE)
    document.sort("navn", is_ascending=False)
    document.save()
    document.close()
    desk.sign_up("Ditte Falk", DITTE)
    desk.settle("2017-06-27T10:05")
    assert list(read_settled(desk.path)) == ["Dorte Mø", "Carl Eg", "Bo Dam", "Anne Bro", "Ditte Falk"]
    assert not desk.changed()
    assert not desk.noted()


def test_a_column_sorted_alone_is_refused_until_it_is_undone(desk: Desk) -> None:
    document = desk.open()
    document.sort("navn", is_ascending=False, alone=True)
    saved = document.save()
    said = desk.world.run("2017-06-27T10:00", code=65)
    assert "Kolonnen navn er sorteret" in said
    assert desk.path.read_bytes() == saved
    document.undo()
    document.save()
    desk.settle("2017-06-27T10:05")
    assert not desk.changed()
    assert not desk.noted()
    assert not desk.mailed()


def test_a_column_of_their_own_stays(desk: Desk) -> None:
    document = desk.open(FIRST_USE)
    document.add_column("parkering", Bo="ja, 2 pladser")
    document.save()
    document.close()
    desk.sign_up("Ditte Falk", DITTE)
    desk.settle("2017-06-27T10:05")
    assert {name: row["parkering"] for name, row in read_settled(desk.path).items()} == {
        "Anne Bro": "",
        "Bo Dam": "ja, 2 pladser",
        "Carl Eg": "",
        "Dorte Mø": "",
        "Ditte Falk": "",
    }
    assert desk.changed() == {("Bo Dam", "parkering"): "ja, 2 pladser"}


def test_a_stale_copy_saved_again_and_again_loses_nothing(desk: Desk) -> None:
    document = desk.open(FIRST_USE)
    desk.sign_up("Ditte Falk", DITTE)
    desk.world.run("2017-06-27T10:05")
    assert lock_of(desk.path).exists()
    assert "Ditte Falk" in read_settled(desk.path)
    document.type("Bo Dam", allergi="æg")
    assert b"Ditte Falk" not in document.save(over_newer=True)
    desk.world.run("2017-06-27T10:10")
    assert "Ditte Falk" in read_settled(desk.path)
    document.type("Anne Bro", titel="Direktør, IT")
    document.delete("Carl Eg")
    assert b"Ditte Falk" not in document.save(over_newer=True)
    desk.settle("2017-06-27T10:15")
    rows = read_settled(desk.path)
    assert list(rows) == ["Anne Bro", "Bo Dam", "Dorte Mø", "Ditte Falk"]
    assert (rows["Bo Dam"]["allergi"], rows["Anne Bro"]["titel"]) == ("æg", "Direktør, IT")
    assert desk.noted() == [("M0002", "allergi", "æg"), ("M0003", None, ""), ("M0001", "titel", "Direktør, IT")]
    assert desk.mailed() == {"ditte@koege.example": 1}


def test_of_a_cell_that_a_mail_and_staff_changed_the_staffs_stands(desk: Desk) -> None:
    document = desk.open(FIRST_USE)
    desk.give_new_number("44 44 12 12")
    desk.world.run("2017-06-27T10:05")
    assert desk.changed() == {("Bo Dam", "telefon"): "44 44 12 12"}
    document.type("Bo Dam", telefon="+4533703234")
    document.save(over_newer=True)
    desk.settle("2017-06-27T10:10")
    assert desk.changed() == {("Bo Dam", "telefon"): "33 70 32 34"}
    assert "M0002, telefon: I har skrevet »4533703234«, mens Netpost fik »44 44 12 12« fra en mail." in desk.report()


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(QUOTED_AS_TEXT, id="nothing spoiled"),
        pytest.param(SEMICOLON, id="spoiled cells"),
    ],
)
def test_the_form_waits_until_the_document_is_closed(desk: Desk, options: str) -> None:
    document = desk.open(options)
    document.type("Bo Dam", allergi="æg")
    saved = document.save()
    desk.world.run("2017-06-27T10:00")
    assert lock_of(desk.path).exists()
    assert desk.path.read_bytes() == saved
    document.close()
    assert not lock_of(desk.path).exists()
    desk.world.run("2017-06-27T10:05")
    assert desk.changed() == {("Bo Dam", "allergi"): "æg"}


def test_a_crash_of_libreoffice_hinders_nothing(desk: Desk) -> None:
    document = desk.open(FIRST_USE)
    document.type("Carl Eg", allergi="æg")
    document.save()
    document.type("Carl Eg", allergi="lost with the crash")
    desk.office.crash()
    assert lock_of(desk.path).exists()
    desk.give_new_number("44 44 12 12")
    desk.world.run("2017-06-27T10:05")
    assert desk.changed() == {("Carl Eg", "allergi"): "æg", ("Bo Dam", "telefon"): "44 44 12 12"}
    document = desk.open(FIRST_USE)
    document.type("Bo Dam", allergi="nødder")
    document.save()
    desk.settle("2017-06-27T10:10")
    assert not lock_of(desk.path).exists()
    assert desk.changed().keys() == {("Carl Eg", "allergi"), ("Bo Dam", "telefon"), ("Bo Dam", "allergi")}


def save_workbook_beside(desk: Desk) -> None:
    """Answer "ODF" once to LibreOffice's question, and work on in what is open then."""
    document = desk.open()
    document.type("Bo Dam", allergi="æg")
    document.save_as_ods()
    document.type("Bo Dam", titel="Chef")
    document.office.call("save")
    document.close()


def test_a_workbook_saved_beside_changes_nothing(desk: Desk) -> None:
    kept = desk.path.read_bytes()
    save_workbook_beside(desk)
    desk.settle("2017-06-27T10:00")
    assert desk.path.read_bytes() == kept
    assert not desk.noted()
    assert not desk.mailed()
    assert "members.ods is newer than members.csv" in desk.world.run("2017-06-27T10:00", "check_setup.py")


def test_staff_are_told_of_a_workbook_beside(desk: Desk) -> None:
    save_workbook_beside(desk)
    assert "members.ods" in desk.report()


def test_what_is_typed_is_noted_once(desk: Desk) -> None:
    document = desk.open()
    document.type("Bo Dam", ean="5798007389215")
    document.save()
    document.close()
    desk.world.run("2017-06-27T10:00")
    document = desk.open()
    document.type("Carl Eg", titel="Chef")
    document.save()
    desk.settle("2017-06-27T10:05")
    assert [row[:2] for row in desk.noted()] == [("M0002", "ean"), ("M0003", "titel")]
