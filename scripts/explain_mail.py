#!/usr/bin/env python3
"""Show how mails would be understood, and why. Changes nothing.

Without --config the repository's meetings.csv is used, and each mail's own date counts as today.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from netpost.errors import EX_DATAERR, EX_OK, NetpostError  # noqa: E402
from netpost.explain import explain_reading, make_object  # noqa: E402
from netpost.meetings import read_meetings  # noqa: E402
from netpost.message import Mail, read_mail  # noqa: E402
from netpost.settings import read_settings  # noqa: E402
from netpost.understand import Network, understand_mail  # noqa: E402
from netpost.zone import COPENHAGEN  # noqa: E402


def read_network(config: Path | None) -> Network:
    """Read what is known of the network: from its settings, else from the repository's own meetings."""
    if config is None:
        meetings = read_meetings((ROOT / "meetings.csv").read_bytes()).all
        return Network("Netværk om ledelse af digitalisering", "KL", ("netvaerk@kl.example",), meetings, date.min)
    settings = read_settings(config)
    meetings = read_meetings(settings.meetings_file.read_bytes()).all
    return Network(settings.network_name, settings.organiser_name, settings.all_own_addresses, meetings, date.min)


def take_date(network: Network, mail: Mail) -> Network:
    """Let the mail's own date count as today."""
    today = mail.date.astimezone(COPENHAGEN).date() if mail.date else max(one.day for one in network.meetings)
    return Network(network.name, network.organiser, network.own_addresses, network.meetings, today)


def main() -> int:
    """Explain each file in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", metavar="FILE", help="a mail as the server holds it (.eml)")
    parser.add_argument("--json", action="store_true", help="one JSON object a line instead of text")
    parser.add_argument("--config", type=Path, metavar="FILE", help="the settings file of a network")
    parser.add_argument("-v", "--verbose", action="store_true", help="also tell which file is being read")
    arguments = parser.parse_args()
    try:
        network = read_network(arguments.config)
        for file in arguments.files:
            if arguments.verbose:
                print(file, file=sys.stderr)
            mail = read_mail(Path(file).read_bytes())
            known = take_date(network, mail)
            reading = understand_mail(mail, known)
            if arguments.json:
                print(json.dumps(make_object(file, reading), ensure_ascii=False))
            else:
                print(explain_reading(file, mail, reading, known))
    except NetpostError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except OSError as error:
        print(f"{error.filename}: {error.strerror}.", file=sys.stderr)
        return EX_DATAERR
    return EX_OK


if __name__ == "__main__":
    sys.exit(main())
