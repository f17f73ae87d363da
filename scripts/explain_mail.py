#!/usr/bin/env python3
"""Show how mails would be understood, and why. Changes nothing.

Without --config the repository's meetings.csv is used, and each mail's own date counts as today.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from netpost.command import Command, run_command
from netpost.errors import EX_DATAERR, EX_OK, SettingsError
from netpost.explain import explain_reading, make_object
from netpost.meetings import read_meetings
from netpost.message import Mail, read_mail
from netpost.settings import read_settings
from netpost.understand import Network, understand_mail
from netpost.zone import COPENHAGEN

OPTIONS = (("--json", "", "print one JSON object a line instead of text"),)
REPOSITORY = Path(__file__).resolve().parent.parent


def main(command: Command) -> int:
    """Explain each file in turn; one that cannot be read does not keep the others from it."""
    if not command.arguments.files:
        raise SettingsError("No mail was named.", remedy="Name one or more files (.eml).")
    network = read_network(command.config_file if command.arguments.has("--config") else None)
    exit_code = EX_OK
    for file in command.arguments.files:
        try:
            print(explain_file(file, network, is_json=command.arguments.has("--json")))
        except OSError as error:
            print(f"{file}: {error.strerror}.", file=sys.stderr)
            exit_code = EX_DATAERR
    return exit_code


def read_network(config: Path | None) -> Network:
    """Read what is known of the network: from its settings, else from the repository's own meetings."""
    if config is None:
        meetings = read_meetings((REPOSITORY / "meetings.csv").read_bytes()).all
        addresses = ("netvaerk@kl.example",)
        return Network("Netværk om ledelse af digitalisering", "KL", "Signe Toft", addresses, meetings, date.min)
    known = read_settings(config)
    meetings = read_meetings(known.meetings_file.read_bytes()).all
    return Network(
        known.network_name, known.organiser_name, known.contact_name, known.all_own_addresses, meetings, date.min
    )


def explain_file(file: str, network: Network, *, is_json: bool) -> str:
    """Return what is to be said of one mail."""
    mail = read_mail(Path(file).read_bytes())
    known = replace(network, today=find_today(mail, network))
    reading = understand_mail(mail, known)
    if is_json:
        return json.dumps(make_object(file, reading), ensure_ascii=False)
    return explain_reading(file, mail, reading, known)


def find_today(mail: Mail, network: Network) -> date:
    """Return the mail's own date; without one, the day after the last meeting, so that nothing seems to be to come."""
    return mail.date.astimezone(COPENHAGEN).date() if mail.date else max(meeting.day for meeting in network.meetings)


if __name__ == "__main__":
    sys.exit(run_command(main, __doc__, OPTIONS, is_question=lambda _: True, files="FILE..."))
