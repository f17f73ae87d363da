"""meetings.csv as staff and their spreadsheet programs leave it."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netpost.errors import MeetingsFileError
from netpost.meetings import Meeting, read_meetings
from netpost.zone import COPENHAGEN

HEADER = "id;dato;start;slut;by;sted;adresse;tilmeldingsfrist;afbudsfrist;status"
AARHUS_ROW = (
    "2017-09-14;2017-09-14;10.00;15.00;Aarhus;Dokk1;Hack Kampmanns Plads 2, 8000 Aarhus C;2017-09-01;2017-09-11;"
)
ODENSE_ROW = "2017-11-16;2017-11-16;10.00;15.00;Odense;Odense Rådhus;Flakhaven 2, 5000 Odense C;2017-11-03;2017-11-13;"
AARHUS = Meeting(
    "2017-09-14",
    date(2017, 9, 14),
    time(10),
    time(15),
    "Aarhus",
    "Dokk1",
    "Hack Kampmanns Plads 2, 8000 Aarhus C",
    date(2017, 9, 1),
    date(2017, 9, 11),
)
ODENSE = Meeting(
    "2017-11-16",
    date(2017, 11, 16),
    time(10),
    time(15),
    "Odense",
    "Odense Rådhus",
    "Flakhaven 2, 5000 Odense C",
    date(2017, 11, 3),
    date(2017, 11, 13),
)


def file_of(*rows: str) -> bytes:
    return "".join(row + "\r\n" for row in rows).encode("utf-8-sig")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(file_of(HEADER, ODENSE_ROW), id="as written"),
        pytest.param(file_of(HEADER, ODENSE_ROW)[3:], id="utf-8 without mark"),
        pytest.param("\n".join((HEADER, ODENSE_ROW)).encode("cp1252"), id="windows-1252, LF, no last line end"),
        pytest.param("\r\n".join((HEADER, ODENSE_ROW)).encode("utf-16"), id="utf-16"),
        pytest.param("\n".join((HEADER, ODENSE_ROW)).replace(";", "\t").encode(), id="tabs, as older Excel saves"),
        pytest.param(
            "\n".join((HEADER, ODENSE_ROW.replace("Flakhaven 2, 5000 Odense C", '"Flakhaven 2@ 5000 Odense C"')))
            .replace(";", ",")
            .replace("@", ",")
            .encode(),
            id="commas, as LibreOffice saves",
        ),
        pytest.param(file_of("sep=;", HEADER, ODENSE_ROW), id="sep line"),
        pytest.param(file_of("", HEADER + ";;", "", ODENSE_ROW + ";;", ";;;;;"), id="blank rows, padded"),
        pytest.param(
            file_of(HEADER, ODENSE_ROW.replace("2017-11-16", "16-11-2017").replace("2017-11-03", "3. november 2017")),
            id="Danish dates",
        ),
        pytest.param(
            file_of(
                "Møde-ID;Mødedato;Fra;Til;BY;Mødested;Adresse:;Frist for tilmelding;Afbud senest;Status;", ODENSE_ROW
            ),
            id="other headers",
        ),
        pytest.param(
            file_of(
                "noter;dato;" + HEADER.replace("dato;", ""),
                "kaffe?;2017-11-16;" + ODENSE_ROW.replace("2017-11-16;", "", 1),
            ),
            id="other order, unknown column",
        ),
    ],
)
def test_one_meeting_in_many_forms(data: bytes) -> None:
    assert read_meetings(data) == read_meetings(file_of(HEADER, ODENSE_ROW))
    assert read_meetings(data).all == (ODENSE,)
    assert read_meetings(data).problems == ()


def test_missing_columns_read_as_empty() -> None:
    meetings = read_meetings(file_of("id;dato", "2017-09-14;2017-09-14"))
    assert meetings.all == (Meeting("2017-09-14", date(2017, 9, 14), None, None, "", "", "", None, None),)


def test_meetings_come_by_date_and_a_moved_one_keeps_its_id() -> None:
    row = "2017-11-16;2017-09-13;10;15;Odense;Odense Rådhus;;2017-09-01;2017-09-11;aflyst"
    found = read_meetings(file_of(HEADER, AARHUS_ROW, row), (AARHUS, ODENSE))
    assert [(meeting.id, meeting.day.isoformat(), meeting.is_cancelled) for meeting in found.all] == [
        ("2017-11-16", "2017-09-13", True),
        ("2017-09-14", "2017-09-14", False),
    ]
    assert found.problems == ()


@pytest.mark.parametrize(
    ("rows", "meeting", "sentence"),
    [
        pytest.param(
            [AARHUS_ROW.replace("2017-09-14;2017-09-14", "2017-09-14;31. september 2017")],
            "2017-09-14",
            "meetings.csv, række 3: dato »31. september 2017« er en dato, der ikke findes. Skriv den f.eks. 2017-09-14.",
            id="date that does not exist",
        ),
        pytest.param(
            [AARHUS_ROW.replace("2017-09-14;2017-09-14", "2017-09-14;14. september")],
            "2017-09-14",
            "meetings.csv, række 3: dato »14. september« kan ikke læses som en dato med år. Skriv den f.eks. 2017-09-14.",
            id="date without year",
        ),
        pytest.param(
            [AARHUS_ROW.replace("2017-09-14;2017-09-14", "2017-09-14;fredag den 14. september 2017")],
            "2017-09-14",
            "meetings.csv, række 3: dato »fredag den 14. september 2017« passer ikke: den dag er en torsdag. "
            "Skriv den f.eks. 2017-09-14.",
            id="wrong weekday",
        ),
        pytest.param(
            [AARHUS_ROW.replace("2017-09-14;2017-09-14", "2017-09-14;")],
            "2017-09-14",
            "meetings.csv, række 3: dato mangler. Skriv den f.eks. 2017-09-14.",
            id="no date",
        ),
        pytest.param(
            [AARHUS_ROW.replace("2017-09-14;2017-09-14", ";2017-09-14")],
            "2017-09-14",
            "meetings.csv, række 3: id mangler. Skriv den f.eks. 2017-09-14.",
            id="no id",
        ),
        pytest.param(
            [AARHUS_ROW.replace("2017-09-14;2017-09-14", "Aarhus;2017-09-14")],
            "2017-09-14",
            "meetings.csv, række 3: id »Aarhus« kan ikke læses som en dato med år. "
            "Skriv den dato, mødet først blev meldt ud til, f.eks. 2017-09-14.",
            id="id is no date",
        ),
        pytest.param(
            [AARHUS_ROW, AARHUS_ROW.replace("Dokk1", "Aarhus Rådhus")],
            "2017-09-14",
            "meetings.csv, række 3 og 4: id 2017-09-14 står flere gange. Slet den ene række, eller giv den sit eget id.",
            id="doubled id",
        ),
        pytest.param(
            [AARHUS_ROW.replace("10.00;15.00", "15;10")],
            "2017-09-14",
            "meetings.csv, række 3: slut »10« ligger ikke efter start »15«. Ret et af de to klokkeslæt.",
            id="end before start",
        ),
        pytest.param(
            [AARHUS_ROW.replace("10.00", "25.00")],
            "2017-09-14",
            "meetings.csv, række 3: start »25.00« er et klokkeslæt, der ikke findes. Skriv det f.eks. 10.00.",
            id="hour that does not exist",
        ),
        pytest.param(
            [AARHUS_ROW.replace("2017-09-01", "2018-09-01")],
            "2017-09-14",
            "meetings.csv, række 3: tilmeldingsfrist »2018-09-01« ligger efter mødets dato »2017-09-14«. "
            "Ret en af de to datoer.",
            id="deadline after the meeting",
        ),
        pytest.param(
            [AARHUS_ROW + "aflyses"],
            "2017-09-14",
            "meetings.csv, række 3: status »aflyses« er ikke et ord, Netpost kender. Mente I »aflyst«? "
            "Skriv planlagt eller aflyst, eller lad cellen stå tom.",
            id="unknown status",
        ),
        pytest.param(
            [AARHUS_ROW + "xx"],
            "2017-09-14",
            "meetings.csv, række 3: status »xx« er ikke et ord, Netpost kender. "
            "Skriv planlagt eller aflyst, eller lad cellen stå tom.",
            id="status like no word",
        ),
        pytest.param(
            [AARHUS_ROW + ";8000 Aarhus C"],
            "2017-09-14",
            "meetings.csv, række 3: »8000 Aarhus C« står til højre for den sidste kolonne; "
            "en celle er nok blevet delt ved et komma. Saml den igen i regnearket.",
            id="split at a comma",
        ),
        pytest.param(
            [],
            "2017-09-14",
            "meetings.csv: mødet 2017-09-14 (Aarhus) er ikke længere i filen. "
            "Sæt rækken ind igen, og skriv aflyst i status, hvis mødet ikke skal holdes.",
            id="vanished",
        ),
    ],
)
def test_a_fault_stops_that_meeting_only(rows: list[str], meeting: str, sentence: str) -> None:
    found = read_meetings(file_of(HEADER, ODENSE_ROW, *rows), (AARHUS, ODENSE))
    assert [(problem.meeting, problem.sentence) for problem in found.problems] == [(meeting, sentence)]
    assert found.all == (ODENSE,)
    assert found.known == (AARHUS, ODENSE)


@pytest.mark.parametrize("dates", ["2017-09-15;2017-09-15", "2017-09-15;2017-09-14"])
def test_an_id_that_changes_is_a_problem_of_both_until_it_is_put_back(dates: str) -> None:
    changed = file_of(HEADER, ODENSE_ROW, AARHUS_ROW.replace("2017-09-14;2017-09-14", dates))
    found = read_meetings(changed, (AARHUS, ODENSE))
    assert found.all == (ODENSE,)
    assert [problem.meeting for problem in found.problems] == ["2017-09-14", "2017-09-15"]
    assert {problem.sentence for problem in found.problems} == {
        "meetings.csv: id 2017-09-14 er blevet til 2017-09-15. Skriv 2017-09-14 i id igen; "
        "et mødes id ændres aldrig, heller ikke når dato ændres."
    }
    assert read_meetings(changed, found.known) == found
    assert read_meetings(file_of(HEADER, AARHUS_ROW, ODENSE_ROW), found.known).problems == ()


def test_a_meeting_that_has_been_held_may_be_taken_out() -> None:
    data = file_of(HEADER, ODENSE_ROW)
    assert read_meetings(data, (AARHUS, ODENSE), date(2017, 9, 14)).problems != ()
    assert read_meetings(data, (AARHUS, ODENSE), date(2017, 9, 15)).problems == ()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "filen er tom. Læg den forrige udgave tilbage."),
        (b"\xef\xbb\xbf\r\n;;\r\n", "filen er tom. Læg den forrige udgave tilbage."),
        (b"PK\x03\x04rest", "filen er et regneark (.xlsx, .ods), ikke CSV. Gem den som »CSV UTF-8«."),
        (b"id;dato\0", "filen er ikke tekst. Læg den forrige udgave tilbage."),
        (
            file_of(AARHUS_ROW),
            "kolonnen »id« og kolonnen »dato« mangler i første række. Første række skal være " + HEADER + ".",
        ),
        (file_of("id;dato;Dato"), "to kolonner hedder »dato«. Slet eller omdøb den ene."),
        (
            file_of(HEADER, '"' + AARHUS_ROW, ODENSE_ROW),
            'anførselstegnene i filen passer ikke sammen. Fjern tegnet " i den celle, hvor det står alene.',
        ),
    ],
    ids=["empty", "only blanks", "xlsx", "binary", "no header", "doubled header", "unclosed quote"],
)
def test_what_is_no_table_of_meetings_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(MeetingsFileError) as caught:
        read_meetings(data)
    assert str(caught.value) == "meetings.csv kan ikke læses: " + sentence


@given(st.binary(max_size=200).map(lambda data: HEADER.encode() + b"\r\n" + data) | st.binary(max_size=80))
def test_no_bytes_make_the_reader_raise_anything_else(data: bytes) -> None:
    try:
        read_meetings(data, (AARHUS,))
    except MeetingsFileError:
        return


def test_times_are_those_of_copenhagen() -> None:
    assert AARHUS.begins_at == datetime(2017, 9, 14, 10, tzinfo=COPENHAGEN)
    assert AARHUS.begins_at.utcoffset() != ODENSE.begins_at.utcoffset()
    bare = Meeting("2017-09-14", date(2017, 9, 14), None, None, "", "", "", None, None)
    assert (bare.begins_at.time(), bare.ends_at.time()) == (time(0), time(23, 59))


def test_the_meetings_of_the_repository_are_in_order() -> None:
    found = read_meetings((Path(__file__).parents[2] / "meetings.csv").read_bytes())
    assert [(meeting.id, meeting.city) for meeting in found.all] == [
        ("2017-06-14", "København"),
        ("2017-09-14", "Aarhus"),
        ("2017-11-16", "Odense"),
        ("2018-01-25", "Vejle"),
    ]
    assert found.problems == ()
    assert found.all[1] == AARHUS
