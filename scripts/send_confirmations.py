#!/usr/bin/env python3
"""Send the answers that are owed to sign-ups, cancellations and afbud.

Each answer goes out once. With --held, --release or --drop nothing is sent: they show and settle what is held back.
"""

from __future__ import annotations

import sys

from netpost.arguments import Arguments
from netpost.command import run_script
from netpost.errors import SettingsError
from netpost.jobs import Outcome, Run, drop, list_held, release, send_confirmations

OPTIONS = (
    ("--held", "", "list the mails that are held, each with its key and the reason"),
    ("--release", "KEY|all", "let a held mail go out with the next run"),
    ("--drop", "KEY|all", "never send a held mail"),
)


def main(run: Run, arguments: Arguments) -> Outcome:
    """Do the one thing that was asked for."""
    if len(asked := questions(arguments)) > 1:
        raise SettingsError(f"{' and '.join(asked)} do not go together.", remedy="Give one of them at a time.")
    if arguments.has("--held"):
        return list_held(run)
    if key := arguments.value("--release"):
        return release(run, key)
    if key := arguments.value("--drop"):
        return drop(run, key)
    return send_confirmations(run)


def questions(arguments: Arguments) -> list[str]:
    """Return which of this script's own options were given."""
    return [name for name, _, _ in OPTIONS if arguments.has(name)]


if __name__ == "__main__":
    sys.exit(run_script(main, __doc__, OPTIONS, lambda arguments: bool(questions(arguments))))
