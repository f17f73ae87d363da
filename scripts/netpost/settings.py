"""config.env → Settings: one table of settings, each with its type, default, check and meaning.

The file is read with python-dotenv; a variable of the same name in the environment does not count, so that the file
says all. `config.example.env` is made from the same table (a test holds them together).
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from io import StringIO
from pathlib import Path
from typing import Any

from dotenv import dotenv_values

from netpost.errors import SettingsError

LOOPBACK_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})
ADDRESS_PATTERN = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+\.[^@\s<>,;\".]+")


class Fault(Exception):
    """A value that cannot be used: why, and an example of what is right."""

    def __init__(self, why: str, example: str) -> None:
        self.why, self.example = why, example
        super().__init__(why)


def parse_text(value: str) -> str:
    """Take the value as it stands."""
    return value


def parse_host(value: str) -> str:
    """Take a host name or address without scheme, path or port."""
    if not re.fullmatch(r"[\w.:-]+", value):
        raise Fault("is not a host name", "imap.example.dk")
    return value


def parse_email(value: str) -> str:
    """Take one mail address, in lower case."""
    if not ADDRESS_PATTERN.fullmatch(value):
        raise Fault("is not a mail address", "netvaerk@kl.example")
    return value.casefold()


def parse_emails(value: str) -> tuple[str, ...]:
    """Take mail addresses with commas between, in lower case."""
    return tuple(parse_email(part) for part in parse_words(value))


def parse_words(value: str) -> tuple[str, ...]:
    """Take texts with commas between."""
    return tuple(part.strip() for part in value.split(",") if part.strip())


def parse_flag(value: str) -> bool:
    """Take yes or no."""
    if value.casefold() not in {"yes", "no", "ja", "nej"}:
        raise Fault("is neither yes nor no", "no")
    return value.casefold() in {"yes", "ja"}


def parse_number(low: int, high: int) -> Callable[[str], int]:
    """Make a reader of whole numbers between two bounds, both included."""

    def parse(value: str) -> int:
        if not re.fullmatch(r"\d{1,9}", value) or not low <= int(value) <= high:
            raise Fault(f"is not a whole number from {low} to {high}", str(max(low, min(high, 20))))
        return int(value)

    return parse


def parse_days(value: str) -> tuple[int, ...]:
    """Take whole numbers of days with commas between, largest first; empty for none."""
    if any(not re.fullmatch(r"\d{1,3}", part) for part in parse_words(value)):
        raise Fault("is not a list of days", "14,2")
    return tuple(sorted({int(part) for part in parse_words(value)}, reverse=True))


def parse_choice(*words: str) -> Callable[[str], str]:
    """Make a reader of one word out of a few."""

    def parse(value: str) -> str:
        if value.casefold() not in words:
            raise Fault("is none of " + ", ".join(words), words[0])
        return value.casefold()

    return parse


def parse_amount(value: str) -> int:
    """Take an amount in whole kroner, with or without Danish thousands marks."""
    digits = value.replace(".", "")
    if not re.fullmatch(r"\d{1,7}", digits):
        raise Fault("is not an amount in whole kroner", "5900")
    return int(digits)


def setting(parse: Callable[[str], Any], default: str | None, sentence: str, *, secret: bool = False) -> Any:
    """Describe one setting. default None: it must be given. secret: its value is never shown."""
    metadata = {"parse": parse, "default": default, "sentence": sentence, "secret": secret}
    return field(metadata=metadata, repr=not secret)


@dataclass(frozen=True)
class Settings:
    """The table. A field's name in capitals is the setting's name in config.env; paths are relative to that file."""

    imap_host: str = setting(parse_host, None, "The server that holds the inbox.")
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
    smtp_host: str = setting(parse_host, None, "The server that takes outgoing mail.")
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
        parse_flag, "no", "yes allows plain connections to other machines: passwords and mail travel readable."
    )
    server_timeout: int = setting(
        parse_number(1, 600), "30", "Seconds to wait for an answer of a mail server in any one step."
    )

    from_address: str = setting(parse_email, None, "The network's mail address: sender of all mail, read by IMAP.")
    from_name: str = setting(parse_text, "", "The sender's name in mails, such as the network's; empty means none.")
    own_addresses: tuple[str, ...] = setting(
        parse_emails, "", "Further addresses of the same mailbox (aliases), commas between; mail from them is ours."
    )
    staff_address: tuple[str, ...] = setting(
        parse_emails, "", "Who gets the daily report, commas between. Empty is allowed only with FLAG_WAITING=yes."
    )

    read_folders: tuple[str, ...] = setting(parse_words, "INBOX", "The folders that are read, commas between.")
    handled_folder: str = setting(
        parse_text, "Netpost behandlet", "Where handled mail is moved to; empty leaves it where it is."
    )
    sent_folder: str = setting(
        parse_text, "", "The folder of sent mail, such as Sendt post; empty means the one the server marks as such."
    )
    flag_waiting: bool = setting(parse_flag, "yes", "yes puts a flag on mail that waits for staff.")
    mail_size_limit: int = setting(
        parse_number(1, 1000), "15", "Megabytes; a larger mail is not fetched but put before staff."
    )

    network_name: str = setting(parse_text, None, "The network's name, as it stands in mails.")
    price: int = setting(
        parse_amount, "0", "The price for all meetings that remain, in kroner without VAT; 0 means that none is named."
    )
    organiser_name: str = setting(parse_text, None, "The organiser's name, such as KL.")
    contact_name: str = setting(parse_text, None, "The person who signs the mails.")
    contact_phone: str = setting(parse_text, "", "That person's telephone; empty leaves it out.")
    contact_email: str = setting(parse_text, "", "That person's address; empty means FROM_ADDRESS.")

    send: bool = setting(
        parse_flag, "no", "yes sends mail to members. no writes what would be sent to PREVIEW_FOLDER instead."
    )
    preview_folder: str = setting(parse_text, "preview", "Where the mails go that SEND=no holds back.")
    sent_copy: str = setting(
        parse_choice("append", "server", "none"),
        "append",
        "Who puts sent mail into the sent folder: append (Netpost), server (Microsoft 365 and Gmail do) or none.",
    )
    send_hour: int = setting(parse_number(0, 23), "8", "The hour from which reminders and the report go out.")
    reminder_days: tuple[int, ...] = setting(
        parse_days, "14,2", "How many days before a meeting reminders go out, commas between; empty for none."
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

    trusted_authserv_id: tuple[str, ...] = setting(
        parse_words,
        "",
        "The id in the Authentication-Results of our own server (commas between; microsoft365 for Exchange Online). "
        "Empty: only sign-ups are acted upon.",
    )
    sender_check: str = setting(
        parse_choice("on", "off"), "on", "off trusts every sender: only where the server itself refuses forged mail."
    )

    office_folder: str = setting(parse_text, "kontor", "The folder that staff share: members, meetings, templates.")
    state_folder: str = setting(parse_text, "state", "The folder of the journal, never shared.")
    log_file: str = setting(parse_text, "state/netpost.log", "Where each run writes what it did; empty for nowhere.")

    directory: Path = field(default=Path(), metadata={})

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
    def all_own_addresses(self) -> tuple[str, ...]:
        """The mailbox and its aliases."""
        return (self.from_address, *self.own_addresses)


TABLE = tuple(row for row in fields(Settings) if row.metadata)
SECRET_NAMES = frozenset(row.name.upper() for row in TABLE if row.metadata["secret"])


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
    return parse_settings(_values_of(text), file)


def parse_settings(given: Mapping[str, str], file: Path) -> Settings:
    """Turn names and texts into Settings; file is named in errors and is what paths are relative to."""
    values: dict[str, Any] = {}
    faults = [_unknown_name(name) for name in given if name not in {row.name.upper() for row in TABLE}]
    for row in TABLE:
        name = row.name.upper()
        text = given.get(name, "").strip()
        try:
            values[row.name] = _parse_value(text, row.metadata)
        except Fault as fault:
            shown = "" if name in SECRET_NAMES or not text else f" ({text})"
            faults.append(f"{name}{shown} {fault.why}; right is for example {name}={fault.example}")
    if not faults:
        faults = _contradictions(settings := Settings(**values, directory=file.absolute().parent))
    if faults:
        raise SettingsError(
            f"{file}: {len(faults)} fault(s).", "\n  " + "\n  ".join(faults), "\nMend them all, then run again."
        )
    return settings


def is_readable_by_others(file: Path) -> bool:
    """Tell whether other users of the machine may read the file, which holds passwords."""
    return os.name == "posix" and bool(file.stat().st_mode & 0o077)


def _values_of(text: str) -> dict[str, str]:
    return {name: value or "" for name, value in dotenv_values(stream=StringIO(text), interpolate=False).items()}


def _parse_value(text: str, metadata: Mapping[str, Any]) -> Any:
    if not text and metadata["default"] is None:
        raise Fault("is missing", _example(metadata))
    text = text or metadata["default"]
    return metadata["parse"](text) if text or metadata["parse"] in {parse_words, parse_emails, parse_days} else ""


def _example(metadata: Mapping[str, Any]) -> str:
    examples = {parse_host: "mail.example.dk", parse_email: "netvaerk@kl.example"}
    return "..." if metadata["secret"] else examples.get(metadata["parse"], "KL")


def _unknown_name(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, [row.name.upper() for row in TABLE], 1)
    return f"{name} is not a setting" + (f"; perhaps {near[0]} is meant" if near else "; take the line out")


def _contradictions(settings: Settings) -> list[str]:
    return [sentence for is_wrong, sentence in _rules(settings) if is_wrong]


def _rules(settings: Settings) -> Iterable[tuple[bool, str]]:
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
        bool(settings.handled_folder) and settings.handled_folder in settings.read_folders,
        "HANDLED_FOLDER is one of READ_FOLDERS; right is for example HANDLED_FOLDER=Netpost behandlet",
    )
