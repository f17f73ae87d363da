"""What tells a person apart in free text, and taking people out of the bytes of a members.csv."""

import pytest

from netpost.errors import MembersFileError
from netpost.members import Member, read_table
from netpost.members.erasing import take_out_of_member, take_out_person, take_out_returned
from netpost.members.traces import Traces, trace_members

IDA = Traces(
    frozenset({"M0001"}), frozenset({"ida@koege.example"}), frozenset({"Ida Ry Bech"}), frozenset({"20 30 40 51"})
)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param("Ring til Ida Ry Bech i dag", "Ring til (slettet) i dag", id="name"),
        pytest.param("IDA  RY\nBECH", "(slettet)", id="capitals and blanks"),
        pytest.param("Ida og Frida Ry Bech", "Ida og Frida Ry Bech", id="given name, and another's"),
        pytest.param("skriv til Ida@Koege.example.", "skriv til (slettet).", id="address"),
        pytest.param(
            "frida@koege.example, x-ida@koege.example", "frida@koege.example, x-ida@koege.example", id="others'"
        ),
        pytest.param("ida@koege.example-net.example", "ida@koege.example-net.example", id="longer domain"),
        pytest.param("+45 20304051, 0045 20 30 40 51, 20-30-40-51", "(slettet), (slettet), (slettet)", id="number"),
        pytest.param("5798 2030 4051 7", "5798 2030 4051 7", id="digits of another number"),
    ],
)
def test_traces_are_taken_out(text: str, want: str) -> None:
    assert IDA.take_out_of(text) == want
    assert IDA.is_in(text) == (want != text)


def test_of_nothing_known_nothing_is_found() -> None:
    assert Traces().take_out_of("Ida Ry Bech") == "Ida Ry Bech"
    assert not Traces(names=frozenset({"Ida", ""})).is_in("Ida Ry Bech")


def test_traces_are_found_in_an_encoded_mail() -> None:
    raw = b"Subject: =?utf-8?q?Til_Ida_Ry_Bech?=\nContent-Type: text/plain; charset=utf-8\n\nHej"
    assert IDA.is_in_mail(raw)
    assert not IDA.is_in_mail(raw.replace(b"Bech", b"Beck"))


def test_what_a_colleague_has_as_well_is_no_trace() -> None:
    cells = {"navn": "Ida Ry Bech", "email": "ida@koege.example", "telefon": "56 67 67 67"}
    colleague = Member("M0002", {"navn": "Bo Dam", "email": "bo@koege.example", "telefon": "56 67 67 67"})
    traces = trace_members([Member("M0001", cells)], [colleague])
    assert traces == Traces(
        frozenset({"M0001"}), frozenset({"ida@koege.example"}), frozenset({"Ida Ry Bech"}), frozenset()
    )


FILE = (
    '"id";"navn";"email";"telefon";"tilmeldt_af";"noter"\r\n'
    '"M0001";"Ida Ry Bech";"ida@koege.example";"20 30 40 51";"";"Vegetar"\r\n'
    '"M0002";"Bo Dam";"bo@koege.example";"+4520304052";"ida@koege.example";"Kører med Ida Ry Bech"\r\n'
).encode()


def test_a_person_is_taken_out_of_a_file() -> None:
    cleaned = take_out_person(FILE, IDA)
    assert cleaned.found == {"M0001"}
    (bo,) = read_table(cleaned.data).members
    assert dict(bo.cells) == {
        "navn": "Bo Dam", "email": "bo@koege.example", "telefon": "+4520304052", "tilmeldt_af": "",
        "noter": "Kører med (slettet)",
    }  # fmt: skip


def test_a_file_without_the_person_stays_byte_for_byte() -> None:
    data = FILE.replace(b"Ida Ry Bech", b"Eva Lund").replace(b"ida@", b"eva@").replace(b"M0001", b"M0003")
    assert take_out_person(data, IDA).data is data
    assert take_out_returned(data, {"M0001"}).data is data


def test_an_unreadable_file_that_names_the_person_is_not_kept() -> None:
    assert take_out_person(b"Ida Ry Bech", IDA).data == b""
    assert take_out_person("Ida Ry Bech".encode("utf-16"), IDA).data == b""
    assert take_out_person(b"nothing", IDA).data == b"nothing"
    with pytest.raises(MembersFileError):
        take_out_returned(b"M0001", {"M0001"})


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_who_comes_back_is_taken_out_with_all_that_the_copy_tells(encoding: str) -> None:
    cleaned = take_out_returned(FILE.decode().encode(encoding), {"M0001", "M0009"})
    assert cleaned.found == {"M0001"}
    assert cleaned.data == take_out_person(FILE, IDA).data


def test_anothers_name_and_number_stay_where_they_are_the_same() -> None:
    namesake = Member("M0005", {"navn": "Ida Ry Bech", "telefon": "20 30 40 51", "frokost": "med Ida Ry Bech"})
    cleaned = take_out_of_member(namesake, IDA)
    assert cleaned.cells == {"navn": "Ida Ry Bech", "telefon": "20 30 40 51", "frokost": "med (slettet)"}
