"""config.env: what is read, what each fault says, and that the example file is the table."""

from __future__ import annotations

from pathlib import Path

import pytest

from netpost.errors import SettingsError
from netpost.settings import TABLE, Settings, is_readable_by_others, parse_settings, read_settings
from netpost.setup.settings_example import example_text

ROOT = Path(__file__).parents[2]
FILE = Path("/srv/netvaerk/config.env")
NEEDED = {
    "IMAP_HOST": "imap.kl.example",
    "IMAP_USER": "netvaerk@kl.example",
    "IMAP_PASSWORD": "hemmelig-ind",
    "SMTP_HOST": "smtp.kl.example",
    "FROM_ADDRESS": "Netvaerk@KL.example",
    "NETWORK_NAME": "Netværk for digitale ledere",
    "ORGANISER_NAME": "KL",
    "CONTACT_NAME": "Mette Holm",
}


def settings_of(**changes: str) -> Settings:
    return parse_settings({**NEEDED, **changes}, FILE)


def faults_of(given: dict[str, str]) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        parse_settings(given, FILE)
    return [line.strip() for line in caught.value.why.strip().splitlines()]


def test_the_example_file_is_the_table() -> None:
    assert (ROOT / "config.example.env").read_text("utf-8") == example_text()


def test_the_example_file_filled_in_gives_the_defaults(tmp_path: Path) -> None:
    text = example_text()
    for name, value in NEEDED.items():
        assert f"\n{name}=\n" in text
        text = text.replace(f"\n{name}=\n", f"\n{name}={value}\n")
    file = tmp_path / "config.env"
    file.write_text(text, "utf-8")
    settings, defaults = read_settings(file), settings_of()
    assert {row.name: getattr(settings, row.name) for row in TABLE} == {
        row.name: getattr(defaults, row.name) for row in TABLE
    }
    assert settings.send is False


def test_every_setting_has_a_line_of_its_own_meaning() -> None:
    sentences = [row.sentence for row in TABLE if "certificate" not in row.sentence]
    assert all(sentence.endswith(".") for sentence in sentences)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("SEND", "YES", True),
        ("SEND", "ja", True),
        ("SEND", "", False),
        ("PRICE", "5.900", 5900),
        ("PRICE", "5900", 5900),
        ("REMINDER_DAYS", "2, 14,2", (14, 2)),
        ("REMINDER_DAYS", "", ()),
        ("HANDLED_FOLDER", "", ""),
        ("ACT_FOLDER", "", ""),
        ("LOG_FILE", "", ""),
        ("READ_FOLDERS", "", ("INBOX",)),
        ("READ_FOLDERS", "INBOX, Tilmeldinger 2017", ("INBOX", "Tilmeldinger 2017")),
        ("STAFF_ADDRESS", "Mette@kl.example,bo@kl.example", ("mette@kl.example", "bo@kl.example")),
        ("FROM_ADDRESS", "Netvaerk@KL.example", "netvaerk@kl.example"),
        ("IMAP_HOST", "127.0.0.1", "127.0.0.1"),
        ("IMAP_HOST", "::1", "::1"),
        ("SENT_COPY", "Server", "server"),
        ("SEND_HOUR", "0", 0),
        ("CONTACT_EMAIL", "", ""),
    ],
)
def test_values(name: str, text: str, value: object) -> None:
    assert getattr(settings_of(**{name: text}), name.casefold()) == value


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("SEND", "maybe", "SEND (maybe) is neither yes nor no; right is for example SEND=no"),
        ("SEND_HOUR", "24", "SEND_HOUR (24) is not a whole number from 0 to 23; right is for example SEND_HOUR=20"),
        ("SEND_HOUR", "-1", "SEND_HOUR (-1) is not a whole number from 0 to 23; right is for example SEND_HOUR=20"),
        ("MAX_MAILS_PER_RUN", "0", "MAX_MAILS_PER_RUN (0) is not a whole number from 1 to 10000; "
         "right is for example MAX_MAILS_PER_RUN=20"),
        ("REMINDER_DAYS", "14 og 2", "REMINDER_DAYS (14 og 2) is not a list of days; "
         "right is for example REMINDER_DAYS=14,2"),
        ("PRICE", "5.900,50", "PRICE (5.900,50) is not an amount in whole kroner; right is for example PRICE=5900"),
        ("IMAP_HOST", "imap://kl.example", "IMAP_HOST (imap://kl.example) is not a host name; "
         "right is for example IMAP_HOST=imap.example.dk"),
        ("FROM_ADDRESS", "Netværk <a@kl.example>", "FROM_ADDRESS (Netværk <a@kl.example>) is not a mail address; "
         "right is for example FROM_ADDRESS=netvaerk@kl.example"),
        ("STAFF_ADDRESS", "mette@kl", "STAFF_ADDRESS (mette@kl) is not a mail address; "
         "right is for example STAFF_ADDRESS=netvaerk@kl.example"),
        ("SENT_COPY", "outlook", "SENT_COPY (outlook) is none of append, server, none; "
         "right is for example SENT_COPY=append"),
        ("SENDD", "yes", "SENDD is not a setting; perhaps SEND is meant"),
        ("send", "yes", "send is not a setting; perhaps SEND is meant"),
        ("COLOUR", "red", "COLOUR is not a setting; take the line out"),
        ("IMAP_USER", "", "IMAP_USER is missing; right is for example IMAP_USER=..."),
        ("FLAG_WAITING", "no", "STAFF_ADDRESS is empty and FLAG_WAITING is no, so nobody would see waiting mail; "
         "right is for example STAFF_ADDRESS=netvaerk@kl.example"),
        ("IMAP_SECURITY", "plain", "IMAP_SECURITY=plain would send the password readable to imap.kl.example; "
         "right is for example IMAP_SECURITY=tls, or say ALLOW_PLAIN=yes outright"),
        ("SMTP_SECURITY", "plain", "SMTP_SECURITY=plain would send the password readable to smtp.kl.example; "
         "right is for example SMTP_SECURITY=tls, or say ALLOW_PLAIN=yes outright"),
        ("HANDLED_FOLDER", "INBOX", "HANDLED_FOLDER is one of READ_FOLDERS; "
         "right is for example HANDLED_FOLDER=Netpost behandlet"),
        ("ACT_FOLDER", "Netpost behandlet", "ACT_FOLDER is another folder of these settings; "
         "right is for example ACT_FOLDER=Netpost udfør"),
        ("SMTP_USER", "netvaerk", "of SMTP_USER and SMTP_PASSWORD only one is given; "
         "give both, or neither where the server asks for no login"),
        ("STATE_FOLDER", "kontor/state", "STATE_FOLDER lies in OFFICE_FOLDER, which staff share; "
         "right is for example STATE_FOLDER=state"),
    ],
)  # fmt: skip
def test_each_fault_says_what_is_right(name: str, text: str, sentence: str) -> None:
    assert faults_of({**NEEDED, name: text}) == [sentence]


def test_all_faults_are_told_together() -> None:
    given = {name: value for name, value in NEEDED.items() if name != "CONTACT_NAME"}
    assert faults_of({**given, "SEND": "x", "SENDD": "x"}) == [
        "SENDD is not a setting; perhaps SEND is meant",
        "CONTACT_NAME is missing; right is for example CONTACT_NAME=...",
        "SEND (x) is neither yes nor no; right is for example SEND=no",
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "IMAP_HOST=a.example\n\nIMAP_HOST=b.example\n",
            "line 3: IMAP_HOST stands there a second time; take one of the lines out",
        ),
        (
            "# ok\nIMAP_PASSWORD='it's'\n",
            "line 2 cannot be read; right is NAME=value, in single quotes where it holds # or quotes",
        ),
    ],
    ids=["twice", "broken quotes"],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, text: str, why: str) -> None:
    file = tmp_path / "config.env"
    file.write_text(text)
    with pytest.raises(SettingsError) as caught:
        read_settings(file)
    assert str(caught.value) == f"{file} has one fault. \n  {why}\n Mend it, then run again."


def test_neither_fault_nor_repr_shows_a_password(tmp_path: Path) -> None:
    settings = settings_of(SMTP_USER="netvaerk", SMTP_PASSWORD="hemmelig-ud")
    assert "hemmelig" not in repr(settings) + str(settings)
    file = tmp_path / "config.env"
    file.write_text("SEND=x\nIMAP_PASSWORD='hemmelig'ind\nSMTP_PASSWORD=hemmelig-ud\n")
    with pytest.raises(SettingsError) as caught:
        read_settings(file)
    assert "hemmelig" not in str(caught.value)


def test_no_settings_file_names_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"there is no such settings file\. Name it with --config, or make"):
        read_settings(tmp_path / "config.env")


def test_text_in_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "config.env"
    file.write_bytes("NETWORK_NAME=Netværk".encode("cp1252"))
    with pytest.raises(SettingsError, match="Save it as UTF-8 text"):
        read_settings(file)


def test_the_environment_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEND", "yes")
    monkeypatch.setenv("CONTACT_NAME", "Anden")
    file = tmp_path / "config.env"
    text = "".join(f"{name}={value}\n" for name, value in NEEDED.items()) + "CONTACT_PHONE=${HOME}\nexport PRICE=1\n"
    file.write_text("\ufeff" + text, "utf-8")
    settings = read_settings(file)
    assert (settings.send, settings.contact_name, settings.contact_phone) == (False, "Mette Holm", "${HOME}")
    assert settings.price == 1


def test_paths_are_relative_to_the_settings_file() -> None:
    settings = settings_of(OFFICE_FOLDER="../delt", STATE_FOLDER="/var/lib/netpost")
    assert settings.members_file == Path("/srv/netvaerk/../delt/members.csv")
    assert settings.meetings_file == Path("/srv/netvaerk/../delt/meetings.csv")
    assert settings.templates_folder == Path("/srv/netvaerk/../delt/templates")
    assert settings.journal_file == Path("/var/lib/netpost/journal.sqlite")


@pytest.mark.parametrize(
    ("imap", "smtp", "is_safe"),
    [
        ("localhost", "127.0.0.1", True),
        ("localhost", "smtp.kl.example", False),
        ("imap.kl.example", "localhost", False),
        ("localhost.kl.example", "localhost", False),
    ],
)
def test_a_rehearsal_acts_only_on_this_machine(imap: str, smtp: str, is_safe: bool) -> None:
    assert settings_of(IMAP_HOST=imap, SMTP_HOST=smtp).is_rehearsal_safe is is_safe


def test_own_addresses_hold_the_mailbox_and_its_aliases() -> None:
    assert settings_of(OWN_ADDRESSES="Post@kl.example").all_own_addresses == ("netvaerk@kl.example", "post@kl.example")


@pytest.mark.parametrize(("mode", "is_open"), [(0o600, False), (0o640, True), (0o604, True)])
def test_a_file_that_others_can_read(tmp_path: Path, mode: int, is_open: bool) -> None:
    file = tmp_path / "config.env"
    file.touch()
    file.chmod(mode)
    assert is_readable_by_others(file) is is_open


def test_settings_do_not_change_and_none_is_forgotten() -> None:
    settings = settings_of()
    with pytest.raises(AttributeError):
        settings.send = True  # type: ignore[misc]
    with pytest.raises(TypeError, match="smtp_host"):
        Settings(imap_host="a.example")
