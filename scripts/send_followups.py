#!/usr/bin/env python3
"""Send the follow-up summaries that are due after a meeting.

A summary goes out once staff have marked it as ready. SEND=no writes them to PREVIEW_FOLDER instead.
"""

from __future__ import annotations

import sys

from netpost.command import run_script
from netpost.jobs import send_followups

if __name__ == "__main__":
    sys.exit(run_script(lambda run, _: send_followups(run), __doc__))
