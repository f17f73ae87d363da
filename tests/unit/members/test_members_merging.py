"""The three-way merge: the cases of tests/staff-edits, every program of mangling.py, and what staff are told."""

from __future__ import annotations

import csv
from collections.abc import Callable

import pytest

from netpost.errors import MembersFileError
from netpost.members import Merge, merge_members, read_table, write_table
from unit.members import mangling
from unit.members.cases import find_cases, find_faults, read_case

Save = Callable[[bytes, mangling.Edit], bytes]
BASE = read_case("01-nothing-changed").base
OURS = read_case("04-stale-name-corrected").ours
BARE_BASE, BARE_OURS = read_case("22-excel-mangled-utf8").base, read_case("22-excel-mangled-utf8").ours


def write_naively(data: bytes) -> bytes:
    """The file as a naive script writes it: quotes only where needed."""
    return mangling.BOM + mangling.write_rows(mangling.read_rows(data), line_end="\r\n").encode()


def set_cells(**cells: dict[str, str]) -> mangling.Edit:
    """An edit of some cells: id → column → text."""

    def edit(rows: mangling.Rows) -> mangling.Rows:
        header = rows[0]
        return [
            [cells.get(row[0], {}).get(column, cell) for column, cell in zip(header, row, strict=False)]
            + row[len(header) :]
            for row in rows
        ]

    return edit


def type_row(**cells: str) -> mangling.Edit:
    """A row typed below the last."""
    return lambda rows: [*rows, [cells.get(column, "") for column in rows[0]]]


def edit_ours(data: bytes, edit: mangling.Edit) -> bytes:
    rows = edit(mangling.read_rows(data))
    return mangling.BOM + mangling.write_rows(rows, line_end="\r\n", quoting=csv.QUOTE_ALL).encode()


@pytest.mark.parametrize("name", find_cases())
def test_merges_as_expected(name: str) -> None:
    assert find_faults(read_case(name)) == []


@pytest.mark.parametrize("program", mangling.PROGRAMS)
@pytest.mark.parametrize(
    ("base", "ours"),
    [
        pytest.param(BASE, OURS, id="quoted"),
        pytest.param(BARE_BASE, BARE_OURS, id="bare-numbers"),
        pytest.param(write_naively(BASE), write_naively(OURS), id="unquoted"),
    ],
)
def test_undoes_what_programs_do(base: bytes, ours: bytes, program: str) -> None:
    edit = set_cells(M0006={"titel": "Direktoer"}, M0001={"status": "afmeldt"})
    merged = merge_members(base, ours, mangling.PROGRAMS[program](base, edit))
    wanted = {member: dict(cells) for member, cells in merge_members(ours, ours, ours).rows.items()}
    wanted["M0006"]["titel"] = "Direktoer"
    wanted["M0001"]["status"] = "afmeldt"
    assert merged.rows == wanted
    assert (merged.conflicts, merged.added, merged.deleted, merged.notes) == ((), (), (), ())


def test_says_what_was_repaired() -> None:
    merged = merge_members(BARE_BASE, BARE_OURS, mangling.excel(BARE_BASE))
    assert [str(repair) for repair in merged.repaired if repair.id == "M0001"] == [
        "M0001, telefon: »4554676767« er rettet til »+4554676767«. "
        "Plus eller nuller foran telefonnummeret er gået tabt i regnearket.",
        "M0001, ean: »5,79801E+12« er rettet til »5798007389215«. EAN-nummerets cifre er gået tabt i regnearket.",
        "M0001, tilmeldt: »27-06-2017« er rettet til »2017-06-27«. Datoen er skrevet om af regnearket.",
    ]


def sentences(merged: Merge) -> list[str]:
    return [str(conflict) for conflict in merged.conflicts] + list(merged.notes)


@pytest.mark.parametrize(
    ("ours_edit", "edit", "told"),
    [
        pytest.param(
            set_cells(M0004={"titel": "Chef"}),
            set_cells(M0004={"titel": "Fagchef"}),
            [
                "M0004, titel: I har skrevet »Fagchef«, mens Netpost fik »Chef« fra en mail. "
                "Jeres står nu i filen; ret den, hvis mailen havde ret."
            ],
            id="both-changed",
        ),
        pytest.param(
            set_cells(M0006={"status": "tilmeldt"}),
            lambda rows: [row for row in rows if row[0] != "M0006"],
            [
                "M0006 (Jørgen Kjær) er slettet af jer, men Netpost havde imens rettet rækken (status: »tilmeldt«). "
                "Rækken er slettet; sæt den ind igen, hvis mailen ændrer noget."
            ],
            id="deleted-meanwhile",
        ),
        pytest.param(
            mangling.keep,
            set_cells(M0005={"ean": "5,71234E+12"}),
            [
                "M0005, ean: der står »5,71234E+12«, som regnearket har ødelagt. Netpost har beholdt tomt; "
                "skriv det rigtige igen, med mellemrum som i 5798 0073 8921 5."
            ],
            id="ean-lost",
        ),
        pytest.param(
            mangling.keep,
            set_cells(M0001={"status": "tilmelt", "2018-01-25": "måske"}),
            [
                "M0001, status: »tilmelt« er ikke et ord, Netpost kender; mente I »tilmeldt«? "
                "Kendte ord: tilmeldt, venteliste, afmeldt.",
                "M0001, 2018-01-25: »måske« er ikke et ord, Netpost kender; Kendte ord: ja, nej, afbud, deltog, udeblev.",
            ],
            id="unknown-words",
        ),
        pytest.param(
            mangling.keep,
            set_cells(M0007={"organisation": "Rebild Kommune"}),
            [
                "M0007 (Inge-Lise Østergård) har skiftet organisation til Rebild Kommune, men har stadig EAN-nummer "
                "5798 0038 7765 5. Se efter, om det også skal skiftes."
            ],
            id="organisation-changed",
        ),
        pytest.param(
            mangling.keep,
            lambda rows: [[cell for place, cell in enumerate(row) if place != 5] for row in rows],
            ["Kolonnen telefon mangler i members.csv. Netpost har sat den ind igen med det indhold, den havde."],
            id="column-gone",
        ),
        pytest.param(
            mangling.keep,
            type_row(navn="Hans Hansen", email="grp@favrskov.example"),
            [
                "M0009 (Hans Hansen) har adressen grp@favrskov.example til fælles med M0005 (Gitte Ravn Pedersen). "
                "Netpost regner M0009 for en ny person; slet rækken, hvis det er den samme."
            ],
            id="same-address-other-name",
        ),
    ],
)
def test_tells_staff(ours_edit: mangling.Edit, edit: mangling.Edit, told: list[str]) -> None:
    assert sentences(merge_members(BASE, edit_ours(BASE, ours_edit), mangling.libreoffice(BASE, edit))) == told


def test_nothing_of_the_former_person_is_carried_over() -> None:
    ours = edit_ours(BASE, set_cells(M0004={"2017-11-16": "afbud"}))
    edit = set_cells(M0004={"navn": "Hanne Lund", "email": "halu@vejle.example"})
    merged = merge_members(BASE, ours, mangling.libreoffice(BASE, edit))
    assert merged.rows["M0004"]["2017-11-16"] == "ja"
    assert merged.replaced == ("M0004",)
    assert str(merged.conflicts[1]) == (
        "M0004, email: »bobec@vejle.example« er blevet til »halu@vejle.example«. Navn og e-mail er begge ændret, så "
        "rækken gælder nu en anden person. Netpost har ladet rækken stå, som I skrev den, og fører intet over fra den "
        "forrige (2017-11-16: »afbud«). Giv en ny person en ny række uden id."
    )


def test_a_typed_row_without_values_clears_nothing_of_a_known_member() -> None:
    merged = merge_members(
        BASE, OURS, mangling.libreoffice(BASE, type_row(navn="Mette Holm", email="mho@lolland.example"))
    )
    assert merged.rows["M0001"]["telefon"] == "54 67 67 67"
    assert merged.notes == ("En række mere om Mette Holm er lagt sammen med M0001.",)
    assert len(merged.rows) == 9


def test_ids_are_never_given_twice() -> None:
    theirs = mangling.libreoffice(BASE, type_row(navn="Kirsten Mørk", email="kirm@nyborg.example"))
    assert merge_members(BASE, OURS, theirs).added == ("M0010",)
    assert merge_members(BASE, OURS, theirs, first_free_id=31).added == ("M0031",)


def test_an_id_given_before_is_not_taken_from_the_file() -> None:
    theirs = mangling.libreoffice(BASE, type_row(id="M0012", navn="Kirsten Mørk", email="kirm@nyborg.example"))
    assert merge_members(BASE, OURS, theirs, first_free_id=10).added == ("M0012",)
    assert merge_members(BASE, OURS, theirs, first_free_id=20).added == ("M0020",)


def test_a_copied_row_takes_no_confirmation_along() -> None:
    base = edit_ours(BASE, lambda rows: [[*row, "kvittering" if row[0] == "id" else "2017-07-01"] for row in rows])

    def copy(rows: mangling.Rows) -> mangling.Rows:
        return [*rows, ["M0003", "Kirsten Mørk", "", "", "kirm@nyborg.example", *rows[3][5:]]]

    merged = merge_members(base, base, mangling.libreoffice(base, copy))
    assert merged.rows["M0009"]["kvittering"] == ""
    assert merged.rows["M0009"]["organisation"] == ""
    assert merged.rows["M0003"]["kvittering"] == "2017-07-01"


def test_staff_columns_may_go_but_not_netposts() -> None:
    base = edit_ours(BASE, lambda rows: [[*row, "frokost" if row[0] == "id" else "ja"] for row in rows])
    merged = merge_members(base, base, mangling.libreoffice(BASE))
    assert "frokost" not in merged.table.columns
    assert merged.notes == ("Jeres egen kolonne »frokost« er slettet af filen; den står i de gemte udgaver.",)
    assert merged.conflicts == ()


def test_the_first_file_of_all_is_taken_as_it_is() -> None:
    merged = merge_members(b"", b"", mangling.libreoffice(BASE))
    assert list(merged.rows) == [f"M{number:04d}" for number in range(1, 9)]
    assert merged.added == tuple(merged.rows)


def test_the_order_of_rows_and_columns_is_the_staffs() -> None:
    def turn(rows: mangling.Rows) -> mangling.Rows:
        return [[row[0], *row[:0:-1]] for row in (rows[0], *rows[:0:-1])]

    merged = merge_members(BASE, OURS, mangling.libreoffice(BASE, turn))
    assert [member.id for member in merged.table.members] == [
        *(f"M{number:04d}" for number in range(8, 0, -1)),
        "M0009",
    ]
    assert merged.table.columns[:3] == ("id", "noter", "2018-01-25")


def test_a_refusal_says_what_why_and_what_to_do() -> None:
    with pytest.raises(MembersFileError) as caught:
        merge_members(BASE, OURS, mangling.libreoffice(BASE, lambda rows: rows[:3]))
    assert str(caught.value) == (
        "members.csv kan ikke bruges, som den ligger nu, og Netpost har ikke rørt den. "
        "6 af 8 rækker er væk på én gang. "
        "Er det meningen, så sæt status afmeldt i stedet, eller slet højst fem rækker ad gangen. "
        "Hent den seneste gode udgave frem (Netpost gemmer dem alle), eller ret filen, og gem den igen."
    )


def test_what_is_written_after_a_merge_reads_the_same() -> None:
    merged = merge_members(BARE_BASE, BARE_OURS, mangling.excel(BARE_BASE))
    written = write_table(merged.table)
    assert write_table(read_table(written)) == written
    assert merge_members(written, written, mangling.excel(written)).is_quiet is False
    assert merge_members(written, written, mangling.libreoffice(written)).is_quiet


def test_words_typed_where_the_id_belongs_are_kept() -> None:
    edit = type_row(id="Fra Jylland:", navn="Kirsten Mørk", email="kirm@nyborg.example", noter="Ringede")
    merged = merge_members(BASE, OURS, mangling.libreoffice(BASE, edit))
    assert merged.rows["M0010"]["noter"] == "Fra Jylland: Ringede"
    assert merged.conflicts == ()


def test_repairs_are_told_in_the_order_of_the_rows_where_staff_edited_one_of_them() -> None:
    edit = set_cells(M0003={"navn": "Xenia Qvist"}, M0002={"titel": "Fagchef"})
    dates = [
        repair for repair in merge_members(BASE, OURS, mangling.excel(BASE, edit)).repaired if "Datoen" in repair.why
    ]
    assert [repair.id for repair in dates] == [row[0] for row in mangling.read_rows(BASE)[1:]]


@pytest.mark.parametrize("save", [edit_ours, mangling.libreoffice])
def test_a_row_that_looks_like_swallowed_ones_refuses_no_file_if_it_stood_there_before(save: Save) -> None:
    base = edit_ours(BASE, set_cells(M0003={"noter": "Til mødet:\n;;;;;;;;;;;;;;"}))
    assert merge_members(base, base, save(base, type_row(navn="Xenia Qvist", email="x@a.example"))).added == ("M0009",)
