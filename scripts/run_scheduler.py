#!/usr/bin/env python3
"""Do what run_once.py does every few minutes, for machines without cron.

A fault is told and the next run tries again. SIGTERM and Ctrl-C end it after the run that is going on.
"""

from __future__ import annotations

import signal
import sys

import schedule

from netpost.arguments import Arguments
from netpost.command import Command, run_command, run_script
from netpost.errors import EX_OK, SettingsError
from netpost.jobs import run_once

STOPS = frozenset({signal.SIGTERM, signal.SIGINT})
OPTIONS = (("--every", "MINUTES", "how many minutes lie between two runs; 5 where it is not given"),)


def main(command: Command) -> int:
    """Run at once and then every few minutes, until a signal says stop."""
    minutes = read_minutes(command.arguments)
    # Blocked, a signal waits to be fetched; a handler's would be missed between the last look and the sleep.
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    scheduler = schedule.Scheduler()
    # Settings are read afresh each time, and every error ends in a sentence: no run can end the scheduler.
    scheduler.every(minutes).minutes.do(run_script, lambda run, _: run_once(run), __doc__, OPTIONS)
    scheduler.run_all()
    while signal.sigtimedwait(STOPS, max(0, scheduler.idle_seconds or 0)) is None:
        scheduler.run_pending()
    return EX_OK


def read_minutes(arguments: Arguments) -> int:
    """Return the minutes between two runs. Raises SettingsError."""
    text = arguments.value("--every") or "5"
    if not text.isdecimal() or not 1 <= int(text) <= 1440:
        raise SettingsError(f"--every {text} is no number of minutes.", remedy="Write one from 1 to 1440.")
    return int(text)


if __name__ == "__main__":
    sys.exit(run_command(main, __doc__, OPTIONS))
