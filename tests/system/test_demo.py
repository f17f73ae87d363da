"""`make demo`: the whole story once, as a process; what stands in members.csv, what went out, what waits."""

from __future__ import annotations

import email
import email.policy
import re
import sqlite3
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from conftest import ROOT
from netpost.members import read_table

DEMO_SECONDS = 300
INBOX = sorted((ROOT / "examples" / "inbox").glob("*.eml"))
SCREEN = re.compile(r"^== .*$", re.MULTILINE)
ADDRESS = re.compile(rb"[\w.+-]+@[\w.-]+")
UNDERSTOOD = {
    "01-iphone-jeg-er-med": ("signup", "done"),
    "02-outlook-svar-med-citat": ("signup", "done"),
    "03-tre-fra-syddjurs": ("signup", "done"),
    "04-webformular": ("signup", "done"),
    "05-kun-html": ("signup", "done"),
    "06-tilmelding-og-et-spoergsmaal": ("signup", "done"),
    "07-kan-ikke-leveres": ("bounce", "done"),
    "08-sekretaer-for-direktoer": ("signup", "done"),
    "09-kan-to-dele-en-plads": ("question", "review"),
    "10-autosvar-sommerferie": ("auto_reply", "done"),
    "11-nyhedsbrev": ("other", "done"),
    "12-tilmelding-en-gang-til": ("signup", "done"),
    "13-her-er-ean-nummeret": ("update", "done"),
    "14-forfalsket-afmelding": ("cancel", "review"),
    "15-afmelding-nyt-job": ("cancel", "done"),
    "16-kun-odense-og-vejle": ("signup", "done"),
    "17-ny-paa-posten": ("signup", "done"),
    "18-kun-hvis": ("signup", "review"),
    "19-afbud-naeste-gang": ("decline", "done"),
    "20-for-sent-paa-den": ("signup", "review"),
    "21-syg-kan-bo-komme": ("decline", "review"),
    "22-tak-for-en-god-dag": ("other", "done"),
}
MEMBERS = {
    "Henrik Ravn": ("Stabschef", "Skive Kommune", "tilmeldt", "deltog"),
    "Lotte Aagaard Kjær": ("Digitaliseringschef", "Mariagerfjord Kommune", "tilmeldt", "deltog"),
    "Dorte Lykke Hansen": ("Velfærdschef", "Syddjurs Kommune", "tilmeldt", "deltog"),
    "Martin Bjørnholt": ("It- og digitaliseringschef", "Syddjurs Kommune", "tilmeldt", "udeblev"),
    "Inge Vestergård": ("Sekretariatsleder", "Syddjurs Kommune", "tilmeldt", "deltog"),
    "Søren Tang Nielsen": ("Innovationschef", "Randers Kommune", "tilmeldt", "afbud"),
    "Jonas Thybo Lauritsen": (
        "Afdelingschef, Data og Digitale Løsninger",
        "Region Sjælland",
        "tilmeldt",
        "deltog",
    ),
    "Mona Fjord": ("Kontorchef", "Kalundborg Kommune", "afmeldt", "nej"),
    "Poul Erik Wulff": ("Direktør", "Rebild Kommune", "tilmeldt", "afbud"),
    "Grethe Aaby": ("Centerchef, Center for Digitalisering", "Ballerup Kommune", "tilmeldt", "deltog"),
    "Charlotte Winther Bak": ("Udviklingschef", "Varde Kommune", "tilmeldt", "nej"),
    "Frederik Holck Munk": (
        "Chef for Digitalisering og Velfærdsteknologi",
        "Lejre Kommune",
        "tilmeldt",
        "deltog",
    ),
    "Tobias Nørregaard Lind": ("Digitaliseringschef", "Odder Kommune", "tilmeldt", "nej"),
}


@dataclass(frozen=True)
class Played:
    """The demo's directory after the story, and what it printed."""

    directory: Path
    output: str

    def sent(self) -> list[EmailMessage]:
        files = sorted((self.directory / "sent").glob("*.eml"))
        return [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files]


def run_demo(directory: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "demo.py"), "--directory", str(directory)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=DEMO_SECONDS, check=False)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    directory = tmp_path_factory.mktemp("played") / "demo"
    done = run_demo(directory)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not done.stderr
    return Played(directory, done.stdout)


def test_every_mail_is_understood(played: Played) -> None:
    with sqlite3.connect(played.directory / "state" / "journal.sqlite") as journal:
        rows = journal.execute("SELECT message_id, intent, state FROM mails").fetchall()
    found = {message_id: (intent, state) for message_id, intent, state in rows}
    assert {path.stem: found.get(message_id_of(path)) for path in INBOX} == UNDERSTOOD


def test_members_are_those_who_signed_up(played: Played) -> None:
    table = read_table((played.directory / "kontor" / "members.csv").read_bytes())
    columns = ("titel", "organisation", "status", "2017-09-14")
    assert {member.name: tuple(map(member.cell, columns)) for member in table.members} == MEMBERS


def test_the_staffs_hand_is_kept(played: Played) -> None:
    rows = {m.name: m for m in read_table((played.directory / "kontor" / "members.csv").read_bytes()).members}
    assert rows["Dorte Lykke Hansen"].email == "dorte.hansen@syddjurs.example"
    assert rows["Inge Vestergård"].cell("noter") == "Holder oplæg i Odense, se mail, 11. august"
    assert rows["Tobias Nørregaard Lind"].answer("2018-01-25") == "ja"


def test_each_mail_went_out_once(played: Played) -> None:
    mails = played.sent()
    keys = [(mail["To"], mail["X-Netpost-Key"]) for mail in mails]
    assert not [pair for pair, count in Counter(keys).items() if count > 1]
    kinds = Counter(mail["X-Netpost-Key"].partition(":")[0] for mail in mails)
    del kinds["rapport"]
    assert kinds == {
        "bekraeftelse": 13,
        "allerede_tilmeldt": 1,
        "afmelding": 1,
        "afbud": 1,
        "paamindelse": 18,
        "opsamling": 7,
    }


def test_who_sent_afbud_or_was_absent_gets_nothing_about_it(played: Played) -> None:
    got = {(mail["To"].addresses[0].addr_spec, mail["X-Netpost-Key"].partition(":")[0]) for mail in played.sent()}
    assert ("martin.bjornholt@syddjurs.example", "opsamling") not in got
    assert ("mona.fjord@kalundborg.example", "paamindelse") not in got
    for declined in ("soren.tang@randers.example", "pewu@rebild.example"):
        keys = [mail["X-Netpost-Key"] for mail in played.sent() if declined in mail["To"]]
        assert [key.rpartition(":")[2] for key in keys if key.startswith("paamindelse")] == ["14"]
        assert (declined, "opsamling") not in got


def test_an_answer_in_the_calendar_gets_no_receipt(played: Played) -> None:
    receipts = [mail["To"] for mail in played.sent() if mail["X-Netpost-Key"].startswith("afbud")]
    assert [str(to.addresses[0].addr_spec) for to in receipts] == ["soren.tang@randers.example"]


def test_only_the_forged_cancellation_still_waits(played: Played) -> None:
    last = SCREEN.split(played.output)[-2]
    assert "WAITS FOR STAFF (1)" in last
    assert "Afmelding (lakj@mariagerfjord.example)" in last
    assert "MAIL OUT" not in last


def test_each_step_fits_a_screen(played: Played) -> None:
    screens = SCREEN.split(played.output)[1:]
    assert len(screens) == 13
    assert max(screen.count("\n") for screen in screens) <= 40
    assert max(map(len, played.output.splitlines())) <= 100 + len(str(played.directory))


def test_a_directory_that_is_no_demos_is_left_alone(tmp_path: Path) -> None:
    members = tmp_path / "members.csv"
    members.write_text("navn\nMette Holm\n", "utf-8")
    done = run_demo(tmp_path)
    assert done.returncode == 78
    assert "is not a demo's" in done.stderr
    assert members.read_text("utf-8") == "navn\nMette Holm\n"


def test_example_mails_are_as_a_server_holds_them() -> None:
    assert list(UNDERSTOOD) == [path.stem for path in INBOX]
    for path in INBOX:
        raw = path.read_bytes()
        assert raw.count(b"\n") == raw.count(b"\r\n") > 0, path.name
        addresses = ADDRESS.findall(raw.replace(b"=\r\n", b""))  # quoted-printable may cut one in two
        assert all(address.rstrip(b".").endswith(b".example") for address in addresses), path.name
    dates = [parsedate_to_datetime(str(email.message_from_bytes(path.read_bytes())["Date"])) for path in INBOX]
    assert dates == sorted(dates)


def message_id_of(path: Path) -> str:
    return str(email.message_from_bytes(path.read_bytes())["Message-ID"])
