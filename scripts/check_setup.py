#!/usr/bin/env python3
"""Try settings, files, templates and servers, and say what is wrong and how to mend it. Changes nothing.

With --new it makes the directory of a new network instead; with --begin it starts the journal of one that is ready.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from netpost.arguments import Arguments
from netpost.command import Command, run_command
from netpost.errors import EX_OK, SettingsError
from netpost.setup.findings import mend, summarise

if TYPE_CHECKING:
    from netpost.jobs import Outcome, Run

OPTIONS = (
    ("--new", "DIR", "make the directory of a new network, with settings and starting copies"),
    ("--begin", "", "start the journal: mail that arrives from now on is acted upon"),
    ("--adopt", "", "with --begin: members.csv already holds people; they are not sent a confirmation"),
)


def main(command: Command) -> int:
    """Do the one thing that was asked for."""
    arguments = command.arguments
    if arguments.has("--adopt") and not arguments.has("--begin"):
        raise SettingsError("--adopt goes only with --begin.")
    if directory := arguments.value("--new"):
        if arguments.has("--begin") or arguments.has("--dry-run"):
            raise SettingsError("--new goes with neither --begin nor --dry-run.")
        return make_directory(Path(directory))
    if arguments.has("--begin"):
        return command.do_job(begin_journal)
    return check_all(command)


def make_directory(directory: Path) -> int:
    """Make a network's directory and print what comes next."""
    from netpost.setup.new_network import make_network

    print("\n".join(make_network(directory)))
    return EX_OK


def begin_journal(run: Run, arguments: Arguments) -> Outcome:
    """Start the journal."""
    from netpost.jobs import begin

    return begin(run, arguments.has("--adopt"))


def check_all(command: Command) -> int:
    """Print one line for each thing that was tried, as it is tried, and a last one that sums up."""
    from netpost.settings import read_settings
    from netpost.setup.check import check_network

    findings = []
    try:
        command.settings = read_settings(command.config_file)
    except SettingsError as fault:
        findings.append(mend(fault))
        print(findings[0].line)
    else:
        for finding in check_network(command.settings, command.config_file, command.now()):
            print(command.mask(finding.line), flush=True)
            findings.append(finding)
    sentence, exit_code = summarise(findings)
    print(command.mask(sentence))
    return exit_code


if __name__ == "__main__":
    sys.exit(run_command(main, __doc__, OPTIONS, lambda _: True))
