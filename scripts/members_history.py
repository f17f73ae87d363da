#!/usr/bin/env python3
"""List the versions of members.csv: when, who and what changed. Nothing is sent.

With --version or --member it tells all of one version or of one member; with --restore it brings a version back. Staff read
what it prints, so that is Danish.
"""

from __future__ import annotations

import sys

from netpost.arguments import Arguments
from netpost.command import run_script
from netpost.errors import SettingsError
from netpost.jobs import Outcome, Run, list_versions, restore_version, show_member, show_version

OPTIONS = (
    ("--limit", "N", "list the last N versions; 20 where it is not given, 0 for all"),
    ("--version", "N", "show all that changed in version N"),
    ("--member", "WHO", "show a member's life (id such as M0004, mail address or name), also of one who is gone"),
    ("--restore", "N", "make the members as they stood in version N the present ones; try it with --dry-run first"),
)


def main(run: Run, arguments: Arguments) -> Outcome:
    """Do the one thing that was asked for."""
    if len(asked := [name for name, _, _ in OPTIONS if arguments.has(name)]) > 1:
        raise SettingsError(f"{' and '.join(asked)} do not go together.", remedy="Give one of them at a time.")
    if arguments.has("--version"):
        return show_version(run, read_number(arguments, "--version"))
    if arguments.has("--restore"):
        return restore_version(run, read_number(arguments, "--restore"))
    if who := arguments.value("--member"):
        return show_member(run, who)
    return list_versions(run, read_number(arguments, "--limit") if arguments.has("--limit") else 20)


def read_number(arguments: Arguments, name: str) -> int:
    """Return the number that was given to an option. Raises SettingsError."""
    text = arguments.value(name) or ""
    if not text.isdecimal() or len(text) > 9:
        raise SettingsError(f"{name} {text} is no number.", remedy=f"Write it like {name} 12.")
    return int(text)


if __name__ == "__main__":
    sys.exit(run_script(main, __doc__, OPTIONS, lambda _: True))
