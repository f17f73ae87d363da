#!/usr/bin/env python3
"""Render the mails that would be sent, now or until a date, into PREVIEW_FOLDER. Nothing is sent."""

from __future__ import annotations

import sys

from netpost.arguments import Arguments
from netpost.command import read_time, run_script
from netpost.jobs import Outcome, Run, preview

OPTIONS = (("--until", "DATE", "all mails that will be due up to and with this day, such as 2017-09-30"),)


def main(run: Run, arguments: Arguments) -> Outcome:
    """Preview what is due now, or up to the end of the day that was given."""
    until = arguments.value("--until")
    return preview(run, read_time(until).replace(hour=23, minute=59, second=59) if until else None)


if __name__ == "__main__":
    sys.exit(run_script(main, __doc__, OPTIONS, lambda _: True))
