"""config.env → Settings: one table of settings, each with its type, default, check and meaning.

The file is read with python-dotenv; a variable of the same name in the environment does not count, so that the file
says all. `config.example.env` is made from the same table (a test holds them together).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from io import StringIO
from pathlib import Path
from typing import Any

from dotenv.parser import parse_stream

from netpost.errors import SettingsError
from netpost.setting_kinds import (
    Fault,
    parse_amount,
    parse_choice,
    parse_days,
    parse_email,
    parse_emails,
    parse_flag,
    parse_host,
    parse_number,
    parse_text,
    parse_words,
)

LOOPBACK_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})


class Row:
    """One setting. name: as a field of Settings; in capitals the name in config.env.

    parse: text → value. default: what holds where the setting is missing; None: it must be given. secret: its value is
    never shown. may_be_empty: an empty value means nothing, not the default. heading: begins a group of the example file.
    """

    def __init__(
        self,
        parse: Callable[[str], Any],
        default: str | None,
        sentence: str,
        *,
        secret: bool = False,
        may_be_empty: bool = False,
        heading: str = "",
    ) -> None:
        self.name = ""
        self.parse, self.default, self.sentence = parse, default, sentence
        self.is_secret, self.may_be_empty, self.heading = secret, may_be_empty, heading

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name


def setting(parse: Callable[[str], Any], default: str | None, sentence: str, **more: Any) -> Any:
    """Describe one setting (see Row); typed as the value that it stands for."""
    return Row(parse, default, sentence, **more)


# No dataclass: for so many fields, making one costs 4 ms at every start.
class Settings:
    """The table. A field's name in capitals is the setting's name in config.env; paths are relative to that file."""

    imap_host: str = setting(parse_host, None, "The server that holds the inbox.", heading="Incoming mail (IMAP)")
    imap_security: str = setting(
        parse_choice("tls", "starttls", "plain"),
        "tls",
        "How the connection is protected: tls (port 993), starttls (port 143) or plain (loopback only).",
    )
    imap_port: int = setting(parse_number(0, 65535), "0", "The port; 0 means the usual one for IMAP_SECURITY.")
    imap_user: str = setting(parse_text, None, "The user name for the inbox, often the mail address.")
    imap_password: str = setting(parse_text, None, "The password for the inbox.", secret=True)
    imap_ca_file: str = setting(
        parse_text, "", "A file with the certificate authority of the IMAP server; empty means those of the machine."
    )
    smtp_host: str = setting(parse_host, None, "The server that takes outgoing mail.", heading="Outgoing mail (SMTP)")
    smtp_security: str = setting(
        parse_choice("starttls", "tls", "plain"),
        "starttls",
        "How the connection is protected: starttls (port 587), tls (port 465) or plain (port 25, loopback only).",
    )
    smtp_port: int = setting(parse_number(0, 65535), "0", "The port; 0 means the usual one for SMTP_SECURITY.")
    smtp_user: str = setting(parse_text, "", "The user name for outgoing mail; empty means no login.")
    smtp_password: str = setting(parse_text, "", "The password for outgoing mail.", secret=True)
    smtp_ca_file: str = setting(
        parse_text, "", "A file with the certificate authority of the SMTP server; empty means those of the machine."
    )
    allow_plain: bool = setting(
        parse_flag,
        "no",
        "yes allows plain connections to other machines: passwords and mail travel readable.",
        heading="Both servers",
    )
    server_timeout: int = setting(
        parse_number(1, 600), "30", "Seconds to wait for an answer of a mail server in any one step."
    )

    from_address: str = setting(
        parse_email, None, "The network's mail address: sender of all mail, read by IMAP.", heading="Addresses"
    )
    from_name: str = setting(parse_text, "", "The sender's name in mails, such as the network's; empty means none.")
    own_addresses: tuple[str, ...] = setting(
        parse_emails, "", "Further addresses of the same mailbox (aliases), commas between; mail from them is ours."
    )
    staff_address: tuple[str, ...] = setting(
        parse_emails, "", "Who gets the daily report, commas between. Empty is allowed only with FLAG_WAITING=yes."
    )

    read_folders: tuple[str, ...] = setting(
        parse_words, "INBOX", "The folders that are read, commas between.", heading="Folders of the mailbox"
    )
    handled_folder: str = setting(
        parse_text,
        "Netpost behandlet",
        "Where handled mail is moved to; empty leaves it where it is.",
        may_be_empty=True,
    )
    act_folder: str = setting(
        parse_text,
        "Netpost udfør",
        "Staff move a waiting mail here to have done what the report proposes (so it needs STAFF_ADDRESS); made when "
        "first needed; empty for none.",
        may_be_empty=True,
    )
    sent_folder: str = setting(
        parse_text, "", "The folder of sent mail, such as Sendt post; empty means the one the server marks as such."
    )
    flag_waiting: bool = setting(parse_flag, "yes", "yes puts a flag on mail that waits for staff.")
    mail_size_limit: int = setting(
        parse_number(1, 1000), "15", "Megabytes; a larger mail is not fetched but put before staff."
    )

    network_name: str = setting(
        parse_text, None, "The network's name, as it stands in mails.", heading="The network, as the mails name it"
    )
    price: int = setting(
        parse_amount, "0", "The price for all meetings that remain, in kroner without VAT; 0 means that none is named."
    )
    organiser_name: str = setting(parse_text, None, "The organiser's name, such as KL.")
    contact_name: str = setting(parse_text, None, "The person who signs the mails.")
    contact_phone: str = setting(parse_text, "", "That person's telephone; empty leaves it out.")
    contact_email: str = setting(parse_email, "", "That person's address; empty means FROM_ADDRESS.")

    send: bool = setting(
        parse_flag,
        "no",
        "yes sends mail to members. no writes what would be sent to PREVIEW_FOLDER instead.",
        heading="Sending",
    )
    preview_folder: str = setting(parse_text, "preview", "Where the mails go that SEND=no holds back.")
    sent_copy: str = setting(
        parse_choice("append", "server", "none"),
        "append",
        "Who puts sent mail into the sent folder: append (Netpost), server (Microsoft 365 and Gmail do) or none.",
    )
    send_hour: int = setting(parse_number(0, 23), "8", "The hour from which reminders and the report go out.")
    reminder_days: tuple[int, ...] = setting(
        parse_days,
        "14,2",
        "How many days before a meeting reminders go out, commas between; empty for none.",
        may_be_empty=True,
    )
    followup_answers: tuple[str, ...] = setting(
        parse_words, "ja,deltog", "Who gets the summary of a meeting: the words in its column, commas between."
    )
    mails_per_minute: int = setting(parse_number(1, 600), "20", "How fast mails are sent at most.")
    max_mails_per_run: int = setting(parse_number(1, 10000), "100", "How many mails one run sends at most.")
    max_answers_per_day: int = setting(
        parse_number(1, 100), "3", "How many automatic answers one address gets in a day at most; the rest is held."
    )
    settle_minutes: int = setting(
        parse_number(0, 1440), "30", "Minutes that a file of the staff must lie unchanged before it causes mail."
    )

    hand_receipts: bool = setting(
        parse_flag,
        "no",
        "yes sends the usual receipt also where staff write afmeldt or afbud into members.csv themselves.",
    )

    trusted_authserv_id: tuple[str, ...] = setting(
        parse_words,
        "",
        "The id in the Authentication-Results of our own server (commas between; microsoft365 for Exchange Online). "
        "Empty: only sign-ups are acted upon.",
        heading="Trust in senders",
    )
    sender_check: str = setting(
        parse_choice("on", "off"), "on", "off trusts every sender: only where the server itself refuses forged mail."
    )

    office_folder: str = setting(
        parse_text, "kontor", "The folder that staff share: members, meetings, templates.", heading="Files"
    )
    state_folder: str = setting(parse_text, "state", "The folder of the journal, never shared.")
    keep_days: int = setting(
        parse_number(0, 36500),
        "0",
        "Days after which whoever has left the network is erased for good, as by member_data.py --erase; 0 for never.",
    )
    version_days: int = setting(
        parse_number(1, 36500), "365", "Days that versions of members.csv are kept; the newest 50 always are."
    )
    log_file: str = setting(
        parse_text, "state/netpost.log", "Where each run writes what it did; empty for nowhere.", may_be_empty=True
    )

    directory: Path

    def __init__(self, *, directory: Path = Path(), **values: Any) -> None:
        if values.keys() != NAMES:
            raise TypeError(f"settings missing or unknown: {sorted(values.keys() ^ NAMES)}")
        self.__dict__.update(values, directory=directory)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"settings stand as they were read: {name}")

    def path(self, name: str) -> Path:
        """Return a path from the settings, relative to the folder of the settings file."""
        return self.directory / Path(name).expanduser()

    @property
    def members_file(self) -> Path:
        """Where members.csv lies."""
        return self.path(self.office_folder) / "members.csv"

    @property
    def meetings_file(self) -> Path:
        """Where meetings.csv lies."""
        return self.path(self.office_folder) / "meetings.csv"

    @property
    def templates_folder(self) -> Path:
        """Where the templates lie."""
        return self.path(self.office_folder) / "templates"

    @property
    def journal_file(self) -> Path:
        """Where the journal lies."""
        return self.path(self.state_folder) / "journal.sqlite"

    @property
    def is_rehearsal_safe(self) -> bool:
        """Tell whether both servers are on this machine, so that --now may act."""
        return self.imap_host in LOOPBACK_HOSTS and self.smtp_host in LOOPBACK_HOSTS

    @property
    def takes_orders(self) -> bool:
        """Tell whether staff can order a waiting mail done: the report must tell them what would be done."""
        return bool(self.act_folder and self.staff_address)

    @property
    def all_own_addresses(self) -> tuple[str, ...]:
        """The mailbox and its aliases."""
        return (self.from_address, *self.own_addresses)


TABLE = tuple(row for row in vars(Settings).values() if isinstance(row, Row))
NAMES = frozenset(row.name for row in TABLE)
SECRET_NAMES = frozenset(row.name.upper() for row in TABLE if row.is_secret)


#: What stands in the place of a value that is missing, by its kind.
EXAMPLES: Mapping[Callable[[str], Any], str] = {parse_host: "mail.kl.example", parse_email: "netvaerk@kl.example"}


def read_settings(file: Path) -> Settings:
    """Read a settings file. Raises SettingsError that tells all its faults together, never showing a password."""
    if not file.is_file():
        raise SettingsError(
            f"{file}: there is no such settings file.",
            remedy="Name it with --config, or make a network's directory with check_setup.py --new DIR.",
        )
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: cannot be read.", f"{error}.", "Save it as UTF-8 text.") from error
    return parse_settings(_read_lines(text, file), file)


def parse_settings(given: Mapping[str, str], file: Path) -> Settings:
    """Turn names and texts into Settings; file is named in errors and is what paths are relative to."""
    values: dict[str, Any] = {}
    faults = [_unknown_name(name) for name in given if name.lower() not in NAMES or not name.isupper()]
    for row in TABLE:
        name = row.name.upper()
        text = given.get(name)
        try:
            values[row.name] = _parse_value(text, row)
        except Fault as fault:
            shown = "" if name in SECRET_NAMES or not text else f" ({text})"
            faults.append(f"{name}{shown} {fault.why}; right is for example {name}={fault.example}")
    if not faults:
        settings = Settings(**values, directory=file.absolute().parent)
        faults = [sentence for is_wrong, sentence in _contradictions(settings) if is_wrong]
    if faults:
        raise _faults_error(file, faults)
    return settings


def is_readable_by_others(file: Path) -> bool:
    """Tell whether other users of the machine may read the file, which holds passwords."""
    return os.name == "posix" and bool(file.stat().st_mode & 0o077)


def _read_lines(text: str, file: Path) -> dict[str, str]:
    values: dict[str, str] = {}
    faults = []
    for binding in parse_stream(StringIO(text)):
        line = binding.original.line + binding.original.string[: -len(binding.original.string.lstrip())].count("\n")
        if binding.error:
            faults.append(
                f"line {line} cannot be read; right is NAME=value, in single quotes where it holds # or quotes"
            )
        elif binding.key in values:
            faults.append(f"line {line}: {binding.key} stands there a second time; take one of the lines out")
        elif binding.key:
            values[binding.key] = (binding.value or "").strip()
    if faults:
        raise _faults_error(file, faults)
    return values


def _faults_error(file: Path, faults: list[str]) -> SettingsError:
    count = "one fault" if len(faults) == 1 else f"{len(faults)} faults"
    return SettingsError(f"{file} has {count}.", "\n  " + "\n  ".join(faults) + "\n", "Mend it, then run again.")


def _parse_value(text: str | None, row: Row) -> Any:
    """Parse what was given (None: nothing), or take the default. Raises Fault."""
    if text is None or (not text and not row.may_be_empty):
        text = row.default
    if text is None:
        raise Fault("is missing", EXAMPLES.get(row.parse, "..."))
    is_list = row.parse in {parse_words, parse_emails, parse_days}
    return row.parse(text) if text or is_list else ""


def _unknown_name(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name.upper(), [row.name.upper() for row in TABLE], 1)
    return f"{name} is not a setting" + (f"; perhaps {near[0]} is meant" if near else "; take the line out")


def _contradictions(settings: Settings) -> Iterable[tuple[bool, str]]:
    yield (
        not settings.staff_address and not settings.flag_waiting,
        "STAFF_ADDRESS is empty and FLAG_WAITING is no, so nobody would see waiting mail; "
        "right is for example STAFF_ADDRESS=netvaerk@kl.example",
    )
    for kind, security, host in (
        ("IMAP", settings.imap_security, settings.imap_host),
        ("SMTP", settings.smtp_security, settings.smtp_host),
    ):
        yield (
            security == "plain" and host not in LOOPBACK_HOSTS and not settings.allow_plain,
            f"{kind}_SECURITY=plain would send the password readable to {host}; right is for example "
            f"{kind}_SECURITY=tls, or say ALLOW_PLAIN=yes outright",
        )
    yield (
        bool(settings.smtp_user) != bool(settings.smtp_password),
        "of SMTP_USER and SMTP_PASSWORD only one is given; give both, or neither where the server asks for no login",
    )
    office, state = settings.path(settings.office_folder).resolve(), settings.path(settings.state_folder).resolve()
    yield (
        state.is_relative_to(office),
        "STATE_FOLDER lies in OFFICE_FOLDER, which staff share; right is for example STATE_FOLDER=state",
    )
    yield (
        bool(settings.handled_folder) and settings.handled_folder in settings.read_folders,
        "HANDLED_FOLDER is one of READ_FOLDERS; right is for example HANDLED_FOLDER=Netpost behandlet",
    )
    yield (
        bool(settings.act_folder)
        and settings.act_folder in {*settings.read_folders, settings.handled_folder, settings.sent_folder},
        "ACT_FOLDER is another folder of these settings; right is for example ACT_FOLDER=Netpost udfør",
    )
