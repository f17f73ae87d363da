#!/usr/bin/env python3
"""Show or erase what is held about one person, member or not.

--show writes a readable file into the working directory. --erase cannot be taken back; it says what remains elsewhere.
"""

from __future__ import annotations

import sys
from pathlib import Path

from netpost.arguments import Arguments
from netpost.command import run_script
from netpost.errors import SettingsError
from netpost.jobs import Outcome, Run, erase_person, show_person

OPTIONS = (
    ("--show", "WHO", "write all that is held about a person (mail address, or id such as M0001) to a file"),
    ("--erase", "WHO", "erase the person everywhere for good; try it with --dry-run first"),
)


def main(run: Run, arguments: Arguments) -> Outcome:
    """Do the one thing that was asked for."""
    shown, erased = arguments.value("--show"), arguments.value("--erase")
    if (shown is None) == (erased is None):
        raise SettingsError("Nothing to do.", remedy="Give either --show or --erase, with a mail address or an id.")
    return erase_person(run, erased) if erased else show_person(run, shown or "", Path.cwd())


if __name__ == "__main__":
    sys.exit(run_script(main, __doc__, OPTIONS, lambda _: True))
