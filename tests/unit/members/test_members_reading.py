"""Reading members.csv alone: separators, encodings, headers, and what is no table."""

from __future__ import annotations

import pytest

from netpost.errors import MembersFileError
from netpost.members import read_table
from unit.members import mangling

SMALL = "id;navn;email;2017-09-14\r\nM0001;Søren Ærø;saa@aeroe.example;ja\r\n"
CELLS = {"navn": "Søren Ærø", "email": "saa@aeroe.example", "2017-09-14": "ja"}


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(SMALL.encode(), id="utf-8"),
        pytest.param(SMALL.encode("utf-8-sig"), id="bom"),
        pytest.param(SMALL.encode("utf-8-sig").decode("cp1252").encode(), id="bom-and-letters-spoiled"),
        pytest.param(SMALL.encode("cp1252"), id="windows-1252"),
        pytest.param(SMALL.encode("mac_roman"), id="macintosh"),
        pytest.param(SMALL.encode("cp850"), id="ms-dos"),
        pytest.param(SMALL.encode("utf-16"), id="utf-16"),
        pytest.param(SMALL.encode("utf-16-be"), id="utf-16-be-without-bom"),
        pytest.param(SMALL.encode("utf-16-le"), id="utf-16-le-without-bom"),
        pytest.param(SMALL.replace(";", ",").encode(), id="comma"),
        pytest.param(SMALL.replace(";", "\t").encode(), id="tab"),
        pytest.param(("sep=;\r\n" + SMALL).encode(), id="sep-line"),
        pytest.param(SMALL.replace("\r\n", "\n").encode(), id="lf"),
        pytest.param(SMALL.replace("\r\n", "\r").encode(), id="cr"),
        pytest.param(SMALL.replace("\r\n", ";;;\r\n").encode() + b";;;;;;\r\n", id="padded"),
        pytest.param(SMALL.replace("2017-09-14", "14-09-2017").encode(), id="danish-header-date"),
        pytest.param(SMALL.replace("2017-09-14", "Møde 14. september 2017").encode(), id="header-in-words"),
        pytest.param(SMALL.replace("2017-09-14", "møde 2017-09-14").encode(), id="header-with-word"),
        pytest.param(SMALL.replace("email", " E-Mail ").replace("navn", "Fulde navn").encode(), id="other-names"),
        pytest.param(SMALL.replace("Søren ", " Søren\u00a0").encode(), id="odd-blanks"),
        pytest.param(b"Medlemmer;;;\r\n;;;\r\n" + SMALL.encode(), id="title-above"),
    ],
)
def test_reads_whatever_saved_it(data: bytes) -> None:
    table = read_table(data)
    assert table.columns == ("id", "navn", "email", "2017-09-14")
    assert [(member.id, dict(member.cells)) for member in table.members] == [("M0001", CELLS)]


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("e-mail", "email"),
        ("Mail", "email"),
        ("E-mailadresse", "email"),
        ("stilling", "titel"),
        ("tlf.", "telefon"),
        ("Tlf. nr.", "telefon"),
        ("EAN-nr.", "ean"),
        ("EAN nummer", "ean"),
        ("Tilmeldt af", "tilmeldt_af"),
        ("Kommune", "organisation"),
        ("Bemærkninger", "noter"),
        ("frokost", "frokost"),
        ("14/9-2017", "2017-09-14"),
        ("14-sep", "2017-09-14"),
        ("14-09-17", "2017-09-14"),
    ],
)
def test_understands_headers(header: str, column: str) -> None:
    table = read_table(f"id;navn;{header}\nM0001;Bo;x\n".encode(), ("2017-09-14", "2017-11-16"))
    assert table.columns == ("id", "navn", column)


def test_our_own_name_comes_before_another_one() -> None:
    table = read_table(b"navn;mail;email\nBo;gammel@a.example;ny@a.example\n")
    assert table.columns == ("id", "navn", "mail", "email")
    assert table.members[0].email == "ny@a.example"
    assert table.members[0].id == ""


def test_rows_of_any_width_are_read() -> None:
    table = read_table(b"id;navn;titel\nM0001;Bo\nM0002;Ib;Chef;mere\n")
    assert table.columns == ("id", "navn", "titel", "uden overskrift")
    assert [dict(member.cells) for member in table.members] == [
        {"navn": "Bo", "titel": "", "uden overskrift": ""},
        {"navn": "Ib", "titel": "Chef", "uden overskrift": "mere"},
    ]


def test_dates_and_guards_come_in_normal_form() -> None:
    table = read_table(b"id;navn;tilmeldt;noter\nm0001;Bo;27-06-17;'=1+1\n")
    assert dict(table.members[0].cells) == {"navn": "Bo", "tilmeldt": "2017-06-27", "noter": "=1+1"}
    assert table.members[0].id == "M0001"


WHAT = "members.csv kan ikke bruges, som den ligger nu, og Netpost har ikke rørt den. "
RESTORE = " Hent den seneste gode udgave frem (Netpost gemmer dem alle), eller ret filen, og gem den igen."
SAVE_AS = " Åbn den, vælg Gem som og filtypen »CSV UTF-8«, og gem den igen som members.csv."


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param(b"", "Den er tom." + RESTORE, id="empty"),
        pytest.param(b"\n", "Den er tom." + RESTORE, id="cleared"),
        pytest.param(b'\xef\xbb\xbf;;;\r\n"";""\r\n', "Den er tom." + RESTORE, id="only-separators"),
        pytest.param(
            b"PK\x03\x04\x14",
            "Den er en projektmappe fra Excel eller LibreOffice (.xlsx eller .ods), ikke en CSV-fil." + SAVE_AS,
            id="xlsx",
        ),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1",
            "Den er en projektmappe fra et ældre Excel (.xls), ikke en CSV-fil." + SAVE_AS,
            id="xls",
        ),
        pytest.param(
            SMALL.encode() + b"\x00" * 8,
            "Den indeholder nul-bytes og er nok blevet ødelagt under gemning." + RESTORE,
            id="zeros",
        ),
        pytest.param(
            b"<<<<<<< min\n" + SMALL.encode(),
            "Den indeholder mærker efter en versionskonflikt (<<<<<<<). Ret konflikten, og gem filen igen.",
            id="merge-marks",
        ),
        pytest.param(
            b"M0001;Bo;bo@a.example;ja\r\n",
            "Den har ingen linje med overskrifter, som Netpost kender (id;navn;titel;organisation;email …). "
            "Sæt overskrifterne ind igen som første linje, og gem filen.",
            id="header-gone",
        ),
        pytest.param(
            b'id;navn;email\r\nM0001;"Bo;bo@a.example\r\n',
            "Et anførselstegn åbnes og lukkes aldrig, så filen er nok ikke blevet skrevet til ende." + RESTORE,
            id="open-quote",
        ),
        pytest.param(
            b"id;navn;14-09-2017;2017-09-14\r\nM0001;Bo;ja;nej\r\n",
            "To kolonner har den samme overskrift, 2017-09-14, men forskelligt indhold. "
            "Slet den ene, eller giv den et andet navn, og gem filen igen.",
            id="same-header-twice",
        ),
    ],
)
def test_refuses_what_is_no_table(data: bytes, sentence: str) -> None:
    with pytest.raises(MembersFileError) as caught:
        read_table(data)
    assert str(caught.value) == WHAT + sentence


@pytest.mark.parametrize("program", mangling.PROGRAMS)
def test_reads_every_program_without_a_base(program: str) -> None:
    table = read_table(mangling.PROGRAMS[program](mangling.BOM + SMALL.encode()))
    assert table.columns[:4] == ("id", "navn", "email", "2017-09-14")
    assert table.members[0].email == "saa@aeroe.example"
